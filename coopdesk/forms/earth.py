"""Points on the earth, written as ``latitude longitude altitude accuracy``, several with a semicolon between."""

import math
from itertools import pairwise

from coopdesk.forms import values
from coopdesk.forms.values import Value

_Point = tuple[float, float]
_Line = tuple[_Point, _Point]
_EARTH = 6_378_100.0
"""Metres from its middle."""


def _points(given: tuple[Value, ...]) -> list[_Point] | None:
    told = [part for one in values.spread(given) for part in values.text(one).split(";")]
    found = []
    for part in told if len(told) < 2 or told[-1].strip() else told[:-1]:
        numbers = [values.number(one) for one in part.split()[:2]]
        if len(numbers) < 2 or not (abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180):
            return None
        found.append((math.radians(numbers[0]), math.radians(numbers[1])))
    return found


def distance(*given: Value) -> float:
    """Return the length in metres of a line of points, NaN where one is none."""
    points = _points(given)
    if points is None:
        return math.nan
    total = 0.0
    for (lat, lon), (lat_after, lon_after) in pairwise(points):
        cosine = math.sin(lat) * math.sin(lat_after) + math.cos(lat) * math.cos(lat_after) * math.cos(lon_after - lon)
        total += math.acos(min(1.0, max(-1.0, cosine)))
    return round(total * _EARTH, 2)


def area(given: Value) -> float:
    """Return the square metres within a line of points, NaN where one is none."""
    points = _points((given,))
    if points is None:
        return math.nan
    total = 0.0
    for (lat, lon), (lat_after, lon_after) in zip(points, [*points[1:], *points[:1]], strict=True):
        total += (lon_after - lon) * (2 + math.sin(lat) + math.sin(lat_after))
    return round(abs(total) * _EARTH * _EARTH / 2, 2) if len(points) > 2 else 0.0


def is_within(point: Value, shape: Value) -> bool | None:
    """Return whether a point lies within a shape, by how often a ray from it crosses the border; None where one of
    them is none."""
    at, border = _points((point,)), _points((shape,))
    if not at or not border:
        return None
    (lat, lon), inside = at[0], False
    for (one, one_lon), (two, two_lon) in zip(border, [*border[1:], *border[:1]], strict=True):
        if (one_lon > lon) != (two_lon > lon) and lat < (two - one) * (lon - one_lon) / (two_lon - one_lon) + one:
            inside = not inside
    return inside


def intersects(given: Value) -> bool:
    """Return whether a line of points, or the border of a shape, crosses or touches itself."""
    points = _points((given,)) or []
    lines, closed = list(pairwise(points)), points[:1] == points[-1:]
    return any(
        _meet(one, two)
        for place, one in enumerate(lines)
        for two in lines[place + 2 : len(lines) - (closed and place == 0)]
    )


def _meet(one: _Line, two: _Line) -> bool:
    """Return whether two lines have a point in common: each has the ends of the other on both sides, or one on it."""
    (a, b), (c, d) = one, two
    sides = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
    if sides[0] != sides[1] and sides[2] != sides[3]:
        return True
    return any(
        side == 0 and all(min(ends) <= at <= max(ends) for at, ends in zip(point, zip(*line, strict=True), strict=True))
        for side, point, line in zip(sides, (c, d, a, b), (one, one, two, two), strict=True)
    )


def _side(start: _Point, end: _Point, point: _Point) -> int:
    turn = (end[0] - start[0]) * (point[1] - start[1]) - (end[1] - start[1]) * (point[0] - start[0])
    return (turn > 0) - (turn < 0)
