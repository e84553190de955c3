"""Progress reports: which are owed and until when, begun with what is known, asked about where they fall back."""

from typing import Any

import pytest

from coopdesk.operations import list_sums, listing, reach, record, steps
from coopdesk.operations.projects import progress, report_writing
from coopdesk.store.home import Store
from tests.operations.projects.ventures import body, paid, project, usd

RUNS = {"status": "implementation", "reports": "quarterly", "actual_start": "2027-02-10"}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "today", lambda: "2027-10-20")


def owed(store: Store) -> list[tuple[str, str, int]]:
    return [(one.title, one.period, one.left) for one in progress.owed(store)]


def report(store: Store, id: str, period: str, **values: Any) -> str:
    return str(record.save(store, "progress_report", {"project": id, "period": period, **values})["id"])


def sent(store: Store, id: str, period: str) -> str:
    made = report(store, id, period, light="green", done_en="Done", done_ar="أنجز")
    steps.take(store, "progress_report", made, "send")
    return made


def test_each_period_that_is_over_is_owed_until_its_report_is_sent(store: Store) -> None:
    fund = body(store, "Fund")
    wells = project(store, "Wells", reporting=fund, **RUNS)
    project(store, "Prepared", **RUNS | {"status": "pipeline"})
    project(store, "Owes none", **RUNS | {"reports": "none"})
    project(store, "Nobody knows since when", **RUNS | {"actual_start": None})
    assert owed(store) == [("Wells", "2027-Q1", -130), ("Wells", "2027-Q2", -65), ("Wells", "2027-Q3", 1)]
    assert {one.who for one in progress.owed(store)} == {"Fund"}
    sent(store, wells, "2027-Q1")
    draft = report(store, wells, "2027-Q2")
    first, second = progress.owed(store)
    assert (first.period, first.report, first.stage, second.report) == ("2027-Q2", draft, None, None)
    record.save(store, "project", {"id": wells, "actual_end": "2027-05"})
    assert [one.period for one in progress.owed_of(store, wells)] == ["2027-Q2"]


def test_only_the_last_eight_periods_are_asked_for(store: Store) -> None:
    project(store, "Wells", **RUNS | {"actual_start": "2001"})
    found = owed(store)
    assert (len(found), found[0][1], found[-1][1]) == (8, "2025-Q4", "2027-Q3")


def test_the_days_to_send_it_are_the_ministrys(store: Store) -> None:
    project(store, "Wells", **RUNS | {"actual_start": "2027-07-01"})
    [settings] = listing.ids(store, listing.open_list(store, "ministry_settings"))
    record.save(store, "ministry_settings", {"id": settings, "progress_days": 3, "weekend": []})
    [one] = progress.owed(store)
    assert (one.due, one.told) == ("2027-10-03", "17 working days over")


def test_what_a_reader_may_not_see_is_not_owed_to_him(store: Store) -> None:
    project(store, "Wells", classification="secret", **RUNS)
    assert progress.owed(store, reach.reader(store, "", "internal")) == []


def test_a_report_begins_with_the_last_per_cent_and_what_was_spent(store: Store) -> None:
    wells = project(store, "Wells", **RUNS, transactions=[
        paid("disbursement", "2027-02-20", "900"), paid("expenditure", "2027-03", "100"),
        paid("expenditure", "2027-06-30", "50.5"), paid("expenditure", "2027-07-01", "1"),
    ])  # fmt: skip
    report(store, wells, "2027-Q1", per_cent="12.5")
    begun = report_writing.begin(store, wells, "2027-q2")
    assert (begun["per_cent"], begun["spent"]) == ("12.5", usd("150.50"))
    assert report_writing.begin(store, wells, "2027-Q2")["id"] == begun["id"]
    roads = project(store, "Roads", **RUNS, transactions=[paid("disbursement", "2027-02-20", "900")])
    assert report_writing.begin(store, roads, "2027-Q1")["spent"] == usd("900.00")


def test_a_report_begins_without_what_is_not_surely_spent_or_more_secret_than_its_project(store: Store) -> None:
    wells = project(store, "Wells", **RUNS, transactions=[
        paid("expenditure", "2027", "900"), paid("expenditure", "2027-06", "100"),
        paid("expenditure", "2027-06-01", "50") | {"classification": "secret"},
        paid("expenditure", "2027-06-02", "60") | {"audience": "local"},
    ])  # fmt: skip
    assert report_writing.begin(store, wells, "2027-Q2")["spent"] == usd("100.00")
    assert report_writing.begin(store, wells, "2027")["spent"] == usd("1000.00")


def test_what_falls_against_the_report_before_is_asked(store: Store) -> None:
    wells = project(store, "Wells", **RUNS)
    report(store, wells, "2027-Q1", per_cent="40", spent=usd("200"))
    values = {"project": wells, "period": "2027-Q2", "per_cent": "39.5", "spent": usd("199.99")}
    less_done, less_spent = report_writing.cautions(store, values)
    assert "39.5" in less_done
    assert "199.99" in less_spent
    assert report_writing.cautions(store, values | {"per_cent": "40", "spent": usd("200")}) == []
    assert report_writing.cautions(store, values | {"period": "2026-Q4"}) == []
    assert len(report_writing.cautions(store, values | {"period": "2027-Q1"})) == 1


def test_what_an_earlier_report_has_above_the_one_after_it_is_asked(store: Store) -> None:
    wells = project(store, "Wells", **RUNS)
    first = report(store, wells, "2027-Q1", per_cent="20", spent=usd("100"))
    report(store, wells, "2027-Q3", per_cent="40", spent=usd("200"))
    values = {"project": wells, "period": "2027-Q2", "per_cent": "40.5", "spent": usd("200.01")}
    done, spent = ("".join(c for c in one if c not in "\u2066\u2067\u2068\u2069")
                   for one in report_writing.cautions(store, values))  # fmt: skip
    assert done == "In the report after it (Third quarter of 2027) less is done: 40 % after 40.5 %. Is that so?"
    assert "200.00 USD after 200.01 USD" in spent
    assert report_writing.cautions(store, values | {"per_cent": "40", "spent": usd("200")}) == []
    moved = values | {"id": first, "period": "2027-Q2", "per_cent": "10", "spent": usd("1")}
    assert report_writing.cautions(store, moved) == [], "no report is beside itself"


def test_what_was_spent_since_the_beginning_is_not_added_up_over_reports(store: Store) -> None:
    wells = project(store, "Wells", **RUNS)
    for period, spent in (("2027-Q1", "10.00"), ("2027-Q2", "25.00")):
        report(store, wells, period, spent={"amount": spent, "currency": "USD"})
    found = listing.open_list(store, "progress_report")
    assert list_sums.sums_of(store, found, ["spent"]) == {}
    assert list_sums.sums(store, "progress_report", ["spent"], {}, "") == {}
