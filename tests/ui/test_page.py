"""A record read as a page: what is filled is there, what is missing leads to its field, links lead on both ways, steps
are taken; all of it by keyboard."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.operations.examples import add_examples
from coopdesk.store.seed import published_id
from coopdesk.ui import messages
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.record_sheet import RecordSheet
from tests.conftest import filled
from tests.ui.offices import dialog
from tests.ui.windows import REPORTS, closed, opened, settle

BOARD = {"name_en": "Board", "name_ar": "المجلس"}


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    filled(home, add_examples)
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def show(qtbot: QtBot, window: MainWindow, type: str, id: str) -> str:
    window.open_record(type, id)
    settle(qtbot, window)
    assert window.page is not None
    return window.page._sheet.toPlainText()


def anchor(sheet: RecordSheet, text: str) -> QUrl:
    """Return where the link with this text leads."""
    place = sheet.document().find(text)
    assert not place.isNull(), text
    return QUrl(place.charFormat().anchorHref())


def test_reading_builds_no_form_and_shows_what_is_filled(window: MainWindow, qtbot: QtBot) -> None:
    text = show(qtbot, window, "organization", published_id("organization/unctad"))
    page = window.page
    assert page._form is None
    assert "1964" in text
    assert "Geneva" in text
    assert "Switzerland" in text
    assert "General Assembly" in text
    assert "مؤتمر الأمم المتحدة للتجارة والتنمية" in page._head.other.text()
    assert "Telephone" not in text
    page._sheet.anchorClicked.emit(QUrl(f"record:organization/{published_id('organization/general-assembly')}"))
    settle(qtbot, window)
    assert "General Assembly" in window.page._head.title.text()
    assert "United Nations Conference on Trade" in window.page._links.toPlainText()


def test_a_report_is_submitted_from_its_page_then_cleared_and_frozen(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.setCurrentIndex(REPORTS)
    settle(qtbot, window)
    window.screen.table.setCurrentIndex(window.screen.model.index(0, 0))
    settle(qtbot, window)
    page = window.page
    assert page._head.step_button.text() == "Submit"
    empty = {"id": page.view["id"], "bottom_line_en": None, "bottom_line_ar": None}
    record.save(window.store, "conference_report", empty)
    page.renew()
    settle(qtbot, window)
    page._head.step_button.click()
    assert "Bottom line" in page.notice.text
    page.notice._action.click()
    assert page.editing
    page.form.rows.editors["bottom_line_en"].set_value("In one line")
    page.form.save()
    settle(qtbot, window)
    page.finish()
    page._head.step_button.click()
    settle(qtbot, window)
    assert page.view["stage"] == "submitted"
    assert not page._head.edit_button.isHidden()
    assert page._head.step_button.text() == "Clear"
    page._head.step_button.click()
    settle(qtbot, window)
    dialog(window, qtbot).accept_button.click()
    settle(qtbot, window)
    assert page.view["stage"] == "cleared"
    assert page._head.edit_button.isHidden()
    page.edit()
    assert not page.editing


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_what_is_missing_leads_to_its_field(window: MainWindow, qtbot: QtBot) -> None:
    id = record.save(window.store, "organization", BOARD)["id"]
    show(qtbot, window, "organization", id)
    head = window.page._head
    assert "% complete" in head.complete.text()
    qtbot.mouseClick(head.complete, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(one for one in menu.actions() if one.text() == "Seat (city)").trigger()
    menu.close()
    settle(qtbot, window)
    assert window.page.editing
    assert window.focusWidget() is window.page.form.rows.editors["seat_city"].inputs()[0]
    record.save(window.store, "organization", {"id": id, "seat_city": "Doha"})
    window.page.read()
    window.page.renew()
    settle(qtbot, window)
    assert "Seat (city)" not in head._missing.values()


def test_the_reference_is_copied_in_both_scripts(window: MainWindow, qtbot: QtBot) -> None:
    id = record.save(window.store, "organization", BOARD)["id"]
    show(qtbot, window, "organization", id)
    COMMANDS["copy_reference"].run(window)
    settle(qtbot, window)
    assert QApplication.clipboard().text() == f"Board\nالمجلس\norganization/{id}"
    assert not QApplication.clipboard().mimeData().hasHtml()
    assert "no longer protected" not in window.page.notice.text
    action = record.save(window.store, "action", {"text_ar": "لقاء", "classification": "secret"})
    show(qtbot, window, "action", action["id"])
    window.page.acts.copy_reference()
    settle(qtbot, window)
    assert QApplication.clipboard().text() == f"لقاء\n{action['reference']}"
    assert "no longer protected" in window.page.notice.text


def test_escape_gives_up_a_new_record_and_asks_only_where_something_is_lost(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(messages, "ask_unsaved", lambda _: asked.append("asked") or "stay")
    window.new_record("contact")
    settle(qtbot, window)
    page = window.page
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not page.isVisible()
    assert QApplication.focusWidget() is window.screen.list.empty.button
    window.screen.new()
    settle(qtbot, window)
    qtbot.keyClicks(page.form.rows.editors["position"].inputs()[0], "x")
    qtbot.keyClick(page.form.rows.editors["position"].inputs()[0], Qt.Key.Key_Escape)
    assert page.isVisible()
    assert page.dirty
    assert asked == ["asked"]
    monkeypatch.setattr(messages, "ask_unsaved", lambda _: "discard")
    qtbot.keyClick(page.form.rows.editors["position"].inputs()[0], Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_enter_edits_the_row_and_the_page(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("First", "Second"):
        record.save(window.store, "contact", {"name_en": name})
    window.open_list("contact")
    settle(qtbot, window)
    table = window.screen.table
    table.setCurrentIndex(window.screen.model.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, window)
    page = window.page
    assert page.editing
    assert page.view["name_en"] == "Second"
    assert page.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not page.editing
    page._sheet.setFocus()
    qtbot.keyClick(page._sheet, Qt.Key.Key_Return)
    assert page.editing


def test_tab_goes_from_the_list_over_the_head_to_the_page(window: MainWindow, qtbot: QtBot) -> None:
    show(qtbot, window, "organization", published_id("organization/unctad"))
    page = window.page
    page._head.edit_button.setFocus()
    met = []
    for _ in range(4):
        met.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert met == [page._head.edit_button, page._head.more, page._head.complete, page.side.tabBar()]
    assert QApplication.focusWidget() is page._sheet


def test_what_links_here_is_shown_whole_and_leads_both_ways(window: MainWindow, qtbot: QtBot) -> None:
    parent = record.save(window.store, "organization", {"name_en": "Family"})["id"]
    for number in range(40):
        record.save(window.store, "organization", {"name_en": f"Body {number:02}", "parent": parent})
    show(qtbot, window, "organization", parent)
    links = window.page._links
    assert "Body 29" in links.toPlainText()
    assert "Body 30" not in links.toPlainText()
    links.anchorClicked.emit(anchor(links, "Show all 40"))
    settle(qtbot, window)
    assert "Body 39" in links.toPlainText()
    assert "Show all" not in links.toPlainText()
    links.anchorClicked.emit(anchor(links, "Body 39"))
    settle(qtbot, window)
    assert window.page._head.title.text() == "Body 39"
    window.page._sheet.anchorClicked.emit(anchor(window.page._sheet, "Family"))
    settle(qtbot, window)
    assert window.page._head.title.text() == "Family"


def test_the_page_of_a_country_is_its_state_file(window: MainWindow, qtbot: QtBot) -> None:
    for name, precedence in (("Aaa", None), ("Zzz", 1)):
        record.save(window.store, "contact", {"name_en": name, "nationality": "CH", "precedence": precedence})
    text = show(qtbot, window, "country", published_id("country/CH"))
    headings = ["Groups with dates", "Contacts", "Conferences held there", "Organizations seated there"]
    assert [one for one in headings if one in text] == headings
    assert text.index("Zzz") < text.index("Aaa")
    sheet = window.page._sheet
    sheet.anchorClicked.emit(anchor(sheet, "Zzz"))
    settle(qtbot, window)
    assert (window.page.type, window.page.view["name_en"]) == ("contact", "Zzz")


def test_a_group_of_countries_leads_to_the_organization_that_it_is(window: MainWindow, qtbot: QtBot) -> None:
    text = show(qtbot, window, "country", published_id("country/DE"))
    assert "UN: Western European and other States" in text
    sheet = window.page._sheet
    assert not anchor(sheet, "UN: Western European and other States").toString()
    sheet.anchorClicked.emit(anchor(sheet, "European Union"))
    settle(qtbot, window)
    assert (window.page.type, window.page.view["acronym_en"]) == ("organization", "EU")


def test_several_values_in_a_line_are_counted_and_marked(window: MainWindow, qtbot: QtBot) -> None:
    report = record.save(window.store, "conference_report", {"agenda_items": [{"topic": "A"}, {"topic": "B"}]})
    line = report["agenda_items"][0]
    for topic in ("One", "Two"):
        values = {"id": line["id"], "_seen": line["_seen"], "topic": topic}
        record.save(window.store, "conference_report", {"id": report["id"], "agenda_items": [values]}, concurrent=True)
    text = show(qtbot, window, "conference_report", report["id"])
    chips = [one.text() for one in window.page._head.findChildren(QToolButton)]
    assert "◆ 1 with several values" in chips
    assert text.count("◆ 2 values") == 1
    titles = [one.box.head.title for one in window.page.form.lists["agenda_items"].lines]
    assert [one.startswith("◆") for one in titles] == [True, False]


def test_what_a_record_was_is_over_when_it_is_edited_or_its_notice_closed(window: MainWindow, qtbot: QtBot) -> None:
    id = record.save(window.store, "organization", {**BOARD, "seat_city": "Geneva"})["id"]
    record.save(window.store, "organization", {"id": id, "seat_city": "Vienna"})
    show(qtbot, window, "organization", id)
    page = window.page

    def go_back() -> str:
        page.history.setCurrentItem(page.history.topLevelItem(page.history.topLevelItemCount() - 1))
        page._history.then_button.click()
        settle(qtbot, window)
        assert page.notice.isVisible()
        return page._sheet.toPlainText()

    assert "Geneva" in go_back()
    page.renew()
    settle(qtbot, window)
    assert "Geneva" in page._sheet.toPlainText()
    page.edit()
    assert not page.notice.isVisible()
    page.read()
    assert "Vienna" in page._sheet.toPlainText()
    assert "Geneva" in go_back()
    window.switch_language()
    settle(qtbot, window)
    assert page.notice.close_button.accessibleName() == "إغلاق هذه الرسالة"
    window.switch_language()
    settle(qtbot, window)
    assert "Geneva" in go_back()
    page.notice.close_button.click()
    assert "Vienna" in page._sheet.toPlainText()
