"""The history of a record: who changed what, and when; what it looked like then; a change undone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.operations.history import Change
from coopdesk.ui.read_table import read_table

_WHEN, _WHO, _FIELD, _OLD, _NEW = N_("When"), N_("Who"), N_("Field"), N_("Before"), N_("After")
_THEN, _UNDO = N_("What did it look like then?"), N_("Undo this change")


class HistoryView(QWidget):
    """``then``: show the record as it was after a change (operation, when); ``undo``: undo a change (operation)."""

    then = Signal(str, str)
    undo = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.table = read_table(135, 90, 105, 105, 140)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.then_button, self.undo_button = QPushButton(), QPushButton()
        self.then_button.clicked.connect(lambda: self.then.emit(*self._operation()))
        self.undo_button.clicked.connect(lambda: self.undo.emit(self._operation()[0]))
        column, row = QVBoxLayout(self), QHBoxLayout()
        row.addWidget(self.then_button)
        row.addWidget(self.undo_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.table)
        self._chosen()

    def show_changes(self, changes: list[Change]) -> None:
        """Show changes, the newest first. What one save wrote stands together: when and who are said once. What was
        chosen stays chosen."""
        kept = self._operation()[0] if self.table.selectedItems() else ""
        self.table.setRowCount(len(changes))
        self.table.clearSelection()
        said = ("", "")
        for row, change in enumerate(changes):
            head = (change.when, change.who)
            cells = (*(head if head != said else ("", "")), change.field, change.old, change.new)
            said = head
            for column, (text, tip) in enumerate(zip(cells, change[:5], strict=True)):
                item = QTableWidgetItem(text)
                item.setToolTip(tip)
                item.setData(Qt.ItemDataRole.UserRole, (change.operation, change.when))
                self.table.setItem(row, column, item)
        if kept in (names := [change.operation for change in changes]):
            self.table.selectRow(names.index(kept))
        self._chosen()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.then_button.setText(tr(_THEN))
        self.undo_button.setText(tr(_UNDO))
        self.table.setHorizontalHeaderLabels([tr(text) for text in (_WHEN, _WHO, _FIELD, _OLD, _NEW)])
        self.table.setAccessibleName(tr(N_("History")))

    def _operation(self) -> tuple[str, str]:
        item = self.table.item(self.table.currentRow(), 0)
        found: tuple[str, str] = item.data(Qt.ItemDataRole.UserRole) if item is not None else ("", "")
        return found

    def _chosen(self) -> None:
        for button in (self.then_button, self.undo_button):
            button.setEnabled(bool(self.table.selectedItems()))
