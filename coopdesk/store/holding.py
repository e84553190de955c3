"""Records that show what was decided on: what came later is in their registers and history, and not in their rows.

A hold is kept beside a record, for each of its parts, and follows from the operations like everything else; who sets
it (``operations.freezing``) can tell whether the decision counts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from coopdesk.history.merge import known_among, merge
from coopdesk.history.operation import Operation
from coopdesk.history.register import Register
from coopdesk.store.state import Name, RecordState, Slot, operations
from coopdesk.store.tables import HELD


class Hold(NamedTuple):
    """``upto``: of each writer the last number that counts; ``live``: registers that go on."""

    upto: dict[bytes, int]
    live: frozenset[int]

    def counts(self, one: Operation) -> bool:
        """Tell whether an operation is shown."""
        return one.field in self.live or one.n <= self.upto.get(one.writer, 0)


def held(connection: Connection, rids: Iterable[int]) -> dict[int, Hold]:
    """Return the holds of those of these records that have one, by local number."""
    rows = connection.execute(select(HELD).where(HELD.c.rid.in_(list(rids))))
    return {row.rid: Hold(msgspec.msgpack.decode(row.upto, type=dict[bytes, int]), _numbers(row.live)) for row in rows}


def keep(connection: Connection, holds: Mapping[int, Hold | None]) -> None:
    """Set these holds, and lift those that are None. The rows do not follow of themselves."""
    connection.execute(delete(HELD).where(HELD.c.rid.in_(list(holds))))
    rows = [
        {"rid": rid, "upto": msgspec.msgpack.encode(one.upto), "live": "".join(f",{n}" for n in sorted(one.live)) + ","}
        for rid, one in holds.items()
        if one is not None
    ]
    if rows:
        connection.execute(HELD.insert(), rows)


def registers(made: Iterable[Operation], hold: Hold) -> dict[Name, Register]:
    """Return the registers of a record as it is shown, from its operations."""
    by_name: dict[Name, list[Operation]] = {}
    for one in made:
        if hold.counts(one):
            by_name.setdefault((one.field, one.key), []).append(one)
    return {name: merge(Register(), several, known_among(several)) for name, several in by_name.items()}


def shown(state: RecordState, made: Iterable[Operation], hold: Hold) -> RecordState:
    """Return a record as it is held. What came after the decision is absent."""
    slots = {name: Slot(0, found, 0) for name, found in registers(made, hold).items()}
    return replace(state, slots=slots, absent=all(name[0] in hold.live for name in slots))


def as_shown(connection: Connection, states: Iterable[RecordState]) -> Iterator[RecordState]:
    """Yield each record as it is shown: as its registers say, or as it is held."""
    several = list(states)
    holds = held(connection, [one.rid for one in several])
    for one in several:
        hold = holds.get(one.rid)
        yield one if hold is None else shown(one, operations(connection, rid=one.rid), hold)


def _numbers(live: str) -> frozenset[int]:
    return frozenset(int(number) for number in live.split(",") if number)
