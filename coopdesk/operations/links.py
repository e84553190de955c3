"""Links both ways: the records that a record names, and the records that name it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, String, cast, func, select
from sqlalchemy.orm import Session

from coopdesk.fields import Code, Field, Kind, Link, Links, Tags, parse_id
from coopdesk.i18n import N_, Text, language, tr
from coopdesk.operations import rights
from coopdesk.operations.record_types import record_type
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY, TYPES, Record, fields_of, owned_by, plural_of
from coopdesk.records.base import key_column, owner_field, table_of
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD

_REVERSE: dict[tuple[str, str], Text] = {
    ("organization", "parent"): N_("Bodies that are part of it"),
    ("organization", "accredited_mission"): N_("Organizations to which it is accredited"),
    ("organization", "country"): N_("Organizations seated there"),
    ("membership", "organization"): N_("Our membership"),
    ("membership", "lead_ministry"): N_("Memberships that it leads"),
    ("contact", "organization"): N_("Contacts"),
    ("contact", "nationality"): N_("Contacts of this nationality"),
    ("conference", "organizers"): N_("Conferences that it organizes"),
    ("conference", "country"): N_("Conferences held there"),
    ("conference_report", "conference"): N_("Reports on it"),
    ("commitment", "partner"): N_("Commitments with it"),
    ("bilateral_meeting", "organizations"): N_("Meetings with it"),
    ("action", "owner"): N_("Actions that it answers for"),
    ("action", "source"): N_("Actions that follow from it"),
    ("country", "our_mission"): N_("Countries to which it is accredited"),
    ("delegate", "entity"): N_("Delegations with people from it"),
    ("tag", "parent"): N_("What is part of it"),
}
"""What a link is called from the other end, where the name of its field would not say it."""
_CODED: Mapping[str, type[Kind]] = {"country": Code, "tag": Tags}
"""The types that records name by a code, with the kind of field that holds it."""
_OTHERWISE = N_("{type}: {field}")
MOST_LINKED = 2_000
"""The most records of a group that are ever shown."""


class Linked(NamedTuple):
    """A record at the other end of a link. ``note``: what is said of it beside its title."""

    type: str
    id: str
    title: str
    note: str = ""


class Group(NamedTuple):
    """Records that name a record in one way: up to the limit of them, and how many there are."""

    label: str
    records: list[Linked]
    total: int


@rights.needs(rights.READER)
def named(store: Store, ids: Iterable[str]) -> dict[str, Linked]:
    """Return type and title of these records by id, in the present language; unknown ones are left out."""
    with store.session() as session:
        return _named(session, list(dict.fromkeys(ids)))


def links_of(type: str, view: dict[str, Any]) -> list[str]:
    """Return the ids that the fields of a view name, those of its lists too."""
    found: list[str] = []
    for one in fields_of(record_type(type)):
        value = view.get(one.name)
        if isinstance(one.kind, Links):
            found += value or ()
        elif isinstance(one.kind, Link) and value:
            found.append(value)
    for owned in owned_by(type):
        for line in view.get(plural_of(owned)) or ():
            found += links_of(owned.__tablename__, line)
    return found


@rights.needs(rights.READER)
def links_to(store: Store, type: str, id: str, limit: int = 50) -> list[Group]:
    """Return what names a record, group by group; lines of lists are told as the records that own them.

    Countries and tags are named by their code. Persons stand in the order of precedence, never by name; all others by
    title.
    """
    with store.session() as session:
        connection = session.connection()
        sought, code = parse_id(id), None
        if type in _CODED:
            table = table_of(TYPES[type])
            code = connection.execute(select(table.c.code).where(table.c.id == sought)).scalar()
        found = []
        for cls, one in _naming(type):
            value = code if isinstance(one.kind, Code | Tags) else sought
            ids = _naming_ids(connection, cls, one, value) if value else []
            ids = [other for other in dict.fromkeys(ids) if other != sought]
            if ids:
                by_id = _named(session, ids[:limit])
                label = cls.__plural__ if isinstance(one.kind, Tags) else _REVERSE.get((cls.__tablename__, one.name))
                told = tr(label) if label else tr(_OTHERWISE, type=cls.__plural__, field=one.label)
                found.append(Group(told, [by_id[other] for other in ids[:limit] if other in by_id], len(ids)))
    return found


def _naming(type: str) -> Iterator[tuple[type[Record], Field]]:
    """Yield the fields that may name a record of a type."""
    for cls in TYPES.values():
        for one in fields_of(cls):
            if one.name == cls.__owner__:
                continue
            by_code = type in _CODED and isinstance(one.kind, _CODED[type]) and getattr(one.kind, "of", type) == type
            if by_code or (isinstance(one.kind, Link | Links) and one.kind.to in ("", type)):
                yield cls, one


def _naming_ids(connection: Connection, cls: type[Record], one: Field, value: str) -> list[str]:
    """Return the ids of the records, or of the owners of the lines, whose field holds a value, in order."""
    table = table_of(cls)
    holds = table.c[one.name] == value
    if isinstance(one.kind, Tags):
        holds = func.instr(cast(table.c[one.name], String), f'"{value}"') > 0
    elif isinstance(one.kind, Links):
        holds = func.instr(cast(table.c[one.name], String), value) > 0
    owner = owner_field(cls)
    told = table.c.id if owner is None else table.c[owner.name]
    keys = [table.c[key_column(name)] for name in _titles_first(cls) if key_column(name) in table.c]
    order: list[Any] = []
    if "precedence" in table.c:
        order = [table.c.precedence.is_(None), table.c.precedence]
    elif keys:
        order = [func.coalesce(*keys) if len(keys) > 1 else keys[0]]
    statement = select(told).where(holds, table.c.deleted.is_(False), told.is_not(None))
    if owner is not None:
        of = table_of(TYPES[owner.name])
        statement = statement.where(told.in_(select(of.c.id).where(of.c.deleted.is_(False))))
    return list(connection.execute(statement.order_by(*order, table.c.rid)).scalars())


def _titles_first(cls: type[Record]) -> list[str]:
    return sorted(cls.__title__, key=lambda name: not name.endswith(f"_{language()}"))


def _named(session: Session, ids: list[str]) -> dict[str, Linked]:
    names = titles_in(session, ids)
    found: dict[str, Linked] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        for row in session.execute(select(RECORD.c.id, RECORD.c.entity).where(RECORD.c.id.in_(part))):
            if row.entity in BY_ENTITY:
                found[row.id] = Linked(BY_ENTITY[row.entity].__tablename__, row.id, names[row.id])
    return found
