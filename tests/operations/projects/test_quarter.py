"""A quarter of projects: what began and ended, what was paid of the plan, what turned, what is awaited."""

from typing import Any

import pytest

from coopdesk.errors import InvalidValue
from coopdesk.operations import listing, reach, record, steps
from coopdesk.operations.projects.quarter import present, quarter
from coopdesk.records.quarter import Named, Quarter
from coopdesk.store.home import Store
from tests.operations.indicators.measured import indicator, project, value


def of(store: Store, period: str = "2026-Q3", **more: Any) -> Quarter:
    return quarter(store, listing.open_list(store, "project"), period, **more)


def titles(some: Any) -> list[str]:
    return [one.title for one in some]


def money(amount: int, currency: str = "USD") -> dict[str, str]:
    return {"amount": str(amount), "currency": currency}


@pytest.fixture
def clinic(store: Store) -> str:
    return project(
        store, "Clinic", status="implementation", actual_start="2026-07-03", planned_end="2028-12-31",
        budgets=[{"type": "original", "starts": "2026-07-01", "ends": "2026-12-31", "value": money(184)}],
        transactions=[
            {"type": "disbursement", "on": "2026-07-10", "value": money(40)},
            {"type": "expenditure", "on": "2026-09-30", "value": money(10, "EUR"), "equivalent": money(12)},
            {"type": "disbursement", "on": "2026-08-01", "value": money(5, "EUR")},
            {"type": "disbursement", "on": "2026-10-01", "value": money(900)},
            {"type": "pledge", "on": "2026-08-01", "value": money(900)},
        ],
    )  # fmt: skip


def test_projects_that_ran_began_and_ended_are_told(store: Store, clinic: str) -> None:
    project(store, "Old", status="closed", actual_start="2020-01-01", actual_end="2026-08-31")
    project(store, "Older", status="closed", actual_start="2020-01-01", actual_end="2025-08-31")
    project(store, "To come", status="pipeline", planned_start="2027-01-01")
    found = of(store)
    assert (found.running, titles(found.begun), titles(found.ended)) == (2, ["Clinic"], ["Old"])
    assert of(store, "2026-Q2").running == 1


def test_money_is_what_was_paid_in_it_beside_the_plan_of_its_days(store: Store, clinic: str) -> None:
    found = of(store)
    assert (found.currency, found.paid, found.planned, found.not_converted) == ("USD", 52_00, 92_00, 1)
    assert (of(store, "2025").paid, of(store, "2025").planned) == (0, 0)


def test_what_is_known_to_the_month_lies_in_its_quarter_and_to_the_year_in_its_year(store: Store) -> None:
    lines = [{"type": "disbursement", "on": on, "value": money(amount)}
             for on, amount in (("2026-07", 3), ("2026-09", 4), ("2026", 50))]  # fmt: skip
    project(store, "Road", status="implementation", actual_start="2026-07", transactions=lines)
    project(store, "Bridge", status="closed", actual_start="2020", actual_end="2026")
    found = of(store)
    assert (found.paid, titles(found.begun), found.ended) == (7_00, ["Road"], [])
    year = of(store, "2026")
    assert (year.paid, titles(year.begun), titles(year.ended)) == (57_00, ["Road"], ["Bridge"])


def test_indicators_that_stand_otherwise_are_told_the_worst_first(store: Store, clinic: str) -> None:
    targets = [{"period": "2026-Q2", "value": "10"}, {"period": "2026-Q3", "value": "20"}]
    for name, numbers in (("Same", (10, 20)), ("Better", (1, 20)), ("Worse", (10, 11))):
        one = indicator(store, name, measure="number", targets=targets)
        for period, number in zip(("2026-Q2", "2026-Q3"), numbers, strict=True):
            value(store, one, period, number)
    found = of(store)
    assert [(one.now.title, one.before, one.now.status) for one in found.turned] == [
        ("Worse", "on_track", "off_track"), ("Better", "off_track", "on_track"),
    ]  # fmt: skip
    assert dict(found.counts) == {"on_track": 2, "at_risk": 0, "off_track": 1, "no_data": 0}


def test_reports_evaluations_and_actions_are_told_as_far_as_they_are_seen(store: Store, clinic: str) -> None:
    report = record.save(
        store,
        "progress_report",
        {"project": clinic, "period": "2026-Q3", "light": "red", "done_en": "x", "done_ar": "س", "decision_en": "Pay."},
    )
    assert of(store).reports == []
    steps.take(store, "progress_report", report["id"], "send")
    [light] = of(store).reports
    assert (light.title, light.light, light.decision) == ("Clinic", "red", "Pay.")
    made = record.save(
        store,
        "evaluation",
        {
            "title_en": "Of the clinic",
            "title_ar": "ت",
            "subject": clinic,
            "evaluated_on": "2026-09-10",
            "evaluation_recommendations": [{"text_en": "A", "text_ar": "أ"}, {"text_en": "B", "text_ar": "ب"}],
        },
    )
    with store.writing() as writing:
        found: Any = record.existing(writing.session, record.record_type("evaluation"), made["id"])
        found.stage = "reported"
    record.save(store, "management_response", {"evaluation": made["id"], "answer": "accepted"})
    record.save(store, "action", {"text_en": "Late", "due": "2026-09-01"})
    record.save(store, "action", {"text_en": "Done", "due": "2026-09-01", "status": "done"})
    record.save(store, "action", {"text_en": "Later", "due": "2026-10-01"})
    now = of(store)
    assert titles(now.evaluated) == ["Of the clinic"]
    assert [one.told.split(" · ")[0] for one in now.awaited] == ["2 recommendations are not answered"]
    assert now.actions == [Named(now.actions[0].id, "Late", "due 1 September 2026")]
    for_all = of(store, who=reach.reader(store, "all"))
    assert not any((for_all.reports, for_all.evaluated, for_all.awaited, for_all.actions, for_all.projects))


def test_a_report_that_was_not_sent_is_owed(store: Store, clinic: str) -> None:
    record.save(store, "project", {"id": clinic, "reports": "quarterly"})
    assert titles(of(store).owed) == ["Clinic"]
    assert of(store, "2026-Q2").owed == []


def test_what_is_no_period_is_refused(store: Store) -> None:
    assert of(store, "").period == present()
    with pytest.raises(InvalidValue):
        of(store, "soon")
