"""Surveys: a form asked of invited people, in one round or several."""

from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy.orm import Mapped

from coopdesk.fields import EMAIL, Choice, Day, Flag, Identifier, Line, Link, Number, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.steps import Step, Stepped

SURVEY_STAGE = options(
    ("draft", N_("Draft", "survey")),
    ("open", N_("Open", "survey")),
    ("closed", N_("Closed", "survey")),
)
FEWEST = 5
"""The least number of answers of which results are shown, where a survey does not say another."""


class Survey(Stepped, Record):
    """A form that invited people answer. Rounds of one series are compared."""

    __tablename__ = "survey"
    __entity__ = 80
    __label__ = N_("Survey")
    __plural__ = N_("Surveys")
    __ordered__ = (("opens", "closes"),)
    __promised__: ClassVar[Mapping[str, int]] = {"anonymous": 0, "fewest": FEWEST}
    __alike__ = "subject"
    __title__ = ("title_en", "title_ar")
    __stage__ = 30
    __steps__ = (
        Step("open", N_("Open", "step of a survey"), (None, "draft"), "open", complete=True),
        Step("close", N_("Close", "step of a survey"), ("open",), "closed"),
        Step("reopen", N_("Open again", "survey"), ("closed",), "open"),
    )

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("Title", "in English"), required=True, column=260, search=True
    )
    title_ar: Mapped[str | None] = field(2, Line("ar"), N_("Title (Arabic)"), required=True, column=260, search=True)
    form_template: Mapped[str | None] = field(
        3, Link("form_template"), N_("Form template", "field"), required=True, column=220
    )
    subject: Mapped[str | None] = field(4, Link(), N_("About", "survey"), column=220)
    series: Mapped[str | None] = field(5, Line(), N_("Series", "of surveys"), column=160, search=True)
    round: Mapped[int | None] = field(6, Number(low=1), N_("Round"), column=70)
    opens: Mapped[str | None] = field(7, Day(), N_("Opens on"), column=110, group=7)
    closes: Mapped[str | None] = field(8, Day(), N_("Closes on"), column=110, group=7)
    anonymous: Mapped[bool | None] = field(9, Flag(), N_("Anonymous"))
    fewest: Mapped[int | None] = field(10, Number(low=1), N_("Smallest group that is shown"))
    purpose_en: Mapped[str | None] = field(11, Prose("en"), N_("Purpose", "survey, in English"), search=True)
    purpose_ar: Mapped[str | None] = field(12, Prose("ar"), N_("Purpose (Arabic)", "survey"), search=True)
    notes: Mapped[str | None] = field(13, Prose(), N_("Notes"), search=True)
    reference: Mapped[str | None] = field(14, Identifier(), N_("Technical reference"), search=True)
    stage: Mapped[str | None] = field(30, Choice(SURVEY_STAGE), N_("Stage", "survey"), column=110, group=30)


class Invitation(Owned):
    """One who is asked. Of an anonymous survey it says that an answer came, never which one."""

    __tablename__ = "invitation"
    __entity__ = 81
    __label__ = N_("Invitation (to a survey)")
    __plural__ = N_("Invitations (to a survey)")
    __ordered__ = (("invited_on", "reminded_on"),)
    __title__ = ("name",)
    __named_by__ = ("contact", "organization")
    __owner__ = "survey"
    __personal__ = True

    survey: Mapped[str | None] = field(1, Link("survey"), N_("Survey", "field"))
    organization: Mapped[str | None] = field(2, Link("organization"), N_("Entity"), column=220)
    contact: Mapped[str | None] = field(3, Link("contact"), N_("Contact", "field"), column=180)
    name: Mapped[str | None] = field(4, Line(), N_("Name", "of who is invited"), column=180, search=True)
    email: Mapped[str | None] = field(5, Identifier(shape=EMAIL), N_("E-mail"), search=True)
    invited_on: Mapped[str | None] = field(6, Day(), N_("Invited on"), column=110)
    reminded_on: Mapped[str | None] = field(7, Day(), N_("Reminded on"), column=110)
    answered_on: Mapped[str | None] = field(8, Day(), N_("Answered on", "invitation"), column=110)
    declined: Mapped[bool | None] = field(9, Flag(), N_("Declined", "invitation"), column=80)
