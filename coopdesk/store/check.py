"""Whether a home is whole: every page, every file, every register, every row, every entry of the index.

A file that no record names (its person was erased, or attaching was interrupted) is taken away by a repair.

A page that was put back from an older copy passes the database's own checks; it is found because registers
and rows no longer follow from the operations.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, select, text

from coopdesk.errors import Damaged
from coopdesk.history.merge import merge
from coopdesk.history.register import Register
from coopdesk.i18n import N_, Text
from coopdesk.progress import SILENT, Progress
from coopdesk.records import BY_ENTITY, TYPES
from coopdesk.store import files, search
from coopdesk.store.home import Store
from coopdesk.store.rows import row_of
from coopdesk.store.state import load, operations
from coopdesk.store.tables import RECORD
from coopdesk.store.writing import Writing, known_among, rebuild


class Finding(NamedTuple):
    """Something that is not whole: what it is, a sentence, the record it concerns, and how it is mended."""

    kind: str
    text: Text
    record: str | None
    mend: Callable[[Writing], None] | None


_PAGE = N_("The database file is damaged. Restore this home from a backup.")
_FILE = N_("The attached file “{name}” is missing or damaged. Restore it from a backup, or attach it again.")
_ORPHAN = N_("A stored file belongs to no record, as after an interruption. Run “coopdesk check --repair”.")
_INDEX = N_("The search index is out of step with a record. Run “coopdesk check --repair”.")
_STATE = N_("A record does not follow from its history. Run “coopdesk check --repair”.")


def check(store: Store, progress: Progress = SILENT) -> Iterator[Finding]:
    """Yield what is not whole in an open home; nothing is changed."""
    with store.reading() as connection:
        pages = connection.execute(text("PRAGMA cipher_integrity_check")).all()
        if not pages:
            pages = [row for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        if pages:
            yield Finding("page", _PAGE, None, None)
            return
        yield from _files(store, connection)
        everything = connection.execute(select(RECORD.c.id, RECORD.c.entity, RECORD.c.rid, RECORD.c.indexed)).all()
        in_index = {row[0] for row in connection.exec_driver_sql("SELECT rowid FROM search")}
        for done, (record_id, entity, rid, indexed) in enumerate(everything):
            progress.step(done, len(everything))
            if entity not in BY_ENTITY:
                continue
            if not _follows(connection, record_id):
                yield Finding("state", _STATE, record_id, partial(_rebuild, record_id))
            wanted = search.indexed_text(connection, BY_ENTITY[entity], rid)
            if search.fingerprint(wanted) != indexed or (wanted is not None) != (rid in in_index):
                cls = BY_ENTITY[entity]

                def mend(writing: Writing, cls: type = cls, rid: int = rid) -> None:
                    search.index(writing.connection, cls, rid)

                yield Finding("index", _INDEX, record_id, mend)


def _rebuild(record_id: str, writing: Writing) -> None:
    rebuild(writing, record_id)


def _files(store: Store, connection: Connection) -> Iterator[Finding]:
    table = TYPES["attachment"].__table__
    known: set[str] = set()
    for row in connection.execute(select(table.c.id, table.c.deleted, table.c.chunks)):
        chunks = (row.chunks or "").split()
        known.update(chunks)
        try:
            for chunk in () if row.deleted else chunks:
                files.read_chunk(store.files, store.key, chunk)
        except Damaged:
            yield Finding("file", _FILE, row.id, None)
    for path in files.orphans(store.files, store.key, known):
        yield Finding("orphan", _ORPHAN, None, partial(_unlink, path))


def _unlink(path: Path, writing: Writing) -> None:
    path.unlink(missing_ok=True)


def _follows(connection: Connection, record_id: str) -> bool:
    state = load(connection, record_id)
    if state is None or state.erased:
        return True
    for slot in state.slots.values():
        made = operations(connection, reg=slot.id)
        if merge(Register(), made, known_among(made)).encode() != slot.register.encode():
            return False
    table = state.cls.__table__
    row = connection.execute(select(table).where(table.c.rid == state.rid)).mappings().one_or_none()
    return row is not None and all(row[name] == value for name, value in row_of(state).items())
