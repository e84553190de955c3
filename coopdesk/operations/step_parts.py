"""Of what the steps of records are told: the parts of each (itself, its lines, its files), what was ever written to
them, and what the last step says.

It is read of many records with a few questions, for a matrix of indicators has thousands that take one step together.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field as member
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select

from coopdesk.history.operation import Operation, decode
from coopdesk.history.register import Register
from coopdesk.records import Attachment, Record
from coopdesk.records.base import fields_of, table_of
from coopdesk.records.steps import STEPPED
from coopdesk.store import holding
from coopdesk.store.holding import Hold
from coopdesk.store.state import AT_ONCE, Name, RecordState, load_many
from coopdesk.store.tables import OP, RECORD, REG, WRITER


class Written(NamedTuple):
    """An operation as it is stored: by which writer of this home's list, with his number, into which register."""

    writer: int
    n: int
    reg: int
    body: bytes


@dataclass
class Part:
    """A record, a line or a file. ``written``: in the order in which this desk learned it; ``paper``: a step was given
    on this file."""

    rid: int
    id: str
    entity: int
    paper: bool
    hold: Hold | None = None
    written: list[Written] = member(default_factory=list)
    registers: dict[Name, Register] = member(default_factory=dict)

    def operations(self) -> list[Operation]:
        """Return what was written, read."""
        return [decode(one.body) for one in self.written]


@dataclass
class Parts:
    """A record with its parts. ``said``: the fields of its last step; ``desk``: where it was created."""

    cls: type[Record]
    id: str
    writers: dict[int, bytes]
    state: RecordState | None = None
    said: dict[str, Any] = member(default_factory=dict)
    desk: str | None = None
    parts: list[Part] = member(default_factory=list)

    @property
    def stages(self) -> list[Written]:
        """What was written of the stage, in order."""
        name = (next(one.register for one in fields_of(self.cls) if one.name == "stage"), "")
        slot = self.state.slots.get(name) if self.state is not None else None
        own = next((one for one in self.parts if one.id == self.id), None)
        return [] if own is None or slot is None else [one for one in own.written if one.reg == slot.id]


def read(connection: Connection, cls: type[Record], ids: Iterable[str]) -> dict[str, Parts]:
    """Return these records of a type with their parts, by id; of one that is not here there are none."""
    wanted = list(dict.fromkeys(ids))
    writers = {row.id: bytes(row.name) for row in connection.execute(select(WRITER.c.id, WRITER.c.name))}
    found = {id: Parts(cls, id, writers) for id in wanted}
    for start in range(0, len(wanted), AT_ONCE):
        _read(connection, cls, {id: found[id] for id in wanted[start : start + AT_ONCE]})
    return found


def one_of(connection: Connection, cls: type[Record], id: str) -> Parts:
    """Return one record of a type with its parts."""
    return read(connection, cls, [id])[id]


def _read(connection: Connection, cls: type[Record], found: dict[str, Parts]) -> None:
    ids, table, attached = list(found), table_of(cls), table_of(Attachment)
    named = [table.c[name] for name in STEPPED]
    for row in connection.execute(select(table.c.id, table.c.created_desk, *named).where(table.c.id.in_(ids))):
        found[row.id].desk = row.created_desk
        found[row.id].said = dict(zip(STEPPED, row[2:], strict=True))
    for id, state in load_many(connection, ids).items():
        found[id].state = state
    columns = RECORD.c.rid, RECORD.c.id, RECORD.c.entity
    own = select(*columns, RECORD.c.owner).where(or_(RECORD.c.id.in_(ids), RECORD.c.owner.in_(ids)))
    files = select(*columns, attached.c.subject, attached.c.paper).join(attached, attached.c.rid == RECORD.c.rid)
    by_rid: dict[int, Part] = {}
    for row in connection.execute(own):
        by_rid[row.rid] = Part(row.rid, row.id, row.entity, paper=False)
        found[row.id if row.id in found else row.owner].parts.append(by_rid[row.rid])
    for file in connection.execute(files.where(attached.c.subject.in_(ids))):
        by_rid[file.rid] = Part(file.rid, file.id, file.entity, paper=bool(file.paper))
        found[file.subject].parts.append(by_rid[file.rid])
    _fill(connection, by_rid)


def _fill(connection: Connection, by_rid: dict[int, Part]) -> None:
    """Read what was written to parts, and how they are held."""
    rids: Sequence[int] = list(by_rid)
    for start in range(0, len(rids), AT_ONCE):
        some = rids[start : start + AT_ONCE]
        written = select(OP.c.rid, OP.c.writer, OP.c.n, OP.c.reg, OP.c.body).where(OP.c.rid.in_(some))
        grouped: dict[int, list[Written]] = defaultdict(list)
        for row in connection.execute(written.order_by(OP.c.seq)):
            grouped[row.rid].append(Written(*row[1:]))
        registers = select(REG.c.rid, REG.c.field, REG.c.key, REG.c.state).where(REG.c.rid.in_(some))
        for one in connection.execute(registers):
            by_rid[one.rid].registers[one.field, one.key] = Register.decode(one.state)
        holds = holding.held(connection, some)
        for rid in some:
            by_rid[rid].written, by_rid[rid].hold = grouped[rid], holds.get(rid)
