"""What is saved by itself: a moment after the last change, and at once where it is left; refused, it is tried again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from coopdesk.errors import CoopDeskError, Refused
from coopdesk.ui.tasks import Tasks

PAUSE, _AGAIN = 1_500, 10_000
"""Milliseconds after the last change until it is saved, and until a save is tried again that failed."""


class Saving(QObject):
    """``turned``: whether all is saved; ``beside``: something was saved beside another's; ``failed``: why not.
    ``dirty``: something is not saved; ``saving``: how many saves are under way."""

    turned, beside = Signal(), Signal()
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.dirty, self.saving = False, 0
        self._version = 0
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.keep)

    def keep(self, failed: Callable[[CoopDeskError], None] | None = None) -> None:
        """Save what is not saved yet, on the worker."""
        self._pause.stop()
        if not self.dirty:
            return
        save, version = self._saves(), self._version
        self.saving += 1

        def done(beside: bool) -> None:
            self.saving -= 1
            if version == self._version:
                self.dirty = False
            self.turned.emit()
            if beside:
                self.beside.emit()
            self._saved()

        def refused(fault: CoopDeskError) -> None:
            self.saving -= 1
            self.turned.emit()
            (failed or self.failed.emit)(fault)
            if not isinstance(fault, Refused):
                self._pause.start(_AGAIN)

        self._tasks.write(lambda _: save(), done, refused)
        self.turned.emit()

    def _saves(self) -> Callable[[], bool]:
        """Return what saves all as it stands now, on the worker, and tells whether it stands beside another's."""
        raise NotImplementedError

    def _saved(self) -> None:
        """Do what follows a save."""

    def _touched(self) -> None:
        self._version += 1
        self.dirty = True
        self._pause.start(PAUSE)
        self.turned.emit()
