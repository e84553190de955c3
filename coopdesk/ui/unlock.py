"""The first page: the passphrase of the desk. What it shares with the guide to a new desk stands here too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError, TryLater
from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.messages import Notice

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WELCOME, _OPEN = N_("Welcome to CoopDesk"), N_("Open the desk")
_ABOUT = N_("Everything stays on this computer, encrypted under a passphrase that only you know.")
_LOCKED = N_("The desk is locked")
_ABOUT_LOCKED = N_(
    "What was typed in records, steps and answers is kept. Your passphrase opens the desk where you were; another "
    "officer begins with a desk of his own, and finds nothing of what you typed."
)
_PASSPHRASE = N_("Passphrase")
_TRY_IN = P_("Try again in {n} second", "Try again in {n} seconds")
_FORGOT = N_("Forgot the passphrase?")
_WAIT = N_("One moment…")


class EntryPage(QWidget):
    """A box in the middle of the window. ``entered``: the values, keyed as ``operations.desk.init`` names them."""

    entered = Signal(dict)

    def __init__(self, width: int) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.notice = Notice()
        self.inputs: dict[str, QLineEdit] = {}
        self.title = QLabel()
        self.title.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self.button = QPushButton()
        self.button.setProperty("primary", "true")
        self.button.clicked.connect(self._enter)
        box = QWidget()
        box.setMaximumWidth(theme.px(width))
        self.column = QVBoxLayout(box)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.GAP)
        middle = QHBoxLayout(self)
        middle.setContentsMargins(theme.WIDE, theme.GAP, theme.WIDE, theme.GAP)
        middle.addStretch(1)
        middle.addWidget(box, 1000)
        middle.addStretch(1)

    def wait(self, waiting: bool) -> None:
        """Show that the desk is being opened or made."""
        self.button.setEnabled(not waiting)
        self.button.setText(tr(_WAIT if waiting else self._verb()))

    def refuse(self, fault: CoopDeskError) -> None:
        """Show why the desk was not opened or made."""
        self.wait(False)
        self.notice.tell(fault)

    def forget(self) -> None:
        """Let go of the passphrase, once the desk is open."""
        for name in self.inputs.keys() & {"passphrase", "again"}:
            self.inputs[name].clear()

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        self.wait(not self.button.isEnabled())

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Go on by Enter, wherever the cursor is; on another button it presses that."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        at = self.focusWidget()
        (at if isinstance(at, QPushButton | QToolButton) else self.button).click()

    def _verb(self) -> Text:
        raise NotImplementedError

    def _enter(self) -> None:
        raise NotImplementedError


class UnlockPage(EntryPage):
    """Asks for the passphrase of a desk that is there; whose it is, is at work then. ``forgotten``: a person asks what
    to do without one."""

    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__(440)
        self._locked, self._left = False, 0
        self._asked = Asked(_PASSPHRASE, secret=True)
        self.inputs["passphrase"] = self._asked.line
        self._about, self.forgot = sentence(quiet=True), QToolButton()
        self.forgot.clicked.connect(self.forgotten)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._count)
        self.column.addStretch(2)
        for widget in (self.title, self._about, self.notice):
            self.column.addWidget(widget)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(self._asked)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(self.button)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(self.forgot, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(3)
        self.setFocusProxy(self._asked.line)
        self.retranslate()
        self._asked.line.setFocus()

    def tell_locked(self) -> None:
        """Say that the desk was open and is locked."""
        self._locked = True
        self._tell_quietly()
        self.forget()
        self.wait(False)
        self.retranslate()

    def wait(self, waiting: bool) -> None:
        """Show that the desk is being opened, or for how long nothing can be tried."""
        super().wait(waiting)
        if self._left and not waiting:
            self.button.setEnabled(False)
            self.button.setText(tr(_TRY_IN, n=self._left))

    def refuse(self, fault: CoopDeskError) -> None:
        """Show why the desk was not opened; after several wrong tries count down to the next."""
        if isinstance(fault, TryLater):
            self._left = int(str(fault.params["n"]))
            self._second.start()
        super().refuse(fault)
        self._about.hide()
        self._asked.line.setFocus()
        self._asked.line.selectAll()

    def retranslate(self) -> None:
        self.wait(not self.button.isEnabled() and not self._left)
        self.title.setText(tr(_LOCKED if self._locked else _WELCOME))
        self._about.setText(tr(_ABOUT_LOCKED if self._locked else _ABOUT))
        self.forgot.setText(tr(_FORGOT))
        self._asked.retranslate()

    def _tell_quietly(self) -> None:
        """Say what the page is for, where what went wrong has taken the room."""
        self.notice.hide()
        self._about.show()

    def _count(self) -> None:
        self._left = max(self._left - 1, 0)
        if not self._left:
            self._second.stop()
            self._tell_quietly()
        self.wait(False)

    def _verb(self) -> Text:
        return _OPEN

    def _enter(self) -> None:
        self._tell_quietly()
        self.wait(True)
        self.entered.emit({"passphrase": self._asked.line.text()})
