"""The workflow: a report is submitted, cleared and frozen, received or returned; each step says why it cannot be
taken."""

from pathlib import Path

import pytest
from sqlalchemy import select

from coopdesk.calendars import today
from coopdesk.errors import ChangedSince, InvalidValue, NotFound, Refused
from coopdesk.operations import conflicts, desk, files, officers, record, registry, steps
from coopdesk.operations.history import history, undo
from coopdesk.operations.record_types import View
from coopdesk.operations.steps import Said
from coopdesk.records import ConferenceReport, ReportOpinion
from coopdesk.records.base import table_of
from coopdesk.store.home import Store
from coopdesk.sync import receivers
from tests.conftest import PASSPHRASE


def draft(store: Store, **values: object) -> View:
    conference = record.save(store, "conference", {"title_en": "Board", "starts": "2026-09-21"})
    return record.save(store, "conference_report", {
        "conference": conference["id"], "bottom_line_ar": "الخلاصة", "agenda_items": [{"topic": "Trade"}], **values,
    })  # fmt: skip


def names(store: Store, view: View) -> list[str]:
    return [one.name for one in steps.steps(store, "conference_report", view)]


def test_a_report_is_submitted_cleared_returned_and_received(store: Store, tmp_path: Path) -> None:
    view = draft(store)
    (tmp_path / "annex.txt").write_text("annex")
    files.attach(store, "conference_report", view["id"], tmp_path / "annex.txt")
    assert view["audience"] == "local"
    assert names(store, view) == ["submit", "clear"]
    asked = steps.take(store, "conference_report", view["id"], "submit")
    assert (asked["stage"], asked["audience"], asked["stage_by"]) == ("submitted", "local", store.officer)
    record.save(store, "conference_report", {"id": view["id"], "lessons": "can still be corrected"})
    assert names(store, asked) == ["clear", "send_back"]
    sent = steps.take(store, "conference_report", view["id"], "clear")
    assert (sent["stage"], sent["audience"], sent["signed_by"]) == ("cleared", "ministry", store.officer)
    assert [one["audience"] for one in files.files(store, "conference_report", view["id"])] == ["ministry"]
    assert names(store, sent) == ["receive", "return", "reopen"]
    with pytest.raises(InvalidValue, match="comment"):
        steps.take(store, "conference_report", view["id"], "return")
    back = steps.take(store, "conference_report", view["id"], "return", "Add the votes")
    assert back["stage_comment"] == "Add the votes"
    record.save(store, "conference_report", {"id": view["id"], "lessons": "now it can be changed"})
    again = steps.take(store, "conference_report", view["id"], "clear")
    done = steps.take(store, "conference_report", view["id"], "receive", seen=again["_seen"])
    assert done["stage"] == "received"
    assert done["registry_number"] == f"1/{today()[:4]}"


def test_nothing_of_a_cleared_report_is_changed(store: Store, tmp_path: Path) -> None:
    view = draft(store)
    line, id = view["agenda_items"][0], view["id"]
    (tmp_path / "annex.txt").write_text("annex")
    attached = files.attach(store, "conference_report", id, tmp_path / "annex.txt")
    change = (
        record.save(store, "conference_report", {"id": id, "lessons": "one"})["id"]
        and history(store, "conference_report", id)[0]
    )
    steps.take(store, "conference_report", id, "clear")
    before = record.show(store, "conference_report", id)
    for attempt in (
        lambda: record.save(store, "conference_report", {"id": id, "lessons": "two"}),
        lambda: record.save(store, "conference_report", {"id": id, "agenda_items": [{"topic": "another"}]}),
        lambda: record.save(store, "agenda_item", {"id": line["id"], "topic": "another"}),
        lambda: record.save(store, "agenda_item", {"conference_report": id, "topic": "another"}),
        lambda: record.delete(store, "agenda_item", line["id"]),
        lambda: record.delete(store, "conference_report", id),
        lambda: files.attach(store, "conference_report", id, tmp_path / "annex.txt"),
        lambda: files.detach(store, "conference_report", id, attached["id"]),
        lambda: record.save(store, "attachment", {"id": attached["id"], "name": "x"}),
        lambda: undo(store, change["operation"]),
    ):
        with pytest.raises(Refused):
            attempt()
    assert record.show(store, "conference_report", id) == before
    assert len(files.files(store, "conference_report", id)) == 1


def test_a_step_says_why_it_cannot_be_taken(store: Store) -> None:
    view = draft(store)
    id = view["id"]
    with pytest.raises(NotFound, match="submit, clear, send_back"):
        steps.take(store, "conference_report", id, "fly")
    with pytest.raises(NotFound, match="no step"):
        steps.take(store, "action", record.save(store, "action", {"text_en": "x"})["id"], "submit")
    with pytest.raises(Refused, match="not begun"):
        steps.take(store, "conference_report", id, "receive")
    with pytest.raises(Refused, match="not by saving"):
        record.save(store, "conference_report", {"id": id, "stage": "received"})
    record.save(store, "conference_report", {"id": id, "bottom_line_ar": None})
    for step in ("submit", "clear"):
        with pytest.raises(Refused, match="Bottom line"):
            steps.take(store, "conference_report", id, step)
    record.save(store, "conference_report", {"id": id, "bottom_line_en": "One"})
    seen = record.show(store, "conference_report", id)["_seen"]
    steps.take(store, "conference_report", id, "submit")
    steps.take(store, "conference_report", id, "send_back", "more")
    with pytest.raises(ChangedSince):
        steps.take(store, "conference_report", id, "submit", seen=seen)


def test_only_the_ministry_receives(tmp_path: Path) -> None:
    desk.init(tmp_path / "dakar", code="QA-DKR", name_en="Dakar", name_ar="دكار", passphrase=PASSPHRASE)
    store = desk.open_desk(tmp_path / "dakar", PASSPHRASE)
    view = steps.take(store, "conference_report", draft(store)["id"], "clear")
    assert names(store, view) == ["reopen"]
    with pytest.raises(Refused, match="Only the Ministry"):
        steps.take(store, "conference_report", view["id"], "receive")
    store.close()


def two_values(store: Store) -> tuple[View, str]:
    """Return a draft whose bottom line holds two values, and the name of that conflict."""
    view = draft(store)
    record.save(store, "conference_report", {"id": view["id"], "bottom_line_en": "One"})
    beside = {"id": view["id"], "bottom_line_en": "Two", "_seen": view["_seen"]}
    record.save(store, "conference_report", beside, concurrent=True)
    return view, conflicts.conflicts(store, view["id"])[0]["id"]


def test_what_holds_several_values_is_decided_first(store: Store) -> None:
    view, conflict = two_values(store)
    with pytest.raises(Refused, match="Decide which one stands first"):
        steps.take(store, "conference_report", view["id"], "clear")
    conflicts.resolve(store, conflict, keep=0)
    assert steps.take(store, "conference_report", view["id"], "clear")["stage"] == "cleared"


def test_a_conflict_that_came_with_a_clearance_changes_nothing_of_it(store: Store) -> None:
    view, conflict = two_values(store)
    with store.writing() as writing:  # as when the clearance came in a bundle, and another value of the field with it
        writing.session.scalars(
            select(ConferenceReport).where(ConferenceReport.id == view["id"])
        ).one().stage = "cleared"
    with pytest.raises(Refused, match="not changed any more"):
        conflicts.resolve(store, conflict, value="Another text")
    assert conflicts.conflicts(store, view["id"])[0]["id"] == conflict


def test_only_a_step_that_asks_for_readers_takes_them(store: Store) -> None:
    id = draft(store)["id"]
    with pytest.raises(InvalidValue, match="readers"):
        steps.take(store, "conference_report", id, "clear", said=Said(readers="all"))
    for step in ("clear", "receive"):
        steps.take(store, "conference_report", id, step)
    with pytest.raises(InvalidValue, match="readers"):
        steps.take(store, "conference_report", id, "circulate")
    with pytest.raises(InvalidValue, match="remarks"):
        steps.take(store, "conference_report", id, "return", said=Said("x", remarks=(("no_field", "x"),)))
    view = steps.take(store, "conference_report", id, "circulate", said=Said(readers="all"))
    assert (view["stage"], view["audience"]) == ("circulated", "all")


def test_a_report_goes_to_others_without_what_is_thought_of_it(store: Store) -> None:
    lines = [{"kind": "opinion", "text": "Between us"}, {"kind": "benefit", "text": "For all", "audience": "all"}]
    id = draft(store, audience="all", report_opinions=lines)["id"]
    for step in ("clear", "receive"):
        steps.take(store, "conference_report", id, step)
    view = steps.take(store, "conference_report", id, "circulate", said=Said(readers="all"))
    assert [one["audience"] for one in view["report_opinions"]] == [None, "all"]
    with store.reading() as connection:
        wanted = select(table_of(ReportOpinion).c.rid).order_by(table_of(ReportOpinion).c.position)
        found = receivers.audiences(connection, connection.execute(wanted).scalars())
    assert list(found.values()) == ["ministry+QA-GVA", "all"]


def test_receiving_registers_and_nothing_else_does(store: Store) -> None:
    first, second, third = (draft(store)["id"] for _ in range(3))
    for id in (first, second, third):
        steps.take(store, "conference_report", id, "clear")
    year = today()[:4]
    said = Said(number=f"41-{year}", registered_on=f"{year}-03-04")
    view = steps.take(store, "conference_report", first, "receive", said=said)
    assert (view["registry_number"], view["registry_date"]) == (f"41-{year}", f"{year}-03-04")
    assert registry.proposed(store, "conference_report", second) == f"42-{year}"
    with pytest.raises(InvalidValue, match=f"another record. The next one is .*42-{year}") as wrong:
        steps.take(store, "conference_report", second, "receive", said=Said(number=f"41-{year}"))
    assert wrong.value.field == "number"
    view = steps.take(store, "conference_report", second, "receive")
    assert (view["registry_number"], view["registry_date"]) == (f"42-{year}", today())
    with pytest.raises(InvalidValue) as wrong:
        steps.take(store, "conference_report", third, "receive", said=Said(registered_on="yesterday"))
    assert wrong.value.field == "registered_on"
    with pytest.raises(InvalidValue, match="gives no registry number"):
        steps.take(store, "conference_report", second, "note", said=Said(number="7"))
    steps.take(store, "conference_report", second, "return", "More")
    with pytest.raises(Refused, match="moved by the steps"):
        record.save(store, "conference_report", {"id": second, "registry_number": "7"})
    with pytest.raises(Refused):
        undo(store, registered(store, second))
    assert record.show(store, "conference_report", second)["registry_number"] == f"42-{year}"
    steps.take(store, "conference_report", second, "clear")
    again = steps.take(store, "conference_report", second, "receive")
    assert again["registry_number"] == f"42-{year}", "it keeps its number"


def registered(store: Store, id: str) -> str:
    return next(
        one["operation"] for one in history(store, "conference_report", id) if one["field"] == "registry_number"
    )


def test_who_left_decides_nothing_any_more_and_a_new_version_is_signed_by_nobody(store: Store) -> None:
    head = officers.add(store, {"name_en": "Head", "name_ar": "الرئيس"}, "approver")["id"]
    by_telephone = Said("Agreed", given="telephone", by=head)
    first, second = draft(store)["id"], draft(store)["id"]
    assert steps.take(store, "conference_report", first, "clear", said=by_telephone)["signed_by"] == head
    assert steps.take(store, "conference_report", first, "reopen", "Once more")["signed_by"] is None
    officers.remove(store, head)
    with pytest.raises(Refused, match="left the desk"):
        steps.take(store, "conference_report", second, "clear", said=by_telephone)
