"""Shares: a whole number divided by weights so that its parts add up to it, whatever the weights. Pure."""

from collections.abc import Sequence
from datetime import date

from coopdesk.periods import days_of

HUNDRED = 100 * 10**6
"""All of it, in millionths of a per cent, as shares are stored."""


def divided(amount: int, weights: Sequence[int]) -> list[int]:
    """Return the part of an amount for each weight, none below 0 and not all 0: each is rounded down, and what is left
    goes to those that lost most by it, the first of equals first."""
    whole = sum(weights)
    sign, size = (-1 if amount < 0 else 1), abs(amount)
    parts = [size * one // whole for one in weights]
    lost = sorted(range(len(weights)), key=lambda place: -(size * weights[place] % whole))
    for place in lost[: size - sum(parts)]:
        parts[place] += 1
    return [sign * one for one in parts]


def weights(shares: Sequence[tuple[str | None, int | None]]) -> dict[str | None, int]:
    """Return the weight of each key of which a share is said, in millionths of a per cent. Those without a share have
    the rest in equal parts; what no key has stands under None; nothing at all is one whole under None."""
    said = sum(share or 0 for _, share in shares)
    open_places = [place for place, (_, share) in enumerate(shares) if share is None]
    rest = max(HUNDRED - said, 0)
    filled = dict(zip(open_places, divided(rest, [1] * len(open_places)), strict=True)) if open_places else {}
    found: dict[str | None, int] = {}
    for place, (key, share) in enumerate(shares):
        found[key] = found.get(key, 0) + (filled[place] if share is None else share)
    if rest and not open_places:
        found[None] = found.get(None, 0) + rest
    kept = {key: one for key, one in found.items() if one}
    return kept or {None: HUNDRED}


def by_year(amount: int, starts: str, ends: str) -> dict[str, int]:
    """Return what of an amount falls into each year of a span of days, by how many days of it lie there. Of a year or a
    month the span holds all days."""
    first, last = days_of(starts)[0], days_of(ends)[1]
    if last < first:
        return {starts[:4]: amount}
    years = range(first.year, last.year + 1)
    days = [(min(last, date(year, 12, 31)) - max(first, date(year, 1, 1))).days + 1 for year in years]
    return {f"{year:04}": part for year, part in zip(years, divided(amount, days), strict=True)}
