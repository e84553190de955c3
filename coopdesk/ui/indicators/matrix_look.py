"""What is painted in a cell of the indicator matrix, and which cells look otherwise than before."""

from collections.abc import Sequence
from typing import NamedTuple

from coopdesk.fields import Quantity
from coopdesk.fields.measures import PLACES
from coopdesk.operations.indicators.matrix import Cell, Row

_QUANTITY = Quantity()
_COMPUTED_PLACES = 2


class Look(NamedTuple):
    """What is painted in a cell: texts, stage, and marks. ``waits``: it is not kept yet; ``part``: it is of a part."""

    value: str
    target: str
    stage: str | None
    why: bool
    note: bool
    conflict: bool
    fault: bool
    doubt: bool
    waits: bool
    part: bool
    locked: bool
    computed: bool
    late: bool


def differing(before: Sequence[Sequence[Cell]], after: Sequence[Sequence[Cell]]) -> set[tuple[int, int]]:
    """Return the rows and columns of the cells that are other than before."""
    return {
        (row, column)
        for row, (old, new) in enumerate(zip(before, after, strict=True)) if old != new
        for column, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]
    }  # fmt: skip


def shown_number(stored: int | None, row: Row) -> str:
    """Return a number with as many places as its indicator has; one that is computed with two, where none are said."""
    places = row.decimals if row.decimals is not None else None if row.method == "entered" else _COMPUTED_PLACES
    if stored is not None and places is not None:
        step = 10 ** (PLACES - places)
        stored = (2 * stored + step) // (2 * step) * step
    return _QUANTITY.show(stored)
