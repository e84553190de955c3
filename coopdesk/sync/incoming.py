"""Import: one file, all of it or nothing.

Order: known already? length, header, certificate, signature, hash; open; decode; the roster it carries, which is
committed first, for a revocation must bind; each segment's author, signature, hash and audience; pieces of files;
then one transaction with segments, operations, registers, rows and what the sender acknowledges. Only when that is
durable does this desk say that it has it.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, delete, func, insert, select, update

from coopdesk.history.many import uncollected
from coopdesk.history.operation import ENTRY, Operation
from coopdesk.progress import SILENT, Progress
from coopdesk.records import BY_ENTITY, Attachment
from coopdesk.records.base import fields_of, table_of
from coopdesk.store import files
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.rebuilding import rebuild
from coopdesk.store.tables import BUNDLE, OP, RECORD, REG, SEGMENT, WANTED
from coopdesk.store.writing import Writing
from coopdesk.sync import arrival, bundle, feeds, peers, roster, segment as segments, trust
from coopdesk.sync.audiences import receives
from coopdesk.sync.bundle import Opened
from coopdesk.sync.chain import Chains
from coopdesk.sync.refusal import BundleRefused
from coopdesk.sync.roster import BadRoster, Trusted
from coopdesk.sync.segment import BadSegment, Header, Segment
from coopdesk.sync.trust import Me


class Taken(NamedTuple):
    """What an import did. ``waiting``: registers where a value was replaced by a change that did not come yet."""

    status: str
    sender: str | None
    applied: int
    known: int
    waiting: int
    conflicts: int
    withheld: int
    gaps: list[tuple[str, int, int]]
    part: int
    parts: int


class Change(NamedTuple):
    """What a file brings for a record. ``conflicts``: fields that would hold several values."""

    type: str
    id: str
    new: bool
    fields: list[str]
    conflicts: int


class _Undone(Exception):
    """Takes back a transaction that was only made to be looked at."""


class _Checked(NamedTuple):
    segment: Segment
    header: Header
    operations: list[Operation]


def take(store: Store, data: bytes, name: str, progress: Progress = SILENT) -> Taken:
    """Import the bytes of a bundle file. Raises ``BundleRefused``; then no row of data was changed.

    ``name`` is what a person calls the file. A file that was imported before changes nothing.
    """
    digest_ = hashlib.sha256(data).digest()
    before = _imported(store, digest_)
    if before is not None:
        return before
    me, opened = _opened(store, data, name)
    me = _with_newer_roster(store, me, opened, name, keeps=True)
    store.world.reached("roster")
    checked, withheld = _believed(store, me, *_checked(me, opened, name))
    store.world.reached("checked")
    _keep_chunks(store, opened)
    store.world.reached("chunks")
    with uncollected(), store.writing() as writing:
        if _imported_in(writing.connection, digest_) is not None:
            return _known_again(writing.connection, digest_)
        number = _note(store, writing, opened, digest_, len(data), name)
        taken = _apply(store, writing, me, opened, checked, withheld, number, progress)
        counted = {"changes": taken.applied, "conflicts": taken.conflicts}
        writing.connection.execute(update(BUNDLE).where(BUNDLE.c.id == number).values(**counted))
        store.world.reached("applied")
    store.world.reached("committed")
    return taken


def look(
    store: Store,
    data: bytes,
    name: str,
    tell: Callable[[Connection, Taken, list[Change]], None],
    progress: Progress = SILENT,
) -> None:
    """Tell what an import would do, while it is there to be read, and do nothing. Raises ``BundleRefused``."""
    me, opened = _opened(store, data, name)
    me = _with_newer_roster(store, me, opened, name, keeps=False)
    checked, withheld = _believed(store, me, *_checked(me, opened, name))
    with suppress(_Undone), uncollected(), store.writing() as writing:
        touched = {operation.record for one in checked for operation in one.operations}
        before = {row.id for row in feeds.ids_in(writing.connection, touched)}
        number = _note(store, writing, opened, b"", len(data), name)
        taken = _apply(store, writing, me, opened, checked, withheld, number, progress)
        came = select(OP.c.rid, OP.c.reg).join(SEGMENT, SEGMENT.c.id == OP.c.segment).where(SEGMENT.c.bundle == number)
        tell(writing.connection, taken, list(_changes(writing.connection, came, before)))
        raise _Undone


def _changes(connection: Connection, came: Any, before: set[str]) -> Iterable[Change]:
    """Yield the records to which these operations belong, with the fields that they write."""
    wanted = (
        select(RECORD.c.id, RECORD.c.entity, REG.c.field, REG.c.conflict)
        .join(REG, REG.c.rid == RECORD.c.rid)
        .where(REG.c.id.in_(select(came.subquery().c.reg)))
        .order_by(RECORD.c.rid, REG.c.field)
    )
    by_record: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for row in connection.execute(wanted):
        by_record[row.id, row.entity].append(row)
    for (record_id, entity), rows in by_record.items():
        cls = BY_ENTITY[entity]
        names = {one.register: one.name for one in reversed(fields_of(cls))}
        yield Change(
            cls.__tablename__,
            record_id,
            record_id not in before,
            list(dict.fromkeys(names[row.field] for row in rows if row.field in names)),
            sum(row.conflict > 0 for row in rows),
        )


def _opened(store: Store, data: bytes, name: str) -> tuple[Me, Opened]:
    me = trust.me(store)
    header = bundle.header_of(data, name)
    if me is None:
        raise BundleRefused("not_enrolled", name)
    opened = bundle.opened(data, header, bundle.proven(data, header, me.trusted, name), me.keys.age, name)
    if opened.manifest.to != me.desk:
        raise BundleRefused("not_for_us", name, desk=opened.manifest.to, sender=opened.sender.desk)
    store.world.reached("opened")
    return me, opened


def _with_newer_roster(store: Store, me: Me, opened: Opened, name: str, *, keeps: bool) -> Me:
    """Put the roster that follows in force before the rest of the bundle; it only rolls forward, so it may stay."""
    told = {"sender": opened.sender.desk}
    for kind, content in opened.items:
        if kind != bundle.ROSTER:
            continue
        try:
            came = roster.verify(roster.from_bytes(content), None)
            if came.ministry != me.trusted.ministry:
                raise BadRoster("of another ministry")
            newer = trust.following(store, me.trusted, came)
        except BadRoster:
            raise BundleRefused("bad_roster", name, **told) from None
        if newer is None:
            continue
        if keeps:
            with store.writing() as writing:
                trust.keep(writing.connection, newer)
        me = me._replace(trusted=newer)
        if opened.sender.device in newer.revoked:
            raise BundleRefused("revoked", name, **told)
    return me


def _checked(me: Me, opened: Opened, name: str) -> tuple[list[_Checked], int]:
    """Return the segments that are what they say, and how many were left out, not being meant for us."""
    found, withheld = [], 0
    for kind, content in opened.items:
        if kind != bundle.SEGMENT:
            continue
        try:
            signed = segments.from_bytes(content)
            header = segments.header_of(signed)
            author = me.trusted.certificates.get(header.writer[:16])
            if author is None:
                raise BundleRefused("unknown_author", name, sender=opened.sender.desk)
            if not segments.is_signed(signed, author.public):
                raise BundleRefused("bad_author", name, sender=opened.sender.desk)
            if not receives(me.desk, header.audience, header.writer, me.trusted):
                withheld += 1
                continue
            found.append(_Checked(signed, header, segments.operations_of(signed, header)))
        except BadSegment:
            raise BundleRefused("malformed", name, sender=opened.sender.desk) from None
    return found, withheld


def _believed(store: Store, me: Me, checked: list[_Checked], withheld: int) -> tuple[list[_Checked], int]:
    """Leave out what a device that is trusted no more may have written since, and count it with the rest."""
    with store.reading() as connection:
        chains = Chains(connection, me.trusted, ((one.segment.name, one.header) for one in checked))
        found = [one for one in checked if chains.believes(one.header.writer, one.header.audience, one.segment.name)]
    return found, withheld + len(checked) - len(found)


def _keep_chunks(store: Store, opened: Opened) -> None:
    for kind, content in opened.items:
        if kind == bundle.CHUNK and content:
            files.keep_chunk(store.files, store.key, content)


def _apply(
    store: Store, writing: Writing, me: Me, opened: Opened, checked: list[_Checked], withheld: int, number: int,
    progress: Progress,
) -> Taken:  # fmt: skip
    connection = writing.connection
    conflicts_before = _count(connection, REG.c.conflict)
    keys = [content for kind, content in opened.items if kind == bundle.KEY]
    keyed = arrival.take_keys(writing, keys)
    fresh: list[Operation] = []
    places: dict[ENTRY, int] = {}
    known = 0
    for one in checked:
        header = one.header
        place = feeds.add(writing, header.writer, header.audience, header.no, one.segment, header.count, number)
        if not place:
            known += len(one.operations)
            continue
        readable, unread = arrival.new_among(
            writing, one.operations, place, places, central=me.trusted.is_central(header.writer)
        )
        known += len(one.operations) - len(readable) - unread
        fresh += readable
    for writer in {operation.writer for one in checked for operation in one.operations}:
        writing.name_desk(writer, me.trusted.desk_of(writer[:16]))
    if fresh:
        writing.observe(max(one.hlc for one in fresh))
        writing.apply(fresh, progress=progress, segments=places)
        arrival.read_awaited(writing, me.trusted, fresh)
    rebuild(writing, sorted(keyed | arrival.choose_keys(writing, keys)))
    _note_wanted(store, connection, fresh, opened)
    colleagues = [one.device for one in me.trusted.certificates.values() if one.desk == opened.sender.desk]
    peers.note(connection, opened.manifest, opened.header.created, [opened.sender.device, *colleagues])
    _renew_if_restored(writing, opened)
    return Taken(
        "applied" if fresh or not known else "known", opened.sender.desk, len(fresh), known,
        _count(connection, REG.c.waiting), max(0, _count(connection, REG.c.conflict) - conflicts_before), withheld,
        gaps_of(connection, me.trusted), opened.header.part, opened.header.parts,
    )  # fmt: skip


def _note_wanted(store: Store, connection: Connection, fresh: list[Operation], opened: Opened) -> None:
    """Remember which pieces of files are still to come."""
    came = [hashlib.sha256(content).hexdigest() for kind, content in opened.items if kind == bundle.CHUNK]
    if came:
        connection.execute(delete(WANTED).where(WANTED.c.chunk.in_(came)))
    ids = {str(UUID(bytes=one.record)) for one in fresh if one.entity == Attachment.__entity__}
    table = table_of(Attachment)
    for chunks in connection.execute(select(table.c.chunks).where(table.c.id.in_(ids))).scalars() if ids else ():
        for chunk in (chunks or "").split():
            if not files.path_of(store.files, store.key, bytes.fromhex(chunk)).is_file():
                connection.execute(insert(WANTED).prefix_with("OR IGNORE").values(chunk=chunk))


def _renew_if_restored(writing: Writing, opened: Opened) -> None:
    """Draw a new epoch at the next write where somebody holds of this writer what this desk does not hold itself."""
    for held in opened.manifest.held:
        if held.writer != writing.author.writer:
            continue
        feed = feeds.held_of(writing, held.writer, held.audience)
        if max([held.upto, *held.later]) > (feed.upto if feed is not None else 0) or not (
            feed is None or feeds.has(writing.connection, feed, held.upto, held.name)
        ):
            set_meta(writing.connection, "fingerprint", b"")
            writing.renews = True


def gaps_of(connection: Connection, trusted: Trusted) -> list[tuple[str, int, int]]:
    """Return what is missing between segments that are here: code of the desk, first and last missing number."""
    return [(trusted.desk_of(one[:16]) or "", first, last) for one, first, last in feeds.gaps(connection)]


def _count(connection: Connection, column: Any) -> int:
    return connection.execute(select(func.count()).where(column > 0)).scalar() or 0


def _imported(store: Store, digest_: bytes) -> Taken | None:
    with store.reading() as connection:
        return _known_again(connection, digest_) if _imported_in(connection, digest_) is not None else None


def _imported_in(connection: Connection, digest_: bytes) -> Any:
    wanted = select(BUNDLE.c.id).where(BUNDLE.c.digest == digest_, BUNDLE.c.out == 0, BUNDLE.c.status == "applied")
    return connection.execute(wanted).first()


def _known_again(connection: Connection, digest_: bytes) -> Taken:
    row = connection.execute(select(BUNDLE).where(BUNDLE.c.digest == digest_, BUNDLE.c.out == 0)).first()
    assert row is not None
    return Taken("known", row.desk, 0, row.changes, 0, 0, 0, [], row.part, row.parts)


def _note(store: Store, writing: Writing, opened: Opened, digest_: bytes, size: int, name: str) -> int:
    """Note the bundle; what was noted of the same file when it could not be read yet is replaced."""
    header = opened.header
    writing.connection.execute(delete(BUNDLE).where(BUNDLE.c.digest == digest_, BUNDLE.c.out == 0))
    made = writing.connection.execute(
        insert(BUNDLE).values(
            out=0, name=header.bundle, set=header.set, part=header.part, parts=header.parts,
            desk=opened.sender.desk, device=opened.sender.device, file=name, bytes=size, digest=digest_,
            made=header.created, at=store.world.wall(), changes=0, status="applied",
        )
    ).inserted_primary_key  # fmt: skip
    assert made is not None
    return int(made[0])
