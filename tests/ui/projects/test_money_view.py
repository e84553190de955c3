"""The tab of a project with its money: figures, tables and charts, another currency, and what a figure counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.i18n import set_language
from coopdesk.shapes import Box
from coopdesk.ui import theme
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.projects.counted_dialog import CountedDialog
from coopdesk.ui.projects.money_pane import MoneyPane
from coopdesk.ui.projects.money_tables import FigureTable
from coopdesk.ui.projects.money_view import MoneyDialog, MoneyView, show_money
from tests.operations.projects.ventures import body, paid, project, usd
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    assert made.store is not None
    fund = body(made.store, "Fund for Development")
    wells = project(
        made.store, "Wells", funding_target=usd("100000"), kind="waqf", capital=usd("50000"),
        project_countries=[{"country": "YE", "share": "60"}, {"country": "SO", "share": "40"}],
        transactions=[
            paid("pledge", "2020-02-01", "60000", provider=fund, source="government", due="2020-06-30"),
            paid("disbursement", "2020-12-01", "12500", provider=fund, source="government"),
            paid("disbursement", "2021-12-01", "2500", provider=fund, country="SO"),
            {"type": "expenditure", "on": "2021", "value": {"amount": "70", "currency": "QAR"}},
        ],
        endowment_returns=[{"year": 2021, "earned": usd("2000"), "paid_out": usd("500")}],
        in_kinds=[{"kind": "premises"}],
    )  # fmt: skip
    made.open_record("project", wells)
    settle(qtbot, made)
    made.page.side.setCurrentWidget(next(one for one in made.page.side.tailored if isinstance(one, MoneyView)))
    settle(qtbot, made)
    yield made
    closed(made)


def view(window: MainWindow) -> MoneyPane:
    return next(one for one in window.page.side.tailored if isinstance(one, MoneyView)).pane


def cells(table: FigureTable) -> list[list[str]]:
    inner = table.table
    return [
        [inner.item(row, column).text().strip("\u2066\u2069") for column in range(inner.columnCount())]
        for row in range(inner.rowCount())
    ]


def asked(window: MainWindow, qtbot: QtBot) -> CountedDialog:
    settle(qtbot, window)
    return view(window).findChildren(CountedDialog)[-1]


def test_the_figures_tell_what_is_lacking_and_overdue(window: MainWindow) -> None:
    shown = view(window)
    told = {name: one.text().strip("\u2066\u2069") for name, one in shown.figures.items()}
    assert told == {
        "Money needed": "100,000", "Pledged": "60,000", "Disbursed": "15,000", "Promised in all": "60,000",
        "Capital": "50,000", "Funding gap": "40,000",
    }  # fmt: skip
    [[name, pledged, _, paid_so_far, left, overdue]] = cells(shown.providers)
    assert (name, pledged, paid_so_far, left) == ("Fund for Development", "60,000", "15,000", "45,000")
    assert "45,000" in overdue
    assert "30/06/2020" in overdue
    assert cells(shown.returns)[0][1:4] == ["2,000", "4.0 %", "500"]
    assert cells(shown.in_kind) == [["Premises", "1", ""]]
    assert "1 amount in QAR" in shown.told.text()
    assert faults(window, "") == []


def test_figures_stand_by_what_is_chosen_and_lead_to_what_they_count(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert cells(shown.table) == [
        ["2020", "60,000", "12,500"],
        ["2021", "", "2,500"],
        ["All together", "60,000", "15,000"],
    ]
    shown.by.setCurrentIndex(shown.by.findData("country"))
    assert cells(shown.table)[:2] == [["Yemen", "36,000", "7,500"], ["Somalia", "24,000", "7,500"]]
    shown.table.table.setCurrentCell(1, 2)
    window.activateWindow()
    shown.table.table.setFocus()
    qtbot.keyClick(shown.table.table, Qt.Key.Key_Return)
    dialog = asked(window, qtbot)
    assert dialog.windowTitle() == "Disbursed, Somalia"
    assert dialog.table.rowCount() == 2
    assert "the share alone" in dialog.told.text()
    dialog.reject()


def test_a_bar_leads_to_what_it_counts(window: MainWindow, qtbot: QtBot) -> None:
    chart = view(window).charts[0]
    assert chart._drawing is not None
    bar = next(
        one for one in chart._drawing.shapes if isinstance(one, Box) and (one.group, one.series) == ("2021", "Paid")
    )
    place = QPoint(round(theme.px(1000) / 1000 * (bar.x + bar.width / 2)), round(bar.y + bar.height / 2))
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    dialog = asked(window, qtbot)
    assert dialog.windowTitle() == "Paid, 2021"
    assert [dialog.table.item(row, 2).text() for row in range(dialog.table.rowCount())] == ["\u20662,500.00 USD\u2069"]
    dialog.reject()


def test_the_money_is_counted_in_another_currency_and_told_in_another_language(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown = view(window)
    shown.currency.setCurrentIndex(shown.currency.findData("QAR"))
    shown.currency.activated.emit(shown.currency.currentIndex())
    settle(qtbot, window)
    assert shown.figures["Spent"].text().strip("\u2066\u2069") == "70"
    set_language("ar")
    next(one for one in window.page.side.tailored if isinstance(one, MoneyView)).retranslate()
    settle(qtbot, window)
    assert shown.currency.currentData() == "QAR"


def test_the_money_of_a_list_is_counted_together(window: MainWindow, qtbot: QtBot) -> None:
    assert window.store is not None
    project(window.store, "Roads", transactions=[paid("pledge", "2020-03-01", "1000", source="donation")])
    window.open_list("project")
    window.screen.refresh()
    settle(qtbot, window)
    show_money(window.screen.list)
    settle(qtbot, window)
    [dialog] = window.screen.list.findChildren(MoneyDialog)
    assert dialog.pane.figures["Pledged"].text().strip("\u2066\u2069") == "61,000"
    dialog.pane.by.setCurrentIndex(dialog.pane.by.findData("source"))
    assert cells(dialog.pane.table)[:2] == [["Government", "60,000", "12,500"], ["Donations", "1,000", ""]]
    dialog.pane.table.table.itemActivated.emit(dialog.pane.table.table.item(1, 1))
    settle(qtbot, window)
    counted = dialog.pane.findChildren(CountedDialog)[-1]
    assert [counted.table.item(0, column).text() for column in (0, 2)] == ["Roads", "Pledge"]
    counted.reject()
    dialog.reject()
