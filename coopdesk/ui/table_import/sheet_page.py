"""The first step of an import: the sheet as it is, with the header that was found, which a person can move."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSpinBox, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.i18n import N_, P_, RIGHT_TO_LEFT_MARK, is_rtl, isolate, number, tr
from coopdesk.interchange.tables.layout import letters
from coopdesk.interchange.tables.sheets import Sheet
from coopdesk.operations import table_files
from coopdesk.operations.tables import Plan
from coopdesk.records import TYPES, owned_by
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.read_table import read_table

_OTHER, _SHEET, _OF = N_("Choose another file…"), N_("Sheet", "of a table"), N_("Records in it")
_HEADER, _FIRST = N_("Header in line"), N_("The first lines of the sheet")
_ONLY = N_("One sheet")
_FOUND = P_("{n} line to import below the header.", "{n} lines to import below the header.")
_LEFT = N_("Left out: {lines}.")
_MOVE = N_("To move the header, type its line above or double-click it.")
_TOTALS, _NOTES = (
    P_("line {lines} (total)", "lines {lines} (totals)"),
    P_("line {lines} (note)", "lines {lines} (notes)"),
)
_BETWEEN = N_(", ", "between items of a list")
_ROWS, _COLUMNS, _LETTERS = 40, 30, 120


class SheetPage(QWidget):
    """``chosen``: another sheet, another type or another header was chosen; ``other``: another file is wanted."""

    chosen, other = Signal(), Signal()

    def __init__(self, type: str) -> None:
        super().__init__()
        self._type = type
        self._sheets: list[Sheet] = []
        self.file, self.again = QLabel(), QPushButton(tr(_OTHER))
        self.file.setTextFormat(Qt.TextFormat.PlainText)
        self.again.clicked.connect(self.other)
        self.sheet, self.of, self.header = StillBox(), StillBox(), QSpinBox()
        for name in (type, *(one.__tablename__ for one in owned_by(type))):
            self.of.addItem(tr(TYPES[name].__plural__), name)
        self.header.setRange(1, 1_000_000)
        self.header.setLocale(QLocale.c())
        self.header.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.header.setObjectName("plain")
        self.header.setKeyboardTracking(False)
        self.header.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.sheet.activated.connect(self._choose_sheet)
        self.of.activated.connect(self.chosen)
        self.header.valueChanged.connect(lambda _: self.chosen.emit())
        self.told = sentence(quiet=True)
        self.table = read_table(*[60] + [150] * 3)
        self.table.setAccessibleName(tr(_FIRST))
        self.table.cellDoubleClicked.connect(self._move_header)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.SPACE)
        grid.setVerticalSpacing(theme.SMALL)
        labelled = ((_OTHER, self.again), (_SHEET, self.sheet), (_OF, self.of), (_HEADER, self.header))
        for place, (text, widget) in enumerate(labelled):
            label = QLabel(tr(text)) if place else self.file
            label.setObjectName("label")
            label.setBuddy(widget)
            widget.setAccessibleName(tr(text))
            grid.addWidget(label, 0, place)
            grid.addWidget(widget, 1, place)
            grid.setColumnStretch(place, 0 if widget in (self.header, self.again) else 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(grid)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)

    @property
    def following(self) -> int | None:
        """The place of the next sheet that is not hidden and holds something, None after the last one."""
        later = range(self.sheet.currentIndex() + 1, len(self._sheets))
        return next((place for place in later if self._sheets[place].lines and not self._sheets[place].hidden), None)

    def name_of(self, place: int) -> str:
        """Return what a sheet is called."""
        return self._sheets[place].name

    def choose(self, place: int) -> None:
        """Choose a sheet as a person does."""
        self.sheet.setCurrentIndex(place)
        self._choose_sheet()

    def _choose_sheet(self) -> None:
        """Take a sheet that is named after a list of the records for that list, any other for the records."""
        named = table_files.lists_in([self.chosen_sheet], TYPES[self._type])
        self.of.setCurrentIndex(self.of.findData(named[0][1].__tablename__ if named else self._type))
        self.chosen.emit()

    def _move_header(self, row: int, _: int) -> None:
        self.header.setValue(self.chosen_sheet.lines[row].number)

    def show_file(self, name: str, sheets: Sequence[Sheet], place: int) -> None:
        """Show the sheets of a file, one of them chosen."""
        self._sheets = list(sheets)
        self.file.setText(f"{RIGHT_TO_LEFT_MARK}{isolate(name)}" if is_rtl() else name)
        self.sheet.clear()
        for one in sheets:
            self.sheet.addItem(one.name or tr(_ONLY))
        self.sheet.setCurrentIndex(place)
        self.sheet.setEnabled(len(sheets) > 1)

    @property
    def type(self) -> str:
        """The type of the records that are in the sheet."""
        return str(self.of.currentData())

    @property
    def chosen_sheet(self) -> Sheet:
        """The sheet that is chosen."""
        return self._sheets[max(self.sheet.currentIndex(), 0)]

    def show_plan(self, plan: Plan) -> None:
        """Show the first lines of a sheet, its header set apart, and what is left out."""
        lines = plan.sheet.lines[:_ROWS]
        first, last = plan.table.head
        self.header.blockSignals(True)
        self.header.setMaximum(max(plan.sheet.lines[-1].number, 1) if plan.sheet.lines else 1)
        self.header.setValue(first)
        self.header.blockSignals(False)
        width = min(max((len(one.cells) for one in lines), default=0), _COLUMNS)
        self.table.setColumnCount(width + 1)
        self.table.setHorizontalHeaderLabels(["", *(letters(place) for place in range(width))])
        self.table.setRowCount(len(lines))
        head, aside = QColor(theme.colors().selection), QColor(theme.colors().secondary)
        left = {*plan.table.totals, *plan.table.left}
        for row, line in enumerate(lines):
            for place, text in enumerate([number(line.number), *line.cells[:width]]):
                item = QTableWidgetItem(" ".join(text.split())[:_LETTERS])
                if first <= line.number <= last:
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
                    item.setBackground(QBrush(head))
                elif place == 0 or line.number < first or line.number in left:
                    item.setForeground(QBrush(aside))
                self.table.setItem(row, place, item)
        told = [tr(_FOUND, n=len(plan.table.lines))]
        aside_lines = [
            tr(text, n=len(found), lines=tr(_BETWEEN).join(map(number, sorted(found))))
            for text, found in ((_TOTALS, plan.table.totals), (_NOTES, plan.table.left)) if found
        ]  # fmt: skip
        if aside_lines:
            told.append(tr(_LEFT, lines=tr(_BETWEEN).join(aside_lines)))
        self.told.setText(" ".join([*told, tr(_MOVE)]))
