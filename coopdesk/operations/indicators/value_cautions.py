"""What is asked of values that are entered, beside those of the period before: told by whichever way they come."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from coopdesk.errors import InvalidValue
from coopdesk.fields import Quantity
from coopdesk.fields.measures import decimal
from coopdesk.operations import rights
from coopdesk.operations.indicators import checks
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.checks import Doubt
from coopdesk.periods import canonical, following
from coopdesk.records.base import table_of
from coopdesk.records.indicator import Indicator, IndicatorValue
from coopdesk.store.conditions import these
from coopdesk.store.home import Store


@rights.needs(rights.READER)
def cautions(store: Store, values: Mapping[str, Any]) -> list[str]:
    """Return what is to be asked before a value is saved as a record, in sentences."""
    indicator, period = values.get("indicator"), canonical(str(values.get("period") or ""))
    try:
        stored = Quantity().parse(values.get("value"))
    except InvalidValue:
        return []
    if not indicator or period is None or stored is None:
        return []
    one = Change(str(indicator), period, values.get("part") or "", "value", stored)
    with store.reading() as connection:
        return [doubt.told() for _, doubt in questions(connection, [one], values.get("entity"))]


def questions(connection: Connection, changes: Iterable[Change], entity: str | None) -> list[tuple[Change, Doubt]]:
    """Return what is doubtful about values that an entity reports, each with its doubt."""
    several = [one for one in changes if one.name == "value" and one.value is not None]
    if not several:
        return []
    of, value = table_of(Indicator), table_of(IndicatorValue)
    ids = sorted({one.indicator for one in several})
    columns = [of.c[name] for name in ("id", "measure", "low", "high", "jump")]
    read = connection.execute(select(*columns).where(of.c.id.in_(these(ids)))).mappings()
    limits = {row["id"]: row for row in read}
    before = {one: following(one, -1) for one in {one.period for one in several}}
    wanted = select(value.c.indicator, value.c.period, value.c.part, value.c.value).where(
        value.c.indicator.in_(these(ids)), value.c.period.in_(set(before.values())), value.c.entity.is_(entity)
        if entity is None else value.c.entity == entity, value.c.deleted.is_(False),
    )  # fmt: skip
    there = {(row.indicator, row.period, row.part or ""): row.value for row in connection.execute(wanted)}
    found = []
    for one in several:
        row = limits[one.indicator]
        low, high, jump, last = map(_number, (
            row["low"], row["high"], row["jump"], there.get((one.indicator, before[one.period], one.part)),
        ))  # fmt: skip
        told = checks.doubts(decimal(one.value), measure=row["measure"], low=low, high=high, jump=jump, before=last)
        found += [(one, doubt) for doubt in told]
    return found


def _number(stored: int | None) -> Decimal | None:
    return None if stored is None else decimal(stored)
