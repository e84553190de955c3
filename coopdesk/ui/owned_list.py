"""The lists that a record owns, inside its form: lines in order, added, moved, duplicated, removed, all of it undone.

A line gets a box when it comes into sight; a gap stands where the others will be.
"""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.operations import pasting
from coopdesk.operations.record_types import View
from coopdesk.records import Record
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.field_cell import Conflict
from coopdesk.ui.owned_help import OwnedHelp
from coopdesk.ui.owned_line import Line, LineBox, name_lines
from coopdesk.ui.paste_dialog import PasteDialog
from coopdesk.ui.sight import bring_into_sight
from coopdesk.ui.trail import Act, Trail, go_to

_ADD, _PASTE = N_("Add"), N_("Paste…")
_AT_ONCE = 20
"""Lines that are made at once: a list that is no longer has no gap, and of a longer one so many beyond what is seen."""


class _Gap(QWidget):
    """Where lines stand that nobody has looked at yet, as high as they will be. ``seen``: the first and last seen."""

    seen = Signal(int, int)

    def __init__(self, first: int, count: int) -> None:
        super().__init__()
        self._first, self._pitch = first, theme.ROW + 2 * theme.SMALL + 2 + theme.GAP
        self.setFixedHeight(count * self._pitch - theme.GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        place = event.rect()
        self.seen.emit(self._first + place.top() // self._pitch, self._first + place.bottom() // self._pitch)


class OwnedList(QWidget):
    """A list that the record owns."""

    changed = Signal()

    def __init__(self, cls: type[Record], context: Context, trail: Trail) -> None:
        super().__init__()
        self.cls, self._context, self._trail = cls, context, trail
        self.lines: list[Line] = []
        self._names: dict[str, str] = {}
        self._stored: list[str] = []
        self._gone: dict[str, None] = {}
        self._sent: list[Line] = []
        self._reordered = False
        self._dragged_from: int | None = None
        self._gaps: list[_Gap] = []
        self._seen: list[tuple[int, int]] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._make_seen)
        self._title, self._add, self._paste = QLabel(), QPushButton(), QPushButton()
        self._paste.clicked.connect(self.paste)
        self._title.setWordWrap(True)
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._add.clicked.connect(self.add)
        self.buttons = [self._add]
        self.bar = QHBoxLayout()
        self.bar.addWidget(self._title, 1)
        self.bar.addWidget(self._paste)
        self.bar.addWidget(self._add)
        self._column = QVBoxLayout()
        self._column.setSpacing(theme.GAP)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, theme.GAP, 0, 0)
        self._whole.addLayout(self.bar)
        self.help = OwnedHelp(self, trail)
        self._whole.addWidget(self.help)
        self._whole.addLayout(self._column)
        if cls.__tablename__ not in pasting.KEYS:
            self._paste.hide()
        self.retranslate()

    def show_lines(self, views: list[View]) -> None:
        """Show the lines of a record. What was done in the form cannot be undone any more."""
        self._trail.clear()
        for box in self.findChildren(LineBox):
            box.hide()
            box.deleteLater()
        self.lines = [Line(self.cls, view, self._names) for view in views]
        self._stored = [view["id"] for view in views]
        self._gone, self._sent, self._reordered, self._seen = {}, [], False, []
        self._lay_out()
        self._name_lines()

    def type_in(self, lines: list[View]) -> None:
        """Change, add and remove lines as if a person had done it."""
        by_id = {line.id: line for line in self.lines}
        for values in lines:
            line = by_id.get(values.get("id"))
            if values.get("deleted"):
                if line is not None:
                    self._take(line)
            elif values.get("id") is None:
                self._insert(self._new(values), len(self.lines))
            elif line is not None:
                line.type_in(values)
        self._weigh_order()
        self._lay_out()

    @property
    def dirty(self) -> bool:
        """Whether something would be lost."""
        return bool(self._gone) or self._reordered or any(line.dirty for line in self.lines)

    def remember(self) -> None:
        """Note what is being saved."""
        self._sent = [line for line in self.lines if not line.id and line.dirty]
        for line in self.lines:
            line.remember()

    def go_on_from(self, views: list[View], *, typing: bool) -> None:
        """Take the saved lines; what was typed, added or removed since then stays, and open lines stay open."""
        saved = {view["id"]: view for view in views}
        known = {*self._stored, *(line.id for line in self.lines)}
        fresh = [view for id, view in saved.items() if id not in known]
        for line, view in zip(self._sent, fresh, strict=False):
            line.go_on_from(view)
            if line not in self.lines:
                self._gone[view["id"]] = None
        self._sent = []
        self._gone = {id: None for id in self._gone if id in saved}
        for line in self.lines:
            if line.id in saved:
                line.go_on_from(saved[line.id])
        self._stored = list(saved)
        self._weigh_order()
        self._name_lines()
        if not typing and [line.id for line in self.lines if line.id] != self._stored:
            self.show_lines(views)

    def _name_lines(self) -> None:
        name_lines(self._context, self.cls, self.lines, self._names)

    def tell_conflicts(self, found: Mapping[tuple[str, str], Conflict]) -> None:
        """Mark the fields of lines that hold several values."""
        for line in self.lines:
            line.tell_conflicts({field: one for (record, field), one in found.items() if record == line.id})

    def add(self) -> None:
        """Add an empty line and open it."""
        self._begin(self._new({}), len(self.lines))

    def paste(self) -> None:
        """Add the lines of a text or table that a person pastes, after showing them."""
        dialog = PasteDialog(self.cls.__tablename__, self)
        dialog.accepted.connect(lambda: self.add_lines(dialog.found))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add_lines(self, lines: list[View]) -> None:
        """Add lines with these values; they are not saved yet."""
        added, first = [self._new(values) for values in lines], len(self.lines)

        def put() -> None:
            for place, line in enumerate(added, first):
                self._insert(line, place)
            self._restructured()

        def take() -> None:
            for line in added:
                self._take(line)
            self._restructured()

        put()
        self._trail.add(Act(take, put))

    def remove(self, line: Line) -> None:
        """Take a line away; undo brings it back with all that was in it."""
        place = self.lines.index(line)

        def take() -> None:
            self._take(line)
            self._restructured()
            following = self.lines[min(place, len(self.lines) - 1)].box if self.lines else None
            go_to(following.head if following is not None else self._add)

        take()
        self._trail.add(Act(partial(self._bring, line, place), take))

    def duplicate(self, line: Line) -> None:
        """Put a new line after this one that holds the same, and open it."""
        self._begin(self._new(line.copied()), self.lines.index(line) + 1)

    def move_line(self, line: Line, place: int) -> None:
        """Give a line another place; the others close up."""
        before = self.lines.index(line)
        place = min(max(place, 0), len(self.lines) - 1)
        if place != before:
            self._put_at(line, place)
            self._trail.add(Act(partial(self._put_at, line, before), partial(self._put_at, line, place)))

    def values(self) -> list[View]:
        """Return what must be saved: lines changed, added, and removed."""
        found: list[View] = [{"id": one, "deleted": True} for one in self._gone]
        last = max((line.view.get("position") or 0 for line in self.lines), default=0)
        for place, line in enumerate(self.lines, 1):
            values, position = line.changes(), line.view.get("position")
            if not line.id and not values:
                continue
            if self._reordered:
                position = place
            elif not line.id:
                position = last = last + 1
            if position != line.view.get("position"):
                values["position"] = position
            if values:
                found.append(values | ({"id": line.id, "_seen": line.view["_seen"]} if line.id else {}))
        return found

    def retranslate(self) -> None:
        """Show names in the present language."""
        self._count()
        self._add.setText(f"+ {tr(_ADD)}")
        self._paste.setText(tr(_PASTE))
        self._add.setAccessibleName(f"{tr(_ADD)}: {tr(self.cls.__label__)}")
        for line in self.lines:
            if line.box is not None:
                line.box.retranslate()
        self._name_lines()

    def _count(self) -> None:
        count = len(self.lines)
        self._title.setText(f"{tr(self.cls.__plural__)} ({count})" if count else tr(self.cls.__plural__))
        self.help.tell()

    def _new(self, values: View) -> Line:
        line = Line(self.cls, {}, self._names)
        line.type_in(values)
        return line

    def _begin(self, line: Line, place: int) -> None:
        """Add a line and go into it."""
        self._bring(line, place)
        line.open()
        assert line.rows is not None
        line.rows.focus_first()

        def take() -> None:
            self._take(line)
            self._restructured()
            go_to(self._add)

        self._trail.add(Act(take, partial(self._bring, line, place)))

    def _bring(self, line: Line, place: int) -> None:
        self._insert(line, place)
        self._restructured()
        self._show(line)

    def _put_at(self, line: Line, place: int) -> None:
        self.lines.remove(line)
        self.lines.insert(place, line)
        self._restructured()
        self._show(line)

    def _insert(self, line: Line, place: int) -> None:
        if line.id is not None and line.id not in self._stored:
            line.become_new()
        if line.id is not None:
            self._gone.pop(line.id, None)
        self.lines.insert(place, line)
        if line.box is not None:
            line.box.show()

    def _take(self, line: Line) -> None:
        self.lines.remove(line)
        if line.id is not None:
            self._gone[line.id] = None
        if line.box is not None:
            line.box.hide()

    def _show(self, line: Line) -> None:
        """Bring a line into sight, with the focus where it was in it, else on its head."""
        place = self.lines.index(line)
        self._make(place - 1, place + 2)
        assert line.box is not None
        line.box.show()
        self._whole.activate()
        if not line.box.isAncestorOf(line.box.window().focusWidget() or line.box.window()):
            go_to(line.box.head)
        bring_into_sight(line.box.head)

    def _restructured(self) -> None:
        self._weigh_order()
        self._lay_out()
        self.changed.emit()

    def _weigh_order(self) -> None:
        ids = [line.id for line in self.lines]
        present = {id for id in ids if id is not None}
        stored = [id for id in self._stored if id in present]
        self._reordered = ids[: len(stored)] != stored

    def _make(self, first: int, end: int) -> None:
        """Make the boxes of these lines, and lay everything out."""
        for line in self.lines[max(first, 0) : end]:
            if line.box is None:
                line.box = box = LineBox(self.cls, self._context, self._trail, line)
                box.setParent(self)
                box.changed.connect(self.changed)
                box.opened.connect(self._chain)
                box.act.connect(partial(self._act, line))
                box.handle.dragged.connect(partial(self._drag, line))
                box.handle.dropped.connect(partial(self._drop, line))
        self._lay_out()

    def _lay_out(self) -> None:
        """Lay out the lines in their order: boxes, and a gap for each run of lines that have none."""
        if len(self.lines) <= _AT_ONCE and any(line.box is None for line in self.lines):
            self._make(0, _AT_ONCE)
            return
        while self._column.count():
            self._column.takeAt(0)
        for gap in self._gaps:
            gap.hide()
            gap.deleteLater()
        self._gaps = []
        run = 0
        for place, line in enumerate(self.lines):
            if line.box is None:
                run += 1
                continue
            self._close_run(place, run)
            run = 0
            self._column.addWidget(line.box)
        self._close_run(len(self.lines), run)
        self._chain()
        self._count()

    def _close_run(self, end: int, count: int) -> None:
        if count:
            gap = _Gap(end - count, count)
            gap.seen.connect(self._look_at)
            self._gaps.append(gap)
            self._column.addWidget(gap)

    def _look_at(self, first: int, last: int) -> None:
        """Lines came into sight that have no boxes yet; they are made when the painting is over."""
        self._seen.append((first, last))
        self._timer.start()

    def _make_seen(self) -> None:
        seen, self._seen = self._seen, []
        for first, last in seen:
            self._make(first - _AT_ONCE // 2, last + 1 + _AT_ONCE // 2)

    def _chain(self) -> None:
        """Let Tab go through the lines as they stand."""
        before: QWidget = self.buttons[-1]
        for line in self.lines:
            for one in line.box.stops() if line.box is not None else ():
                QWidget.setTabOrder(before, one)
                before = one

    def _act(self, line: Line, name: str) -> None:
        place = self.lines.index(line)
        if name == "up":
            self.move_line(line, place - 1)
        elif name == "down":
            self.move_line(line, place + 1)
        elif name == "copy":
            self.duplicate(line)
        else:
            self.remove(line)

    def _drag(self, line: Line, height: int) -> None:
        """Let a line change places with those that the pointer passes."""
        place = self.lines.index(line)
        if self._dragged_from is None:
            self._dragged_from = place
        for by in (-1, 1):
            beside = self.lines[place + by].box if 0 <= place + by < len(self.lines) else None
            if beside is None:
                continue
            middle = beside.mapToGlobal(beside.rect().center()).y()
            if (height - middle) * by > 0:
                self._put_at(line, place + by)
                return

    def _drop(self, line: Line) -> None:
        before, self._dragged_from = self._dragged_from, None
        place = self.lines.index(line)
        if before is not None and place != before:
            self._trail.add(Act(partial(self._put_at, line, before), partial(self._put_at, line, place)))
