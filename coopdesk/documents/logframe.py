"""The logical framework of a project with actuals, on pages that lie: results, indicators, how they are verified, what
must hold; the values period by period; the risks."""

from collections.abc import Sequence
from functools import partial
from typing import BinaryIO

from coopdesk.documents import indicator_words as words, project_parts
from coopdesk.documents.page import render
from coopdesk.documents.project_indicators import (
    ACTUAL,
    ASSUMPTIONS,
    BASELINE,
    INDICATOR,
    NONE,
    SOURCE,
    STATUS,
    TARGET,
    rows,
    under_results,
)
from coopdesk.documents.project_source import ProjectSource
from coopdesk.documents.source import in_language, period
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Spoken, Story
from coopdesk.documents.style import CELL
from coopdesk.i18n import N_, isolate, language, ltr, tr
from coopdesk.periods import headed, span
from coopdesk.records.indicator import Indicator
from coopdesk.records.project import Project

LOGFRAME = N_("Logical framework")
_UNTITLED = N_("Project without a title")
_FRAME, _VALUES, _KIND = N_("Results and indicators"), N_("Targets and actuals by period"), N_("Value")
_DURATION = N_("Duration")
_NONE = N_("Nobody wrote results or indicators of this project yet.")
_FACTS = ("reference", "coordinating", "status")
_JOINT, _TOLD = "  ·  ", N_("{name}: {value}")
_SOURCE = 5
"""Where in a row of the frame the means of verification stand."""
_DENSE = CELL.of(size=9, leading=12)
_ABREAST = 8
"""How many periods stand beside each other in one table."""


def logframe(source: ProjectSource, lang: str, out: BinaryIO) -> None:
    """Write the logical framework."""
    story = Story(source, lang, wide=True)
    project = source.record
    assert isinstance(project, Project)
    story.title(partial(_titled, project), LOGFRAME)
    facts = [(project_parts.label_of(Project, name), partial(source.value, project, name)) for name in _FACTS]
    days = partial(period, project.actual_start or project.planned_start, project.actual_end or project.planned_end)
    story.facts([*facts, (_DURATION, days)])
    story.heading(_FRAME)
    _frame(story)
    for name in ("results", "indicators", "indicator_values"):
        story.tell_left_out(name)
    _periods(story)
    project_parts.risks(story)
    prepared(story)
    render(story.paper(story.say(partial(_titled, project)), project), out)


def _titled(project: Project) -> str:
    return in_language(project, "title") or tr(_UNTITLED)


def _frame(story: Story) -> None:
    """Add the results with their indicators; by what all of these are verified is told once."""
    found = rows(story, _JOINT)
    if not found:
        story.note(partial(tr, _NONE))
        return
    verified = [row[_SOURCE] for row in found if len(row) > 1 and row[0] != NONE]
    same = len(verified) > 1 and len(set(verified)) == 1 and bool(verified[0])
    if same:
        found = [[*row[:_SOURCE], "", *row[_SOURCE + 1 :]] if len(row) > 1 else row for row in found]
    head = [INDICATOR, BASELINE, TARGET, ACTUAL, STATUS, SOURCE, ASSUMPTIONS]
    story.table(head, found, [3.4, 1.1, 1.8, 1.2, 1.2, 2.4, 2.4])
    if same:
        first = next(one for _, some in under_results(story) for one in some)
        story.note(lambda: tr(_TOLD, name=tr(SOURCE), value=isolate(in_language(first, "source"))))


def _periods(story: Story) -> None:
    """Add the values of every indicator and its parts beside its targets, period by period, where there are several."""
    source: ProjectSource = story.source  # type: ignore[assignment]
    indicators = [one for _, some in under_results(story) for one in some if one.id in source.standing]
    known = {point.period for one in indicators for point in source.standing[one.id].trend}
    known |= {at for one in indicators for at in source.targets.get(one.id, ())}
    periods = sorted(known, key=lambda one: (span(one)[1], one))
    if len(periods) < 2:
        return
    story.heading(_VALUES)
    for start in range(0, len(periods), _ABREAST):
        some = periods[start : start + _ABREAST]
        made: list[list[str]] = []
        joined: set[int] = set()
        for one in indicators:
            lines = _rows(story, one, some)
            joined |= {len(made) + place for place in range(1, len(lines))}
            made += lines
        head: list[Spoken] = [INDICATOR, _KIND, *(partial(headed, one) for one in some)]
        shares = [3.6, 1.6, *([1.1] * len(some))]
        story.table(head, made, shares, numbers=range(2, len(head)), joined=joined, style=_DENSE)


def _rows(story: Story, indicator: Indicator, periods: Sequence[str]) -> list[list[str]]:
    source: ProjectSource = story.source  # type: ignore[assignment]
    row = source.standing[indicator.id]
    kinds = [
        (partial(tr, TARGET), source.targets.get(indicator.id, {})),
        (partial(tr, ACTUAL), {one.period: one.value for one in row.trend}),
    ]
    for part, values in source.parts.get(indicator.id, {}).items():
        kinds.append((partial(_part, source, part), values))
    found = [
        [story.say(name, "\n"), *(story.say(partial(words.of, row, values.get(one)), "\n") for one in periods)]
        for name, values in kinds
        if any(one in values for one in periods)
    ]
    titled = story.of(indicator, lambda one: " ".join(filter(None, (ltr(one.code or ""), in_language(one, "name")))))
    return [[titled if place == 0 else "", *cells] for place, cells in enumerate(found)]


def _part(source: ProjectSource, part: str) -> str:
    return source.part_names.get(language(), {}).get(part, part)
