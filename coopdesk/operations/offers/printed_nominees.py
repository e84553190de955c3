"""What the papers on nominees are made of beside the record itself: the lists of the expert, nominations, a ranking."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.i18n import LANGUAGES, using
from coopdesk.operations import owned_lines, printed_record, rights
from coopdesk.operations.offers import applicants, letters, ranking
from coopdesk.records import (
    Applicant,
    Expert,
    Letter,
    MeetingCase,
    Nomination,
    Officer,
    Organization,
    Service,
    Translation,
    plural_of,
)  # fmt: skip
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
    lists = owned_lines.lines_of(session, person) if person is not None else {}
    found = replace(source, related={**source.related, **lists})
    return _with_bodies(session, found, lists.get(plural_of(Service)) or ())


@rights.needs(rights.READER)
def note_of(store: Store, session: Session, source: "Source") -> "Source":
    """Return what the note verbale of a nomination is made of: the letter as it stands; where nobody wrote one yet,
    what its template makes, as a draft that has the degree of the nomination."""
    from coopdesk.documents.source import Steps

    nomination = source.record
    there = letters.newest_note(store, nomination.id)
    if there is not None:
        written: Source = printed_record.source_of(store, session, "letter", there)
        return written
    made = letters.note_of(store, nomination.id)
    lines = [Translation(id=nomination.id, **one) for one in made.pop(plural_of(Translation))]
    letter = Letter(id=nomination.id, **made)
    return replace(
        source, record=letter, lists={plural_of(Translation): lines}, related={}, steps=Steps(draft=True), linked={}
    )


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
def applicants_of(store: Store, session: Session, source: "Source") -> "Source":
    """Add the applicants for an offer, in each language."""
    from coopdesk.documents.applicants import APPLICANTS, OfferSource

    sheets = {}
    for lang in LANGUAGES:
        with using(lang):
            sheets[lang] = applicants.sheet(store, source.record.id)
    wanted = select(Applicant).where(Applicant.opportunity == source.record.id, Applicant.deleted.is_(False))
    known = {one.name: getattr(source, one.name) for one in fields(source)}
    related = {**source.related, APPLICANTS: list(session.scalars(wanted.order_by(Applicant.rid)))}
    return OfferSource(**(known | {"related": related}), sheets=sheets)


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
