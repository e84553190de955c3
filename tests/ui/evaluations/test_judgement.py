"""Judging on the page: what is typed saves itself and is never lost, evidence at one click, what stands when ready."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import conflicts, listing, record, steps
from coopdesk.operations.evaluations.evidence import CRITERIA
from coopdesk.ui import tailored
from coopdesk.ui.evaluations import begin_act
from coopdesk.ui.evaluations.begin_act import PlanDialog
from coopdesk.ui.evaluations.judgement_view import JudgementView
from coopdesk.ui.evaluations.noting import EvidenceDialog
from coopdesk.ui.forms.pressed import Pressed
from coopdesk.ui.main_window import MainWindow
from tests.operations.evaluations.made import judged, project
from tests.operations.evaluations.test_evidence import rated
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def shown(window: MainWindow, qtbot: QtBot, id: str) -> JudgementView:
    window.open_record("evaluation", id)
    settle(qtbot, window)
    found = window.page.side.tailored[0]
    assert isinstance(found, JudgementView)
    window.page.side.setCurrentWidget(found)
    settle(qtbot, window)
    return found


def line(window: MainWindow, id: str, criterion: str) -> dict[str, object]:
    lines = record.show(window.store, "evaluation", id)["criterion_ratings"]
    return next(one for one in lines if one["criterion"] == criterion)


def test_an_evaluation_is_begun_from_the_menu_of_a_project(window: MainWindow, qtbot: QtBot) -> None:
    window.open_record("project", project(window.store))
    settle(qtbot, window)
    assert begin_act.ask in [act for _, act in tailored.acts("project", window.page.view)]
    begin_act.ask(window.page)
    settle(qtbot, window)
    dialog = window.page.findChild(PlanDialog)
    dialog.editors["planned_on"].set_value("2027-02-01")
    dialog.take()
    settle(qtbot, window)
    assert window.page.type == "evaluation"
    assert window.page.view["planned_on"] == "2027-02-01"
    assert len(window.page.view["evaluation_questions"]) == 12


def test_what_is_typed_saves_itself_with_a_rating_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    id = judged(window.store)
    view = shown(window, qtbot, id)
    card = view.cards["sustainability"]
    scale = card.editors["rating"]
    assert isinstance(scale, Pressed)
    window.activateWindow()
    qtbot.keyClick(scale.buttons["1"], Qt.Key.Key_3)
    type_text(card.editors["lesson_ar"].inputs()[0], "رصد موازنة")
    assert view.state.text() == "Not saved yet"
    assert "Sustainability: 3" in view.chart.accessibleDescription()
    view.keep()
    settle(qtbot, window)
    assert view.state.text() == "Saved"
    told = line(window, id, "sustainability")
    assert (told["rating"], told["lesson_ar"], told["reason_ar"]) == ("3", "رصد موازنة", "الأدلة غير كافية")
    assert "median of the ratings is" in view.median.text()
    assert record.show(window.store, "evaluation", id)["overall"] is None
    assert faults(window, "") == []


def test_leaving_the_evaluation_keeps_what_was_typed(window: MainWindow, qtbot: QtBot) -> None:
    id, other = judged(window.store), judged(window.store)
    view = shown(window, qtbot, id)
    type_text(view.cards["impact"].editors["lesson_en"].inputs()[0], "Measured: ")
    window.open_record("evaluation", other)
    settle(qtbot, window)
    assert line(window, id, "impact")["lesson_en"] == "Measured: Lesson of impact"
    assert line(window, other, "impact")["lesson_en"] == "Lesson of impact"


def test_what_another_wrote_meanwhile_stands_beside_and_is_marked(window: MainWindow, qtbot: QtBot) -> None:
    id = judged(window.store)
    view = shown(window, qtbot, id)
    record.save(window.store, "criterion_rating", {"evaluation": id, "criterion": "relevance", "rating": "6"})
    card = view.cards["relevance"]
    view.cards["relevance"].editors["rating"].set_value("1")
    card.editors["rating"].changed.emit()
    view.keep()
    settle(qtbot, window)
    [found] = conflicts.conflicts(window.store, id)
    assert (found["field"], found["count"]) == ("rating", 2)
    assert card.cells["rating"].mark is not None


def test_evidence_is_attached_at_one_click_and_suggests_what_it_says(window: MainWindow, qtbot: QtBot) -> None:
    id = judged(window.store)
    answer = rated(window.store, subject=record.show(window.store, "evaluation", id)["subject"], relevance=6, impact=3)
    view = shown(window, qtbot, id)
    card = view.cards["relevance"]
    assert card.suggested.text() == "1 answer suggests 6.0 of 6."
    assert card.editors["rating"].value() == "2"
    card._menu.aboutToShow.emit()
    card._menu.actions()[0].trigger()
    settle(qtbot, window)
    [line] = record.show(window.store, "evaluation", id)["evidence"]
    assert (line["criterion"], line["record"]) == ("relevance", answer)
    card._menu.aboutToShow.emit()
    assert not card._menu.actions()[0].isEnabled()
    view.note("impact")
    settle(qtbot, window)
    dialog = window.page.findChild(EvidenceDialog)
    dialog.editors["note"].set_value("Interviews")
    dialog.take()
    settle(qtbot, window)
    notes = [one["note"] for one in record.show(window.store, "evaluation", id)["evidence"]]
    assert notes == ["Relevance 6.0 of 6; Impact 3.0 of 6", "Interviews"]


def test_nothing_is_judged_any_more_once_the_report_is_ready(window: MainWindow, qtbot: QtBot) -> None:
    id = judged(window.store)
    steps.take(window.store, "evaluation", id, "begin")
    steps.take(window.store, "evaluation", id, "report")
    view = shown(window, qtbot, id)
    assert view.fixed.isVisible()
    for name in CRITERIA:
        card = view.cards[name]
        assert not card.editors["rating"].isEnabled()
        assert card.editors["reason_en"].inputs()[0].isReadOnly()
        assert not card.add.isVisible()
    assert len(listing.open_list(window.store, "evidence")) == 0


@pytest.mark.parametrize("wide", [340, 900])
def test_the_judgement_has_room_in_a_narrow_pane_and_in_a_wide_one(window: MainWindow, qtbot: QtBot, wide: int) -> None:
    view = shown(window, qtbot, judged(window.store))
    view.setFixedWidth(wide)
    settle(qtbot, window)
    inner = view.area.widget()
    assert inner is not None
    assert inner.minimumSizeHint().width() <= wide
    under = view.look.mapTo(inner, view.look.rect().topLeft()).y() > view.chart.geometry().bottom()
    assert under == (wide == 340)
