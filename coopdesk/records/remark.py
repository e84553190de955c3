"""What is said of a record while it takes its steps: remarks pinned to its fields, and opinions asked of others."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Day, Flag, Identifier, Link, Prose, field
from coopdesk.i18n import N_
from coopdesk.records.base import Record


class Remark(Record):
    """A remark on a field of a record, or on all of it where ``of_field`` is empty."""

    __tablename__ = "remark"
    __entity__ = 27
    __label__ = N_("Remark")
    __plural__ = N_("Remarks")
    __title__ = ("text",)
    __follows__ = "subject"

    subject: Mapped[str | None] = field(1, Link(), N_("About"))
    of_field: Mapped[str | None] = field(2, Identifier(), N_("Field"))
    text: Mapped[str | None] = field(3, Prose(), N_("Remark"), required=True, column=320, search=True)
    settled: Mapped[bool | None] = field(4, Flag(), N_("Settled", "remark"))


class Referral(Record):
    """An opinion that is asked of an entity on a record, by a date, and its answer."""

    __tablename__ = "referral"
    __entity__ = 28
    __label__ = N_("Referral for opinion")
    __plural__ = N_("Referrals for opinion")
    __ordered__ = (("asked_on", "answered_on"),)
    __title__ = ("question",)
    __follows__ = "subject"

    subject: Mapped[str | None] = field(1, Link(), N_("About"))
    asked_of: Mapped[str | None] = field(2, Link("organization"), N_("Asked of"), required=True, column=220)
    question: Mapped[str | None] = field(3, Prose(), N_("Question"), required=True, column=300, search=True)
    asked_on: Mapped[str | None] = field(4, Day(), N_("Asked on"), column=110)
    due: Mapped[str | None] = field(5, Day(), N_("Due"), column=110)
    answer: Mapped[str | None] = field(6, Prose(), N_("Answer"), search=True)
    answered_on: Mapped[str | None] = field(7, Day(), N_("Answered on"), column=110)
    answer_number: Mapped[str | None] = field(8, Identifier(), N_("Number of the answer"))
