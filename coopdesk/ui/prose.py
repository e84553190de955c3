"""The editor of a long text: as high as what stands in it, in its own direction, or in the one that a person chose."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coopdesk import fields as kinds
from coopdesk.errors import InvalidValue
from coopdesk.fields import Plain
from coopdesk.i18n import N_
from coopdesk.ui.inputs import LOOKED_AT, MARKS, Editor, direction_of, is_unbroken
from coopdesk.ui.trail import leave_undo

_NOT_TEXT = N_("What you pasted is too long for this field, or is not text. Nothing was inserted. Attach it as a file.")
_FEWEST_LINES, _MOST_LINES, _FRAME = 3, 16, 22
_NO_LIMIT = 16_777_215
"""The height of a widget that Qt takes for any."""
DIRECTIONS = {
    "": N_("Direction: automatic"),
    "\u200f": N_("Direction: right to left"),
    "\u200e": N_("Direction: left to right"),
}


class ProseEditor(Editor):
    """Text of several paragraphs; a paste that the field could never take is refused whole."""

    def __init__(self, direction: Qt.LayoutDirection | None = None, limit: int = kinds.Prose.limit) -> None:
        super().__init__()
        self.input = PlainText(self.refused.emit, limit)
        self.input.setTabChangesFocus(True)
        leave_undo(self.input)
        self._fixed = direction
        if direction is not None:
            turn_text(self.input, direction)
        self.input.textChanged.connect(self._edited)
        self.row.addWidget(self.input)
        self._quiet = False

    def value(self) -> Plain:
        """Return the text; ``toPlainText`` would make plain spaces of those that keep words together."""
        text = self.input.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")
        return text if text and text not in MARKS else None

    def set_value(self, value: Any) -> None:
        self._quiet = True
        show_text(self.input, "" if value is None else str(value))
        self._quiet = False
        self._turn()

    def _edited(self) -> None:
        if not self._quiet:
            self._turn()
            self.changed.emit()

    def inputs(self) -> list[QWidget]:
        return [self.input]

    @property
    def turns(self) -> bool:
        """Whether a person may choose the direction; half of a pair is always of its own language."""
        return self._fixed is None

    @property
    def turned(self) -> str:
        """The mark of the direction that was chosen, empty where it follows the text."""
        return self.input.turned()

    def turn(self) -> None:
        """Give the text the next direction: automatic, from the right, from the left. It can be undone like typing."""
        if self._fixed is not None:
            return
        following = {"": "\u200f", "\u200f": "\u200e", "\u200e": ""}[self.turned]
        cursor = QTextCursor(self.input.document())
        cursor.beginEditBlock()
        block = self.input.document().firstBlock()
        while block.isValid():
            cursor.setPosition(block.position())
            if block.text()[:1] in MARKS:
                cursor.deleteChar()
            if following and (block.text() or not block.blockNumber()):
                cursor.insertText(following)
            block = block.next()
        cursor.endEditBlock()

    def _turn(self) -> None:
        block, text = self.input.document().firstBlock(), ""
        while block.isValid() and len(text) < LOOKED_AT:
            text += f"{block.text()[:LOOKED_AT]}\n"
            block = block.next()
        if self._fixed is None and text.strip():
            turn_text(self.input, direction_of(text))


class PlainText(QPlainTextEdit):
    """A text that is as high as what stands in it, or as there is room once it ``grow``s."""

    def __init__(self, refused: Callable[[InvalidValue], None], limit: int) -> None:
        super().__init__()
        self._refused, self._limit = refused, limit
        self._grown = False
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        self._fit()

    def _fit(self) -> None:
        """Be as high as the text, from a few lines to many; beyond that it scrolls."""
        if self._grown:
            return
        lines = min(max(int(self.document().size().height()), _FEWEST_LINES), _MOST_LINES)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + _FRAME)

    def grow(self, on: bool) -> None:
        """Take all the height there is, or as much as the text needs."""
        self._grown = on
        self.setMinimumHeight(0)
        self.setMaximumHeight(_NO_LIMIT)
        self._fit()

    def turned(self) -> str:
        """Return the mark of direction before the first paragraph, empty for none."""
        first = self.document().firstBlock().text()[:1]
        return first if first in MARKS else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a paragraph as the one before, and take its mark away with the break before it."""
        cursor, mark = self.textCursor(), self.turned()
        place = cursor.positionInBlock()
        if mark and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            cursor.insertText(f"\n{mark}")
            self.ensureCursorVisible()
        elif event.key() == Qt.Key.Key_Backspace and place == 1 and not cursor.hasSelection():
            cursor.beginEditBlock()
            if cursor.block().text()[:1] in MARKS and cursor.blockNumber():
                cursor.deletePreviousChar()
            cursor.deletePreviousChar()
            cursor.endEditBlock()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def insertFromMimeData(self, source: Any) -> None:
        text = source.text()
        whole = self.document().characterCount() + len(text)
        if whole > self._limit or is_unbroken(text):
            self._refused(InvalidValue(_NOT_TEXT))
        else:
            self.textCursor().insertText(text)


def show_text(field: QPlainTextEdit, text: str) -> None:
    """Show a text, broken between words unless that would be slow."""
    mode = QTextOption.WrapMode
    field.clear()
    field.setWordWrapMode(mode.WrapAnywhere if is_unbroken(text) else mode.WrapAtWordBoundaryOrAnywhere)
    field.setPlainText(text)


def turn_text(field: QPlainTextEdit, direction: Qt.LayoutDirection) -> None:
    """Let a text of several paragraphs begin at the side of a direction."""
    option = QTextOption(field.document().defaultTextOption())
    if option.textDirection() != direction:
        option.setTextDirection(direction)
        right = direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        field.document().setDefaultTextOption(option)
        field.setLayoutDirection(direction)
