"""Opportunities: what is offered to the State, or by it, and what our entities need."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    WEB,
    Amount,
    Choice,
    Clock,
    Code,
    Day,
    Flag,
    Identifier,
    Line,
    Link,
    Links,
    Members,
    Money,
    Number,
    Prose,
    Zone,
    field,
    options,
)  # fmt: skip
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.steps import Step, Stepped

OPPORTUNITY_KIND = options(
    ("training", N_("Training course")),
    ("fellowship", N_("Fellowship")),
    ("scholarship", N_("Scholarship")),
    ("internship", N_("Internship")),
    ("jpo", N_("Junior Professional Officer")),
    ("post", N_("Post", "employment")),
    ("senior_post", N_("Senior post")),
    ("elected_person", N_("Elected seat of a person")),
    ("elected_state", N_("Elected seat of the State")),
    ("call", N_("Call for proposals")),
    ("grant", N_("Grant", "money")),
    ("technical_assistance", N_("Technical assistance")),
    ("expert_mission", N_("Expert mission")),
    ("research", N_("Research partnership")),
    ("relief_training", N_("Training of relief workers")),
    ("event", N_("Meeting or event")),
    ("investment", N_("Investment")),
    ("partnership", N_("Partnership")),
    ("technology", N_("Technology transfer")),
    ("resource", N_("Standing resource, such as a course online")),
    ("relief", N_("Relief")),
    ("expertise", N_("Expertise", "offered")),
)
DIRECTION = options(
    ("to_state", N_("Offered to the State")),
    ("by_state", N_("Offered by the State")),
)
INTERNAL_STEP = options(
    ("circulate", N_("Circulate to the entities")),
    ("names", N_("Names from the entities")),
    ("committee", N_("Committee")),
    ("note", N_("Note verbale signed and sent")),
)
"""What has to be done before a nomination is with those who decide."""
OPPORTUNITY_STAGE = options(
    ("spotted", N_("Spotted", "opportunity")),
    ("validated", N_("Validated", "opportunity")),
    ("circulated", N_("Circulated", "opportunity")),
    ("nominations", N_("Nominations open")),
    ("submitted", N_("Submitted", "opportunity")),
    ("under_review", N_("Under review", "opportunity")),
    ("awarded", N_("Awarded", "opportunity")),
    ("lost", N_("Lost", "opportunity")),
    ("lapsed", N_("Lapsed", "opportunity")),
    ("withdrawn", N_("Withdrawn", "opportunity")),
)
MISSED = options(
    ("late", N_("It reached us too late")),
    ("no_nominee", N_("Nobody was nominated")),
    ("not_eligible", N_("No candidate met the conditions")),
    ("incomplete", N_("The file was not complete in time")),
    ("no_answer", N_("The entities did not answer")),
    ("no_funds", N_("No funds")),
    ("no_interest", N_("It is of no use to the State")),
    ("unknown_reason", N_("Another reason")),
)
RECURS = options(
    ("yearly", N_("Every year")),
    ("half_yearly", N_("Twice a year")),
    ("biennial", N_("Every two years")),
    ("irregular", N_("From time to time")),
)
LEVEL = options(
    ("entry", N_("Entry level")),
    ("middle", N_("Middle level")),
    ("senior", N_("Senior level")),
    ("leading", N_("Leadership")),
)
EDUCATION = options(
    ("secondary", N_("Secondary school")),
    ("diploma", N_("Diploma")),
    ("bachelor", N_("Bachelor’s degree")),
    ("master", N_("Master’s degree")),
    ("doctorate", N_("Doctorate")),
)
LANGUAGE_LEVEL = options(
    ("basic", N_("Basic", "language")),
    ("working", N_("Working knowledge")),
    ("fluent", N_("Fluent")),
    ("mother_tongue", N_("Mother tongue")),
)
FIELD_OF_WORK = options(
    ("education", N_("Education")),
    ("health", N_("Health")),
    ("energy", N_("Energy")),
    ("environment", N_("Environment and climate")),
    ("water", N_("Water")),
    ("agriculture", N_("Agriculture and food")),
    ("economy", N_("Economy, trade and finance")),
    ("labour", N_("Labour and social affairs")),
    ("human_rights", N_("Human rights and governance")),
    ("law", N_("Law and treaties")),
    ("peace", N_("Peace, security and mediation")),
    ("humanitarian", N_("Humanitarian affairs and relief")),
    ("culture", N_("Culture and heritage")),
    ("information", N_("Information technology and statistics")),
    ("science", N_("Science and research")),
    ("transport", N_("Transport, aviation and maritime affairs")),
    ("urban", N_("Housing and cities")),
    ("gender", N_("Women, children and youth")),
    ("media", N_("Media and communication")),
    ("management", N_("Management and administration")),
)
NEED_KIND = options(
    ("training", N_("Training course")),
    ("expert", N_("Expert", "needed")),
    ("system", N_("System")),
    ("study", N_("Study", "research")),
)
NEED_STATUS = options(
    ("open", N_("Not met", "need")),
    ("partly", N_("Partly met", "need")),
    ("met", N_("Met", "need")),
    ("withdrawn", N_("Withdrawn", "need")),
)
MET = ("met", "withdrawn")
"""The ends of a need: nobody looks for offers that would meet it any more."""
_OPEN = ("spotted", "validated", "circulated", "nominations", "submitted", "under_review")
_ENDED = ("awarded", "lost", "lapsed", "withdrawn")


class Opportunity(Stepped, Record):
    """An offer made to the State or by it, and how far we have got with it.

    The deadline is one register: a day, an hour and a zone mean something only together.
    """

    __tablename__ = "opportunity"
    __entity__ = 40
    __label__ = N_("Opportunity")
    __plural__ = N_("Opportunities")
    __ordered__ = (("starts", "ends"),)
    __title__ = ("title_en", "title_ar")
    __audience__ = "all"
    __stage__ = 50
    __card__ = ("offered_by", "kind", "seats")
    __dates__ = ("deadline", "internal_deadlines.on", "starts", "next_expected")
    __steps__ = (
        Step("validate", N_("Validate", "opportunity"), (None, "spotted"), "validated", complete=True),
        Step("circulate", N_("Circulate", "opportunity"), (None, "spotted", "validated"), "circulated", complete=True),
        Step("open_nominations", N_("Open nominations"), ("validated", "circulated"), "nominations"),
        Step("submit", N_("Submit", "opportunity"), ("validated", "circulated", "nominations"), "submitted"),
        Step("review", N_("Under review", "opportunity"), ("submitted",), "under_review"),
        Step("award", N_("Awarded", "opportunity"), ("submitted", "under_review"), "awarded"),
        Step("lose", N_("Lost", "opportunity"), ("submitted", "under_review"), "lost", comment=True),
        Step("lapse", N_("Lapsed", "opportunity"), (None, *_OPEN[:4]), "lapsed", needs=("missed",)),
        Step("withdraw", N_("Withdraw", "opportunity"), (None, *_OPEN), "withdrawn", comment=True),
        Step("reopen", N_("Reopen", "opportunity"), (*_OPEN[1:], *_ENDED), "spotted", comment=True),
    )

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("Title", "in English"), required=True, column=300, search=True
    )
    title_ar: Mapped[str | None] = field(2, Line("ar"), N_("Title (Arabic)"), required=True, column=300, search=True)
    kind: Mapped[str | None] = field(3, Choice(OPPORTUNITY_KIND), N_("Kind", "opportunity"), required=True, column=130)
    direction: Mapped[str | None] = field(4, Choice(DIRECTION), N_("Direction"))
    offered_by: Mapped[str | None] = field(5, Link("organization"), N_("Offered by"), required=True, column=200)
    their_reference: Mapped[str | None] = field(6, Identifier(), N_("Their reference"), search=True)
    fields_of_work: Mapped[tuple[str, ...]] = field(7, Members(FIELD_OF_WORK), N_("Fields"))
    level: Mapped[str | None] = field(8, Choice(LEVEL), N_("Level"))
    grade: Mapped[str | None] = field(9, Line(), N_("Grade"), search=True)
    duty_station: Mapped[str | None] = field(10, Line(), N_("Duty station or place"), search=True)
    country: Mapped[str | None] = field(11, Code("country"), N_("Country"))
    mode: Mapped[str | None] = field(12, Line(), N_("Form of participation"))
    starts: Mapped[str | None] = field(13, Day(), N_("Starts"), group=13)
    ends: Mapped[str | None] = field(14, Day(), N_("Ends"), group=13)
    duration: Mapped[str | None] = field(15, Line(), N_("Duration"))
    deadline: Mapped[str | None] = field(16, Day(), N_("Deadline"), column=110, group=16)
    deadline_time: Mapped[str | None] = field(17, Clock(), N_("Hour of the deadline"), group=16)
    deadline_zone: Mapped[str | None] = field(18, Zone(), N_("Time zone of the deadline"), group=16)
    open_all_year: Mapped[bool | None] = field(19, Flag(), N_("Open all year"))
    recurs: Mapped[str | None] = field(20, Choice(RECURS), N_("Comes again"), group=20)
    next_expected: Mapped[str | None] = field(21, Day(), N_("Next call expected"), group=20)
    foreseen: Mapped[bool | None] = field(22, Flag(), N_("Foreseen, not announced yet"))
    language_of_work: Mapped[str | None] = field(23, Line(), N_("Language of work"))
    education: Mapped[str | None] = field(24, Choice(EDUCATION), N_("Least education"))
    years_required: Mapped[int | None] = field(25, Number(high=99), N_("Years of experience needed"))
    age_most: Mapped[int | None] = field(26, Number(high=120), N_("Age at most"))
    requirements: Mapped[str | None] = field(27, Prose(), N_("Requirements"), search=True)
    seats: Mapped[int | None] = field(28, Number(), N_("Seats"))
    quota: Mapped[str | None] = field(29, Line(), N_("Quota"))
    women_encouraged: Mapped[bool | None] = field(30, Flag(), N_("Women are encouraged"))
    funded: Mapped[str | None] = field(31, Prose(), N_("What is funded"), search=True)
    value: Mapped[Amount | None] = field(32, Money(), N_("Value"))
    cost_to_us: Mapped[Amount | None] = field(33, Money(), N_("Cost to the State"))
    summary_en: Mapped[str | None] = field(34, Prose("en"), N_("Description", "in English"), search=True)
    summary_ar: Mapped[str | None] = field(35, Prose("ar"), N_("Description (Arabic)"), search=True)
    how_to_apply: Mapped[str | None] = field(36, Prose(), N_("How to apply"), search=True)
    papers: Mapped[str | None] = field(37, Prose(), N_("Papers asked for"))
    link: Mapped[str | None] = field(38, Identifier(shape=WEB), N_("Link"))
    contact: Mapped[str | None] = field(39, Link("contact"), N_("Contact", "field"), group=39)
    contact_text: Mapped[str | None] = field(40, Line(), N_("Whom to ask"), group=39)
    source: Mapped[str | None] = field(41, Line(), N_("Source"))
    received_on: Mapped[str | None] = field(42, Day(), N_("Received on"))
    for_entities: Mapped[tuple[str, ...]] = field(43, Links(to="organization"), N_("Of use to"))
    report: Mapped[str | None] = field(44, Link("conference_report"), N_("Spotted in the report"))
    missed: Mapped[str | None] = field(45, Choice(MISSED), N_("Missed because"), group=45)
    missed_text: Mapped[str | None] = field(46, Line(), N_("More on why it was missed"), group=45)
    reference: Mapped[str | None] = field(47, Identifier(), N_("Technical reference"), search=True)
    officer: Mapped[str | None] = field(48, Link("officer"), N_("Responsible officer"))
    stage: Mapped[str | None] = field(50, Choice(OPPORTUNITY_STAGE), N_("Stage", "opportunity"), column=130, group=50)


class LanguageRequired(Owned):
    """A language that an opportunity asks for."""

    __tablename__ = "language_required"
    __entity__ = 41
    __label__ = N_("Language asked for")
    __plural__ = N_("Languages asked for")
    __title__ = ("language",)
    __owner__ = "opportunity"

    opportunity: Mapped[str | None] = field(1, Link("opportunity"), N_("Opportunity", "field"))
    language: Mapped[str | None] = field(2, Code("language"), N_("Language"), column=140)
    level: Mapped[str | None] = field(3, Choice(LANGUAGE_LEVEL), N_("Level", "language"), column=140)
    desirable: Mapped[bool | None] = field(4, Flag(), N_("Desirable only"), column=120)


class InternalDeadline(Owned):
    """A day by which something must be done here, so that the deadline is kept."""

    __tablename__ = "internal_deadline"
    __entity__ = 42
    __label__ = N_("Internal deadline")
    __plural__ = N_("Internal deadlines")
    __title__ = ("what", "step")
    __owner__ = "opportunity"

    opportunity: Mapped[str | None] = field(1, Link("opportunity"), N_("Opportunity", "field"))
    step: Mapped[str | None] = field(6, Choice(INTERNAL_STEP), N_("What has to be done"), column=180)
    what: Mapped[str | None] = field(2, Line(), N_("In other words"), column=180)
    days_before: Mapped[int | None] = field(3, Number(), N_("Working days before the deadline"), column=120)
    on: Mapped[str | None] = field(4, Day(), N_("On", "day"), column=110)
    done_on: Mapped[str | None] = field(5, Day(), N_("Done on"), column=110)


class CountryQuota(Owned):
    """How many of the seats that the State offers are for one country."""

    __tablename__ = "country_quota"
    __entity__ = 74
    __label__ = N_("Quota of a country")
    __plural__ = N_("Quotas by country")
    __title__ = ("country",)
    __owner__ = "opportunity"

    opportunity: Mapped[str | None] = field(1, Link("opportunity"), N_("Opportunity"))
    country: Mapped[str | None] = field(2, Code("country"), N_("Country"), column=220)
    seats: Mapped[int | None] = field(3, Number(), N_("Seats"), column=90)


class CapacityNeed(Record):
    """What a national entity needs: it is matched to offers as experts are."""

    __tablename__ = "capacity_need"
    __entity__ = 43
    __label__ = N_("Capacity need")
    __plural__ = N_("Capacity needs")
    __ordered__ = (("asked_on", "by"),)
    __title__ = ("title_en", "title_ar")

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("What is needed", "in English"), required=True, column=280, search=True
    )
    title_ar: Mapped[str | None] = field(
        2, Line("ar"), N_("What is needed (Arabic)"), required=True, column=280, search=True
    )
    entity: Mapped[str | None] = field(3, Link("organization"), N_("Entity"), required=True, column=220)
    kind: Mapped[str | None] = field(4, Choice(NEED_KIND), N_("Kind", "need"), column=120)
    fields_of_work: Mapped[tuple[str, ...]] = field(5, Members(FIELD_OF_WORK), N_("Fields"))
    level: Mapped[str | None] = field(6, Choice(LEVEL), N_("Level"))
    people: Mapped[int | None] = field(7, Number(), N_("Number of people"), column=90)
    by: Mapped[str | None] = field(8, Day(), N_("Needed by"), column=110)
    priority: Mapped[str | None] = field(9, Line(), N_("Priority", "need"))
    description: Mapped[str | None] = field(10, Prose(), N_("Description"), search=True)
    focal_point: Mapped[str | None] = field(11, Link("contact"), N_("Focal point", "field"))
    asked_on: Mapped[str | None] = field(12, Day(), N_("Asked on"))
    letter_number: Mapped[str | None] = field(13, Identifier(), N_("Number of the letter"), search=True)
    met_by: Mapped[tuple[str, ...]] = field(14, Links(to="opportunity"), N_("Met by"))
    status: Mapped[str | None] = field(15, Choice(NEED_STATUS), N_("Status", "need"), column=110)
    reference: Mapped[str | None] = field(16, Identifier(), N_("Technical reference"), search=True)
