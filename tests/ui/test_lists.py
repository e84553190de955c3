"""Lists as a person uses them: filtered by chips, grouped, arranged, kept, copied, printed; the side and the tree."""

import time
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import app
from coopdesk.operations import copying, desk, printed_list, record, views
from coopdesk.operations.listing import Group, Listing
from coopdesk.ui.help import HelpWindow
from coopdesk.ui.list_table import fitted, fitting
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preview import Preview
from coopdesk.ui.record_table import GROUP
from tests.conftest import PASSPHRASE
from tests.ui.windows import DIRECTORY, OPPORTUNITIES, REPORTS, contacts, settle, shown, type_text, values_of

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]
PHONE = "+41 22 000"


def opened(home: Path, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    window = app.window_for(home, qapp)
    window.resize(1400, 800)
    window.show()
    window.unlock.inputs["passphrase"].setText(PASSPHRASE)
    qtbot.mouseClick(window.unlock.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.store is not None)
    window.tabs.setCurrentIndex(DIRECTORY)
    settle(qtbot, window)
    return window


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    for one in record.save_all(store, "contact", [
        {"name_en": "Amal", "name_ar": "أمل", "position": "=1+1", "phone": PHONE, "nationality": "QA"},
        {"name_en": "Badr", "nationality": "FR", "classification": "confidential"},
        {"name_en": "Dana", "nationality": "QA"},
    ]):  # fmt: skip
        assert one["id"]
    top, part, leaf = (record.save(store, "organization", {"name_en": name})["id"] for name in ("Top", "Part", "Leaf"))
    record.save(store, "organization", {"id": part, "parent": top})
    record.save(store, "organization", {"id": leaf, "parent": part})
    store.close()
    made = opened(home, qtbot, qapp)
    yield made
    made.close()


def test_chips_filter_by_any_of_several_values_and_are_cleared(window: MainWindow, qtbot: QtBot) -> None:
    pane = contacts(window, qtbot).list
    items = values_of(pane, "nationality", qtbot, window)
    assert list(items) == ["Qatar", "France"]
    items["Qatar"].setCheckState(Qt.CheckState.Checked)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: shown(pane) == ["Amal", "Dana"])
    items["France"].setCheckState(Qt.CheckState.Checked)
    qtbot.waitUntil(lambda: shown(pane) == ["Amal", "Badr", "Dana"])
    chip = pane.chips.chips["nationality"]
    assert "Qatar, France" in chip.toolTip()
    chip.popup.close()
    window.switch_language()
    settle(qtbot, window)
    assert "قطر، فرنسا" in pane.chips.chips["nationality"].toolTip()
    type_text(pane.search, "nothing at all")
    qtbot.waitUntil(lambda: pane.model.rowCount() == 0)
    assert "قطر" in pane.empty.text
    assert "nothing at all" in pane.empty.text
    pane.empty.button.click()
    settle(qtbot, window)
    assert pane.model.rowCount() == 3
    assert pane.asks() == ({}, "")


def test_an_empty_list_says_what_belongs_there_and_leads_on(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.setCurrentIndex(REPORTS)
    for row in range(len(window.screen.types)):
        window.screen.kinds.setCurrentRow(row)
        settle(qtbot, window)
        pane = window.screen.list
        pane.ask({"id": {"any": []}} if pane.model.rowCount() else {})
        settle(qtbot, window)
        assert pane.empty.isVisible()
        assert not pane.table.isVisible()
    pane.ask({})
    settle(qtbot, window)
    told = pane.empty.text
    pane.empty.link.click()
    pages = window.findChild(HelpWindow)
    assert pages.name == "steps"
    pages.close()
    window.switch_language()
    settle(qtbot, window)
    assert pane.empty.text != told
    pane.empty.button.click()
    settle(qtbot, window)
    assert not window.screen.form.view.get("id")
    assert window.screen.form.isVisible()


def test_groups_stand_under_their_names_and_close(window: MainWindow, qtbot: QtBot) -> None:
    screen = contacts(window, qtbot)
    pane = screen.list
    pane.group_by("nationality")
    settle(qtbot, window)
    assert shown(pane) == ["France  ·  1", "Badr", "Qatar  ·  2", "Amal", "Dana"]
    qtbot.keyClick(pane.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(pane.selected()) == 3
    pane.table.clearSelection()
    pane.table.setCurrentIndex(pane.model.index(2, 0))
    assert pane.model.index(2, 0).data(GROUP) is True
    qtbot.keyClick(pane.table, Qt.Key.Key_Return)
    assert shown(pane) == ["France  ·  1", "Badr", "Qatar  ·  2"]
    pane.table.setCurrentIndex(pane.model.index(1, 0))
    settle(qtbot, window)
    assert screen.form.view["name_en"] == "Badr"
    window.grab()


def test_columns_order_and_filters_are_as_they_were_after_opening_again(
    window: MainWindow, qtbot: QtBot, home: Path, qapp: QApplication
) -> None:
    screen = contacts(window, qtbot)
    pane = screen.list
    pane.set_columns(["name_en", "nationality", "email"])
    settle(qtbot, window)
    pane.table.horizontalHeader().moveSection(2, 1)
    settle(qtbot, window)
    assert [one.name for one in pane.model.fields] == ["name_en", "email", "nationality"]
    for _ in range(2):
        pane.sort_by("name_en")
    pane.table.horizontalHeader().resizeSection(1, 155)
    pane.ask({"nationality": {"any": ["QA"]}}, "")
    settle(qtbot, window)
    screen.side.keep("From Qatar")
    settle(qtbot, window)
    window.close()
    assert "Qatar" not in (home / "settings.json").read_text()
    again = opened(home, qtbot, qapp)
    screen = contacts(again, qtbot)
    assert [one.name for one in screen.model.fields] == ["name_en", "email", "nationality"]
    assert shown(screen.list) == ["Dana", "Badr", "Amal"]
    assert screen.table.columnWidth(1) == 155
    names = [one.title for one in screen.side._saved]
    screen.side.filters.itemActivated.emit(screen.side.filters.item(names.index("From Qatar")))
    settle(qtbot, again)
    assert shown(screen.list) == ["Dana", "Amal"]
    screen.side.filters.setCurrentRow(names.index("From Qatar"))
    qtbot.keyClick(screen.side.filters, Qt.Key.Key_Delete)
    settle(qtbot, again)
    assert views.filters(again.store, "contact") == {}
    again.close()


def test_what_is_copied_opens_as_text_and_warns_of_what_is_confidential(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = contacts(window, qtbot).list
    pane.set_columns(["name_en", "position", "phone"])
    settle(qtbot, window)
    pane.table.selectRow(0)
    assert QKeySequence(QKeySequence.StandardKey.Copy)[0].key() == Qt.Key.Key_C
    qtbot.keyClick(pane.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    clipboard = QApplication.clipboard()
    assert clipboard.text().splitlines() == ["Name\tPosition\tTelephone", f"Amal\t'=1+1\t'{PHONE}"]
    assert "<td>&#x27;=1+1</td>" in clipboard.mimeData().html()
    assert "onfidential" not in pane.quiet.text
    pane.table.selectAll()
    monkeypatch.setattr(copying, "MOST", 2)
    pane.acts.copy_selected()
    settle(qtbot, window)
    assert "2 records" in pane.quiet.text
    assert "1 more was left" in pane.quiet.text
    assert len(clipboard.text().splitlines()) == 3
    assert "Confidential" in pane.quiet.text
    clipboard.clear()


def test_several_are_deleted_and_brought_back_without_a_question(window: MainWindow, qtbot: QtBot) -> None:
    pane = contacts(window, qtbot).list
    pane.table.selectAll()
    settle(qtbot, window)
    assert pane.bar.isVisible()
    pane.acts.tag_selected(["guests"])
    settle(qtbot, window)
    pane.ask({"tags": {"any": ["guests"]}})
    settle(qtbot, window)
    assert pane.model.rowCount() == 3
    pane.table.selectAll()
    pane.acts.delete_selected()
    settle(qtbot, window)
    assert pane.model.rowCount() == 0
    assert "3" in pane.quiet.text
    pane.quiet.act()
    settle(qtbot, window)
    assert shown(pane) == ["Amal", "Badr", "Dana"]


def test_the_side_counts_and_the_tree_opens_level_by_level(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.setCurrentIndex(DIRECTORY)
    screen = window.screen
    screen.kinds.setCurrentRow(0)
    settle(qtbot, window)
    contact = screen.kinds.item(screen.types.index("contact"))
    assert contact.data(Qt.ItemDataRole.AccessibleTextRole) == f"{contact.text()}, 3"
    tree = screen.side.tree
    names = [tree.topLevelItem(place).text(0) for place in range(tree.topLevelItemCount())]
    top = tree.topLevelItem(names.index("Top"))
    assert top.childCount() == 0
    top.setExpanded(True)
    settle(qtbot, window)
    assert [top.child(place).text(0) for place in range(top.childCount())] == ["Part"]
    tree.itemClicked.emit(top, 0)
    settle(qtbot, window)
    assert sorted(shown(screen.list)) == ["Leaf", "Part", "Top"]
    screen.list.ask({}, "Leaf")
    settle(qtbot, window)
    tree.show_record(screen.model.row(0).id)
    settle(qtbot, window)
    assert tree.currentItem().text(0) == "Leaf"
    tree.setFocus()
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert screen.form.view["name_en"] == "Leaf"


def test_the_side_folds_away_in_a_narrow_window_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.screen
    assert screen.side.isVisible()
    window.resize(1200, 800)
    qtbot.waitUntil(lambda: not screen.side.isVisible())
    screen.list.fold.click()
    assert screen.side.isVisible()
    window.resize(1400, 800)
    settle(qtbot, window)
    assert screen.side.isVisible()


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_first_columns_fit_without_scrolling_sideways(window: MainWindow, qtbot: QtBot, lang: str) -> None:
    if lang == "ar":
        window.switch_language()
    window.resize(1366, 768)
    for tab in (DIRECTORY, OPPORTUNITIES, REPORTS):
        window.tabs.setCurrentIndex(tab)
        for row in range(len(window.screen.types)):
            window.screen.kinds.setCurrentRow(row)
            settle(qtbot, window)
            table = window.screen.table
            assert table.horizontalScrollBar().maximum() == 0, window.screen.type
            count = table.model().columnCount()
            assert sum(not table.isColumnHidden(place) for place in range(count)) >= min(count, 4)


def test_columns_share_what_room_there_is() -> None:
    assert fitted([300, 100, 100], [100, 50, 50], 700) == [500, 100, 100]
    assert sum(fitted([300, 100, 100], [100, 50, 50], 350)) == 350
    assert fitted([300, 100, 100], [100, 50, 50], 150) == [100, 50, 50]
    assert fitting([100, 50, 50], 160) == 2


def test_a_list_of_very_many_is_scrolled_selected_and_grouped_without_a_wait(window: MainWindow, qtbot: QtBot) -> None:
    pane = contacts(window, qtbot).list
    groups = tuple(Group(n, str(n), 100) for n in range(10_000))
    found = Listing("contact", array("q", range(10_000_000, 11_000_000)), "nationality", groups)
    began = time.thread_time()
    pane.model.show(found)
    pane.table.scrollToBottom()
    pane.table.selectAll()
    assert len(pane.selected()) == 1_000_000
    for line in range(3):
        pane.model.toggle(line)
    window.grab()
    pane.table.clearSelection()
    settle(qtbot, window)
    assert time.thread_time() - began < 3
    assert pane.model.rowCount() == 1_010_000 - 300


def test_a_list_too_long_for_one_document_says_so_and_a_part_is_printed(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed_list, "MOST", 3)
    pane = window.screen.list
    pane.acts.print_all()
    assert "one document takes at most 3" in pane.notice.text
    assert pane.findChildren(Preview) == []
    pane.table.selectRow(1)
    pane.acts.print_selected()
    preview = pane.findChild(Preview)
    settle(qtbot, window)
    assert preview.pdf.startswith(b"%PDF")
    preview.close()
