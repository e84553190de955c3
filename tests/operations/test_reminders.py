"""What presses the person at work, and reminders that a person asks for: private, on a day, never in the history."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.i18n import using
from coopdesk.operations import home as homes, pressing, record, reminders, rights, working_days
from coopdesk.operations.offers import deadlines
from coopdesk.store.home import Store
from tests.operations.people import open_as, staff


def in_days(days: int) -> str:
    return (date.fromisoformat(today()) + timedelta(days)).isoformat()


def offer(store: Store, deadline: str, **values: object) -> str:
    return str(record.save(store, "opportunity", {"title_en": "Course", "deadline": deadline, **values})["id"])


def test_dates_press_by_working_days_and_by_what_is_over(store: Store) -> None:
    rest = working_days.rest_here(store)
    offer(store, in_days(-400))
    offer(store, today())
    offer(store, working_days.after(today(), pressing.SOON, rest))
    offer(store, working_days.after(today(), pressing.SOON + 1, rest))
    offer(store, in_days(1)[:7])
    line = {"what": "Names", "on": in_days(-300)}
    offer(store, working_days.after(today(), 30, rest), internal_deadlines=[line])
    found = pressing.pressing(store)
    assert found == (2, 1, 1, 0)
    assert found.told == "2 dates are over, 1 is today, 1 within the next 3 working days"
    with using("ar"):
        assert found.told.startswith("موعدان منقضيان")
    assert pressing.Pressing().told == ""


def test_what_is_over_since_a_day_of_rest_presses_too(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(store, "2027-03-05")
    for module in (homes, pressing, deadlines):
        monkeypatch.setattr(module, "today", lambda: "2027-03-06")
    assert working_days.between("2027-03-05", "2027-03-06", working_days.rest_here(store)) == 0
    assert pressing.pressing(store).over == 1


def test_a_record_that_is_put_off_does_not_press_until_its_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    id = offer(store, in_days(-400), internal_deadlines=[{"what": "Names", "on": in_days(-401)}])
    coming = offer(store, today())
    for one in (id, coming):
        reminders.ask(store, one, in_days(7))
    assert pressing.pressing(store).total == 0
    assert reminders.day_of(store, id) == in_days(7)
    monkeypatch.setattr(reminders, "today", lambda: in_days(7))
    assert {one.id for one in reminders.due(store)} == {id, coming}
    assert pressing.pressing(store) == (2, 1, 0, 2)
    asked = homes.home(store).needs[0]
    assert (asked.what, asked.total) == ("You asked to be reminded", 2)
    reminders.ask(store, id, None)
    assert {one.id for one in reminders.due(store)} == {coming}
    record.delete(store, "opportunity", coming)
    assert reminders.due(store) == []


@pytest.mark.parametrize("day", ["2020-01-01", today(), "2199-13", ""])
def test_only_a_whole_day_that_comes_is_taken(store: Store, day: str) -> None:
    id = offer(store, "2199-01-01")
    with pytest.raises(InvalidValue):
        reminders.ask(store, id, day)
    assert reminders.day_of(store, id) is None


def test_each_is_told_what_is_theirs_to_do_and_reminders_are_of_one_person_alone(home: Path) -> None:
    staff(home)
    store = open_as(home, rights.OFFICER)
    id = offer(store, in_days(-400))
    reminders.ask(store, id, in_days(7))
    assert pressing.pressing(store).total == 0
    assert store.take_changes() == {"opportunity"}
    store.close()
    for role, over in ((rights.READER, 0), (rights.SECRETARY, 0), (rights.APPROVER, 1)):
        store = open_as(home, role)
        assert reminders.day_of(store, id) is None
        assert pressing.pressing(store).over == over
        store.close()
