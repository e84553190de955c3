"""Overlaps, allocations and assistance as tables: what stands in the file, and that it is noted what left."""

from pathlib import Path

from coopdesk.interchange.tables.workbook import read
from coopdesk.operations import leaving_log
from coopdesk.operations.projects import told_tables
from coopdesk.operations.projects.allocations import outlook
from coopdesk.operations.projects.overlaps import overlaps
from coopdesk.store.home import Store
from tests.operations.projects import test_overlaps
from tests.operations.projects.test_allocations import allocation
from tests.operations.projects.ventures import body, paid, project, usd


def lines(path: Path) -> list[str]:
    return path.read_text("utf-8-sig").splitlines()


def test_overlaps_are_a_row_each(store: Store, tmp_path: Path) -> None:
    for title in ("One", "Two"):
        test_overlaps.project(store, title, coordinating=body(store, f"Ministry {title}"))
    out = tmp_path / "overlaps.csv"
    assert told_tables.save_overlaps(store, overlaps(store), out) == 1
    assert sorted(lines(out)[1].split(",")[:2]) == ["One", "Two"]
    assert sorted(lines(out)[1].split(",")[-2:]) == ["Ministry One", "Ministry Two"]
    assert ",Yemen," in lines(out)[1]


def test_allocations_are_a_row_a_year_and_their_leaving_is_noted(store: Store, tmp_path: Path) -> None:
    fund, out = body(store, "Fund"), tmp_path / "allocations.csv"
    allocation(store, fund, 2025, "100")
    allocation(store, fund, 2026, "100", "150", classification="confidential", planned=usd("200"))
    assert told_tables.save_allocations(store, outlook(store), out) == 2
    assert lines(out)[2] == "Fund,USD,2026,200.00,100.00,150.00,50.0,50.0,0.00,150.00,50.00"
    assert [one["records"] for one in leaving_log.log(store)] == [2]


def test_the_assistance_of_a_year_is_a_workbook_of_its_figures(store: Store, tmp_path: Path) -> None:
    project(store, "Aid", project_countries=[{"country": "YE"}],
            transactions=[paid("disbursement", "2026-03-01", "12.50")])  # fmt: skip
    out = tmp_path / "aid.xlsx"
    assert told_tables.save_aid(store, "2026", "internal", out) == 5
    [sheet] = read(out.read_bytes())
    assert ["Country", "YE", "Yemen", "12.5", "0", "0", "1"] in [line.cells for line in sheet.lines]
