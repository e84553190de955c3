"""What is typed and done in a form is taken back step by step, by one key, in the order in which it was done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.owned_list import OwnedList
from tests.ui.windows import closed, opened, settle, type_text

CONTROL, SHIFT, ALT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Shift", "Alt"))


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def report(window: MainWindow, qtbot: QtBot, items: int) -> OwnedList:
    lines = [{"topic": f"item {place}", "statement": f"said {place}"} for place in range(items)]
    made = record.save(window.store, "conference_report", {"title_en": "Long", "agenda_items": lines})
    window.open_record("conference_report", made["id"])
    settle(qtbot, window)
    window.page.edit()
    window.activateWindow()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    return window.page.form.lists["agenda_items"]


def topics(agenda: OwnedList) -> list[str]:
    return [line.title() for line in agenda.lines]


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def test_one_key_takes_back_typing_choices_and_lines_in_turn(window: MainWindow, qtbot: QtBot) -> None:
    agenda = report(window, qtbot, 3)
    rows = window.page.form.rows.editors
    lessons, title = rows["lessons"].inputs()[0], rows["title_en"].inputs()[0]
    type_text(lessons, "درس")
    type_text(title, "A ")
    rows["classification"].input.setCurrentIndex(2)
    rows["classification"].input.activated.emit(2)
    chosen = rows["classification"].value()
    line = agenda.lines[1]
    line.open()
    type_text(line.rows.editors["outcome"].inputs()[0], "Adopted")
    agenda.remove(line)
    assert topics(agenda) == ["item 0", "item 2"]
    assert {"id": line.id, "deleted": True} in window.page.form.changes()["agenda_items"]

    lessons.setFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert topics(agenda) == ["item 0", "item 1", "item 2"]
    assert line.rows.isVisibleTo(agenda)
    assert line.changes() == {"outcome": "Adopted"}
    press(Qt.Key.Key_Z, CONTROL)
    assert line.changes() == {}
    assert rows["classification"].value() == chosen
    press(Qt.Key.Key_Z, CONTROL)
    assert rows["classification"].value() == "internal"
    assert title.text() == "A Long"
    press(Qt.Key.Key_Z, CONTROL)
    assert title.text() == "Long"
    assert title.hasFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert lessons.toPlainText() == ""
    assert not window.page.form.dirty

    for _ in range(5):
        press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert topics(agenda) == ["item 0", "item 2"]
    assert lessons.toPlainText() == "درس"
    assert title.text() == "A Long"
    assert rows["classification"].value() == chosen


def test_a_line_whose_removal_was_saved_comes_back_with_all_that_was_in_it(window: MainWindow, qtbot: QtBot) -> None:
    agenda = report(window, qtbot, 3)
    agenda.remove(agenda.lines[1])
    agenda.lines[1].open()
    agenda.remove(agenda.lines[1])
    window.page.form.save()
    settle(qtbot, window)
    assert not window.page.form.dirty
    for _ in range(2):
        window.menus.actions["undo"].trigger()
    window.page.form.save()
    settle(qtbot, window)
    lines = record.show(window.store, "conference_report", window.page.view["id"])["agenda_items"]
    assert [(one["topic"], one["statement"]) for one in lines] == [(f"item {n}", f"said {n}") for n in range(3)]


def test_lines_are_moved_and_duplicated_by_keyboard_and_saved_so(window: MainWindow, qtbot: QtBot) -> None:
    agenda = report(window, qtbot, 3)
    agenda.lines[2].box.head.setFocus()
    press(Qt.Key.Key_Up, ALT)
    press(Qt.Key.Key_Up, ALT)
    assert topics(agenda) == ["item 2", "item 0", "item 1"]
    press(Qt.Key.Key_Down, ALT)
    assert topics(agenda) == ["item 0", "item 2", "item 1"]
    assert agenda.lines[1].box.head.hasFocus()
    press(Qt.Key.Key_D, CONTROL)
    assert topics(agenda) == ["item 0", "item 2", "item 2", "item 1"]
    window.page.form.save()
    settle(qtbot, window)
    lines = record.show(window.store, "conference_report", window.page.view["id"])["agenda_items"]
    assert [one["statement"] for one in lines] == ["said 0", "said 2", "said 2", "said 1"]
    for _ in range(4):
        window.menus.actions["undo"].trigger()
    assert topics(agenda) == ["item 0", "item 1", "item 2"]


def test_a_line_is_dragged_by_its_handle_in_one_step(window: MainWindow, qtbot: QtBot) -> None:
    agenda = report(window, qtbot, 4)
    handle = agenda.lines[0].box.handle
    below = handle.mapFromGlobal(agenda.lines[2].box.mapToGlobal(agenda.lines[2].box.rect().bottomLeft()))
    start = handle.rect().center()
    qtbot.mousePress(handle, Qt.MouseButton.LeftButton, pos=start)
    for part in (1, 2, 3, 4):
        qtbot.mouseMove(handle, QPoint(start.x(), start.y() + (below.y() - start.y()) * part // 4))
        qtbot.wait(20)
        below = handle.mapFromGlobal(agenda.mapToGlobal(agenda.rect().bottomLeft()))
    qtbot.mouseRelease(handle, Qt.MouseButton.LeftButton)
    assert topics(agenda) == ["item 1", "item 2", "item 3", "item 0"]
    assert window.page.form.dirty
    window.menus.actions["undo"].trigger()
    assert topics(agenda) == ["item 0", "item 1", "item 2", "item 3"]
    assert not window.page.form.dirty


def test_tab_goes_from_the_head_of_a_line_into_it_and_on_to_the_next(window: MainWindow, qtbot: QtBot) -> None:
    agenda = report(window, qtbot, 2)
    first, second = agenda.lines
    first.open()
    first.box.remove.setFocus()
    press(Qt.Key.Key_Tab)
    assert first.rows.isAncestorOf(QApplication.focusWidget())
    [one for one in first.box.stops() if one.isVisible()][-1].setFocus()
    press(Qt.Key.Key_Tab)
    assert second.box.head.hasFocus()


def test_a_list_of_thousands_makes_only_what_is_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    agenda = report(window, qtbot, 1_000)
    made = sum(line.box is not None for line in agenda.lines)
    assert made < 100
    agenda.add()
    settle(qtbot, window)
    assert agenda.lines[-1].rows.isAncestorOf(QApplication.focusWidget())
    qtbot.waitUntil(lambda: agenda.lines[-10].box is not None)
    assert sum(line.box is not None for line in agenda.lines) < 200
    type_text(QApplication.focusWidget(), "1001")
    window.page.form.save()
    settle(qtbot, window)
    lines = record.show(window.store, "conference_report", window.page.view["id"])["agenda_items"]
    assert [one["number"] for one in lines[-2:]] == [None, "1001"]
