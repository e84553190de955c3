"""The scoreboard: how the indicators of a list stand, together by framework, project, result or responsible entity.

Each stands where its last value is, or the last one until the end of a period that is asked about. Values of every
stage count unless others are asked for: what is told of the last one says which it is in.
"""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from coopdesk.errors import InvalidValue
from coopdesk.fields.measures import decimal
from coopdesk.i18n import N_, language, tr
from coopdesk.operations import listing, reach, rights
from coopdesk.operations.indicators.actuals import Actual, actuals
from coopdesk.operations.indicators.status import reached, status, target_for
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.titles import titles_in
from coopdesk.periods import canonical, span
from coopdesk.progress import SILENT, Progress
from coopdesk.records.base import table_of
from coopdesk.records.indicator import Indicator, Target
from coopdesk.records.scoreboard import BY, WORST_FIRST, Board, Point, Standing, Together
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

_NO_GROUPING = N_("Indicators are not put together by “{value}”. Choose one of: {known}.")
_NO_PERIOD = N_("“{value}” is not a period. Write 2027, 2027-H1, 2027-Q1 or 2027-03.")
_NONE_OF_IT, _KEPT_BACK = N_("None", "group of indicators"), N_("For fewer readers", "group of indicators")
_READ = (
    "id", "code", "name_en", "name_ar", "framework", "project", "result", "responsible", "measure", "unit_en",
    "unit_ar", "direction", "baseline", "baseline_period", "tolerance", "off_below", "decimals",
)  # fmt: skip


@rights.needs(rights.READER)
def scoreboard(
    store: Store, found: listing.Listing, by: str = "", until: str = "", who: Reader = ANYBODY,
    stages: Collection[str] = (), progress: Progress = SILENT,
) -> Board:  # fmt: skip
    """Return how the indicators of a list stand, the worst first, as far as a reader may see them and their values.

    ``until``: a period, at whose end they stand. Raises ``InvalidValue``.
    """
    if by and by not in BY:
        raise InvalidValue(_NO_GROUPING, field="by", value=by[:40], known=", ".join(BY))
    asked = canonical(until) if until else ""
    if asked is None:
        raise InvalidValue(_NO_PERIOD, field="until", value=until[:40])
    found = reach.narrowed(store, found, who)
    progress.step(0)
    with store.reading() as connection:
        rows = _rows(connection, found)
    values = _series(actuals(store, rows, None, who, stages, parts=False), asked)
    progress.step(1)
    with store.reading() as connection:
        targets = targets_of(store, connection, rows, who)
        named = {row[name] for row in rows.values() for name in {by or "responsible", "responsible"} if row[name]}
        known = named if who.sees_all else reach.seen_by(store, connection, who, sorted(named))
        names = titles_in(connection, sorted(known))
    standing = [_standing(row, by, values.get(id, []), targets[id], names) for id, row in rows.items()]
    return Board(by, asked, _together(standing, names))


@rights.needs(rights.READER)
def off_track(store: Store) -> list[Standing]:
    """Return the indicators that are off track at this desk, the one that is furthest behind first."""
    table, target = table_of(Indicator), table_of(Target)
    aimed = select(target.c.indicator).where(target.c.deleted.is_(False))
    with store.reading() as connection:
        wanted = select(table.c.rid).where(table.c.deleted.is_(False), table.c.id.in_(aimed))
        numbers = array("q", connection.execute(wanted.order_by(table.c.rid)).scalars())
    return [row for row in scoreboard(store, listing.Listing("indicator", numbers)).rows if row.status == "off_track"]


def _rows(connection: Connection, found: listing.Listing) -> dict[str, Mapping[str, Any]]:
    table = table_of(Indicator)
    wanted = select(table.c.rid, *(table.c[name] for name in _READ)).where(table.c.rid.in_(these(found.numbers)))
    read = {row["rid"]: row for row in connection.execute(wanted).mappings()}
    return {read[one]["id"]: dict(read[one]) for one in found.numbers if one in read}


def _series(found: Mapping[Any, Actual], until: str) -> dict[str, list[tuple[str, Actual]]]:
    """Return the values of each indicator in the order of time."""
    last = span(until)[1] if until else None
    made: dict[str, list[tuple[str, Actual]]] = defaultdict(list)
    for cell, actual in found.items():
        if actual.value is not None and (last is None or span(cell.period)[1] <= last):
            made[cell.indicator].append((cell.period, actual))
    return made


@rights.needs(rights.READER)
def targets_of(
    store: Store, connection: Connection, ids: Iterable[str], who: Reader
) -> dict[str, dict[str, Decimal]]:  # fmt: skip
    """Return the targets of indicators as wholes, by their periods, as far as a reader may see them."""
    table, found = table_of(Target), defaultdict[str, dict[str, Decimal]](dict)
    wanted = select(table.c.indicator, table.c.period, table.c.value, table.c.id).where(
        table.c.indicator.in_(these(ids)), table.c.deleted.is_(False), table.c.part.is_(None) | (table.c.part == ""),
        table.c.period.is_not(None), table.c.value.is_not(None),
    )  # fmt: skip
    rows = connection.execute(wanted).all()
    seen = reach.seen_by(store, connection, who, [row.id for row in rows])
    for indicator, period, value, id in rows:
        if id in seen:
            found[indicator][period] = decimal(value)
    return found


def _standing(
    row: Mapping[str, Any], by: str, values: list[tuple[str, Actual]], targets: Mapping[str, Decimal],
    names: Mapping[str, str],
) -> Standing:  # fmt: skip
    baseline = None if row["baseline"] is None else decimal(row["baseline"])
    trend = [Point(period, one.value) for period, one in values if one.value is not None]
    actual, last = (trend[-1], values[-1][1]) if values else (None, Actual(None))
    target = None if actual is None else target_for(actual.period, targets, baseline, row["baseline_period"])
    limits = [None if row[name] is None else decimal(row[name]) for name in ("tolerance", "off_below")]
    aim = None if actual is None or target is None else Point(actual.period, target)
    ahead = _next(targets, actual) if aim is None else None
    half = "ar" if language() == "ar" else "en"
    far = None if last.value is None or target is None else reached(last.value, target, baseline, row["direction"])
    return Standing(
        row["id"], _half(row, "name", half) or row["code"] or "", row["code"] or "", row[by] if by else None,
        status(last.value, target, baseline, row["direction"], *limits), row["measure"], _half(row, "unit", half),
        row["decimals"], row["direction"],
        None if baseline is None else Point(row["baseline_period"] or "", baseline), aim or ahead, ahead is not None,
        actual, far, trend, last.stage, last.computed, names.get(row["responsible"] or "", ""), _day(last.changed),
    )  # fmt: skip


def _next(targets: Mapping[str, Decimal], actual: Point | None) -> Point | None:
    """Return the first target that is set for later than the last value."""
    after = None if actual is None else span(actual.period)[1]
    later = [one for one in targets if after is None or span(one)[1] >= after]
    period = min(later, key=lambda one: (span(one)[1], one), default=None)
    return None if period is None else Point(period, targets[period])


def _half(row: Mapping[str, Any], name: str, lang: str) -> str:
    return str(row[f"{name}_{lang}"] or row[f"{name}_{'en' if lang == 'ar' else 'ar'}"] or "")


def _day(milliseconds: int | None) -> str | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()


def _together(standing: Iterable[Standing], names: Mapping[str, str]) -> list[Together]:
    groups: dict[str | None, list[Standing]] = defaultdict(list)
    for one in standing:
        groups[one.key].append(one)
    made = []
    for key, rows in groups.items():
        title = tr(_NONE_OF_IT) if key is None else names.get(key) or tr(_KEPT_BACK)
        rows.sort(key=lambda one: (WORST_FIRST.index(one.status), one.reached if one.reached is not None else 0))
        made.append(Together(key, title, rows))
    return sorted(made, key=lambda one: (one.key is None, one.title))


def plain(found: Board) -> dict[str, Any]:
    """Return a scoreboard as plain values."""
    groups = [
        {"key": one.key, "title": one.title, **one.counts, "rows": [_plain(row) for row in one.rows]}
        for one in found.groups
    ]
    return {"by": found.by, "until": found.until, **found.counts, "groups": groups}


def _plain(one: Standing) -> dict[str, Any]:
    def point(of: Point | None) -> dict[str, str] | None:
        return None if of is None else {"period": of.period, "value": f"{of.value:f}"}

    return {
        "id": one.id, "code": one.code, "title": one.title, "status": one.status, "baseline": point(one.baseline),
        "target": point(one.target), "target_ahead": one.ahead, "actual": point(one.actual),
        "change": None if one.change is None else f"{one.change:f}",
        "reached": None if one.reached is None else f"{one.reached:.1f}", "stage": one.stage, "computed": one.computed,
        "responsible": one.responsible, "on": one.on, "trend": [point(each) for each in one.trend],
    }  # fmt: skip
