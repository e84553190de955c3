"""Conferences, and the delegations that we send to them."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import WEB, Choice, Code, Day, Flag, Identifier, Line, Link, Links, Number, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record

CONFERENCE_KIND = options(
    ("conference", N_("Conference")),
    ("summit", N_("Summit")),
    ("session", N_("Session", "of a body")),
    ("ministerial", N_("Ministerial meeting")),
    ("committee", N_("Committee meeting")),
    ("board", N_("Board meeting")),
    ("joint_committee", N_("Joint committee")),
    ("workshop", N_("Workshop")),
    ("forum", N_("Forum")),
    ("training", N_("Training course")),
)
MODE = options(
    ("in_person", N_("In person")),
    ("online", N_("Online")),
    ("hybrid", N_("In person and online")),
)
DELEGATE_ROLE = options(
    ("head", N_("Head of delegation")),
    ("alternate", N_("Alternate head")),
    ("member", N_("Member of the delegation")),
    ("adviser", N_("Adviser")),
    ("expert", N_("Expert")),
    ("secretary", N_("Secretary of the delegation")),
    ("observer", N_("Observer", "delegate")),
)


class Conference(Record):
    """A meeting that our people attend."""

    __tablename__ = "conference"
    __entity__ = 9
    __label__ = N_("Conference")
    __plural__ = N_("Conferences")
    __ordered__ = (("starts", "ends"),)
    __title__ = ("title_en", "title_ar")
    __audience__ = "all"

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("Title", "in English"), required=True, column=320, search=True
    )
    title_ar: Mapped[str | None] = field(2, Line("ar"), N_("Title (Arabic)"), required=True, column=320, search=True)
    series: Mapped[str | None] = field(3, Line(), N_("Series"), search=True)
    session: Mapped[str | None] = field(4, Line(), N_("Session number"), search=True)
    organizers: Mapped[tuple[str, ...]] = field(5, Links(to="organization"), N_("Organizers"))
    kind: Mapped[str | None] = field(6, Choice(CONFERENCE_KIND), N_("Kind", "conference"), column=130)
    mode: Mapped[str | None] = field(7, Choice(MODE), N_("How it was held"))
    place: Mapped[str | None] = field(8, Line(), N_("Place"), column=150, search=True)
    country: Mapped[str | None] = field(9, Code("country"), N_("Country"), column=110)
    starts: Mapped[str | None] = field(10, Day(), N_("Starts"), required=True, column=100, group=10)
    ends: Mapped[str | None] = field(11, Day(), N_("Ends"), column=100, group=10)
    documents: Mapped[str | None] = field(12, Prose(), N_("Documents"), search=True)
    delegation_decision: Mapped[str | None] = field(13, Identifier(), N_("Decision that named the delegation"))
    credentials: Mapped[str | None] = field(14, Prose(), N_("Credentials of the delegation"))
    instructions: Mapped[str | None] = field(15, Prose(), N_("Instructions received"), search=True)
    website: Mapped[str | None] = field(16, Identifier(shape=WEB), N_("Website"))
    agreement_title: Mapped[str | None] = field(17, Line(), N_("Under the agreement"))


class Delegate(Owned):
    """A member of our delegation; listed by precedence, never by alphabet."""

    __tablename__ = "delegate"
    __entity__ = 10
    __label__ = N_("Delegate")
    __plural__ = N_("Delegation")
    __title__ = ("name_en", "name_ar")
    __owner__ = "conference"
    __personal__ = True

    conference: Mapped[str | None] = field(1, Link("conference"), N_("Conference", "field"))
    name_en: Mapped[str | None] = field(2, Line("en"), N_("Name", "in English"), column=200, search=True)
    name_ar: Mapped[str | None] = field(3, Line("ar"), N_("Name (Arabic)"), column=200, search=True)
    honorific_en: Mapped[str | None] = field(4, Line("en"), N_("Form of address", "in English"))
    honorific_ar: Mapped[str | None] = field(5, Line("ar"), N_("Form of address (Arabic)"))
    post_en: Mapped[str | None] = field(6, Line("en"), N_("Position", "in English"), search=True)
    post_ar: Mapped[str | None] = field(7, Line("ar"), N_("Position (Arabic)", "of a person"), search=True)
    entity: Mapped[str | None] = field(8, Link("organization"), N_("Entity"))
    role: Mapped[str | None] = field(9, Choice(DELEGATE_ROLE), N_("Role", "in a delegation"), column=150)
    precedence: Mapped[int | None] = field(10, Number(), N_("Order of precedence"))
    credentialed: Mapped[bool | None] = field(11, Flag(), N_("Named in the credentials"))
