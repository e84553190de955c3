"""What stands over many projects: the reports that are owed, begun from their row or from the page of a project, and
the milestones side by side, saved as a table."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import listing
from coopdesk.ui import tailored
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.projects import owed_dialog
from coopdesk.ui.projects.owed_dialog import OwedDialog
from coopdesk.ui.projects.portfolio_dialog import PortfolioDialog
from tests.operations.projects.ventures import paid, project
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    assert made.store is not None
    project(
        made.store, "Wells", status="implementation", reports="yearly", actual_start="2020-01-01",
        actual_end="2021-01-01", milestones=[{"title_en": "Drilled", "due": "2020-05-01"}],
        transactions=[paid("expenditure", "2020-06-01", "12.5")],
    )  # fmt: skip
    project(made.store, "Roads")
    made.open_list("project")
    settle(qtbot, made)
    yield made
    closed(made)


def asked(window: MainWindow, qtbot: QtBot, text: str, cls: type) -> object:
    pane = window.screen.list
    next(act for label, act in tailored.LISTED["project"] if label.msgid == text)(pane)
    settle(qtbot, window)
    return pane.findChildren(cls)[-1]


def test_a_report_is_begun_from_its_row(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coopdesk.operations.projects.progress._MOST", 60)
    dialog = asked(window, qtbot, "Which reports are owed…", OwedDialog)
    assert isinstance(dialog, OwedDialog)
    assert [(dialog.table.item(row, 0).text(), dialog.table.item(row, 1).text()) for row in range(2)] == [
        ("Wells", "2020"), ("Wells", "2021"),
    ]  # fmt: skip
    assert dialog.told.text() == "2 reports are owed."
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert (window.page.type, window.page.view["period"]) == ("progress_report", "2020")
    assert window.page.view["spent"] == {"amount": "12.50", "currency": "USD"}


def test_a_report_is_begun_on_the_page_of_its_project_or_told_that_none_is_owed(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopdesk.operations.projects.progress._MOST", 60)
    store = window.store
    for title, begun in (("Roads", False), ("Wells", True)):
        [id] = listing.ids(store, listing.open_list(store, "project", where={"title_en": title}))
        window.open_record("project", id)
        settle(qtbot, window)
        act = next(act for label, act in tailored.acts("project", window.page.view) if label == owed_dialog.WRITE_OF)
        page = window.page
        act(page)
        settle(qtbot, window)
        assert (window.page.type == "progress_report") is begun
        if not begun:
            assert "No progress report" in page.notice.text
    assert window.page.view["period"] == "2020"


def test_milestones_stand_side_by_side_and_are_saved(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = asked(window, qtbot, "Milestones side by side…", PortfolioDialog)
    assert isinstance(dialog, PortfolioDialog)
    assert [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())] == ["Wells", "Roads"]
    assert dialog.table.item(0, 1).text() == "Drilled"
    assert dialog.told.text() == "2 projects; milestones late: 1."
    dialog.late.setChecked(True)
    settle(qtbot, window)
    assert dialog.table.rowCount() == 1
    dialog.save(tmp_path / "milestones.csv")
    settle(qtbot, window)
    assert "Drilled" in (tmp_path / "milestones.csv").read_text("utf-8-sig")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.page.view["title_en"] == "Wells"
