"""Asks for a name, as of a filter that is kept."""

from collections.abc import Callable

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import Asked
from coopdesk.ui.exchange.dialog_parts import fit, furnished, row_of

_CANCEL = N_("Cancel")
_WIDTH = 420


class NameDialog(QDialog):
    """``title`` is its title; ``verb`` is on its button; ``named`` gets the name, without spaces around it."""

    def __init__(
        self, title: Text, label: Text, verb: Text, named: Callable[[str], None], parent: QWidget, name: str = ""
    ) -> None:
        super().__init__(parent)
        self._named = named
        self.setWindowTitle(tr(title))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.asked, self.yes = Asked(label), QPushButton(tr(verb))
        self.asked.retranslate()
        self.asked.line.setText(name)
        self.asked.line.selectAll()
        self.asked.line.textChanged.connect(self._enable)
        self.yes.setProperty("primary", "true")
        self.yes.setDefault(True)
        buttons = row_of(QPushButton(tr(_CANCEL)), self.yes)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        furnished(self, (self.asked, buttons))
        self._enable(name)

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def accept(self) -> None:
        self._named(self.asked.line.text().strip())
        super().accept()

    def _enable(self, name: str) -> None:
        self.yes.setEnabled(bool(name.strip()))
