"""A forgotten passphrase in the window: from the page that asks for it to the Ministry and back."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import app
from coopdesk.operations import recovery
from coopdesk.ui.officers.recover import ChosenAgain, ChosenNow, RecoverDialog
from tests.conftest import PASSPHRASE
from tests.ui.offices import Offices
from tests.ui.test_locking import unlock
from tests.ui.windows import settle

NEW = "entirely new words after all"


def test_a_desk_that_nobody_can_open_is_opened_again(offices: Offices, qtbot: QtBot, qapp: QApplication) -> None:
    with offices.at(offices.mission) as mission, offices.at(offices.ministry) as ministry:
        offices.send(mission, ministry)
    window = app.window_for(offices.mission, qapp)
    window.show()
    window.unlock.forgot.click()
    dialog = window.findChild(RecoverDialog)
    request, answer = offices.place / "request.recovery", offices.place / "answer.recovery"
    dialog.write_request(request)
    chosen = dialog.findChild(ChosenNow)
    assert not chosen.present.isVisible()
    for line in (chosen.secret.first.line, chosen.secret.again.line):
        line.setText(NEW)
    chosen.secret.kept.setChecked(True)
    chosen.yes.click()
    settle(qtbot, window)
    with offices.at(offices.ministry) as ministry:
        asked = recovery.read_request(ministry, request)
        assert dialog.words.words == asked["words_en"]
        recovery.answer(ministry, request, asked["officers"][0]["id"], answer, words=dialog.words.words)
    dialog.take_answer(answer)
    chosen = dialog.findChild(ChosenAgain)
    assert (chosen.present.isVisible(), chosen.secret.isVisible()) == (True, False)
    chosen.present.line.setText("another one")
    chosen.yes.click()
    settle(qtbot, window)
    assert "chosen with the request" in chosen.notice.text
    chosen.present.line.setText(NEW)
    chosen.yes.click()
    settle(qtbot, window)
    assert "new passphrase now" in dialog.notice.text
    dialog.reject()
    unlock(window, qtbot, PASSPHRASE)
    assert window.store is None
    unlock(window, qtbot, NEW)
    assert window.store is not None
    window.close()
