"""The help: whole in both languages, found by any spelling, and beside the work without ever leaving the program."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import app
from coopdesk.i18n import LANGUAGES, ltr, tr, using
from coopdesk.operations import help as pages
from coopdesk.paths import resource
from coopdesk.ui.commands import COMMANDS
from coopdesk.ui.help import PAGES, HelpWindow, show_help
from coopdesk.ui.help_text import shortcuts
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.screens import conferences, directory
from tests.ui.windows import type_text

FILES = [name for name in pages.ORDER if name != pages.KEYBOARD]
LINK = re.compile(r"\]\(([^)]*)\)")


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = app.window_for(tmp_path / "new", qapp)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def titles(shown: HelpWindow) -> list[str]:
    return [shown.list.item(row).text() for row in range(shown.list.count())]


def test_every_screen_and_every_part_has_its_page() -> None:
    assert {*directory.TYPES, *conferences.TYPES, "tag", "attachment"} <= PAGES.keys()
    assert set(PAGES.values()) == set(pages.ORDER)


def test_both_languages_have_the_same_pages_headings_and_links() -> None:
    for lang in LANGUAGES:
        assert sorted(one.stem for one in resource("help", lang).iterdir()) == sorted(FILES)
    for name in FILES:
        english, arabic = pages.page(name, "en"), pages.page(name, "ar")
        levels = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in (english, arabic)]
        assert levels[0] == levels[1], name
        assert levels[0][0] == "#", name
        assert sorted(LINK.findall(english)) == sorted(LINK.findall(arabic)), name
        for link in LINK.findall(english):
            assert link.removesuffix(".md") in pages.ORDER, (name, link)
        assert pages.title(english).isascii()
        assert not pages.title(arabic).isascii()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_stands_on_the_page_of_shortcuts(lang: str) -> None:
    with using(lang):
        made = shortcuts()
        for one in COMMANDS.values():
            line = next(line for line in made.splitlines() if ltr(one.shortcuts[0]) in line)
            assert f"**{tr(one.label)}**: {tr(one.help)}" in line


def test_words_are_found_in_any_spelling_and_marked(window: MainWindow, qtbot: QtBot) -> None:
    shown = show_help(window, "start")
    qtbot.waitUntil(shown.isActiveWindow)
    shown.text.setFocus()
    qtbot.keyClick(shown, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shown.focusWidget() is shown.search
    qtbot.keyClicks(shown.search, "reservation of rights")
    assert titles(shown) == []
    shown.search.setText("PASSPHRASE recover")
    assert titles(shown) == ["Start here", "Safety"]
    assert {one.cursor.selectedText().casefold() for one in shown.text.extraSelections()} == {"passphrase", "recover"}
    window.switch_language()
    qtbot.wait(20)
    shown.search.clear()
    type_text(shown.search, "الاسبقيه اعتماد")
    assert titles(shown) == ["جهة الاتصال"]
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    assert shown.name == "contact"
    assert "الأسبقية" in {one.cursor.selectedText() for one in shown.text.extraSelections()}


def test_the_language_switches_live_and_the_page_stays(window: MainWindow, qtbot: QtBot) -> None:
    shown = show_help(window, "conference_report")
    assert shown.text.toPlainText().startswith("Conference report")
    window.switch_language()
    qtbot.wait(20)
    assert shown.name == "conference-report"
    assert shown.text.toPlainText().startswith("تقرير المؤتمر")
    assert shown.layoutDirection() == Qt.LayoutDirection.RightToLeft
    block = shown.text.document().firstBlock()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    assert titles(shown)[0] == "البداية"


def test_links_lead_to_pages_and_never_out(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = show_help(window, "conference_report")
    shown.text.anchorClicked.emit(QUrl("action.md"))
    assert shown.name == "action"
    for outside in ("https://example.org/start.md", "file:///etc/passwd", "nowhere.md"):
        shown.text.anchorClicked.emit(QUrl(outside))
        assert shown.name == "action"
    assert not shown.text.openExternalLinks()
    shown.back()
    assert shown.name == "conference-report"


def test_one_window_that_keeps_its_size_and_closes_by_escape(window: MainWindow, qtbot: QtBot) -> None:
    shown = show_help(window, "organization")
    assert not shown.isModal()
    shown.resize(700, 500)
    qtbot.wait(20)
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()
    assert show_help(window, "tag") is shown
    assert shown.name == "tags"
    again = HelpWindow(window, window.settings)
    assert (again.width(), again.height()) == (700, 500)
    again.close()
    shown.close()
