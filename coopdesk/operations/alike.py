"""How secret a record begins that tells of another one, and for whom: no less secret than that one; for the same desks,
unless its type is for fewer; until somebody says otherwise. What began so goes along where a step sends the other
one."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import InvalidValue
from coopdesk.fields import Link
from coopdesk.records import BY_ENTITY, TYPES, Record, fields_of
from coopdesk.records.base import highest
from coopdesk.store.tables import RECORD
from coopdesk.store.writing import Writing
from coopdesk.sync.audiences import ALL, LOCAL, MINISTRY

_USUAL = "internal"


def least_degree(degree: str | None) -> str:
    """Return the degree with which a record begins that tells of one of this degree."""
    return highest([degree, _USUAL])


def beginning(writing: Writing, cls: type[Record], values: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return the degree and the audience of a new record with these values. Of what another desk began, for the
    Ministry, it is for that desk, as is what it tells of."""
    link, found = _link(cls), None
    if link is not None:
        with suppress(InvalidValue):  # what is wrong with it is said when it is taken
            id = link.kind.parse(values.get(link.name))
            of = _type(writing.session, link.kind, id)
            found = writing.session.scalars(select(of).where(of.id == id)).one_or_none() if of is not None else None
    if found is None:
        return _USUAL, cls.__audience__
    degree = least_degree(found.classification)
    if cls.__audience__ != ALL and found.audience != LOCAL:
        return degree, cls.__audience__
    theirs = found.audience == MINISTRY and found.created_desk not in (None, writing.author.desk)
    return degree, found.created_desk if theirs else found.audience


def those_of(session: Session, record: Record) -> Iterator[Record]:
    """Yield the records that tell of a record and are for the same desks, where they may go along with it: what is for
    fewer by its type goes from its desk, and no further (see ``sent``)."""
    for cls in TYPES.values():
        link = _link(cls)
        goes = record.audience == LOCAL or cls.__audience__ == ALL
        if goes and link is not None and link.kind.to == record.__tablename__:
            column = getattr(cls, link.name)
            wanted = select(cls).where(column == record.id, cls.deleted.is_(False), cls.audience == record.audience)
            yield from session.scalars(wanted)


def sent(record: Record, audience: str) -> str:
    """Return for whom a record is that goes along with one which is sent to an audience: that, or whom its type is
    for. What has steps of its own to be sent by stays at its desk."""
    return audience if record.__audience__ == ALL else record.__audience__


def _type(session: Session, kind: Link, id: str | None) -> type[Record] | None:
    """Return the type of what a link leads to: the one that it names, else that of the record."""
    if kind.to:
        return TYPES[kind.to]
    entity = session.execute(select(RECORD.c.entity).where(RECORD.c.id == id)).scalar() if id else None
    return BY_ENTITY.get(entity) if entity is not None else None


class _Told(NamedTuple):
    name: str
    kind: Link


@cache
def _link(cls: type[Record]) -> _Told | None:
    """Return the link of a type to that of which its records tell."""
    return next((_Told(one.name, one.kind) for one in fields_of(cls)
                 if one.name == cls.__alike__ and isinstance(one.kind, Link)), None)  # fmt: skip
