"""Which chunks the records of attachments name: the ones shown now, and every one that their history ever named."""

from contextlib import suppress

from sqlalchemy import Connection, select

from coopdesk.records import Attachment
from coopdesk.records.base import fields_of, table_of
from coopdesk.store.state import load, operations, part_of
from coopdesk.store.tables import RECORD

_CHUNKS = next(one for one in fields_of(Attachment) if one.name == "chunks")


def chunks_now(connection: Connection) -> dict[str, list[str]]:
    """Return the chunks (SHA-256, hexadecimal) of each attachment that is not deleted, by its id."""
    table = table_of(Attachment)
    rows = connection.execute(select(table.c.id, table.c.chunks).where(table.c.deleted.is_(False)))
    return {row.id: (row.chunks or "").split() for row in rows}


def chunks_ever(connection: Connection) -> set[str]:
    """Return every chunk that an operation names, so that what was detached or changed can still come back."""
    found: set[str] = set()
    ids = select(RECORD.c.id).where(RECORD.c.entity == Attachment.__entity__, RECORD.c.erased == 0)
    for record_id in connection.execute(ids).scalars().all():
        state = load(connection, record_id)
        assert state is not None
        for one in operations(connection, rid=state.rid):
            wire = state.value(one, (one.field, "")) if one.field == _CHUNKS.register else None
            with suppress(ValueError):
                found.update((_CHUNKS.kind.unpack(part_of(Attachment, _CHUNKS, wire)) or "").split())
    return found
