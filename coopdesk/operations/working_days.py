"""Working days: which days a desk rests, and counting without them.

A desk rests on its own weekend, else on that of the Ministry, and on the holidays of both. A holiday is a whole date,
``2027-12-18``, or comes every year, ``12-18``; what is neither is not counted.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.operations import rights
from coopdesk.records import Desk, MinistrySettings
from coopdesk.records.ministry_settings import WEEKDAY
from coopdesk.store.home import Store

_DAY = timedelta(days=1)
_WEEK = [one.token for one in WEEKDAY]
"""The days of the week, from Sunday."""
_LONGEST_REST = 400
"""Days of rest on end after which the holidays are not believed: nobody rests for a year."""


class Rest(NamedTuple):
    """``weekend``: tokens of days of the week; ``holidays``: dates, or month and day of every year."""

    weekend: frozenset[str] = frozenset()
    holidays: frozenset[str] = frozenset()

    def holds(self, day: date) -> bool:
        """Tell whether a day is one of rest."""
        whole = day.isoformat()
        return _weekday(day) in self.weekend or whole in self.holidays or whole[5:] in self.holidays


def week_begins(rest: Rest) -> int:
    """Return the day with which a week begins, counted from Sunday: the first one on which people work again."""
    found = (n for n in range(7) if _WEEK[n - 1] in rest.weekend and _WEEK[n] not in rest.weekend)
    return next(found, 0)


def days_of_rest(rest: Rest) -> frozenset[int]:
    """Return the days of the week on which nobody works, counted from Sunday."""
    return frozenset(_WEEK.index(one) for one in rest.weekend)


@rights.needs(rights.READER)
def rest_here(store: Store) -> Rest:
    """Return when this desk rests."""
    with store.session() as session:
        return rest_in(session, store.desk)


@rights.needs(rights.READER)
def rest_both(store: Store) -> Rest:
    """Return when this desk or the Ministry rests: the days on which a letter between them waits."""
    with store.session() as session:
        ministry, desk = _decided(session, store.desk)
        weekends = {day for one in (ministry, desk) if one is not None for day in one.weekend or ()}
        return _rest(weekends, (ministry, desk))


def rest_in(session: Session, code: str) -> Rest:
    """Return when the desk of a code rests, from within a session or a writing; see ``rest_here``."""
    ministry, desk = _decided(session, code)
    weekend = (desk.weekend if desk is not None else ()) or (ministry.weekend if ministry is not None else ())
    return _rest(weekend, (ministry, desk))


def _decided(session: Session, code: str) -> tuple[MinistrySettings | None, Desk | None]:
    ministry = session.scalars(select(MinistrySettings).where(MinistrySettings.deleted.is_(False))).first()
    desk = session.scalars(select(Desk).where(Desk.code == code, Desk.deleted.is_(False))).first()
    return ministry, desk


def _rest(weekend: Iterable[str], decided: Iterable[MinistrySettings | Desk | None]) -> Rest:
    known = frozenset(one for one in weekend if one in _WEEK)
    holidays = frozenset(day for one in decided if one is not None for day in one.holidays or ())
    return Rest(known if len(known) < len(_WEEK) else frozenset(), holidays)


def after(day: str, count: int, rest: Rest) -> str:
    """Return the working day that is so many working days after a day (ISO 8601)."""
    return _moved(day, count, rest, _DAY)


@lru_cache(maxsize=10_000)
def before(day: str, count: int, rest: Rest) -> str:
    """Return the working day that is so many working days before a day (ISO 8601)."""
    return _moved(day, count, rest, -_DAY)


def _moved(day: str, count: int, rest: Rest, step: timedelta) -> str:
    found, left, waited = date.fromisoformat(day), count, 0
    while left > 0:
        found += step
        waited = waited + 1 if rest.holds(found) else 0
        if not waited or waited > _LONGEST_REST:
            left -= 1
    return found.isoformat()


def between(first: str, last: str, rest: Rest) -> int:
    """Return how many working days come after ``first`` up to ``last``; fewer than none where ``last`` is earlier."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    if end < start:
        return -between(last, first, rest)
    weeks, days = divmod((end - start).days, 7)
    last_days = (start + n * _DAY for n in range(1, days + 1))
    working = weeks * (7 - len(rest.weekend)) + sum(_weekday(day) not in rest.weekend for day in last_days)
    return working - sum(_weekday(day) not in rest.weekend for day in _holidays(start, end, rest))


def _holidays(start: date, end: date, rest: Rest) -> set[date]:
    """Return the holidays after a day up to another."""
    years = range(start.year, end.year + 1)
    named = {f"{year:04}-{one}" for one in rest.holidays if len(one) == len("12-18") for year in years}
    found = set()
    for one in named | {one for one in rest.holidays if len(one) == len("2027-12-18")}:
        with suppress(ValueError):
            day = date.fromisoformat(one)
            if start < day <= end:
                found.add(day)
    return found


def _weekday(day: date) -> str:
    return _WEEK[day.isoweekday() % 7]
