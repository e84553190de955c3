"""What was done in a form, step by step, so that one key takes back typing, choices and lines alike.

A long text keeps its own steps, which know where the cursor stood; the trail only remembers whose turn it was. A step
that has become empty, because the text was shown anew meanwhile, is passed over.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.ui.sight import bring_into_sight

UNDO_THAT, REDO_THAT = N_("Undo: {what}"), N_("Redo: {what}")
_UNDO_STEP, _REDO_STEP = N_("Undo in the form"), N_("Redo in the form")


class Step(Protocol):
    """A thing that was done. ``undo`` and ``redo`` tell whether there was something to do."""

    def undo(self) -> bool: ...

    def redo(self) -> bool: ...

    def takes_in(self, later: "Step") -> bool:
        """Become one step with a later one, where both are one act of a person."""


class Steps(Protocol):
    """What was done somewhere, as the commands of undo reach it. ``holds``: they stay there where nothing is left to
    take back; else they go on to what was saved. ``undo_text``, ``redo_text``: what a menu calls it."""

    @property
    def holds(self) -> bool: ...

    @property
    def can_undo(self) -> bool: ...

    @property
    def can_redo(self) -> bool: ...

    @property
    def undo_text(self) -> str: ...

    @property
    def redo_text(self) -> str: ...

    def undo(self) -> bool: ...

    def redo(self) -> bool: ...


class Act:
    """A step of two functions."""

    def __init__(self, undo: Callable[[], None], redo: Callable[[], None]) -> None:
        self._undo, self._redo = undo, redo

    def undo(self) -> bool:
        self._undo()
        return True

    def redo(self) -> bool:
        self._redo()
        return True

    def takes_in(self, later: Step) -> bool:
        return False


class Trail:
    """The steps of one form."""

    holds = False

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._walking = False

    def add(self, step: Step) -> None:
        """Note what was done just now; what was taken back before cannot be done again."""
        if self._walking:
            return
        self._undone.clear()
        if not (self._done and self._done[-1].takes_in(step)):
            self._done.append(step)

    def clear(self) -> None:
        """Forget everything: another record is shown."""
        self._done.clear()
        self._undone.clear()

    @property
    def can_undo(self) -> bool:
        """Whether something was done that was not taken back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back that was not done again."""
        return bool(self._undone)

    @property
    def undo_text(self) -> str:
        """What a menu calls taking back."""
        return tr(_UNDO_STEP)

    @property
    def redo_text(self) -> str:
        """What a menu calls doing again."""
        return tr(_REDO_STEP)

    def undo(self) -> bool:
        """Take back the last step; False where there is none."""
        return self._walk(self._done, self._undone, lambda step: step.undo())

    def redo(self) -> bool:
        """Do again what was taken back last; False where there is nothing."""
        return self._walk(self._undone, self._done, lambda step: step.redo())

    def _walk(self, source: list[Step], goal: list[Step], run: Callable[[Step], bool]) -> bool:
        self._walking = True
        try:
            while source:
                step = source.pop()
                if run(step):
                    goal.append(step)
                    return True
        finally:
            self._walking = False
        return False


class _Left(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            if event.matches(keys.Undo) or event.matches(keys.Redo):
                event.ignore()
                return True
        return False


def leave_undo(widget: QWidget) -> None:
    """Let the keys of undo and redo reach the commands of the window, not the text field itself."""
    widget.installEventFilter(_Left(widget))


def go_to(widget: QWidget) -> None:
    """Give a widget the focus and bring it into sight."""
    widget.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(widget, QLineEdit):
        widget.end(False)
    bring_into_sight(widget)
