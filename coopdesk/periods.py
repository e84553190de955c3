"""Periods by which is reported: years, half-years, quarters and months, how they are written and what they span.

A period is written ``2027``, ``2027-H1``, ``2027-Q1`` or ``2027-03``; these sort in the order of time within a length.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from coopdesk.calendars import gregorian
from coopdesk.i18n import LANGUAGES, N_, Text, digits, tr, using, western_digits

FREQUENCIES: Mapping[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How many months a period of each length has."""
_WRITTEN = re.compile(r"([12][0-9]{3})(?:[- ]?(?:(H)([12])|(Q)([1-4])|(0[1-9]|1[0-2])))?", re.IGNORECASE)
_YEAR = re.compile(r"(?<![0-9])[12][0-9]{3}(?![0-9])")
_PARTS = ("H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"{month:02}" for month in range(1, 13)))
_HALVES: tuple[Text, ...] = (N_("First half of {year}"), N_("Second half of {year}"))
_QUARTERS: tuple[Text, ...] = (
    N_("First quarter of {year}"), N_("Second quarter of {year}"), N_("Third quarter of {year}"),
    N_("Fourth quarter of {year}"),
)  # fmt: skip
_SHORT = {"H": N_("H{n} {year}", "half-year"), "Q": N_("Q{n} {year}", "quarter")}


def canonical(text: str) -> str | None:
    """Return a period in its one spelling, None for what is no period."""
    found = _WRITTEN.fullmatch(western_digits(text.strip()))
    if found is None:
        return None
    year, half, h, quarter, q, month = found.groups()
    if half:
        return f"{year}-H{h}"
    if quarter:
        return f"{year}-Q{q}"
    return f"{year}-{month}" if month else year


@cache
def read(text: str) -> str | None:
    """Return the period that people name in either language, as over a column or in a sentence; None for none."""
    found, year = canonical(text), _YEAR.search(western_digits(text))
    if found is not None or year is None:
        return found
    said = _plain(text)
    possible = [f"{year[0]}-{part}" for part in _PARTS]
    for lang in LANGUAGES:
        with using(lang):
            for period in possible:
                if said in (_plain(shown(period)), _plain(headed(period))):
                    return period
    return None


@cache
def span(period: str) -> tuple[date, date]:
    """Return the first and the last day of a period."""
    year, part = int(period[:4]), period[5:]
    length = FREQUENCIES[frequency_of(period)]
    number = int(part.lstrip("HQ") or 1)
    first = (number - 1) * length
    after = first + length
    ends = date(year + after // 12, after % 12 + 1, 1)
    return date(year, first + 1, 1), ends - timedelta(1)


def frequency_of(period: str) -> str:
    """Return how long a period is, one of ``FREQUENCIES``."""
    if len(period) == len("2027"):
        return "year"
    return {"H": "half_year", "Q": "quarter"}.get(period[5], "month")


def holding(day: date, frequency: str) -> str:
    """Return the period of a length that a day is in."""
    number = (day.month - 1) // FREQUENCIES[frequency] + 1
    if frequency == "year":
        return f"{day.year:04}"
    mark = {"half_year": "H", "quarter": "Q"}.get(frequency)
    return f"{day.year:04}-{mark}{number}" if mark else f"{day.year:04}-{number:02}"


def following(period: str, steps: int = 1) -> str:
    """Return the period of the same length so many steps later, or earlier where the number is below 0."""
    frequency = frequency_of(period)
    first, _ = span(period)
    months = first.year * 12 + first.month - 1 + steps * FREQUENCIES[frequency]
    return holding(date(months // 12, months % 12 + 1, 1), frequency)


def between(first: str, last: str) -> list[str]:
    """Return the periods from one to another of the same length, both included."""
    found = []
    while first <= last:
        found.append(first)
        first = following(first)
    return found


def within(period: str, frequency: str) -> list[str]:
    """Return the periods of a shorter length, or of the same, that a period is made of."""
    first, last = span(period)
    return between(holding(first, frequency), holding(last, frequency))


TO_ITS_END = "-99"
"""What makes a day that is known to the month or the year alone sort behind all of it, where days are texts."""


def lies_in(day: str, period: str) -> bool:
    """Tell whether a day lies in a period; one that is known to the month or the year alone, whether all of it does."""
    first, last = span(period)
    earliest, latest = days_of(day)
    return first <= earliest and latest <= last


def days_of(day: str) -> tuple[date, date]:
    """Return the first and the last day that a date may mean: it may be known to the year or the month alone."""
    if len(day) < len("2027-03-05"):
        return span(day)
    whole = date.fromisoformat(day)
    return whole, whole


def late_by(due: str | None, reached_on: str | None, now: date) -> int | None:
    """Return how many days after its day a milestone was reached, or is not reached now; fewer than none where that day
    is to come. A day that is known to the month or the year alone is its last one."""
    if due is None:
        return None
    reached = days_of(reached_on)[0] if reached_on is not None else now
    return (reached - days_of(due)[1]).days


def shown(period: str) -> str:
    """Return a period in words, in the present language."""
    year, part = period[:4], period[5:]
    if not part:
        return digits(year)
    if part[0] in "HQ":
        names = _HALVES if part[0] == "H" else _QUARTERS
        return tr(names[int(part[1]) - 1], year=digits(year))
    return gregorian(period)


def headed(period: str) -> str:
    """Return a period as it stands over a narrow column."""
    year, part = period[:4], period[5:]
    if part[:1] in _SHORT:
        return tr(_SHORT[part[0]], n=digits(part[1]), year=digits(year))
    return shown(period)


def _plain(text: str) -> str:
    letters = "".join(one for one in western_digits(text) if unicodedata.category(one) not in ("Cf", "Mn"))
    return " ".join(letters.casefold().split())
