"""Organizations: whom we work with, and what we are in them."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    EMAIL,
    PHONE,
    WEB,
    Amount,
    Choice,
    Code,
    Day,
    Identifier,
    Line,
    Link,
    Members,
    Money,
    Number,
    Prose,
    field,
    options,
)
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record

ORGANIZATION_TYPE = options(
    ("un_principal_organ", N_("UN principal organ")),
    ("secretariat_department", N_("UN Secretariat department or office")),
    ("fund_or_programme", N_("Fund or programme")),
    ("specialised_agency", N_("Specialised agency")),
    ("related_organization", N_("Related organization")),
    ("regional_commission", N_("Regional commission")),
    ("functional_commission", N_("ECOSOC functional commission")),
    ("subsidiary_body", N_("Committee or other subsidiary body")),
    ("treaty_body", N_("Treaty body")),
    ("financial_institution", N_("International financial institution")),
    ("intergovernmental", N_("Regional or intergovernmental organization")),
    ("group_of_states", N_("Group of States")),
    ("donor", N_("Donor")),
    ("government", N_("Ministry or government institution")),
    ("private_sector", N_("Private sector")),
    ("civil_society", N_("Civil society or charity")),
    ("academic", N_("University or research centre")),
    ("mission", N_("Our mission")),
    ("other", N_("Other", "organization")),
)
STATUS = options(
    ("active", N_("Active", "organization")),
    ("planned", N_("Planned", "organization")),
    ("closed", N_("Closed", "organization")),
)
MEMBERSHIP = options(
    ("member", N_("Member", "of an organization")),
    ("board", N_("Board member")),
    ("observer", N_("Observer", "of an organization")),
    ("donor", N_("Donor")),
    ("host", N_("Host")),
)
CONTRIBUTION = options(
    ("assessed", N_("Contribution, assessed")),
    ("voluntary", N_("Contribution, voluntary")),
)
SIDE = options(
    ("ours", N_("Ours", "side")),
    ("theirs", N_("Theirs", "side")),
)


class Organization(Record):
    """A body that we work with: international, national, private, academic, or our own mission."""

    __tablename__ = "organization"
    __entity__ = 2
    __label__ = N_("Organization")
    __plural__ = N_("Organizations")
    __ordered__ = (("valid_from", "valid_to"),)
    __title__ = ("name_en", "name_ar", "name_fr", "acronym_en", "acronym_ar")
    __audience__ = "all"
    __complete__ = (
        "name_en", "name_ar", "type", "founded", "seat_city", "country", "website", "email", "languages", "mandate_en",
        "mandate_ar", "functions_en", "functions_ar", "governing_bodies", "how_to_apply", "accredited_mission",
        "verified_on",
    )  # fmt: skip

    name_en: Mapped[str | None] = field(1, Line("en"), N_("Name", "in English"), required=True, column=300, search=True)
    name_ar: Mapped[str | None] = field(2, Line("ar"), N_("Name (Arabic)"), required=True, column=300, search=True)
    name_fr: Mapped[str | None] = field(3, Line("fr"), N_("Name (French)"), search=True)
    acronym_en: Mapped[str | None] = field(4, Line("en"), N_("Acronym", "in English"), column=100, search=True)
    acronym_ar: Mapped[str | None] = field(5, Line("ar"), N_("Acronym (Arabic)"), search=True)
    aliases: Mapped[tuple[str, ...]] = field(6, Members(), N_("Other names"), search=True)
    type: Mapped[str | None] = field(7, Choice(ORGANIZATION_TYPE), N_("Type"), column=190)
    status: Mapped[str | None] = field(8, Choice(STATUS), N_("Status", "organization"))
    parent: Mapped[str | None] = field(9, Link("organization"), N_("Part of"))
    predecessor: Mapped[str | None] = field(10, Link("organization"), N_("Predecessor"))
    successor: Mapped[str | None] = field(11, Link("organization"), N_("Successor"))
    valid_from: Mapped[str | None] = field(12, Day(), N_("Existed from"), group=12)
    valid_to: Mapped[str | None] = field(13, Day(), N_("Existed until"), group=12)
    founded: Mapped[str | None] = field(14, Day(), N_("Founded"))
    seat_city: Mapped[str | None] = field(15, Line(), N_("Seat (city)"), column=140, search=True)
    country: Mapped[str | None] = field(16, Code("country"), N_("Country"), column=110)
    languages: Mapped[tuple[str, ...]] = field(17, Members(), N_("Working languages"))
    mandate_en: Mapped[str | None] = field(18, Prose("en"), N_("Mandate", "in English"), search=True)
    mandate_ar: Mapped[str | None] = field(19, Prose("ar"), N_("Mandate (Arabic)"), search=True)
    functions_en: Mapped[str | None] = field(20, Prose("en"), N_("Functions", "in English"), search=True)
    functions_ar: Mapped[str | None] = field(21, Prose("ar"), N_("Functions (Arabic)"), search=True)
    governing_bodies: Mapped[str | None] = field(22, Prose(), N_("Governing bodies"), search=True)
    how_to_apply: Mapped[str | None] = field(23, Prose(), N_("How to apply for what it offers"), search=True)
    iati_identifier: Mapped[str | None] = field(24, Identifier(), N_("IATI identifier"), search=True)
    crs_channel: Mapped[str | None] = field(25, Identifier(), N_("CRS channel code"))
    wikidata: Mapped[str | None] = field(26, Identifier(), N_("Wikidata identifier"))
    website: Mapped[str | None] = field(27, Identifier(shape=WEB), N_("Website"))
    email: Mapped[str | None] = field(28, Identifier(shape=EMAIL), N_("E-mail"))
    phone: Mapped[str | None] = field(29, Identifier(shape=PHONE), N_("Telephone"))
    address: Mapped[str | None] = field(30, Prose(), N_("Address"))
    strategic_plan: Mapped[str | None] = field(31, Identifier(shape=WEB), N_("Strategic plan (link)"))
    results_framework: Mapped[str | None] = field(32, Identifier(shape=WEB), N_("Results framework (link)"))
    annual_report: Mapped[str | None] = field(33, Identifier(shape=WEB), N_("Annual report (link)"))
    careers: Mapped[str | None] = field(34, Identifier(shape=WEB), N_("Careers (link)"))
    accredited_mission: Mapped[str | None] = field(35, Link("organization"), N_("Our accredited mission"))
    verified_on: Mapped[str | None] = field(36, Day(), N_("Last verified on"), group=36)
    verified_by: Mapped[str | None] = field(37, Link("officer"), N_("Last verified by"), group=36)
    notes: Mapped[str | None] = field(38, Prose(), N_("Notes"), search=True)


class Membership(Record):
    """What we are in an organization, since when, at what cost, and who looks after it."""

    __tablename__ = "membership"
    __entity__ = 3
    __label__ = N_("Membership")
    __plural__ = N_("Memberships")
    __ordered__ = (("since", "until"),)
    __title__ = ("seat", "instrument", "kind")
    __audience__ = "all"

    organization: Mapped[str | None] = field(
        1, Link("organization"), N_("Organization", "field"), required=True, column=260
    )
    kind: Mapped[str | None] = field(2, Choice(MEMBERSHIP), N_("Kind", "membership"), required=True, column=120)
    since: Mapped[str | None] = field(3, Day(), N_("Since"), column=100, group=3)
    until: Mapped[str | None] = field(4, Day(), N_("Until"), column=100, group=3)
    instrument: Mapped[str | None] = field(5, Line(), N_("Instrument"), search=True)
    seat: Mapped[str | None] = field(6, Line(), N_("Seat", "on a body"), search=True)
    term_ends: Mapped[str | None] = field(7, Day(), N_("End of term"), column=100)
    lead_ministry: Mapped[str | None] = field(8, Link("organization"), N_("Lead ministry"))
    notes: Mapped[str | None] = field(9, Prose(), N_("Notes"), search=True)


class Contribution(Owned):
    """What we owe or give to an organization in one year."""

    __tablename__ = "contribution"
    __entity__ = 4
    __label__ = N_("Contribution")
    __plural__ = N_("Contributions")
    __title__ = ("year",)
    __owner__ = "membership"

    membership: Mapped[str | None] = field(1, Link("membership"), N_("Membership", "field"))
    year: Mapped[int | None] = field(2, Number(1800, 2200), N_("Year"), column=70)
    kind: Mapped[str | None] = field(3, Choice(CONTRIBUTION), N_("Kind", "contribution"), column=140)
    pledged: Mapped[Amount | None] = field(4, Money(), N_("Pledged"), column=130)
    paid: Mapped[Amount | None] = field(5, Money(), N_("Paid"), column=130)
    paid_on: Mapped[str | None] = field(6, Day(), N_("Paid on"), column=100)
    due: Mapped[str | None] = field(7, Day(), N_("Due"), column=100)


class PostShare(Owned):
    """How many posts of an organization are the State's share in one year, as the organization states it: a range."""

    __tablename__ = "post_share"
    __entity__ = 70
    __label__ = N_("Share of posts")
    __plural__ = N_("Shares of posts")
    __ordered__ = (("least", "most"),)
    __title__ = ("year",)
    __owner__ = "membership"

    membership: Mapped[str | None] = field(1, Link("membership"), N_("Membership", "field"))
    year: Mapped[int | None] = field(2, Number(1800, 2200), N_("Year"), column=70)
    least: Mapped[int | None] = field(3, Number(), N_("Posts at least"), column=120)
    most: Mapped[int | None] = field(4, Number(), N_("Posts at most"), column=120)
    source: Mapped[str | None] = field(5, Line(), N_("Source"), column=220)


class FocalPoint(Owned):
    """Who looks after a membership, on our side or theirs."""

    __tablename__ = "focal_point"
    __entity__ = 5
    __label__ = N_("Focal point")
    __plural__ = N_("Focal points")
    __ordered__ = (("since", "until"),)
    __title__ = ("name",)
    __owner__ = "membership"
    __personal__ = True

    membership: Mapped[str | None] = field(1, Link("membership"), N_("Membership", "field"))
    side: Mapped[str | None] = field(2, Choice(SIDE), N_("Side"), column=90)
    name: Mapped[str | None] = field(3, Line(), N_("Name"), column=200, search=True)
    contact: Mapped[str | None] = field(4, Link("contact"), N_("Contact", "field"))
    officer: Mapped[str | None] = field(5, Link("officer"), N_("Officer", "field"))
    since: Mapped[str | None] = field(6, Day(), N_("Since"), group=6)
    until: Mapped[str | None] = field(7, Day(), N_("Until"), group=6)
