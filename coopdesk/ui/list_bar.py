"""What stands under a list: what can be done to several records at once, and a quiet line about what was done."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from coopdesk.i18n import N_, P_, tr
from coopdesk.ui import theme
from coopdesk.ui.list_flow import FlowLayout

_SELECTED = P_("{n} selected", "{n} selected")
_COPY, _PRINT, _TAG = N_("Copy"), N_("Print…"), N_("Add a tag…")
_DELETE, _RESTORE, _NONE = N_("Delete"), N_("Restore", "records"), N_("Select none")
_CLOSE = N_("Close this message")


class SelectionBar(QFrame):
    """Shown while several records are selected."""

    copy, print, tag, delete, restore, none = Signal(), Signal(), Signal(), Signal(), Signal(), Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self._count = QLabel()
        self._buttons = {
            text: (QToolButton(), signal)
            for text, signal in (
                (_COPY, self.copy), (_PRINT, self.print), (_TAG, self.tag), (_DELETE, self.delete),
                (_RESTORE, self.restore), (_NONE, self.none),
            )
        }  # fmt: skip
        inner = QWidget()
        flow = FlowLayout(inner, theme.SMALL)
        flow.addWidget(self._count)
        for button, signal in self._buttons.values():
            button.clicked.connect(signal)
            flow.addWidget(button)
        self._count.setFixedHeight(theme.ROW - theme.SMALL)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP, theme.SMALL, theme.GAP, theme.SMALL)
        row.addWidget(inner)
        self.hide()

    def tell(self, count: int, *, deleted: bool) -> None:
        """Show how many are selected, and what can be done to them."""
        self.setVisible(count > 1)
        self._count.setText(tr(_SELECTED, n=count))
        self._buttons[_DELETE][0].setVisible(not deleted)
        self._buttons[_TAG][0].setVisible(not deleted)
        self._buttons[_RESTORE][0].setVisible(deleted)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        for text, (button, _) in self._buttons.items():
            button.setText("✕" if text is _NONE else tr(text))
            button.setAccessibleName(tr(text))
            button.setToolTip(tr(text))


class QuietLine(QFrame):
    """A sentence about what was done, with what undoes it, until it is closed or something else is done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("line")
        self._text, self._act, self._close = QLabel(), QToolButton(), QToolButton()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._run: Callable[[], None] = self.hide
        self._act.clicked.connect(lambda: self._run())
        self._close.setText("✕")
        self._close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE, theme.SMALL, theme.SMALL, theme.SMALL)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence on show."""
        return self._text.text()

    def say(self, sentence: str, act: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a sentence, and a button that runs something."""
        self._text.setText(sentence)
        self._text.setAccessibleName(sentence)
        self._close.setAccessibleName(tr(_CLOSE))
        self._act.setText(act)
        self._act.setVisible(run is not None)
        self._run = run or self.hide
        self.show()

    def act(self) -> None:
        """Press the button."""
        self._act.click()
