"""Several values of one field, because people wrote it without seeing each other's: listing, showing, deciding.

The name of a conflict is its record and a hash of the register and of the operations that stand beside each other, the
same at every desk; so one is found without looking at any other. A decision covers exactly the values that were shown;
one that arrives later stands beside it again.
"""

import hashlib
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, func, select, text

from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Members
from coopdesk.history.operation import OpKind
from coopdesk.history.register import Head, Register
from coopdesk.i18n import N_
from coopdesk.operations import ceilings, freezing, rights
from coopdesk.operations.history import bundles_of, field_name, is_stepped, plain_value
from coopdesk.operations.offers import unseen
from coopdesk.operations.record import BY_STEPS, instant, refuse_frozen
from coopdesk.operations.record_types import View, labels
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY, Assessment
from coopdesk.records.base import CLASSIFIED, DELETED
from coopdesk.records.steps import Step
from coopdesk.store import state as states
from coopdesk.store.home import Store
from coopdesk.store.state import Name, RecordState
from coopdesk.store.tables import RECORD, REG, WRITER
from coopdesk.store.writing import Writing

_GONE = N_("There is no such conflict any more: it was decided, or another value came. Look at the list again.")
_NO_VALUE = N_("There is no value {n}. They are counted from 0.")
_MINISTRYS_STEP = N_("One of these steps is the Ministry's. The Ministry decides which one stands.")
_CHOOSE = N_("Keep one of the values, or give a new one.")
_WHOLE_MEMBER = N_("Of a set or a deletion, keep one of the two answers.")
_DELETED = N_("Deletion")
UNKNOWN_FIELD = N_("A field of a newer version")
_OPEN = text(
    "reg.conflict > 0 AND NOT EXISTS (SELECT 1 FROM held "
    "WHERE held.rid = reg.rid AND instr(held.live, ',' || reg.field || ',') = 0)"
)
"""Written out, so that the index of the registers in conflict serves. What a record that was cleared does not show is
decided when it is reopened."""


class _Conflict(NamedTuple):
    state: RecordState
    name: Name
    heads: list[Head]


@rights.needs(rights.READER)
def conflicts(store: Store, record: str | None = None, limit: int | None = None) -> list[View]:
    """Return the open conflicts: id, type, record, field, how many values; those of one record lie together.

    ``record``: only those of it and of its lists; ``limit``: only so many, those of the newest records.
    """
    among = () if record is None else ((RECORD.c.id == record) | (RECORD.c.owner == record),)
    with store.reading() as connection:
        unseen_now = unseen.hidden(connection, Assessment, store.officer)
        found = [_told(row) for row in _rows(connection, *among, limit=limit) if row.id not in unseen_now]
        named = titles_in(connection, list(dict.fromkeys(one["record"] for one in found)))
    return [one | {"title": named[one["record"]]} for one in found]


@rights.needs(rights.READER)
def count(store: Store) -> int:
    """Return how many conflicts are open."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(REG).where(_OPEN)).scalar_one()


@rights.needs(rights.READER)
def show(store: Store, id: str) -> View:
    """Return a conflict with its values, the one that is shown first; ``base``: what they all replaced.

    Raises ``NotFound`` where it was decided, or another value came.
    """
    with store.reading() as connection:
        one, told = _find(connection, id, store.officer)
        names = {bytes(row.name): row.desk for row in connection.execute(select(WRITER.c.name, WRITER.c.desk))}
        made = {(op.writer, op.n): op for op in states.operations(connection, rid=one.state.rid)}
        came = bundles_of(connection, one.state.rid)
        values = []
        for head in one.heads:
            replaced = [made[w, n] for w, n, _ in head.ctx if (w, n) in made]
            values.append({
                "value": _value(one, head),
                "user": str(UUID(bytes=head.user)) if head.user else None,
                "desk": names.get(head.writer),
                "at": instant(head.hlc >> 16),
                "replaced": [_value(one, op) for op in replaced],
                "bundle": came.get(head.entry),
            })  # fmt: skip
        common = set.intersection(*({(w, n) for w, n, _ in head.ctx} for head in one.heads))
        base = max((made[dot] for dot in common if dot in made), key=lambda op: op.hlc, default=None)
        return told | {"values": values, "base": _value(one, base) if base is not None else None}


@rights.needs(rights.OFFICER)
def resolve(store: Store, id: str, *, keep: int | None = None, value: Any = None, reason: str = "") -> None:
    """Decide a conflict: keep the value of that place, or write a new one. Raises ``NotFound``, ``InvalidValue``."""
    with store.writing() as writing:
        one, _ = _find(writing.connection, id, store.officer)
        if is_stepped(one.state.cls, one.name[0]):
            _check_stage(store, one, keep)
        else:
            record = writing.session.scalars(
                select(one.state.cls).where(one.state.cls.id == one.state.id)
            ).one_or_none()
            if record is not None:
                refuse_frozen(writing, record)
        _resolve(writing, one, keep, value, reason)
        if one.name[0] == CLASSIFIED and reason.strip():
            _give_reason(writing, one.state, reason.strip())
        ceilings.check(store, writing)
    freezing.settle(store)


def _give_reason(writing: Writing, state: RecordState, reason: str) -> None:
    """Let the reason of a decision on a degree be why it is lower than it was."""
    record = writing.session.scalars(select(state.cls).where(state.cls.id == state.id)).one()
    record.degree_reason = reason


def _check_stage(store: Store, one: _Conflict, keep: int | None) -> None:
    """Raise ``Refused`` where the person at work may not choose between these steps: who keeps one needs the role for
    it, and only the Ministry passes over one of its own."""
    ways = [_step_of(one, head) for head in one.heads]
    if any(step.ministry for step in ways if step is not None) and not store.is_ministry:
        raise Refused(_MINISTRYS_STEP)
    kept = ways[keep] if keep is not None and 0 <= keep < len(ways) else None
    if kept is not None:
        rights.require(store, kept.role)


def _step_of(one: _Conflict, head: Head) -> Step | None:
    """Return the step that led to the stage which a value names."""
    wire = one.state.value(head, one.name)
    stage = states.part_of(one.state.cls, states.group_of(one.state.cls, one.name[0])[0], wire)
    return next((step for step in one.state.cls.__steps__ if step.target == stage), None)


def _resolve(writing: Writing, one: _Conflict, keep: int | None, value: Any, reason: str) -> None:
    if keep is not None and not 0 <= keep < len(one.heads):
        raise InvalidValue(_NO_VALUE, n=keep)
    if keep is None and value is None:
        raise InvalidValue(_CHOOSE)
    number, state = one.name[0], one.state
    if number == DELETED:
        if keep is None:
            raise InvalidValue(_WHOLE_MEMBER)
        writing.delete(state.id, undo=one.heads[keep].kind != OpKind.DEL)
        return
    group = states.group_of(state.cls, number)
    context = state.slots[one.name].register.context()
    if group and isinstance(group[0].kind, Members):
        if keep is None:
            raise InvalidValue(_WHOLE_MEMBER)
        wire = state.value(one.heads[keep], one.name)
        writing.write(state, one.name, OpKind.ELEM, wire, context)
        return
    if keep is None and is_stepped(state.cls, number):
        raise Refused(BY_STEPS, field=group[0].label)
    wire = state.value(one.heads[keep], one.name) if keep is not None else _wire(state, number, value)
    writing.write(state, one.name, OpKind.RESOLVE, [wire, reason.strip()], context)


def _rows(connection: Connection, *among: ColumnElement[bool], limit: int | None = None) -> list[Row[Any]]:
    wanted = (
        select(RECORD.c.id, RECORD.c.entity, REG.c.field, REG.c.key, REG.c.state, REG.c.conflict)
        .join(RECORD, RECORD.c.rid == REG.c.rid)
        .where(_OPEN, RECORD.c.entity.in_(BY_ENTITY), *among)
        .order_by(REG.c.rid.desc(), REG.c.id.desc())
        .limit(limit)
    )
    return list(connection.execute(wanted))


def _named(row: Row[Any]) -> str:
    """Return the name of a conflict."""
    heads = ".".join(f"{w.hex()}.{n}.{h.hex()}" for w, n, h in (one.entry for one in Register.decode(row.state).heads))
    return f"{row.id}.{hashlib.sha256(f'{row.field}/{row.key}/{heads}'.encode()).hexdigest()[:16]}"


def _answers(state: RecordState, name: Name, heads: list[Head]) -> list[Head]:
    """Return the values to choose from; of a deletion that others did not see, the record as it stands comes first."""
    if name[0] != DELETED or any(head.kind != OpKind.DEL for head in heads):
        return heads
    edits = [head for other, slot in state.slots.items() if other[0] != DELETED for head in slot.register.heads]
    seen = {entry for head in heads for _, _, context in head.saw for entry in context}
    unseen = [head for head in edits if head.entry not in seen]
    return [max(unseen, key=lambda head: head.hlc), heads[0]] if unseen else heads


def _find(connection: Connection, id: str, officer: str | None) -> tuple[_Conflict, View]:
    for row in _rows(connection, RECORD.c.id == id.partition(".")[0]):
        if _named(row) == id and row.id not in unseen.hidden(connection, Assessment, officer):
            name = (row.field, row.key)
            state = states.load_many(connection, [row.id])[row.id]
            heads = list(state.slots[name].register.values) if name[0] == DELETED else state.distinct(name)
            return _Conflict(state, name, _answers(state, name, heads)), _told(row)
    raise NotFound(_GONE)


def _told(row: Row[Any]) -> View:
    cls = BY_ENTITY[row.entity]
    group = states.group_of(cls, row.field)
    label = group[0].label if group else _DELETED if row.field == DELETED else UNKNOWN_FIELD
    return {
        "id": _named(row), "type": cls.__tablename__, "record": row.id, "field": field_name(cls, row.field),
        "count": row.conflict, **labels(label),
    }  # fmt: skip


def _value(one: _Conflict, head: Any) -> Any:
    if one.name[0] == DELETED:
        return head.kind == OpKind.DEL
    return plain_value(one.state.cls, one.name[0], one.state.value(head, one.name), one.name[1])


def _wire(state: RecordState, number: int, value: Any) -> Any:
    """Return the wire value of a plain value that a person typed; raises ``InvalidValue``."""
    group = states.group_of(state.cls, number)
    if group[0].group is None:
        return group[0].kind.pack(group[0].kind.parse(value))
    given = value if isinstance(value, dict) else {}
    return [one.kind.pack(one.kind.parse(given.get(one.name))) for one in group]
