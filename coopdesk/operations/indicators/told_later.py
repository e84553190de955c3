"""What the history knows of values: who wrote a comment and when, and which values came after their period was locked.

A desk that has not heard of a lock yet writes on; what it wrote is taken in like everything else. At this desk it came
after the lock if it was learned after it, whatever the clocks say. It came so until it is written anew or takes a step
after the period was opened again: to open it decides on nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select

from coopdesk.history.operation import BadOperation, Operation, decode, unpack
from coopdesk.operations.indicators import period_locks
from coopdesk.records import MinistrySettings
from coopdesk.records.base import fields_of, table_of
from coopdesk.records.indicator import IndicatorValue
from coopdesk.store.state import AT_ONCE
from coopdesk.store.tables import OP, RECORD, REG

_STILL = 2**63
"""The place that a lock lasts to which is not opened yet."""


class Noted(NamedTuple):
    """Who wrote a comment (the id of an officer, None where nobody is named), and when (ISO 8601)."""

    by: str | None
    at: str


def locked_between(connection: Connection, periods: Iterable[str]) -> dict[str, list[tuple[int, int]]]:
    """Return of these periods those that are locked, or were, each with the places of the operations that locked it and
    opened it again."""
    number = next(one.number for one in fields_of(MinistrySettings) if one.name == "locked_periods")
    settings = table_of(MinistrySettings)
    wanted = (
        select(REG.c.key, OP.c.seq, OP.c.body).join(settings, settings.c.rid == REG.c.rid)
        .join(OP, OP.c.reg == REG.c.id).where(REG.c.field == number, settings.c.deleted.is_(False))
    )  # fmt: skip
    begun, spans = dict[str, int](), dict[str, list[tuple[int, int]]]()
    for row in connection.execute(wanted.order_by(OP.c.seq)):
        if _locks(decode(row.body)):
            begun.setdefault(row.key, row.seq)
        elif row.key in begun:
            spans.setdefault(row.key, []).append((begun.pop(row.key), row.seq))
    for lock, since in begun.items():
        spans.setdefault(lock, []).append((since, _STILL))
    covering = {one: [span for lock in spans if period_locks.is_locked(one, [lock]) for span in spans[lock]]
                for one in periods}  # fmt: skip
    return {period: found for period, found in covering.items() if found}


def _locks(one: Operation) -> bool:
    try:
        value = unpack(one.value) if one.value else None
    except BadOperation:
        return False
    return bool(value[0] if isinstance(value, list) and value else value)


def came_after(connection: Connection, values: Mapping[str, str]) -> set[str]:
    """Return those of these values, each with its period, that were written to last while it was locked."""
    locked = locked_between(connection, set(values.values()))
    ids, found = [id for id, period in values.items() if period in locked], set[str]()
    for start in range(0, len(ids), AT_ONCE):
        wanted = (
            select(RECORD.c.id, func.max(REG.c.last).label("last")).join(REG, REG.c.rid == RECORD.c.rid)
            .where(RECORD.c.id.in_(ids[start : start + AT_ONCE])).group_by(RECORD.c.id)
        )  # fmt: skip
        found |= {row.id for row in connection.execute(wanted)
                  if any(since < row.last < until for since, until in locked[values[row.id]])}  # fmt: skip
    return found


def noted(connection: Connection, ids: Iterable[str]) -> dict[str, Noted]:
    """Return who wrote the comments on these values, and when."""
    number, wanted = next(one.number for one in fields_of(IndicatorValue) if one.name == "note"), list(ids)
    found = {}
    for start in range(0, len(wanted), AT_ONCE):
        rows = connection.execute(
            select(RECORD.c.id, OP.c.body).join(REG, REG.c.rid == RECORD.c.rid).join(OP, OP.c.seq == REG.c.last)
            .where(REG.c.field == number, RECORD.c.id.in_(wanted[start : start + AT_ONCE]))
        )  # fmt: skip
        for row in rows:
            one = decode(row.body)
            at = datetime.fromtimestamp((one.hlc >> 16) / 1000, UTC).isoformat(timespec="seconds")
            found[row.id] = Noted(str(UUID(bytes=bytes(one.user))) if one.user else None, at)
    return found
