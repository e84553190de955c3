"""When nobody is at the computer: no key, no mouse and no wheel for as many minutes as the settings say."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication

_LOOK_EVERY = 5_000
"""Milliseconds between two looks."""
_SIGNS = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}  # fmt: skip


class Idle(QObject):
    """``elapsed``: the time is over, or ``keys`` were pressed. ``minutes``: after how many, 0 for never; ``may``: False
    while work is under way, which a person waits for away from the computer.

    It listens to windows, not to the application, whose every event would pass through it; so it hears the keys in a
    dialog, too, where a command of the window beneath is not heard.
    """

    elapsed = Signal()

    def __init__(self, minutes: Callable[[], int], may: Callable[[], bool], keys: str, parent: QObject) -> None:
        super().__init__(parent)
        self._minutes, self._may, self._keys = minutes, may, QKeySequence(keys)
        self._last = now()
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.focusWindowChanged.connect(self._listen)
        self._listen(QGuiApplication.focusWindow())
        self._clock = QTimer(self, interval=_LOOK_EVERY)
        self._clock.timeout.connect(self.look)
        self._clock.start()

    def look(self) -> None:
        """Look now whether the time is over; work under way makes it begin anew."""
        if not self._may():
            self._last = now()
        elif 0 < self._minutes() * 60 <= now() - self._last:
            self.elapsed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._last = now()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination()) == self._keys
            if pressed and QApplication.activeModalWidget() is not None:
                self.elapsed.emit()
                return True
        return False

    def _listen(self, window: QWindow | None) -> None:
        self._last = now()
        if window is not None:
            window.installEventFilter(self)


def now() -> float:
    """Return seconds that go on while the computer sleeps, where the system counts them."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(clock) if clock is not None else time.monotonic()
