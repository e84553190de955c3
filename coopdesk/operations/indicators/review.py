"""The review of reported values in four states: drafts are submitted, approved, returned with a comment, opened again;
of a period, of some cells, or of everything that a matrix shows."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from coopdesk.i18n import P_, tr
from coopdesk.operations import record, rights, steps_of_many
from coopdesk.operations.indicators import told_later
from coopdesk.operations.indicators.matrix import Matrix
from coopdesk.operations.several import Outcome
from coopdesk.operations.steps import named
from coopdesk.progress import SILENT, Progress
from coopdesk.records.base import table_of
from coopdesk.records.indicator import IndicatorValue
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

LATE = P_("{n} value came after its period was locked.", "{n} values came after their period was locked.")
Place = tuple[str, str, str]
"""A cell: the indicator, the period, the part."""


def places(matrix: Matrix, columns: Iterable[int] | None = None) -> list[Place]:
    """Return the cells of a matrix, of these columns or of all."""
    chosen = [matrix.periods[one] for one in columns] if columns is not None else matrix.periods
    return [(row.indicator, period, row.part) for row in matrix.rows for period in chosen]


@rights.needs(rights.READER)
def waiting(store: Store, step: str, cells: Iterable[Place], entity: str | None = None) -> dict[str, str]:
    """Return the values in these cells with which a step may be taken, each with its period; of one entity or, where
    none is said, of all."""
    sources, wanted = named(IndicatorValue, step).sources, set(cells)
    one = table_of(IndicatorValue)
    asked = select(one.c.id, one.c.indicator, one.c.period, one.c.part, one.c.stage).where(
        one.c.indicator.in_(these({place[0] for place in wanted})), one.c.deleted.is_(False), one.c.value.is_not(None),
        *([one.c.entity == entity] if entity is not None else []),
    )  # fmt: skip
    with store.reading() as connection:
        rows = connection.execute(asked.order_by(one.c.rid)).all()
    return {
        row.id: row.period
        for row in rows if (row.indicator, row.period, row.part or "") in wanted and row.stage in sources
    }  # fmt: skip


@rights.needs(rights.READER)
def cautions(store: Store, step: str, cells: Iterable[Place], entity: str | None = None) -> list[str]:
    """Return what is to be told, in sentences, before a step is taken with the values in these cells."""
    return _told(store, waiting(store, step, cells, entity)) if step == "approve" else []


@rights.needs(rights.READER)
def cautions_of_one(store: Store, id: str) -> list[str]:
    """Return what is to be told before one value is approved."""
    period = record.show(store, "indicator_value", id)["period"]
    return _told(store, {id: period}) if period else []


def _told(store: Store, values: Mapping[str, str]) -> list[str]:
    with store.reading() as connection:
        n = len(told_later.came_after(connection, values))
    return [tr(LATE, n=n)] if n else []


@rights.needs(rights.SECRETARY)
def take(
    store: Store, step: str, cells: Iterable[Place], entity: str | None = None, comment: str = "",
    progress: Progress = SILENT,
) -> Outcome:  # fmt: skip
    """Take a step with the values in these cells that wait for it. Raises what ``steps_of_many.take`` does."""
    return steps_of_many.take(store, "indicator_value", waiting(store, step, cells, entity), step, comment, progress)
