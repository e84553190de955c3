"""The applicants on the page of what the State offers: ranked, filtered, and several decided on at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, P_, digits, isolate, number, tr
from coopdesk.operations import rights
from coopdesk.operations.offers import applicants
from coopdesk.operations.offers.applicants import Quota, Row, Sheet
from coopdesk.operations.record_types import View
from coopdesk.records.contact import SEX
from coopdesk.records.nomination import APPLICANT_STAGE
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.messages import confirm
from coopdesk.ui.offers.score_bar import SCORE, ScoreBar
from coopdesk.ui.preview import Preview
from coopdesk.ui.read_table import read_table
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_HEADS = (
    N_("Rank"), N_("Applicant"), N_("Country"), N_("Sex"), N_("Level of study", "applicant"), N_("File"), N_("Points"),
    N_("Status", "applicant"),
)  # fmt: skip
_WIDTHS = (60, 190, 140, 80, 140, 80, 90, 1)
_FILE, _POINTS = 5, 6
_LOWEST = 170
_PERCENT, _LACKS = N_("{n}%"), N_("Not in the file: {names}")
_COUNTRIES, _SEXES, _STATUSES = N_("All countries"), N_("Women and men"), N_("Every status")
_ACCEPT, _RESERVE, _REFUSE = N_("Accept", "applicants"), N_("Put on reserve"), N_("Refuse", "applicants")
_OPEN, _PRINT = N_("Show"), N_("Print…")
_NUMBER = N_("Number of the decision")
_ANYWAY, _ASK = N_("Accept all the same"), N_("{told} Accept them all the same?")
_DONE = P_("It is decided on {n} applicant.", "It is decided on {n} applicants.")
_SAME = N_("It was decided so already.")
_NONE = N_("Nobody applied yet. Applicants are entered under “Applicants”, or come from a table.")
_SEATS = N_("{accepted} accepted, {seats} seats.")
_COUNT = P_("{n} applicant.", "{n} applicants.")
_QUOTA, _OVER = N_("{country}: {accepted} of {seats}"), N_("{country}: {accepted} of {seats} (too many)")
_BETWEEN = N_(", ", "between items of a list")


class ApplicantsView(TailoredTab):
    """The tab of an opportunity. Enter on a line shows the applicant."""

    LABEL = N_("Applicants")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._sheet = Sheet((), (), None)
        self.rows: list[Row] = []
        self.told, self.table = sentence(quiet=True), read_table(*_WIDTHS)
        self.table.horizontalHeader().setMinimumSectionSize(theme.px(40))
        self.table.setColumnWidth(0, theme.px(_WIDTHS[0]))
        self.table.setMinimumHeight(theme.px(_LOWEST))
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setItemDelegateForColumn(_POINTS, ScoreBar(self.table))
        self.table.itemActivated.connect(lambda _: self.open())
        self.table.itemSelectionChanged.connect(self._tell_buttons)
        self.country, self.sex, self.status = StillBox(), StillBox(), StillBox()
        for box in (self.country, self.sex, self.status):
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(lambda _: self._fill())
        self.number = QLineEdit()
        self.buttons = {one: QPushButton() for one in applicants.DECIDED}
        self.open_button, self.print_button = QPushButton(), QPushButton()
        for status, button in self.buttons.items():
            button.clicked.connect(lambda _=False, status=status: self.decide(status))
        self.open_button.clicked.connect(self.open)
        self.print_button.clicked.connect(self.print_sheet)
        asked = _flow(self.country, self.sex, self.status, self.print_button, self.open_button)
        acts = _flow(self.number, *self.buttons.values())
        acts.setVisible(rights.may(self._store, rights.OFFICER))
        inner, area, whole = QWidget(), QScrollArea(), QVBoxLayout(self)
        inner.setObjectName("surface")
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)
        column = QVBoxLayout(inner)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.told)
        column.addWidget(asked)
        column.addWidget(self.table, 1)
        column.addWidget(acts)
        self.retranslate()

    def concerns(self, view: View) -> bool:
        return view.get("direction") == "by_state"

    def read(self) -> None:
        """Read the applicants on the worker."""
        id, store = self._id, self._store
        if id is None:
            self._show(Sheet((), (), None))
            return

        def show(found: Sheet) -> None:
            if self._id == id:
                self._show(found)

        self._tasks.read(lambda _: applicants.sheet(store, id), show, self._notice.tell)

    def decide(self, status: str, *, agreed: bool = False) -> None:
        """Decide on those who are chosen; what there is to be told is asked about first."""
        id, store, ids, note = self._id, self._store, self.chosen(), self.number.text()
        if id is None or not ids:
            return

        def work(_: object) -> tuple[list[str], list[str]]:
            told = [] if agreed else applicants.cautions(store, id, ids, status)
            return told, [] if told else applicants.decide(store, id, ids, status, note, agreed=True)

        def done(found: tuple[list[str], list[str]]) -> None:
            told, changed = found
            if not told:
                self._notice.say(tr(_DONE, n=len(changed)) if changed else tr(_SAME))
                self.read()
            elif confirm(self, _ASK, _ANYWAY, told=" ".join(told)):
                self.decide(status, agreed=True)

        self._tasks.write(work, done, self._notice.tell)

    def chosen(self) -> list[str]:
        """Return the ids of the applicants who are chosen, in order."""
        places = sorted({one.row() for one in self.table.selectionModel().selectedRows()})
        return [self.rows[place].id for place in places]

    def open(self) -> None:
        """Show the applicant of the present line."""
        place = self.table.currentRow()
        if 0 <= place < len(self.rows):
            self._context.asked.emit("applicant", self.rows[place].id)

    def print_sheet(self) -> None:
        """Preview the ranked sheet."""
        if self._id is not None:
            preview = Preview(self._store, self._tasks, "opportunity", self._id, self, document="ranked-applicants")
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.open()

    def _show(self, found: Sheet) -> None:
        self._sheet = found
        _offer(self.country, tr(_COUNTRIES), {one.country: one.name for one in found.quotas if one.applied})
        self._fill()

    def _fill(self) -> None:
        found = self._sheet
        self.rows = list(found.only(*(box.currentData() or "" for box in (self.country, self.sex, self.status))))
        self.table.setRowCount(len(self.rows))
        for place, one in enumerate(self.rows):
            cells = [
                number(one.rank) if one.rank is not None else "–", one.name, one.country_name, one.sex_word, one.level,
                digits(tr(_PERCENT, n=one.percent)), number(one.score) if one.score is not None else "–",
                one.status_word,
            ]  # fmt: skip
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, column, item)
                if column == _POINTS and one.score is not None:
                    item.setData(SCORE, min(max(one.score, 0), 100))
                if column == _FILE and one.missing:
                    item.setToolTip(tr(_LACKS, names=tr(_BETWEEN).join(one.missing)))
                    item.setForeground(QColor(theme.colors().bad))
        self.told.setText(" ".join(_said(found, self.rows)))
        self.table.setVisible(bool(self.rows))
        self._tell_buttons()

    def _tell_buttons(self) -> None:
        there, chosen = bool(self.rows), bool(self.table.selectionModel().selectedRows())
        for button in self.buttons.values():
            button.setEnabled(there and chosen)
        self.number.setEnabled(there and chosen)
        self.open_button.setEnabled(there)
        self.print_button.setEnabled(bool(self._sheet.rows))

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.table.setHorizontalHeaderLabels([tr(one) for one in _HEADS])
        self.table.setAccessibleName(tr(self.LABEL))
        _offer(self.sex, tr(_SEXES), {one.token: tr(one.label) for one in SEX})
        _offer(self.status, tr(_STATUSES), {one.token: tr(one.label) for one in APPLICANT_STAGE})
        for box, name in ((self.country, _COUNTRIES), (self.sex, _SEXES), (self.status, _STATUSES)):
            box.setAccessibleName(tr(name))
        self.number.setPlaceholderText(tr(_NUMBER))
        self.number.setMinimumWidth(self.number.fontMetrics().horizontalAdvance(tr(_NUMBER)) + theme.px(theme.WIDE))
        self.number.setAccessibleName(tr(_NUMBER))
        for status, text in zip(applicants.DECIDED, (_ACCEPT, _RESERVE, _REFUSE), strict=True):
            self.buttons[status].setText(tr(text))
        self.open_button.setText(tr(_OPEN))
        self.print_button.setText(tr(_PRINT))
        self._stale = True
        if self.isVisible():
            self._look()


def _flow(*widgets: QWidget) -> QWidget:
    """Return these widgets in a row that breaks where there is no room."""
    made = QWidget()
    flow = FlowLayout(made, theme.GAP)
    for widget in widgets:
        flow.addWidget(widget)
    return made


def _offer(box: StillBox, every: str, choices: dict[str, str]) -> None:
    """Offer these values, and what means each of them; what is chosen stays chosen."""
    kept = box.currentData() or ""
    box.blockSignals(True)
    box.clear()
    box.addItem(every, "")
    for value, name in choices.items():
        if value:
            box.addItem(name, value)
    box.setCurrentIndex(max(box.findData(kept), 0))
    box.blockSignals(False)


def _said(found: Sheet, rows: list[Row]) -> list[str]:
    """Return what is said over the table, in sentences: how many, the seats, the quotas."""
    if not found.rows:
        return [tr(_NONE)]
    said = [tr(_COUNT, n=len(rows))]
    if found.seats is not None:
        said.append(tr(_SEATS, accepted=number(found.accepted), seats=number(found.seats)))
    quotas = [_quota(one) for one in found.quotas if one.seats is not None]
    return [*said, tr(_BETWEEN).join(quotas)] if quotas else said


def _quota(one: Quota) -> str:
    told = {"country": one.name, "accepted": number(one.accepted), "seats": number(one.seats or 0)}
    return isolate(tr(_OVER if one.over else _QUOTA, **told))
