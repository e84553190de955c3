"""Search over everything, the palette, the sheet and the zoom, by keyboard alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.operations import record
from coopdesk.operations.examples import add_examples
from coopdesk.ui import theme
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.screens import SCREENS
from tests.conftest import filled
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle, type_text


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    filled(home, add_examples)
    made = opened(home, qtbot, qapp)
    yield made
    while made.settings.zoom != 100:
        made.zoom(0)
    closed(made)


def found(window: MainWindow) -> list[str]:
    assert window.finder is not None
    return [window.finder.list.item(place).text() for place in range(window.finder.list.count())]


@pytest.mark.parametrize(
    ("words", "title"), [("digital trade position", "Prepare the national"), ("الاسكوا", "Western Asia")]
)
def test_words_of_either_script_lead_to_the_record(window: MainWindow, qtbot: QtBot, words: str, title: str) -> None:
    before = window.screen.search
    before.setFocus()
    COMMANDS["search"].run(window)
    type_text(window.finder.field, words)
    qtbot.waitUntil(lambda: any(title in one for one in found(window)))
    while title not in window.finder.list.currentItem().text():
        qtbot.keyClick(window.finder.field, Qt.Key.Key_Down)
    qtbot.keyClick(window.finder.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not window.finder.isVisible()
    assert title in window.page._head.title.text()


def test_nothing_found_says_so_and_escape_gives_the_focus_back(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.screen.search.setFocus()
    window.open_finder()
    type_text(window.finder.field, "xyzzyqwert")
    qtbot.waitUntil(lambda: "xyzzyqwert" in window.finder.told.text())
    window.switch_language()
    settle(qtbot, window)
    assert window.finder.field.text() == "xyzzyqwert"
    assert "لا شيء" in window.finder.told.text()
    qtbot.keyClick(window.finder.field, Qt.Key.Key_Escape)
    assert not window.finder.isVisible()
    assert window.focusWidget() is window.screen.search


def test_words_of_a_record_are_never_markup(window: MainWindow, qtbot: QtBot) -> None:
    record.save(window.store, "contact", {"name_en": "<b>Zorblax</b> & <img src=x>"})
    window.open_finder()
    type_text(window.finder.field, "Zorblax")
    qtbot.waitUntil(lambda: bool(found(window)))
    assert found(window)[0] == "<b>Zorblax</b> & <img src=x>"
    window.finder.dismiss()


def test_the_palette_runs_a_command_by_its_arabic_name(window: MainWindow, qtbot: QtBot) -> None:
    window.menus.palette.open()
    type_text(window.menus.palette.field, "انتقال الدول")
    assert "Countries" in window.menus.palette.list.currentItem().text()
    qtbot.keyClick(window.menus.palette.field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.screen.type == "country"


def test_the_sheet_shows_every_command_once(window: MainWindow) -> None:
    window.menus.sheet.open()
    assert window.menus.sheet.list.count() == len(COMMANDS)
    window.menus.sheet.dismiss()


def test_each_tab_of_the_registry_has_its_place_and_its_shortcut(window: MainWindow, qtbot: QtBot) -> None:
    assert window.tabs.count() == len(SCREENS)
    COMMANDS["section_2"].run(window)
    assert window.tabs.currentIndex() == 1
    for _ in SCREENS[1:]:
        COMMANDS["next_tab"].run(window)
    assert window.tabs.currentIndex() == 0


def test_undo_takes_back_typing_then_the_saved_change(window: MainWindow, qtbot: QtBot) -> None:
    id = record.save(window.store, "contact", {"name_en": "Somebody", "position": "One"})["id"]
    record.save(window.store, "contact", {"id": id, "position": "Two"})
    window.activateWindow()
    window.open_record("contact", id)
    settle(qtbot, window)
    window.page.edit("position")
    field = window.page.form.rows.editors["position"].inputs()[0]
    field.setFocus()
    qtbot.keyClicks(field, "x")
    assert window.page.dirty
    COMMANDS["undo"].run(window)
    assert not window.page.dirty
    window.page.read()
    window.screen.table.setFocus()
    COMMANDS["undo"].run(window)
    settle(qtbot, window)
    assert record.show(window.store, "contact", id)["position"] == "One"


def test_twice_as_large_nothing_is_cut_and_back_it_is_as_before(window: MainWindow, qtbot: QtBot) -> None:
    window.screen.table.setCurrentIndex(window.screen.model.index(0, 0))
    settle(qtbot, window)
    before = theme.ROW, {id(one): one.size().height() for one in window.findChildren(QPushButton) if one.isVisible()}
    while window.settings.zoom < 200:
        window.zoom(1)
    settle(qtbot, window)
    assert theme.ROW == 72
    assert window.screen.list._title.font().pointSizeF() == pytest.approx(25, abs=0.1)
    assert [one for one in faults(window, "en") if one.startswith("cut button")] == []
    window.zoom(0)
    settle(qtbot, window)
    assert before[0] == theme.ROW
    for one in window.findChildren(QPushButton):
        if id(one) in before[1] and one.isVisible():
            assert abs(one.size().height() - before[1][id(one)]) <= 1, one.text()
