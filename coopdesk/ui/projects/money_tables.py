"""Tables of figures of money: each figure that counts something leads to what it counts, by Enter or a click."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.read_table import read_table

_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_ASKS = Qt.ItemDataRole.UserRole
_TITLE, _LEAST, _MOST = 110, 64, 12
"""The least pixels of the first column and of another, and how many rows are seen at once."""
Cell = tuple[str, Any]
"""What stands in a cell, and what it leads to, None for nothing."""


class FigureTable(QWidget):
    """``asked``: a figure was chosen (what it leads to)."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.title, self.table = QLabel(), read_table(_TITLE, _LEAST)
        table = self.table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        table.horizontalHeader().setStretchLastSection(False)
        table.itemActivated.connect(self._press)
        table.itemClicked.connect(self._press)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(table, 1)
        row.addStretch()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.title)
        column.addLayout(row)

    def show_rows(self, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], texts: int = 1) -> None:
        """Show rows; the first ``texts`` columns are words, the others figures. Without rows it is hidden."""
        self.title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self.title.setText(title)
        table = self.table
        table.setAccessibleName(title)
        table.setColumnCount(len(heads))
        table.setRowCount(len(rows))
        for column, head in enumerate(heads):
            item = QTableWidgetItem(head)
            if column >= texts:
                item.setTextAlignment(_TRAILING)
            table.setHorizontalHeaderItem(column, item)
        body = sized(QFont(self.font()), theme.BODY_PT)
        for line, cells in enumerate(rows):
            for column, (text, leads) in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setFont(body)
                item.setToolTip(text)
                item.setData(_ASKS, leads)
                if column >= texts:
                    item.setTextAlignment(_TRAILING)
                table.setItem(line, column, item)
        self._fit(len(rows))
        self.setVisible(bool(rows))

    def _fit(self, rows: int) -> None:
        table = self.table
        table.resizeColumnsToContents()
        for column in range(table.columnCount()):
            least = theme.px(_LEAST if column else _TITLE)
            table.setColumnWidth(column, max(table.columnWidth(column), least))
        bar = table.horizontalScrollBar().sizeHint().height()
        height = table.horizontalHeader().sizeHint().height() + theme.ROW * min(rows, _MOST) + 2 * table.frameWidth()
        table.setFixedHeight(height + bar)
        scroll = table.verticalScrollBar().sizeHint().width() if rows > _MOST else 0
        table.setMaximumWidth(table.horizontalHeader().length() + 2 * table.frameWidth() + scroll)

    def _press(self, item: QTableWidgetItem) -> None:
        if (leads := item.data(_ASKS)) is not None:
            self.asked.emit(leads)
