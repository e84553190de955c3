"""Nominations: a person or an institution for an opportunity, from the proposal to the end report."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    EMAIL,
    PHONE,
    Amount,
    Choice,
    Code,
    Day,
    Flag,
    Identifier,
    Line,
    Link,
    Money,
    Number,
    Prose,
    field,
    options,
)  # fmt: skip
from coopdesk.i18n import N_
from coopdesk.records.base import Owes, Owned, Record
from coopdesk.records.contact import SEX
from coopdesk.records.opportunity import EDUCATION
from coopdesk.records.steps import Step, Stepped

NOMINATION_STAGE = options(
    ("proposed", N_("Proposed", "nomination")),
    ("eligible", N_("Eligibility checked", "nomination")),
    ("endorsed", N_("Endorsed by the employer", "nomination")),
    ("ranked", N_("Ranked by the committee", "nomination")),
    ("approved", N_("Approved", "nomination")),
    ("declined", N_("Declined", "nomination")),
    ("submitted", N_("Submitted by note verbale", "nomination")),
    ("acknowledged", N_("Acknowledged", "nomination")),
    ("shortlisted", N_("Shortlisted", "nomination")),
    ("selected", N_("Selected", "nomination")),
    ("reserve", N_("Reserve", "nomination")),
    ("not_selected", N_("Not selected", "nomination")),
    ("withdrawn", N_("Withdrawn", "nomination")),
    ("in_post", N_("In post or attending", "nomination")),
    ("ended", N_("End report received", "nomination")),
    ("returned", N_("Returned for revision", "nomination")),
)
CHECK_ANSWER = options(
    ("met", N_("Met", "condition")),
    ("not_met", N_("Not met", "condition")),
    ("waived", N_("Waived", "condition")),
)
_BEFORE = ("proposed", "eligible", "endorsed", "ranked", "approved")
_OPPORTUNITY = N_("Opportunity", "field")


class Nomination(Stepped, Record):
    """An expert, or an institution, for an opportunity.

    The name of an expert is not copied here: erased in the roster, it is nowhere.
    """

    __tablename__ = "nomination"
    __entity__ = 54
    __label__ = N_("Nomination")
    __plural__ = N_("Nominations")
    __ordered__ = (("note_date", "acknowledged_on"), ("note_date", "result_on"))
    __title__ = ("name_en", "name_ar")
    __named_by__ = ("expert", "institution")
    __personal__ = True
    __stage__ = 30
    __steps__ = (
        Step("propose", N_("Propose", "nomination"), (None, "returned"), "proposed", "secretary"),
        Step("check", N_("Eligibility checked", "nomination"), (None, "proposed", "returned"), "eligible"),
        Step("endorse", N_("Note the employer’s consent"), ("proposed", "eligible"), "endorsed"),
        Step("rank", N_("Note the ranking"), ("eligible", "endorsed"), "ranked", needs=("rank",)),
        Step("approve", N_("Approve", "nomination"), ("endorsed", "ranked"), "approved", "approver", complete=True),
        Step("decline", N_("Decline", "nomination"), _BEFORE, "declined", "approver", comment=True),
        Step("submit", N_("Submit by note verbale"), ("approved",), "submitted", complete=True, through=("expert",),
             sends="opportunity.offered_by", dates="note_date"),
        Step("acknowledge", N_("Note the acknowledgement"), ("submitted",), "acknowledged", dates="acknowledged_on"),
        Step("shortlist", N_("Shortlisted", "nomination"), ("submitted", "acknowledged"), "shortlisted"),
        Step("select", N_("Selected", "nomination"), ("submitted", "acknowledged", "shortlisted", "reserve"),
             "selected", dates="result_on"),
        Step("reserve", N_("Reserve", "nomination"), ("submitted", "acknowledged", "shortlisted"), "reserve"),
        Step("not_select", N_("Not selected", "nomination"), ("submitted", "acknowledged", "shortlisted", "reserve"),
             "not_selected", dates="result_on"),
        Step("begin", N_("In post or attending", "nomination"), ("selected",), "in_post"),
        Step("end", N_("End report received", "nomination"), ("in_post",), "ended"),
        Step("return", N_("Return for revision"), (*_BEFORE, "submitted"), "returned", comment=True),
        Step("withdraw", N_("Withdraw", "nomination"), (None, "returned", *_BEFORE, "submitted", "acknowledged",
             "shortlisted", "selected", "reserve"), "withdrawn", comment=True),
    )  # fmt: skip

    opportunity: Mapped[str | None] = field(1, Link("opportunity"), _OPPORTUNITY, required=True, column=260)
    expert: Mapped[str | None] = field(2, Link("expert"), N_("Expert", "field"), column=220)
    institution: Mapped[str | None] = field(3, Link("organization"), N_("Institution"))
    name_en: Mapped[str | None] = field(4, Line("en"), N_("Name", "in English"), column=200, search=True)
    name_ar: Mapped[str | None] = field(5, Line("ar"), N_("Name (Arabic)"), column=200, search=True)
    proposed_by: Mapped[str | None] = field(6, Link("organization"), N_("Proposed by"), column=200)
    letter_number: Mapped[str | None] = field(7, Identifier(), N_("Number of the letter"), search=True, group=7)
    letter_date: Mapped[str | None] = field(8, Day(), N_("Date of the letter"), group=7)
    reason_en: Mapped[str | None] = field(9, Prose("en"), N_("Why this nominee", "in English"), search=True)
    reason_ar: Mapped[str | None] = field(10, Prose("ar"), N_("Why this nominee (Arabic)"), search=True)
    rank: Mapped[int | None] = field(11, Number(), N_("Rank"), column=70)
    rank_reason: Mapped[str | None] = field(12, Line(), N_("Why the first was not taken"))
    note_number: Mapped[str | None] = field(13, Identifier(), N_("Number of the note verbale"), search=True, group=13)
    note_date: Mapped[str | None] = field(14, Day(), N_("Date of the note verbale"), group=13)
    acknowledged_on: Mapped[str | None] = field(15, Day(), N_("Acknowledged on"))
    result_on: Mapped[str | None] = field(16, Day(), N_("Result known on"))
    reference: Mapped[str | None] = field(17, Identifier(), N_("Technical reference"), search=True)
    stage: Mapped[str | None] = field(30, Choice(NOMINATION_STAGE), N_("Stage", "nomination"), column=150, group=30)


class ChecklistItem(Owned):
    """A condition of the opportunity, and whether the nominee meets it."""

    __tablename__ = "checklist_item"
    __entity__ = 55
    __label__ = N_("Checklist item")
    __plural__ = N_("Checklist")
    __title__ = ("text",)
    __owner__ = "nomination"

    nomination: Mapped[str | None] = field(1, Link("nomination"), N_("Nomination", "field"))
    text: Mapped[str | None] = field(2, Line(), N_("Condition"), column=280)
    answer: Mapped[str | None] = field(3, Choice(CHECK_ANSWER), N_("Answer", "condition"), column=110)
    valid_until: Mapped[str | None] = field(4, Day(), N_("Valid until"), column=110)
    note: Mapped[str | None] = field(5, Line(), N_("Note", "condition"))


class Assessment(Owned):
    """The points that one member of a committee gave a nominee by one criterion."""

    __tablename__ = "assessment"
    __entity__ = 56
    __label__ = N_("Assessment", "of a nominee")
    __plural__ = N_("Assessments", "of a nominee")
    __title__ = ("criterion",)
    __owner__ = "nomination"

    nomination: Mapped[str | None] = field(1, Link("nomination"), N_("Nomination", "field"))
    assessor: Mapped[str | None] = field(2, Link("officer"), N_("Assessed by"), column=180)
    criterion: Mapped[str | None] = field(3, Line(), N_("Criterion"), column=220)
    weight: Mapped[int | None] = field(4, Number(), N_("Weight"), column=70)
    points: Mapped[int | None] = field(5, Number(), N_("Points"), column=70)
    conflict: Mapped[bool | None] = field(6, Flag(), N_("Conflict of interest"))
    remark: Mapped[str | None] = field(7, Prose(), N_("Remark", "assessment"))


class Award(Record):
    """Who went on what opportunity, and what he owes: a report, a certificate, an account three months later."""

    __tablename__ = "award"
    __entity__ = 57
    __label__ = N_("Award")
    __plural__ = N_("Awards")
    __ordered__ = (("starts", "ends"),)
    __title__ = ("name_en", "name_ar")
    __named_by__ = ("expert",)
    __personal__ = True
    __owes__ = (Owes("report_due", "ends", days=15), Owes("follow_up_due", "ends", months=3))

    opportunity: Mapped[str | None] = field(1, Link("opportunity"), _OPPORTUNITY, required=True, column=260)
    nomination: Mapped[str | None] = field(2, Link("nomination"), N_("Nomination", "field"))
    expert: Mapped[str | None] = field(3, Link("expert"), N_("Expert", "field"), column=200)
    name_en: Mapped[str | None] = field(4, Line("en"), N_("Name", "in English"), column=200, search=True)
    name_ar: Mapped[str | None] = field(5, Line("ar"), N_("Name (Arabic)"), column=200, search=True)
    university: Mapped[str | None] = field(6, Line(), N_("University or institute"), search=True)
    programme: Mapped[str | None] = field(7, Line(), N_("Programme"), search=True)
    starts: Mapped[str | None] = field(8, Day(), N_("Starts"), column=100, group=8)
    ends: Mapped[str | None] = field(9, Day(), N_("Ends"), column=100, group=8)
    cost: Mapped[Amount | None] = field(10, Money(), N_("Cost to the State"))
    certificate_on: Mapped[str | None] = field(11, Day(), N_("Certificate received on"))
    report_due: Mapped[str | None] = field(12, Day(), N_("Report due"), column=110)
    report_on: Mapped[str | None] = field(13, Day(), N_("Report received on"), column=110)
    attended: Mapped[str | None] = field(14, Prose(), N_("What I attended"), search=True)
    useful: Mapped[str | None] = field(15, Prose(), N_("What we can use"), search=True)
    to_do: Mapped[str | None] = field(16, Prose(), N_("What should be done"), search=True)
    met: Mapped[str | None] = field(17, Prose(), N_("Whom I met"), search=True)
    follow_up_due: Mapped[str | None] = field(18, Day(), N_("Three-month follow-up due"), column=110)
    follow_up_on: Mapped[str | None] = field(19, Day(), N_("Follow-up received on"))
    follow_up: Mapped[str | None] = field(20, Prose(), N_("What became of it"), search=True)
    reference: Mapped[str | None] = field(21, Identifier(), N_("Technical reference"), search=True)


STANDING = options(
    ("enrolled", N_("Enrolled", "student")),
    ("passed", N_("Passed", "student")),
    ("extended", N_("Extended", "student")),
    ("stopped", N_("Stopped", "student")),
    ("graduated", N_("Graduated", "student")),
)


class YearStanding(Owned):
    """How a scholar stood in one year."""

    __tablename__ = "year_standing"
    __entity__ = 58
    __label__ = N_("Yearly standing")
    __plural__ = N_("Yearly standing")
    __title__ = ("year",)
    __owner__ = "award"
    __personal__ = True

    award: Mapped[str | None] = field(1, Link("award"), N_("Award", "field"))
    year: Mapped[str | None] = field(2, Line(), N_("Year of study"), column=120)
    standing: Mapped[str | None] = field(3, Choice(STANDING), N_("Standing", "student"), column=130)
    stipend: Mapped[str | None] = field(4, Line(), N_("Stipend"))
    note: Mapped[str | None] = field(5, Line(), N_("Note", "student"))


APPLICANT_STAGE = options(
    ("received", N_("Received", "applicant")),
    ("complete", N_("File complete", "applicant")),
    ("accepted", N_("Accepted", "applicant")),
    ("reserve", N_("Reserve", "applicant")),
    ("refused", N_("Refused", "applicant")),
    ("withdrawn", N_("Withdrawn", "applicant")),
)


class Applicant(Record):
    """Who asks for what the State offers to others."""

    __tablename__ = "applicant"
    __entity__ = 59
    __label__ = N_("Applicant")
    __plural__ = N_("Applicants")
    __ordered__ = (("received_on", "decided_on"),)
    __title__ = ("name_en", "name_ar")
    __personal__ = True
    __complete__ = ("name_en", "sex", "born", "nationality", "passport", "email", "programme", "education", "papers")

    opportunity: Mapped[str | None] = field(1, Link("opportunity"), _OPPORTUNITY, required=True, column=240)
    name_en: Mapped[str | None] = field(2, Line("en"), N_("Name", "in English"), required=True, column=200, search=True)
    name_ar: Mapped[str | None] = field(3, Line("ar"), N_("Name (Arabic)"), required=True, column=200, search=True)
    sex: Mapped[str | None] = field(4, Choice(SEX), N_("Sex"))
    born: Mapped[str | None] = field(5, Day(past=True), N_("Born on"))
    nationality: Mapped[str | None] = field(6, Code("country"), N_("Nationality"), column=120)
    passport: Mapped[str | None] = field(7, Identifier(), N_("Passport number"))
    email: Mapped[str | None] = field(8, Identifier(shape=EMAIL), N_("E-mail"), search=True)
    phone: Mapped[str | None] = field(9, Identifier(shape=PHONE), N_("Telephone"))
    proposed_by: Mapped[str | None] = field(10, Link("organization"), N_("Proposed by"))
    programme: Mapped[str | None] = field(11, Line(), N_("Programme"), search=True)
    received_on: Mapped[str | None] = field(12, Day(), N_("Received on"), column=110)
    papers: Mapped[str | None] = field(13, Prose(), N_("Papers received"))
    status: Mapped[str | None] = field(14, Choice(APPLICANT_STAGE), N_("Status", "applicant"), column=120)
    decided_on: Mapped[str | None] = field(15, Day(), N_("Decided on"))
    decision_number: Mapped[str | None] = field(16, Identifier(), N_("Number of the decision"))
    notes: Mapped[str | None] = field(17, Prose(), N_("Notes"), search=True)
    reference: Mapped[str | None] = field(18, Identifier(), N_("Technical reference"), search=True)
    education: Mapped[str | None] = field(19, Choice(EDUCATION), N_("Level of study", "applicant"), column=120)
    score: Mapped[int | None] = field(20, Number(), N_("Points"), column=70)
    reason: Mapped[str | None] = field(21, Line(), N_("Reason for the decision"))
