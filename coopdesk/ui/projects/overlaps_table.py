"""Projects that overlap, as a table: a row two projects, of which each is opened from its own cell."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.i18n import N_, number, tr
from coopdesk.interchange.tables.writing import Figure
from coopdesk.operations.projects.told_tables import OVERLAPS, cells
from coopdesk.records.overlap import Overlap
from coopdesk.ui import theme
from coopdesk.ui.read_table import read_table
from coopdesk.ui.tailored_tab import LOWEST

NAME = N_("Overlapping projects")
_WIDTHS = (180, 180, 90, 120, 60, 100, 100, 100, 100, 130, 100, 100, 70, 190, 190)
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
MOST = 1_000
"""How many rows are shown."""


class OverlapsTable(QWidget):
    """``asked``: a project was chosen (its id). ``other_only``: the first of the two is known and not shown."""

    asked = Signal(str)

    def __init__(self, *, other_only: bool = False) -> None:
        super().__init__()
        self._from = 1 if other_only else 0
        self.found: Sequence[Overlap] = ()
        self.table: QTableWidget = read_table(*_WIDTHS[self._from :])
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setMinimumHeight(theme.px(LOWEST))
        self.table.itemActivated.connect(self._press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.retranslate()

    def retranslate(self) -> None:
        """Show the heads in the present language."""
        self.table.setAccessibleName(tr(NAME))
        self.table.setHorizontalHeaderLabels([tr(text) for text, _ in OVERLAPS[self._from :]])

    def show_found(self, found: Sequence[Overlap], names: Mapping[str, str]) -> None:
        """Show overlaps; ``names``: of countries, by code."""
        self.found = found[:MOST]
        self.table.setRowCount(len(self.found))
        for row, one in enumerate(self.found):
            for column, cell in enumerate(cells(one, names)[self._from :]):
                figure = isinstance(cell, Figure)
                text = number(round(float(cell))) if figure else cell
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if figure:
                    item.setTextAlignment(_TRAILING)
                self.table.setItem(row, column, item)
        if self.found:
            self.table.setCurrentCell(0, 0)

    def current(self) -> Overlap | None:
        """Return the overlap of the current row."""
        row = self.table.currentRow()
        return self.found[row] if 0 <= row < len(self.found) else None

    def _press(self, item: QTableWidgetItem) -> None:
        """Open a project: the first from its own cell, the other from any cell after it."""
        one = self.found[item.row()]
        first = item.column() + self._from == 0
        self.asked.emit(one.first.id if first else one.second.id)
