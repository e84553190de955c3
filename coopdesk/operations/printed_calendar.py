"""What a month of a list on paper is made of: the days of its weeks, which of them are of rest, what stands on each."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from coopdesk.calendars import NotADate, from_hijri, hijri_leads, to_hijri, today
from coopdesk.errors import InvalidValue, Refused
from coopdesk.i18n import LANGUAGES, N_, Language, using
from coopdesk.month_days import month_of, shifted
from coopdesk.operations import calendar_days, conditions, degrees, reach, rights
from coopdesk.operations.calendar_days import Entry
from coopdesk.operations.printed_list import Listed, records_of
from coopdesk.operations.reach import Reader
from coopdesk.operations.record_types import record_type
from coopdesk.operations.working_days import Rest, rest_both, week_begins
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.calendar_month import CalendarSource, Day

_NO_MONTH = N_("“{value}” is not a month. Write one such as 2027-03, or 1448-09 of the Hijri calendar.")
_NO_DAYS = N_("Records of the type “{type}” have no days that stand in a calendar.")
_LAST_HIJRI = 1700
"""Years before this one are of the Hijri calendar."""


def month_named(day: date, *, hijri: bool) -> str:
    """Return the month of a day as ``Listed.month`` names it."""
    found = to_hijri(day.isoformat()) if hijri else None
    return f"{found[0]:04}-{found[1]:02}" if found else day.isoformat()[:7]


@rights.needs(rights.READER)
def source(store: Store, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader) -> "CalendarSource":
    """Return what a month of a list is made of; this month, in the calendar that leads, unless another is named. Raises
    ``Refused``, ``InvalidValue``."""
    from coopdesk.documents.calendar_month import CalendarSource

    cls = record_type(listed.type)
    if not cls.__dates__:
        raise Refused(_NO_DAYS, type=listed.type)
    first, hijri = _first_day(listed.month)
    first, length = month_of(first, hijri)
    last = shifted(first, length - 1)
    found = records_of(store, listed)
    kept = reach.narrowed(store, found, who)
    entries: dict[Language, list[Entry]] = {}
    asked: dict[Language, str] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                entries[one] = calendar_days.entries(store, kept, first.isoformat(), last.isoformat())
                asked[one] = conditions.sentence(store, listed.type, listed.where, listed.text) if who.sees_all else ""
    return CalendarSource(
        record=cls(), listed=cls.__plural__, first=first, last=last, hijri=hijri, asked=asked,
        weeks=_weeks(first, last, _by_day(entries), rest_both(store)),
        degrees=_degrees(store, {one.id for several in entries.values() for one in several}),
        left_out={"rows": range(len(found) - len(kept))}, **around,
    )  # fmt: skip


def _first_day(month: str) -> tuple[date, bool]:
    """Return a day of the month that is named, and whether that is one of the Hijri calendar."""
    if not month:
        return date.fromisoformat(today()), hijri_leads()
    try:
        year, number = (int(part) for part in month.split("-"))
        if year < _LAST_HIJRI:
            return date.fromisoformat(from_hijri(year, number, 1)), True
        return date(year, number, 1), False
    except (ValueError, NotADate):
        raise InvalidValue(_NO_MONTH, field="month", value=month[:20]) from None


def _by_day(entries: Mapping[Language, Sequence[Entry]]) -> dict[str, dict[Language, list[tuple[str, str]]]]:
    """Return what stands on each day, in each language in the same order."""
    order = {one.key: place for several in entries.values() for place, one in enumerate(several)}
    made: defaultdict[str, dict[Language, list[tuple[str, str]]]] = defaultdict(lambda: {lang: [] for lang in entries})
    for lang, several in entries.items():
        for one in sorted(several, key=lambda one: order[one.key]):
            made[one.day][lang].append((one.title, one.what))
    return dict(made)


def _weeks(
    first: date, last: date, by_day: Mapping[str, Mapping[Language, Sequence[tuple[str, str]]]], rest: Rest
) -> list[list["Day"]]:
    """Return the weeks that a month touches, from the day on which a week begins."""
    from coopdesk.documents.calendar_month import Day

    start = shifted(first, -((first.isoweekday() - week_begins(rest)) % 7))
    count = -(-((last - start).days + 1) // 7)
    none: dict[Language, list[tuple[str, str]]] = {lang: [] for lang in LANGUAGES}
    days = [shifted(start, n) for n in range(7 * count)]
    made = [Day(day, first <= day <= last, rest.holds(day), by_day.get(day.isoformat(), none)) for day in days]
    return [made[n : n + 7] for n in range(0, len(made), 7)]


def _degrees(store: Store, ids: set[str]) -> dict[str, str | None]:
    with store.reading() as connection:
        return dict(degrees.degrees_of(connection, sorted(ids)))
