"""The figures of opportunities on paper: what became of them, why some were missed, women's share, times, charts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from coopdesk.documents import figure_charts
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, Language, Text, language, number, tr, using
from coopdesk.records.opportunity_figures import BY, COUNTS, SHARED, TIMES, WOMEN, Figure, Figures
from coopdesk.shapes import Drawing

FIGURES = N_("Opportunity figures")
_ASKED = N_("Filtered by: {asked}")
_BECAME, _TIMES = N_("What became of them"), N_("Working days from stage to stage")
_MISSED = N_("Why opportunities were missed")
_HOW, _ONCE = N_("What is counted"), N_("One opportunity may stand in several rows; all together counts it once.")
HOW = (
    N_("Circulated: a circulation was sent. Answered: one of those asked answered. Nominated: a nomination, or what "
       "else was asked, was submitted. Won: a nominee was chosen, or it was awarded. Missed: it lapsed."),
    N_("Women’s share: of the persons whose sex is known. Times: the median of the working days of both ends, and "
       "between which days half of them lie."),
)  # fmt: skip
"""What is counted as what, in short; the help page says it in full."""


_HEADING = 40.0
"""What the heading of a chart takes of a page."""


@dataclass(frozen=True, kw_only=True)
class FiguresSource(ManySource):
    """``figures``: in each language."""

    figures: Mapping[Language, Figures]


def opportunity_figures(source: FiguresSource, lang: str, out: BinaryIO) -> None:
    """Write the figures, on pages that lie."""
    story = Story(source, lang, wide=True)
    first = source.figures[story.languages[0]]
    story.title(lambda: tr(FIGURES), BY[first.by])
    if any(source.asked.values()):
        story.note(lambda: tr(_ASKED, asked=source.asked[language()]))
    story.heading(_BECAME)
    _table(story, [*COUNTS.values(), *WOMEN.values()], _counts, BY[first.by])
    if first.by in SHARED:
        story.note(lambda: tr(_ONCE))
    if first.whole.reasons:
        story.heading(_MISSED)
        reasons = list(first.whole.reasons)
        _table(story, list(map(figure_charts.reason, reasons)), partial(_reasons, reasons), BY[first.by])
    if first.whole.times:
        story.heading(_TIMES)
        _table(story, list(TIMES.values()), _times, BY[first.by])
    for place, one in enumerate(figure_charts.charts(first)):
        story.room(one.height + _HEADING)
        story.heading(one.title)
        story.chart(partial(_drawn, story, place))
    story.heading(_HOW)
    for text in HOW:
        story.note(partial(tr, text))
    prepared(story)
    render(story.paper(story.label(FIGURES), source.record), out)


def _table(story: Story, heads: Sequence[Text], cells: Callable[[Figure], list[str]], by: Text) -> None:
    """Add a table with a row for each figure, and the whole under them."""
    each = [story.source.figures[one] for one in story.languages]  # type: ignore[attr-defined]
    rows = []
    for place in range(len(each[0].rows)):
        title = "\n".join(dict.fromkeys(one.rows[place].title for one in each))
        rows.append([title, *_in_each(story, each, lambda one, place=place: cells(one.rows[place]))])  # type: ignore[misc]
    rows.append(
        [story.say(partial(tr, figure_charts.WHOLE), "\n"), *_in_each(story, each, lambda one: cells(one.whole))]
    )
    story.table(
        [by, *heads],
        rows,
        [3.4, *(1.7 if one in WOMEN.values() else 1.3 for one in heads)],
        numbers=range(1, len(heads) + 1),
    )


def _in_each(story: Story, each: Sequence[Figures], cells: Callable[[Figures], list[str]]) -> list[str]:
    """Return the cells of a row, where the languages of the document differ one under the other."""
    said = []
    for lang, one in zip(story.languages, each, strict=True):
        with using(lang):
            said.append(cells(one))
    return ["\n".join(dict.fromkeys(cell)) for cell in zip(*said, strict=True)]


def _counts(one: Figure) -> list[str]:
    shares = [figure_charts.share(one, whom) for whom in WOMEN]
    return [*(number(one.counts[name]) for name in COUNTS), *shares]


def _reasons(reasons: Sequence[str | None], one: Figure) -> list[str]:
    return [number(one.reasons.get(reason, 0)) for reason in reasons]


def _times(one: Figure) -> list[str]:
    return [figure_charts.spread(one.times.get(name)) for name in TIMES]


def _drawn(story: Story, place: int, rtl: bool) -> Drawing:
    found = story.source.figures[language()]  # type: ignore[attr-defined]
    chart = figure_charts.charts(found)[place]
    return chart.drawn(story.width, chart.height, rtl)
