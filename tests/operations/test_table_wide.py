"""A library of indicators from a table, with a column of targets for each period."""

from pathlib import Path

import pytest

from coopdesk.interchange.tables.sheets import Line, Sheet
from coopdesk.operations import listing, record, table_files, table_wide, tables
from coopdesk.operations.table_preview import preview
from coopdesk.operations.table_saving import take
from coopdesk.records import TYPES
from coopdesk.store.home import Store

HEADS = ("Code", "Name", "الاسم (بالعربية)", "Framework", "Measure", "Baseline", "Tags", "2025", "Target 2026-Q1")
ROWS = (
    ("M-1", "Agreements", "الاتفاقيات", "Partnerships and services of the Ministry", "Number", "40", "nds3-government",
     "45", "50.5"),
    ("3.1.1", "", "", "", "", "", "", "7", ""),
)  # fmt: skip


def imported(store: Store, path: Path) -> list[tables.Outcome]:
    found = []
    sheets = table_wide.unfolded(table_files.open_file(path), TYPES["indicator"])
    for sheet, type in zip(sheets, ("indicator", "target"), strict=True):
        found.append(take(store, preview(store, tables.plan(store, sheet, type))))
    return found


def targets(store: Store, code: str) -> dict[str, str]:
    [one] = listing.views(store, listing.open_list(store, "indicator", where={"code": code}))
    return {line["period"]: line["value"] for line in record.show(store, "indicator", one["id"])["targets"]}


def test_indicators_come_with_their_targets_and_twice_brings_nothing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "i.xlsx"
    table_files.write_rows(path, "Indicators", HEADS, ROWS)
    first, second = imported(store, path)
    assert (len(first.created), len(second.created), first.refused, second.refused) == (1, 3, [], [])
    made = record.show(store, "indicator", first.created[0])
    framework = record.show(store, "framework", made["framework"])
    assert (made["name_ar"], made["measure"], made["baseline"], made["tags"]) == (
        "الاتفاقيات", "number", "40", ["nds3-government"],
    )  # fmt: skip
    assert framework["code"] == "partnership"
    assert targets(store, "M-1") == {"2025": "45", "2026-Q1": "50.5"}
    assert targets(store, "3.1.1") == {"2025": "7"}
    assert [one.created for one in imported(store, path)] == [[], []]
    table_files.write_rows(path, "Indicators", HEADS, [(*ROWS[0][:7], "46", "")])
    imported(store, path)
    assert targets(store, "M-1") == {"2025": "46", "2026-Q1": "50.5"}


@pytest.mark.parametrize(("head", "period"), [
    ("2025", "2025"), ("٢٠٢٥", "2025"), ("Target 2026", "2026"), ("2027 (target)", "2027"), ("المستهدف 2027", "2027"),
    ("القيمة المستهدفة: 2027-H1", "2027-H1"), ("2027 Q3", "2027-Q3"), ("Baseline 2024", None), ("Notes", None),
    ("20255", None),
])  # fmt: skip
def test_the_head_of_a_period_is_known(head: str, period: str | None) -> None:
    assert table_wide.period_of(head) == period


def test_columns_of_periods_are_not_told_as_left_out(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "i.csv"
    table_files.write_rows(path, "", (*HEADS, "Colour"), [(*row, "red") for row in ROWS])
    found = preview(store, tables.plan(store, table_files.open_file(path)[0], "indicator"))
    assert [one.params["head"] for one in found.left_out] == ["\u2068Colour\u2069"]


def test_records_without_such_a_list_and_tables_without_periods_stay_as_they_are() -> None:
    sheet = Sheet("x", [Line(1, ["Name", "2025"]), Line(2, ["A", "1"])])
    assert table_wide.unfolded([sheet], TYPES["organization"]) == [sheet]
    bare = Sheet("x", [Line(1, ["Name", "Code"]), Line(2, ["A", "1"])])
    assert table_wide.unfolded([bare], TYPES["indicator"]) == [bare]
