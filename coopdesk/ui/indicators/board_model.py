"""The rows of a scoreboard for a table: groups and their indicators, said when they are painted."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from coopdesk.calendars import gregorian
from coopdesk.documents import indicator_charts as charts, indicator_words as words
from coopdesk.i18n import N_, Text, number, tr
from coopdesk.records.scoreboard import Board, Standing, Together
from coopdesk.ui import theme
from coopdesk.ui.chart import shade
from coopdesk.ui.direction import sized
from coopdesk.ui.indicators.cells import STATUS, TREND

HEADS: tuple[Text, ...] = (
    N_("Indicator"), N_("Status", "indicator"), N_("Actual"), N_("Target", "of an indicator"), N_("Change"),
    N_("Trend"), N_("Baseline"), N_("Responsible entity"), N_("Noted on", "a value"),
)  # fmt: skip
NAME, STANDS, ACTUAL, TARGET, CHANGE, LINE, BASELINE, WHOSE, WHEN = range(len(HEADS))
_NUMBERS = (ACTUAL, TARGET, CHANGE, BASELINE)
_GROUP, _WAY = N_("{title} ({n})", "a group of indicators"), N_("{name}: {reached}")
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_LEADING = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_ROLE = Qt.ItemDataRole
Place = QModelIndex | QPersistentModelIndex


class BoardModel(QAbstractTableModel):
    """A row for each indicator, a heading over each group where there are groups."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Standing | Together] = []

    def show_board(self, found: Board, statuses: frozenset[str]) -> None:
        """Show the indicators that stand so; none named: all."""
        self.beginResetModel()
        self.rows = []
        for group in found.groups:
            kept = [one for one in group.rows if not statuses or one.status in statuses]
            self.rows += [group._replace(rows=kept), *kept] if found.by and kept else kept
        self.endResetModel()

    def rowCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Place | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _ROLE.DisplayRole:
            return tr(HEADS[section])
        if orientation == Qt.Orientation.Horizontal and role == _ROLE.TextAlignmentRole:
            return _TRAILING if section in _NUMBERS else _LEADING
        return None

    def flags(self, index: Place) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], Together):
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Place, role: int = _ROLE.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if isinstance(row, Together):
            return self._of_group(row, column, role)
        if role == _ROLE.DisplayRole:
            return _text(row, column)
        if role in (_ROLE.ToolTipRole, _ROLE.AccessibleTextRole):
            return _tip(row, column)
        if role == _ROLE.TextAlignmentRole:
            return _TRAILING if column in _NUMBERS else _LEADING
        if role == _ROLE.ForegroundRole and column == STANDS:
            return shade(charts.SCREEN[row.status])
        if role == _ROLE.ForegroundRole and column == CHANGE and row.better is not None:
            return shade(charts.SCREEN["on_track" if row.better else "off_track"])
        if column == LINE and role == TREND:
            return row.trend
        return row.status if column == LINE and role == STATUS else None

    def _of_group(self, group: Together, column: int, role: int) -> Any:
        if column == NAME and role == _ROLE.DisplayRole:
            return tr(_GROUP, title=group.title, n=number(len(group.rows)))
        if role == _ROLE.FontRole:
            return sized(QApplication.font(), theme.BODY_PT, strong=True)
        return None


def _text(row: Standing, column: int) -> str:
    if column == NAME:
        return row.title
    if column == STANDS:
        return words.sign(row.status)
    if column == ACTUAL:
        return words.point(row, row.actual)
    if column == TARGET:
        return words.point(row, row.target, ahead=True) if row.ahead else (
            words.of(row, row.target.value) if row.target is not None else "")  # fmt: skip
    if column == CHANGE:
        return words.change(row)
    if column == BASELINE:
        return words.of(row, row.baseline.value) if row.baseline is not None else ""
    if column == WHOSE:
        return row.responsible
    return gregorian(row.on) if column == WHEN and row.on else ""


def _tip(row: Standing, column: int) -> str:
    if column == STANDS:
        reached = words.reached(row)
        return tr(_WAY, name=tr(words.label(row.status)), reached=reached) if reached else tr(words.label(row.status))
    if column == LINE:
        return charts.trend(row.trend, 0, 1, 1, rtl=False).described
    if column == ACTUAL:
        return " · ".join(filter(None, (words.point(row, row.actual, unit=True), words.stage(row))))
    if column == BASELINE:
        return words.point(row, row.baseline)
    return _text(row, column)
