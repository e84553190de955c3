"""The page of a record and the list beside it, as those know them who are shown on them: tabs, acts and dialogs of the
types of record. What they may not do is not here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coopdesk.operations.record_types import View
from coopdesk.ui.context import Context
from coopdesk.ui.messages import Notice

if TYPE_CHECKING:
    from coopdesk.operations.listing import Listing


class Page(QWidget):
    """The page of one record of a type. ``notice``: where it says what happened. ``shaped``: what stands on it may need
    another width. ``widen``: the list is to make room for it, or to come back. ``closed``: a new record was given
    up."""

    shaped, widen, closed = Signal(), Signal(), Signal()

    def __init__(self, type: str, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.type, self.context = type, context
        self.notice = Notice(inset=True)
        self._view: View = {}

    @property
    def view(self) -> View:
        """The record on the page, as it is stored; empty for a new one."""
        return self._view

    @property
    def dirty(self) -> bool:
        """Whether something would be lost."""
        raise NotImplementedError

    @property
    def editing(self) -> bool:
        """Whether the form stands there, not the page to read."""
        raise NotImplementedError

    def take_stored(self, view: View) -> None:
        """Show the record as it is stored now, unless another one is on the page."""
        raise NotImplementedError

    def renew(self) -> None:
        """Read the record again; what is typed stays."""
        raise NotImplementedError

    def read_side(self) -> None:
        """Read what stands beside the record, in the present language."""
        raise NotImplementedError

    def keep(self) -> None:
        """Save what was written in the tabs of this type and is not saved yet."""
        raise NotImplementedError

    def show_tab(self, tab: QWidget) -> None:
        """Go to one of its tabs."""
        raise NotImplementedError

    def save(self, then: Callable[[], Any]) -> None:
        """Save what is typed of the record, then go on."""
        raise NotImplementedError

    def undo_last(self) -> None:
        """Take back the last change of the record."""
        raise NotImplementedError

    def review(self) -> None:
        """Show the fields that have several values, to decide."""
        raise NotImplementedError


class Pane(QWidget):
    """The list of the records of a type."""

    def __init__(self, type: str, context: Context) -> None:
        super().__init__()
        self.type, self.context = type, context
        self.notice = Notice()

    @property
    def found(self) -> "Listing | None":
        """The records that are listed."""
        raise NotImplementedError

    def selected(self) -> "Listing | None":
        """Return what is selected, as a list."""
        raise NotImplementedError

    def asks(self) -> tuple[dict[str, Any], str]:
        """Return what the list is asked: conditions and words."""
        raise NotImplementedError
