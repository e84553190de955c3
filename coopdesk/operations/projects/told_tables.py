"""Overlaps, allocations and the assistance of a year as tables that other programs open; they pass the gate."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from coopdesk.calendars import numeric
from coopdesk.i18n import N_, Text, isolate, tr
from coopdesk.interchange.tables.writing import Column, Figure
from coopdesk.operations import leaving, listing, rights, table_files
from coopdesk.operations.countries import country_names
from coopdesk.operations.projects import aid
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.table_export import bare
from coopdesk.records.aid import BY, AidFigures
from coopdesk.records.outlook import Cell, Outlook
from coopdesk.records.overlap import Overlap, each_once, not_converted
from coopdesk.sectors import name_of
from coopdesk.store.home import Store

AND = N_(", ", "between items of a list")
OVERLAPS: tuple[tuple[Text, float], ...] = (
    (N_("Project", "field"), 40.0), (N_("Overlaps with"), 40.0), (N_("Country"), 24.0), (N_("Sector (DAC)"), 34.0),
    (N_("Currency"), 10.0), (N_("Committed to the first"), 16.0), (N_("Paid to the first"), 16.0),
    (N_("Committed to the other"), 16.0), (N_("Paid to the other"), 16.0), (N_("Not converted"), 24.0),
    (N_("In common from"), 13.0), (N_("In common until"), 13.0), (N_("Months in common"), 10.0),
    (N_("Institutions of the first"), 34.0), (N_("Institutions of the other"), 34.0),
)  # fmt: skip
ALLOCATIONS: tuple[tuple[Text, float], ...] = (
    (N_("Recipient", "allocation"), 40.0), (N_("Currency"), 10.0), (N_("Year"), 8.0),
    (N_("Planned", "allocation"), 16.0), (N_("First approved"), 16.0), (N_("Now", "allocation"), 16.0),
    (N_("Change since first approved, %"), 14.0), (N_("Change since the year before, %"), 14.0),
    (N_("Paid", "money"), 16.0), (N_("Not paid yet"), 16.0), (N_("Funding gap"), 16.0),
)  # fmt: skip
_AID: tuple[tuple[Text, float], ...] = (
    (N_("Counted by"), 24.0), (N_("Code"), 10.0), (N_("Name"), 44.0), (N_("Amount"), 16.0),
    (N_("Paid in the year before"), 16.0), (N_("Of it humanitarian"), 16.0), (N_("Projects"), 10.0),
)  # fmt: skip
_OVERLAPPING, _OUTLOOK, _ASSISTANCE = N_("Overlapping projects"), N_("Allocations by recipient"), N_("Assistance")
_OF = N_("{title}: {sum}")
_ALL, _IN_KIND = N_("All together", "figures"), N_("Support in kind")


@rights.needs(rights.READER)
def save_overlaps(store: Store, found: Sequence[Overlap], out: Path, who: Reader = ANYBODY) -> int:
    """Write overlaps to a workbook, or to CSV as the name of the file says; returns how many rows there are. Raises
    ``CannotWrite``."""
    names = country_names(store)
    degrees = {id: side.degree for id, side in each_once(found).items()}
    return _save(store, "project", _OVERLAPPING, OVERLAPS, [cells(one, names) for one in found], degrees, out, who)


@rights.needs(rights.READER)
def save_allocations(store: Store, found: Outlook, out: Path, who: Reader = ANYBODY) -> int:
    """Write allocations by recipient, a row a year; see ``save_overlaps``."""
    rows = [
        [line.name, line.currency, *allocation_cells(year, cell)]
        for line in found.lines for year, cell in sorted(line.cells.items())
    ]  # fmt: skip
    return _save(store, "allocation", _OUTLOOK, ALLOCATIONS, rows, found.degrees, out, who)


@rights.needs(rights.READER)
def save_aid(
    store: Store, year: str, edition: str, out: Path, who: Reader = ANYBODY, found: listing.Listing | None = None
) -> int:
    """Write the assistance of a year, a row for each row of its figures; see ``save_overlaps``, ``aid.figures``."""
    counted = aid.count(store, year, edition, who, found)
    return _save(store, "project", _ASSISTANCE, _AID, list(_aid_rows(counted.figures)), counted.degrees, out, who)


def allocation_cells(year: int, cell: Cell) -> list[str]:
    """Return the cells of an allocation of a year, under ``ALLOCATIONS`` after the currency."""
    return [
        Figure(year), *map(_figure, (cell.plan, cell.first, cell.now)),
        *map(_rounded, (cell.since_first, cell.since_before)), *map(_figure, (cell.paid, cell.unpaid, cell.gap)),
    ]  # fmt: skip


def cells(one: Overlap, names: Mapping[str, str]) -> list[str]:
    """Return the cells of an overlap, under ``OVERLAPS``. ``names``: of countries, by code."""
    joint = tr(AND)
    both = (one.first, one.second)
    others = [tr(_OF, title=isolate(side.title), sum=text) for side in both for text in not_converted(side)]
    return [
        one.first.title, one.second.title, joint.join(names.get(code, code) for code in one.countries),
        joint.join(map(name_of, one.sectors)), one.currency,
        *(_figure(minor) for side in both for minor in (side.spent.committed, side.spent.paid)), joint.join(others),
        *(numeric(day) if day else "" for day in (one.since, one.until)),
        "" if one.months is None else Figure(one.months),
        *(joint.join(side.institutions) for side in both),
    ]  # fmt: skip


def _aid_rows(found: AidFigures) -> Iterable[list[str]]:
    groups = [(tr(_ALL), (found.whole,)), *((tr(BY[by]), found.by[by]) for by in BY), (tr(_IN_KIND), found.in_kind)]
    for label, rows in groups:
        for row in rows:
            yield [
                label, row.key or "", row.title, _figure(row.amount), _figure(row.before), _figure(row.humanitarian),
                Figure(row.projects),
            ]  # fmt: skip


def _save(
    store: Store, type: str, name: Text, heads: Sequence[tuple[Text, float]], rows: Sequence[Sequence[str]],
    degrees: Mapping[str, str | None], out: Path, who: Reader,
) -> int:  # fmt: skip
    items: Any = list(degrees.items())
    leaving.let_out(store, leaving.Parcel(leaving.EXPORTED, type, items, records=len(items), receiver=who.word))
    columns = [Column("", bare(tr(text)), width) for text, width in heads]
    written = [[cell if isinstance(cell, Figure) else bare(cell) for cell in row] for row in rows]
    table_files.write_columns(out, tr(name), columns, written)
    return len(written)


def _figure(minor: int | None) -> str:
    return "" if minor is None else Figure(f"{minor / 100:.2f}")


def _rounded(value: float | None) -> str:
    return "" if value is None else Figure(f"{value:.1f}")
