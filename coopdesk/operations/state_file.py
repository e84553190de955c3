"""The state file of a country, as far as its records exist: what of ours, of theirs and of others is there."""

from typing import Any

from sqlalchemy import or_, select

from coopdesk.calendars import gregorian
from coopdesk.documents.source import period
from coopdesk.fields import Choice
from coopdesk.i18n import N_, Text, language, tr
from coopdesk.operations import rights
from coopdesk.operations.links import Group, Linked, named
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles_in
from coopdesk.records import (
    Action,
    Candidature,
    Conference,
    ConferenceReport,
    Contact,
    Organization,
    Record,
    Support,
    SupportRequest,
    fields_of,
)  # fmt: skip
from coopdesk.records.base import key_column
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id

_CONTACTS, _CONFERENCES = N_("Contacts"), N_("Conferences held there")
_ORGANIZATIONS, _ACTIONS = N_("Organizations seated there"), N_("Actions still to be done")
_OURS, _THEIRS = N_("Our candidatures in its ledger"), N_("What it asks us to support")
_CLOSED = ("done", "verified", "cancelled", "superseded")
_DUE = N_("{status}, due {day}")


_BODIES = {
    "gcc": "gcc", "arab_league": "las", "oic": "oic", "african_union": "au", "eu": "eu", "asean": "asean", "g77": "g77",
    "nam": "nam", "g20": "g20", "oecd": "oecd", "dac": "dac",
}  # fmt: skip
"""The organizations of the published directory that the groups of countries are."""


@rights.needs(rights.READER)
def bodies(store: Store, view: View) -> dict[str, Linked]:
    """Return the organization that each group of a country is, where the directory has it."""
    groups = [group for group in view.get("groups") or () if group in _BODIES]
    ids = {group: published_id(f"organization/{_BODIES[group]}") for group in groups}
    there = named(store, ids.values())
    return {group: there[id] for group, id in ids.items() if id in there}


@rights.needs(rights.READER)
def state_file(store: Store, view: View, limit: int) -> list[Group]:
    """Return what the desk knows of a country beyond its own page, up to ``limit`` records of a kind.

    Persons stand in the order of protocol, never by name; conferences by date, the newest first. Actions, by the day
    they are due, follow from a conference held there, or our mission or a body seated there answers for them.
    """
    code, mission = view.get("code"), view.get("our_mission")
    if not code:
        return []
    seated = select(Organization.id).where(Organization.country == code, Organization.deleted.is_(False))
    held = select(Conference.id).where(Conference.country == code)
    reports = select(ConferenceReport.id).where(ConferenceReport.conference.in_(held))
    theirs = or_(Contact.nationality == code, Contact.organization.in_(seated))
    concern = or_(Action.source.in_(reports), Action.owner.in_(seated), Action.owner == (mission or ""))
    pending = or_(Action.status.is_(None), Action.status.not_in(_CLOSED))
    by_name = Organization.__table__.c[key_column(f"name_{language()}")]
    wanted: tuple[tuple[Text, type[Any], Any, tuple[Any, ...]], ...] = (
        (_CONTACTS, Contact, theirs, (Contact.precedence.is_(None), Contact.precedence)),
        (_CONFERENCES, Conference, Conference.country == code, (Conference.starts.desc(),)),
        (_ORGANIZATIONS, Organization, Organization.country == code, (by_name,)),
        (_ACTIONS, Action, concern & pending, (Action.due.is_(None), Action.due)),
    )
    lines = select(Support.candidature).where(Support.country == code, Support.deleted.is_(False))
    wanted += (
        (_OURS, Candidature, Candidature.id.in_(lines), (Candidature.election_on.desc(),)),
        (_THEIRS, SupportRequest, SupportRequest.country == code, (SupportRequest.election_on.desc(),)),
    )
    groups = []
    with store.session() as session:
        for label, cls, where, order in wanted:
            found = session.scalars(select(cls).where(where, cls.deleted.is_(False)).order_by(*order, cls.rid)).all()
            names = titles_in(session, [one.id for one in found[:limit]])
            linked = [Linked(cls.__tablename__, one.id, names[one.id], _note(one)) for one in found[:limit]]
            if linked:
                groups.append(Group(tr(label), linked, len(found)))
    return groups


def _note(record: Record) -> str:
    """Return what is said of a record beside its title: the post of a person, the days of a conference, and so on."""
    if isinstance(record, Contact):
        return record.position or ""
    if isinstance(record, Conference):
        return period(record.starts, record.ends)
    if isinstance(record, Action):
        status = _choice(record, "status")
        return tr(_DUE, status=status, day=gregorian(record.due)) if record.due else status
    if isinstance(record, Candidature | SupportRequest):
        return _choice(record, "answer" if isinstance(record, SupportRequest) else "status")
    return _choice(record, "type")


def _choice(record: Record, name: str) -> str:
    kind = next(one.kind for one in fields_of(type(record)) if one.name == name)
    value = getattr(record, name)
    return kind.show(value) if isinstance(kind, Choice) and value else ""
