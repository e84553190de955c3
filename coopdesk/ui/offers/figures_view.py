"""A list as figures: what became of its opportunities, why some were missed, how long each stage took, as tables and as
charts. A figure opens the list of what it counts."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.documents import figure_charts
from coopdesk.i18n import N_, Text, number, tr
from coopdesk.operations import listing, measures
from coopdesk.operations.offers import opportunity_figures
from coopdesk.progress import Progress
from coopdesk.records.opportunity_figures import BY, COUNTS, TIMES, WOMEN, Figure, Figures
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.chart import Chart
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice
from coopdesk.ui.read_table import read_table
from coopdesk.ui.scrolled import scrolled
from coopdesk.ui.tasks import Job

_COUNTED_BY, _COUNTING = N_("Counted by"), N_("Counting…")
_BECAME, _MISSED, _TIMES = (
    N_("What became of them"), N_("Why opportunities were missed"), N_("Working days from stage to stage"),
)  # fmt: skip
_HINT = N_("Enter, or a click, on a figure shows the opportunities that it counts. F1 says what is counted as what.")
_TITLE, _LEAST, _CHART = 180, 52, 1.25
"""The least pixels of the first column and of another, and how much more than on paper a chart needs on the screen."""
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_ASKS = Qt.ItemDataRole.UserRole
_QUIETLY = QItemSelectionModel.SelectionFlag.NoUpdate
Asked = Mapping[str, Any]


class _Column(NamedTuple):
    """``told``: what a row says in it; ``asks``: what holds what that counts, None where no list does."""

    label: Text
    told: Callable[[Figure], str]
    asks: Callable[[Figure], Asked] | None = None


class FiguresView(QWidget):
    """``asked``: the list of what a figure counts was asked for, by conditions; ``left``: Esc."""

    asked, left = Signal(object), Signal()

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._context, self._notice = context, notice
        self._listing: listing.Listing | None = None
        self._job: Job | None = None
        self.found: Figures | None = None
        self.by, self._label, self._wait, self._hint = StillBox(), QLabel(), QLabel(), sentence(quiet=True)
        self._label.setBuddy(self.by)
        self._wait.setObjectName("quiet")
        for one in BY:
            self.by.addItem("", one)
        self.by.currentIndexChanged.connect(lambda _: self.read())
        self.tables = [self._table() for _ in range(3)]
        self.titles = [QLabel() for _ in self.tables]
        self.charts: list[Chart] = []
        self._charts = QVBoxLayout()
        self._charts.setSpacing(theme.GAP)
        head, inner, whole = QHBoxLayout(), QWidget(), QVBoxLayout(self)
        head.addWidget(self._label)
        head.addWidget(self.by)
        head.addWidget(self._wait)
        head.addStretch(1)
        inner.setObjectName("page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, theme.SPACE)
        column.setSpacing(theme.GAP)
        for title, table in zip(self.titles, self.tables, strict=True):
            row = QHBoxLayout()
            row.addWidget(table, 1)
            row.addStretch()
            column.addWidget(title)
            column.addLayout(row)
        column.addWidget(self._hint)
        column.addLayout(self._charts)
        column.addStretch(1)
        area = scrolled(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(theme.SMALL)
        whole.addLayout(head)
        whole.addWidget(area, 1)
        self.retranslate()

    def show_list(self, found: listing.Listing) -> None:
        """Show the figures of a list."""
        self._listing = found
        self.read()

    def read(self) -> None:
        """Count on the worker that lists do not wait for; what is being counted for an older question is given up."""
        found, by, store = self._listing, self.by.currentData(), self._context.store
        if found is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._wait.setText(tr(_COUNTING))

        def work(progress: Progress) -> Figures:
            return opportunity_figures.figures(store, found, by, progress=progress)

        def show(made: Figures) -> None:
            if job is self._job:
                self._wait.clear()
                self._show(made)

        job = self._job = self._context.tasks.draw(work, show, self._notice.tell)

    def take_focus(self) -> None:
        """Stand on the first figure."""
        self.tables[0].setFocus()

    def retranslate(self) -> None:
        """Show everything in the present language; the figures come with the next reading."""
        self._label.setText(tr(_COUNTED_BY))
        self.by.setAccessibleName(tr(_COUNTED_BY))
        for place, text in enumerate(BY.values()):
            self.by.setItemText(place, tr(text))
        self._hint.setText(tr(_HINT))
        for title, table, text in zip(self.titles, self.tables, (_BECAME, _MISSED, _TIMES), strict=True):
            title.setText(tr(text))
            table.setAccessibleName(tr(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, table: QObject, event: QEvent) -> bool:
        """Mark a figure only in the table in which the keyboard works."""
        assert isinstance(table, QTableWidget)
        if event.type() == QEvent.Type.FocusIn:
            table.setCurrentCell(max(table.currentRow(), 0), max(table.currentColumn(), 1))
        elif event.type() == QEvent.Type.FocusOut:
            table.clearSelection()
        return super().eventFilter(table, event)

    def _table(self) -> QTableWidget:
        table = read_table(_TITLE, _LEAST)
        table.installEventFilter(self)
        table.horizontalHeader().setMinimumSectionSize(theme.px(_LEAST))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setStretchLastSection(False)
        table.itemActivated.connect(self._press)
        table.itemClicked.connect(self._press)
        return table

    def _show(self, found: Figures) -> None:
        self.found = found
        reasons = list(found.whole.reasons)
        counts = [
            _Column(label, partial(_count, name), partial(_asks, found.by, name)) for name, label in COUNTS.items()
        ]
        shares = [_Column(label, partial(_share, whom)) for whom, label in WOMEN.items()]
        missed = [_Column(figure_charts.reason(one), partial(_missed, one), partial(_asks_why, found.by, one))
                  for one in reasons]  # fmt: skip
        times = [_Column(label, partial(_time, name)) for name, label in TIMES.items()]
        there = True, bool(reasons), bool(found.whole.times)
        for title in self.titles:
            title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        for place, columns in enumerate(([*counts, *shares], missed, times)):
            self.titles[place].setVisible(there[place])
            self.tables[place].setVisible(there[place])
            self._fill(self.tables[place], found, columns)
        self._draw(found)

    def _fill(self, table: QTableWidget, found: Figures, columns: Sequence[_Column]) -> None:
        rows = [*found.rows, found.whole._replace(title=tr(figure_charts.WHOLE))]
        table.setColumnCount(1 + len(columns))
        table.setRowCount(len(rows))
        table.setHorizontalHeaderLabels([tr(BY[found.by])])
        for row, one in enumerate(rows):
            last = row == len(rows) - 1
            table.setItem(row, 0, self._item(one.title, None, strong=last))
            for column, each in enumerate(columns, 1):
                told = each.told(one)
                asks = each.asks(one) if each.asks is not None and told not in ("", number(0)) else None
                item = self._item(told, asks, strong=last)
                item.setTextAlignment(_TRAILING)
                table.setItem(row, column, item)
        for column in range(1, table.columnCount()):
            table.setHorizontalHeaderItem(column, head := QTableWidgetItem(tr(columns[column - 1].label)))
            head.setTextAlignment(_TRAILING)
        table.resizeColumnsToContents()
        table.setColumnWidth(0, max(table.columnWidth(0), theme.px(_TITLE)))
        top = table.horizontalHeader().sizeHint().height()
        bar = table.horizontalScrollBar().sizeHint().height()
        table.setFixedHeight(top + theme.ROW * len(rows) + bar + 2 * table.frameWidth())
        table.setMaximumWidth(table.horizontalHeader().length() + 2 * table.frameWidth())
        table.setCurrentCell(0, 1, _QUIETLY)

    def _item(self, text: str, asks: Asked | None, *, strong: bool) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        item.setFont(sized(self.font(), theme.BODY_PT, strong=strong))
        item.setData(_ASKS, asks)
        return item

    def _press(self, item: QTableWidgetItem) -> None:
        """Show what a figure counts; what no list holds, and what is nought, shows nothing."""
        if (asks := item.data(_ASKS)) is not None:
            self.asked.emit(asks)

    def _draw(self, found: Figures) -> None:
        while (item := self._charts.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.charts = []
        for one in figure_charts.charts(found):
            title, chart = QLabel(tr(one.title)), Chart()
            title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
            chart.setAccessibleName(tr(one.title))
            chart.setFixedHeight(theme.px(round(one.height * _CHART)))
            chart.show_chart(one.drawn)
            self.charts.append(chart)
            self._charts.addWidget(title)
            self._charts.addWidget(chart)


def _count(name: str, one: Figure) -> str:
    return number(one.counts[name])


def _share(whom: str, one: Figure) -> str:
    return figure_charts.share(one, whom)


def _missed(reason: str | None, one: Figure) -> str:
    return number(one.reasons.get(reason, 0))


def _time(name: str, one: Figure) -> str:
    return figure_charts.spread(one.times.get(name))


def _asks(by: str, what: str, one: Figure) -> Asked:
    row = {"by": by, "key": one.key} if one.key != "" else {}
    return {measures.NAME: {**row, "what": what}}


def _asks_why(by: str, reason: str | None, one: Figure) -> Asked:
    return {**_asks(by, "missed", one), "missed": reason}
