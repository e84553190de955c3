"""What left the sealed store, in the window: numbered copies in the preview, and the list that tells of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, leaving_log, listing, record
from coopdesk.ui.leaving_log import LeavingLog
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.documents.test_pages import by_poppler
from tests.ui.windows import closed, opened, settle, type_text

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    record.save(store, "action", {"text_en": "Answer the note", "classification": "secret"})
    record.save(store, "action", {"text_en": "Send the form"})
    store.close()
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def action(window: MainWindow, text: str) -> str:
    views = listing.views(window.open_store, listing.open_list(window.open_store, "action"))
    return str(next(one["id"] for one in views if one["text_en"] == text))


def test_copies_are_asked_for_only_where_they_are_numbered(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    plain = Preview(window.open_store, window.tasks, "action", action(window, "Send the form"), window)
    qtbot.addWidget(plain)
    settle(qtbot, window)
    assert plain.numbered.isHidden()
    plain.save_to(tmp_path / "plain.pdf")
    settle(qtbot, window)
    assert not plain.notice.isVisibleTo(plain)
    secret = Preview(window.open_store, window.tasks, "action", action(window, "Answer the note"), window)
    qtbot.addWidget(secret)
    settle(qtbot, window)
    assert not secret.numbered.isHidden()
    assert "Copy 1 of 1" in by_poppler(secret.pdf)
    secret.copies.setValue(2)
    qtbot.waitUntil(lambda: not secret._pause.isActive())
    settle(qtbot, window)
    assert "Copy 1 of 2" in by_poppler(secret.pdf)
    secret.save_to(tmp_path / "note.pdf")
    settle(qtbot, window)
    assert sorted(one.name for one in tmp_path.glob("*.pdf")) == ["note-1of2.pdf", "note-2of2.pdf", "plain.pdf"]
    assert "noted" in secret.notice.text
    assert [one["copy"] for one in leaving_log.log(window.open_store)] == [2, 1]


def test_the_list_tells_of_all_or_of_one_record_by_person_and_day(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    id = action(window, "Answer the note")
    window.open_record("action", id)
    settle(qtbot, window)
    page = window.records.page
    page.acts.copy_reference()
    settle(qtbot, window)
    assert "no longer protected" in page.notice.text
    shown = LeavingLog(page.context, window, id)
    qtbot.addWidget(shown)
    settle(qtbot, window)
    assert "Answer the note" in shown.heading.text()
    table = shown.list.table
    row = [table.item(0, column).text() for column in range(table.columnCount())]
    assert row[1:] == ["Duty officer", "Copied: Reference", "\u2068Answer the note\u2069", "Secret", ""]
    shown.resize(1040, 620)
    shown.show()
    assert table.horizontalScrollBar().maximum() == 0
    type_text(shown.since.input, "2099-01-01")
    qtbot.waitUntil(lambda: shown.list.table.rowCount() == 0)
    shown.since.set_value(None)
    shown.who.setCurrentIndex(1)
    settle(qtbot, window)
    assert shown.list.table.rowCount() == 1
    other = LeavingLog(page.context, window, action(window, "Send the form"))
    qtbot.addWidget(other)
    settle(qtbot, window)
    assert other.list.table.rowCount() == 0


def test_the_preview_is_for_a_reader(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    store = window.open_store
    lines = [{"topic": "Open"}, {"topic": "Narrow", "audience": "ministry"}]
    values = {"title_en": "Board", "audience": "all", "agenda_items": lines}
    id = record.save(store, "conference_report", values)["id"]
    shown = Preview(store, window.tasks, "conference_report", id, window)
    qtbot.addWidget(shown)
    settle(qtbot, window)
    whole = shown.pdf
    assert shown.reader.currentData() == ""
    shown.reader.setCurrentIndex(shown.reader.findData("all"))
    settle(qtbot, window)
    assert shown.pdf != whole
    secret = Preview(store, window.tasks, "action", action(window, "Answer the note"), window)
    qtbot.addWidget(secret)
    settle(qtbot, window)
    secret.reader.setCurrentIndex(secret.reader.findData("all"))
    settle(qtbot, window)
    assert "may not see this record" in secret.notice.text
    assert "whoever classified it" in secret.notice.text
    assert not secret.pages.pages
    secret.reader.setCurrentIndex(0)
    settle(qtbot, window)
    assert secret.pages.pages
    assert not secret.notice.isVisibleTo(secret)
