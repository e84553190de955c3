"""The history of a record: every change, as scripts read it and as a person does, and the undoing of one."""

from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coopdesk.calendars import moment
from coopdesk.errors import InvalidValue, NotFound, Refused
from coopdesk.fields import Code, Field, Link, Links, Members, Tags, parse_id
from coopdesk.history.operation import Operation, OpKind
from coopdesk.history.register import PUBLISHED
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations.code_names import CodeNames, code_names
from coopdesk.operations.record import NO_RECORD, instant, owned_ids, refuse_frozen
from coopdesk.operations.record_types import View, record_type
from coopdesk.operations.titles import titles
from coopdesk.records import TYPES, Record, fields_of, owned_by, plural_of
from coopdesk.records.base import DELETED
from coopdesk.store import state as states
from coopdesk.store.home import Store
from coopdesk.store.rows import is_hidden
from coopdesk.store.tables import OP, RECORD, WRITER
from coopdesk.store.writing import ERASED, Writing

_NO_CHANGE = N_("There is no change “{name}” at this desk.")
_NOTHING_TO_UNDO = N_("Nothing of this change can be undone: others have changed it since.")
_PUBLISHED = N_("This came with CoopDesk itself and is not undone. Change or delete the record instead.")
_THE_MAKING = N_("With this change the desk was made; it is not undone. Change the record instead.")
_DELETED, _PRESENT = N_("deleted", "record"), N_("present", "record")
_DIRECTORY = N_("The published directory")
_DELETION = N_("Deletion")
_MOST = 200
"""The most characters of a value that are told."""


class Change(NamedTuple):
    """One change as a person reads it, in the present language. ``operation``: names it."""

    when: str
    who: str
    field: str
    old: str
    new: str
    operation: str


def history(store: Store, type: str, id: str) -> list[View]:
    """Return every change of a record and of its owned lists, newest first."""
    cls = record_type(type)
    found: list[View] = []
    with store.session() as session:
        state = states.load(session.connection(), parse_id(id))
        if state is None or state.cls is not cls:
            raise NotFound(NO_RECORD, type=tr(cls.__label__), id=id[:60])
        for one in [parse_id(id), *owned_ids(session, parse_id(id))]:
            found += _history_of(session, one)
    found.sort(key=lambda entry: (entry["_hlc"], entry["operation"]), reverse=True)
    for entry in found:
        del entry["_hlc"]
    return found


def told(store: Store, type: str, id: str) -> list[Change]:
    """Return what ``history`` does in words: names of officers, labels, values as a person reads them."""
    entries = [(entry, _fields(entry.get("of", type), entry["field"])) for entry in history(store, type, id)]
    linked = {entry["user"] for entry, _ in entries if entry["user"]}
    for entry, fields in entries:
        for one in fields:
            if isinstance(one.kind, Link | Links):
                linked.update(filter(None, (_part(entry[side], one) for side in ("old", "new"))))
    names, codes = titles(store, linked), code_names(store)

    def shown(value: Any, fields: tuple[Field, ...]) -> str:
        if not fields:
            return tr(_DELETED if value else _PRESENT)
        parts = [_shown(one, _part(value, one), names, codes) for one in fields]
        return " ".join(" – ".join(filter(None, parts)).split())[:_MOST]

    found = []
    for entry, fields in entries:
        label = " – ".join(tr(one.label) for one in fields) or tr(_DELETION)
        who = " · ".join(filter(None, (names.get(entry["user"] or ""), entry["desk"] and isolate(entry["desk"]))))
        who = who or tr(_DIRECTORY)
        old, new = shown(entry["old"], fields), shown(entry["new"], fields)
        found.append(Change(moment(entry["at"]), who, label, old, new, entry["operation"]))
    return found


def _fields(type: str, name: str) -> tuple[Field, ...]:
    """Return the fields that share the register of the one named; none for the deletion of the record."""
    cls = TYPES[type]
    return next((states.group_of(cls, one.register) for one in fields_of(cls) if one.name == name), ())


def _part(value: Any, one: Field) -> Any:
    return value.get(one.name) if one.group is not None and isinstance(value, dict) else value


def _shown(one: Field, value: Any, names: dict[str, str], codes: CodeNames) -> str:
    if value in (None, ""):
        return ""
    if isinstance(one.kind, Link | Links):
        return names.get(value, str(value))
    if isinstance(one.kind, Code | Tags):
        return codes.read(one.kind, str(value))
    try:
        return one.kind.show(one.kind.parse([value] if isinstance(one.kind, Members) else value))
    except InvalidValue:
        return str(value)


def as_of(store: Store, type: str, id: str, operation: str) -> View:
    """Return a record with its lists as it stood after the transaction of an operation, as ``record.show`` does.

    What was deleted then is left out of the lists. Raises ``NotFound``.
    """
    cls = record_type(type)
    number, _, n = operation.partition(".")
    with store.session() as session:
        connection = session.connection()
        dot = (OP.c.writer == _int(number), OP.c.n == _int(n))
        txn = connection.execute(select(OP.c.txn).where(*dot)).scalar()
        same = select(func.max(OP.c.seq)).where(OP.c.writer == _int(number), OP.c.txn == txn)
        last = connection.execute(same).scalar() if txn is not None else None
        state = states.at(connection, parse_id(id), last or 0)
        if state is None or state.cls is not cls:
            raise NotFound(_NO_CHANGE, name=operation[:60])
        view = _view_then(state)
        for one in owned_by(type):
            view[plural_of(one)] = []
        for line in owned_ids(session, state.id):
            then = states.at(connection, line, last or 0)
            if then is not None and not is_hidden(then):
                view[plural_of(then.cls)].append(_view_then(then))
    for one in owned_by(type):
        view[plural_of(one)].sort(key=lambda line: (line["position"] is None, line["position"] or 0, line["id"]))
    return view


def _view_then(state: states.RecordState) -> View:
    fields = fields_of(state.cls)
    values = state.stored_values(fields)
    view: View = {"type": state.cls.__tablename__, "id": state.id}
    if is_hidden(state):
        view["deleted"] = True
    return view | {one.name: one.kind.plain(values[one.name]) for one in fields}


def undo(store: Store, operation: str) -> list[str]:
    """Write back what stood before the transaction of an operation, where nobody changed it since.

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
            raise NotFound(_NO_CHANGE, name=operation[:60])
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
    return kept


def my_last(store: Store, type: str, id: str) -> str | None:
    """Return the newest change that the officer at work made to a record, if it is the newest of all."""
    found = history(store, type, id)
    newest = found[0] if found else None
    return newest["operation"] if newest and newest["user"] == store.officer and len(found) > 1 else None


def _refuse_frozen(writing: Writing, record_id: str) -> None:
    state = states.load(writing.connection, record_id)
    assert state is not None
    record = writing.session.scalars(select(state.cls).where(state.cls.id == record_id)).one_or_none()
    if record is not None:
        refuse_frozen(writing.session, record)


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
        register, last = state.slots[name].register, written[-1]
        heads = [head for head in register.heads if (head.writer, head.n) == (last.writer, last.n)]
        if not heads:
            kept.append(_field_name(state.cls, name[0]))
            continue
        if name[0] == DELETED:
            writing.delete(record_id, undo=last.kind == OpKind.DEL)
            continue
        seen = {(writer, n) for writer, n, _ in written[0].ctx}
        before = max((one for one in made if (one.writer, one.n) in seen), key=_age, default=None)
        wire = None if before is None else _wire(state, before)
        kind = OpKind.ELEM if last.kind == OpKind.ELEM else OpKind.SET
        if kind is OpKind.ELEM:
            wire = state.switched(_wire(state, last), on=states.member_of(wire, name) is not None)
        writing.write(state, name, kind, wire, register.context_of(heads))
    return kept


def _age(operation: Operation) -> tuple[int, bytes, int]:
    return operation.hlc, operation.writer, operation.n


def _history_of(session: Session, id: str) -> list[View]:
    state = states.load(session.connection(), id)
    if state is None:
        return []
    desks = {bytes(row.name): row for row in session.execute(select(WRITER.c.name, WRITER.c.id, WRITER.c.desk))}
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
            "field": _field_name(state.cls, one.field),
            "kind": OpKind(one.kind).name.lower(),
            "old": _plain(state.cls, one.field, before.get(name), one.key),
            "new": _plain(state.cls, one.field, value, one.key),
            "bundle": None,
            "operation": f"{writer.id if writer else 0}.{one.n}",
            "_hlc": one.hlc,
        })  # fmt: skip
        if state.cls.__owner__ is not None:
            found[-1] |= {"line": id, "of": state.cls.__tablename__}
        before[name] = value
    return found


def _wire(state: states.RecordState, operation: Any) -> Any:
    return state.value(operation, (operation.field, operation.key))


def _field_name(cls: type[Record], number: int) -> str:
    if number == DELETED:
        return "deleted"
    group = states.group_of(cls, number)
    return group[0].name if group else str(number)


def _plain(cls: type[Record], number: int, wire: Any, key: str) -> Any:
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
