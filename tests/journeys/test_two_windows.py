"""Two windows on one record: nobody's words are lost, and who reads sees what the other wrote."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, history, record
from coopdesk.operations.examples import add_examples
from coopdesk.ui import messages
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE, filled
from tests.journeys.gaps import Journey
from tests.ui.windows import closed, look, opened, settle, type_text


def write(window: MainWindow, field: str, text: str) -> None:
    window.page.edit(field)
    editor = window.page.form.rows.editors[field].inputs()[0]
    editor.selectAll()
    type_text(editor, text)
    QApplication.processEvents()


def test_two_windows_on_one_record(
    home: Path, journey: Journey, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(home, add_examples)
    store = desk.open_desk(home, PASSPHRASE)
    id = record.save(store, "organization", {"name_en": "Bureau of Examples", "seat_city": "Geneva"})["id"]
    store.close()
    mine, theirs = (opened(home, qtbot, qapp) for _ in range(2))
    with journey.step("Open the same record in both"):
        for window in (mine, theirs):
            window.open_record("organization", id)
            settle(qtbot, window)
    with journey.step("Write in one while the other writes elsewhere in it"):
        write(mine, "seat_city", "Vienna")
        write(theirs, "notes", "Seen at the session")
        theirs.page.form.save()
        settle(qtbot, theirs)
        mine.page.form.save()
        settle(qtbot, mine)
    view = record.show(mine.store, "organization", id)
    assert (view["seat_city"], view["notes"], view["conflicts"]) == ("Vienna", "Seen at the session", 0)
    mine.page.read()
    with journey.step("Come back to the other window"):
        theirs.page.read()
        look(qtbot, theirs)
    assert theirs.page.view["seat_city"] == "Vienna"
    with journey.step("Write in the same field of both"):
        write(mine, "seat_city", "Nairobi")
        write(theirs, "seat_city", "Beirut")
        theirs.page.form.save()
        settle(qtbot, theirs)
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda *_, fields, **__: asked.append(fields) or False)
    with journey.step("Save the second: it is asked, and stays for now"):
        mine.page.form.save()
        settle(qtbot, mine)
    assert asked == ["Seat (city)"]
    assert "Changed since" in mine.page.notice.text
    assert mine.page.form.changes() == {"seat_city": "Nairobi"}
    assert record.show(mine.store, "organization", id)["seat_city"] == "Beirut"
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    with journey.step("Save it beside theirs"):
        mine.page.form.save()
        settle(qtbot, mine)
    assert mine.page.view["conflicts"] == 1
    assert not mine.page.dirty
    written = {one["new"] for one in history.history(mine.store, "organization", id) if one["field"] == "seat_city"}
    assert {"Nairobi", "Beirut", "Vienna", "Geneva"} <= written
    with journey.step("See both values in the first window"):
        look(qtbot, theirs)
    assert theirs.page.view["conflicts"] == 1
    for window in (mine, theirs):
        closed(window)
