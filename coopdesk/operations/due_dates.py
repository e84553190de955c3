"""Days by which something is owed, counted when a record is saved without them; they move with the day from which they
are counted, unless somebody chose another."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from coopdesk.operations.working_days import after, rest_in
from coopdesk.records import Record
from coopdesk.records.base import Owes
from coopdesk.store.writing import Writing

_YEAR = 12


def sources(record: Record) -> dict[str, str | None]:
    """Return the days from which something of a record is counted, before they are changed."""
    return {one.since: getattr(record, one.since) for one in type(record).__owes__}


def fill(writing: Writing, record: Record, before: Mapping[str, str | None], given: Mapping[str, Any]) -> None:
    """Set what is owed and was not given. ``before``: what ``sources`` returned before the save."""
    for one in type(record).__owes__:
        since, present = getattr(record, one.since), getattr(record, one.name)
        if one.name in given or not _is_day(since):
            continue
        if present is None or (since != before[one.since] and present == _counted(writing, one, before[one.since])):
            setattr(record, one.name, _counted(writing, one, since))


def _counted(writing: Writing, one: Owes, since: str | None) -> str | None:
    if since is None or not _is_day(since):
        return None
    if one.months:
        return _months_after(since, one.months)
    return after(since, one.days, rest_in(writing.session, writing.author.desk or ""))


def _months_after(day: str, months: int) -> str:
    """Return the same day some months later, or the last of that month."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * _YEAR + start.month - 1 + months, _YEAR)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).isoformat()


def _is_day(day: str | None) -> bool:
    return day is not None and len(day) == len("2000-01-01")
