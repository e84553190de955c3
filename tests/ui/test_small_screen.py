"""A small screen at 200 per cent: everything can be reached, and what is not needed at the moment gives its room."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QApplication, QDialog, QToolButton
from pytestqt.qtbot import QtBot

from coopdesk import settings
from coopdesk.i18n import LANGUAGES, set_language, tr
from coopdesk.operations import listing, record
from coopdesk.operations.examples import add_examples
from coopdesk.operations.forms import question_kinds as kinds
from coopdesk.ui.forms.answers import FileEditor
from coopdesk.ui.forms.designer_view import DesignerView
from coopdesk.ui.forms.designing import REDO, UNDO
from coopdesk.ui.indicators.matrix_tab import MatrixTab
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.places import Pane
from coopdesk.ui.projects import allocations_dialog, overlaps_view
from coopdesk.ui.strategy.coverage_dialog import show_coverage
from tests.conftest import filled
from tests.pictures.audit import faults
from tests.ui.windows import OPPORTUNITIES, closed, opened, settle, type_text


@pytest.fixture(params=LANGUAGES)
def window(home: Path, qtbot: QtBot, qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    filled(home, add_examples)
    set_language(request.param)
    settings.save(home, settings.Settings(language=request.param, zoom=200))
    made = opened(home, qtbot, qapp)
    yield made
    made.zoom(0)
    closed(made)


def is_fit(qtbot: QtBot, window: MainWindow) -> bool:
    settle(qtbot, window)
    assert faults(window, "") == []
    return (window.width(), window.height()) == (1366, 768)


def test_the_window_needs_no_more_than_a_small_screen(window: MainWindow, qtbot: QtBot) -> None:
    for tab, screen in enumerate(window.screens):
        window.tabs.setCurrentIndex(tab)
        assert is_fit(qtbot, window)
        if not screen.types or not screen.model.rowCount():
            continue
        screen.table.setCurrentIndex(screen.model.index(0, 0))
        settle(qtbot, window)
        for place in filter(screen.page.side.isTabVisible, range(screen.page.side.count())):
            screen.page.side.setCurrentIndex(place)
            assert is_fit(qtbot, window)
        screen.page.edit()
        assert is_fit(qtbot, window)
        if not screen.page.editing:
            continue  # a form that is in use is only read
        assert not screen.list.isVisible()
        screen.page.read()
        assert is_fit(qtbot, window)
        assert screen.list.isVisible()


def test_every_shape_of_a_list_fits(window: MainWindow, qtbot: QtBot) -> None:
    window.tabs.setCurrentIndex(OPPORTUNITIES)
    settle(qtbot, window)
    for button in window.records.list.shape_bar.buttons.values():
        if button.isVisible():
            button.click()
            settle(qtbot, window)
            assert window.width() == 1366


def test_tabs_that_have_no_room_show_arrows_that_lead_to_them(window: MainWindow, qtbot: QtBot) -> None:
    arrows = [one for one in window.tabs.findChildren(QToolButton) if one.isVisible() and one.isEnabled()]
    for one in arrows:
        seen = one.grab().toImage()
        assert len({seen.pixel(x, y) for x in range(seen.width()) for y in range(seen.height())}) > 1
    assert arrows


def test_the_side_and_the_record_take_turns(window: MainWindow, qtbot: QtBot) -> None:
    screen = window.screen
    screen.table.setCurrentIndex(screen.model.index(0, 0))
    settle(qtbot, window)
    screen.list.fold.click()
    assert is_fit(qtbot, window)
    assert screen.side.isVisible()
    assert not screen.page.isVisible()
    screen.table.setCurrentIndex(screen.model.index(1, 0))
    assert is_fit(qtbot, window)
    assert not screen.side.isVisible()
    assert screen.page.isVisible()


def test_what_can_be_done_to_several_records_is_seen_whole(window: MainWindow, qtbot: QtBot) -> None:
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in range(3):
        window.screen.table.selectionModel().select(window.screen.model.index(row, 0), flags)
    assert is_fit(qtbot, window)
    bar = window.screen.list.bar
    assert bar.visibleRegion().boundingRect() == bar.rect()
    assert bar.height() >= bar.heightForWidth(bar.width())
    window.screen.table.clearSelection()
    settle(qtbot, window)
    assert window.screen.list.chips.isVisible()


def test_a_long_step_leaves_room_for_the_list_and_its_rows(window: MainWindow, qtbot: QtBot) -> None:
    store = window.open_store
    for id in listing.ids(store, listing.open_list(store, "project")):
        window.open_record("project", id)
        assert is_fit(qtbot, window)
        table = window.records.list.table
        assert table.viewport().height() > 0.8 * table.rowHeight(0)  # its words are seen
    chips = window.records.list.chips
    hidden = [name for name, chip in chips.chips.items() if chip.isHidden()]
    assert hidden
    chips.open_field(hidden[0])
    settle(qtbot, window)
    assert chips.chips[hidden[0]].isVisible()
    chips.chips[hidden[0]].popup.close()


def test_a_form_is_designed_and_tried_where_it_can_be_seen(window: MainWindow, qtbot: QtBot) -> None:
    id = record.save(window.open_store, "form_template", {"title_en": "Visit", "form_id": "visit"})["id"]
    window.open_record("form_template", id)
    settle(qtbot, window)
    assert window.page is not None
    shown = next(one for one in window.page.side.tailored if isinstance(one, DesignerView))
    window.page.side.setCurrentWidget(shown)
    assert is_fit(qtbot, window)
    shown.begin(kinds.BY_NAME["place"])
    line = shown.card.editors["label_ar" if shown.isRightToLeft() else "label_en"].inputs()[0]
    qtbot.waitUntil(lambda: line.visibleRegion().boundingRect() == line.rect())
    type_text(line, "Where is it?")
    assert is_fit(qtbot, window)
    shown.folded.aboutToShow.emit()
    by_text = {one.text(): one for one in shown.folded.actions()}
    assert not by_text[tr(REDO)].isEnabled()
    by_text[tr(UNDO)].trigger()
    by_text[tr(UNDO)].trigger()
    assert not shown.outline.items
    for kind in ("place", "moment", "image"):
        shown.begin(kinds.BY_NAME[kind])
        type_text(shown.card.editors["label_en"].inputs()[0], "Where and when is it?")
    qtbot.waitUntil(lambda: not shown.dirty and not shown.designing.faults)
    shown.seen.click()
    qtbot.waitUntil(lambda: len(shown.preview.sheet.cards) == 3)
    sheet = shown.preview.sheet
    for card in sheet.cards.values():
        sheet._fill(card)
    [file] = sheet.findChildren(FileEditor)
    file.set_value(f"{'a long name ' * 30}.png")
    assert is_fit(qtbot, window)
    assert shown.seen.hasFocus()
    assert sheet._inner.width() == sheet.viewport().width()


@pytest.mark.parametrize(
    ("type", "show"),
    [("tag", show_coverage), ("project", overlaps_view.show), ("allocation", allocations_dialog.show)],
)
def test_what_a_list_shows_over_it_is_no_wider_than_the_screen(
    type: str, show: Callable[[Pane], None], window: MainWindow, qtbot: QtBot
) -> None:
    window.open_list(type)
    settle(qtbot, window)
    show(window.records.list)
    settle(qtbot, window)
    [dialog] = [one for one in window.findChildren(QDialog) if one.isVisible()]
    assert dialog.minimumSizeHint().width() <= window.width()
    dialog.reject()


def test_that_a_project_has_no_indicators_is_said_in_its_tab_and_nowhere_else(window: MainWindow, qtbot: QtBot) -> None:
    id = record.save(window.open_store, "project", {"title_en": "Talks", "kind": "mediation"})["id"]
    window.open_record("project", id)
    settle(qtbot, window)
    page = window.page
    assert page is not None
    shown = next(one for one in page.side.tailored if isinstance(one, MatrixTab))
    page.side.setCurrentWidget(shown)
    assert is_fit(qtbot, window)
    assert shown.matrix.none.isVisible()
    assert not page.notice.isVisible()
