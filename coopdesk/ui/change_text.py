"""What a save changed, to be read: of each field what it said and says, words removed struck through, words added
underlined, so that colour is never the only sign."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser

from coopdesk.i18n import N_, is_rtl, tr
from coopdesk.operations.saves import Changed
from coopdesk.operations.word_changes import Kind, Part, word_changes
from coopdesk.ui import theme
from coopdesk.ui.inputs import direction_of
from coopdesk.ui.record_sheet import block_format

Compared = tuple[Changed, list[Part]]

_CHOOSE = N_("Choose a change to read what it said before and after. Open a row to see it field by field.")
_FILLED, _EMPTIED = N_("{field} · filled in"), N_("{field} · emptied")
_LEGEND = N_("Struck through: removed. Underlined: added.")
_MORE, _REASON = N_("and {n} more"), N_("Decided because: {reason}")
_MOST = 60


def compared(changes: Sequence[Changed]) -> list[Compared]:
    """Return the parts of each change; it takes a while for long texts."""
    return [(one, _parts(one)) for one in changes[:_MOST]]


def _parts(one: Changed) -> list[Part]:
    if not one.old:
        return [Part(Kind.SAME, one.new)]
    if one.prose and one.new:
        return word_changes(one.old, one.new)
    return [part for part in (Part(Kind.REMOVED, one.old), Part(Kind.ADDED, one.new)) if part.text]


class ChangeText(QTextBrowser):
    """Shows what changed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setUndoRedoEnabled(False)
        self._shown: list[Compared] = []
        self._left_out = 0

    def show_changes(self, changes: Sequence[Compared], left_out: int = 0) -> None:
        """Show changes; none: what can be chosen. ``left_out``: so many more there are."""
        self._shown, self._left_out = list(changes), left_out
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        self.clear()
        self.document().setDocumentMargin(theme.SPACE)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        first = True
        if not self._shown:
            self._block(cursor, tr(_CHOOSE), first=True)
        elif any(part.kind is not Kind.SAME for _, parts in self._shown for part in parts):
            self._block(cursor, tr(_LEGEND), first=True)
            first = False
        for one, parts in self._shown:
            text = tr(_FILLED if not one.old else _EMPTIED, field=one.field) if not one.old or not one.new else ""
            self._block(cursor, text or one.field, first=first)
            insert_parts(cursor, parts, direction_of(one.new or one.old))
            if one.reason:
                self._block(cursor, tr(_REASON, reason=one.reason))
            first = False
        if self._left_out:
            self._block(cursor, tr(_MORE, n=self._left_out))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _block(self, cursor: QTextCursor, text: str, *, first: bool = False) -> None:
        look, quiet = block_format(is_rtl()), QTextCharFormat()
        look.setTopMargin(0 if first else theme.SPACE)
        quiet.setForeground(QColor(theme.colors().secondary))
        quiet.setFontPointSize(theme.SMALL_PT)
        if first:
            cursor.setBlockFormat(look)
        else:
            cursor.insertBlock(look, quiet)
        cursor.insertText(text, quiet)


def insert_parts(cursor: QTextCursor, parts: Sequence[Part], direction: Qt.LayoutDirection) -> None:
    """Insert a text in parts, as a paragraph of its own or several."""
    look = block_format(direction == Qt.LayoutDirection.RightToLeft)
    cursor.insertBlock(look, QTextCharFormat())
    before = Kind.SAME
    for part in parts:
        if (before, part.kind) == (Kind.REMOVED, Kind.ADDED):
            cursor.insertText(" ", _look(Kind.SAME))  # else Arabic letters of both would be joined
        before = part.kind
        for place, line in enumerate(part.text.split("\n")):
            if place:
                cursor.insertBlock(look, QTextCharFormat())
            cursor.insertText(line, _look(part.kind))


def _look(kind: Kind) -> QTextCharFormat:
    look, tokens = QTextCharFormat(), theme.colors()
    colors = {Kind.SAME: tokens.text, Kind.REMOVED: tokens.bad, Kind.ADDED: tokens.good}
    look.setForeground(QColor(colors[kind]))
    look.setFontPointSize(theme.BODY_PT)
    look.setFontStrikeOut(kind is Kind.REMOVED)
    look.setFontUnderline(kind is Kind.ADDED)
    return look
