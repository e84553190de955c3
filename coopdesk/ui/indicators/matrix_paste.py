"""What a pasted block would write where not all of it can be: said over the matrix before anything is written."""

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, P_, isolate, tr
from coopdesk.operations.indicators.entering import Plan
from coopdesk.periods import headed
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.indicators.matrix_table import MatrixTable

_TOLD = P_("{n} cell of the block can be written.", "{n} cells of the block can be written.")
_WRONG = P_(
    "{n} is no number that its cell takes; it will stand there in red, to be corrected:",
    "{n} are no numbers that their cells take; they will stand there in red, to be corrected:",
)
_SKIPPED = P_("{n} falls on a cell that takes none.", "{n} fall on cells that take none.")
_BEYOND = P_("{n} falls outside of the matrix.", "{n} fall outside of the matrix.")
_WHERE = N_("{name}, {period}: {why}")
_TAKE, _NOTHING = P_("Write the {n} cell", "Write the {n} cells"), N_("Write nothing")
_FAULTS = N_("What of the pasted block cannot be written")
_MOST, _HIGH = 200, 132


class PasteFaults(QWidget):
    """Asks what is to become of a block of which something cannot be written; a line leads to its cell."""

    def __init__(self, table: MatrixTable) -> None:
        super().__init__()
        self._table = table
        self._plan: Plan | None = None
        self.told, self.list = sentence(), QListWidget()
        self.take, self.nothing = QPushButton(), QPushButton()
        self.list.setObjectName("values")
        self.list.itemActivated.connect(self._show)
        self.list.itemClicked.connect(self._show)
        self.take.clicked.connect(self._take)
        self.nothing.clicked.connect(self._leave)
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self.take)
        row.addWidget(self.nothing)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.told)
        column.addWidget(self.list)
        column.addLayout(row)
        self.hide()

    def ask(self, plan: Plan) -> None:
        """Show a plan that is not whole."""
        matrix = self._table.model_.matrix
        assert matrix is not None
        self._plan = plan
        counts = ((_TOLD, len(plan.changes)), (_SKIPPED, len(plan.skipped)), (_BEYOND, plan.beyond),
                  (_WRONG, len(plan.faults)))  # fmt: skip
        self.told.setText(" ".join(tr(text, n=n) for text, n in counts if n or text is _TOLD))
        self.list.clear()
        self.list.setAccessibleName(tr(_FAULTS))
        for row, at, _, why in plan.faults[:_MOST]:
            self._line(row, at, tr(_WHERE, name=isolate(matrix.rows[row].name), period=headed(matrix.periods[at]),
                                   why=why.message()))  # fmt: skip
        for row, at, reason in plan.skipped[: max(0, _MOST - len(plan.faults))]:
            self._line(row, at, tr(_WHERE, name=isolate(matrix.rows[row].name), period=headed(matrix.periods[at]),
                                   why=tr(reason)))  # fmt: skip
        self.list.setVisible(self.list.count() > 0)
        lines = self.list.sizeHintForRow(0) * self.list.count() + 2 * self.list.frameWidth() + theme.SMALL
        self.list.setFixedHeight(min(lines, theme.px(_HIGH)))
        self.take.setText(tr(_TAKE, n=len(plan.changes)))
        self.take.setVisible(bool(plan.changes))
        self.nothing.setText(tr(_NOTHING))
        self.show()
        (self.take if plan.changes else self.nothing).setFocus()

    def _line(self, row: int, column: int, text: str) -> None:
        item = QListWidgetItem(text, self.list)
        item.setData(0x0100, (row, column))
        item.setToolTip(text)

    def _show(self, item: QListWidgetItem) -> None:
        self._table.show_place(*item.data(0x0100))

    def _take(self) -> None:
        if self._plan is not None:
            self._table.take(self._plan)
        self._leave()

    def _leave(self) -> None:
        self._plan = None
        self.hide()
        self._table.take_focus()
