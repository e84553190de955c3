"""A list of records as it stands on the screen, the register of actions and the directory: one table over many pages,
wide where there are many columns, with what the list was asked above it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import BinaryIO

from reportlab.platypus import Spacer

from coopdesk.documents import tables
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, P_, Language, Text, isolate, language, number, tr

_COUNT = P_("{n} record", "{n} records")
_ASKED = N_("Filtered by: {asked}")
_TOTAL = N_("Total of {total}")
_UPRIGHT = 5
"""The most columns that stand on an upright page."""
_MEASURED, _NARROWEST, _WIDEST = 1_000, 6, 34
"""How many cells of a column are measured; the fewest and the most letters that it gets room for."""


@dataclass(frozen=True, kw_only=True)
class ListSource(ManySource):
    """``title``: what is listed; ``kind``: what the document is; ``shares``: of the width, a column each; ``numbers``:
    the columns aligned to the end; ``heads``, ``sums`` (what money adds up to), ``rows``, ``groups``: in each
    language."""

    title: Text
    kind: Text
    shares: Sequence[float]
    numbers: Sequence[int]
    heads: Mapping[Language, Sequence[str]]
    sums: Mapping[Language, Sequence[str]]
    rows: Mapping[Language, Sequence[Sequence[str]]]
    groups: Mapping[Language, Sequence[tuple[str, int]]]


def record_list(source: ListSource, lang: str, out: BinaryIO) -> None:
    """Write the list. Columns in which no record says anything are left out."""
    story = Story(source, lang)
    rows = _rows(story, source)
    kept = [place for place in range(len(source.shares)) if any(row[place] for row in rows)]
    story.title(lambda: tr(source.title), source.kind)
    if any(source.asked.values()):
        story.note(lambda: tr(_ASKED, asked=source.asked[language()]))
    story.note(lambda: tr(_COUNT, n=len(rows)))
    for place in range(len(source.sums[story.languages[0]])):
        story.note(partial(_sum, source, place))
    paper = replace(story.paper(story.say(lambda: tr(source.title)), source.record), wide=len(kept) > _UPRIGHT)
    if kept:
        shares = [_share(source.shares[place], [row[place] for row in rows]) for place in kept]
        made = tables.table(
            [story.say(partial(_head, source, place), "\n") for place in kept],
            list(_under_headings(story, source, [[row[place] for place in kept] for row in rows])),
            [paper.width * share / sum(shares) for share in shares],
            rtl=story.rtl,
            numbers=[kept.index(place) for place in source.numbers if place in kept],
        )
        paper.story.extend([Spacer(1, 8), *made])
    prepared(story)
    render(paper, out)


def _share(declared: float, cells: Sequence[str]) -> float:
    """Return the share of a column: by what nine in ten of its cells need for their longest line, within bounds."""
    lengths = sorted(max(map(len, cell.split("\n"))) for cell in cells[:_MEASURED] if cell)
    needed = lengths[len(lengths) * 9 // 10] if lengths else 0
    return min(max(needed, _NARROWEST), _WIDEST) + declared / 20


def _sum(source: ListSource, place: int) -> str:
    return tr(_TOTAL, total=source.sums[language()][place])


def _head(source: ListSource, place: int) -> str:
    return source.heads[language()][place]


def _rows(story: Story, source: ListSource) -> list[list[str]]:
    """Return the cells of every record, in a document of both languages what differs one under the other."""
    each = [source.rows[one] for one in story.languages]
    return [
        ["\n".join(dict.fromkeys(filter(None, said))) for said in zip(*cells, strict=True)]
        for cells in zip(*each, strict=True)
    ]


def _under_headings(story: Story, source: ListSource, rows: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the rows with the title of each group before its own."""
    start = 0
    for place, (_, count) in enumerate(source.groups[story.languages[0]]):
        titles = dict.fromkeys(source.groups[one][place][0] for one in story.languages)
        yield [f"{'  ·  '.join(isolate(one) for one in titles)}  ({number(count)})"]
        yield from rows[start : start + count]
        start += count
    yield from rows[start:]
