"""Locking: nothing is to be seen, no key is there, nothing that was typed is lost, and nobody sees another's work."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.errors import Locked
from coopdesk.operations import drafts, officers, record
from coopdesk.operations.examples import add_examples
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.ui import idle, lock_minutes, messages
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.new_record import NewRecord
from coopdesk.ui.step_dialog import StepDialog
from tests.conftest import PASSPHRASE, filled
from tests.ui.windows import DIRECTORY, closed, opened, settle, type_text

COLLEAGUE = "five other quiet words here"
SECRET = "سرّ لم يُحفظ بعد"


def a_report_and_a_colleague(store: Store) -> str:
    officers.add(store, {"name_en": "Second officer", "name_ar": "الموظف الثاني"}, "officer", COLLEAGUE)
    return add_examples(store)


@pytest.fixture
def report(home: Path) -> str:
    return filled(home, a_report_and_a_colleague)


@pytest.fixture
def window(home: Path, report: str, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def lock(window: MainWindow, qtbot: QtBot) -> None:
    over = QApplication.activeModalWidget() or window
    QTest.keyClick(over.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.locking.locked
    settle(qtbot, window)


def unlock(window: MainWindow, qtbot: QtBot, passphrase: str = PASSPHRASE) -> None:
    window.unlock.inputs["passphrase"].setText(passphrase)
    qtbot.mouseClick(window.unlock.button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)


def typing(window: MainWindow, report: str, qtbot: QtBot) -> QWidget:
    """Open a report and type in a field of it; returns the field."""
    window.open_record("conference_report", report)
    settle(qtbot, window)
    window.page.edit("lessons")
    settle(qtbot, window)
    field = window.page.form.rows.editors["lessons"].inputs()[0]
    type_text(field, SECRET)
    return field


def said(window: MainWindow) -> str:
    """Return every text that is to be seen in any window of the program."""
    found = []
    for widget in QApplication.allWidgets():
        if widget.isVisible():
            told = [getattr(widget, name, None) for name in ("text", "toPlainText", "windowTitle")]
            found += [str(one()) for one in told if callable(one)]
    return "\n".join(found)


def test_a_locked_desk_shows_nothing_and_holds_no_key(window: MainWindow, report: str, qtbot: QtBot) -> None:
    typing(window, report, qtbot)
    assert SECRET in said(window)
    assert "Duty officer" in said(window)
    lock(window, qtbot)
    told = said(window)
    for text in (SECRET, "Duty officer", "Mission in Geneva", "QA-GVA"):
        assert text not in told
    empty = window.grab().toImage()
    window.faces.widget(0).hide()
    window.unlock.show()
    assert window.grab().toImage() == empty
    for asked in (lambda: window.store.key, lambda: window.store.desk):
        with pytest.raises(Locked):
            asked()
    assert window.store.own is None


def test_the_same_officer_comes_back_to_what_was_typed_with_its_steps(
    window: MainWindow, report: str, qtbot: QtBot
) -> None:
    field = typing(window, report, qtbot)
    field.textCursor().setPosition(3)
    tab, place = window.tabs.currentIndex(), field.textCursor().position()
    lock(window, qtbot)
    unlock(window, qtbot)
    assert not window.locking.locked
    assert (window.tabs.currentIndex(), window.focusWidget()) == (tab, field)
    assert (field.isVisible(), field.textCursor().position()) == (True, place)
    assert SECRET in window.page.form.changes()["lessons"]
    window.page.form.trail.undo()
    assert not window.page.dirty
    type_text(field, SECRET)
    window.page.form.save()
    settle(qtbot, window)
    assert SECRET in record.show(window.store, "conference_report", report)["lessons"]


def test_another_officer_finds_a_fresh_desk_and_the_first_one_the_draft(
    window: MainWindow, report: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(window, report, qtbot)
    QApplication.clipboard().setText("copied here")
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    lock(window, qtbot)
    unlock(window, qtbot, COLLEAGUE)
    assert "Second officer" in said(window)
    assert window.page is None
    window.open_record("conference_report", report)
    settle(qtbot, window)
    assert not window.page.editing
    assert SECRET not in said(window)
    assert QApplication.clipboard().text() == ""
    lock(window, qtbot)
    unlock(window, qtbot)
    window.open_record("conference_report", report)
    settle(qtbot, window)
    assert window.page.editing
    assert SECRET in window.page.form.changes()["lessons"]


def test_what_was_written_with_a_step_and_of_a_new_record_waits_for_its_author_alone(
    window: MainWindow, report: str, qtbot: QtBot
) -> None:
    window.open_record("conference_report", report)
    settle(qtbot, window)
    submit = next(one for one in TYPES["conference_report"].__steps__ if one.name == "clear")
    window.page.acts.take_step(submit)
    settle(qtbot, window)
    asked = next(one for one in window.findChildren(StepDialog) if one.isVisible())
    type_text(asked.editors["comment"].inputs()[0], SECRET)
    lock(window, qtbot)
    unlock(window, qtbot, COLLEAGUE)
    window.open_record("conference_report", report)
    settle(qtbot, window)
    assert SECRET not in said(window)
    assert not window.page.notice.isVisible()
    NewRecord("organization", "Marker body", window.page.context, lambda *_: None, window).open()
    lock(window, qtbot)
    unlock(window, qtbot)
    assert [(one.type, one.act) for one in drafts.kept(window.open_store)] == [("conference_report", "clear")]
    window.notice._action.click()
    settle(qtbot, window)
    again = next(one for one in window.findChildren(StepDialog) if one.isVisible())
    assert again.typed()["comment"] == SECRET
    again.deleteLater()
    lock(window, qtbot)
    unlock(window, qtbot, COLLEAGUE)
    assert [one.changes for one in drafts.kept(window.open_store)] == [{"name_en": "Marker body"}]


def test_dialogs_are_hidden_and_come_back_as_they_were(window: MainWindow, qtbot: QtBot) -> None:
    window.new_record("contact")
    settle(qtbot, window)
    NewRecord("organization", "Marker body", window.page.context, lambda *_: None, window).open()
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible())
    lock(window, qtbot)
    assert not dialog.isVisible()
    unlock(window, qtbot)
    assert dialog.isVisible()
    assert dialog.isModal()
    dialog.reject()


def test_a_result_that_arrives_while_it_is_locked_is_shown_after(window: MainWindow, qtbot: QtBot) -> None:
    goes_on = Event()
    shown: list[object] = []
    window.tasks.write(lambda _: goes_on.wait(10), shown.append)
    window.locking.lock()
    goes_on.set()
    settle(qtbot, window)
    assert shown == []
    unlock(window, qtbot)
    assert shown == [True]
    window.tasks.write(lambda _: True, shown.append)
    window.locking.lock()
    settle(qtbot, window)
    unlock(window, qtbot, COLLEAGUE)
    assert shown == [True]


def test_the_language_can_be_switched_while_it_is_locked(window: MainWindow, report: str, qtbot: QtBot) -> None:
    typing(window, report, qtbot)
    lock(window, qtbot)
    window.switch_language()
    assert window.unlock.button.text() == "فتح الوحدة"
    unlock(window, qtbot)
    assert window.page.notice.text == ""
    assert window.tabs.tabText(DIRECTORY) == "الدليل"
    window.switch_language()


def test_what_could_not_be_kept_is_not_lost_to_another_officer(
    window: MainWindow, report: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Locked(messages._CLOSE)

    typing(window, report, qtbot)
    with monkeypatch.context() as patch:
        patch.setattr("coopdesk.operations.drafts.keep", full)
        lock(window, qtbot)
    unlock(window, qtbot, COLLEAGUE)
    assert window.locking.locked
    assert "could not be kept" in window.unlock.notice.text
    unlock(window, qtbot)
    assert SECRET in window.page.form.changes()["lessons"]


def test_it_locks_by_itself_when_nobody_is_there(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    minutes = 0.0
    start = idle.now()
    monkeypatch.setattr(idle, "now", lambda: start + minutes * 60)
    window.locking.idle._last = start
    minutes = 9
    window.locking.idle.look()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    minutes = 18
    window.locking.idle.look()
    assert not window.locking.locked
    goes_on = Event()
    window.tasks.write(lambda _: goes_on.wait(10), lambda _: None)
    minutes = 40
    window.locking.idle.look()
    goes_on.set()
    settle(qtbot, window)
    window.locking.idle.look()
    assert not window.locking.locked
    minutes = 51
    window.locking.idle.look()
    assert window.locking.locked


def test_after_how_long_is_chosen_at_this_computer_and_never_is_never(
    window: MainWindow, qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock_minutes.ask_minutes(window)
    menu = QApplication.activePopupWidget()
    assert [one.isChecked() for one in menu.actions()] == [minutes == 10 for minutes in lock_minutes.MINUTES]
    menu.actions()[-1].trigger()
    menu.close()
    assert '"lock_after": 0' in (home / "settings.json").read_text()
    start = idle.now()
    monkeypatch.setattr(idle, "now", lambda: start + 1e6)
    window.locking.idle.look()
    assert not window.locking.locked


def test_a_locked_window_closes_without_a_question_and_keeps_what_was_typed(
    home: Path, report: str, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(home, qtbot, qapp)
    typing(window, report, qtbot)
    lock(window, qtbot)
    monkeypatch.setattr(messages, "ask_unsaved", lambda _: pytest.fail("it asked"))
    assert window.close()
    again = opened(home, qtbot, qapp)
    again.open_record("conference_report", report)
    settle(qtbot, again)
    assert SECRET in again.page.form.changes()["lessons"]
    closed(again)


def test_wrong_tries_count_down_with_the_button_off(window: MainWindow, qtbot: QtBot) -> None:
    lock(window, qtbot)
    for _ in range(3):
        assert window.unlock.button.isEnabled()
        unlock(window, qtbot, "not the passphrase")
    assert not window.unlock.button.isEnabled()
    assert window.unlock.button.text().startswith("Try again in ")
    assert "Too many wrong passphrases" in window.unlock.notice.text
    window.switch_language()
    assert not window.unlock.button.isEnabled()
    window.switch_language()
    while not window.unlock.button.isEnabled():
        window.unlock._count()
    assert window.unlock.button.text() == "Open the desk"
