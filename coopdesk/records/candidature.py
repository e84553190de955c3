"""Candidatures: elected seats, who supports us, whom we support, and the account with each State."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Code, Day, Identifier, Line, Link, Number, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record

CANDIDATURE_STATUS = options(
    ("considered", N_("Considered", "candidature")),
    ("announced", N_("Announced", "candidature")),
    ("campaign", N_("Campaign", "candidature")),
    ("elected", N_("Elected", "candidature")),
    ("not_elected", N_("Not elected", "candidature")),
    ("withdrawn", N_("Withdrawn", "candidature")),
)
SUPPORT_ANSWER = options(
    ("yes", N_("Supports", "candidature")),
    ("no", N_("Does not support", "candidature")),
    ("undecided", N_("Undecided", "candidature")),
    ("considering", N_("Will consider", "candidature")),
)
SUPPORT_FORM = options(
    ("written", N_("Written", "reply")),
    ("oral", N_("Oral", "reply")),
    ("none", N_("No reply", "reply")),
)
ASKED_LEVEL = options(
    ("head_of_state", N_("Head of State")),
    ("minister", N_("Minister")),
    ("ambassador", N_("Ambassador")),
    ("officer", N_("Officer", "level of a contact")),
    ("note", N_("Note verbale")),
)
CONFIDENCE = options(
    ("certain", N_("Certain")),
    ("likely", N_("Likely")),
    ("doubtful", N_("Doubtful")),
    ("unlikely", N_("Unlikely")),
)
OUR_ANSWER = options(
    ("pending", N_("Not answered yet", "support request")),
    ("yes", N_("We support", "support request")),
    ("no", N_("We do not support", "support request")),
    ("noted", N_("Noted", "support request")),
)
VOTED = options(
    ("for", N_("For", "vote")),
    ("against", N_("Against", "vote")),
    ("abstained", N_("Abstained", "vote")),
    ("secret", N_("Secret ballot", "vote")),
    ("kept", N_("Promise kept", "vote")),
    ("broken", N_("Promise not kept", "vote")),
)


class Candidature(Record):
    """A seat for which the State, or one of its nationals, stands."""

    __tablename__ = "candidature"
    __entity__ = 65
    __label__ = N_("Candidature")
    __plural__ = N_("Candidatures")
    __title__ = ("title_en", "title_ar")

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("Title", "in English"), required=True, column=300, search=True
    )
    title_ar: Mapped[str | None] = field(2, Line("ar"), N_("Title (Arabic)"), required=True, column=300, search=True)
    body: Mapped[str | None] = field(3, Link("organization"), N_("Body"), required=True, column=220)
    opportunity: Mapped[str | None] = field(4, Link("opportunity"), N_("Opportunity", "field"))
    expert: Mapped[str | None] = field(5, Link("expert"), N_("Candidate"))
    term: Mapped[str | None] = field(6, Line(), N_("Term of office"))
    election_on: Mapped[str | None] = field(7, Day(), N_("Election on"), column=110)
    place: Mapped[str | None] = field(8, Line(), N_("Place"))
    seats: Mapped[int | None] = field(9, Number(), N_("Seats"))
    seats_by_group: Mapped[str | None] = field(10, Prose(), N_("Seats by group"))
    competitors: Mapped[str | None] = field(11, Prose(), N_("Competitors"), search=True)
    voters: Mapped[int | None] = field(12, Number(), N_("States that vote"))
    needed: Mapped[int | None] = field(13, Number(), N_("Votes needed"))
    status: Mapped[str | None] = field(14, Choice(CANDIDATURE_STATUS), N_("Status", "candidature"), column=120)
    strategy: Mapped[str | None] = field(15, Prose(), N_("Campaign plan"), search=True)
    result: Mapped[str | None] = field(16, Prose(), N_("Result", "election"))
    reference: Mapped[str | None] = field(17, Identifier(), N_("Technical reference"), search=True)


class Support(Owned):
    """What one State said: each mission writes the lines of the States that it is accredited to."""

    __tablename__ = "support"
    __entity__ = 66
    __label__ = N_("Support")
    __plural__ = N_("Ledger of support")
    __ordered__ = (("asked_on", "answered_on"),)
    __title__ = ("country",)
    __owner__ = "candidature"
    __narrows__ = True

    candidature: Mapped[str | None] = field(1, Link("candidature"), N_("Candidature", "field"))
    country: Mapped[str | None] = field(2, Code("country"), N_("State"), column=140)
    asked_on: Mapped[str | None] = field(3, Day(), N_("Asked on"), column=110)
    asked_by: Mapped[str | None] = field(4, Line(), N_("Asked by"))
    asked_level: Mapped[str | None] = field(5, Choice(ASKED_LEVEL), N_("Level", "of a contact"))
    offered: Mapped[str | None] = field(6, Line(), N_("What we offered"))
    form: Mapped[str | None] = field(7, Choice(SUPPORT_FORM), N_("Form of the reply"), column=110)
    answer: Mapped[str | None] = field(8, Choice(SUPPORT_ANSWER), N_("Answer"), column=130)
    answer_capital: Mapped[str | None] = field(9, Choice(SUPPORT_ANSWER), N_("Answer in the capital"))
    answer_seat: Mapped[str | None] = field(10, Choice(SUPPORT_ANSWER), N_("Answer at the seat of the body"))
    note_number: Mapped[str | None] = field(11, Identifier(), N_("Number of the note"), group=11)
    note_date: Mapped[str | None] = field(12, Day(), N_("Date of the note"), group=11)
    reciprocal: Mapped[str | None] = field(13, Link("support_request"), N_("In return for"))
    confidence: Mapped[str | None] = field(14, Choice(CONFIDENCE), N_("Confidence"), column=110)
    verified_on: Mapped[str | None] = field(15, Day(), N_("Verified on"))
    verified_by: Mapped[str | None] = field(16, Line(), N_("Verified by"))
    remarks: Mapped[str | None] = field(17, Prose(), N_("Remarks"), search=True)
    answered_by: Mapped[str | None] = field(18, Line(), N_("Answered by"), search=True)
    answered_on: Mapped[str | None] = field(19, Day(), N_("Answered on"))


class VoteRound(Owned):
    """A round of votes."""

    __tablename__ = "vote_round"
    __entity__ = 67
    __label__ = N_("Round of votes")
    __plural__ = N_("Rounds of votes")
    __title__ = ("number",)
    __owner__ = "candidature"

    candidature: Mapped[str | None] = field(1, Link("candidature"), N_("Candidature", "field"))
    number: Mapped[int | None] = field(2, Number(), N_("Round"), column=70)
    on: Mapped[str | None] = field(3, Day(), N_("Date"), column=110)
    present: Mapped[int | None] = field(4, Number(), N_("Present and voting"), column=100)
    needed: Mapped[int | None] = field(5, Number(), N_("Votes needed"), column=100)
    ours: Mapped[int | None] = field(6, Number(), N_("Votes for us"), column=100)
    others: Mapped[str | None] = field(7, Prose(), N_("Votes for others"), search=True)


class Endorsement(Owned):
    """The endorsement of a candidature by a group of States."""

    __tablename__ = "endorsement"
    __entity__ = 68
    __label__ = N_("Endorsement by a group")
    __plural__ = N_("Endorsements by groups")
    __title__ = ("decision_number",)
    __owner__ = "candidature"

    candidature: Mapped[str | None] = field(1, Link("candidature"), N_("Candidature", "field"))
    group: Mapped[str | None] = field(2, Link("organization"), N_("Group of States", "field"), column=240)
    decision_number: Mapped[str | None] = field(3, Identifier(), N_("Number of the decision"), column=150)
    on: Mapped[str | None] = field(4, Day(), N_("Date"), column=110)


class SupportRequest(Record):
    """What another State asks of us, what we answered, and how we voted."""

    __tablename__ = "support_request"
    __entity__ = 69
    __label__ = N_("Request for our support")
    __plural__ = N_("Requests for our support")
    __ordered__ = (("asked_on", "decided_on"),)
    __title__ = ("seat",)

    country: Mapped[str | None] = field(1, Code("country"), N_("State"), required=True, column=140)
    body: Mapped[str | None] = field(2, Link("organization"), N_("Body"), column=220)
    seat: Mapped[str | None] = field(3, Line(), N_("Seat", "on a body"), required=True, column=260, search=True)
    candidate: Mapped[str | None] = field(4, Line(), N_("Candidate"), search=True)
    election_on: Mapped[str | None] = field(5, Day(), N_("Election on"), column=110)
    asked_on: Mapped[str | None] = field(6, Day(), N_("Asked on"), group=6)
    note_number: Mapped[str | None] = field(7, Identifier(), N_("Number of the note"), search=True, group=6)
    answer: Mapped[str | None] = field(8, Choice(OUR_ANSWER), N_("Our answer"), column=130)
    decided_by: Mapped[str | None] = field(9, Line(), N_("Decided by"))
    decided_on: Mapped[str | None] = field(10, Day(), N_("Decided on"))
    answer_number: Mapped[str | None] = field(11, Identifier(), N_("Number of our note"))
    exchange_for: Mapped[str | None] = field(12, Link("candidature"), N_("In return for our candidature"))
    votes_there: Mapped[str | None] = field(13, Link("organization"), N_("Who casts the vote"))
    voted: Mapped[str | None] = field(14, Choice(VOTED), N_("How we voted"))
    remarks: Mapped[str | None] = field(15, Prose(), N_("Remarks"), search=True)
    reference: Mapped[str | None] = field(16, Identifier(), N_("Technical reference"), search=True)
