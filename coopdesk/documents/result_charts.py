"""Results of forms as charts, for the window and for paper: what was answered, how groups compare, how rounds go on."""

from collections.abc import Callable, Sequence
from math import ceil, floor
from typing import NamedTuple

from coopdesk.charts import Series, bars, lines, scale
from coopdesk.documents import result_words as words
from coopdesk.forms.results import Group, Item, Result, Results, Row, Told, number as read_number
from coopdesk.i18n import Text, digits, ltr, tr
from coopdesk.shapes import SHADES, Drawing

_MOST, _BINS = 12, 8
"""How many bars a chart has at the most, and into how many parts numbers are put where they are more."""
_GROUPS = 8
_ROW, _AROUND, _LEAST, _LINES = 20.0, 26.0, 46.0, 130.0
"""Heights in points: of a bar, of the key, the least of a chart, of one of lines."""
IN_ORDER = ("round", "year")
"""Groupings whose groups follow each other in time."""
Drawn = Callable[[float, float, bool], Drawing]


class ResultChart(NamedTuple):
    """``drawn``: from width, height and whether it reads from right to left; ``height``: what it needs;
    ``caption``: what is drawn, where that does not say itself."""

    drawn: Drawn
    height: float
    caption: Text | None = None


def answers(one: Result) -> ResultChart | None:
    """Return what was answered to a question as bars, None where there is nothing to draw."""
    rows = one.whole.rows
    if not one.whole.n or not rows:
        return None
    if one.item.kind == "rank":
        placed = [row for row in rows if row.place is not None]
        names = [words.value(one.item, row) for row in placed]
        return _bars(names, [Series("", [row.place for row in placed])], words.PLACE)
    parts = binned(rows) if one.item.kind == "number" and len(rows) > _MOST else _cut(one.item, rows)
    return _bars([name for name, _ in parts], [Series("", [count for _, count in parts])])


def compared(one: Result, found: Results) -> ResultChart | None:
    """Return how the groups answered a question, None where it is not compared."""
    shown = shown_groups(one, found)
    if not shown:
        return None
    if found.by in IN_ORDER and len(shown) > 1:
        return _trend(one, shown)
    names = [group.label.text() for group, _ in shown]
    if one.whole.promoters is not None:
        return _bars(names, _promoted([told for _, told in shown]), words.IN_PARTS, stacked=True)
    if one.item.kind == "one" and len(one.whole.rows) <= SHADES:
        shares = _shares(one, [told for _, told in shown])
        return _bars(names, shares, words.IN_PARTS, stacked=True) if shares else None
    if one.whole.spread is not None:
        return _bars(names, [Series("", [told.spread and told.spread.mean for _, told in shown])], words.MEAN)
    if one.item.kind in ("one", "several") and len(shown) <= SHADES:
        rows = [row for row in one.whole.rows if row.value not in one.unsaid][:_MOST]
        series = [Series(group.label.text(), [share(told, row.value) for row in rows]) for group, told in shown]
        return _bars([words.value(one.item, row) for row in rows], series, words.IN_PARTS) if rows else None
    return None


def criteria(found: Results) -> ResultChart | None:
    """Return what was reached of each criterion as bars, of all and of each group; None where no question counts."""
    told = [one for one in found.criteria if one.whole is not None]
    places = [place for place, group in enumerate(found.groups) if group.n]
    places = places[-SHADES:] if found.by in IN_ORDER else places[:SHADES]
    if not told:
        return None
    each = [Series(found.groups[place].label.text(), [one.groups[place] for one in told]) for place in places]
    names = [words.criterion(one) for one in told]
    return _bars(names, each or [Series("", [one.whole for one in told])], words.REACHED)


def rates(parts: Sequence[tuple[str, float | None]]) -> ResultChart:
    """Return the response rate of each kind of entity as bars."""
    return _bars([name for name, _ in parts], [Series("", [share for _, share in parts])], words.RATES)


def shown_groups(one: Result, found: Results) -> list[tuple[Group, Told]]:
    """Return the groups of which it is told what they answered, as many as a chart has room for: those in time the
    latest, of others the largest."""
    pairs = [(group, told) for group, told in zip(found.groups, one.groups, strict=False) if group.n and told.n]
    if found.by in IN_ORDER:
        return pairs[-_MOST:]
    kept = sorted(pairs, key=lambda pair: pair[0].n or 0, reverse=True)[:_GROUPS]
    return [one for one in pairs if one in kept]


def binned(rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Return numbers in parts of one width between round ends, each with how many lie in it."""
    told = [(value, row.counted) for row in rows if (value := read_number(row.value)) is not None]
    if not told:
        return []
    least, most = min(value for value, _ in told), max(value for value, _ in told)
    steps = scale((most - least) or 1)
    width = max(steps[1], (most - least) / _BINS)
    first = floor(least / width) * width
    count = max(1, ceil((most - first) / width + 1e-9))
    if first + count * width <= most:
        count += 1
    found = [0] * count
    for value, many in told:
        found[min(int((value - first) / width), count - 1)] += many
    return [
        (ltr(digits(f"{first + place * width:g}–{first + (place + 1) * width:g}")), many)
        for place, many in enumerate(found)
    ]  # fmt: skip


def _cut(item: Item, rows: Sequence[Row]) -> list[tuple[str, int]]:
    """Return the rows of a chart: all of few, else those that were answered most, in their order."""
    kept = sorted(rows, key=lambda row: row.counted, reverse=True)[:_MOST] if len(rows) > _MOST else rows
    return [(words.value(item, row), row.counted) for row in rows if row in kept]


def _bars(
    names: Sequence[str], series: Sequence[Series], caption: Text | None = None, *, stacked: bool = False
) -> ResultChart:
    each = _ROW if stacked or len(series) == 1 else max(_ROW, 13.0 * len(series))
    key = _AROUND if len(series) > 1 else 0
    height = max(_LEAST, each * len(names) + key)
    return ResultChart(
        lambda width, tall, rtl: bars(names, series, width, tall, stacked=stacked, rtl=rtl), height, caption
    )


def _trend(one: Result, shown: Sequence[tuple[Group, Told]]) -> ResultChart | None:
    """Return how the answers go on from round to round, or from year to year."""
    told = [each for _, each in shown]
    caption = words.IN_PARTS
    if one.whole.promoters is not None:
        first, _, last = _promoted(told)
        series = [first, last]
    elif one.whole.satisfied is not None:
        caption = words.CSAT
        series = [Series(tr(caption), [each.satisfied and each.satisfied.share for each in told])]
    elif one.whole.spread is not None:
        caption = words.MEAN
        series = [Series(tr(caption), [each.spread and each.spread.mean for each in told])]
    elif one.item.kind in ("one", "several"):
        series = _shares(one, told)[:SHADES]
        if not series:
            return None
    else:
        return None
    names = [group.label.text() for group, _ in shown]
    return ResultChart(lambda width, tall, rtl: lines(names, series, width, tall, rtl=rtl), _LINES, caption)


def _promoted(told: Sequence[Told]) -> list[Series]:
    return [Series(tr(label), [part(each, name) for each in told]) for name, label in words.PARTS]


def part(told: Told, name: str) -> float | None:
    """Return the share of a part of net promoters."""
    found = told.promoters
    return None if found is None else 100 * int(getattr(found, name)) / found.n


def _shares(one: Result, told: Sequence[Told]) -> list[Series]:
    return [
        Series(words.value(one.item, row), [share(each, row.value) for each in told])
        for row in one.whole.rows if row.value not in one.unsaid
    ]  # fmt: skip


def share(told: Told, value: str) -> float:
    """Return the share of an answer."""
    return next((row.share for row in told.rows if row.value == value), 0.0)
