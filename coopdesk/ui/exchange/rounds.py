"""The round through the watched folders: every few minutes, by itself, when nothing else is under way.

A locked desk goes no rounds: it holds no keys."""

from PySide6.QtCore import QObject, QTimer, Signal

from coopdesk.errors import CoopDeskError
from coopdesk.operations import folders
from coopdesk.operations.folders import Done, Folders
from coopdesk.store.home import Store
from coopdesk.ui.tasks import Tasks

_EVERY = 180_000
"""Milliseconds between two rounds."""


class Rounds(QObject):
    """``ended``: a round imported or wrote something; ``failed``: sentences, where they are others than last time;
    ``recovered``: nothing fails any more."""

    ended = Signal()
    recovered = Signal()
    failed = Signal(list)

    def __init__(self, store: Store, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._store, self._tasks = store, tasks
        self._told: list[str] = []
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self._due)
        self._clock.start()

    def begin(self) -> None:
        """Go through the folders now."""
        self._tasks.read(lambda _: folders.folders(self._store), self._go, lambda _: None, later=True)

    def _due(self) -> None:
        if self._tasks.idle and not self._tasks.held:
            self.begin()

    def _go(self, chosen: Folders) -> None:
        if chosen != Folders():
            self._tasks.write(lambda progress: folders.run(self._store, progress), self._end, self._fail)

    def _end(self, done: Done) -> None:
        if done.told or done.written:
            self.ended.emit()
        self._tell(done.failed)

    def _fail(self, fault: CoopDeskError) -> None:
        self._tell([fault.message()])

    def _tell(self, sentences: list[str]) -> None:
        """Tell what went wrong once, not every few minutes."""
        if sentences and sentences != self._told:
            self.failed.emit(sentences)
        elif self._told and not sentences:
            self.recovered.emit()
        self._told = sentences
