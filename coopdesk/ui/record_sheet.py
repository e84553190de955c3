"""A record read as a page: small grey labels, values large enough to read, nothing for what is empty.

One document of rich text, into which the words of records go as plain text, so that 200 lines are quick and all of
it can be selected. Tables are laid out by hand: Qt mirrors none.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QTextBrowser

from coopdesk.calendars import both
from coopdesk.errors import InvalidValue
from coopdesk.fields import Code, Day, Field, Identifier, Line, Link, Links, Members, Prose, Tags, language_of
from coopdesk.i18n import N_, is_rtl, isolate, tr
from coopdesk.operations.code_names import CodeNames
from coopdesk.operations.links import Group, Linked
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES, Record, fields_of, owned_by, plural_of
from coopdesk.records.base import owner_field
from coopdesk.ui import theme
from coopdesk.ui.inputs import direction_of, is_unbroken

_UNTRANSLATED = N_("untranslated")
_NOTHING = N_("Nothing is filled in yet.")
_NO_LINKS = N_("No other record names this one yet.")
_MORE = N_("and {n} more")
_REST = N_("… The whole text is long; it stands in the form (F2).")
_MOST_READ, _UNBROKEN_READ = 100_000, 2_000
"""The most characters of a text that the page shows, and of one without spaces, which are slow to lay out."""
_FIELD = QTextFormat.Property.UserProperty.value + 1
_HEADED = frozenset(("classification", "audience", "stage"))
"""Fields that the header of the page tells."""
_RIGHT, _LEFT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


class Around(NamedTuple):
    """What a view says only by ids: linked records, and names by code."""

    linked: Mapping[str, Linked]
    codes: CodeNames


class RecordSheet(QTextBrowser):
    """Shows a view, or groups of links. ``asked``: a link to a record (type, id); ``edit_asked``: a field."""

    asked = Signal(str, str)
    edit_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._follow)
        self.setUndoRedoEnabled(False)
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self._write)
        self._names: list[str] = []
        self._in_line = False
        self._draw: Callable[[], None] = lambda: None

    def show_view(self, type: str, view: View, around: Around) -> None:
        """Show a record as ``record.show`` gives it."""
        self._draw = lambda: self._write_view(TYPES[type], view, around)
        self._write()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show the records that name this one."""
        self._draw = lambda: self._write_groups(groups)
        self._write()

    def retranslate(self) -> None:
        """Draw again in the present language, theme and zoom."""
        self._write()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._redraw.start()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self.cursorForPosition(event.position().toPoint())
        number = place.charFormat().intProperty(_FIELD)
        if 0 < number <= len(self._names):
            self.edit_asked.emit(self._names[number - 1])
        else:
            super().mouseDoubleClickEvent(event)

    def _follow(self, url: QUrl) -> None:
        type, _, id = url.path().partition("/")
        self.asked.emit(type, id)

    def _write(self) -> None:
        kept = self.verticalScrollBar().value()
        self.clear()
        self.document().setDocumentMargin(theme.WIDE)
        self._cursor, self._names, self._fresh = QTextCursor(self.document()), [], True
        self._cursor.beginEditBlock()
        self._draw()
        self._cursor.endEditBlock()
        self.verticalScrollBar().setValue(kept)

    def _write_view(self, cls: type[Record], view: View, around: Around) -> None:
        fields = [one for one in fields_of(cls) if one.name not in _HEADED and not _is_title(cls, one, view)]
        self._write_fields(fields, view, around)
        for owned in owned_by(cls.__tablename__):
            lines = view.get(plural_of(owned)) or []
            if lines:
                self._heading(tr(owned.__plural__))
                for line in _in_precedence(lines):
                    self._write_line(owned, line, around)
        if self.document().isEmpty():
            self._text(tr(_NOTHING), quiet=True)

    def _write_fields(self, fields: Sequence[Field], view: View, around: Around) -> None:
        facts: list[Field] = []
        done: set[str] = set()
        by_name = {one.name: one for one in fields}
        for one in fields:
            if one.name in done:
                continue
            twin = _twin(one, by_name)
            if twin is not None:
                done |= {one.name, twin.name}
                halves = [half for half in (one, twin) if language_of(half) == "en"] + [
                    half for half in (one, twin) if language_of(half) == "ar"
                ]
                if any(view.get(half.name) for half in halves):
                    self._flush(facts, view, around)
                    self._pair(halves, view)
            elif isinstance(one.kind, Prose):
                if view.get(one.name):
                    self._flush(facts, view, around)
                    self._label(tr(one.label))
                    self._prose(str(view[one.name]), one.name)
            elif view.get(one.name) not in (None, "", []):
                facts.append(one)
        self._flush(facts, view, around)

    def _write_line(self, cls: type[Record], line: View, around: Around) -> None:
        own = owner_field(cls)
        fields = [one for one in fields_of(cls) if one is not own and one.name not in _HEADED | {"tags", "position"}]
        title = " · ".join(
            part for one in fields if one.name in ("number", *cls.__title__) and (part := _shown(one, line, around)[0])
        )
        self._block(space=theme.SPACE)
        self._insert(title or tr(cls.__label__), strong=True)
        self._in_line = True
        self._write_fields([one for one in fields if one.name not in ("number", *cls.__title__)], line, around)
        self._in_line = False

    def _write_groups(self, groups: Sequence[Group]) -> None:
        for group in groups:
            self._heading(f"{group.label}  ({group.total})")
            for one in group.records:
                self._block(space=theme.SMALL)
                self._link(one)
            if group.total > len(group.records):
                self._text(tr(_MORE, n=group.total - len(group.records)), quiet=True)
        if not groups:
            self._text(tr(_NO_LINKS), quiet=True)

    def _flush(self, facts: list[Field], view: View, around: Around) -> None:
        """Write the short facts that were gathered: label beside value."""
        if not facts:
            return
        table = self._table(len(facts), (30, 70))
        for row, one in enumerate(facts):
            first, second = (1, 0) if is_rtl() else (0, 1)
            self._cursor = table.cellAt(row, first).firstCursorPosition()
            self._cursor.setBlockFormat(_block_format(is_rtl()))
            self._insert(tr(one.label), small=True)
            self._cursor = table.cellAt(row, second).firstCursorPosition()
            self._cursor.setBlockFormat(_block_format(is_rtl()))
            self._value(one, view, around)
        self._leave_table()
        facts.clear()

    def _pair(self, halves: Sequence[Field], view: View) -> None:
        table = self._table(1, (50, 50))
        for column, one in enumerate(halves):
            self._cursor = table.cellAt(0, column).firstCursorPosition()
            self._cursor.setBlockFormat(_block_format(is_rtl()))
            self._insert(tr(one.label), small=True)
            self._fresh = False
            text = view.get(one.name)
            if text:
                self._prose(str(text), one.name)
            else:
                self._block()
                self._insert(tr(_UNTRANSLATED), small=True, attention=True)
        self._leave_table()

    def _value(self, one: Field, view: View, around: Around) -> None:
        text, links = _shown(one, view, around)
        if links:
            for place, linked in enumerate(links):
                if place:
                    self._insert(tr(N_(", ", "between items of a list")))
                self._link(linked)
        else:
            self._insert(text, field=one.name)

    def _prose(self, text: str, name: str) -> None:
        most = _UNBROKEN_READ if is_unbroken(text) else _MOST_READ
        for paragraph in text[:most].split("\n"):
            self._block(right=direction_of(paragraph) == _RIGHT if paragraph.strip() else None)
            self._insert(paragraph, field=name)
        if len(text) > most:
            self._block()
            self._insert(tr(_REST), small=True, field=name)

    def _heading(self, text: str) -> None:
        self._block(space=theme.WIDE)
        self._insert(text, strong=True, points=theme.SECTION_PT, accent=True)

    def _label(self, text: str) -> None:
        self._block(space=theme.SPACE)
        self._insert(text, small=True)

    def _text(self, text: str, *, quiet: bool = False) -> None:
        self._block(space=theme.SMALL)
        self._insert(text, small=quiet)

    def _link(self, one: Linked) -> None:
        look = QTextCharFormat()
        look.setAnchor(True)
        look.setAnchorHref(f"record:{one.type}/{one.id}")
        look.setForeground(QColor(theme.colors().accent))
        look.setFontUnderline(True)
        self._cursor.insertText(isolate(" ".join(one.title.split())), look)

    def _insert(
        self, text: str, *, small: bool = False, strong: bool = False, accent: bool = False, attention: bool = False,
        points: float = 0, field: str = "",
    ) -> None:  # fmt: skip
        look, tokens = QTextCharFormat(), theme.colors()
        color = tokens.attention if attention else tokens.accent if accent else tokens.text
        look.setForeground(QColor(tokens.secondary if small and not attention else color))
        look.setFontPointSize(points or (theme.SMALL_PT if small else theme.BODY_PT))
        if strong:
            look.setFontWeight(600)
        if field and not self._in_line:
            self._names.append(field)
            look.setProperty(_FIELD, len(self._names))
        self._cursor.insertText(text, look)

    def _block(self, *, space: int = 0, right: bool | None = None) -> None:
        """Begin a paragraph; the first one of the document is there already."""
        look = _block_format(is_rtl() if right is None else right)
        look.setTopMargin(space)
        if self._fresh:
            self._cursor.setBlockFormat(look)
        else:
            self._cursor.insertBlock(look, QTextCharFormat())
        self._fresh = False

    def _table(self, rows: int, shares: Sequence[int]) -> Any:
        look = QTextTableFormat()
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        look.setBorder(0)
        look.setCellPadding(theme.SMALL)
        look.setCellSpacing(0)
        look.setTopMargin(theme.GAP)
        look.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        ordered = reversed(shares) if is_rtl() else shares
        look.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, one) for one in ordered])
        return self._cursor.insertTable(rows, len(shares), look)

    def _leave_table(self) -> None:
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._fresh = True


def _block_format(right: bool) -> QTextBlockFormat:
    look = QTextBlockFormat()
    look.setLayoutDirection(_RIGHT if right else _LEFT)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    look.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    height = theme.LINE_HEIGHT["ar" if right else "en"] * 100 / 1.2
    look.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return look


def _is_title(cls: type[Record], one: Field, view: View) -> bool:
    """Tell whether the header says a field in full: a short half of the title, of which the other is there too."""
    pair = cls.__title__[:2]
    return (
        one.name in pair
        and isinstance(one.kind, Line)
        and one.kind.one_line
        and language_of(one) is not None
        and all(view.get(name) for name in pair)
    )


def _twin(one: Field, by_name: Mapping[str, Field]) -> Field | None:
    lang = language_of(one)
    if lang is None or not isinstance(one.kind, Line):
        return None
    return by_name.get(f"{one.name.removesuffix(f'_{lang}')}_{'ar' if lang == 'en' else 'en'}")


def _shown(one: Field, view: View, around: Around) -> tuple[str, list[Linked]]:
    """Return what a person reads, and the records where it names some."""
    plain, kind = view.get(one.name), one.kind
    if plain in (None, "", []):
        return "", []
    if isinstance(kind, Link | Links):
        ids = plain if isinstance(plain, list) else [plain]
        return "", [around.linked[id] for id in ids if id in around.linked]
    try:
        stored = kind.parse(plain)
    except InvalidValue:
        return str(plain), []
    if isinstance(kind, Code):
        return around.codes.read(kind, stored), []
    if isinstance(kind, Tags):
        return tr(N_(", ", "between items of a list")).join(isolate(around.codes.read(kind, one)) for one in stored), []
    if isinstance(kind, Day):
        return both(stored), []
    if isinstance(kind, Identifier) and any(c.isascii() and c.isalpha() for c in stored):
        return str(stored), []  # it is read from the left by itself, and copied without marks
    if isinstance(kind, Members | Identifier) or not isinstance(kind, Line):
        return kind.show(stored), []
    return isolate(str(stored)), []


def _in_precedence(lines: Sequence[View]) -> list[View]:
    """Return persons in the order of protocol; other lines stay as they are."""
    return sorted(
        lines, key=lambda line: ("precedence" in line and line["precedence"] is None, line.get("precedence") or 0)
    )
