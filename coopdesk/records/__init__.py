"""What the product is about: one declarative class a record type, by name and by number on the wire.

Lists that a record owns (agenda items, delegates) are record types of their own with ``__owner__``, so that
two desks may add to one list without a conflict.
"""

from coopdesk.records.action import Action, ProgressNote
from coopdesk.records.allocation import Allocation, AllocationChange
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
from coopdesk.records.engagement import Attendee, Engagement
from coopdesk.records.evaluation import (
    CriterionRating,
    Evaluation,
    EvaluationQuestion,
    EvaluationRecommendation,
    Evidence,
    Finding,
    ManagementResponse,
)
from coopdesk.records.expert import Clearance, Education, Expert, LanguageSkill, Service, TrainingDone
from coopdesk.records.form_template import FormChoice, FormQuestion, FormTemplate
from coopdesk.records.indicator import Framework, Indicator, IndicatorValue, Target
from coopdesk.records.letter import Letter, Translation
from coopdesk.records.ministry_settings import Desk, MinistrySettings
from coopdesk.records.nomination import Applicant, Assessment, Award, ChecklistItem, Nomination, YearStanding
from coopdesk.records.officer import Officer, OfficerKey
from coopdesk.records.opportunity import CapacityNeed, CountryQuota, InternalDeadline, LanguageRequired, Opportunity
from coopdesk.records.organization import Contribution, FocalPoint, Membership, Organization, PostShare
from coopdesk.records.progress_report import ProgressReport
from coopdesk.records.project import (
    Budget,
    EndowmentReturn,
    InKind,
    Milestone,
    Participant,
    Project,
    ProjectCountry,
    ProjectPaper,
    ProjectSector,
    Result,
    Risk,
    Transaction,
)
from coopdesk.records.remark import Referral, Remark
from coopdesk.records.response import Answer, Response
from coopdesk.records.survey import Invitation, Survey
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
        FormTemplate, FormQuestion, FormChoice, Response, Answer, Survey, Invitation,
        Project, Participant, ProjectCountry, ProjectSector, Budget, Transaction, Result, Risk, Milestone, InKind,
        ProjectPaper, EndowmentReturn, ProgressReport, Allocation, AllocationChange, Engagement, Attendee,
        Framework, Indicator, Target, IndicatorValue,
        Evaluation, EvaluationQuestion, CriterionRating, Evidence, Finding, EvaluationRecommendation,
        ManagementResponse,
    )
}  # fmt: skip
_PLURALS = {
    "post_held": "posts_held",
    "training_done": "trainings_done",
    "language_required": "languages_required",
    "support": "support",
    "evidence": "evidence",
    "education": "education",
    "service": "service",
}
BY_ENTITY: dict[int, type[Record]] = {cls.__entity__: cls for cls in TYPES.values()}


def owned_by(name: str) -> tuple[type[Record], ...]:
    """Return the types of the lists that a record type owns, in the order of its form."""
    return tuple(cls for cls in TYPES.values() if cls.__owner__ == name)


def shown_with(name: str) -> tuple[type[Record], ...]:
    """Return the types of the lists that stand in the form and on the page of a record type."""
    return tuple(cls for cls in owned_by(name) if not getattr(cls, "__apart__", False))


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
    "Allocation",
    "AllocationChange",
    "Answer",
    "Applicant",
    "Assessment",
    "Attachment",
    "Attendee",
    "Award",
    "BilateralMeeting",
    "Budget",
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
    "CriterionRating",
    "Decision",
    "Delegate",
    "Desk",
    "Education",
    "ElectionResult",
    "Endorsement",
    "EndowmentReturn",
    "Engagement",
    "Evaluation",
    "EvaluationQuestion",
    "EvaluationRecommendation",
    "Evidence",
    "Expert",
    "Finding",
    "FocalPoint",
    "FormChoice",
    "FormQuestion",
    "FormTemplate",
    "Framework",
    "GroupMembership",
    "InKind",
    "Indicator",
    "IndicatorValue",
    "InternalDeadline",
    "Invitation",
    "LanguageRequired",
    "LanguageSkill",
    "Letter",
    "ManagementResponse",
    "MeetingCase",
    "MeetingPresence",
    "Membership",
    "Milestone",
    "MinistrySettings",
    "Nomination",
    "Officer",
    "OfficerKey",
    "Opportunity",
    "Organization",
    "Owned",
    "Participant",
    "PostHeld",
    "PostShare",
    "ProgressNote",
    "ProgressReport",
    "Project",
    "ProjectCountry",
    "ProjectPaper",
    "ProjectSector",
    "Recommendation",
    "Record",
    "Referral",
    "Remark",
    "ReportOpinion",
    "Response",
    "Result",
    "Risk",
    "Service",
    "Support",
    "SupportRequest",
    "Survey",
    "Tag",
    "Target",
    "TrainingDone",
    "Transaction",
    "Translation",
    "VoteRound",
    "YearStanding",
    "fields_of",
    "owned_by",
    "plural_of",
    "shown_with",
]
