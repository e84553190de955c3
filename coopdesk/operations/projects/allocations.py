"""Allocations by recipient and year: what is approved now, how that moved, what was paid of it, what is foreseen.

What holds is the last change, else what was first approved; what is only planned is told as such. Amounts of several
allocations to one recipient are added within one currency: each currency is a line of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from coopdesk.operations import degrees, listing, reach, rights
from coopdesk.operations.currency import currency_here
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.titles import titles_in
from coopdesk.records.allocation import Allocation, AllocationChange
from coopdesk.records.base import table_of
from coopdesk.records.outlook import Cell, Change, Line, Outlook
from coopdesk.records.project import Project, Transaction
from coopdesk.records.project_choices import PAID
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store
from coopdesk.store.listing import columns_of

_Key = tuple[str, int, str]
"""A recipient, a year and a currency."""


class _One(NamedTuple):
    """An allocation: what it is now, and in which currency."""

    id: str
    recipient: str
    year: int
    currency: str
    first: int | None
    now: int
    planned: bool
    mixed: bool
    plan: int | None

    @property
    def gap(self) -> int | None:
        """What was planned and is not approved."""
        return None if self.plan is None else max(self.plan - (0 if self.planned else self.now), 0)


@rights.needs(rights.READER)
def outlook(
    store: Store, who: Reader = ANYBODY, found: listing.Listing | None = None, recipient: str = "",
    moved: float | None = None,
) -> Outlook:  # fmt: skip
    """Return the allocations by recipient and year, as far as a reader may see them. ``found``: of these allocations
    only; ``recipient``: of this one; ``moved``: only recipients of whom a year moved by more than so many per cent."""
    with store.reading() as connection:
        rows = _allocations(store, connection, who, found, recipient)
        changes = _changes(store, connection, who)
        usual = currency_here(store)
        ones = [_now(row, changes.get(row.id, ()), usual) for row in rows]
        paid = _paid(store, connection, who)
        names = titles_in(connection, list({one.recipient for one in ones}))
        seen = reach.seen_by(store, connection, who, list(names))
    by: defaultdict[tuple[str, str], defaultdict[int, list[_One]]] = defaultdict(lambda: defaultdict(list))
    for one in ones:
        if one.recipient in seen:
            by[one.recipient, one.currency][one.year].append(one)
    lines = [
        Line(body, names[body], currency, _cells(years, paid, body, currency)) for (body, currency), years in by.items()
    ]
    kept = [one for one in lines if moved is None or one.moved(moved)]
    kept.sort(key=lambda one: (sort_key(one.name), one.recipient, one.currency))
    cells = [cell for line in kept for cell in line.cells.values()]
    told = {id for cell in cells for id in cell.ids}
    history = _history(kept, [row for row in rows if row.id in told], changes)
    held = {row.id: row.classification for row in rows if row.id in told}
    held |= {row.id: row.classification for id in told for row in changes.get(id, ()) if row.classification is not None}
    with store.reading() as connection:
        held |= dict(degrees.degrees_of(connection, sorted({id for cell in cells for id in cell.payments})))
    return Outlook(tuple(sorted({year for one in kept for year in one.cells})), tuple(kept), history, held)


def plain(found: Outlook) -> list[dict[str, Any]]:
    """Return allocations as plain values, amounts in whole units of their currency."""
    return [
        {
            "recipient": line.recipient, "name": line.name, "currency": line.currency, "year": year,
            "planned": _units(cell.plan), "first_approved": _units(cell.first), "now": _units(cell.now),
            "planned_only": cell.planned,
            "paid": _units(cell.paid), "not_paid_yet": _units(cell.unpaid), "gap": _units(cell.gap),
            "change_since_first": _rounded(cell.since_first),
            "change_since_year_before": _rounded(cell.since_before), "mixed_currencies": cell.mixed,
            "allocations": list(cell.ids),
            "changes": [_told(one) for one in found.changes if one.allocation in cell.ids],
        }
        for line in found.lines for year, cell in sorted(line.cells.items())
    ]  # fmt: skip


def _told(one: Change) -> dict[str, Any]:
    return {
        "on": one.on, "was": _units(one.was), "now": _units(one.now), "currency": one.currency,
        "change": _rounded(one.change), "decided_by": one.decided_by, "reason": one.reason,
    }  # fmt: skip


def _units(minor: int | None) -> float | None:
    return None if minor is None else minor / 100


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _cells(
    years: Mapping[int, Sequence[_One]], paid: Mapping[_Key, Sequence[Any]], recipient: str, currency: str
) -> dict[int, Cell]:  # fmt: skip
    now = {year: sum(one.now for one in several) for year, several in years.items()}
    found = {}
    for year, several in sorted(years.items()):
        payments = paid.get((recipient, year, currency), ())
        handed = sum(row.minor for row in payments)
        approved = sum(one.now for one in several if not one.planned)
        found[year] = Cell(
            _added(one.plan for one in several), _added(one.first for one in several), now[year],
            all(one.planned for one in several), now.get(year - 1), handed, tuple(one.id for one in several),
            any(one.mixed for one in several), max(approved - handed, 0),
            _added(one.gap for one in several),
            tuple(row.id for row in payments),
        )  # fmt: skip
    return found


def _added(amounts: Iterable[int | None]) -> int | None:
    """Return the sum of the amounts that are said, None where none is."""
    said = [one for one in amounts if one is not None]
    return sum(said) if said else None


def _history(lines: Sequence[Line], rows: Sequence[Any], changes: Mapping[str, Sequence[Any]]) -> tuple[Change, ...]:
    """Return every change of what is told, in the order of the lines, by the year and then the day."""
    places: dict[str, int] = {}
    for place, line in enumerate(lines):
        places.setdefault(line.recipient, place)
    minor, code = columns_of(Allocation, "approved")
    found = []
    for row in rows:
        was, currency = getattr(row, minor), getattr(row, code)
        for one in changes.get(row.id, ()):
            found.append(Change(
                one.id, row.id, row.recipient, row.year, row.purpose or "", one.currency, one.on or "",
                was if currency == one.currency else None, one.minor, one.decided_by or "", one.reason or "",
            ))  # fmt: skip
            was, currency = one.minor, one.currency
    return tuple(sorted(found, key=lambda one: (places[one.recipient], one.year)))


def _allocations(
    store: Store, connection: Connection, who: Reader, found: listing.Listing | None, recipient: str
) -> list[Any]:
    table = table_of(Allocation)
    wanted = select(table).where(table.c.deleted.is_(False), table.c.recipient.is_not(None), table.c.year.is_not(None))
    if recipient:
        wanted = wanted.where(table.c.recipient == recipient)
    rows = connection.execute(wanted.order_by(table.c.year, table.c.rid)).all()
    chosen = set(found.numbers) if found is not None else None
    seen = reach.seen_by(store, connection, who, [row.id for row in rows])
    return [row for row in rows if row.id in seen and (chosen is None or row.rid in chosen)]


def _changes(store: Store, connection: Connection, who: Reader) -> dict[str, list[Any]]:
    """Return the changes of each allocation, the last one last."""
    table = table_of(AllocationChange)
    minor, code = (table.c[name] for name in columns_of(AllocationChange, "amount"))
    wanted = select(
        table.c.id, table.c.classification, table.c.allocation, table.c.on, table.c.decided_by, table.c.reason,
        minor.label("minor"), code.label("currency"),
    )  # fmt: skip
    wanted = wanted.where(table.c.deleted.is_(False), minor.is_not(None))
    rows = connection.execute(wanted.order_by(table.c.on, table.c.position, table.c.rid)).all()
    seen = reach.seen_by(store, connection, who, [row.id for row in rows])
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.id in seen:
            found[row.allocation].append(row)
    return found


def _now(row: Any, changes: Sequence[Any], usual: str) -> _One:
    (first, first_in), (plan, plan_in) = (
        tuple(getattr(row, name) for name in columns_of(Allocation, one)) for one in ("approved", "planned")
    )
    if changes:
        now, currency = changes[-1].minor, changes[-1].currency
    elif first is not None:
        now, currency = first, first_in
    else:
        now, currency = plan or 0, plan_in or usual
    codes = {*([first_in] if first is not None else []), *(one.currency for one in changes)}
    kept = first if first_in == currency else None
    planned = plan if plan_in == currency else None
    return _One(row.id, row.recipient, row.year, currency, kept, now, not codes, len(codes) > 1, planned)


def _paid(store: Store, connection: Connection, who: Reader) -> dict[_Key, list[Any]]:
    """Return the payments to each receiver in a year, by the currency: of a payment that says what it is in another
    one, in that one too."""
    table, project = table_of(Transaction), table_of(Project)
    rows: list[Any] = []
    for name in ("value", "equivalent"):
        minor, code = (table.c[one] for one in columns_of(Transaction, name))
        wanted = select(
            table.c.id, table.c.receiver, func.substr(table.c.on, 1, 4).label("year"), code.label("currency"),
            minor.label("minor"),
        ).join(project, project.c.id == table.c.project).where(
            table.c.deleted.is_(False), project.c.deleted.is_(False), table.c.receiver.is_not(None),
            table.c.on.is_not(None), minor.is_not(None), table.c.type.in_(PAID),
        )  # fmt: skip
        if name == "equivalent":
            wanted = wanted.where(code != func.coalesce(table.c[columns_of(Transaction, "value")[1]], ""))
        rows += connection.execute(wanted)
    seen = reach.seen_by(store, connection, who, list({row.id for row in rows}))
    found: defaultdict[_Key, list[Any]] = defaultdict(list)
    for row in rows:
        if row.id in seen:
            found[row.receiver, int(row.year), row.currency].append(row)
    return found
