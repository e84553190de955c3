"""Asking to be reminded of the record on a page, on a day that a person chooses."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from coopdesk.calendars import both
from coopdesk.errors import CoopDeskError
from coopdesk.fields import Day, Field
from coopdesk.i18n import N_, tr
from coopdesk.operations import reminders
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import fit, furnished, row_of
from coopdesk.ui.field_cell import FieldCell

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_TITLE, _DAY, _REMIND = N_("Remind me"), N_("On this day"), N_("Remind me then")
_NO_MORE, _CANCEL = N_("Remind me no more"), N_("Cancel")
_TOLD = N_(
    "Until that day the dates of this record are not counted on the tab Home. From that day on it stands first there. "
    "Only you are reminded, at this computer."
)
_WILL, _WONT = N_("You will be reminded on {day}."), N_("You are reminded of this no more.")
_WIDTH = 460


def ask(page: "Page") -> None:
    """Ask on which day the person at work wants to be reminded of the record on a page."""
    store, id = page.context.store, page.view["id"]

    def done(day: str | None) -> None:
        page.context.renewed.emit()
        page.notice.say(tr(_WILL, day=both(day)) if day else tr(_WONT))

    def show(day: str | None) -> None:
        RemindDialog(page.context, id, day, done, page).open()

    page.context.tasks.read(lambda _: reminders.day_of(store, id), show, page.notice.tell)


class RemindDialog(QDialog):
    """Asks for the day. ``done`` gets the day that was kept, None for none."""

    def __init__(
        self, context: Context, id: str, day: str | None, done: Callable[[str | None], None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context, self._id, self._done = context, id, done
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(theme.px(_WIDTH))
        told, self.cell = sentence(quiet=True), FieldCell(Field(1, Day(), _DAY, name="day"))
        told.setText(tr(_TOLD))
        self.editor = self.cell.fill(context)
        self.editor.set_value(day)
        self.yes, self.no_more = QPushButton(tr(_REMIND)), QPushButton(tr(_NO_MORE))
        self.yes.setProperty("primary", "true")
        self.yes.setDefault(True)
        self.no_more.clicked.connect(lambda: self._keep(None))
        buttons = row_of(QPushButton(tr(_CANCEL)), self.yes)
        if day is not None:
            buttons.addButton(self.no_more, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.accepted.connect(lambda: self._keep(str(self.editor.value() or "")))
        buttons.rejected.connect(self.reject)
        furnished(self, (told, self.cell, buttons))
        self.editor.inputs()[0].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def _keep(self, day: str | None) -> None:
        store, id = self._context.store, self._id

        def kept(_: None) -> None:
            self.accept()
            self._done(day)

        def refused(fault: CoopDeskError) -> None:
            self.cell.refuse(fault.message())
            fit(self)

        self._context.tasks.write(lambda _: reminders.ask(store, id, day), kept, refused)
