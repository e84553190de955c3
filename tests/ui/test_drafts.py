"""Drafts: what was typed is kept, is offered again, and goes when it is saved or discarded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, drafts, record
from coopdesk.operations.examples import add_examples
from coopdesk.ui import messages
from coopdesk.ui.drafts_dialog import DraftsDialog
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE, filled
from tests.ui.windows import REPORTS, closed, opened, settle, type_text

PLAIN = dict.fromkeys(map(ord, "\u2068\u2069"))
"""Takes away what keeps a text apart in a line of the other direction."""


@pytest.fixture
def report(home: Path) -> str:
    return filled(home, add_examples)


@pytest.fixture
def window(home: Path, report: str, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def test_a_new_record_is_offered_again_and_can_be_discarded(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.tabs.setCurrentIndex(REPORTS)
    window.screen.kinds.setCurrentRow(1)
    window.screen.new()
    settle(qtbot, window)
    page = window.screen.page
    type_text(page.form.rows.editors["title_ar"].inputs()[0], "مؤتمر لم يُحفظ")
    qtbot.waitUntil(lambda: len(drafts.kept(window.store)) == 1)
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
    drafts.drop(window.store, None, drafts.kept(window.store)[0].name)


def test_a_new_record_is_kept_as_a_private_draft_and_shown_to_the_desk_by_saving(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in ("The first", "The second"):
        window.new_record("contact")
        settle(qtbot, window)
        type_text(window.page.form.rows.editors["name_en"].inputs()[0], text)
        window.page._head.keep_button.click()
        settle(qtbot, window)
    assert window.page is None
    assert {one.changes["name_en"] for one in drafts.kept(window.store) if one.private} == {"The first", "The second"}
    window.new_record("contact")
    settle(qtbot, window)
    assert not window.page.dirty
    drafts.keep(window.open_store, "action", None, {"text_en": "Elsewhere"}, None, private=True)
    side = window.records.side
    side.count()
    settle(qtbot, window)
    place = next(n for n, one in enumerate(side._saved) if one.title == "My private drafts")
    assert side.filters.item(place).data(Qt.ItemDataRole.AccessibleTextRole) == "My private drafts, 2"
    side.filters.itemActivated.emit(side.filters.item(place))
    settle(qtbot, window)
    assert side.filters.currentRow() != place
    dialog = window.findChild(DraftsDialog)
    titles = [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]
    assert sorted(titles) == ["The first", "The second"]
    dialog.table.selectRow(titles.index("The first"))
    dialog.go_on.click()
    settle(qtbot, window)
    page = window.page
    assert page.form.changes() == {"name_en": "The first"}
    assert page._head.save_button.text() == "Show to the desk"
    type_text(page.form.rows.editors["name_ar"].inputs()[0], "الأولى")
    monkeypatch.setattr(messages, "ask_unsaved", lambda _: pytest.fail("it asked"))
    assert page.leave(lambda: None)
    settle(qtbot, window)
    assert {"name_en": "The first", "name_ar": "الأولى"} in [one.changes for one in drafts.kept(window.store)]
    page._head.save_button.click()
    settle(qtbot, window)
    left = [one for one in drafts.kept(window.store) if one.type == "contact"]
    assert [one.changes["name_en"] for one in left] == ["The second"]
    assert not page._keeper.private


def test_a_private_draft_is_not_offered_when_the_desk_opens_and_can_be_thrown_away(
    home: Path, report: str, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = desk.open_desk(home, PASSPHRASE)
    drafts.keep(store, "contact", None, {"name_ar": "مسودة"}, None, private=True)
    store.close()
    window = opened(home, qtbot, qapp)
    assert not window.notice.isVisible()
    dialog = DraftsDialog(window)
    dialog.open()
    settle(qtbot, window)
    monkeypatch.setattr(messages, "confirm", lambda *_, **__: True)
    dialog.throw.click()
    settle(qtbot, window)
    assert drafts.kept(window.store) == []
    assert dialog.none.isVisible()
    assert not dialog.go_on.isEnabled()
    dialog.close_button.click()
    closed(window)


def test_a_draft_about_a_record_is_called_by_what_was_begun(home: Path, qtbot: QtBot, qapp: QApplication) -> None:
    store = desk.open_desk(home, PASSPHRASE)
    kept = record.save(store, "project", {"title_en": "Wells"})["id"]
    for act in ("risk/new", "evaluate", "ask", "f6fd8a2f-2a87-8716-b7e4-8523523e004e"):
        drafts.keep(store, "project", kept, {"note": "mine"}, None, act=act)
    store.close()
    window = opened(home, qtbot, qapp)
    dialog = DraftsDialog(window)
    dialog.open()
    settle(qtbot, window)
    titles = {dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())}
    dialog.close_button.click()
    closed(window)
    begun = "Risk", "Evaluation", "Ask for the Ministry’s no-objection", "Answer to a request for opinion"
    assert {one.translate(PLAIN) for one in titles} == {f"{one}: Wells" for one in begun}
