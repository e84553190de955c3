"""Engagements: meetings, visits, courses and events by which missions and the Ministry work with others."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Code, Day, Flag, Line, Link, Links, Number, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.contact import SEX

ENGAGEMENT_KIND = options(
    ("meeting", N_("Meeting", "engagement")),
    ("visit", N_("Visit")),
    ("call", N_("Call", "by telephone or video")),
    ("training", N_("Training course")),
    ("awareness", N_("Awareness session")),
    ("promotion", N_("Promotional event")),
    ("media", N_("Media event")),
    ("publication", N_("Publication")),
)
DOMAIN = options(
    ("scientific", N_("Scientific")),
    ("cultural", N_("Cultural")),
    ("commercial", N_("Commercial")),
    ("educational", N_("Educational")),
    ("humanitarian", N_("Humanitarian", "domain")),
    ("media", N_("Media", "domain")),
    ("political", N_("Political")),
)


class Engagement(Record):
    """Something that was held or done with others: when, where, with whom, what came of it."""

    __tablename__ = "engagement"
    __entity__ = 97
    __label__ = N_("Engagement")
    __plural__ = N_("Engagements")
    __ordered__ = (("starts", "ends"),)
    __title__ = ("title_en", "title_ar")
    __dates__ = ("starts",)
    __alike__ = "project"

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("Title", "in English"), required=True, column=280, search=True
    )
    title_ar: Mapped[str | None] = field(2, Line("ar"), N_("Title (Arabic)"), required=True, column=280, search=True)
    kind: Mapped[str | None] = field(3, Choice(ENGAGEMENT_KIND), N_("Kind", "engagement"), required=True, column=140)
    domain: Mapped[str | None] = field(4, Choice(DOMAIN), N_("Domain"), column=120)
    starts: Mapped[str | None] = field(5, Day(), N_("Starts"), required=True, column=100, group=5)
    ends: Mapped[str | None] = field(6, Day(), N_("Ends"), column=100, group=5)
    place: Mapped[str | None] = field(7, Line(), N_("Place"), column=140, search=True)
    country: Mapped[str | None] = field(8, Code("country"), N_("Country"), column=110)
    held_by: Mapped[str | None] = field(9, Link("organization"), N_("Held by"), column=180)
    organizations: Mapped[tuple[str, ...]] = field(10, Links(to="organization"), N_("With", "engagement"))
    project: Mapped[str | None] = field(11, Link("project"), N_("Project", "field"))
    summary_en: Mapped[str | None] = field(12, Prose("en"), N_("Summary", "in English"), search=True)
    summary_ar: Mapped[str | None] = field(13, Prose("ar"), N_("Summary (Arabic)"), search=True)
    reach: Mapped[int | None] = field(14, Number(), N_("People reached"), column=110)
    follow_up: Mapped[str | None] = field(15, Prose(), N_("Follow-up"), search=True)


class Attendee(Owned):
    """Somebody who was invited to an engagement, and whether he came."""

    __tablename__ = "attendee"
    __entity__ = 98
    __label__ = N_("Attendee")
    __plural__ = N_("Attendees")
    __title__ = ("name",)
    __named_by__ = ("contact", "organization")
    __owner__ = "engagement"
    __personal__ = True
    __looked_up__ = ("engagement",)

    engagement: Mapped[str | None] = field(1, Link("engagement"), N_("Engagement", "field"))
    name: Mapped[str | None] = field(2, Line(), N_("Name"), column=200, search=True)
    contact: Mapped[str | None] = field(3, Link("contact"), N_("Contact", "field"), column=180)
    organization: Mapped[str | None] = field(4, Link("organization"), N_("Entity"), column=220)
    sex: Mapped[str | None] = field(5, Choice(SEX), N_("Sex"), column=80)
    came: Mapped[bool | None] = field(6, Flag(), N_("Came"), column=80)
    certificate: Mapped[bool | None] = field(7, Flag(), N_("Certificate given"), column=110)
