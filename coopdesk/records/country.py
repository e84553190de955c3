"""Countries as the Ministry and the United Nations name them."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from coopdesk.fields import COUNTRY, Choice, Day, Flag, Identifier, Line, Link, Members, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record

GROUPS = options(
    ("gcc", N_("Gulf Cooperation Council")),
    ("arab_league", N_("League of Arab States")),
    ("oic", N_("Organization of Islamic Cooperation")),
    ("african_union", N_("African Union")),
    ("eu", N_("European Union")),
    ("asean", N_("ASEAN")),
    ("g77", N_("Group of 77 and China")),
    ("nam", N_("Non-Aligned Movement")),
    ("g20", N_("Group of Twenty")),
    ("oecd", N_("OECD")),
    ("dac", N_("OECD Development Assistance Committee")),
    ("ldc", N_("Least developed countries")),
    ("lldc", N_("Landlocked developing countries")),
    ("sids", N_("Small island developing States")),
    ("low_income", N_("Low-income countries")),
    ("conflict_affected", N_("Conflict-affected countries")),
    ("donor", N_("Donor countries")),
    ("un_africa", N_("UN: African States")),
    ("un_asia_pacific", N_("UN: Asia-Pacific States")),
    ("un_eastern_europe", N_("UN: Eastern European States")),
    ("un_grulac", N_("UN: Latin American and Caribbean States")),
    ("un_weog", N_("UN: Western European and other States")),
)


class Country(Record):
    """A state: its names in protocol, its groups, and how we are represented there."""

    __tablename__ = "country"
    __table_args__ = (Index("country_code", "code"),)
    __entity__ = 20
    __label__ = N_("Country")
    __plural__ = N_("Countries")
    __title__ = ("name_en", "name_ar", "name_fr")
    __audience__ = "all"
    __complete__ = (
        "name_en", "name_ar", "name_fr", "formal_en", "formal_ar", "formal_fr", "nationality_en", "nationality_ar",
        "nationality_fr", "groups", "our_mission", "their_mission", "fragility", "reviewed_on",
    )  # fmt: skip

    code: Mapped[str | None] = field(1, Identifier(shape=COUNTRY), N_("Code"), search=True)
    name_en: Mapped[str | None] = field(
        2, Line("en"), N_("Short name", "in English"), required=True, column=220, search=True
    )
    name_ar: Mapped[str | None] = field(
        3, Line("ar"), N_("Short name (Arabic)"), required=True, column=220, search=True
    )
    name_fr: Mapped[str | None] = field(4, Line("fr"), N_("Short name (French)"), search=True)
    formal_en: Mapped[str | None] = field(5, Line("en"), N_("Full name", "in English"), column=260, search=True)
    formal_ar: Mapped[str | None] = field(6, Line("ar"), N_("Full name (Arabic)"), column=260, search=True)
    formal_fr: Mapped[str | None] = field(7, Line("fr"), N_("Full name (French)"), search=True)
    nationality_en: Mapped[str | None] = field(8, Line("en"), N_("Nationality", "in English"), search=True)
    nationality_ar: Mapped[str | None] = field(9, Line("ar"), N_("Nationality (Arabic)"), search=True)
    nationality_fr: Mapped[str | None] = field(10, Line("fr"), N_("Nationality (French)"), search=True)
    groups: Mapped[tuple[str, ...]] = field(11, Members(GROUPS), N_("Groups"))
    our_mission: Mapped[str | None] = field(12, Link("organization"), N_("Our accredited mission"))
    our_mission_resident: Mapped[bool | None] = field(13, Flag(), N_("Our mission resides there"))
    their_mission: Mapped[str | None] = field(14, Line(), N_("Their mission to us"))
    fragility: Mapped[str | None] = field(15, Prose(), N_("Fragility, security and access"))
    reviewed_on: Mapped[str | None] = field(16, Day(), N_("Context reviewed on"))
    notes: Mapped[str | None] = field(17, Prose(), N_("Notes"), search=True)


class GroupMembership(Owned):
    """From when until when a country belongs to a group; ``Country.groups`` says where it belongs today."""

    __tablename__ = "group_membership"
    __entity__ = 25
    __label__ = N_("Membership of a group")
    __plural__ = N_("Groups with dates")
    __ordered__ = (("since", "until"),)
    __title__ = ("group",)
    __owner__ = "country"

    country: Mapped[str | None] = field(1, Link("country"), N_("Country"))
    group: Mapped[str | None] = field(2, Choice(GROUPS), N_("Group", "of countries"), column=240)
    since: Mapped[str | None] = field(3, Day(), N_("Since"), column=100, group=3)
    until: Mapped[str | None] = field(4, Day(), N_("Until"), column=100, group=3)
