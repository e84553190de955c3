"""A tab that a type of record has for itself on its page."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from coopdesk.i18n import Text
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View

if TYPE_CHECKING:
    from coopdesk.ui.record_page import RecordPage


LOWEST = 180
"""The least height in pixels of the table or the tree of such a tab; where the window is lower the tab scrolls."""


class TailoredTab(QWidget):
    """A tab of the page of a record. It reads when a person sees it, and again when the record was read anew.
    ``LABEL``: what the tab is called."""

    LABEL: Text

    def __init__(self, page: "RecordPage") -> None:
        super().__init__()
        self._page, self._context, self._notice, self._type = page, page.context, page.notice, page.type
        self._store, self._tasks = page.context.store, page.context.tasks
        self._id: str | None = None
        self._stale = True

    def concerns(self, view: View) -> bool:
        """Tell whether there is anything to be shown of such a record; else the tab is not there."""
        return True

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

    def goes_on(self, draft: Draft) -> bool:
        """Go on with what was begun to be said in a dialog of the tab; tells whether it was in one of these."""
        return False

    def read(self) -> None:
        """Read on the worker what is to be shown."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Show everything in the present language."""
        raise NotImplementedError
