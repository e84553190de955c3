"""Charts as geometry: what is drawn where, in units of the drawing, before anybody knows of a screen or of paper.

A painter of the window and one of paper draw the same shapes. A chart reads in the direction of its language: the
first group stands at the start. Every chart says its values in words too (``described``), for who does not see it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from math import ceil, floor, log10
from typing import Literal, NamedTuple

from coopdesk.i18n import N_, digits, number, tr
from coopdesk.paths import resource

SHADES = 6
"""How many shades a painter has; a chart of more series uses them again."""
_LABEL, _LINE, _GAP, _TICK = 11.0, 14.0, 8.0, 4.0
_ABREAST, _ROOMY = 3, 640
"""How many keys of a map stand beside each other where it is narrower than so much."""
_LETTER = _LABEL * 0.62
"""The room for a letter of a label."""
_THICK = 22.0
"""The most that a bar has, or several of one group where each has no room for its value."""
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


@dataclass(frozen=True)
class Box:
    """A filled rectangle; ``tip`` says its value."""

    x: float
    y: float
    width: float
    height: float
    shade: int
    tip: str


@dataclass(frozen=True)
class Stroke:
    """A line through points; ``grid``: a quiet one behind."""

    points: tuple[tuple[float, float], ...]
    shade: int
    grid: bool = False


@dataclass(frozen=True)
class Word:
    """A text: ``anchor`` says which point of it stands at ``x``; ``y`` is its middle; ``shade``: a dot before it.

    ``turned``: the chart reads from right to left, so its start is at the right.
    """

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"]
    size: float = _LABEL
    shade: int | None = None
    turned: bool = False


@dataclass(frozen=True)
class Tile:
    """A square that stands for one thing: ``sign`` says in it what its shade says, ``tip`` says all; ``shade``: None
    for one of which nothing is said."""

    x: float
    y: float
    size: float
    shade: int | None
    text: str
    sign: str
    tip: str


class Key(NamedTuple):
    """What a shade and a sign of tiles mean."""

    name: str
    shade: int | None
    sign: str


Shape = Box | Stroke | Word | Tile


@dataclass(frozen=True)
class Drawing:
    """Shapes on a sheet; y grows downwards. ``described``: the values in words."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    described: str


def bars(
    groups: Sequence[str],
    series: Sequence[Series],
    width: float,
    height: float,
    *,
    stacked: bool = False,
    shades: Sequence[int] = tuple(range(SHADES)),
    rtl: bool = False,
) -> Drawing:
    """Return a chart of lying bars, a row a group: names stand at the start, values at the end of each bar.
    ``shades``: of the series, where a colour means something."""
    names = min(width * 0.38, max((len(one) for one in groups), default=0) * _LETTER + _GAP)
    room = width - names - 5 * _LABEL
    legend = _legend(series, width, shades)
    top = _LINE + _GAP if legend else 0.0
    row = (height - top) / max(len(groups), 1)
    totals = [sum(_at(one, place) for one in series) for place in range(len(groups))]
    largest = (
        max((*totals, 0) if stacked else (_at(one, p) for one in series for p in range(len(groups))), default=0) or 1
    )
    shapes: list[Shape] = [*legend]
    for place, group in enumerate(groups):
        middle = top + row * (place + 0.5)
        shapes.append(Word(names - _GAP, middle, _shortened(group, int((names - _GAP) / _LETTER) + 1), "end"))
        thick = min(row * 0.7, _THICK if stacked else max(_THICK, _LABEL * len(series)))
        if stacked:
            starts = accumulate((_at(one, place) for one in series), initial=0.0)
            for shade, (one, begin) in enumerate(zip(series, starts, strict=False)):
                if _at(one, place):
                    tip = _told(group, one, place, many=len(series) > 1)
                    shapes.append(
                        Box(names + room * begin / largest, middle - thick / 2, room * _at(one, place) / largest, thick,
                            shades[shade % len(shades)], tip)
                    )  # fmt: skip
            shapes.append(Word(names + room * totals[place] / largest + _TICK, middle, _number(totals[place]), "start"))
            continue
        each = thick / max(len(series), 1)
        for shade, one in enumerate(series):
            value, y = _at(one, place), middle - thick / 2 + each * shade
            long = room * max(value, 0) / largest
            shapes.append(
                Box(
                    names,
                    y,
                    long,
                    each * 0.9,
                    shades[shade % len(shades)],
                    _told(group, one, place, many=len(series) > 1),
                )
            )
            shapes.append(
                Word(names + long + _TICK, y + each / 2, _number(one.values[place]), "start", min(_LABEL, each))
            )
    return _finished(shapes, groups, series, width, height, rtl)


def lines(
    groups: Sequence[str], series: Sequence[Series], width: float, height: float, *, rtl: bool = False
) -> Drawing:
    """Return a chart of lines over groups in order, such as years, from the start."""
    legend = _legend(series, width)
    top, left, bottom = (_LINE + _GAP if legend else _GAP), 4 * _LABEL, height - _LINE - _GAP
    ticks = scale(max((_at(one, place) for one in series for place in range(len(groups))), default=0))
    right = width - 2 * _LABEL
    step = (right - left) / max(len(groups) - 1, 1)
    shapes: list[Shape] = [*legend]
    for tick in ticks:
        y = bottom - (bottom - top) * tick / ticks[-1]
        shapes += [Stroke(((left, y), (right, y)), 0, grid=True), Word(left - _GAP, y, _number(tick), "end")]
    shown = max(1, ceil(len(groups) * 4 * _LABEL / max(width - left, 1)))
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
                points.append((left + step * place, bottom - (bottom - top) * value / ticks[-1]))
                shapes.append(
                    Box(points[-1][0] - 2, points[-1][1] - 2, 4, 4, shade % SHADES, _told(groups[place], one, place))
                )
    return _finished(shapes, groups, series, width, height, rtl)


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


def scale(largest: float) -> list[float]:
    """Return round numbers from nought to at least ``largest``, four to eight of them."""
    if largest < _TINY:
        return [0.0, 1.0]
    unit = 10.0 ** floor(log10(largest / 4))
    step = next(unit * factor for factor in (1, 2, 5, 10) if largest / (unit * factor) <= 6)
    step = max(step, 1.0) if largest >= 2 else step
    return [step * n for n in range(ceil(largest / step) + 1)]


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
    if len(series) < 2:
        return []
    step = width / len(series)
    return [Word(step * n, _LINE / 2, one.name, "start", shade=shades[n % len(shades)]) for n, one in enumerate(series)]


def _shortened(text: str, letters: int) -> str:
    """Return a name in so many letters; the tip of its bar says all of it."""
    return text if len(text) <= letters else f"{text[: max(letters - 1, 1)].rstrip()}…"


def _told(group: str, one: Series, place: int, *, many: bool = False) -> str:
    name = f"{group} · {one.name}" if many else group
    return tr(_VALUE, name=name, value=_number(one.values[place]))


def _at(one: Series, place: int) -> float:
    return one.values[place] or 0.0


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return number(int(value)) if value == int(value) else digits(f"{value:,.1f}")
