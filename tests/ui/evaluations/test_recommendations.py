"""Recommendations on the page of an evaluation: written until the report is ready, then answered, then done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from coopdesk.operations import record, steps
from coopdesk.operations.evaluations import responding
from coopdesk.operations.table_export import bare
from coopdesk.ui.evaluations import begin_act
from coopdesk.ui.evaluations.begin_act import PlanDialog
from coopdesk.ui.evaluations.noting import RecommendationDialog, ResponseDialog
from coopdesk.ui.evaluations.recommendations_view import RecommendationsView
from coopdesk.ui.main_window import MainWindow
from tests.operations.evaluations.made import judged
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def shown(window: MainWindow, qtbot: QtBot, id: str) -> RecommendationsView:
    window.open_record("evaluation", id)
    settle(qtbot, window)
    found = window.page.side.tailored[1]
    assert isinstance(found, RecommendationsView)
    window.page.side.setCurrentWidget(found)
    settle(qtbot, window)
    return found


def cells(view: RecommendationsView, row: int) -> list[str]:
    return [bare(view.table.item(row, column).text()) for column in range(view.table.columnCount())]


def ready(window: MainWindow) -> str:
    id = judged(window.store)
    steps.take(window.store, "evaluation", id, "begin")
    steps.take(window.store, "evaluation", id, "report")
    return id


def test_a_recommendation_is_written_with_the_finding_that_it_follows_from(window: MainWindow, qtbot: QtBot) -> None:
    id = judged(window.store)
    finding = {"kind": "finding", "text_en": "Pumps came late"}
    record.save(window.store, "evaluation", {"id": id, "findings": [finding]})
    found = record.show(window.store, "evaluation", id)["findings"][0]["id"]
    view = shown(window, qtbot, id)
    view.add.click()
    settle(qtbot, window)
    dialog = window.page.findChild(RecommendationDialog)
    assert dialog._find("pumps") == [(found, "1. Pumps came late")]
    dialog.editors["text_en"].set_value("Order pumps first")
    dialog.editors["finding"].set_value(found)
    dialog.take()
    settle(qtbot, window)
    assert cells(view, 2)[0] == "3. Order pumps first\nFollows from No. 1"
    assert not view.make.isEnabled()
    view.table.setCurrentCell(2, 0)
    view.remove.click()
    settle(qtbot, window)
    assert view.table.rowCount() == 2
    assert faults(window, "") == []


def test_the_desk_that_does_not_read_the_evaluation_of_its_project_is_told(window: MainWindow, qtbot: QtBot) -> None:
    id = ready(window)
    view = shown(window, qtbot, id)
    assert "does not read" not in view.told.text()
    subject = record.show(window.store, "evaluation", id)["subject"]
    with window.store.engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE project SET created_desk = 'QA-VIE' WHERE id = :id"), {"id": subject})
    view.read()
    settle(qtbot, window)
    assert "QA-VIE" in view.told.text()
    assert view.told.text().endswith("does not read the evaluation until its audience is widened.")
    window.open_record("project", subject)
    settle(qtbot, window)
    begin_act.ask(window.page)
    settle(qtbot, window)
    dialog = window.page.findChild(PlanDialog)
    assert "does not read the evaluation" in dialog.told.text()
    dialog.reject()


def test_findings_are_read_in_the_language_of_the_window_else_in_the_other(window: MainWindow, qtbot: QtBot) -> None:
    id = judged(window.store)
    found = [{"text_en": "Pumps came late", "text_ar": "تأخرت المضخات"}, {"text_en": "Go on"}]
    record.save(window.store, "evaluation", {"id": id, "findings": found})
    view = shown(window, qtbot, id)
    table, last = view.findings.table, view.findings.table.columnCount() - 1
    for told in (["Pumps came late", "Go on"], ["تأخرت المضخات", "Go on"]):
        assert [bare(table.item(row, last).text()) for row in range(2)] == told
        window.switch_language()
        settle(qtbot, window)


def test_management_answers_by_keys_and_actions_are_made_at_one_click(window: MainWindow, qtbot: QtBot) -> None:
    id = ready(window)
    view = shown(window, qtbot, id)
    assert not view.add.isVisible()
    assert not view.findings.add.isVisible()
    assert cells(view, 0)[1] == "Not answered yet"
    window.activateWindow()
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    dialog = window.page.findChild(ResponseDialog)
    assert "Train the operators" in dialog.told.text()
    dialog.editors["answer"].set_value("accepted")
    dialog.take()
    settle(qtbot, window)
    assert cells(view, 0)[1] == "Accepted"
    assert "1 of 2 answered" in view.told.text()
    view.make.click()
    settle(qtbot, window)
    [action] = responding.recommended(window.store, id)[0].doing
    assert cells(view, 0)[2].startswith("Open · 01/03/2027")
    assert not view.make.isEnabled()
    record.save(window.store, "action", {"id": action.id, "due": "2026-01-02"})
    window.page.renew()
    settle(qtbot, window)
    assert cells(view, 0)[2].startswith("Overdue · 02/01/2026")
    view.show_action.click()
    settle(qtbot, window)
    assert (window.page.type, window.page.view["id"]) == ("action", action.id)


def test_what_was_begun_of_an_answer_goes_on(window: MainWindow, qtbot: QtBot) -> None:
    id = ready(window)
    view = shown(window, qtbot, id)
    view.answer()
    settle(qtbot, window)
    dialog = window.page.findChild(ResponseDialog)
    dialog.editors["reason_en"].set_value("Half of it")
    dialog.editors["reason_en"].changed.emit()
    dialog._keeper.keep(lambda fault: pytest.fail(str(fault)))
    settle(qtbot, window)
    dialog.hide()
    view.answer()
    settle(qtbot, window)
    again = [one for one in window.page.findChildren(ResponseDialog) if one is not dialog]
    assert [one.editors["reason_en"].value() for one in again] == ["Half of it"]


def test_a_closed_evaluation_is_only_read(window: MainWindow, qtbot: QtBot) -> None:
    id = ready(window)
    for one in record.show(window.store, "evaluation", id)["evaluation_recommendations"]:
        responding.respond(window.store, id, one["id"], {"answer": "accepted"})
    for step in ("answer", "close"):
        steps.take(window.store, "evaluation", id, step)
    view = shown(window, qtbot, id)
    assert not view.respond.isEnabled()
    assert not view.make.isEnabled()
