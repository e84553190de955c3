"""A table model over a list of any length: it holds numbers and a few pages of rows, never the records.

Where the list has groups, a row that names each stands before its records; a closed group shows that row alone.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coopdesk.fields import Field, Money, Number
from coopdesk.i18n import N_, number, tr
from coopdesk.operations import listing
from coopdesk.store.home import Store
from coopdesk.ui.tasks import Tasks

PAGE, KEPT = 256, 64
GROUP = int(Qt.ItemDataRole.UserRole) + 1
"""The role under which a row that names a group says whether it is open; None for the row of a record."""
_CONFLICT = N_("◆ {n} with several values")
_DISPLAY, _TIP = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.ToolTipRole)
_ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
_ANSWERED = frozenset((_DISPLAY, _TIP, _ALIGNMENT, GROUP))
Index = QModelIndex | QPersistentModelIndex


class RecordTable(QAbstractTableModel):
    """Rows of one record type; pages come from the worker and show "…" until they are here."""

    def __init__(self, store: Store, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._listing: listing.Listing | None = None
        self._fields: list[Field] = []
        self._sides: list[Qt.AlignmentFlag] = []
        self._pages: OrderedDict[int, list[listing.Row]] = OrderedDict()
        self._asked: set[int] = set()
        self._closed: set[int] = set()
        self._first: list[int] = []
        self._starts: list[int] = []

    def show(
        self,
        found: listing.Listing,
        fields: Sequence[Field] | None = None,
        first: Sequence[listing.Row] = (),
    ) -> None:
        """Show another list, with these columns, by default those of its type; ``first``: the rows of its first page,
        where they were read with it."""
        self.beginResetModel()
        if self._listing is None or [one.title for one in found.groups] != [one.title for one in self._listing.groups]:
            self._closed.clear()
        self._listing = found
        self._fields = listing.columns(found.type) if fields is None else list(fields)
        self._sides = [_side(one) for one in self._fields]
        self._pages.clear()
        self._asked.clear()
        if first:
            self._pages[0] = list(first)
        self._arrange()
        self.endResetModel()
        if first:
            self._tell_arrived(0)

    @property
    def fields(self) -> list[Field]:
        """The fields of the columns."""
        return self._fields

    @property
    def found(self) -> listing.Listing | None:
        """The list on show."""
        return self._listing

    def row(self, line: int) -> listing.Row | None:
        """Return a row if its page is here; else ask for it. None for a row that names a group."""
        place = self._place(line)
        if place is None:
            return None
        page = place // PAGE
        if page in self._pages:
            self._pages.move_to_end(page)
            rows = self._pages[page]
            return rows[place % PAGE] if place % PAGE < len(rows) else None
        self._ask(page)
        return None

    def place_of(self, id: str) -> int | None:
        """Return the row of a record on the pages that are here."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows, page * PAGE):
                if row.id == id:
                    return self._shown(place)
        return None

    def places(self, rows: Iterable[range]) -> list[range]:
        """Return the places in the list of what stands on these rows, without those that name groups."""
        if not self._starts:
            return list(rows)
        found = []
        for one in rows:
            for group in range(max(bisect_right(self._starts, one.start) - 1, 0), len(self._starts)):
                top = self._starts[group] + 1
                if top > one.stop:
                    break
                end = top + self._height(group)
                low, high = max(one.start, top), min(one.stop, end)
                if low < high:
                    shift = self._first[group] - top
                    found.append(range(low + shift, high + shift))
        return found

    def toggle(self, line: int) -> None:
        """Open or close the group that a row names."""
        group = self._group(line)
        if group is None or self._place(line) is not None or self._listing is None:
            return
        last = line + self._listing.groups[group].count
        if group in self._closed:
            self.beginInsertRows(QModelIndex(), line + 1, last)
            self._closed.discard(group)
            self._arrange()
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), line + 1, last)
            self._closed.add(group)
            self._arrange()
            self.endRemoveRows()
        self.dataChanged.emit(self.index(line, 0), self.index(line, len(self._fields) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        if self._listing is None or (parent and parent.isValid()):
            return 0
        return self._starts[-1] + 1 + self._height(len(self._starts) - 1) if self._starts else len(self._listing)

    def columnCount(self, parent: Index | None = None) -> int:
        return len(self._fields)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled if self._names_group(index.row()) else super().flags(index)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _ANSWERED:
            return None
        if role == _ALIGNMENT:
            return self._sides[index.column()]
        line, column = index.row(), index.column()
        if self._names_group(line):
            return self._of_group(index, role)
        if role == GROUP:
            return None
        row = self.row(line)
        if row is None:
            return "…" if role == _DISPLAY and column == 0 else None
        shown = " ".join(row.shown[self._fields[column].name].split())
        if column == 0 and role == _DISPLAY and row.conflicts:
            return f"{shown}  {tr(_CONFLICT, n=row.conflicts)}"
        return shown or None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and section < len(self._fields):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return tr(self._fields[section].label)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _of_group(self, index: Index, role: int) -> Any:
        group = self._group(index.row())
        assert group is not None
        assert self._listing is not None
        if role == GROUP:
            return group not in self._closed
        if role == _DISPLAY and index.column() == 0:
            one = self._listing.groups[group]
            return f"{one.title}  ·  {number(one.count)}"
        return None

    def _arrange(self) -> None:
        counts = [one.count for one in self._listing.groups] if self._listing is not None else []
        self._first = [0, *accumulate(counts)][: len(counts)]
        heights = (1 if group in self._closed else 1 + count for group, count in enumerate(counts))
        self._starts = [0, *accumulate(heights)][: len(counts)]

    def _height(self, group: int) -> int:
        assert self._listing is not None
        return 0 if group in self._closed else self._listing.groups[group].count

    def _group(self, line: int) -> int | None:
        return bisect_right(self._starts, line) - 1 if self._starts else None

    def _names_group(self, line: int) -> bool:
        group = self._group(line)
        return group is not None and self._starts[group] == line

    def _place(self, line: int) -> int | None:
        """Return the place in the list of what stands on a row."""
        group = self._group(line)
        if group is None:
            return line
        offset = line - self._starts[group]
        return self._first[group] + offset - 1 if offset else None

    def _shown(self, place: int) -> int | None:
        """Return the row on which a place of the list stands; None in a closed group."""
        if not self._starts:
            return place
        group = bisect_right(self._first, place) - 1
        return None if group in self._closed else self._starts[group] + 1 + place - self._first[group]

    def _ask(self, page: int) -> None:
        found, fields = self._listing, self._fields
        if page in self._asked or found is None:
            return
        self._asked.add(page)

        def arrived(rows: list[listing.Row]) -> None:
            if self._listing is not found or self._fields is not fields:
                return
            self._asked.discard(page)
            self._pages[page] = rows
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
            self._tell_arrived(page)

        self._tasks.read(lambda _: listing.page(self._store, found, page * PAGE, PAGE, fields), arrived)

    def _tell_arrived(self, page: int) -> None:
        assert self._listing is not None
        first, last = page * PAGE, min((page + 1) * PAGE, len(self._listing)) - 1
        if self._starts:
            first, last = 0, self.rowCount() - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._fields) - 1))


def _side(declared: Field) -> Qt.AlignmentFlag:
    numeric = isinstance(declared.kind, Number | Money)
    side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
