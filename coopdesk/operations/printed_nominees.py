"""What the papers on nominees are made of beside the record itself: the lists of the expert, nominations, a ranking."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.operations import ranking, record as records, rights
from coopdesk.records import Expert, MeetingCase, Nomination, Officer, Organization, Service, plural_of
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.source import Source


@rights.needs(rights.READER)
def of_expert(store: Store, session: Session, source: "Source") -> "Source":
    """Add the organizations in which an expert served."""
    return _with_bodies(session, source, source.lists.get(plural_of(Service)) or ())


@rights.needs(rights.READER)
def of_nomination(store: Store, session: Session, source: "Source") -> "Source":
    """Add the lists of the expert who is nominated."""
    person = source.linked.get(getattr(source.record, "expert", None) or "")
    lists = records.lines_of(session, person) if person is not None else {}
    found = replace(source, related={**source.related, **lists})
    return _with_bodies(session, found, lists.get(plural_of(Service)) or ())


@rights.needs(rights.READER)
def of_opportunity(store: Store, session: Session, source: "Source") -> "Source":
    """Add the ranking of an opportunity, its nominees and assessors. Raises ``Refused`` while a meeting scores."""
    from coopdesk.documents.source import Placed

    sheet = ranking.ranking(store, source.record.id)
    placed = tuple(Placed(one.nomination, one.score, one.rank, one.assessors) for one in sheet.nominees)
    wanted = {*(one.nomination for one in placed), *sheet.names, *sheet.aside}
    found = _with_nominees(session, source, [one.nomination for one in placed])
    officers = {one.id: one for one in session.scalars(select(Officer).where(Officer.id.in_(wanted)))}
    return replace(found, ranking=placed, aside=tuple(sheet.aside), linked={**found.linked, **officers})


@rights.needs(rights.READER)
def of_meeting(store: Store, session: Session, source: "Source") -> "Source":
    """Add the nominees whom a meeting chose."""
    cases: Iterable[MeetingCase] = source.lists.get(plural_of(MeetingCase)) or ()
    return _with_nominees(session, source, [one.chosen for one in cases if one.chosen])


def _with_nominees(session: Session, source: "Source", ids: list[str]) -> "Source":
    nominations = {one.id: one for one in session.scalars(select(Nomination).where(Nomination.id.in_(ids)))}
    people = {one.expert for one in nominations.values() if one.expert}
    bodies = {one.institution for one in nominations.values() if one.institution}
    experts = {one.id: one for one in session.scalars(select(Expert).where(Expert.id.in_(people)))}
    named = {one.id: one for one in session.scalars(select(Organization).where(Organization.id.in_(bodies)))}
    return replace(source, linked={**source.linked, **nominations, **experts, **named})


def _with_bodies(session: Session, source: "Source", services: Iterable[Service]) -> "Source":
    ids = {one.organization for one in services if one.organization}
    found = {one.id: one for one in session.scalars(select(Organization).where(Organization.id.in_(ids)))}
    return replace(source, linked={**source.linked, **found})
