"""A person who has only a keyboard: keys and words go to what has the focus, and the focus is never lost or unseen."""

from collections.abc import Callable

from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget
from pytestqt.qtbot import QtBot

_MOST = 120
"""The most presses of one key that a person would make to come to a place."""


class Person:
    """Presses keys and types words where the focus is."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    @property
    def focus(self) -> QWidget:
        """What has the focus, within a menu or another popup where one is open; there must be one, and be seen."""
        popup = QApplication.activePopupWidget()
        found = QApplication.focusWidget() if popup is None else popup.focusWidget() or popup
        assert found is not None, "the focus is lost into nothing"
        assert found.isVisible(), f"the focus is on what is hidden: {told(found)}"
        assert not found.visibleRegion().isEmpty(), f"the focus is out of sight: {told(found)}"
        return found

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key or a chord, such as "Ctrl+S", and let the window answer."""
        chord = QKeySequence(keys)[0]
        for _ in range(times):
            QTest.keyClick(self.focus, chord.key(), chord.keyboardModifiers())
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type words letter by letter, as an input method gives them."""
        for letter in text:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(self.focus, event)
            QApplication.processEvents()

    def come_to(self, name: str, keys: str = "Tab") -> QWidget:
        """Press a key until what has the focus is called so, as one who hears the names read out would."""
        for _ in range(_MOST):
            if name in told(self.focus):
                return self.focus
            self.press(keys)
            self._qtbot.wait(1)
        raise AssertionError(f"no way by {keys} to {name}; the focus is on {told(self.focus)}")

    def come_to_row(self, rows: QListWidget, text: str, *, not_in: str) -> None:
        """Go down what an overlay found to a row that has one text and not another."""
        for _ in range(rows.count()):
            shown = rows.currentItem().text()
            if text in shown and not_in not in shown:
                return
            self.press("Down")
        raise AssertionError(f"{text} is not among what was found")

    def wait_until_seen(self) -> None:
        """Wait until the window has scrolled to what has the focus."""
        held = QApplication.focusWidget()
        assert held is not None, "the focus is lost into nothing"
        self.wait_for(lambda: not held.visibleRegion().isEmpty())

    def wait_for(self, there: Callable[[], object]) -> None:
        """Wait until something is so."""
        self._qtbot.waitUntil(lambda: bool(there()))


def told(widget: QWidget) -> str:
    """Return what a screen reader would call a widget."""
    text = getattr(widget, "text", None)
    return widget.accessibleName() or (text() if callable(text) else "") or type(widget).__name__
