"""The history on a page: save by save with the words that changed, what it looked like then, undo, redo, restore."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.ui.change_text import ChangeText
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.record_page import RecordPage
from tests.ui.windows import closed, opened, settle, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    made.activateWindow()
    yield made
    closed(made)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> RecordPage:
    """The page of a contact that was saved twice."""
    id = record.save(window.store, "contact", {"name_en": "First name", "position": "Clerk of the Board"})["id"]
    record.save(window.store, "contact", {"id": id, "position": "Director of the Board", "notes": "Met twice."})
    window.open_record("contact", id)
    settle(qtbot, window)
    assert window.page is not None
    return window.page


def stored(page: RecordPage) -> str:
    return str(record.show(page.context.store, "contact", page.view["id"])["position"])


def marked(text: ChangeText, *, struck: bool) -> set[str]:
    """Return the words that are struck through, or underlined."""
    cursor, found = QTextCursor(text.document()), set()
    while cursor.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor):
        look = cursor.charFormat()
        if look.fontStrikeOut() if struck else look.fontUnderline():
            found.add(cursor.position())
        cursor.setPosition(cursor.position())
    plain = text.toPlainText()
    return set("".join(plain[one - 1] if one in found else " " for one in range(1, len(plain) + 1)).split())


def test_a_save_is_one_row_and_tells_the_words_that_changed(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    page.side.setCurrentIndex(2)
    rows = page.history
    assert rows.topLevelItemCount() == 2
    assert rows.topLevelItem(0).text(2) == "Position, Notes"
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    rows.setCurrentItem(rows.topLevelItem(0))
    settle(qtbot, window)
    assert marked(page._history.text, struck=True) == {"Clerk"}
    assert marked(page._history.text, struck=False) == {"Director"}
    assert "Notes · filled in" in page._history.text.toPlainText()
    qtbot.keyClick(rows, Qt.Key.Key_Right)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert rows.currentItem().text(0) == "Position"
    assert "Notes" not in page._history.text.toPlainText()
    record.save(window.store, "contact", {"id": page.view["id"], "email": "a@example.org"})
    page.renew()
    settle(qtbot, window)
    assert rows.topLevelItemCount() == 3
    assert rows.currentItem().text(0) == "Position"
    assert rows.topLevelItem(1).isExpanded()
    assert marked(page._history.text, struck=True) == {"Clerk"}


def test_what_it_looked_like_then(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    page.history.setCurrentItem(page.history.topLevelItem(1))
    page._history.then_button.click()
    settle(qtbot, window)
    assert "Clerk" in page._sheet.toPlainText()
    assert "As it was" in page.notice.text
    page.notice._action.click()
    assert "Director" in page._sheet.toPlainText()


def test_saved_changes_are_undone_and_redone_by_keyboard(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    record.save(window.store, "contact", {"id": page.view["id"], "position": "Head of the Board"})
    page.renew()
    settle(qtbot, window)
    page._sheet.setFocus()
    for keys, position in (
        ("Ctrl+Z", "Director of the Board"), ("Ctrl+Z", "Clerk of the Board"),
        ("Ctrl+Shift+Z", "Director of the Board"), ("Ctrl+Y", "Head of the Board"),
    ):  # fmt: skip
        modifiers = Qt.KeyboardModifier.ControlModifier
        if "Shift" in keys:
            modifiers |= Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(page._sheet, Qt.Key.Key_Y if keys.endswith("Y") else Qt.Key.Key_Z, modifiers)
        settle(qtbot, window)
        assert stored(page) == position
        assert position in page._sheet.toPlainText()
    qtbot.keyClick(page._sheet, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert "Nothing was undone" in page.notice.text


def test_undo_pressed_twice_at_once_goes_back_two_saves(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    record.save(window.store, "contact", {"id": page.view["id"], "position": "Head of the Board"})
    page._sheet.setFocus()
    COMMANDS["undo"].run(window)
    COMMANDS["undo"].run(window)
    settle(qtbot, window)
    assert stored(page) == "Clerk of the Board"


def test_the_menu_says_what_is_undone_and_redone(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    menu, actions = window.menus.menus["edit"], window.menus.actions
    page._sheet.setFocus()
    menu.aboutToShow.emit()
    assert (actions["undo"].text(), actions["redo"].text()) == ("Undo: Position, Notes", "Redo")
    COMMANDS["undo"].run(window)
    settle(qtbot, window)
    assert page.notice.text == "Undone: Position, Notes."
    menu.aboutToShow.emit()
    assert (actions["undo"].text(), actions["redo"].text()) == ("Undo", "Redo: Position, Notes")
    window.screen.search.setFocus()
    menu.aboutToShow.emit()
    assert (actions["undo"].text(), actions["redo"].text()) == ("Undo typing", "Redo typing")


def test_in_a_form_its_steps_come_before_the_saved_changes(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    menu, actions = window.menus.menus["edit"], window.menus.actions
    page.edit("position")
    position = page.form.rows.editors["position"].input
    menu.aboutToShow.emit()
    assert (actions["undo"].text(), actions["redo"].text()) == ("Undo", "Redo")
    COMMANDS["undo"].run(window)
    settle(qtbot, window)
    assert stored(page) == "Director of the Board"
    type_text(position, " typed")
    menu.aboutToShow.emit()
    assert actions["undo"].text() == "Undo in the form"
    page.side.tabBar().setFocus()
    COMMANDS["undo"].run(window)
    assert position.text() == "Director of the Board"
    page.side.tabBar().setFocus()
    menu.aboutToShow.emit()
    assert (actions["undo"].text(), actions["redo"].text()) == ("Undo: Position, Notes", "Redo in the form")
    COMMANDS["undo"].run(window)
    settle(qtbot, window)
    assert stored(page) == "Clerk of the Board"
    assert page.form.rows.editors["position"].value() == "Clerk of the Board"
    COMMANDS["redo"].run(window)
    settle(qtbot, window)
    assert stored(page) == "Director of the Board"
    assert not page.dirty


def test_what_is_typed_is_not_lost_to_an_undo(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    page.edit("position")
    page.form.rows.type_in({"position": "Typed"})
    page.side.tabBar().setFocus()
    COMMANDS["undo"].run(window)
    settle(qtbot, window)
    assert "Save or discard" in page.notice.text
    assert page.form.rows.editors["position"].value() == "Typed"
    assert stored(page) == "Director of the Board"


def test_one_earlier_value_is_restored_and_undone(page: RecordPage, window: MainWindow, qtbot: QtBot) -> None:
    row = page.history.topLevelItem(0)
    page.history.setCurrentItem(row)
    assert not page._history.restore_button.isEnabled()
    page.history.setCurrentItem(row.child(0))
    page._history.restore_button.click()
    settle(qtbot, window)
    view = record.show(window.store, "contact", page.view["id"])
    assert (view["position"], view["notes"]) == ("Clerk of the Board", "Met twice.")
    assert page.history.topLevelItemCount() == 3
    page.notice._action.click()
    settle(qtbot, window)
    assert stored(page) == "Director of the Board"
