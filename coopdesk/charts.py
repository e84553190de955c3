"""Charts as geometry: what is drawn where, in units of the drawing, before anybody knows of a screen or of paper.

A painter of the window and one of paper draw the same shapes. A chart reads in the direction of its language: the
first group stands at the start. Every chart says its values in words too (``described``), for who does not see it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate
from math import ceil, floor, log10
from textwrap import wrap
from typing import NamedTuple

from coopdesk.i18n import N_, digits, ltr, number, tr
from coopdesk.paths import resource
from coopdesk.shapes import LABEL, SHADES, Box, Drawing, Shape, Stroke, Tile, Word

_LINE, _UNDER, _GAP, _TICK = 14.0, 12.0, 8.0, 4.0
_ABREAST, _ROOMY = 3, 640
"""How many keys of a map stand beside each other where it is narrower than so much."""
_LETTER = LABEL * 0.62
"""The room for a letter of a name or a label."""
_DOT_LETTERS = 3
"""The room, in letters, for the dot before the name of a series and for what parts it from the next."""
_THICK = 22.0
"""The most that a bar has, or several of one group where each has no room for its value."""
_POINT = 2.0
"""Half of the side of the last point of a sparkline."""
_STRIP = 0.62
"""How much of the height of its line a strip is thick."""
_FINEST = 6
"""How many places after the point a figure has at the most."""
_TINY = 1e-300
"""Less than this is nought to a scale: its parts would be too small to be numbers."""
_TILE, _SEA = 0.9, ".."
"""How much of its place in the map a tile fills, and what stands in the file of the map where there is none."""
_AND = N_(", ", "between items of a list")
_BETWEEN, _VALUE = N_("; ", "between values of a chart"), N_("{name}: {value}")


class Series(NamedTuple):
    """Values that belong together, one for each group; None where there is none."""

    name: str
    values: Sequence[float | None]


class Key(NamedTuple):
    """What a shade and a sign of tiles mean."""

    name: str
    shade: int | None
    sign: str


def bars(
    groups: Sequence[str],
    series: Sequence[Series],
    width: float,
    height: float,
    *,
    stacked: bool = False,
    shades: Sequence[int] = tuple(range(SHADES)),
    most: float = 0,
    rtl: bool = False,
) -> Drawing:
    """Return a chart of lying bars, a row a group: names stand at the start, values at the end of each bar; a bar of
    less than nought goes the other way. Where several series stand beside each other nought is said once, and only
    where all of a group are nought.
    ``shades``: of the series, where a colour means something; ``most``: the end of a scale that is known, so that a bar
    tells how far it is from it."""
    several, totals = len(series) > 1, [sum(_at(one, place) for one in series) for place in range(len(groups))]
    ends = [*totals, 0.0] if stacked else [0.0, *(_at(one, place) for one in series for place in range(len(groups)))]
    least = min(ends)
    largest = max(*ends, most, 1.0 if max(ends) == least else 0.0)
    said = [_number(one) for one in ends]
    aside = max(map(len, said)) * _LETTER + _TICK
    before = max((len(one) * _LETTER + _TICK for one, end in zip(said, ends, strict=True) if end < 0), default=0.0)
    names = min(width * 0.38, (max((len(one) for one in groups), default=0) + 1) * _LETTER + _GAP)
    unit = max(width - names - before - max(aside, 5 * LABEL), 1.0) / (largest - least)
    nought = names + before - unit * least
    legend = _legend(series, width, shades)
    top = _LINE + _GAP if legend else 0.0
    row = (height - top) / max(len(groups), 1)
    shapes: list[Shape] = [*legend]
    if least < 0:
        shapes.append(Stroke(((nought, top), (nought, height)), 0, grid=True, nought=True))
    for place, group in enumerate(groups):
        middle = top + row * (place + 0.5)
        shapes += _name(group, names - _GAP, middle, row)
        thick = min(row * 0.7, _THICK if stacked else max(_THICK, LABEL * len(series)))
        if stacked:
            starts = accumulate((_at(one, place) for one in series), initial=0.0)
            for shade, (one, begin) in enumerate(zip(series, starts, strict=False)):
                if _at(one, place):
                    tip = _told(group, one, place, many=several)
                    shapes.append(
                        Box(nought + unit * begin, middle - thick / 2, unit * _at(one, place), thick,
                            shades[shade % len(shades)], tip, group, one.name)
                    )  # fmt: skip
            shapes.append(Word(nought + unit * totals[place] + _TICK, middle, _number(totals[place]), "start"))
            continue
        each = thick / max(len(series), 1)
        for shade, one in enumerate(series):
            value, y = _at(one, place), middle - thick / 2 + each * shade
            start, long = nought + unit * min(value, 0.0), unit * abs(value)
            tip = _told(group, one, place, many=several)
            shapes.append(Box(start, y, long, each * 0.9, shades[shade % len(shades)], tip, group, one.name))
            if several and one.values[place] == 0:
                if shade == 0 and all(other.values[place] == 0 for other in series):
                    shapes.append(Word(nought + _TICK, middle, _number(0), "start"))
                continue
            text, size = _number(one.values[place]), min(LABEL, each)
            shapes.append(
                Word(start - _TICK, y + each / 2, text, "end", size) if value < 0
                else Word(start + long + _TICK, y + each / 2, text, "start", size)
            )  # fmt: skip
    return _finished(shapes, groups, series, width, height, rtl)


def lines(
    groups: Sequence[str], series: Sequence[Series], width: float, height: float, *, rtl: bool = False
) -> Drawing:
    """Return a chart of lines over groups in order, such as years, from the start."""
    legend = _legend(series, width)
    top, bottom = (_LINE + _GAP if legend else _GAP), height - _LINE - _GAP
    ends = [_at(one, place) for one in series for place in range(len(groups))]
    ticks = scale(max(ends, default=0.0), min(ends, default=0.0))
    said = [_tick(tick, ticks[1] - ticks[0]) for tick in ticks]
    left = max(4 * LABEL, max(map(len, said)) * _LETTER + _GAP)
    unit = (bottom - top) / (ticks[-1] - ticks[0])
    right = width - max(2 * LABEL, len(groups[-1]) * _LETTER * 0.6 if groups else 0)
    step = (right - left) / max(len(groups) - 1, 1)
    shapes: list[Shape] = [*legend]
    for tick, text in zip(ticks, said, strict=True):
        y = bottom - unit * (tick - ticks[0])
        nought = not tick and ticks[0] < 0
        shapes += [Stroke(((left, y), (right, y)), 0, grid=True, nought=nought), Word(left - _GAP, y, text, "end")]
    room = max(4 * LABEL, (max(map(len, groups), default=0) + 1) * _LETTER)
    shown = max(1, ceil(len(groups) * room / max(width - left, 1)))
    shapes += [
        Word(left + step * place, bottom + _LINE, group, "middle")
        for place, group in enumerate(groups)
        if place % shown == 0
    ]
    for shade, one in enumerate(series):
        points: list[tuple[float, float]] = []
        for place, value in enumerate((*one.values, None)):
            if value is None:
                if points:
                    shapes.append(Stroke(tuple(points), shade % SHADES))
                points = []
            else:
                points.append((left + step * place, bottom - unit * (value - ticks[0])))
                shapes.append(
                    Box(points[-1][0] - 2, points[-1][1] - 2, 4, 4, shade % SHADES, _told(groups[place], one, place))
                )
    return _finished(shapes, groups, series, width, height, rtl)


def sparkline(
    values: Sequence[float], width: float, height: float, *, shade: int = 0, rtl: bool = False
) -> Drawing:  # fmt: skip
    """Return a line without words that says which way values go, its last point marked; from the least to the greatest
    of them, not from nought."""
    least, most = min(values, default=0.0), max(values, default=0.0)
    room, step = height - 2 * _POINT, (width - 2 * _POINT) / max(len(values) - 1, 1)
    high = [_POINT + room * ((most - one) / (most - least) if most > least else 0.5) for one in values]
    points = tuple((_POINT + step * place, y) for place, y in enumerate(high))
    shapes: list[Shape] = [Stroke(points, shade)] if len(points) > 1 else []
    if points:
        x, y = points[-1]
        shapes.append(Box(x - _POINT, y - _POINT, 2 * _POINT, 2 * _POINT, shade, ""))
    turned = tuple(_mirrored(one, width) for one in shapes) if rtl else tuple(shapes)
    return Drawing(width, height, turned, tr(_BETWEEN).join(map(_number, values)))


def strip(values: Sequence[float], most: float, width: float, height: float, *, rtl: bool = False) -> Drawing:
    """Return a bar without words, for a row of a table: each value a part in its shade, on a scale whose end is
    ``most``. A part of nought stays, with no width: beside it the others keep their hatch."""
    thick, unit = height * _STRIP, width / most
    starts = accumulate(values, initial=0.0)
    boxes = tuple(
        Box(unit * start, (height - thick) / 2, unit * one, thick, shade % SHADES, _number(one))
        for shade, (one, start) in enumerate(zip(values, starts, strict=False))
    )
    turned = tuple(_mirrored(one, width) for one in boxes) if rtl else boxes
    return Drawing(width, height, turned, tr(_BETWEEN).join(map(_number, values)))


@cache
def world() -> tuple[dict[str, tuple[int, int]], int, int]:
    """Return the column and the row of the tile of each country, by code, and how many columns and rows there are.

    Neighbours stand beside each other as far as squares can; no border is drawn and none is meant.
    """
    rows = [line.split() for line in resource("maps", "world-tiles.txt").read_text("ascii").splitlines()]
    places = {code: (x, y) for y, row in enumerate(rows) for x, code in enumerate(row) if code != _SEA}
    return places, max(map(len, rows)), len(rows)


def tiles(
    said: Mapping[str, int], names: Mapping[str, str], keys: Sequence[Key], width: float, height: float, *,
    rtl: bool = False,
) -> Drawing:  # fmt: skip
    """Return a map of the world as tiles, the west at the left in both directions. ``said``: the place among ``keys``
    of what is said of a country, by code; of the others the last one is."""
    places, columns, rows = world()
    abreast = min(len(keys), _ABREAST if width < _ROOMY else len(keys))
    legend = _LINE * 1.6 * ceil(len(keys) / max(abreast, 1))
    step = min(width / columns, max(height - legend, 1) / rows)
    left, last = (width - step * columns) / 2, len(keys) - 1
    shapes: list[Shape] = []
    for code, (x, y) in places.items():
        key = keys[said.get(code, last)]
        tip = tr(_VALUE, name=names.get(code, code), value=key.name)
        shapes.append(Tile(left + x * step, y * step, step * _TILE, key.shade, code, key.sign, tip))
    counts = [sum(said.get(code, last) == place for code in places) for place in range(len(keys))]
    room = width / max(abreast, 1)
    marks: list[Shape] = []
    for place, (key, count) in enumerate(zip(keys, counts, strict=True)):
        start, counted = room * (place % abreast), tr(_VALUE, name=key.name, value=number(count))
        size, middle = _LINE, rows * step + _LINE * (0.8 + 1.6 * (place // abreast))
        begin = width - start - size if rtl else start
        marks.append(Tile(begin, middle - size / 2, size, key.shade, "", key.sign, counted))
        word = Word(start + size + _TICK, middle, counted, "start")
        marks.append(_mirrored(word, width) if rtl else word)
    groups = [[names.get(code, code) for code in places if said.get(code) == place] for place in range(last)]
    told = [
        tr(_VALUE, name=key.name, value=tr(_AND).join(sorted(group)))
        for key, group in zip(keys, groups, strict=False)
        if group
    ]
    return Drawing(width, rows * step + legend, (*shapes, *marks), tr(_BETWEEN).join(told))


def scale(largest: float, least: float = 0.0) -> list[float]:
    """Return round numbers, two to nine of them, from nought, or from ``least`` where that is below it, to at least
    ``largest``; nought is always one of them."""
    largest, least = max(largest, 0.0), min(least, 0.0)
    span = largest - least
    if span < _TINY:
        return [0.0, 1.0]
    unit = 10.0 ** floor(log10(span / 4))
    step = next(unit * factor for factor in (1, 2, 5, 10) if span / (unit * factor) <= 6)
    step = max(step, 1.0) if span >= 2 else step
    return [step * n for n in range(floor(least / step), ceil(largest / step) + 1)]


def _finished(
    shapes: Sequence[Shape], groups: Sequence[str], series: Sequence[Series], width: float, height: float, rtl: bool
) -> Drawing:  # fmt: skip
    told = [_told(group, one, n, many=len(series) > 1) for one in series for n, group in enumerate(groups)]
    turned = tuple(_mirrored(one, width) for one in shapes) if rtl else tuple(shapes)
    return Drawing(width, height, turned, tr(_BETWEEN).join(told))


def _mirrored(shape: Shape, width: float) -> Shape:
    if isinstance(shape, Box):
        return replace(shape, x=width - shape.x - shape.width)
    if isinstance(shape, Stroke):
        return replace(shape, points=tuple((width - x, y) for x, y in shape.points))
    if isinstance(shape, Tile):
        return replace(shape, x=width - shape.x - shape.size)
    return replace(shape, x=width - shape.x, turned=True)


def _legend(
    series: Sequence[Series], width: float, shades: Sequence[int] = tuple(range(SHADES))
) -> list[Shape]:  # fmt: skip
    if len(series) < 2 or not any(one.name for one in series):
        return []
    names = [one.name for one in series]
    room = [(len(one) + _DOT_LETTERS) * LABEL * 0.54 for one in names]
    fits = min(width / sum(room), 1.0)
    if fits < 1:
        names = [_shortened(one, max(int((len(one) + _DOT_LETTERS) * fits) - _DOT_LETTERS, 1)) for one in names]
    even = max(room) * len(series) <= width
    starts = [width / len(series) * n for n in range(len(series))] if even else [
        width * sum(room[:n]) / sum(room) for n in range(len(series))
    ]  # fmt: skip
    return [
        Word(start, _LINE / 2, name, "start", shade=shades[n % len(shades)])
        for n, (start, name) in enumerate(zip(starts, names, strict=True))
    ]


def _name(text: str, room: float, middle: float, height: float) -> list[Word]:
    """Return the name of a bar in the lines that there is room for beside it."""
    most = max(int(height / _UNDER), 1)
    said = wrap(text, max(int(room / _LETTER), 1), break_long_words=False, break_on_hyphens=False)
    said = said if len(said) <= most else [*said[: most - 1], " ".join(said[most - 1 :])]
    first = middle - _UNDER * (len(said) - 1) / 2
    return [Word(room, first + _UNDER * place, one, "end", room=room) for place, one in enumerate(said)]


def _shortened(text: str, letters: int) -> str:
    """Return a name in so many letters; the tip of its bar says all of it."""
    return text if len(text) <= letters else f"{text[: max(letters - 1, 1)].rstrip()}…"


def _told(group: str, one: Series, place: int, *, many: bool = False) -> str:
    name = f"{group} · {one.name}" if many and one.name else group
    return tr(_VALUE, name=name, value=_number(one.values[place]))


def _at(one: Series, place: int) -> float:
    return one.values[place] or 0.0


def _number(value: float | None) -> str:
    """Return a value in figures, one that is small with as many places as it takes to be more than nought."""
    if value is None:
        return "–"
    said = number(int(value)) if value == int(value) else digits(f"{value:,.{_places(value)}f}")
    return ltr(said) if value < 0 else said


def _tick(value: float, step: float) -> str:
    """Return a number of a scale, with the places of its steps."""
    said = digits(f"{value:,.{0 if step >= 1 else _places(step)}f}")
    return ltr(said) if value < 0 else said


def _places(value: float) -> int:
    return 1 if abs(value) >= 0.1 else min(-floor(log10(abs(value))), _FINEST)
