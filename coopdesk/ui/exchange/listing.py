"""A table with what can be done to its chosen row above it, and a sentence in its place while it is empty."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, Text, number, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.read_table import read_table

_SHOWN, _MORE = N_("The first {n} of {all} are shown."), N_("Show more", "rows")
Cell = tuple[str, str]
"""A text, and how it is meant: "" plain, "attention", "quiet"."""
_WORDS = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_NUMBER = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class Listing(QWidget):
    """``chosen``: a row was opened, by Enter or two clicks; ``more``: further rows are wanted. Each row stands for a
    value, which ``current`` returns.

    ``empty``: what is said while there is none; ``below``: what is told of the chosen row in full; ``numbers``: the
    columns of numbers; ``wide``: the column that takes the room that is left, else the last one."""

    chosen = Signal(object)
    more = Signal()

    def __init__(
        self, columns: Sequence[tuple[Text, int]], empty: Text, name: Text, below: Callable[[Any], str] | None = None,
        numbers: Sequence[Text] = (), wide: Text | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._columns, self.empty, self._name = [text for text, _ in columns], empty, name
        self._sides = [_NUMBER if text in numbers else _WORDS for text in self._columns]
        self._values: list[Any] = []
        self._buttons: list[tuple[QPushButton, Text]] = []
        self._of_row: list[QPushButton] = []
        self.table = read_table(*(width for _, width in columns))
        if wide is not None:
            head = self.table.horizontalHeader()
            head.setStretchLastSection(False)
            head.setSectionResizeMode(self._columns.index(wide), QHeaderView.ResizeMode.Stretch)
            self.table.setColumnWidth(len(columns) - 1, theme.px(columns[-1][1]))
        self.table.cellActivated.connect(lambda *_: self.chosen.emit(self.current))
        self.table.itemSelectionChanged.connect(self._enable)
        self._empty = QLabel()
        self._empty.setObjectName("quiet")
        self._empty.setTextFormat(Qt.TextFormat.PlainText)
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.below, self._tell_below = sentence(), below
        self.below.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.SPACE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.table)
        self._acts = QWidget()
        self._row = QHBoxLayout(self._acts)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, 0)
        column.addWidget(self._acts)
        column.addWidget(self._stack, 1)
        column.addWidget(self.below)
        self._rest, self._cut, self.show_more = QWidget(), sentence(quiet=True), QPushButton()
        self.show_more.clicked.connect(self.more)
        rest = QHBoxLayout(self._rest)
        rest.setContentsMargins(theme.GAP, theme.SMALL, theme.GAP, theme.GAP)
        rest.addWidget(self._cut, 1)
        rest.addWidget(self.show_more)
        column.addWidget(self._rest)
        self._rest.hide()

    @property
    def current(self) -> Any:
        """The value of the row that is chosen, None where none is."""
        row = self.table.currentRow()
        return self._values[row] if 0 <= row < len(self._values) and self.table.selectedItems() else None

    def add_button(self, text: Text, *, of_row: bool = True) -> QPushButton:
        """Add a button over the table. ``of_row``: for the row that is chosen."""
        button = QPushButton()
        self._buttons.append((button, text))
        if of_row:
            self._of_row.append(button)
        self._row.insertWidget(len(self._buttons) - 1, button)
        return button

    def show_rows(self, rows: Sequence[tuple[Any, Sequence[Cell]]], key: str, count: int = 0) -> None:
        """Show rows, each a value and its cells. The row stays chosen whose value has the same ``key``. ``count``: how
        many there are where these are not all."""
        before = self.current
        self._values = [value for value, _ in rows]
        self.table.setRowCount(len(rows))
        tokens = theme.colors()
        looks = {"attention": QColor(tokens.attention), "quiet": QColor(tokens.secondary)}
        for line, (_, cells) in enumerate(rows):
            for column, (text, look) in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setTextAlignment(self._sides[column])
                if look:
                    item.setForeground(looks[look])
                self.table.setItem(line, column, item)
        places = [n for n, one in enumerate(self._values) if before is not None and one[key] == before[key]]
        if places:
            self.table.setCurrentCell(places[0], 0)
        else:
            self.table.clearSelection()
        self._stack.setCurrentIndex(1 if rows else 0)
        self._acts.setVisible(bool(rows))
        self._rest.setVisible(count > len(rows))
        self._cut.setText(tr(_SHOWN, n=number(len(rows)), all=number(count)))
        self._enable()

    def retranslate(self) -> None:
        """Show headings and buttons in the present language; the rows are shown anew by whoever knows them."""
        self.table.setHorizontalHeaderLabels([tr(text) for text in self._columns])
        for column, side in enumerate(self._sides):
            heading = self.table.horizontalHeaderItem(column)
            assert heading is not None
            heading.setTextAlignment(side)
        self.table.setAccessibleName(tr(self._name))
        self._empty.setText(tr(self.empty))
        self.show_more.setText(tr(_MORE))
        for button, text in self._buttons:
            button.setText(tr(text))

    def _enable(self) -> None:
        for button in self._of_row:
            button.setEnabled(self.current is not None)
        told = self._tell_below(self.current) if self._tell_below is not None and self.current is not None else ""
        self.below.setText(told)
        self.below.setVisible(bool(told))
