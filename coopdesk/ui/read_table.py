"""A table to read, not to write in: whole rows, no grid, Tab leaves it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget

from coopdesk.ui import theme


def read_table(*widths: int) -> QTableWidget:
    """Return a table with columns of these widths, the last one stretched."""
    table = QTableWidget(0, len(widths))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.ROW)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate(widths[:-1]):
        table.setColumnWidth(column, theme.px(width))
    return table


def fit_rows(table: QTableWidget) -> None:
    """Give each row the height of its text, with air over and under it."""
    table.resizeRowsToContents()
    for line in range(table.rowCount()):
        table.setRowHeight(line, table.rowHeight(line) + theme.GAP)
