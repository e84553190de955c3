"""The tab of a project with its results: the tree, a result and an indicator added under what is marked, put in order
and taken away; milestones that are late; the fragility of the countries."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import listing, record
from coopdesk.records.scoreboard import SIGNS
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.owned_table import LineDialog
from coopdesk.ui.projects.result_dialogs import IndicatorDialog
from coopdesk.ui.projects.results_view import ResultsView
from tests.operations.projects.ventures import project
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    store = made.store
    assert store is not None
    [yemen] = listing.ids(store, listing.open_list(store, "country", where={"code": "YE"}))
    record.save(store, "country", {"id": yemen, "fragility": "Conflict since 2015"})
    wells = project(
        store, "Wells", project_countries=[{"country": "YE"}], results=[{"level": "outcome", "title_en": "Water"}],
        milestones=[{"title_en": "Drilled", "due": "2020-01-01", "reached_on": "2020-01-11"}],
    )  # fmt: skip
    [water] = record.show(store, "project", wells)["results"]
    values = {"code": "W1", "name_en": "Schools", "result": water["id"], "measure": "number", "frequency": "year",
              "baseline": "5", "baseline_period": "2025", "targets": [{"period": "2026", "value": "60"}]}  # fmt: skip
    indicator = record.save(store, "indicator", values | {"project": wells})["id"]
    record.save(store, "indicator_value", {"indicator": indicator, "period": "2026", "value": "12"})
    made.open_record("project", wells)
    settle(qtbot, made)
    made.page.side.setCurrentWidget(view(made))
    settle(qtbot, made)
    yield made
    closed(made)


def view(window: MainWindow) -> ResultsView:
    return next(one for one in window.page.side.tailored if isinstance(one, ResultsView))


def told(window: MainWindow) -> list[str]:
    return [one.text(0).replace("\u2066", "").replace("\u2069", "") for one in view(window).tree._items()]


def mark(window: MainWindow, text: str) -> None:
    tree = view(window).tree
    tree.setCurrentItem(next(one for one in tree._items() if text in one.text(0)))


def press(window: MainWindow, text: str) -> None:
    next(one for label, one in view(window).buttons.items() if label.msgid == text).click()


def test_the_tree_tells_how_the_indicators_of_a_result_stand(window: MainWindow) -> None:
    shown = view(window)
    assert told(window) == ["Outcome · Water", "W1 Schools"]
    row = shown.tree._items()[1]
    assert [row.text(column).replace("\u2066", "").replace("\u2069", "") for column in range(1, 5)] == [
        f"{SIGNS['off_track']} Off track", "12 in 2026", "60 in 2026", "5 in 2025",
    ]  # fmt: skip
    assert shown.milestones.table.item(0, 0).text().strip("\u2066\u2069") == "10"
    assert shown.fragile.text() == "Yemen: Conflict since 2015"
    assert faults(window, "") == []


def test_a_result_is_added_under_what_is_marked_moved_and_taken_away(window: MainWindow, qtbot: QtBot) -> None:
    for title in ("Drilled", "Piped"):
        mark(window, "Water")
        press(window, "Add a result…")
        settle(qtbot, window)
        dialog = view(window).findChildren(LineDialog)[-1]
        dialog.editors["title_en"].put(title)
        dialog.take()
        settle(qtbot, window)
    assert told(window) == ["Outcome · Water", "W1 Schools", "Output · Drilled", "Output · Piped"]
    mark(window, "Piped")
    window.activateWindow()
    view(window).tree.setFocus()
    qtbot.keyClick(view(window).tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, window)
    assert told(window)[2:] == ["Output · Piped", "Output · Drilled"]
    mark(window, "Drilled")
    qtbot.keyClick(view(window).tree, Qt.Key.Key_Delete)
    settle(qtbot, window)
    assert told(window)[2:] == ["Output · Piped"]
    assert "removed" in window.page.notice.text


def test_an_indicator_is_added_with_its_first_target_and_opens_by_enter(window: MainWindow, qtbot: QtBot) -> None:
    mark(window, "Water")
    press(window, "Add an indicator…")
    settle(qtbot, window)
    dialog = view(window).findChildren(IndicatorDialog)[-1]
    for name, value in {"name_en": "Pumps", "measure": "number", "target_period": "2027", "target": "9"}.items():
        dialog.editors[name].put(value)
    dialog.take()
    settle(qtbot, window)
    assert "Pumps" in told(window)
    mark(window, "Pumps")
    window.activateWindow()
    view(window).tree.setFocus()
    qtbot.keyClick(view(window).tree, Qt.Key.Key_Return)
    settle(qtbot, window)
    made = window.page.view
    assert (window.page.type, made["name_en"], made["targets"][0]["value"]) == ("indicator", "Pumps", "9")
