"""What stops a nomination on its way: a second one of the same person, an offer that takes none any more, a condition
that is not met.

Both can come about though everybody was told before he saved: two desks nominated at once, or the offer was closed
elsewhere in the meantime. The nominations stay; only one of them goes out, and none to an offer that is over.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import Refused
from coopdesk.fields import Choice
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations.titles import titles_in
from coopdesk.records import ChecklistItem, Nomination, Opportunity
from coopdesk.records.nomination import NOMINATION_STAGE
from coopdesk.records.opportunity import OPPORTUNITY_STAGE

_BEFORE = (None, "proposed", "eligible", "endorsed", "ranked", "returned", "declined", "withdrawn", "not_selected")
"""The stages of a nomination that stands in the way of no other one of the same person."""
_OVER = ("lost", "lapsed", "withdrawn")
"""The stages of an offer to which nothing goes out any more."""
_TWICE = N_(
    "{name} is nominated for “{opportunity}” already, and that nomination is “{stage}”. Withdraw one of the two first."
)
_CLOSED = N_("“{opportunity}” takes no nominations any more: it is “{stage}”. Reopen it first.")

_NOT_MET = N_("Not met: {conditions}. Correct the line, or note that it is waived.")
_BETWEEN = N_("; ", "between items of a list")


def check_alone(session: Session, nomination: Any) -> None:
    """Raise ``Refused`` where another nomination of the same person for the same offer is on its way."""
    if not nomination.expert or not nomination.opportunity:
        return
    others = select(Nomination).where(
        Nomination.expert == nomination.expert, Nomination.opportunity == nomination.opportunity,
        Nomination.deleted.is_(False), Nomination.id != nomination.id,
    )  # fmt: skip
    for one in session.scalars(others.order_by(Nomination.rid)):
        if one.stage not in _BEFORE:
            named = titles_in(session, [one.expert or "", one.opportunity or ""])
            raise Refused(
                _TWICE, name=named[one.expert or ""], opportunity=named[one.opportunity or ""],
                stage=Choice(NOMINATION_STAGE).label(one.stage or ""),
            )  # fmt: skip


def check_submission(session: Session, nomination: Any) -> None:
    """Raise ``Refused`` where a nomination may not go out: as ``check_alone``, for an offer that is over, and while a
    condition of its checklist is not met."""
    check_alone(session, nomination)
    wanted = select(Opportunity).where(Opportunity.id == nomination.opportunity)
    offer = session.scalars(wanted).one_or_none() if nomination.opportunity else None
    if offer is not None and offer.stage in _OVER:
        title = titles_in(session, [offer.id])[offer.id]
        raise Refused(_CLOSED, opportunity=title, stage=Choice(OPPORTUNITY_STAGE).label(offer.stage))
    lines = select(ChecklistItem).where(ChecklistItem.nomination == nomination.id, ChecklistItem.deleted.is_(False))
    wanting = session.scalars(lines.where(ChecklistItem.answer == "not_met").order_by(ChecklistItem.rid)).all()
    if wanting:
        raise Refused(_NOT_MET, conditions=tr(_BETWEEN).join(isolate(one.text or "–") for one in wanting))
