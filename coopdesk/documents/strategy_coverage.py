"""What serves a strategy on paper: each part with how many records carry it, and the outcomes that nothing serves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, P_, Language, Text, language, number, tr
from coopdesk.records.strategy_coverage import COUNTED, LEVELS, Coverage, Covered

COVERAGE = N_("What serves the strategy")
PART, LEVEL, CONTINUED = N_("Part of the strategy"), N_("Level", "of a strategy"), N_("Continued as")
LACKING: Mapping[str, Text] = {
    "organization": P_("{n} outcome has no partner.", "{n} outcomes have no partner."),
    "project": P_("{n} outcome has no project.", "{n} outcomes have no project."),
    "opportunity": P_("{n} outcome has no opportunity.", "{n} outcomes have no opportunity."),
    "indicator": P_("{n} outcome has no indicator.", "{n} outcomes have no indicator."),
}
WHOLE = N_("Each outcome has a partner, a project, an opportunity and an indicator.")
HOW = N_("A record serves a part whose tag it carries, or the tag of a part below it. It is counted once in each row.")
NONE = "–"
_PARTS, _GAPS, _HOW = N_("Part by part"), N_("What is missing"), N_("What is counted")
_DEEP = "\u2003"


@dataclass(frozen=True, kw_only=True)
class CoverageSource(ManySource):
    """``coverage``: in each language."""

    coverage: Mapping[Language, Coverage]


def strategy_coverage(source: CoverageSource, lang: str, out: BinaryIO) -> None:
    """Write the parts of a strategy with what serves them, on pages that lie."""
    story = Story(source, lang, wide=True)
    found = [source.coverage[one] for one in story.languages]
    story.title(lambda: source.coverage[language()].title, COVERAGE)
    story.heading(_GAPS)
    for place in range(len(missing(found[0]))):
        story.note(partial(_missing, source, place))
    story.heading(_PARTS)
    heads = (PART, LEVEL, *COUNTED.values(), CONTINUED)
    rows = [_row(story, each) for each in zip(*(one.rows for one in found), strict=True)]
    story.table(heads, rows, [7.6, 1.2, 1.2, 1.2, 1.3, 1.2, 3.3], numbers=range(2, 2 + len(COUNTED)))
    story.heading(_HOW)
    story.note(partial(tr, HOW))
    prepared(story)
    render(story.paper(story.label(COVERAGE), source.record), out)


def missing(found: Coverage) -> list[str]:
    """Return in sentences how many outcomes nothing of a type serves."""
    counts = ((text, len(found.lacking(type))) for type, text in LACKING.items())
    return [tr(text, n=n) for text, n in counts if n] or [tr(WHOLE)]


def cells(one: Covered) -> list[str]:
    """Return what stands in the row of a part, after its name."""
    counts = [number(one.counts[type]) if one.counts[type] else NONE for type in COUNTED]
    return [tr(LEVELS[one.scheme]), *counts, "\n".join(one.continued)]


def _missing(source: CoverageSource, place: int) -> str:
    return missing(source.coverage[language()])[place]


def _row(story: Story, each: Sequence[Covered]) -> list[str]:
    by = dict(zip(story.languages, each, strict=True))
    width = len(cells(each[0]))
    return [story.say(partial(_name, by), "\n"), *(story.say(partial(_cell, by, n), "\n") for n in range(width))]


def _name(by: Mapping[Language, Covered]) -> str:
    one = by[language()]
    return _DEEP * one.depth + one.title


def _cell(by: Mapping[Language, Covered], place: int) -> str:
    return cells(by[language()])[place]
