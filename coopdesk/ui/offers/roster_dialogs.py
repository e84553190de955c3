"""The roster seen by what is asked of it: who of the relief workers can be sent on a day, and who was where before."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.calendars import today
from coopdesk.i18n import N_, P_, Text, number, tr
from coopdesk.operations import listing
from coopdesk.operations.offers import alumni, readiness, told_rows
from coopdesk.operations.offers.told_rows import Asked
from coopdesk.operations.printed_list import Listed
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.dates import DayEditor
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice
from coopdesk.ui.preview import Preview
from coopdesk.ui.read_table import fit_rows, read_table

if TYPE_CHECKING:
    from coopdesk.ui.places import Pane

_READINESS, _ALUMNI = N_("Ready for deployment"), N_("Alumni: who was where")
_DAY, _WHO, _ALL = N_("Sent on", "relief worker"), N_("Who is shown"), N_("All relief workers")
_READY_OF = P_(
    "{ready} of {n} relief worker is ready on this day.", "{ready} of {n} relief workers are ready on this day."
)
_NO_WORKERS = N_("No expert of this list is marked as a relief worker.")
_WORDS = N_("Search: name, place, organization")
_COUNT, _NOBODY = P_("{n} stay", "{n} stays"), N_("Nobody is known to have come back.")
_OPEN, _PRINT, _CLOSE = N_("Show"), N_("Print…"), N_("Close")
_FIRST = N_("The first {n} are shown.")
_PAUSE = 200
_DAY_ROOM = 260
_MOST = 1_000


class RosterDialog(QDialog):
    """A table over the roster with what it is asked above it; Enter on a row shows its record."""

    TITLE: Text
    HEADS: tuple[Text, ...]
    WIDTHS: tuple[int, ...]
    DOCUMENT: str

    def __init__(self, pane: "Pane", ids: Sequence[str] | None) -> None:
        super().__init__(pane)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._store, self._tasks = pane.context, pane.context.store, pane.context.tasks
        self._found = pane.found if ids is not None else None
        self._ids = ids
        self._asked = 0
        self.rows: list[Any] = []
        self.setWindowTitle(tr(self.TITLE))
        theme.resize(self, 1_080, 640)
        self.notice, self.told, self.table = Notice(), sentence(quiet=True), read_table(*self.WIDTHS)
        self.table.setHorizontalHeaderLabels([tr(one) for one in self.HEADS])
        self.table.setAccessibleName(tr(self.TITLE))
        self.table.setWordWrap(True)
        self.table.itemActivated.connect(lambda _: self.open_row())
        self.open_button, self.print_button = QPushButton(tr(_OPEN)), QPushButton(tr(_PRINT))
        self.close_button = QPushButton(tr(_CLOSE))
        self.open_button.clicked.connect(self.open_row)
        self.print_button.clicked.connect(self.print_rows)
        self.close_button.clicked.connect(self.reject)
        for button in (self.open_button, self.print_button, self.close_button):
            button.setAutoDefault(False)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.read)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        asked, acts = QHBoxLayout(), QHBoxLayout()
        asked.setSpacing(theme.SPACE)
        self.ask(asked)
        asked.addStretch(1)
        for widget in (self.close_button, None, *self.acts(), self.print_button, self.open_button):
            acts.addStretch(1) if widget is None else acts.addWidget(widget)
        column.addLayout(asked)
        column.addWidget(self.notice)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addLayout(acts)
        self.read()

    def ask(self, row: QHBoxLayout) -> None:
        """Add what the table is asked with."""
        raise NotImplementedError

    def acts(self) -> list[QPushButton]:
        """Return what else can be done with the table."""
        return []

    def asked(self) -> Asked:
        """Return what is asked now."""
        raise NotImplementedError

    def look_up(self, asked: Asked) -> list[Any]:
        """Return the rows, on the worker."""
        raise NotImplementedError

    def cells(self, row: Any) -> list[str]:
        """Return the cells of a row."""
        raise NotImplementedError

    def say(self) -> str:
        """Return what is said above the table."""
        raise NotImplementedError

    def read(self) -> None:
        """Read what is asked; the newest question is the one that is shown."""
        self._asked += 1
        mine, asked = self._asked, self.asked()

        def show(found: list[Any]) -> None:
            if mine == self._asked:
                self._show(found)

        self._tasks.read(lambda _: self.look_up(asked), show, self.notice.tell)

    def _show(self, found: list[Any]) -> None:
        self.notice.hide()
        self.rows = found
        self.told.setText(self.say() if len(found) <= _MOST else f"{self.say()} {tr(_FIRST, n=number(_MOST))}")
        self.table.setRowCount(min(len(found), _MOST))
        for place, row in enumerate(found[:_MOST]):
            for column, text in enumerate(self.cells(row)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(place, column, item)
            self.dress(place, row)
        self.table.setVisible(bool(found))
        fit_rows(self.table)
        if found:
            self.table.setCurrentCell(0, 0)
        for button in (self.open_button, self.print_button):
            button.setEnabled(bool(found))

    def dress(self, place: int, row: Any) -> None:
        """Give a row its colours."""

    def record_of(self, row: Any) -> tuple[str, str]:
        """Return type and id of the record that a row shows."""
        return "expert", row.id

    def open_row(self) -> None:
        """Show the record of the chosen row."""
        place = self.table.currentRow()
        if 0 <= place < len(self.rows):
            self._context.asked.emit(*self.record_of(self.rows[place]))
            self.accept()

    def print_rows(self) -> None:
        """Preview the table as it stands."""
        asked = self.asked()
        listed = Listed("expert", text=asked.words, found=self._found, day=asked.day, only=asked.only)
        preview = Preview(self._store, self._tasks, "expert", "", self, listed, self.DOCUMENT)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()


class ReadinessDialog(RosterDialog):
    """Who of the relief workers can be sent on a day."""

    TITLE, HEADS, DOCUMENT = _READINESS, told_rows.READINESS, "relief-readiness"
    WIDTHS = (150, 130, 230, 190, 300, 1)

    def ask(self, row: QHBoxLayout) -> None:
        self.day, self.only = DayEditor(), StillBox()
        self.day.set_value(today())
        self.day.name(tr(_DAY))
        self.only.addItem(tr(_ALL), "")
        for only in (readiness.READY, readiness.MISSING):
            self.only.addItem(tr(told_rows.ONLY[only]), only)
        self.only.setAccessibleName(tr(_WHO))
        label = QLabel(tr(_DAY))
        label.setBuddy(self.day.input)
        label.setMinimumHeight(self.day.input.sizeHint().height())
        self.day.setMinimumWidth(theme.px(_DAY_ROOM))
        self.day.input.textChanged.connect(lambda _: self._pause.start())
        self.only.currentIndexChanged.connect(lambda _: self.read())
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.day)
        row.addWidget(self.only, 0, Qt.AlignmentFlag.AlignTop)

    def asked(self) -> Asked:
        day = self.day.value()
        return Asked(str(day or ""), "", self.only.currentData(), self._ids)

    def look_up(self, asked: Asked) -> list[Any]:
        return list(told_rows.workers(self._store, asked))

    def cells(self, row: Any) -> list[str]:
        return told_rows.readiness_cells(row)

    def say(self) -> str:
        ready = number(sum(one.ready for one in self.rows))
        return tr(_READY_OF, ready=ready, n=len(self.rows)) if self.rows else tr(_NO_WORKERS)

    def dress(self, place: int, row: Any) -> None:
        item = self.table.item(place, 1)
        assert item is not None
        item.setForeground(QColor(theme.colors().good if row.ready else theme.colors().bad))


class AlumniDialog(RosterDialog):
    """Who was where, and may be written to."""

    TITLE, HEADS, DOCUMENT = _ALUMNI, told_rows.ALUMNI, "alumni"
    WIDTHS = (180, 190, 220, 110, 110, 150, 1)

    def ask(self, row: QHBoxLayout) -> None:
        self.words, self.reached = (
            QLineEdit(clearButtonEnabled=True),
            QCheckBox(tr(told_rows.ONLY[told_rows.CONTACTABLE])),
        )
        self.words.setPlaceholderText(tr(_WORDS))
        self.words.setAccessibleName(tr(_WORDS))
        self.words.setMinimumWidth(theme.px(320))
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.reached.toggled.connect(lambda _: self.read())
        row.addWidget(self.words)
        row.addWidget(self.reached)

    def asked(self) -> Asked:
        return Asked("", self.words.text(), told_rows.CONTACTABLE if self.reached.isChecked() else "", self._ids)

    def look_up(self, asked: Asked) -> list[Any]:
        only = asked.only == told_rows.CONTACTABLE
        return list(alumni.alumni(self._store, asked.words, contactable=only, among=asked.among))

    def cells(self, row: Any) -> list[str]:
        return told_rows.alumni_cells(row)

    def say(self) -> str:
        return tr(_COUNT, n=len(self.rows)) if self.rows else tr(_NOBODY)

    def record_of(self, row: Any) -> tuple[str, str]:
        return row.type, row.id


def show_readiness(pane: "Pane") -> None:
    """Show who of a list of experts can be sent on a day."""
    _show(pane, ReadinessDialog)


def show_alumni(pane: "Pane") -> None:
    """Show who of a list of experts was where."""
    _show(pane, AlumniDialog)


def _show(pane: "Pane", dialog: Callable[["Pane", Sequence[str] | None], QWidget]) -> None:
    where, words = pane.asks()
    found, store = pane.found, pane.context.store
    if found is None or not (where or words.strip()):
        dialog(pane, None).show()
        return
    pane.context.tasks.read(lambda _: listing.ids(store, found), lambda ids: dialog(pane, ids).show(), pane.notice.tell)
