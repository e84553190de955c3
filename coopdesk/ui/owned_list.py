"""The lists that a record owns, inside its form: lines in order, each opens in place."""

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, tr
from coopdesk.operations import pasting
from coopdesk.operations.record_types import View
from coopdesk.records import Record
from coopdesk.records.base import owner_field
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.inputs import paint_mark
from coopdesk.ui.paste_dialog import PasteDialog
from coopdesk.ui.pickers import Context

_ADD, _REMOVE, _OPEN = N_("Add"), N_("Remove this line"), N_("Open or close this line")
_SEVERAL = N_("2 values")
_UP, _PASTE = N_("Move this line up"), N_("Paste…")
_HEAD_SHOWN = 160
_AT_ONCE = 50
"""Lines that are made without a pause; the window goes on between such parts of a longer list."""


class _Head(QToolButton):
    """The title of a line, in the reading direction after the mark that tells whether it is open."""

    title = ""

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


class OwnedLine(QFrame):
    """One line of an owned list; it opens in place."""

    changed = Signal()
    removed = Signal(object)
    moved = Signal(object)

    def __init__(self, cls: type[Record], context: Context, view: View) -> None:
        super().__init__()
        self.setObjectName("line")
        self._cls, self._context, self.view = cls, context, view
        self.rows: FieldRows | None = None
        self.sent = False
        self._typed: View = {}
        self._head = _Head()
        self._head.setCheckable(True)
        self._head.setMinimumHeight(theme.ROW)
        self._head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._head.toggled.connect(self._toggle)
        self._up, self._remove = QToolButton(), QToolButton()
        self._up.setText("↑")
        self._remove.setText("✕")
        self._up.clicked.connect(lambda: self.moved.emit(self))
        self._remove.clicked.connect(lambda: self.removed.emit(self))
        self._body = QVBoxLayout()
        bar = QHBoxLayout()
        bar.addWidget(self._head, 1)
        bar.addWidget(self._up)
        bar.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.SMALL, theme.GAP, theme.SMALL)
        layout.addLayout(bar)
        layout.addLayout(self._body)
        self.retranslate()

    def open(self) -> None:
        """Show the editors."""
        self._head.setChecked(True)

    def values(self, position: int) -> View | None:
        """Return what must be saved of this line, or None when nothing changed."""
        found = self._changes()
        if position != self.view.get("position"):
            found["position"] = position
        if not self.view.get("id"):
            return found if set(found) - {"position"} else None
        return found | {"id": self.view["id"], "_seen": self.view["_seen"]} if found else None

    def type_in(self, values: View) -> None:
        """Put values into the line as if a person had typed them; its editors are made when it is opened."""
        if "_seen" in values:
            self.view = self.view | {"_seen": values["_seen"]}
        self._typed = {name: value for name, value in values.items() if name not in ("id", "_seen", "position")}
        if self.rows is not None:
            self._put_in()
        self.retranslate()

    def _put_in(self) -> None:
        assert self.rows is not None
        self.rows.type_in(self._typed)
        self._typed = {}

    def _changes(self) -> View:
        return dict(self.rows.changes() if self.rows is not None else self._typed)

    def remember(self) -> None:
        """Note what is being saved."""
        self.sent = self.values(0) is not None
        if self.rows is not None:
            self.rows.remember()

    def go_on_from(self, view: View) -> None:
        """Take the saved line; what was typed since then stays."""
        before, self.view = self.view, view
        if self.rows is not None:
            self.rows.go_on_from(view)
        self._typed = {}
        if before | {"_seen": view["_seen"]} != view:
            self.retranslate()

    def retranslate(self) -> None:
        """Show names in the present language."""
        values = self.view | self._changes()
        title = next((str(values[name]) for name in self._cls.__title__ if values.get(name)), tr(self._cls.__label__))
        mark = f"◆ {tr(_SEVERAL)} · " if self.view.get("conflicts") else ""
        self._head.title = mark + " ".join(title[:_HEAD_SHOWN].split())
        self._head.update()
        self._head.setAccessibleName(f"{tr(_OPEN)}: {self._head.title}")
        self._up.setAccessibleName(tr(_UP))
        self._up.setToolTip(tr(_UP))
        self._remove.setAccessibleName(tr(_REMOVE))
        self._remove.setToolTip(tr(_REMOVE))
        if self.rows is not None:
            self.rows.retranslate()

    def _toggle(self, on: bool) -> None:
        if on and self.rows is None:
            link = owner_field(self._cls)
            assert link is not None
            self.rows = FieldRows(self._cls, self._context, (link.name, "classification", "tags"))
            self.rows.show_values(self.view)
            self._put_in()
            self.rows.changed.connect(self.changed)
            self._body.addWidget(self.rows)
            self.rows.retranslate()
        if self.rows is not None:
            self.rows.setVisible(on)
        self.retranslate()


class OwnedList(QWidget):
    """A list that the record owns: lines in order, added, moved, removed."""

    changed = Signal()

    def __init__(self, cls: type[Record], context: Context) -> None:
        super().__init__()
        self.cls, self._context = cls, context
        self.lines: list[OwnedLine] = []
        self._gone: list[str] = []
        self._waiting: list[View] = []
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._append_waiting)
        self._title, self._add, self._paste = QLabel(), QPushButton(), QPushButton()
        self._paste.clicked.connect(self.paste)
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._add.clicked.connect(self.add)
        bar = QHBoxLayout()
        bar.addWidget(self._title, 1)
        bar.addWidget(self._paste)
        bar.addWidget(self._add)
        self._column = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.addLayout(bar)
        layout.addLayout(self._column)
        if cls.__tablename__ not in pasting.KEYS:
            self._paste.hide()
        self.retranslate()

    def show_lines(self, views: list[View]) -> None:
        """Show the lines of a record."""
        for line in self.lines:
            line.setParent(None)
            line.deleteLater()
        self.lines, self._gone = [], []
        self._waiting = list(views)
        self._append_waiting()
        self.retranslate()

    def type_in(self, lines: list[View]) -> None:
        """Change, add and remove lines as if a person had done it."""
        self._append_waiting(all=True)
        by_id = {line.view.get("id"): line for line in self.lines}
        for values in lines:
            line = by_id.get(values.get("id"))
            if values.get("deleted"):
                if line is not None:
                    self._remove(line)
            elif values.get("id") is None:
                self._append({}).type_in({name: value for name, value in values.items() if name != "position"})
            elif line is not None:
                line.type_in({name: value for name, value in values.items() if name != "position"})
        self.retranslate()

    def remember(self) -> None:
        """Note what is being saved."""
        for line in self.lines:
            line.remember()

    def go_on_from(self, views: list[View], *, typing: bool) -> None:
        """Take the saved lines; what was typed, added or removed since then stays, and open lines stay open."""
        saved = {view["id"]: view for view in views}
        self._waiting = [saved[view["id"]] for view in self._waiting if view["id"] in saved]
        known = {view.get("id") for view in self._views()}
        self._gone = [id for id in self._gone if id in saved]
        fresh = [view for id, view in saved.items() if id not in known and id not in self._gone]
        for line in self.lines:
            if line.view.get("id") in saved:
                line.go_on_from(saved[line.view["id"]])
            elif fresh and line.sent and not line.view.get("id"):
                line.go_on_from(fresh.pop(0))
        if not typing and [view.get("id") for view in self._views()] != list(saved):
            self.show_lines(views)

    def add(self) -> None:
        """Add an empty line and open it."""
        self._append_waiting(all=True)
        line = self._append({})
        line.open()
        assert line.rows is not None
        inputs = next(iter(line.rows.editors.values())).inputs()
        if inputs:
            inputs[0].setFocus()
        self.retranslate()

    def paste(self) -> None:
        """Add the lines of a text or table that a person pastes, after showing them."""
        dialog = PasteDialog(self.cls.__tablename__, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.add_lines(dialog.found)

    def add_lines(self, lines: list[View]) -> None:
        """Add lines with these values; they are not saved yet."""
        self._append_waiting(all=True)
        for values in lines:
            self._append({}).type_in(values)
        self.retranslate()
        self.changed.emit()

    def values(self) -> list[View]:
        """Return what must be saved: lines changed, added, and removed."""
        found: list[View] = [{"id": one, "deleted": True} for one in self._gone]
        position = 0
        for line in self.lines:
            position = max(position + 1, line.view.get("position") or 0) if not line.view.get("moved") else position + 1
            values = line.values(position)
            if values is not None:
                found.append(values)
        return found

    def retranslate(self) -> None:
        """Show names in the present language."""
        count = len(self._views())
        self._title.setText(f"{tr(self.cls.__plural__)} ({count})" if count else tr(self.cls.__plural__))
        self._add.setText(f"+ {tr(_ADD)}")
        self._paste.setText(tr(_PASTE))
        self._add.setAccessibleName(f"{tr(_ADD)}: {tr(self.cls.__label__)}")
        for line in self.lines:
            line.retranslate()

    def _views(self) -> list[View]:
        return [*(line.view for line in self.lines), *self._waiting]

    def _append_waiting(self, *, all: bool = False) -> None:
        count = len(self._waiting) if all else _AT_ONCE
        for view in self._waiting[:count]:
            self._append(view)
        del self._waiting[:count]
        if self._waiting:
            self._timer.start()

    def _append(self, view: View) -> OwnedLine:
        line = OwnedLine(self.cls, self._context, view)
        line.changed.connect(self.changed)
        line.removed.connect(self._remove)
        line.moved.connect(self._raise)
        self.lines.append(line)
        self._column.addWidget(line)
        return line

    def _remove(self, line: OwnedLine) -> None:
        self.lines.remove(line)
        if line.view.get("id"):
            self._gone.append(line.view["id"])
        line.setParent(None)
        line.deleteLater()
        self.retranslate()
        self.changed.emit()

    def _raise(self, line: OwnedLine) -> None:
        self._append_waiting(all=True)
        place = self.lines.index(line)
        if place == 0:
            return
        self.lines.insert(place - 1, self.lines.pop(place))
        self._column.removeWidget(line)
        self._column.insertWidget(place - 1, line)
        for one in self.lines:
            one.view["moved"] = True
        self.changed.emit()
