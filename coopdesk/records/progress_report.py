"""Progress reports: how far a project has come in a period, and what it cost."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Amount, Choice, Day, Line, Link, Money, Period, Prose, Quantity, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Record
from coopdesk.records.steps import Step, Stepped

LIGHT = options(
    ("green", N_("Going to plan")),
    ("amber", N_("Needs attention")),
    ("red", N_("In trouble")),
)
REPORT_STAGE = options(
    ("draft", N_("Draft", "progress report")),
    ("sent", N_("Sent", "progress report")),
    ("returned", N_("Returned", "progress report")),
    ("accepted", N_("Accepted", "progress report")),
)
SENT = ("sent", "accepted")
"""The stages in which a report is not owed any more."""


class ProgressReport(Stepped, Record):
    """What whoever manages a project says of a period of it."""

    __tablename__ = "progress_report"
    __entity__ = 94
    __label__ = N_("Progress report")
    __plural__ = N_("Progress reports")
    __title__ = ("project", "period")
    __audience__ = "local"
    __alike__ = "project"
    __looked_up__ = ("project",)
    __stage__ = 30
    __frozen__ = SENT
    __steps__ = (
        Step("send", N_("Send", "progress report"), (None, "draft", "returned"), "sent", complete=True,
             audience="ministry", dates="sent_on"),
        Step("send_back", N_("Return for correction"), ("sent",), "returned", ministry=True, comment=True),
        Step("accept", N_("Accept", "progress report"), ("sent",), "accepted", "approver", ministry=True, decides=True),
        Step("reopen", N_("Open again", "progress report"), ("accepted",), "returned", "approver", ministry=True,
             comment=True),
    )  # fmt: skip

    project: Mapped[str | None] = field(1, Link("project"), N_("Project", "field"), required=True, column=280)
    period: Mapped[str | None] = field(2, Period(), N_("Period"), required=True, column=150)
    light: Mapped[str | None] = field(3, Choice(LIGHT), N_("How it goes"), required=True, column=130)
    per_cent: Mapped[int | None] = field(4, Quantity(0, 100), N_("Done in per cent"), column=110)
    spent: Mapped[Amount | None] = field(5, Money(adds=False), N_("Spent since the beginning"), column=140)
    done_en: Mapped[str | None] = field(6, Prose("en"), N_("What was done", "in English"), required=True, search=True)
    done_ar: Mapped[str | None] = field(7, Prose("ar"), N_("What was done (Arabic)"), required=True, search=True)
    problems_en: Mapped[str | None] = field(8, Prose("en"), N_("Problems", "in English"), search=True)
    problems_ar: Mapped[str | None] = field(9, Prose("ar"), N_("Problems (Arabic)"), search=True)
    decision_en: Mapped[str | None] = field(10, Prose("en"), N_("Decision that is asked", "in English"), search=True)
    decision_ar: Mapped[str | None] = field(11, Prose("ar"), N_("Decision that is asked (Arabic)"), search=True)
    next_en: Mapped[str | None] = field(12, Prose("en"), N_("What comes next", "in English"), search=True)
    next_ar: Mapped[str | None] = field(13, Prose("ar"), N_("What comes next (Arabic)"), search=True)
    prepared_by: Mapped[str | None] = field(14, Line(), N_("Prepared by", "progress report"), search=True)
    sent_on: Mapped[str | None] = field(15, Day(), N_("Sent on", "progress report"), column=100)
    stage: Mapped[str | None] = field(30, Choice(REPORT_STAGE), N_("Stage", "progress report"), column=110, group=30)
