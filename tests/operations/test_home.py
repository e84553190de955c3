"""The page Home: what waits is counted whole for who may do it, what comes has its day, who is late is named."""

import time
from pathlib import Path

import pytest

from coopdesk import calendars
from coopdesk.operations import dues, home as page, record, rights, steps
from coopdesk.operations.home import Group, Home
from coopdesk.operations.offers import circulation, deadlines
from coopdesk.operations.projects import progress
from coopdesk.store.home import Store
from tests.operations.people import open_as, staff

NOW = "2065-10-15"


@pytest.fixture(autouse=True)
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (calendars, circulation, deadlines, dues, page, steps):
        monkeypatch.setattr(module, "today", lambda: NOW)


def named(groups: list[Group]) -> dict[str, int]:
    return {one.what: one.total for one in groups}


def entity(store: Store, name: str) -> str:
    return str(record.save(store, "organization", {"name_en": name})["id"])


def opportunity(store: Store, deadline: str, **values: object) -> str:
    given = {"title_en": f"Course {deadline}", "deadline": deadline, **values}
    return str(record.save(store, "opportunity", given)["id"])


def test_an_empty_desk_needs_nothing_and_nobody_owes_anything(store: Store) -> None:
    assert page.home(store) == Home([], [], [])


def test_a_deadline_that_is_over_needs_somebody_and_one_to_come_stands_with_its_days(store: Store) -> None:
    over, _, settled = opportunity(store, "2065-10-01"), opportunity(store, "2065-10"), opportunity(store, "2065-09-01")
    steps.take(store, "opportunity", settled, "withdraw", comment="No use")
    soon = opportunity(store, "2065-10-20", internal_deadlines=[{"what": "Committee", "on": "2065-10-16"}])
    opportunity(store, "2065-12-31")
    found = page.home(store)
    assert [one.id for group in found.needs for one in group.items] == [over]
    assert [(one.id, one.what, one.due) for one in found.coming] == [
        (soon, "Committee", "2065-10-16"), (soon, "Deadline", "2065-10-20"),
    ]  # fmt: skip
    assert found.needs[0].items[0].told.endswith("over")


def test_a_deadline_of_another_clock_stands_on_the_day_that_it_has_here(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Qatar")
    time.tzset()
    far = {"deadline_time": "00:30", "deadline_zone": "Asia/Tokyo"}
    near = {"deadline_time": "23:59", "deadline_zone": "America/New_York"}
    opportunity(store, "2065-10-20", **far)
    opportunity(store, "2065-10-20", **near)
    opportunity(store, "2065-10-14", **near)
    over = opportunity(store, "2065-10-15", **far)
    found = page.home(store)
    monkeypatch.undo()
    time.tzset()
    assert [one.due for one in found.coming] == ["2065-10-15", "2065-10-19", "2065-10-21"]
    assert [(one.id, one.due) for group in found.needs for one in group.items] == [(over, "2065-10-14")]


def test_a_group_counts_all_and_holds_the_most_urgent(store: Store) -> None:
    for day in range(1, 9):
        opportunity(store, f"2065-10-0{day}")
    group = page.home(store).needs[0]
    assert (group.total, [one.due for one in group.items]) == (8, [f"2065-10-0{day}" for day in range(1, 6)])
    assert group.where is not None


def test_who_is_late_stands_by_name_the_latest_first(store: Store) -> None:
    health, labour = entity(store, "Health"), entity(store, "Labour")
    about = record.save(store, "conference", {"title_en": "Forum", "starts": "2066-01-01"})["id"]
    asked = {"purpose": "nomination", "sent_on": "2065-10-01"}
    circulation.send(store, "conference", about, {**asked, "reply_by": "2065-10-10"}, [health, labour])
    record.save(store, "action", {"text_en": "Study", "owner": labour, "due": "2065-09-01", "status": "open"})
    record.save(store, "action", {"text_en": "Done", "owner": labour, "due": "2065-09-01", "status": "done"})
    award = {"name_en": "Trainee", "report_due": "2065-10-14", "follow_up_due": "2066-01-01"}
    record.save(store, "award", award)
    found = page.home(store).owing
    assert [(one.what, one.total) for one in found] == [("Labour", 2), ("Health", 1), ("Trainee", 1)]
    assert [one.late for one in found] == sorted((one.late for one in found), reverse=True)
    assert [one.what for one in found[0].items] == ["Action", "Answer to a circulation"]


def test_what_waits_is_told_to_who_may_do_it(home: Path) -> None:
    staff(home)
    store = open_as(home, rights.SECRETARY)
    letter = record.save(
        store, "letter", {"kind": "note_verbale", "subject": "Course", "language": "en", "body": "Text"}
    )
    steps.take(store, "letter", letter["id"], "submit")
    asked = "Letters: Sign"
    assert asked not in named(page.home(store).needs)
    store.close()
    store = open_as(home, rights.APPROVER)
    assert named(page.home(store).needs)[asked] == 1
    steps.take(store, "letter", letter["id"], "send_back", comment="Shorter")
    assert asked not in named(page.home(store).needs)
    assert named(page.home(store).needs)["Letters: returned, to complete"] == 1
    store.close()


def test_a_progress_report_waits_where_it_is_written_and_is_owed_by_who_is_named(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "today", lambda: NOW)
    runs = {"status": "implementation", "reports": "quarterly", "actual_start": "2065-04-01"}
    ours = record.save(store, "project", {"title_en": "Ours", **runs})["id"]
    theirs = record.save(store, "project", {"title_en": "Theirs", "reporting": entity(store, "Fund"), **runs})["id"]
    found = page.home(store)
    assert named(found.needs) == {"Progress reports to send": 2}
    assert [(one.type, one.id, one.what) for one in found.needs[0].items] == [
        ("project", ours, "Second quarter of 2065"), ("project", ours, "Third quarter of 2065"),
    ]  # fmt: skip
    [fund] = found.owing
    assert (fund.what, [(one.id, one.what) for one in fund.items]) == (
        "Fund", [(theirs, "Progress report, Second quarter of 2065")],
    )  # fmt: skip
    begun = record.save(store, "progress_report", {"project": theirs, "period": "2065-Q2"})["id"]
    found = page.home(store)
    assert begun in [one.id for one in found.needs[0].items]
    assert found.owing == []
