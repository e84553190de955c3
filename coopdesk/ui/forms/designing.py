"""A form template that is being designed in the window: its rows, that they are saved, and what is wrong with them."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from coopdesk.errors import ChangedSince
from coopdesk.i18n import N_, tr
from coopdesk.operations import record, seen
from coopdesk.operations.forms import templates
from coopdesk.operations.forms.design import Design, Row, State, Step
from coopdesk.operations.record_types import View
from coopdesk.ui.context import Context
from coopdesk.ui.forms.saving import Saving
from coopdesk.ui.trail import REDO_THAT, UNDO_THAT

if TYPE_CHECKING:
    from collections.abc import Callable

    from coopdesk.interchange.xlsform.check import Checked, Fault

UNDO, REDO = N_("Undo"), N_("Redo")
_CHECK_AFTER = 400
"""Milliseconds after the last change until it is looked what is wrong."""


class Designing(Saving):
    """``changed``: the rows stand otherwise; ``checked``: what is wrong was found again; ``walked``: something was
    taken back or done again that is about a row."""

    changed, checked, walked = Signal(), Signal(), Signal(int)

    def __init__(self, context: Context, view: View, parent: QObject) -> None:
        super().__init__(context.tasks, parent)
        self._store = context.store
        self.view, self.design = view, Design(view)
        self._seen = self._saved_at = view["_seen"]
        self.found: Checked | None = None
        self.faults: dict[int, list[Fault]] = {}
        self._checking = QTimer(self, singleShot=True, interval=_CHECK_AFTER)
        self._checking.timeout.connect(self.check)
        self.check()

    @property
    def state(self) -> State:
        """The rows as they stand."""
        return self.design.state

    def knows(self, view: View) -> bool:
        """Tell whether a record as it was read brings nothing new: it was read before the last save, or holds what that
        saved. The page reads it beside the saves, so that what it shows may be older than they are."""
        return self.dirty or seen.place(view["_seen"]) < seen.place(self._saved_at) or self.design.is_stored(view)

    def do(self, act: "Callable[..., Any]", *args: Any, **more: Any) -> Any:
        """Let an act change the rows; returns what it does."""
        before = self.design.state
        found = act(self.design, *args, **more)
        if self.design.state != before:
            self._touched()
        return found

    @property
    def holds(self) -> bool:
        """Whether something was done here: what was saved is then the same, and is not taken back a second time."""
        return self.can_undo or self.can_redo

    @property
    def can_undo(self) -> bool:
        """Whether something was done that was not taken back."""
        return self.design.next_undo is not None

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back that was not done again."""
        return self.design.next_redo is not None

    @property
    def undo_text(self) -> str:
        """What a menu calls taking back."""
        step = self.design.next_undo
        return tr(UNDO_THAT, what=tr(step.name)) if step is not None else tr(UNDO)

    @property
    def redo_text(self) -> str:
        """What a menu calls doing again."""
        step = self.design.next_redo
        return tr(REDO_THAT, what=tr(step.name)) if step is not None else tr(REDO)

    def undo(self) -> bool:
        """Take back what was done last."""
        return self._walk(Design.undo)

    def redo(self) -> bool:
        """Do again what was taken back last."""
        return self._walk(Design.redo)

    def _walk(self, walk: "Callable[[Design], Step | None]") -> bool:
        step = walk(self.design)
        if step is not None:
            self._touched()
            self.walked.emit(step.key)
        return step is not None

    def _saves(self) -> "Callable[[], bool]":
        state, store = self.state, self._store

        def save() -> bool:
            values = {"id": self.view["id"], **self.design.changes(state)}
            values |= self._lines_seen(values)
            beside = False
            try:
                view = record.save(store, "form_template", values)
            except ChangedSince:
                view, beside = record.save(store, "form_template", values, concurrent=True), True
            self.design.stored(view, state)
            self._saved_at = view["_seen"]
            if not self.design.changes(state):
                self._seen = view["_seen"]
            return beside

        return save

    def _lines_seen(self, values: View) -> View:
        """Return the lists with what was on the screen of each line that is there already."""
        return {
            sheet: [{**one, "_seen": self._seen} if one.get("id") else one for one in lines]
            for sheet, lines in values.items() if isinstance(lines, list)
        }  # fmt: skip

    def check(self) -> None:
        """Find on the worker what is wrong with the form as it stands."""
        self._checking.stop()
        state, settings, version = self.state, self.view, self._version

        def work(_: object) -> "Checked":
            return templates.check_rows(settings, *([dict(one.cells) for one in rows] for rows in state))

        def show(found: "Checked") -> None:
            if version != self._version:
                return
            self.found, self.faults = found, {}
            for fault in found.faults:
                row = _row_of(state, fault)
                self.faults.setdefault(row.key if row is not None else 0, []).append(fault)
            self.checked.emit()

        self._tasks.read(work, show, lambda _: None)

    def _touched(self) -> None:
        self._checking.start()
        super()._touched()
        self.changed.emit()


def _row_of(state: State, fault: "Fault") -> Row | None:
    """Return the question at which a fault is told; one of a choice, at the first question that lets choose it."""
    from coopdesk.operations.forms import question_kinds as kinds

    place = fault.row - 2
    if fault.sheet == "survey" and 0 <= place < len(state.questions):
        return state.questions[place]
    if fault.sheet == "choices" and 0 <= place < len(state.choices):
        wanted = state.choices[place]["list_name"]
        return next((one for one in state.questions if kinds.list_of(one.cells) == wanted), None)
    return None
