"""What only the pages of some types have, beside what all have: tabs, read when they are seen, and acts in the menu."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from coopdesk.i18n import N_, Text
from coopdesk.operations import minutes
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store
from coopdesk.ui.messages import Notice
from coopdesk.ui.pickers import Context

Act = Callable[[Store, str], View]
"""What is done to a record by its id; it returns the record as ``show`` does."""


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
    from coopdesk.ui.fits_view import FitsView
    from coopdesk.ui.nationals_view import NationalsView
    from coopdesk.ui.ranking_view import RankingView
    from coopdesk.ui.scores_view import ScoresView
    from coopdesk.ui.support_view import SupportView

    return {
        "opportunity": (FitsView, RankingView), "expert": (FitsView,), "capacity_need": (FitsView,),
        "nomination": (ScoresView,), "candidature": (SupportView,),
        "organization": (NationalsView,),
    }.get(type, ())  # fmt: skip


def acts_of(type: str, view: View) -> list[tuple[Text, Act]]:
    """Return what the menu of a record offers beside what the menus of all types do."""
    if type == "committee_meeting" and view.get("stage") == "closed" and not view.get("minutes"):
        return [(N_("Draft the minutes"), minutes.draft)]
    return []
