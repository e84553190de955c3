"""The history as a person reads it, save by save; undo and redo of what was saved; one earlier value restored."""

import pytest

from coopdesk.errors import ChangedSince, Refused
from coopdesk.i18n import using
from coopdesk.operations import desk, history, officers, record, saves, steps
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store


def other_officer(store: Store) -> Store:
    """Return the same desk, opened by another officer."""
    officers.add(store, {"name_en": "Second officer"}, "officer", "the words of the second")
    return desk.open_desk(store.home, "the words of the second")


def place(store: Store, id: str, **values: object) -> View:
    return record.save(store, "organization", {"id": id} | values)


@pytest.fixture
def made(store: Store) -> str:
    return str(record.save(store, "organization", {"name_en": "Board", "seat_city": "Doha"})["id"])


def test_each_save_is_one_entry_in_words(store: Store) -> None:
    parent = record.save(store, "organization", {"name_en": "United Nations", "name_ar": "الأمم المتحدة"})
    values = {"name_en": "Board", "type": "donor", "parent": parent["id"], "country": "CH", "valid_from": "1964-12"}
    made = record.save(store, "organization", values)
    record.delete(store, "organization", made["id"])
    with using("en"):
        deletion, making = saves.told(store, "organization", made["id"])
    with using("ar"):
        arabic = {one.field: one for one in saves.told(store, "organization", made["id"])[1].changes}
    english = {one.field: one for one in making.changes}
    assert english["Part of"].new == "United Nations"
    assert english["Country"].new == "Switzerland"
    assert english["Existed from – Existed until"].new.strip("\u2066\u2069") == "12/1964"
    assert making.who.startswith("Duty officer")
    assert (making.made, deletion.made) == (True, False)
    assert [(one.field, one.new, one.restorable) for one in deletion.changes] == [("Deletion", "deleted", False)]
    assert arabic["النوع"].new == "جهة مانحة"


def test_what_a_save_did_to_lines_is_told_by_their_list_and_their_title(store: Store) -> None:
    report = {"bottom_line_en": "x", "agenda_items": [{"topic": "Opening"}, {"topic": "Budget"}]}
    view = record.save(store, "conference_report", report)
    line = {"id": view["agenda_items"][1]["id"], "statement": "We spoke"}
    record.save(store, "conference_report", {"id": view["id"], "agenda_items": [line]})
    second, first = saves.told(store, "conference_report", view["id"])
    assert second.parts == ["Agenda items"]
    assert [(one.new, one.prose) for one in second.changes] == [("We spoke", True)]
    assert second.changes[0].field.endswith("(Budget)")
    assert {one.field for one in first.changes if one.part == "Agenda items"} == {"Topic (Opening)", "Topic (Budget)"}


def test_undo_goes_back_save_by_save_and_redo_forward_again(store: Store, made: str) -> None:
    for city in ("Geneva", "Vienna", "Nairobi"):
        place(store, made, seat_city=city)

    def go(*, again: bool = False) -> str:
        assert saves.undo_next(store, "organization", made, again=again) is not None
        return str(record.show(store, "organization", made)["seat_city"])

    assert [go(), go(), go()] == ["Vienna", "Geneva", "Doha"]
    assert saves.undo_next(store, "organization", made) is None
    assert [go(again=True), go(again=True)] == ["Geneva", "Vienna"]
    assert go() == "Geneva"
    assert [go(again=True), go(again=True)] == ["Vienna", "Nairobi"]
    assert saves.undo_next(store, "organization", made, again=True) is None
    go()
    place(store, made, website="example.org")
    assert saves.undo_next(store, "organization", made, again=True) is None
    assert go() == "Vienna"
    assert record.show(store, "organization", made)["website"] is None
    assert record.show(store, "organization", made)["conflicts"] == 0


def test_deleting_is_undone_and_redone(store: Store, made: str) -> None:
    record.delete(store, "organization", made)
    saves.undo_next(store, "organization", made)
    assert "deleted" not in record.show(store, "organization", made)
    saves.undo_next(store, "organization", made, again=True)
    assert record.show(store, "organization", made)["deleted"]


def test_what_others_changed_since_stays_and_is_told(store: Store, made: str) -> None:
    other = other_officer(store)
    place(store, made, seat_city="Geneva", website="example.org")
    place(other, made, seat_city="Vienna")
    assert saves.undo_next(other, "organization", made) is not None
    place(other, made, seat_city="Vienna")
    step, kept = saves.undo_next(store, "organization", made) or (None, [])
    assert step is not None
    assert set(step.parts) == {"Seat (city)", "Website"}
    assert kept == ["seat_city"]
    view = record.show(store, "organization", made)
    assert (view["seat_city"], view["website"]) == ("Vienna", None)
    place(store, made, website="example.net")
    place(other, made, website="example.com")
    other.close()
    with pytest.raises(Refused, match="others have changed it since"):
        saves.undo_next(store, "organization", made)
    assert record.show(store, "organization", made)["website"] == "example.com"


def test_a_frozen_report_is_not_changed_by_undo(store: Store) -> None:
    conference = record.save(store, "conference", {"title_en": "Session", "starts": "2026-03-01"})
    report = record.save(store, "conference_report", {"conference": conference["id"], "bottom_line_en": "One"})
    record.save(store, "conference_report", {"id": report["id"], "bottom_line_en": "Two"})
    steps.take(store, "conference_report", report["id"], "clear")
    with pytest.raises(Refused, match="not changed any more"):
        saves.undo_next(store, "conference_report", report["id"])


def last(store: Store, type: str, id: str, field: str) -> str:
    found = (one for save in saves.told(store, type, id) for one in save.changes if one.field == field)
    return next(found).operation


def test_one_earlier_value_is_restored_and_that_is_undone(store: Store, made: str) -> None:
    place(store, made, seat_city="Geneva", website="example.org", tags=["x"])
    view = place(store, made, name_en="Executive Board", tags=[])
    seat = last(store, "organization", made, "Seat (city)")
    after = saves.restore_value(store, "organization", made, seat, view["_seen"])
    assert (after["seat_city"], after["website"], after["name_en"]) == ("Doha", "example.org", "Executive Board")
    saves.undo_next(store, "organization", made)
    assert record.show(store, "organization", made)["seat_city"] == "Geneva"
    tag = last(store, "organization", made, "Tags")
    assert saves.restore_value(store, "organization", made, tag, None)["tags"] == ["x"]


def test_the_earlier_value_of_a_line_and_of_dates_that_belong_together(store: Store) -> None:
    view = record.save(store, "conference", {"title_en": "S", "starts": "2026-01-01", "ends": "2026-01-03"})
    record.save(store, "conference", {"id": view["id"], "starts": "2026-02-01", "ends": None})
    dates = last(store, "conference", view["id"], "Starts – Ends")
    after = saves.restore_value(store, "conference", view["id"], dates, None)
    assert (after["starts"], after["ends"]) == ("2026-01-01", "2026-01-03")
    report = record.save(store, "conference_report", {"agenda_items": [{"topic": "Opening"}]})
    line = {"id": report["agenda_items"][0]["id"], "topic": "Closing"}
    record.save(store, "conference_report", {"id": report["id"], "agenda_items": [line]})
    topic = last(store, "conference_report", report["id"], "Topic (Closing)")
    after = saves.restore_value(store, "conference_report", report["id"], topic, None)
    assert [one["topic"] for one in after["agenda_items"]] == ["Opening"]


def test_restoring_meets_what_somebody_changed_meanwhile(store: Store, made: str) -> None:
    seen = place(store, made, seat_city="Geneva")["_seen"]
    seat = last(store, "organization", made, "Seat (city)")
    place(store, made, seat_city="Vienna")
    with pytest.raises(ChangedSince):
        saves.restore_value(store, "organization", made, seat, seen)
    assert record.show(store, "organization", made)["seat_city"] == "Vienna"
    record.delete(store, "organization", made)
    with pytest.raises(Refused, match="no earlier value"):
        saves.restore_value(store, "organization", made, history.history(store, "organization", made)[0]["operation"],
                            None)  # fmt: skip


def test_what_it_looked_like_then(store: Store) -> None:
    first = record.save(
        store, "conference_report", {"bottom_line_en": "One", "agenda_items": [{"topic": "A"}, {"topic": "B"}]}
    )
    id, lines = first["id"], first["agenda_items"]
    changed = [{"id": lines[0]["id"], "topic": "A changed"}, {"id": lines[1]["id"], "deleted": True}, {"topic": "C"}]
    record.save(store, "conference_report", {"id": id, "bottom_line_en": "Two", "agenda_items": changed})
    record.delete(store, "conference_report", id)
    deletion, second, making = saves.told(store, "conference_report", id)

    def then(save: saves.Saved) -> tuple[str, list[str]]:
        view = history.as_of(store, "conference_report", id, save.operation)
        return view["bottom_line_en"], [one["topic"] for one in view["agenda_items"]]

    assert then(making) == ("One", ["A", "B"])
    assert then(second) == ("Two", ["A changed", "C"])
    assert "deleted" not in history.as_of(store, "conference_report", id, second.operation)
    assert history.as_of(store, "conference_report", id, deletion.operation)["deleted"]
    with pytest.raises(Refused, match="no change"):
        history.as_of(store, "conference_report", id, "1.999999")
