"""Allocations by recipient and year, in the window: how they moved, and the letter by which a recipient can plan."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QPushButton, QTableWidgetItem, QWidget

from coopdesk.i18n import N_, P_, digits, tr
from coopdesk.operations.projects import planning_letters, told_tables
from coopdesk.operations.projects.allocations import outlook
from coopdesk.progress import Progress
from coopdesk.records.outlook import MOVED, Outlook
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.projects.allocation_rows import Place, in_full, side_by_side
from coopdesk.ui.projects.told_dialog import ToldDialog
from coopdesk.ui.read_table import read_table

if TYPE_CHECKING:
    from coopdesk.ui.places import Pane

_TITLE, _WHICH = N_("Allocations by recipient and year"), N_("Which recipients")
_ALL, _MOVED, _LETTER = N_("All recipients"), N_("Moved by more than {n} %"), N_("Write a planning letter")
_MANY = P_("{n} recipient. Enter opens an allocation.", "{n} recipients. Enter opens an allocation.")
_NONE = N_("No allocations.")
_MIXED = N_("Some changes are in another currency than what was first approved: these are not compared.")
_WAY, _YEARS, _ROWS = N_("How they stand"), N_("Years side by side"), N_("A row for each year")
_THRESHOLDS = (10, MOVED, 30, 50)
_TRAILING = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class AllocationsDialog(ToldDialog):
    """A row a recipient and currency, a column a year; or a row a year."""

    TITLE, NAME, DOCUMENT = _TITLE, "allocations", "allocations"

    def ask(self, row: QHBoxLayout) -> None:
        self.which = StillBox()
        self.which.setAccessibleName(tr(_WHICH))
        self.which.addItem(tr(_ALL), None)
        for one in _THRESHOLDS:
            self.which.addItem(tr(_MOVED, n=digits(str(one))), one)
        self.which.currentIndexChanged.connect(lambda _: self.read())
        self.way = StillBox()
        self.way.setAccessibleName(tr(_WAY))
        for text in (_YEARS, _ROWS):
            self.way.addItem(tr(text))
        self.way.currentIndexChanged.connect(lambda _: self.show_found(self.found))
        for box in (self.which, self.way):
            row.addWidget(box)

    def body(self) -> QWidget:
        self.found = Outlook((), (), (), {})
        self._rows = side_by_side(self.found)
        self.table, self.letter_button = read_table(260, 80), QPushButton(tr(_LETTER))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.setAccessibleName(tr(_TITLE))
        self.table.itemActivated.connect(self._press)
        self.letter_button.setAutoDefault(False)
        self.letter_button.clicked.connect(self.write_letter)
        self.acts.insertWidget(2, self.letter_button)
        return self.table

    def look_up(self) -> Callable[[Progress], Outlook]:
        store, found, moved = self._store, self._listing, self.which.currentData()
        return lambda _: outlook(store, found=found, moved=moved)

    def write(self) -> Callable[[Path], int]:
        store, found = self._store, self.found
        return lambda path: told_tables.save_allocations(store, found, path)

    def show_found(self, found: Outlook) -> None:
        self.found = found
        told = [tr(_MANY, n=len({line.recipient for line in found.lines})) if found.lines else tr(_NONE)]
        told += [tr(_MIXED)] if any(cell.mixed for line in found.lines for cell in line.cells.values()) else []
        self.told.setText("\n".join(told))
        self._rows = in_full(found) if self.way.currentIndex() else side_by_side(found)
        table, rows = self.table, self._rows.places
        table.setColumnCount(len(self._rows.heads))
        table.setRowCount(len(rows))
        table.setHorizontalHeaderLabels(self._rows.heads)
        for place, row in enumerate(rows):
            for column, one in enumerate(row):
                item = QTableWidgetItem(one.text)
                item.setToolTip(one.tip)
                if one.figure:
                    item.setTextAlignment(_TRAILING)
                table.setItem(place, column, item)
        for column in range(2, table.columnCount()):
            table.resizeColumnToContents(column)
        if rows:
            table.setCurrentCell(0, 0)
        for button in (self.save_button, self.print_button, self.letter_button):
            button.setEnabled(bool(found.lines))

    def write_letter(self) -> None:
        """Write the letter to the recipient of the current row, and show it."""
        row, store = self.table.currentRow(), self._store
        if row in range(len(self._rows.lines)):
            recipient = self._rows.lines[row].recipient
            self._tasks.write(
                lambda _: planning_letters.write(store, recipient), lambda view: self.lead("letter", view["id"]),
                self.notice.tell,
            )  # fmt: skip

    def _press(self, item: QTableWidgetItem) -> None:
        """Open the allocation of a year, the first of several; before the years, the recipient."""
        place: Place = self._rows.places[item.row()][item.column()]
        if place.allocation:
            self.lead("allocation", place.allocation)
        elif place.text and not place.figure:
            self.lead("organization", self._rows.lines[item.row()].recipient)


def show(pane: "Pane") -> None:
    """Show the allocations of a list by recipient and year."""
    AllocationsDialog(pane).show()
