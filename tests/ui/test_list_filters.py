"""What a list is asked from one value to another, and the filters that a person keeps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.ui.inputs import MoneyEditor
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.name_dialog import NameDialog
from tests.ui.offices import dialog
from tests.ui.windows import REPORTS, closed, contacts, opened, settle, shown, type_text, values_of

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
SELECT_TOO = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_days_are_filtered_by_a_span_or_from_and_until(window: MainWindow, qtbot: QtBot) -> None:
    for text, due in (("late", "2020-01-05"), ("far", "2199"), ("none", None)):
        record.save(window.store, "action", {"text_en": text, "due": due})
    window.tabs.setCurrentIndex(REPORTS)
    window.screen.kinds.setCurrentRow(2)
    settle(qtbot, window)
    pane = window.screen.list
    items = values_of(pane, "due", qtbot, window)
    items["(empty)"].setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: shown(pane) == ["none"])
    pane.ask({})
    settle(qtbot, window)
    values_of(pane, "due", qtbot, window)
    popup = pane.chips.chips["due"].popup
    line = popup.findChildren(type(pane.search))[-1]
    type_text(line, "2020")
    qtbot.waitUntil(lambda: shown(pane) == ["late"])
    popup.close()
    overdue = next(place for place, one in enumerate(window.screen.side._saved) if one.title == "Overdue")
    window.screen.side.filters.itemClicked.emit(window.screen.side.filters.item(overdue))
    settle(qtbot, window)
    assert shown(pane) == ["late"]
    assert window.screen.side.filters.currentRow() == overdue


def test_money_is_filtered_from_one_to_another_and_what_is_chosen_is_added_up(window: MainWindow, qtbot: QtBot) -> None:
    for title, amount in (("A", "10"), ("B", "20"), ("C", "40")):
        cost = {"amount": amount, "currency": "QAR"}
        record.save(window.store, "conference_report", {"title_en": title, "cost": cost})
    window.tabs.setCurrentIndex(REPORTS)
    window.screen.kinds.setCurrentRow(window.screen.types.index("conference_report"))
    pane = window.screen.list
    pane.set_columns(["title_en", "cost"])
    settle(qtbot, window)
    assert "70.00 QAR" in pane._count.text()
    pane.sort_by("title_en")
    settle(qtbot, window)
    pane.table.selectRow(0)
    pane.table.selectionModel().select(pane.model.index(1, 0), SELECT_TOO)
    qtbot.waitUntil(lambda: "30.00 QAR" in pane._count.text())
    pane.table.clearSelection()
    settle(qtbot, window)
    assert "70.00 QAR" in pane._count.text()
    values_of(pane, "cost", qtbot, window)
    popup = pane.chips.chips["cost"].popup
    editor = popup.findChildren(MoneyEditor)[0]
    type_text(editor.amount, "15")
    assert "cost" not in pane.chips.where
    type_text(editor.currency, "QAR")
    qtbot.waitUntil(lambda: shown(pane) == ["B", "C"])
    popup.close()
    assert "15.00 QAR" in pane.chips.chips["cost"].toolTip()


def test_saved_filters_are_renamed_moved_and_forgotten_with_undo(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = contacts(window, qtbot)
    side = screen.side
    for name in ("first", "second"):
        screen.list.ask({"nationality": {"any": [name[:2].upper()]}})
        settle(qtbot, window)
        side.keep(name)
        settle(qtbot, window)

    def own() -> list[str]:
        return [one.own for one in side._saved if one.own]

    def press(name: str, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        side.filters.setCurrentRow([one.own for one in side._saved].index(name))
        qtbot.keyClick(side.filters, key, held)
        settle(qtbot, window)

    press("second", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert own() == ["second", "first"]
    assert side._saved[side.filters.currentRow()].own == "second"
    press("second", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert own() == ["second", "first"]

    def rename(name: str) -> None:
        press(name, Qt.Key.Key_F2)
        asked = dialog(window, qtbot)
        assert isinstance(asked, NameDialog)
        assert asked.asked.line.text() == name
        asked.asked.line.setText("renamed")
        qtbot.keyClick(asked, Qt.Key.Key_Return)
        settle(qtbot, window)

    rename("first")
    assert own() == ["second", "renamed"]
    rename("second")
    assert "already" in screen.list.notice.text
    press("second", Qt.Key.Key_Delete)
    assert own() == ["renamed"]
    screen.list.quiet.act()
    settle(qtbot, window)
    assert own() == ["second", "renamed"]
    for name in own():
        press(name, Qt.Key.Key_Delete)
