"""A line to fill in with what is said about it, for the pages that stand before a desk is open."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import Text, tr
from coopdesk.ui import theme
from coopdesk.ui.sight import CELL, bring_into_sight


class Asked(QWidget):
    """A line to fill in: its label above it; beneath it a hint, or what is wrong with what was typed.
    ``params``: fill the label."""

    def __init__(
        self, label: Text, hint: Text | None = None, *, secret: bool = False, params: Mapping[str, object] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName(CELL)
        self._text, self._hint, self._params = label, hint, dict(params or {})
        self._fault: CoopDeskError | None = None
        self.line, self._label, self._below = QLineEdit(), QLabel(), sentence(quiet=True)
        self._label.setObjectName("label")
        self._label.setBuddy(self.line)
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SMALL)
        for widget in (self._label, self.line, self._below):
            column.addWidget(widget)

    @property
    def error(self) -> str:
        """What is wrong, in the present language; empty when nothing is."""
        return self._fault.message() if self._fault is not None else ""

    def check(self, check: Callable[[], None]) -> bool:
        """Run a check that raises what is wrong, show that, and tell whether nothing is."""
        try:
            check()
        except CoopDeskError as fault:
            self.refuse(fault)
            return False
        self.refuse(None)
        return True

    def refuse(self, fault: CoopDeskError | None) -> None:
        """Show what is wrong under the line, or that nothing is."""
        self._fault = fault
        self.line.setProperty("wrong", "true" if fault else "false")
        self._below.setObjectName("error" if fault else "quiet")
        for one in (self.line, self._below):
            one.style().unpolish(one)
            one.style().polish(one)
        self.retranslate()
        if fault is not None:
            bring_into_sight(self)

    def retranslate(self) -> None:
        """Show label, hint and fault in the present language; what is typed stays."""
        below = self.error or (tr(self._hint) if self._hint else "")
        label = tr(self._text, **self._params)
        self._label.setText(label)
        self._below.setText(below)
        self._below.setVisible(bool(below))
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(below)


def sentence(*, quiet: bool = False) -> QLabel:
    """Return a label for a sentence of plain text."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if quiet:
        label.setObjectName("quiet")
    return label
