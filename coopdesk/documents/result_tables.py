"""Results of forms as tables on paper: an answer a row with its bar, questions with one list of choices together,
groups beside each other with how they differ. No number stands in two places."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from coopdesk.charts import sparkline, strip
from coopdesk.documents import result_charts, result_words as words
from coopdesk.documents.result_charts import IN_ORDER
from coopdesk.documents.story import Spoken, Story
from coopdesk.documents.style import CELL, HEAD_CELL
from coopdesk.documents.tables import Cell
from coopdesk.documents.text import Text
from coopdesk.forms.results import Item, Result, Results, Row, Told
from coopdesk.i18n import Text as Marked, digits, isolate, number, tr
from coopdesk.shapes import SHADES, Drawing

MOST_ROWS, MOST_OF_MANY = 40, 12
"""How many answers a table lists at the most, and how many where there are more."""
MOST_GROUPS, _CHOICES = 6, 8
"""How many groups, and how many choices of several questions, stand beside each other at the most."""
_VALUES, _SCALE = 12, 26
"""How many numbers are listed one by one at the most: of any that may be given, and of a scale."""
_WHOLE, _BAR, _LINE = 100.0, 150.0, {False: 13.0, True: 15.6}
"""The end of a scale of shares, the width of the bar of a row, and its height, by whether it reads from right to left.
"""
_KEY, _LEAST, _MOST = 12.0, 84.0, 145.0
"""The width of a key, and the least and the most of the bar of a question among others."""
_AROUND = 8.5
"""What a column has beside its text."""
_TREND = 52.0
_DENSE = CELL.of(size=8.5, leading=12)


class Line(NamedTuple):
    """A row of a comparison: ``values``: of the groups that are shown, ``said``: the same in words, ``more``: what
    stands behind them, ``places``: with how many places after the point it is told how they differ, None where that is
    not told."""

    label: str
    values: Sequence[float | None]
    said: Sequence[str]
    more: Sequence[str] = ()
    places: int | None = 1


def runs(questions: Sequence[Result]) -> list[list[Result]]:
    """Return the questions in their order, together those that follow each other with one list of choices."""
    found: list[list[Result]] = []
    for one in questions:
        if found and _shared(one) and _shared(one) == _shared(found[-1][-1]):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def bar(share: float, *, rtl: bool) -> Drawing:
    """Return the bar of a row, on a scale that is the same in all tables."""
    return strip([share], _WHOLE, _BAR, _LINE[rtl], rtl=rtl)


def answers(story: Story, one: Result) -> None:
    """Add what was answered to a question: each answer with its bar, or of a ranking with its mean place, how often it
    was given, and its share."""
    rank = one.item.kind == "rank"
    head: list[Spoken] = [words.VALUE, words.PLACE if rank else _nothing, words.COUNT, words.SHARE]
    story.table(head, _rows(story, one), [3.0, 1.3 if rank else 3.3, 1.3, 1], numbers=(1, 2, 3))


def shown_rows(one: Result) -> Sequence[Row]:
    """Return the answers that are listed: all, of more than can be read those that were given most often."""
    rows = one.whole.rows
    if len(rows) <= MOST_ROWS:
        return rows
    kept = {row.value for row in sorted(rows, key=lambda row: row.counted, reverse=True)[:MOST_OF_MANY]}
    return [row for row in rows if row.value in kept]


def battery(story: Story, several: Sequence[Result], fewest: int) -> None:
    """Add questions with one list of choices: of each the shares as a bar and in figures, how many answered and the
    mean, under what it counts to. The heads of the columns are the key of the bars; where they are too wide, letters
    stand for them. What lies beside a scale of as many choices as there are shades is the end that a bar leaves."""
    item, asked = several[0].item, _choices(several[0].item)
    heads = [write for _, write in asked]
    if sum(_needed(story, item, heads)) + _LEAST + _AROUND > story.width:
        story.note(partial(_letters_said, heads))
        heads = [partial(_letter, place) for place in range(len(heads))]
    needed = _needed(story, item, heads)
    room = story.width - sum(needed)
    drawn = [value for value, _ in asked if len(asked) <= SHADES or value in item.scale]
    keyed, long = len(drawn) <= SHADES, min(room - _AROUND, _MOST)
    keys = {value: strip([float(value == one) for one in drawn], 1, _KEY, _LINE[False]) for value in drawn if keyed}
    named = [one.item.criterion for one in several]
    apart = all(one.text() for one in named) and 1 < len(set(named)) < len(several)
    rows: list[list[Cell]] = []
    for place, one in enumerate(several):
        if apart and (place == 0 or named[place] != named[place - 1]):
            rows.append([story.say(named[place].text)])
        label, told = story.say(one.item.label.text, "\n"), one.whole
        parts = strip([result_charts.share(told, value) for value in drawn], _WHOLE, long, _LINE[False], rtl=story.rtl)
        rows.append([
            (label, parts) if keyed and told.n else label,
            *(words.share(result_charts.share(told, value)) if told.n else "" for value, _ in asked),
            story.say(partial(words.count, told.n, fewest), "\n"),
            *("" if value is None else say(value) for value, say in (
                (_mean(told), words.decimal), (_satisfied(told), words.share))),
        ])  # fmt: skip
    choices = [(head, keys[value]) if value in keys else head for (value, _), head in zip(asked, heads, strict=True)]
    head = [words.QUESTION, *choices, words.COUNT, words.MEAN, words.SATISFIED]
    shares = [room, *needed, *[0.0] * (len(head) - 1 - len(needed))]
    story.table(head, rows, shares, numbers=range(1, len(head)), style=_DENSE)


def groups_of(found: Results, several: Sequence[Result]) -> list[int]:
    """Return the places of the groups that stand beside each other, of those of which it is told what they answered."""
    return _kept(found, lambda place: any(one.groups[place].n for one in several))


def groups_with_criteria(found: Results) -> list[int]:
    """Return the same for criteria."""
    return _kept(found, lambda place: any(one.groups[place] is not None for one in found.criteria))


def _kept(found: Results, told: Callable[[int], bool]) -> list[int]:
    """Return the latest groups, where they follow each other in time, else the largest, in their order; none where one
    would stand alone."""
    places = [place for place, group in enumerate(found.groups) if group.n and told(place)]
    if found.by not in IN_ORDER:
        places.sort(key=lambda place: found.groups[place].n or 0)
    return sorted(places[-MOST_GROUPS:]) if len(places) > 1 else []


def compared(
    story: Story, first: Spoken, lines: Sequence[Line | str], found: Results, shown: Sequence[int],
    more: Sequence[Spoken] = (), *, drawn: bool = False,
) -> None:  # fmt: skip
    """Add values of groups beside each other: of two with how they differ, of more that follow each other in time with
    how they go on, unless that is ``drawn`` over them. ``lines``: a text alone is a heading; ``more``: the heads of
    what stands behind."""
    ordered = found.by in IN_ORDER
    follows: list[Spoken] = []
    if len(shown) == 2:
        follows = [words.CHANGE if ordered else words.DIFFERENCE]
    elif len(shown) > 2 and ordered and not drawn:
        follows = [words.TREND]
    head: list[Spoken] = [first, *(found.groups[place].label.text for place in shown), *follows, *more]
    rows: list[list[Cell]] = [
        [one] if isinstance(one, str) else
        [one.label, *one.said, *(_moved(one, rtl=story.rtl) for _ in follows), *(one.more or [""] * len(more))]
        for one in lines
    ]  # fmt: skip
    shares = [2.8, *[1.2] * (len(head) - 1)]
    numbers = [place for place in range(1, len(head)) if head[place] is not words.TREND]
    story.table(head, rows, shares, numbers=numbers)


def _moved(one: Line, *, rtl: bool) -> Cell:
    """Return how the values of a row differ: of two in figures as they are shown, of more as a line."""
    told = [value for value in one.values if value is not None]
    if one.places is None or len(told) < 2:
        return ""
    if len(one.values) > 2:
        return sparkline(told, _TREND, _LINE[rtl], rtl=rtl)
    return words.signed(round(told[1], one.places) - round(told[0], one.places), one.places)


def lines_of(story: Story, one: Result, shown: Sequence[int]) -> list[Line]:
    """Return the rows of a question that is compared: the share of each answer, or of each part of net promoters; what
    is computed of them; how many answered."""
    told = [one.groups[place] for place in shown]
    found: list[Line] = []
    if one.whole.promoters is not None:
        for part, name in words.PARTS:
            found.append(_line(story, name, [result_charts.part(each, part) for each in told], words.share))
    elif one.item.kind != "number" or one.item.ends is not None:
        for row in shown_rows(one):
            said = row.value not in one.unsaid
            shares = [result_charts.share(each, row.value) if said else None for each in told]
            label = story.say(partial(words.value, one.item, row), "\n")
            found.append(Line(label, shares, [words.share(each) for each in shares]))
    for name, figure, say, places in _FIGURES:
        values = [figure(each) for each in told]
        if any(value is not None for value in values):
            found.append(_line(story, name, values, say, places))
    counts = [number(each.n) if each.n else "–" for each in told]
    return [*found, Line(story.say(partial(tr, words.COUNT), "\n"), [None] * len(told), counts, places=None)]


def figures_of(story: Story, several: Sequence[Result], shown: Sequence[int]) -> list[Line | str]:
    """Return the rows of questions that are compared by what is computed of them: in each group that figure and, in
    brackets, how many answered; with the first figure whether the answers go with the groups."""
    found: list[Line | str] = []
    for label, figure, say, places in _FIGURES:
        told = [[figure(one.groups[place]) for place in shown] for one in several]
        if not any(value is not None for values in told for value in values):
            continue
        first = not found
        found.append(story.say(partial(tr, label)))
        for one, values in zip(several, told, strict=True):
            said = [
                "–" if value is None else f"{say(value)} ({number(one.groups[place].n or 0)})"
                for value, place in zip(values, shown, strict=True)
            ]
            more = words.tested(one.dependence) if first and one.dependence is not None else ()
            found.append(Line(story.say(one.item.label.text, "\n"), values, said, more, places))
    return found


def criteria(
    story: Story, head: Spoken, found: Results, shown: Sequence[int], more: Sequence[Spoken]
) -> None:  # fmt: skip
    """Add what was reached of each criterion: in each group, in all under ``more``; with a bar where there are no
    groups."""
    told = [(story.say(partial(words.criterion, one), "\n"), one) for one in found.criteria if one.whole is not None]
    if shown:
        lines = [
            Line(label, values, [words.share(value) for value in values], [words.share(one.whole)][: len(more)])
            for label, one in told for values in [[one.groups[place] for place in shown]]
        ]  # fmt: skip
        compared(story, head, lines, found, shown, more)
    else:
        rows: list[list[Cell]] = [
            [label, bar(one.whole or 0.0, rtl=story.rtl), words.share(one.whole)] for label, one in told
        ]
        story.table([head, _nothing, words.SHARE], rows, [3.2, 3.4, 2], numbers=(2,))


def _line(
    story: Story, label: Marked, values: Sequence[float | None], say: Callable[[float | None], str], places: int = 1
) -> Line:  # fmt: skip
    return Line(story.say(partial(tr, label), "\n"), values, [say(one) for one in values], places=places)


def _mean(told: Told) -> float | None:
    return told.spread.mean if told.spread is not None else None


def _score(told: Told) -> float | None:
    return told.promoters.score if told.promoters is not None else None


def _satisfied(told: Told) -> float | None:
    return told.satisfied.share if told.satisfied is not None else None


_FIGURES: Sequence[tuple[Marked, Callable[[Told], float | None], Callable[[float | None], str], int]] = (
    (words.MEAN, _mean, words.decimal, 2),
    (words.NPS, _score, words.signed, 0),
    (words.CSAT, _satisfied, words.share, 1),
)


def _rows(story: Story, one: Result) -> list[list[Cell]]:
    """Return the rows of what was answered; numbers of many values are put in parts."""
    told, item = one.whole, one.item
    whole = told.entries or told.n
    if not whole:
        return []
    if item.kind == "number" and len(told.rows) > (_VALUES if item.ends is None else _SCALE):
        parts = [(name, count, 100 * count / whole) for name, count in result_charts.binned(told.rows)]
        return [[name, bar(share, rtl=story.rtl), number(count), words.share(share)] for name, count, share in parts]
    found: list[list[Cell]] = []
    for row in shown_rows(one):
        shown = bar(row.share, rtl=story.rtl) if item.kind != "rank" else words.decimal(row.place) if row.place else ""
        said = story.say(partial(words.value, item, row), "\n")
        found.append([said, shown, number(row.counted), words.share(row.share)])
    return found


def _choices(item: Item) -> list[tuple[str, Callable[[], str]]]:
    """Return what one of is chosen, or the numbers of a scale, each with what says it."""
    if item.kind == "one":
        return [(one.value, partial(_said, one.label.text)) for one in item.options]
    if item.kind != "number" or item.ends is None:
        return []
    return [(str(one), partial(digits, str(one))) for one in range(round(item.ends[0]), round(item.ends[1]) + 1)]


def _said(write: Callable[[], str]) -> str:
    return digits(write())


def _shared(one: Result) -> object:
    """Return what a question may share with those beside it, None where it stands for itself."""
    item = one.item
    known = [value for value, _ in _choices(item)]
    if item.repeat or not 2 <= len(known) <= _CHOICES or any(row.value not in known for row in one.whole.rows):
        return None
    return item.ends, [(each.value, each.label) for each in item.options]


def _needed(story: Story, item: Item, choices: Sequence[Callable[[], str]]) -> list[float]:
    """Return the widths that the columns of several questions need beside the first: of their choices, how many
    answered, the mean, who is satisfied."""
    look = HEAD_CELL.of(size=HEAD_CELL.size * _DENSE.size / CELL.size)
    figures: list[Marked] = [words.COUNT, words.MEAN, *([words.SATISFIED] if item.asks_satisfaction else [])]
    least = Text(words.share(33.3), _DENSE).minWidth()
    heads: list[Callable[[], str]] = [*choices, *(partial(tr, one) for one in figures)]
    return [_AROUND + max(least, *(Text(one, look).minWidth() for one in story.in_each(write))) for write in heads]


def _letter(place: int) -> str:
    return tr(words.LETTERS).split()[place]


def _letters_said(choices: Sequence[Callable[[], str]]) -> str:
    return " · ".join(f"{_letter(place)}\N{NO-BREAK SPACE}{isolate(write())}" for place, write in enumerate(choices))


def _nothing() -> str:
    return ""
