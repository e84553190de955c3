"""How indicators stand in the window: the tab of one, the scoreboard of a list, what they open."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, record
from coopdesk.operations.titles import title
from coopdesk.records.scoreboard import Standing, Together
from coopdesk.ui.indicators.board_model import ACTUAL, NAME, STANDS
from coopdesk.ui.indicators.progress_view import ProgressView
from coopdesk.ui.indicators.scoreboard_view import ScoreboardView
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preview import Preview
from tests.conftest import PASSPHRASE
from tests.operations.indicators.measured import body, indicator, value
from tests.ui.offices import dialog
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def made(home: Path) -> dict[str, str]:
    """A framework of two indicators with values, one of them a quotient."""
    store = desk.open_desk(home, PASSPHRASE)
    framework = record.save(store, "framework", {"code": "HR", "name_en": "Human rights", "name_ar": "حقوق الإنسان"})
    given = {"framework": framework["id"], "measure": "number"}
    women, everybody = indicator(store, "Women", **given), indicator(store, "Everybody", **given)
    targets = [{"period": "2026", "value": "50"}]
    share = indicator(store, "Share", framework=framework["id"], measure="per_cent", method="ratio", numerator=women,
                      denominator=everybody, targets=targets)  # fmt: skip
    amman = body(store, "Mission in Amman", country="JO")
    for period, some, many in (("2025", 20, 40), ("2026", 12, 40)):
        value(store, women, period, some, entity=amman, note="Counted at the door." if period == "2026" else None)
        value(store, everybody, period, many)
    store.close()
    return {"women": women, "share": share}


@pytest.fixture
def window(home: Path, made: dict[str, str], qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    shown = opened(home, qtbot, qapp)
    yield shown
    closed(shown)


def tab(window: MainWindow, id: str, qtbot: QtBot) -> ProgressView:
    window.open_record("indicator", id)
    settle(qtbot, window)
    assert window.page is not None
    window.page.side.setCurrentIndex(1)
    settle(qtbot, window)
    found = window.page.side.tailored[0]
    assert isinstance(found, ProgressView)
    return found


def board(window: MainWindow, qtbot: QtBot) -> ScoreboardView:
    window.open_list("indicator")
    settle(qtbot, window)
    window.screen.list.shape_bar.buttons["scoreboard"].click()
    settle(qtbot, window)
    found: ScoreboardView = window.screen.list.shapes.scoreboard
    return found


def cells(view: ProgressView) -> list[list[str]]:
    rows, columns = range(view.table.rowCount()), range(view.table.columnCount())
    shown = [column for column in columns if not view.table.isColumnHidden(column)]
    items = [[view.table.item(row, column) for column in shown] for row in rows]
    return [[plain(one.text()) for one in line if one is not None] for line in items]


def plain(text: str) -> str:
    return "".join(one for one in text if one not in "\u2066\u2067\u2068\u2069")


def test_the_tab_tells_values_beside_targets_and_how_they_are_found(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    view = tab(window, made["share"], qtbot)
    assert view.chip.text() == "× Off track"
    assert plain(view.told.text()).startswith("30 % in 2026, target 50 %.")
    assert [line[:4] for line in cells(view)] == [
        ["2026", "30 %", "50 %", "× Off track"], ["2025", "50 %", "", "– No data"],
    ]  # fmt: skip
    assert "12 of 40 = 30 %" in plain(view.how.text())
    assert view.comments.isHidden()
    assert "2026 · Actual: 30" in plain(view.chart.accessibleDescription())
    view.links[0].click()
    settle(qtbot, window)
    assert window.page is not None
    assert window.page.view["id"] == made["women"]


def test_the_tab_tells_comments_and_opens_the_values_of_a_period(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    view = tab(window, made["women"], qtbot)
    said = re.escape("2026, Mission in Amman: Counted at the door. (")
    who = re.escape(title(window.open_store, window.open_store.officer or ""))
    assert re.fullmatch(rf"{said}{who}, \d\d/\d\d/\d{{4}} \d\d:\d\d\)", plain(view.comments.text()))
    item = view.table.item(0, 0)
    assert item is not None
    view.table.itemActivated.emit(item)
    settle(qtbot, window)
    model = window.screen.list.model
    assert window.screen.type == "indicator_value"
    assert model.rowCount() == 1


def test_the_scoreboard_filters_by_status_groups_and_opens_an_indicator(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    view = board(window, qtbot)
    first = view.model.rows[0]
    assert isinstance(first, Standing)
    assert [plain(str(view.model.index(0, one).data())) for one in (NAME, STANDS, ACTUAL)] == [
        "Share", "× Off track", "30 % in 2026",
    ]  # fmt: skip
    view.counts["off_track"].click()
    assert [one.title for one in view.model.rows] == ["Share"]
    view.counts["off_track"].click()
    view.by.setCurrentIndex(view.by.findData("framework"))
    view.read()
    settle(qtbot, window)
    heads = [one.title for one in view.model.rows if isinstance(one, Together)]
    assert "Human rights" in heads
    place = next(row for row, one in enumerate(view.model.rows) if one.title == "Share")
    view.table.activated.emit(view.model.index(place, 0, QModelIndex()))
    settle(qtbot, window)
    assert window.page is not None
    assert window.page.view["id"] == made["share"]


def test_the_scoreboard_has_a_chart_and_a_map_and_is_printed_as_it_stands(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    view = board(window, qtbot)
    view.by.setCurrentIndex(view.by.findData("framework"))
    view.read()
    settle(qtbot, window)
    view.parts[1].click()
    assert "Human rights · Off track: 1" in plain(view.chart.accessibleDescription())
    view.parts[2].click()
    settle(qtbot, window)
    assert view.mapped.currentText() == "Women"
    assert "Jordan" in view.map.accessibleDescription()
    window.screen.list.acts.print_all()
    settle(qtbot, window)
    shown = dialog(window, qtbot)
    assert isinstance(shown, Preview)
    assert shown.document.currentData() == "indicator-scoreboard"
    assert shown._prepared is not None
    assert shown._prepared.source.boards["en"].by == "framework"
    shown.close()


def test_esc_leaves_the_scoreboard_and_its_language_follows_the_window(
    window: MainWindow, made: dict[str, str], qtbot: QtBot
) -> None:
    view = board(window, qtbot)
    window.switch_language()
    settle(qtbot, window)
    assert plain(str(view.model.index(0, STANDS).data())) == "× متعثِّر"
    with qtbot.waitSignal(view.left):
        qtbot.keyClick(view, Qt.Key.Key_Escape)
