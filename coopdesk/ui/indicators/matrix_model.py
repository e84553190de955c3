"""The indicator matrix as a table that is written in: what is kept, and over it what was typed and is not kept yet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from coopdesk.calendars import moment
from coopdesk.errors import CoopDeskError, InvalidValue, Refused
from coopdesk.fields import Choice, Quantity
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations.indicators import entering
from coopdesk.operations.indicators.cell_change import NAMES, Change
from coopdesk.operations.indicators.matrix import Cell, Matrix, Row
from coopdesk.operations.indicators.unread import Key
from coopdesk.periods import headed, shown
from coopdesk.records.indicator import VALUE_STAGE
from coopdesk.ui.indicators.matrix_look import Look, differing, shown_number

FIXED = 3
"""The columns before the periods: name, unit, baseline."""
LOOK = Qt.ItemDataRole.UserRole
HEADS = (N_("Indicator", "field"), N_("Unit"), N_("Baseline"))
_ACTUAL, _TARGET = N_("Actual: {value}"), N_("Target: {value}")
_COMMENT, _TYPED = N_("Comment: {said}"), N_("Not saved: “{said}”. {why}")
_COMMENT_BY, _COMMENT_AT = N_("Comment: {said} ({who}, {when})"), N_("Comment: {said} ({when})")
_LATE = N_("This value came after the Ministry had locked the period: its desk had not heard of that yet.")
_CONFLICT = N_("Several values stand here. Enter opens them, so that one is chosen.")
_NOTHING, _LOCKED = N_("empty", "cell"), N_("locked", "period")
_BEFORE = N_("This was typed before. Write it again to save it.")
_STAGES, _QUANTITY = Choice(VALUE_STAGE), Quantity()
_SINGLY = 60
Place = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """``typed``: cells were written in; ``marked``: what is not kept is other than before. ``name``: what is written,
    "value" or "target"; ``names``: of who wrote comments."""

    typed, marked = Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.matrix: Matrix | None = None
        self.name = "value"
        self.rows: list[int] = []
        self.open: set[str] = set()
        self.names: dict[str, str] = {}
        self.edits: dict[Key, Any] = {}
        self.faults: dict[Key, tuple[str, CoopDeskError]] = {}
        self._looks: dict[tuple[int, int], Look] = {}
        self._let_go_of: set[tuple[int, int]] = set()

    def show(self, matrix: Matrix) -> None:
        """Show a matrix; what was typed and is not kept stays over it."""
        before = self.matrix
        if before is not None and self._shape(before) == self._shape(matrix):
            self.matrix = matrix
            self._repaint(differing(before.cells, matrix.cells) | self._let_go_of)
            self._let_go_of.clear()
        else:
            self.beginResetModel()
            self.matrix = matrix
            self._looks.clear()
            self.rows = self._visible()
            self.endResetModel()

    def refresh(self) -> None:
        """Paint every cell anew."""
        self._looks.clear()
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def fold(self, indicators: Iterable[str], *, out: bool) -> None:
        """Show the parts of these indicators, or only the whole."""
        self.beginResetModel()
        self.open = self.open | set(indicators) if out else self.open - set(indicators)
        self.rows = self._visible()
        self._looks.clear()
        self.endResetModel()

    # what stands in a cell

    def at(self, place: Place) -> tuple[int, int]:
        """Return the row and the column of the matrix in which a place stands; the column below 0: before the
        periods."""
        return self.rows[place.row()], place.column() - FIXED

    def key(self, row: int, column: int, name: str = "") -> Key:
        """Return what names a cell."""
        assert self.matrix is not None
        one = self.matrix.rows[row]
        return one.indicator, self.matrix.periods[column], one.part, name or self.name

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell with what was typed into it."""
        assert self.matrix is not None
        found = self.matrix.cells[row][column]
        if not self.edits:
            return found
        given: dict[str, Any] = {name: self.edits[key] for name in NAMES
                 if (key := self.key(row, column, name)) in self.edits}  # fmt: skip
        if "note" in given:
            given["noted"] = None
        return found._replace(**given) if given else found

    def text(self, row: int, column: int, name: str = "") -> str:
        """Return what is edited in a cell, as a person types it."""
        fault = self.faults.get(self.key(row, column, name))
        if fault is not None:
            return fault[0]
        stored = getattr(self.cell(row, column), name or self.name)
        return stored or "" if (name or self.name) == "note" else str(_QUANTITY.plain(stored) or "")

    def can_write(self, row: int, column: int) -> bool:
        """Tell whether a cell takes what is written now."""
        assert self.matrix is not None
        return column >= 0 and entering.why_not(self.matrix, row, column, self.name) is None

    # writing

    def write(self, row: int, column: int, text: str, name: str = "") -> bool:
        """Take a text into a cell; what is no number stands there, marked, and is not kept."""
        assert self.matrix is not None
        name = name or self.name
        if column < 0 or entering.why_not(self.matrix, row, column, name) is not None:
            return False
        key = self.key(row, column, name)
        try:
            made = entering.change(self.matrix, row, column, text, name)
        except InvalidValue as fault:
            self.faults[key] = (text, fault)
            self._repaint([(row, column)])
            self.marked.emit()
            return False
        self.put([made])
        return True

    def put(self, changes: Sequence[Change]) -> list[Change]:
        """Write cells; returns what stood there before, by which it is taken back."""
        assert self.matrix is not None
        before, touched, places = [], set(), self._places()
        for one in changes:
            key, place = (*one.place, one.name), places(one.place)
            if place is None:
                continue
            row, column = place
            touched.add(place)
            stands = getattr(self.cell(row, column), one.name)
            stands = None if stands == "" else stands
            self.faults.pop(key, None)
            if stands != one.value:
                before.append(one._replace(value=stands))
                self.edits[key] = one.value
        self._repaint(touched)
        self.marked.emit()
        if before:
            self.typed.emit()
        return before

    def changes(self) -> list[Change]:
        """Return what was typed and is not kept yet."""
        return [Change(*key[:3], key[3], value) for key, value in self.edits.items()]

    def kept(self, changes: Sequence[Change], refused: Iterable[tuple[Change, CoopDeskError]]) -> None:
        """Forget what is kept now, to be shown in its place; what was refused stays typed, with its reason."""
        places, wrong = self._places(), list(refused)
        for one in changes:
            key = (*one.place, one.name)
            if self.edits.get(key, one) == one.value:
                self.edits.pop(key, None)
        for one, fault in wrong:
            self.faults[*one.place, one.name] = (str(_QUANTITY.plain(one.value) or ""), fault)
        there = (places(one.place) for one in (*changes, *(one for one, _ in wrong)))
        self._let_go_of.update(place for place in there if place is not None)
        self.marked.emit()

    def unread(self) -> dict[Key, str]:
        """Return what stands in cells that do not take it."""
        return {key: text for key, (text, _) in self.faults.items()}

    def restore(self, typed: Mapping[Key, str]) -> None:
        """Let stand what was typed before into cells of this matrix that did not take it, and nothing of others."""
        places, before = self._places(), self.faults
        self.faults = {key: one for key, one in before.items() if places(key[:3]) is not None}
        self.let_stand({key: text for key, text in typed.items() if key not in self.faults})

    def let_stand(self, typed: Mapping[Key, str]) -> None:
        """Let texts stand in the cells of this matrix that do not take them, marked, until they are corrected."""
        places = self._places()
        for key, text in typed.items():
            place = places(key[:3])
            if place is not None:
                self.faults[key] = text, self._fault(*place, text, key[3])
        self.refresh()
        self.marked.emit()

    def _fault(self, row: int, column: int, text: str, name: str) -> CoopDeskError:
        assert self.matrix is not None
        why = entering.why_not(self.matrix, row, column, name)
        if why is not None:
            return Refused(why)
        try:
            entering.change(self.matrix, row, column, text, name)
        except InvalidValue as fault:
            return fault
        return Refused(_BEFORE)

    def let_go(self) -> None:
        """Forget what was typed and cannot be kept."""
        for key in self.faults:
            self.edits.pop(key, None)
        self.faults.clear()
        self.refresh()
        self.marked.emit()

    # Qt

    def rowCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Place = _NOWHERE) -> int:
        return 0 if parent.isValid() or self.matrix is None else FIXED + len(self.matrix.periods)

    def flags(self, index: Place) -> Qt.ItemFlag:
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and self.matrix is not None and self.can_write(*self.at(index)):
            found |= Qt.ItemFlag.ItemIsEditable
        return found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self.matrix is None or orientation != Qt.Orientation.Horizontal:
            return None
        if section < FIXED:
            if role == Qt.ItemDataRole.TextAlignmentRole and section == FIXED - 1:
                return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
            return tr(HEADS[section]) if role == Qt.ItemDataRole.DisplayRole else None
        period = self.matrix.periods[section - FIXED]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{headed(period)}\n{tr(_LOCKED)}" if period in self.matrix.locked else headed(period)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown(period)
        return None

    def data(self, index: Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.matrix is None:
            return None
        row, column = self.at(index)
        if column < 0:
            return self._fixed(self.matrix.rows[row], index.column(), role)
        if role == LOOK:
            return self.look(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(row, column).value
        if role == Qt.ItemDataRole.EditRole:
            return self.text(row, column)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._told(row, column, spoken=role == Qt.ItemDataRole.AccessibleTextRole)
        return None

    def _fixed(self, row: Row, column: int, role: int) -> Any:
        whole = not row.part
        if role == Qt.ItemDataRole.DisplayRole:
            if column == 0:
                return row.name
            return row.unit if column == 1 and whole else "" if column == 1 else _QUANTITY.show(row.baseline)
        if role == Qt.ItemDataRole.ToolTipRole and column == 0:
            return " · ".join(filter(None, (row.code, row.name, row.unit)))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == 2:
            return Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        if role == LOOK and column == 0:
            return row
        return None

    def look(self, row: int, column: int) -> Look:
        """Return what is painted in a cell."""
        found = self._looks.get((row, column))
        if found is not None:
            return found
        assert self.matrix is not None
        cell, one = self.cell(row, column), self.matrix.rows[row]
        faults = {name: self.faults[key] for name in NAMES
                  if (key := self.key(row, column, name)) in self.faults} if self.faults else {}  # fmt: skip
        waits = bool(self.edits) and any(self.key(row, column, name) in self.edits for name in NAMES)
        made = Look(
            faults["value"][0] if "value" in faults else shown_number(cell.value, one),
            faults["target"][0] if "target" in faults else shown_number(cell.target, one),
            cell.stage or ("draft" if cell.value is not None and cell.id is not None else None),
            cell.why is not None, bool(cell.note), bool(cell.conflict), bool(faults),
            self._doubt(row, column, cell) is not None, waits, bool(one.part),
            self.matrix.periods[column] in self.matrix.locked, cell.entities > 0 and cell.why is not None, cell.late,
        )  # fmt: skip
        self._looks[row, column] = made
        return made

    def _doubt(self, row: int, column: int, cell: Cell) -> str | None:
        """Return what is questioned about a value that a person writes, beside that of the period before."""
        assert self.matrix is not None
        if cell.value is None or cell.entities:
            return None
        before = self.cell(row, column - 1).value if column else None
        found = entering.doubts(self.matrix.rows[row], cell.value, before)
        return found[0].told() if found else None

    def _told(self, row: int, column: int, *, spoken: bool) -> str:
        """Return what there is to be said of a cell, in lines; ``spoken``: with where it is."""
        assert self.matrix is not None
        one, cell = self.matrix.rows[row], self.cell(row, column)
        lines = [f"{one.name}, {shown(self.matrix.periods[column])}"] if spoken else []
        if cell.value is not None:
            lines.append(tr(_ACTUAL, value=_QUANTITY.show(cell.value)))
        elif spoken:
            lines.append(tr(_NOTHING))
        if cell.target is not None:
            lines.append(tr(_TARGET, value=_QUANTITY.show(cell.target)))
        look = self.look(row, column)
        if look.stage:
            lines.append(_STAGES.label(look.stage))
        if cell.note:
            lines.append(self._commented(cell))
        for name in NAMES:
            if fault := self.faults.get(self.key(row, column, name)):
                lines.append(tr(_TYPED, said=fault[0][:60], why=fault[1].message()))
        if (doubt := self._doubt(row, column, cell)) is not None:
            lines.append(doubt)
        if cell.conflict:
            lines.append(tr(_CONFLICT))
        if cell.late:
            lines.append(tr(_LATE))
        if cell.why is not None:
            lines.append(tr(cell.why))
        return ("; " if spoken else "\n").join(lines)

    def _commented(self, cell: Cell) -> str:
        """Return the comment on a cell, with who wrote it and when; what is typed just now has neither."""
        if cell.noted is None:
            return tr(_COMMENT, said=isolate(cell.note))
        by, when = cell.noted.by or "", moment(cell.noted.at)
        who = name if (name := self.names.get(by, "")) != by else ""
        return tr(_COMMENT_BY if who else _COMMENT_AT, said=isolate(cell.note), who=isolate(who), when=when)

    def _visible(self) -> list[int]:
        if self.matrix is None:
            return []
        return [place for place, one in enumerate(self.matrix.rows) if not one.part or one.indicator in self.open]

    def _places(self) -> Callable[[tuple[str, str, str]], tuple[int, int] | None]:
        """Return what finds the row and the column of the indicator, the period and the part of a cell."""
        assert self.matrix is not None
        rows = {(one.indicator, one.part): place for place, one in enumerate(self.matrix.rows)}
        columns = {period: place for place, period in enumerate(self.matrix.periods)}

        def place(cell: tuple[str, str, str]) -> tuple[int, int] | None:
            row, column = rows.get((cell[0], cell[2])), columns.get(cell[1])
            return None if row is None or column is None else (row, column)

        return place

    def _repaint(self, cells: Iterable[tuple[int, int]]) -> None:
        """Paint these cells anew, and those behind them, which are questioned beside them. A view that is told of one
        cell paints that; told of several at once it paints all that it shows, while workers go on."""
        assert self.matrix is not None
        wide = len(self.matrix.periods)
        touched = {(row, at) for row, column in cells for at in (column, column + 1) if at < wide}
        if len(touched) > _SINGLY:
            self.refresh()
            return
        for row, column in touched:
            self._looks.pop((row, column), None)
            if row in self.rows:
                place = self.index(self.rows.index(row), column + FIXED)
                self.dataChanged.emit(place, place)

    @staticmethod
    def _shape(matrix: Matrix) -> tuple[Any, ...]:
        return [(one.indicator, one.part, one.name) for one in matrix.rows], matrix.periods, matrix.locked
