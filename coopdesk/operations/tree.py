"""What is part of what: the records of a type as a tree, read a level at a time.

Links of two desks may go in a circle. Every record of a circle stands at the root, so that each record is found in
one place and none is lost.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, FromClause, ScalarSelect, func, select

from coopdesk.fields import Link
from coopdesk.operations import rights
from coopdesk.operations.record_types import record_type
from coopdesk.operations.titles import titles_in
from coopdesk.records import fields_of
from coopdesk.records.base import table_of
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store

PARENT = "parent"


class Node(NamedTuple):
    """A record in a tree: how it is named, and how many records are directly part of it."""

    id: str
    title: str
    parts: int


def has_tree(type: str) -> bool:
    """Tell whether records of a type are part of one another."""
    return any(one.name == PARENT and isinstance(one.kind, Link) and one.kind.to == type
               for one in fields_of(record_type(type)))  # fmt: skip


@rights.needs(rights.READER)
def children(store: Store, type: str, parent: str | None) -> list[Node]:
    """Return what is directly part of a record, in the order of titles; of None, what has parts and is no part."""
    with store.session() as session:
        connection = session.connection()
        if parent is None:
            found = _roots(connection, type)
        else:
            above = dict(_upwards(connection, type, parent))
            found = [one for one in _parts(connection, type, parent) if one not in above]
        titles, counted = titles_in(session, found), _counts(connection, type, found)
    return [Node(one, titles[one], counted.get(one, 0)) for one in sorted(found, key=lambda one: sort_key(titles[one]))]


@rights.needs(rights.READER)
def path(store: Store, type: str, id: str) -> list[str]:
    """Return the ids from the root of the tree down to a record, the record last."""
    with store.session() as session:
        way = dict(_upwards(session.connection(), type, id))
    found = list(way) or [id]
    circle = way.get(found[-1])
    return found[: found.index(circle) + 1 if circle in way else None][::-1]


def _roots(connection: Connection, type: str) -> list[str]:
    """Return what has parts and is part of nothing that is present, or is part of itself in a circle."""
    part_of = _with_parts(connection, type)
    tops = [one for one, above in part_of.items() if above not in part_of]
    return tops + sorted(_in_circle(part_of))


def _with_parts(connection: Connection, type: str) -> dict[str, str | None]:
    """Return each present record that has parts, with what it is part of. The index is read from one parent to the
    next, so records without parts cost nothing."""
    table = table_of(record_type(type))
    one, other = table.alias(), table.alias()

    def next_of(part: FromClause, *beyond: ColumnElement[bool]) -> ScalarSelect[str]:
        there = part.c[PARENT].is_not(None), part.c.deleted.is_(False)
        return select(part.c[PARENT]).where(*there, *beyond).order_by(part.c[PARENT]).limit(1).scalar_subquery()

    parents = select(next_of(one).label("id")).cte("parents", recursive=True)
    step = select(next_of(other, other.c[PARENT] > parents.c.id)).where(parents.c.id.is_not(None))
    parents = parents.union_all(step)
    found = select(table.c.id, table.c[PARENT], table.c.deleted).where(table.c.id.in_(select(parents.c.id)))
    return {row[0]: row[1] for row in connection.execute(found) if not row[2]}


def _in_circle(part_of: Mapping[str, str | None]) -> set[str]:
    """Return the records from which one comes back to them by going up."""
    found: set[str] = set()
    done: set[str] = set()
    for start in part_of:
        way: dict[str, None] = {}
        one: str | None = start
        while one is not None and one not in done and one not in way:
            way[one] = None
            one = part_of.get(one)
        if one is not None and one in way:
            steps = list(way)
            found.update(steps[steps.index(one) :])
        done.update(way)
    return found


def _upwards(connection: Connection, type: str, id: str) -> Iterator[tuple[str, str | None]]:
    """Yield a record and what it is part of, going up as far as they are present, each once, with its own parent."""
    table = table_of(record_type(type))
    passed: set[str] = set()
    one: str | None = id
    while one is not None and one not in passed:
        passed.add(one)
        up = select(table.c[PARENT]).where(table.c.id == one, table.c.deleted.is_(False))
        row = connection.execute(up).first()
        if row is None:
            return
        yield one, row[0]
        one = row[0]


def _parts(connection: Connection, type: str, parent: str) -> list[str]:
    table = table_of(record_type(type))
    below = select(table.c.id).where(table.c[PARENT] == parent, table.c.deleted.is_(False))
    return list(connection.execute(below).scalars())


def _counts(connection: Connection, type: str, parents: Sequence[str]) -> dict[str, int]:
    """Return how many records are directly part of each of these."""
    table = table_of(record_type(type))
    found: dict[str, int] = {}
    for start in range(0, len(parents), 500):
        there = table.c[PARENT].in_(parents[start : start + 500]), table.c.deleted.is_(False)
        counted = select(table.c[PARENT], func.count()).where(*there).group_by(table.c[PARENT])
        found |= {row[0]: row[1] for row in connection.execute(counted)}
    return found
