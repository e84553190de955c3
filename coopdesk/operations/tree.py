"""What is part of what: the records of a type as a tree, read a level at a time.

Links of two desks may go in a circle. Every record of a circle stands at the root, so that each record is found in
one place and none is lost.
"""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from coopdesk.fields import Link
from coopdesk.operations.record_types import record_type
from coopdesk.operations.titles import titles_in
from coopdesk.records import fields_of
from coopdesk.records.base import table_of
from coopdesk.store.conditions import edges
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


def children(store: Store, type: str, parent: str | None) -> list[Node]:
    """Return what is directly part of a record, in the order of titles; of None, what has parts and is no part."""
    with store.session() as session:
        connection = session.connection()
        counted = _counts(connection, type)
        if parent is None:
            part_of = edges(connection, table_of(record_type(type)), PARENT)
            found = _roots(connection, type, part_of, counted)
        else:
            above = set(_above(connection, type, parent))
            found = [one for one in _parts(connection, type, parent) if one not in above]
        titles = titles_in(session, found)
    return [Node(one, titles[one], counted.get(one, 0)) for one in sorted(found, key=lambda one: sort_key(titles[one]))]


def path(store: Store, type: str, id: str) -> list[str]:
    """Return the ids from the root of the tree down to a record, the record last."""
    with store.session() as session:
        connection = session.connection()
        part_of = edges(connection, table_of(record_type(type)), PARENT)
        circle = _in_circle(part_of)
        found = [id]
        while found[-1] not in circle and (above := part_of.get(found[-1])) and _is_present(connection, type, above):
            found.append(above)
    return found[::-1]


def _roots(connection: Connection, type: str, part_of: dict[str, str], counted: dict[str, int]) -> list[str]:
    table = table_of(record_type(type))
    tops = {one for one in counted if one not in part_of}
    away = [one for one in part_of if one in counted and part_of[one] not in part_of]
    parents = {part_of[one] for one in away}
    present: set[str] = set()
    for some in _slices([*parents, *tops]):
        alive = select(table.c.id).where(table.c.id.in_(some), table.c.deleted.is_(False))
        present.update(connection.execute(alive).scalars())
    lost = {one for one in away if part_of[one] not in present}
    return [one for one in tops if one in present] + sorted(lost) + sorted(_in_circle(part_of))


def _in_circle(part_of: dict[str, str]) -> set[str]:
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


def _above(connection: Connection, type: str, id: str) -> Iterable[str]:
    """Yield a record and what it is part of, going up, each once."""
    table = table_of(record_type(type))
    passed: set[str] = set()
    one: str | None = id
    while one is not None and one not in passed:
        passed.add(one)
        yield one
        up = select(table.c[PARENT]).where(table.c.id == one, table.c.deleted.is_(False))
        one = connection.execute(up).scalar()


def _parts(connection: Connection, type: str, parent: str) -> list[str]:
    table = table_of(record_type(type))
    below = select(table.c.id).where(table.c[PARENT] == parent, table.c.deleted.is_(False))
    return list(connection.execute(below).scalars())


def _counts(connection: Connection, type: str) -> dict[str, int]:
    table = table_of(record_type(type))
    there = table.c[PARENT].is_not(None), table.c.deleted.is_(False)
    counted = select(table.c[PARENT], func.count()).where(*there).group_by(table.c[PARENT])
    return {row[0]: row[1] for row in connection.execute(counted)}


def _is_present(connection: Connection, type: str, id: str) -> bool:
    table = table_of(record_type(type))
    return (
        connection.execute(select(table.c.rid).where(table.c.id == id, table.c.deleted.is_(False))).first() is not None
    )


def _slices(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + 500] for start in range(0, len(ids), 500))
