"""Everything by keyboard alone: nothing here gives the focus to anything or presses anything with a mouse."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import app
from coopdesk.i18n import language
from coopdesk.operations import desk, history, listing, record
from coopdesk.ui.preview import Preview
from tests.journeys.gaps import Journey
from tests.journeys.person import Person, told
from tests.ui.windows import settle

_SECRET = "five words nobody would guess"


def test_everything_by_keyboard_alone(
    tmp_path: Path, journey: Journey, person: Person, qtbot: QtBot, qapp: QApplication
) -> None:
    window = app.window_for(tmp_path / "new", qapp)
    window.resize(1366, 768)
    window.show()
    window.entry.get_ready()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with journey.step("Choose English"):
        person.come_to("English", "Up")
        person.press("Return")
    with journey.step("Found a ministry and name it"):
        person.come_to("Found a ministry", "Down")
        person.come_to("Code of the desk")
        person.type("qa-doh")
        person.come_to("Name of the desk (English)")
        person.type("International Cooperation")
        person.press("Return")
        person.come_to("Your name (English)")
        person.type("Duty officer")
        person.press("Return")
    with journey.step("Give a passphrase"):
        person.type(_SECRET)
        person.come_to("Passphrase once more")
        person.type(_SECRET)
        person.come_to("I have written it down")
        person.press("Space")
        person.press("Return")
    with journey.step("Make the desk"):
        assert told(person.focus) == "Make the desk"
        person.press("Return")
        person.wait_for(lambda: window.store is not None)
        settle(qtbot, window)
    assert desk.identity(window.store)["code"] == "QA-DOH"
    with journey.step("Find a body in the directory"):
        assert told(person.focus) == "Home"
        person.press("Ctrl+2")
        settle(qtbot, window)
        person.press("Ctrl+F")
        person.type("PARIS21")
        person.wait_for(lambda: 0 < window.screen.model.rowCount() < 20)
        settle(qtbot, window)
        person.come_to("Organizations")
        person.press("Home")
        person.press("Return")
        settle(qtbot, window)
    page = window.page
    assert page is not None
    assert page.view["acronym_en"] == "PARIS21"
    with journey.step("Filter by a chip"):
        person.press("Ctrl+F")
        person.press("Backspace")
        settle(qtbot, window)
        person.come_to("Type")
        person.press("Space")
        settle(qtbot, window)
        person.press("Down")
        person.press("Space")
        person.press("Escape")
        settle(qtbot, window)
    assert window.screen.list.asks()[0]
    with journey.step("Edit the record"):
        person.press("Ctrl+E")
        settle(qtbot, window)
        person.come_to("Notes")
        person.type("Asked for the programme.")
        person.press("Ctrl+S")
        settle(qtbot, window)
        person.press("Escape")
    assert not page.editing
    id = page.view["id"]
    assert record.show(window.store, "organization", id)["notes"] == "Asked for the programme."
    with journey.step("Undo what was saved"):
        assert told(person.focus)
        person.press("Ctrl+Z")
        settle(qtbot, window)
    assert record.show(window.store, "organization", id)["notes"] is None
    with journey.step("Look at its history"):
        person.come_to("QTabBar", "Shift+Tab")
        person.press("Right", 3)
        person.press("Tab")
    assert page.side.tabText(page.side.currentIndex()) == "History"
    assert len(history.history(window.store, "organization", id)) > 2
    with journey.step("Begin a conference through the palette"):
        person.press("Ctrl+Shift+P")
        person.type("new conference")
        person.come_to_row(window.menus.palette.list, "Conference", not_in="report")
        person.press("Return")
        settle(qtbot, window)
    with journey.step("Write it and save"):
        assert "Title" in told(person.focus)
        person.type("Board on Trade")
        person.come_to("Title (Arabic)")
        person.type("مجلس التجارة")
        person.come_to("Starts")
        person.type("12/3/2027")
        person.come_to("Ends")
        person.type("14/3/2027")
        person.press("Ctrl+S")
        settle(qtbot, window)
    assert listing.open_list(window.store, "conference").numbers
    with journey.step("Begin its report"):
        person.press("Escape")
        person.press("Ctrl+Shift+P")
        person.type("new conference report")
        person.press("Return")
        settle(qtbot, window)
    with journey.step("Choose the conference"):
        assert "Conference" in told(person.focus)
        person.type("Board")
        person.wait_for(QApplication.activePopupWidget)
        person.press("Down")
        person.press("Return")
        settle(qtbot, window)
    with journey.step("Write the bottom line"):
        person.come_to("Bottom line")
        person.type("It was adopted.")
        person.come_to("Bottom line (Arabic)")
        person.type("اعتُمد القرار.")
    with journey.step("Add an agenda item"):
        person.come_to("Add: Agenda item")
        person.press("Space")
        person.wait_until_seen()
        person.come_to("Topic")
        person.type("التعاون الدولي")
        person.press("Ctrl+S")
        settle(qtbot, window)
        person.press("Escape")
        settle(qtbot, window)
    report = window.page.view["id"]
    assert record.show(window.store, "conference_report", report)["agenda_items"][0]["topic"] == "التعاون الدولي"
    with journey.step("Submit it"):
        person.come_to("Submit", "Shift+Tab")
        person.press("Space")
        settle(qtbot, window)
    assert record.show(window.store, "conference_report", report)["stage"] == "submitted"
    with journey.step("Print preview"):
        person.press("Ctrl+P")
        person.wait_for(lambda: isinstance(QApplication.activeWindow(), Preview))
        preview = QApplication.activeWindow()
        assert isinstance(preview, Preview)
        person.wait_for(lambda: bool(preview.pdf))
        settle(qtbot, window)
        assert person.focus.window() is preview
        person.press("Escape")
        window.activateWindow()  # as a window manager does; there is none without a screen
        settle(qtbot, window)
    with journey.step("Switch the language"):
        person.press("Ctrl+Shift+L")
        settle(qtbot, window)
    assert language() == "ar"
    assert told(person.focus)
    person.press("Ctrl+Q")
    assert not window.isVisible()
