"""Letters: made from a template, edited, signed, registered, and then never changed."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Code, Day, Identifier, Line, Link, Links, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.circulation import LETTER_LANGUAGE
from coopdesk.records.steps import Step, Stepped

LETTER_KIND = options(
    ("note_verbale", N_("Note verbale")),
    ("letter", N_("Letter")),
    ("circular", N_("Circular letter")),
    ("reminder", N_("Reminder", "letter")),
    ("acknowledgement", N_("Acknowledgement")),
    ("regret", N_("Letter of regret")),
    ("nomination", N_("Letter of nomination")),
    ("selection", N_("Letter of selection")),
    ("reserve", N_("Letter on the reserve list")),
)
ADDRESSEE_KIND = options(
    ("ministry", N_("Ministry or institution of the State")),
    ("mission", N_("Our mission")),
    ("foreign_ministry", N_("Foreign ministry")),
    ("embassy", N_("Embassy of another State")),
    ("secretariat", N_("Secretariat of an organization")),
    ("permanent_mission", N_("Permanent mission of another State")),
    ("person", N_("Person")),
)
_OUTSIDE = ("foreign_ministry", "embassy", "secretariat", "permanent_mission")
LETTER_STAGE = options(
    ("draft", N_("Draft", "letter")),
    ("submitted", N_("Submitted", "letter")),
    ("signed", N_("Signed", "letter")),
    ("sent", N_("Sent", "letter")),
    ("returned", N_("Returned", "letter")),
)


class Letter(Stepped, Record):
    """A note verbale or a letter. The Arabic is the original; a translation is a sheet of its own."""

    __tablename__ = "letter"
    __entity__ = 46
    __label__ = N_("Letter")
    __plural__ = N_("Letters")
    __title__ = ("subject",)
    __stage__ = 30
    __frozen__ = ("signed", "sent")
    __steps__ = (
        Step("submit", N_("Submit", "letter"), (None, "draft", "returned"), "submitted", "secretary", complete=True),
        Step("send_back", N_("Send back to the author"), ("submitted",), "returned", comment=True),
        Step(
            "sign", N_("Sign", "letter"), (None, "draft", "submitted", "returned"), "signed", "approver",
            complete=True, decides=True, registers=True,
        ),
        Step("send", N_("Note as sent"), ("signed",), "sent", "secretary"),
        Step("reopen", N_("Reopen as a new version"), ("signed", "sent"), "draft", "approver", comment=True),
    )  # fmt: skip

    kind: Mapped[str | None] = field(1, Choice(LETTER_KIND), N_("Kind", "letter"), required=True, column=130)
    subject: Mapped[str | None] = field(2, Line(), N_("Subject"), required=True, column=300, search=True)
    language: Mapped[str | None] = field(3, Choice(LETTER_LANGUAGE), N_("Language"), required=True)
    about: Mapped[str | None] = field(4, Link(), N_("About"))
    to_kind: Mapped[str | None] = field(5, Choice(ADDRESSEE_KIND), N_("Kind of addressee"))
    organization: Mapped[str | None] = field(6, Link("organization"), N_("Addressee", "field"), column=220)
    country: Mapped[str | None] = field(7, Code("country"), N_("Country"), column=120)
    person: Mapped[str | None] = field(8, Link("contact"), N_("For the attention of"))
    addressed: Mapped[str | None] = field(9, Prose(), N_("Address on the letter"))
    opening: Mapped[str | None] = field(10, Prose(), N_("Opening formula"))
    body: Mapped[str | None] = field(11, Prose(), N_("Text of the letter"), required=True, search=True)
    closing: Mapped[str | None] = field(12, Prose(), N_("Closing formula"))
    signatory: Mapped[str | None] = field(13, Link("officer"), N_("To be signed by"))
    copies_to: Mapped[tuple[str, ...]] = field(14, Links(to="organization"), N_("Copy to"))
    enclosures: Mapped[str | None] = field(15, Prose(), N_("Enclosures"))
    their_number: Mapped[str | None] = field(16, Identifier(), N_("Your reference"), search=True, group=16)
    their_date: Mapped[str | None] = field(17, Day(), N_("Date of your letter"), group=16)
    registry_number: Mapped[str | None] = field(
        18, Identifier(), N_("Registry number"), column=130, search=True, group=18
    )
    registry_date: Mapped[str | None] = field(19, Day(), N_("Registry date"), column=110, group=18)
    reference: Mapped[str | None] = field(20, Identifier(), N_("Technical reference"), search=True)
    hijri_shift: Mapped[str | None] = field(21, Line(), N_("Hijri date on the letter"))
    prepared_by: Mapped[str | None] = field(22, Link("officer"), N_("Prepared by"))
    reviewed_by: Mapped[str | None] = field(23, Link("officer"), N_("Reviewed by"))
    signed_by: Mapped[str | None] = field(24, Link("officer"), N_("Signed by"))
    stage: Mapped[str | None] = field(30, Choice(LETTER_STAGE), N_("Stage", "letter"), column=110, group=30)


class Translation(Owned):
    """An unofficial translation of a letter, on a sheet of its own."""

    __tablename__ = "translation"
    __entity__ = 47
    __label__ = N_("Unofficial translation")
    __plural__ = N_("Unofficial translations")
    __title__ = ("language",)
    __owner__ = "letter"

    letter: Mapped[str | None] = field(1, Link("letter"), N_("Letter", "field"))
    language: Mapped[str | None] = field(2, Choice(LETTER_LANGUAGE), N_("Language"), column=120)
    text: Mapped[str | None] = field(3, Prose(), N_("Text", "translation"), column=320, search=True)


def is_note(kind: str | None, to_kind: str | None) -> bool:
    """Tell whether a letter speaks in the third person and bears initials and a stamp: a note verbale, and what goes
    out to other States and secretariats as one."""
    return kind == "note_verbale" or (kind != "letter" and to_kind in _OUTSIDE)
