"""Actions: the procedures to be taken, one register across all reports."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Day, Identifier, Line, Link, Links, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record

ACTION_KIND = options(
    ("decision", N_("Decision")),
    ("recommendation", N_("Recommendation")),
    ("pledge", N_("Pledge", "action")),
    ("instruction", N_("Instruction")),
    ("request", N_("Request")),
)
ACTION_STATUS = options(
    ("open", N_("Open", "action")),
    ("in_progress", N_("In progress", "action")),
    ("awaiting", N_("Awaiting another entity")),
    ("done", N_("Done", "action")),
    ("verified", N_("Verified", "action")),
    ("cancelled", N_("Cancelled", "action")),
    ("superseded", N_("Superseded", "action")),
)
ANSWER = options(
    ("accepted", N_("Accepted", "action")),
    ("noted", N_("Noted", "action")),
    ("rejected", N_("Rejected", "action")),
)
PRIORITY = options(
    ("routine", N_("Routine")),
    ("urgent", N_("Urgent")),
    ("very_urgent", N_("Very urgent")),
)


class Action(Record):
    """Something to be done, by whom and by when."""

    __tablename__ = "action"
    __entity__ = 18
    __label__ = N_("Action")
    __plural__ = N_("Actions")
    __title__ = ("text_en", "text_ar")

    text_en: Mapped[str | None] = field(
        1, Prose("en"), N_("Action", "in English"), required=True, column=320, search=True
    )
    text_ar: Mapped[str | None] = field(2, Prose("ar"), N_("Action (Arabic)"), required=True, column=320, search=True)
    kind: Mapped[str | None] = field(3, Choice(ACTION_KIND), N_("Kind", "action"))
    source: Mapped[str | None] = field(4, Link(), N_("Arises from"))
    response: Mapped[str | None] = field(5, Choice(ANSWER), N_("Our response"), group=5)
    response_reason: Mapped[str | None] = field(6, Line(), N_("Reason of the response"), group=5)
    owner: Mapped[str | None] = field(7, Link("organization"), N_("Responsible entity"), required=True, column=200)
    officer: Mapped[str | None] = field(8, Link("officer"), N_("Responsible officer"))
    contributors: Mapped[tuple[str, ...]] = field(9, Links(to="organization"), N_("Contributors"))
    priority: Mapped[str | None] = field(10, Choice(PRIORITY), N_("Priority"), column=90)
    due: Mapped[str | None] = field(11, Day(), N_("Due"), required=True, column=100, group=11)
    due_reason: Mapped[str | None] = field(12, Line(), N_("Reason for the change of date"), group=11)
    recurrence: Mapped[str | None] = field(13, Line(), N_("Repeats"))
    status: Mapped[str | None] = field(14, Choice(ACTION_STATUS), N_("Status", "action"), column=130)
    reference: Mapped[str | None] = field(15, Identifier(), N_("Technical reference"), search=True)


class ProgressNote(Owned):
    """How far an action has come, with the evidence."""

    __tablename__ = "progress_note"
    __entity__ = 19
    __label__ = N_("Progress note")
    __plural__ = N_("Progress notes")
    __title__ = ("text",)
    __owner__ = "action"

    action: Mapped[str | None] = field(1, Link("action"), N_("Action"))
    on: Mapped[str | None] = field(2, Day(), N_("Date"), column=100)
    text: Mapped[str | None] = field(3, Prose(), N_("What was done"), column=320, search=True)
    evidence: Mapped[str | None] = field(4, Prose(), N_("Evidence"), search=True)
