"""A kill in the middle of typing: what was typed up to the last pause is offered again, and saved when wanted."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.operations import drafts, history, record
from coopdesk.operations.examples import add_examples
from tests.conftest import filled
from tests.journeys.gaps import Journey
from tests.ui.windows import closed, opened, settle

_CHILD = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from coopdesk import app
from tests.conftest import PASSPHRASE
from tests.pictures.states import kept, settle, typed

application = QApplication([])
window = app.window_for(Path(sys.argv[1]), application)
window.show()
window.unlock.inputs["passphrase"].setText(PASSPHRASE)
window.unlock.button.click()
while window.store is None:
    settle(window)
window.open_record("conference_report", sys.argv[2])
settle(window)
window.page.edit()
form = window.page.form
typed(form.rows.editors["lessons"].inputs()[0], "درسٌ لم يُحفظ. ")
form.lists["agenda_items"].add()
typed(form.lists["agenda_items"].lines[-1].rows.editors["topic"].inputs()[0], "A topic never saved")
kept(window, "A topic never saved")
typed(form.rows.editors["annexes"].inputs()[0], "the last word ")
kept(window, "the last word ")
print("typed", flush=True)
while True:
    settle(window)
"""


def test_a_kill_in_the_middle_of_typing(home: Path, journey: Journey, qtbot: QtBot, qapp: QApplication) -> None:
    report = filled(home, add_examples)
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, home, report], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert child.stdout is not None
    with child:
        told = child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert told == b"typed\n"
    with journey.step("Open the desk again"):
        window = opened(home, qtbot, qapp)
    assert "1 record" in window.notice.text
    with journey.step("Go on writing"):
        next(one for one in window.notice.findChildren(QPushButton) if one.text() == "Go on writing").click()
        settle(qtbot, window)
    page = window.page
    assert page is not None
    assert page.editing
    assert "not saved" in page.notice.text
    changes = page.form.changes()
    assert changes["lessons"].startswith("درسٌ لم يُحفظ. ")
    assert changes["annexes"].startswith("the last word ")
    assert [one["topic"] for one in changes["agenda_items"]] == ["A topic never saved"]
    assert history.history(window.store, "conference_report", report)[0]["field"] != "lessons"
    with journey.step("Save"):
        page.form.save()
        settle(qtbot, window)
    view = record.show(window.store, "conference_report", report)
    assert view["agenda_items"][-1]["topic"] == "A topic never saved"
    assert view["annexes"].startswith("the last word ")
    assert drafts.kept(window.store) == []
    closed(window)
