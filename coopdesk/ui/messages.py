"""The only code that shows an error. A failure stays until it is read; a bug is noted without any record's value."""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMessageBox, QPushButton, QToolButton, QVBoxLayout, QWidget

from coopdesk import faults
from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, RIGHT_TO_LEFT_MARK, Text, is_rtl, tr
from coopdesk.ui import theme

_LOG = logging.getLogger("coopdesk")
_BUG = N_("Something went wrong inside the program. What you saved is safe. Please tell your IT officer: {where}.")
_SUPPORT, _GO_ON = N_("Support file…"), N_("Go on")
support: Callable[[], None] | None = None
"""What shows the support file; set by whoever has a window."""
_CLOSE = N_("Close this message")
_UNSAVED = N_("There are changes that are not saved.")
_SAVE, _DISCARD, _STAY = N_("Save"), N_("Discard"), N_("Keep editing")


class Notice(QWidget):
    """A message that stands over a page until it is closed: what went wrong in a frame of that colour, all else in a
    quiet one. ``inset``: it keeps away from the edges of the page; ``closed``: a person closed it; ``turned``: it came
    up, or went."""

    closed, turned = Signal(), Signal()

    def __init__(self, *, inset: bool = False) -> None:
        super().__init__()
        self._frame = frame = QFrame()
        self._text, self._sentence = QLabel(), ""
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QPushButton()
        self._action.clicked.connect(self._act)
        self._run: Callable[[], None] | None = None
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.clicked.connect(self._close)
        self._name()
        column = QVBoxLayout(self)
        column.setContentsMargins(*((theme.SPACE, theme.GAP, theme.SPACE, theme.GAP) if inset else (0, 0, 0, 0)))
        column.addWidget(frame)
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(theme.SPACE, theme.GAP, theme.SPACE, theme.GAP)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def tell(self, fault: CoopDeskError) -> None:
        """Show what happened and what to do."""
        self.warn(fault.message())

    def warn(self, sentence: str, action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a sentence about what went wrong or must not be overlooked, with a button where one is given."""
        self._show("notice", sentence, action, run)

    def say(self, sentence: str) -> None:
        """Show a sentence."""
        self.offer(sentence, "", None)

    def offer(self, sentence: str, action: str, run: Callable[[], None] | None) -> None:
        """Show a sentence, with a button that does something about it where one is given."""
        self._show("told", sentence, action, run)

    def _show(self, look: str, sentence: str, action: str, run: Callable[[], None] | None) -> None:
        if self._frame.objectName() != look:
            self._frame.setObjectName(look)
            self._frame.style().unpolish(self._frame)
            self._frame.style().polish(self._frame)
        self._sentence = sentence
        # a text that can be selected takes its direction from its first word, which may be a name in the other script
        self._text.setText(f"{RIGHT_TO_LEFT_MARK}{sentence}" if is_rtl() else sentence)
        self._text.setAccessibleName(sentence)
        self._action.setText(action)
        self._action.setVisible(run is not None)
        self._run = run
        self.show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()

    def setVisible(self, visible: bool) -> None:
        super().setVisible(visible)
        self.turned.emit()

    def _name(self) -> None:
        self.close_button.setAccessibleName(tr(_CLOSE))
        self.close_button.setToolTip(tr(_CLOSE))

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _act(self) -> None:
        run = self._run
        self.hide()
        if run is not None:
            run()

    @property
    def text(self) -> str:
        """The sentence on show."""
        return self._sentence


def unexpected(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    """Note a bug by its place in the program, say so shortly, and offer the support file. The values in its message are
    noted nowhere."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, fault, trace)
        return
    where = faults.note(kind, trace)
    _LOG.error("%s", where)
    box = QMessageBox(QMessageBox.Icon.Warning, "CoopDesk", tr(_BUG, where=where.partition(" < ")[0]))
    box.setTextFormat(Qt.TextFormat.PlainText)
    file = box.addButton(tr(_SUPPORT), QMessageBox.ButtonRole.ActionRole)
    box.setDefaultButton(box.addButton(tr(_GO_ON), QMessageBox.ButtonRole.AcceptRole))
    box.exec()
    if box.clickedButton() is file and support is not None:
        support()


def ask_unsaved(parent: QWidget) -> str:
    """Ask what becomes of changes that are not saved: "save", "discard" or "stay"."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "CoopDesk", tr(_UNSAVED), parent=parent)
    role = QMessageBox.ButtonRole
    save = box.addButton(tr(_SAVE), role.AcceptRole)
    discard = box.addButton(tr(_DISCARD), role.DestructiveRole)
    stay = box.addButton(tr(_STAY), role.RejectRole)
    box.setDefaultButton(save)
    box.setEscapeButton(stay)
    box.exec()
    clicked = box.clickedButton()
    return "save" if clicked is save else "discard" if clicked is discard else "stay"


def confirm(parent: QWidget, question: Text, yes: Text, **params: object) -> bool:
    """Ask a question that is answered by one verb or by leaving things as they are."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "CoopDesk", tr(question, **params), parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    agree = box.addButton(tr(yes), QMessageBox.ButtonRole.AcceptRole)
    box.setEscapeButton(box.addButton(tr(_STAY), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    return box.clickedButton() is agree
