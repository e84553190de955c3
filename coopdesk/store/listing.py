"""Lists of any length: the local numbers of what a filter holds, in order, and pages of their rows.

A list is an array of integers (8 MB for a million); rows are read by number, a page at a time. The borders of its
groups come from one counting query in the same order.
"""

import json
from array import array
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    case,
    exists,
    func,
    literal_column,
    select,
    text,
)  # fmt: skip

from coopdesk.errors import NotFound
from coopdesk.fields import Choice, Code, Field, Kind, Line, Link, Members, Money, language_of
from coopdesk.i18n import N_, language
from coopdesk.records import TYPES, Country
from coopdesk.records.base import Record, fields_of, key_column, owner_field, sorts_by_key, table_of
from coopdesk.store import search
from coopdesk.store.conditions import Chosen, Condition, among, meets, these

NO_FIELD = N_("{type} has no field “{name}”.")
TRACES = ("id", "created_at", "created_by", "created_desk", "changed_at", "changed_by", "changed_desk", "conflicts")


def numbers(
    connection: Connection,
    cls: type[Record],
    where: Mapping[str, Any],
    query: str = "",
    sort: str = "",
    *,
    group: str = "",
    deleted: bool = False,
) -> "array[int]":
    """Return the local numbers of the records that match, in order.

    ``where``: field to stored value or ``Condition``; None asks for empty, a set field for membership. ``query``: words
    that the record holds. ``sort``: fields with commas between them, ``-`` before one downwards; absent, the newest
    first. ``group``: the field by which like records stand together. Lines of a deleted record are left out. Raises
    ``NotFound`` for a field that is not there.
    """
    table = table_of(cls)
    conditions, words = _conditions(cls, where, query, plain=not (sort or group), deleted=deleted)
    order = [*_group_order(cls, table, group), *_order(cls, table, sort)]
    found = connection.execute(select(table.c.rid).where(and_(*conditions)).order_by(*order), words)
    wanted = array("q")
    while part := found.cursor.fetchmany(4096):
        wanted.extend(row[0] for row in part)
    found.close()
    return wanted


def groups(
    connection: Connection, cls: type[Record], where: Mapping[str, Any], query: str, group: str, *, deleted: bool
) -> list[tuple[Any, int]]:
    """Return the values by which the records that match stand together, in order, each with how many they are."""
    table = table_of(cls)
    column = table.c[columns_of(cls, group)[0]]
    conditions, words = _conditions(cls, where, query, plain=False, deleted=deleted)
    counted = select(column, func.count()).where(and_(*conditions)).group_by(column)
    return [(row[0], row[1]) for row in connection.execute(counted.order_by(*_group_order(cls, table, group)), words)]


def count(
    connection: Connection, cls: type[Record], where: Mapping[str, Any], query: str = "", *, deleted: bool = False
) -> int:
    """Return how many records match."""
    conditions, words = _conditions(cls, where, query, plain=True, deleted=deleted)
    counted = select(func.count()).select_from(table_of(cls)).where(and_(*conditions))
    return connection.execute(counted, words).scalar_one()


def sums(
    connection: Connection,
    cls: type[Record],
    where: Mapping[str, Any],
    query: str,
    name: str,
    *,
    deleted: bool,
    among: Sequence[int] | None = None,
) -> list[tuple[str, int]]:
    """Return what an amount of money adds up to over the records that match, by currency. ``among``: of these local
    numbers only."""
    table = table_of(cls)
    amount, currency = (table.c[one] for one in columns_of(cls, name))
    conditions, words = _conditions(cls, where, query, plain=False, deleted=deleted)
    if among is not None:
        conditions.append(table.c.rid.in_(these(among)))
    added = select(currency, func.sum(amount)).where(and_(*conditions), amount.is_not(None))
    return [(row[0], row[1]) for row in connection.execute(added.group_by(currency).order_by(currency), words)]


def values(connection: Connection, cls: type[Record], name: str) -> list[tuple[Any, int]]:
    """Return the stored values that a field has, the most frequent first, each with how many records have it.

    A member of a set counts for itself; None is empty.
    """
    table = table_of(cls)
    column: ColumnElement[Any] = table.c[columns_of(cls, name)[0]]
    if not isinstance(field_named(cls, name).kind, Members):
        counted = select(column, func.count()).where(table.c.deleted.is_(False)).group_by(column)
        return [(row[0], row[1]) for row in connection.execute(counted.order_by(func.count().desc()))]
    members = func.json_each(column).table_valued("value", name="member")
    counted = select(members.c.value, func.count()).select_from(table.join(members, literal_column("1") == 1))
    there = counted.where(table.c.deleted.is_(False)).group_by(members.c.value).order_by(func.count().desc())
    found = [(row[0], row[1]) for row in connection.execute(there)]
    without = count(connection, cls, {name: None})
    return [*found, (None, without)] if without else found


def rows(connection: Connection, cls: type[Record], wanted: Sequence[int], names: tuple[str, ...]) -> list[Row[Any]]:
    """Return the rows of these local numbers in their order: rid, id, deleted, conflicts and the named columns."""
    some = {"some": json.dumps(list(wanted))}
    found = {row[0]: row for row in connection.execute(_rows_of(cls, names), some).fetchall()}
    return [found[rid] for rid in wanted if rid in found]


@cache
def _rows_of(cls: type[Record], names: tuple[str, ...]) -> Select[Any]:
    """Return the question for rows, always the same one, so that it is put into words once."""
    table = table_of(cls)
    columns = [table.c[column] for name in names for column in columns_of(cls, name)]
    return select(table.c.rid, table.c.id, table.c.deleted, table.c.conflicts, *columns).where(among(table.c.rid))


def columns_of(cls: type[Record], name: str) -> tuple[str, ...]:
    """Return the columns that hold a field."""
    declared = field_named(cls, name)
    if isinstance(declared.kind, Money):
        return (f"amount_{declared.number}", f"currency_{declared.number}")
    return (name,)


def field_named(cls: type[Record], name: str) -> Field:
    """Return a field of a record type; raises ``NotFound``."""
    found = _by_name(cls).get(name)
    if found is None:
        raise NotFound(NO_FIELD, type=cls.__tablename__, name=name)
    return found


@cache
def _by_name(cls: type[Record]) -> dict[str, Field]:
    return {one.name: one for one in fields_of(cls)}


def _conditions(
    cls: type[Record], where: Mapping[str, Any], query: str, *, plain: bool, deleted: bool
) -> tuple[list[ColumnElement[bool]], dict[str, str]]:
    """Return the conditions of a list, and the words that they hold."""
    table = table_of(cls)
    plain = plain and not (where or query.strip())
    conditions: list[ColumnElement[bool]] = [_present(table, deleted, plain=plain)]
    link = owner_field(cls)
    if link is not None and not deleted:
        owner = table_of(TYPES[link.name])
        conditions.append(~exists().where(owner.c.id == table.c[link.name], owner.c.deleted))
    conditions += [_condition(cls, table, name, value) for name, value in where.items()]
    expression = search.match_expression(query) if query.strip() else None
    if query.strip():
        matching: Any = select(literal_column("rowid")).select_from(text("search")).where(text("search MATCH :words"))
        conditions.append(table.c.rid.in_(matching) if expression else literal_column("0") == 1)
    return conditions, {"words": expression} if expression else {}


def _present(table: Table, deleted: bool, *, plain: bool) -> ColumnElement[bool]:
    """Return the condition of being deleted or not.

    "IS" lets the partial index answer a list that is neither filtered nor sorted; any other reads the rows anyway,
    and in the order of the table that is several times faster than row by row through the index.
    """
    return table.c.deleted.is_(deleted) if plain else table.c.deleted == deleted


def _condition(cls: type[Record], table: Table, name: str, value: Any) -> Any:
    if isinstance(value, Chosen):
        return meets(table, (), Line(), value)
    kind: Kind = Line() if name in TRACES else field_named(cls, name).kind
    columns = (name,) if name in TRACES else columns_of(cls, name)
    if isinstance(value, Condition):
        return meets(table, columns, kind, value)
    column = table.c[columns[0]]
    if value in (None, ()):
        return column.is_(None)
    if isinstance(kind, Members):
        members = func.json_each(column).table_valued("value")
        return and_(*(exists(select(members.c.value).where(members.c.value == sought)) for sought in value))
    if isinstance(kind, Money):
        return and_(column == value.minor, table.c[columns[1]] == value.currency)
    return column == value


def _order(cls: type[Record], table: Table, sort: str) -> list[Any]:
    if not sort:
        return [table.c.rid.desc()]
    order: list[Any] = []
    for one in sort.split(","):
        name = one.strip().removeprefix("-")
        key = table.c[name] if name in TRACES else _key(cls, table, field_named(cls, name))
        order.append((key.desc() if one.strip().startswith("-") else key.asc()).nulls_last())
    return [*order, table.c.rid]


def _group_order(cls: type[Record], table: Table, group: str) -> list[Any]:
    """Return the order of groups: by what a person reads, then by the value, since two may read alike."""
    if not group:
        return []
    key = _key(cls, table, field_named(cls, group))
    return [key.asc().nulls_last(), table.c[columns_of(cls, group)[0]]]


def _key(cls: type[Record], table: Table, declared: Field) -> ColumnElement[Any]:
    kind: Kind = declared.kind
    if sorts_by_key(declared):
        own = table.c[key_column(declared.name)]
        half = other_half(cls, declared)
        return own if half is None else func.coalesce(own, table.c[key_column(half.name)])
    column = table.c[columns_of(cls, declared.name)[0]]
    if isinstance(kind, Choice):
        return case({option.token: place for place, option in enumerate(kind.options)}, value=column)
    if isinstance(kind, Link) and kind.to:
        return _title_key(TYPES[kind.to], "id", column)
    if isinstance(kind, Code) and kind.of == "country":
        return func.coalesce(_title_key(Country, "code", column), column)
    return column


def _title_key(cls: type[Record], by: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the key by which a list orders the title of the record that a column names, present language first."""
    other = table_of(cls).alias()
    title = [key_column(n) for n in cls.__title__ if key_column(n) in other.c]
    title.sort(key=lambda one: not one.startswith((f"name_{language()}", f"title_{language()}")))
    keys = [other.c[one] for one in title]
    first = func.coalesce(*keys) if len(keys) > 1 else keys[0] if keys else other.c.id
    return select(first).where(other.c[by] == column).limit(1).scalar_subquery()


def other_half(cls: type[Record], declared: Field) -> Field | None:
    """Return the other half of a bilingual pair whose halves are both columns."""
    lang = language_of(declared)
    if lang is None:
        return None
    found = _by_name(cls).get(f"{declared.name.removesuffix(f'_{lang}')}_{'ar' if lang == 'en' else 'en'}")
    return found if found is not None and sorts_by_key(found) else None
