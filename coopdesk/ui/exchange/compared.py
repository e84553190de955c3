"""At the Ministry: the eight words of a request that came as a file, and those that its desk reads out by telephone."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError, Refused
from coopdesk.i18n import N_, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked, sentence
from coopdesk.ui.exchange.words_panel import WordsPanel
from coopdesk.ui.tasks import Tasks

_COMPARE = N_("Telephone the desk, at a number that you know, and ask for its eight words. Those of the file are:")
_HEARD, _HEARD_HINT = N_("The words that the desk reads out"), N_("Type what you hear, in either language.")
_UNCOMPARED = N_("The words were not compared: I answer for it that this request comes from the desk")
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
