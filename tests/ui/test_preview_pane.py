"""The pages beside the form: what is typed is on them before it is saved, and one stays where one was."""

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import printing, record
from coopdesk.progress import SILENT
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preview_pane import PreviewPane
from tests.ui.windows import closed, opened, settle, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def previewed(window: MainWindow, qtbot: QtBot, items: int = 3) -> PreviewPane:
    lines = [{"topic": f"item {place}", "statement": "said " * 60} for place in range(items)]
    values = {"title_en": "Long", "bottom_line_en": "In short", "agenda_items": lines}
    made = record.save(window.store, "conference_report", values)
    window.open_record("conference_report", made["id"])
    settle(qtbot, window)
    window.page.edit()
    window.menus.actions["preview_beside"].trigger()
    pane = window.page._editing._pane
    qtbot.waitUntil(lambda: bool(pane.pages.pages))
    settle(qtbot, window)
    return pane


def words(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def drawn_anew(pane: PreviewPane, qtbot: QtBot, window: MainWindow) -> None:
    before = pane.pdf
    qtbot.waitUntil(lambda: pane.pdf is not before)
    settle(qtbot, window)


def test_what_is_typed_stands_on_the_pages_and_nowhere_else(window: MainWindow, qtbot: QtBot) -> None:
    pane = previewed(window, qtbot)
    assert "item 0" in words(pane.pdf)
    form = window.page.form
    agenda = form.lists["agenda_items"]
    agenda.remove(agenda.lines[0])
    agenda.lines[0].open()
    type_text(agenda.lines[0].rows.editors["outcome"].inputs()[0], "Adopted beside")
    agenda.add_lines([{"topic": "Quite new"}])
    type_text(form.rows.editors["lessons"].inputs()[0], "Never saved")
    drawn_anew(pane, qtbot, window)
    found = words(pane.pdf)
    assert "Never saved" in found
    assert "Adopted beside" in found
    assert found.index("item 2") < found.index("Quite new")
    assert "item 0" not in found
    assert record.show(window.store, "conference_report", window.page.view["id"])["lessons"] is None
    assert all(page.picture is not None for page in pane.pages.pages if not page.visibleRegion().isEmpty())


def test_the_same_pages_as_print_makes_of_what_was_saved(window: MainWindow, qtbot: QtBot) -> None:
    pane = previewed(window, qtbot)
    form = window.page.form
    type_text(form.rows.editors["lessons"].inputs()[0], "درسٌ أول")
    agenda = form.lists["agenda_items"]
    agenda.move_line(agenda.lines[2], 0)
    id, changes = form.view["id"], form.changes()
    for name in ("conference-report", "conference-summary", "record-sheet"):
        typed, saved = BytesIO(), BytesIO()
        printing.print_typed(window.store, name, "conference_report", id, changes, "ar", typed, SILENT)
        if name == "conference-report":
            form.save()
            settle(qtbot, window)
        saved.write(printing.prepare(window.store, name, id, "ar").pdf())
        assert words(typed.getvalue()) == words(saved.getvalue())
    settle(qtbot, window)
    assert pane.isVisible()


def test_one_stays_on_the_page_where_one_was(window: MainWindow, qtbot: QtBot) -> None:
    pane = previewed(window, qtbot, 30)
    bar = pane.pages.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle(qtbot, window)
    before, seen = bar.value(), [page for page in pane.pages.pages if not page.visibleRegion().isEmpty()]
    old = seen[0].picture
    assert old is not None
    type_text(window.page.form.rows.editors["title_en"].inputs()[0], "B ")
    drawn_anew(pane, qtbot, window)
    assert bar.value() == before
    assert seen[0].picture is not old
    assert pane.pages.pages[0].picture is None or not pane.pages.pages[0].fresh


def test_the_pages_follow_what_is_being_written(window: MainWindow, qtbot: QtBot) -> None:
    pane = previewed(window, qtbot, 30)
    window.activateWindow()
    agenda, bar = window.page.form.lists["agenda_items"], pane.pages.verticalScrollBar()
    assert bar.value() == 0
    agenda._show(agenda.lines[25])
    settle(qtbot, window)
    agenda.lines[25].box.head.setFocus()
    qtbot.waitUntil(lambda: bar.value() > 0)
    with pypdfium2.PdfDocument(pane.pdf) as document:
        on = [n for n in range(len(document)) if "item 25" in document[n].get_textpage().get_text_bounded()]
    assert not pane.pages.pages[on[0]].visibleRegion().isEmpty()
    bar.setValue(0)
    agenda.lines[25].box.more.setFocus()
    settle(qtbot, window)
    assert bar.value() == 0


def test_what_cannot_be_printed_is_told_and_the_pages_stay(window: MainWindow, qtbot: QtBot) -> None:
    pane = previewed(window, qtbot)
    before = pane.pdf
    type_text(window.page.form.rows.editors["next_session_on"].inputs()[0], "some day")
    qtbot.waitUntil(lambda: pane.notice.isVisible())
    assert "some day" in pane.notice.text
    assert pane.pdf is before
    window.page.form.rows.editors["next_session_on"].input.clear()
    type_text(window.page.form.rows.editors["next_session_on"].inputs()[0], "2027-03-05")
    drawn_anew(pane, qtbot, window)
    assert not pane.notice.isVisible()


def test_a_new_record_is_drawn_and_leaves_nothing_behind(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    pane = previewed(window, qtbot)
    count = window.screen.model.rowCount()
    window.page.read()
    assert not pane.isVisible()
    window.new_record("conference_report")
    settle(qtbot, window)
    type_text(window.page.form.rows.editors["lessons"].inputs()[0], "Of a new one")
    drawn_anew(pane, qtbot, window)
    assert "Of a new one" in words(pane.pdf)
    settle(qtbot, window)
    assert window.screen.model.rowCount() == count
    assert [one for one in tmp_path.iterdir() if one.name != "home"] == []
    assert not any(b"Of a new one" in one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())


def test_the_list_makes_room_where_there_is_little_and_the_choice_is_kept(
    window: MainWindow, qtbot: QtBot, home: Path, qapp: QApplication
) -> None:
    previewed(window, qtbot)
    assert window.screen.list.isHidden()
    window.page.read()
    assert not window.screen.list.isHidden()
    window.page.edit()
    window.resize(1900, 900)
    settle(qtbot, window)
    assert not window.screen.list.isHidden()
    window.close()
    again = opened(home, qtbot, qapp)
    again.new_record("conference_report")
    settle(qtbot, again)
    assert again.page.previewing
    again.menus.actions["preview_beside"].trigger()
    assert not again.page.previewing
    assert not again.screen.list.isHidden()
    closed(again)
