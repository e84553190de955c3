"""What is new in a segment, the keys of records of persons, and what only a newer program could read.

Operations of a type that this program does not know stay in their segment, which is kept, acknowledged and passed on
as it was signed; so do the keys beside it. When a program that knows the type opens the home, they are read.
So do those that write another type into a record than it has, or what only the Ministry writes: they count nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from uuid import UUID

import msgspec
from sqlalchemy import Connection, select, update

from coopdesk.history.identity import type_in
from coopdesk.history.operation import ENTRY, Operation
from coopdesk.history.register import PUBLISHED
from coopdesk.records import BY_ENTITY, Record
from coopdesk.records.base import DELETED, fields_of
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.rebuilding import rebuild
from coopdesk.store.state import load, operations
from coopdesk.store.tables import FEED, OP, RECORD, REG, SEGMENT, WRITER
from coopdesk.store.writing import Writing
from coopdesk.sync import feeds, segment as segments, trust
from coopdesk.sync.roster import Trusted

_DECLARED, _PUBLISHED = "declared", "read_with"
_BETWEEN = "SELECT n, h4 FROM op WHERE writer = ? AND n BETWEEN ? AND ?"


def new_among(
    writing: Writing, several: list[Operation], number: int, places: dict[ENTRY, int], *, central: bool
) -> tuple[list[Operation], int]:
    """Return the operations of a segment that are not here and count, and how many do not, or cannot be read yet.

    ``places`` learns in which segment each came. Those of ours that are here and were in no segment are in this one.
    ``central``: whether the Ministry signed it.
    """
    by_writer: dict[bytes, list[Operation]] = defaultdict(list)
    for one in several:
        by_writer[one.writer].append(one)
    found: list[Operation] = []
    unread = 0
    for writer, made in by_writer.items():
        local = writing.writer_number(writer)
        here = _here(writing.connection, local, min(one.n for one in made), max(one.n for one in made))
        for one in made:
            entry = one.entry
            if entry[1:] in here:
                places.setdefault(entry, number)
            elif entry not in places:
                places[entry] = number
                found.append(one)
        if here:
            _place(writing.connection, local, writer, places)
    readable = _counted(writing.connection, [one for one in found if one.entity in BY_ENTITY], central=central)
    unread = len(found) - len(readable)
    if unread:
        for entry in {one.entry for one in found} - {one.entry for one in readable}:
            del places[entry]  # it counts where another segment brings it that may
        writing.connection.execute(update(SEGMENT).where(SEGMENT.c.id == number).values(unread=unread))
    return readable, unread


def take_keys(writing: Writing, keys: Iterable[bytes]) -> set[str]:
    """Keep the keys of records of persons; returns the records here that had none until now."""
    found = set()
    for record_id, entity, key in _named(keys):
        row = writing.connection.execute(select(RECORD).where(RECORD.c.id == record_id)).one_or_none()
        if row is None and type_in(UUID(record_id).bytes) == entity:
            writing.hear_of(record_id, entity, key)
        elif row is not None and row.key is None and not row.erased and row.entity == entity:
            writing.connection.execute(update(RECORD).where(RECORD.c.rid == row.rid).values(key=key))
            found.add(record_id)
    return found


def choose_keys(writing: Writing, keys: Iterable[bytes]) -> set[str]:
    """Put a key in the place of one that opens nothing, as a liar may have sent before; returns the records."""
    found = set()
    for record_id, entity, key in _named(keys):
        row = writing.connection.execute(select(RECORD).where(RECORD.c.id == record_id)).one_or_none()
        if row is None or row.key is None or row.entity != entity or bytes(row.key) == key or entity not in BY_ENTITY:
            continue
        if not _opens(writing.connection, record_id, row.key) and _opens(writing.connection, record_id, key):
            writing.connection.execute(update(RECORD).where(RECORD.c.rid == row.rid).values(key=key))
            found.add(record_id)
    return found


def read_again(store: Store) -> int:
    """Read what an older program, or an older published directory, left unread; returns how many operations and fields
    of records that were."""
    now = {f"{entity}:{one.register}" for entity, cls in BY_ENTITY.items() for one in fields_of(cls)}
    before = store.meta(_DECLARED).decode()
    declared = ",".join(sorted(now))
    published = str(store.published).encode()
    if (before == declared and store.meta(_PUBLISHED) == published) or store.read_only:
        return 0
    trusted = trust.trusted(store)
    with store.writing() as writing:
        count = _read_segments(writing, trusted) if trusted is not None else 0
        fresh = now - set(before.split(",")) if before else set()
        for name in fresh:
            entity, _, register = name.partition(":")
            wanted = (
                select(RECORD.c.id)
                .join(REG, REG.c.rid == RECORD.c.rid)
                .where(RECORD.c.entity == int(entity), REG.c.field == int(register))
            )
            touched = writing.connection.execute(wanted.distinct()).scalars().all()
            rebuild(writing, touched)
            count += len(touched)
        set_meta(writing.connection, _DECLARED, declared.encode())
        set_meta(writing.connection, _PUBLISHED, published)
    return count


def missing(writing: Writing, made: list[Operation]) -> list[Operation]:
    """Return those of the operations of one writer that are not here."""
    if not made:
        return []
    here = _here(
        writing.connection,
        writing.writer_number(made[0].writer),
        min(one.n for one in made),
        max(one.n for one in made),
    )
    return [one for one in made if one.entry[1:] not in here]


def read_awaited(writing: Writing, trusted: Trusted, came: list[Operation]) -> None:
    """Read what waited for a release of the published directory, where some of it came."""
    if any(one.writer == PUBLISHED for one in came):
        _read_segments(writing, trusted)


def uncounted(connection: Connection, trusted: Trusted) -> dict[str, int]:
    """Return how many operations of each desk are kept that this program knows and does not count, by its code."""
    found: dict[str, int] = {}
    wanted = (
        select(SEGMENT, WRITER.c.name.label("writer"))
        .join(FEED, FEED.c.id == SEGMENT.c.feed)
        .join(WRITER, WRITER.c.id == FEED.c.writer)
        .where(SEGMENT.c.unread > 0)
    )
    for row in connection.execute(wanted).all():
        signed = feeds.stored(row)
        made = segments.operations_of(signed, segments.header_of(signed))
        known = [one for one in made if one.entity in BY_ENTITY and not _awaits_release(connection, one)]
        count = len(known) - len(_counted(connection, known, central=trusted.is_central(row.writer)))
        if count:
            desk = trusted.desk_of(row.writer[:16]) or ""
            found[desk] = found.get(desk, 0) + count
    return found


def _read_segments(writing: Writing, trusted: Trusted) -> int:
    connection = writing.connection
    fresh: list[Operation] = []
    places: dict[ENTRY, int] = {}
    for row in connection.execute(select(SEGMENT).where(SEGMENT.c.unread > 0).order_by(SEGMENT.c.id)).all():
        signed = feeds.stored(row)
        connection.execute(update(SEGMENT).where(SEGMENT.c.id == row.id).values(unread=0))
        header = segments.header_of(signed)
        central, made = trusted.is_central(header.writer), segments.operations_of(signed, header)
        found, _ = new_among(writing, made, row.id, places, central=central)
        fresh += found
    if fresh:
        writing.apply(fresh, segments=places)
    return len(fresh)


def _counted(connection: Connection, several: list[Operation], *, central: bool) -> list[Operation]:
    """Return those that write to a record of the type that they name, and that whoever signed them may write.

    The id of a record says its type; of the published directory the record that is here. What only the Ministry writes
    counts from the Ministry alone, whoever is named as the author: who carries an operation vouches for it.
    """
    if not central:
        several = [
            one for one in several if one.writer != PUBLISHED and not _is_ministrys(BY_ENTITY[one.entity], one.field)
        ]
    untyped = {one.record for one in several if type_in(one.record) is None}
    here = {UUID(row.id).bytes: row.entity for row in feeds.ids_in(connection, untyped)}
    return [
        one for one in several if one.writer == PUBLISHED or one.entity == here.get(one.record, type_in(one.record))
    ]


@cache
def _is_ministrys(cls: type[Record], register: int) -> bool:
    """Tell whether only the Ministry writes a register of a type: any, or those of some fields."""
    named = {one.register for one in fields_of(cls) if one.name in cls.__ministrys__}
    return cls.__single__ or register in named


def _awaits_release(connection: Connection, one: Operation) -> bool:
    """Tell whether an operation writes to a record that a later release of the published directory may bring."""
    return type_in(one.record) is None and not feeds.ids_in(connection, [one.record])


def _here(connection: Connection, writer: int, lowest: int, highest: int) -> set[tuple[int, bytes]]:
    """Return the operations of a writer that are here, by number and first bytes of the hash, between two numbers."""
    return {(n, bytes(h4)) for n, h4 in connection.exec_driver_sql(_BETWEEN, (writer, lowest, highest))}


def _place(connection: Connection, local: int, writer: bytes, places: dict[ENTRY, int]) -> None:
    """Note the segments of those operations that are here and were in none."""
    wanted = select(OP.c.seq, OP.c.n, OP.c.h4).where(OP.c.writer == local, OP.c.segment.is_(None))
    for row in connection.execute(wanted).all():
        number = places.get((writer, row.n, bytes(row.h4)))
        if number is not None:
            connection.execute(update(OP).where(OP.c.seq == row.seq).values(segment=number))


def _named(keys: Iterable[bytes]) -> Iterable[tuple[str, int, bytes]]:
    for content in keys:
        try:
            raw, entity, key = msgspec.msgpack.decode(content, type=tuple[bytes, int, bytes])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
        known = BY_ENTITY.get(entity)
        if len(raw) == 16 and len(key) == 32 and 0 <= entity < 65_536 and (known is None or known.__personal__):
            yield str(UUID(bytes=raw)), entity, key


def _opens(connection: Connection, record_id: str, key: bytes) -> bool:
    state = load(connection, record_id)
    assert state is not None
    state.key = key
    made = operations(connection, rid=state.rid)
    return any(state.value(one, (one.field, one.key)) is not None for one in made if one.field != DELETED)
