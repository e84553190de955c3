"""Pledges against payments: who promised how much, what was paid of it, and what should have been paid before today."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import CTE, Connection, func, select

from coopdesk.calendars import today
from coopdesk.operations.titles import titles_in
from coopdesk.periods import TO_ITS_END
from coopdesk.records.project_money import Provider, paid_of

_Key = tuple[str, str | None]
"""A project and who gives to it."""


def providers_of(connection: Connection, money: CTE, not_said: str) -> tuple[list[Provider], dict[str, int]]:
    """Return who gives, the largest promise first, and what is promised to each project. Who only spends is none: it
    spends what others gave."""
    wanted = select(money.c.project, money.c.provider, money.c.what, func.sum(money.c.amount))
    counted = wanted.where(money.c.amount.is_not(None)).group_by(money.c.project, money.c.provider, money.c.what)
    sums: dict[_Key, Counter[str]] = defaultdict(Counter)
    for project, provider, what, amount in connection.execute(counted):
        sums[project, provider][what] += amount
    given = {key: one for key, one in sums.items() if set(one) - {"spent"}}
    overdue = _overdue(connection, money, given)
    promised: Counter[str] = Counter()
    several: dict[str | None, list[Provider]] = defaultdict(list)
    for (project, provider), one in given.items():
        late, since = overdue.get((project, provider), (0, None))
        row = Provider(provider, "", one["pledged"], one["committed"], paid_of(one), late, since)
        promised[project] += row.promised
        several[provider].append(row)
    named = titles_in(connection, [one for one in several if one])
    made = [_together(key, named[key] if key else not_said, rows) for key, rows in several.items()]
    return sorted(made, key=lambda one: (-one.promised, one.title)), dict(promised)


def _overdue(connection: Connection, money: CTE, given: Mapping[_Key, Counter[str]]) -> dict[_Key, tuple[int, str]]:
    """Return what of the promises whose day is over is not paid, and since when; payments settle the oldest first."""
    wanted = select(money.c.project, money.c.provider, money.c.what, money.c.due, func.sum(money.c.amount))
    past = wanted.where(
        money.c.due + TO_ITS_END < today(), money.c.what.in_(("pledged", "committed")), money.c.amount.is_not(None)
    )
    in_time = past.group_by(money.c.project, money.c.provider, money.c.what, money.c.due).order_by(money.c.due)
    found: dict[_Key, tuple[int, str]] = {}
    due: Counter[tuple[_Key, str]] = Counter()
    first: dict[tuple[_Key, str], str] = {}
    rows: list[Any] = list(connection.execute(in_time))
    for project, provider, what, day, amount in rows:
        key = (project, provider)
        due[key, what] += amount
        lacking = due[key, what] - paid_of(given[key])
        if lacking > 0:
            first.setdefault((key, what), day)
            found[key] = max(found.get(key, (0, "")), (lacking, first[key, what]), key=lambda one: one[0])
    return found


def _together(key: str | None, title: str, rows: list[Provider]) -> Provider:
    since = min((one.since for one in rows if one.since), default=None)
    pledged, committed, paid, overdue = (sum(column) for column in zip(*(one[2:6] for one in rows), strict=True))
    return Provider(key, title, pledged, committed, paid, overdue, since)
