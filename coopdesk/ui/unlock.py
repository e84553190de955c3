"""The first page: the passphrase of the desk. What it shares with the guide to a new desk stands here too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence
from coopdesk.ui.direction import sized
from coopdesk.ui.messages import Notice

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_WELCOME, _OPEN = N_("Welcome to CoopDesk"), N_("Open the desk")
_ABOUT = N_("Everything stays on this computer, encrypted under a passphrase that only you know.")
_PASSPHRASE = N_("Passphrase")
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
        middle.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        middle.addStretch(1)
        middle.addWidget(box, 1000)
        middle.addStretch(1)

    def wait(self, waiting: bool) -> None:
        """Show that the desk is being opened or made."""
        self.button.setEnabled(not waiting)
        self.button.setText(tr(_WAIT if waiting else self._verb()))

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
        (at if isinstance(at, QPushButton) else self.button).click()

    def _verb(self) -> Text:
        raise NotImplementedError

    def _enter(self) -> None:
        raise NotImplementedError


class UnlockPage(EntryPage):
    """Asks for the passphrase of a desk that is there."""

    def __init__(self) -> None:
        super().__init__(440)
        self._asked = Asked(_PASSPHRASE, secret=True)
        self.inputs["passphrase"] = self._asked.line
        self._about = sentence(quiet=True)
        self.column.addStretch(2)
        for widget in (self.title, self._about, self.notice):
            self.column.addWidget(widget)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(self._asked)
        self.column.addSpacing(theme.GAP)
        self.column.addWidget(self.button)
        self.column.addStretch(3)
        self.retranslate()
        self._asked.line.setFocus()

    def retranslate(self) -> None:
        super().retranslate()
        self.title.setText(tr(_WELCOME))
        self._about.setText(tr(_ABOUT))
        self._asked.retranslate()

    def _verb(self) -> Text:
        return _OPEN

    def _enter(self) -> None:
        self.notice.hide()
        self.wait(True)
        self.entered.emit({"passphrase": self._asked.line.text()})
