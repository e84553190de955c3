"""Lists of any length: the local numbers of what a filter holds, in order, and pages of their rows.

A list is an array of integers (8 MB for a million); rows are read by number, a page at a time.
"""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Table, and_, case, exists, func, literal_column, select, text

from coopdesk.errors import NotFound
from coopdesk.fields import Choice, Field, Kind, Link, Members, Money, language_of
from coopdesk.i18n import N_, language
from coopdesk.records import TYPES
from coopdesk.records.base import Record, fields_of, key_column, owner_field, sorts_by_key, table_of
from coopdesk.store import search

_NO_FIELD = N_("{type} has no field “{name}”.")
TRACES = ("id", "created_at", "created_by", "created_desk", "changed_at", "changed_by", "changed_desk", "conflicts")


def numbers(
    connection: Connection,
    cls: type[Record],
    where: Mapping[str, Any],
    query: str = "",
    sort: str = "",
    *,
    deleted: bool = False,
) -> "array[int]":
    """Return the local numbers of the records that match, in order.

    ``where``: field to stored value; None asks for empty, a set field for membership. ``query``: words that the
    record holds. ``sort``: a field, with ``-`` before it downwards; absent, the newest first. Lines of a deleted
    record are left out. Raises ``NotFound`` for a field that is not there.
    """
    table = table_of(cls)
    conditions: list[ColumnElement[bool]] = [_present(table, deleted, plain=not (where or sort or query.strip()))]
    link = owner_field(cls)
    if link is not None and not deleted:
        owner = table_of(TYPES[link.name])
        conditions.append(~exists().where(owner.c.id == table.c[link.name], owner.c.deleted))
    conditions += [_condition(cls, table, name, value) for name, value in where.items()]
    expression = search.match_expression(query) if query.strip() else None
    if query.strip():
        matching: Any = select(literal_column("rowid")).select_from(text("search")).where(text("search MATCH :words"))
        conditions.append(table.c.rid.in_(matching) if expression else literal_column("0") == 1)
    statement = select(table.c.rid).where(and_(*conditions)).order_by(*_order(cls, table, sort))
    found = connection.execute(statement, {"words": expression} if expression else {})
    wanted = array("q")
    while part := found.cursor.fetchmany(4096):
        wanted.extend(row[0] for row in part)
    found.close()
    return wanted


def rows(connection: Connection, cls: type[Record], wanted: Sequence[int], names: Sequence[str]) -> list[Row[Any]]:
    """Return the rows of these local numbers in their order: rid, id, deleted, conflicts and the named columns."""
    table = table_of(cls)
    columns = [table.c[column] for name in names for column in columns_of(cls, name)]
    statement = select(table.c.rid, table.c.id, table.c.deleted, table.c.conflicts, *columns)
    found = {row.rid: row for row in connection.execute(statement.where(table.c.rid.in_(list(wanted))))}
    return [found[rid] for rid in wanted if rid in found]


def columns_of(cls: type[Record], name: str) -> tuple[str, ...]:
    """Return the columns that hold a field."""
    declared = field_named(cls, name)
    if isinstance(declared.kind, Money):
        return (f"amount_{declared.number}", f"currency_{declared.number}")
    return (name,)


def field_named(cls: type[Record], name: str) -> Field:
    """Return a field of a record type; raises ``NotFound``."""
    for declared in fields_of(cls):
        if declared.name == name:
            return declared
    raise NotFound(_NO_FIELD, type=cls.__tablename__, name=name)


def _present(table: Table, deleted: bool, *, plain: bool) -> ColumnElement[bool]:
    """Return the condition of being deleted or not.

    "IS" lets the partial index answer a list that is neither filtered nor sorted; any other reads the rows anyway,
    and in the order of the table that is several times faster than row by row through the index.
    """
    return table.c.deleted.is_(deleted) if plain else table.c.deleted == deleted


def _condition(cls: type[Record], table: Table, name: str, value: Any) -> Any:
    if name in TRACES:
        return table.c[name].is_(None) if value is None else table.c[name] == value
    kind = field_named(cls, name).kind
    column = table.c[columns_of(cls, name)[0]]
    if value in (None, ()):
        return column.is_(None)
    if isinstance(kind, Members):
        members = func.json_each(column).table_valued("value")
        return and_(*(exists(select(members.c.value).where(members.c.value == sought)) for sought in value))
    if isinstance(kind, Money):
        return and_(column == value.minor, table.c[columns_of(cls, name)[1]] == value.currency)
    return column == value


def _order(cls: type[Record], table: Table, sort: str) -> list[Any]:
    name = sort.removeprefix("-")
    if not name:
        return [table.c.rid.desc()]
    key = table.c[name] if name in TRACES else _key(cls, table, field_named(cls, name))
    return [key.is_(None), key.desc() if sort.startswith("-") else key.asc(), table.c.rid]


def _key(cls: type[Record], table: Table, declared: Field) -> ColumnElement[Any]:
    kind: Kind = declared.kind
    if sorts_by_key(declared):
        own = table.c[key_column(declared.name)]
        other = other_half(cls, declared)
        return own if other is None else func.coalesce(own, table.c[key_column(other.name)])
    column = table.c[columns_of(cls, declared.name)[0]]
    if isinstance(kind, Choice):
        return case({option.token: place for place, option in enumerate(kind.options)}, value=column)
    if isinstance(kind, Link) and kind.to:
        linked = TYPES[kind.to]
        title = [key_column(n) for n in linked.__title__ if key_column(n) in table_of(linked).c]
        title.sort(
            key=lambda one: not one.startswith(f"name_{language()}") and not one.startswith(f"title_{language()}")
        )
        keys = [table_of(linked).c[one] for one in title]
        first = func.coalesce(*keys) if len(keys) > 1 else keys[0] if keys else table_of(linked).c.id
        return select(first).where(table_of(linked).c.id == column).scalar_subquery()
    return column


def other_half(cls: type[Record], declared: Field) -> Field | None:
    """Return the other half of a bilingual pair whose halves are both columns."""
    lang = language_of(declared)
    if lang is None:
        return None
    twin = f"{declared.name.removesuffix(f'_{lang}')}_{'ar' if lang == 'en' else 'en'}"
    return next((one for one in fields_of(cls) if one.name == twin and sorts_by_key(one)), None)
