"""The exchange through folders in the window: chosen in a dialog, made by rounds, told in the status line."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import enrolment, folders, record
from coopdesk.operations.desk import open_desk
from coopdesk.ui.exchange.folders_dialog import FoldersDialog
from coopdesk.ui.exchange.standing import sentences
from tests.conftest import PASSPHRASE
from tests.ui.windows import closed, opened, settle


def test_folders_are_chosen_and_a_round_takes_what_arrived(
    home: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    window = opened(home, qtbot, qapp)
    arrived, office = tmp_path / "arrived", tmp_path / "office"
    arrived.mkdir(), office.mkdir()
    window.show_exchange(lambda screen: screen._choose_folders())
    settle(qtbot, window)
    (dialog,) = window.findChildren(FoldersDialog)
    dialog.office.setText(str(tmp_path / "missing"))
    dialog.save.click()
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "missing" in dialog.notice.text
    dialog.office.setText(str(office))
    dialog.arrived.setText(str(arrived))
    dialog.save.click()
    settle(qtbot, window)
    assert not window.findChildren(FoldersDialog)
    assert folders.folders(window.store).office == str(office)
    (arrived / "torn.cdx").write_bytes(b"CDXB torn")
    window.standing.rounds.run()
    qtbot.waitUntil(lambda: _inbox(window) == ["cut_short"], timeout=20_000)
    arrived.rename(tmp_path / "away")
    window.standing.rounds.run()
    qtbot.waitUntil(lambda: window.notice.isVisible(), timeout=20_000)
    closed(window)


def _inbox(window) -> list[str]:
    from coopdesk.operations import exchange

    return [one["code"] for one in exchange.inbox(window.store)]


def test_the_status_line_tells_of_colleagues() -> None:
    from coopdesk.operations.exchange import Standing

    standing = Standing(2, None, False)
    assert len(sentences(standing)) == 2
    assert sentences(standing, True)[-1].startswith("✓")
    assert len(sentences(standing, False)) == 3


def test_a_desk_of_one_computer_has_no_colleagues(home: Path) -> None:
    store = open_desk(home, PASSPHRASE)
    record.save(store, "contact", {"name_en": "X"})
    assert enrolment.is_enrolled(store)
    assert folders.up_to_date(store) is None
    store.close()
