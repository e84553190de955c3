"""The tab of a candidature: its figures, the ledger that is written in, the filter of the silent, the map in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from coopdesk.operations import drafts, record
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.ledger_table import WRITTEN
from coopdesk.ui.offers.support_view import SupportView
from coopdesk.ui.owned_table import LineDialog
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle

LINES = [{"country": "OM", "answer": "yes", "form": "written"}, {"country": "FR"}, {"country": "KE", "answer": "no"}]


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    id = record.save(made.store, "candidature", {"title_en": "Council", "needed": 97, "support": LINES})["id"]
    made.open_record("candidature", id)
    settle(qtbot, made)
    made.page.side.setCurrentIndex(1)
    settle(qtbot, made)
    yield made
    closed(made)


def view(window: MainWindow) -> SupportView:
    [found] = window.page.side.tailored
    assert isinstance(found, SupportView)
    return found


def rows(window: MainWindow) -> list[str]:
    table = view(window).table
    heads = [table.topLevelItem(place) for place in range(table.topLevelItemCount())]
    return [head.child(place).text(0) for head in heads for place in range(head.childCount())]


def test_the_figures_and_the_map_tell_how_it_stands(window: MainWindow) -> None:
    shown = view(window)
    assert [one.text() for one in shown.figures] == ["1", "1", "0.5", "97", "96.5", "1"]
    assert "Supports: Oman" in shown.map.accessibleDescription()
    assert faults(window, "") == []


def test_the_silent_are_found(window: MainWindow, qtbot: QtBot) -> None:
    assert rows(window) == ["Kenya", "Oman", "France"]
    view(window).which.setCurrentText("Silent")
    assert rows(window) == ["France"]
    view(window).which.setCurrentText("All States")
    assert len(rows(window)) > 190


def test_an_answer_is_written_in_its_cell_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    shown = view(window)
    shown.which.setCurrentText("Silent")
    table = shown.table
    table.setCurrentItem(table.topLevelItem(0).child(0), 1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    box = table.findChild(QComboBox)
    box.hidePopup()
    box.setCurrentIndex(box.findData("yes"))
    box.activated.emit(box.currentIndex())
    settle(qtbot, window)
    assert rows(window) == []
    assert shown.figures[0].text() == "2"
    said = record.show(window.store, "candidature", window.page.view["id"])["support"]
    assert {one["country"]: one["answer"] for one in said} == {"OM": "yes", "FR": "yes", "KE": "no"}


def test_the_arrows_go_from_cell_to_cell_in_both_directions(window: MainWindow, qtbot: QtBot) -> None:
    for forward, back in ((Qt.Key.Key_Right, Qt.Key.Key_Left), (Qt.Key.Key_Left, Qt.Key.Key_Right)):
        table = view(window).table
        table.setCurrentItem(table.topLevelItem(0).child(0), 1)
        at = []
        for key in (forward, forward, back, back, back, back):
            qtbot.keyClick(table, key)
            at.append(table.currentColumn())
        assert at == [2, 3, 2, 1, 0, 0]
        assert table.currentItem() is table.topLevelItem(0).child(0)
        window.switch_language()
        settle(qtbot, window)


def test_what_is_no_day_is_refused_in_words(window: MainWindow, qtbot: QtBot) -> None:
    table = view(window).table
    told: list[str] = []
    table.refused.connect(told.append)
    table.setCurrentItem(table.topLevelItem(0).child(0), 1 + WRITTEN.index("asked_on"))
    table.edit(table.currentIndex())
    line = table.viewport().focusWidget() or QApplication.focusWidget()
    line.setText("no day at all")
    table.itemDelegate().commitData.emit(line)
    settle(qtbot, window)
    assert told


def test_everything_turns_with_the_language(window: MainWindow, qtbot: QtBot) -> None:
    window.switch_language()
    settle(qtbot, window)
    assert "عُمان" in rows(window)
    assert faults(window, "") == []


def test_what_the_capital_and_the_seat_answered_stand_beside_each_other(window: MainWindow, qtbot: QtBot) -> None:
    table = view(window).table
    for name, value in (("answer_seat", "undecided"), ("answered_by", "The minister"), ("form", "oral")):
        head = table.topLevelItem(1)
        table.write(table.indexFromItem(head.child(0), 1 + WRITTEN.index(name)), value)
        settle(qtbot, window)
    [line] = [one for one in record.show(window.store, "candidature", window.page.view["id"])["support"]
              if one["country"] == "OM"]  # fmt: skip
    assert (line["answer"], line["answer_seat"], line["answered_by"]) == ("yes", "undecided", "The minister")
    assert view(window).figures[0].text() == "0"


def written(window: MainWindow, qtbot: QtBot, **values: object) -> None:
    dialog = next(one for one in window.page.findChildren(LineDialog) if one.isVisible())
    for name, value in values.items():
        dialog.editors[name].put(value)
    dialog.take()
    settle(qtbot, window)


def test_rounds_and_endorsements_are_written_in_the_tab(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    group = record.save(window.store, "organization", {"name_en": "Group of Friends"})["id"]
    shown.rounds.add.click()
    settle(qtbot, window)
    written(window, qtbot, number=1, ours=90)
    shown.endorsements.add.click()
    settle(qtbot, window)
    written(window, qtbot, group=group, decision_number="D-7")
    assert shown.endorsements.table.item(0, 0).text().strip("\u2066\u2067\u2068\u2069") == "Group of Friends"
    window.activateWindow()
    shown.rounds.table.setFocus()
    shown.rounds.table.setCurrentCell(0, 0)
    qtbot.keyClick(shown.rounds.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    written(window, qtbot, ours=99)
    held = record.show(window.store, "candidature", window.page.view["id"])
    assert [(one["number"], one["ours"]) for one in held["vote_rounds"]] == [(1, 99)]
    assert [(one["group"], one["decision_number"]) for one in held["endorsements"]] == [(group, "D-7")]
    shown.rounds.table.setCurrentCell(0, 0)
    shown.rounds.remove.click()
    settle(qtbot, window)
    assert record.show(window.store, "candidature", held["id"])["vote_rounds"] == []
    window.page.acts.undo_last()
    settle(qtbot, window)
    assert shown.rounds.table.rowCount() == 1
    assert faults(window, "") == []


def test_a_line_that_was_begun_and_not_saved_is_offered_again(window: MainWindow, qtbot: QtBot) -> None:
    id = window.page.view["id"]
    drafts.keep(window.store, "candidature", id, {"number": 3}, None, act="vote_round/new")
    [draft] = drafts.begun(window.store, id)
    window.page.acts.go_on(draft)
    settle(qtbot, window)
    written(window, qtbot)
    assert [one["number"] for one in record.show(window.store, "candidature", id)["vote_rounds"]] == [3]
    assert drafts.begun(window.store, id) == []
