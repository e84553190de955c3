"""From the history to feeds: sealing what was written here, carrying what more desks may now see, adding what came.

Invariants: an operation joins a feed when it is sealed, for the audience that its record then has; a number of a
feed is never used again; bytes of a segment are kept as they were signed; what never leaves the desk is in no feed.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import zstandard
from sqlalchemy import Connection, delete, func, insert, select

from coopdesk.history.operation import Operation, decode
from coopdesk.records import TYPES
from coopdesk.records.base import AUDIENCE, table_of
from coopdesk.store.state import AT_ONCE, load
from coopdesk.store.tables import CARRIED, FEED, OP, RECORD, SEGMENT, WIDENED, WRITER
from coopdesk.store.writing import SCHEMA, Writing
from coopdesk.sync import segment as segments
from coopdesk.sync.audiences import members
from coopdesk.sync.receivers import Receivers
from coopdesk.sync.segment import Segment
from coopdesk.sync.trust import Me

_MOST_BYTES = 512 << 10
"""So many bytes of operations close a segment before it is full, so that parts can be small."""
_LEVEL = 3
"""Of compression in the database; a bundle is compressed harder as a whole."""

_FEED = "SELECT id, upto, name FROM feed WHERE writer = ? AND audience = ?"
_IS_HERE = "SELECT 1 FROM segment WHERE feed = ? AND no = ? AND name = ?"
_INSERT = (
    "INSERT INTO segment (feed, no, name, header, signature, body, changes, bundle, unread) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)"
)
_BEHIND = "SELECT no, name FROM segment WHERE feed = ? AND no > ? ORDER BY no, name"
_REACHES = "UPDATE feed SET upto = ?, name = ? WHERE id = ?"
_NAMES = "SELECT name FROM segment WHERE feed = ? AND no = ?"
_LATER = (
    "SELECT DISTINCT feed.id, writer.name, feed.upto, segment.no FROM feed CROSS JOIN segment "
    "ON segment.feed = feed.id AND segment.no > feed.upto JOIN writer ON writer.id = feed.writer "
    "ORDER BY feed.id, segment.no"
)


_FOLLOWING = [(table_of(cls), table_of(cls).c[cls.__follows__]) for cls in TYPES.values() if cls.__follows__]
"""The tables of what follows a record of any type, with the column that names it."""


class Feed(NamedTuple):
    """A feed as it is held here. ``number``: its local id; ``upto`` and ``name``: the last of the unbroken run;
    ``twice``: numbers that several segments bear, because their writer went back without noticing; ``later``: numbers
    that are here behind a gap."""

    number: int
    writer: bytes
    audience: str
    upto: int
    name: bytes
    twice: frozenset[int] = frozenset()
    later: tuple[int, ...] = ()


def seal_all(writing: Writing, me: Me) -> int:
    """Seal every operation of this device that may leave it, and carry what was widened; returns how many."""
    sealed = _seal_own(writing, me)
    return sealed + _carry(writing, me)


def unsealed(connection: Connection, device: bytes) -> int:
    """Return how many changes of this device may leave it and wait for the next export."""
    return sum(unsealed_by_audience(connection, device).values())


def unsealed_by_audience(connection: Connection, device: bytes) -> dict[str, int]:
    """Return how many changes wait for the next export, by the audience of the feed that they will join."""
    wanted = _unsealed(connection, device, OP.c.rid, func.count().label("n")).group_by(OP.c.rid)
    counts = {row.rid: row.n for row in connection.execute(wanted)}
    audience_of = Receivers(connection, list(counts))
    found: dict[str, int] = {}
    for rid, n in counts.items():
        audience = audience_of(rid)
        if audience is not None:
            found[audience] = found.get(audience, 0) + n
    return found


def feeds(connection: Connection) -> list[Feed]:
    """Return the feeds that are held here."""
    wanted = select(FEED.c.id, WRITER.c.name.label("writer"), FEED.c.audience, FEED.c.upto, FEED.c.name).join(
        WRITER, WRITER.c.id == FEED.c.writer
    )
    twice: dict[int, set[int]] = {}
    several = select(SEGMENT.c.feed, SEGMENT.c.no).group_by(SEGMENT.c.feed, SEGMENT.c.no).having(func.count() > 1)
    for row in connection.execute(several):
        twice.setdefault(row.feed, set()).add(row.no)
    later: dict[int, list[int]] = {}
    for number, _, _, no in connection.exec_driver_sql(_LATER):
        later.setdefault(number, []).append(no)
    return [
        Feed(
            row.id, bytes(row.writer), row.audience, row.upto, bytes(row.name), frozenset(twice.get(row.id, ())),
            tuple(later.get(row.id, ())),
        )
        for row in connection.execute(wanted)
    ]  # fmt: skip


def gaps(connection: Connection) -> Iterable[tuple[bytes, int, int]]:
    """Yield what is missing between segments that are here: writer, first and last missing number."""
    before = (0, 0)
    for number, writer, upto, no in connection.exec_driver_sql(_LATER):
        expected = (before[1] if before[0] == number else upto) + 1
        if no > expected:
            yield bytes(writer), expected, no - 1
        before = (number, no)


def held_of(writing: Writing, writer: bytes, audience: str) -> Feed | None:
    """Return a feed as it is held here, without what is behind its gaps."""
    row = writing.connection.exec_driver_sql(_FEED, (writing.writer_number(writer), audience)).first()
    return None if row is None else Feed(row.id, writer, audience, row.upto, bytes(row.name))


def has(connection: Connection, feed: Feed, no: int, name: bytes) -> bool:
    """Tell whether a segment of this number is here whose hash begins with ``name``."""
    return not no or any(
        bytes(one)[: len(name)] == name for (one,) in connection.exec_driver_sql(_NAMES, (feed.number, no))
    )


def stored(row: Any) -> Segment:
    """Return a segment as it was signed."""
    return Segment(bytes(row.header), bytes(row.signature), zstandard.ZstdDecompressor().decompress(bytes(row.body)))


def add(
    writing: Writing, writer: bytes, audience: str, no: int, signed: Segment, changes: int, bundle: int | None
) -> int:
    """Keep a segment; returns its local number, 0 where it is here already."""
    connection = writing.connection
    feed = _feed(writing, writer, audience)
    name = signed.name
    if connection.exec_driver_sql(_IS_HERE, (feed.number, no, name)).first() is not None:
        return 0
    body = zstandard.ZstdCompressor(level=_LEVEL).compress(signed.body)
    values = (feed.number, no, name, signed.header, signed.signature, body, changes, bundle)
    made = connection.exec_driver_sql(_INSERT, values).lastrowid
    _advance(connection, feed)
    return int(made)


def _seal_own(writing: Writing, me: Me) -> int:
    connection = writing.connection
    columns = (OP.c.seq, OP.c.n, OP.c.txn, OP.c.rid, OP.c.body)
    rows = connection.execute(_unsealed(connection, me.device, *columns).order_by(OP.c.writer, OP.c.n)).all()
    audience_of = Receivers(connection, (row.rid for row in rows))
    by_audience: dict[str, list[Any]] = {}
    audiences = {rid: audience_of(rid) for rid in {row.rid for row in rows}}
    for row in rows:
        audience = audiences[row.rid]
        if audience is not None:
            by_audience.setdefault(audience, []).append(row)
    count = 0
    for audience, several in by_audience.items():
        for part in _portions(several):
            number = _append(writing, me, audience, [decode(row.body) for row in part])
            connection.exec_driver_sql("UPDATE op SET segment = ? WHERE seq = ?", [(number, row.seq) for row in part])
            count += len(part)
    return count


def _carry(writing: Writing, me: Me) -> int:
    """Publish again what was published for fewer desks than its record now has.

    Who widened a record carries all of it; every other desk, once it hears of that, what it wrote itself. Lines that
    are for fewer desks than what they belong to stay behind.
    """
    connection = writing.connection
    widened = {rid: _with_owned(connection, rid) for rid in connection.execute(select(WIDENED.c.rid)).scalars()}
    audience_of = Receivers(connection, (one for together in widened.values() for one in together))
    own = set(connection.execute(_own_writers(me.device)).scalars())
    count = 0
    for rid, together in widened.items():
        audience = audience_of(rid)
        if audience is None:
            continue
        wanted = members(audience, me.trusted)
        everything = _widened_here(connection, rid, me.device)
        found = []
        along = [one for one in together if audience_of(one) == audience]
        for row in connection.execute(_published(along)):
            seen = members(row.audience, me.trusted)
            for again in connection.execute(select(CARRIED.c.audience).where(CARRIED.c.op == row.seq)).scalars():
                seen |= members(again, me.trusted)
            if not wanted <= seen and (everything or row.writer in own):
                found.append(row)
        for part in _portions(found):
            _append(writing, me, audience, [decode(row.body) for row in part])
            connection.execute(
                insert(CARRIED).prefix_with("OR IGNORE"), [{"op": row.seq, "audience": audience} for row in part]
            )
            count += len(part)
    connection.execute(delete(WIDENED))
    return count


def carry(writing: Writing, me: Me, audience: str, made: list[Operation]) -> int:
    """Publish operations of another writer in this writer's feed for an audience; returns how many."""
    for part in _portions(made):
        _append(writing, me, audience, part)
    return len(made)


def _append(writing: Writing, me: Me, audience: str, made: list[Operation]) -> int:
    """Add a segment of these operations to this writer's feed for an audience."""
    writer = writing.author.writer
    feed = _feed(writing, writer, audience)
    roster = me.trusted.roster.version
    signed = segments.make(me.keys.signing, writer, audience, feed.upto + 1, feed.name, roster, SCHEMA, made)
    return add(writing, writer, audience, feed.upto + 1, signed, len(made), None)


def _portions(rows: Sequence[Any]) -> Iterable[list[Any]]:
    """Divide operations into segments, a transaction in one where it fits."""
    part: list[Any] = []
    size = 0
    for place, row in enumerate(rows):
        starts = place == 0 or rows[place - 1].txn != row.txn
        full = len(part) >= segments.MOST or size >= _MOST_BYTES
        if part and (full or (starts and (len(part) >= segments.MOST * 9 // 10 or size >= _MOST_BYTES * 9 // 10))):
            yield part
            part, size = [], 0
        part.append(row)
        size += len(row.body)
    if part:
        yield part


def _feed(writing: Writing, writer: bytes, audience: str) -> Feed:
    found = held_of(writing, writer, audience)
    if found is None:
        values = {"writer": writing.writer_number(writer), "audience": audience, "upto": 0, "name": b""}
        found = Feed(int(writing.connection.execute(insert(FEED).values(values)).lastrowid), writer, audience, 0, b"")
    return found


def _advance(connection: Connection, feed: Feed) -> None:
    """Move the end of the unbroken run of a feed over what is here."""
    upto, name = feed.upto, feed.name
    for no, its in connection.exec_driver_sql(_BEHIND, (feed.number, upto)):
        if no > upto + 1:
            break
        upto, name = no, its
    connection.exec_driver_sql(_REACHES, (upto, name, feed.number))


def _own_writers(device: bytes) -> Any:
    return select(WRITER.c.id).where(WRITER.c.name >= device, WRITER.c.name < device + b"\xff" * 9)


def _unsealed(connection: Connection, device: bytes, *columns: Any) -> Any:
    own = list(connection.execute(_own_writers(device)).scalars())
    return select(*columns).where(OP.c.segment.is_(None), OP.c.writer.in_(own))


def _published(rids: list[int]) -> Any:
    return (
        select(OP.c.seq, OP.c.writer, OP.c.txn, OP.c.body, FEED.c.audience)
        .join(SEGMENT, SEGMENT.c.id == OP.c.segment)
        .join(FEED, FEED.c.id == SEGMENT.c.feed)
        .where(OP.c.rid.in_(rids))
        .order_by(OP.c.seq)
    )


def _with_owned(connection: Connection, rid: int) -> list[int]:
    """Return a record, what it owns, and what follows either: files, remarks."""
    found, fresh = [rid], [rid]
    while fresh:
        ids = select(RECORD.c.id).where(RECORD.c.rid.in_(fresh))
        owned = select(RECORD.c.rid).where(RECORD.c.owner.in_(ids))
        wanted = [owned, *(select(table.c.rid).where(link.in_(ids)) for table, link in _FOLLOWING)]
        fresh = [one for some in wanted for one in connection.execute(some).scalars() if one not in found]
        found += fresh
    return found


def _widened_here(connection: Connection, rid: int, device: bytes) -> bool:
    """Tell whether the audience that a record shows was written at this device."""
    record_id = connection.execute(select(RECORD.c.id).where(RECORD.c.rid == rid)).scalar_one()
    state = load(connection, record_id)
    slot = state.slots.get((AUDIENCE, "")) if state is not None else None
    shown = slot.register.shown if slot is not None else None
    return shown is not None and shown.writer[:16] == device


def ids_in(connection: Connection, ids: Iterable[bytes]) -> list[Any]:
    """Return the rows of the records with these ids that are here."""
    wanted = [str(UUID(bytes=one)) for one in ids]
    return [
        row
        for start in range(0, len(wanted), AT_ONCE)
        for row in connection.execute(select(RECORD).where(RECORD.c.id.in_(wanted[start : start + AT_ONCE])))
    ]
