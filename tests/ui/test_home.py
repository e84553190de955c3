"""The tab Home: it opens what it names, shows all of a group, follows what is saved, and is gone through by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.ui.home_screen import HomeScreen
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.screens import SCREENS, exchange
from tests.pictures.audit import faults
from tests.ui.windows import HOME, OPPORTUNITIES, REPORTS, closed, look, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def come_home(window: MainWindow, qtbot: QtBot) -> HomeScreen:
    window.tabs.setCurrentIndex(HOME)
    settle(qtbot, window)
    assert isinstance(window.screen, HomeScreen)
    return window.screen


def opportunities(window: MainWindow, count: int) -> list[str]:
    many = [{"title_en": f"Course {n}", "deadline": f"2020-01-{n + 1:02}"} for n in range(count)]
    return [record.save(window.store, "opportunity", one)["id"] for one in many]


def titles(screen: HomeScreen) -> list[str]:
    rows = screen.needs.rows
    return [rows.item(line).data(Qt.ItemDataRole.UserRole).title for line in range(rows.count())]


def test_an_empty_page_is_kind_and_says_what_will_stand_there(window: MainWindow, qtbot: QtBot) -> None:
    screen = come_home(window, qtbot)
    assert all(part.nothing.isVisible() and not part.rows.isVisible() for part in screen.parts)
    assert "Duty officer" in screen.greeting.text()


def test_a_row_opens_its_record_and_the_last_one_the_list_of_all(window: MainWindow, qtbot: QtBot) -> None:
    ids = opportunities(window, 7)
    screen = come_home(window, qtbot)
    assert titles(screen) == [*(f"Course {n}" for n in range(5)), "Show all 7 in the list"]
    rows = screen.needs.rows
    rows.itemClicked.emit(rows.item(1))
    settle(qtbot, window)
    assert (window.tabs.currentIndex(), window.page.view["id"]) == (OPPORTUNITIES, ids[1])
    screen = come_home(window, qtbot)
    rows.itemClicked.emit(rows.item(5))
    settle(qtbot, window)
    assert (window.screen.type, window.screen.model.rowCount()) == ("opportunity", 7)


def test_keys_alone_go_through_the_page(window: MainWindow, qtbot: QtBot) -> None:
    opportunities(window, 2)
    record.save(window.store, "action", {"text_en": "Study", "due": "2020-02-02", "status": "open"})
    screen = come_home(window, qtbot)
    window.activateWindow()
    screen.enter()
    rows = screen.needs.rows
    assert (rows.hasFocus(), rows.currentRow()) == (True, 0)
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.page.view["title_en"] == "Course 1"


def test_what_is_saved_elsewhere_in_the_window_is_seen_on_coming_back(window: MainWindow, qtbot: QtBot) -> None:
    [id] = opportunities(window, 1)
    screen = come_home(window, qtbot)
    assert titles(screen) == ["Course 0"]
    record.save(window.store, "opportunity", {"id": id, "deadline": None})
    look(qtbot, window)
    assert titles(screen) == []


def test_conflicts_and_drafts_lead_to_where_they_are_worked_on(window: MainWindow, qtbot: QtBot) -> None:
    come_home(window, qtbot)
    window.open_counted("conflict", {})
    settle(qtbot, window)
    assert window.tabs.currentIndex() == SCREENS.index(exchange)
    window.open_counted("referral", {"answer": None})
    assert (window.tabs.currentIndex(), window.screen.type) == (REPORTS, "referral")


def test_who_is_late_with_much_is_shown_whole_on_asking(window: MainWindow, qtbot: QtBot) -> None:
    owner = record.save(window.store, "organization", {"name_en": "Health"})["id"]
    for n in range(8):
        record.save(window.store, "action", {"text_en": f"Study {n}", "due": "2020-02-02", "owner": owner})
    rows = come_home(window, qtbot).owing.rows
    assert rows.count() == 6
    rows.itemClicked.emit(rows.item(5))
    assert rows.count() == 8


@pytest.mark.parametrize("size", [(1040, 640), (1366, 768)])
def test_nothing_is_cut_in_either_language(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    opportunities(window, 3)
    window.resize(*size)
    come_home(window, qtbot)
    for _ in range(2):
        assert faults(window, "") == []
        window.switch_language()
        settle(qtbot, window)
