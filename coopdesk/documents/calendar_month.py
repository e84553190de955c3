"""A month of a list as it stands in its calendar: weeks under one another, the days of both calendars, what is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, BinaryIO, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.platypus import Spacer, Table
from reportlab.platypus.flowables import Flowable

from coopdesk.calendars import to_hijri, weekday
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.documents.style import CELL, HEAD_CELL, LINE, QUIET, STRONG_LINE
from coopdesk.documents.text import Text
from coopdesk.i18n import N_, Language, Text as Marked, digits, isolate, language, number, tr, using
from coopdesk.month_days import titles

_ASKED = N_("Filtered by: {asked}")
_OTHER, _MORE, _OF = (
    N_("{month} ({other})"),
    N_("+{n}", "more than find room"),
    N_("{title} – {what}", "an entry of a calendar"),
)
_RESTS = HexColor("#F6F4F2")
_MOST, _LONGEST, _LEAST = 10, 70, 26.0
"""How many entries of a day find room, and how many letters of each; the least height of a week below its numbers."""
_SMALL = CELL.of(size=7.5, leading=9.5)
_LOOK: list[tuple[Any, ...]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, 0), 0.8, STRONG_LINE),
    ("GRID", (0, 1), (-1, -1), 0.4, LINE), ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3), ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]  # fmt: skip


class Day(NamedTuple):
    """``within``: of the month; ``rests``: nobody works on it; ``entries``: title and what it is, in each language."""

    day: date
    within: bool
    rests: bool
    entries: Mapping[Language, Sequence[tuple[str, str]]]


@dataclass(frozen=True, kw_only=True)
class CalendarSource(ManySource):
    """``listed``: what is in the list; ``first``, ``last``: of the month; ``hijri``: which calendar leads."""

    listed: Marked
    first: date
    last: date
    hijri: bool
    weeks: Sequence[Sequence[Day]]


def calendar_month(source: CalendarSource, lang: str, out: BinaryIO) -> None:
    """Write the month on a page that lies."""
    story = Story(source, lang, wide=True)
    story.title(partial(_title, source), source.listed)
    if any(source.asked.values()):
        story.note(lambda: tr(_ASKED, asked=source.asked[language()]))
    look = list(_LOOK)
    rows = [[_name(story, one.day) for one in source.weeks[0]]]
    rows += [[_cell(story, one, hijri=source.hijri) for one in week] for week in source.weeks]
    for row, week in enumerate(source.weeks, 1):
        for place, one in enumerate(week):
            column = 6 - place if story.rtl else place
            look += [("BACKGROUND", (column, row), (column, row), _RESTS)] if one.rests else []
    lines = [list(reversed(row)) for row in rows] if story.rtl else rows
    grid = Table(lines, colWidths=[story.width / 7] * 7, repeatRows=1, style=look, hAlign="LEFT")
    story.flowables += [Spacer(1, 6), grid]
    prepared(story)
    render(story.paper(story.say(partial(_title, source)), source.record), out)


def _title(source: CalendarSource) -> str:
    own, other = titles(source.first, source.last, source.hijri)
    return tr(_OTHER, month=own, other=other) if other else own


def _name(story: Story, day: date) -> list[Flowable]:
    direction = "rtl" if story.rtl else "ltr"
    return [Text(story.say(lambda: weekday(day.isoformat()), "\n"), HEAD_CELL.of(direction=direction))]


def _cell(story: Story, one: Day, *, hijri: bool) -> list[Flowable]:
    """Return what stands in the cell of a day; of a day of another month its numbers alone."""
    direction = "rtl" if story.rtl else "ltr"
    quiet, strong = _SMALL.of(direction=direction, color=QUIET), CELL.of(direction=direction, weight="SemiBold")
    found = to_hijri(one.day.isoformat())
    pair = [str(one.day.day), str(found[2]) if found else ""]
    large, small = reversed(pair) if hijri and found else pair
    numbers = f"{large}  ({small})" if small else large
    made: list[Flowable] = [Text(story.in_each(lambda: digits(numbers))[0], strong if one.within else quiet)]
    if not one.within:
        return made
    own = _SMALL.of(direction="auto-rtl" if story.rtl else "auto")
    entries = list(zip(*(one.entries[lang] for lang in story.languages), strict=True))
    made += [Text("\n".join(_entries(story, each)), own) for each in entries[:_MOST]]
    if len(entries) > _MOST:
        made.append(Text(story.say(lambda: tr(_MORE, n=number(len(entries) - _MOST))), quiet))
    return [*made, Spacer(1, max(_LEAST - _SMALL.leading * len(made), 2))]


def _entries(story: Story, each: Sequence[tuple[str, str]]) -> list[str]:
    """Return an entry in each language of the document; once where all say the same."""
    said = []
    for lang, entry in zip(story.languages, each, strict=True):
        with using(lang):
            said.append(_entry(entry))
    return list(dict.fromkeys(said))


def _entry(entry: tuple[str, str]) -> str:
    title, what = entry
    short = title if len(title) <= _LONGEST else f"{title[:_LONGEST].rstrip()}…"
    return tr(_OF, title=isolate(short), what=what)
