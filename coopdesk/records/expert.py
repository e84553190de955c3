"""Experts: the roster of those whom the State can nominate, also of its nationals in international organizations."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    EMAIL,
    PHONE,
    Choice,
    Code,
    Day,
    Flag,
    Identifier,
    Line,
    Link,
    Members,
    Number,
    Prose,
    field,
    options,
)  # fmt: skip
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.contact import SEX
from coopdesk.records.opportunity import EDUCATION, FIELD_OF_WORK, LANGUAGE_LEVEL, LEVEL

AVAILABILITY = options(
    ("available", N_("Available", "expert")),
    ("busy", N_("Not available now", "expert")),
    ("on_mission", N_("On mission", "expert")),
    ("retired", N_("Retired", "expert")),
)
CLEARANCE_KIND = options(
    ("security", N_("Security clearance")),
    ("medical", N_("Medical clearance")),
    ("employer", N_("Consent of the employer")),
    ("conduct", N_("Certificate of good conduct")),
    ("safety", N_("Safety training certificate")),
    ("first_aid", N_("First aid certificate")),
    ("vaccination", N_("Vaccination certificate")),
    ("driving", N_("Driving licence")),
    ("other", N_("Other", "clearance")),
)
SERVICE_KIND = options(
    ("international", N_("Post in an international organization")),
    ("national", N_("Post in the State")),
    ("deployment", N_("Relief deployment")),
    ("consultancy", N_("Consultancy")),
    ("committee", N_("Seat on an expert body")),
)


class Expert(Record):
    """A person whom the State may nominate. Kept only as long as he consented."""

    __tablename__ = "expert"
    __entity__ = 48
    __label__ = N_("Expert")
    __plural__ = N_("Expert roster")
    __ordered__ = (("available_from", "available_until"), ("consent_on", "consent_until"))
    __title__ = ("name_en", "name_ar")
    __personal__ = True
    __complete__ = (
        "name_en", "name_ar", "sex", "born", "birth_place", "nationality", "passport", "passport_until", "email",
        "phone", "employer", "fields", "years_of_experience", "summary_en", "consent_on", "consent_until",
        "language_skills", "education",
    )  # fmt: skip

    name_en: Mapped[str | None] = field(
        1, Line("en"), N_("Name as in the passport", "in English"), required=True, column=220, search=True
    )
    name_ar: Mapped[str | None] = field(
        2, Line("ar"), N_("Name as in the passport (Arabic)"), required=True, column=220, search=True
    )
    honorific_en: Mapped[str | None] = field(3, Line("en"), N_("Form of address", "in English"))
    honorific_ar: Mapped[str | None] = field(4, Line("ar"), N_("Form of address (Arabic)"))
    sex: Mapped[str | None] = field(5, Choice(SEX), N_("Sex"))
    born: Mapped[str | None] = field(6, Day(past=True), N_("Born on"))
    birth_place: Mapped[str | None] = field(7, Line(), N_("Place of birth"))
    nationality: Mapped[str | None] = field(8, Code("country"), N_("Nationality"))
    national_id: Mapped[str | None] = field(9, Identifier(), N_("National identity number"))
    passport: Mapped[str | None] = field(10, Identifier(), N_("Passport number"), group=10)
    passport_until: Mapped[str | None] = field(11, Day(), N_("Passport valid until"), group=10)
    email: Mapped[str | None] = field(12, Identifier(shape=EMAIL), N_("E-mail"), search=True)
    phone: Mapped[str | None] = field(13, Identifier(shape=PHONE), N_("Telephone"), search=True)
    employer: Mapped[str | None] = field(14, Link("organization"), N_("Employer"), column=220)
    post_en: Mapped[str | None] = field(15, Line("en"), N_("Position", "in English"), search=True)
    post_ar: Mapped[str | None] = field(16, Line("ar"), N_("Position (Arabic)", "of a person"), search=True)
    grade: Mapped[str | None] = field(17, Line(), N_("Grade"))
    level: Mapped[str | None] = field(18, Choice(LEVEL), N_("Level"))
    fields: Mapped[tuple[str, ...]] = field(19, Members(FIELD_OF_WORK), N_("Fields"))
    specialization: Mapped[str | None] = field(20, Line(), N_("Specialization"), column=180, search=True)
    years_of_experience: Mapped[int | None] = field(21, Number(high=99), N_("Years of experience"), column=90)
    un_experience: Mapped[str | None] = field(22, Prose(), N_("Experience with the United Nations"), search=True)
    summary_en: Mapped[str | None] = field(23, Prose("en"), N_("Profile", "in English"), search=True)
    summary_ar: Mapped[str | None] = field(24, Prose("ar"), N_("Profile (Arabic)"), search=True)
    availability: Mapped[str | None] = field(25, Choice(AVAILABILITY), N_("Availability"), column=120, group=25)
    available_from: Mapped[str | None] = field(26, Day(), N_("Available from"), group=25)
    available_until: Mapped[str | None] = field(27, Day(), N_("Available until"), group=25)
    relief_worker: Mapped[bool | None] = field(28, Flag(), N_("Relief worker"))
    consent_on: Mapped[str | None] = field(29, Day(), N_("Consent given on"), group=29)
    consent_until: Mapped[str | None] = field(30, Day(), N_("Consent until"), column=110, group=29)
    next_of_kin: Mapped[str | None] = field(31, Line(), N_("Next of kin"))
    photo: Mapped[str | None] = field(32, Link("attachment"), N_("Photograph"))
    alumni_of: Mapped[str | None] = field(33, Prose(), N_("Took part before in"), search=True)
    notes: Mapped[str | None] = field(34, Prose(), N_("Notes"), search=True)
    reference: Mapped[str | None] = field(35, Identifier(), N_("Technical reference"), search=True)


class LanguageSkill(Owned):
    """How well an expert knows a language."""

    __tablename__ = "language_skill"
    __entity__ = 49
    __label__ = N_("Language skill")
    __plural__ = N_("Languages", "of a person")
    __title__ = ("language",)
    __owner__ = "expert"
    __personal__ = True

    expert: Mapped[str | None] = field(1, Link("expert"), N_("Expert", "field"))
    language: Mapped[str | None] = field(2, Code("language"), N_("Language"), column=140)
    level: Mapped[str | None] = field(3, Choice(LANGUAGE_LEVEL), N_("Level", "language"), column=150)
    certificate: Mapped[str | None] = field(4, Line(), N_("Certificate", "field"))


class Education(Owned):
    """A degree of an expert."""

    __tablename__ = "education"
    __entity__ = 50
    __label__ = N_("Education", "of a person")
    __plural__ = N_("Degrees", "of a person")
    __title__ = ("subject", "institution")
    __owner__ = "expert"
    __personal__ = True

    expert: Mapped[str | None] = field(1, Link("expert"), N_("Expert", "field"))
    degree: Mapped[str | None] = field(2, Choice(EDUCATION), N_("Degree", "education"), column=130)
    subject: Mapped[str | None] = field(3, Line(), N_("Field of study"), column=220, search=True)
    institution: Mapped[str | None] = field(4, Line(), N_("University or institute"), column=220, search=True)
    country: Mapped[str | None] = field(5, Code("country"), N_("Country"))
    year: Mapped[str | None] = field(6, Day(), N_("Year"), column=80)


class Clearance(Owned):
    """A clearance or certificate of an expert, and until when it is valid."""

    __tablename__ = "clearance"
    __entity__ = 51
    __label__ = N_("Clearance", "of a person")
    __plural__ = N_("Clearances and certificates")
    __ordered__ = (("issued_on", "expires"),)
    __title__ = ("kind", "number")
    __owner__ = "expert"
    __personal__ = True

    expert: Mapped[str | None] = field(1, Link("expert"), N_("Expert", "field"))
    kind: Mapped[str | None] = field(2, Choice(CLEARANCE_KIND), N_("Kind", "clearance"), column=180)
    number: Mapped[str | None] = field(3, Identifier(), N_("Number", "clearance"))
    issued_by: Mapped[str | None] = field(4, Line(), N_("Issued by"))
    issued_on: Mapped[str | None] = field(5, Day(), N_("Issued on"), column=110, group=5)
    expires: Mapped[str | None] = field(6, Day(), N_("Valid until"), column=110, group=5)


class TrainingDone(Owned):
    """A training that an expert has had."""

    __tablename__ = "training_done"
    __entity__ = 52
    __label__ = N_("Training done")
    __plural__ = N_("Trainings done")
    __ordered__ = (("year", "expires"),)
    __title__ = ("title",)
    __owner__ = "expert"
    __personal__ = True

    expert: Mapped[str | None] = field(1, Link("expert"), N_("Expert", "field"))
    title: Mapped[str | None] = field(2, Line(), N_("Training"), column=260, search=True)
    provider: Mapped[str | None] = field(3, Line(), N_("Given by"), column=180, search=True)
    year: Mapped[str | None] = field(4, Day(), N_("Year"), column=80)
    expires: Mapped[str | None] = field(5, Day(), N_("Valid until"), column=110)
    relief: Mapped[bool | None] = field(6, Flag(), N_("For relief work"))


class Service(Owned):
    """A post, a seat or a deployment of an expert: from it follows who of ours is in international organizations."""

    __tablename__ = "service"
    __entity__ = 53
    __label__ = N_("Service")
    __plural__ = N_("Service", "posts of a person")
    __ordered__ = (("since", "until"),)
    __title__ = ("title",)
    __owner__ = "expert"
    __personal__ = True

    expert: Mapped[str | None] = field(1, Link("expert"), N_("Expert", "field"))
    kind: Mapped[str | None] = field(2, Choice(SERVICE_KIND), N_("Kind", "service"), column=180)
    organization: Mapped[str | None] = field(3, Link("organization"), N_("Organization", "field"), column=220)
    title: Mapped[str | None] = field(4, Line(), N_("Position", "of a person"), column=200, search=True)
    grade: Mapped[str | None] = field(5, Line(), N_("Grade"))
    place: Mapped[str | None] = field(6, Line(), N_("Place"))
    since: Mapped[str | None] = field(7, Day(), N_("Since"), column=100, group=7)
    until: Mapped[str | None] = field(8, Day(), N_("Until"), column=100, group=7)
    geographical: Mapped[bool | None] = field(9, Flag(), N_("Counts against the State’s share"))
    debriefed_on: Mapped[str | None] = field(10, Day(), N_("Debriefed on"))
