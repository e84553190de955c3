"""An opportunity from the text of an announcement: taken or left value by value, and saved only in the form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import listing, record
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.announcement_dialog import AnnouncementDialog
from tests.ui.offices import dialog
from tests.ui.windows import closed, opened, settle

TEXT = """Course title: Water accounting for statisticians
Reference: WAS/2065/4
Deadline: 14 March 2065, 17:00 (Geneva time)
Languages: fluency in English and French is required.
Apply at https://example.org/courses/was4
"""


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def ask(window: MainWindow, qtbot: QtBot) -> AnnouncementDialog:
    QApplication.clipboard().setText(TEXT)
    COMMANDS["new_from_announcement"].run(window)
    qtbot.wait(300)
    found = dialog(window, qtbot)
    assert isinstance(found, AnnouncementDialog)
    return found


def rows(asked: AnnouncementDialog) -> dict[str, tuple[str, str]]:
    items = [[asked.table.item(row, column) for column in range(3)] for row in range(asked.table.rowCount())]
    return {name.text(): (value.text(), words.text()) for name, value, words in items}


def test_what_is_taken_stands_in_a_form_that_is_not_saved(window: MainWindow, qtbot: QtBot) -> None:
    asked = ask(window, qtbot)
    told = rows(asked)
    assert told["Their reference"] == ("WAS/2065/4", "Reference: WAS/2065/4")
    assert told["Languages asked for"][0] == "English, French"
    assert told["Description"][1] == "The whole text"
    left = next(row for row in range(asked.table.rowCount()) if asked.table.item(row, 0).text() == "Their reference")
    asked.table.item(left, 0).setCheckState(Qt.CheckState.Unchecked)
    asked.go_on.click()
    settle(qtbot, window)
    page = window.screen.page
    assert (page.editing, page.view.get("id")) == (True, None)
    changes = page.form.changes()
    assert changes["title_en"] == "Water accounting for statisticians"
    assert (changes["deadline"], changes["deadline_zone"]) == ("2065-03-14", "Europe/Zurich")
    assert [one["language"] for one in changes["languages_required"]] == ["en", "fr"]
    assert "their_reference" not in changes
    assert window.store is not None
    assert len(listing.open_list(window.store, "opportunity")) == 0


def test_one_that_is_there_already_is_offered(window: MainWindow, qtbot: QtBot) -> None:
    assert window.store is not None
    values = {"title_en": "The same course", "link": "https://example.org/courses/was4"}
    id = record.save(window.store, "opportunity", values)["id"]
    asked = ask(window, qtbot)
    assert "The same course" in asked.notice.text
    asked.notice._action.click()
    settle(qtbot, window)
    assert window.screen.page.view["id"] == id
