"""What a step is worth in words: who cleared and how, what changed since by any road, and two who step at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.errors import InvalidValue, Refused
from coopdesk.operations import (
    conflict_words,
    conflicts,
    desk,
    enrolment,
    exchange,
    officers,
    printing,
    record,
    remarks,
    step_words,
    steps,
)
from coopdesk.operations.steps import Said
from coopdesk.store.home import Store
from coopdesk.store.writing import Writing
from tests.conftest import PASSPHRASE, copy_home, copy_mission
from tests.documents.test_pages import by_poppler, words
from tests.operations.test_steps import draft

KIND = "conference_report"


class Two:
    """A Ministry and a mission that know each other."""

    def __init__(self, place: Path) -> None:
        self.place, self.count = place, 0
        self.ministry = desk.open_desk(copy_home(place / "ministry"), PASSPHRASE)
        self.mission = desk.open_desk(copy_mission(place / "mission"), PASSPHRASE)
        enrolment.request(self.mission, place / "a.cdxq")
        enrolment.enrol(self.ministry, place / "a.cdxq", place / "a.cdxa")
        enrolment.accept(self.mission, place / "a.cdxa")

    def send(self, sender: Store, receiver: Store) -> None:
        self.count += 1
        folder = self.place / f"out-{self.count}"
        written = [Path(one) for one in exchange.export(sender, receiver.desk, folder)["files"]]
        assert [one["code"] for one in exchange.import_files(receiver, written)] == [None]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    yield made
    made.ministry.close()
    made.mission.close()


def banner(store: Store, id: str) -> step_words.Banner:
    found = step_words.banner(store, KIND, record.show(store, KIND, id))
    assert found is not None
    return found


def past_the_freeze(store: Store, id: str, text: str) -> None:
    """Write as a program would that does not ask whether a record is frozen."""
    with store.writing() as writing:
        assert isinstance(writing, Writing)
        found = record.existing(writing.session, record.record_type(KIND), id)
        found.bottom_line_ar = text  # type: ignore[attr-defined]
        writing.session.flush()


def test_who_cleared_on_paper_is_told_with_who_noted_it(store: Store, tmp_path: Path) -> None:
    head = officers.add(store, {"name_en": "Head of Mission", "name_ar": "رئيس البعثة"}, "approver")["id"]
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4")
    id = draft(store)["id"]
    with pytest.raises(InvalidValue) as fault:
        steps.take(store, KIND, id, "clear", said=Said(given="paper", scan=scan))
    assert fault.value.field == "by"
    steps.take(store, KIND, id, "clear", said=Said("As agreed", given="paper", by=head, scan=scan))
    told = banner(store, id)
    assert told.sentence.startswith("Cleared by Head of Mission on ")
    assert "on paper, noted by Duty officer" in told.sentence
    assert (told.tone, told.versions) == ("quiet", [])
    assert "Noted under the key of" in told.worth
    assert "Duty officer" in told.worth
    taken = step_words.taken(store, KIND, id)
    assert [(one.stage, one.who, one.comment) for one in taken] == [("cleared", "Head of Mission", "As agreed")]


def test_what_a_bundle_changes_after_the_clearance_is_told_at_every_later_stage(two: Two) -> None:
    id = draft(two.mission)["id"]
    steps.take(two.mission, KIND, id, "clear")
    two.send(two.mission, two.ministry)
    assert banner(two.ministry, id).changes == []
    past_the_freeze(two.mission, id, "الخلاصة بعد الاعتماد")
    two.send(two.mission, two.ministry)
    for _ in range(2):
        told = banner(two.ministry, id)
        assert told.tone == "attention"
        assert "set aside until the record is returned or reopened: Bottom line (Arabic)." in told.worth
        assert record.show(two.ministry, KIND, id)["bottom_line_ar"] == "الخلاصة"
        assert [(one.old, one.new) for one in told.changes] == [("الخلاصة", "الخلاصة بعد الاعتماد")]
        if record.show(two.ministry, KIND, id)["stage"] == "cleared":
            steps.take(two.ministry, KIND, id, "receive")
    assert "Cleared by Officer in Vienna" in told.worth
    with pytest.raises(Refused):
        record.save(two.ministry, KIND, {"id": id, "lessons": "x"})


def test_a_new_version_tells_its_difference_and_remarks_wait_until_they_are_settled(two: Two) -> None:
    id = draft(two.mission)["id"]
    steps.take(two.mission, KIND, id, "clear")
    two.send(two.mission, two.ministry)
    pinned = (("bottom_line_ar", "Say the vote"), ("agenda_items", "Name the item"))
    steps.take(two.ministry, KIND, id, "return", said=Said("Complete it", remarks=pinned))
    two.send(two.ministry, two.mission)
    found = remarks.remarks(two.mission, id)
    assert [(one["of_field"], one["text"]) for one in found] == list(pinned)
    line = record.show(two.mission, KIND, id)["agenda_items"][0]["id"]
    record.save(two.mission, KIND, {
        "id": id, "bottom_line_ar": "الخلاصة والتصويت",
        "agenda_items": [{"id": line, "topic": "Trade in services"}, {"topic": "Water"}],
    })  # fmt: skip
    remarks.settle(two.mission, found[0]["id"])
    assert [one["settled"] for one in remarks.remarks(two.mission, id)] == [None, True]
    steps.take(two.mission, KIND, id, "clear")
    two.send(two.mission, two.ministry)
    told = banner(two.ministry, id)
    assert told.changes == []
    assert [(one.field, one.old, one.new) for one in told.versions] == [
        ("Bottom line (Arabic)", "الخلاصة", "الخلاصة والتصويت"),
        ("Topic (Trade in services)", "Trade", "Trade in services"),
        ("Agenda items: a line was added", "", "Water"),
    ]
    assert [one.stage for one in step_words.taken(two.ministry, KIND, id)] == ["cleared", "returned", "cleared"]
    steps.take(two.ministry, KIND, id, "reopen", said=Said("A word is wrong"))
    assert "version 2" in banner(two.ministry, id).sentence


def test_two_who_step_at_once_leave_two_sentences_of_which_one_is_kept(two: Two) -> None:
    id = draft(two.mission)["id"]
    steps.take(two.mission, KIND, id, "clear")
    two.send(two.mission, two.ministry)
    steps.take(two.ministry, KIND, id, "return", said=Said("Add the votes"))
    steps.take(two.mission, KIND, id, "reopen", said=Said("A word is wrong"))
    two.send(two.mission, two.ministry)
    found = [one for one in conflicts.conflicts(two.ministry, id) if one["field"] == "stage"]
    assert len(found) == 1
    told = conflict_words.told(two.ministry, found[0]["id"])
    assert told.answers
    assert told.label == "Stage"
    said = {one.text.split(" on ")[0] for one in told.sides}
    assert said == {"Returned for completion by Duty officer", "Draft by Officer in Vienna"}
    assert any("Add the votes" in one.text for one in told.sides)
    assert {(one.worth, one.proof) for one in told.sides} == {("Signed with the officer’s key.", "proven")}
    for store in (two.ministry, two.mission):
        shown = banner(store, id)
        if store is two.mission:
            assert shown.conflict == ""
            two.send(two.ministry, two.mission)
            shown = banner(store, id)
        assert (shown.conflict, shown.tone) == (found[0]["id"], "attention")
        other = next(one for one in said if not shown.sentence.startswith(one))
        assert f"At the same time, without having seen it: \u2068{other} on " in shown.worth
        assert shown.worth.count("Signed with the officer’s key.") == 2 + shown.sentence.startswith("Returned")
    keep = next(place for place, one in enumerate(told.sides) if one.text.startswith("Returned"))
    conflicts.resolve(two.ministry, found[0]["id"], keep=keep)
    kept = record.show(two.ministry, KIND, id)
    assert (kept["stage"], kept["stage_comment"]) == ("returned", "Add the votes")
    assert kept["stage_by"] == two.ministry.officer
    assert (banner(two.ministry, id).proof, banner(two.ministry, id).conflict) == ("proven", "")


def test_what_a_secretary_took_at_the_same_time_is_told_as_worth_nothing(two: Two) -> None:
    id = draft(two.mission)["id"]
    steps.take(two.mission, KIND, id, "clear")
    two.send(two.mission, two.ministry)
    two.send(two.ministry, two.mission)
    steps.take(two.mission, KIND, id, "reopen", said=Said("A word is wrong"))
    with two.ministry.writing() as writing:
        assert isinstance(writing, Writing)
        found = record.existing(writing.session, record.record_type(KIND), id)
        found.stage, found.stage_comment = "received", "a hand that is not entitled"  # type: ignore[attr-defined]
        found.stage_key = found.stage_proof = "ab" * 32  # type: ignore[attr-defined]
        writing.session.flush()
    two.send(two.mission, two.ministry)
    told = conflict_words.told(two.ministry, banner(two.ministry, id).conflict)
    assert {one.proof for one in told.sides} == {"proven", "forged"}
    assert "does not fit" in banner(two.ministry, id).worth


def printed(store: Store, id: str, name: str, lang: str, place: Path) -> list[str]:
    printing.print_to_file(store, name, id, lang, place)
    return words(by_poppler(place.read_bytes()))


def test_a_draft_says_so_on_every_page_and_a_letter_returns_what_is_asked(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "made.pdf"
    view = record.save(store, KIND, {
        "conference": record.save(store, "conference", {"title_en": "Board", "starts": "2026-09-21"})["id"],
        "bottom_line_en": "One", "lessons": "\n".join(f"Lesson {n}" for n in range(90)),
    })  # fmt: skip
    id = view["id"]
    draft_words = printed(store, id, "conference-report", "en", out)
    assert draft_words.count("DRAFT") == 2 * draft_words.count("Page") > 2
    assert "مسودة" in printed(store, id, "conference-report", "ar", out)
    steps.take(store, KIND, id, "clear")
    cleared = printed(store, id, "conference-report", "en", out)
    assert "DRAFT" not in cleared
    assert {"Cleared", "Duty", "officer"} <= set(cleared)
    assert "Changed" not in cleared
    past_the_freeze(store, id, "غيره")
    for name in ("conference-report", "conference-summary", "record-sheet"):
        assert "Changed" in printed(store, id, name, "en", out), name
    steps.take(store, KIND, id, "return", said=Said("Complete it", remarks=(("decisions", "Count the votes"),)))
    letter = printed(store, id, "return-letter", "en", out)
    assert {"Complete", "Count", "votes", "Decisions", "Duty"} <= set(letter)
    assert "DRAFT" not in letter
    slip = printed(store, id, "routing-slip", "both", out)
    assert {"Cleared", "معتمد", "Returned"} <= set(slip)
