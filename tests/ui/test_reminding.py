"""The dates that press are told beside whatever one works on and never take the focus; a record is put off to a day."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import settings
from coopdesk.calendars import today
from coopdesk.operations import desk, record, reminders
from coopdesk.ui import reminding, tailored
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.remind_act import RemindDialog
from tests.conftest import PASSPHRASE
from tests.pictures.audit import faults
from tests.ui.windows import HOME, OPPORTUNITIES, closed, opened, settle

ISOLATES = {0x2068: None, 0x2069: None}


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    record.save(store, "opportunity", {"title_en": "Course", "deadline": "2020-03-05"})
    record.save(store, "opportunity", {"title_en": "Post", "deadline": today()})
    store.close()
    settings.save(home, settings.Settings(tab=OPPORTUNITIES))
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_what_presses_is_told_when_the_desk_is_opened_and_leads_home(window: MainWindow, qtbot: QtBot) -> None:
    assert window.reminder.text == "What presses: 1 date is over, 1 is today."
    assert window.tabs.tabText(HOME) == "Home (2)"
    window.switch_language()
    settle(qtbot, window)
    assert window.tabs.tabText(HOME).translate(ISOLATES) == "الرئيسية (2)"
    assert "موعد واحد منقضٍ" in window.reminder.text
    assert faults(window, "") == []
    window.reminder._act()
    assert window.tabs.currentIndex() == HOME
    settle(qtbot, window)
    assert window.reminder.isHidden()
    window.reminding.look(tell=True)
    settle(qtbot, window)
    assert window.reminder.isHidden()


def test_what_is_written_is_counted_and_nothing_takes_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.screen.table.setFocus()
    window.reminder.close_button.click()
    record.save(window.store, "opportunity", {"title_en": "Grant", "deadline": "2020-03-06"})
    window.tasks.write(lambda _: None, lambda _: None)
    settle(qtbot, window)
    assert window.tabs.tabText(HOME) == "Home (3)"
    assert window.reminder.isHidden()
    assert QApplication.focusWidget() is window.screen.table


def test_another_day_is_told_when_it_begins(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window.reminder.close_button.click()
    window.reminding.look_at_day()
    settle(qtbot, window)
    assert window.reminder.isHidden()
    monkeypatch.setattr(reminding, "today", lambda: "2999-01-01")
    window.reminding.look_at_day()
    settle(qtbot, window)
    assert "1 date is over" in window.reminder.text
    assert not window.reminder.isHidden()
    window.reminder.close_button.click()
    monkeypatch.setattr(reminding, "today", lambda: "2999-01-02")
    window.locking.lock()
    window.reminding.look_at_day()
    settle(qtbot, window)
    assert window.reminder.isHidden()


def test_a_record_is_put_off_to_a_day_and_called_back(window: MainWindow, qtbot: QtBot) -> None:
    place = next(row for row in range(2) if window.screen.model.index(row, 0).data().startswith("Course"))
    window.screen.table.setCurrentIndex(window.screen.model.index(place, 0))
    settle(qtbot, window)
    text, run = tailored.acts("opportunity", window.page.view)[-1]
    assert text.msgid == "Remind me on a day…"
    run(window.page)
    settle(qtbot, window)
    dialog = window.page.findChild(RemindDialog)
    dialog.yes.click()
    settle(qtbot, window)
    assert "from tomorrow on" in dialog.cell.error.text()
    week = (date.fromisoformat(today()) + timedelta(7)).isoformat()
    dialog.editor.set_value(week)
    dialog.yes.click()
    settle(qtbot, window)
    id = window.page.view["id"]
    assert reminders.day_of(window.store, id) == week
    assert window.tabs.tabText(HOME) == "Home (1)"
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    run(window.page)
    settle(qtbot, window)
    window.page.findChild(RemindDialog).no_more.click()
    settle(qtbot, window)
    assert reminders.day_of(window.store, id) is None
    assert window.tabs.tabText(HOME) == "Home (2)"
