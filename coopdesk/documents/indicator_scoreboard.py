"""The scoreboard of indicators on paper: how many stand how, each with its line, and values by country on a map."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import BinaryIO, NamedTuple

from coopdesk.calendars import numeric
from coopdesk.documents import indicator_charts as charts, indicator_words as words, support_charts
from coopdesk.documents.page import render
from coopdesk.documents.source import ManySource
from coopdesk.documents.steps import prepared
from coopdesk.documents.story import Story
from coopdesk.i18n import N_, P_, Language, language, ltr, tr, using
from coopdesk.periods import headed
from coopdesk.records.scoreboard import BY, STATUSES, Board, Standing
from coopdesk.shapes import Drawing

SCOREBOARD = N_("Indicator scoreboard")
_ASKED, _INDICATORS = N_("Filtered by: {asked}"), N_("Indicators", "scoreboard")
_HOW_MANY, _EACH = N_("How many stand how"), N_("Each indicator")
_HEADS = (
    N_("Indicator"), N_("Status", "indicator"), N_("Actual"), N_("Target", "of an indicator"), N_("Change"),
    N_("Trend"), N_("Baseline"), N_("Responsible entity"), N_("Noted on", "a value"),
)  # fmt: skip
_SHARES = (4.6, 1.9, 2.0, 1.8, 1.3, 1.5, 1.3, 2.6, 1.5)
_NUMBERS, _TREND = (2, 3, 4, 6), 5
_EMPTY = P_(
    "{n} indicator is not listed: it has neither a value nor a target.",
    "{n} indicators are not listed: they have neither a value nor a target.",
)
_MAP, _ALONE, _OF = N_("{name}: by country, {period}"), N_("{title} – {told}"), N_("{name}: {value}")
_RULE = N_(
    "On track: at least 90 per cent of the way from the baseline to the target of the period; at risk: at least 70; "
    "off track: below; an indicator may say other limits. Between two targets the straight line between them counts."
)
_WIDE, _HIGH, _ROW, _AROUND, _MAP_SHAPE = 52.0, 14.0, 26.0, 40.0, 0.5


class Mapped(NamedTuple):
    """An indicator of which values are known by country: ``names``: of it, and of countries, in each language."""

    titles: Mapping[Language, str]
    period: str
    values: Mapping[str, Decimal]
    names: Mapping[Language, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class ScoreboardSource(ManySource):
    """``boards``: in each language, their rows in one order; ``maps``: of some indicators; ``empty``: how many are not
    listed, for there is neither a value nor a target of them."""

    boards: Mapping[Language, Board]
    maps: Sequence[Mapped] = ()
    empty: int = 0


def indicator_scoreboard(source: ScoreboardSource, lang: str, out: BinaryIO) -> None:
    """Write the scoreboard, on pages that lie."""
    story = Story(source, lang, wide=True)
    first = source.boards[story.languages[0]]
    story.title(lambda: tr(SCOREBOARD), BY[first.by] if first.by else _INDICATORS)
    for write in (
        lambda: words.until(source.boards[language()]),
        lambda: tr(_ASKED, asked=source.asked[language()]) if source.asked.get(language()) else "",
    ):
        if any(story.in_each(write)):
            story.note(write)
    story.heading(_HOW_MANY)
    _counts(story, first)
    story.heading(_EACH)
    rows(story, source.boards)
    if source.empty:
        story.note(lambda: tr(_EMPTY, n=source.empty))
    for one in source.maps:
        _map(story, one)
    story.note(lambda: tr(_RULE))
    prepared(story)
    render(story.paper(story.label(SCOREBOARD), source.record), out)


def _counts(story: Story, first: Board) -> None:
    groups = charts.drawn(first.groups) if first.by else []
    height = _AROUND + _ROW * (len(groups) or len(STATUSES))

    def drawn(rtl: bool) -> Drawing:
        board = story.source.boards[language()]  # type: ignore[attr-defined]
        if not groups:
            return charts.whole(board, charts.PAPER, story.width, height, rtl=rtl)
        return charts.statuses(charts.drawn(board.groups), charts.PAPER, story.width, height, rtl=rtl)

    story.chart(drawn)
    story.note(lambda: words.counts(story.source.boards[language()]))  # type: ignore[attr-defined]
    if groups:
        story.note(lambda: tr(charts.UNDRAWN))


def rows(story: Story, boards: Mapping[Language, Board]) -> None:
    """Add a table with a line for each indicator, under the title of its group."""
    each = [boards[one] for one in story.languages]
    made: list[list[str | Drawing]] = []
    for place, group in enumerate(each[0].groups):
        if each[0].by:
            made.append(["  ·  ".join(dict.fromkeys(one.groups[place].title for one in each))])
        for row in range(len(group.rows)):
            made.append(_line(story, [one.groups[place].rows[row] for one in each]))
    story.table(_HEADS, made, _SHARES, numbers=_NUMBERS)


def _line(story: Story, each: Sequence[Standing]) -> list[str | Drawing]:
    said: list[list[str]] = []
    for lang, one in zip(story.languages, each, strict=True):
        with using(lang):
            said.append(_cells(one, named=not said))
    cells: list[str | Drawing] = ["\n".join(dict.fromkeys(filter(None, cell))) for cell in zip(*said, strict=True)]
    first = each[0]
    if len(first.trend) > 1:
        cells[_TREND] = charts.trend(first.trend, charts.PAPER[first.status], _WIDE, _HIGH, rtl=story.rtl)
    return cells


def _cells(one: Standing, *, named: bool) -> list[str]:
    """Return the cells of an indicator, ``named`` by its code too."""
    target = words.point(one, one.target, ahead=True) if one.ahead else (
        words.of(one, one.target.value) if one.target is not None else "")  # fmt: skip
    title = f"{one.code}  {one.title}" if one.code and named else one.title
    return [
        title, words.sign(one.status), words.point(one, one.actual), target, words.change(one), "",
        words.of(one, one.baseline.value) if one.baseline is not None else "", one.responsible,
        numeric(one.on) if one.on else "",
    ]  # fmt: skip


def _map(story: Story, one: Mapped) -> None:
    """Add the values by country on a map; that of one country alone is a sentence."""

    def title() -> str:
        return tr(_MAP, name=one.titles[language()], period=headed(one.period))

    if len(one.values) == 1:
        ((code, value),) = one.values.items()
        said = partial(tr, _OF, value=ltr(words.plain(value)))
        story.note(lambda: tr(_ALONE, title=title(), told=said(name=one.names[language()].get(code, code))))
        return
    height = story.width * _MAP_SHAPE

    def drawn(rtl: bool) -> Drawing:
        return charts.countries(one.values, one.names[language()], story.width * 0.8, height, rtl=rtl)

    story.heading(title)
    story.chart(drawn)
    story.note(partial(tr, support_charts.BOUNDARIES))
