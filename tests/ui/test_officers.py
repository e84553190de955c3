"""The officers of the desk in the window: everybody reads who works here, an administrator changes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.calendars import today
from coopdesk.errors import Locked
from coopdesk.operations import desk, drafts
from coopdesk.ui import messages
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.new_passphrase import NewPassphrase
from coopdesk.ui.officers.acting import ActingDialog
from coopdesk.ui.officers.add import AddDialog
from coopdesk.ui.officers.people import OfficersDialog
from coopdesk.ui.officers.secret import GivenPassphrase, OwnPassphrase
from tests.conftest import PASSPHRASE
from tests.ui.test_locking import COLLEAGUE, unlock
from tests.ui.windows import closed, opened, settle, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def people(window: MainWindow, qtbot: QtBot) -> OfficersDialog:
    """Open the officers from the menu."""
    COMMANDS["show_officers"].run(window)
    settle(qtbot, window)
    return window.findChild(OfficersDialog)


def choose(secret: NewPassphrase, passphrase: str) -> None:
    for asked in (secret.first, secret.again):
        asked.line.setText(passphrase)
    secret.kept.setChecked(True)


def rows(dialog: OfficersDialog) -> list[list[str]]:
    """Return what the list says, without the marks that hold its direction."""
    table = dialog.table
    columns = range(table.columnCount())
    texts = [[table.item(row, column).text() for column in columns] for row in range(table.rowCount())]
    return [[one.replace("\u2068", "").replace("\u2069", "") for one in line] for line in texts]


def added(window: MainWindow, dialog: OfficersDialog, qtbot: QtBot) -> None:
    """Add a secretary, who types a passphrase."""
    dialog.add.click()
    asked = dialog.findChild(AddDialog)
    for name, text in (("name_en", "Second officer"), ("name_ar", "الموظف الثاني"), ("post_en", "Attaché")):
        type_text(asked.rows.editors[name].inputs()[0], text)
    asked.role.setCurrentIndex(asked.role.findData("secretary"))
    asked.now.setChecked(True)
    choose(asked.secret, COLLEAGUE)
    asked.add.click()
    settle(qtbot, window)


def test_somebody_comes_changes_acts_and_goes(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = people(window, qtbot)
    assert rows(dialog) == [["Duty officer (you)", "–", "Administrator", "Yes", "–"]]
    assert not dialog.go.isEnabled()
    added(window, dialog, qtbot)
    assert rows(dialog)[1] == ["Second officer", "Attaché", "Secretary", "Yes", "–"]
    dialog.table.selectRow(1)
    dialog.role.click()
    menu = QApplication.activePopupWidget()
    menu.actions()[2].trigger()
    menu.close()
    settle(qtbot, window)
    assert rows(dialog)[1][2] == "Officer"
    dialog.act.click()
    acting = dialog.findChild(ActingDialog)
    acting.let.click()
    settle(qtbot, window)
    assert acting.notice.isVisible()
    acting.until.set_value(today())
    acting.let.click()
    settle(qtbot, window)
    assert rows(dialog)[1][2] == "Approver"
    assert rows(dialog)[1][4] != "–"
    store = desk.open_desk(window.store.home, COLLEAGUE)
    drafts.keep(store, "action", None, {"text_en": "mine"}, None)
    store.close()
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    dialog.go.click()
    settle(qtbot, window)
    assert rows(dialog)[1][2:4] == ["has left", "No"]
    with pytest.raises(Locked):
        desk.open_desk(window.store.home, COLLEAGUE)
    assert dialog.notice.text.startswith("1 private draft remains")
    dialog.notice._action.click()
    settle(qtbot, window)
    assert drafts.of_those_who_left(window.store) == {}
    dialog.close_button.click()


def test_a_passphrase_is_given_again_and_ones_own_changed(window: MainWindow, qtbot: QtBot, home: Path) -> None:
    dialog = people(window, qtbot)
    added(window, dialog, qtbot)
    dialog.table.selectRow(1)
    dialog.secret.click()
    given = dialog.findChild(GivenPassphrase)
    choose(given.secret, PASSPHRASE)
    given.yes.click()
    settle(qtbot, window)
    assert "cannot be used here" in given.notice.text
    choose(given.secret, "another passphrase altogether")
    given.yes.click()
    settle(qtbot, window)
    for passphrase in ("another passphrase altogether", PASSPHRASE):
        desk.open_desk(home, passphrase).close()
    dialog.table.selectRow(0)
    dialog.secret.click()
    own = window.findChild(OwnPassphrase)
    own.present.line.setText("not it")
    choose(own.secret, "my new passphrase here")
    own.yes.click()
    settle(qtbot, window)
    assert "not right" in own.notice.text
    own.present.line.setText(PASSPHRASE)
    own.yes.click()
    settle(qtbot, window)
    desk.open_desk(home, "my new passphrase here").close()
    dialog.close_button.click()


def test_others_only_read_who_works_here(window: MainWindow, qtbot: QtBot) -> None:
    dialog = people(window, qtbot)
    added(window, dialog, qtbot)
    dialog.close_button.click()
    window.locking.lock()
    settle(qtbot, window)
    unlock(window, qtbot, COLLEAGUE)
    assert window.status.person.text().endswith("Secretary")
    dialog = people(window, qtbot)
    assert dialog.read_only.isVisible()
    assert len(rows(dialog)) == 2
    assert not any(button.isVisible() for button in dialog.acts)
    dialog.close_button.click()
