"""Responses: one filled form each, an answer a line, so that two people may fill different parts of one form."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Code, Day, Identifier, Line, Link, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.steps import Step, Stepped

CHANNEL = options(
    ("window", N_("In CoopDesk")),
    ("paper", N_("On paper")),
    ("pdf", N_("Fillable PDF")),
    ("table", N_("Spreadsheet")),
    ("telephone", N_("By telephone")),
    ("interview", N_("In conversation")),
)
RESPONSE_STAGE = options(
    ("draft", N_("Draft", "response")),
    ("pending", N_("Pending review", "response")),
    ("returned", N_("Returned", "response")),
    ("approved", N_("Approved", "response")),
    ("rejected", N_("Rejected", "response")),
)
COUNTED = ("pending", "approved")
"""The stages in which a response counts among results."""


class Response(Stepped, Record):
    """A filled form about one subject. It keeps the version of the form that it answered."""

    __tablename__ = "response"
    __entity__ = 78
    __label__ = N_("Response")
    __plural__ = N_("Responses")
    __title__ = ("form_template",)
    __personal__ = True
    __audience__ = "local"
    __alike__ = "subject"
    __looked_up__ = ("form_template", "survey")
    __stage__ = 30
    __frozen__ = ("pending", "approved", "rejected")
    __steps__ = (
        Step("submit", N_("Submit", "response"), (None, "draft", "returned"), "pending", "secretary", complete=True,
             audience="ministry"),
        Step("send_back", N_("Return for correction"), ("pending",), "returned", comment=True),
        Step("approve", N_("Approve", "response"), ("pending",), "approved", complete=True, decides=True),
        Step("reject", N_("Reject", "response"), ("pending",), "rejected", comment=True),
        Step("reopen", N_("Open again", "response"), ("approved", "rejected"), "returned", "approver", comment=True),
    )  # fmt: skip

    form_template: Mapped[str | None] = field(
        1, Link("form_template"), N_("Form template", "field"), required=True, column=260
    )
    subject: Mapped[str | None] = field(2, Link(), N_("About", "response"), column=240)
    survey: Mapped[str | None] = field(3, Link("survey"), N_("Survey", "field"), column=160)
    organization: Mapped[str | None] = field(4, Link("organization"), N_("On behalf of", "response"), column=180)
    respondent: Mapped[str | None] = field(5, Line(), N_("Answered by"), column=180, search=True)
    answered_on: Mapped[str | None] = field(6, Day(), N_("Answered on", "response"), column=110)
    language: Mapped[str | None] = field(7, Code("language"), N_("Language", "response"))
    channel: Mapped[str | None] = field(8, Choice(CHANNEL), N_("How it came"), column=110)
    notes: Mapped[str | None] = field(9, Prose(), N_("Notes"), search=True)
    reference: Mapped[str | None] = field(10, Identifier(), N_("Technical reference"), search=True)
    source_id: Mapped[str | None] = field(11, Identifier(), N_("Identifier where it came from"), search=True)
    stage: Mapped[str | None] = field(30, Choice(RESPONSE_STAGE), N_("Stage", "response"), column=120, group=30)


class Answer(Owned):
    """An answer: the path of its question (``kids/name``), the ids of the entries of lists in which it stands
    (``a1b2/c3d4``), and what was answered. An entry of a list is a line of its own, which says its place."""

    __tablename__ = "answer"
    __entity__ = 79
    __label__ = N_("Answer", "of a form")
    __plural__ = N_("Answers", "of a form")
    __title__ = ("question",)
    __owner__ = "response"
    __personal__ = True
    __placed__ = ("question", "entry")
    __apart__ = True
    __looked_up__ = ("response",)

    response: Mapped[str | None] = field(1, Link("response"), N_("Response", "field"))
    question: Mapped[str | None] = field(2, Identifier(), N_("Question", "of a form"), column=220, group=2)
    entry: Mapped[str | None] = field(3, Identifier(), N_("Entry", "of a list"), group=2)
    value: Mapped[str | None] = field(4, Prose(), N_("Answer", "of a form"), column=320, search=True)
