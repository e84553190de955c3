"""What people see, written from the registers: rows of the record tables, owners, the search index.

Who made a record and who changed it last follow from all its operations, in whatever order they arrived.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, bindparam, insert, select, update

from coopdesk.history.operation import Operation
from coopdesk.records.base import AUDIENCE, Record, fields_of, owner_field, table_of
from coopdesk.store import search
from coopdesk.store.holding import as_shown
from coopdesk.store.rows import columns, trace
from coopdesk.store.state import AT_ONCE, RecordState, group_of, operations
from coopdesk.store.tables import RECORD


class _Present(NamedTuple):
    """What stands in the row of a record."""

    created: int
    changed: int
    deleted: bool


Arrived = tuple[RecordState, Sequence[Operation]]
"""A record with the operations that were merged into it just now."""
DeskOf = Callable[[bytes], str | None]


def project(connection: Connection, arrived: Iterable[Arrived], desk_of: DeskOf) -> None:
    """Write the rows of these records. ``desk_of`` tells the desk of a writer.

    What tells of a person whose key has not come has no row: nobody could say whom it is about.
    """
    by_type: dict[type[Record], list[Arrived]] = defaultdict(list)
    several = list(arrived)
    shown = as_shown(connection, (state for state, _ in several))
    for state, (_, batch) in zip(shown, several, strict=True):
        if not (state.erased or state.sealed):
            by_type[state.cls].append((state, batch))
    for cls, part in by_type.items():
        _project(connection, cls, part, desk_of)


def _project(connection: Connection, cls: type[Record], arrived: list[Arrived], desk_of: DeskOf) -> None:
    table, link = table_of(cls), owner_field(cls)
    there = _there(connection, cls, [state.rid for state, _ in arrived])
    fresh_rows: list[tuple[Any, ...]] = []
    statement, names, processors = _inserting(cls, connection.dialect)
    owners: list[dict[str, Any]] = []
    worded: list[int] = []
    for state, batch in arrived:
        present = there.get(state.rid)
        fresh = present is None
        touched = {operation.field for operation in batch}
        fields = [one for number in touched for one in group_of(cls, number)]
        values = columns(state.stored_values(fields), cls) | _traces(connection, state, batch, present, desk_of)
        values["conflicts"], values["deleted"] = state.conflicts, state.hidden
        if link is not None and link.number in touched:
            state.owner = values[link.name]
            owners.append({"of": state.rid, "owner": state.owner})
        if fresh:
            row = {**_blank(cls), **values, "rid": state.rid, "id": state.id}
            row |= {name: process(row[name]) for name, process in processors}
            fresh_rows.append(tuple([row[name] for name in names]))
        else:
            connection.execute(update(table).where(table.c.rid == state.rid).values(**values))
        shown_again = present is not None and present.deleted != values["deleted"]
        if fresh or values["deleted"] or shown_again or any(one.search for one in fields):
            worded.append(state.rid)
    if owners:
        connection.execute(_OWN, owners)
    if fresh_rows:
        connection.exec_driver_sql(statement, fresh_rows)
    search.index(connection, cls, worded)


@cache
def _inserting(
    cls: type[Record], dialect: Dialect
) -> tuple[str, tuple[str, ...], list[tuple[str, Callable[[Any], Any]]]]:
    """Return the statement that writes a new row of a type, its columns in order, and what turns a value into what
    the database keeps, of those columns that need it: an import writes very many rows."""
    table = table_of(cls)
    names = tuple(table.c.keys())
    statement = insert(table).compile(dialect=dialect, column_keys=names).string
    kept = ((one.name, one.type.dialect_impl(dialect).bind_processor(dialect)) for one in table.c)
    return statement, names, [(name, process) for name, process in kept if process is not None]


@cache
def _blank(cls: type[Record]) -> dict[str, Any]:
    """Return the columns of a record of which nothing is known."""
    return columns(RecordState(0, "", cls, None, False, None).stored_values(fields_of(cls)), cls)


def _traces(
    connection: Connection, state: RecordState, batch: Sequence[Operation], present: _Present | None, of: DeskOf
) -> dict[str, Any]:
    """Return who made and who changed a record where these operations, the rest being there, have a say in it."""
    known = list(batch)
    created, changed = (present.created, present.changed) if present is not None else (0, -1)
    earliest, latest = min(one.hlc for one in batch) >> 16, max(one.hlc for one in batch) >> 16
    said = earliest <= created or latest == changed or any(_is_first(state, one) for one in batch)
    if present is not None and said:
        known = operations(connection, rid=state.rid)
        created, changed = 0, -1
    by_time = sorted(known, key=lambda one: (one.hlc, one.writer, one.n))
    found: dict[str, Any] = {}
    if not created:
        first = next((one for one in by_time if _is_first(state, one)), by_time[0])
        found |= trace("created", first, of(first.writer))
    if latest > changed:
        found |= trace("changed", by_time[-1], of(by_time[-1].writer))
    return found


def _is_first(state: RecordState, one: Operation) -> bool:
    """Tell whether the author of an operation made its record.

    He said whom it is for, or what it belongs to; whoever says so again has seen it. Who made a record decides who
    receives it, and no clock may decide that.
    """
    link = owner_field(state.cls)
    return one.field == (AUDIENCE if link is None else link.register) and not one.ctx


def _there(connection: Connection, cls: type[Record], rids: list[int]) -> dict[int, _Present]:
    """Return what stands in the rows that are there, by local number."""
    table = table_of(cls)
    return {
        row.rid: _Present(row.created_at, row.changed_at, row.deleted)
        for start in range(0, len(rids), AT_ONCE)
        for row in connection.execute(
            select(table.c.rid, table.c.created_at, table.c.changed_at, table.c.deleted)
            .where(table.c.rid.in_(rids[start : start + AT_ONCE]))
        )
    }  # fmt: skip


_OWN = update(RECORD).where(RECORD.c.rid == bindparam("of")).values(owner=bindparam("owner"))
