"""A form uses the room there is: a pair stands side by side, English left, and is stacked where there is little."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.records import ConferenceReport
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.sections import SECTIONS
from coopdesk.ui.trail import Trail
from tests.ui.windows import closed, opened


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
    assert narrow["title_en"].bottom() < narrow["title_ar"].top()
    assert narrow["title_en"].width() == 480
    for one in (middle, wide):
        assert one["title_en"].top() == one["title_ar"].top()
        assert one["title_en"].right() < one["title_ar"].left()
        assert one["lessons"].width() > one["title_en"].width() * 2 - 5
    assert middle["classification"].width() == 800
    assert wide["classification"].width() < 700
    assert wide["classification"].top() == wide["audience"].top()
