"""Folders that are watched: chosen on the board, gone through by themselves."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coopdesk.operations import folders, record
from coopdesk.operations.folders import Folders
from coopdesk.ui.main_window import MainWindow
from tests.ui.offices import Offices, board, chosen, dialog
from tests.ui.windows import settle


def opened(window: MainWindow, qtbot: QtBot) -> QWidget:
    """Open the dialog of the folders."""
    board(window).watch.click()
    return dialog(window, qtbot)


def test_what_goes_to_a_folder_here_arrives_from_it_there(offices: Offices, qtbot: QtBot) -> None:
    line = offices.place / "line"
    line.mkdir()
    ministry, mission = offices.window(offices.ministry), offices.window(offices.mission)
    id = record.save(ministry.open_store, "organization", {"name_en": "Nile Fund", "audience": "all"})["id"]
    out = opened(ministry, qtbot)
    with chosen(line):
        out.add.click()
    assert "Embassy in Vienna" in out.table.item(0, 0).text()
    out.save.click()
    settle(qtbot, ministry)
    assert len(list(line.iterdir())) == 1
    arrives = opened(mission, qtbot)
    arrives.arrived.line.setText(str(line))
    arrives.save.click()
    settle(qtbot, mission)
    assert record.show(mission.open_store, "organization", id)["name_en"] == "Nile Fund"
    assert board(mission).history.table.rowCount() == 1


def test_a_folder_that_is_none_is_not_watched_and_what_was_chosen_is_shown_again(
    offices: Offices, qtbot: QtBot
) -> None:
    window = offices.window(offices.mission)
    asked = opened(window, qtbot)
    asked.office.line.setText(str(offices.place / "nowhere"))
    asked.save.click()
    settle(qtbot, window)
    assert "is not a folder" in asked.notice.text
    assert folders.folders(window.open_store) == Folders()
    (offices.place / "nowhere").mkdir()
    asked.save.click()
    settle(qtbot, window)
    again = opened(window, qtbot)
    assert again.office.line.text() == str(offices.place / "nowhere")
    again.office.line.clear()
    again.save.click()
    settle(qtbot, window)
    assert folders.folders(window.open_store) == Folders()


def test_a_folder_that_is_away_is_told_once(offices: Offices, qtbot: QtBot) -> None:
    place = offices.place / "stick"
    place.mkdir()
    with offices.at(offices.mission) as mission:
        folders.watch(mission, Folders(arrived=str(place)))
    place.rmdir()
    window = offices.window(offices.mission)
    window.screen.rounds.begin()
    settle(qtbot, window)
    assert "cannot be reached now" in board(window).notice.text
    assert "▲ a watched folder cannot be reached" in window.status.exchange.text()
    board(window).notice.hide()
    window.screen.rounds.begin()
    settle(qtbot, window)
    assert not board(window).notice.isVisible()
    assert "cannot be reached" in window.status.exchange.text()
    place.mkdir()
    window.screen.rounds.begin()
    settle(qtbot, window)
    assert "can be reached again" in board(window).quiet.text
    assert "cannot be reached" not in window.status.exchange.text()
