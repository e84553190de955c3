"""Parts that several papers of projects share: milestones with their delay, plain tables of lines."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from coopdesk.calendars import gregorian, numeric
from coopdesk.documents.source import in_language, period
from coopdesk.documents.story import Spoken, Story
from coopdesk.fields import Day
from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.periods import late_by
from coopdesk.records import Record, fields_of
from coopdesk.records.project import Milestone, Risk

_MILESTONE, _DUE, _REACHED, _RESPONSIBLE = (
    N_("Milestone", "heading"), N_("Due"), N_("Reached on"), N_("Responsible entity")
)  # fmt: skip
_STANDS = N_("How it stands on {day}", "milestone")
_LATE, _WAS_LATE = P_("{n} day late", "{n} days late"), P_("Reached {n} day late", "Reached {n} days late")
_IN_TIME, _AHEAD = N_("Reached in time", "milestone"), N_("Not due yet", "milestone")
_RISK, _SINCE = N_("Risk", "heading"), N_("since {start}")
Shown = str | tuple[str, Text]
"""A field by its name, or a bilingual pair by its stem and what it is called."""


def milestones(story: Story, day: str) -> None:
    """Add the milestones that the paper has, as they stand on a day."""
    lines = story.lines(Milestone.__plural__, "milestones")
    if lines:
        source = story.source
        rows = [
            [
                story.of(one, _titled), _figures(one.due), _figures(one.reached_on),
                story.of(one, partial(_stands, day)),
                story.of(one, lambda one: source.value(one, "responsible")), one.note or "",
            ]
            for one in lines
        ]  # fmt: skip
        stands = partial(tr, _STANDS, day=numeric(day))
        head: list[Spoken] = [_MILESTONE, _DUE, _REACHED, stands, _RESPONSIBLE, N_("Note")]
        story.table(head, rows, [3.4, 1.7, 1.7, 1.7, 2, 1.6])


def risks(story: Story) -> None:
    """Add the risks of a project."""
    shown = ("kind", ("text", _RISK), "likelihood", "impact", "mitigation", "owner", "status")
    lines_of(story, Risk.__plural__, "risks", shown, [1.5, 3, 1.5, 1.3, 3, 1.8, 1.2])


def lines_of(
    story: Story, label: Any, name: str, shown: Sequence[Shown], shares: Sequence[float], numbers: Sequence[int] = ()
) -> None:
    """Add the fields of the lines of a list as a table."""
    lines = story.lines(label, name)
    if lines:
        rows = [[story.of(one, partial(_cell, story, field)) for field in shown] for one in lines]
        cls = type(lines[0])
        head = [label_of(cls, one) if isinstance(one, str) else one[1] for one in shown]
        story.table(head, rows, shares, numbers=numbers)


def label_of(cls: type[Record], name: str) -> Any:
    """Return the label of a field."""
    return next(one.label for one in fields_of(cls) if one.name == name)


def from_to(start: str | None, end: str | None) -> str:
    """Return between which days something is, where one may be open."""
    if start and not end:
        return tr(_SINCE, start=gregorian(start))
    return period(start, end)


def day_in_words(day: str | None) -> str:
    """Return a day in words, empty for none."""
    return gregorian(day) if day else ""


def _cell(story: Story, shown: Shown, line: Record) -> str:
    """Return a field for a cell, a day in figures: it is the same in both languages."""
    if not isinstance(shown, str):
        return in_language(line, shown[0])
    declared = next(one for one in fields_of(type(line)) if one.name == shown)
    value = getattr(line, shown)
    return numeric(value) if value and isinstance(declared.kind, Day) else story.source.shown(declared, value)


def _figures(day: str | None) -> str:
    return numeric(day) if day else ""


def _titled(line: Milestone) -> str:
    return in_language(line, "title")


def _stands(day: str, line: Milestone) -> str:
    late = late_by(line.due, line.reached_on, date.fromisoformat(day))
    if line.reached_on:
        return tr(_WAS_LATE, n=late) if late and late > 0 else tr(_IN_TIME)
    if late is None:
        return ""
    return tr(_LATE, n=late) if late > 0 else tr(_AHEAD)
