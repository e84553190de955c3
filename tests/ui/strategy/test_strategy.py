"""A strategy is taken from a table after it was looked at; what serves it is shown, opened and printed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record, table_files
from coopdesk.ui import tailored
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preview import Preview
from coopdesk.ui.strategy import table_act
from coopdesk.ui.strategy.coverage_dialog import CoverageDialog
from coopdesk.ui.strategy.table_act import StrategyDialog
from tests.conftest import PASSPHRASE
from tests.operations.strategy.test_table import NEXT, written
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    record.save(store, "project", {"title_en": "Well", "tags": ["nds3-society"]})
    store.close()
    made = opened(home, qtbot, qapp)
    made.open_list("tag")
    settle(qtbot, made)
    yield made
    closed(made)


def looked(window: MainWindow, qtbot: QtBot, folder: Path, rows: Sequence[Sequence[str]]) -> StrategyDialog:
    table_act.take_from(window.records.list, written(folder, rows))
    qtbot.waitUntil(lambda: bool(window.records.list.findChildren(StrategyDialog)))
    return window.records.list.findChildren(StrategyDialog)[-1]


def covered(window: MainWindow, qtbot: QtBot) -> CoverageDialog:
    tailored.LISTED["tag"][0][1](window.records.list)
    found = window.records.list.findChildren(CoverageDialog)[-1]
    qtbot.waitUntil(lambda: found.table.rowCount() > 0 and found.strategy.count() > 1)
    return found


def test_a_table_is_looked_at_and_taken(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    found = looked(window, qtbot, tmp_path, (*NEXT, ("", "nds3", "", "", "", "", "", "nds4", "")))
    assert found.told.text().splitlines() == [
        "4 parts would be new.", "To 1 part that is here, what continues it would be added.",
    ]  # fmt: skip
    assert [found.lines.item(4, column).text() for column in (1, 4)] == ["Strategy", "2024"]
    qtbot.mouseClick(found.take_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "4 parts of the strategy were entered" in window.records.list.notice.text
    assert covered(window, qtbot).strategy.currentText() == "Fourth strategy 2031-2035"


def test_faults_are_shown_by_line_and_nothing_can_be_taken(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    found = looked(window, qtbot, tmp_path, [NEXT[0], ("pillar", *NEXT[2][1:])])
    assert found.told.text().startswith("2 things are to be corrected")
    assert [found.lines.item(row, 0).text() for row in range(2)] == ["3", "3"]
    assert "pillar" in found.lines.item(0, 2).text() + found.lines.item(1, 2).text()
    assert not found.take_button.isVisible()
    found.reject()


def test_what_serves_a_strategy_is_saved_as_a_table(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    found = covered(window, qtbot)
    found.save_table(tmp_path / "c.xlsx")
    settle(qtbot, window)
    assert "c.xlsx" in found.notice.text
    [sheet] = table_files.open_file(tmp_path / "c.xlsx")
    assert len(sheet.lines) == 13
    found.reject()


def test_what_serves_a_strategy_is_chosen_narrowed_opened_and_printed(window: MainWindow, qtbot: QtBot) -> None:
    found = covered(window, qtbot)
    assert found.strategy.currentData() == "nds3"
    assert "6 outcomes have no project." in found.told.text()
    assert found.table.rowCount() == 12
    names = [found.table.item(row, 0).text().strip() for row in range(12)]
    assert found.table.item(names.index("Cohesive society"), 2).text() == "1"
    found.lacking.setChecked(True)
    qtbot.waitUntil(lambda: found.table.rowCount() == 7)
    found.lacking.setChecked(False)
    found.strategy.setCurrentIndex(1)
    found.strategy.activated.emit(1)
    qtbot.waitUntil(lambda: found.table.rowCount() == 30)
    found.print_button.click()
    preview = found.findChild(Preview)
    qtbot.waitUntil(lambda: bool(preview.pdf))
    assert preview.document.currentData() == "strategy-coverage"
    assert preview._prepared.source.coverage["en"].code == "nds2"
    settle(qtbot, window)
    preview.reject()
    found.open_row()
    settle(qtbot, window)
    assert window.page is not None
    assert window.page.view["code"] == "nds2"
