"""The matrix as a table that other programs open, and that comes back with numbers written in.

A line a row of the matrix; before the periods stands what finds the row again, and what a person reads. A column a
period holds the actual values, one with "target" behind the period in its head the targets.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk.errors import CoopDeskError, InvalidValue
from coopdesk.fields import Quantity
from coopdesk.i18n import N_, tr
from coopdesk.interchange.tables.sheets import Sheet
from coopdesk.interchange.tables.writing import Figure
from coopdesk.operations import degrees, leaving, rights
from coopdesk.operations.indicators import entering, matrix
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.matrix import Asked, Matrix
from coopdesk.operations.table_files import open_file, write_rows
from coopdesk.periods import canonical
from coopdesk.records.base import table_of
from coopdesk.records.indicator import IndicatorValue
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

_HEADS = ("id", "part", "code", "name", "unit", "baseline")
_TARGET, _NAME = "target", N_("Indicator matrix")
_NO_HEAD = N_(
    "This table has no column “id” with periods behind it. Write one with “indicator matrix”, and fill it in."
)
_NO_ROW = N_("There is no indicator with this id at this desk.")
_QUANTITY = Quantity()


class Wrong(NamedTuple):
    """What cannot be written: the line of the table, the head of the column, the text, and why."""

    line: int
    head: str
    text: str
    why: CoopDeskError


class Read(NamedTuple):
    """What a table would write: cells that say something else than is kept."""

    changes: list[Change]
    wrong: list[Wrong]
    seen: str


@rights.needs(rights.READER)
def write(store: Store, found: Matrix, out: Path) -> None:
    """Write a matrix as CSV or XLSX, as the name of the file says. It passes the gate. Raises ``CannotWrite``."""
    ids = list(dict.fromkeys(one.indicator for one in found.rows))
    values = table_of(IndicatorValue)
    wanted = select(values.c.id).where(values.c.indicator.in_(these(ids)), values.c.deleted.is_(False))
    with store.reading() as connection:
        items = degrees.degrees_of(connection, [*ids, *connection.execute(wanted).scalars()])
    leaving.let_out(store, leaving.Parcel(leaving.EXPORTED, "indicator", items, records=len(ids)))
    heads = [*_HEADS, *(head for period in found.periods for head in (f"{period} {_TARGET}", period))]
    write_rows(out, tr(_NAME), heads, _lines(found))


def plain(found: Matrix) -> dict[str, Any]:
    """Return a matrix in plain values."""
    return {
        "frequency": found.frequency, "periods": found.periods, "locked": sorted(found.locked),
        "entity": found.asked.entity, "late": found.late,
        "stages": {one: dict(counted) for one, counted in zip(found.periods, found.stages, strict=True)},
        "rows": [
            {
                "id": row.indicator, "part": row.part, "code": row.code, "name": row.name, "unit": row.unit,
                "baseline": _QUANTITY.plain(row.baseline),
                "cells": {
                    period: {
                        "value": _QUANTITY.plain(cell.value), "target": _QUANTITY.plain(cell.target),
                        "stage": cell.stage, "note": cell.note, "conflict": bool(cell.conflict),
                        "late": cell.late, "noted": cell.noted._asdict() if cell.noted is not None else None,
                        "why_not": tr(cell.why) if cell.why is not None else None,
                    }
                    for period, cell in zip(found.periods, cells, strict=True)
                    if cell != matrix.EMPTY
                },
            }
            for row, cells in zip(found.rows, found.cells, strict=True)
        ],
    }  # fmt: skip


@rights.needs(rights.READER)
def read(store: Store, file: Path, entity: str | None = None) -> Read:
    """Return what a table would write that ``write`` made and a person filled in; what it leaves empty stays as it is.
    Raises ``Refused``, ``Damaged``."""
    sheet = open_file(file)[0]
    head, columns = _head(sheet)
    lines = [one for one in sheet.lines if one.number > head]
    ids = dict.fromkeys(_at(one.cells, columns["id"]) for one in lines)
    periods = sorted({period for period, _ in _periods(columns)}, key=lambda one: (len(one), one))
    made: dict[str, Matrix] = {}
    for period in periods:
        asked = Asked(tuple(filter(None, ids)), start=period, end=period, entity=entity)
        made[period] = matrix.open_matrix(store, asked)
    found = Read([], [], next(iter(made.values())).seen)
    places = {(row.indicator, row.part): n for n, row in enumerate(made[periods[0]].rows)}
    for line in lines:
        _read_line(line.number, line.cells, columns, made, places, found)
    return found


def _lines(found: Matrix) -> Iterator[list[str]]:
    for row, cells in zip(found.rows, found.cells, strict=True):
        numbers = [_figure(one) for cell in cells for one in (cell.target, cell.value)]
        yield [row.indicator, row.part, row.code, row.name, row.unit, _figure(row.baseline), *numbers]


def _figure(stored: int | None) -> str:
    return "" if stored is None else Figure(_QUANTITY.plain(stored))


def _head(sheet: Sheet) -> tuple[int, dict[str, int]]:
    """Return the number of the line of heads, and the place of each column."""
    for line in sheet.lines[:20]:
        columns = {cell.strip(): place for place, cell in enumerate(line.cells) if cell.strip()}
        if "id" in columns and _periods(columns):
            return line.number, columns
    raise InvalidValue(_NO_HEAD)


def _periods(columns: dict[str, int]) -> list[tuple[str, str]]:
    """Return the period and the name of what is written of each column that has one, by its head."""
    found = []
    for head in columns:
        words = head.split()
        period = canonical(words[0]) if words else None
        if period is not None and words[1:] in ([], [_TARGET]):
            found.append((period, head))
    return found


def _at(cells: list[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _read_line(
    line: int, cells: list[str], columns: dict[str, int], made: dict[str, Matrix], places: dict[tuple[str, str], int],
    into: Read,
) -> None:  # fmt: skip
    id, part = _at(cells, columns["id"]), _at(cells, columns["part"]) if "part" in columns else ""
    for period, head in _periods(columns):
        text = _at(cells, columns[head])
        if not text:
            continue
        found = made[period]
        name = "target" if head.split()[1:] else "value"
        place, whole = places.get((id, part)), places.get((id, ""))
        if whole is None:
            into.wrong.append(Wrong(line, head, text, InvalidValue(_NO_ROW)))
            continue
        try:
            stored = entering.number(text, found.rows[whole].measure)
        except InvalidValue as fault:
            into.wrong.append(Wrong(line, head, text, fault))
            continue
        stands = getattr(found.cells[place][0], name) if place is not None else None
        if stored not in (None, stands):
            into.changes.append(Change(id, period, part, name, stored))
