"""Points on the earth, written as ``latitude longitude altitude accuracy``, several with a semicolon between."""

import math
from itertools import pairwise

from coopdesk.forms import values
from coopdesk.forms.values import Value

_EARTH = 6_378_100.0
"""Metres from its middle."""


def _points(given: tuple[Value, ...]) -> list[tuple[float, float]] | None:
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
