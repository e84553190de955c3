"""A table over many projects in a dialog: Enter on a row does what the dialog is for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.messages import Notice
from coopdesk.ui.read_table import fit_rows, read_table

if TYPE_CHECKING:
    from coopdesk.ui.context import Context

_CLOSE = N_("Close")
_MOST = 1_000
"""How many rows are shown; a table that is saved has all of them."""


class RowsDialog(QDialog):
    """``rows``: what the rows show, in their order."""

    TITLE: Text
    HEADS: tuple[Text, ...]
    WIDTHS: tuple[int, ...]
    ACTS: tuple[Text, ...]
    """What the buttons do, the last of them what Enter does."""

    def __init__(self, context: "Context", parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._store, self._tasks = context, context.store, context.tasks
        self.rows: list[Any] = []
        self.setWindowTitle(tr(self.TITLE))
        theme.resize(self, 1_080, 600)
        self.notice, self.told, self.table = Notice(), sentence(quiet=True), read_table(*self.WIDTHS)
        self.table.setHorizontalHeaderLabels([tr(one) for one in self.HEADS])
        self.table.setAccessibleName(tr(self.TITLE))
        self.table.itemActivated.connect(lambda _: self.act(self.ACTS[-1]))
        self.buttons = {one: QPushButton(tr(one)) for one in self.ACTS}
        for text, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, text=text: self.act(text))
        foot = row_of(QPushButton(tr(_CLOSE)), *self.buttons.values())
        foot.rejected.connect(self.reject)
        self.head = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addLayout(self.head)
        column.addWidget(self.notice)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addWidget(foot)
        self.read()

    def look_up(self) -> list[Any]:
        """Return the rows, on the worker."""
        raise NotImplementedError

    def cells(self, row: Any) -> Sequence[str]:
        """Return the cells of a row."""
        raise NotImplementedError

    def say(self) -> str:
        """Return what is said above the table."""
        raise NotImplementedError

    def act(self, text: Text) -> None:
        """Do what a button says with the row that is chosen."""
        raise NotImplementedError

    def read(self) -> None:
        """Read the rows on the worker."""
        self._tasks.read(lambda _: self.look_up(), self._show, self.notice.tell)

    @property
    def chosen(self) -> Any:
        """The row that is chosen; None for none."""
        place = self.table.currentRow()
        return self.rows[place] if 0 <= place < len(self.rows) else None

    def go_to(self, type: str, id: str) -> None:
        """Show a record, and close."""
        self._context.asked.emit(type, id)
        self.accept()

    def _show(self, found: list[Any]) -> None:
        self.rows = found
        self.told.setText(self.say())
        self.table.setRowCount(min(len(found), _MOST))
        for place, row in enumerate(found[:_MOST]):
            for column, text in enumerate(self.cells(row)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, column, item)
        fit_rows(self.table)
        if found:
            self.table.setCurrentCell(0, 0)
        for button in self.buttons.values():
            button.setEnabled(bool(found))
        self.table.setFocus()
