"""A record read as a page: small grey labels, values large enough to read, nothing for what is empty.

One document of rich text, into which the words of records go as plain text, so that 200 lines are quick and all of
it can be selected. Tables are laid out by hand: Qt mirrors none.
"""

from collections.abc import Callable, Iterator, Sequence
from time import monotonic
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
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

from coopdesk.fields import Field, Prose, language_of
from coopdesk.i18n import N_, P_, is_rtl, isolate, number, tr
from coopdesk.operations.links import MOST_LINKED, Group, Linked
from coopdesk.operations.record_types import View
from coopdesk.records import TYPES, Record, fields_of, plural_of, shown_with
from coopdesk.records.base import owner_field
from coopdesk.records.steps import STEPPED
from coopdesk.ui import theme
from coopdesk.ui.inputs import direction_of, is_unbroken
from coopdesk.ui.sheet_values import Around, in_precedence, is_title, shown, twin

_UNTRANSLATED = N_("untranslated")
_NOTHING = N_("Nothing is filled in yet.")
_NO_LINKS = N_("No other record names this one yet.")
_MORE, _ALL = N_("and {n} more"), N_("Show all {n}")
_SEVERAL, _MARK = N_("2 values"), P_("◆ {n} value", "◆ {n} values")
_REST = N_("… The whole text is long; it stands in the form (F2).")
_MOST_READ, _UNBROKEN_READ = 100_000, 2_000
"""The most characters of a text that the page shows, and of one without spaces, which are slow to lay out."""
_ALL_LINKS, _REVIEW = "all", "conflict"
"""The schemes of the links that show all links of a group, and the values of a field that has several."""
_PAUSE = 0.01
"""Seconds of writing after which the window goes on; laying out what was written takes some times as long."""
_FIELD = QTextFormat.Property.UserProperty.value + 1
_HEADED = frozenset(("classification", "audience", "stage"))
"""Fields that the header of the page tells."""
_RIGHT, _LEFT = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


class RecordSheet(QTextBrowser):
    """Shows a view, or groups of links. ``asked``: a link to a record (type, id); ``edit_asked``: a field, or none in
    particular; ``all_asked``: show all links of a group that is cut; ``review_asked``: a conflict, by its id."""

    asked = Signal(str, str)
    edit_asked = Signal(str)
    all_asked = Signal()
    review_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.anchorClicked.connect(self._follow)
        self.setUndoRedoEnabled(False)
        self._redraw = QTimer(self, singleShot=True, interval=0)
        self._redraw.timeout.connect(self._write)
        self._going_on = QTimer(self, singleShot=True, interval=0)
        self._going_on.timeout.connect(self._go_on)
        self._names: list[str] = []
        self._in_line = False
        self._draw: Callable[[], Iterator[None]] = lambda: iter(())
        self._steps = self._draw()
        self._kept = 0

    def show_view(self, type: str, view: View, around: Around) -> None:
        """Show a record as ``record.show`` gives it."""
        self._draw = lambda: self._write_view(TYPES[type], view, around)
        self._write()

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show the records that name this one."""
        self._draw = lambda: self._write_links(groups)
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
        field = place.charFormat().intProperty(_FIELD)
        if 0 < field <= len(self._names):
            self.edit_asked.emit(self._names[field - 1])
        else:
            super().mouseDoubleClickEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        on_link = self.textCursor().charFormat().isAnchor()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not on_link:
            self.edit_asked.emit("")
        else:
            super().keyPressEvent(event)

    def _follow(self, url: QUrl) -> None:
        if url.scheme() == _ALL_LINKS:
            self.all_asked.emit()
            return
        if url.scheme() == _REVIEW:
            self.review_asked.emit(url.path())
            return
        type, _, id = url.path().partition("/")
        self.asked.emit(type, id)

    def _write(self) -> None:
        """Write what is to be shown: the beginning at once, the rest of a long record while the window goes on."""
        self._kept = self.verticalScrollBar().value()
        self.clear()
        self.document().setDocumentMargin(theme.WIDE)
        self._cursor, self._names, self._fresh = QTextCursor(self.document()), [], True
        self._steps = self._draw()
        self._go_on()

    def _go_on(self) -> None:
        until = monotonic() + _PAUSE
        self._cursor.beginEditBlock()
        rest = next((True for _ in self._steps if monotonic() > until), False)
        self._cursor.endEditBlock()
        if self._kept:
            self.verticalScrollBar().setValue(self._kept)
        if rest:
            self._going_on.start()
        else:
            self._kept = 0

    def _write_view(self, cls: type[Record], view: View, around: Around) -> Iterator[None]:
        counted = ("version",) if any(one.version for one in cls.__steps__) else ()
        hidden = _HEADED.union(cls.__technical__, (*STEPPED, *counted) if cls.__steps__ else ())
        fields = [one for one in fields_of(cls) if one.name not in hidden and not is_title(cls, one, view)]
        self._write_remarks(cls, view, around)
        self._write_fields(fields, view, around)
        yield
        for owned in shown_with(cls.__tablename__):
            lines = view.get(plural_of(owned)) or []
            if lines:
                self._heading(tr(owned.__plural__))
                self._remark(around.remarks.get(plural_of(owned), ()))
                for line in in_precedence(lines):
                    self._write_line(owned, line, around)
                    yield
        yield from self._write_groups(around.groups)
        if self.document().isEmpty():
            self._text(tr(_NOTHING), quiet=True)

    def _write_fields(self, fields: Sequence[Field], view: View, around: Around) -> None:
        facts: list[Field] = []
        done: set[str] = set()
        by_name = {one.name: one for one in fields}
        for one in fields:
            if one.name in done:
                continue
            other = twin(one, by_name)
            if other is not None:
                done |= {one.name, other.name}
                halves = [half for half in (one, other) if language_of(half) == "en"] + [
                    half for half in (one, other) if language_of(half) == "ar"
                ]
                if any(view.get(half.name) for half in halves):
                    self._flush(facts, view, around)
                    self._pair(halves, view, around)
            elif isinstance(one.kind, Prose):
                if view.get(one.name):
                    self._flush(facts, view, around)
                    self._label(tr(one.label))
                    self._mark(one, view, around)
                    self._prose(str(view[one.name]), one.name)
            elif view.get(one.name) not in (None, "", []):
                facts.append(one)
        self._flush(facts, view, around)

    def _write_line(self, cls: type[Record], line: View, around: Around) -> None:
        own = owner_field(cls)
        hidden = _HEADED.union(cls.__technical__, ("tags", "position"))
        fields = [one for one in fields_of(cls) if one is not own and one.name not in hidden]
        said = (shown(one, line, around) for one in fields if one.name in ("number", *cls.__title__))
        title = [(text, links) for text, links in said if text or links]
        self._block(space=theme.SPACE)
        for place, (text, links) in enumerate(title or [(tr(cls.__label__), [])]):
            self._insert(f"{' · ' if place else ''}{text}", strong=True)
            for linked in links:
                self._link(linked)
        if line.get("conflicts"):
            self._insert(f"  ◆ {tr(_SEVERAL)}", small=True, attention=True)
        self._in_line = True
        self._write_fields([one for one in fields if one.name not in ("number", *cls.__title__)], line, around)
        self._in_line = False

    def _write_links(self, groups: Sequence[Group]) -> Iterator[None]:
        yield from self._write_groups(groups)
        if not groups:
            self._text(tr(_NO_LINKS), quiet=True)

    def _write_groups(self, groups: Sequence[Group]) -> Iterator[None]:
        """Write records by groups; one that is cut leads to all of it."""
        for group in groups:
            self._heading(f"{group.label}  ({number(group.total)})")
            for one in group.records:
                self._block(space=theme.SMALL)
                self._link(one)
                if one.note:
                    self._insert(f"  {isolate(' '.join(one.note.split()))}", small=True)
                yield
            left = group.total - len(group.records)
            if left > 0 and len(group.records) >= MOST_LINKED:
                self._text(tr(_MORE, n=left), quiet=True)
            elif left > 0:
                self._block(space=theme.SMALL)
                self._anchor(tr(_ALL, n=number(group.total)), f"{_ALL_LINKS}:")

    def _flush(self, facts: list[Field], view: View, around: Around) -> None:
        """Write the short facts that were gathered: label beside value."""
        if not facts:
            return
        table = self._table(len(facts), (30, 70))
        for row, one in enumerate(facts):
            first, second = (1, 0) if is_rtl() else (0, 1)
            self._cursor = table.cellAt(row, first).firstCursorPosition()
            self._cursor.setBlockFormat(block_format(is_rtl()))
            self._insert(tr(one.label), small=True)
            self._mark(one, view, around)
            self._cursor = table.cellAt(row, second).firstCursorPosition()
            self._cursor.setBlockFormat(block_format(is_rtl()))
            self._value(one, view, around)
        self._leave_table()
        facts.clear()

    def _pair(self, halves: Sequence[Field], view: View, around: Around) -> None:
        table = self._table(1, (50, 50))
        for column, one in enumerate(halves):
            self._cursor = table.cellAt(0, column).firstCursorPosition()
            self._cursor.setBlockFormat(block_format(is_rtl()))
            self._insert(tr(one.label), small=True)
            self._mark(one, view, around)
            self._fresh = False
            text = view.get(one.name)
            if text:
                self._prose(str(text), one.name)
            else:
                self._block()
                self._insert(tr(_UNTRANSLATED), small=True, attention=True)
        self._leave_table()

    def _mark(self, one: Field, view: View, around: Around) -> None:
        """Say beside a label that the field holds several values; it leads to their review."""
        id, count = around.several.get((str(view.get("id")), one.name), ("", 0))
        if id:
            self._insert("  ", small=True)
            self._anchor(tr(_MARK, n=count), f"{_REVIEW}:{id}", small=True)

        self._remark(around.remarks.get(one.name, ()) if not self._in_line else ())

    def _remark(self, texts: Sequence[str]) -> None:
        """Say beside a label what others remarked there."""
        for text in texts:
            self._insert(f"  ✎ {isolate(' '.join(text.split()))}", small=True, attention=True)

    def _write_remarks(self, cls: type[Record], view: View, around: Around) -> None:
        """Write first the remarks on the whole record, and those on fields that are empty and so are not shown."""
        labels = {one.name: tr(one.label) for one in fields_of(cls)}
        lists = {plural_of(one): tr(one.__plural__) for one in shown_with(cls.__tablename__)}
        for name, texts in around.remarks.items():
            title = name in labels and is_title(cls, next(one for one in fields_of(cls) if one.name == name), view)
            if view.get(name) in (None, "", []) or name in _HEADED or title:
                label = (labels | lists).get(name, "")
                for text in texts:
                    self._block(space=theme.SMALL)
                    told = " ".join(text.split())
                    self._insert(f"✎ {label}: {isolate(told)}" if label else f"✎ {isolate(told)}", attention=True)

    def _value(self, one: Field, view: View, around: Around) -> None:
        text, links = shown(one, view, around)
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
        if not one.id:
            self._insert(isolate(one.title))
            return
        self._anchor(isolate(" ".join(one.title.split())), f"record:{one.type}/{one.id}")

    def _anchor(self, text: str, address: str, *, small: bool = False) -> None:
        look = QTextCharFormat()
        look.setFontPointSize(theme.SMALL_PT if small else theme.BODY_PT)
        look.setAnchor(True)
        look.setAnchorHref(address)
        look.setForeground(QColor(theme.colors().accent))
        look.setFontUnderline(True)
        self._cursor.insertText(text, look)

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
        look = block_format(is_rtl() if right is None else right)
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


def block_format(right: bool) -> QTextBlockFormat:
    """Return the look of a paragraph that reads from the right, or from the left."""
    look = QTextBlockFormat()
    look.setLayoutDirection(_RIGHT if right else _LEFT)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    look.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    height = theme.LINE_HEIGHT["ar" if right else "en"] * 100 / 1.2
    look.setLineHeight(height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return look
