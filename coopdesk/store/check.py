"""Whether a home is whole: every page, every file, every register, every row, every entry of the index.

A page that was put back from an older copy passes the database's own checks; it is found because registers
and rows no longer follow from the operations. What follows from the operations is mended from them; where
operations themselves are missing or unreadable nothing is touched, for what is still shown may be all there is.
A stored file that no record ever named is taken away by a repair.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import ColumnElement, Connection, delete, literal, select, text, union_all

from coopdesk.errors import Damaged
from coopdesk.history.merge import known_among, merge
from coopdesk.history.operation import BadOperation, Operation, decode, digest
from coopdesk.history.register import Register
from coopdesk.i18n import N_, Text
from coopdesk.progress import SILENT, Progress
from coopdesk.records import BY_ENTITY, TYPES
from coopdesk.records.base import Record, owner_field, table_of
from coopdesk.store import attachments, files, holding, search
from coopdesk.store.database import empty_log
from coopdesk.store.holding import Hold
from coopdesk.store.home import Store
from coopdesk.store.rebuilding import identity_of, rebuild
from coopdesk.store.rows import row_of
from coopdesk.store.state import RecordState, load_many
from coopdesk.store.tables import OP, RECORD, WANTED
from coopdesk.store.writing import Writing


class Finding(NamedTuple):
    """Something that is not whole: what it is, a sentence, the record it concerns, and how it is mended."""

    kind: str
    text: Text
    record: str | None
    mend: Callable[[Writing], None] | None


class _Read(NamedTuple):
    """What the database holds of some records. ``states``: by id, without those whose registers cannot be read;
    ``operations``, ``rows``, ``words`` (those that should be in the index) and ``holds``: by local number."""

    states: dict[str, RecordState]
    operations: dict[int, list[Any]]
    rows: dict[int, Any]
    words: dict[int, tuple[str, str] | None]
    holds: dict[int, Hold]


_LOOK_ANEW = "SELECT rowid FROM search WHERE search MATCH '\"a\"' LIMIT 1"
"""FTS5 takes what another connection wrote for damage until it was asked something."""
_TOGETHER = 200
"""How many records are read at once."""
_PAGE = N_("The database file is damaged. Restore this home from a backup.")
_FILE = N_("The attached file “{name}” is missing or damaged. Restore it from a backup, or attach it again.")
_ORPHAN = N_("A stored file belongs to no record, as after an interruption. Run “coopdesk check --repair”.")
_INDEX = N_("The search index is out of step with a record. Run “coopdesk check --repair”.")
_STATE = N_("A record does not follow from its history. Run “coopdesk check --repair”.")
_LOST = N_("A part of the history of “{name}” is missing or unreadable. Restore this home from a backup.")


def check(store: Store, progress: Progress = SILENT) -> Iterator[Finding]:
    """Yield what is not whole in an open home; nothing is changed.

    The log is emptied first, where one may write: the check of the pages reads the file without it, and would take a
    page for damaged that a crash left half written and the log still holds.
    """
    if not store.read_only:
        empty_log(store.engine)
    with store.reading() as connection:
        pages = connection.execute(text("PRAGMA cipher_integrity_check")).all()
        if not pages:
            connection.exec_driver_sql(_LOOK_ANEW).first()
            pages = [row for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        if pages:
            yield Finding("page", _PAGE, None, None)
            return
        yield from _ghosts(connection)
        everything = connection.execute(select(RECORD)).all()
        in_index = {row[0] for row in connection.exec_driver_sql("SELECT rowid FROM search")}
        lost = False
        for start in range(0, len(everything), _TOGETHER):
            progress.step(start, len(everything))
            part = [row for row in everything[start : start + _TOGETHER] if row.entity in BY_ENTITY]
            read = _read(connection, part)
            for row in part:
                found = _record(row, read)
                if found is not None:
                    lost = lost or found.kind == "lost"
                    yield found
                if found is None or found.kind != "lost":
                    yield from _index(row, read, row.rid in in_index)
        for rid in in_index - {row.rid for row in everything}:
            yield Finding("index", _INDEX, None, partial(_unindex, rid))
        yield from _files(store, connection, lost=lost)


def _read(connection: Connection, part: list[Any]) -> _Read:
    """Read all there is of some records."""
    rids = [row.rid for row in part]
    operations: dict[int, list[Any]] = {}
    for one in connection.execute(select(OP.c.rid, OP.c.h4, OP.c.body).where(OP.c.rid.in_(rids)).order_by(OP.c.seq)):
        operations.setdefault(one.rid, []).append(one)
    try:
        states = load_many(connection, [row.id for row in part])
    except msgspec.MsgspecError:
        states = {}
        for row in part:
            with suppress(msgspec.MsgspecError):
                states |= load_many(connection, [row.id])
    rows: dict[int, Any] = {}
    words: dict[int, tuple[str, str] | None] = {}
    for entity in {row.entity for row in part}:
        cls, own = BY_ENTITY[entity], [row.rid for row in part if row.entity == entity]
        shown = select(table_of(cls)).where(table_of(cls).c.rid.in_(own))
        rows |= {one["rid"]: one for one in connection.execute(shown).mappings()}
        words |= search.indexed_texts(connection, cls, own)
    return _Read(states, operations, rows, words, holding.held(connection, rids))


def _record(row: Any, read: _Read) -> Finding | None:
    """Compare a record with its operations."""
    stored = read.operations.get(row.rid, [])
    lost = Finding("lost", _LOST, row.id, None)
    try:
        made = [decode(one.body) for one in stored]
    except BadOperation:
        return lost
    if not made and row.key is not None:
        return None  # its key came; what it opens is still to come, or not for this desk
    if not made or any(identity_of(one) != row.id or one.entity != row.entity for one in made):
        return lost
    mendable = Finding("state", _STATE, row.id, partial(_rebuild, row.id))
    state = read.states.get(row.id)
    if state is None:
        return mendable
    here = {(one.writer, one.n) for one in made}
    if any((head.writer, head.n) not in here for slot in state.slots.values() for head in slot.register.heads):
        return lost
    if state.erased or state.sealed:
        return None
    by_name: dict[tuple[int, str], list[Operation]] = {}
    for one in made:
        by_name.setdefault((one.field, one.key), []).append(one)
    sound = by_name.keys() == state.slots.keys() and all(
        merge(Register(), by_name[name], known_among(by_name[name])) == slot.register
        for name, slot in state.slots.items()
    )
    sound = sound and all(digest(one)[:4] == kept.h4 for one, kept in zip(made, stored, strict=True))
    shown = read.rows.get(state.rid)
    hold = read.holds.get(row.rid)
    wanted = row_of(state if hold is None else holding.shown(state, made, hold))
    sound = sound and shown is not None and all(shown[name] == value for name, value in wanted.items())
    owner = owner_field(state.cls)
    if sound and shown is not None and owner is not None:
        sound = shown[owner.name] == row.owner
    return None if sound else mendable


def _index(row: Any, read: _Read, present: bool) -> Iterator[Finding]:
    wanted = read.words.get(row.rid)
    if search.fingerprint(wanted) != row.indexed or (wanted is not None) != present:

        def mend(writing: Writing) -> None:
            search.index(writing.connection, BY_ENTITY[row.entity], [row.rid])

        yield Finding("index", _INDEX, row.id, mend)


def _ghosts(connection: Connection) -> Iterator[Finding]:
    """Find rows of no record of their type, which a rebuilding would not reach, and operations of no record."""
    columns = {name: (table_of(cls).c.rid, literal(name).label("type")) for name, cls in TYPES.items()}
    ghosts = union_all(*(select(*columns[name]).where(_is_ghost(cls)) for name, cls in TYPES.items()))
    for row in connection.execute(ghosts).all():
        yield Finding("state", _STATE, None, partial(_drop, row.type, row.rid))
    if connection.execute(select(OP.c.seq).where(OP.c.rid.not_in(select(RECORD.c.rid))).limit(1)).first() is not None:
        yield Finding("lost", _LOST, None, None)


def _is_ghost(cls: type[Record]) -> ColumnElement[bool]:
    return table_of(cls).c.rid.not_in(select(RECORD.c.rid).where(RECORD.c.entity == cls.__entity__))


def _files(store: Store, connection: Connection, *, lost: bool) -> Iterator[Finding]:
    still_to_come = set(connection.execute(select(WANTED.c.chunk)).scalars())
    for record_id, chunks in attachments.chunks_now(connection).items():
        try:
            for chunk in (one for one in chunks if one not in still_to_come):
                files.read_chunk(store.files, store.key, chunk)
        except Damaged:
            yield Finding("file", _FILE, record_id, None)
    if not lost:
        for path in files.orphans(store.files, store.key, attachments.chunks_ever(connection)):
            yield Finding("orphan", _ORPHAN, None, partial(_unlink, path))


def _rebuild(record_id: str, writing: Writing) -> None:
    rebuild(writing, [record_id])


def _drop(name: str, rid: int, writing: Writing) -> None:
    table = table_of(TYPES[name])
    writing.connection.execute(delete(table).where(table.c.rid == rid))


def _unindex(rid: int, writing: Writing) -> None:
    writing.connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (rid,))


def _unlink(path: Path, writing: Writing) -> None:
    path.unlink(missing_ok=True)
