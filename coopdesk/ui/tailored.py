"""The tabs that only the pages of some types have, beside those that all have: declared here, and read when seen."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from coopdesk.i18n import Text
from coopdesk.operations.record_types import View
from coopdesk.ui.messages import Notice
from coopdesk.ui.pickers import Context


class TailoredTab(QWidget):
    """A tab of the page of a record. It reads when a person sees it, and again when the record was read anew.
    ``LABEL``: what the tab is called."""

    LABEL: Text

    def __init__(self, context: Context, notice: Notice, type: str) -> None:
        super().__init__()
        self._context, self._store, self._tasks, self._notice = context, context.store, context.tasks, notice
        self._type = type
        self._id: str | None = None
        self._stale = True

    def show_record(self, view: View) -> None:
        """Show what belongs to a record, or nothing where it is new."""
        self._id, self._stale = view.get("id"), True
        if self.isVisible():
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _look(self) -> None:
        if self._stale:
            self._stale = False
            self.read()

    def read(self) -> None:
        """Read on the worker what is to be shown."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Show everything in the present language."""
        raise NotImplementedError


def tabs_of(type: str) -> tuple[Callable[[Context, Notice, str], TailoredTab], ...]:
    """Return what makes the tabs that the page of a type has of its own."""
    from coopdesk.ui.award_view import AwardView
    from coopdesk.ui.support_view import SupportView

    return {"award": (AwardView,), "candidature": (SupportView,)}.get(type, ())
