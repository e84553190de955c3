"""Months of either calendar: their first day, their length, their names, and the way from one to another."""

from calendar import monthrange
from datetime import date

from coopdesk.calendars import NotADate, from_hijri, gregorian, hijri_length, hijri_month, to_hijri


def shifted(day: date, days: int) -> date:
    """Return the day so many days later, within the years there are."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def month_of(day: date, hijri: bool) -> tuple[date, int]:
    """Return the first day of the month that a day is in, and how many days it has."""
    found = to_hijri(day.isoformat()) if hijri else None
    if found is None:
        return day.replace(day=1), monthrange(day.year, day.month)[1]
    return shifted(day, 1 - found[2]), hijri_length(*found[:2])


def moved(day: date, months: int, hijri: bool) -> date:
    """Return the same day of another month, or its last; the day itself where there is no such month."""
    found = to_hijri(day.isoformat()) if hijri else None
    year, month, number = found or (day.year, day.month, day.day)
    year, month = (year * 12 + month - 1 + months) // 12, (month - 1 + months) % 12 + 1
    try:
        first = date.fromisoformat(from_hijri(year, month, 1)) if found else date(year, month, 1)
    except (NotADate, ValueError):
        return day
    return shifted(first, min(number, month_of(first, hijri)[1]) - 1)


def titles(first: date, last: date, hijri: bool) -> tuple[str, str]:
    """Return the month in the leading calendar, and those that it touches in the other."""
    ends = [day.isoformat() for day in (first, last)]
    here = [gregorian(day[:7]) for day in ends]
    there = [hijri_month(*found[:2]) for day in ends if (found := to_hijri(day))] or [""]
    return (there[0], _span(here[0], here[-1], 1)) if hijri else (here[0], _span(there[0], there[-1], 2))


def _span(first: str, last: str, year: int) -> str:
    """Join two months; a year that they share, which is so many words at the end, is said once."""
    if first == last:
        return last
    begin, end = first.split(), last.split()
    return f"{' '.join(begin[:-year] if begin[-year:] == end[-year:] else begin)} – {last}"
