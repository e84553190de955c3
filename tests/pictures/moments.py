"""What comes up only at times: refusals, conflicts, drafts, work under way, panels, dialogs, the print preview."""

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from coopdesk.operations import drafts, files, listing, record
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store
from coopdesk.ui import messages
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.help import show_help
from coopdesk.ui.list_popup import ListPopup
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.paste_dialog import PasteDialog
from coopdesk.ui.preview import Preview
from coopdesk.ui.screens import SCREENS, directory
from coopdesk.ui.step_dialog import StepDialog
from tests.pictures.states import State, open_window, settle, typed, unlock

_CITY = {"name_en": "Bureau of Examples", "name_ar": "مكتب الأمثلة", "seat_city": "Geneva", "type": "civil_society"}


def moments(home: Path, application: QApplication, size: tuple[int, int, float]) -> Iterator[State]:
    """Yield what comes up over an open desk."""
    window = open_window(home, application, size)
    window.unlock.inputs["passphrase"].setText("three wrong words")
    window.unlock.button.click()
    settle(window)
    yield "unlock-refused", window
    window.close()
    window = open_window(home, application, size)
    unlock(window)
    store = window.open_store
    report = _first(store, "conference_report")
    yield from _record(window, store, report, home)
    yield from _list(window)
    yield from _panels(window)
    yield from _dialogs(window, store, report)
    window.status.busy(True)
    window.status.progress(35, 100)
    settle(window)
    yield "busy", window
    window.status.busy(False)
    _put_away(window)
    action = _first(store, "action")
    drafts.keep(store, "action", action["id"], {"response_reason": "سبب لم يُحفظ"}, action["_seen"])
    window.close()
    window = open_window(home, application, size)
    unlock(window)
    yield "drafts-offered", window
    window.open_record("action", action["id"])
    settle(window)
    yield "draft", window
    drafts.drop(window.open_store, action["id"])
    _put_away(window)
    window.close()


def _first(store: Store, type: str) -> View:
    return record.show(store, type, listing.page(store, listing.open_list(store, type), 0, 1)[0].id)


def _record(window: MainWindow, store: Store, report: View, home: Path) -> Iterator[State]:
    id = record.save(store, "organization", _CITY)["id"]
    seen = record.show(store, "organization", id)["_seen"]
    record.save(store, "organization", {"id": id, "seat_city": "Vienna"})
    record.save(store, "organization", {"id": id, "seat_city": "Nairobi", "_seen": seen}, concurrent=True)
    window.open_record("organization", id)
    settle(window)
    yield "conflict", window
    page = window.page
    assert page is not None
    page.side.setCurrentIndex(2)
    page.history.setCurrentItem(page.history.topLevelItem(0))
    settle(window)
    yield "history-chosen", window
    page.history.setCurrentItem(page.history.topLevelItem(page.history.topLevelItemCount() - 1))
    page._history.then_button.click()
    settle(window)
    yield "then", window
    page.edit("founded")
    typed(page.form.rows.editors["founded"].inputs()[0], "0000")
    page.form.save()
    settle(window)
    yield "refused", window
    _put_away(window)
    text = home.parent / "annex.txt"
    text.write_text("TD/B/73\nبرنامج التدريب في إحصاءات التجارة\nProgramme of training in trade statistics\n", "utf-8")
    files.attach(store, "organization", id, text)
    window.open_record("organization", id)
    settle(window)
    page.side.setCurrentIndex(3)
    page.files.selectRow(0)
    settle(window)
    yield "file", window
    page.side.setCurrentIndex(0)
    window.open_record("conference_report", report["id"])
    settle(window)
    page = window.page
    assert page is not None
    page.edit()
    line = page.form.lists["agenda_items"].lines[0]
    line.open()
    line.rows.editors["topic"].inputs()[0].setFocus()
    settle(window)
    yield "agenda-item", window
    window.switch_preview()
    settle(window)
    yield "pages-beside", window
    window.writing.enter(line.rows.editors["discussion"])
    settle(window)
    yield "writing", window
    window.writing.leave()
    window.switch_preview()
    page.read()
    page.acts.take_step(next(one for one in page._beside.steps if one.name == "submit"))
    settle(window)
    yield "submitted", window
    page.acts.take_step(next(one for one in page._beside.steps if one.name == "clear"))
    settle(window)
    asked = next(one for one in window.findChildren(StepDialog) if one.isVisible())
    asked.editors["given"].set_value("paper")
    asked.editors["given"].changed.emit()
    settle(window)
    yield "clear", asked
    asked.editors["given"].set_value("here")
    asked.take()
    settle(window)
    yield "cleared", window
    page.side.setCurrentIndex(4)
    settle(window)
    yield "steps", window
    page.side.setCurrentIndex(0)


def _list(window: MainWindow) -> Iterator[State]:
    window.tabs.setCurrentIndex(SCREENS.index(directory))
    screen = window.screen
    screen.kinds.setCurrentRow(0)
    settle(window)
    screen.list.ask({"type": {"any": ["civil_society"]}})
    settle(window)
    yield "filtered", window
    screen.list.chips.open_field("type")
    settle(window)
    popup = next(one for one in screen.findChildren(ListPopup) if one.isVisible())
    yield "filter-choice", popup
    popup.close()
    screen.list.ask({})
    screen.list.group_by("type")
    settle(window)
    screen.model.toggle(0)
    settle(window)
    yield "grouped", window
    screen.list.group_by("")
    settle(window)
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in range(4):
        screen.table.selectionModel().select(screen.model.index(row, 0), flags)
    settle(window)
    yield "chosen", window
    screen.table.clearSelection()
    screen.toggle_deleted()
    settle(window)
    yield "none-deleted", window
    screen.toggle_deleted()


def _panels(window: MainWindow) -> Iterator[State]:
    assert window.finder is not None
    for words, name in (("التجارة", "finder"), ("xyzzy", "finder-nothing"), ("", "finder-empty")):
        window.open_finder()
        window.finder.field.setText(words)
        settle(window)
        yield name, window
        window.finder.dismiss()
    for name in ("palette", "shortcuts"):
        COMMANDS[name].run(window)
        settle(window)
        yield name, window
        for over in (window.menus.palette, window.menus.sheet):
            over.dismiss()
    shown = show_help(window, "conference_report")
    settle(window)
    yield "help", shown
    shown.close()


def _dialogs(window: MainWindow, store: Store, report: View) -> Iterator[State]:
    preview = Preview(store, window.tasks, "conference_report", report["id"], window)
    preview.show()
    settle(window)
    yield "preview", preview
    preview.close()
    QApplication.clipboard().setText("1. إقرار جدول الأعمال\n2. Review of digital trade\n3. ما يستجد من أعمال")
    paste = PasteDialog("agenda_item", window)
    paste.show()
    settle(window)
    yield "paste", paste
    paste.close()
    QApplication.clipboard().clear()
    with mock.patch.object(QMessageBox, "exec", lambda box: box.show()):
        messages.ask_unsaved(window)
        yield "unsaved", _box(window)


def _box(window: MainWindow) -> QWidget:
    box = window.findChildren(QMessageBox)[-1]
    settle(window)
    return box


def _put_away(window: MainWindow) -> None:
    for screen in window.screens:
        for page in screen.pages.values():
            page.put_away()
