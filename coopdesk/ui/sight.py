"""Keeps what has the focus in sight, with its label and what is wrong with it: Qt scrolls only to what Tab leads to."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QWidget

CELL = "cell"
"""The object name of a widget that holds a field with its label and the sentences under it."""
_WAIT, _LOOKS = 30, 5
"""Milliseconds between two looks, and how many: a new widget gets its place, and a busy computer is slow to give it."""
_ROOM = 8
"""Pixels that are shown around a field."""


class InSight(QObject):
    """Scrolls an area to what has the focus in it, where it is not wholly seen: when the focus comes, and when the
    area gets another size."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._left = 0
        self._timer.timeout.connect(self._look)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focused)
        area.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self._timer.isActive():
            self._left = _LOOKS
            self._timer.start()
        return False

    def _focused(self, _: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._area.isAncestorOf(new):
            self.look()

    def look(self) -> None:
        """Look at it for a while: it came there, or what stands before it grew."""
        self._left = _LOOKS
        self._timer.start()

    def _look(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._timer.start()
        held = QApplication.focusWidget()
        if held is None or not self._area.isAncestorOf(held):
            return
        # A button must not move away under the mouse that presses it.
        if held.visibleRegion().isEmpty() or not isinstance(held, QAbstractButton):
            show_in(self._area, held)


def bring_into_sight(widget: QWidget) -> None:
    """Scroll what holds a widget so far that it is seen, once everything has found its place."""
    area = _area_around(widget)
    if area is not None:
        QTimer.singleShot(_WAIT, widget, partial(show_in, area, widget))


def show_in(area: QScrollArea, widget: QWidget) -> None:
    """Scroll an area, and what it stands in, so that a widget is seen: with its whole cell where there is room."""
    view, bar = area.viewport(), area.verticalScrollBar()
    cell: QWidget | None = widget
    while cell is not None and cell.objectName() != CELL:
        cell = cell.parentWidget()
    whole = cell if cell is not None and cell.height() + 2 * _ROOM <= view.height() else widget
    place = QRect(whole.mapTo(view, whole.rect().topLeft()), whole.size()).adjusted(0, -_ROOM, 0, _ROOM)
    if place.height() > view.height():
        if place.bottom() < 0 or place.top() > view.height():
            bar.setValue(bar.value() + place.top())
    elif place.top() < 0:
        bar.setValue(bar.value() + place.top())
    elif place.bottom() > view.height():
        bar.setValue(bar.value() + place.bottom() - view.height())
    outer = _area_around(area)
    if outer is not None:
        show_in(outer, widget)


def _area_around(widget: QWidget) -> QScrollArea | None:
    """Return the area in which a widget of the same window stands, if in any."""
    within: QWidget | None = widget
    while within is not None and not within.isWindow():
        within = within.parentWidget()
        if isinstance(within, QScrollArea):
            return within
    return None
