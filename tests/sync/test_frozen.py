"""Frozen means frozen against import: a cleared record shows what was cleared, whatever arrives, at every desk."""

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.operations import (
    conflicts,
    freezing,
    history,
    printing,
    record,
    standing,
    step_parts,
    step_words,
    steps,
    upkeep,
)
from coopdesk.records import AgendaItem, Attachment, ConferenceReport
from coopdesk.store.home import Store
from tests.sync.officers import REPORT, Offices, offices, report, worth

__all__ = ["offices"]


def cleared(offices: Offices) -> str:
    """Write a report that the Ministry knows as cleared by the head of the mission; returns its id."""
    head = offices.another(offices.vienna, "approver")
    id = report(offices.vienna)
    steps.take(head, REPORT, id, "clear")
    offices.send(offices.vienna, offices.ministry)
    return id


def write(store: Store, id: str, **values: object) -> None:
    """Write to a report past the operations, as somebody who had not seen the clearance, or a crafted bundle, does."""
    with store.writing() as writing:
        found: Any = record.existing(writing.session, ConferenceReport, id)
        for name, value in values.items():
            setattr(found, name, value)


def shown(store: Store, id: str) -> tuple[Any, list[Any]]:
    view = record.show(store, REPORT, id)
    return view["bottom_line_en"], [one["topic"] for one in view["agenda_items"]]


def after(offices: Offices, id: str) -> Any:
    banner = step_words.banner(offices.ministry, REPORT, record.show(offices.ministry, REPORT, id))
    assert banner is not None
    return banner


def test_what_arrives_later_is_set_aside_until_the_record_is_reopened(offices: Offices, tmp_path: Path) -> None:
    id = cleared(offices)
    write(offices.vienna, id, bottom_line_en="not cleared")
    offices.send(offices.vienna, offices.ministry)
    assert shown(offices.ministry, id) == ("x", ["Trade"])
    assert worth(offices.ministry, id) == ("proven", [])
    assert [one.new for one in after(offices, id).changes] == ["not cleared"]
    assert after(offices, id).tone == "attention"
    assert "not cleared" in str(history.history(offices.ministry, REPORT, id))
    assert upkeep.check(offices.ministry) == []
    pdf = printing.print_to_file(offices.ministry, "conference-report", id, "en", tmp_path / "report.pdf")[0]
    printed = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "Trade" in printed
    assert "not cleared" not in printed

    steps.take(offices.ministry, REPORT, id, "receive", said=steps.Said(number="7/2026"))
    steps.take(offices.ministry, REPORT, id, "return", "Which text is it?")
    assert shown(offices.ministry, id) == ("not cleared", ["Trade"])
    offices.send(offices.ministry, offices.vienna)
    assert shown(offices.vienna, id) == ("not cleared", ["Trade"])
    assert record.show(offices.vienna, REPORT, id)["registry_number"] == "7/2026"
    assert upkeep.check(offices.ministry) == upkeep.check(offices.vienna) == []


def test_lines_and_files_that_arrive_later_are_not_there(offices: Offices, tmp_path: Path) -> None:
    id = cleared(offices)
    with offices.vienna.writing() as writing:
        first = writing.session.query(AgendaItem).one()
        writing.session.add(AgendaItem(conference_report=id, topic="Smuggled", position=9))
        writing.session.add(Attachment(subject=id, name="smuggled.pdf", audience="ministry", size=0, chunks=""))
        writing.session.flush()
        writing.delete(first.id)
    offices.send(offices.vienna, offices.ministry)
    assert shown(offices.ministry, id) == ("x", ["Trade"])
    with offices.ministry.session() as session:
        assert [one.deleted for one in session.query(Attachment)] == [True]
    assert upkeep.check(offices.ministry) == []


def test_a_deletion_that_arrives_later_deletes_nothing(offices: Offices) -> None:
    id = cleared(offices)
    with offices.vienna.writing() as writing:
        writing.delete(id)
    offices.send(offices.vienna, offices.ministry)
    assert not record.show(offices.ministry, REPORT, id).get("deleted")


def test_at_the_desk_that_wrote_it_the_clearance_that_arrives_sets_it_aside(offices: Offices) -> None:
    id = cleared(offices)
    steps.take(offices.ministry, REPORT, id, "receive")
    steps.take(offices.ministry, REPORT, id, "return", "Add the votes")
    offices.send(offices.ministry, offices.vienna)
    record.save(offices.vienna, REPORT, {"id": id, "lessons": "the votes"})
    head = offices.another(offices.vienna, "approver", "yet other words")
    write(offices.ministry, id, lessons="by another who did not know")
    steps.take(head, REPORT, id, "clear")
    offices.send(offices.vienna, offices.ministry)
    offices.send(offices.ministry, offices.vienna)
    for store in (offices.vienna, offices.ministry):
        assert record.show(store, REPORT, id)["lessons"] == "the votes"
        assert conflicts.conflicts(store) == []
        assert upkeep.check(store) == []
    steps.take(offices.ministry, REPORT, id, "receive")
    steps.take(offices.ministry, REPORT, id, "return", "Two answers")
    assert [one["field"] for one in conflicts.conflicts(offices.ministry)] == ["lessons"]


def test_a_clearance_that_does_not_count_holds_nothing_and_a_role_that_comes_later_does(offices: Offices) -> None:
    id = report(offices.vienna)
    secretary = offices.another(offices.vienna, "secretary")
    record.save(offices.vienna, REPORT, {"id": id, "audience": "ministry"})
    with secretary.writing() as writing:
        found: Any = record.existing(writing.session, ConferenceReport, id)
        found.stage, found.stage_on, found.stage_by = "cleared", "2026-09-01", secretary.officer
        writing.session.flush()
        found.stage_of = standing.decided_on(step_parts.one_of(writing.connection, ConferenceReport, id))
        assert secretary.own is not None
        standing.sign(found, secretary.own)
    offices.send(offices.vienna, offices.ministry)
    write(offices.vienna, id, bottom_line_en="later")
    offices.send(offices.vienna, offices.ministry)
    assert shown(offices.ministry, id)[0] == "later"
    assert worth(offices.ministry, id)[0] == "not_entitled"


def test_a_paper_of_a_later_step_belongs_to_the_step(offices: Offices, tmp_path: Path) -> None:
    id = cleared(offices)
    steps.take(offices.ministry, REPORT, id, "receive")
    scan = tmp_path / "paper.pdf"
    scan.write_bytes(b"%PDF-1.7 signed")
    minister = offices.another(offices.ministry, "approver", "words of the minister")
    said = steps.Said(given="paper", by=minister.officer, scan=scan)
    steps.take(offices.ministry, REPORT, id, "note", said=said)
    assert worth(offices.ministry, id) == ("proven", [])
    offices.send(offices.ministry, offices.vienna)
    write(offices.vienna, id, bottom_line_en="later")
    freezing.settle(offices.vienna)
    assert shown(offices.vienna, id)[0] == "x"
    with offices.vienna.session() as session:
        assert [(one.name, one.deleted) for one in session.query(Attachment)] == [("paper.pdf", False)]


@pytest.mark.parametrize("words", ["", "@", "@zz 1", "@00 " + "9" * 30, "a b c", "@ab"])
def test_what_was_decided_on_is_read_whatever_it_says(words: str) -> None:
    assert standing.upto_in(words) == {}


def test_how_far_a_step_had_seen_is_read_as_it_was_written() -> None:
    assert standing.upto_in("@ab01 7\nid digest") == {b"\xab\x01": 7}
    assert standing.parts_in("@ab01 7\nid digest") == {"id": "digest"}
