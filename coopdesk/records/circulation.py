"""Circulation: one act by which a record goes to many, and what each of them answered."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Code, Day, Identifier, Line, Link, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record

PURPOSE = options(
    ("action", N_("For action")),
    ("opinion", N_("For opinion")),
    ("information", N_("For information")),
    ("nomination", N_("For nomination")),
)
REPLY = options(
    ("names", N_("Names were given")),
    ("none", N_("Nobody to nominate")),
    ("opinion", N_("Opinion given")),
    ("accepted", N_("Accepted", "circulation")),
    ("regret", N_("Regretted", "circulation")),
    ("noted", N_("Noted", "circulation")),
)
LETTER_LANGUAGE = options(
    ("ar", N_("Arabic")),
    ("en", N_("English")),
    ("fr", N_("French")),
    ("es", N_("Spanish")),
)


class Circulation(Record):
    """One record sent to ministries, institutions, our missions or foreign governments."""

    __tablename__ = "circulation"
    __entity__ = 44
    __label__ = N_("Circulation")
    __plural__ = N_("Circulations")
    __ordered__ = (("sent_on", "reply_by"), ("sent_on", "closed_on"))
    __title__ = ("subject_en", "subject_ar")

    about: Mapped[str | None] = field(1, Link(), N_("About"), required=True, column=260)
    subject_en: Mapped[str | None] = field(
        2, Line("en"), N_("Subject", "in English"), required=True, column=260, search=True
    )
    subject_ar: Mapped[str | None] = field(
        3, Line("ar"), N_("Subject (Arabic)"), required=True, column=260, search=True
    )
    purpose: Mapped[str | None] = field(4, Choice(PURPOSE), N_("Purpose"), required=True, column=120)
    text_en: Mapped[str | None] = field(5, Prose("en"), N_("Text", "in English"), search=True)
    text_ar: Mapped[str | None] = field(6, Prose("ar"), N_("Text (Arabic)"), search=True)
    sent_on: Mapped[str | None] = field(7, Day(), N_("Sent on"), column=110)
    reply_by: Mapped[str | None] = field(8, Day(), N_("Reply by"), column=110)
    registry_number: Mapped[str | None] = field(
        9, Identifier(), N_("Registry number"), column=130, search=True, group=9
    )
    registry_date: Mapped[str | None] = field(10, Day(), N_("Registry date"), group=9)
    signed_by: Mapped[str | None] = field(11, Link("officer"), N_("Signed by"))
    closed_on: Mapped[str | None] = field(12, Day(), N_("Closed on"))
    reference: Mapped[str | None] = field(13, Identifier(), N_("Technical reference"), search=True)


class Addressee(Owned):
    """One of those to whom it was sent: its letter, its reminders, its answer."""

    __tablename__ = "addressee"
    __entity__ = 45
    __label__ = N_("Addressee")
    __plural__ = N_("Addressees")
    __ordered__ = (("reminded_1", "reminded_2"), ("reminded_2", "reminded_3"))
    __title__ = ("entity", "country")
    __owner__ = "circulation"

    circulation: Mapped[str | None] = field(1, Link("circulation"), N_("Circulation", "field"))
    entity: Mapped[str | None] = field(2, Link("organization"), N_("Entity"), column=240, group=2)
    country: Mapped[str | None] = field(3, Code("country"), N_("Government of"), column=140, group=2)
    language: Mapped[str | None] = field(4, Choice(LETTER_LANGUAGE), N_("Language"))
    letter_number: Mapped[str | None] = field(5, Identifier(), N_("Number of the letter"), column=120, search=True)
    reminded_1: Mapped[str | None] = field(6, Day(), N_("First reminder"))
    reminded_2: Mapped[str | None] = field(7, Day(), N_("Second reminder"))
    reminded_3: Mapped[str | None] = field(8, Day(), N_("Third reminder"))
    reply: Mapped[str | None] = field(9, Choice(REPLY), N_("Answer"), column=140, group=9)
    replied_on: Mapped[str | None] = field(10, Day(), N_("Answered on"), column=110, group=9)
    reply_number: Mapped[str | None] = field(11, Identifier(), N_("Number of the answer"), search=True, group=9)
    reply_text: Mapped[str | None] = field(12, Prose(), N_("What was answered"), search=True)
