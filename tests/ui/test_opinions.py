"""Assessments and opinions in the form of a report: each begun as its kind, for the Ministry where nothing is said."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.operations.examples import add_examples
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.opinion_list import OpinionList
from tests.ui.windows import closed, opened, settle, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_an_opinion_is_begun_with_its_kind_and_author(window: MainWindow, qtbot: QtBot) -> None:
    id = add_examples(window.store)
    window.open_record("conference_report", id)
    settle(qtbot, window)
    window.page.edit()
    window.activateWindow()
    settle(qtbot, window)
    form = window.page.form
    opinions = form.lists["report_opinions"]
    assert isinstance(opinions, OpinionList)
    assert [line.title().split(" · ")[0] for line in opinions.lines] == ["Benefit to the State", "Personal opinion"]
    opinions.buttons[1].click()
    settle(qtbot, window)
    editors = opinions.lines[-1].rows.editors
    assert editors["text"].inputs()[0].hasFocus()
    audience = editors["audience"]
    assert audience.input.currentText() == "The Ministry"
    assert audience.value() is None
    assert [audience.input.itemData(place) for place in range(audience.input.count())].count("ministry") == 0
    assert "Only the Ministry" in audience.told.text()
    type_text(editors["text"].inputs()[0], "Name somebody")
    form.save()
    settle(qtbot, window)
    saved = record.show(window.store, "conference_report", id)["report_opinions"][-1]
    assert (saved["kind"], saved["text"], saved["audience"]) == ("opinion", "Name somebody", None)
    assert saved["author"] == window.store.officer
    assert opinions.lines[-1].title() == "Personal opinion · Name somebody"
