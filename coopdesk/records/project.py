"""Projects: what organizations manage and what the State does itself, as IATI describes an activity."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    WEB,
    Amount,
    Choice,
    Code,
    Day,
    Flag,
    Identifier,
    Line,
    Link,
    Money,
    Number,
    Prose,
    Quantity,
    field,
)
from coopdesk.i18n import N_
from coopdesk.records.base import Owned, Record
from coopdesk.records.project_choices import (
    AID_TYPE,
    BUDGET_STATUS,
    BUDGET_TYPE,
    CHANNEL,
    COLLABORATION,
    FINANCE,
    FITS,
    FLOW,
    IMPACT,
    IN_KIND,
    LIKELIHOOD,
    MANAGED_BY,
    MONEY_SOURCE,
    NO_OBJECTION,
    PAPER_KIND,
    PARTICIPANT_ROLE,
    PROJECT_KIND,
    PROJECT_STATUS,
    REPORTS,
    RESULT_LEVEL,
    RISK_KIND,
    RISK_STATUS,
    TIED,
    TRANSACTION_TYPE,
)
from coopdesk.records.steps import Step, Stepped

_PROJECT = N_("Project", "field")


class Project(Stepped, Record):
    """What is done, for whom, by whom, with which money, and what came of it. Its stage is the Ministry's
    no-objection; whether it runs says ``status``."""

    __tablename__ = "project"
    __entity__ = 82
    __label__ = N_("Project")
    __plural__ = N_("Projects")
    __ordered__ = (("planned_start", "planned_end"), ("actual_start", "actual_end"))
    __title__ = ("title_en", "title_ar")
    __stage__ = 60
    __card__ = ("coordinating", "kind", "planned_end")
    __dates__ = ("planned_end", "milestones.due")
    __steps__ = (
        Step("ask", N_("Ask for the Ministry’s no-objection"), (None, "not_asked", "refused", "conditional"), "asked",
             complete=True, needs=("proposing",), audience="ministry"),
        Step("give", N_("Give the no-objection"), ("asked", "conditional"), "given", "approver", ministry=True),
        Step("give_on_condition", N_("Give it on a condition"), ("asked", "given"), "conditional", "approver",
             ministry=True, comment=True),
        Step("refuse", N_("Object"), ("asked", "given", "conditional"), "refused", "approver", ministry=True,
             comment=True),
    )  # fmt: skip

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("Title", "in English"), required=True, column=300, search=True
    )
    title_ar: Mapped[str | None] = field(2, Line("ar"), N_("Title (Arabic)"), required=True, column=300, search=True)
    identifier: Mapped[str | None] = field(3, Identifier(), N_("IATI identifier"), search=True)
    kind: Mapped[str | None] = field(4, Choice(PROJECT_KIND), N_("Kind", "project"), column=140)
    managed_by: Mapped[str | None] = field(5, Choice(MANAGED_BY), N_("Whose it is"), column=150)
    status: Mapped[str | None] = field(6, Choice(PROJECT_STATUS), N_("Status", "project"), column=130)
    description_en: Mapped[str | None] = field(7, Prose("en"), N_("Description", "in English"), search=True)
    description_ar: Mapped[str | None] = field(8, Prose("ar"), N_("Description (Arabic)"), search=True)
    planned_start: Mapped[str | None] = field(9, Day(), N_("Planned to begin"), column=100)
    planned_end: Mapped[str | None] = field(10, Day(), N_("Planned to end"), column=100)
    actual_start: Mapped[str | None] = field(11, Day(), N_("Began"))
    actual_end: Mapped[str | None] = field(12, Day(), N_("Ended"))
    coordinating: Mapped[str | None] = field(13, Link("organization"), N_("Coordinating ministry"), column=180)
    proposing: Mapped[str | None] = field(14, Link("organization"), N_("Proposed by", "project"))
    priority: Mapped[str | None] = field(15, Link("tag"), N_("Priority that it serves"))
    fits: Mapped[str | None] = field(16, Choice(FITS), N_("Fits the priority"))
    fits_reason: Mapped[str | None] = field(17, Prose(), N_("Why it fits or does not"), search=True)
    collaboration: Mapped[str | None] = field(18, Choice(COLLABORATION), N_("Form of cooperation"))
    flow: Mapped[str | None] = field(19, Choice(FLOW), N_("Kind of flow"))
    finance: Mapped[str | None] = field(20, Choice(FINANCE), N_("Kind of finance"))
    aid_type: Mapped[str | None] = field(21, Choice(AID_TYPE), N_("Type of aid"))
    tied: Mapped[str | None] = field(22, Choice(TIED), N_("Tying of aid"))
    channel: Mapped[str | None] = field(23, Choice(CHANNEL), N_("Channel of delivery"))
    funding_target: Mapped[Amount | None] = field(24, Money(), N_("Money needed"), column=130)
    reports: Mapped[str | None] = field(25, Choice(REPORTS), N_("Progress reports are owed"))
    reporting: Mapped[str | None] = field(26, Link("organization"), N_("Who reports on it"))
    capital: Mapped[Amount | None] = field(27, Money(), N_("Capital"))
    manager: Mapped[str | None] = field(28, Link("organization"), N_("Manager of the capital"))
    website: Mapped[str | None] = field(29, Identifier(shape=WEB), N_("Website"))
    notes: Mapped[str | None] = field(30, Prose(), N_("Notes"), search=True)
    reference: Mapped[str | None] = field(31, Identifier(), N_("Technical reference"), search=True)
    stage: Mapped[str | None] = field(60, Choice(NO_OBJECTION), N_("No-objection"), column=140, group=60)


class Participant(Owned):
    """Who takes part in a project, and as what."""

    __tablename__ = "participant"
    __entity__ = 83
    __label__ = N_("Participating organization")
    __plural__ = N_("Participating organizations")
    __title__ = ("name", "role")
    __named_by__ = ("organization",)
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    organization: Mapped[str | None] = field(2, Link("organization"), N_("Organization", "field"), column=240)
    role: Mapped[str | None] = field(3, Choice(PARTICIPANT_ROLE), N_("Role", "in a project"), column=140)
    name: Mapped[str | None] = field(4, Line(), N_("Name, where it is not in the directory"), column=200, search=True)


class ProjectCountry(Owned):
    """A country that receives a project, and its share of the whole in per cent."""

    __tablename__ = "project_country"
    __entity__ = 84
    __label__ = N_("Recipient country")
    __plural__ = N_("Recipient countries")
    __title__ = ("country",)
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    country: Mapped[str | None] = field(2, Code("country"), N_("Country"), column=220)
    share: Mapped[int | None] = field(3, Quantity(0, 100), N_("Share in per cent"), column=110)
    place: Mapped[str | None] = field(4, Line(), N_("Region or place"), column=200, search=True)


class ProjectSector(Owned):
    """A sector of a project by its DAC code, and its share of the whole in per cent."""

    __tablename__ = "project_sector"
    __entity__ = 85
    __label__ = N_("Sector", "of a project")
    __plural__ = N_("Sectors", "of a project")
    __title__ = ("sector",)
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    sector: Mapped[str | None] = field(2, Code("sector"), N_("Sector (DAC)"), column=320)
    share: Mapped[int | None] = field(3, Quantity(0, 100), N_("Share in per cent"), column=110)


class Budget(Owned):
    """What is planned to be spent on a project in some span of time."""

    __tablename__ = "budget"
    __entity__ = 86
    __label__ = N_("Budget")
    __plural__ = N_("Budgets")
    __ordered__ = (("starts", "ends"),)
    __title__ = ("starts",)
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    type: Mapped[str | None] = field(2, Choice(BUDGET_TYPE), N_("Type", "of a budget"), column=100)
    status: Mapped[str | None] = field(3, Choice(BUDGET_STATUS), N_("Status", "budget"), column=100)
    starts: Mapped[str | None] = field(4, Day(), N_("From", "date"), column=100, group=4)
    ends: Mapped[str | None] = field(5, Day(), N_("Until"), column=100, group=4)
    value: Mapped[Amount | None] = field(6, Money(signed=True), N_("Amount"), column=140)
    note: Mapped[str | None] = field(7, Line(), N_("Note"), column=180)


class Transaction(Owned):
    """Money that was pledged, committed or paid: when, by whom, to whom, out of which source.

    ``equivalent``: the same in the currency in which the Ministry counts, where that is another one.
    """

    __tablename__ = "transaction"
    __entity__ = 87
    __label__ = N_("Transaction", "money")
    __plural__ = N_("Transactions", "money")
    __title__ = ("type", "on")
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    type: Mapped[str | None] = field(2, Choice(TRANSACTION_TYPE), N_("Type", "of a transaction"), column=120)
    on: Mapped[str | None] = field(3, Day(), N_("Date"), column=100)
    value: Mapped[Amount | None] = field(4, Money(signed=True), N_("Amount"), column=140)
    equivalent: Mapped[Amount | None] = field(
        5, Money(signed=True), N_("The same in the currency of reports"), column=140
    )
    source: Mapped[str | None] = field(6, Choice(MONEY_SOURCE), N_("Source of the money"), column=140)
    provider: Mapped[str | None] = field(7, Link("organization"), N_("From", "money"), column=180)
    receiver: Mapped[str | None] = field(8, Link("organization"), N_("To", "money"), column=180)
    description: Mapped[str | None] = field(9, Line(), N_("What for"), column=200, search=True)
    country: Mapped[str | None] = field(10, Code("country"), N_("Country"))
    sector: Mapped[str | None] = field(11, Code("sector"), N_("Sector (DAC)"))
    channel: Mapped[str | None] = field(12, Choice(CHANNEL), N_("Channel of delivery"))
    humanitarian: Mapped[bool | None] = field(13, Flag(), N_("Humanitarian", "money"))
    reference: Mapped[str | None] = field(14, Identifier(), N_("Number of the payment"))
    due: Mapped[str | None] = field(15, Day(), N_("To be paid by"), column=100)


class Result(Owned):
    """What a project is to reach: its goal, its outcomes, its outputs. Indicators are linked to it."""

    __tablename__ = "result"
    __entity__ = 88
    __label__ = N_("Result", "project")
    __plural__ = N_("Results", "project")
    __title__ = ("title_en", "title_ar")
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    level: Mapped[str | None] = field(2, Choice(RESULT_LEVEL), N_("Level", "result"), column=110)
    code: Mapped[str | None] = field(3, Identifier(), N_("Number", "of a result"), column=80)
    title_en: Mapped[str | None] = field(4, Prose("en"), N_("Result", "in English"), column=280, search=True)
    title_ar: Mapped[str | None] = field(5, Prose("ar"), N_("Result (Arabic)"), column=280, search=True)
    part_of: Mapped[str | None] = field(6, Link("result"), N_("Leads to"))
    assumptions_en: Mapped[str | None] = field(7, Prose("en"), N_("Assumptions", "in English"))
    assumptions_ar: Mapped[str | None] = field(8, Prose("ar"), N_("Assumptions (Arabic)"))


class Risk(Owned):
    """What may go wrong with a project, how likely and how bad it is, and what is done about it."""

    __tablename__ = "risk"
    __entity__ = 89
    __label__ = N_("Risk")
    __plural__ = N_("Risks")
    __title__ = ("text_en", "text_ar", "kind")
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    kind: Mapped[str | None] = field(2, Choice(RISK_KIND), N_("Kind", "risk"), column=130)
    text_en: Mapped[str | None] = field(3, Prose("en"), N_("Risk", "in English"), column=240, search=True)
    text_ar: Mapped[str | None] = field(4, Prose("ar"), N_("Risk (Arabic)"), column=240, search=True)
    likelihood: Mapped[str | None] = field(5, Choice(LIKELIHOOD), N_("Likelihood"), column=120)
    impact: Mapped[str | None] = field(6, Choice(IMPACT), N_("Impact"), column=110)
    mitigation: Mapped[str | None] = field(7, Prose(), N_("What is done about it"), column=240, search=True)
    owner: Mapped[str | None] = field(8, Link("organization"), N_("Responsible entity"))
    status: Mapped[str | None] = field(9, Choice(RISK_STATUS), N_("Status", "risk"), column=100)
    reviewed_on: Mapped[str | None] = field(10, Day(), N_("Reviewed on"))


class Milestone(Owned):
    """A point that a project is to reach by a day."""

    __tablename__ = "milestone"
    __entity__ = 90
    __label__ = N_("Milestone")
    __plural__ = N_("Milestones")
    __title__ = ("title_en", "title_ar")
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    title_en: Mapped[str | None] = field(2, Line("en"), N_("Milestone", "in English"), column=260, search=True)
    title_ar: Mapped[str | None] = field(3, Line("ar"), N_("Milestone (Arabic)"), column=260, search=True)
    due: Mapped[str | None] = field(4, Day(), N_("Due"), column=100)
    reached_on: Mapped[str | None] = field(5, Day(), N_("Reached on"), column=100)
    responsible: Mapped[str | None] = field(6, Link("organization"), N_("Responsible entity"), column=180)
    note: Mapped[str | None] = field(7, Line(), N_("Note"), column=180)


class InKind(Owned):
    """Support that is not money: expertise, premises, transport, a licence, a letter."""

    __tablename__ = "in_kind"
    __entity__ = 91
    __label__ = N_("Support in kind")
    __plural__ = N_("Support in kind")
    __ordered__ = (("starts", "ends"),)
    __title__ = ("description", "kind")
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    kind: Mapped[str | None] = field(2, Choice(IN_KIND), N_("Kind", "support in kind"), column=130)
    description: Mapped[str | None] = field(3, Line(), N_("What is given"), column=240, search=True)
    quantity: Mapped[int | None] = field(4, Quantity(0), N_("Quantity"), column=90)
    unit: Mapped[str | None] = field(5, Line(), N_("Unit", "of what is given"), column=90)
    value: Mapped[Amount | None] = field(6, Money(), N_("Estimated value"), column=140)
    provider: Mapped[str | None] = field(7, Link("organization"), N_("From", "money"), column=180)
    receiver: Mapped[str | None] = field(8, Link("organization"), N_("To", "money"), column=180)
    starts: Mapped[str | None] = field(9, Day(), N_("From", "date"), column=100, group=9)
    ends: Mapped[str | None] = field(10, Day(), N_("Until"), column=100, group=9)


class ProjectPaper(Owned):
    """A paper of a project that stands elsewhere, by its address; a file of its own is attached."""

    __tablename__ = "project_paper"
    __entity__ = 92
    __label__ = N_("Paper of a project")
    __plural__ = N_("Papers of a project")
    __title__ = ("title_en", "title_ar")
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    kind: Mapped[str | None] = field(2, Choice(PAPER_KIND), N_("Kind", "paper"), column=130)
    title_en: Mapped[str | None] = field(3, Line("en"), N_("Title", "in English"), column=240, search=True)
    title_ar: Mapped[str | None] = field(4, Line("ar"), N_("Title (Arabic)"), column=240, search=True)
    link: Mapped[str | None] = field(5, Identifier(shape=WEB), N_("Address on the web"), column=240)
    on: Mapped[str | None] = field(6, Day(), N_("Date"), column=100)


class EndowmentReturn(Owned):
    """What an investment or an endowment earned in a year, and which project received of it."""

    __tablename__ = "endowment_return"
    __entity__ = 93
    __label__ = N_("Return of a year")
    __plural__ = N_("Returns by year")
    __title__ = ("year",)
    __owner__ = "project"
    __looked_up__ = ("project",)

    project: Mapped[str | None] = field(1, Link("project"), _PROJECT)
    year: Mapped[int | None] = field(2, Number(1800, 2200), N_("Year"), column=70)
    earned: Mapped[Amount | None] = field(3, Money(signed=True), N_("Earned"), column=140)
    paid_out: Mapped[Amount | None] = field(4, Money(), N_("Paid out"), column=140)
    paid_to: Mapped[str | None] = field(5, Link("project"), N_("Paid to the project"), column=240)
    note: Mapped[str | None] = field(6, Line(), N_("Note"), column=180)
