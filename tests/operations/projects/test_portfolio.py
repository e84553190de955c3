"""The portfolio: by how many days milestones are late, what is latest first, and the table for other programs."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from coopdesk.operations import listing, reach, record, steps
from coopdesk.operations.projects import portfolio as found_by, progress
from coopdesk.operations.projects.portfolio import Standing, portfolio
from coopdesk.periods import late_by
from coopdesk.store.home import Store
from tests.operations.projects.ventures import body, project


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (found_by, progress):
        monkeypatch.setattr(module, "today", lambda: "2027-10-20")


def of(store: Store, **options: Any) -> list[Standing]:
    return portfolio(store, listing.open_list(store, "project"), **options)


@pytest.mark.parametrize(
    ("due", "reached", "days"),
    [
        ("2027-10-10", None, 10), ("2027-10-30", None, -10), ("2027-10-10", "2027-10-13", 3),
        ("2027-10", None, -11), ("2027", "2027-12-01", -30), (None, "2027-10-10", None),
    ],
)  # fmt: skip
def test_how_late_a_milestone_is(due: str | None, reached: str | None, days: int | None) -> None:
    assert late_by(due, reached, date(2027, 10, 20)) == days


@pytest.fixture
def wells(store: Store) -> str:
    project(store, "Roads", milestones=[{"title_en": "Opened", "due": "2027-10-19"}])
    project(store, "Schools")
    return project(
        store, "Wells", status="implementation", reports="yearly", planned_start="2026-05-01",
        milestones=[
            {"title_en": "Surveyed", "due": "2027-01-01", "reached_on": "2027-02-01"},
            {"title_en": "Drilled", "due": "2027-09-20", "responsible": body(store, "Builder")},
            {"title_en": "Handed over", "due": "2028-01-01"},
        ],
    )  # fmt: skip


def test_what_is_latest_stands_first_with_what_its_last_report_says(store: Store, wells: str) -> None:
    for period, light, per_cent in (("2026-Q3", "amber", "20"), ("2026-Q4", "red", "35")):
        values = {"project": wells, "period": period, "light": light, "per_cent": per_cent, "done_en": "x"}
        steps.take(store, "progress_report", record.save(store, "progress_report", values)["id"], "send")
    record.save(store, "progress_report", {"project": wells, "period": "2027-Q1", "light": "green"})
    first, second, third = of(store)
    assert [(one.title, one.late) for one in (first, second, third)] == [("Wells", 30), ("Roads", 1), ("Schools", 0)]
    assert [(one.title, one.late, one.who) for one in first.points] == [
        ("Drilled", 30, "Builder"), ("Surveyed", 31, ""), ("Handed over", -73, ""),
    ]  # fmt: skip
    assert (first.light, first.per_cent, first.period, first.owed) == ("red", 35_000_000, "2026-Q4", 1)
    assert [one.title for one in of(store, late=True)] == ["Wells", "Roads"]


def test_the_table_has_a_row_for_each_milestone(store: Store, wells: str, tmp_path: Path) -> None:
    out = tmp_path / "portfolio.csv"
    assert found_by.export(store, listing.open_list(store, "project"), out) == 5
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(one["Project"], one["Milestone"], one["Days late"]) for one in rows[:2]] == [
        ("Wells", "Drilled", "30"), ("Wells", "Surveyed", "31"),
    ]  # fmt: skip
    found_by.export(store, listing.open_list(store, "project"), tmp_path / "portfolio.xlsx", late=True)
    assert (tmp_path / "portfolio.xlsx").read_bytes().startswith(b"PK")


def test_a_reader_finds_no_project_that_he_may_not_see(store: Store, wells: str) -> None:
    record.save(store, "project", {"id": wells, "classification": "secret"})
    assert [one.title for one in of(store, who=reach.reader(store, "", "internal"))] == ["Roads", "Schools"]
