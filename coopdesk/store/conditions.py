"""What a list can be asked beside plain equality: any of several, a range, empty or not, below a node, linked or not.

A condition holds stored values. A partial date counts as its last day, so that what is due in a month is overdue
only when the month has passed.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, bindparam, exists, false, func, literal, or_, select

from coopdesk.fields import Day, Kind, Members, Money
from coopdesk.records import TYPES
from coopdesk.records.base import table_of

_LAST = "-99-99"
"""What makes a partial date sort behind every day in it."""


@dataclass(frozen=True)
class AnyOf:
    """One of these values, or of a set field any of them; None among them is empty. ``none``: not one of them."""

    values: tuple[Any, ...]
    none: bool = False


@dataclass(frozen=True)
class Between:
    """From ``low`` to ``high``, both within; None is open. ``or_empty``: what is empty too."""

    low: Any = None
    high: Any = None
    or_empty: bool = False


@dataclass(frozen=True)
class Filled:
    """There is a value."""


@dataclass(frozen=True)
class Under:
    """The record of this id, and what is below it by the links of the field."""

    id: str


@dataclass(frozen=True)
class LinkedFrom:
    """A record of ``type`` that is not deleted links to it by ``field``."""

    type: str
    field: str


Condition = AnyOf | Between | Filled | Under | LinkedFrom


def meets(
    connection: Connection, table: Table, columns: tuple[str, ...], kind: Kind, condition: Condition
) -> ColumnElement[bool]:
    """Return the condition on a field of a table as SQL. ``columns``: those that hold the field."""
    column: ColumnElement[Any] = table.c[columns[0]]
    if isinstance(condition, Filled):
        return column.is_not(None)
    if isinstance(condition, LinkedFrom):
        other = table_of(TYPES[condition.type])
        return exists().where(other.c[condition.field] == column, other.c.deleted.is_(False))
    if isinstance(condition, Under):
        below = json.dumps(below_node(connection, table, columns[0], condition.id))
        return table.c.rid.in_(select(func.json_each(below).table_valued("value").c.value))
    if isinstance(condition, Between):
        return _within(column, kind, condition)
    return _any(table, columns, kind, condition)


def edges(connection: Connection, table: Table, field: str) -> dict[str, str]:
    """Return what each record that is present is part of: id to id."""
    part_of = select(table.c.id, table.c[field]).where(table.c[field].is_not(None), table.c.deleted.is_(False))
    return {row[0]: row[1] for row in connection.execute(part_of)}


def below_node(connection: Connection, table: Table, field: str, id: str) -> list[int]:
    """Return the local numbers of a record and of all that is below it; a circle of links ends where it began."""
    parts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    part_of = select(table.c.id, table.c.rid, table.c[field]).where(table.c[field].is_not(None))
    for one, rid, parent in connection.execute(part_of):
        parts[parent].append((one, rid))
    own = connection.execute(select(table.c.rid).where(table.c.id == id)).scalar()
    found = {id: own or 0}
    waiting = [id]
    while waiting:
        for one, rid in parts.get(waiting.pop(), ()):
            if one not in found:
                found[one] = rid
                waiting.append(one)
    return sorted(found.values())


def _within(column: ColumnElement[Any], kind: Kind, condition: Between) -> ColumnElement[bool]:
    compared = func.substr(column + literal(_LAST), 1, 10) if isinstance(kind, Day) else column
    parts = []
    if condition.low is not None:
        parts.append(compared >= condition.low)
    if condition.high is not None:
        high = f"{condition.high}{_LAST}"[:10] if isinstance(kind, Day) else condition.high
        parts.append(compared <= high)
    inside = and_(column.is_not(None), *parts)
    return or_(column.is_(None), inside) if condition.or_empty else inside


def _any(table: Table, columns: tuple[str, ...], kind: Kind, condition: AnyOf) -> ColumnElement[bool]:
    column = table.c[columns[0]]
    wanted = [one for one in condition.values if one is not None]
    parts: list[ColumnElement[bool]] = []
    if isinstance(kind, Money):
        parts += [and_(column == one.minor, table.c[columns[1]] == one.currency) for one in wanted]
    elif wanted and isinstance(kind, Members):
        members = func.json_each(column).table_valued("value")
        parts.append(exists(select(members.c.value).where(members.c.value.in_(wanted))))
    elif wanted:
        parts.append(column.in_(wanted))
    if len(wanted) < len(condition.values):
        parts.append(column.is_(None))
    met = or_(*parts) if parts else false()
    if not condition.none:
        return met
    return ~met if None in condition.values else or_(~met, column.is_(None))


def among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition of being one of ``some``, a JSON list that is given when the question is asked.

    However many they are, the question reads the same, so that it is put into words once.
    """
    some = func.json_each(bindparam("some")).table_valued("value")
    return column.in_(select(some.c.value))
