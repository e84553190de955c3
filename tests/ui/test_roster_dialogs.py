"""The roster in the window by what is asked of it: who is ready on a day, who was where; both lead on and print."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk
from coopdesk.operations.offers import readiness
from coopdesk.ui import tailored
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.roster_dialogs import AlumniDialog, ReadinessDialog, RosterDialog
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.operations.offers.nominees import expert
from tests.operations.offers.test_readiness import DAY, worker
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    worker(store, name_en="Zeal", specialization="Water")
    worker(store, name_en="Away", availability="busy")
    expert(store, name_en="Back", service=[{"kind": "committee", "title": "Seat", "until": "2020"}])
    expert(store, name_en="Gone", consent_on=None, service=[{"kind": "committee", "title": "Seat", "until": "2019"}])
    store.close()
    made = opened(home, qtbot, qapp)
    made.open_list("expert")
    settle(qtbot, made)
    yield made
    closed(made)


def dialog(window: MainWindow, qtbot: QtBot, place: int) -> RosterDialog:
    tailored.LISTED["expert"][place][1](window.records.list)
    settle(qtbot, window)
    return window.records.list.findChildren(RosterDialog)[-1]


def names(found: RosterDialog) -> list[str]:
    return [found.table.item(row, 0).text() for row in range(found.table.rowCount())]


def test_the_day_and_who_is_shown_are_chosen_and_what_is_shown_is_printed(window: MainWindow, qtbot: QtBot) -> None:
    found = dialog(window, qtbot, 0)
    assert isinstance(found, ReadinessDialog)
    found.day.set_value(DAY)
    qtbot.waitUntil(lambda: found.told.text().startswith("1 of 2 relief workers are ready"))
    assert names(found) == ["Zeal", "Away"]
    assert "Not available now" in found.table.item(1, 2).text()
    found.day.set_value("2030-01-01")
    qtbot.waitUntil(lambda: found.told.text().startswith("0 of 2"))
    found.day.set_value(DAY)
    found.only.setCurrentIndex(found.only.findData(readiness.MISSING))
    qtbot.waitUntil(lambda: names(found) == ["Away"])
    settle(qtbot, window)
    found.print_button.click()
    preview = found.findChild(Preview)
    qtbot.waitUntil(lambda: bool(preview.pdf))
    assert preview.document.currentData() == "relief-readiness"
    assert [row[0] for row in preview._prepared.source.rows["en"]] == ["Away"]
    settle(qtbot, window)
    preview.reject()
    qtbot.keyClick(found.table, Qt.Key.Key_Return)
    found.open_row()
    settle(qtbot, window)
    assert window.page is not None
    assert window.page.view["name_en"] == "Away"


def test_alumni_are_searched_and_those_alone_shown_who_may_be_written_to(window: MainWindow, qtbot: QtBot) -> None:
    found = dialog(window, qtbot, 1)
    assert isinstance(found, AlumniDialog)
    assert names(found) == ["Back", "Gone"]
    found.reached.click()
    qtbot.waitUntil(lambda: names(found) == ["Back"])
    found.words.setText("nowhere")
    qtbot.waitUntil(lambda: not names(found))
    assert found.told.text() == "Nobody is known to have come back."
    assert not found.print_button.isEnabled()
    found.reject()


def test_the_list_that_is_filtered_is_what_is_asked_of(window: MainWindow, qtbot: QtBot) -> None:
    window.records.list.ask({}, "water")
    settle(qtbot, window)
    found = dialog(window, qtbot, 0)
    assert names(found) == ["Zeal"]
    found.reject()
