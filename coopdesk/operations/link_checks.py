"""What a link may not become: one to a record of another type, to one that was deleted, or the way back to itself.

Two desks can bring each of these about together; what reads links lives with them (see ``tree``).
"""

from typing import Any, NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from coopdesk.errors import InvalidValue
from coopdesk.fields import Field, Link, Links
from coopdesk.i18n import N_
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY, TYPES, Record
from coopdesk.records.base import table_of
from coopdesk.store.database import remembered
from coopdesk.store.tables import RECORD

_OTHER_TYPE = N_("“{id}” is a record of another type. Give one of the type “{type}”.")
_WAS_DELETED = N_("“{title}” was deleted. Restore it first, or choose another.")
_CIRCLE = N_("“{title}” leads back to this record itself. Choose another.")


class _Known(NamedTuple):
    entity: int | None
    deleted: bool


def check(session: Session, record: Record, declared: Field, found: Any, present: Any) -> None:
    """Raise ``InvalidValue`` where a link, or one that is added to a set, is none that a person means."""
    kind = declared.kind
    if not isinstance(kind, Link | Links):
        return
    connection = session.connection()
    for link in set(found) - set(present or ()) if isinstance(kind, Links) else {found} - {None}:
        known = _known(connection, link)
        if kind.to in TYPES and known.entity not in (None, TYPES[kind.to].__entity__):
            raise InvalidValue(_OTHER_TYPE, id=link, type=TYPES[kind.to].__label__)
        if known.deleted:
            raise InvalidValue(_WAS_DELETED, title=titles_in(connection, [link])[link])
    if isinstance(kind, Link) and kind.to == record.__tablename__ and record.rid is not None:
        _check_way(session, record, declared.name, found)


def _known(connection: Connection, id: str) -> _Known:
    """Return of what type a record is, and whether it is deleted. Many lines that link to the same few ask once."""
    known: dict[str, _Known] = remembered(connection, _known, dict)
    if id not in known:
        entity = connection.execute(select(RECORD.c.entity).where(RECORD.c.id == id)).scalar()
        cls = BY_ENTITY.get(entity or 0)
        table = table_of(cls) if cls is not None else None
        gone = table is not None and connection.execute(select(table.c.deleted).where(table.c.id == id)).scalar()
        known[id] = _Known(entity, bool(gone))
    return known[id]


def _check_way(session: Session, record: Record, name: str, link: str | None) -> None:
    """Follow links of one name from record to record until there is none, or one that was met already."""
    cls, met = type(record), set[str]()
    at = link
    while at is not None and at not in met:
        if at == record.id:
            raise InvalidValue(_CIRCLE, title=titles_in(session.connection(), [link or ""])[link or ""])
        met.add(at)
        there = session.scalars(select(cls).where(cls.id == at)).one_or_none()
        at = getattr(there, name) if there is not None else None
