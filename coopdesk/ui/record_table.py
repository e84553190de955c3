"""A table model over a list of any length: it holds numbers and a few pages of rows, never the records."""

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coopdesk.fields import Field, Money, Number
from coopdesk.i18n import N_, tr
from coopdesk.operations import listing
from coopdesk.store.home import Store
from coopdesk.ui.tasks import Tasks

PAGE, KEPT = 256, 64
_CONFLICT = N_("◆ {n} with several values")
Index = QModelIndex | QPersistentModelIndex


class RecordTable(QAbstractTableModel):
    """Rows of one record type; pages come from the worker and show "…" until they are here."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._listing: listing.Listing | None = None
        self._fields: list[Field] = []
        self._pages: OrderedDict[int, list[listing.Row]] = OrderedDict()
        self._asked: set[int] = set()

    def show(self, found: listing.Listing) -> None:
        """Show another list."""
        self.beginResetModel()
        self._listing = found
        self._fields = listing.columns(found.type)
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    @property
    def fields(self) -> list[Field]:
        """The fields of the columns."""
        return self._fields

    def row(self, number: int) -> listing.Row | None:
        """Return a row if its page is here; else ask for it."""
        page = number // PAGE
        if page in self._pages:
            self._pages.move_to_end(page)
            rows = self._pages[page]
            return rows[number % PAGE] if number % PAGE < len(rows) else None
        self._ask(page)
        return None

    def place_of(self, id: str) -> int | None:
        """Return the place of a record on the pages that are here."""
        for page, rows in self._pages.items():
            for number, row in enumerate(rows):
                if row.id == id:
                    return page * PAGE + number
        return None

    def rowCount(self, parent: Index | None = None) -> int:
        return len(self._listing) if self._listing is not None and not (parent and parent.isValid()) else 0

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._fields)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numeric = isinstance(self._fields[index.column()].kind, Number | Money)
            side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        shown = " ".join(row.shown[self._fields[index.column()].name].split())
        if index.column() == 0 and row.conflicts and role == Qt.ItemDataRole.DisplayRole:
            return f"{shown}  {tr(_CONFLICT, n=row.conflicts)}"
        return shown or None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self._fields):
            if role == Qt.ItemDataRole.DisplayRole:
                return tr(self._fields[section].label)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _ask(self, page: int) -> None:
        found = self._listing
        if page in self._asked or found is None:
            return
        self._asked.add(page)

        def arrived(rows: list[listing.Row]) -> None:
            if self._listing is not found:
                return
            self._asked.discard(page)
            self._pages[page] = rows
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
            last = min((page + 1) * PAGE, len(found)) - 1
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(self._fields) - 1))

        self._tasks.read(lambda _: listing.page(self._store, found, page * PAGE, PAGE), arrived)
