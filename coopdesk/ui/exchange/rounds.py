"""The exchange through folders while the window is open: soon after the desk is opened, then every few minutes."""

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from coopdesk.operations import enrolment, folders
from coopdesk.operations.folders import Done, Folders
from coopdesk.store.home import Store
from coopdesk.ui.tasks import Tasks

_FIRST, _EVERY = 5_000, 180_000
"""Milliseconds."""


class Rounds(QObject):
    """``came``: something was imported; ``failed``: a sentence, once for each folder that went away."""

    came = Signal()
    failed = Signal(str)

    def __init__(self, store: Store, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._told: set[str] = set()
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self.run)
        self._clock.start()
        QTimer.singleShot(_FIRST, self, self.run)

    def stop(self) -> None:
        """Make no more rounds."""
        self._clock.stop()

    def run(self) -> None:
        """Make a round now, unless the window is at work; then the next one does it."""
        if self._tasks.idle:
            self._tasks.read(self._is_asked, self._begin, lambda _: None, later=True)

    def _is_asked(self, _: Any) -> bool:
        return folders.folders(self._store) != Folders() and enrolment.is_enrolled(self._store)

    def _begin(self, asked: bool) -> None:
        if asked:
            self._tasks.write(lambda progress: folders.run(self._store, progress), self._show)

    def _show(self, done: Done) -> None:
        for sentence in done.failed:
            if sentence not in self._told:
                self.failed.emit(sentence)
        self._told = set(done.failed)
        if any(one["status"] == "applied" for one in done.told):
            self.came.emit()
