"""What of a list stands on which day."""

from datetime import UTC, datetime

from coopdesk.operations import calendar_days, listing, record
from coopdesk.operations.working_days import Rest, week_begins
from coopdesk.store.home import Store


def test_days_of_a_record_and_of_its_lines_stand_in_the_span_that_is_asked(store: Store) -> None:
    lines = [{"what": "Committee", "on": "2065-03-05"}, {"what": "Too early", "on": "2065-02-01"}]
    lines.append({"what": "Done", "on": "2065-03-06", "done_on": "2065-03-01"})
    values = {"title_en": "Course", "kind": "training", "deadline": "2065-03-20", "starts": "2065-03"}
    values |= {"next_expected": "2066-01-10"}
    id = record.save(store, "opportunity", {**values, "internal_deadlines": lines})["id"]
    record.save(store, "opportunity", {"title_en": "Post", "kind": "post", "deadline": "2065-03-07"})
    found = listing.open_list(store, "opportunity", where={"kind": "training"})
    told = calendar_days.entries(store, found, "2065-03-01", "2065-03-31")
    assert [(one.day, one.id, one.title, one.what) for one in told] == [
        ("2065-03-05", id, "Course", "Committee"),
        ("2065-03-20", id, "Course", "Deadline"),
    ]


def test_a_deadline_stands_on_the_day_that_our_clock_shows(store: Store) -> None:
    values = {"deadline": "2065-03-20", "deadline_time": "23:59", "deadline_zone": "Etc/GMT+12"}
    record.save(store, "opportunity", {"title_en": "Anywhere", **values})
    found = listing.open_list(store, "opportunity")
    here = datetime(2065, 3, 21, 11, 59, tzinfo=UTC).astimezone().date().isoformat()
    assert [one.day for one in calendar_days.entries(store, found, here, here)] == [here]


def test_a_week_begins_with_the_first_day_of_work() -> None:
    assert week_begins(Rest(frozenset({"friday", "saturday"}))) == 0
    assert week_begins(Rest(frozenset({"saturday", "sunday"}))) == 1
    assert week_begins(Rest()) == 0
