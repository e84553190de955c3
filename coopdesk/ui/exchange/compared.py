"""At the Ministry: the eight words of a request that came as a file, and those that its desk reads out by telephone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError, Refused
from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence
from coopdesk.ui.exchange.dialog_parts import fit
from coopdesk.ui.exchange.words_panel import WordsPanel
from coopdesk.ui.messages import Notice
from coopdesk.ui.tasks import Tasks

_COMPARE = N_("Telephone the desk, at a number that you know, and ask for its eight words. Those of the file are:")
_HEARD, _HEARD_HINT = N_("The words that the desk reads out"), N_("Type what you hear, in either language.")
_UNCOMPARED = N_("The words were not compared: I answer for it that this request comes from the desk")
_CANCEL, _CLOSE = N_("Cancel"), N_("Close", "window")
_WIDTH = 680
_NEITHER = N_("Type the eight words that you heard, or say below that they were not compared.")


class Compared(QWidget):
    """Shows the words of a request, and asks for those that were heard."""

    def __init__(self, words: dict[str, Any], tasks: Tasks) -> None:
        super().__init__()
        self._tasks, compare = tasks, sentence(quiet=True)
        compare.setText(tr(_COMPARE))
        self.words, self.heard, self.uncompared = WordsPanel(), Asked(_HEARD, _HEARD_HINT), QCheckBox(tr(_UNCOMPARED))
        self.heard.retranslate()
        self.words.show_words(words)
        self.uncompared.toggled.connect(lambda on: self.heard.line.setEnabled(not on))
        self.uncompared.toggled.connect(lambda _: self.heard.refuse(None))
        self.setFocusProxy(self.heard.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (compare, self.words, self.heard, self.uncompared):
            column.addWidget(widget)

    @property
    def answered(self) -> str | None:
        """The words that were heard; None where a person answers for it that none were compared."""
        return None if self.uncompared.isChecked() else self.heard.line.text()

    def check(self, differ: Callable[[str], None], then: Callable[[], None]) -> None:
        """Go on where the words agree, or were not compared. ``differ`` raises ``Refused`` for other words."""
        heard = self.answered
        if heard is None:
            then()
        elif not heard.strip():
            self._refuse(Refused(_NEITHER))
        else:
            self._tasks.read(lambda _: differ(heard), lambda _: then(), self._refuse)

    def _refuse(self, fault: CoopDeskError) -> None:
        self.heard.refuse(fault)
        self.heard.line.setFocus()


class ComparingDialog(QDialog):
    """A request that came as a file: first what is asked and compared, then what was written. ``yes`` writes it."""

    def __init__(self, title: Text, yes: Text, words: dict[str, Any], tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr(title))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice, self.compared = Notice(), Compared(words, tasks)
        self.yes, self.cancel, self.close_button = (QPushButton(tr(one)) for one in (yes, _CANCEL, _CLOSE))
        for button in (self.yes, self.close_button):
            button.setProperty("primary", "true")
        self.cancel.clicked.connect(self.reject)
        self.close_button.clicked.connect(self.accept)
        self._stack = QStackedWidget()

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def lay_out(self, asks: QWidget, tells: QWidget) -> None:
        """Put the two pages in place, the first in front."""
        for page in (asks, tells):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.addWidget(self.notice)
        column.addWidget(self._stack)
        self.compared.setFocus()

    def turn(self) -> None:
        """Show the second page: it is done."""
        self.notice.hide()
        self._stack.setCurrentIndex(1)
        self.close_button.setFocus()
