"""The clock of reports: working days are counted right whatever rests, and what is owed is told with what is left."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from coopdesk import calendars
from coopdesk.operations import dues, record, remarks, steps
from coopdesk.operations.steps import Said
from coopdesk.operations.working_days import Rest, after, between, rest_here
from coopdesk.records.ministry_settings import WEEKDAY
from coopdesk.store.home import Store

DAYS = st.dates(date(2025, 12, 1), date(2028, 2, 1))
WEEKENDS = st.frozensets(st.sampled_from([one.token for one in WEEKDAY]), max_size=6)
HOLIDAYS = st.frozensets(
    st.one_of(DAYS.map(date.isoformat), DAYS.map(lambda day: day.isoformat()[5:]), st.just("no date")), max_size=30
)


@given(DAYS, st.integers(1, 60), WEEKENDS, HOLIDAYS)
def test_a_clock_never_ends_on_a_day_of_rest_and_counts_each_working_day_once(
    start: date, count: int, weekend: frozenset[str], holidays: frozenset[str]
) -> None:
    rest = Rest(weekend, holidays)
    end = after(start.isoformat(), count, rest)
    assert not rest.holds(date.fromisoformat(end))
    worked = [
        day
        for n in range(1, (date.fromisoformat(end) - start).days + 1)
        if not rest.holds(day := start + timedelta(days=n))
    ]
    assert len(worked) == count
    assert between(start.isoformat(), end, rest) == count
    assert between(end, start.isoformat(), rest) == -count


def test_a_year_ends_and_holidays_stand_in_the_way() -> None:
    gulf = Rest(frozenset(("friday", "saturday")), frozenset(("12-18", "2027-01-03")))
    assert after("2026-12-15", 3, gulf) == "2026-12-20"
    assert after("2026-12-31", 1, gulf) == "2027-01-04"
    always = Rest(frozenset(), frozenset((date(2024, 1, 1) + timedelta(days=n)).isoformat()[5:] for n in range(366)))
    assert after("2026-03-01", 1, always)


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Live on a day on which everybody here has a role already."""
    for module in (calendars, dues, steps, remarks):
        monkeypatch.setattr(module, "today", lambda: "2065-10-15")


def report(store: Store, ends: str) -> str:
    conference = record.save(store, "conference", {"title_en": f"Board {ends}", "starts": "2065-09-01", "ends": ends})
    values = {"conference": conference["id"], "bottom_line_en": "One"}
    return str(record.save(store, "conference_report", values)["id"])


@pytest.mark.usefixtures("on")
def test_what_is_owed_is_told_by_kind_with_the_days_that_are_left(store: Store, tmp_path: Path) -> None:
    assert rest_here(store).weekend == {"friday", "saturday"}
    record.save(store, "conference", {"title_en": "Forgotten", "starts": "2065-09-01", "ends": "2065-09-23"})
    record.save(store, "conference", {"title_en": "Still to come", "starts": "2065-11-01"})
    late, early = report(store, "2065-09-22"), report(store, "2065-10-08")
    owed = {one.title: one for one in dues.owed(store)}
    assert "Still to come" not in owed
    assert (owed["Forgotten"].kind, owed["Forgotten"].due, owed["Forgotten"].left) == ("unwritten", "2065-10-14", -1)
    assert owed["Forgotten"].told == "1 working day over"
    assert (owed["Board 2065-09-22"].kind, owed["Board 2065-09-22"].left) == ("draft", -2)
    assert dues.left(store) == {late: -2, early: 10}
    steps.take(store, "conference_report", late, "submit")
    assert next(one.kind for one in dues.owed(store) if one.id == late) == "submitted"
    steps.take(store, "conference_report", late, "send_back", said=Said("more"))
    again = next(one for one in dues.owed(store) if one.id == late)
    assert (again.kind, again.left) == ("returned", 15)
    steps.take(store, "conference_report", late, "clear")
    assert next(one.kind for one in dues.owed(store) if one.id == late) == "cleared"
    steps.take(store, "conference_report", late, "receive")
    asked = record.save(store, "organization", {"name_en": "Ministry of Commerce"})["id"]
    steps.take(store, "conference_report", late, "refer", said=Said("Agreed?", asked_of=asked, due="2065-10-14"))
    waiting = next(one for one in dues.owed(store) if one.kind == "unanswered")
    assert (waiting.who, waiting.left, waiting.title) == ("Ministry of Commerce", -1, "Board 2065-09-22")
    assert remarks.referrals(store, late)[0]["overdue"]
    remarks.answer(store, waiting.id, "It is agreed")
    assert not [one for one in dues.owed(store) if one.kind == "unanswered" or one.id == late]
