"""What a list can be asked beside plain equality: any of several, a range, empty or not, below a node, linked or not.

A condition holds stored values. A partial date counts as its last day, so that what is due in a month is overdue
only when the month has passed.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Select,
    Table,
    and_,
    bindparam,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
)  # fmt: skip

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
    """From ``low`` to ``high``, both within; None is open. ``or_empty``: what is empty too. Money: of one currency."""

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
    """A record of ``type`` that is not deleted links to it by ``field``; ``none``: no such record does."""

    type: str
    field: str
    none: bool = False


@dataclass(frozen=True)
class HalfFilled:
    """One column of any of these pairs holds something and the other does not."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chosen:
    """The id of the record is in each of these selections of ids."""

    ids: tuple[Select[Any], ...]


Condition = AnyOf | Between | Filled | Under | LinkedFrom | HalfFilled | Chosen


def meets(table: Table, columns: tuple[str, ...], kind: Kind, condition: Condition) -> ColumnElement[bool]:
    """Return the condition on a field of a table as SQL. ``columns``: those that hold the field."""
    if isinstance(condition, Chosen):
        return and_(true(), *(table.c.id.in_(one) for one in condition.ids))
    column: ColumnElement[Any] = table.c[columns[0]]
    if isinstance(condition, Filled):
        return column.is_not(None)
    if isinstance(condition, LinkedFrom):
        other = table_of(TYPES[condition.type])
        linked = exists().where(other.c[condition.field] == column, other.c.deleted.is_(False))
        return not_(linked) if condition.none else linked
    if isinstance(condition, Under):
        return table.c.id.in_(select(_below(table, columns[0], condition.id).c.id))
    if isinstance(condition, HalfFilled):
        empty = [(table.c[one].is_(None), table.c[other].is_(None)) for one, other in condition.pairs]
        return or_(false(), *(one != other for one, other in empty))
    if isinstance(condition, Between):
        return _within(table, columns, kind, condition)
    return _any(table, columns, kind, condition)


def _below(table: Table, field: str, id: str) -> CTE:
    """Return the ids of a record and of all that is below it; a circle of links ends where it began."""
    part, found = table.alias(), select(literal(id).label("id")).cte("below", recursive=True)
    return found.union(select(part.c.id).where(part.c[field] == found.c.id))


def _within(table: Table, columns: tuple[str, ...], kind: Kind, condition: Between) -> ColumnElement[bool]:
    column: ColumnElement[Any] = table.c[columns[0]]
    compared = func.substr(column + literal(_LAST), 1, 10) if isinstance(kind, Day) else column
    low, high = condition.low, condition.high
    parts = []
    if isinstance(kind, Money):
        parts += [table.c[columns[1]] == one.currency for one in (low, high) if one is not None]
        low, high = (one if one is None else one.minor for one in (low, high))
    if low is not None:
        parts.append(compared >= low)
    if high is not None:
        parts.append(compared <= (f"{high}{_LAST}"[:10] if isinstance(kind, Day) else high))
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


def these(values: Iterable[Any]) -> Select[Any]:
    """Return a selection of these values, however many they are."""
    some = func.json_each(json.dumps(list(values))).table_valued("value")
    return select(some.c.value)


def among(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition of being one of ``some``, a JSON list that is given when the question is asked.

    However many they are, the question reads the same, so that it is put into words once.
    """
    some = func.json_each(bindparam("some")).table_valued("value")
    return column.in_(select(some.c.value))
