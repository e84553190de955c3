"""The deadline on the page of an opportunity, and the internal deadlines under it."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.calendars import today
from coopdesk.operations import desk, listing, record
from coopdesk.operations.offers import deadlines
from coopdesk.ui import tailored
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.deadline_strip import DeadlineStrip
from tests.conftest import PASSPHRASE
from tests.ui.windows import OPPORTUNITIES, closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    soon = (date.fromisoformat(today()) + timedelta(40)).isoformat()
    zone = {"deadline_time": "12:00", "deadline_zone": "Pacific/Honolulu"}
    record.save(store, "opportunity", {"title_en": "Dated", "deadline": soon, **zone})
    record.save(store, "opportunity", {"title_en": "Undated"})
    store.close()
    made = opened(home, qtbot, qapp)
    made.tabs.setCurrentIndex(OPPORTUNITIES)
    settle(qtbot, made)
    yield made
    closed(made)


def strip(window: MainWindow, qtbot: QtBot, place: int) -> DeadlineStrip:
    window.screen.table.setCurrentIndex(window.screen.model.index(place, 0))
    settle(qtbot, window)
    found = window.screen.page.findChild(DeadlineStrip)
    assert found is not None
    return found


def test_a_deadline_is_told_by_both_clocks_and_counted_back_from(window: MainWindow, qtbot: QtBot) -> None:
    shown = strip(window, qtbot, 1)
    assert "working days left" in shown.text
    assert "Pacific/Honolulu" in shown.text
    assert "here" in shown.text
    assert not shown.ticks
    shown.count.click()
    settle(qtbot, window)
    assert len(shown.ticks) == 4
    lines = window.screen.page.view["internal_deadlines"]
    first = min(lines, key=lambda one: one["on"])["id"]
    shown.ticks[first].click()
    settle(qtbot, window)
    assert shown.ticks[first].isChecked()
    done = [one["id"] for one in window.screen.page.view["internal_deadlines"] if one["done_on"] == today()]
    assert done == [first]
    window.screen.page.edit()
    settle(qtbot, window)
    assert not shown.isVisible()


def test_internal_deadlines_that_are_out_of_step_are_told_and_counted_again(window: MainWindow, qtbot: QtBot) -> None:
    shown = strip(window, qtbot, 1)
    shown.count.click()
    settle(qtbot, window)
    assert "out of step" not in shown.text
    before = [one["on"] for one in window.screen.page.view["internal_deadlines"]]
    settings = listing.ids(window.store, listing.open_list(window.store, "ministry_settings"))[0]
    window.turn(1)
    record.save(window.store, "ministry_settings", {"id": settings, "holidays": before})
    window.turn(-1)
    settle(qtbot, window)
    assert "out of step" in shown.text
    assert shown.count.text() == "Count again"
    shown.count.click()
    settle(qtbot, window)
    assert "out of step" not in shown.text
    assert [one["on"] for one in window.screen.page.view["internal_deadlines"]] != before


def test_an_opportunity_without_a_deadline_tells_nothing(window: MainWindow, qtbot: QtBot) -> None:
    assert not strip(window, qtbot, 0).isVisible()


def test_the_internal_deadlines_of_a_list_are_counted_again_at_once(window: MainWindow, qtbot: QtBot) -> None:
    shown = strip(window, qtbot, 1)
    shown.count.click()
    settle(qtbot, window)
    pane = window.screen.list
    act = tailored.SELECTED["opportunity"][0][1]
    act(pane)
    settle(qtbot, window)
    assert pane.notice.text == "All internal deadlines are in step."
    id = window.screen.page.view["id"]
    moved = (date.fromisoformat(today()) + timedelta(80)).isoformat()
    record.save(window.store, "opportunity", {"id": id, "deadline": moved})
    pane.table.selectAll()
    act(pane)
    settle(qtbot, window)
    assert pane.notice.text == "The internal deadlines of 1 opportunity were counted again."
    assert deadlines.out_of_step(window.store) == []
