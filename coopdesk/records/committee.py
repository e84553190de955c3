"""Committees: members with terms, and meetings that decide on many cases."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Clock, Day, Flag, Identifier, Line, Link, Number, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.steps import Step, Stepped

COMMITTEE_ROLE = options(
    ("chair", N_("Chair")),
    ("deputy", N_("Deputy chair")),
    ("member", N_("Member", "committee")),
    ("alternate", N_("Alternate", "committee")),
    ("secretary", N_("Secretary", "committee")),
)
MEETING_STAGE = options(
    ("called", N_("Called", "meeting")),
    ("sitting", N_("Scoring open", "meeting")),
    ("closed", N_("Closed", "meeting")),
    ("signed", N_("Minutes signed", "meeting")),
)
PRESENCE = options(
    ("present", N_("Present")),
    ("excused", N_("Excused")),
    ("absent", N_("Absent", "meeting")),
)


class Committee(Record):
    """A body that ranks nominees or coordinates, by what decision it sits, and until when."""

    __tablename__ = "committee"
    __entity__ = 60
    __label__ = N_("Committee")
    __plural__ = N_("Committees")
    __ordered__ = (("since", "until"),)
    __title__ = ("name_en", "name_ar")

    name_en: Mapped[str | None] = field(1, Line("en"), N_("Name", "in English"), required=True, column=260, search=True)
    name_ar: Mapped[str | None] = field(2, Line("ar"), N_("Name (Arabic)"), required=True, column=260, search=True)
    decree: Mapped[str | None] = field(3, Identifier(), N_("Decision that set it up"), search=True, group=3)
    decree_date: Mapped[str | None] = field(4, Day(), N_("Date of the decision"), group=3)
    since: Mapped[str | None] = field(5, Day(), N_("Since"), column=100, group=5)
    until: Mapped[str | None] = field(6, Day(), N_("Until"), column=100, group=5)
    quorum: Mapped[int | None] = field(7, Number(), N_("Quorum"))
    task: Mapped[str | None] = field(8, Prose(), N_("Task"), search=True)
    criteria: Mapped[str | None] = field(9, Prose(), N_("Criteria and weights, one a line"))


class CommitteeMember(Owned):
    """A member of a committee, with his term."""

    __tablename__ = "committee_member"
    __entity__ = 61
    __label__ = N_("Member of a committee")
    __plural__ = N_("Members", "committee")
    __ordered__ = (("since", "until"),)
    __title__ = ("name",)
    __owner__ = "committee"

    committee: Mapped[str | None] = field(1, Link("committee"), N_("Committee", "field"))
    officer: Mapped[str | None] = field(2, Link("officer"), N_("Officer", "field"), column=180)
    name: Mapped[str | None] = field(3, Line(), N_("Name", "committee"), column=200, search=True)
    entity: Mapped[str | None] = field(4, Link("organization"), N_("Entity"), column=200)
    role: Mapped[str | None] = field(5, Choice(COMMITTEE_ROLE), N_("Role", "committee"), column=120)
    since: Mapped[str | None] = field(6, Day(), N_("Since"), group=6)
    until: Mapped[str | None] = field(7, Day(), N_("Until"), group=6)


class CommitteeMeeting(Stepped, Record):
    """A meeting over many cases. While it scores, nobody sees the points of others."""

    __tablename__ = "committee_meeting"
    __entity__ = 62
    __label__ = N_("Committee meeting")
    __plural__ = N_("Committee meetings")
    __title__ = ("number",)
    __stage__ = 30
    __frozen__ = ("signed",)
    __steps__ = (
        Step("open", N_("Open the scoring"), (None, "called"), "sitting"),
        Step("close", N_("Close the scoring"), ("sitting",), "closed"),
        Step("sign", N_("Note the signed minutes"), ("closed",), "signed", "approver", complete=True, decides=True),
        Step("reopen", N_("Reopen", "meeting"), ("closed", "signed"), "sitting", "approver", comment=True),
    )

    committee: Mapped[str | None] = field(1, Link("committee"), N_("Committee", "field"), required=True, column=240)
    number: Mapped[str | None] = field(2, Line(), N_("Number of the meeting"), required=True, column=120, search=True)
    on: Mapped[str | None] = field(3, Day(), N_("Date"), required=True, column=110, group=3)
    at: Mapped[str | None] = field(4, Clock(), N_("Time"), group=3)
    place: Mapped[str | None] = field(5, Line(), N_("Place"))
    minutes: Mapped[str | None] = field(6, Prose(), N_("Minutes"), search=True)
    registry_number: Mapped[str | None] = field(7, Identifier(), N_("Registry number"), search=True, group=7)
    registry_date: Mapped[str | None] = field(8, Day(), N_("Registry date"), group=7)
    reference: Mapped[str | None] = field(9, Identifier(), N_("Technical reference"), search=True)
    stage: Mapped[str | None] = field(30, Choice(MEETING_STAGE), N_("Stage", "meeting"), column=120, group=30)


class MeetingPresence(Owned):
    """Who was there."""

    __tablename__ = "meeting_presence"
    __entity__ = 63
    __label__ = N_("Attendance")
    __plural__ = N_("Attendance")
    __title__ = ("name",)
    __owner__ = "committee_meeting"

    committee_meeting: Mapped[str | None] = field(1, Link("committee_meeting"), N_("Committee meeting", "field"))
    officer: Mapped[str | None] = field(2, Link("officer"), N_("Officer", "field"))
    name: Mapped[str | None] = field(3, Line(), N_("Name", "committee"), column=220)
    role: Mapped[str | None] = field(4, Choice(COMMITTEE_ROLE), N_("Role", "committee"), column=120)
    presence: Mapped[str | None] = field(5, Choice(PRESENCE), N_("Attendance"), column=120)


class MeetingCase(Owned):
    """One case of a meeting: an opportunity, who stood aside, what was decided and why."""

    __tablename__ = "meeting_case"
    __entity__ = 64
    __label__ = N_("Case")
    __plural__ = N_("Cases")
    __title__ = ("opportunity",)
    __owner__ = "committee_meeting"

    committee_meeting: Mapped[str | None] = field(1, Link("committee_meeting"), N_("Committee meeting", "field"))
    opportunity: Mapped[str | None] = field(2, Link("opportunity"), N_("Opportunity", "field"), column=280)
    decision: Mapped[str | None] = field(3, Prose(), N_("Decision", "field"), column=240, search=True)
    decision_number: Mapped[str | None] = field(4, Identifier(), N_("Number of the decision"))
    chosen: Mapped[str | None] = field(5, Link("nomination"), N_("Chosen"))
    reason: Mapped[str | None] = field(6, Prose(), N_("Why the first was not taken"))
    recused: Mapped[str | None] = field(7, Line(), N_("Who stood aside"))
    dissent: Mapped[str | None] = field(8, Prose(), N_("Dissent"))
    settled: Mapped[bool | None] = field(9, Flag(), N_("Decided", "case"))
