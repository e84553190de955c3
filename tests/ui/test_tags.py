"""The editor of tags: found, pasted, removed, added, and given to many records at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record, tags, themes
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.record_screen import RecordScreen
from coopdesk.ui.tag_editor import TagDialog, TagsEditor
from tests.conftest import PASSPHRASE
from tests.ui.windows import DIRECTORY, closed, opened, settle, type_text

pytestmark = [
    pytest.mark.usefixtures("qapp"),
    pytest.mark.qt_log_ignore("This plugin does not support", extend=True),
]


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    record.save_all(store, "contact", [{"name_en": "Amal", "tags": ["sdg-4"]}, {"name_en": "Badr"}])
    store.close()
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def contacts(window: MainWindow, qtbot: QtBot) -> RecordScreen:
    window.tabs.setCurrentIndex(DIRECTORY)
    window.screen.kinds.setCurrentRow(window.screen.types.index("contact"))
    settle(qtbot, window)
    return window.screen


def editor(window: MainWindow, qtbot: QtBot) -> TagsEditor:
    screen = contacts(window, qtbot)
    screen.table.selectRow(0)
    settle(qtbot, window)
    screen.page.edit()
    settle(qtbot, window)
    found = screen.form.rows.editors["tags"]
    assert isinstance(found, TagsEditor)
    found.input.setFocus()
    return found


def offered(one: TagsEditor, words: str, qtbot: QtBot, window: MainWindow) -> list[str]:
    one.input.clear()
    type_text(one.input, words)
    qtbot.wait(200)
    settle(qtbot, window)
    return [one._rows.item(row).text() for row in range(one._rows.rowCount())]


def test_chips_name_tags_and_are_removed_by_the_keyboard_and_the_mouse(window: MainWindow, qtbot: QtBot) -> None:
    one = editor(window, qtbot)
    assert one.chips["sdg-4"].toolTip() == "SDG 4: Quality Education".replace("4", "\u20664\u2069")
    type_text(one.input, "energy; 17.1, no such thing;")
    settle(qtbot, window)
    assert one.value() == ["energy", "sdg-17.1", "sdg-4"]
    assert one.input.text() == "no such thing"
    one.input.clear()
    qtbot.keyClick(one.input, Qt.Key.Key_Backspace)
    assert one.chips["sdg-17.1"].hasFocus()
    qtbot.keyClick(one.chips["sdg-17.1"], Qt.Key.Key_Delete)
    assert one.value() == ["energy", "sdg-4"]
    assert one.chips["energy"].hasFocus()
    qtbot.keyClick(one.chips["energy"], Qt.Key.Key_Left)
    assert one.chips["sdg-4"].hasFocus()
    one.chips["sdg-4"].click()
    assert one.value() == ["energy"]
    window.switch_language()
    settle(qtbot, window)
    assert one.chips["energy"].toolTip() == "الطاقة"


def test_a_tag_is_found_by_words_and_taken_with_enter(window: MainWindow, qtbot: QtBot) -> None:
    one = editor(window, qtbot)
    assert any("البيئة" in text or "Environment" in text for text in offered(one, "البيئة", qtbot, window))
    offered(one, "4.b", qtbot, window)
    qtbot.keyClick(one.popup, Qt.Key.Key_Down)
    qtbot.keyClick(one.popup, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert one.value() == ["sdg-4", "sdg-4.b"]
    assert one.input.text() == ""


def test_what_nobody_knows_is_a_new_theme_at_the_ministry_and_explained_elsewhere(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = editor(window, qtbot)
    assert offered(one, "Blue economy", qtbot, window) == ["New theme “Blue economy”"]
    one._picked(one._rows.index(0, 0))
    settle(qtbot, window)
    assert one.value() == ["blue-economy", "sdg-4"]
    assert tags.tag_names(window.store)["blue-economy"] == "Blue economy"
    monkeypatch.setattr(themes, "may_add", lambda _: False)
    assert offered(one, "Red economy", qtbot, window) == []
    assert "Red economy" in one.told.text()
    assert one.told.isVisible()


def test_many_are_tagged_at_once_and_it_is_undone_as_one(window: MainWindow, qtbot: QtBot) -> None:
    pane = contacts(window, qtbot).list
    pane.table.selectAll()
    settle(qtbot, window)
    pane.acts.ask_tag()
    dialog = pane.findChild(TagDialog)
    type_text(dialog.editor.input, "sdg-4; energy;")
    settle(qtbot, window)
    dialog.accept()
    settle(qtbot, window)

    def held() -> list[list[str]]:
        return [record.show(window.store, "contact", pane.model.row(line).id)["tags"] for line in (0, 1)]

    assert held() == [["energy", "sdg-4"], ["energy", "sdg-4"]]
    assert "2 records" in pane.quiet.text
    pane.quiet.act()
    settle(qtbot, window)
    assert held() == [["sdg-4"], []]
