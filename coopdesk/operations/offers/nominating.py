"""Nominating: what a careful person would want to be told before it, and the nomination that is made of an expert.

What is told stops nobody who has read it: a call may be reopened, and one person may be nominated twice on purpose.
The name of an expert stays in the roster and is not copied, so that erasing it there leaves it nowhere.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import numeric, today
from coopdesk.errors import Refused
from coopdesk.fields import Choice
from coopdesk.i18n import N_, tr
from coopdesk.operations import record, rights, steps
from coopdesk.operations.offers.deadlines import ENDED
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles_in
from coopdesk.records import ChecklistItem, Clearance, Expert, Nomination, Opportunity, plural_of
from coopdesk.records.expert import CLEARANCE_KIND
from coopdesk.records.nomination import NOMINATION_STAGE
from coopdesk.records.opportunity import OPPORTUNITY_STAGE
from coopdesk.store.home import Store

_CLOSED = N_("“{opportunity}” takes no nominations any more: it is “{stage}”.")
_OVER = N_("The deadline of “{opportunity}” was {day}.")
_TWICE = N_("{name} is nominated for it already: “{stage}”.")
_CONSENT = N_("The consent of {name} to hold the data ran out on {day}.")
_TOLD = N_("{reasons}")
_OUT = ("declined", "withdrawn", "not_selected")
"""The stages of a nomination that stands in the way of no other."""


class Nominated(NamedTuple):
    """A nomination that an expert has for an opportunity."""

    id: str
    stage: str | None

    @property
    def word(self) -> str:
        """Its stage in the present language."""
        return Choice(NOMINATION_STAGE).label(self.stage or NOMINATION_STAGE[0].token)


@rights.needs(rights.READER)
def nominated(store: Store, type: str, id: str) -> dict[str, Nominated]:
    """Return the nominations of an opportunity by their expert, or those of an expert by their opportunity."""
    mine, other = (
        (Nomination.opportunity, Nomination.expert)
        if type == "opportunity"
        else (Nomination.expert, Nomination.opportunity)
    )
    wanted = select(other, Nomination.id, Nomination.stage).where(mine == id, Nomination.deleted.is_(False))
    with store.session() as session:
        return {
            key: Nominated(one, stage) for key, one, stage in session.execute(wanted.order_by(Nomination.rid)) if key
        }


@rights.needs(rights.READER)
def cautions(store: Store, values: Mapping[str, Any]) -> list[str]:
    """Return what is to be told before a nomination with these values is saved, in sentences."""
    with store.session() as session:
        return _cautions(session, values)


@rights.needs(rights.SECRETARY)
def nominate(store: Store, opportunity: str, expert: str, *, agreed: bool = False) -> View:
    """Propose an expert for an opportunity, with a checklist; returns the nomination as ``show`` does.

    Raises ``Refused`` with what there is to tell, unless a person ``agreed`` to it, and ``NotFound``.
    """
    values: dict[str, Any] = {"opportunity": opportunity, "expert": expert}
    told = cautions(store, values)
    if told and not agreed:
        raise Refused(_TOLD, reasons=" ".join(told))
    with store.session() as session:
        offer = record.existing(session, Opportunity, opportunity)
        person = record.existing(session, Expert, expert)
        values["classification"] = offer.classification
        values["proposed_by"] = person.employer  # type: ignore[attr-defined]
        values[plural_of(ChecklistItem)] = _checklist(session, offer, expert)
    made = record.save(store, "nomination", values)
    return steps.take(store, "nomination", made["id"], "propose")


def _cautions(session: Session, values: Mapping[str, Any]) -> list[str]:
    found = []
    offer = session.scalars(select(Opportunity).where(Opportunity.id == values.get("opportunity"))).one_or_none()
    named = titles_in(session, [one for one in (values.get("opportunity"), values.get("expert")) if one])
    title = named.get(values.get("opportunity") or "", "")
    if offer is not None and offer.stage in ENDED:
        found.append(tr(_CLOSED, opportunity=title, stage=Choice(OPPORTUNITY_STAGE).label(offer.stage)))
    elif offer is not None and offer.deadline and offer.deadline < today() and not offer.open_all_year:
        found.append(tr(_OVER, opportunity=title, day=numeric(offer.deadline)))
    person = session.scalars(select(Expert).where(Expert.id == values.get("expert"))).one_or_none()
    if person is None:
        return found
    name = named[person.id]
    twice = select(Nomination).where(
        Nomination.expert == person.id, Nomination.opportunity == values.get("opportunity"),
        Nomination.deleted.is_(False), Nomination.id != (values.get("id") or ""),
    )  # fmt: skip
    for one in session.scalars(twice.order_by(Nomination.rid)):
        if one.stage not in _OUT:
            found.append(tr(_TWICE, name=name, stage=Nominated(one.id, one.stage).word))
    if person.consent_until and person.consent_until < today():
        found.append(tr(_CONSENT, name=name, day=numeric(person.consent_until)))
    return found


def _checklist(session: Session, offer: Any, expert: str) -> list[dict[str, Any]]:
    """Return the conditions of an opportunity, a line each, then the clearances of the expert with their expiry."""
    asked = [line.strip(" \t-–•*") for text in (offer.requirements, offer.papers) for line in (text or "").split("\n")]
    until = select(Clearance).where(Clearance.expert == expert, Clearance.deleted.is_(False)).order_by(Clearance.rid)
    last = offer.ends or offer.starts or today()
    held: list[dict[str, Any]] = [
        {
            "text": Choice(CLEARANCE_KIND).label(one.kind), "valid_until": one.expires,
            "answer": "met" if one.expires and one.expires >= last else "not_met" if one.expires else None,
        }
        for one in session.scalars(until)
        if one.kind
    ]  # fmt: skip
    return [*({"text": line} for line in dict.fromkeys(asked) if line), *held]
