"""A report with 200 agenda items is written like a short one."""

from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record
from coopdesk.ui import paste_dialog
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.documents.test_pages import by_pdfium, words
from tests.journeys.gaps import Journey
from tests.ui.windows import closed, opened, settle, type_text

_ITEMS, _PASTED = 200, 20
_PASSAGE = "عرضت الأمانة البند، وأيدته المجموعة العربية، واعتُمد بتوافق الآراء بعد مناقشة قصيرة. " * 4


def test_a_report_of_200_items(
    home: Path, journey: Journey, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk.open_desk(home, PASSPHRASE)
    items = [
        {"number": str(place), "topic": f"item {place}", "discussion": _PASSAGE, "outcome": "Adopted"}
        for place in range(1, _ITEMS + 1)
    ]
    id = record.save(store, "conference_report", {"title_en": "A long session", "agenda_items": items})["id"]
    store.close()
    window = opened(home, qtbot, qapp)
    with journey.step("Open the report"):
        window.open_record("conference_report", id)
        qtbot.waitUntil(lambda: window.page is not None and window.page.view.get("id") == id)
        settle(qtbot, window)
    with journey.step("Edit it"):
        window.page.edit()
        form = window.page.form
        lines = form.lists["agenda_items"]
        qtbot.waitUntil(lambda: len(lines.lines) == _ITEMS)
        settle(qtbot, window)
    with journey.step("Scroll to the last item and open it"):
        window.page._editing.area.ensureVisible(0, lines.geometry().bottom())
        qtbot.waitUntil(lambda: lines.lines[-1].box is not None)
        lines.lines[-1].open()
        settle(qtbot, window)
    with journey.step("Type in it"):
        field = lines.lines[-1].rows.editors["outcome"].inputs()[0]
        for letter in "by consensus, ":
            type_text(field, letter)
            qapp.processEvents()
        qtbot.wait(1_200)
        settle(qtbot, window)
    with journey.step("Add an item"):
        lines.add()
        settle(qtbot, window)
        type_text(lines.lines[-1].rows.editors["topic"].inputs()[0], "an item more")
        settle(qtbot, window)
    with journey.step("Move it up"):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        settle(qtbot, window)
    QApplication.clipboard().setText("\n".join(f"{place}. pasted {place}" for place in range(1, _PASTED + 1)))
    monkeypatch.setattr(paste_dialog.PasteDialog, "open", lambda dialog: dialog.accept())
    with journey.step("Paste 20 more"):
        lines.paste()
        settle(qtbot, window)
    QApplication.clipboard().clear()
    with journey.step("Save"):
        form.save()
        settle(qtbot, window)
    assert not form.dirty
    saved = record.show(window.store, "conference_report", id)["agenda_items"]
    topics = [f"item {place}" for place in range(1, _ITEMS)] + ["an item more", f"item {_ITEMS}"]
    assert [one["topic"] for one in saved] == topics + [f"pasted {place}" for place in range(1, _PASTED + 1)]
    assert next(one for one in saved if one["topic"] == f"item {_ITEMS}")["outcome"] == "by consensus, Adopted"
    with journey.step("Read it"):
        window.page.read()
        settle(qtbot, window)
    with journey.step("Preview it"):
        preview = Preview(window.store, window.tasks, "conference_report", id, window)
        preview.show()
        qtbot.waitUntil(lambda: bool(preview.pdf))
        settle(qtbot, window)
    printed = " ".join(words(by_pdfium(BytesIO(preview.pdf).getvalue())))
    assert "an item more" in printed
    assert printed.count("by consensus") >= 1
    preview.close()
    closed(window)
