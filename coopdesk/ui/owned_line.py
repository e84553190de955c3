"""One line of a list that a record owns. ``Line`` is what it holds; its box is made when somebody looks at it.

Invariant: nothing of a line depends on whether it has a box, so that a list of thousands costs what is on the screen.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from coopdesk.fields import Choice, Code, Link, Prose
from coopdesk.i18n import N_, tr
from coopdesk.operations import titles
from coopdesk.operations.degrees import label
from coopdesk.operations.owned_help import HELPED
from coopdesk.operations.record_types import View
from coopdesk.records import Owned, Record, fields_of
from coopdesk.records.base import owner_field
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.field_cell import Conflict
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.inputs import paint_mark
from coopdesk.ui.trail import Trail

_REMOVE, _OPEN, _MORE = N_("Remove this line"), N_("Open or close this line"), N_("More with this line")
_DRAG, _SEVERAL, _SHARE = N_("Drag to move this line"), N_("2 values"), N_("{share} %")
ACTS = {
    "up": (N_("Move this line up"), "Alt+Up"),
    "down": (N_("Move this line down"), "Alt+Down"),
    "copy": (N_("Duplicate this line"), "Ctrl+D"),
    "remove": (_REMOVE, "Ctrl+Delete"),
}
_KEYS = {
    (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): "up",
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): "down",
    (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier): "copy",
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier): "remove",
}
_HEAD_SHOWN = 160


class Line:
    """What a line holds: as it is stored (``view``), and what was typed of it. ``names``: how the ids and codes in
    titles are read, as far as that is known yet."""

    def __init__(self, cls: type[Record], view: View, names: Mapping[str, str]) -> None:
        self._cls, self.view, self._names = cls, view, names
        self._typed: View = {}
        self._conflicts: Mapping[str, Conflict] = {}
        self.box: LineBox | None = None

    @property
    def id(self) -> str | None:
        """The id of the stored line, None for a new one."""
        found: str | None = self.view.get("id")
        return found

    @property
    def rows(self) -> FieldRows | None:
        """The editors of the line, once it was opened."""
        return self.box.rows if self.box is not None else None

    @property
    def dirty(self) -> bool:
        """Whether something of it was typed and not saved."""
        return bool(self._typed) or (self.rows is not None and self.rows.dirty)

    def changes(self) -> View:
        """Return the values that were typed and not saved."""
        return dict(self.rows.changes() if self.rows is not None else self._typed)

    def open(self) -> None:
        """Show its editors."""
        assert self.box is not None
        self.box.open()

    def title(self) -> str:
        """Return what names the line in one row: its title; after a word of a list, how its text begins."""
        values = self.view | self.changes()
        kinds = {one.name: one.kind for one in fields_of(self._cls)}
        name = next((name for name in self._cls.__title__ if values.get(name)), None)
        found = tr(self._cls.__label__) if name is None else str(values[name])
        if name is not None and isinstance(kinds[name], Link | Code):
            found = self._names.get(values[name], tr(self._cls.__label__))
        if name is not None and isinstance(kinds[name], Choice):
            begins = next((values[one] for one in kinds if isinstance(kinds[one], Prose) and values.get(one)), "")
            found = " · ".join(filter(None, (kinds[name].show(values[name]), begins)))
        return " ".join(found[:_HEAD_SHOWN].split())

    def head(self) -> str:
        """Return what stands in its head: the title, after a mark where two values wait to be decided between and the
        degree that is its own; its share at the end."""
        values = self.view | self.changes()
        degree, helped = values.get("classification"), HELPED.get(self._cls.__tablename__)
        share = values.get(helped.field) if helped is not None else None
        marks = (f"◆ {tr(_SEVERAL)}" if self.view.get("conflicts") else "", label(degree) if degree else "")
        shown = (tr(_SHARE, share=share),) if share else ()
        return " · ".join((*filter(None, marks), self.title(), *shown))

    def copied(self) -> View:
        """Return everything that a duplicate takes over."""
        link = owner_field(self._cls)
        values = self.view | self.changes()
        names = [one.name for one in fields_of(self._cls) if one is not link and one.name != "position"]
        return {name: values[name] for name in names if values.get(name) not in (None, "", [])}

    def type_in(self, values: View) -> None:
        """Put values into the line as if a person had typed them; its editors are made when it is opened."""
        if "_seen" in values:
            self.view = self.view | {"_seen": values["_seen"]}
        self._typed |= {name: value for name, value in values.items() if name not in ("id", "_seen", "position")}
        if self.rows is not None:
            self.put_in(self.rows)
        self.tell()

    def tell_conflicts(self, by_field: Mapping[str, Conflict]) -> None:
        """Mark the fields that hold several values, once there are editors."""
        self._conflicts = by_field
        if self.rows is not None:
            self.rows.tell_conflicts(by_field)

    def put_in(self, rows: FieldRows) -> None:
        """Let its editors take over what was told and typed before they were made."""
        rows.tell_conflicts(self._conflicts)
        rows.type_in(self._typed)
        self._typed = {}

    def become_new(self) -> None:
        """Be a new line that holds the same: the stored one was deleted meanwhile."""
        held, self.view = self.copied(), {}
        if self.rows is not None:
            self.rows.begin_anew()
        else:
            self._typed = held

    def remember(self) -> None:
        """Note what is being saved."""
        if self.rows is not None:
            self.rows.remember()

    def go_on_from(self, view: View) -> None:
        """Take the saved line; what was typed since then stays."""
        before, self.view = self.view, view
        if self.rows is not None:
            self.rows.go_on_from(view)
        self._typed = {}
        if before | {"_seen": view["_seen"]} != view:
            self.tell()

    def tell(self) -> None:
        """Show its title, where it has a box."""
        if self.box is not None:
            self.box.tell()


def name_lines(context: Context, cls: type[Record], lines: Sequence[Line], names: dict[str, str]) -> None:
    """Read into ``names`` how what the titles of lines hold as ids and codes is called, and show it."""
    kinds = {one.name: one.kind for one in fields_of(cls)}
    if not any(isinstance(kinds[name], Link | Code) for name in cls.__title__):
        return
    type, views = cls.__tablename__, [line.view for line in lines]

    def tell(found: dict[str, str]) -> None:
        names.update(found)
        for line in lines:
            line.tell()

    context.tasks.read(lambda _: titles.names_in_titles(context.store, type, views), tell)


def left_out(cls: type[Record]) -> tuple[str, ...]:
    """Return the fields of a line that its form does not show: what it has from its owner."""
    link = owner_field(cls)
    assert link is not None
    follows = () if issubclass(cls, Owned) and cls.__narrows__ else ("classification", "audience", "degree_reason")
    return (link.name, "tags", *follows)


class _Head(QToolButton):
    """The title of a line, in the reading direction after the mark that tells whether it is open."""

    title = ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave keys with Alt or Ctrl to the line; a button would take arrows for itself."""
        if event.modifiers() & (Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: Any) -> None:
        super().paintEvent(event)
        right = self.isRightToLeft()
        mark = theme.px(16)
        paint_mark(self, self.width() - mark if right else mark, 0 if self.isChecked() else 90 if right else -90)
        painter = QPainter(self)
        room = self.rect().adjusted(theme.GAP if right else 2 * mark, 0, -2 * mark if right else -theme.GAP, 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        shown = self.fontMetrics().elidedText(self.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


class _Handle(QWidget):
    """Six dots by which a line is dragged. ``dragged``: to this height of the screen; the keyboard has its own keys."""

    dragged = Signal(int)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.SizeVerCursor)
        self.setFixedWidth(theme.px(16))

    def paintEvent(self, _: Any) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().placeholderText().color())
        for x in (-3, 3):
            for y in (-6, 0, 6):
                painter.drawEllipse(QPointF(self.width() / 2 + x, self.height() / 2 + y), 1.5, 1.5)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(round(event.globalPosition().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.dropped.emit()


class LineBox(QFrame):
    """A line on the screen; it opens in place. ``act``: what a person wants with it, of ``ACTS``."""

    changed = Signal()
    opened = Signal()
    act = Signal(str)

    def __init__(self, cls: type[Record], context: Context, trail: Trail, line: Line) -> None:
        super().__init__()
        self.setObjectName("line")
        self._cls, self._context, self._trail, self._line = cls, context, trail, line
        self.rows: FieldRows | None = None
        self.head, self.handle, self.more, self.remove = _Head(), _Handle(), QToolButton(), QToolButton()
        self.head.setCheckable(True)
        self.head.setMinimumHeight(theme.ROW)
        self.head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.head.toggled.connect(self._toggle)
        self.more.setText("⋯")
        self.more.clicked.connect(self._offer)
        self.remove.setText("✕")
        self.remove.clicked.connect(lambda: self.act.emit("remove"))
        bar = QHBoxLayout()
        bar.setSpacing(theme.SMALL)
        for widget, stretch in ((self.handle, 0), (self.head, 1), (self.more, 0), (self.remove, 0)):
            bar.addWidget(widget, stretch)
        self._body = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.SMALL, theme.GAP, theme.SMALL)
        layout.addLayout(bar)
        layout.addLayout(self._body)
        self.retranslate()

    def open(self) -> None:
        """Show the editors."""
        self.head.setChecked(True)

    def stops(self) -> list[QWidget]:
        """Return the widgets that Tab goes to, in their order."""
        within = self.rows.stops() if self.rows is not None else []
        return [self.head, self.more, self.remove, *within]

    def tell(self) -> None:
        """Show the title of the line."""
        title = self._line.head()
        if title != self.head.title:
            self.head.title = title
            self.head.update()
            self.head.setAccessibleName(f"{tr(_OPEN)}: {title}")

    def retranslate(self) -> None:
        """Show names in the present language."""
        self.head.title = ""
        self.tell()
        for button, text in ((self.more, _MORE), (self.remove, _REMOVE)):
            button.setAccessibleName(tr(text))
            button.setToolTip(tr(text))
        self.handle.setToolTip(tr(_DRAG))
        if self.rows is not None:
            self.rows.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = _KEYS.get((Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier))
        if act is not None:
            self.act.emit(act)
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        menu = QMenu(self)
        for name, (text, keys) in ACTS.items():
            menu.addAction(f"{tr(text)}\t{keys}", partial(self.act.emit, name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _toggle(self, on: bool) -> None:
        if on and self.rows is None:
            rows = FieldRows(self._cls, self._context, self._trail, left_out(self._cls))
            rows.show_values(self._line.view)
            self._line.put_in(rows)
            rows.changed.connect(self._edited)
            rows.wanted.connect(self.open)
            self.rows = rows
            self._body.addWidget(rows)
            self.opened.emit()
        if self.rows is not None:
            self.rows.setVisible(on)

    def _edited(self) -> None:
        self.tell()
        self.changed.emit()
