"""The values of an indicator by country, for a map: its parts by country where it has any, else what the entities of
each country reported."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Text, or_, select, type_coerce, union

from coopdesk.fields.measures import decimal
from coopdesk.operations import reach, rights
from coopdesk.operations.indicators.actuals import actuals
from coopdesk.operations.indicators.combining import combined, usual
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.periods import canonical, span
from coopdesk.records import Organization
from coopdesk.records.base import table_of
from coopdesk.records.indicator import Indicator, IndicatorValue
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

_COUNTRY = "country="


class ByCountry(NamedTuple):
    """``values``: by the code of a country, of the period; empty where no country is known."""

    period: str
    values: Mapping[str, Decimal]


@rights.needs(rights.READER)
def with_countries(store: Store, ids: Iterable[str]) -> list[str]:
    """Return those of some indicators of which something may be known by country, in their order."""
    ids = list(ids)
    one, value, body = table_of(Indicator), table_of(IndicatorValue), table_of(Organization)
    placed = select(body.c.id).where(body.c.country.is_not(None))
    written = select(value.c.indicator).where(
        value.c.deleted.is_(False), value.c.indicator.in_(these(ids)),
        or_(value.c.part.startswith(_COUNTRY), value.c.entity.in_(placed)),
    )  # fmt: skip
    counted = select(one.c.id).where(
        one.c.id.in_(these(ids)),
        type_coerce(one.c.parts, Text).contains('"country"'),
        one.c.method.in_(("transactions", "engagements")),
    )
    with store.reading() as connection:
        found = set(connection.execute(union(written, counted)).scalars())
    return [id for id in ids if id in found]


@rights.needs(rights.READER)
def by_country(
    store: Store, id: str, until: str = "", who: Reader = ANYBODY
) -> ByCountry:  # fmt: skip
    """Return the values of an indicator by country, of the last period with any until the end of one asked about."""
    asked = canonical(until) if until else None
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for cell, actual in actuals(store, [id], None, who).items():
        if not cell.part.startswith(_COUNTRY) or actual.value is None:
            continue
        if actual.value or not actual.computed:  # what is counted is 0 in every month of which nothing is known
            found[cell.period][cell.part.removeprefix(_COUNTRY)] = actual.value
    there = _last(found, asked)
    if there is None:
        found = _of_entities(store, id, who)
        there = _last(found, asked)
    return ByCountry("", {}) if there is None else ByCountry(there, found[there])


def _last(found: Mapping[str, Any], until: str | None) -> str | None:
    within = [one for one in found if until is None or span(one)[1] <= span(until)[1]]
    return max(within, key=lambda one: (span(one)[1], one), default=None)


def _of_entities(store: Store, id: str, who: Reader) -> dict[str, dict[str, Decimal]]:
    one, value, body = table_of(Indicator), table_of(IndicatorValue), table_of(Organization)
    wanted = (
        select(value.c.id, value.c.period, body.c.country, value.c.value)
        .join(body, body.c.id == value.c.entity)
        .where(value.c.indicator == id, value.c.deleted.is_(False), body.c.country.is_not(None))
        .where(value.c.part.is_(None), value.c.period.is_not(None), value.c.value.is_not(None))
        .order_by(value.c.changed_at)
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
        seen = reach.seen_by(store, connection, who, [row.id for row in rows])
        of = dict(connection.execute(select(one.c.measure, one.c.across).where(one.c.id == id)).mappings().one())
    several: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for row in rows:
        if row.id in seen:
            several[row.period, row.country].append(decimal(row.value))
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for (period, country), values in several.items():
        found[period][country] = combined(values, of["across"] or usual(of))
    return found
