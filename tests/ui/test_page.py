"""A record read as a page: what is filled is there, links lead on, steps are taken, what it was then comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record
from coopdesk.operations.examples import add_examples
from coopdesk.store.seed import published_id
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    add_examples(store)
    store.close()
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def show(qtbot: QtBot, window: MainWindow, type: str, id: str) -> str:
    window.open_record(type, id)
    settle(qtbot, window)
    assert window.page is not None
    return window.page._sheet.toPlainText()


def test_reading_builds_no_form_and_shows_what_is_filled(window: MainWindow, qtbot: QtBot) -> None:
    text = show(qtbot, window, "organization", published_id("organization/unctad"))
    page = window.page
    assert page._form is None
    assert "1964" in text
    assert "Geneva" in text
    assert "Switzerland" in text
    assert "General Assembly" in text
    assert "مؤتمر الأمم المتحدة للتجارة والتنمية" in page._head.other.text()
    assert "Telephone" not in text
    page._sheet.anchorClicked.emit(QUrl(f"record:organization/{published_id('organization/general-assembly')}"))
    settle(qtbot, window)
    assert "General Assembly" in window.page._head.title.text()
    assert "United Nations Conference on Trade" in window.page._links.toPlainText()


def test_a_report_is_submitted_from_its_page_and_frozen(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.setCurrentIndex(1)
    settle(qtbot, window)
    window.screen.table.setCurrentIndex(window.screen.model.index(0, 0))
    settle(qtbot, window)
    page = window.page
    assert page._head.step_button.text() == "Submit"
    empty = {"id": page.view["id"], "bottom_line_en": None, "bottom_line_ar": None}
    record.save(window.store, "conference_report", empty)
    page.renew()
    settle(qtbot, window)
    page._head.step_button.click()
    assert "Bottom line" in page.notice.text
    page.notice._action.click()
    assert page.editing
    page.form.rows.editors["bottom_line_en"].set_value("In one line")
    page.form.save()
    settle(qtbot, window)
    page.finish()
    page._head.step_button.click()
    settle(qtbot, window)
    assert page.view["stage"] == "submitted"
    assert page._head.edit_button.isHidden()
    page.edit()
    assert not page.editing


def test_what_it_looked_like_then_and_undoing_a_saved_change(window: MainWindow, qtbot: QtBot) -> None:
    id = record.save(window.store, "contact", {"name_en": "First name", "position": "Clerk"})["id"]
    record.save(window.store, "contact", {"id": id, "position": "Director"})
    assert "Director" in show(qtbot, window, "contact", id)
    page = window.page
    page.history.setCurrentItem(page.history.topLevelItem(page.history.topLevelItemCount() - 1))
    page._history.then_button.click()
    settle(qtbot, window)
    assert "Clerk" in page._sheet.toPlainText()
    assert "As it was" in page.notice.text
    page.notice._action.click()
    assert "Director" in page._sheet.toPlainText()
    assert page.next_undo.parts == ["Position"]
    page.acts.undo_last()
    settle(qtbot, window)
    assert record.show(window.store, "contact", id)["position"] == "Clerk"
    assert "Clerk" in page._sheet.toPlainText()


def test_files_are_looked_at_inside_and_taken_off_with_a_way_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, home: Path
) -> None:
    id = record.save(window.store, "contact", {"name_en": "Somebody"})["id"]
    show(qtbot, window, "contact", id)
    (tmp_path / "note.txt").write_text("مذكرة قصيرة", "utf-8")
    page = window.page
    page.acts.attach_file(tmp_path / "note.txt")
    settle(qtbot, window)
    page.side.setCurrentIndex(3)
    page.files.selectRow(0)
    settle(qtbot, window)
    assert page._files.text.toPlainText() == "مذكرة قصيرة"
    assert page._files.text.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert not any("مذكرة".encode() in path.read_bytes() for path in home.rglob("*") if path.is_file())
    window.switch_language()
    settle(qtbot, window)
    page.acts.attach_file(tmp_path / "note.txt")
    settle(qtbot, window)
    assert page.files.rowCount() == 2
    assert page._files._chosen() is not None
    window.switch_language()
    settle(qtbot, window)
    page._files.detach()
    settle(qtbot, window)
    assert page.files.rowCount() == 1
    page.notice._action.click()
    settle(qtbot, window)
    assert page.files.rowCount() == 2
