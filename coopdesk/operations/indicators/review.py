"""The review of reported values in four states: drafts are submitted, approved, returned with a comment, opened again;
of a period, of some cells, or of everything that a matrix shows."""

from collections.abc import Iterable

from sqlalchemy import select

from coopdesk.operations import rights, steps_of_many
from coopdesk.operations.indicators.matrix import Matrix
from coopdesk.operations.several import Outcome
from coopdesk.operations.steps import named
from coopdesk.progress import SILENT, Progress
from coopdesk.records.base import table_of
from coopdesk.records.indicator import IndicatorValue
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

Place = tuple[str, str, str]
"""A cell: the indicator, the period, the part."""


def places(matrix: Matrix, columns: Iterable[int] | None = None) -> list[Place]:
    """Return the cells of a matrix, of these columns or of all."""
    chosen = [matrix.periods[one] for one in columns] if columns is not None else matrix.periods
    return [(row.indicator, period, row.part) for row in matrix.rows for period in chosen]


@rights.needs(rights.READER)
def waiting(store: Store, step: str, cells: Iterable[Place], entity: str | None = None) -> list[str]:
    """Return the values in these cells with which a step may be taken, of one entity or, where none is said, of all."""
    sources, wanted = named(IndicatorValue, step).sources, set(cells)
    one = table_of(IndicatorValue)
    asked = select(one.c.id, one.c.indicator, one.c.period, one.c.part, one.c.stage).where(
        one.c.indicator.in_(these({place[0] for place in wanted})), one.c.deleted.is_(False), one.c.value.is_not(None),
        *([one.c.entity == entity] if entity is not None else []),
    )  # fmt: skip
    with store.reading() as connection:
        rows = connection.execute(asked.order_by(one.c.rid)).all()
    return [row.id for row in rows if (row.indicator, row.period, row.part or "") in wanted and row.stage in sources]


@rights.needs(rights.SECRETARY)
def take(
    store: Store, step: str, cells: Iterable[Place], entity: str | None = None, comment: str = "",
    progress: Progress = SILENT,
) -> Outcome:  # fmt: skip
    """Take a step with the values in these cells that wait for it. Raises what ``steps_of_many.take`` does."""
    return steps_of_many.take(store, "indicator_value", waiting(store, step, cells, entity), step, comment, progress)
