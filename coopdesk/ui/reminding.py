"""The dates that press, told beside whatever the person works on: a count on the tab Home, and a sentence over the page
when the desk is opened and when another day begins. It never takes the focus."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QTabBar

from coopdesk.calendars import today
from coopdesk.i18n import N_, Text, number, tr
from coopdesk.operations import pressing
from coopdesk.operations.pressing import Pressing
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.messages import Notice
from coopdesk.ui.tasks import Tasks

_TAB, _SHOW = N_("{name} ({n})", "a tab with a count"), N_("Show")
_PRESSES = N_("What presses: {what}.")
_LOOK_EVERY = 60_000
"""Milliseconds after which it is looked whether another day has begun."""
_DATED = frozenset((
    "opportunity", "internal_deadline", "conference", "action", "candidature", "ministry_settings", "desk",
))  # fmt: skip
"""The types whose records change what presses."""


class Reminding(QObject):
    """``place``: of the tab Home, which is called ``name``; ``go``: shows it; ``may``: whether one may look now."""

    def __init__(
        self, parent: QObject, store: Store, tasks: Tasks, tabs: QTabBar, place: int, name: Text, notice: Notice,
        go: Callable[[], None], may: Callable[[], bool],
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._store, self._tasks, self._tabs, self._place, self._name = store, tasks, tabs, place, name
        self.notice, self._go, self._may = notice, go, may
        self.found = Pressing()
        self._day = today()
        self._clock = QTimer(self, interval=_LOOK_EVERY)
        self._clock.timeout.connect(self.look_at_day)
        self._clock.start()
        tabs.currentChanged.connect(self._turned_to)
        self.look(tell=True)

    def look(self, *, tell: bool = False) -> None:
        """Count again, when nobody waits for anything else. ``tell``: and say it in a sentence."""

        def show(found: Pressing) -> None:
            self.found = found
            self.retranslate()
            if tell:
                self._tell()

        def work(_: Any) -> Pressing:
            return pressing.pressing(self._store)

        self._tasks.read(work, show, lambda _: None, later=True)

    def changed(self, types: Collection[str]) -> None:
        """Count again where something was written that has dates."""
        if not _DATED.isdisjoint(types):
            self.look()

    def look_at_day(self) -> None:
        """Count again and say it, where another day has begun since the last time."""
        if self._day != today() and self._may():
            self._day = today()
            self.look(tell=True)

    def retranslate(self) -> None:
        """Tell it in the present language."""
        count, name = self.found.total, tr(self._name)
        self._tabs.setTabText(self._place, tr(_TAB, name=name, n=number(count)) if count else name)
        self._tabs.setTabToolTip(self._place, self.found.told)
        if not self.notice.isHidden():
            self._tell()

    def _turned_to(self, place: int) -> None:
        if place == self._place:
            self.notice.hide()

    def _tell(self) -> None:
        """Say it, unless the page that tells it is on show, or there is no room for more than the count."""
        if self.found.total and self._tabs.currentIndex() != self._place and not theme.is_low(self._tabs):
            self.notice.offer(tr(_PRESSES, what=self.found.told), tr(_SHOW), self._go)
        else:
            self.notice.hide()
