"""A form over the fields of a record and the lists that it owns: dirty state, errors beside their fields, saving."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import ChangedSince, CoopDeskError, InvalidValue
from coopdesk.fields import Field, Links, Prose, language_of
from coopdesk.i18n import N_, is_rtl, tr
from coopdesk.operations import record
from coopdesk.operations.record import View
from coopdesk.records import Record, fields_of, owned_by, plural_of
from coopdesk.records.base import owner_field
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.editors import Context, Editor, editor_for

_ADD, _REMOVE, _OPEN = N_("Add"), N_("Remove this line"), N_("Open or close this line")
_UP = N_("Move this line up")
_HIDDEN = ("audience", "position")


class FieldRows(QWidget):
    """The editors of one record or line, laid out in two columns; a bilingual pair stands side by side."""

    changed = Signal()

    def __init__(self, cls: type[Record], context: Context, left_out: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.fields = {one.name: one for one in fields_of(cls) if one.name not in (*_HIDDEN, *left_out)}
        self.editors: dict[str, Editor] = {}
        self._labels: dict[str, QLabel] = {}
        self._errors: dict[str, QLabel] = {}
        self._shown: View = {}
        self._cells = {one.name: self._cell(one, context) for one in self.fields.values()}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.SPACE)
        self._grid.setVerticalSpacing(theme.GAP + 2)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._arranged: bool | None = None
        self.retranslate()

    def _arrange(self) -> None:
        """Lay the cells out. English stands left and Arabic right in both directions of the window."""
        if self._arranged == is_rtl():
            return
        self._arranged = is_rtl()
        line = column = 0
        for declared in self.fields.values():
            half = language_of(declared)
            wide = isinstance(declared.kind, Prose | Links) and half is None
            if column == 1 and (wide or half == "en"):
                line, column = line + 1, 0
            place = column if half is None or not self._is_pair(declared.name) else int((half == "ar") != is_rtl())
            self._grid.addWidget(
                self._cells[declared.name], line, place, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop
            )
            column += 2 if wide else 1
            if column >= 2:
                line, column = line + 1, 0

    def _is_pair(self, name: str) -> bool:
        return f"{name[:-3]}_en" in self.fields and f"{name[:-3]}_ar" in self.fields

    def show_values(self, view: View) -> None:
        """Show a record; nothing counts as changed."""
        self._shown = {name: view.get(name) for name in self.fields}
        for name, editor in self.editors.items():
            editor.set_value(view.get(name))
        self.clear_errors()

    def changes(self) -> dict[str, Any]:
        """Return the plain values that a person changed."""
        found = {}
        for name, editor in self.editors.items():
            value, before = editor.value(), self._shown.get(name)
            if _text_of(value) != _text_of(before):
                found[name] = value
        return found

    def show_error(self, name: str, sentence: str) -> bool:
        """Show a sentence under its field and go there; False where the field is not in this form."""
        if name not in self._errors:
            return False
        self._errors[name].setText(sentence)
        self._errors[name].show()
        self.editors[name].mark(True)
        inputs = self.editors[name].inputs()
        if inputs:
            inputs[0].setFocus()
        return True

    def clear_errors(self) -> None:
        """Take all sentences away."""
        for name, error in self._errors.items():
            if error.text():
                error.clear()
                error.hide()
                self.editors[name].mark(False)

    def retranslate(self) -> None:
        """Show labels in the present language; what is typed stays."""
        self._arrange()
        for name, declared in self.fields.items():
            label = tr(declared.label)
            self._labels[name].setText(f"{label} *" if declared.required else label)
            self.editors[name].name(label)
            self.editors[name].retranslate()

    def _cell(self, declared: Field, context: Context) -> QWidget:
        cell = QWidget()
        cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        label, editor, error = QLabel(), editor_for(declared.kind, context), QLabel()
        label.setObjectName("label")
        label.setFont(sized(self.font(), theme.SMALL_PT))
        for one in (label, error):
            one.setTextFormat(Qt.TextFormat.PlainText)
            one.setWordWrap(True)
        error.setObjectName("error")
        error.hide()
        inputs = editor.inputs()
        if inputs:
            label.setBuddy(inputs[0])
        column.addWidget(label)
        column.addWidget(editor)
        column.addWidget(error)
        editor.changed.connect(self.changed)
        editor.refused.connect(lambda fault: self.show_error(declared.name, fault.message()))
        self._labels[declared.name], self._errors[declared.name] = label, error
        self.editors[declared.name] = editor
        return cell


def _text_of(value: Any) -> str:
    """Return a plain value as text, so that a number that was typed equals one that was stored; absent is empty."""
    return "" if value in (None, "", []) and value is not False else str(value)


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


class RecordForm(QWidget):
    """The form of one record. ``saved``: its view; ``stale``: names of fields that others changed; ``failed``: why."""

    changed = Signal()
    saved = Signal(object)
    stale = Signal(object)
    failed = Signal(object)

    def __init__(self, cls: type[Record], context: Context) -> None:
        super().__init__()
        self.cls, self._context = cls, context
        self.view: View = {}
        self.saving = False
        self._touched = 0
        self.rows = FieldRows(cls, context)
        self.lists = {plural_of(one): OwnedList(one, context) for one in owned_by(cls.__tablename__)}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.WIDE)
        layout.addWidget(self.rows)
        for one in self.lists.values():
            layout.addWidget(one)
            one.changed.connect(self._edited)
        layout.addStretch(1)
        self.rows.changed.connect(self._edited)

    def show_record(self, view: View) -> None:
        """Show a record, or an empty form for a new one."""
        self.view = view
        self.rows.show_values(view)
        for plural, one in self.lists.items():
            one.show_lines(view.get(plural, []))
        self.changed.emit()

    def focus_first(self) -> None:
        """Go to the first field."""
        inputs = next(iter(self.rows.editors.values())).inputs()
        if inputs:
            inputs[0].setFocus()

    def changes(self) -> View:
        """Return what must be saved; empty when nothing changed."""
        found: View = dict(self.rows.changes())
        for plural, one in self.lists.items():
            lines = one.values()
            if lines:
                found[plural] = lines
        return found

    @property
    def dirty(self) -> bool:
        """Whether something would be lost."""
        return bool(self.changes())

    def save(self, *, concurrent: bool = False, then: Callable[[], None] | None = None) -> None:
        """Save on the worker; typing goes on meanwhile and is kept. A second save waits for the first."""
        changes = self.changes()
        if self.saving or (not changes and self.view.get("id")):
            return
        if self.view.get("id"):
            changes |= {"id": self.view["id"], "_seen": self.view["_seen"]}
        self.rows.clear_errors()
        self.saving = True
        touched = self._touched

        def done(view: View) -> None:
            self.saving = False
            if self._touched == touched:
                self.show_record(view)
            else:
                self._go_on_from(view)
            self.saved.emit(view)
            if then is not None:
                then()

        name, store = self.cls.__tablename__, self._context.store
        self._context.tasks.write(
            lambda _: record.save(store, name, changes, concurrent=concurrent), done, self._refused, self._given_up
        )

    def retranslate(self) -> None:
        """Show labels in the present language; what is typed stays."""
        self.rows.retranslate()
        for one in self.lists.values():
            one.retranslate()

    def _go_on_from(self, view: View) -> None:
        """Keep what was typed while the save ran: the fields typed since stay changed against the saved record."""
        typed = {name: editor.value() for name, editor in self.rows.editors.items()}
        self.view = view
        self.rows.show_values(view)
        for name, value in typed.items():
            self.rows.editors[name].set_value(value)
        for plural, one in self.lists.items():
            saved = {line["id"]: line for line in view.get(plural, [])}
            known = {line.view.get("id") for line in one.lines}
            fresh = [line for id, line in saved.items() if id not in known]
            for line in one.lines:
                line.view = (
                    saved.get(line.view.get("id", ""), line.view)
                    if line.view.get("id")
                    else (fresh or [line.view]).pop(0)
                )
                if line.rows is not None:
                    kept = {name: editor.value() for name, editor in line.rows.editors.items()}
                    line.rows.show_values(line.view)
                    for name, value in kept.items():
                        line.rows.editors[name].set_value(value)
        self.changed.emit()

    def _edited(self) -> None:
        self._touched += 1
        self.changed.emit()

    def _given_up(self) -> None:
        self.saving = False

    def _refused(self, fault: CoopDeskError) -> None:
        self.saving = False
        if isinstance(fault, ChangedSince):
            self.stale.emit(fault)
            return
        if isinstance(fault, InvalidValue) and fault.field:
            plain = InvalidValue(fault.text, "", **fault.params)
            if self.rows.show_error(fault.field, plain.message()):
                return
        self.failed.emit(fault)
