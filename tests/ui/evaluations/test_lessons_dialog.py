"""The lessons of all evaluations over their list: narrowed to a criterion, opened, saved with the ratings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.ui.evaluations.lessons_dialog import LessonsDialog, show_lessons
from coopdesk.ui.main_window import MainWindow
from tests.operations.evaluations.made import judged
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_lessons_are_read_opened_and_saved(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    id = judged(window.store, overall="4")
    window.open_record("evaluation", id)
    settle(qtbot, window)
    show_lessons(window.records.list)
    settle(qtbot, window)
    dialog = window.screen.findChild(LessonsDialog)
    assert dialog.told.text() == "5 lessons"
    dialog.criterion.setCurrentIndex(dialog.criterion.findData("impact"))
    dialog.read()
    settle(qtbot, window)
    assert [dialog.table.item(0, place).text() for place in (0, 1, 2, 4)] == [
        "Impact", "Lesson of impact", "Solar wells", "Highly satisfactory",
    ]  # fmt: skip
    assert dialog.record_of(dialog.rows[0]) == ("evaluation", id)
    dialog.save(tmp_path / "lessons.xlsx")
    settle(qtbot, window)
    book = load_workbook(tmp_path / "lessons.xlsx")
    told, ratings = (list(sheet.iter_rows(values_only=True)) for sheet in book)
    assert len(told) == 6
    assert told[1][:2] == ("Relevance", "Lesson of relevance")
    assert ratings[1][0] == "Evaluation of Solar wells"
    assert ratings[1][2:] == (4, 2, 3, 4, 5, 6, None)
    dialog.reject()
