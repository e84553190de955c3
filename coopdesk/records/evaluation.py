"""Evaluations by the six criteria of the OECD DAC: what is asked, what was found, what is recommended and answered."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Day, Identifier, Line, Link, Links, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.action import PRIORITY
from coopdesk.records.base import Owes, Owned, Record
from coopdesk.records.steps import Step, Stepped

EVALUATION_KIND = options(
    ("ex_ante", N_("Before it begins")),
    ("mid_term", N_("At half-time")),
    ("final", N_("At its end")),
    ("ex_post", N_("Some time after its end")),
    ("thematic", N_("Of a theme")),
    ("self", N_("Self-evaluation")),
)
EVALUATOR = options(
    ("internal", N_("By the Ministry")),
    ("external", N_("By an outside evaluator")),
    ("joint", N_("Jointly with partners")),
)
CRITERION = options(
    ("relevance", N_("Relevance")),
    ("coherence", N_("Coherence")),
    ("effectiveness", N_("Effectiveness")),
    ("efficiency", N_("Efficiency")),
    ("impact", N_("Impact", "criterion")),
    ("sustainability", N_("Sustainability")),
)
RATING = options(
    ("1", N_("Highly unsatisfactory")),
    ("2", N_("Unsatisfactory")),
    ("3", N_("Moderately unsatisfactory")),
    ("4", N_("Moderately satisfactory")),
    ("5", N_("Satisfactory")),
    ("6", N_("Highly satisfactory")),
)
FINDING_KIND = options(
    ("finding", N_("Finding")),
    ("conclusion", N_("Conclusion")),
)
MANAGEMENT_ANSWER = options(
    ("accepted", N_("Accepted", "recommendation")),
    ("partly", N_("Partly accepted")),
    ("rejected", N_("Rejected", "recommendation")),
)
EVALUATION_STAGE = options(
    ("planned", N_("Planned", "evaluation")),
    ("under_way", N_("Under way", "evaluation")),
    ("reported", N_("Report ready, response awaited")),
    ("answered", N_("Answered by management")),
    ("closed", N_("Closed", "evaluation")),
)
_EVALUATION = N_("Evaluation", "field")


class Evaluation(Stepped, Record):
    """A judgement of a project, a training or a partnership, with the evidence for it. From when the report is ready
    only the management's answers are written, until it is closed: lines of their own."""

    __tablename__ = "evaluation"
    __entity__ = 103
    __label__ = N_("Evaluation", "record")
    __plural__ = N_("Evaluations")
    __title__ = ("title_en", "title_ar")
    __stage__ = 40
    __alike__ = "subject"
    __frozen__ = ("reported", "answered", "closed")
    __owes__ = (Owes("response_due", "evaluated_on", months=2),)
    __steps__ = (
        Step("begin", N_("Begin", "evaluation"), (None, "planned"), "under_way"),
        Step("report", N_("The report is ready"), ("under_way",), "reported", complete=True, needs=("evaluated_on",)),
        Step("answer", N_("Management has answered"), ("reported",), "answered", "approver"),
        Step("close", N_("Close", "evaluation"), ("answered",), "closed", "approver", decides=True),
        Step("reopen", N_("Open again", "evaluation"), ("reported", "answered", "closed"), "under_way", "approver",
             comment=True),
    )  # fmt: skip

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("Title", "in English"), required=True, column=300, search=True
    )
    title_ar: Mapped[str | None] = field(2, Line("ar"), N_("Title (Arabic)"), required=True, column=300, search=True)
    subject: Mapped[str | None] = field(3, Link(), N_("Of what", "evaluation"), required=True, column=240)
    kind: Mapped[str | None] = field(4, Choice(EVALUATION_KIND), N_("When in its life"), column=140)
    done_by: Mapped[str | None] = field(5, Choice(EVALUATOR), N_("Who evaluates"), column=150)
    evaluator: Mapped[str | None] = field(6, Link("organization"), N_("Evaluating body"))
    team: Mapped[str | None] = field(7, Prose(), N_("Team", "evaluation"), search=True)
    purpose_en: Mapped[str | None] = field(8, Prose("en"), N_("Purpose and scope", "in English"), search=True)
    purpose_ar: Mapped[str | None] = field(9, Prose("ar"), N_("Purpose and scope (Arabic)"), search=True)
    method_en: Mapped[str | None] = field(10, Prose("en"), N_("Method", "in English"), search=True)
    method_ar: Mapped[str | None] = field(11, Prose("ar"), N_("Method (Arabic)"), search=True)
    planned_on: Mapped[str | None] = field(12, Day(), N_("Planned for"), column=100)
    evaluated_on: Mapped[str | None] = field(13, Day(), N_("Date of the report"), column=100)
    response_due: Mapped[str | None] = field(14, Day(), N_("Management answers by"), column=110)
    summary_en: Mapped[str | None] = field(15, Prose("en"), N_("Summary", "in English"), search=True)
    summary_ar: Mapped[str | None] = field(16, Prose("ar"), N_("Summary (Arabic)"), search=True)
    overall: Mapped[str | None] = field(17, Choice(RATING), N_("Overall rating"), column=150)
    reference: Mapped[str | None] = field(18, Identifier(), N_("Technical reference"), search=True)
    stage: Mapped[str | None] = field(40, Choice(EVALUATION_STAGE), N_("Stage", "evaluation"), column=150, group=40)


class EvaluationQuestion(Owned):
    """What is asked under a criterion, and how the answer is judged."""

    __tablename__ = "evaluation_question"
    __entity__ = 104
    __label__ = N_("Question of an evaluation")
    __plural__ = N_("Questions of an evaluation")
    __title__ = ("text_en", "text_ar")
    __owner__ = "evaluation"
    __looked_up__ = ("evaluation",)

    evaluation: Mapped[str | None] = field(1, Link("evaluation"), _EVALUATION)
    criterion: Mapped[str | None] = field(2, Choice(CRITERION), N_("Criterion"), column=130)
    text_en: Mapped[str | None] = field(3, Prose("en"), N_("Question", "in English"), column=260, search=True)
    text_ar: Mapped[str | None] = field(4, Prose("ar"), N_("Question (Arabic)"), column=260, search=True)
    judged_by: Mapped[str | None] = field(5, Prose(), N_("Judged by", "evaluation"), column=220)


class CriterionRating(Owned):
    """How far a criterion is met, 1 to 6, why, and what is learned from it."""

    __tablename__ = "criterion_rating"
    __entity__ = 105
    __label__ = N_("Criterion rating")
    __plural__ = N_("Criterion ratings")
    __title__ = ("criterion",)
    __owner__ = "evaluation"
    __placed__ = ("criterion",)
    __looked_up__ = ("evaluation",)
    __apart__ = True

    evaluation: Mapped[str | None] = field(1, Link("evaluation"), _EVALUATION)
    criterion: Mapped[str | None] = field(2, Choice(CRITERION), N_("Criterion"), column=130)
    rating: Mapped[str | None] = field(3, Choice(RATING), N_("Rating", "evaluation"), column=150)
    reason_en: Mapped[str | None] = field(4, Prose("en"), N_("Why so rated", "in English"), column=240, search=True)
    reason_ar: Mapped[str | None] = field(5, Prose("ar"), N_("Why so rated (Arabic)"), column=240, search=True)
    lesson_en: Mapped[str | None] = field(6, Prose("en"), N_("Lesson", "in English"), column=240, search=True)
    lesson_ar: Mapped[str | None] = field(7, Prose("ar"), N_("Lesson (Arabic)"), column=240, search=True)


class Evidence(Owned):
    """On what a rating rests: a response, a survey, an indicator, a report, or what is not kept here."""

    __tablename__ = "evidence"
    __entity__ = 106
    __label__ = N_("Evidence", "evaluation")
    __plural__ = N_("Evidence", "evaluation")
    __title__ = ("note",)
    __named_by__ = ("record",)
    __owner__ = "evaluation"
    __looked_up__ = ("evaluation",)
    __apart__ = True

    evaluation: Mapped[str | None] = field(1, Link("evaluation"), _EVALUATION)
    criterion: Mapped[str | None] = field(2, Choice(CRITERION), N_("Criterion"), column=130)
    record: Mapped[str | None] = field(3, Link(), N_("Record", "evidence"), column=280)
    note: Mapped[str | None] = field(4, Prose(), N_("What it shows"), column=280, search=True)


class Finding(Owned):
    """What was found, or what is concluded from it."""

    __tablename__ = "finding"
    __entity__ = 107
    __label__ = N_("Finding or conclusion")
    __plural__ = N_("Findings and conclusions")
    __title__ = ("text_en", "text_ar")
    __owner__ = "evaluation"
    __looked_up__ = ("evaluation",)
    __apart__ = True

    evaluation: Mapped[str | None] = field(1, Link("evaluation"), _EVALUATION)
    kind: Mapped[str | None] = field(2, Choice(FINDING_KIND), N_("Kind", "finding"), column=110)
    criterion: Mapped[str | None] = field(3, Choice(CRITERION), N_("Criterion"), column=130)
    text_en: Mapped[str | None] = field(4, Prose("en"), N_("Text", "in English"), column=300, search=True)
    text_ar: Mapped[str | None] = field(5, Prose("ar"), N_("Text (Arabic)"), column=300, search=True)


class EvaluationRecommendation(Owned):
    """What the evaluation recommends, to whom, and by when."""

    __tablename__ = "evaluation_recommendation"
    __entity__ = 108
    __label__ = N_("Recommendation of an evaluation")
    __plural__ = N_("Recommendations of an evaluation")
    __title__ = ("text_en", "text_ar")
    __owner__ = "evaluation"
    __looked_up__ = ("evaluation",)
    __apart__ = True

    evaluation: Mapped[str | None] = field(1, Link("evaluation"), _EVALUATION)
    text_en: Mapped[str | None] = field(2, Prose("en"), N_("Recommendation", "in English"), column=300, search=True)
    text_ar: Mapped[str | None] = field(3, Prose("ar"), N_("Recommendation (Arabic)"), column=300, search=True)
    finding: Mapped[str | None] = field(4, Link("finding"), N_("Follows from"), column=160)
    addressee: Mapped[str | None] = field(5, Link("organization"), N_("To whom", "recommendation"), column=180)
    priority: Mapped[str | None] = field(6, Choice(PRIORITY), N_("Priority"), column=90)
    due: Mapped[str | None] = field(7, Day(), N_("Due"), column=100)


class ManagementResponse(Owned):
    """What management answers to a recommendation, and the actions by which it will do it."""

    __tablename__ = "management_response"
    __entity__ = 109
    __label__ = N_("Management response")
    __plural__ = N_("Management responses")
    __title__ = ("answer",)
    __named_by__ = ("recommendation",)
    __owner__ = "evaluation"
    __placed__ = ("recommendation",)
    __open_in__ = ("reported", "answered")
    __looked_up__ = ("evaluation",)
    __apart__ = True

    evaluation: Mapped[str | None] = field(1, Link("evaluation"), _EVALUATION)
    recommendation: Mapped[str | None] = field(
        2, Link("evaluation_recommendation"), N_("Recommendation", "field"), column=260
    )
    answer: Mapped[str | None] = field(3, Choice(MANAGEMENT_ANSWER), N_("Answer", "to a recommendation"), column=130)
    reason_en: Mapped[str | None] = field(4, Prose("en"), N_("Reason and measures", "in English"), column=260)
    reason_ar: Mapped[str | None] = field(5, Prose("ar"), N_("Reason and measures (Arabic)"), column=260)
    answered_by: Mapped[str | None] = field(6, Link("organization"), N_("Answered by"), column=160)
    on: Mapped[str | None] = field(7, Day(), N_("Date"), column=100)
    actions: Mapped[tuple[str, ...]] = field(8, Links(to="action"), N_("Key actions"))
