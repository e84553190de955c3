"""The width of a screen: who gives way to whom, by itself and as a person wants it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record
from coopdesk.operations.forms import responses
from coopdesk.ui.forms.answers_view import FillingView
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE
from tests.operations.forms.asked import template
from tests.ui.forms.sample import CHOICES, ROWS
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window with a response that was begun, on show."""
    store = desk.open_desk(home, PASSPHRASE)
    begun = responses.begin(store, template(store, tmp_path / "visit.md", *ROWS, choices=CHOICES))["id"]
    store.close()
    made = opened(home, qtbot, qapp)
    made.open_record("response", begun)
    settle(qtbot, made)
    yield made
    closed(made)


def test_the_list_makes_room_for_a_record_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    screen, head = window.records, window.records.page._head
    beside = screen.page.width()
    assert screen.list.isVisible()
    assert not head.list_button.isVisible()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    settle(qtbot, window)
    assert not screen.list.isVisible()
    assert screen.page.width() > beside
    head.list_button.click()
    settle(qtbot, window)
    assert screen.list.isVisible()
    assert screen.page.width() == beside
    dict(screen.page.acts.entries())["The record without its list"]()
    assert not screen.list.isVisible()
    screen.go_to("response", screen.page.view["id"])
    settle(qtbot, window)
    assert not screen.list.isVisible()
    screen.kinds.setCurrentRow(0)
    settle(qtbot, window)
    assert screen.list.isVisible()
    screen.open(record.save(screen.context.store, screen.type, {"name_en": "Literacy"})["id"])
    settle(qtbot, window)
    assert screen.list.isVisible()


def test_a_tab_where_people_work_gets_the_whole_of_a_narrow_window(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.records
    assert isinstance(screen.page.side.tailored[0], FillingView)
    window.resize(880, 768)
    settle(qtbot, window)
    assert not screen.list.isVisible()
    screen.page.side.setCurrentIndex(0)
    assert screen.list.isVisible()
    screen.page.side.setCurrentIndex(1)
    assert not screen.list.isVisible()
    screen.page._head.list_button.click()
    assert screen.list.isVisible()
