"""Importing a table into a list, and exporting it, as a person does in the window."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from coopdesk.operations import files, listing, record
from coopdesk.operations.tables import Outcome
from coopdesk.ui.list_pane import ListPane
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.table_export import TableExport
from coopdesk.ui.table_import import dialog as steps
from coopdesk.ui.table_import.dialog import TableImport
from tests.interchange.books import book
from tests.ui.test_drops import cue, dropped, held
from tests.ui.windows import closed, opened, settle

ROWS = [
    ["Partners of 2026"], ["Name", "الاسم", "Founded", "Odd"], ["Blue Fund", "الصندوق الأزرق", "26 رمضان 1420", "a"],
    ["Bad", "", "30/2/2001", "b"], ["Total", "", "2", ""],
]  # fmt: skip


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


@pytest.fixture
def pane(window: MainWindow, qtbot: QtBot) -> ListPane:
    window.open_list("organization")
    settle(qtbot, window)
    return window.records.list


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "partners.xlsx"
    path.write_bytes(book(ROWS))
    return path


def with_more(made: Any) -> None:
    """Add sheets to a workbook: one that is hidden, one that is empty, one with records."""
    made.create_sheet("Aside").append(["Name", "Founded"])
    made["Aside"].sheet_state = "hidden"
    made.create_sheet("Nothing")
    more = made.create_sheet("More")
    more.append(["Name", "Founded"])
    more.append(["Green House", "1999"])


def dialog(window: MainWindow) -> TableImport:
    return window.findChildren(TableImport)[-1]


def test_a_table_is_imported_in_three_steps_by_the_keyboard_alone(
    window: MainWindow, pane: ListPane, file: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    pane.acts.import_file(file)
    made = dialog(window)
    settle(qtbot, window)
    assert made.sheet.header.value() == 2
    assert "line 5 (total)" in made.sheet.told.text().replace("\u2068", "").replace("\u2069", "")
    assert made.next.hasFocus()
    qtbot.keyClick(made.next, Qt.Key.Key_Return)
    assert [box.currentData() for box in made.columns.boxes] == ["name_en", "name_ar", "founded", ""]
    assert made.columns.left.isVisible()
    odd = made.columns.boxes[3]
    odd.setFocus()
    qtbot.keyClicks(odd, "Notes")
    assert odd.currentData() == "notes"
    qtbot.keyClick(made.next, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert made.check.summary.text() == "1 is entered  ·  1 is refused"
    assert made.check.show_only.currentData() == "refused"
    assert made.check.lines.topLevelItemCount() == 1
    said = made.check.lines.topLevelItem(0).child(0).text(0)
    assert "February 2001 has only 28 days" in said
    assert len(listing.open_list(window.open_store, "organization", where={"name_en": "Blue Fund"})) == 0
    qtbot.keyClick(made.next, Qt.Key.Key_Return)
    settle(qtbot, window)
    found = listing.open_list(window.open_store, "organization", where={"name_en": "Blue Fund"})
    [id] = listing.ids(window.open_store, found)
    saved = record.show(window.open_store, "organization", id)
    assert (saved["founded"], saved["notes"]) == ("2000-01-03", "a")
    made.save_refused_to(tmp_path / "back.xlsx")
    settle(qtbot, window)
    assert openpyxl.load_workbook(tmp_path / "back.xlsx").active.max_row == 2
    qtbot.keyClick(made.next, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "1 record was entered." in pane.quiet.text


def test_the_header_is_moved_and_another_list_is_chosen(
    window: MainWindow, pane: ListPane, file: Path, qtbot: QtBot
) -> None:
    pane.acts.import_file(file)
    made = dialog(window)
    settle(qtbot, window)
    made.sheet.table.cellDoubleClicked.emit(2, 1)
    settle(qtbot, window)
    assert made.sheet.header.value() == 3
    qtbot.keyClick(made.next, Qt.Key.Key_Return)
    assert "Blue Fund" in made.columns.boxes[0].accessibleName()
    qtbot.mouseClick(made.back, Qt.MouseButton.LeftButton)
    assert made.sheet.isVisible()
    made.reject()
    window.open_list("membership")
    settle(qtbot, window)
    window.records.list.acts.import_file(file)
    other = dialog(window)
    settle(qtbot, window)
    other.sheet.of.setCurrentIndex(other.sheet.of.findData("contribution"))
    other.sheet.of.activated.emit(1)
    settle(qtbot, window)
    assert other._plan is not None
    assert other._plan.type == "contribution"
    other.reject()


def test_a_sheet_that_is_named_after_a_list_is_taken_for_it(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    body = record.save(window.open_store, "organization", {"name_en": "Blue Fund"})["id"]
    contributions = [{"year": 2026, "paid": {"amount": "12.50", "currency": "QAR"}}]
    record.save(
        window.open_store, "membership", {"organization": body, "seat": "Board", "contributions": contributions}
    )
    window.open_list("membership")
    settle(qtbot, window)
    path = tmp_path / "whole.xlsx"
    window.records.list.acts.export_to(path, whole=True)
    settle(qtbot, window)
    window.records.list.acts.import_file(path)
    made = dialog(window)
    settle(qtbot, window)
    assert made.sheet.type == "membership"
    made.sheet.sheet.setCurrentIndex(1)
    made.sheet.sheet.activated.emit(1)
    settle(qtbot, window)
    assert made.sheet.type == "contribution"
    made.go_on()
    made.go_on()
    settle(qtbot, window)
    assert made.check.summary.text() == "1 is here already"
    assert not made.next.isEnabled()
    made.reject()


def test_what_is_no_table_is_told_and_another_file_can_be_chosen(
    window: MainWindow, pane: ListPane, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = file.with_name("bad.xlsx")
    bad.write_bytes(b"PK nothing")
    pane.acts.import_file(bad)
    made = dialog(window)
    settle(qtbot, window)
    assert "cannot be read as a table" in made.notice.text
    assert not made.next.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    qtbot.mouseClick(made.sheet.again, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert made.next.isEnabled()
    assert not made.notice.isVisible()
    made.reject()


def test_it_is_left_while_it_looks_and_nothing_comes_of_it(
    window: MainWindow, pane: ListPane, file: Path, qtbot: QtBot
) -> None:
    before = len(listing.open_list(window.open_store, "organization"))
    pane.acts.import_file(file)
    made = dialog(window)
    settle(qtbot, window)
    made.go_on()
    made.go_on()
    qtbot.keyClick(made, Qt.Key.Key_Escape)
    assert not made.isVisible()
    settle(qtbot, window)
    assert len(listing.open_list(window.open_store, "organization")) == before


def test_an_import_that_is_stopped_shows_what_is_in(
    window: MainWindow, pane: ListPane, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.acts.import_file(file)
    made = dialog(window)
    settle(qtbot, window)
    made.go_on()
    made.go_on()
    settle(qtbot, window)

    begun, stop = Event(), Event()

    def stopped(*_: object) -> Outcome:
        begun.set()
        assert stop.wait(30)
        return Outcome(created=["x"], left=3)

    monkeypatch.setattr(steps, "take", stopped)
    made.go_on()
    qtbot.waitUntil(begun.is_set)
    made.close()
    assert made.isVisible()
    stop.set()
    settle(qtbot, window)
    assert "3 lines are not imported" in made.done_text.text()
    made.go_on()
    assert not made.isVisible()


def test_a_table_dropped_on_a_list_is_imported_into_it(
    window: MainWindow, pane: ListPane, file: Path, qtbot: QtBot
) -> None:
    on_list = pane.mapTo(window, pane.rect().center())
    assert held(window, file, at=on_list)
    assert "Organizations" in cue(window).title.text()
    dropped(window, file, at=on_list)
    settle(qtbot, window)
    assert dialog(window).sheet.header.value() == 2
    dialog(window).reject()
    assert not held(window, file, at=QPoint(2, 2))


def test_a_list_is_exported_as_it_stands_or_whole(
    window: MainWindow, pane: ListPane, qtbot: QtBot, tmp_path: Path
) -> None:
    record.save(
        window.open_store,
        "organization",
        {"name_en": "Secret House", "classification": "secret", "audience": "ministry"},
    )
    pane.ask({"name_en": "Secret House"})
    settle(qtbot, window)
    for whole in (False, True):
        pane.acts.export_table()
        asked = window.findChildren(TableExport)[-1]
        asked.all.setChecked(whole)
        path = tmp_path / f"{whole}.xlsx"
        asked.export_to(path)
        settle(qtbot, window)
        sheet = openpyxl.load_workbook(path).worksheets[0]
        names = [cell.value for cell in sheet[1]]
        assert ("id" in names) is whole
        assert sheet.max_row == 3
        assert "1 record was exported." in pane.quiet.text
        assert "confidential" in pane.quiet.text


def test_the_next_sheet_of_a_workbook_is_taken_without_choosing_the_file_again(
    window: MainWindow, pane: ListPane, file: Path, qtbot: QtBot
) -> None:
    file.write_bytes(book(ROWS, more=with_more))
    pane.acts.import_file(file)
    made = dialog(window)
    settle(qtbot, window)
    for _ in range(3):
        made.go_on()
        settle(qtbot, window)
    assert made.outcome is not None
    assert made.outcome.refused
    assert "More" in made.further.text()
    made.further.click()
    settle(qtbot, window)
    assert made.sheet.chosen_sheet.name == "More"
    for _ in range(3):
        made.go_on()
        settle(qtbot, window)
    assert len(made.outcome.created) == 1
    assert not made.outcome.refused
    assert not made.further.isVisibleTo(made)
    store = window.open_store
    assert listing.count(store, "organization", {"name_en": "Green House"}) == 1


def test_the_folder_of_the_files_is_beside_the_table_unless_another_is_chosen(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_list("expert")
    settle(qtbot, window)
    sheet, folder = tmp_path / "experts.xlsx", tmp_path / "cvs"
    folder.mkdir()
    (folder / "ann.pdf").write_bytes(b"%PDF-1")
    sheet.write_bytes(book([["Name as in the passport", "CV"], ["Ann", "ann.pdf"]]))
    window.records.list.acts.import_file(sheet)
    made = dialog(window)
    settle(qtbot, window)
    made.go_on()
    assert not made.columns.files.isHidden()
    assert str(tmp_path) in made.columns.folder_told.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    made.columns.change.click()
    made.go_on()
    settle(qtbot, window)
    assert [one.grade for one in made.found.findings if one.field == "files"] == ["note"]
    made.go_on()
    settle(qtbot, window)
    assert "1 file was attached." in made.done_text.text()
    [id] = made.outcome.created
    assert [one["name"] for one in files.files(window.store, "expert", id)] == ["ann.pdf"]
    made.accept()


def test_what_is_taken_with_a_warning_is_counted_before_it_is_imported(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "offers.csv"
    path.write_text(
        "Title,Kind,Offered by\nCourse,Training course,Nowhere at all\nTwo,Training course,World Health Organization\n"
    )
    window.open_list("opportunity")
    settle(qtbot, window)
    window.records.list.acts.import_file(path)
    made = dialog(window)
    settle(qtbot, window)
    for _ in range(2):
        made.go_on()
        settle(qtbot, window)
    assert made.check.summary.text() == "2 are entered  ·  1 is taken with a warning"
