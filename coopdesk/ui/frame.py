"""The window as its dialogs know it: the desk that is open, the workers, and where it says what happened."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMainWindow

from coopdesk.settings import Settings
from coopdesk.ui.appearance import Appearance
from coopdesk.ui.messages import Notice
from coopdesk.ui.status_line import StatusLine
from coopdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from coopdesk.operations.drafts import Draft
    from coopdesk.store.home import Store


class Frame(QMainWindow):
    """``store``: the desk that is open, if one is."""

    store: "Store | None"
    tasks: Tasks
    notice: Notice
    status: StatusLine
    appearance: Appearance

    @property
    def settings(self) -> Settings:
        """How the window looks on this computer."""
        return self.appearance.settings

    @property
    def open_store(self) -> "Store":
        """The open desk; there must be one."""
        assert self.store is not None
        return self.store

    def open_draft(self, draft: "Draft") -> None:
        """Go on writing what was not saved."""
        raise NotImplementedError

    def tell_desk(self) -> None:
        """Say at the foot of the window which desk it is, and who is at work."""
        raise NotImplementedError
