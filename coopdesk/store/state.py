"""What the store knows of one record: its registers, loaded, and the values that they show.

The stored value of a personal record is sealed with the record's key; this module opens it, so that no other
has to know. A record whose key was erased shows nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field as member
from functools import cache, cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from coopdesk.fields import Field, Members
from coopdesk.history import seal
from coopdesk.history.merge import hidden, known_among, merge
from coopdesk.history.operation import BadOperation, Operation, OpKind, decode, unpack
from coopdesk.history.register import PUBLISHED, Head, Register
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import DELETED, Record, fields_of
from coopdesk.store.tables import OP, RECORD, REG

AT_ONCE = 500
"""How many records are read or written by one statement."""
Name = tuple[int, str]
"""A register of a record: number of the field, key (a member of a set, else empty)."""


@dataclass
class Slot:
    """A register as it is stored: its row, its state, and the last operation that touched it (local order)."""

    id: int
    register: Register
    last: int
    stored: bool = True


@dataclass
class RecordState:
    """The registers of one record. ``key`` opens personal values; ``erased`` says that they are gone; ``absent``, that
    it came after a decision which stands, and is not shown."""

    rid: int
    id: str
    cls: type[Record]
    key: bytes | None
    erased: bool
    owner: str | None
    slots: dict[Name, Slot] = member(default_factory=dict)
    absent: bool = False

    @cached_property
    def identity(self) -> bytes:
        """The id as operations carry it."""
        return UUID(self.id).bytes

    @property
    def sealed(self) -> bool:
        """Whether nothing of it can be read: it tells of a person, and its key was erased or has not come."""
        return self.cls.__personal__ and self.key is None

    def value(self, head: Head | Operation, name: Name) -> Any:
        """Return the wire value of a head; None where it was erased, or is nothing that this program can read."""
        found = self._unpacked(head, name)
        if head.kind == OpKind.RESOLVE:
            return found[0] if isinstance(found, list) and found else None
        return found

    def reason(self, operation: Operation) -> str:
        """Return why a conflict was decided as it was, empty where nobody said."""
        if operation.kind != OpKind.RESOLVE:
            return ""
        found = self._unpacked(operation, (operation.field, operation.key))
        return str(found[1] or "") if isinstance(found, list) and len(found) > 1 else ""

    def _unpacked(self, head: Head | Operation, name: Name) -> Any:
        packed = head.value
        if not packed:
            return None
        try:
            if self.cls.__personal__ and name[0] != DELETED:
                if self.key is None:
                    return None
                packed = seal.open_value(self.key, head.writer, head.n, self.place(name), packed)
            return unpack(packed)
        except (seal.Unreadable, BadOperation):
            return None

    def place(self, name: Name) -> bytes:
        """Return the coordinates to which a sealed value is bound."""
        return b"%d/%s/%d/%s" % (self.cls.__entity__, self.id.encode(), name[0], name[1].encode())

    def shown(self, name: Name) -> Any:
        """Return the wire value that a register shows, None where it has none."""
        slot = self.slots.get(name)
        if slot is not None and len(slot.register.heads) == 1:
            return self.value(slot.register.heads[0], name)
        heads = slot.register.values if slot else ()
        if not heads:
            return None
        values = [self.value(head, name) for head in heads if head.writer != PUBLISHED or head is heads[0]]
        added = (value for value in values if heads[0].kind == OpKind.ELEM and member_of(value, name) is not None)
        return next(added, values[0])

    def name_of(self, number: int, member: str) -> Name:
        """Return the register of a member of a set. Names are not sealed, so a person's carries a keyed hash."""
        if not self.cls.__personal__:
            return (number, member)
        return (number, seal.member_name(self.key, member) if self.key is not None else "")

    def member_wire(self, member: str, on: bool) -> Any:
        """Return the wire value of a member of a set that is on or off; a person's carries the member itself."""
        return [on, member] if self.cls.__personal__ else on

    def distinct(self, name: Name) -> list[Head]:
        """Return the heads with different values, the shown one first; the published one only where it is alone."""
        found: dict[str, Head] = {}
        slot = self.slots.get(name)
        for head in slot.register.values if slot else ():
            if head.writer != PUBLISHED or not found:
                found.setdefault(repr(self.value(head, name)), head)
        return list(found.values())

    def switched(self, wire: Any, *, on: bool) -> Any:
        """Return the wire value of the same member on or off."""
        return [on, wire[1]] if isinstance(wire, list) and len(wire) == 2 else on

    def members(self, number: int) -> tuple[str, ...]:
        """Return the members of a set field that are on."""
        found = (member_of(self.shown(name), name) for name in self.slots if name[0] == number)
        return tuple(sorted(member for member in found if member is not None))

    def stored_values(self, declared: Iterable[Field]) -> dict[str, Any]:
        """Return the stored value of each field; one that this program cannot read is left absent."""
        found: dict[str, Any] = {}
        for one in declared:
            if isinstance(one.kind, Members):
                found[one.name] = self.members(one.number)
                continue
            wire = self.shown((one.register, ""))
            try:
                found[one.name] = one.kind.unpack(part_of(self.cls, one, wire))
            except ValueError:
                found[one.name] = None
        return found

    def said(self, head: Head | Operation, name: Name) -> dict[str, Any]:
        """Return what a head or an operation writes, by field: those of its group, absent where this program cannot
        read it."""
        wire = self.value(head, name)
        found: dict[str, Any] = {}
        for one in group_of(self.cls, name[0]):
            try:
                found[one.name] = one.kind.unpack(part_of(self.cls, one, wire))
            except ValueError:
                found[one.name] = None
        return found

    @property
    def hidden(self) -> bool:
        """Whether the record is deleted (said so by every head, having seen every field as it is now) or absent."""
        if self.absent:
            return True
        slot = self.slots.get((DELETED, ""))
        if slot is None:
            return False
        return hidden(slot.register, {name: one.register for name, one in self.slots.items() if name[0] != DELETED})

    @property
    def conflicts(self) -> int:
        """How many registers hold more than one value."""
        return sum(1 for name in self.slots if self.several(name))

    def several(self, name: Name) -> int:
        """Return how many values a register holds where there are several, else 0.

        A record that one deleted while another wrote to it is shown, and its deletion is one of two answers.
        """
        heads = self.slots[name].register.heads
        if name[0] == DELETED:
            return 2 if any(head.kind == OpKind.DEL for head in heads) and not self.hidden else 0
        if len(heads) < 2:
            return 0
        values = len(self.distinct(name))
        return values if values > 1 else 0


def member_of(wire: Any, name: Name) -> str | None:
    """Return the member of a set that a register's value puts there; None where it is off."""
    on, member = wire if isinstance(wire, list) and len(wire) == 2 else (wire, name[1])
    return member if on is True and isinstance(member, str) else None


def group_of(cls: type[Record], register: int) -> tuple[Field, ...]:
    """Return the fields that share a register, in the order of their numbers, as they stand in its value."""
    return registers_of(cls).get(register, ())


@cache
def registers_of(cls: type[Record]) -> dict[int, tuple[Field, ...]]:
    """Return the registers of a type by number, each with its fields in the order of their numbers."""
    found: dict[int, tuple[Field, ...]] = {}
    for one in fields_of(cls):
        found[one.register] = (*found.get(one.register, ()), one)
    return found


def place_in_group(cls: type[Record], declared: Field) -> int:
    """Return the index of a field's value within the value of its group."""
    return [one.number for one in group_of(cls, declared.register)].index(declared.number)


def part_of(cls: type[Record], declared: Field, wire: Any) -> Any:
    """Return a field's part of the value of its register; raises ``ValueError`` where there is none."""
    if declared.group is None or wire is None:
        return wire
    place = place_in_group(cls, declared)
    if not isinstance(wire, list) or place >= len(wire):
        raise ValueError("group")
    return wire[place]


def load(connection: Connection, record_id: str) -> RecordState | None:
    """Return the state of a record, or None when this desk never heard of it or does not know its type."""
    return load_many(connection, [record_id]).get(record_id)


def load_many(connection: Connection, record_ids: Sequence[str]) -> dict[str, RecordState]:
    """Return the states of those of these records that this desk heard of and knows the type of, by id."""
    found: dict[str, RecordState] = {}
    for start in range(0, len(record_ids), AT_ONCE):
        part = list(record_ids[start : start + AT_ONCE])
        by_rid: dict[int, RecordState] = {}
        for row in connection.execute(select(RECORD).where(RECORD.c.id.in_(part))):
            if row.entity in BY_ENTITY:
                key, erased = row.key, bool(row.erased)
                by_rid[row.rid] = RecordState(row.rid, row.id, BY_ENTITY[row.entity], key, erased, row.owner)
        columns = (REG.c.rid, REG.c.id, REG.c.field, REG.c.key, REG.c.state, REG.c.last)
        for slot in connection.execute(select(*columns).where(REG.c.rid.in_(list(by_rid)))) if by_rid else ():
            name = (slot.field, slot.key)
            by_rid[slot.rid].slots[name] = Slot(slot.id, Register.decode(slot.state), slot.last)
        found |= {state.id: state for state in by_rid.values()}
    return found


def at(connection: Connection, record_id: str, seq: int) -> RecordState | None:
    """Return the state of a record as it was after the operation ``seq`` of this desk; None where it was not there."""
    row = connection.execute(select(RECORD).where(RECORD.c.id == record_id)).one_or_none()
    if row is None or row.entity not in BY_ENTITY:
        return None
    wanted = select(OP.c.body).where(OP.c.rid == row.rid, OP.c.seq <= seq).order_by(OP.c.seq)
    by_name: dict[Name, list[Operation]] = {}
    for body in connection.execute(wanted).scalars():
        one = decode(body)
        by_name.setdefault((one.field, one.key), []).append(one)
    slots = {name: Slot(0, merge(Register(), made, known_among(made)), seq) for name, made in by_name.items()}
    state = RecordState(row.rid, row.id, BY_ENTITY[row.entity], row.key, bool(row.erased), row.owner, slots)
    return state if slots else None


def operations(connection: Connection, *, rid: int | None = None, reg: int | None = None) -> list[Operation]:
    """Return the operations of a record or of a register in the order in which this desk learned them."""
    wanted = OP.c.reg == reg if rid is None else OP.c.rid == rid
    return [decode(body) for body in connection.execute(select(OP.c.body).where(wanted).order_by(OP.c.seq)).scalars()]
