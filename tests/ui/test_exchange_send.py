"""The guide of an export remembers for each desk the folder of its files."""

from pathlib import Path

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from coopdesk.operations import exchange
from coopdesk.ui.main_window import MainWindow
from tests.ui.offices import Offices, dialog
from tests.ui.windows import settle

CODE = "QA-VIE"


def guide(window: MainWindow, qtbot: QtBot) -> QDialog:
    window.screen.send(CODE)
    return dialog(window, qtbot)


def written(window: MainWindow, folder: Path, qtbot: QtBot) -> None:
    send = guide(window, qtbot)
    send.folder.setText(str(folder))
    send.write.click()
    settle(qtbot, window)
    send.accept()


def test_the_folder_of_the_last_files_for_a_desk_is_offered_again(offices: Offices, qtbot: QtBot) -> None:
    stick = offices.place / "stick"
    window = offices.window(offices.ministry)
    usual = guide(window, qtbot)
    before = usual.folder.text()
    usual.reject()
    written(window, stick, qtbot)
    assert guide(window, qtbot).folder.text() == str(stick)
    assert exchange.last_place(window.open_store, "QA-DKR") is None
    assert before != str(stick)


def test_a_stick_that_was_pulled_out_is_told_and_another_folder_offered(offices: Offices, qtbot: QtBot) -> None:
    stick = offices.place / "stick"
    window = offices.window(offices.ministry)
    written(window, stick, qtbot)
    stick.rename(offices.place / "elsewhere")
    again = guide(window, qtbot)
    assert again.folder.text() != str(stick)
    assert again.away.isVisible()
    assert "cannot be reached now" in again.away.text()
    assert stick.name in again.away.text()
    again.folder.setText(str(offices.place / "elsewhere"))
    assert not again.away.isVisible()
    again.write.click()
    settle(qtbot, window)
    assert not stick.exists()


def test_a_folder_that_was_typed_meanwhile_is_not_replaced(offices: Offices, qtbot: QtBot) -> None:
    window = offices.window(offices.ministry)
    written(window, offices.place / "stick", qtbot)
    window.screen.send(CODE)
    send = next(one for one in window.findChildren(QDialog) if one.isVisible())
    send.folder.setText("/typed")
    settle(qtbot, window)
    assert send.folder.text() == "/typed"
