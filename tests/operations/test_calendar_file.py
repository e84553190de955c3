"""Calendar files: what is due, on the right day, without what is over; and a word where they carry secrets out."""

from pathlib import Path

import icalendar
import pytest

from coopdesk.errors import Refused
from coopdesk.i18n import set_language
from coopdesk.operations import calendar_file, listing, record
from coopdesk.store.home import Store


def events(store: Store, type: str, out: Path) -> dict[str, icalendar.Event]:
    calendar_file.export(store, listing.open_list(store, type), out)
    read = icalendar.Calendar.from_ical(out.read_bytes())
    return {str(one["summary"]): one for one in read.walk("VEVENT")}


def test_actions_stand_on_the_day_they_are_due(store: Store, tmp_path: Path) -> None:
    owner = record.save(store, "organization", {"name_ar": "وزارة النقل، الدوحة"})["id"]
    for values in (
        {"text_ar": "إرسال الرد", "due": "2027-03-05", "owner": owner},
        {"text_en": "Some time, soon; \\ and\nmore", "due": "2028-02"},
        {"text_en": "done already", "due": "2027-01-01", "status": "done"},
        {"text_en": "no date"},
    ):
        record.save(store, "action", values)
    set_language("ar")
    found = events(store, "action", tmp_path / "a.ics")
    assert set(found) == {"إرسال الرد", "Some time, soon; \\ and"}
    assert found["إرسال الرد"]["dtstart"].dt.isoformat() == "2027-03-05"
    assert found["إرسال الرد"]["dtend"].dt.isoformat() == "2027-03-06"
    assert "وزارة النقل، الدوحة" in str(found["إرسال الرد"]["description"])
    assert [str(one["trigger"].dt) for one in found["إرسال الرد"].walk("VALARM")] == [
        "-7 days, 0:00:00",
        "-1 day, 0:00:00",
    ]
    partial = found["Some time, soon; \\ and"]
    assert partial["dtstart"].dt.isoformat() == "2028-02-29"
    assert "فبراير 2028" in str(partial["description"])
    again = events(store, "action", tmp_path / "b.ics")
    assert {str(one["uid"]) for one in again.values()} == {str(one["uid"]) for one in found.values()}


def test_conferences_take_all_their_days(store: Store, tmp_path: Path) -> None:
    record.save(
        store, "conference", {"title_en": "Board", "place": "Geneva", "starts": "2026-09-21", "ends": "2026-09-24"}
    )
    found = events(store, "conference", tmp_path / "c.ics")["Board"]
    assert (found["dtstart"].dt.isoformat(), found["dtend"].dt.isoformat()) == ("2026-09-21", "2026-09-25")
    assert str(found["location"]) == "Geneva"


def test_confidential_ones_are_counted_and_other_types_refused(store: Store, tmp_path: Path) -> None:
    record.save(store, "action", {"text_en": "x", "due": "2027-01-01", "classification": "secret"})
    record.save(store, "action", {"text_en": "y", "due": "2027-01-01"})
    assert calendar_file.export(store, listing.open_list(store, "action"), tmp_path / "x.ics") == (2, 1)
    with pytest.raises(Refused, match="no dates"):
        calendar_file.export(store, listing.open_list(store, "country"), tmp_path / "y.ics")
    assert not (tmp_path / "y.ics").exists()


def test_opportunities_bring_each_of_their_days_that_is_not_done(store: Store, tmp_path: Path) -> None:
    lines = [{"what": "Committee", "on": "2065-03-05"}, {"what": "Names", "on": "2065-03-01", "done_on": "2065-02-28"}]
    values = {"title_en": "Course", "deadline": "2065-03-20", "internal_deadlines": lines}
    record.save(store, "opportunity", {**values, "classification": "secret", "audience": "ministry"})
    found = events(store, "opportunity", tmp_path / "o.ics")
    assert {name: one["dtstart"].dt.isoformat() for name, one in found.items()} == {
        "Course – Committee": "2065-03-05",
        "Course – Deadline": "2065-03-20",
    }
    alarms = found["Course – Deadline"].walk("VALARM")
    assert [str(one["trigger"].dt) for one in alarms] == ["-7 days, 0:00:00", "-1 day, 0:00:00"]
    again = events(store, "opportunity", tmp_path / "p.ics")
    assert {str(one["uid"]) for one in found.values()} == {str(one["uid"]) for one in again.values()}
    listed = listing.open_list(store, "opportunity")
    assert calendar_file.export(store, listed, tmp_path / "q.ics") == (2, 1)


def test_only_the_list_as_it_is_filtered_goes_and_a_month_is_told_as_such(store: Store, tmp_path: Path) -> None:
    record.save(store, "opportunity", {"title_en": "Course", "kind": "training", "deadline": "2065-02"})
    record.save(store, "opportunity", {"title_en": "Post", "kind": "post", "deadline": "2065-02-03"})
    listed = listing.open_list(store, "opportunity", where={"kind": "training"})
    assert calendar_file.export(store, listed, tmp_path / "o.ics") == (1, 0)
    (found,) = icalendar.Calendar.from_ical((tmp_path / "o.ics").read_bytes()).walk("VEVENT")
    assert str(found["summary"]) == "Course – Deadline, some time in February 2065"
    assert found["dtstart"].dt.isoformat() == "2065-02-28"
    assert "February 2065" in str(found["description"])
