"""A list as a board and as a calendar: cards that take steps, days that open records."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.calendars import today
from coopdesk.operations import board as boards, desk, record, steps, views
from coopdesk.operations.steps import Said
from coopdesk.ui.board_view import BoardView, ColumnView
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.step_dialog import StepDialog
from tests.conftest import PASSPHRASE
from tests.ui.offices import dialog
from tests.ui.windows import OPPORTUNITIES, closed, opened, settle


def day(days: int) -> str:
    return (date.fromisoformat(today()) + timedelta(days)).isoformat()


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    body = record.save(store, "organization", {"name_en": "Body", "type": "other"})["id"]
    whole = {"kind": "training", "offered_by": body}
    record.save(store, "opportunity", {"title_en": "Course", "deadline": day(3), **whole})
    record.save(store, "opportunity", {"title_en": "Unfinished", "deadline": day(9)})
    gone = record.save(store, "opportunity", {"title_en": "Gone", **whole})["id"]
    steps.take(store, "opportunity", gone, "withdraw", said=Said("no"))
    store.close()
    made = opened(home, qtbot, qapp)
    made.tabs.setCurrentIndex(OPPORTUNITIES)
    settle(qtbot, made)
    yield made
    closed(made)


@pytest.fixture
def board(window: MainWindow, qtbot: QtBot) -> BoardView:
    window.screen.list.shape_bar.buttons["board"].click()
    settle(qtbot, window)
    return window.screen.list.shapes.board


def column(board: BoardView, stage: str | None) -> ColumnView:
    return next(one for one in board.columns if one.column.stage == stage)


def titles(board: BoardView, stage: str | None) -> list[str]:
    return [one.title for one in column(board, stage).cards.cards._cards]


def stand_on(board: BoardView, title: str) -> ColumnView:
    for view in board.columns:
        for place, card in enumerate(view.cards.cards._cards):
            if card.title == title:
                board._stand(view, place)
                return view
    raise AssertionError(title)


def drag(board: BoardView, title: str, stage: str, qtbot: QtBot) -> None:
    """Drag a card with the mouse into the column of a stage."""
    here, there = stand_on(board, title), column(board, stage)
    viewport = here.cards.viewport()
    start = here.cards.visualRect(here.cards.currentIndex()).center()
    end = viewport.mapFromGlobal(there.mapToGlobal(there.rect().center()))
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for place in (start + QPoint(20, 5), end):
        QTest.mouseMove(viewport, place)
    assert there.property("drop") == ("yes" if stage in here.column.leads else "no")
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert not there.property("drop")


def test_the_shape_of_a_list_is_kept(window: MainWindow, board: BoardView, qtbot: QtBot) -> None:
    assert titles(board, None) == ["Course", "Unfinished"]
    assert titles(board, "withdrawn") == ["Gone"]
    assert not window.screen.table.isVisible()
    window.screen.list.keep()
    settle(qtbot, window)
    assert window.store is not None
    assert views.load(window.store, "view/opportunity")["shape"] == "board"
    window.screen.kinds.setCurrentRow(1)
    settle(qtbot, window)
    assert window.screen.table.isVisible() or window.screen.list.empty.isVisible()
    assert not window.screen.list.shape_bar.isVisible()
    window.screen.kinds.setCurrentRow(0)
    settle(qtbot, window)
    assert window.screen.list.shapes.isVisible()


def test_a_card_is_carried_by_the_keyboard_and_followed(window: MainWindow, board: BoardView, qtbot: QtBot) -> None:
    here = stand_on(board, "Course")
    qtbot.keyClick(here.cards, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    assert titles(board, "validated") == ["Course"]
    held = column(board, "validated").cards
    assert held.chosen is not None
    assert held.chosen.title == "Course"
    qtbot.keyClick(held, Qt.Key.Key_Left)
    first = column(board, None).cards.chosen
    assert first is not None
    assert first.title == "Unfinished"
    qtbot.keyClick(column(board, None).cards, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert "No step leads" in window.screen.list.notice.text


def test_what_is_missing_keeps_a_card_and_leads_to_its_field(
    window: MainWindow, board: BoardView, qtbot: QtBot
) -> None:
    drag(board, "Unfinished", "validated", qtbot)
    settle(qtbot, window)
    assert titles(board, None) == ["Course", "Unfinished"]
    assert "Kind" in window.screen.list.notice.text
    window.screen.list.notice._action.click()
    settle(qtbot, window)
    assert window.screen.page.editing
    assert window.screen.page.view["title_en"] == "Unfinished"


def test_a_card_dropped_where_no_step_leads_stays_and_says_why(
    window: MainWindow, board: BoardView, qtbot: QtBot
) -> None:
    drag(board, "Course", "awarded", qtbot)
    settle(qtbot, window)
    assert "cannot go" in window.screen.list.notice.text
    assert titles(board, None) == ["Course", "Unfinished"]


def test_a_lapsed_card_is_asked_why_it_was_missed(window: MainWindow, board: BoardView, qtbot: QtBot) -> None:
    drag(board, "Course", "lapsed", qtbot)
    settle(qtbot, window)
    asked = dialog(window, qtbot)
    assert isinstance(asked, StepDialog)
    asked.take()
    settle(qtbot, window)
    assert titles(board, "lapsed") == []
    asked.editors["missed"].put("late")
    asked.take()
    settle(qtbot, window)
    assert titles(board, "lapsed") == ["Course"]
    card = column(board, "lapsed").cards.cards._cards[0]
    assert window.store is not None
    assert record.show(window.store, "opportunity", card.id)["missed"] == "late"


def test_enter_opens_a_card_beside_the_board_and_escape_puts_it_away(
    window: MainWindow, board: BoardView, qtbot: QtBot
) -> None:
    width = board.width()
    here = stand_on(board, "Course")
    qtbot.keyClick(here.cards, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.screen.page.view["title_en"] == "Course"
    assert board.width() < width
    qtbot.keyClick(here.cards, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert board.width() == width


def test_more_cards_of_a_column_come_when_they_are_asked_for(
    window: MainWindow, board: BoardView, qtbot: QtBot
) -> None:
    assert window.store is not None
    record.save_all(window.store, "opportunity", [{"title_en": f"t{n}"} for n in range(boards.PART)])
    window.screen.refresh()
    settle(qtbot, window)
    first = column(board, None)
    assert first.more.isVisible()
    assert first.more.text() == "2 more cards"
    first.more.click()
    settle(qtbot, window)
    assert len(titles(board, None)) == boards.PART + 2
    assert not first.more.isVisible()


@pytest.mark.parametrize("renewed", ["before", "at once", "after"])
def test_more_cards_stay_when_the_list_is_read_again(
    window: MainWindow, board: BoardView, qtbot: QtBot, renewed: str
) -> None:
    assert window.store is not None
    record.save_all(window.store, "opportunity", [{"title_en": f"t{n}"} for n in range(2 * boards.PART)])
    window.screen.refresh()
    settle(qtbot, window)
    if renewed == "before":
        window.screen.refresh()
    column(board, None).more.click()
    if renewed == "after":
        settle(qtbot, window)
    if renewed != "before":
        window.screen.refresh()
    settle(qtbot, window)
    assert len(titles(board, None)) == 2 * boards.PART


def test_the_calendar_shows_deadlines_on_their_days_and_opens_them(window: MainWindow, qtbot: QtBot) -> None:
    window.screen.list.shape_bar.buttons["calendar"].click()
    settle(qtbot, window)
    calendar = window.screen.list.shapes.calendar
    calendar.go(date.fromisoformat(day(3)))
    settle(qtbot, window)
    cell = calendar._cell()
    assert [(one.title, one.what) for one in cell.entries] == [("Course", "Deadline")]
    assert "Course" in cell.accessibleName()
    qtbot.keyClick(cell, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.screen.page.view["title_en"] == "Course"
    qtbot.keyClick(calendar._cell(), Qt.Key.Key_PageDown)
    assert calendar.day.month != date.fromisoformat(day(3)).month
    calendar.switch.click()
    settle(qtbot, window)
    assert calendar._cell().day == calendar.day
