"""The shares of countries in the form of a project: what they add up to is told while one types, one press shares out
the rest, and undo takes that back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.owned_list import OwnedList
from tests.operations.projects.ventures import project
from tests.ui.windows import closed, opened, settle

LINES = [{"country": "YE", "share": "60"}, {"country": "SO"}, {"country": "SD"}]


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    assert made.store is not None
    made.open_record("project", project(made.store, "Wells", project_countries=LINES))
    settle(qtbot, made)
    made.page.edit()
    settle(qtbot, made)
    yield made
    closed(made)


def shares(owned: OwnedList) -> list[str | None]:
    return [(line.view | line.changes()).get("share") for line in owned.lines]


def test_the_rest_is_shared_out_and_told(window: MainWindow, qtbot: QtBot) -> None:
    owned = window.page.form.lists["project_countries"]
    assert owned.help.told.text() == "The shares add up to 60 %: 40 % is left."
    owned.help.button.click()
    assert shares(owned) == ["60", "20", "20"]
    assert owned.help.told.text() == "The shares add up to 100 %."
    assert [line.head().replace("\u2068", "").replace("\u2069", "") for line in owned.lines] == [
        "Yemen · 60 %", "Somalia · 20 %", "Sudan · 20 %",
    ]  # fmt: skip
    window.page.form.trail.undo()
    assert shares(owned) == ["60", None, None]
    window.page.form.trail.redo()
    window.page.form.save()
    settle(qtbot, window)
    view = record.show(window.store, "project", window.page.view["id"])
    assert [one["share"] for one in view["project_countries"]] == ["60", "20", "20"]


def test_another_list_has_no_such_help(window: MainWindow) -> None:
    assert window.page.form.lists["budgets"].help.isHidden()
    assert window.page.form.lists["project_sectors"].help.isHidden()
