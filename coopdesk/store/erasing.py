"""Destroying what a record tells of a person."""

from sqlalchemy import update

from coopdesk.records.base import table_of
from coopdesk.store.state import load
from coopdesk.store.tables import RECORD
from coopdesk.store.writing import Writing


def erase(writing: Writing, record_id: str) -> None:
    """Destroy the key of a personal record, its row and its words; its operations stay and say nothing."""
    state = load(writing.connection, record_id)
    assert state is not None
    writing.connection.execute(update(RECORD).where(RECORD.c.rid == state.rid).values(key=None, erased=1, indexed=None))
    table = table_of(state.cls)
    writing.connection.execute(table.delete().where(table.c.rid == state.rid))
    writing.connection.exec_driver_sql("DELETE FROM search WHERE rowid = ?", (state.rid,))
    writing.forgets = True
    writing.changed.add(state.cls.__tablename__)
