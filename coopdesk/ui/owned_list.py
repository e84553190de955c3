"""The lists that a record owns, inside its form: lines in order, each opens in place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, is_rtl, tr
from coopdesk.operations.record import View
from coopdesk.records import Record
from coopdesk.records.base import owner_field
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.pickers import Context

_ADD, _REMOVE, _OPEN = N_("Add"), N_("Remove this line"), N_("Open or close this line")
_UP = N_("Move this line up")


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
        self.position: int | None = view.get("position")
        self._head = QToolButton()
        self._head.setCheckable(True)
        self._head.setObjectName("line-head")
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
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
        found = self.rows.changes() if self.rows is not None else {}
        if position != self.view.get("position"):
            found["position"] = position
        if not self.view.get("id"):
            return found if set(found) - {"position"} else None
        return found | {"id": self.view["id"], "_seen": self.view["_seen"]} if found else None

    def retranslate(self) -> None:
        """Show names in the present language."""
        values = self.view | (self.rows.changes() if self.rows is not None else {})
        title = next((str(values[name]) for name in self._cls.__title__ if values.get(name)), tr(self._cls.__label__))
        self._head.setText(" ".join(title.split())[:90])
        closed = Qt.ArrowType.LeftArrow if is_rtl() else Qt.ArrowType.RightArrow
        self._head.setArrowType(Qt.ArrowType.DownArrow if self._head.isChecked() else closed)
        self._head.setAccessibleName(f"{tr(_OPEN)}: {title[:90]}")
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
        self._title, self._add = QLabel(), QPushButton()
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._add.clicked.connect(self.add)
        bar = QHBoxLayout()
        bar.addWidget(self._title, 1)
        bar.addWidget(self._add)
        self._column = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.GAP, 0, 0)
        layout.addLayout(bar)
        layout.addLayout(self._column)
        self.retranslate()

    def show_lines(self, views: list[View]) -> None:
        """Show the lines of a record."""
        for line in self.lines:
            line.setParent(None)
            line.deleteLater()
        self.lines, self._gone = [], []
        for view in views:
            self._append(view)
        self.retranslate()

    def add(self) -> None:
        """Add an empty line and open it."""
        line = self._append({})
        line.open()
        assert line.rows is not None
        inputs = next(iter(line.rows.editors.values())).inputs()
        if inputs:
            inputs[0].setFocus()
        self.retranslate()

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
        count = f" ({len(self.lines)})" if self.lines else ""
        self._title.setText(f"{tr(self.cls.__plural__)}{count}")
        self._add.setText(f"+ {tr(_ADD)}")
        self._add.setAccessibleName(f"{tr(_ADD)}: {tr(self.cls.__label__)}")
        for line in self.lines:
            line.retranslate()

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
        place = self.lines.index(line)
        if place == 0:
            return
        self.lines.insert(place - 1, self.lines.pop(place))
        self._column.removeWidget(line)
        self._column.insertWidget(place - 1, line)
        for one in self.lines:
            one.view["moved"] = True
        self.changed.emit()
