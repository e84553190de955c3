"""An opportunity from an announcement that was pasted: what is recognized in it, each with the words in which it was
found, to be taken or left; the whole text stays as the description. What is taken goes into a form, and is saved there.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations.offers import announcements
from coopdesk.operations.offers.announcements import Alike, Found
from coopdesk.records import TYPES, fields_of, owned_by, plural_of
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.inputs import direction_of
from coopdesk.ui.messages import Notice
from coopdesk.ui.prose import turn_text
from coopdesk.ui.read_table import read_table

if TYPE_CHECKING:
    from coopdesk.ui.record_screen import RecordScreen

TITLE = N_("New from an announcement")
_HINT = N_("Paste the announcement here: a vacancy, a course, a fellowship, a call. Take what was read rightly.")
_TEXT, _FOUND = N_("Text of the announcement"), N_("What was recognized")
_FIELD, _VALUE, _WORDS = N_("Field", "of a record"), N_("Value", "recognized"), N_("Found in these words")
_WHOLE = N_("The whole text")
_GO_ON, _CANCEL, _OPEN = N_("Go on in the form"), N_("Cancel"), N_("Open it", "an opportunity")
_ALIKE = N_("“{title}” is there already, with {what}.")
_MOST, _READ = 200_000, 200
_CHECK = Qt.CheckState


class _Read(NamedTuple):
    found: list[Found]
    told: list[str]
    alike: list[Alike]


class AnnouncementDialog(QDialog):
    """``agreed``: with the values of what is taken; ``opened``: one that is there already was asked for."""

    agreed, opened = Signal(dict), Signal(str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._read, self._asked = context, _Read([], [], []), 0
        self._labels = {one.name: one.label for one in fields_of(TYPES["opportunity"])}
        self._labels |= {plural_of(one): one.__plural__ for one in owned_by("opportunity")}
        self.setWindowTitle(tr(TITLE))
        theme.resize(self, 820, 640)
        hint = QLabel(tr(_HINT))
        hint.setWordWrap(True)
        hint.setObjectName("quiet")
        self.text, self.notice = QPlainTextEdit(), Notice()
        self.text.setAccessibleName(tr(_TEXT))
        self.text.setTabChangesFocus(True)
        self.table = read_table(200, 260, 320)
        self.table.setAccessibleName(tr(_FOUND))
        self.table.setHorizontalHeaderLabels([tr(one) for one in (_FIELD, _VALUE, _WORDS)])
        self.go_on = QPushButton(tr(_GO_ON))
        self.go_on.setProperty("primary", "true")
        buttons = row_of(QPushButton(tr(_CANCEL)), self.go_on)
        buttons.accepted.connect(self._agree)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        for widget, stretch in ((hint, 0), (self.text, 2), (self.notice, 0), (self.table, 3), (buttons, 0)):
            column.addWidget(widget, stretch)
        self._timer = QTimer(self, singleShot=True, interval=250)
        self._timer.timeout.connect(self._recognize)
        self.text.textChanged.connect(self._changed)
        copied = QApplication.clipboard().text()
        self.text.setPlainText(copied if len(copied) <= _MOST else "")
        self._changed()

    def _changed(self) -> None:
        turn_text(self.text, direction_of(self.text.toPlainText()[:_READ]))
        self.go_on.setEnabled(False)
        self._timer.start()

    def _recognize(self) -> None:
        self._asked += 1
        mine, text, store = self._asked, self.text.toPlainText(), self._context.store

        def work(_: object) -> _Read:
            found = announcements.recognized(store, text)
            return _Read(found, announcements.told(store, found), announcements.alike(store, found))

        def show(read: _Read) -> None:
            if mine == self._asked:
                self._show(read)

        self._context.tasks.read(work, show, self.notice.tell)

    def _show(self, read: _Read) -> None:
        self._read = read
        self.table.setRowCount(len(read.found))
        for row, (one, told) in enumerate(zip(read.found, read.told, strict=True)):
            name = QTableWidgetItem(tr(self._labels[one.field]))
            name.setFlags(Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            name.setCheckState(_CHECK.Checked)
            self.table.setItem(row, 0, name)
            for column, text in ((1, told), (2, one.words or tr(_WHOLE))):
                item = QTableWidgetItem(" ".join(text.split())[:_READ])
                item.setToolTip(text[: 10 * _READ])
                self.table.setItem(row, column, item)
        self.go_on.setEnabled(bool(read.found))
        self.notice.hide()
        if read.alike:
            first = read.alike[0]
            self.notice.offer(
                tr(_ALIKE, title=isolate(first.title), what=first.shares), tr(_OPEN), self._opener(first.id)
            )

    def _opener(self, id: str) -> Callable[[], None]:
        def show() -> None:
            self.opened.emit(id)
            self.reject()

        return show

    def _agree(self) -> None:
        taken: dict[str, Any] = {}
        for row, one in enumerate(self._read.found):
            item = self.table.item(row, 0)
            if item is not None and item.checkState() == _CHECK.Checked:
                taken[one.field] = one.value
        self.agreed.emit(taken)
        self.accept()


def new_from_announcement(screen: "RecordScreen") -> None:
    """Ask for an announcement, and begin an opportunity with what is taken of it."""

    def fill(values: dict[str, Any]) -> None:
        page = screen.page
        if page.editing and not page.view.get("id") and not page.dirty:
            page.form.type_in(values, None)

    def agreed(values: dict[str, Any]) -> None:
        screen.new()
        QTimer.singleShot(0, screen, lambda: fill(values))  # the window answers between the page and what fills it

    dialog = AnnouncementDialog(screen.context, screen)
    dialog.agreed.connect(agreed)
    dialog.opened.connect(screen.open)
    dialog.open()
