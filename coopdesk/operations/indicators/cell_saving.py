"""Cells of the indicator matrix saved, many in one transaction: actual values, targets and comments.

A cell that cannot be written is told with its reason, and the others are written all the same: of two thousand pasted
numbers one that is wrong holds up none.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coopdesk.errors import CoopDeskError, InvalidValue, Refused
from coopdesk.fields import Period, Prose
from coopdesk.fields.measures import decimal
from coopdesk.history.many import uncollected
from coopdesk.i18n import N_, Text
from coopdesk.operations import alike, ceilings, rights, seen as tokens
from coopdesk.operations.indicators import checks, matrix, parts, period_locks, value_cautions
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.checks import Doubt
from coopdesk.periods import FREQUENCIES, frequency_of, shown, span
from coopdesk.records.base import table_of
from coopdesk.records.indicator import Indicator, IndicatorValue, Target
from coopdesk.store import placing
from coopdesk.store.conditions import these
from coopdesk.store.home import Store
from coopdesk.store.writing import Writing

_AT_ONCE = 250
_NO_INDICATOR = N_("This indicator is not at this desk any more.")


class Kept(NamedTuple):
    """How many cells were written, why the others were not, and what is asked of those that were."""

    written: int
    refused: list[tuple[Change, CoopDeskError]]
    asked: Sequence[tuple[Change, Doubt]] = ()


@rights.needs(rights.SECRETARY)
def save_cells(
    store: Store, changes: Iterable[Change], *, entity: str | None = None, seen: str = "", concurrent: bool = False
) -> Kept:  # fmt: skip
    """Write cells of what an entity reports (None: of the whole); the last of several changes of a cell counts.

    ``seen``: what was on the screen; raises ``ChangedSince`` where one of them changed since, unless ``concurrent``.
    """
    wanted = list({(*one.place, one.name): one for one in changes}.values())
    refused: list[tuple[Change, CoopDeskError]] = []
    with uncollected(), store.writing() as writing:
        writing.concurrent = concurrent
        rows = _indicators(writing.connection, {one.indicator for one in wanted})
        known = tokens.checked(writing, seen) if seen else None
        locked = period_locks.locked_in(writing.session)
        sound: dict[tuple[str, str, str], list[Change]] = defaultdict(list)
        for one in wanted:
            try:
                made = _checked(one, rows, locked)
            except CoopDeskError as fault:
                refused.append((one, fault))
            else:
                sound[made.place].append(made)
        places = list(sound)
        degrees = {id: alike.least_degree(row["classification"]) for id, row in rows.items()}
        for start in range(0, len(places), _AT_ONCE):
            some = [one for place in places[start : start + _AT_ONCE] for one in sound[place]]
            values = [one for one in some if one.name != "target"]
            _write(writing, IndicatorValue, values, entity, known, refused, degrees)
            _write(writing, Target, [one for one in some if one.name == "target"], None, known, refused, degrees)
            writing.session.flush()
        ceilings.check(store, writing)
        wrong = {(*one.place, one.name) for one, _ in refused}
        written = [one for several in sound.values() for one in several if (*one.place, one.name) not in wrong]
        asked = value_cautions.questions(writing.connection, written, entity)
    return Kept(len(wanted) - len(refused), refused, asked)


def _indicators(connection: Connection, ids: set[str]) -> dict[str, Mapping[str, Any]]:
    table = table_of(Indicator)
    columns = [table.c[one] for one in ("id", "method", "frequency", "measure", "low", "high", "classification")]
    wanted = select(*columns).where(table.c.id.in_(these(sorted(ids))), table.c.deleted.is_(False))
    found: dict[str, Any] = {row["id"]: row for row in connection.execute(wanted).mappings()}
    return found


def _checked(one: Change, rows: Mapping[str, Mapping[str, Any]], locked: Sequence[str]) -> Change:
    """Return a change in its one spelling. Raises ``Refused`` or ``InvalidValue`` where nobody may write it so."""
    row = rows.get(one.indicator)
    if row is None:
        raise Refused(_NO_INDICATOR)
    one = one._replace(period=Period().parse(one.period) or "", part=parts.parsed(one.part) if one.part else "")
    if period_locks.is_locked(one.period, locked):
        raise Refused(period_locks.LOCKED, period=shown(one.period))
    if one.name != "target" and (why := _why(row, one.period)) is not None:
        raise Refused(why)
    if one.name == "value" and one.value is not None:
        low, high = (None if row[name] is None else decimal(row[name]) for name in ("low", "high"))
        for doubt in checks.doubts(decimal(one.value), measure=row["measure"], low=low, high=high):
            if doubt.fault:
                raise InvalidValue(doubt.text, **doubt.in_words())
    return one._replace(value=Prose().parse(one.value)) if one.name == "note" else one


def _why(row: Mapping[str, Any], period: str) -> Text | None:
    if row["method"] not in (None, "entered"):
        return matrix.COMPUTED
    length, given = FREQUENCIES[row["frequency"] or frequency_of(period)], FREQUENCIES[frequency_of(period)]
    return None if length == given else matrix.SHORTER if length < given else matrix.LONGER


def _write(
    writing: Writing, cls: type[IndicatorValue] | type[Target], changes: Sequence[Change], entity: str | None,
    known: int | None, refused: list[tuple[Change, CoopDeskError]], degrees: Mapping[str, str],
) -> None:  # fmt: skip
    """Write changes of one type of record: found where it stands, brought back if it was deleted, else begun, no less
    secret than its indicator (``degrees``)."""
    by_id: dict[str, list[Change]] = defaultdict(list)
    for one in changes:
        place = (one.period, one.part or None) + ((entity,) if cls is IndicatorValue else ())
        by_id[placing.id_of(cls, one.indicator, place)].append(one)
    if not by_id:
        return
    there: dict[str, Any] = {
        one.id: one for one in writing.session.scalars(select(cls).where(cls.id.in_(these(by_id))))
    }
    for id, several in by_id.items():
        record: Any = there.get(id)
        if record is not None and getattr(record, "stage", None) in cls.__frozen__:
            refused += [(one, Refused(matrix.FROZEN)) for one in several]
            continue
        if record is None:
            if all(one.value is None for one in several):
                continue
            record = _begun(cls, id, several[0], entity, degrees[several[0].indicator])
            writing.session.add(record)
        elif record.deleted:
            writing.delete(id, undo=True)
        if known is not None:
            writing.seen[id] = known
        for one in several:
            setattr(record, "note" if one.name == "note" else "value", one.value)


def _begun(
    cls: type[IndicatorValue] | type[Target], id: str, one: Change, entity: str | None, degree: str
) -> Any:  # fmt: skip
    common = {"id": id, "indicator": one.indicator, "period": one.period, "part": one.part or None}
    if cls is Target:
        return Target(**common, position=span(one.period)[0].toordinal())
    return IndicatorValue(**common, entity=entity, classification=degree, audience=cls.__audience__)
