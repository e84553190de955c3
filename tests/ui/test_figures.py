"""A list as figures: counted by what a person chooses, after the filter; a figure opens the list of what it counts."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.offers.figures_view import FiguresView
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.ui.offices import dialog
from tests.ui.windows import OPPORTUNITIES, closed, opened, settle

OFFERS = (("Course", "training", "2025-02-03"), ("Post", "post", "2026-02-03"), ("Late post", "post", "2026-03-03"))


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    store = desk.open_desk(home, PASSPHRASE)
    made = {
        title: record.save(store, "opportunity", {"title_en": title, "kind": kind, "received_on": day})["id"]
        for title, kind, day in OFFERS
    }
    values = {"subject_en": "x", "purpose": "action", "sent_on": "2026-02-10"}
    record.save(store, "circulation", {"about": made["Post"], **values})
    with store.writing() as writing:
        lapsed: Any = record.existing(writing.session, record.record_type("opportunity"), made["Late post"])
        lapsed.stage, lapsed.missed = "lapsed", "late"
    store.close()
    shown = opened(home, qtbot, qapp)
    shown.tabs.setCurrentIndex(OPPORTUNITIES)
    settle(qtbot, shown)
    shown.screen.list.shape_bar.buttons["figures"].click()
    settle(qtbot, shown)
    yield shown
    closed(shown)


@pytest.fixture
def figures(window: MainWindow) -> FiguresView:
    found: FiguresView = window.screen.list.shapes.figures
    return found


def rows(figures: FiguresView, table: int = 0) -> dict[str, list[str]]:
    shown = figures.tables[table]
    cells = [[shown.item(row, column) for column in range(shown.columnCount())] for row in range(shown.rowCount())]
    return {line[0].text(): [one.text() for one in line[1:] if one] for line in cells if line[0]}


def listed(window: MainWindow) -> set[str]:
    model = window.screen.list.model
    return {str(model.index(row, 0).data()) for row in range(model.rowCount())}


def test_figures_are_counted_by_what_is_chosen(window: MainWindow, figures: FiguresView, qtbot: QtBot) -> None:
    assert list(rows(figures)) == ["2026", "2025", "All together"]
    assert rows(figures)["2026"][:2] == ["2", "1"]
    assert rows(figures, 1)["All together"] == ["1"]
    figures.by.setCurrentIndex(figures.by.findData("kind"))
    settle(qtbot, window)
    assert list(rows(figures)) == ["Post", "Training course", "All together"]
    assert rows(figures)["All together"][0] == "3"
    assert figures.charts
    assert all(one.accessibleDescription() for one in figures.charts)


def test_help_says_what_is_counted_as_what(window: MainWindow, figures: FiguresView, qtbot: QtBot) -> None:
    assert window.topic == "figures"
    window.screen.list.shape_bar.buttons["table"].click()
    settle(qtbot, window)
    assert window.topic == "opportunity"


def test_figures_follow_the_filter(window: MainWindow, figures: FiguresView, qtbot: QtBot) -> None:
    window.screen.list.ask({"kind": "post"})
    settle(qtbot, window)
    assert list(rows(figures)) == ["2026", "All together"]


def test_a_figure_opens_the_list_of_what_it_counts(window: MainWindow, figures: FiguresView, qtbot: QtBot) -> None:
    pane = window.screen.list
    figures.take_focus()
    figures.tables[0].setCurrentCell(0, 2)
    qtbot.keyClick(figures.tables[0], Qt.Key.Key_Return)
    settle(qtbot, window)
    assert pane.table.isVisible()
    assert listed(window) == {"Post"}
    assert "2026" in pane.chips.chips["counted"].text()
    pane.chips.chips["counted"].click()
    qtbot.wait(200)
    settle(qtbot, window)
    assert len(listed(window)) == 3


def test_a_reason_opens_those_that_were_missed_for_it(window: MainWindow, figures: FiguresView, qtbot: QtBot) -> None:
    table = figures.tables[1]
    table.itemClicked.emit(table.item(table.rowCount() - 1, 1))
    settle(qtbot, window)
    assert listed(window) == {"Late post"}


def test_nought_opens_nothing(window: MainWindow, figures: FiguresView, qtbot: QtBot) -> None:
    table = figures.tables[0]
    table.itemClicked.emit(table.item(0, 5))
    settle(qtbot, window)
    assert figures.isVisible()


def test_figures_are_printed_as_they_stand(window: MainWindow, figures: FiguresView, qtbot: QtBot) -> None:
    figures.by.setCurrentIndex(figures.by.findData("kind"))
    settle(qtbot, window)
    window.screen.list.acts.print_all()
    preview = dialog(window, qtbot)
    assert isinstance(preview, Preview)
    assert preview.document.currentData() == "opportunity-figures"
    assert preview.pdf.startswith(b"%PDF")
    assert preview._prepared is not None
    assert preview._prepared.source.figures["en"].by == "kind"
    preview.close()


def test_the_menu_offers_every_document_of_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.screen.list.more.click()
    menu = next(one for one in window.screen.list.findChildren(QMenu) if one.isVisible() or one.actions())
    documents = next(one.menu() for one in menu.actions() if one.text() == "Documents of this list")
    assert isinstance(documents, QMenu)
    next(one for one in documents.actions() if one.text() == "Digest of open opportunities by entity").trigger()
    menu.close()
    preview = dialog(window, qtbot)
    assert isinstance(preview, Preview)
    assert preview.document.currentData() == "opportunity-digest-by-entity"
    assert preview.pdf.startswith(b"%PDF")
    preview.close()


def test_the_month_on_show_is_printed(window: MainWindow, qtbot: QtBot) -> None:
    window.screen.list.shape_bar.buttons["calendar"].click()
    settle(qtbot, window)
    calendar = window.screen.list.shapes.calendar
    calendar.go(date(2027, 3, 5))
    calendar.switch.setChecked(True)
    settle(qtbot, window)
    window.screen.list.acts.print_all()
    preview = dialog(window, qtbot)
    assert isinstance(preview, Preview)
    assert preview.document.currentData() == "calendar-month"
    assert preview._prepared is not None, preview.notice.text
    source = preview._prepared.source
    assert (source.hijri, source.first) == (True, date(2027, 2, 8))
    preview.close()
    calendar.switch.setChecked(False)


@pytest.mark.parametrize("shape", ["table", "board"])
def test_any_shape_of_the_list_is_printed(window: MainWindow, qtbot: QtBot, shape: str) -> None:
    window.screen.list.shape_bar.buttons[shape].click()
    settle(qtbot, window)
    window.screen.list.acts.print_all()
    preview = dialog(window, qtbot)
    assert isinstance(preview, Preview)
    assert preview.document.currentData() == "list"
    assert preview._prepared is not None, preview.notice.text
    source = preview._prepared.source
    assert [len(source.rows["en"]), len(source.groups["en"])] == ([3, 0] if shape == "table" else [3, 2])
    preview.close()
