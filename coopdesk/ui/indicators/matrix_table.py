"""The table of the indicator matrix: names that stay in sight, periods that scroll, and the keys of a table program."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, tr
from coopdesk.operations.indicators import entering
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.entering import Plan
from coopdesk.ui import theme
from coopdesk.ui.indicators.matrix_cells import Cells, NameCells, height
from coopdesk.ui.indicators.matrix_model import FIXED, LOOK, MatrixModel, Place

_MATRIX, _NAMES = N_("Indicator matrix"), N_("Indicators of the matrix")
_WIDTHS = (300, 110, 90)
_COLUMN, _LEAST, _NARROW = 104, 60, 860
_KEYS = (
    QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut, QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo, QKeySequence.StandardKey.SelectAll,
)  # fmt: skip


class MatrixTable(QWidget):
    """``pasted``: a block was pasted that is not whole (its plan); ``refused``: why nothing was; ``reviewed``: the
    conflict of a cell was asked for; ``commented``: … its comment; ``left``: Esc; ``moved``: another cell is chosen."""

    pasted, refused = Signal(object), Signal(object)
    opened, commented = Signal(object), Signal(object)
    left, moved, menu = Signal(), Signal(), Signal(object)

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self.model_ = model
        self._done: list[list[Change]] = []
        self._undone: list[list[Change]] = []
        self.names, self.cells = QTableView(), _Table(self)
        self.delegate = Cells(self)
        self._name_cells = NameCells(self.names)
        for one in (self.names, self.cells):
            one.setModel(model)
            one.setShowGrid(False)
            one.setWordWrap(False)
            one.setFrameShape(QFrame.Shape.NoFrame)
            one.verticalHeader().hide()
            one.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            one.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            one.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            head = one.horizontalHeader()
            head.setHighlightSections(False)
            head.setMinimumSectionSize(theme.px(_LEAST))
            head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.names.setItemDelegate(self._name_cells)
        self.names.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.names.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.names.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.names.clicked.connect(self._name_clicked)
        self.names.doubleClicked.connect(lambda place: self.opened.emit(place))
        self.cells.setItemDelegate(self.delegate)
        self.cells.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        )
        self.delegate.stepped.connect(self.step)
        self.delegate.filled.connect(self.fill)
        self.cells.verticalScrollBar().valueChanged.connect(self.names.verticalScrollBar().setValue)
        self.names.verticalScrollBar().valueChanged.connect(self.cells.verticalScrollBar().setValue)
        self.cells.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.cells.selectionModel().selectionChanged.connect(lambda *_: self.moved.emit())
        model.modelReset.connect(self._arrange)
        row, self._beside = QHBoxLayout(self), QVBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._beside.addWidget(self.names)
        row.addLayout(self._beside)
        row.addWidget(self.cells, 1)
        self.cells.horizontalScrollBar().rangeChanged.connect(self._level)
        self.setFocusProxy(self.cells)
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.cells.setAccessibleName(tr(_MATRIX))
        self.names.setAccessibleName(tr(_NAMES))

    # where one stands

    def chosen(self) -> list[tuple[int, int]]:
        """Return the chosen cells as rows and columns of the matrix."""
        found = [self.model_.at(one) for one in self.cells.selectionModel().selectedIndexes()]
        return sorted(one for one in found if one[1] >= 0)

    def step(self, down: int, across: int) -> None:
        """Go to another cell; at the end of a row on to the next one."""
        here = self.cells.currentIndex()
        if not here.isValid():
            return
        row, column = here.row() + down, here.column() + across
        if column >= self.model_.columnCount():
            row, column = row + 1, FIXED
        elif column < FIXED:
            row, column = row - 1, self.model_.columnCount() - 1
        if 0 <= row < self.model_.rowCount():
            self.cells.setCurrentIndex(self.model_.index(row, column))
        self.cells.setFocus()

    def take_focus(self) -> None:
        """Stand on the first cell, or where one stood."""
        if not self.cells.currentIndex().isValid() and self.model_.rowCount():
            self.cells.setCurrentIndex(self.model_.index(0, min(FIXED, self.model_.columnCount() - 1)))
        self.cells.setFocus()

    def show_place(self, row: int, column: int) -> None:
        """Stand on a cell of the matrix; its part is folded out where it is one."""
        assert self.model_.matrix is not None
        if row not in self.model_.rows:
            self.model_.fold([self.model_.matrix.rows[row].indicator], out=True)
        self.cells.setCurrentIndex(self.model_.index(self.model_.rows.index(row), column + FIXED))
        self.cells.setFocus()

    # what is done

    def write(self, place: Place, text: str) -> None:
        """Write a text into a cell."""
        row, column = self.model_.at(place)
        key = self.model_.key(row, column)
        before = getattr(self.model_.cell(row, column), key[3])
        if self.model_.write(row, column, text):
            self._note([Change(*key[:3], key[3], before)])

    def fill(self, text: str) -> None:
        """Write a text into every chosen cell."""
        self._plan([[text]])

    def paste(self) -> None:
        """Write the block that a table program copied, from the chosen cell on."""
        try:
            self._plan(entering.block(QGuiApplication.clipboard().text()))
        except CoopDeskError as fault:
            self.refused.emit(fault)

    def take(self, plan: Plan) -> None:
        """Write what a plan would write; what its cells do not take stands in them as if it was typed there."""
        self._note(self.model_.put(plan.changes))
        name = plan.changes[0].name if plan.changes else self.model_.name
        self.model_.let_stand({self.model_.key(one.row, one.column, name): one.text for one in plan.faults})

    def clear(self) -> None:
        """Empty the chosen cells that may be written in."""
        self._put([Change(*self.model_.key(*one)[:3], self.model_.name, None)
                   for one in self.chosen() if self.model_.can_write(*one)])  # fmt: skip

    def copy(self) -> None:
        """Copy the chosen cells as a table program takes them."""
        chosen = set(self.chosen())
        if not chosen:
            return
        rows = [one for one in self.model_.rows if any(one == row for row, _ in chosen)]
        columns = range(min(column for _, column in chosen), max(column for _, column in chosen) + 1)
        lines = ["\t".join(self.model_.text(row, one) if (row, one) in chosen else "" for one in columns)
                 for row in rows]  # fmt: skip
        QGuiApplication.clipboard().setText("\n".join(lines))

    def undo(self) -> None:
        """Take back what was written last."""
        self._back(self._done, self._undone)

    def redo(self) -> None:
        """Write again what was taken back."""
        self._back(self._undone, self._done)

    def forget(self) -> None:
        """Forget what could be taken back: another matrix is shown."""
        self._done, self._undone = [], []

    def fill_along(self, down: int, across: int) -> None:
        """Write the first of the chosen cells of each column (down) or row (across) into the others."""
        chosen = self.chosen()
        first: dict[int, tuple[int, int]] = {}
        made = []
        for row, column in chosen:
            head = first.setdefault(column if down else row, (row, column))
            if head != (row, column) and self.model_.can_write(row, column):
                value = getattr(self.model_.cell(*head), self.model_.name)
                made.append(Change(*self.model_.key(row, column)[:3], self.model_.name, value))
        self._put(made)

    def press(self, event: QKeyEvent) -> bool:
        """Do what a key means; tells whether it means anything."""
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        for sequence, run in zip(_KEYS, (self.copy, self._cut, self.paste, self.undo, self.redo), strict=False):
            if event.matches(sequence):
                run()
                return True
        if control and key in (Qt.Key.Key_D, Qt.Key.Key_R):
            self.fill_along(int(key == Qt.Key.Key_D), int(key == Qt.Key.Key_R))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(-1 if shift else 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and not control:
            return self._tab(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif key == Qt.Key.Key_F2 and shift:
            self.commented.emit(self.cells.currentIndex())
        elif control and key in (Qt.Key.Key_Space, Qt.Key.Key_Period):
            self._fold(self.cells.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

    def _enter(self, down: int) -> None:
        here = self.cells.currentIndex()
        look = here.data(LOOK)
        if look is not None and look.conflict:
            self.opened.emit(here)
        else:
            self.step(down, 0)

    def _tab(self, across: int) -> bool:
        """Go on to the next cell; at the two ends of the table the key leaves it."""
        here = self.cells.currentIndex()
        last = here.row() == self.model_.rowCount() - 1 and here.column() == self.model_.columnCount() - 1
        first = here.row() == 0 and here.column() <= FIXED
        if not here.isValid() or (last if across > 0 else first):
            return False
        self.step(0, across)
        return True

    def _cut(self) -> None:
        self.copy()
        self.clear()

    def _plan(self, cells: Sequence[Sequence[str]]) -> None:
        assert self.model_.matrix is not None
        chosen = self.chosen()
        if not chosen:
            return
        places = {row: place for place, row in enumerate(self.model_.rows)}
        rows, columns = [places[row] for row, _ in chosen], [column for _, column in chosen]
        shape = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        plan = entering.planned(
            self.model_.matrix, self.model_.rows, cells, min(rows), min(columns), self.model_.name, shape
        )
        if plan.faults or plan.skipped or plan.beyond:
            self.pasted.emit(plan)
        else:
            self.take(plan)

    def _put(self, changes: Sequence[Change]) -> None:
        self._note(self.model_.put(changes))

    def _note(self, before: list[Change]) -> None:
        if before:
            self._done.append(before)
            self._undone.clear()

    def _back(self, source: list[list[Change]], target: list[list[Change]]) -> None:
        if source:
            target.append(self.model_.put(source.pop()))

    def _name_clicked(self, place: QModelIndex) -> None:
        row = place.data(LOOK)
        if row is not None and row.parts:
            self._fold(place)
        elif self.model_.columnCount() > FIXED:
            line = QItemSelection(self.model_.index(place.row(), FIXED),
                                  self.model_.index(place.row(), self.model_.columnCount() - 1))  # fmt: skip
            self.cells.selectionModel().select(line, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.cells.setFocus()

    def _fold(self, place: QModelIndex) -> None:
        if not place.isValid() or self.model_.matrix is None:
            return
        row = self.model_.matrix.rows[self.model_.rows[place.row()]]
        column = self.cells.currentIndex().column()
        self.model_.fold([row.indicator], out=row.indicator not in self.model_.open)
        whole = next(n for n, one in enumerate(self.model_.matrix.rows) if one.indicator == row.indicator)
        self.cells.setCurrentIndex(self.model_.index(self.model_.rows.index(whole), max(column, FIXED)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give the names what they need of the width; where it is little, unit and baseline give way."""
        if self.model_.columnCount() == 0:
            return
        narrow = self.width() < theme.px(_NARROW)
        widths = [min(theme.px(_WIDTHS[0]), self.width() // 3) if narrow else theme.px(_WIDTHS[0]),
                  *(theme.px(one) for one in _WIDTHS[1:])]  # fmt: skip
        for column, width in enumerate(widths):
            self.names.setColumnWidth(column, width)
            self.names.setColumnHidden(column, narrow and column > 0)
        self.names.setFixedWidth(widths[0] if narrow else sum(widths))

    def _level(self, first: int, last: int) -> None:
        """Let the names end where the cells end, above the bar that scrolls the periods."""
        high = self.cells.horizontalScrollBar().sizeHint().height() if last > first else 0
        self._beside.setContentsMargins(0, 0, 0, high)

    def _arrange(self) -> None:
        """Show of the columns on the leading side those that stay, on the other the periods."""
        for one in (self.names, self.cells):
            one.verticalHeader().setDefaultSectionSize(height())
        for column in range(self.model_.columnCount()):
            self.names.setColumnHidden(column, column >= FIXED)
            self.cells.setColumnHidden(column, column < FIXED)
            if column >= FIXED:
                self.cells.setColumnWidth(column, theme.px(_COLUMN))
        self._fit()
        high = max(one.horizontalHeader().sizeHint().height() for one in (self.names, self.cells))
        for one in (self.names, self.cells):
            one.horizontalHeader().setFixedHeight(high)


class _Table(QTableView):
    """The periods."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__()
        self._table = table
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: table.menu.emit(place))

    def event(self, event: QEvent) -> bool:
        """Keep the keys of a table program from the window, and Tab from going elsewhere."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if any(event.matches(one) for one in _KEYS) or (
                control and event.key() in (Qt.Key.Key_D, Qt.Key.Key_R, Qt.Key.Key_Space, Qt.Key.Key_Period)
            ):
                event.accept()
                return True
        tab = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in tab
        if pressed and isinstance(event, QKeyEvent) and self._table.press(event):
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState or not self._table.press(event):
            super().keyPressEvent(event)
