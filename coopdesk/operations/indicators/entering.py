"""What is typed or pasted into the indicator matrix: numbers as people write them, blocks as Excel copies them.

Nothing is written here: what would be written, what is no number and what takes none is told first.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from coopdesk.calendars import today
from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.fields import Flag, Prose, Quantity
from coopdesk.fields.measures import PLACES, decimal
from coopdesk.i18n import N_, Text
from coopdesk.interchange.tables import delimited, values
from coopdesk.interchange.tables.sheets import MOST_LETTERS
from coopdesk.operations.indicators import checks
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.matrix import LOCKED, Matrix, Row

_NOTHING = ("-", "–", "—", "..", "...", "…", "n/a", "na", "n.a.", "غير متاح", "لا ينطبق")
"""What tables write where there is no number."""
_STEERING = dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_ONE = 10**PLACES
_EMPTY_BLOCK = N_("There is nothing to paste. Copy cells of a table first.")
_NO_BLOCK = N_("What you pasted is too large for these cells, so nothing of it was written. Copy fewer cells.")


class Fault(NamedTuple):
    """A cell, by its row and column in the matrix, that does not take the text given, and why."""

    row: int
    column: int
    text: str
    why: CoopDeskError


class Plan(NamedTuple):
    """What a block would write; ``skipped``: cells that take nothing, with the reason; ``beyond``: how many cells of
    the block fall outside of the matrix."""

    changes: list[Change]
    faults: list[Fault]
    skipped: list[tuple[int, int, Text]]
    beyond: int = 0


def number(text: str, measure: str | None = None) -> int | None:
    """Return the number that a text tells, as it is stored, None for none: in any digits, with thousands divided, with
    a per cent sign. Raises ``InvalidValue``."""
    told = text.translate(_STEERING).strip()
    if not told or told.casefold() in _NOTHING:
        return None
    if measure == "yes_no":
        try:
            found = values.read(Flag(), told, today()).value
        except InvalidValue:
            found = None
        if found is not None:
            return _ONE if found else 0
    bare = told.strip("%٪").strip()
    quantity = Quantity()
    try:
        stored = quantity.parse(values.read(quantity, bare, today()).value)
    except InvalidValue as fault:
        params: dict[str, Any] = {**fault.params, "value": told[:40]}
        raise InvalidValue(fault.text, fault.field, **params) from None
    if stored is not None and bare != told and measure != "per_cent":
        return int(decimal(stored).scaleb(PLACES - 2))
    return stored


def block(text: str) -> list[list[str]]:
    """Return the cells that a table program copied, by line. Raises ``InvalidValue`` where there are none, or where
    these are so many that no matrix has them."""
    if len(text) > MOST_LETTERS:
        raise InvalidValue(_NO_BLOCK)
    lines = delimited.pasted(text)
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    if not lines:
        raise InvalidValue(_EMPTY_BLOCK)
    return lines


def planned(
    matrix: Matrix, rows: Sequence[int], cells: Sequence[Sequence[str]], row: int, column: int, name: str,
    shape: tuple[int, int] = (1, 1),
) -> Plan:  # fmt: skip
    """Return what a block would write from a cell on; its empty cells, and those that say that there is no number,
    write nothing.

    ``rows``: those of the matrix that are shown, in order, of which ``row`` is a place; ``name``: "value" or "target";
    ``shape``: how many rows and columns were chosen, which a smaller block that fits into them fills.
    """
    high, wide = len(cells), max(map(len, cells))
    many_rows = shape[0] if shape[0] % high == 0 else high
    many_columns = shape[1] if shape[1] % wide == 0 else wide
    made = Plan([], [], [])
    beyond = 0
    for down in range(max(high, many_rows)):
        for across in range(max(wide, many_columns)):
            line = cells[down % high]
            text = line[across % wide] if across % wide < len(line) else ""
            if row + down >= len(rows) or column + across >= len(matrix.periods):
                beyond += bool(text.strip())
                continue
            _take(matrix, rows[row + down], column + across, text, name, made)
    return made._replace(beyond=beyond)


def change(matrix: Matrix, row: int, column: int, text: str, name: str) -> Change:
    """Return what a text writes into a cell. Raises ``InvalidValue`` where it does not take it."""
    one = matrix.rows[row]
    period = matrix.periods[column]
    if name == "note":
        return Change(one.indicator, period, one.part, name, Prose().parse(text.strip() or None))
    stored = number(text, one.measure)
    if name == "value" and stored is not None:
        for doubt in doubts(one, stored):
            if doubt.fault:
                raise InvalidValue(doubt.text, **doubt.in_words())
    return Change(one.indicator, period, one.part, name, stored)


def why_not(matrix: Matrix, row: int, column: int, name: str) -> Text | None:
    """Return why a cell takes nothing; a target is taken wherever the period is not locked, a comment where a value
    is."""
    if name == "target":
        return LOCKED if matrix.periods[column] in matrix.locked else None
    return matrix.cells[row][column].why


def doubts(row: Row, stored: int, before: int | None = None) -> Sequence[checks.Doubt]:
    """Return what is doubtful about a value of a row; ``before``: the value of the period before."""

    def told(one: int | None) -> Decimal | None:
        return None if one is None else decimal(one)

    return checks.doubts(
        decimal(stored), measure=row.measure, low=told(row.low), high=told(row.high), jump=told(row.jump),
        before=told(before),
    )  # fmt: skip


def _take(matrix: Matrix, row: int, column: int, text: str, name: str, into: Any) -> None:
    if not text.strip():
        return
    why = why_not(matrix, row, column, name)
    if why is not None:
        into.skipped.append((row, column, why))
        return
    try:
        made = change(matrix, row, column, text, name)
    except InvalidValue as fault:
        into.faults.append(Fault(row, column, text, fault))
        return
    if made.value is not None:
        into.changes.append(made)
