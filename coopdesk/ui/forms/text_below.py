"""An expression of the sheet that menus build: its text stands beneath, to be read, or to be typed where they end."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPlainTextEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.trail import leave_undo

_AS_TEXT = N_("As text")


class TextBelow(QStackedWidget):
    """The text of the sheet, always from left to right: to be read, or to be typed. ``typed``: a person changed it."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.label, self.line = sentence(quiet=True), QPlainTextEdit()
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.line.setTabChangesFocus(True)
        self.line.setFixedHeight(theme.px(72))
        self.line.textChanged.connect(self.typed)
        leave_undo(self.line)
        self.addWidget(self.label)
        self.addWidget(self.line)

    def text(self) -> str:
        """Return what is typed."""
        return self.line.toPlainText().strip()

    def put(self, text: str) -> None:
        """Show a text without telling of a change."""
        self.label.setText(text)
        if text != self.text():
            self.line.blockSignals(True)
            self.line.setPlainText(text)
            self.line.blockSignals(False)

    def open(self, *, typed: bool, frozen: bool) -> None:
        """Show the text to be typed, or to be read; nothing where there is nothing to read."""
        self.setCurrentWidget(self.line if typed else self.label)
        self.line.setReadOnly(frozen)
        self.setFixedHeight(self.line.height() if typed else self._height())
        self.setVisible(typed or bool(self.label.text()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.currentWidget() is self.label:
            self.setFixedHeight(self._height())

    def _height(self) -> int:
        return max(self.label.heightForWidth(self.width()), self.label.fontMetrics().height())


class ExpressionEditor(QWidget):
    """``changed``: a person changed the expression. What menus cannot express is text, and never rewritten.
    ``NAME``: what the text is called."""

    NAME: Text
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._expression, self._frozen = "", False
        self.as_text, self.text, self.note = QToolButton(), TextBelow(), sentence(quiet=True)
        self.as_text.setObjectName("shape")
        self.as_text.setCheckable(True)
        self.as_text.clicked.connect(lambda _: self._show())
        self.text.typed.connect(self._typed)

    def _lay_out(self, menus: QWidget | QLayout) -> None:
        """Stand under the menus: the text, and beside the note what shows it."""
        foot, column = QHBoxLayout(), QVBoxLayout(self)
        foot.addWidget(self.note, 1)
        foot.addWidget(self.as_text, 0, Qt.AlignmentFlag.AlignTop)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        if isinstance(menus, QLayout):
            column.addLayout(menus)
        else:
            column.addWidget(menus)
        column.addWidget(self.text)
        column.addLayout(foot)

    def expression(self) -> str:
        """Return the expression as the sheet has it."""
        return self._expression

    def set_frozen(self, frozen: bool) -> None:
        """Let the expression be read only, or changed."""
        if frozen != self._frozen:
            self._frozen = frozen
            self._show()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.as_text.setText(tr(_AS_TEXT))
        self.as_text.setAccessibleName(tr(_AS_TEXT))
        self.text.line.setAccessibleName(tr(self.NAME))
        self._show()

    def _put(self, expression: str) -> None:
        """Show an expression in menus, where they can."""
        self._expression = expression
        self.text.put(expression)
        self.as_text.setChecked(False)

    def _write(self, expression: str) -> None:
        """Take what the menus make of it."""
        if expression != self._expression:
            self._expression = expression
            self.text.put(expression)
            self._show()
            self.changed.emit()

    def _typed(self) -> None:
        self.as_text.setChecked(True)
        self._expression = self.text.text()
        self.text.put(self._expression)
        self._fill()
        self.changed.emit()

    def _fill(self) -> None:
        """Show in menus what the text tells, where they can."""
        raise NotImplementedError

    def _show(self) -> None:
        """Show what belongs to the present state: menus or text."""
        raise NotImplementedError
