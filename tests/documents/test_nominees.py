"""Papers on nominees: what stands on them in both languages, what does not, and what a committee signs."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from coopdesk.errors import Refused
from coopdesk.operations import printing, record, steps
from coopdesk.operations.offers import letters, nominating, scoring
from coopdesk.progress import SILENT
from coopdesk.store.home import Store
from tests.operations.offers.nominees import expert, opportunity
from tests.operations.people import open_as, staff


class Cases:
    """An opportunity with two scored nominees before a closed meeting."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.offer = opportunity(store, title_ar="مستشار للطاقة", requirements="Ten years")
        self.expert = expert(
            store, national_id="28400000000", next_of_kin="A brother", notes="Difficult",
            clearances=[{"kind": "medical", "number": "M-77", "expires": "2099-01-01"}],
            trainings_done=[{"title": "Negotiation"}],
        )  # fmt: skip
        self.nomination, other = (
            str(nominating.nominate(store, self.offer, person)["id"])
            for person in (self.expert, expert(store, name_en="Other", name_ar="آخر"))
        )
        record.save(store, "nomination", {"id": self.nomination, "reason_en": "She knows the subject."})
        committee = record.save(store, "committee", {"name_en": "Nominations", "criteria": "Merit: 1"})["id"]
        values = {"committee": committee, "number": "7", "on": "2027-01-10", "minutes": "It was decided.",
                  "meeting_cases": [{"opportunity": self.offer, "chosen": other, "decision": "Nominate."}],
                  "meeting_presences": [{"name": f"Member {n}", "presence": "present"} for n in range(4)]}  # fmt: skip
        self.meeting = str(record.save(store, "committee_meeting", values)["id"])
        steps.take(store, "committee_meeting", self.meeting, "open")
        scoring.give(store, self.nomination, {"Merit": 61})
        scoring.give(store, other, {"Merit": 87})
        self.id = {"expert-cv": self.expert, "nomination-file": self.nomination, "committee-ranking": self.offer,
                   "committee-minutes": self.meeting}  # fmt: skip

    def text(self, name: str, lang: str) -> str:
        pdf: Any = pypdfium2.PdfDocument(printing.prepare(self.store, name, self.id[name], lang).pdf())
        found = "\n".join(page.get_textpage().get_text_range() for page in pdf)
        pdf.close()
        return found


@pytest.fixture
def cases(store: Store) -> Cases:
    return Cases(store)


def test_a_cv_says_what_one_can_and_nothing_that_is_not_for_strangers(cases: Cases) -> None:
    told = cases.text("expert-cv", "en")
    for said in ("Expert One", "Energy economist.", "English", "Master’s degree", "Negotiation", "Planning Authority"):
        assert said in told
    for kept in ("28400000000", "P0001", "A brother", "Difficult", "M-77"):
        assert kept not in told


@pytest.mark.parametrize("lang", ["en", "both"])
def test_the_file_of_a_nomination_holds_the_person_and_the_checklist(cases: Cases, lang: str) -> None:
    told = cases.text("nomination-file", lang)
    for said in ("P0001", "M-77", "Ten years", "She knows the subject."):
        assert said in told
    assert "28400000000" not in told


def test_the_file_says_that_the_person_was_erased(cases: Cases) -> None:
    record.erase(cases.store, "expert", cases.expert)
    told = cases.text("nomination-file", "en")
    assert "The data of this person was erased for good." in told
    assert "Expert One" not in told


def test_the_note_verbale_is_printed_as_a_draft_then_as_it_stands_and_numbers_the_nomination(cases: Cases) -> None:
    store = cases.store
    cases.id["note-verbale"] = cases.nomination
    body = record.save(store, "organization", {"name_en": "Energy Body", "name_ar": "هيئة الطاقة"})["id"]
    record.save(store, "opportunity", {"id": cases.offer, "offered_by": body})
    draft = cases.text("note-verbale", "both")
    assert "DRAFT" not in draft
    assert "مسودة" in draft
    assert {"nominate", "Expert", "One", "Secretariat"} <= set(draft.split())
    assert letters.about(store, cases.nomination) == []
    assert "nominate" not in cases.text("note-verbale", "ar")
    made = letters.begin(store, "nomination", cases.nomination)
    record.save(store, "letter", {"id": made["id"], "body": "نص كتبه موظف."})
    steps.take(store, "letter", made["id"], "sign", said=steps.Said(number="NVX", registered_on="2027-01-20"))
    told = record.show(store, "nomination", cases.nomination)
    assert (told["note_number"], told["note_date"]) == ("NVX", "2027-01-20")
    signed = cases.text("note-verbale", "both")
    assert "NVX" in signed
    assert "مسودة" not in signed
    again = letters.begin(store, "nomination", cases.nomination)["id"]
    assert "NVX" in cases.text("note-verbale", "ar")
    steps.take(store, "letter", again, "sign", said=steps.Said(number="NVY"))
    assert record.show(store, "nomination", cases.nomination)["note_number"] == "NVX"


@pytest.mark.parametrize(("name", "type"), [("note-verbale", "nomination"), ("ranked-applicants", "opportunity")])
def test_what_is_made_of_saved_records_is_shown_beside_a_form_once_it_is_saved(
    cases: Cases, name: str, type: str
) -> None:
    made = BytesIO()
    id = {"nomination": cases.nomination, "opportunity": cases.offer}[type]
    printing.print_typed(cases.store, name, type, id, {}, "en", made, SILENT)
    assert made.getvalue().startswith(b"%PDF")
    with pytest.raises(Refused, match="Save the record first"):
        printing.print_typed(cases.store, name, type, None, {}, "en", BytesIO(), SILENT)


def test_nobody_who_was_erased_is_named_in_a_note(cases: Cases) -> None:
    record.erase(cases.store, "expert", cases.expert)
    with pytest.raises(Refused, match="was erased"):
        letters.begin(cases.store, "nomination", cases.nomination)


def test_the_ranking_is_printed_once_the_scoring_is_closed(cases: Cases) -> None:
    with pytest.raises(Refused, match="not seen before the scoring is closed"):
        cases.text("committee-ranking", "en")
    steps.take(cases.store, "committee_meeting", cases.meeting, "close")
    told = cases.text("committee-ranking", "both")
    assert told.index("Other") < told.index("Expert One")
    assert "87" in told
    assert "61" in told


def test_each_member_who_was_there_signs_the_minutes(cases: Cases) -> None:
    told = cases.text("committee-minutes", "en")
    assert told.count("Signature") == 4
    assert "DRAFT" in told
    assert all(said in told for said in ("It was decided.", "Other", "Nominate."))
    steps.take(cases.store, "committee_meeting", cases.meeting, "close")
    assert "DRAFT" not in cases.text("committee-minutes", "en")


def test_a_record_sheet_of_a_nomination_keeps_the_points_of_others_unseen(home: Path) -> None:
    staff(home)
    store = open_as(home, "administrator")
    made = Cases(store)
    store.close()
    store = open_as(home, "officer")
    scoring.give(store, made.nomination, {"Merit": 13})
    made.store, made.id["record-sheet"] = store, made.nomination
    told = made.text("record-sheet", "en")
    assert "13" in told
    assert "61" not in told
    steps.take(store, "committee_meeting", made.meeting, "close")
    assert "61" in made.text("record-sheet", "en")
    store.close()


def test_the_fields_of_an_expert_stand_in_their_order_in_arabic(cases: Cases) -> None:
    record.save(cases.store, "expert", {"id": cases.expert, "fields": ["energy", "law"]})
    pdf = printing.prepare(cases.store, "expert-cv", cases.expert, "ar").pdf()
    drawn = [line for line in _drawn(pdf) if "القانون" in line and "الطاقة" in line]
    assert len(drawn) == 1
    assert drawn[0].index("الطاقة") < drawn[0].index("القانون")


def _drawn(pdf: bytes) -> list[str]:
    """Return the lines of a paper in the order in which an Arabic reader meets their words."""
    found: Any = pypdfium2.PdfDocument(pdf)
    lines = [line for page in found for line in page.get_textpage().get_text_bounded().splitlines()]
    found.close()
    return lines
