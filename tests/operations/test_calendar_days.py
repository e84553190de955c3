"""What of a list stands on which day."""

from datetime import UTC, datetime

import pytest

from coopdesk.operations import calendar_days, listing, record
from coopdesk.operations.working_days import Rest, week_begins
from coopdesk.records import TYPES
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
        ("2065-03-31", id, "Course", "Starts, some time in March 2065"),
    ]


@pytest.mark.parametrize("span", [("2064-12-01", "2066-01-31"), ("2065-12-20", "2065-12-31"), ("2065-12-31",) * 2])
def test_a_month_or_a_year_of_which_no_day_is_known_stands_on_its_last_day(store: Store, span: tuple[str, str]) -> None:
    for day in ("2065", "2065-12"):
        record.save(store, "opportunity", {"title_en": day, "deadline": day, "deadline_zone": "Asia/Qatar"})
    told = calendar_days.entries(store, listing.open_list(store, "opportunity"), *span)
    assert [(one.day, one.whole) for one in told] == [("2065-12-31", "2065"), ("2065-12-31", "2065-12")]
    before = calendar_days.entries(store, listing.open_list(store, "opportunity"), "2065-12-01", "2065-12-30")
    assert before == []


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


@pytest.mark.parametrize("type", [name for name, cls in TYPES.items() if cls.__dates__])
def test_every_day_of_a_type_has_a_name_in_the_calendar(type: str) -> None:
    named = calendar_days.kinds(type)
    assert len(named) == len(TYPES[type].__dates__)
    assert all(named)


def test_a_milestone_that_was_reached_stands_on_no_day(store: Store) -> None:
    lines = [{"title_en": "Opened", "due": "2065-03-05"}, {"title_en": "Built", "due": "2065-03-06",
                                                           "reached_on": "2065-03-01"}]  # fmt: skip
    record.save(store, "project", {"title_en": "School", "milestones": lines})
    found = listing.open_list(store, "project")
    told = calendar_days.entries(store, found, "2065-03-01", "2065-03-31")
    assert [(one.day, one.title, one.what) for one in told] == [("2065-03-05", "School", "Opened")]
