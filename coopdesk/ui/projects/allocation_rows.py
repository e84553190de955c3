"""Allocations as rows of a table: the years side by side, or a row a year with all that is known of it."""

from collections.abc import Sequence
from typing import NamedTuple

from coopdesk.calendars import numeric
from coopdesk.documents.aid_charts import money, per_cent
from coopdesk.documents.allocations import HEADS, cells
from coopdesk.i18n import N_, digits, ltr, tr
from coopdesk.records.outlook import Cell, Change, Line, Outlook

_RECIPIENT, _CURRENCY = N_("Recipient", "allocation"), N_("Currency")
_TOLD = N_(
    "First approved: {first}. Now: {now}. Since the first: {since}. Since the year before: {before}. Paid: {paid}."
)
_PLANNED = N_("{amount} (planned)")
_CHANGES, _CHANGED = N_("Changes", "of an allocation"), N_("{day}: {amount}", "a change of an allocation")
_BETWEEN = N_("; ", "between values of a chart")


class Place(NamedTuple):
    """A cell of the table: its text, all that is known of it, the allocation that it opens; ``figure``: it is one."""

    text: str
    tip: str
    allocation: str = ""
    figure: bool = False


class Rows(NamedTuple):
    """``lines``: of whom each row is."""

    heads: Sequence[str]
    lines: Sequence[Line]
    places: Sequence[Sequence[Place]]


def side_by_side(found: Outlook) -> Rows:
    """Return a row for each recipient and currency, a column for each year."""
    heads = [tr(_RECIPIENT), tr(_CURRENCY), *(digits(str(one)) for one in found.years)]
    none = Place("", "", figure=True)
    places = [
        [*_whose(line), *(_year(line.cells[year]) if year in line.cells else none for year in found.years)]
        for line in found.lines
    ]
    return Rows(heads, found.lines, places)


def in_full(found: Outlook) -> Rows:
    """Return a row for each recipient, currency and year."""
    lines, places = [], []
    for line in found.lines:
        for year, cell in sorted(line.cells.items()):
            lines.append(line)
            said = [Place(text, text, cell.ids[0], figure=True) for text in cells(year, cell)]
            changes = [one for one in found.changes if one.allocation in cell.ids]
            places.append([*_whose(line), *said, _changes(changes, cell)])
    return Rows([tr(_RECIPIENT), tr(_CURRENCY), *map(tr, HEADS), tr(_CHANGES)], lines, places)


def _whose(line: Line) -> list[Place]:
    return [Place(line.name, line.name), Place(line.currency, line.currency)]


def _year(cell: Cell) -> Place:
    before, now = per_cent(cell.since_before), money(cell.now)
    shown = tr(_PLANNED, amount=now) if cell.planned else now
    first = "–" if cell.first is None else money(cell.first)
    tip = tr(_TOLD, first=first, now=now, since=per_cent(cell.since_first) or "–", before=before or "–",
             paid=money(cell.paid))  # fmt: skip
    return Place("  ".join(filter(None, (shown, before))), tip, cell.ids[0], figure=True)


def _changes(several: Sequence[Change], cell: Cell) -> Place:
    """Return the changes of a year; why and by whom, the tip says."""
    said = [
        tr(_CHANGED, day=numeric(one.on) if one.on else "–", amount=f"{money(one.now)} {ltr(one.currency)}")
        for one in several
    ]
    tips = [
        " · ".join(filter(None, (text, per_cent(one.change), one.decided_by, one.reason)))
        for text, one in zip(said, several, strict=True)
    ]
    return Place(tr(_BETWEEN).join(said), "\n".join(tips), cell.ids[0])
