"""A list of a million records is gone about in like a short one.

The ordinary run makes a home of 20,000. ``COOPDESK_JOURNEY_ROWS`` names another number, such as 1000000, and
``COOPDESK_JOURNEY_HOME`` a home that has so many already, as the benchmarks make one.
"""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.store.folding import sort_key
from tests.benchmarks.homes import build
from tests.journeys.gaps import Journey
from tests.ui.windows import closed, opened, settle, type_text

ROWS = int(os.environ.get("COOPDESK_JOURNEY_ROWS", "20000"))


@pytest.fixture
def large_home(tmp_path: Path) -> Path:
    """A home of so many organizations."""
    made = os.environ.get("COOPDESK_JOURNEY_HOME")
    if made:
        return Path(made)
    build(tmp_path / "large", ROWS)
    return tmp_path / "large"


def test_a_list_of_a_million(large_home: Path, journey: Journey, qtbot: QtBot, qapp: QApplication) -> None:
    with journey.step("Open the desk"):
        window = opened(large_home, qtbot, qapp)
    screen, table, model = window.screen, window.screen.table, window.screen.model

    def arrived(place: int) -> bool:
        return model.row(place) is not None

    with journey.step("Open the list"):
        screen.kinds.setCurrentRow(screen.types.index("organization"))
        qtbot.waitUntil(lambda: model.rowCount() >= ROWS and arrived(0))
        settle(qtbot, window)
    whole = model.rowCount()
    with journey.step("Scroll to the end"):
        for share in (1, 2, 3, 4):
            table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() * share // 4)
            qtbot.wait(30)
        qtbot.waitUntil(lambda: arrived(whole - 1))
        settle(qtbot, window)
    last = model.row(whole - 1)
    with journey.step("Filter by words"):
        type_text(screen.search, "Geneva")
        qtbot.waitUntil(lambda: 0 < model.rowCount() < whole and arrived(0))
        settle(qtbot, window)
    found = model.rowCount()
    with journey.step("Sort what is found"):
        screen.list.sort_by("name_en")
        settle(qtbot, window)
        qtbot.waitUntil(lambda: arrived(0))
    names = [model.row(place).title for place in range(20)]
    assert model.rowCount() == found
    assert names == sorted(names, key=sort_key)
    with journey.step("Clear the filter, and sort all"):
        screen.search.clear()
        screen.list.sort_by("name_en")
        qtbot.waitUntil(lambda: model.rowCount() == whole, timeout=120_000)
        settle(qtbot, window)
        qtbot.waitUntil(lambda: arrived(0))
    with journey.step("Group by type"):
        screen.list.group_by("type")
        qtbot.waitUntil(lambda: model.rowCount() > whole, timeout=120_000)
        settle(qtbot, window)
    grouped = model.rowCount()
    with journey.step("Fold the first group"):
        table.setFocus()
        table.setCurrentIndex(model.index(0, 0))
        qtbot.keyClick(table, Qt.Key.Key_Return)
        settle(qtbot, window)
    assert whole < grouped
    assert model.rowCount() == grouped - model.found.groups[0].count
    with journey.step("No groups again"):
        screen.list.group_by("")
        qtbot.waitUntil(lambda: model.rowCount() == whole, timeout=120_000)
        settle(qtbot, window)
    with journey.step("Choose all of them, and none"):
        table.selectAll()
        qtbot.wait(30)
        table.clearSelection()
        settle(qtbot, window)
    with journey.step("Search everything by Ctrl+K"):
        qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        type_text(window.finder.field, last.title)
        qtbot.waitUntil(lambda: window.finder.list.count() > 0)
        settle(qtbot, window)
    with journey.step("Open what is found"):
        qtbot.keyClick(window.finder.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: window.page is not None and bool(window.page.view))
        settle(qtbot, window)
    with journey.step("Back in the list"):
        table.setFocus()
        table.verticalScrollBar().setValue(0)
        settle(qtbot, window)
    closed(window)
