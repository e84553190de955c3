"""Keeps what has the focus in sight: Qt scrolls to what Tab leads to, but not to what a button or an error does."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_WAIT, _LOOKS = 30, 5
"""Milliseconds between two looks, and how many: a new widget gets its place, and a busy computer is slow to give it."""


class InSight(QObject):
    """Scrolls an area to what has the focus in it, where none of that is seen."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._left = 0
        self._timer.timeout.connect(self._look)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focused)

    def _focused(self, _: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._area.isAncestorOf(new):
            self._left = _LOOKS
            self._timer.start()

    def _look(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._timer.start()
        held = QApplication.focusWidget()
        if held is not None and self._area.isAncestorOf(held) and held.visibleRegion().isEmpty():
            self._area.ensureWidgetVisible(held)
