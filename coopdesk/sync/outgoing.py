"""Export: the bundle files for one desk, built from what its devices acknowledged, never from what was sent.

Order: seal and commit; raise the high-water mark; build; for each part write it beside its place, make it durable,
read it back, give it its name, make the name durable; note it. So any later export repairs any earlier loss, and
nothing is called sent before it lies whole on the target.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import msgspec
from sqlalchemy import Connection, insert, select

from coopdesk.errors import CannotWrite, Damaged, Refused, writing_to
from coopdesk.history.many import uncollected
from coopdesk.i18n import N_
from coopdesk.progress import SILENT, Progress
from coopdesk.records import BY_ENTITY, Attachment
from coopdesk.records.base import table_of
from coopdesk.store import files
from coopdesk.store.home import Store
from coopdesk.store.keys import sync_folder
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import BUNDLE, META, SEGMENT, WANTED
from coopdesk.store.writing import Writing
from coopdesk.sync import bundle, feeds, peers, receivers, releases, roster, segment as segments, trust
from coopdesk.sync.audiences import receives
from coopdesk.sync.bundle import Held, Item, Manifest
from coopdesk.sync.chain import Chains
from coopdesk.sync.trust import Me

MAIL = 7_000_000
"""What a mail takes once its coding has made it a third larger."""
SMALLEST = 1_500_000
_OVERHEAD = 4_096
_NAME_BYTES = 8
_UNKNOWN_DESK = N_("There is no desk “{code}” in the Ministry's list. “coopdesk desk list” shows the codes.")
_NO_DEVICE = N_("The desk “{code}” has no computer that is enrolled and trusted. Ask the Ministry.")
_TOO_SMALL = N_("Parts of less than {least} MB cannot hold a piece of a file. Choose a larger size.")
_FROM = "SELECT id, no, name FROM segment WHERE feed = ? AND no >= ?"
_UNREAD = N_("What was written to {place} cannot be read back as it was. Use another stick or folder.")


class Exported(NamedTuple):
    """What an export wrote. ``changes``: operations in its segments; ``size``: bytes of all files."""

    files: list[Path]
    changes: int
    size: int


class _Piece(NamedTuple):
    """Something to send: about how large it will be, and what makes its records when its part is built."""

    size: int
    plain: int
    items: Callable[[], list[Item]]
    changes: int = 0


class _Plan(NamedTuple):
    """What one export will say. ``word``: writer and running number, by which the peer tells the newest."""

    held: list[Held]
    wanted: list[bytes]
    word: tuple[bytes, int]
    published: int
    pieces: list[_Piece]
    first: list[Item]
    segments: list[int]


def export(
    store: Store, to: str, folder: Path, *, size: int = MAIL, from_scratch: bool = False, progress: Progress = SILENT,
    passing: Callable[[Connection, Iterable[int]], None] = lambda *_: None,
) -> Exported:  # fmt: skip
    """Write the bundle for a desk to a folder, in parts of at most ``size`` bytes.

    ``passing`` is told of the segments in it before anything is written.

    Raises ``Refused`` for a desk that is not enrolled or not there, ``CannotWrite``; what was written until then is
    whole, or not there. ``from_scratch``: as if the desk had acknowledged nothing.
    """
    me = trust.enrolled(store)
    if to not in me.trusted.desks:
        raise Refused(_UNKNOWN_DESK, code=to[:40])
    others = [one.device for one in me.trusted.devices_of(to) if one.device != me.device]
    if not others:
        raise Refused(_NO_DEVICE, code=to)
    if size < SMALLEST:
        raise Refused(_TOO_SMALL, least=SMALLEST / 1_000_000)
    with uncollected(), store.writing() as writing:
        feeds.seal_all(writing, me)
        peers.expect(writing.connection, others)
        if store.meta("registrar"):
            releases.carry(writing, me, others)
        word = (writing.author.writer, _next_sequence(writing))
    store.world.reached("sealed")
    with store.reading() as connection:
        plan = _planned(store, connection, me, to, word, from_scratch=from_scratch)
        parts = _divided(plan, size)
        passing(connection, plan.segments)
        return _written(store, connection, me, to, folder, plan, parts, progress)


def waiting(
    connection: Connection, me: Me, to: str, heard: dict[bytes, peers.Peer], devices: list[bytes],
    held: list[feeds.Feed],
) -> int:  # fmt: skip
    """Return how many changes that are sealed a desk's devices did not acknowledge."""
    numbers = _lacking(connection, me, to, peers.awaited(heard, devices), held)
    rows = connection.execute(select(SEGMENT.c.id, SEGMENT.c.changes)).all() if numbers else ()
    return sum(row.changes for row in rows if row.id in numbers)


def _lacking(
    connection: Connection, me: Me, to: str, awaited: list[peers.Peer | None], held: list[feeds.Feed]
) -> set[int]:
    """Return the segments that some of a desk's devices may not have."""
    found, chains = set(), Chains(connection, me.trusted)
    for feed in held:
        if not receives(to, feed.audience, feed.writer, me.trusted):
            continue
        if not (feed.later or feed.twice) and all(_has_all(one, feed) for one in awaited):
            continue
        words = [_of_branch(connection, one, feed) for one in awaited]
        lowest = min([_known(one, feed) for one in words] + sorted(feed.twice), default=0)
        for number, no, name in connection.exec_driver_sql(_FROM, (feed.number, max(lowest, 1))):
            lacking = no in feed.twice or any(peers.lacks(one, feed.writer, feed.audience, no, name) for one in words)
            if lacking and chains.believes(feed.writer, feed.audience, bytes(name)):
                found.add(number)
    return found


def _has_all(peer: peers.Peer | None, feed: feeds.Feed) -> bool:
    """Tell whether a peer's word covers the unbroken run of a feed; a desk holds hundreds of which few have news."""
    held = peer.held.get((feed.writer, feed.audience)) if peer is not None else None
    if held is None or held.upto < feed.upto:
        return False
    return held.upto > feed.upto or feed.name.startswith(held.name)


def _of_branch(connection: Connection, peer: peers.Peer | None, feed: feeds.Feed) -> peers.Peer | None:
    """Return a peer's word where it has the same branch of a feed as this desk, else None: it may lack all of it.

    A device that went back without noticing, as a virtual machine does, gives one number to two segments.
    """
    held = peer.held.get((feed.writer, feed.audience)) if peer is not None else None
    if held is None or not 0 < held.upto <= feed.upto or feeds.has(connection, feed, held.upto, held.name):
        return peer
    return None


def _planned(
    store: Store, connection: Connection, me: Me, to: str, word: tuple[bytes, int], *, from_scratch: bool
) -> _Plan:
    devices = [one.device for one in me.trusted.devices_of(to) if one.device != me.device]
    heard = {} if from_scratch else peers.peers(connection, devices)
    awaited = peers.awaited(heard, devices)
    here = feeds.feeds(connection)
    held = [
        Held(feed.writer, feed.audience, feed.upto, feed.name[:_NAME_BYTES], list(feed.later))
        for feed in here
        if receives(to, feed.audience, feed.writer, me.trusted)
    ]
    rows = _lacking(connection, me, to, awaited, here)
    first: list[Item] = []
    if any(one is None or one.roster != me.trusted.order for one in awaited):
        first.append((bundle.ROSTER, roster.to_bytes(me.trusted.trust)))
    pieces = [_segment_piece(connection, number) for number in _in_order(connection, me, rows, here)]
    asked = {chunk for one in awaited if one is not None for chunk in one.wanted}
    pieces += _chunk_pieces(store, connection, me, to, rows, asked)
    missing = connection.execute(select(WANTED.c.chunk)).scalars()
    return _Plan(
        sorted(held, key=lambda one: (one.writer, one.audience)), sorted(map(bytes.fromhex, missing)), word,
        store.published, pieces, first, sorted(rows),
    )  # fmt: skip


def _in_order(connection: Connection, me: Me, numbers: set[int], held: list[feeds.Feed]) -> list[int]:
    """Return segments as they came, then those of revoked devices, newest first: each is believed for the next one."""
    of = [feed.number for feed in held if feed.writer[:16] in me.trusted.revoked]
    wanted = select(SEGMENT.c.id).where(SEGMENT.c.feed.in_(of)).order_by(SEGMENT.c.no.desc())
    backwards = [one for one in connection.execute(wanted).scalars() if one in numbers]
    return sorted(numbers.difference(backwards)) + backwards


def _known(peer: peers.Peer | None, feed: feeds.Feed) -> int:
    held = peer.held.get((feed.writer, feed.audience)) if peer is not None else None
    return held.upto if held is not None else 0


def _may_be_sealed(entity: int) -> bool:
    """Tell whether a type is one of persons, or of a newer program, which may be."""
    known = BY_ENTITY.get(entity)
    return known is None or known.__personal__


def _segment_piece(connection: Connection, number: int) -> _Piece:
    columns = (SEGMENT.c.header, SEGMENT.c.signature, SEGMENT.c.body, SEGMENT.c.changes)
    row = connection.execute(select(*columns).where(SEGMENT.c.id == number)).one()

    def items() -> list[Item]:
        signed = feeds.stored(row)
        keys = [
            (bundle.KEY, msgspec.msgpack.encode((bytes.fromhex(one.id.replace("-", "")), one.entity, bytes(one.key))))
            for one in feeds.ids_in(connection, segments.records_of(signed, _may_be_sealed))
            if one.key is not None
        ]
        return [*keys, (bundle.SEGMENT, segments.to_bytes(signed))]

    size = len(row.body) + len(row.header) + 100
    return _Piece(size, size * 6, items, row.changes)


def _chunk_pieces(
    store: Store, connection: Connection, me: Me, to: str, sent: set[int], asked: set[bytes]
) -> list[_Piece]:
    """Return the pieces of files that go with these segments or are asked for, smallest file first."""
    table = table_of(Attachment)
    rows = connection.execute(
        select(table.c.rid, table.c.id, table.c.size, table.c.chunks).where(table.c.deleted.is_(False))
    ).all()
    if not rows or not (sent or asked):
        return []
    named = {one.id for one in feeds.ids_in(connection, _records_sent(connection, sent))}
    asked_text = {one.hex() for one in asked}
    candidates = [row for row in rows if row.id in named or asked_text.intersection((row.chunks or "").split())]
    visible = receivers.visible_to(connection, to, me.trusted, [row.rid for row in candidates])
    found: dict[str, _Piece] = {}
    for row in sorted(candidates, key=lambda row: (row.size or 0, row.id)):
        for chunk in (row.chunks or "").split() if row.rid in visible else ():
            wanted = chunk in asked_text or row.id in named
            path = files.path_of(store.files, store.key, bytes.fromhex(chunk))
            if wanted and chunk not in found and path.is_file():
                size = path.stat().st_size
                found[chunk] = _Piece(size, size, _chunk_items(store, chunk))
    return list(found.values())


def _chunk_items(store: Store, chunk: str) -> Callable[[], list[Item]]:
    def items() -> list[Item]:
        try:
            return [(bundle.CHUNK, files.read_chunk(store.files, store.key, chunk))]
        except Damaged:
            return []

    return items


def _records_sent(connection: Connection, sent: Iterable[int]) -> Iterable[bytes]:
    columns = (SEGMENT.c.header, SEGMENT.c.signature, SEGMENT.c.body)
    for number in sent:
        yield from segments.records_of(
            feeds.stored(connection.execute(select(*columns).where(SEGMENT.c.id == number)).one())
        )


def records_in(connection: Connection, sent: Iterable[int]) -> list[str]:
    """Return the ids of the records that these segments write to."""
    return [str(UUID(bytes=one)) for one in dict.fromkeys(_records_sent(connection, sent))]


def _divided(plan: _Plan, size: int) -> list[list[_Piece]]:
    """Divide what is to be sent into parts; one at least, for it still carries what is acknowledged."""
    base = _OVERHEAD + sum(len(data) for _, data in plan.first) + 80 * len(plan.held) + 33 * len(plan.wanted)
    parts: list[list[_Piece]] = [[]]
    filled = plain = base
    for piece in plan.pieces:
        if parts[-1] and (filled + piece.size > size or plain + piece.plain > bundle.PART_PLAIN):
            parts.append([])
            filled = plain = base
        parts[-1].append(piece)
        filled += piece.size
        plain += piece.plain
    return parts


def _written(
    store: Store, connection: Connection, me: Me, to: str, folder: Path, plan: _Plan, parts: list[list[_Piece]],
    progress: Progress,
) -> Exported:  # fmt: skip
    recipients = [one.recipient for one in me.trusted.devices_of(to) if one.device != me.device]
    set_, changes = store.world.random(16), sum(piece.changes for piece in plan.pieces)
    made: list[Path] = []
    total = 0
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for place, part in enumerate(parts, 1):
        progress.step(place - 1, len(parts))
        name = store.world.random(16)
        manifest = Manifest(
            name, me.device, place, to, *plan.word, plan.held, plan.wanted, me.trusted.order,
            plan.published, changes,
        )  # fmt: skip
        items = [(bundle.MANIFEST, msgspec.msgpack.encode(manifest)), *plan.first]
        items += [item for piece in part for item in piece.items()]
        sealed = bundle.seal_part(name, items, [*recipients[: bundle.MOST_STANZAS - 4], *me.trusted.roster.recovery])
        now = store.world.wall()
        head = bundle.head(me.keys.signing, me.certificate, sealed, set_, place, len(parts), now)
        path = folder / f"CD-{set_[:4].hex().upper()}-{place:02d}of{len(parts):02d}.cdx"
        data = head + sealed.payload
        put(path, data, store.world.reached)
        made.append(path)
        total += len(data)
        _note(store, me, to, path, data, name, set_, place, len(parts), now, sum(piece.changes for piece in part))
        store.world.reached("noted")
    return Exported(made, changes, total)


def put(path: Path, data: bytes, reached: Callable[[str], None]) -> None:
    """Write a file so that under its name there is ever only all of it; it is read back before it gets the name."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(3)}.part")
    with writing_to(path.parent):
        try:
            with beside.open("xb") as out:
                for start in range(0, len(data), 1 << 20):
                    out.write(data[start : start + (1 << 20)])
                    reached("piece")
                out.flush()
                os.fsync(out.fileno())
            reached("written")
            if hashlib.sha256(beside.read_bytes()).digest() != hashlib.sha256(data).digest():
                raise CannotWrite(_UNREAD, place=path.parent)
            beside.replace(path)
            reached("named")
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
        sync_folder(path.parent)


def _note(
    store: Store, me: Me, to: str, path: Path, data: bytes, name: bytes, set_: bytes, part: int, parts: int, now: int,
    changes: int,
) -> None:  # fmt: skip
    with store.writing() as writing:
        writing.connection.execute(
            insert(BUNDLE).values(
                out=1, name=name, set=set_, part=part, parts=parts, desk=to, device=me.device, file=path.name,
                bytes=len(data), digest=hashlib.sha256(data).digest(), made=now, at=now, changes=changes,
                status="written",
            )
        )  # fmt: skip


def _next_sequence(writing: Writing) -> int:
    kept = writing.connection.execute(select(META.c.value).where(META.c.key == "sequence")).scalar()
    number = int(kept or b"0") + 1
    set_meta(writing.connection, "sequence", str(number).encode())
    return number
