"""What the product is about: one declarative class a record type, by name and by number on the wire.

Lists that a record owns (agenda items, delegates) are record types of their own with ``__owner__``, so that
two desks may add to one list without a conflict.
"""

from coopdesk.records.action import Action, ProgressNote
from coopdesk.records.attachment import Attachment
from coopdesk.records.base import Owned, Record, fields_of
from coopdesk.records.conference import Conference, Delegate
from coopdesk.records.conference_report import (
    AgendaItem,
    BilateralMeeting,
    Commitment,
    ConferenceReport,
    Decision,
    ElectionResult,
    Recommendation,
    ReportOpinion,
)
from coopdesk.records.contact import Contact, PostHeld
from coopdesk.records.country import Country, GroupMembership
from coopdesk.records.ministry_settings import Desk, MinistrySettings
from coopdesk.records.officer import Officer, OfficerKey
from coopdesk.records.organization import Contribution, FocalPoint, Membership, Organization
from coopdesk.records.remark import Referral, Remark
from coopdesk.records.tag import Tag

TYPES: dict[str, type[Record]] = {
    cls.__tablename__: cls
    for cls in (
        Officer, Organization, Membership, Contribution, FocalPoint, Contact, PostHeld, Conference, Delegate,
        ConferenceReport, AgendaItem, Decision, ElectionResult, Commitment, BilateralMeeting, Recommendation,
        Action, ProgressNote, Country, GroupMembership, MinistrySettings, Desk, Attachment, Tag, OfficerKey, Remark,
        Referral, ReportOpinion,
    )
}  # fmt: skip
BY_ENTITY: dict[int, type[Record]] = {cls.__entity__: cls for cls in TYPES.values()}


def owned_by(name: str) -> tuple[type[Record], ...]:
    """Return the types of the lists that a record type owns, in the order of its form."""
    return tuple(cls for cls in TYPES.values() if cls.__owner__ == name)


def plural_of(cls: type[Record]) -> str:
    """Return the key of an owned list in JSON: ``agenda_items``."""
    name = cls.__tablename__
    if name == "post_held":
        return "posts_held"
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


__all__ = [
    "BY_ENTITY",
    "TYPES",
    "Action",
    "AgendaItem",
    "Attachment",
    "BilateralMeeting",
    "Commitment",
    "Conference",
    "ConferenceReport",
    "Contact",
    "Contribution",
    "Country",
    "Decision",
    "Delegate",
    "Desk",
    "ElectionResult",
    "FocalPoint",
    "GroupMembership",
    "Membership",
    "MinistrySettings",
    "Officer",
    "OfficerKey",
    "Organization",
    "Owned",
    "PostHeld",
    "ProgressNote",
    "Recommendation",
    "Record",
    "Referral",
    "Remark",
    "ReportOpinion",
    "Tag",
    "fields_of",
    "owned_by",
    "plural_of",
]
