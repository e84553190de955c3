"""Drafts: what was typed is kept, is offered again, and goes when it is saved or discarded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, drafts, record
from coopdesk.operations.examples import add_examples
from coopdesk.ui import messages
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE
from tests.ui.windows import closed, opened, settle, type_text


@pytest.fixture
def report(home: Path) -> str:
    store = desk.open_desk(home, PASSPHRASE)
    made = add_examples(store)
    store.close()
    return made


@pytest.fixture
def window(home: Path, report: str, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_a_new_record_is_offered_again_and_can_be_discarded(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.tabs.setCurrentIndex(1)
    window.screen.kinds.setCurrentRow(1)
    window.screen.new()
    settle(qtbot, window)
    page = window.screen.page
    type_text(page.form.rows.editors["title_ar"].inputs()[0], "مؤتمر لم يُحفظ")
    qtbot.waitUntil(lambda: len(drafts.kept(window.store)) == 1, timeout=5_000)
    page.put_away()
    window.screen.new()
    settle(qtbot, window)
    assert page.form.changes() == {"title_ar": "مؤتمر لم يُحفظ"}
    monkeypatch.setattr(messages, "ask_unsaved", lambda _: "discard")
    assert page.leave(lambda: None)
    settle(qtbot, window)
    assert drafts.kept(window.store) == []
    assert not page.dirty


def test_what_others_changed_meanwhile_is_not_overwritten_by_a_draft(
    window: MainWindow, report: str, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = record.show(window.store, "conference_report", report)["_seen"]
    drafts.keep(window.store, "conference_report", report, {"lessons": "mine"}, seen)
    record.save(window.store, "conference_report", {"id": report, "lessons": "theirs"})
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: False)
    window.open_record("conference_report", report)
    settle(qtbot, window)
    page = window.screen.page
    page.form.save()
    settle(qtbot, window)
    assert "Changed since" in page.notice.text
    assert record.show(window.store, "conference_report", report)["lessons"] == "theirs"
    assert page.form.changes()["lessons"] == "mine"


def test_a_draft_stands_in_no_file_in_plain(window: MainWindow, qtbot: QtBot, home: Path) -> None:
    drafts.keep(window.store, "action", None, {"text_en": "Zanzibar-marker"}, None)
    assert [one.changes for one in drafts.kept(window.store)] == [{"text_en": "Zanzibar-marker"}]
    for path in home.rglob("*"):
        assert not path.is_file() or b"Zanzibar-marker" not in path.read_bytes()
    drafts.drop(window.store, "action", None)
