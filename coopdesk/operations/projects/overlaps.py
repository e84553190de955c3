"""Projects that overlap: in one country and one sector, at the same time, by different institutions.

Institutions differ where no ministry or entity coordinates or proposes both; of two of which one has none named, where
no organization carries out both. The sector is the purpose by its five digits where both name it, else its category.
What was cancelled, and what has no day at all, overlaps with nothing; a project without an end goes on. The money of
each stands beside it, of the whole project.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import CTE, Connection, Select, case, func, or_, select

from coopdesk import sectors
from coopdesk.calendars import today
from coopdesk.operations import reach, rights
from coopdesk.operations.projects.money import currency_here
from coopdesk.operations.projects.overlap_money import Told, money_of
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.titles import titles_in
from coopdesk.progress import SILENT, Progress
from coopdesk.records.base import highest, rank, table_of
from coopdesk.records.overlap import Overlap, Side, Spent
from coopdesk.records.project import Participant, Project, ProjectCountry, ProjectSector
from coopdesk.store.conditions import among as among_these
from coopdesk.store.home import Store

_CARRY_OUT = ("implementing", "extending")
_RUNS = ("implementation", "finalisation")
_FIRST, _LAST, _WHOLE = "0", "9999", "-99"
"""Before every day, after every day, and what makes a month or a year, which ends something, its last day."""
_PART = 2_000


class _Named(NamedTuple):
    """Who leads a project and who carries it out, by ids, else by names; ``told``: those that may be told of."""

    leads: tuple[str, ...]
    carries: tuple[str, ...]
    told: tuple[str, ...]

    def apart(self, other: "_Named") -> bool:
        """Tell whether the institutions of two projects differ."""
        if self.leads and other.leads:
            return set(self.leads).isdisjoint(other.leads)
        return set(self.carries).isdisjoint(other.carries)


@rights.needs(rights.READER)
def overlaps(
    store: Store, project: str = "", who: Reader = ANYBODY, *, among: Collection[str] | None = None,
    over: bool = False, progress: Progress = SILENT,
) -> list[Overlap]:  # fmt: skip
    """Return the projects that overlap, as far as a reader may see them, those with the longest time in common first.

    ``project``: with this one, which then stands first; ``among``: of which one at least is one of these; ``over``:
    also where the time in common is over."""
    progress.step(0)
    currency = currency_here(store)
    with store.reading() as connection:
        shared = _shared(store, connection, who, project, among, over=over, progress=progress)
        there = _projects(connection, {one for pair in shared for one in pair})
        named = _institutions(store, connection, who, there)
        apart = [pair for pair in shared if named[pair[0]].apart(named[pair[1]])]
        used = {one for pair in apart for one in pair}
        names = titles_in(connection, [*used, *{id for one in used for id in named[one].told}])
        money, lines = money_of(store, connection, who, used, currency), _degrees(connection, who, used)
    sides = {one: _side(there[one], named[one], names, money, lines[one]) for one in used}
    late = {id for id, row in there.items() if row.late}
    found = [_overlap(sides[first], sides[second], *shared[first, second], currency, late) for first, second in apart]
    return sorted(found, key=lambda one: (bool(one.until), -(one.months or 0), one.first.title, one.second.title))


def plain(one: Overlap) -> dict[str, Any]:
    """Return an overlap as plain values."""
    return {
        "first": _plain(one.first), "second": _plain(one.second), "countries": list(one.countries),
        "sectors": list(one.sectors), "since": one.since, "until": one.until, "months": one.months,
        "currency": one.currency,
    }  # fmt: skip


def _plain(side: Side) -> dict[str, Any]:
    return {
        "id": side.id, "title": side.title, "status": side.status, "starts": side.starts, "ends": side.ends,
        "institutions": list(side.institutions), "committed": side.spent.committed / 100,
        "paid": side.spent.paid / 100,
        "not_converted": [
            {"currency": one.currency, "transactions": one.many, "amount": one.minor / 100} for one in side.spent.others
        ],
    }  # fmt: skip


def _shared(
    store: Store, connection: Connection, who: Reader, project: str, among: Collection[str] | None, *,
    over: bool, progress: Progress,
) -> dict[tuple[str, str], tuple[set[str], set[str]]]:  # fmt: skip
    """Return the countries and sectors that two projects share, by the two."""
    chosen = set(among) if among is not None else None
    hidden = _hidden(store, connection, who)
    shared: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for place, row in enumerate(connection.execute(_question(project, over=over))):
        if not place % _PART:
            progress.step(place)
        pair = (row.first, row.second)
        if (chosen is not None and chosen.isdisjoint(pair)) or not hidden.isdisjoint(row):
            continue
        countries, found = shared.setdefault(pair, (set(), set()))
        countries.add(row.country)
        found.add(row.purpose if row.purpose == row.other else sectors.category(row.purpose))
    return shared


def _hidden(store: Store, connection: Connection, who: Reader) -> set[str]:
    """Return the projects and lines of which a reader may not know."""
    if who.sees_all:
        return set()
    tables = map(table_of, (Project, ProjectCountry, ProjectSector))
    ids = [id for table in tables for (id,) in connection.execute(select(table.c.id).where(table.c.deleted.is_(False)))]
    return set(ids) - reach.seen_by(store, connection, who, ids)


def _question(project: str, *, over: bool) -> Select[Any]:
    """Return the question for each country and category that two projects share while both run."""
    cell = _cells()
    one, two = cell.alias("one"), cell.alias("two")
    wanted = (
        select(
            one.c.id.label("first"), two.c.id.label("second"), one.c.country, one.c.purpose,
            two.c.purpose.label("other"), one.c.at, one.c.of, two.c.at, two.c.of,
        )
        .join(two, (one.c.country == two.c.country) & (one.c.category == two.c.category))
        .where(one.c.starts <= two.c.ends, two.c.starts <= one.c.ends)
    )  # fmt: skip
    wanted = wanted.where(one.c.id == project, two.c.id != project) if project else wanted.where(one.c.id < two.c.id)
    return wanted if over else wanted.where(one.c.ends >= today(), two.c.ends >= today())


def _cells() -> CTE:
    """Return each project in each of its countries and sectors, from when until when. What runs past the end that was
    planned for it has none."""
    table, country, sector = map(table_of, (Project, ProjectCountry, ProjectSector))
    begun, ended = _begun(table), _ended(table)
    return (
        select(
            table.c.id, func.coalesce(begun, _FIRST).label("starts"),
            case((_late(table), _LAST), else_=func.coalesce(ended + _WHOLE, _LAST)).label("ends"),
            country.c.id.label("at"), country.c.country, sector.c.id.label("of"), sector.c.sector.label("purpose"),
            func.substr(sector.c.sector, 1, 3).label("category"),
        )
        .join(country, country.c.project == table.c.id)
        .join(sector, sector.c.project == table.c.id)
        .where(
            table.c.deleted.is_(False), country.c.deleted.is_(False), sector.c.deleted.is_(False),
            country.c.country.is_not(None), sector.c.sector.is_not(None),
            or_(table.c.status.is_(None), table.c.status != "cancelled"), or_(begun.is_not(None), ended.is_not(None)),
        )
        .cte("cell")
        .prefix_with("MATERIALIZED")
    )  # fmt: skip


def _begun(table: Any) -> Any:
    return func.coalesce(table.c.actual_start, table.c.planned_start)


def _ended(table: Any) -> Any:
    return func.coalesce(table.c.actual_end, table.c.planned_end)


def _late(table: Any) -> Any:
    return table.c.actual_end.is_(None) & table.c.status.in_(_RUNS) & (table.c.planned_end < today())


def _projects(connection: Connection, ids: Iterable[str]) -> dict[str, Any]:
    table = table_of(Project)
    wanted = select(
        table.c.id, table.c.status, table.c.coordinating, table.c.proposing, table.c.classification,
        _begun(table).label("starts"), _ended(table).label("ends"), _late(table).label("late"),
    ).where(among_these(table.c.id))  # fmt: skip
    return {row.id: row for row in connection.execute(wanted, {"some": json.dumps(sorted(ids))})}


def _institutions(store: Store, connection: Connection, who: Reader, there: Mapping[str, Any]) -> dict[str, _Named]:
    """Return whom each project names, as far as a reader may know; one that is in no directory counts by its name."""
    line = table_of(Participant)
    wanted = select(line.c.id, line.c.project, line.c.organization, line.c.name).where(
        among_these(line.c.project), line.c.deleted.is_(False), line.c.role.in_(_CARRY_OUT)
    )
    read = connection.execute(wanted, {"some": json.dumps(list(there))}).all()
    leads = {id: [one for one in (row.coordinating, row.proposing) if one] for id, row in there.items()}
    ids = {one for several in leads.values() for one in several} | {row.organization for row in read} - {None}
    seen = reach.seen_by(store, connection, who, sorted({*ids, *(row.id for row in read)}))
    carries: defaultdict[str, list[str]] = defaultdict(list)
    told = {id: [one for one in several if one in seen] for id, several in leads.items()}
    for row in read:
        one = row.organization or (row.name or "").strip()
        if one:
            carries[row.project].append(one)
            told[row.project] += [one] if row.id in seen and (one in seen or not row.organization) else []
    return {id: _Named(tuple(leads[id]), tuple(carries[id]), tuple(told[id])) for id in there}


def _degrees(connection: Connection, who: Reader, ids: Iterable[str]) -> dict[str, list[str]]:
    """Return the degrees that a reader may see of the lines by which each project overlaps and which name who carries
    it out."""
    found: dict[str, list[str]] = {id: [] for id in ids}
    for table in map(table_of, (ProjectCountry, ProjectSector, Participant)):
        wanted = select(table.c.project, table.c.classification).where(
            among_these(table.c.project), table.c.deleted.is_(False), table.c.classification.is_not(None)
        )
        for project, degree in connection.execute(wanted, {"some": json.dumps(sorted(found))}):
            if rank(degree) <= rank(who.upto):
                found[project].append(degree)
    return found


def _side(row: Any, named: _Named, names: Mapping[str, str], money: Told, lines: Iterable[str]) -> Side:
    told = dict.fromkeys(names.get(one, one) for one in named.told)
    degree = highest((row.classification, *lines, *money.degrees.get(row.id, ())))
    return Side(row.id, names[row.id], row.status or "", row.starts or "", row.ends or "", tuple(told), degree,
                money.spent.get(row.id, Spent()))  # fmt: skip


def _overlap(
    first: Side, second: Side, countries: Iterable[str], found: Iterable[str], currency: str, late: Collection[str]
) -> Overlap:  # fmt: skip
    """Return two as an overlap; one that is ``late`` goes on, whatever end was planned for it."""
    until = [one.ends for one in (first, second) if one.ends and one.id not in late]
    return Overlap(
        first, second, tuple(sorted(countries)), tuple(sorted(found)), max(first.starts, second.starts),
        min(until, key=lambda day: day + _WHOLE, default=""), currency,
    )  # fmt: skip
