"""A form template while it is designed: its rows, and what of them is to be saved.

It knows nothing of a window or a store: rows are added, moved and renamed here, each act can be taken back, and what
differs from what is stored is told as lists that ``record.save`` takes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from coopdesk.i18n import Text
from coopdesk.operations.record_types import View

Cells = Mapping[str, str]
_QUESTION = (
    "type", "name", "label_en", "label_ar", "hint_en", "hint_ar", "required", "relevant", "constraint", "constraint_en",
    "constraint_ar", "required_en", "required_ar", "calculation", "default", "choice_filter", "repeat_count",
    "read_only", "trigger", "appearance", "parameters", "criterion", "weight", "more",
)  # fmt: skip
_CHOICE = ("list_name", "name", "label_en", "label_ar", "score", "more")
_SHEETS = {"form_questions": _QUESTION, "form_choices": _CHOICE}
_MOST_STEPS = 200


@dataclass(frozen=True)
class Row:
    """A row as it stands; ``key``: what it is known by as long as it is designed."""

    key: int
    cells: Cells

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


class State(NamedTuple):
    """Both sheets at one moment."""

    questions: tuple[Row, ...] = ()
    choices: tuple[Row, ...] = ()


class Step(NamedTuple):
    """An act that can be taken back, or be done again. ``name``: what a menu calls it; ``key``: the row that it was
    about; ``state``: how the rows stood on its other side; ``act``: what joins letters that are typed on."""

    name: Text
    key: int
    state: State
    act: object = None


class Design:
    """The rows of one template. ``state``: as they stand; every change puts another one there."""

    def __init__(self, view: View) -> None:
        self._next = 0
        self._ids: dict[int, str] = {}
        self._there: dict[str, dict[str, View]] = {}
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self.state = State(*(self._rows(view, sheet) for sheet in _SHEETS))
        self.stored(view, self.state)

    def _rows(self, view: View, sheet: str) -> tuple[Row, ...]:
        found = []
        for line in view.get(sheet) or ():
            row = Row(self.key(), {name: str(line[name]) for name in _SHEETS[sheet] if line.get(name)})
            self._ids[row.key] = line["id"]
            found.append(row)
        return tuple(found)

    def key(self) -> int:
        """Return what a new row is known by."""
        self._next += 1
        return self._next

    # what is to be saved

    @property
    def dirty(self) -> bool:
        """Whether something is not saved yet."""
        return bool(self.changes(self.state))

    def is_stored(self, view: View) -> bool:
        """Tell whether a record holds the rows as they were stored last."""
        return all(
            {one["id"]: {name: one.get(name) or None for name in there} for one in view.get(sheet) or ()}
            == {id: {name: line[name] for name in there} for id, line in self._there[sheet].items()}
            for sheet, there in ((sheet, (*names, "position")) for sheet, names in _SHEETS.items())
        )

    def changes(self, state: State) -> dict[str, list[View]]:
        """Return what is to be saved, by the lists of the record."""
        found = {}
        for (sheet, names), rows in zip(_SHEETS.items(), state, strict=True):
            there, held = self._there[sheet], {self._ids.get(one.key) for one in rows}
            lines: list[View] = [{"id": id, "deleted": True} for id in there if id not in held]
            for place, row in enumerate(rows, 1):
                id = self._ids.get(row.key, "")
                before = there.get(id, {})
                wanted: View = {name: row.cells.get(name) or None for name in names} | {"position": place}
                changed = {name: value for name, value in wanted.items() if value != before.get(name)}
                if changed:
                    lines.append(changed | ({"id": id} if before else {}))
            if lines:
                found[sheet] = lines
        return found

    def stored(self, view: View, state: State) -> None:
        """Take in that rows were saved, and which ids new ones have got."""
        for (sheet, names), rows in zip(_SHEETS.items(), state, strict=True):
            lines = view.get(sheet) or ()
            self._there[sheet] = {
                one["id"]: {name: one.get(name) or None for name in (*names, "position")} for one in lines
            }
            known = {self._ids.get(one.key) for one in rows}
            made = iter([one["id"] for one in lines if one["id"] not in known])
            for row in rows:
                if self._ids.get(row.key) not in self._there[sheet]:
                    self._ids[row.key] = next(made, "")

    def id_of(self, row: Row) -> str:
        """Return the id of a row, empty where it is not stored yet."""
        return self._ids.get(row.key, "")

    # taking back

    def put(self, state: State, name: Text, key: int = 0, act: object = None) -> None:
        """Let the rows stand so. Acts that are equal, and not None, are one step, as letters of one text are."""
        if state == self.state:
            return
        self._undone.clear()
        if not (self._done and act is not None and self._done[-1].act == act):
            self._done = [*self._done[1 - _MOST_STEPS :], Step(name, key, self.state, act)]
        self.state = state

    def rest(self) -> None:
        """Let what is typed from now on be a step of its own: another field is gone to."""
        if self._done:
            self._done[-1] = self._done[-1]._replace(act=None)

    @property
    def next_undo(self) -> Step | None:
        """What was done last, and can be taken back."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> Step | None:
        """What was taken back last, and can be done again."""
        return self._undone[-1] if self._undone else None

    def undo(self) -> Step | None:
        """Take back what was done last; returns it."""
        return self._walk(self._done, self._undone)

    def redo(self) -> Step | None:
        """Do again what was taken back last; returns it."""
        return self._walk(self._undone, self._done)

    def _walk(self, source: list[Step], goal: list[Step]) -> Step | None:
        if not source:
            return None
        step = source.pop()
        goal.append(step._replace(state=self.state, act=None))
        self.state = step.state
        return step
