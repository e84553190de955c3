"""Registers and rows made anew from the operations, which are the truth: what they hold now does not matter."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, select, update

from coopdesk.history.merge import known_among, merge
from coopdesk.history.operation import Operation, decode
from coopdesk.history.register import Register
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import owner_field, table_of
from coopdesk.store.projecting import Arrived
from coopdesk.store.state import AT_ONCE, Name, RecordState, Slot
from coopdesk.store.tables import OP, RECORD, REG
from coopdesk.store.writing import INSERT_REG, Writing


def rebuild(writing: Writing, record_ids: Sequence[str]) -> None:
    """Make records anew from their operations; where nothing was wrong the result is the same, byte for byte."""
    for start in range(0, len(record_ids), AT_ONCE):
        _rebuild(writing, record_ids[start : start + AT_ONCE])


def _rebuild(writing: Writing, record_ids: Sequence[str]) -> None:
    connection = writing.connection
    rows = {row.rid: row for row in connection.execute(select(RECORD).where(RECORD.c.id.in_(record_ids)))}
    stored: dict[int, list[Any]] = defaultdict(list)
    columns = select(OP.c.seq, OP.c.rid, OP.c.reg, OP.c.h4, OP.c.body)
    for found in connection.execute(columns.where(OP.c.rid.in_(rows)).order_by(OP.c.seq)):
        stored[found.rid].append(found)
    arrived: list[Arrived] = []
    named: list[dict[str, Any]] = []
    registers: list[tuple[Any, ...]] = []
    for rid, row in rows.items():
        made = [decode(one.body) for one in stored[rid]]
        named += [{"of": o.seq, "h4": m.entry[2]} for o, m in zip(stored[rid], made, strict=True) if o.h4 != m.entry[2]]
        slots: dict[Name, Slot] = {}
        by_name: dict[Name, list[Operation]] = defaultdict(list)
        for kept, one in zip(stored[rid], made, strict=True):
            slots[one.field, one.key] = Slot(kept.reg, Register(), kept.seq)
            by_name[one.field, one.key].append(one)
        for name, slot in slots.items():
            slot.register = merge(Register(), by_name[name], known_among(by_name[name]))
        state = RecordState(rid, row.id, BY_ENTITY[row.entity], row.key, bool(row.erased), None, slots)
        registers += [
            (slot.register.encode(), state.several(name), len(slot.register.waiting), slot.last, slot.id, rid, *name)
            for name, slot in slots.items()
        ]
        arrived.append((state, made))
    if named:
        connection.execute(_NAMED, named)
    connection.execute(delete(REG).where(REG.c.rid.in_(rows)))
    connection.exec_driver_sql(INSERT_REG, registers)
    ownerless = [state.rid for state, _ in arrived if owner_field(state.cls) is None]
    connection.execute(
        update(RECORD).where(RECORD.c.rid.in_(ownerless), RECORD.c.owner.is_not(None)).values(owner=None)
    )
    for cls in {state.cls for state, _ in arrived}:
        table = table_of(cls)
        connection.execute(delete(table).where(table.c.rid.in_([s.rid for s, _ in arrived if s.cls is cls])))
    writing.project(arrived)


_NAMED = update(OP).where(OP.c.seq == bindparam("of")).values(h4=bindparam("h4"))


def identity_of(operation: Operation) -> str:
    """Return the id of the record that an operation changes."""
    return str(UUID(bytes=operation.record))
