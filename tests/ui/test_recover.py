"""A forgotten passphrase in the window: from the page that asks for it to the Ministry and back."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import app
from coopdesk.operations import enrolment, recovery
from coopdesk.ui.exchange.answering import AnswerRecovery
from coopdesk.ui.officers.recover import ChosenAgain, ChosenNow, RecoverDialog
from tests.conftest import PASSPHRASE
from tests.ui.offices import Offices, board, chosen as chosen_file, dialog as open_dialog
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
    ministry = offices.window(offices.ministry)
    with chosen_file(request):
        board(ministry).recover.click()
    answering = open_dialog(ministry, qtbot)
    assert isinstance(answering, AnswerRecovery)
    assert answering.compared.words.words == dialog.words.words
    assert answering.who.currentText() == "Officer in Vienna, Embassy in Vienna"
    with chosen_file(answer):
        for heard, told in (("", "Type the eight words"), ("eight other words", "not those of this request")):
            answering.compared.heard.line.setText(heard)
            answering.yes.click()
            settle(qtbot, ministry)
            assert told in answering.compared.heard.error
        assert not answer.exists()
        answering.compared.heard.line.setText(dialog.words.words)
        answering.yes.click()
        settle(qtbot, ministry)
    assert answer.exists()
    assert "answer.recovery" in answering._told.text()
    answering.close_button.click()
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


def test_an_answer_needs_the_recovery_key_from_the_safe_where_it_was_moved_out(
    offices: Offices, qtbot: QtBot, qapp: QApplication
) -> None:
    request, answer, safe = (
        offices.place / "request.recovery",
        offices.place / "answer.recovery",
        offices.place / "safe",
    )
    with offices.at(offices.mission) as mission, offices.at(offices.ministry) as ministry:
        offices.send(mission, ministry)
        enrolment.export_roots(ministry, safe, NEW)
    recovery.request(offices.mission, request, NEW)
    window = offices.window(offices.ministry)
    window.screen.take_files([request])  # type: ignore[attr-defined]
    asked = open_dialog(window, qtbot)
    assert isinstance(asked, AnswerRecovery)
    asked.compared.uncompared.click()
    with chosen_file(answer):
        asked.yes.click()
        settle(qtbot, window)
        assert (asked._no_folder.isVisible(), asked.secret.error) == (True, "Type the passphrase of that folder.")
        asked.take_folder(safe)
        asked.secret.line.setText("not the passphrase of the safe")
        asked.yes.click()
        settle(qtbot, window)
        assert "does not open" in asked.notice.text
        asked.secret.line.setText(NEW)
        asked.yes.click()
        settle(qtbot, window)
    assert answer.exists()
    asked.close_button.click()
