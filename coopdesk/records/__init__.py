"""What the product is about: one declarative class a record type, by name and by number on the wire.

Lists that a record owns (agenda items, delegates) are record types of their own with ``__owner__``, so that
two desks may add to one list without a conflict.
"""

from coopdesk.records.action import Action, ProgressNote
from coopdesk.records.attachment import Attachment
from coopdesk.records.base import Owned, Record, fields_of
from coopdesk.records.candidature import Candidature, Endorsement, Support, SupportRequest, VoteRound
from coopdesk.records.circulation import Addressee, Circulation
from coopdesk.records.committee import Committee, CommitteeMeeting, CommitteeMember, MeetingCase, MeetingPresence
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
from coopdesk.records.expert import Clearance, Education, Expert, LanguageSkill, Service, TrainingDone
from coopdesk.records.letter import Letter, Translation
from coopdesk.records.ministry_settings import Desk, MinistrySettings
from coopdesk.records.nomination import Applicant, Assessment, Award, ChecklistItem, Nomination, YearStanding
from coopdesk.records.officer import Officer, OfficerKey
from coopdesk.records.opportunity import CapacityNeed, CountryQuota, InternalDeadline, LanguageRequired, Opportunity
from coopdesk.records.organization import Contribution, FocalPoint, Membership, Organization, PostShare
from coopdesk.records.remark import Referral, Remark
from coopdesk.records.tag import Tag

TYPES: dict[str, type[Record]] = {
    cls.__tablename__: cls
    for cls in (
        Officer, Organization, Membership, Contribution, FocalPoint, Contact, PostHeld, Conference, Delegate,
        ConferenceReport, AgendaItem, Decision, ElectionResult, Commitment, BilateralMeeting, Recommendation, Action,
        ProgressNote, Country, GroupMembership, MinistrySettings, Desk, Attachment, Tag, OfficerKey, Remark, Referral,
        ReportOpinion,
        Opportunity, LanguageRequired, InternalDeadline, CountryQuota, CapacityNeed, Circulation, Addressee, Letter,
        Translation,
        Expert, LanguageSkill, Education, Clearance, TrainingDone, Service, Nomination, ChecklistItem, Assessment,
        Award, YearStanding, Applicant, Committee, CommitteeMember, CommitteeMeeting, MeetingPresence, MeetingCase,
        Candidature, Support, VoteRound, Endorsement, SupportRequest, PostShare,
    )
}  # fmt: skip
_PLURALS = {
    "post_held": "posts_held",
    "training_done": "trainings_done",
    "language_required": "languages_required",
    "support": "support",
    "education": "education",
    "service": "service",
}
BY_ENTITY: dict[int, type[Record]] = {cls.__entity__: cls for cls in TYPES.values()}


def owned_by(name: str) -> tuple[type[Record], ...]:
    """Return the types of the lists that a record type owns, in the order of its form."""
    return tuple(cls for cls in TYPES.values() if cls.__owner__ == name)


def plural_of(cls: type[Record]) -> str:
    """Return the key of an owned list in JSON: ``agenda_items``."""
    name = cls.__tablename__
    if name in _PLURALS:
        return _PLURALS[name]
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"


__all__ = [
    "BY_ENTITY",
    "TYPES",
    "Action",
    "Addressee",
    "AgendaItem",
    "Applicant",
    "Assessment",
    "Attachment",
    "Award",
    "BilateralMeeting",
    "Candidature",
    "CapacityNeed",
    "ChecklistItem",
    "Circulation",
    "Clearance",
    "Commitment",
    "Committee",
    "CommitteeMeeting",
    "CommitteeMember",
    "Conference",
    "ConferenceReport",
    "Contact",
    "Contribution",
    "Country",
    "CountryQuota",
    "Decision",
    "Delegate",
    "Desk",
    "Education",
    "ElectionResult",
    "Endorsement",
    "Expert",
    "FocalPoint",
    "GroupMembership",
    "InternalDeadline",
    "LanguageRequired",
    "LanguageSkill",
    "Letter",
    "MeetingCase",
    "MeetingPresence",
    "Membership",
    "MinistrySettings",
    "Nomination",
    "Officer",
    "OfficerKey",
    "Opportunity",
    "Organization",
    "Owned",
    "PostHeld",
    "PostShare",
    "ProgressNote",
    "Recommendation",
    "Record",
    "Referral",
    "Remark",
    "ReportOpinion",
    "Service",
    "Support",
    "SupportRequest",
    "Tag",
    "TrainingDone",
    "Translation",
    "VoteRound",
    "YearStanding",
    "fields_of",
    "owned_by",
    "plural_of",
]
