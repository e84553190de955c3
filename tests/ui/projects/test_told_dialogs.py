"""Assistance, overlaps and allocations in the window: what they show, where a press leads, what is saved and kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from coopdesk.calendars import today
from coopdesk.i18n import set_language
from coopdesk.operations import listing, remarks
from coopdesk.ui import tailored
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.name_dialog import NameDialog
from coopdesk.ui.projects.aid_dialog import AidDialog
from coopdesk.ui.projects.allocations_dialog import AllocationsDialog
from coopdesk.ui.projects.overlaps_view import OverlapsDialog, OverlapsView
from coopdesk.ui.projects.told_dialog import ToldDialog
from tests.operations.projects import test_overlaps
from tests.operations.projects.test_allocations import allocation
from tests.operations.projects.ventures import body, paid, project, usd
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle

YEAR = int(today()[:4])
D = TypeVar("D", bound=ToldDialog)


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def shown(window: MainWindow, qtbot: QtBot, type: str, kind: type[D], place: int = -1) -> D:
    window.open_list(type)
    settle(qtbot, window)
    tailored.LISTED[type][place][1](window.records.list)
    settle(qtbot, window)
    return window.records.list.findChildren(kind)[-1]


def cells(table: QTableWidget) -> list[list[str]]:
    def text(row: int, column: int) -> str:
        item = table.item(row, column)
        return item.text().replace("\u2066", "").replace("\u2069", "") if item is not None else ""

    return [[text(row, column) for column in range(table.columnCount())] for row in range(table.rowCount())]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_assistance_of_a_year_is_shown_by_edition_and_saved(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, lang: str
) -> None:
    set_language(lang)
    assert window.store is not None
    lines = [paid("disbursement", f"{YEAR}-01-02", "1500"), paid("disbursement", f"{YEAR - 1}-01-02", "1000")]
    project(window.store, "Aid", project_countries=[{"country": "YE"}], transactions=lines)
    dialog = shown(window, qtbot, "project", AidDialog, -2)
    assert cells(dialog.tables["country"].table)[0][1:] == ["1,500", "1,000", "+50.0 %", "100.0 %", "1"]
    assert len(dialog.charts) >= 3
    assert faults(dialog, lang) == []
    dialog.edition.setCurrentIndex(1)
    settle(qtbot, window)
    assert not dialog.tables["country"].isVisibleTo(dialog)
    dialog.save_as(tmp_path / "aid.csv")
    settle(qtbot, window)
    assert len((tmp_path / "aid.csv").read_text("utf-8-sig").splitlines()) == 2


def test_overlaps_lead_to_each_project_and_keep_what_was_agreed(window: MainWindow, qtbot: QtBot) -> None:
    store = window.store
    assert store is not None
    first, second = (
        test_overlaps.project(store, title, coordinating=body(store, f"Ministry {title}")) for title in ("One", "Two")
    )
    dialog = shown(window, qtbot, "project", OverlapsDialog)
    [row] = cells(dialog.table.table)
    assert sorted(row[:2]) == ["One", "Two"]
    asked: list[str] = []
    dialog.table.asked.connect(asked.append)
    dialog.note_button.click()
    naming = dialog.findChildren(NameDialog)[0]
    naming.asked.line.setText("One builds")
    naming.yes.click()
    settle(qtbot, window)
    assert all("One builds" in remarks.remarks(store, one)[0]["text"] for one in (first, second))
    for column in (0, 1):
        item = dialog.table.table.item(0, column)
        assert item is not None
        dialog.table._press(item)
    assert sorted(asked) == sorted((first, second))
    settle(qtbot, window)


def test_a_project_has_its_overlaps_in_a_tab(window: MainWindow, qtbot: QtBot) -> None:
    store = window.store
    assert store is not None
    one = test_overlaps.project(store, "One", coordinating=body(store, "Ministry A"))
    test_overlaps.project(store, "Two", coordinating=body(store, "Ministry B"))
    window.open_record("project", one)
    settle(qtbot, window)
    tab = next(found for found in window.page.side.tailored if isinstance(found, OverlapsView))
    window.page.side.setCurrentWidget(tab)
    settle(qtbot, window)
    assert [row[0] for row in cells(tab.table.table)] == ["Two"]


def test_allocations_stand_by_recipient_and_year_and_a_letter_is_written(window: MainWindow, qtbot: QtBot) -> None:
    store = window.store
    assert store is not None
    fund = body(store, "Fund")
    allocation(store, fund, YEAR - 1, "100")
    moved = {"on": f"{YEAR}-01-01", "amount": usd("150"), "reason": "Drought"}
    allocation(store, fund, YEAR, "100", allocation_changes=[moved])
    allocation(store, body(store, "Still"), YEAR, "7")
    dialog = shown(window, qtbot, "allocation", AllocationsDialog)
    assert cells(dialog.table) == [
        ["Fund", "USD", "100", "150  +50.0 %"], ["Still", "USD", "", "7"],
    ]  # fmt: skip
    dialog.which.setCurrentIndex(2)
    settle(qtbot, window)
    assert [row[0] for row in cells(dialog.table)] == ["Fund"]
    dialog.way.setCurrentIndex(1)
    assert cells(dialog.table) == [
        ["Fund", "USD", str(YEAR - 1), "", "100", "100", "0 %", "", "0", "100", "", ""],
        ["Fund", "USD", str(YEAR), "", "100", "150", "+50.0 %", "+50.0 %", "0", "150", "",
         f"01/01/{YEAR}: 150 USD"],
    ]  # fmt: skip
    item = dialog.table.item(1, 11)
    assert item is not None
    assert "Drought" in item.toolTip()
    dialog.letter_button.click()
    settle(qtbot, window)
    assert listing.count(store, "letter", {"organization": fund}) == 1
