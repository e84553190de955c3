"""What counted answers say: middle and spread, net promoters, satisfaction, whether two answers go together. Pure.

Answers come counted, each value with how often it was given, so that a hundred thousand of them are a few numbers.
"""

from collections.abc import Mapping, Sequence
from math import exp, lgamma, log, sqrt
from typing import NamedTuple, TypeVar

_Number = TypeVar("_Number", int, float)
_PRECISE, _ROUNDS, _TINY = 1e-14, 10_000, 1e-300
_EXPECTED, _SHARE = 5.0, 0.2
_PROMOTER, _DETRACTOR, _SATISFIED = 9, 6, 4


class Spread(NamedTuple):
    """``deviation``: of a sample (n - 1), None of one value; ``low``, ``high``: the quarters below and above the
    median, between two values as far as they lie."""

    n: int
    mean: float
    deviation: float | None
    least: float
    low: float
    median: float
    high: float
    most: float


class Promoters(NamedTuple):
    """Of a scale from 0 to 10: who gave 9 or 10, 7 or 8, and less. ``score``: the share of the first less that of the
    last, from -100 to 100."""

    n: int
    promoters: int
    passives: int
    detractors: int

    @property
    def score(self) -> float:
        return 100 * (self.promoters - self.detractors) / self.n


class Satisfied(NamedTuple):
    """Of a scale from 1 to 5: how many gave 4 or 5."""

    n: int
    satisfied: int

    @property
    def share(self) -> float:
        return 100 * self.satisfied / self.n


class Dependence(NamedTuple):
    """Pearson's chi-square of a table. ``p``: how likely so large a value is where nothing depends on anything;
    ``cautious``: more than a fifth of the cells would hold fewer than five, or one fewer than one, so that ``p`` is not
    to be relied on."""

    statistic: float
    freedom: int
    p: float
    cautious: bool


def spread(counted: Mapping[float, int]) -> Spread | None:
    """Return the middle and the spread of numbers, None of none."""
    n = sum(counted.values())
    if not n:
        return None
    mean = sum(value * count for value, count in counted.items()) / n
    squares = sum(count * (value - mean) ** 2 for value, count in counted.items())
    low, median, high = (value_at(counted, (n - 1) * part) for part in (0.25, 0.5, 0.75))
    return Spread(n, mean, sqrt(squares / (n - 1)) if n > 1 else None, min(counted), low, median, high, max(counted))


def value_at(counted: Mapping[_Number, int], place: float) -> float:
    """Return the value at a place of the ordered numbers; between two, as far between their values."""
    low, passed = int(place), 0
    found: list[_Number] = []
    for value in sorted(counted):
        passed += counted[value]
        while len(found) < 2 and low + len(found) < passed:
            found.append(value)
        if len(found) == 2:
            break
    return found[0] + (found[-1] - found[0]) * (place - low)


def promoters(counted: Mapping[float, int]) -> Promoters | None:
    """Return the net promoters of answers from 0 to 10, None of none; others do not count."""
    kept = {value: count for value, count in counted.items() if 0 <= value <= 10}
    n = sum(kept.values())
    for_us = sum(count for value, count in kept.items() if value >= _PROMOTER)
    against = sum(count for value, count in kept.items() if value <= _DETRACTOR)
    return Promoters(n, for_us, n - for_us - against, against) if n else None


def satisfied(counted: Mapping[float, int]) -> Satisfied | None:
    """Return how many are satisfied of answers from 1 to 5, None of none; others do not count."""
    kept = {value: count for value, count in counted.items() if 1 <= value <= 5}
    n = sum(kept.values())
    return Satisfied(n, sum(count for value, count in kept.items() if value >= _SATISFIED)) if n else None


def dependence(table: Sequence[Sequence[int]]) -> Dependence | None:
    """Return the chi-square of a table of counts; rows and columns of nought do not count. None where fewer than two
    of each are left."""
    rows = [row for row in table if sum(row)]
    columns = [column for column in zip(*rows, strict=True) if sum(column)] if rows else []
    if len(rows) < 2 or len(columns) < 2:
        return None
    across, down = [sum(column) for column in columns], [sum(row) for row in zip(*columns, strict=True)]
    whole = sum(across)
    cells = [
        (counted, across[place] * down[line] / whole)
        for place, column in enumerate(columns) for line, counted in enumerate(column)
    ]  # fmt: skip
    statistic = sum((counted - expected) ** 2 / expected for counted, expected in cells)
    freedom = (len(rows) - 1) * (len(columns) - 1)
    few = sum(expected < _EXPECTED for _, expected in cells)
    cautious = few > _SHARE * len(cells) or any(expected < 1 for _, expected in cells)
    return Dependence(statistic, freedom, beyond(statistic, freedom), cautious)


def beyond(statistic: float, freedom: int) -> float:
    """Return how likely a chi-square of so many degrees of freedom is at least so large."""
    return _upper_gamma(freedom / 2, statistic / 2)


def _upper_gamma(shape: float, x: float) -> float:
    """Return the regularized upper incomplete gamma function: by its series where that is quick, else as a continued
    fraction (Lentz)."""
    if x <= 0:
        return 1.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        for round_ in range(1, _ROUNDS):
            term *= x / (shape + round_)
            total += term
            if term < total * _PRECISE:
                break
        return max(0.0, 1 - front * total)
    b = x + 1 - shape
    c, d = 1 / _TINY, 1 / b
    fraction = d
    for round_ in range(1, _ROUNDS):
        a = -round_ * (round_ - shape)
        b += 2
        d = a * d + b
        d = 1 / (d if abs(d) > _TINY else _TINY)
        c = b + a / c
        c = c if abs(c) > _TINY else _TINY
        fraction *= d * c
        if abs(d * c - 1) < _PRECISE:
            break
    return front * fraction
