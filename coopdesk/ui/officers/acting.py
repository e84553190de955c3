"""Letting an officer act with a higher role for some days (بالإنابة)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.calendars import today
from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.fields import Choice
from coopdesk.i18n import N_, tr
from coopdesk.operations import officers
from coopdesk.records.officer import ROLE
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.dates import DayEditor
from coopdesk.ui.exchange.dialog_parts import fit, row_of
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

_TITLE = N_("Let an officer act")
_ABOUT = N_("{name} has this role in the place of somebody who is away. What is signed then says so.")
_ROLE, _FROM, _UNTIL = N_("Role"), N_("From"), N_("Until, that day included")
_LET, _CANCEL = N_("Let act"), N_("Cancel")
_WIDTH = 460


class ActingDialog(QDialog):
    """Asks for the role and the days; ``then`` is done when it is signed."""

    def __init__(self, window: "Frame", parent: QWidget, id: str, name: str, then: Callable[[], None]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._id, self._then = window, id, then
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice, about = Notice(), sentence()
        about.setText(tr(_ABOUT, name=name))
        self.role, self.since, self.until = StillBox(), DayEditor(), DayEditor()
        for option in ROLE[1:]:
            self.role.addItem(Choice(ROLE).label(option.token), option.token)
        self.role.setCurrentIndex(self.role.findData("approver"))
        self.since.set_value(today())
        self.let, cancel = QPushButton(tr(_LET)), QPushButton(tr(_CANCEL))
        self.let.setProperty("primary", "true")
        self.let.setDefault(True)
        self.let.clicked.connect(self._go)
        cancel.clicked.connect(self.reject)
        cancel.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.SMALL)
        column.addWidget(about)
        column.addWidget(self.notice)
        asked: tuple[tuple[Any, QWidget, QWidget], ...] = (
            (_ROLE, self.role, self.role), (_FROM, self.since, self.since.inputs()[0]),
            (_UNTIL, self.until, self.until.inputs()[0]),
        )  # fmt: skip
        for text, widget, field in asked:
            label = QLabel(tr(text))
            label.setObjectName("label")
            label.setBuddy(field)
            field.setAccessibleName(tr(text))
            column.addSpacing(theme.GAP)
            column.addWidget(label)
            column.addWidget(widget)
        column.addSpacing(theme.SPACE)
        column.addWidget(row_of(cancel, self.let))
        self.role.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def _go(self) -> None:
        store, id, role = self._window.open_store, self._id, self.role.currentData()
        since, until = str(self.since.value() or ""), str(self.until.value() or "")
        self.let.setEnabled(False)

        def done(_: Any) -> None:
            self.accept()
            self._then()

        self._window.tasks.write(
            lambda _: officers.let_act(store, id, role, since, until), done, self._refused,
            lambda: self.let.setEnabled(True),
        )  # fmt: skip

    def _refused(self, fault: CoopDeskError) -> None:
        self.let.setEnabled(True)
        self.notice.tell(InvalidValue(fault.text, "", **fault.params) if isinstance(fault, InvalidValue) else fault)
        fit(self)
        if isinstance(fault, InvalidValue):
            self.until.inputs()[0].setFocus()
