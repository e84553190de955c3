"""A form uses the room there is: a pair stands side by side, English left, and is stacked where there is little."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coopdesk.records import ConferenceReport
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.sections import SECTIONS
from coopdesk.ui.trail import Trail
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def laid_out(window: MainWindow, qtbot: QtBot, width: int) -> dict[str, QRect]:
    rows = FieldRows(ConferenceReport, window.screen.context, Trail(), sections=SECTIONS["conference_report"])
    qtbot.addWidget(rows)
    rows.resize(width, 1200)
    rows.show()
    qtbot.wait(20)
    names = ("title_en", "title_ar", "classification", "audience", "lessons")
    return {name: rows._cells[name].geometry() for name in names}


@pytest.mark.parametrize("arabic", [False, True])
def test_pairs_and_columns_follow_the_width(window: MainWindow, qtbot: QtBot, arabic: bool) -> None:
    if arabic:
        window.switch_language()
    narrow, middle, wide = (laid_out(window, qtbot, width) for width in (480, 800, 1300))
    first, second = ("title_ar", "title_en") if arabic else ("title_en", "title_ar")
    assert narrow[first].bottom() < narrow[second].top()
    assert narrow["title_en"].width() == 480
    for one in (middle, wide):
        assert one["title_en"].top() == one["title_ar"].top()
        assert one["title_en"].right() < one["title_ar"].left()
        assert one["lessons"].width() > one["title_en"].width() * 2 - 5
    assert middle["classification"].width() == 800
    assert wide["classification"].width() < 700
    assert wide["classification"].top() == wide["audience"].top()


def test_the_half_in_the_language_of_the_window_comes_first(window: MainWindow, qtbot: QtBot) -> None:
    window.screen.new()
    editors = window.page.form.rows.editors
    assert window.focusWidget() is editors["name_en"].inputs()[0]
    window.page.put_away()
    window.switch_language()
    window.screen.new()
    assert window.focusWidget() is editors["name_ar"].inputs()[0]
    for name in ("name_en", "name_fr", "acronym_ar", "acronym_en"):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is editors[name].inputs()[0]
    headings, cells = window.page.form.rows.headings, window.page.form.rows._cells
    assert headings[0].y() < cells["name_ar"].y() < headings[1].y()


def test_a_field_is_seen_whole_with_what_is_wrong_with_it(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1366, 620)
    window.screen.new()
    settle(qtbot, window)
    rows, area = window.page.form.rows, window.page._editing.area

    def seen(name: str) -> bool:
        cell = rows._cells[name]
        return area.viewport().rect().contains(QRect(cell.mapTo(area.viewport(), QPoint()), cell.size()))

    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    cell = rows._cells["founded"]
    top = cell.mapTo(window.page.form, QPoint()).y()
    area.verticalScrollBar().setValue(top + cell.height() // 2)
    rows.editors["founded"].inputs()[0].setFocus()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: seen("founded"))
    area.verticalScrollBar().setValue(top + cell.height() - area.viewport().height())
    rows.show_error("founded", "\n".join("What is wrong with it." for _ in range(3)))
    qtbot.waitUntil(lambda: seen("founded"))
    window.resize(1000, 560)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: seen("founded"))


def test_sections_take_two_lines_and_a_menu_leads_to_the_others(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.new_record("conference_report")
    settle(qtbot, window)
    view = window.page._editing
    bar = view._sections
    tops = {chip.y() for chip in (*bar.buttons, bar.more) if chip.isVisible()}
    assert len(tops) == 2
    hidden = [chip for chip in bar.buttons if not chip.isVisible()]
    assert bar.more.text().strip("\u2066\u2069") == f"+{len(hidden)}"
    monkeypatch.setattr(QMenu, "popup", lambda menu, _: menu.actions()[-1].trigger())
    bar.more.click()
    place = window.page.form.place_of(len(bar.buttons) - 1)
    assert not place.visibleRegion().isEmpty()
    window.resize(3000, 768)
    settle(qtbot, window)
    assert all(chip.isVisible() for chip in bar.buttons)
    assert not bar.more.isVisible()
