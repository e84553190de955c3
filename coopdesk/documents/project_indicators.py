"""The results of a project and its indicators as rows of a table: baseline, target, actual, how it stands."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from coopdesk.documents import indicator_words as words
from coopdesk.documents.project_source import ProjectSource
from coopdesk.documents.source import in_language, name_of
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, Text, isolate, ltr, tr
from coopdesk.periods import headed, span
from coopdesk.records.indicator import Indicator
from coopdesk.records.project import Result
from coopdesk.records.project_choices import RESULT_LEVEL
from coopdesk.records.scoreboard import Point, Standing

INDICATOR, BASELINE, TARGET, ACTUAL, STATUS = (
    N_("Indicator", "field"), N_("Baseline"), N_("Target", "of an indicator"), N_("Actual"),
    N_("How it stands", "indicator"),
)  # fmt: skip
SOURCE, ASSUMPTIONS = N_("Means of verification"), N_("Assumptions")
_UNIT, _OTHER = N_("Unit: {unit}"), N_("Of the project as a whole")
NONE = "–"
"""What stands under a result that has no indicator."""
_LEVELS = {one.token: one.label for one in RESULT_LEVEL}
_ORDER = list(_LEVELS)


def in_order(results: Sequence[Result]) -> list[Result]:
    """Return results with what leads to each under it, the highest levels first."""
    ids = {one.id for one in results}
    made: list[Result] = []

    def add(one: Result) -> None:
        if one not in made:
            made.append(one)
            for below in ranked:
                if below.part_of == one.id:
                    add(below)

    ranked = sorted(results, key=lambda one: _ORDER.index(one.level) if one.level in _ORDER else len(_ORDER))
    for one in ranked:
        if one.part_of not in ids:
            add(one)
    for one in ranked:  # those that lead to each other in a circle
        add(one)
    return made


def under_results(story: Story) -> list[tuple[Result | None, list[Indicator]]]:
    """Return the results in their order with their indicators; at the end, under None, the indicators of no result."""
    indicators: list[Indicator] = list(story.source.related.get("indicators") or ())
    results = in_order(story.source.lists.get("results") or ())
    known = {one.id for one in results}
    found: list[tuple[Result | None, list[Indicator]]] = [
        (result, [one for one in indicators if one.result == result.id]) for result in results
    ]
    others = [one for one in indicators if one.result not in known]
    return [*found, (None, others)] if others else found


def rows(story: Story, joint: str = "\n") -> list[list[str]]:
    """Return each result as a heading, and under it a row for each of its indicators: what ``cells`` gives, in the
    first also what the result assumes. ``joint``: between the target that counts now and the last one."""
    found: list[list[str]] = []
    for result, mine in under_results(story):
        found.append([story.label(_OTHER) if result is None else story.of(result, _said)])
        assumed = "" if result is None else story.of(result, lambda one: in_language(one, "assumptions"))
        found += [[*cells(story, one, joint), assumed if place == 0 else ""] for place, one in enumerate(mine)]
        if not mine:
            found.append([NONE, *[""] * 5, assumed])
    return found


def table(story: Story, label: Text) -> None:
    """Add the indicators of a project and how they stand, without its results."""
    indicators = story.lines(label, "indicators")
    story.tell_left_out("indicator_values")
    if indicators:
        found = [cells(story, one)[:5] for one in indicators]
        story.table([INDICATOR, BASELINE, TARGET, ACTUAL, STATUS], found, [4, 1.5, 1.6, 1.6, 1.5])


def _said(result: Result) -> str:
    return "\u2003".join(filter(None, (_numbered(result), in_language(result, "title"))))


def _numbered(result: Result) -> str:
    level = tr(_LEVELS[result.level]) if result.level in _LEVELS else ""
    return " ".join(filter(None, (level, ltr(result.code or ""))))


def cells(story: Story, indicator: Indicator, joint: str = "\n") -> list[str]:
    """Return what a row tells of an indicator: its name, baseline, targets, actual, how it stands, its verification."""
    source: ProjectSource = story.source  # type: ignore[assignment]
    row = source.standing.get(indicator.id)
    name, verified = story.of(indicator, named), story.of(indicator, lambda one: in_language(one, "source"))
    if row is None:
        return [name, "", "", "", "", verified]
    return [
        name, _points(story, row, [row.baseline]),
        _points(story, row, aims(row, source.targets.get(indicator.id, {})), joint),
        "\n".join(filter(None, (_points(story, row, [row.actual]), story.say(partial(_unsure, row), "\n")))),
        story.say(lambda: tr(words.label(row.status)), "\n"), verified,
    ]  # fmt: skip


def aims(row: Standing, targets: Mapping[str, Decimal]) -> list[Point]:
    """Return the target that an indicator is held against, and the last one where that is another."""
    last = max(targets, key=lambda one: span(one)[1], default=None)
    found = [row.target] if row.target is not None else []
    if last is not None and (row.target is None or row.target.period != last):
        found.append(Point(last, targets[last]))
    return found


def _points(story: Story, row: Standing, points: Sequence[Point | None], joint: str = "\n") -> str:
    return story.say(lambda: joint.join(_at(row, one) for one in points if one is not None), "\n")


def _at(row: Standing, one: Point) -> str:
    value = words.of(row, one.value)
    if len(one.period) == len("2027") and row.measure != "yes_no":
        return ltr(f"{value} ({headed(one.period)})")  # the same in both languages, so that it stands there once
    return f"{value}\n({headed(one.period)})" if one.period else value


def _unsure(row: Standing) -> str:
    """Return in which stage a value is that nobody approved yet; else nothing."""
    return words.stage(row) if row.stage and row.stage != "approved" else ""


def named(indicator: Indicator) -> str:
    """Return an indicator with its code and unit."""
    unit = in_language(indicator, "unit")
    name = " ".join(filter(None, (ltr(indicator.code or ""), in_language(indicator, "name") or name_of(indicator))))
    return f"{name}\n{tr(_UNIT, unit=isolate(unit))}" if unit else name
