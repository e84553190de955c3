"""What a person had before the eyes: a register as it was then, and whether it says something else now."""

from sqlalchemy import Connection, select

from coopdesk.history.merge import known_among, merge
from coopdesk.history.operation import decode
from coopdesk.history.register import Register
from coopdesk.store.state import Name, RecordState
from coopdesk.store.tables import OP


def register_at(connection: Connection, state: RecordState, name: Name, seen: int | None) -> Register:
    """Return a register as it was when the person looked: after the operation ``seen`` of this desk; None: as it is."""
    slot = state.slots.get(name)
    if slot is None:
        return Register()
    if seen is None or slot.last <= seen:
        return slot.register
    rows = connection.execute(select(OP.c.seq, OP.c.body).where(OP.c.reg == slot.id).order_by(OP.c.seq))
    earlier = [decode(row.body) for row in rows if row.seq <= seen]
    return merge(Register(), earlier, known_among(earlier))


def changed_since(state: RecordState, name: Name, before: Register) -> bool:
    """Tell whether a register shows something else than it did (``before``)."""
    slot = state.slots.get(name)
    if slot is None or slot.register is before:
        return False
    head = before.shown
    return bool(state.shown(name) != (None if head is None else state.value(head, name)))
