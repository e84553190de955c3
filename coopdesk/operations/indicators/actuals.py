"""Actual values of indicators: what was entered, by whomever, and what is computed from it and from other records.

    entered        the value of the whole where there is one; else those of the entities, put together by ``across``
    longer period  its own value where there is one; else those of the shorter periods in it, put together by
                   ``over_time``, however many of them are there
    ratio          the numerator over the denominator of the same period and part, times the factor: of a year the sum
                   over the sum, never the mean of quarters; over nothing there is no value
    cumulative     what the numerator has in all periods from the beginning to this one; nothing after its last value
    counted        see ``counted``; what is added up is 0 from the first period with anything until today

Where an indicator is computed, a value that was entered stands in for what cannot be. An indicator that leads back to
itself has no value and says so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, select

from coopdesk.calendars import today
from coopdesk.fields.measures import decimal
from coopdesk.forms.small_groups import is_small
from coopdesk.history.many import uncollected
from coopdesk.i18n import N_, Text
from coopdesk.operations import reach, rights
from coopdesk.operations.indicators.combining import combined, factor_of, least_stage, rounded, usual
from coopdesk.operations.indicators.counted import Seen, Sum, Sums, counted, fewest_of, form_ids
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.periods import FREQUENCIES, following, frequency_of, holding, span, within
from coopdesk.records.base import table_of
from coopdesk.records.indicator import Indicator, IndicatorValue
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

CIRCLE = N_("It is computed from itself, by way of other indicators.")
NO_OPERAND = N_("The indicators that it is computed from are not all named, or not at this desk.")
NO_DENOMINATOR = N_("The denominator is 0 or has no value.")
TOO_FEW = N_("Too few answered for anything to be told.")
NOT_CONVERTED = N_("No amount is in the currency in which it is counted.")
DEEPEST = 40
"""How many indicators may stand one upon another."""


class Cell(NamedTuple):
    """Of what a value is: ``part`` empty is the whole, else as ``country=YE``."""

    indicator: str
    period: str
    part: str = ""


class Actual(NamedTuple):
    """A value, None where there is none and ``why`` says so. ``stage``: of what was entered, the one furthest from
    approved; ``entities``: who reported; ``top`` over ``bottom``: what a quotient is of; ``periods``: the shorter ones
    that it was put together from; ``left_out``: how many amounts could not be counted; ``changed``: when what was
    entered was last written, in milliseconds."""

    value: Decimal | None
    stage: str | None = None
    entities: tuple[str, ...] = ()
    computed: bool = False
    why: Text | None = None
    top: Decimal | None = None
    bottom: Decimal | None = None
    periods: tuple[str, ...] = ()
    left_out: int = 0
    changed: int | None = None


class _Entry(NamedTuple):
    entity: str | None
    value: Decimal
    stage: str
    changed: int


@rights.needs(rights.READER)
@uncollected()
def actuals(
    store: Store, indicators: Iterable[str], periods: Iterable[str] | None = None, who: Reader = ANYBODY,
    stages: Collection[str] = (), *, parts: bool = True,
) -> dict[Cell, Actual]:  # fmt: skip
    """Return the values of indicators in these periods (None: in all in which they have some, each by its own length),
    of the whole and, unless ``parts`` is not asked for, of every part that is known. ``stages``: only values entered
    that stand there; empty: any."""
    wanted = list(dict.fromkeys(indicators))
    with store.reading() as connection:
        seen: Seen | None = None
        if not who.sees_all:
            seen = partial(reach.seen_by, store, connection, who)
        made = _loaded(connection, wanted, stages, seen)
    asked = None if periods is None else list(dict.fromkeys(periods))
    found = {}
    for one in wanted:
        if one not in made.rows:
            continue
        for period in made.periods(one) if asked is None else asked:
            for part in ("", *(made.parts(one) if parts else ())):
                actual = made.value(one, period, part)
                if actual is not None:
                    found[Cell(one, period, part)] = actual
    return found


def _loaded(connection: Connection, wanted: list[str], stages: Collection[str], seen: Seen | None) -> "_Reckoning":
    """Read the indicators and all that they are computed from, each step of the way with one question."""
    table = table_of(Indicator)
    rows: dict[str, Mapping[str, Any]] = {}
    more = set(wanted)
    while more:
        here = table.c.id.in_(these(more)), table.c.deleted.is_(False)
        new = {row["id"]: dict(row) for row in connection.execute(select(table).where(*here)).mappings()}
        rows |= new
        more = {id for row in new.values() for id in operands(row) if id not in rows} - {""}
    forms = form_ids(connection, {row["form"] for row in rows.values() if row["form"]})
    fewest = fewest_of(connection, forms.values()) if forms else {}
    least = {row["id"]: fewest.get(forms.get(row["form"], ""), 0) for row in rows.values()}
    entered = _entered(connection, rows, stages, seen)
    return _Reckoning(rows, entered, counted(connection, rows.values(), seen), least)


def operands(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of the indicators from which one is computed, empty where none is named."""
    names = {"ratio": ("numerator", "denominator"), "cumulative": ("numerator",)}.get(row["method"] or "", ())
    return tuple(row[name] or "" for name in names)


def _entered(
    connection: Connection, rows: Collection[str], stages: Collection[str], seen: Seen | None
) -> dict[str, dict[tuple[str, str], list[_Entry]]]:  # fmt: skip
    table = table_of(IndicatorValue)
    columns = (table.c.indicator, table.c.period, table.c.part, table.c.entity, table.c.value, table.c.stage)
    wanted = select(*columns, table.c.changed_at, table.c.id).where(
        and_(table.c.indicator.in_(these(rows)), table.c.deleted.is_(False)),
        table.c.value.is_not(None), table.c.period.is_not(None),
    )  # fmt: skip
    read = connection.execute(wanted).all()
    known = None if seen is None else seen([row.id for row in read])
    found: dict[str, dict[tuple[str, str], list[_Entry]]] = defaultdict(lambda: defaultdict(list))
    for indicator, period, part, entity, value, stage, changed, id in read:
        stage = stage or "draft"
        if (known is None or id in known) and (not stages or stage in stages):
            found[indicator][period, part or ""].append(_Entry(entity, decimal(value), stage, changed))
    return found


class _Reckoning:
    """The values of some indicators, each worked out when it is first asked for."""

    def __init__(
        self, rows: Mapping[str, Mapping[str, Any]], entered: Mapping[str, Mapping[tuple[str, str], list[_Entry]]],
        sums: Mapping[str, Sums], least: Mapping[str, int],
    ) -> None:  # fmt: skip
        self.rows, self._entered, self._sums, self._least = rows, entered, sums, least
        self._made: dict[Cell, Actual | None] = {}
        self._parts: dict[str, list[str]] = {}
        self._filled: dict[str, set[str]] = {}
        self._sound = self._without_circles()
        self._today = date.fromisoformat(today())

    def _without_circles(self) -> set[str]:
        """Return the indicators that lead back to themselves by no way."""
        sound: set[str] = set()
        for _ in range(DEEPEST):
            new = {
                id for id, row in self.rows.items()
                if id not in sound and all(one in sound or one not in self.rows for one in operands(row))
            }  # fmt: skip
            if not new:
                break
            sound |= new
        return sound

    def parts(self, id: str) -> list[str]:
        """Return the parts of which something is known, without the whole."""
        if id not in self._parts:
            found = {part for _, part in (*self._entered.get(id, ()), *self._sums.get(id, ()))}
            named = [set(self.parts(one)) for one in operands(self.rows[id]) if one in self.rows and id in self._sound]
            found |= set.intersection(*named) if named else set()
            self._parts[id] = sorted(found - {""})
        return self._parts[id]

    def periods(self, id: str) -> list[str]:
        """Return the periods of an indicator in which it has something, by its own length."""
        row = self.rows[id]
        found: set[str] = set()
        for period in self._known(id):
            length = row["frequency"] or ("year" if period not in self._own(id) else frequency_of(period))
            shorter = FREQUENCIES[frequency_of(period)] <= FREQUENCIES[length]
            found.add(holding(span(period)[0], length) if shorter else period)
        return sorted(found, key=lambda one: (span(one)[1], one))

    def _own(self, id: str) -> set[str]:
        return {period for period, _ in self._entered.get(id, ())}

    def _known(self, id: str) -> set[str]:
        """Return every period and month with something of an indicator or of what it is computed from."""
        if id not in self._filled:
            found = self._own(id) | {month for month, _ in self._sums.get(id, ())}
            for one in operands(self.rows[id]) if id in self._sound else ():
                found |= self._known(one) if one in self.rows else set()
            self._filled[id] = found
        return self._filled[id]

    def value(self, id: str, period: str, part: str = "") -> Actual | None:
        """Return the value of a cell; None: nobody wrote one."""
        cell = Cell(id, period, part)
        if cell not in self._made:
            self._made[cell] = self._worked_out(cell)
        return self._made[cell]

    def _worked_out(self, cell: Cell) -> Actual | None:
        row = self.rows[cell.indicator]
        method = row["method"]
        found: Actual | None = None
        if cell.indicator not in self._sound:
            found = Actual(None, computed=True, why=CIRCLE)
        elif method == "ratio":
            found = self._ratio(row, cell)
        elif method == "cumulative":
            found = self._cumulative(row, cell)
        elif cell.indicator in self._sums:
            found = self._counted(row, cell)
        if found is None or found.value is None:
            entered = self._of_entries(row, cell) or self._of_shorter(row, cell)
            found = entered or found
        return found

    def _of_entries(self, row: Mapping[str, Any], cell: Cell) -> Actual | None:
        entries = self._entered.get(cell.indicator, {}).get((cell.period, cell.part), [])
        entries = [one for one in entries if one.entity is None] or entries
        if not entries:
            return None
        if len(entries) == 1:
            [one] = entries
            return Actual(one.value, one.stage, (one.entity,) if one.entity else (), changed=one.changed)
        entries = sorted(entries, key=lambda one: (one.changed, one.entity or ""))
        value = combined([one.value for one in entries], row["across"] or usual(row))
        entities = tuple(sorted(one.entity for one in entries if one.entity))
        return Actual(value, least_stage([one.stage for one in entries]), entities, changed=entries[-1].changed)

    def _of_shorter(self, row: Mapping[str, Any], cell: Cell) -> Actual | None:
        own = self._own(cell.indicator)
        for length in sorted(FREQUENCIES, key=lambda one: -FREQUENCIES[one]):
            if FREQUENCIES[length] >= FREQUENCIES[frequency_of(cell.period)]:
                continue
            inside = within(cell.period, length)
            if own.isdisjoint(inside):
                continue
            some = {one: self.value(cell.indicator, one, cell.part) for one in inside}
            there = {one: actual for one, actual in some.items() if actual is not None and actual.value is not None}
            if there:
                value = combined([one.value for one in there.values() if one.value is not None],
                                 row["over_time"] or usual(row))  # fmt: skip
                return Actual(
                    value, least_stage([one.stage for one in there.values()]),
                    tuple(sorted({entity for one in there.values() for entity in one.entities})),
                    any(one.computed for one in there.values()), periods=tuple(there), changed=_last(there.values()),
                )  # fmt: skip
        return None

    def _ratio(self, row: Mapping[str, Any], cell: Cell) -> Actual | None:
        named = operands(row)
        if any(one not in self.rows for one in named):
            return Actual(None, computed=True, why=NO_OPERAND)
        top, bottom = (self.value(one, cell.period, cell.part) for one in named)
        if top is None or top.value is None:
            return None if top is None else Actual(None, computed=True, why=top.why)
        if bottom is None or not bottom.value:
            return Actual(None, computed=True, why=NO_DENOMINATOR, top=top.value)
        return Actual(
            rounded(top.value / bottom.value * factor_of(row)), least_stage([top.stage, bottom.stage]),
            tuple(sorted({*top.entities, *bottom.entities})), True, None, top.value, bottom.value,
            left_out=top.left_out + bottom.left_out, changed=_last((top, bottom)),
        )  # fmt: skip

    def _cumulative(self, row: Mapping[str, Any], cell: Cell) -> Actual | None:
        what = row["numerator"]
        if what not in self.rows:
            return Actual(None, computed=True, why=NO_OPERAND)
        length = self.rows[what]["frequency"] or frequency_of(cell.period)
        known = [span(one) for one in self._known(what)]
        if not known or max(last for _, last in known) < span(cell.period)[0]:
            return None
        begins = min(first for first, _ in known)
        begins = max(begins, span(row["starts"])[0]) if row["starts"] else begins
        ends = span(cell.period)[1]
        some: list[Actual] = []
        period = holding(begins, length)
        while span(period)[1] <= ends:
            one = self.value(what, period, cell.part)
            some += [one] if one is not None and one.value is not None else []
            period = following(period)
        if not some:
            return None
        return Actual(
            combined([one.value for one in some if one.value is not None], "sum"),
            least_stage([one.stage for one in some]),
            tuple(sorted({entity for one in some for entity in one.entities})), True,
            left_out=sum(one.left_out for one in some), changed=_last(some),
        )  # fmt: skip

    def _counted(self, row: Mapping[str, Any], cell: Cell) -> Actual | None:
        there = self._there(cell)
        n, left_out = sum(one.n for one in there), sum(one.left_out for one in there)
        if n and self._is_kept_back(row, cell, n):
            return Actual(None, computed=True, why=TOO_FEW)
        top = sum((one.top for one in there), Decimal(0))
        if row["method"] == "survey" and row["statistic"] in ("share", "mean"):
            bottom = sum((one.bottom or Decimal(0) for one in there), Decimal(0))
            if not bottom:
                return None
            factor = 100 if row["statistic"] == "share" else 1
            return Actual(rounded(top / bottom * factor), computed=True, top=top, bottom=bottom)
        if left_out and not n:
            return Actual(None, computed=True, why=NOT_CONVERTED, left_out=left_out)
        first, last = span(cell.period)
        if not there and not (self._began(cell.indicator) <= last and first <= self._today):
            return None
        return Actual(rounded(top), computed=True, left_out=left_out)

    def _there(self, cell: Cell) -> list[Sum]:
        sums = self._sums[cell.indicator]
        inside = [*within(cell.period, "month"), *([cell.period] if frequency_of(cell.period) == "year" else [])]
        return [sums[one, cell.part] for one in inside if (one, cell.part) in sums]

    def _is_kept_back(self, row: Mapping[str, Any], cell: Cell, n: int) -> bool:
        """Tell whether too few answered. Where that is so in any period of a year, only the year is told: by it and the
        other periods that one would be found."""
        least, length = self._least[cell.indicator], FREQUENCIES[row["frequency"] or "year"]
        if n < least or not least or frequency_of(cell.period) == "year":
            return n < least
        year = cell.period[:4]
        lone = self._sums[cell.indicator].get((year, cell.part))
        periods = within(year, row["frequency"] or "year")
        counts = [sum(one.n for one in self._there(cell._replace(period=period))) for period in periods]
        counts += [lone.n] if lone is not None else []
        return FREQUENCIES[frequency_of(cell.period)] < length or any(is_small(one, least) for one in counts)

    def _began(self, id: str) -> date:
        """Return since when there is something to count, a day that never comes where there is not."""
        starts = self.rows[id]["starts"]
        known = (*self._known(id), *([starts] if starts else []))
        return min((span(one)[0] for one in known), default=date.max)


def _last(some: Iterable[Actual]) -> int | None:
    return max((one.changed for one in some if one.changed is not None), default=None)
