"""Columns that are periods: a table with a row an indicator and a column a year holds its targets beside it. They are
read as a sheet of their own, a line a cell, named as the list of which they are lines."""

import re
from collections.abc import Sequence

from coopdesk.fields import Period, Quantity
from coopdesk.i18n import tr, western_digits
from coopdesk.interchange.tables import layout
from coopdesk.interchange.tables.sheets import Line, Sheet
from coopdesk.operations import table_columns
from coopdesk.operations.table_columns import ID
from coopdesk.operations.table_names import NUMBERS
from coopdesk.periods import canonical
from coopdesk.records import Record, fields_of, owned_by
from coopdesk.records.base import owner_field

_SAMPLES = 50
_WORDS = "target|targets|planned|المستهدف|مستهدف|الهدف|هدف|القيمة المستهدفة|المستهدفة"
_BESIDE = re.compile(rf"[:：()\s–-]*(?:{_WORDS})[:：()\s–-]*")
"""What people write beside the period in the head of a target."""


def period_of(head: str) -> str | None:
    """Return the period that the head of a column is, None where it is none."""
    return canonical(_BESIDE.sub("", western_digits(head).casefold()).strip().upper())


def list_of(cls: type[Record]) -> type[Record] | None:
    """Return the list whose lines a record has one of for a period, None where it has none."""
    return next((one for one in owned_by(cls.__tablename__) if _placed_by_period(one)), None)


def unfolded(sheets: Sequence[Sheet], cls: type[Record]) -> list[Sheet]:
    """Return the sheets of a file, each followed by what its columns of periods hold, if there are any."""
    owned = list_of(cls)
    found: list[Sheet] = []
    for one in sheets:
        found.append(one)
        made = _sheet_of(one, cls, owned) if owned is not None and not one.hidden else None
        found += [made] if made is not None else []
    return found


def _sheet_of(sheet: Sheet, cls: type[Record], owned: type[Record]) -> Sheet | None:
    """Return the lines of a list that a sheet of records holds in its columns of periods."""
    table = layout.find(sheet, table_columns.knows(cls.__tablename__))
    samples = [[one.cells[place] for one in table.lines[:_SAMPLES]] for place in range(len(table.heads))]
    targets = [one.target for one in table_columns.guess(cls.__tablename__, table.heads, samples)]
    periods = {place: period for place, head in enumerate(table.heads)
               if not targets[place] and (period := period_of(head))}  # fmt: skip
    names = [targets.index(one) for one in (ID, *NUMBERS, *cls.__title__) if one in targets]
    if not periods or not names:
        return None
    fields = {one.name: one for one in fields_of(owned)}
    owner = owner_field(owned)
    assert owner is not None
    value = next(one for one in fields.values() if isinstance(one.kind, Quantity))
    lines = [Line(table.head[-1], [tr(one.label) for one in (owner, fields["period"], value)])]
    for line in table.lines:
        whose = next((line.cells[place] for place in names if line.cells[place].strip()), "")
        lines += [Line(line.number, [whose, period, line.cells[place]])
                  for place, period in periods.items() if line.cells[place].strip()]  # fmt: skip
    return Sheet(tr(owned.__plural__), lines) if len(lines) > 1 else None


def _placed_by_period(cls: type[Record]) -> bool:
    kinds = {one.name: one.kind for one in fields_of(cls)}
    return isinstance(kinds.get("period"), Period) and "period" in cls.__placed__
