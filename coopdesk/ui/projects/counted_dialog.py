"""What a figure of money counts, in a table of its own."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QTableWidgetItem, QVBoxLayout, QWidget

from coopdesk.calendars import numeric
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations.projects.counted_money import Counted
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.read_table import read_table

HEADS = (
    N_("Date"), N_("Type", "of a transaction"), N_("Amount"), N_("From", "money"), N_("To", "money"), N_("What for"),
)  # fmt: skip
_PROJECT, _PROJECT_WIDTH = N_("Project", "field"), 220
_WIDTHS, _CLOSE = (100, 150, 150, 180, 180, 200), N_("Close")
_MANY = P_("{what}: {n} entry", "{what}: {n} entries")
_SHARED = N_("Some are entered for all of the project: here counts the share alone.")


class CountedDialog(QDialog):
    """``what``: the figure in words; ``several``: of several projects, so that each line says of which it is."""

    def __init__(self, what: str, lines: Sequence[Counted], parent: QWidget, *, several: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(what)
        theme.resize(self, 900, 460)
        self.told, self.table = sentence(), read_table(*([_PROJECT_WIDTH] * several), *_WIDTHS)
        text = tr(_MANY, n=len(lines), what=what)
        self.told.setText(f"{text}. {tr(_SHARED)}" if any(one.shared for one in lines) else text)
        self.table.setAccessibleName(what)
        self.table.setHorizontalHeaderLabels([tr(one) for one in ((_PROJECT,) * several + HEADS)])
        self.table.setRowCount(len(lines))
        for row, one in enumerate(lines):
            day = numeric(one.on) if one.on else ""
            cells = (one.project,) * several + (day, one.what, one.amount, one.provider, one.receiver, one.about)
            for column, told in enumerate(cells):
                item = QTableWidgetItem(told)
                item.setToolTip(told)
                self.table.setItem(row, column, item)
        buttons = row_of(QPushButton(tr(_CLOSE)))
        buttons.rejected.connect(self.reject)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        inner.setSpacing(theme.GAP)
        for widget in (self.told, self.table, buttons):
            inner.addWidget(widget)
        if lines:
            self.table.setCurrentCell(0, 0)
        self.table.setFocus()
