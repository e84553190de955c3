"""A long text with the whole window to itself, and in the direction that a person chooses."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import printing, record
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.prose import ProseEditor
from coopdesk.ui.writing import words
from tests.ui.windows import closed, opened, settle, type_text

RIGHT, LEFT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def writing(window: MainWindow, qtbot: QtBot, text: str = "") -> ProseEditor:
    values = {"title_en": "Long", "lessons": text, "agenda_items": [{"topic": "one"}]}
    made = record.save(window.store, "conference_report", values)
    window.open_record("conference_report", made["id"])
    settle(qtbot, window)
    window.page.edit()
    window.activateWindow()
    settle(qtbot, window)
    editor = window.page.form.rows.editors["lessons"]
    editor.input.setFocus()
    qtbot.waitUntil(editor.input.hasFocus)
    return editor


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def test_the_text_comes_and_goes_with_its_cursor_and_its_steps(window: MainWindow, qtbot: QtBot) -> None:
    editor = writing(window, qtbot, "first second")
    height = editor.input.height()
    type_text(editor.input, "zero ")
    editor.input.moveCursor(QTextCursor.MoveOperation.NextWord)
    place = editor.input.textCursor().position()
    press(window, Qt.Key.Key_F11)
    settle(qtbot, window)
    over = window.writing
    assert over.isVisible()
    assert over.isAncestorOf(editor.input)
    assert editor.input.hasFocus()
    assert editor.input.height() > window.height() // 2
    assert editor.input.width() < window.width() * 2 // 3
    assert abs(over.rect().center().x() - editor.input.geometry().center().x() - editor.input.parent().x()) < 3
    assert over.name.text() == "Lessons learned"
    assert over.count.text() == "3 words"
    assert editor.input.textCursor().position() == place
    type_text(editor.input, "half ")
    qtbot.waitUntil(lambda: over.count.text() == "4 words")
    for _ in range(2):
        press(window, Qt.Key.Key_Z, CONTROL)
    assert editor.value() == "first second"
    press(window, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    press(window, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert not over.isVisible()
    assert window.page.editing
    assert editor.input.hasFocus()
    assert window.page.isAncestorOf(editor.input)
    assert editor.input.height() == height
    assert window.page.form.changes() == {"lessons": "zero first second"}
    press(window, Qt.Key.Key_F11)
    press(window, Qt.Key.Key_F11)
    assert not over.isVisible()


def test_a_step_taken_back_elsewhere_leads_back_to_the_form(window: MainWindow, qtbot: QtBot) -> None:
    editor = writing(window, qtbot)
    title = window.page.form.rows.editors["title_en"].inputs()[0]
    type_text(title, "A ")
    editor.input.setFocus()
    press(window, Qt.Key.Key_F11)
    press(window, Qt.Key.Key_Z, CONTROL)
    assert title.text() == "Long"
    assert not window.writing.isVisible()
    assert title.hasFocus()


def test_a_line_that_goes_while_its_text_is_written_takes_it_along(window: MainWindow, qtbot: QtBot) -> None:
    writing(window, qtbot)
    form = window.page.form
    line = form.lists["agenda_items"].lines[0]
    line.open()
    text = line.rows.editors["discussion"].input
    text.setFocus()
    press(window, Qt.Key.Key_F11)
    assert window.writing.isAncestorOf(text)
    lines = [{"id": line.id, "deleted": True}]
    record.save(window.store, "conference_report", {"id": form.view["id"], "agenda_items": lines})
    window.page.renew()
    settle(qtbot, window)
    assert not window.writing.isVisible()
    assert form.lists["agenda_items"].lines == []
    form.rows.editors["lessons"].input.setFocus()
    press(window, Qt.Key.Key_F11)
    assert window.writing.isVisible()


def test_words_of_both_scripts_are_counted() -> None:
    assert words("") == 0
    assert words("مؤتمرٌ في الدوحة – 2027") == 4
    assert words("The Board’s 3rd\nsession, and  الدورة") == 6


def test_a_direction_that_was_chosen_is_stored_printed_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    text = "UNCTAD: قال المندوب\n\nESCWA"
    editor = writing(window, qtbot, text)
    assert editor.input.layoutDirection() == LEFT
    press(window, Qt.Key.Key_X, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.input.layoutDirection() == RIGHT
    assert "right to left" in window.status.currentMessage()
    assert editor.value() == "\u200fUNCTAD: قال المندوب\n\n\u200fESCWA"
    editor.input.moveCursor(QTextCursor.MoveOperation.End)
    press(window, Qt.Key.Key_Return)
    type_text(editor.input, "FAO")
    assert editor.value().endswith("\n\u200fFAO")
    for _ in range(4):
        press(window, Qt.Key.Key_Backspace)
    assert editor.value().endswith("\u200fESCWA")
    window.page.form.save()
    settle(qtbot, window)
    id = window.page.view["id"]
    assert record.show(window.store, "conference_report", id)["lessons"].startswith("\u200fUNCTAD")
    made = BytesIO()
    made.write(printing.prepare(window.store, "conference-report", id, "en").pdf())
    assert made.getvalue().startswith(b"%PDF")
    press(window, Qt.Key.Key_X, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.input.layoutDirection() == LEFT
    assert editor.turned == "\u200e"
    press(window, Qt.Key.Key_X, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.value() == text
    for _ in range(2):
        press(window, Qt.Key.Key_Z, CONTROL)
    assert editor.input.layoutDirection() == RIGHT
    assert editor.turned == "\u200f"


def test_an_empty_text_with_a_direction_is_empty_and_half_of_a_pair_has_its_own(
    window: MainWindow, qtbot: QtBot
) -> None:
    editor = writing(window, qtbot)
    press(window, Qt.Key.Key_X, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert editor.input.layoutDirection() == RIGHT
    assert editor.value() is None
    assert not window.page.form.dirty
    english = window.page.form.rows.editors["bottom_line_en"]
    english.input.setFocus()
    press(window, Qt.Key.Key_X, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert english.input.layoutDirection() == LEFT
    assert "language" in window.status.currentMessage()
