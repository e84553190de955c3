"""A new report begins with the agenda of the session before, and with nothing of what was said there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QCompleter
from pytestqt.qtbot import QtBot

from coopdesk.operations import record, sessions
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.new_record import NewRecord, can_be_made
from tests.ui.windows import REPORTS, closed, opened, settle, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_the_agenda_of_the_session_before_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    def conference(year: int, series: str = "Board") -> str:
        values = {"title_en": f"{series} {year}", "series": series, "starts": f"{year}-09-01"}
        return record.save(window.store, "conference", values)["id"]

    old, older, new, other = conference(2025), conference(2024), conference(2026), conference(2026, "Else")
    for id, topic in ((old, "Trade"), (older, "Not this one")):
        lines = [{"number": "3", "topic": topic, "statement": "said then"}]
        record.save(window.store, "conference_report", {"conference": id, "agenda_items": lines, "lessons": "then"})
    assert sessions.before(window.store, other) is None
    assert sessions.before(window.store, older) is None
    window.tabs.setCurrentIndex(REPORTS)
    window.screen.new()
    settle(qtbot, window)
    page = window.screen.page
    type_text(page.form.rows.editors["title_en"].inputs()[0], "Report")
    page.form.rows.editors["conference"].set_value(new)
    page.form.rows.editors["conference"].changed.emit()
    settle(qtbot, window)
    assert "Board 2025" in page.notice.text
    page.notice._action.click()
    changes = page.form.changes()
    assert [(one["number"], one["topic"]) for one in changes["agenda_items"]] == [("3", "Trade")]
    assert "statement" not in changes["agenda_items"][0]
    page.form.save()
    settle(qtbot, window)
    view = record.show(window.store, "conference_report", page.view["id"])
    assert [one["topic"] for one in view["agenda_items"]] == ["Trade"]
    assert view["lessons"] is None


def test_a_conference_that_is_not_there_yet_is_made_without_leaving_the_report(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QCompleter, "complete", lambda *_: None)  # a pop-up takes the keyboard, which is not there
    window.new_record("conference_report")
    window.activateWindow()
    settle(qtbot, window)
    page = window.page
    type_text(page.form.rows.editors["lessons"].inputs()[0], "written before")
    picker = page.form.rows.editors["conference"]
    picker._line.setFocus()
    qtbot.waitUntil(picker._line.hasFocus)
    type_text(picker._line, "منتدى التعاون")
    picker._line.textEdited.emit("منتدى التعاون")
    qtbot.waitUntil(lambda: picker.input.count() == 1)
    assert "منتدى التعاون" in picker.input.itemText(0)
    picker._picked(0)
    assert picker.value() is None
    dialog = next(one for one in window.findChildren(NewRecord) if one.isVisible())
    assert set(dialog.rows.editors) == {"title_en", "title_ar", "starts"}
    assert dialog.rows.editors["title_ar"].value() == "منتدى التعاون"
    type_text(dialog.rows.editors["starts"].inputs()[0], "some day")
    dialog.save()
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "not a date" in dialog.rows._cells["starts"].error.text()
    dialog.rows.editors["starts"].input.clear()
    type_text(dialog.rows.editors["starts"].inputs()[0], "2027-03-05")
    dialog.save()
    settle(qtbot, window)
    made = record.show(window.store, "conference", picker.value())
    assert (made["title_ar"], made["starts"]) == ("منتدى التعاون", "2027-03-05")
    assert picker.input.currentText() == "منتدى التعاون"
    assert page.form.changes() == {"conference": made["id"], "lessons": "written before"}
    assert not window.findChildren(NewRecord)


def test_a_link_to_a_country_offers_nothing_to_make(window: MainWindow, qtbot: QtBot) -> None:
    assert not can_be_made("country")
    assert not can_be_made("")
    assert can_be_made("organization")
