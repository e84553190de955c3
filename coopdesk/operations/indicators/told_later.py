"""What the history knows of values: who wrote a comment and when, and which values came after their period was locked.

A desk that has not heard of a lock yet writes on; what it wrote is taken in like everything else. At this desk it came
after the lock if it was learned after it, whatever the clocks say.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Connection, func, select

from coopdesk.history.operation import decode
from coopdesk.operations.indicators import period_locks
from coopdesk.records import MinistrySettings
from coopdesk.records.base import fields_of, table_of
from coopdesk.records.indicator import IndicatorValue
from coopdesk.store.state import AT_ONCE
from coopdesk.store.tables import OP, RECORD, REG


class Noted(NamedTuple):
    """Who wrote a comment (the id of an officer, None where nobody is named), and when (ISO 8601)."""

    by: str | None
    at: str


def locked_since(connection: Connection, periods: Iterable[str]) -> dict[str, int]:
    """Return of these periods those that are locked, each with the place of the operation that locked it."""
    number = next(one.number for one in fields_of(MinistrySettings) if one.name == "locked_periods")
    settings = table_of(MinistrySettings)
    wanted = select(REG.c.key, REG.c.last).join(settings, settings.c.rid == REG.c.rid)
    last = {row.key: row.last for row in connection.execute(wanted.where(REG.c.field == number))}
    locks = connection.execute(select(settings.c.locked_periods).where(settings.c.deleted.is_(False))).scalar() or ()
    covering = {one: [last[lock] for lock in locks if lock in last and period_locks.is_locked(one, [lock])]
                for one in periods}  # fmt: skip
    return {period: min(places) for period, places in covering.items() if places}


def came_after(connection: Connection, values: Mapping[str, str]) -> set[str]:
    """Return those of these values, each with its period, that were written to after it was locked."""
    locked = locked_since(connection, set(values.values()))
    ids, found = [id for id, period in values.items() if period in locked], set[str]()
    for start in range(0, len(ids), AT_ONCE):
        wanted = (
            select(RECORD.c.id, func.max(REG.c.last).label("last")).join(REG, REG.c.rid == RECORD.c.rid)
            .where(RECORD.c.id.in_(ids[start : start + AT_ONCE])).group_by(RECORD.c.id)
        )  # fmt: skip
        found |= {row.id for row in connection.execute(wanted) if row.last > locked[values[row.id]]}
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
