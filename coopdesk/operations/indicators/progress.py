"""One indicator as its page tells it: how it stands, its values by period and part beside targets, what was said of
them, how they are found, and what they count."""

from array import array
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coopdesk.errors import NotFound
from coopdesk.fields import parse_id
from coopdesk.fields.measures import decimal
from coopdesk.i18n import N_
from coopdesk.operations import listing, rights
from coopdesk.operations.countries import country_names
from coopdesk.operations.indicators import parts, told_later
from coopdesk.operations.indicators.actuals import Actual, Cell, actuals
from coopdesk.operations.indicators.method import Counts, counts, told
from coopdesk.operations.indicators.scoreboard import scoreboard
from coopdesk.operations.indicators.status import status, target_for
from coopdesk.operations.titles import titles_in
from coopdesk.periods import span
from coopdesk.records.base import table_of
from coopdesk.records.indicator import Indicator, IndicatorValue, Target
from coopdesk.records.scoreboard import Standing
from coopdesk.store.home import Store

_NO_INDICATOR = N_("There is no indicator “{id}” at this desk.")


class Comment(NamedTuple):
    """What was said of the value ``id`` of an entity, empty where it is of all. ``by``: who wrote it, empty where he is
    not known at this desk; ``at``: when (ISO 8601), empty where that is not known."""

    id: str
    period: str
    entity: str
    text: str
    by: str
    at: str


class Line(NamedTuple):
    """A period, or a part of it. ``target``: the one that is set for it, else (``between``) what the line between
    targets says; ``entities``: who reported."""

    period: str
    part: str
    title: str
    actual: Actual
    target: Decimal | None
    between: bool
    status: str
    entities: tuple[str, ...]


class Story(NamedTuple):
    """``lines``: the newest period first, its whole before its parts; ``path``: the targets of the whole and what
    lies between them, by period; ``how``: in which words its values are found; ``counts``: what they count, to be
    opened."""

    standing: Standing
    lines: list[Line]
    path: Mapping[str, Decimal]
    comments: Sequence[Comment]
    how: list[str]
    counts: list[Counts]


@rights.needs(rights.READER)
def progress(store: Store, id: str) -> Story:
    """Return what is told of an indicator. Raises ``NotFound``."""
    id = parse_id(id)
    with store.reading() as connection:
        table = table_of(Indicator)
        here = table.c.id == id, table.c.deleted.is_(False)
        row = next(map(dict, connection.execute(select(table).where(*here)).mappings()), None)
        if row is None:
            raise NotFound(_NO_INDICATOR, id=id[:60])
        targets = _targets(connection, id)
        comments = _comments(connection, id)
        rid = row["rid"]
    found = actuals(store, [id])
    board = scoreboard(store, listing.Listing("indicator", array("q", [rid])))
    names = country_names(store)
    with store.reading() as connection:
        entities = titles_in(connection, sorted({one for actual in found.values() for one in actual.entities}))
    baseline = None if row["baseline"] is None else decimal(row["baseline"])
    limits = [None if row[name] is None else decimal(row[name]) for name in ("tolerance", "off_below")]
    lines = []
    for cell, actual in _ordered(found, row["parts"] or ()):
        of_part = {period: value for (period, part), value in targets.items() if part == cell.part}
        whole = not cell.part
        target = target_for(cell.period, of_part, baseline if whole else None, row["baseline_period"])
        lines.append(Line(
            cell.period, cell.part, parts.shown(cell.part, names) if cell.part else "", actual, target,
            target is not None and cell.period not in of_part,
            status(actual.value, target, baseline if whole else None, row["direction"], *limits),
            tuple(entities[one] for one in actual.entities),
        ))  # fmt: skip
    standing = board.rows[0]
    last = found.get(Cell(id, standing.actual.period)) if standing.actual is not None else None
    of_whole = {period: value for (period, part), value in targets.items() if not part}
    path = {one: target_for(one, of_whole, baseline, row["baseline_period"])
            for one in {*of_whole, *(point.period for point in standing.trend)}}  # fmt: skip
    return Story(
        standing, lines, {period: value for period, value in path.items() if value is not None}, comments,
        told(store, row, last), counts(store, row),
    )  # fmt: skip


def _ordered(found: Mapping[Cell, Actual], dimensions: tuple[str, ...]) -> list[tuple[Cell, Actual]]:
    order = {part: place for place, part in enumerate(["", *parts.ordered(dimensions, {cell.part for cell in found})])}
    newest = sorted(found, key=lambda cell: order[cell.part])
    newest.sort(key=lambda cell: (span(cell.period)[1], cell.period), reverse=True)
    return [(cell, found[cell]) for cell in newest]


def _targets(connection: Connection, id: str) -> dict[tuple[str, str], Decimal]:
    table = table_of(Target)
    wanted = select(table.c.period, table.c.part, table.c.value).where(
        table.c.indicator == id, table.c.deleted.is_(False), table.c.period.is_not(None), table.c.value.is_not(None)
    )
    return {(period, part or ""): decimal(value) for period, part, value in connection.execute(wanted)}


def _comments(connection: Connection, id: str) -> list[Comment]:
    table = table_of(IndicatorValue)
    wanted = select(table.c.id, table.c.period, table.c.entity, table.c.note).where(
        table.c.indicator == id, table.c.deleted.is_(False), table.c.period.is_not(None),
        table.c.note.is_not(None), table.c.note != "",
    )  # fmt: skip
    rows: Sequence[Any] = connection.execute(wanted.order_by(table.c.changed_at.desc())).all()
    noted = told_later.noted(connection, [row.id for row in rows])
    ids = {one for row in rows for one in (row.entity, noted[row.id].by if row.id in noted else None) if one}
    names = titles_in(connection, list(ids))
    found = []
    for row in rows:
        by, at = noted.get(row.id, (None, ""))
        writer = names.get(by or "", "")
        found.append(Comment(
            row.id, row.period, names.get(row.entity, ""), row.note, writer if writer != by else "", at
        ))  # fmt: skip
    return sorted(found, key=lambda one: span(one.period)[1], reverse=True)
