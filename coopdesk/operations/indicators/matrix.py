"""The indicator matrix: indicators and their parts down, periods across; what each cell holds, and whether it may be
written in.

A cell shows what one entity reported, or, of the whole, what the values of all come to. What is worked out, what is
submitted or approved, and what the Ministry has locked is read only, and says why.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.fields import Period
from coopdesk.fields.measures import PLACES
from coopdesk.history.many import uncollected
from coopdesk.i18n import N_, Text, language
from coopdesk.operations import listing, rights, seen as tokens
from coopdesk.operations.countries import country_names_in
from coopdesk.operations.indicators import parts as part_words, period_locks, told_later
from coopdesk.operations.indicators.actuals import Cell as Place, actuals
from coopdesk.operations.indicators.told_later import Noted
from coopdesk.periods import FREQUENCIES, between, canonical, following, frequency_of, holding, span
from coopdesk.records.base import table_of
from coopdesk.records.indicator import Indicator, IndicatorValue, Target
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

MOST_ROWS, MOST_PERIODS, USUAL_PERIODS = 2_000, 60, 20
FROZEN = N_("This value is submitted or approved. It can be changed when it is returned.")
LOCKED = N_("The Ministry has locked this period.")
COMPUTED = N_("This value is computed. Change what it is computed from.")
SHORTER = N_("This is put together from shorter periods. Write in those.")
LONGER = N_("This indicator is reported for longer periods.")
ENTITIES = N_("This is put together from what several entities reported. Choose one of them to write.")
_BACKWARDS = N_("The first period is after the last one.")
_TOO_MANY = N_("These are more than {n} periods. Choose a shorter time or longer periods.")


class Row(NamedTuple):
    """An indicator (``part`` empty) or a part of it. ``name``, ``unit``: in the present language; numbers as stored."""

    indicator: str
    part: str
    name: str
    code: str
    unit: str
    measure: str | None
    frequency: str | None
    method: str
    baseline: int | None
    decimals: int | None
    low: int | None
    high: int | None
    jump: int | None
    parts: int = 0


class Cell(NamedTuple):
    """What stands in a cell, numbers as stored. ``id``: of the record that is written there; ``why``: it is not written
    in, as it says; ``conflict``: the record in which several values stand there, empty for none; ``entities``: how many
    reported what it comes to; ``noted``: who wrote the comment, and when; ``late``: it came after its period was
    locked."""

    value: int | None = None
    target: int | None = None
    stage: str | None = None
    note: str = ""
    id: str | None = None
    why: Text | None = None
    conflict: str = ""
    entities: int = 0
    noted: Noted | None = None
    late: bool = False


EMPTY = Cell()


class Asked(NamedTuple):
    """What a matrix shows: which indicators, in periods of which length, from when to when, whose values. Empty: as it
    follows from the indicators; ``entity`` None: the whole; ``parts``: parts that are shown though nothing is written
    of them, each with its indicator."""

    indicators: tuple[str, ...] = ()
    frequency: str = ""
    start: str = ""
    end: str = ""
    entity: str | None = None
    parts: tuple[tuple[str, str], ...] = ()


@dataclass
class Matrix:
    """``cells``: by row, then by period; ``stages``: how many values stand in each stage, by period; ``seen``: what was
    on the screen; ``left_out``: how many indicators of the list are too many to be shown; ``entities``: who reported
    anything of these indicators, or is to; ``late``: how many values came after their period was locked, of whichever
    entity, and ``late_of`` of which."""

    asked: Asked
    frequency: str
    rows: list[Row]
    periods: list[str]
    cells: list[list[Cell]]
    locked: frozenset[str]
    seen: str
    stages: list[Counter[str]] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    left_out: int = 0
    late: int = 0
    late_of: list[str | None] = field(default_factory=list)


@rights.needs(rights.READER)
@uncollected()
def open_matrix(store: Store, asked: Asked) -> Matrix:
    """Return the matrix of some indicators. Raises ``InvalidValue`` for periods that cannot be."""
    shown = asked.indicators[:MOST_ROWS]
    with store.session() as session:
        connection = session.connection()
        records = _indicators(connection, shown)
        values, targets = _values(connection, records), _targets(connection, records)
        frequency = _frequency(asked, records.values())
        there = {one.period for one in (*values, *targets)}
        computed = [id for id, row in records.items() if _is_computed(row)]
        if computed and not (asked.start and asked.end):
            there |= {one.period for one in actuals(store, computed)}
        periods = _periods(asked, frequency, records.values(), there)
        locked = frozenset(p for p in periods if period_locks.is_locked(p, period_locks.locked_in(session)))
        rows = _rows(connection, records, [*values, *targets], asked.parts)
        seen = tokens.now(session)
        within = set(periods)
        late = told_later.came_after(connection, {one.id: one.period for one in values if one.period in within})
        noted = told_later.noted(connection, [one.id for one in values if one.note])
    worked = _worked_out(store, asked, records, frequency, periods, values)
    cells = _marked(_cells(asked, rows, periods, locked, frequency, values, targets, worked), noted, late)
    entities = Counter(one.entity for one in values if one.entity)
    named = [one for row in records.values() for one in (row["responsible"], row["provider"]) if one]
    known = list(dict.fromkeys([*(entity for entity, _ in entities.most_common()), *named]))
    stages = _stages(periods, values, asked.entity)
    left_out = len(asked.indicators) - len(shown)
    late_of = list(dict.fromkeys(one.entity for one in values if one.id in late))
    return Matrix(asked, frequency, rows, periods, cells, locked, seen, stages, known, left_out, len(late), late_of)


@rights.needs(rights.READER)
def of_framework(store: Store, id: str) -> tuple[str, ...]:
    """Return the indicators of a framework, in the order of their codes."""
    return tuple(listing.ids(store, listing.open_list(store, "indicator", where={"framework": id}, sort="code")))


@rights.needs(rights.READER)
def of_project(store: Store, id: str) -> tuple[str, ...]:
    """Return the indicators of a project, in the order of their codes."""
    return tuple(listing.ids(store, listing.open_list(store, "indicator", where={"project": id}, sort="code")))


_READ = ("id", "code", "name_en", "name_ar", "unit_en", "unit_ar", "measure", "frequency", "method", "baseline",
         "decimals", "low", "high", "jump", "parts", "starts", "ends", "responsible", "provider")  # fmt: skip


def _indicators(connection: Connection, ids: Sequence[str]) -> dict[str, Mapping[str, Any]]:
    table = table_of(Indicator)
    columns = [table.c[one] for one in _READ]
    wanted = select(*columns).where(table.c.id.in_(these(ids)), table.c.deleted.is_(False))
    found: dict[str, Any] = {row["id"]: row for row in connection.execute(wanted).mappings()}
    return {id: found[id] for id in ids if id in found}


def _values(connection: Connection, ids: Collection[str]) -> Sequence[Any]:
    one = table_of(IndicatorValue)
    columns = (one.c.indicator, one.c.period, one.c.part, one.c.entity, one.c.value, one.c.stage, one.c.note, one.c.id,
               one.c.conflicts)  # fmt: skip
    wanted = select(*columns).where(one.c.indicator.in_(these(ids)), one.c.deleted.is_(False))
    return connection.execute(wanted).all()


def _targets(connection: Connection, ids: Collection[str]) -> Sequence[Any]:
    one = table_of(Target)
    columns = (one.c.indicator, one.c.period, one.c.part, one.c.value, one.c.conflicts)
    wanted = select(*columns).where(one.c.indicator.in_(these(ids)), one.c.deleted.is_(False))
    return connection.execute(wanted).all()


def _frequency(asked: Asked, rows: Iterable[Mapping[str, Any]]) -> str:
    """Return the length of the periods: as it was asked, else that of most of the indicators."""
    if asked.frequency in FREQUENCIES:
        return asked.frequency
    given = canonical(asked.start or asked.end)
    if given and len(given) > len("2027"):
        return frequency_of(given)
    counted = Counter(row["frequency"] for row in rows if row["frequency"])
    return counted.most_common(1)[0][0] if counted else "year"


def _periods(asked: Asked, frequency: str, rows: Iterable[Mapping[str, Any]], there: Collection[str]) -> list[str]:
    """Return the periods in order. Where nothing is said: from the first of which anything is known to the last, of
    more than are shown at once those around today."""
    present = holding_today(frequency)
    ends = [row[name] for row in rows for name in ("starts", "ends") if row[name]]
    known = sorted({holding(span(one)[0], frequency) for one in (*there, *ends) if one} | {present})
    last = {holding(span(one)[1], frequency) for one in (*there, *ends) if one}
    start, end = known[0], max([*known, *last])
    if not (asked.start or asked.end) and len(between(start, end)) > USUAL_PERIODS:
        start = max(start, following(present, 1 - USUAL_PERIODS + USUAL_PERIODS // 4))
        end = min(end, following(start, USUAL_PERIODS - 1))
    start = _edge(asked.start, frequency, 0) or start
    end = _edge(asked.end, frequency, 1) or max(end, start)
    if start > end:
        raise InvalidValue(_BACKWARDS, "period")
    found = between(start, end)
    if len(found) > MOST_PERIODS:
        raise InvalidValue(_TOO_MANY, "period", n=MOST_PERIODS)
    return found


def holding_today(frequency: str) -> str:
    """Return the present period of a length."""
    present = canonical(today()[:7]) or today()[:4]
    return holding(span(present)[0], frequency)


def _edge(text: str, frequency: str, side: int) -> str:
    found = Period().parse(text)
    return holding(span(found)[side], frequency) if found else ""


def _rows(
    connection: Connection, records: Mapping[str, Mapping[str, Any]], written: Iterable[Any],
    asked: Iterable[tuple[str, str]],
) -> list[Row]:  # fmt: skip
    there: dict[str, set[str]] = defaultdict(set)
    for id, part in asked:
        there[id].add(part)
    for one in written:
        if one.part:
            there[one.indicator].add(one.part)
    countries = country_names_in(connection) if there else {}
    lang, other = ("ar", "en") if language() == "ar" else ("en", "ar")
    found = []
    for id, row in records.items():
        parts = part_words.ordered(row["parts"] or (), there[id])
        whole = Row(
            id, "", row[f"name_{lang}"] or row[f"name_{other}"] or row["code"] or "", row["code"] or "",
            row[f"unit_{lang}"] or row[f"unit_{other}"] or "", row["measure"], row["frequency"],
            row["method"] or "entered", row["baseline"], row["decimals"], row["low"], row["high"], row["jump"],
            len(parts),
        )  # fmt: skip
        found.append(whole)
        found += [
            whole._replace(part=one, name=part_words.shown(one, countries), baseline=None, parts=0) for one in parts
        ]
    return found


def _worked_out(
    store: Store, asked: Asked, records: Mapping[str, Mapping[str, Any]], frequency: str, periods: Sequence[str],
    values: Iterable[Any],
) -> Mapping[Place, Any]:  # fmt: skip
    """Return what cells come to that nobody writes: of computed indicators, of longer periods, of the whole where
    entities report."""
    wanted = {id for id, row in records.items() if _is_computed(row) or _side(row, frequency) < 0}
    if asked.entity is None:
        wanted |= {one.indicator for one in values if one.entity}
    return actuals(store, sorted(wanted), periods) if wanted else {}


def _is_computed(row: Mapping[str, Any]) -> bool:
    return row["method"] not in (None, "entered")


def _side(row: Mapping[str, Any], frequency: str) -> int:
    """Return below 0 where an indicator is reported for shorter periods than these, above 0 for longer ones."""
    return FREQUENCIES[row["frequency"] or frequency] - FREQUENCIES[frequency]


def _stages(periods: Sequence[str], values: Iterable[Any], entity: str | None) -> list[Counter[str]]:
    found: dict[str, Counter[str]] = {one: Counter() for one in periods}
    for one in values:
        if one.value is not None and one.period in found and entity in (None, one.entity):
            found[one.period][one.stage or "draft"] += 1
    return list(found.values())


def _cells(
    asked: Asked, rows: Sequence[Row], periods: Sequence[str], locked: Collection[str], frequency: str,
    values: Iterable[Any], targets: Iterable[Any], worked: Mapping[Place, Any],
) -> list[list[Cell]]:  # fmt: skip
    own = {(one.indicator, one.period, one.part or ""): one for one in values if one.entity == asked.entity}
    others = Counter((one.indicator, one.period, one.part or "") for one in values
                     if one.entity and one.value is not None and asked.entity is None)  # fmt: skip
    aims = {(one.indicator, one.period, one.part or ""): one for one in targets}
    found = []
    for row in rows:
        why = _row_why(row, frequency)
        line = []
        for period in periods:
            key = (row.indicator, period, row.part)
            mine, aim = own.get(key), aims.get(key)
            line.append(_cell(row.indicator, mine, aim, why or (LOCKED if period in locked else None), others[key],
                              worked.get(Place(row.indicator, period, row.part))))  # fmt: skip
        found.append(line)
    return found


def _marked(cells: list[list[Cell]], noted: Mapping[str, Noted], late: Collection[str]) -> list[list[Cell]]:
    """Return the cells with what the history tells of some."""
    if not (noted or late):
        return cells
    return [
        [one._replace(noted=noted.get(one.id or ""), late=one.id in late) if one.id in noted or one.id in late else one
         for one in line]
        for line in cells
    ]  # fmt: skip


def _row_why(row: Row, frequency: str) -> Text | None:
    if row.method != "entered":
        return COMPUTED
    if row.frequency is None or row.frequency == frequency:
        return None
    return SHORTER if FREQUENCIES[row.frequency] < FREQUENCIES[frequency] else LONGER


def _cell(indicator: str, mine: Any, aim: Any, why: Text | None, others: int, worked: Any) -> Cell:
    target = aim.value if aim is not None else None
    doubled = indicator if aim is not None and aim.conflicts else ""
    if mine is not None and (mine.value is not None or mine.note or not others) and why is not COMPUTED:
        why = why or (FROZEN if mine.stage in IndicatorValue.__frozen__ else None)
        several = mine.id if mine.conflicts else doubled
        return Cell(mine.value, target, mine.stage, mine.note or "", mine.id, why, several)
    if worked is not None and (worked.value is not None or worked.why is not None):
        return Cell(
            None if worked.value is None else int(worked.value.scaleb(PLACES)), target, worked.stage,
            why=worked.why or why or (ENTITIES if others else None), conflict=doubled, entities=max(others, 1),
        )  # fmt: skip
    return Cell(None, target, why=why, conflict=doubled) if (target is not None or why or doubled) else EMPTY
