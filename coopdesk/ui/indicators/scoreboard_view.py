"""A list of indicators as a scoreboard: how many stand how, each with its target, its change and its line; by group as
bars; by country as a map. An indicator opens by Enter or a double click."""

from datetime import date
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.calendars import today
from coopdesk.documents import indicator_charts as charts, indicator_words as words, support_charts
from coopdesk.i18n import N_, number, tr
from coopdesk.operations import listing
from coopdesk.operations.countries import country_names
from coopdesk.operations.indicators.by_country import ByCountry, by_country, with_countries
from coopdesk.operations.indicators.scoreboard import scoreboard
from coopdesk.operations.printed_list import Listed
from coopdesk.periods import following, headed, holding
from coopdesk.progress import Progress
from coopdesk.records.scoreboard import BY, STATUSES, WORST_FIRST, Board, Standing
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.chart import Chart
from coopdesk.ui.context import Context
from coopdesk.ui.indicators.board_model import LINE, NAME, BoardModel
from coopdesk.ui.indicators.cells import TrendCell
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.messages import Notice
from coopdesk.ui.tasks import Job

_BY, _NOT_GROUPED, _AT, _NOW = (
    N_("Grouped by"),
    N_("Nothing", "grouped by"),
    N_("As it stood"),
    N_("Now", "of a scoreboard"),
)
_COUNTING, _MAP_OF, _BOARD = N_("Counting…"), N_("Map of"), N_("Scoreboard", "shape of a list")
_PARTS = (N_("Indicators"), N_("Chart"), N_("Map", "of countries"))
_NO_MAP = N_("No value of these indicators is known by country.")
_COUNT, _IN_PERIOD = N_("{status} {n}", "how many indicators stand so"), N_("{name}, {period}")
_BACK = 8
"""How many quarters back it can be looked at."""
_WIDTHS = (300, 112, 130, 118, 84, 110, 90, 170, 110)
_CHART_ROW, _CHART_LEAST = 44, 160


class _Read(NamedTuple):
    board: Board
    mapped: list[str]


class ScoreboardView(QWidget):
    """``opened``: an indicator was asked for; ``left``: Esc."""

    opened, left = Signal(str), Signal()

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        self._listing: listing.Listing | None = None
        self._job: Job | None = None
        self.found: Board | None = None
        self.by, self.at, self.mapped = StillBox(), StillBox(), StillBox()
        self._labels = {box: QLabel() for box in (self.by, self.at, self.mapped)}
        self._wait, self._undrawn = QLabel(), sentence(quiet=True)
        self._no_map, self._boundaries = sentence(quiet=True), sentence(quiet=True)
        self._wait.setObjectName("quiet")
        for box, label in self._labels.items():
            label.setBuddy(box)
        for box in (self.by, self.at):
            box.activated.connect(lambda _: self.read())
        self.mapped.activated.connect(lambda _: self._read_map())
        self.counts = {status: self._count(status) for status in WORST_FIRST}
        self.model = BoardModel(self)
        self.table = self._table()
        self.chart, self.map = Chart(), Chart()
        self.parts = [self._part(place) for place in range(len(_PARTS))]
        self._stack = QStackedWidget()
        for widget in (self.table, self._under(self.chart), self._map_page()):
            self._stack.addWidget(widget)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        head, strip = QWidget(), QWidget()
        flow, counts = FlowLayout(head, theme.GAP), FlowLayout(strip, theme.SMALL)
        for box in (self.by, self.at):
            flow.addWidget(_abreast(self._labels[box], box))
        flow.addWidget(self._wait)
        for button in (*self.counts.values(), *self.parts):
            counts.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        for widget in (head, strip):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)

    def show_list(self, found: listing.Listing) -> None:
        """Show how the indicators of a list stand."""
        self._listing = found
        self.read()

    def printed(self, listed: Listed) -> tuple[Listed, str]:
        """Return a list as it is printed from here, and the name of the document."""
        return listed._replace(group=self.by.currentData() or "", period=self.at.currentData() or ""), (
            "indicator-scoreboard")  # fmt: skip

    def read(self) -> None:
        """Count on the worker that lists do not wait for; what is counted for an older question is given up."""
        found, store = self._listing, self._context.store
        by, until = self.by.currentData() or "", self.at.currentData() or ""
        if found is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._wait.setText(tr(_COUNTING))

        def work(progress: Progress) -> _Read:
            board = scoreboard(store, found, by, until, progress=progress)
            return _Read(board, with_countries(store, [one.id for one in board.rows]))

        def show(made: _Read) -> None:
            if job is self._job:
                self._wait.clear()
                self._show(made)

        job = self._job = self._context.tasks.draw(work, show, self._notice.tell)

    def take_focus(self) -> None:
        """Stand on the first indicator."""
        self.table.setFocus()

    def retranslate(self) -> None:
        """Show everything in the present language; the indicators come with the next reading."""
        for box, text in ((self.by, _BY), (self.at, _AT), (self.mapped, _MAP_OF)):
            self._labels[box].setText(tr(text))
            box.setAccessibleName(tr(text))
        by, at = self.by.currentData(), self.at.currentData()
        self.by.clear()
        self.by.addItem(tr(_NOT_GROUPED), "")
        for name, label in BY.items():
            self.by.addItem(tr(label), name)
        self.at.clear()
        self.at.addItem(tr(_NOW), "")
        for back in range(_BACK):
            period = following(holding(date.fromisoformat(today()), "quarter"), -back)
            self.at.addItem(headed(period), period)
        for box, data in ((self.by, by), (self.at, at)):
            box.setCurrentIndex(max(box.findData(data), 0))
        for button, text in zip(self.parts, _PARTS, strict=True):
            button.setText(tr(text))
            button.setAccessibleName(tr(text))
        self.table.setAccessibleName(tr(_BOARD))
        self._no_map.setText(tr(_NO_MAP))
        self._undrawn.setText(tr(charts.UNDRAWN))
        self._boundaries.setText(tr(support_charts.BOUNDARIES))
        if self.found is not None:
            self._tell_counts(self.found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setItemDelegateForColumn(LINE, TrendCell(table))
        table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.ROW)
        table.horizontalHeader().setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, theme.px(width))
        table.activated.connect(lambda index: self._open(index.row()))
        return table

    def _count(self, status: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName("pill")
        button.setCheckable(True)
        button.clicked.connect(lambda _=False: self._fill())
        return button

    def _part(self, place: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName("shape")
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setChecked(place == 0)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(partial(self._look_at, place))
        return button

    def _under(self, widget: QWidget) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(widget)
        column.addWidget(self._undrawn)
        column.addStretch(1)
        return page

    def _map_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_abreast(self._labels[self.mapped], self.mapped))
        column.addWidget(self._no_map)
        column.addWidget(self.map, 1)
        column.addWidget(self._boundaries)
        return page

    def _look_at(self, place: int, _: bool = False) -> None:
        self._stack.setCurrentIndex(place)

    def _show(self, made: _Read) -> None:
        found = self.found = made.board
        self._tell_counts(found)
        self._fill()
        groups = charts.drawn(found.groups)
        several = bool(found.by and groups)
        rows = len(groups) if several else len(STATUSES)
        self.chart.setFixedHeight(max(theme.px(_CHART_LEAST), theme.px(_CHART_ROW) * (rows + 1)))
        self.chart.setAccessibleName(tr(_BOARD))
        self.chart.show_chart(
            lambda width, height, rtl: charts.statuses(groups, charts.SCREEN, width, height, rtl=rtl)
            if several else charts.whole(found, charts.SCREEN, width, height, rtl=rtl)
        )  # fmt: skip
        self._undrawn.setVisible(several)
        chosen, titles = self.mapped.currentData(), {one.id: one.title for one in found.rows}
        self.mapped.clear()
        for id in made.mapped:
            self.mapped.addItem(titles[id], id)
        self.mapped.setCurrentIndex(max(self.mapped.findData(chosen), 0))
        there = bool(made.mapped)
        for widget in (self.mapped, self._labels[self.mapped], self.map, self._boundaries):
            widget.setVisible(there)
        self._no_map.setVisible(not there)
        if there:
            self._read_map()

    def _tell_counts(self, found: Board) -> None:
        for status, button in self.counts.items():
            button.setText(tr(_COUNT, status=words.sign(status), n=number(found.counts[status])))
            button.setAccessibleName(button.text())

    def _fill(self) -> None:
        """Show the indicators that stand as is chosen."""
        if self.found is None:
            return
        chosen = frozenset(status for status, button in self.counts.items() if button.isChecked())
        self.table.clearSpans()
        self.model.show_board(self.found, chosen)
        for row, one in enumerate(self.model.rows):
            if not isinstance(one, Standing):
                self.table.setSpan(row, NAME, 1, self.model.columnCount())

    def _read_map(self) -> None:
        id, until, store = self.mapped.currentData(), self.at.currentData() or "", self._context.store

        def work(_: Progress) -> tuple[ByCountry, dict[str, str]]:
            return by_country(store, id, until), dict(country_names(store))

        def show(made: tuple[ByCountry, dict[str, str]]) -> None:
            found, names = made
            if id == self.mapped.currentData():
                period = headed(found.period) if found.period else ""
                self.map.setAccessibleName(tr(_IN_PERIOD, name=self.mapped.currentText(), period=period))
                self.map.show_chart(
                    lambda width, height, rtl: charts.countries(found.values, names, width, height, rtl=rtl)
                )

        self._context.tasks.read(work, show, self._notice.tell)

    def _open(self, row: int) -> None:
        one = self.model.rows[row]
        if isinstance(one, Standing):
            self.opened.emit(one.id)


def _abreast(label: QLabel, box: StillBox) -> QWidget:
    """Return a box with its label before it."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP)
    row.addWidget(label)
    row.addWidget(box, 1)
    return holder
