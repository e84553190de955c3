"""The indicator matrix in the window: typed and pasted into, saved by itself, reviewed, locked."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, drafts, record
from coopdesk.operations.indicators import cell_saving, matrix
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.ui.indicators import matrix_acts
from coopdesk.ui.indicators.matrix_model import FIXED
from coopdesk.ui.indicators.matrix_tab import MatrixTab
from coopdesk.ui.indicators.matrix_view import MatrixView
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.screens import SCREENS, evaluation
from tests.conftest import PASSPHRASE
from tests.operations.indicators.made import came_late, entity, indicator
from tests.ui.offices import dialog
from tests.ui.test_locking import unlock
from tests.ui.windows import closed, opened, settle

ONE = 1_000_000
NAMES = ("Trainees", "Share done", "Cost")


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    made = [
        indicator(store, name, framework=framework(store), code=f"T.{n}", starts="2024", ends="2027", **given)
        for n, (name, given) in enumerate(
            zip(NAMES, ({"parts": ["sex"], "jump": "50"}, {"measure": "per_cent", "low": "0", "high": "100"}, {}),
                strict=True)
        )
    ]  # fmt: skip
    cell_saving.save_cells(store, [Change(made[0], "2024", "", "value", 10 * ONE)])
    store.close()
    shown = opened(home, qtbot, qapp)
    shown.tabs.setCurrentIndex(SCREENS.index(evaluation))
    settle(qtbot, shown)
    screen = shown.screen
    screen.kinds.setCurrentRow(screen.types.index("indicator"))
    screen.list.ask({"framework": framework(shown.store)})
    screen.list.look.sort = "code"
    screen.list.shape_bar.buttons["matrix"].click()
    settle(qtbot, shown)
    shown.screen.list.shapes.matrix.take_focus()
    yield shown
    closed(shown)


def framework(store: object) -> str:
    """Return the framework of the indicators of the tests."""
    from coopdesk.operations import listing

    assert store is not None
    there = listing.ids(store, listing.open_list(store, "framework", where={"code": "TEST"}))  # type: ignore[arg-type]
    made = {"code": "TEST", "name_en": "Tests", "name_ar": "اختبارات"}
    return str(there[0] if there else record.save(store, "framework", made)["id"])  # type: ignore[arg-type]


@pytest.fixture
def view(window: MainWindow) -> MatrixView:
    found: MatrixView = window.screen.list.shapes.matrix
    return found


def go(view: MatrixView, row: int, period: str) -> None:
    assert view.model.matrix is not None
    view.table.cells.setCurrentIndex(view.model.index(row, FIXED + view.model.matrix.periods.index(period)))
    view.table.cells.setFocus()


def kept(view: MatrixView, period: str, name: str = "value", entity: str | None = None) -> list[int | str | None]:
    """Return what the database holds in a period of the indicators that are shown, in units."""
    assert view.model.matrix is not None
    found = matrix.open_matrix(view.context.store, view.model.matrix.asked._replace(entity=entity))
    column = found.periods.index(period)
    stored = [getattr(line[column], name) for row, line in zip(found.rows, found.cells, strict=True) if not row.part]
    return [one / ONE if isinstance(one, int) else one for one in stored]


def type_in(qtbot: QtBot, view: MatrixView, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    qtbot.keyClicks(view.table.cells, text[0])
    editor = view.table.cells.findChildren(object, "cell")[-1]
    qtbot.keyClicks(editor, text[1:])
    qtbot.keyClick(editor, key)


def test_what_is_typed_replaces_and_is_saved_by_itself(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    go(view, 0, "2024")
    type_in(qtbot, view, "12")
    assert view.table.cells.currentIndex().row() == 1
    type_in(qtbot, view, "45.5", Qt.Key.Key_Tab)
    assert view.table.cells.currentIndex().column() == FIXED + 1
    assert view.saving.dirty
    qtbot.waitUntil(lambda: not view.saving.dirty)
    assert kept(view, "2024") == [12, 45.5, None]
    assert not view.model.edits


def test_a_block_from_excel_is_written_with_arabic_digits_thousands_and_per_cent(
    window: MainWindow, view: MatrixView, qtbot: QtBot
) -> None:
    go(view, 0, "2025")
    QGuiApplication.clipboard().setText("١٢٬٣٤٥\t1,250.5\r\n45%\t٤٦٫٥٪\r\n\t7\r\n")
    qtbot.keyClick(view.table.cells, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2025") == [12345, 45, None]
    assert kept(view, "2026") == [1250.5, 46.5, 7]
    qtbot.keyClick(view.table.cells, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2026") == [None, None, None]
    qtbot.keyClick(view.table.cells, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2025") == [12345, 45, None]


def test_faults_of_a_block_are_told_before_anything_is_written(
    window: MainWindow, view: MatrixView, qtbot: QtBot
) -> None:
    go(view, 0, "2026")
    QGuiApplication.clipboard().setText("1\t2\t3\nabc\t150\n5\t6")
    qtbot.keyClick(view.table.cells, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert view.paste.isVisible()
    assert not view.model.edits
    lines = [view.paste.list.item(n).text() for n in range(view.paste.list.count())]
    assert len(lines) == 2
    assert "Share done" in lines[0]
    assert "abc" in lines[0]
    assert lines[1].replace("\u2068", "").replace("\u2069", "").startswith("Share done, 2027: "), lines[1]
    assert "150" in lines[1]
    assert "value" not in lines[1], "no name of a program's"
    view.paste.list.itemActivated.emit(view.paste.list.item(1))
    assert view.model.at(view.table.cells.currentIndex()) == (view.model.rows[1], 3)
    view.paste.take.click()
    view.keep()
    settle(qtbot, window)
    assert (kept(view, "2026"), kept(view, "2027")) == ([1, None, 5], [2, None, 6])
    assert "2 cells" in view.fault.text(), "what is wrong stays where it is to be corrected"
    assert view.model.index(1, FIXED + 3).data() == "150"
    view.fault.click()
    type_in(qtbot, view, "15", Qt.Key.Key_Tab)
    type_in(qtbot, view, "50")
    view.keep()
    settle(qtbot, window)
    assert (kept(view, "2026"), kept(view, "2027")) == ([1, 15, 5], [2, 50, 6])
    assert not view.fault.isVisible()


def test_a_cell_that_is_no_number_stays_and_is_told_where(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    go(view, 1, "2025")
    type_in(qtbot, view, "150")
    go(view, 2, "2025")
    type_in(qtbot, view, "9")
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2025") == [None, None, 9]
    assert view.fault.isVisible()
    assert "1 cell" in view.fault.text()
    place = view.model.index(1, FIXED + 1)
    assert place.data() == "150"
    assert "100" in place.data(Qt.ItemDataRole.ToolTipRole)
    view.ask(start="2025")
    assert view.asked.start == "", "what is not saved keeps the matrix there"
    view.fault.click()
    assert view.table.cells.currentIndex() == place
    type_in(qtbot, view, "50")
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2025") == [None, 50, 9]
    assert not view.fault.isVisible()


def test_what_no_cell_takes_is_there_again_when_the_program_is(
    home: Path, window: MainWindow, view: MatrixView, qtbot: QtBot, qapp: QApplication
) -> None:
    assert view.model.matrix is not None
    id = view.model.matrix.rows[0].indicator
    go(view, 0, "2025")
    type_in(qtbot, view, "12,,5")
    go(view, 2, "2026")
    type_in(qtbot, view, "7 or 8")
    closed(window)
    second = opened(home, qtbot, qapp)
    assert second.notice.isVisible(), "what was typed and is not saved is offered"
    second.open_record("indicator", id)
    settle(qtbot, second)
    [draft] = [one for one in drafts.kept(second.open_store) if one.id == id]
    second.open_draft(draft)
    settle(qtbot, second)
    tab = next(one for one in second.page.side.tailored if isinstance(one, MatrixTab))
    assert tab.isVisible()
    assert [text for text, _ in tab.matrix.model.faults.values()] == ["12,,5"]
    tab.matrix.show_fault()
    type_in(qtbot, tab.matrix, "12.5")
    tab.matrix.keep()
    settle(qtbot, second)
    assert kept(tab.matrix, "2025") == [12.5]
    assert [one.changes for one in drafts.kept(second.open_store)] == [{"2026\t\tvalue": "7 or 8"}]
    closed(second)


def test_what_is_let_go_is_kept_no_more(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    go(view, 1, "2025")
    type_in(qtbot, view, "much")
    settle(qtbot, window)
    assert len(drafts.kept(view.context.store)) == 1
    view.ask(start="2025")
    view.notice._action.click()
    settle(qtbot, window)
    assert drafts.kept(view.context.store) == []


def test_a_jump_is_questioned_and_taken(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    go(view, 0, "2025")
    type_in(qtbot, view, "100")
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2025")[0] == 100
    assert "Is that so?" in view.model.index(0, FIXED + 1).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_selection_is_filled_copied_and_emptied(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    go(view, 0, "2025")
    type_in(qtbot, view, "4", Qt.Key.Key_Up)
    go(view, 0, "2025")
    for _ in range(2):
        qtbot.keyClick(view.table.cells, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view.table.cells, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2025") == [4, 4, 4]
    qtbot.keyClick(view.table.cells, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "4\n4\n4"
    qtbot.keyClick(view.table.cells, Qt.Key.Key_Delete)
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2025") == [None, None, None]


def test_what_is_being_typed_is_saved_where_the_list_is_left(
    window: MainWindow, view: MatrixView, qtbot: QtBot
) -> None:
    go(view, 2, "2027")
    qtbot.keyClicks(view.table.cells, "8")
    window.screen.list.shape_bar.buttons["table"].click()
    settle(qtbot, window)
    assert kept(view, "2027") == [None, None, 8]


def test_what_is_typed_is_saved_when_the_desk_is_locked(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    go(view, 2, "2027")
    type_in(qtbot, view, "8")
    window.locking.lock()
    unlock(window, qtbot)
    assert kept(view, "2027")[2] == 8
    assert not view.model.edits


def test_targets_are_written_above_the_values(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    view.writes["target"].click()
    go(view, 0, "2026")
    type_in(qtbot, view, "90")
    view.keep()
    settle(qtbot, window)
    assert (kept(view, "2026", "target")[0], kept(view, "2026")[0]) == (90, None)
    assert "90" in view.model.index(0, FIXED + 2).data(Qt.ItemDataRole.ToolTipRole)


def test_another_entitys_values_are_entered_apart_and_put_together(
    window: MainWindow, view: MatrixView, qtbot: QtBot
) -> None:
    vienna = entity(view.context.store, "Vienna")
    go(view, 2, "2025")
    type_in(qtbot, view, "5")
    view.ask(entity=vienna)
    settle(qtbot, window)
    assert view.model.matrix is not None
    assert view.model.matrix.asked.entity == vienna
    assert view.whose.currentText() == "Vienna"
    go(view, 1, "2025")
    type_in(qtbot, view, "7")
    view.ask(entity=None)
    settle(qtbot, window)
    assert kept(view, "2025") == [None, 7, 5]
    place = view.model.index(1, FIXED + 1)
    assert not place.flags() & Qt.ItemFlag.ItemIsEditable
    assert "several entities" in place.data(Qt.ItemDataRole.ToolTipRole)


def test_values_are_reviewed_from_the_menu_and_a_period_is_locked(
    window: MainWindow, view: MatrixView, qtbot: QtBot
) -> None:
    go(view, 0, "2024")
    act(view, "Submit", "Everything of 2024")
    settle(qtbot, window)
    assert "Submitted: 1" in view.counts.labels["submitted"].text()
    place = view.model.index(0, FIXED)
    assert not place.flags() & Qt.ItemFlag.ItemIsEditable
    assert "Submitted" in place.data(Qt.ItemDataRole.AccessibleTextRole)
    go(view, 0, "2024")
    act(view, "Approve", "Chosen cells")
    settle(qtbot, window)
    assert "Approved: 1" in view.counts.labels["approved"].text()
    act(view, "Lock 2024")
    settle(qtbot, window)
    assert view.model.headerData(FIXED, Qt.Orientation.Horizontal) == "2024\nlocked"
    go(view, 1, "2024")
    qtbot.keyClicks(view.table.cells, "3")
    assert not view.model.edits
    act(view, "Open 2024 again")
    settle(qtbot, window)
    assert view.model.headerData(FIXED, Qt.Orientation.Horizontal) == "2024"


def test_what_came_after_its_period_was_locked_is_told_before_it_is_approved(
    window: MainWindow, view: MatrixView, qtbot: QtBot
) -> None:
    go(view, 0, "2024")
    act(view, "Lock 2024")
    settle(qtbot, window)
    came_late(view.context.store, view.model.matrix.rows[-1].indicator, "2024", 33 * ONE)  # type: ignore[union-attr]
    go(view, 2, "2024")
    act(view, "Open 2024 again")
    settle(qtbot, window)
    view.read()
    settle(qtbot, window)
    assert view.late.isVisible(), "to open the period decides on nothing"
    go(view, 2, "2024")
    act(view, "Approve", "Chosen cells")
    settle(qtbot, window)
    assert view.notice.text == "1 value came after its period was locked."
    assert "Approved: 1" not in view.counts.labels["approved"].text()
    view.notice._action.click()
    settle(qtbot, window)
    assert "Approved: 1" in view.counts.labels["approved"].text()
    assert not view.late.isVisible()


def act(view: MatrixView, *names: str) -> None:
    """Choose what the menu offers."""
    menu = matrix_acts.made(view)
    for name in names:
        found = next(one for one in menu.actions() if one.text() == name)
        menu = found.menu() or menu
        if not found.menu():
            found.trigger()


def test_a_value_comes_back_with_a_comment(
    window: MainWindow, view: MatrixView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_: ("Which year is meant?", True))
    go(view, 0, "2024")
    act(view, "Submit", "Everything shown")
    settle(qtbot, window)
    go(view, 0, "2024")
    act(view, "Return for correction", "Chosen cells")
    settle(qtbot, window)
    assert "Returned: 1" in view.counts.labels["returned"].text()
    go(view, 0, "2024")
    qtbot.keyClick(view.table.cells, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    view.keep()
    settle(qtbot, window)
    assert kept(view, "2024", "note")[0] == "Which year is meant?"
    assert "Which year is meant?" in view.model.index(0, FIXED).data(Qt.ItemDataRole.ToolTipRole)


def test_parts_fold_out_under_their_indicator(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    go(view, 0, "2024")
    qtbot.keyClick(view.table.cells, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    names = [view.model.index(row, 0).data() for row in range(view.model.rowCount())]
    assert names == ["Trainees", "Women and girls", "Men and boys", "Share done", "Cost"]
    matrix_acts.show_part(view, view.model.matrix.rows[0].indicator, "age=15-24")  # type: ignore[union-attr]
    settle(qtbot, window)
    assert "15-24" in view.model.index(3, 0).data()
    view.table.show_place(3, 1)
    type_in(qtbot, view, "6")
    view.keep()
    settle(qtbot, window)
    view.ask(parts=())
    settle(qtbot, window)
    assert "6" in view.model.index(3, FIXED + 1).data()


def test_the_tab_of_an_indicator_has_its_values(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    view.opened.emit(view.model.matrix.rows[0].indicator)  # type: ignore[union-attr]
    settle(qtbot, window)
    side = window.page.side  # type: ignore[union-attr]
    side.setCurrentIndex(next(n for n in range(side.count()) if side.tabText(n) == "Values"))
    settle(qtbot, window)
    own = side.currentWidget().findChild(MatrixView)
    assert [one.name for one in own.model.matrix.rows] == ["Trainees", "Women and girls", "Men and boys"]
    go(own, 0, "2026")
    type_in(qtbot, own, "3")
    window.page.keep()  # type: ignore[union-attr]
    settle(qtbot, window)
    assert kept(own, "2026")[0] == 3


def test_a_new_value_asks_of_which_indicator_first(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    screen = window.screen
    id = view.model.matrix.rows[2].indicator  # type: ignore[union-attr]
    screen.kinds.setCurrentRow(screen.types.index("indicator_value"))
    settle(qtbot, window)
    screen.new()
    asking: Any = dialog(window, qtbot)
    asking.agree.click()
    assert asking.notice.isVisible()
    asking.editors[0].set_value(id)
    asking.editors[1].set_value("2026")
    asking.agree.click()
    settle(qtbot, window)
    assert (window.page.view["indicator"], window.page.view["period"]) == (id, "2026")  # type: ignore[union-attr]


def test_the_values_of_a_conflict_are_opened_from_its_cell(window: MainWindow, view: MatrixView, qtbot: QtBot) -> None:
    assert view.model.matrix is not None
    id, seen = view.model.matrix.rows[0].indicator, view.model.matrix.seen
    for value in (20, 30):
        change = Change(id, "2024", "", "value", value * ONE)
        cell_saving.save_cells(view.context.store, [change], seen=seen, concurrent=True)
    view.read()
    settle(qtbot, window)
    go(view, 0, "2024")
    assert "Several values" in view.table.cells.currentIndex().data(Qt.ItemDataRole.ToolTipRole)
    qtbot.keyClick(view.table.cells, Qt.Key.Key_Return)
    shown: Any = dialog(window, qtbot)
    assert shown.isVisible()
    shown.reject()
