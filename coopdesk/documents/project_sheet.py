"""The sheet of a project: what it is, who takes part, where, with which money, what it reached, what endangers it, what
was last reported of it."""

from functools import partial
from typing import Any, BinaryIO

from coopdesk.calendars import numeric, today
from coopdesk.documents import project_indicators, project_money, project_parts, steps
from coopdesk.documents.page import render
from coopdesk.documents.project_source import ProjectSource
from coopdesk.documents.source import in_language, name_of, period
from coopdesk.documents.story import Story
from coopdesk.fields import Quantity
from coopdesk.i18n import N_, Text, isolate, ltr, tr
from coopdesk.periods import shown
from coopdesk.records.project import Participant, Project, ProjectCountry, ProjectSector
from coopdesk.records.project_choices import PARTICIPANT_ROLE

SHEET = N_("Project sheet")
_UNTITLED = N_("Project without a title")
_PLANNED, _ACTUAL = N_("Planned", "dates of a project"), N_("Actual dates")
_FIRST = ("reference", "identifier", "kind", "managed_by", "status")
_THEN = (
    "coordinating", "proposing", "reporting", "priority", "fits", "collaboration", "flow", "finance", "aid_type",
    "tied", "channel", "reports", "manager", "website",
)  # fmt: skip
_DESCRIPTION, _CONSENT, _WHY = N_("Description"), N_("No-objection"), N_("Why it fits or does not")
_COUNTRIES, _SECTORS = N_("Recipient countries"), N_("Sectors", "of a project")
_TOGETHER, _SHARE, _NOT_WHOLE = N_("All together", "figures"), N_("{share} %"), N_("The shares add up to {share} %.")
_NOT_ASKED, _IN_PLACE = N_("Not asked yet"), N_("{name}: {value}")
_PLACE = N_("Region or place")
_RESULTS, _FRAGILITY = N_("Results and indicators"), N_("Fragility of the countries")
_PAPERS, _FILES, _LAST = N_("Papers of a project"), N_("Attached files"), N_("Last progress report")
_TITLE, _NOTES = N_("Title"), N_("Notes")
_TEXTS = (
    ("done", N_("What was done")), ("problems", N_("Problems")), ("decision", N_("Decision that is asked")),
    ("next", N_("What comes next")),
)  # fmt: skip
_SHARES = ((_COUNTRIES, "project_countries", "country"), (_SECTORS, "project_sectors", "sector"))
_HUNDRED = Quantity(0).parse("100")


def project_sheet(source: ProjectSource, lang: str, out: BinaryIO) -> None:
    """Write the sheet."""
    story = Story(source, lang)
    project = source.record
    assert isinstance(project, Project)
    story.title(partial(_titled, project), SHEET)
    _facts(story, project)
    if project.description_en or project.description_ar:
        story.heading(_DESCRIPTION)
        story.pair(project.description_en, project.description_ar)
    _consent(story, project)
    _participants(story)
    for label, name, field in _SHARES:
        _shares(story, label, name, field)
    project_money.money(story)
    project_money.budgets(story)
    _returns(story)
    _in_kind(story)
    _results(story)
    project_parts.milestones(story, today())
    project_parts.risks(story)
    _fragility(story)
    _last_report(story)
    _papers(story)
    if project.notes:
        story.heading(_NOTES)
        story.prose(project.notes)
    project_money.transactions(story)
    steps.prepared(story)
    render(story.paper(story.say(partial(_titled, project)), project), out)


def _titled(project: Project) -> str:
    return in_language(project, "title") or tr(_UNTITLED)


def _facts(story: Story, project: Project) -> None:
    def facts(names: tuple[str, ...]) -> list[tuple[Text, Any]]:
        return [
            (project_parts.label_of(Project, one), partial(story.source.value, project, one)) for one in names
        ]  # fmt: skip

    dates = [
        (_PLANNED, lambda: period(project.planned_start, project.planned_end)),
        (_ACTUAL, lambda: project_parts.from_to(project.actual_start, project.actual_end)),
    ]
    alone = [
        (label, partial(_alone, story, _one(story, name), field))
        for label, name, field in _SHARES if _one(story, name) is not None
    ]  # fmt: skip
    stage = [] if _decided(story, project) else [_stage(story, project)]
    story.facts([*facts(_FIRST), *dates, *alone, *stage, *facts(_THEN)], dense=True)


def _stage(story: Story, project: Project) -> tuple[Text, Any]:
    label = project_parts.label_of(Project, "stage")
    return label, lambda: story.source.value(project, "stage") or tr(_NOT_ASKED)


def _decided(story: Story, project: Project) -> bool:
    """Tell whether there is more to say of the no-objection than how it stands."""
    return bool((story.source.steps is not None and story.source.steps.taken) or project.fits_reason)


def _consent(story: Story, project: Project) -> None:
    """Tell how the no-objection of the Ministry stands, and on what condition."""
    if not _decided(story, project):
        return
    story.heading(_CONSENT)
    story.facts([_stage(story, project)])
    if story.source.steps is not None and story.source.steps.taken:
        steps.taken(story)
    story.prose(project.fits_reason, _WHY)


def _participants(story: Story) -> None:
    lines = story.lines(Participant.__plural__, "participants")
    if lines:
        source, order = story.source, [None, *(one.token for one in PARTICIPANT_ROLE)]
        rows = [
            [
                story.of(one, lambda one: source.value(one, "role")),
                story.of(one, lambda one: source.name(one.organization) or one.name or ""),
            ]
            for one in sorted(lines, key=lambda one: order.index(one.role) if one.role in order else 0)
        ]  # fmt: skip
        story.table([N_("Role", "in a project"), N_("Organization", "field")], rows, [1.4, 4])


def _shares(story: Story, label: Text, name: str, field: str) -> None:
    """Add countries or sectors with their shares, and whether these add up."""
    lines: list[ProjectCountry | ProjectSector] = [] if _one(story, name) is not None else story.lines(label, name)
    if not lines:
        return
    source = story.source
    rows = [
        [
            story.of(one, lambda one: source.value(one, field)), _share(one.share),
            getattr(one, "place", None) or "",
        ]
        for one in lines
    ]  # fmt: skip
    said = [one.share for one in lines if one.share is not None]
    if len(said) > 1:
        rows.append([story.say(partial(tr, _TOGETHER), "\n"), _share(sum(said)), ""])
    head = [project_parts.label_of(type(lines[0]), field), N_("Share"), _PLACE]
    story.table(head, rows, [4, 1, 2], numbers=(1,))
    if said and sum(said) != _HUNDRED and not source.left_out.get(name):
        story.alert(lambda: tr(_NOT_WHOLE, share=Quantity().show(sum(said))))


def _one(story: Story, name: str) -> ProjectCountry | ProjectSector | None:
    """Return the country or sector of which all of a project is, which is a fact and no table."""
    lines: list[ProjectCountry | ProjectSector] = story.source.lists.get(name) or []
    whole = len(lines) == 1 and lines[0].share in (None, _HUNDRED) and not story.source.left_out.get(name)
    return lines[0] if whole else None


def _alone(story: Story, line: Any, field: str) -> str:
    said, place = story.source.value(line, field), getattr(line, "place", None)
    return tr(_IN_PLACE, name=isolate(said), value=isolate(place)) if place else said


def _share(share: int | None) -> str:
    return "" if share is None else ltr(tr(_SHARE, share=Quantity().show(share)))


def _returns(story: Story) -> None:
    names = ("year", "earned", "paid_out", "paid_to", "note")
    project_parts.lines_of(story, N_("Returns by year"), "endowment_returns", names, [1, 2, 2, 3, 2], numbers=(1, 2))


def _in_kind(story: Story) -> None:
    names = ("kind", "description", "quantity", "unit", "value", "provider", "receiver")
    shares = [1.6, 2.4, 1.1, 1, 1.8, 1.8, 1.8]
    project_parts.lines_of(story, N_("Support in kind"), "in_kinds", names, shares, numbers=(2, 4))


def _results(story: Story) -> None:
    found = project_indicators.rows(story)
    hidden = [name for name in ("results", "indicators", "indicator_values") if story.source.left_out.get(name)]
    if found or hidden:
        story.heading(_RESULTS)
    for name in hidden:
        story.tell_left_out(name)
    own = project_indicators
    head = [own.INDICATOR, own.BASELINE, own.TARGET, own.ACTUAL, own.STATUS]
    story.table(head, [row[:5] for row in found], [4, 1.3, 1.4, 1.4, 1.3])


def _fragility(story: Story) -> None:
    for one in story.lines(_FRAGILITY, "fragile"):
        story.prose(one.fragility, partial(name_of, one))


def _last_report(story: Story) -> None:
    for report in story.lines(_LAST, "progress_reports"):
        label = partial(project_parts.label_of, type(report))
        pairs: list[tuple[Text, Any]] = [(label("period"), lambda report=report: shown(report.period or ""))]
        pairs += [
            (label(name), partial(story.source.value, report, name)) for name in ("light", "per_cent", "spent", "stage")
        ]  # fmt: skip
        story.facts(pairs)
        for stem, text in _TEXTS:
            english, arabic = getattr(report, f"{stem}_en"), getattr(report, f"{stem}_ar")
            if english or arabic:
                story.heading(text, 1)
                story.pair(english, arabic)


def _papers(story: Story) -> None:
    """Add the papers, each address under its title, where it has room."""
    source, papers = story.source, story.lines(_PAPERS, "project_papers")
    rows = [
        [
            story.of(one, lambda one: source.value(one, "kind")),
            "\n".join(filter(None, (story.of(one, lambda one: in_language(one, "title")), source.value(one, "link")))),
            numeric(one.on) if one.on else "",
        ]
        for one in papers
    ]  # fmt: skip
    if papers:
        kind, on = (project_parts.label_of(type(papers[0]), name) for name in ("kind", "on"))
        story.table([kind, _TITLE, on], rows, [1.5, 5.4, 1.3])
    files = story.lines(_FILES, "files")
    if files:
        story.prose("\n".join(isolate(name_of(one)) for one in files))
