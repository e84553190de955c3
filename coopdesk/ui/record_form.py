"""A form over the fields of a record and the lists that it owns: dirty state, refusals, saving."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.errors import ChangedSince, CoopDeskError, InvalidValue
from coopdesk.i18n import Text, tr
from coopdesk.operations import cautions, held, reach, record
from coopdesk.operations.record_types import View
from coopdesk.records import Record, ReportOpinion, plural_of, shown_with
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.field_cell import Conflict
from coopdesk.ui.field_rows import FieldRows
from coopdesk.ui.opinion_list import OpinionList
from coopdesk.ui.owned_list import OwnedList
from coopdesk.ui.section_bar import Progress
from coopdesk.ui.sections import SECTIONS
from coopdesk.ui.trail import Trail, go_to


class RecordForm(QWidget):
    """The form of one record. ``saved``: its view; ``stale``: names of fields that others changed; ``failed``: why;
    ``asks``: whether to save what others gain or lose sight of, or what is above what a desk may hold, in a sentence,
    and what saves it."""

    changed = Signal()
    saved = Signal(object)
    stale = Signal(object)
    failed = Signal(object)
    asks = Signal(str, object)

    def __init__(self, cls: type[Record], context: Context) -> None:
        super().__init__()
        self.cls, self._context = cls, context
        self.view: View = {}
        self.saving = False
        self._touched = 0
        self._agreed: tuple[str, str] | None = None
        self.trail = Trail()
        self.rows = FieldRows(cls, context, self.trail, sections=SECTIONS.get(cls.__tablename__, ()), sliced=True)
        self.lists = {
            plural_of(one): (OpinionList if one is ReportOpinion else OwnedList)(one, context, self.trail)
            for one in shown_with(cls.__tablename__)
        }
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
        self.trail.clear()
        self.rows.show_values(view)
        for plural, one in self.lists.items():
            one.show_lines(view.get(plural, []))
        self.changed.emit()

    def renew(self, view: View) -> None:
        """Show what others changed of the record, unless something would be lost."""
        if view["id"] == self.view.get("id") and not self.saving and not self.dirty:
            self._remember()
            self._go_on_from(view, typing=False)

    def tell_conflicts(self, found: Mapping[tuple[str, str], Conflict]) -> None:
        """Mark the fields that hold several values, by record and field: of the record and of its lists."""
        id = self.view.get("id")
        self.rows.tell_conflicts({field: one for (record, field), one in found.items() if record == id})
        for each in self.lists.values():
            each.tell_conflicts(found)

    def focus_first(self) -> None:
        """Go to the first field."""
        self.rows.focus_first()

    def focus_on(self, name: str) -> bool:
        """Go to a field, or to the end of a list; tell whether there is one of that name."""
        editor = self.rows.editors.get(name)
        inputs = [self.lists[name].buttons[0]] if name in self.lists else editor.inputs() if editor is not None else []
        if inputs:
            self.rows.finish()
            go_to(inputs[0])
        return bool(inputs)

    def changes(self) -> View:
        """Return what must be saved; empty when nothing changed."""
        found: View = dict(self.rows.changes())
        for plural, one in self.lists.items():
            lines = one.values()
            if lines:
                found[plural] = lines
        return found

    def progress(self) -> list[Progress]:
        """Return how far each section is, the lists after the fields."""
        lists = [Progress(tr(one.cls.__plural__), len(one.lines), -1, False) for one in self.lists.values()]
        return [*self.rows.progress(), *lists]

    def place_of(self, section: int) -> QWidget:
        """Return the widget with which a section of ``progress`` begins."""
        self.rows.finish()
        return [*self.rows.headings, *self.lists.values()][section]

    def headings_of(self, widget: QWidget) -> list[Text | str]:
        """Return what may stand over the place of a widget on paper, the nearest first."""
        for one in self.lists.values():
            if one.isAncestorOf(widget):
                titles = [line.title() for line in one.lines if line.box is not None and line.box.isAncestorOf(widget)]
                return [*titles, one.cls.__plural__]
        return self.rows.headings_of(widget)

    def type_in(self, changes: View, seen: str | None) -> None:
        """Put changes into the form as if a person had just typed them, having seen the record as ``seen`` tells."""
        if seen is not None:
            self.view = self.view | {"_seen": seen}
        self.rows.type_in(changes)
        for plural, one in self.lists.items():
            one.type_in(changes.get(plural, []))
        self._edited()

    @property
    def dirty(self) -> bool:
        """Whether something would be lost."""
        return self.rows.dirty or any(one.dirty for one in self.lists.values())

    def save(self, *, concurrent: bool = False, then: Callable[[], None] | None = None) -> None:
        """Save on the worker; typing goes on meanwhile and is kept. A second save waits for the first."""
        changes = self.changes()
        if self.saving or (not changes and self.view.get("id")):
            return
        asked = self._asked_of(changes)
        if asked is not None and asked != self._agreed:
            self._ask(asked, lambda: self.save(concurrent=concurrent, then=then))
            return
        self._agreed = None
        if self.view.get("id"):
            changes |= {"id": self.view["id"], "_seen": self.view["_seen"]}
        self.rows.clear_errors()
        self.saving = True
        touched = self._touched
        self._remember()

        def done(view: View) -> None:
            self.saving = False
            self._go_on_from(view, typing=self._touched != touched)
            self.saved.emit(view)
            if then is not None:
                then()

        name, store = self.cls.__tablename__, self._context.store
        self._context.tasks.write(
            lambda _: record.save(store, name, changes, concurrent=concurrent), done, self._refused, self._given_up
        )

    def _asked_of(self, changes: View) -> tuple[str, str] | None:
        """Return the change that a person agrees to before it is saved: of the audience, of what a desk may hold; all,
        without a name, where there may be something to tell of it."""
        names = ("audience", "ceiling") if self.view.get("id") else ()
        found = ((name, str(changes[name])) for name in names if changes.get(name) is not None)
        return next(found, ("", str(changes)) if cautions.asks(self.cls.__tablename__, changes) else None)

    def _ask(self, asked: tuple[str, str], save: Callable[[], None]) -> None:
        """Tell what a change does before it is saved: who gains and loses sight of the record, what a desk holds that
        is higher. Saving again agrees to it."""
        name, store, view, (field, value) = self.cls.__tablename__, self._context.store, self.view, asked
        values = view | self.changes()

        def agree() -> None:
            self._agreed = asked
            save()

        def read(_: Any) -> list[str]:
            if not field:
                return cautions.before_save(store, name, values)
            if field == "ceiling":
                return held.told(held.above(store, view["code"] or "", value))
            change = reach.change(store, name, view["id"], value)
            return reach.told(change) if change.gains or change.loses else []

        def show(told: list[str]) -> None:
            self._agreed = asked
            if told:
                self.asks.emit(" ".join(told), agree)
            else:
                save()

        self._context.tasks.read(read, show, lambda _: agree())

    def retranslate(self) -> None:
        """Show labels in the present language; what is typed stays."""
        self.rows.retranslate()
        for one in self.lists.values():
            one.retranslate()

    def _remember(self) -> None:
        self.rows.remember()
        for one in self.lists.values():
            one.remember()

    def _go_on_from(self, view: View, *, typing: bool) -> None:
        """Take a record as it is stored now. What was typed since ``_remember`` stays, and stays changed."""
        self.view = view
        self.rows.go_on_from(view)
        for plural, one in self.lists.items():
            one.go_on_from(view.get(plural, []), typing=typing)
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
