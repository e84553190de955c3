"""A small screen at 200 per cent: everything can be reached, and what is not needed at the moment gives its room."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from coopdesk import settings
from coopdesk.i18n import LANGUAGES, set_language
from coopdesk.operations.examples import add_examples
from coopdesk.ui.main_window import MainWindow
from tests.conftest import filled
from tests.pictures.audit import faults
from tests.ui.windows import OPPORTUNITIES, closed, opened, settle


@pytest.fixture(params=LANGUAGES)
def window(home: Path, qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    filled(home, add_examples)
    set_language(request.param)
    settings.save(home, settings.Settings(language=request.param, zoom=200))
    made = opened(home, qtbot, qapp)
    yield made
    made.zoom(0)
    closed(made)


def is_fit(qtbot: QtBot, window: MainWindow) -> bool:
    settle(qtbot, window)
    assert faults(window, "") == []
    return (window.width(), window.height()) == (1366, 768)


def test_the_window_needs_no_more_than_a_small_screen(window: MainWindow, qtbot: QtBot) -> None:
    for tab, screen in enumerate(window.screens):
        window.tabs.setCurrentIndex(tab)
        assert is_fit(qtbot, window)
        if not screen.types or not screen.model.rowCount():
            continue
        screen.table.setCurrentIndex(screen.model.index(0, 0))
        settle(qtbot, window)
        for place in filter(screen.page.side.isTabVisible, range(screen.page.side.count())):
            screen.page.side.setCurrentIndex(place)
            assert is_fit(qtbot, window)
        screen.page.edit()
        assert is_fit(qtbot, window)
        if not screen.page.editing:
            continue  # a form that is in use is only read
        assert not screen.list.isVisible()
        screen.page.read()
        assert is_fit(qtbot, window)
        assert screen.list.isVisible()


def test_every_shape_of_a_list_fits(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.setCurrentIndex(OPPORTUNITIES)
    settle(qtbot, window)
    for button in window.records.list.shape_bar.buttons.values():
        if button.isVisible():
            button.click()
            settle(qtbot, window)
            assert window.width() == 1366


def test_tabs_that_have_no_room_show_arrows_that_lead_to_them(window: MainWindow, qtbot: QtBot) -> None:
    arrows = [one for one in window.tabs.findChildren(QToolButton) if one.isVisible() and one.isEnabled()]
    for one in arrows:
        seen = one.grab().toImage()
        assert len({seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}) > 1
    assert arrows


def test_the_side_and_the_record_take_turns(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.screen
    screen.table.setCurrentIndex(screen.model.index(0, 0))
    settle(qtbot, window)
    screen.list.fold.click()
    assert is_fit(qtbot, window)
    assert screen.side.isVisible()
    assert not screen.page.isVisible()
    screen.table.setCurrentIndex(screen.model.index(1, 0))
    assert is_fit(qtbot, window)
    assert not screen.side.isVisible()
    assert screen.page.isVisible()


def test_what_can_be_done_to_several_records_is_seen_whole(window: MainWindow, qtbot: QtBot) -> None:
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in range(3):
        window.screen.table.selectionModel().select(window.screen.model.index(row, 0), flags)
    assert is_fit(qtbot, window)
    bar = window.screen.list.bar
    assert bar.visibleRegion().boundingRect() == bar.rect()
    assert bar.height() >= bar.heightForWidth(bar.width())
    window.screen.table.clearSelection()
    settle(qtbot, window)
    assert window.screen.list.chips.isVisible()
