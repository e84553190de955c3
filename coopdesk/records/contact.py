"""Contacts: the persons whom we know at organizations, and the posts they hold."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    EMAIL,
    PHONE,
    Choice,
    Code,
    Day,
    Identifier,
    Line,
    Link,
    Members,
    Number,
    Prose,
    field,
    options,
)
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record

SEX = options(("female", N_("Female", "person")), ("male", N_("Male", "person")))


class Contact(Record):
    """A person outside our desks."""

    __tablename__ = "contact"
    __entity__ = 6
    __label__ = N_("Contact")
    __plural__ = N_("Contacts")
    __title__ = ("name_en", "name_ar")
    __personal__ = True

    name_en: Mapped[str | None] = field(1, Line("en"), N_("Name", "in English"), required=True, column=220, search=True)
    name_ar: Mapped[str | None] = field(2, Line("ar"), N_("Name (Arabic)"), required=True, column=220, search=True)
    honorific_en: Mapped[str | None] = field(3, Line("en"), N_("Form of address", "in English"))
    honorific_ar: Mapped[str | None] = field(4, Line("ar"), N_("Form of address (Arabic)"))
    title: Mapped[str | None] = field(5, Line(), N_("Academic or military title"))
    sex: Mapped[str | None] = field(6, Choice(SEX), N_("Sex"))
    organization: Mapped[str | None] = field(7, Link("organization"), N_("Organization", "field"), column=240)
    position: Mapped[str | None] = field(8, Line(), N_("Position", "of a person"), column=200, search=True)
    nationality: Mapped[str | None] = field(9, Code("country"), N_("Nationality"))
    email: Mapped[str | None] = field(10, Identifier(shape=EMAIL), N_("E-mail"), column=200, search=True)
    phone: Mapped[str | None] = field(11, Identifier(shape=PHONE), N_("Telephone"), column=140, search=True)
    languages: Mapped[tuple[str, ...]] = field(12, Members(), N_("Languages"))
    precedence: Mapped[int | None] = field(13, Number(), N_("Order of precedence"))
    notes: Mapped[str | None] = field(14, Prose(), N_("Notes"), search=True)


class PostHeld(Owned):
    """A post that a contact holds or held."""

    __tablename__ = "post_held"
    __entity__ = 8
    __label__ = N_("Post held")
    __plural__ = N_("Posts held")
    __ordered__ = (("since", "until"),)
    __title__ = ("title",)
    __owner__ = "contact"
    __personal__ = True

    contact: Mapped[str | None] = field(1, Link("contact"), N_("Contact", "field"))
    organization: Mapped[str | None] = field(2, Link("organization"), N_("Organization", "field"), column=240)
    title: Mapped[str | None] = field(3, Line(), N_("Position", "of a person"), column=220, search=True)
    since: Mapped[str | None] = field(4, Day(), N_("Since"), column=100, group=4)
    until: Mapped[str | None] = field(5, Day(), N_("Until"), column=100, group=4)
    precedence: Mapped[int | None] = field(6, Number(), N_("Order of precedence"))
    credentials_on: Mapped[str | None] = field(7, Day(), N_("Credentials presented on"))
