"""Indicators: what is measured, towards which target, and the values of each period."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    CURRENCY,
    WEB,
    Choice,
    Identifier,
    Line,
    Link,
    Members,
    Number,
    Period,
    Prose,
    Quantity,
    field,
    options,
)
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.engagement import ENGAGEMENT_KIND
from coopdesk.records.project_choices import MONEY_SOURCE, TRANSACTION_TYPE
from coopdesk.records.steps import Step, Stepped

MEASURE = options(
    ("number", N_("Number", "measure")),
    ("per_cent", N_("Per cent")),
    ("ratio", N_("Ratio")),
    ("index", N_("Index", "measure")),
    ("money", N_("Money", "measure")),
    ("yes_no", N_("Yes or no", "measure")),
)
DIRECTION = options(
    ("up", N_("More is better")),
    ("down", N_("Less is better")),
)
FREQUENCY = options(
    ("month", N_("Every month")),
    ("quarter", N_("Every quarter")),
    ("half_year", N_("Every half-year")),
    ("year", N_("Every year")),
)
METHOD = options(
    ("entered", N_("Entered by hand")),
    ("ratio", N_("One indicator divided by another")),
    ("cumulative", N_("Added up since the beginning")),
    ("survey", N_("From the answers to a form")),
    ("transactions", N_("From transactions of projects")),
    ("engagements", N_("From engagements")),
)
COMBINE = options(
    ("sum", N_("Added up")),
    ("mean", N_("Their mean")),
    ("last", N_("The last of them")),
)
STATISTIC = options(
    ("count", N_("How many answered")),
    ("chosen", N_("How many chose the answer")),
    ("share", N_("Per cent that chose the answer")),
    ("mean", N_("Mean of the numbers answered")),
    ("sum", N_("Sum of the numbers answered")),
)
COUNTED_OF_ENGAGEMENTS = options(
    ("engagements", N_("Engagements")),
    ("attendees", N_("People who came")),
    ("women", N_("Women who came")),
    ("certificates", N_("Certificates given")),
    ("reach", N_("People reached")),
)
DIMENSIONS = options(
    ("sex", N_("Sex")),
    ("age", N_("Age group")),
    ("country", N_("Country")),
    ("sector", N_("Sector (DAC)")),
)
"""By what a value is broken down. A part is written ``sex=female``, ``age=15-24``, ``country=YE``, ``sector=110``."""
VALUE_STAGE = options(
    ("draft", N_("Draft", "indicator value")),
    ("submitted", N_("Submitted", "indicator value")),
    ("returned", N_("Returned", "indicator value")),
    ("approved", N_("Approved", "indicator value")),
)
_INDICATOR = N_("Indicator", "field")


class Framework(Record):
    """What indicators belong to: the 2030 Agenda, the national strategy, human rights, a list of one's own."""

    __tablename__ = "framework"
    __entity__ = 99
    __label__ = N_("Framework")
    __plural__ = N_("Frameworks")
    __title__ = ("name_en", "name_ar")
    __audience__ = "all"

    code: Mapped[str | None] = field(1, Identifier(), N_("Code"), required=True, column=110, search=True)
    name_en: Mapped[str | None] = field(2, Line("en"), N_("Name", "in English"), required=True, column=300, search=True)
    name_ar: Mapped[str | None] = field(3, Line("ar"), N_("Name (Arabic)"), required=True, column=300, search=True)
    keeper: Mapped[str | None] = field(4, Link("organization"), N_("Kept by", "framework"), column=200)
    description_en: Mapped[str | None] = field(5, Prose("en"), N_("Description", "in English"), search=True)
    description_ar: Mapped[str | None] = field(6, Prose("ar"), N_("Description (Arabic)"), search=True)
    website: Mapped[str | None] = field(7, Identifier(shape=WEB), N_("Website"))


class Indicator(Record):
    """What is measured: in which unit, how often, by whom, from where to where, and how its values are found."""

    __tablename__ = "indicator"
    __entity__ = 100
    __label__ = N_("Indicator")
    __plural__ = N_("Indicators")
    __ordered__ = (("starts", "ends"), ("low", "high"))
    __title__ = ("name_en", "name_ar", "code")
    __audience__ = "all"
    __alike__ = "project"
    __looked_up__ = ("project", "framework")

    code: Mapped[str | None] = field(1, Identifier(), N_("Code"), column=100, search=True)
    name_en: Mapped[str | None] = field(2, Line("en"), N_("Name", "in English"), required=True, column=320, search=True)
    name_ar: Mapped[str | None] = field(3, Line("ar"), N_("Name (Arabic)"), required=True, column=320, search=True)
    definition_en: Mapped[str | None] = field(4, Prose("en"), N_("Definition", "in English"), search=True)
    definition_ar: Mapped[str | None] = field(5, Prose("ar"), N_("Definition (Arabic)"), search=True)
    framework: Mapped[str | None] = field(6, Link("framework"), N_("Framework", "field"), column=180)
    project: Mapped[str | None] = field(7, Link("project"), N_("Project", "field"), column=180)
    result: Mapped[str | None] = field(8, Link("result"), N_("Result", "project"))
    measure: Mapped[str | None] = field(9, Choice(MEASURE), N_("Measure"), column=100)
    unit_en: Mapped[str | None] = field(10, Line("en"), N_("Unit", "in English"))
    unit_ar: Mapped[str | None] = field(11, Line("ar"), N_("Unit (Arabic)"))
    direction: Mapped[str | None] = field(12, Choice(DIRECTION), N_("Direction", "indicator"))
    frequency: Mapped[str | None] = field(13, Choice(FREQUENCY), N_("How often"), column=110)
    responsible: Mapped[str | None] = field(14, Link("organization"), N_("Responsible entity"), column=180)
    provider: Mapped[str | None] = field(15, Link("organization"), N_("Who has the data"))
    custodian: Mapped[str | None] = field(16, Line(), N_("Custodian agency"))
    source_en: Mapped[str | None] = field(17, Line("en"), N_("Means of verification", "in English"), search=True)
    source_ar: Mapped[str | None] = field(18, Line("ar"), N_("Means of verification (Arabic)"), search=True)
    baseline: Mapped[int | None] = field(19, Quantity(), N_("Baseline"), column=100)
    baseline_period: Mapped[str | None] = field(20, Period(), N_("Period of the baseline"))
    starts: Mapped[str | None] = field(21, Period(), N_("Measured from"))
    ends: Mapped[str | None] = field(22, Period(), N_("Measured until"))
    method: Mapped[str | None] = field(23, Choice(METHOD), N_("How values are found"))
    over_time: Mapped[str | None] = field(24, Choice(COMBINE), N_("Values of shorter periods in a longer one"))
    across: Mapped[str | None] = field(25, Choice(COMBINE), N_("Values of several entities together"))
    numerator: Mapped[str | None] = field(26, Link("indicator"), N_("Numerator, or what is added up"))
    denominator: Mapped[str | None] = field(27, Link("indicator"), N_("Denominator"))
    factor: Mapped[int | None] = field(28, Quantity(), N_("Multiplied by"))
    form: Mapped[str | None] = field(29, Link("form_template"), N_("Form template", "field"))
    question: Mapped[str | None] = field(30, Identifier(), N_("Question", "of a form"))
    answer: Mapped[str | None] = field(31, Identifier(), N_("Answer that is counted"))
    statistic: Mapped[str | None] = field(32, Choice(STATISTIC), N_("What is counted of the answers"))
    transaction_types: Mapped[tuple[str, ...]] = field(33, Members(TRANSACTION_TYPE), N_("Types of transactions"))
    money_sources: Mapped[tuple[str, ...]] = field(34, Members(MONEY_SOURCE), N_("Sources of the money"))
    currency: Mapped[str | None] = field(35, Identifier(shape=CURRENCY), N_("Currency"))
    engagement_kinds: Mapped[tuple[str, ...]] = field(36, Members(ENGAGEMENT_KIND), N_("Kinds of engagements"))
    counted: Mapped[str | None] = field(37, Choice(COUNTED_OF_ENGAGEMENTS), N_("What is counted of engagements"))
    parts: Mapped[tuple[str, ...]] = field(38, Members(), N_("Broken down by"))
    low: Mapped[int | None] = field(39, Quantity(), N_("Least value that is credible"))
    high: Mapped[int | None] = field(40, Quantity(), N_("Greatest value that is credible"))
    jump: Mapped[int | None] = field(41, Quantity(0), N_("Change in per cent that is questioned"))
    tolerance: Mapped[int | None] = field(42, Quantity(0, 100), N_("At risk below this per cent of the target"))
    off_below: Mapped[int | None] = field(43, Quantity(0, 100), N_("Off track below this per cent of the target"))
    decimals: Mapped[int | None] = field(44, Number(0, 6), N_("Places after the point"))
    notes: Mapped[str | None] = field(45, Prose(), N_("Notes"), search=True)
    reference: Mapped[str | None] = field(46, Identifier(), N_("Technical reference"), search=True)


class Target(Owned):
    """What is aimed at in a period, of the whole or of a part. Whoever sets it, at whichever desk, sets the same."""

    __tablename__ = "target"
    __entity__ = 101
    __label__ = N_("Target", "of an indicator")
    __plural__ = N_("Targets", "of an indicator")
    __title__ = ("period",)
    __owner__ = "indicator"
    __placed__ = ("period", "part")
    __looked_up__ = ("indicator",)
    __apart__ = True
    __locked__ = "period"

    indicator: Mapped[str | None] = field(1, Link("indicator"), _INDICATOR)
    period: Mapped[str | None] = field(2, Period(), N_("Period"), column=140, group=2)
    part: Mapped[str | None] = field(3, Identifier(), N_("Part", "of a value"), column=140, group=2)
    value: Mapped[int | None] = field(4, Quantity(), N_("Target", "of an indicator"), column=120)
    note: Mapped[str | None] = field(5, Line(), N_("Note"), column=220)


class IndicatorValue(Stepped, Record):
    """What was measured in a period: of the whole or of a part, of all or by one entity. Two desks that fill the same
    cell fill one record, so that what differs is shown to a person."""

    __tablename__ = "indicator_value"
    __table_args__ = (Index("indicator_value_cell", "indicator", "period"),)
    __entity__ = 102
    __label__ = N_("Indicator value")
    __plural__ = N_("Indicator values")
    __title__ = ("indicator", "period")
    __audience__ = "local"
    __alike__ = "indicator"
    __placed__ = ("indicator", "period", "part", "entity")
    __stage__ = 30
    __frozen__ = ("submitted", "approved")
    __locked__ = "period"
    __steps__ = (
        Step("submit", N_("Submit", "indicator value"), (None, "draft", "returned"), "submitted", complete=True,
             audience="ministry"),
        Step("send_back", N_("Return for correction"), ("submitted",), "returned", ministry=True, comment=True),
        Step("approve", N_("Approve", "indicator value"), ("submitted",), "approved", "approver", ministry=True,
             complete=True, decides=True),
        Step("reopen", N_("Open again", "indicator value"), ("approved",), "returned", "approver", ministry=True,
             comment=True),
    )  # fmt: skip

    indicator: Mapped[str | None] = field(1, Link("indicator"), _INDICATOR, required=True, column=280, group=1)
    period: Mapped[str | None] = field(2, Period(), N_("Period"), required=True, column=140, group=1)
    part: Mapped[str | None] = field(3, Identifier(), N_("Part", "of a value"), column=120, group=1)
    entity: Mapped[str | None] = field(4, Link("organization"), N_("Entity that reports"), column=180, group=1)
    value: Mapped[int | None] = field(5, Quantity(), N_("Actual"), required=True, column=120)
    note: Mapped[str | None] = field(6, Prose(), N_("Comment", "on a value"), column=240, search=True)
    source: Mapped[str | None] = field(7, Line(), N_("Source"), column=180, search=True)
    stage: Mapped[str | None] = field(30, Choice(VALUE_STAGE), N_("Stage", "indicator value"), column=110, group=30)
