"""A tab that a type of record has for itself on its page."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import Text
from coopdesk.operations.drafts import Draft
from coopdesk.operations.record_types import View

if TYPE_CHECKING:
    from coopdesk.ui.places import Page
    from coopdesk.ui.trail import Steps


LOWEST = 140
"""The least height in pixels of the table or the tree of such a tab; where the window is lower the tab scrolls."""


class TailoredTab(QWidget):
    """A tab of the page of a record. It reads when a person sees it, and again when the record was read anew.
    ``LABEL``: what the tab is called; ``FIELD``: the list of the record that is written there and not in the form;
    ``FIRST``: a record that is opened is shown there."""

    LABEL: Text
    FIELD: ClassVar[str] = ""
    FIRST: ClassVar[bool] = False

    def __init__(self, page: "Page") -> None:
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

    def keep(self, failed: Callable[[CoopDeskError], None] | None = None) -> None:
        """Save what was written there and is not saved yet: the record is left, or the desk is locked."""

    def show_fault(self) -> None:
        """Lead to what is to be corrected there."""

    @property
    def trail(self) -> "Steps | None":
        """What was done there and can be taken back; None where the tab keeps no steps."""
        return None

    def goes_on(self, draft: Draft) -> bool:
        """Go on with what was begun to be said in a dialog of the tab; tells whether it was in one of these."""
        return False

    def read(self) -> None:
        """Read on the worker what is to be shown."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Show everything in the present language."""
        raise NotImplementedError
