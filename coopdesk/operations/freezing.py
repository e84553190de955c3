"""Frozen against what arrives: a record that was cleared goes on showing what was cleared.

Somebody may have written to it without having seen the clearance, or by a bundle that was made to. All of that is in
the history of the record, here as everywhere; it is shown when the record is reopened. Every desk holds a record by the
same rule, so that all see one text: the clearance counts, and what each part shows up to it has the digest that was
signed. Where that cannot be had, for a part of it is not here, the record shows what it holds, and its banner what
changed since.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, func, or_, select

from coopdesk.history.operation import decode
from coopdesk.operations import rights, standing, step_parts
from coopdesk.operations.standing import Known
from coopdesk.operations.step_parts import Part, Parts
from coopdesk.records import BY_ENTITY, TYPES, Attachment, OfficerKey, Record
from coopdesk.records.base import fields_of, owner_field, table_of
from coopdesk.store import holding
from coopdesk.store.holding import Hold
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.state import AT_ONCE, load_many, operations
from coopdesk.store.tables import OP, RECORD
from coopdesk.store.writing import Writing
from coopdesk.sync import trust

_SETTLED, _ENTITLED = "held_upto", "held_under"
_FREEZING = tuple(cls for cls in TYPES.values() if cls.__frozen__)
_NAMES = {cls.__tablename__ for cls in _FREEZING}
_LINES = {cls.__entity__ for cls in TYPES.values() if cls.__owner__ in _NAMES}


@rights.needs(rights.READER)
def settle(store: Store) -> None:
    """Hold what was cleared, and let go what was reopened, of the records that were written to since the last time."""
    entitled = _entitled(store)
    before = msgspec.msgpack.decode(store.meta(_ENTITLED) or b"\x80", type=dict[str, list[str]])
    other = {desk for desk in {*entitled, *before} if entitled.get(desk) != before.get(desk)}
    with store.reading() as connection:
        last = connection.execute(select(func.max(OP.c.seq))).scalar() or 0
        since = int(store.meta(_SETTLED) or 0)
        if last == since and not other:
            return
        roots = {**_touched(connection, since), **_of_desks(connection, since, other)}
    wanted = _wanted(store, roots)
    with store.writing() as writing:
        for start in range(0, len(wanted), AT_ONCE):
            _put(writing, wanted[start : start + AT_ONCE])
        set_meta(writing.connection, _SETTLED, str(last).encode())
        set_meta(writing.connection, _ENTITLED, msgspec.msgpack.encode(entitled))


@rights.needs(rights.READER)
def is_held(store: Store, cls: type[Record], id: str) -> bool:
    """Tell whether a record, a line or a file of it shows what was cleared, and not what came later."""
    with store.reading() as connection:
        return any(part.hold is not None for part in step_parts.one_of(connection, cls, id).parts)


def _wanted(store: Store, roots: Mapping[str, type[Record]]) -> list[tuple[Part, Hold | None]]:
    """Return the parts of these records that are to be held otherwise than they are now, and how."""
    known, found = Known(store), list[tuple[Part, Hold | None]]()
    for cls in set(roots.values()):
        ids = [id for id, one in roots.items() if one is cls]
        for start in range(0, len(ids), AT_ONCE):
            with store.reading() as connection:
                several = step_parts.read(connection, cls, ids[start : start + AT_ONCE])
            for parts in several.values():
                holds = _holds(parts, known)
                found += [(part, holds[part.rid]) for part in parts.parts if part.hold != holds[part.rid]]
    return found


def _holds(parts: Parts, known: Known) -> dict[int, Hold | None]:
    """Return for each part of a record how it is to be held; None for what shows itself."""
    free = dict[int, Hold | None]((part.rid, None) for part in parts.parts)
    said = _cleared(parts) if parts.said.get("stage") in parts.cls.__frozen__ else None
    if said is None or not said["stage_of"]:
        return free
    decided, upto = standing.parts_in(said["stage_of"]), standing.upto_in(said["stage_of"])
    present = standing.digests(parts, holds={})
    if not standing.differing(parts, present, decided):
        return free
    papers = standing.later_papers(parts, decided)
    holds = {part.rid: Hold(upto, _live(parts, part)) for part in parts.parts if part.id not in papers}
    if standing.differing(parts, standing.digests(parts, holds=holds), decided):
        return free
    return {**free, **holds} if standing.is_proven(parts, said, known) else free


def _cleared(parts: Parts) -> Mapping[str, Any] | None:
    """Return what the last step says that cleared the text of a record, by field."""
    state, clearing = parts.state, {one.target for one in parts.cls.__steps__ if one.decides and one.complete}
    if state is None:
        return None
    number = next(one.register for one in fields_of(parts.cls) if one.name == "stage")
    made = [decode(one.body) for one in parts.stages]
    made.sort(key=lambda one: (one.hlc, one.writer, one.n), reverse=True)
    said = (state.said(one, (number, "")) for one in made)
    return next((one for one in said if one["stage"] in clearing), None)


def _live(parts: Parts, part: Part) -> frozenset[int]:
    """Return the registers of a part that go on: what is of the filing, and to what a line or a file belongs."""
    if part.id == parts.id:
        return standing.aside_of(parts.cls)
    kind = BY_ENTITY[part.entity]
    link = owner_field(kind) or next(one for one in fields_of(kind) if one.name == "subject")
    return frozenset({link.register})


def _put(writing: Writing, wanted: Sequence[tuple[Part, Hold | None]]) -> None:
    """Hold these parts so, and write their rows."""
    connection = writing.connection
    holding.keep(connection, {part.rid: hold for part, hold in wanted})
    states = load_many(connection, [part.id for part, _ in wanted]).values()
    writing.project([(state, operations(connection, rid=state.rid)) for state in states])


def _touched(connection: Connection, since: int) -> dict[str, type[Record]]:
    """Return the records of types that are cleared of which a part was written to, by id."""
    own, attached = {cls.__entity__: cls for cls in _FREEZING}, table_of(Attachment)
    written = (
        select(RECORD.c.id, RECORD.c.owner, RECORD.c.entity)
        .join(OP, OP.c.rid == RECORD.c.rid)
        .where(OP.c.seq > since, RECORD.c.entity.in_({*own, *_LINES, Attachment.__entity__}))
        .distinct()
    )
    rows = connection.execute(written).all()
    files = [row.id for row in rows if row.entity == Attachment.__entity__]
    subjects = [
        subject
        for start in range(0, len(files), AT_ONCE)
        for subject in connection.execute(
            select(attached.c.subject).where(attached.c.id.in_(files[start : start + AT_ONCE]))
        ).scalars()
    ]
    ids = {row.id for row in rows} | {row.owner for row in rows} | set(subjects)
    return _among(connection, filter(None, ids))


def _of_desks(connection: Connection, since: int, other: set[str]) -> dict[str, type[Record]]:
    """Return the frozen records of these desks, of desks whose officers were given or lost a role, and those that are
    signed with such a key, by id."""
    granted = table_of(OfficerKey)
    written = select(OP.c.rid).join(RECORD, RECORD.c.rid == OP.c.rid).where(
        OP.c.seq > since, RECORD.c.entity == OfficerKey.__entity__
    )  # fmt: skip
    rows = connection.execute(select(granted.c.desk, granted.c.public_key).where(granted.c.rid.in_(written))).all()
    desks, keys = other | {row.desk for row in rows}, {row.public_key for row in rows}
    found: dict[str, type[Record]] = {}
    for cls in _FREEZING if desks else ():
        table = table_of(cls)
        whose = or_(table.c.created_desk.in_(desks), table.c.stage_key.in_(keys))
        wanted = select(table.c.id).where(table.c.stage.in_(cls.__frozen__), whose)
        found |= dict.fromkeys(connection.execute(wanted).scalars(), cls)
    return found


def _among(connection: Connection, ids: Iterable[str]) -> dict[str, type[Record]]:
    every, own = sorted(ids), {cls.__entity__: cls for cls in _FREEZING}
    return {
        row.id: own[row.entity]
        for start in range(0, len(every), AT_ONCE)
        for row in connection.execute(
            select(RECORD.c.id, RECORD.c.entity)
            .where(RECORD.c.id.in_(every[start : start + AT_ONCE]), RECORD.c.entity.in_(own))
        )
    }  # fmt: skip


def _entitled(store: Store) -> dict[str, list[str]]:
    """Return for each desk what the Ministry says of it: the keys of its first administrators, and whether it is
    central."""
    me = trust.me(store)
    if me is None:
        return {}
    found: dict[str, list[str]] = {code: ["central"] for code in me.trusted.central}
    for code, public in sorted(me.trusted.roster.administrators):
        found.setdefault(code, []).append(public.hex() if isinstance(public, bytes) else str(public))
    return found
