"""The digest of open opportunities and the figures on paper, read back: what is open and to whom, in which group."""

import re
import subprocess
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest

from coopdesk.errors import Refused
from coopdesk.operations import printing, reach, record
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store

FIELD = {"en": ("Energy", "Health"), "ar": ("الطاقة", "الصحة"), "both": ("Energy", "الطاقة")}


def offer(store: Store, title: str, **values: Any) -> str:
    given = {"title_en": title, "title_ar": title, "deadline": "2065-03-20", "fields_of_work": ["energy"], **values}
    return str(record.save(store, "opportunity", given)["id"])


def put(store: Store, id: str, stage: str) -> None:
    with store.writing() as writing:
        found: Any = record.existing(writing.session, record.record_type("opportunity"), id)
        found.stage = stage


def text_of(made: Path) -> str:
    text = subprocess.run(["pdftotext", "-layout", made, "-"], capture_output=True, check=True).stdout.decode()
    return re.sub("[\u202a-\u202e]", "", text)


def printed(store: Store, folder: Path, name: str, lang: str = "en", who: str = "", **asked: Any) -> str:
    made = folder / "made.pdf"
    printing.print_to_file(
        store, name, None, lang, made, Listed("opportunity", **asked), who=reach.reader(store, who)
    )  # fmt: skip
    return text_of(made)


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
def test_the_digest_holds_what_is_open_and_how_to_apply(store: Store, tmp_path: Path, lang: str) -> None:
    body = record.save(store, "organization", {"name_en": "Water Body", "name_ar": "هيئة المياه"})["id"]
    offer(
        store, "Course A", offered_by=body, fields_of_work=["energy", "health"], how_to_apply="By note verbale.",
        link="https://example.org/a", reference="TA/7", languages_required=[{"language": "fr", "level": "fluent"}],
        internal_deadlines=[{"what": "Names", "on": "2065-03-02"}, {"what": "Done", "on": "2065-02-01",
                                                                    "done_on": "2065-01-01"}],
    )  # fmt: skip
    offer(store, "Course over", deadline="2020-01-01")
    put(store, offer(store, "Course ended"), "withdrawn")
    offer(store, "Course of ours", direction="by_state")
    text = printed(store, tmp_path, "opportunity-digest", lang)
    for expected in ("Course A", "By note verbale.", "https://example.org/a", "TA/7", "Names", *FIELD[lang]):
        assert expected in text, expected
    for absent in ("Course over", "Course ended", "Course of ours", "Done"):
        assert absent not in text, absent


def test_what_stays_open_and_what_is_foreseen_stand_apart(store: Store, tmp_path: Path) -> None:
    offer(store, "Later", deadline="2066-01-01")
    offer(store, "Sooner")
    offer(store, "Standing", deadline=None, open_all_year=True)
    offer(store, "Awaited", deadline=None, foreseen=True, next_expected="2065-09-01")
    text = printed(store, tmp_path, "opportunity-digest")
    places = [text.index(one) for one in ("1. ", "Sooner", "Later", "2. Open all year", "Standing", "3. ", "Awaited")]
    assert places == sorted(places)
    assert "1 September 2065" in text


def test_by_entity_an_offer_stands_with_each_that_it_concerns(store: Store, tmp_path: Path) -> None:
    sent, named = (
        record.save(store, "organization", {"name_en": name, "type": "other"})["id"] for name in ("Sent to", "Named")
    )
    course = offer(store, "Course", for_entities=[named])
    record.save(store, "circulation", {"about": course, "subject_en": "x", "purpose": "action", "sent_on": "2065-01-01",
                                       "addressees": [{"entity": sent}]})  # fmt: skip
    offer(store, "For nobody")
    text = printed(store, tmp_path, "opportunity-digest-by-entity")
    assert text == printed(store, tmp_path, "opportunity-digest", group="entity")
    places = [text.index(one) for one in ("Named", "Sent to", "For any entity", "For nobody")]
    assert places == sorted(places)
    assert text.count("Course") == 2


def test_a_reader_gets_what_he_may_see_and_the_paper_says_so(store: Store, tmp_path: Path) -> None:
    hidden = record.save(store, "organization", {"name_en": "Hidden body", "type": "other", "audience": "local"})["id"]
    offer(store, "For all", offered_by=hidden)
    offer(store, "Kept", audience="local")
    for name in ("opportunity-digest", "opportunity-figures"):
        text = printed(store, tmp_path, name, who="all")
        assert "1 item is left out" in text, name
    text = printed(store, tmp_path, "opportunity-digest", who="all")
    assert "For all" in text
    assert "Kept" not in text
    assert "Hidden body" not in text


def test_the_highest_degree_stands_on_it(store: Store, tmp_path: Path) -> None:
    offer(store, "Open", classification="public")
    course = offer(store, "Course", classification="public")
    assert "PUBLIC" in printed(store, tmp_path, "opportunity-digest").upper()
    record.save(store, "nomination", {"opportunity": course, "name_en": "X", "classification": "confidential"})
    assert "CONFIDENTIAL" in printed(store, tmp_path, "opportunity-figures").upper()


def test_a_draft_of_mail_holds_the_document(store: Store, tmp_path: Path) -> None:
    offer(store, "Course")
    made = tmp_path / "digest.eml"
    printing.print_to_file(store, "opportunity-digest", None, "en", made, Listed("opportunity"))
    mail = message_from_bytes(made.read_bytes())
    assert mail["Subject"] == "Digest of open opportunities"
    attached = next(one for one in mail.walk() if one.get_filename() == "digest.pdf").get_payload(decode=True)
    assert isinstance(attached, bytes)
    (tmp_path / "back.pdf").write_bytes(attached)
    assert "Course" in text_of(tmp_path / "back.pdf")


def test_a_digest_is_made_of_opportunities_alone(store: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        printing.print_to_file(store, "opportunity-digest", None, "en", tmp_path / "x.pdf", Listed("expert"))


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
@pytest.mark.parametrize("by", ["year", "entity"])
def test_figures_on_paper_hold_rows_reasons_and_times(store: Store, tmp_path: Path, lang: str, by: str) -> None:
    entities = [
        record.save(store, "organization", {"name_en": en, "name_ar": ar, "type": "other"})["id"]
        for en, ar in (("Alpha", "ياء"), ("Beta", "ألف"))
    ]
    for place, count in enumerate((3, 1)):
        for n in range(count):
            one = offer(store, f"{place} {n}", received_on=f"202{place}-02-02", for_entities=[entities[place]],
                        missed="late")  # fmt: skip
            put(store, one, "lapsed")
    text = printed(store, tmp_path, "opportunity-figures", lang, group=by)
    late = {"en": "It reached us too late", "ar": "وصلت متأخرة", "both": "وصلت متأخرة"}[lang]
    assert "".join(late.split()[-1:]) in text
    for title, count in (("2020", "3"), ("2021", "1")) if by == "year" else ():
        assert any(title in line and count in line.split() for line in text.splitlines()), title
    if by == "entity" and lang != "ar":
        rows = [line.split()[:2] for line in text.splitlines() if line.strip().startswith(("Alpha", "Beta"))]
        assert rows[:2] == [["Alpha", "3"], ["Beta", "1"]]
        assert lang == "en" or text.index("ياء") < text.index("Beta") < text.index("ألف")
