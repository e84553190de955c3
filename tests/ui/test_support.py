"""The support file in the window: shown whole, saved only when a person says so, offered after a bug."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from coopdesk import faults
from coopdesk.ui import messages
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.support import SupportDialog
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_it_is_shown_whole_and_saved_as_it_was_shown(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    COMMANDS["support_file"].run(window)
    settle(qtbot, window)
    dialog = window.findChild(SupportDialog)
    text = dialog.text.toPlainText()
    assert "kind: Ministry" in text
    dialog.save_to(tmp_path / "support.txt")
    settle(qtbot, window)
    assert (tmp_path / "support.txt").read_text("utf-8") == text


def test_a_locked_desk_tells_of_the_program_alone(window: MainWindow, qtbot: QtBot) -> None:
    window.locking.lock()
    settle(qtbot, window)
    COMMANDS["support_file"].run(window)
    settle(qtbot, window)
    dialog = window.findChild(SupportDialog)
    assert "open: no" in dialog.text.toPlainText()
    dialog.close()


@pytest.mark.expects_log
def test_a_bug_is_told_without_its_values_and_offers_the_file(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said, asked = [], []

    def answer(box: QMessageBox) -> None:
        said.append(box.text())
        next(one for one in box.buttons() if one.text() == "Support file…").click()

    monkeypatch.setattr(QMessageBox, "exec", answer)
    monkeypatch.setattr(messages, "support", lambda: asked.append(True))
    try:
        {}["Zanzibar"]
    except KeyError as fault:
        messages.unexpected(type(fault), fault, fault.__traceback__)
    assert "KeyError test_support.py" in said[0]
    assert asked == [True]
    assert "Zanzibar" not in said[0] + caplog.text + "".join(faults.noted())
