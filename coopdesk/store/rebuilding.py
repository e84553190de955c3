"""Registers and rows made anew from the operations, which are the truth: what they hold now does not matter."""

from uuid import UUID

from sqlalchemy import delete, insert, select, update

from coopdesk.history.merge import known_among, merge
from coopdesk.history.operation import Operation, decode
from coopdesk.history.register import Register
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import owner_field, table_of
from coopdesk.store.state import Name, RecordState, Slot
from coopdesk.store.tables import OP, RECORD, REG
from coopdesk.store.writing import Writing


def rebuild(writing: Writing, record_id: str) -> None:
    """Make a record anew from its operations; where nothing was wrong the result is the same, byte for byte."""
    connection = writing.connection
    row = connection.execute(select(RECORD).where(RECORD.c.id == record_id)).one()
    made: list[Operation] = []
    names: list[tuple[bytes, int]] = []
    slots: dict[Name, Slot] = {}
    by_name: dict[Name, list[Operation]] = {}
    columns = select(OP.c.seq, OP.c.reg, OP.c.body)
    for stored in connection.execute(columns.where(OP.c.rid == row.rid).order_by(OP.c.seq)).all():
        one = decode(stored.body)
        made.append(one)
        slots[one.field, one.key] = Slot(stored.reg, Register(), stored.seq)
        by_name.setdefault((one.field, one.key), []).append(one)
        names.append((one.entry[2], stored.seq))
    connection.exec_driver_sql("UPDATE op SET h4 = ? WHERE seq = ?", names)
    for name, slot in slots.items():
        slot.register = merge(Register(), by_name[name], known_among(by_name[name]))
    cls = BY_ENTITY[row.entity]
    state = RecordState(row.rid, row.id, cls, row.key, bool(row.erased), None, slots)
    connection.execute(delete(REG).where(REG.c.rid == row.rid))
    connection.execute(insert(REG), [
        {"id": slot.id, "rid": row.rid, "field": name[0], "key": name[1], "state": slot.register.encode(),
         "conflict": state.several(name), "waiting": len(slot.register.waiting), "last": slot.last}
        for name, slot in slots.items()
    ])  # fmt: skip
    owner = owner_field(cls)
    if owner is None:
        connection.execute(update(RECORD).where(RECORD.c.rid == row.rid).values(owner=None))
    connection.execute(delete(table_of(cls)).where(table_of(cls).c.rid == row.rid))
    writing.project([(state, made)])


def identity_of(operation: Operation) -> str:
    """Return the id of the record that an operation changes."""
    return str(UUID(bytes=operation.record))
