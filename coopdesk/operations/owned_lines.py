"""The lines that a record owns, as they are read: in their order, without those that the reader may not see."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.operations.offers import unseen
from coopdesk.records import Record, owned_by, plural_of
from coopdesk.records.base import owner_field
from coopdesk.store.tables import RECORD


def lines_in(session: Session, cls: type[Record], owner: str) -> list[Any]:
    """Return the lines of one list of a record, in order."""
    link = owner_field(cls)
    assert link is not None
    found = select(cls).where(getattr(cls, link.name) == owner, cls.deleted.is_(False))
    unseen_now = unseen.hidden(session, cls, session.info.get(unseen.OFFICER))
    lines = [one for one in session.scalars(found) if one.id not in unseen_now]
    return sorted(lines, key=lambda one: (one.position is None, one.position or 0, one.id))


def lines_of(session: Session, record: Record) -> dict[str, list[Any]]:
    """Return the owned lists of a record by their plurals, each in order."""
    return {plural_of(cls): lines_in(session, cls, record.id) for cls in owned_by(record.__tablename__)}


def owned_ids(session: Session, owner: str) -> list[str]:
    """Return the ids of all lines of a record, deleted ones and those of unknown types included."""
    return list(session.execute(select(RECORD.c.id).where(RECORD.c.owner == owner)).scalars())
