"""Whether another program wrote to the home that is open: looked at every two seconds while the window is idle."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from coopdesk.operations import seen as tokens
from coopdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from coopdesk.store.home import Store

_LOOK_EVERY = 2_000
"""Milliseconds between two looks."""


class Watch(QObject):
    """``written``: the history of the home went on since the last look. ``may``: whether one may look now."""

    written = Signal()

    def __init__(self, store: "Store", tasks: Tasks, may: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._tasks, self._may = store, tasks, may
        self._seen = ""
        self._clock = QTimer(self, interval=_LOOK_EVERY)
        self._clock.timeout.connect(self.look)
        tasks.read(self._newest, self._note)
        self._clock.start()

    def look(self) -> None:
        """Look now."""
        if self._may() and self._tasks.idle and not self._tasks.held:
            self._tasks.read(self._newest, self._compare, lambda _: None)

    def stop(self) -> None:
        """Look no more."""
        self._clock.stop()

    def _newest(self, _: Any) -> str:
        """Return how far the history has come, on the worker."""
        with self._store.session() as session:
            return tokens.now(session)

    def _compare(self, seen: str) -> None:
        before, self._seen = self._seen, seen
        if seen != before:
            self.written.emit()

    def _note(self, seen: str) -> None:
        self._seen = seen
