"""Forms: questions, choices and rules, row by row as an XLSForm has them; a form in use is never changed."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import Choice, Identifier, Line, Link, Members, Prose, field, options
from coopdesk.i18n import N_
from coopdesk.records.base import CLASSIFICATION, Owned, Record
from coopdesk.records.steps import Step, Stepped

FORM_KIND = options(
    ("evaluation", N_("Evaluation", "kind of form")),
    ("satisfaction", N_("Satisfaction survey")),
    ("feedback", N_("Feedback and complaints")),
    ("report", N_("Report", "kind of form")),
    ("assessment", N_("Self-assessment")),
    ("need", N_("Statement of needs")),
    ("other", N_("Other", "kind of form")),
)
ABOUT = options(
    ("organization", N_("Organization")),
    ("conference", N_("Conference")),
    ("conference_report", N_("Conference report")),
    ("opportunity", N_("Opportunity")),
    ("award", N_("Award")),
    ("expert", N_("Expert")),
    ("nomination", N_("Nomination")),
    ("capacity_need", N_("Capacity need")),
    ("action", N_("Action")),
    ("country", N_("Country")),
    ("project", N_("Project")),
    ("engagement", N_("Engagement")),
    ("membership", N_("Membership")),
    ("evaluation", N_("Evaluation", "record")),
)
TEMPLATE_STAGE = options(
    ("draft", N_("Draft", "form")),
    ("in_use", N_("In use", "form")),
    ("retired", N_("Retired", "form")),
)
_TEMPLATE = N_("Form template", "field")


class FormTemplate(Stepped, Record):
    """A form in one of its versions. What its sheets hold beside the columns below stands under ``more``, as JSON."""

    __tablename__ = "form_template"
    __entity__ = 75
    __label__ = N_("Form template")
    __plural__ = N_("Form templates")
    __title__ = ("title_en", "title_ar")
    __audience__ = "all"
    __technical__ = ("default_language", "languages", "more")
    __stage__ = 30
    __frozen__ = ("in_use", "retired")
    __steps__ = (
        Step("use", N_("Put into use", "form"), (None, "draft"), "in_use", complete=True),
        Step("retire", N_("Retire", "form"), ("in_use",), "retired"),
        Step("use_again", N_("Put into use again", "form"), ("retired",), "in_use"),
    )

    title_en: Mapped[str | None] = field(
        1, Line("en"), N_("Title", "in English"), required=True, column=280, search=True
    )
    title_ar: Mapped[str | None] = field(2, Line("ar"), N_("Title (Arabic)"), required=True, column=280, search=True)
    kind: Mapped[str | None] = field(3, Choice(FORM_KIND), N_("Kind", "kind of form"), column=150)
    about: Mapped[tuple[str, ...]] = field(4, Members(ABOUT), N_("Asked about"))
    intro_en: Mapped[str | None] = field(5, Prose("en"), N_("Introduction", "in English"), search=True)
    intro_ar: Mapped[str | None] = field(6, Prose("ar"), N_("Introduction (Arabic)"), search=True)
    form_id: Mapped[str | None] = field(
        7, Identifier(), N_("Identifier of the form"), required=True, column=160, search=True
    )
    version: Mapped[str | None] = field(8, Identifier(), N_("Version", "form"), column=90)
    earlier: Mapped[str | None] = field(9, Link("form_template"), N_("Earlier version"))
    default_language: Mapped[str | None] = field(10, Identifier(), N_("First language of the form"))
    languages: Mapped[str | None] = field(11, Identifier(), N_("Names of the languages (XLSForm)"))
    more: Mapped[str | None] = field(12, Prose(), N_("Other settings (XLSForm)"))
    reference: Mapped[str | None] = field(13, Identifier(), N_("Technical reference"), search=True)
    response_degree: Mapped[str | None] = field(14, Choice(CLASSIFICATION), N_("Classification of what is answered"))
    stage: Mapped[str | None] = field(30, Choice(TEMPLATE_STAGE), N_("Stage", "form"), column=110, group=30)


class FormQuestion(Owned):
    """A row of the sheet “survey”: a question, a note, a calculation, or where a group begins or ends."""

    __tablename__ = "form_question"
    __entity__ = 76
    __label__ = N_("Question", "of a form")
    __plural__ = N_("Questions", "of a form")
    __title__ = ("label_en", "label_ar", "name")
    __owner__ = "form_template"
    __looked_up__ = ("form_template",)
    __technical__ = ("more",)
    __apart__ = True

    form_template: Mapped[str | None] = field(1, Link("form_template"), _TEMPLATE)
    type: Mapped[str | None] = field(2, Identifier(), N_("Type", "of a question"), column=140)
    name: Mapped[str | None] = field(3, Identifier(), N_("Name", "of a question"), column=120)
    label_en: Mapped[str | None] = field(4, Prose("en"), N_("Question", "in English"), column=260, search=True)
    label_ar: Mapped[str | None] = field(5, Prose("ar"), N_("Question (Arabic)"), column=260, search=True)
    hint_en: Mapped[str | None] = field(6, Prose("en"), N_("Hint", "in English"))
    hint_ar: Mapped[str | None] = field(7, Prose("ar"), N_("Hint (Arabic)"))
    required: Mapped[str | None] = field(8, Identifier(), N_("Required", "question"))
    relevant: Mapped[str | None] = field(9, Prose(), N_("Asked where"))
    constraint: Mapped[str | None] = field(10, Prose(), N_("Valid where"))
    constraint_en: Mapped[str | None] = field(11, Prose("en"), N_("Said where it is not valid", "in English"))
    constraint_ar: Mapped[str | None] = field(12, Prose("ar"), N_("Said where it is not valid (Arabic)"))
    required_en: Mapped[str | None] = field(13, Prose("en"), N_("Said where the answer is missing", "in English"))
    required_ar: Mapped[str | None] = field(14, Prose("ar"), N_("Said where the answer is missing (Arabic)"))
    calculation: Mapped[str | None] = field(15, Prose(), N_("Calculation", "question"))
    default: Mapped[str | None] = field(16, Prose(), N_("Answer to begin with"))
    choice_filter: Mapped[str | None] = field(17, Prose(), N_("Choices shown where"))
    repeat_count: Mapped[str | None] = field(18, Prose(), N_("Number of entries"))
    read_only: Mapped[str | None] = field(19, Identifier(), N_("Read only", "question"))
    trigger: Mapped[str | None] = field(20, Identifier(), N_("Calculated when this changes"))
    appearance: Mapped[str | None] = field(21, Identifier(), N_("Appearance"))
    parameters: Mapped[str | None] = field(22, Identifier(), N_("Parameters"))
    criterion: Mapped[str | None] = field(23, Line(), N_("Criterion", "of scoring"))
    weight: Mapped[str | None] = field(24, Identifier(), N_("Weight", "of scoring"))
    more: Mapped[str | None] = field(25, Prose(), N_("Other columns (XLSForm)"))


class FormChoice(Owned):
    """A row of the sheet “choices”."""

    __tablename__ = "form_choice"
    __entity__ = 77
    __label__ = N_("Choice", "of a form")
    __plural__ = N_("Choices", "of a form")
    __title__ = ("label_en", "label_ar", "name")
    __owner__ = "form_template"
    __looked_up__ = ("form_template",)
    __technical__ = ("more",)
    __apart__ = True

    form_template: Mapped[str | None] = field(1, Link("form_template"), _TEMPLATE)
    list_name: Mapped[str | None] = field(2, Identifier(), N_("List", "of choices"), column=120)
    name: Mapped[str | None] = field(3, Identifier(), N_("Name", "of a choice"), column=120)
    label_en: Mapped[str | None] = field(4, Prose("en"), N_("Choice", "in English"), column=240)
    label_ar: Mapped[str | None] = field(5, Prose("ar"), N_("Choice (Arabic)"), column=240)
    score: Mapped[str | None] = field(6, Identifier(), N_("Points", "of a choice"), column=80)
    more: Mapped[str | None] = field(7, Prose(), N_("Other columns (XLSForm)"))
