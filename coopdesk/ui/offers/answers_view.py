"""Who of those to whom a circulation went has answered: colour and words, answers noted, reminders in one click."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, P_, RIGHT_TO_LEFT_MARK, is_rtl, tr
from coopdesk.operations import drafts, listing
from coopdesk.operations.drafts import Draft
from coopdesk.operations.offers import circular_letters, circulation
from coopdesk.operations.offers.circulation import Cell
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.records import TYPES, fields_of
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.messages import Notice, confirm
from coopdesk.ui.read_table import fit_rows, read_table
from coopdesk.ui.said_dialog import SaidDialog
from coopdesk.ui.tailored_tab import LOWEST, TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_WHO, _STATE, _TABLE = N_("Addressee", "field"), N_("Answer", "circulation"), N_("Who has answered")
_NOTE, _REMIND = N_("Note an answer…"), N_("Remind all who are silent")
_NOTED = N_("Note the answer")
_COUNT = N_("{answered} of {n} have answered.")
_MADE = P_("{n} reminder is ready to be signed.", "{n} reminders are ready to be signed.")
_REMIND_ASK = N_("Write a reminder to all who have not answered the circulations that are chosen?")
_NOBODY = N_("There is nobody to remind today.")
_CLOSE = N_("Close")
_NOT_ASKED = "–"
_SIGNS = {"answered": "✔", "waiting": "○", "late": "!"}
"""A shape for each beside its words, so that colour is never the only sign."""
_MOST = 12
"""The most circulations side by side."""
_ASKED = ("reply", "reply_number", "replied_on", "reply_text")
Matrix = tuple[list[str], list[tuple[str, list[Cell | None]]]]


class AnswersView(TailoredTab):
    """The tab of a circulation."""

    LABEL = N_("Answers", "circulation")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._rows: list[tuple[str, list[Cell | None]]] = []
        self.count = sentence(quiet=True)
        self.note_button, self.remind_button = QPushButton(), QPushButton()
        self.note_button.clicked.connect(lambda: self.note())
        self.remind_button.clicked.connect(self.remind)
        self.table = read_table(1, 1)
        self.table.setMinimumHeight(theme.px(LOWEST))
        self.table.setWordWrap(True)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.doubleClicked.connect(lambda _: self.note())
        acts = QHBoxLayout()
        acts.setSpacing(theme.GAP)
        acts.addWidget(self.note_button)
        acts.addWidget(self.remind_button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.count)
        column.addLayout(acts)
        column.addWidget(self.table, 1)

    def read(self) -> None:
        store, id = self._store, self._id

        def show(found: Matrix) -> None:
            if self._id == id:
                self._show(found)

        if id is not None:
            self._tasks.read(lambda _: circulation.cells(store, [id]), show, self._notice.tell)

    def retranslate(self) -> None:
        self.note_button.setText(tr(_NOTE))
        self.remind_button.setText(tr(_REMIND))
        self.table.setAccessibleName(tr(_TABLE))
        self.table.setHorizontalHeaderLabels([tr(_WHO), tr(_STATE)])

    def note(self, addressee: str = "") -> None:
        """Ask what an addressee answered: the one that is named, else the one that is chosen, else the first."""
        cells = [(name, cell) for name, row in self._rows for cell in row if cell is not None]
        chosen = self.table.currentRow()
        named = next((one for one in cells if one[1].addressee == addressee), None)
        found = named or (cells[chosen] if 0 <= chosen < len(cells) else next(iter(cells), None))
        if found is None:
            return
        name, cell = found
        store, id = self._context.store, self._page.view["id"]
        self._context.tasks.read(
            lambda _: drafts.find(store, "circulation", id, cell.addressee),
            partial(self._ask, id, cell.addressee, name), self._page.notice.tell,
        )  # fmt: skip

    def goes_on(self, draft: Draft) -> bool:
        self.note(draft.act)
        return True

    def remind(self) -> None:
        """Note the next reminder for all who are silent, and write its letters."""
        store, id = self._context.store, self._page.view["id"]

        def done(made: list[View]) -> None:
            self._page.renew()
            self._page.notice.say(tr(_MADE, n=len(made)) if made else tr(_NOBODY))

        self._context.tasks.write(lambda _: circular_letters.remind(store, id), done, self._page.notice.tell)

    def _ask(self, id: str, addressee: str, name: str, draft: Draft | None) -> None:
        AnswerDialog(id, addressee, name, self._context, lambda _: self._page.renew(), self._page, draft).open()

    def _show(self, found: Matrix) -> None:
        self._rows = found[1]
        fill(self.table, self._rows)
        answered = sum(cell is not None and cell.tone == "answered" for _, row in self._rows for cell in row)
        self.count.setText(tr(_COUNT, answered=answered, n=len(self._rows)))
        self.remind_button.setEnabled(answered < len(self._rows))
        self.note_button.setEnabled(bool(self._rows))


class AnswerDialog(SaidDialog):
    """Notes what an addressee answered."""

    def __init__(
        self, id: str, addressee: str, name: str, context: Context, noted: Callable[[View], None], parent: QWidget,
        draft: Draft | None = None,
    ) -> None:  # fmt: skip
        super().__init__(_NOTED, "circulation", id, addressee, context, noted, parent)
        self._addressee = addressee
        self.told.setText(f"{RIGHT_TO_LEFT_MARK}{name}" if is_rtl() else name)
        declared = {one.name: one for one in fields_of(TYPES["addressee"])}
        for field in _ASKED:
            self.ask(field, declared[field])
        self.begin(draft)

    def work(self) -> Callable[[Progress], View]:
        store, addressee = self._context.store, self._addressee
        values = {name: value for name in _ASKED if (value := self.editors[name].value()) not in (None, "")}
        return lambda _: circulation.answer(store, addressee, values)


class MatrixDialog(QDialog):
    """Several circulations side by side: a row for each addressee, a column for each of them."""

    def __init__(self, found: Matrix, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_TABLE))
        theme.resize(self, 900, 560)
        subjects, rows = found
        self.table = read_table(*[220] * (1 + len(subjects)))
        self.table.setHorizontalHeaderLabels([tr(_WHO), *subjects])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setWordWrap(True)
        self.table.setAccessibleName(tr(_TABLE))
        buttons = row_of(QPushButton(tr(_CLOSE)))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        fill(self.table, rows)


def show_matrix(context: Context, found: listing.Listing | None, notice: Notice, parent: QWidget) -> None:
    """Show the circulations of a list side by side, as many as there is room for."""
    if found is None:
        return
    store, chosen = context.store, found

    def work(_: object) -> Matrix:
        return circulation.cells(store, listing.ids(store, chosen)[:_MOST])

    context.tasks.read(work, lambda matrix: MatrixDialog(matrix, parent).open(), notice.tell)


def remind_all(context: Context, found: listing.Listing | None, notice: Notice, parent: QWidget) -> None:
    """Ask, and remind all who are silent of the circulations of a list that are open."""
    if found is None or not confirm(parent, _REMIND_ASK, _REMIND):
        return
    store, chosen = context.store, found

    def work(progress: Progress) -> list[View]:
        return circular_letters.remind_all(store, listing.ids(store, chosen), progress)

    def done(made: list[View]) -> None:
        notice.say(tr(_MADE, n=len(made)) if made else tr(_NOBODY))

    context.tasks.write(work, done, notice.tell)


def fill(table: QTableWidget, rows: Sequence[tuple[str, Sequence[Cell | None]]]) -> None:
    """Show a matrix: each cell in words, with a sign and in the colour of how it stands."""
    colors = theme.colors()
    tones = {"answered": colors.good, "waiting": colors.text, "late": colors.bad}
    table.setRowCount(len(rows))
    for line, (name, cells) in enumerate(rows):
        table.setItem(line, 0, QTableWidgetItem(name))
        for column, cell in enumerate(cells, 1):
            item = QTableWidgetItem(_NOT_ASKED if cell is None else f"{_SIGNS[cell.tone]} {cell.words}")
            if cell is not None:
                item.setForeground(QColor(tones[cell.tone]))
                item.setToolTip(cell.words)
            table.setItem(line, column, item)
    fit_rows(table)
