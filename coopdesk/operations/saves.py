"""The history of a record as a person reads it: one entry for each save, with the fields that it changed, in words."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from coopdesk.calendars import moment
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Code, Field, Identifier, Line, Link, Links, Members, Tags
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations import history, record, rights
from coopdesk.operations.code_names import CodeNames, code_names
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles
from coopdesk.records import TYPES, fields_of, plural_of
from coopdesk.records.base import owner_field
from coopdesk.store import state as states
from coopdesk.store.home import Store

_DELETED, _PRESENT = N_("deleted", "record"), N_("present", "record")
_DIRECTORY = N_("The published directory")
_DELETION = N_("Deletion")
_OF_LINE = N_("{field} ({line})")
_NO_VALUE = N_("There is no earlier value to restore here.")
_MOST, _MOST_OF_LINE = 100_000, 60
"""The most characters that are told of a value, and of the title of a line."""


class Changed(NamedTuple):
    """One field that a save changed, as shown. ``part``: of the record: the field, or the list that the line is in.

    ``operation`` names the change; ``prose``: the values are texts, to be compared word by word; ``restorable``: the
    value before can be written again; ``reason``: why a conflict was decided so.
    """

    operation: str
    part: str
    field: str
    old: str
    new: str
    prose: bool
    restorable: bool
    reason: str = ""


class Saved(NamedTuple):
    """What one save wrote of a record. ``mine``: by the officer at work, at this desk; ``made``: with it the record
    began; ``operation`` names one of its changes, ``transaction`` the save itself."""

    operation: str
    transaction: str
    when: str
    who: str
    mine: bool
    made: bool
    changes: tuple[Changed, ...]

    @property
    def parts(self) -> list[str]:
        """What of the record it changed, each part once."""
        return list(dict.fromkeys(one.part for one in self.changes))


class Step(NamedTuple):
    """A save that can be taken back or made again: an operation of it, and the parts of the record that it changed."""

    operation: str
    parts: list[str]


@rights.needs(rights.READER)
def told(store: Store, type: str, id: str) -> list[Saved]:
    """Return what was saved of a record and of its lists, newest first, in the present language."""
    entries = history.entries(store, type, id)
    names = titles(store, _linked(type, entries))
    words = Words(type, names, code_names(store))
    saves: dict[str, list[View]] = {}
    for entry in entries:
        saves.setdefault(entry["transaction"], []).append(entry)
    first = entries[-1]["transaction"] if entries else ""
    found = []
    for name, group in saves.items():
        one = group[0]
        who = " · ".join(filter(None, (names.get(one["user"] or ""), one["desk"] and isolate(one["desk"]))))
        mine = one["user"] == store.officer and one["desk"] == store.desk
        changes = tuple(words.changed(entry) for entry in reversed(group) if not _is_noise(entry))
        found.append(
            Saved(one["operation"], name, moment(one["at"]), who or tr(_DIRECTORY), mine, name == first, changes)
        )
    return found


@rights.needs(rights.READER)
def next_steps(store: Store, saves: Sequence[Saved]) -> tuple[Step | None, Step | None]:
    """Return the save of the officer at work that undo takes back next, and the undo that redo takes back next.

    The making of the record is not among them: a record is deleted to be rid of it. What others saved in between
    stays in place; ``history.undo`` tells or refuses where they changed the same field.
    """
    undone = history.undone(store)
    back: list[Saved] = []
    again: list[Saved] = []
    for one in reversed(saves):
        target = undone.get(one.transaction)
        if not one.mine:
            continue
        if back and target == back[-1].transaction:
            again.append(one)
            back.pop()
        elif again and target == again[-1].transaction:
            back.append(one)
            again.pop()
        elif not one.made:
            back.append(one)
            again.clear()
    return _step(back), _step(again)


@rights.needs(rights.SECRETARY)
def undo_next(store: Store, type: str, id: str, *, again: bool = False) -> tuple[Step, list[str]] | None:
    """Take back the newest save of the officer at work that still stands; ``again``: what was taken back last.

    Returns what it was, and the fields that others changed since and that therefore stay; None where there is nothing.
    Raises ``Refused`` as ``history.undo`` does.
    """
    step = next_steps(store, told(store, type, id))[again]
    return None if step is None else (step, history.undo(store, step.operation))


@rights.needs(rights.SECRETARY)
def restore_value(store: Store, type: str, id: str, operation: str, seen: str | None) -> View:
    """Write again the value that a field had before a change, as a change of its own; return the record.

    ``seen``: what was on the screen, see ``record.save``. Raises ``NotFound``, ``Refused``, ``ChangedSince``.
    """
    entry = next((one for one in history.entries(store, type, id) if one["operation"] == operation), None)
    if entry is None:
        raise NotFound(history.NO_CHANGE, name=operation[:60])
    fields = register_fields(entry.get("of", type), entry["field"])
    if not fields:
        raise Refused(_NO_VALUE)
    old: Any = entry["old"]
    values: View = {one.name: _part(old, one) for one in fields}
    if isinstance(fields[0].kind, Members):
        values = {fields[0].name: {"remove": [entry["new"]]} if old is None else {"add": [old]}}
    if "line" in entry:
        line = {"id": entry["line"], "_seen": seen} | values
        values = {plural_of(TYPES[entry["of"]]): [line]}
    return record.save(store, type, {"id": id, "_seen": seen} | values)


class Words:
    """Puts changes into words. ``names``: titles by id; ``codes``: names by code."""

    def __init__(self, type: str, names: dict[str, str], codes: CodeNames) -> None:
        self._type, self._names, self._codes = type, names, codes

    def changed(self, entry: View) -> Changed:
        fields = register_fields(entry.get("of", self._type), entry["field"])
        label = part = " – ".join(tr(one.label) for one in fields) or tr(_DELETION)
        if "line" in entry:
            part = tr(TYPES[entry["of"]].__plural__)
            label = tr(_OF_LINE, line=self._names[entry["line"]][:_MOST_OF_LINE], field=label)
        prose = bool(fields) and isinstance(fields[0].kind, Line) and not isinstance(fields[0].kind, Identifier)
        old, new = (self.shown(entry[side], fields) for side in ("old", "new"))
        return Changed(
            entry["operation"], part, label, old, new, prose and len(fields) == 1, bool(fields), entry.get("reason", "")
        )  # fmt: skip

    def shown(self, value: Any, fields: tuple[Field, ...]) -> str:
        """Return what a person reads of a plain value of a register, empty where it is empty."""
        if not fields:
            return tr(_DELETED if value else _PRESENT)
        return " – ".join(filter(None, (self._one(one, _part(value, one)) for one in fields)))[:_MOST]

    def _one(self, one: Field, value: Any) -> str:
        if value in (None, ""):
            return ""
        if isinstance(one.kind, Link | Links):
            return self._names.get(value, str(value))
        if isinstance(one.kind, Code | Tags):
            return self._codes.read(one.kind, str(value))
        try:
            return one.kind.show(one.kind.parse([value] if isinstance(one.kind, Members) else value))
        except InvalidValue:
            return str(value)


def _linked(type: str, entries: Iterable[View]) -> set[str]:
    """Return the ids of all that is to be named: officers, lines, linked records."""
    found: set[str] = set()
    for entry in entries:
        found.update(filter(None, (entry["user"], entry.get("line"))))
        for one in register_fields(entry.get("of", type), entry["field"]):
            if isinstance(one.kind, Link | Links):
                found.update(filter(None, (_part(entry[side], one) for side in ("old", "new"))))
    return found


def _is_noise(entry: View) -> bool:
    """Tell whether a change says nothing to a person: to what record a line belongs, and at which place it began."""
    if "line" not in entry:
        return False
    link = owner_field(TYPES[entry["of"]])
    return (link is not None and entry["field"] == link.name) or (entry["field"] == "position" and entry["old"] is None)


def register_fields(type: str, name: str) -> tuple[Field, ...]:
    """Return the fields that share the register of the one named; none for the deletion of the record."""
    cls = TYPES[type]
    return next((states.group_of(cls, one.register) for one in fields_of(cls) if one.name == name), ())


def _part(value: Any, one: Field) -> Any:
    return value.get(one.name) if one.group is not None and isinstance(value, dict) else value


def _step(saves: Sequence[Saved]) -> Step | None:
    return Step(saves[-1].operation, saves[-1].parts) if saves else None
