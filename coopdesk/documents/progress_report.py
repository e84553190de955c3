"""The progress report of a project: how it goes in a period, what is asked, what was done, what it reached and cost."""

from functools import partial
from typing import BinaryIO

from coopdesk.documents import project_indicators, project_parts, steps
from coopdesk.documents.page import render
from coopdesk.documents.source import Source, in_language, period
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, Text, isolate, ltr, number, tr
from coopdesk.periods import shown, span
from coopdesk.records.progress_report import ProgressReport
from coopdesk.records.project import Project

REPORT = N_("Progress report")
_UNTITLED = N_("Project without a title")
_TITLE = N_("{project}: {period}", "of a progress report")
_DURATION, _OF_NEEDED, _AUTHOR = N_("Duration"), N_("{share} % of the money needed"), N_("Report written by")
_INDICATORS, _MONEY = N_("Indicators at the end of the period"), N_("Money in this period")
_FACTS = ("light", "per_cent")
_OF_PROJECT = ("identifier", "coordinating", "reporting", "status")
_TEXTS = (
    ("decision", N_("Decision that is asked")), ("done", N_("What was done")), ("problems", N_("Problems")),
    ("next", N_("What comes next")),
)  # fmt: skip
"""What is asked comes first: it is why the report is read."""
_PAID = ("on", "type", "value", "source", "provider", "receiver", "description")


def progress_report(source: Source, lang: str, out: BinaryIO) -> None:
    """Write the report of a period."""
    story = Story(source, lang)
    report = source.record
    assert isinstance(report, ProgressReport)
    found = source.linked.get(report.project or "")
    project = found if isinstance(found, Project) else None
    story.title(partial(_title, report, project), REPORT)
    steps.warn(story)
    _facts(story, report, project)
    for stem, label in _TEXTS:
        english, arabic = getattr(report, f"{stem}_en"), getattr(report, f"{stem}_ar")
        if english or arabic:
            story.heading(label)
            story.pair(english, arabic)
    project_indicators.table(story, _INDICATORS)
    if report.period:
        project_parts.milestones(story, span(report.period)[1].isoformat())
    project_parts.lines_of(story, _MONEY, "transactions", _PAID, [1.6, 1.7, 2, 1.7, 2, 2, 2.2], numbers=(2,))
    steps.prepared(story)
    render(story.paper(story.say(partial(_title, report, project)), report), out)


def _title(report: ProgressReport, project: Project | None) -> str:
    name = (in_language(project, "title") if project is not None else "") or tr(_UNTITLED)
    return tr(_TITLE, project=isolate(name), period=shown(report.period)) if report.period else name


def _facts(story: Story, report: ProgressReport, project: Project | None) -> None:
    source = story.source
    label = project_parts.label_of
    pairs: list[tuple[Text, object]] = [
        (label(ProgressReport, name), partial(source.value, report, name)) for name in _FACTS
    ]
    pairs.append((label(ProgressReport, "spent"), partial(_spent, source, report, project)))
    if project is not None:
        pairs += [(label(Project, name), partial(source.value, project, name)) for name in _OF_PROJECT]
        start, end = project.actual_start or project.planned_start, project.actual_end or project.planned_end
        pairs.append((_DURATION, lambda: period(start, end)))
    pairs += [
        (_AUTHOR, lambda: report.prepared_by or ""),
        (label(ProgressReport, "sent_on"), lambda: project_parts.day_in_words(report.sent_on)),
        (label(ProgressReport, "stage"), partial(source.value, report, "stage")),
    ]
    story.facts(pairs, dense=True)  # type: ignore[arg-type]


def _spent(source: Source, report: ProgressReport, project: Project | None) -> str:
    """Return what was spent, and which part of the money needed that is, where both are in one currency."""
    said = source.value(report, "spent")
    spent, needed = report.spent, None if project is None else project.funding_target
    if spent is None or spent.minor is None or needed is None or not needed.minor or spent.currency != needed.currency:
        return said
    return f"{said} ({tr(_OF_NEEDED, share=ltr(number(round(100 * spent.minor / needed.minor))))})"
