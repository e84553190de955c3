"""The history of a record: every change, what the record was then, and the undoing of one.

An undo is a change like any other. That it was one is remembered at this desk alone, for the sake of redo.
"""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from coopdesk.errors import NotFound, Refused
from coopdesk.fields import Members, parse_id
from coopdesk.history.operation import ENTRY, Operation, OpKind
from coopdesk.history.register import PUBLISHED
from coopdesk.i18n import N_, tr
from coopdesk.operations import ceilings, owned_lines, rights
from coopdesk.operations.offers import unseen
from coopdesk.operations.record import BY_STEPS, NO_RECORD, instant, refuse_frozen
from coopdesk.operations.record_types import View, record_type
from coopdesk.records import Assessment, Record, fields_of, owned_by, plural_of
from coopdesk.records.base import DELETED
from coopdesk.records.steps import moved_by
from coopdesk.store import state as states
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import BUNDLE, META, OP, RECORD, SEGMENT, WRITER
from coopdesk.store.writing import ERASED, Writing

NO_CHANGE = N_("There is no change “{name}” at this desk.")
_NOTHING_TO_UNDO = N_("Nothing of this change can be undone: others have changed it since.")
_PUBLISHED = N_("This came with CoopDesk itself and is not undone. Change or delete the record instead.")
_THE_MAKING = N_("With this change the desk was made; it is not undone. Change the record instead.")
_NEWEST = select(func.max(OP.c.seq))
_UNDONE = "undone/"
"""What the key of an undo begins with: it names the undo, its value what was undone."""


@rights.needs(rights.READER)
def history(store: Store, type: str, id: str) -> list[View]:
    """Return every change of a record and of its owned lists, newest first."""
    found = entries(store, type, id)
    for entry in found:
        del entry["transaction"]
    return found


@rights.needs(rights.READER)
def entries(store: Store, type: str, id: str, *, owned: bool = True) -> list[View]:
    """Return what ``history`` does, and of each change the ``transaction`` that made it with others. ``owned``: also
    of owned lists, which may be long."""
    cls = record_type(type)
    found: list[View] = []
    with store.session() as session:
        state = states.load(session.connection(), parse_id(id))
        if state is None or state.cls is not cls:
            raise NotFound(NO_RECORD, type=tr(cls.__label__), id=id[:60])
        lines = owned_lines.owned_ids(session, parse_id(id)) if owned else []
        for one in _seen(session, store.officer, [parse_id(id), *lines]):
            found += _history_of(session, one)
    found.sort(key=lambda entry: (entry["_hlc"], entry["operation"]), reverse=True)
    for entry in found:
        del entry["_hlc"]
    return found


@rights.needs(rights.READER)
def undone(store: Store) -> dict[str, str]:
    """Return of each transaction of this desk that was an undo which transaction it undid."""
    with store.reading() as connection:
        rows = connection.execute(select(META.c.key, META.c.value).where(META.c.key.startswith(_UNDONE)))
        return {key.removeprefix(_UNDONE): bytes(value).decode() for key, value in rows}


@rights.needs(rights.READER)
def as_of(store: Store, type: str, id: str, operation: str = "") -> View:
    """Return a record with its lists as it stood after the transaction of an operation, as ``record.show`` does.

    Without an operation: with all that arrived, also what a cleared record does not show. What was deleted then is
    left out of the lists. Raises ``NotFound``.
    """
    cls = record_type(type)
    with store.session() as session:
        connection = session.connection()
        last = _end_of(connection, operation) if operation else connection.execute(_NEWEST).scalar()
        state = states.at(connection, parse_id(id), last or 0)
        if state is None or state.cls is not cls:
            raise NotFound(NO_CHANGE, name=operation[:60])
        view = _view_then(state)
        for one in owned_by(type):
            view[plural_of(one)] = []
        for line in _seen(session, store.officer, owned_lines.owned_ids(session, state.id)):
            then = states.at(connection, line, last or 0)
            if then is not None and not then.hidden:
                view[plural_of(then.cls)].append(_view_then(then))
    for one in owned_by(type):
        view[plural_of(one)].sort(key=lambda line: (line["position"] is None, line["position"] or 0, line["id"]))
    return view


def _seen(session: Session, officer: str | None, ids: list[str]) -> list[str]:
    """Return of some records those that may be seen now."""
    unseen_now = unseen.hidden(session, Assessment, officer)
    return [one for one in ids if one not in unseen_now]


def _end_of(connection: Connection, operation: str) -> int | None:
    """Return the last operation, in the order of this desk, of the transaction to which one belongs."""
    number, _, n = operation.partition(".")
    dot = (OP.c.writer == _int(number), OP.c.n == _int(n))
    txn = connection.execute(select(OP.c.txn).where(*dot)).scalar()
    same = select(func.max(OP.c.seq)).where(OP.c.writer == _int(number), OP.c.txn == txn)
    return connection.execute(same).scalar() if txn is not None else None


def _view_then(state: states.RecordState) -> View:
    fields = fields_of(state.cls)
    values = state.stored_values(fields)
    view: View = {"type": state.cls.__tablename__, "id": state.id}
    if state.hidden:
        view["deleted"] = True
    return view | {one.name: one.kind.plain(values[one.name]) for one in fields}


@rights.needs(rights.SECRETARY)
def undo(store: Store, operation: str) -> list[str]:
    """Write back what stood before the transaction of an operation, where what it wrote still stands.

    A record that the transaction made is deleted again. Returns the names of the fields that others changed and
    that therefore stay. Raises ``NotFound``, ``Refused``, also for the published list and the making of the desk.
    """
    number, _, n = operation.partition(".")
    with store.writing() as writing:
        known = writing.connection
        dot = (OP.c.writer == _int(number), OP.c.n == _int(n))
        row = known.execute(
            select(WRITER.c.name, OP.c.txn).join(WRITER, WRITER.c.id == OP.c.writer).where(*dot)
        ).one_or_none()
        if row is None:
            raise NotFound(NO_CHANGE, name=operation[:60])
        if row.name == PUBLISHED:
            raise Refused(_PUBLISHED)
        first = known.execute(select(OP.c.writer, OP.c.txn).order_by(OP.c.seq).limit(1)).one()
        if (first.writer, first.txn) == (_int(number), row.txn):
            raise Refused(_THE_MAKING)
        touched = known.execute(
            select(OP.c.rid, RECORD.c.id).join(RECORD, RECORD.c.rid == OP.c.rid).distinct()
            .where(OP.c.writer == _int(number), OP.c.txn == row.txn)
        ).all()  # fmt: skip
        for one in touched:
            _refuse_frozen(writing, one.id)
        kept = [name for one in touched for name in _undo_in(writing, one.id, one.rid, (bytes(row.name), row.txn))]
        if not writing.changed:
            raise Refused(_NOTHING_TO_UNDO)
        ceilings.check(store, writing)
        set_meta(known, f"{_UNDONE}{writing.author.number}.{writing.txn}", f"{number}.{row.txn}".encode())
    return kept


def _refuse_frozen(writing: Writing, record_id: str) -> None:
    state = states.load(writing.connection, record_id)
    assert state is not None
    record = writing.session.scalars(select(state.cls).where(state.cls.id == record_id)).one_or_none()
    if record is not None:
        refuse_frozen(writing, record)


def _undo_in(writing: Writing, record_id: str, rid: int, transaction: tuple[bytes, int]) -> list[str]:
    state = states.load(writing.connection, record_id)
    assert state is not None
    if state.erased:
        raise Refused(ERASED)
    made = states.operations(writing.connection, rid=rid)
    mine: dict[states.Name, list[Operation]] = {}
    for one in made:
        if (one.writer, one.txn) == transaction:
            mine.setdefault((one.field, one.key), []).append(one)
    if sum(map(len, mine.values())) == len(made):
        writing.delete(record_id)
        return []
    kept: list[str] = []
    for name, written in mine.items():
        if is_stepped(state.cls, name[0]):
            raise Refused(BY_STEPS, field=states.group_of(state.cls, name[0])[0].label)
        register, last = state.slots[name].register, written[-1]
        stood = _wire(state, last)
        heads = [head for head in register.heads if state.value(head, name) == stood]
        if not heads:
            kept.append(field_name(state.cls, name[0]))
            continue
        if name[0] == DELETED:
            writing.delete(record_id, undo=last.kind == OpKind.DEL)
            continue
        seen = {(writer, n) for writer, n, _ in written[0].ctx}
        before = max((one for one in made if (one.writer, one.n) in seen), key=_age, default=None)
        wire = None if before is None else _wire(state, before)
        kind = OpKind.ELEM if last.kind == OpKind.ELEM else OpKind.SET
        if kind is OpKind.ELEM:
            wire = state.switched(stood, on=states.member_of(wire, name) is not None)
        writing.write(state, name, kind, wire, register.context_of(heads))
    return kept


def is_stepped(cls: type[Record], number: int) -> bool:
    """Tell whether only steps move the field of a register."""
    moved = moved_by(cls.__steps__)
    return any(one.name in moved for one in states.group_of(cls, number))


def _age(operation: Operation) -> tuple[int, bytes, int]:
    return operation.hlc, operation.writer, operation.n


def _history_of(session: Session, id: str) -> list[View]:
    state = states.load(session.connection(), id)
    if state is None:
        return []
    desks = {bytes(row.name): row for row in session.execute(select(WRITER.c.name, WRITER.c.id, WRITER.c.desk))}
    came = bundles_of(session.connection(), state.rid)
    before: dict[tuple[int, str], Any] = {}
    found = []
    for one in states.operations(session.connection(), rid=state.rid):
        name = (one.field, one.key)
        value = _wire(state, one)
        writer = desks.get(one.writer)
        found.append({
            "at": instant(one.hlc >> 16),
            "user": str(UUID(bytes=one.user)) if one.user else None,
            "desk": writer.desk if writer else None,
            "field": field_name(state.cls, one.field),
            "kind": OpKind(one.kind).name.lower(),
            "old": plain_value(state.cls, one.field, before.get(name), one.key),
            "new": plain_value(state.cls, one.field, value, one.key),
            "bundle": came.get(one.entry),
            "operation": f"{writer.id if writer else 0}.{one.n}",
            "transaction": f"{writer.id if writer else 0}.{one.txn}",
            "_hlc": one.hlc,
        })  # fmt: skip
        reason = state.reason(one)
        if reason:
            found[-1]["reason"] = reason
        if state.cls.__owner__ is not None:
            found[-1] |= {"line": id, "of": state.cls.__tablename__}
        before[name] = value
    return found


def bundles_of(connection: Connection, rid: int) -> dict[ENTRY, str]:
    """Return by which bundle (its id) operations of a record came; those that were written here are left out."""
    wanted = (
        select(WRITER.c.name, OP.c.n, OP.c.h4, BUNDLE.c.name.label("bundle"))
        .join(WRITER, WRITER.c.id == OP.c.writer)
        .join(SEGMENT, SEGMENT.c.id == OP.c.segment)
        .join(BUNDLE, BUNDLE.c.id == SEGMENT.c.bundle)
        .where(OP.c.rid == rid)
    )
    return {(bytes(w), n, bytes(h4)): bytes(name).hex() for w, n, h4, name in connection.execute(wanted)}


def _wire(state: states.RecordState, operation: Any) -> Any:
    return state.value(operation, (operation.field, operation.key))


def field_name(cls: type[Record], number: int) -> str:
    """Return the name of the field of a register, ``deleted`` for the one that says so."""
    if number == DELETED:
        return "deleted"
    group = states.group_of(cls, number)
    return group[0].name if group else str(number)


def plain_value(cls: type[Record], number: int, wire: Any, key: str) -> Any:
    """Return the plain value of a register's wire value; of a set its member, None where it is off."""
    group = states.group_of(cls, number)
    if number == DELETED or not group or wire is None:
        return wire
    if isinstance(group[0].kind, Members):
        return states.member_of(wire, (number, key))
    try:
        if group[0].group is None:
            return group[0].kind.plain(group[0].kind.unpack(wire))
        return {one.name: one.kind.plain(one.kind.unpack(part)) for one, part in zip(group, wire, strict=True)}
    except ValueError:
        return wire


def _int(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 19 else -1
