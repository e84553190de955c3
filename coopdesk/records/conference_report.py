"""Conference reports: what happened, what was decided, and what must now be done."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    Amount,
    Choice,
    Day,
    Flag,
    Identifier,
    Line,
    Link,
    Links,
    Members,
    Money,
    Number,
    Prose,
    field,
    options,
)
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.steps import Step, Stepped

DECISION_KIND = options(
    ("resolution", N_("Resolution")),
    ("decision", N_("Decision")),
    ("declaration", N_("Declaration")),
    ("recommendation", N_("Recommendation")),
)
METHOD = options(
    ("consensus", N_("By consensus")),
    ("unanimity", N_("Unanimously")),
    ("without_vote", N_("Without a vote")),
    ("recorded_vote", N_("By recorded vote")),
    ("show_of_hands", N_("By show of hands")),
    ("secret_ballot", N_("By secret ballot")),
)
VOTE = options(
    ("for", N_("In favour", "vote")),
    ("against", N_("Against", "vote")),
    ("abstained", N_("Abstained", "vote")),
    ("absent", N_("Absent", "vote")),
    ("not_participating", N_("Did not take part in the vote")),
)
REPORT_STAGE = options(
    ("draft", N_("Draft", "report")),
    ("submitted", N_("Submitted for clearance", "report")),
    ("cleared", N_("Cleared", "report")),
    ("received", N_("Received and registered", "report")),
    ("referred", N_("Referred for opinion", "report")),
    ("noted", N_("Noted", "report")),
    ("circulated", N_("Circulated", "report")),
    ("returned", N_("Returned for completion", "report")),
)
OPINION_KIND = options(
    ("benefit", N_("Benefit to the State")),
    ("opinion", N_("Personal opinion")),
)
URGENCY = options(
    ("routine", N_("Routine", "urgency")),
    ("urgent", N_("Urgent", "urgency")),
    ("very_urgent", N_("Very urgent", "urgency")),
)
PRESSING = tuple(one.token for one in URGENCY[1:])
"""The degrees of urgency that stand on every page of a paper."""
COMMITMENT_SIDE = options(
    ("by_us", N_("Made by us")),
    ("to_us", N_("Made to us")),
)


class ConferenceReport(Stepped, Record):
    """The report of one delegation on one conference."""

    __tablename__ = "conference_report"
    __entity__ = 11
    __label__ = N_("Conference report")
    __plural__ = N_("Conference reports")
    __title__ = ("title_en", "title_ar")
    __audience__ = "local"
    __stage__ = 21
    __steps__ = (
        Step(
            "submit", N_("Submit", "for clearance"), (None, "draft", "returned"), "submitted", "secretary",
            complete=True,
        ),
        Step(
            "clear", N_("Clear"), (None, "draft", "submitted", "returned"), "cleared", "approver",
            complete=True, decides=True, audience="ministry",
        ),
        Step("send_back", N_("Send back to the author"), ("submitted",), "returned", comment=True),
        Step("receive", N_("Receive and register"), ("cleared",), "received", ministry=True, registers=True),
        Step("refer", N_("Refer for opinion"), ("received", "referred"), "referred", ministry=True, asks="opinion"),
        Step("note", N_("Note"), ("received", "referred"), "noted", "approver", ministry=True, decides=True),
        Step(
            "circulate", N_("Circulate"), ("received", "referred", "noted"), "circulated", "approver",
            ministry=True, decides=True, asks="readers",
        ),
        Step(
            "return", N_("Return for completion"), ("cleared", "received", "referred"), "returned", "approver",
            ministry=True, comment=True,
        ),
        Step(
            "reopen", N_("Reopen as a new version"), ("cleared", "received", "referred", "noted", "circulated"),
            "draft", "approver", comment=True, version=True,
        ),
    )  # fmt: skip
    __frozen__ = ("cleared", "received", "referred", "noted", "circulated")
    __ministrys__ = ("registry_number", "registry_date")

    conference: Mapped[str | None] = field(1, Link("conference"), N_("Conference", "field"), required=True, column=300)
    title_en: Mapped[str | None] = field(2, Line("en"), N_("Title", "in English"), column=280, search=True)
    title_ar: Mapped[str | None] = field(3, Line("ar"), N_("Title (Arabic)"), column=280, search=True)
    bottom_line_en: Mapped[str | None] = field(
        4, Prose("en"), N_("Bottom line", "in English"), required=True, search=True
    )
    bottom_line_ar: Mapped[str | None] = field(5, Prose("ar"), N_("Bottom line (Arabic)"), required=True, search=True)
    lessons: Mapped[str | None] = field(8, Prose(), N_("Lessons learned"), search=True)
    opportunities_spotted: Mapped[str | None] = field(9, Prose(), N_("Opportunities spotted"), search=True)
    next_session: Mapped[str | None] = field(10, Prose(), N_("Next session and what to prepare"), search=True)
    next_session_on: Mapped[str | None] = field(11, Day(), N_("Next session on"))
    cost: Mapped[Amount | None] = field(12, Money(), N_("Cost of participation"))
    annexes: Mapped[str | None] = field(13, Prose(), N_("Annexes"))
    distribution: Mapped[tuple[str, ...]] = field(14, Members(), N_("Distribution"))
    prepared_by: Mapped[str | None] = field(15, Link("officer"), N_("Prepared by"), column=160)
    reviewed_by: Mapped[str | None] = field(16, Link("officer"), N_("Reviewed by"))
    signed_by: Mapped[str | None] = field(17, Link("officer"), N_("Signed by"))
    reference: Mapped[str | None] = field(18, Identifier(), N_("Technical reference"), column=150, search=True)
    registry_number: Mapped[str | None] = field(
        19, Identifier(), N_("Registry number"), column=130, search=True, group=19
    )
    registry_date: Mapped[str | None] = field(20, Day(), N_("Registry date"), group=19)
    stage: Mapped[str | None] = field(21, Choice(REPORT_STAGE), N_("Stage", "report"), column=130, group=21)
    version: Mapped[int | None] = field(40, Number(), N_("Version"))
    urgency: Mapped[str | None] = field(41, Choice(URGENCY), N_("Urgency"))


class AgendaItem(Owned):
    """One item of the agenda: what was said, by whom, and with what result."""

    __tablename__ = "agenda_item"
    __entity__ = 12
    __label__ = N_("Agenda item")
    __plural__ = N_("Agenda items")
    __title__ = ("topic",)
    __owner__ = "conference_report"
    __narrows__ = True

    conference_report: Mapped[str | None] = field(1, Link("conference_report"), N_("Conference report", "field"))
    number: Mapped[str | None] = field(2, Line(), N_("Number on the agenda"))
    topic: Mapped[str | None] = field(3, Line(), N_("Topic"), required=True, column=260, search=True)
    discussion: Mapped[str | None] = field(4, Prose(), N_("What happened"), search=True)
    instruction: Mapped[str | None] = field(5, Prose(), N_("Instruction received"), search=True)
    statement: Mapped[str | None] = field(6, Prose(), N_("Our statement"), search=True)
    positions_for: Mapped[str | None] = field(7, Prose(), N_("Positions of others in favour"), search=True)
    positions_against: Mapped[str | None] = field(8, Prose(), N_("Positions of others against"), search=True)
    outcome: Mapped[str | None] = field(9, Prose(), N_("Outcome"), search=True)


class Decision(Owned):
    """A decision or resolution, how it was adopted, and how we voted."""

    __tablename__ = "decision"
    __entity__ = 13
    __label__ = N_("Decision")
    __plural__ = N_("Decisions and resolutions")
    __ordered__ = (("adopted_on", "reservation_deadline"),)
    __title__ = ("symbol", "title")
    __owner__ = "conference_report"

    conference_report: Mapped[str | None] = field(1, Link("conference_report"), N_("Conference report", "field"))
    kind: Mapped[str | None] = field(2, Choice(DECISION_KIND), N_("Kind", "decision"), column=100)
    symbol: Mapped[str | None] = field(3, Identifier(), N_("Symbol"), column=120, search=True)
    title: Mapped[str | None] = field(4, Line(), N_("Title"), column=240, search=True)
    text: Mapped[str | None] = field(5, Prose(), N_("Text", "of a decision"), search=True)
    adopted_on: Mapped[str | None] = field(6, Day(), N_("Adopted on"))
    method: Mapped[str | None] = field(7, Choice(METHOD), N_("Method of adoption"), column=120)
    votes_for: Mapped[int | None] = field(8, Number(), N_("Votes in favour"), group=8)
    votes_against: Mapped[int | None] = field(9, Number(), N_("Votes against"), group=8)
    abstentions: Mapped[int | None] = field(10, Number(), N_("Abstentions"), group=8)
    our_vote: Mapped[str | None] = field(11, Choice(VOTE), N_("Our vote"), column=110)
    co_sponsored: Mapped[bool | None] = field(12, Flag(), N_("We co-sponsored"))
    spoke_for: Mapped[str | None] = field(13, Line(), N_("We spoke for the group"))
    explanation_of_vote: Mapped[str | None] = field(14, Prose(), N_("Explanation of vote"), search=True)
    binds_parties: Mapped[bool | None] = field(15, Flag(), N_("Binds the parties to a treaty"))
    reservation_deadline: Mapped[str | None] = field(16, Day(), N_("Reservation deadline"))


class ElectionResult(Owned):
    """The result of an election held at the conference."""

    __tablename__ = "election_result"
    __entity__ = 14
    __label__ = N_("Election result")
    __plural__ = N_("Elections")
    __title__ = ("body",)
    __owner__ = "conference_report"

    conference_report: Mapped[str | None] = field(1, Link("conference_report"), N_("Conference report", "field"))
    body: Mapped[str | None] = field(2, Line(), N_("Body and seat"), column=220, search=True)
    elected: Mapped[str | None] = field(3, Prose(), N_("Elected"), search=True)
    our_candidate: Mapped[str | None] = field(4, Line(), N_("Our candidate"), search=True)
    votes: Mapped[int | None] = field(5, Number(), N_("Votes received"))
    voted_on: Mapped[str | None] = field(6, Day(), N_("Voted on"))


class Commitment(Owned):
    """A promise made at the conference, by us or to us."""

    __tablename__ = "commitment"
    __entity__ = 15
    __label__ = N_("Commitment", "promise")
    __plural__ = N_("Commitments", "promises")
    __title__ = ("text",)
    __owner__ = "conference_report"
    __narrows__ = True

    conference_report: Mapped[str | None] = field(1, Link("conference_report"), N_("Conference report", "field"))
    side: Mapped[str | None] = field(2, Choice(COMMITMENT_SIDE), N_("Side"), column=100)
    text: Mapped[str | None] = field(3, Prose(), N_("What was promised"), column=300, search=True)
    partner: Mapped[str | None] = field(4, Link("organization"), N_("Partner"))
    amount: Mapped[Amount | None] = field(5, Money(), N_("Amount"), column=120)
    due: Mapped[str | None] = field(6, Day(), N_("Due"), column=100)


class BilateralMeeting(Owned):
    """A meeting in the margins: with whom, and what was said."""

    __tablename__ = "bilateral_meeting"
    __entity__ = 16
    __label__ = N_("Bilateral meeting")
    __plural__ = N_("Bilateral meetings")
    __title__ = ("with_whom",)
    __owner__ = "conference_report"
    __narrows__ = True

    conference_report: Mapped[str | None] = field(1, Link("conference_report"), N_("Conference report", "field"))
    with_whom: Mapped[str | None] = field(2, Line(), N_("With whom"), column=240, search=True)
    organizations: Mapped[tuple[str, ...]] = field(3, Links(to="organization"), N_("Organizations"))
    met_on: Mapped[str | None] = field(4, Day(), N_("Met on"), column=100)
    points: Mapped[str | None] = field(5, Prose(), N_("Points discussed"), search=True)
    follow_up: Mapped[str | None] = field(6, Prose(), N_("Follow-up"), search=True)


class Recommendation(Owned):
    """What the delegation recommends; each asks for an action."""

    __tablename__ = "recommendation"
    __entity__ = 17
    __label__ = N_("Recommendation")
    __plural__ = N_("Recommendations")
    __title__ = ("text",)
    __owner__ = "conference_report"
    __narrows__ = True

    conference_report: Mapped[str | None] = field(1, Link("conference_report"), N_("Conference report", "field"))
    text: Mapped[str | None] = field(2, Prose(), N_("Recommendation", "field"), column=320, search=True)
    addressed_to: Mapped[str | None] = field(3, Link("organization"), N_("Addressed to"))
    action: Mapped[str | None] = field(4, Link("action"), N_("Action"))


class ReportOpinion(Owned):
    """What the delegation thinks, apart from what happened: the benefit to the State, or an opinion of its author."""

    __tablename__ = "report_opinion"
    __entity__ = 29
    __label__ = N_("Assessment or opinion")
    __plural__ = N_("Assessments and opinions")
    __title__ = ("kind",)
    __owner__ = "conference_report"
    __narrows__ = True
    __within__ = "ministry"

    conference_report: Mapped[str | None] = field(1, Link("conference_report"), N_("Conference report", "field"))
    text: Mapped[str | None] = field(2, Prose(), N_("Text", "of an opinion"), column=320, search=True)
    kind: Mapped[str | None] = field(3, Choice(OPINION_KIND), N_("Kind", "opinion"), column=140)
    author: Mapped[str | None] = field(4, Link("officer"), N_("Author", "of an opinion"), column=160)
