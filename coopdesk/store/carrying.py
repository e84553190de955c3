"""A backup gives nobody back what was taken from him since it was made: the desk in whose place it is put hands over
what administrators signed, the ends above all. It is written again as it was signed, by which it is believed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from coopdesk.errors import CoopDeskError
from coopdesk.history.operation import decode
from coopdesk.records import BY_ENTITY, Record
from coopdesk.store import home as homes, slots
from coopdesk.store.database import engine_for
from coopdesk.store.keys import HomeKey
from coopdesk.store.state import RecordState, group_of
from coopdesk.store.tables import OP, RECORD

_Said = tuple[type[Record], tuple[tuple[str, Any], ...]]
"""What an operation on a granted record says: the type, and the values by field."""


def carry_granted(present: Path, restored: Path, passphrase: str) -> None:
    """Write what was granted and ended at the present home into one that is restored, where it is not there.

    Of a home that cannot be read any more, or is of another desk, nothing can be carried.
    """
    key = slots.unlock(slots.read_slots(restored / homes.KEYS), passphrase).key
    try:
        known = _granted_at(present, key)
    except CoopDeskError:
        return
    there = set(_granted_at(restored, key))
    fresh = [one for one in known if one not in there]
    if fresh:
        store = homes.open_home(restored, passphrase)
        try:
            _write(store, fresh)
        finally:
            store.close()


def _write(store: homes.Store, fresh: Iterable[_Said]) -> None:
    with store.writing() as writing:
        writing.granting = True
        for cls, values in fresh:
            writing.session.add(cls(classification="internal", audience=cls.__audience__, **dict(values)))
        writing.session.flush()


def _granted_at(home: Path, key: HomeKey) -> list[_Said]:
    engine = engine_for(home / "desk.db", key.derived("database"), "write")
    try:
        with engine.connect() as connection:
            return list(dict.fromkeys(_granted_in(connection)))
    finally:
        engine.dispose()


def _granted_in(connection: Connection) -> Iterable[_Said]:
    granted = [entity for entity, cls in BY_ENTITY.items() if cls.__granted__]
    wanted = select(RECORD.c.entity, OP.c.body).join(RECORD, RECORD.c.rid == OP.c.rid)
    for row in connection.execute(wanted.where(RECORD.c.entity.in_(granted)).order_by(OP.c.seq)):
        cls, operation = BY_ENTITY[row.entity], decode(row.body)
        if len(group_of(cls, operation.field)) > 1:  # what is signed is one group
            said = RecordState(0, "", cls, None, False, None).said(operation, (operation.field, operation.key))
            yield cls, tuple(sorted(said.items()))
