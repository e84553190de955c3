"""Who of ours was where: the awards that began and the service abroad that ended, and whether one may write to him.

Whoever may be written to has an address here and a consent that has not run out; nobody else is asked anything.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select

from coopdesk.calendars import numeric, today
from coopdesk.fields import Choice
from coopdesk.i18n import N_, tr
from coopdesk.operations import rights
from coopdesk.operations.offers.readiness import is_past
from coopdesk.operations.titles import titles_in
from coopdesk.records import Award, Expert, Opportunity, Service
from coopdesk.records.expert import SERVICE_KIND
from coopdesk.records.opportunity import OPPORTUNITY_KIND
from coopdesk.store.folding import fold
from coopdesk.store.home import Store

_KINDS = ("international", "deployment", "consultancy", "committee")
_CERTIFICATE = N_("Certificate of {day}")
_NO_ADDRESS, _NO_CONSENT = N_("No address"), N_("No consent")
_RAN_OUT, _CONSENTED = N_("Consent ran out on {day}"), N_("Yes, until {day}")
_ALWAYS = N_("Yes")


class Alumnus(NamedTuple):
    """Somebody who was somewhere. ``key``: of the line that says so; ``type``, ``id``: of its record; ``expert``: of
    the roster, if he is on it; ``where``: the organization or the offer, ``place``: its id; ``back``: the last day;
    ``reach``: whether he may be written to, in words."""

    key: str
    type: str
    id: str
    expert: str
    name: str
    kind: str
    what: str
    where: str
    place: str
    since: str
    back: str
    award: str
    reach: str
    contactable: bool
    degree: str | None


@rights.needs(rights.READER)
def alumni(
    store: Store, words: str = "", day: str = "", *, contactable: bool = False, among: Collection[str] | None = None
) -> list[Alumnus]:
    """Return who was where until a day (today), who came back last first. ``words``: that stand in the row;
    ``contactable``: only those who may be written to; ``among``: only of these experts."""
    on = day or today()
    with store.session() as session:
        named = Expert.id.in_(select(Award.expert)) | Expert.id.in_(select(Service.expert).where(_abroad()))
        people = {one.id: one for one in session.scalars(select(Expert).where(Expert.deleted.is_(False), named))}
        awards = session.scalars(select(Award).where(Award.deleted.is_(False), Award.starts.is_not(None))).all()
        served = session.scalars(select(Service).where(Service.deleted.is_(False), _abroad())).all()
        served = [one for one in served if one.expert in people and one.until and is_past(one.until, on)]
        begun = [one for one in awards if (one.starts or "") <= on]
        offered = select(Opportunity).where(Opportunity.id.in_(select(Award.opportunity)))
        offers = {one.id: one for one in session.scalars(offered) if not one.deleted}
        ids = [*(one.id for one in begun), *people, *(one.opportunity for one in begun if one.opportunity),
               *(one.organization for one in served if one.organization)]  # fmt: skip
        names = titles_in(session, list(dict.fromkeys(ids)))
        found = [_awarded(one, people, offers, names, on) for one in begun]
        found += [_served(one, people[one.expert or ""], names, on) for one in served]
    wanted = fold(words)
    return sorted(
        (
            one for one in found
            if wanted in fold(f"{one.name} {one.what} {one.where} {one.kind}")
            and (one.contactable or not contactable) and (among is None or one.expert in among)
        ),
        key=lambda one: (one.back, one.since, one.name, one.key), reverse=True,
    )  # fmt: skip


def _abroad() -> ColumnElement[bool]:
    return Service.kind.in_(_KINDS)


def _awarded(
    one: Any, people: Mapping[str, Any], offers: Mapping[str, Any], names: Mapping[str, str], on: str
) -> Alumnus:
    offer, person = offers.get(one.opportunity or ""), people.get(one.expert or "")
    kind = Choice(OPPORTUNITY_KIND).label(offer.kind) if offer is not None and offer.kind else ""
    certificate = tr(_CERTIFICATE, day=numeric(one.certificate_on)) if one.certificate_on else ""
    return Alumnus(
        one.id, "award", one.id, one.expert or "", names[one.id], kind, one.programme or "",
        one.university or names.get(one.opportunity or "", ""), "" if one.university else one.opportunity or "",
        one.starts or "", one.ends or "", certificate, *_reach(person, on), one.classification,
    )  # fmt: skip


def _served(one: Any, person: Any, names: Mapping[str, str], on: str) -> Alumnus:
    where = names.get(one.organization or "", "") or one.place or ""
    kind = Choice(SERVICE_KIND).label(one.kind)
    return Alumnus(
        one.id, "expert", person.id, person.id, names[person.id], kind, one.title or "", where,
        one.organization or "", one.since or "", one.until or "", "", *_reach(person, on), person.classification,
    )  # fmt: skip


def _reach(person: Any, on: str) -> tuple[str, bool]:
    """Return whether somebody may be written to, in words and as it is."""
    if person is None or not person.consent_on:
        return tr(_NO_CONSENT), False
    if person.consent_until and is_past(person.consent_until, on):
        return tr(_RAN_OUT, day=numeric(person.consent_until)), False
    if not (person.email or person.phone):
        return tr(_NO_ADDRESS), False
    return (tr(_CONSENTED, day=numeric(person.consent_until)) if person.consent_until else tr(_ALWAYS)), True
