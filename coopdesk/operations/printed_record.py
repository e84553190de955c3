"""What a document of one record is made of: the record with its lists, what belongs to it, whom and what it names."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coopdesk.errors import NotFound
from coopdesk.fields import Link, Links
from coopdesk.i18n import tr
from coopdesk.operations import owned_lines, printed_steps, record as records, rights
from coopdesk.operations.emblem import emblem
from coopdesk.operations.offers import unseen
from coopdesk.operations.record_types import record_type
from coopdesk.records import (
    BY_ENTITY,
    Action,
    Attachment,
    Candidature,
    Conference,
    ConferenceReport,
    Contact,
    Country,
    Delegate,
    Desk,
    Membership,
    MinistrySettings,
    Officer,
    Organization,
    Record,
    Support,
    SupportRequest,
    Tag,
    fields_of,
)
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD


@rights.needs(rights.READER)
def around(store: Store, session: Session) -> dict[str, Any]:
    """Return what stands around any document: the Ministry's settings, the desk, the emblem, the person at work."""
    settings = session.scalars(select(MinistrySettings).where(MinistrySettings.deleted.is_(False))).first()
    desk = session.scalars(select(Desk).where(Desk.code == store.desk, Desk.deleted.is_(False))).first()
    author = session.scalars(select(Officer).where(Officer.id == store.officer)).first()
    return {"settings": settings, "desk": desk, "emblem": emblem(store, settings), "author": author}


@rights.needs(rights.READER)
def source_of(store: Store, session: Session, of: str | None, id: str) -> Any:
    """Return what a document of one record is made of. Raises ``NotFound``, ``Refused`` where it may not be seen."""
    if of is None:
        of = _type_of(session, id)
    cls = record_type(of)
    found = session.scalars(select(cls).where(cls.id == id, cls.deleted.is_(False))).one_or_none()
    if found is None:
        raise NotFound(records.NO_RECORD, type=tr(cls.__label__), id=id)
    unseen.refuse(session, found)
    return whole(store, session, found, owned_lines.lines_of(session, found))


@rights.needs(rights.READER)
def whole(store: Store, session: Session, found: Record, lists: dict[str, list[Any]]) -> Any:
    """Return what a document of a record is made of, of one that is not stored too. ``lists``: its own."""
    from coopdesk.documents.source import Source

    related = _related(session, found)
    steps = printed_steps.steps_of(store, found)
    everything = [found, *(one for lines in (*lists.values(), *related.values()) for one in lines)]
    linked = linked_with(session, everything, printed_steps.people_in(steps))
    linked |= linked_with(session, linked.values())
    countries = {
        one.code: one for one in session.scalars(select(Country).where(Country.deleted.is_(False))) if one.code
    }
    tags = {one.code: one for one in session.scalars(select(Tag).where(Tag.deleted.is_(False))) if one.code}
    return Source(found, lists, related, linked, countries, tags, steps=steps, **around(store, session))


def _type_of(session: Session, id: str) -> str:
    entity = session.execute(select(RECORD.c.entity).where(RECORD.c.id == id)).scalar()
    if entity not in BY_ENTITY:
        raise NotFound(records.NO_RECORD, type="record", id=id)
    return str(BY_ENTITY[entity].__tablename__)


def _related(session: Session, record: Record) -> dict[str, list[Any]]:
    def alive(cls: type[Any], link: Any, *order: Any) -> list[Any]:
        return list(session.scalars(select(cls).where(link, cls.deleted.is_(False)).order_by(*order, cls.rid)))

    related: dict[str, list[Any]] = {"files": alive(Attachment, Attachment.subject == record.id)}
    if isinstance(record, ConferenceReport):
        related["delegates"] = alive(Delegate, Delegate.conference == record.conference)
        related["actions"] = alive(Action, Action.source == record.id, Action.due)
    if isinstance(record, Organization):
        related["memberships"] = alive(Membership, Membership.organization == record.id)
        related["contacts"] = alive(Contact, Contact.organization == record.id)
        related["children"] = alive(Organization, Organization.parent == record.id)
    if isinstance(record, Country):
        related["conferences"] = alive(Conference, Conference.country == record.code, Conference.starts.desc())
        there = alive(Organization, Organization.country == record.code)
        related["organizations"] = sorted(there, key=lambda one: (one.type or "", one.name_en or one.name_ar or ""))
        seated = select(Organization.id).where(Organization.country == record.code)
        related["contacts"] = alive(
            Contact, or_(Contact.nationality == record.code, Contact.organization.in_(seated)), Contact.precedence
        )
        standing = select(Candidature.id).where(Candidature.deleted.is_(False))
        related["support"] = alive(
            Support, (Support.country == record.code) & Support.candidature.in_(standing), Support.candidature
        )
        related["support_requests"] = alive(
            SupportRequest, SupportRequest.country == record.code, SupportRequest.election_on
        )
    return related


def linked_with(session: Session, loaded: Iterable[Record], others: Iterable[str] = ()) -> dict[str, Record]:
    """Return the records to which records link, and others by their ids."""
    wanted = set(others)
    for one in loaded:
        for declared in fields_of(type(one)):
            value = getattr(one, declared.name)
            if isinstance(declared.kind, Links):
                wanted.update(value or ())
            elif isinstance(declared.kind, Link) and value:
                wanted.add(value)
    found: dict[str, Record] = {}
    rows = session.execute(select(RECORD.c.id, RECORD.c.entity).where(RECORD.c.id.in_(wanted))).all()
    for entity in {row.entity for row in rows if row.entity in BY_ENTITY}:
        cls = BY_ENTITY[entity]
        ids = [row.id for row in rows if row.entity == entity]
        found |= {one.id: one for one in session.scalars(select(cls).where(cls.id.in_(ids)))}
    return found
