"""What every tab is to the window; most are tabs of records."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from coopdesk.ui.context import Context

if TYPE_CHECKING:
    from coopdesk.ui.list_pane import ListPane
    from coopdesk.ui.record_page import RecordPage


class TabScreen(QWidget):
    """A tab. ``context``: through it the tab asks the window for a record or the help; ``types``: of its records."""

    context: Context
    types: Sequence[str] = ()
    pages: Mapping[str, "RecordPage"] = {}

    @property
    def list_shown(self) -> "ListPane | None":
        """The list that is shown, if one is."""
        return None

    @property
    def type(self) -> str:
        """What the tab shows, as the help names it; of a tab of records the type."""
        raise NotImplementedError

    def enter(self) -> None:
        """Take the focus, where a person begins."""

    def refresh(self) -> None:
        """Show what was written at this desk."""

    def changed(self, types: Collection[str]) -> None:
        """Show what was changed here of these record types."""

    def let_go(self) -> None:
        """Let go of what nobody sees and what can be made anew."""

    def renew(self) -> None:
        """Show what came from elsewhere, too."""

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""

    def show_preview(self, shown: bool) -> None:
        """Show the pages of a record beside its form, or no more."""

    def fold_where_narrow(self) -> None:
        """Fold away what there is no room for."""

    def may_close(self) -> bool:
        """Ask what becomes of unsaved changes; False to stay."""
        return True
