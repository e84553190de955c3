"""The payments of which the State's foreign assistance is the sum, as far as a reader may see them, and the shares by
which they are divided.

A payment is a disbursement, or an expenditure of what the State does itself. What a body of another State, or one that
is at home there, gives is no assistance of ours: else what it passes on would be counted twice.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, or_, select, true

from coopdesk.operations import reach, rights
from coopdesk.operations.projects.money_facts import counted
from coopdesk.operations.projects.shares import weights
from coopdesk.operations.reach import Reader
from coopdesk.records import Country, MinistrySettings, Organization
from coopdesk.records.base import Record, table_of
from coopdesk.records.project import InKind, Project, ProjectCountry, ProjectSector, Transaction
from coopdesk.store.home import Store
from coopdesk.store.listing import columns_of

STATES_OWN = ("state", "assistance")
"""Whose a project is where the State spends itself, so that its expenditure is assistance."""
_SHARES: Mapping[str, type[Record]] = {"country": ProjectCountry, "sector": ProjectSector}
Shares = Mapping[str, Mapping[str | None, int]]


class Facts(NamedTuple):
    """``payments``, ``gifts``: rows of what was paid and given in kind; ``shares``: weights of the countries and
    sectors of each project; ``degrees``: of every record that is counted, by its id."""

    payments: Sequence[Any]
    gifts: Sequence[Any]
    shares: Mapping[str, Shares]
    degrees: Mapping[str, str | None]


@rights.needs(rights.READER)
def facts(
    store: Store, connection: Connection, who: Reader, currency: str, years: tuple[int, int],
    among: Sequence[int] | None,
) -> Facts:  # fmt: skip
    """Return the payments from the first of these years to the last. ``among``: of these projects only, by their local
    numbers."""
    payments = _read(connection, _payments(connection, currency, years), among)
    gifts = _read(connection, _gifts(currency, years), among)
    projects = {row.project for row in (*payments, *gifts)}
    lines = {by: _lines(connection, cls, by, projects) for by, cls in _SHARES.items()}
    rows = (*payments, *gifts, *(row for several in lines.values() for row in several))
    seen = reach.seen_by(store, connection, who, [*projects, *(row.id for row in rows)])
    kept = [row for row in payments if row.id in seen]
    given = [row for row in gifts if row.id in seen]
    used = {row.project for row in (*kept, *given)}
    shares = {by: _shares(row for row in several if row.id in seen) for by, several in lines.items()}
    degrees = {row.project: row.degree for row in (*kept, *given)}
    degrees |= {row.id: row.own for row in rows if row.own is not None and row.id in seen and row.project in used}
    return Facts(kept, given, shares, degrees)


def _payments(connection: Connection, currency: str, years: tuple[int, int]) -> Any:
    table, project = table_of(Transaction), table_of(Project)
    amount = counted(Transaction, currency, "value", "equivalent")
    minor, code = (table.c[name] for name in columns_of(Transaction, "value"))
    year = func.substr(table.c.on, 1, 4)
    return (
        select(
            table.c.id, table.c.classification.label("own"), project.c.id.label("project"),
            project.c.classification.label("degree"), year.label("year"), amount.label("amount"), minor.label("minor"),
            code.label("currency"), table.c.country, func.substr(table.c.sector, 1, 3).label("sector"),
            func.coalesce(table.c.channel, project.c.channel).label("channel"), table.c.source,
            func.coalesce(table.c.humanitarian, project.c.kind == "humanitarian").label("humanitarian"),
        )
        .join(project, project.c.id == table.c.project)
        .where(
            table.c.deleted.is_(False), project.c.deleted.is_(False), or_(minor.is_not(None), amount.is_not(None)),
            year >= str(years[0]), year <= str(years[1]), _ours(connection, table.c.provider),
            or_(
                table.c.type == "disbursement",
                and_(table.c.type == "expenditure", project.c.managed_by.in_(STATES_OWN)),
            ),
        )
        .order_by(table.c.rid)
    )  # fmt: skip


def _gifts(currency: str, years: tuple[int, int]) -> Any:
    table, project = table_of(InKind), table_of(Project)
    year = func.substr(func.coalesce(table.c.starts, table.c.ends), 1, 4)
    return (
        select(
            table.c.id, table.c.classification.label("own"), project.c.id.label("project"),
            project.c.classification.label("degree"), year.label("year"), table.c.kind,
            counted(InKind, currency, "value").label("amount"),
        )
        .join(project, project.c.id == table.c.project)
        .where(
            table.c.deleted.is_(False), project.c.deleted.is_(False), year >= str(years[0]), year <= str(years[1])
        )
        .order_by(table.c.rid)
    )  # fmt: skip


def _ours(connection: Connection, provider: Any) -> Any:
    """Return the condition that whoever gives is of the State; where its own code is not known, everybody is."""
    country, body = table_of(Country), table_of(Organization)
    settings = table_of(MinistrySettings)
    named = select(settings.c.state_ar).where(settings.c.deleted.is_(False)).scalar_subquery()
    code = connection.execute(
        select(country.c.code).where(country.c.deleted.is_(False), country.c.formal_ar == named)
    ).scalar()
    if not code:
        return true()
    others = select(body.c.id).where(body.c.country.is_not(None), body.c.country != code)
    return or_(provider.is_(None), provider.not_in(others))


def _read(connection: Connection, wanted: Any, among: Sequence[int] | None) -> Sequence[Any]:
    rows = connection.execute(wanted).all()
    if among is None:
        return rows
    table = table_of(Project)
    chosen = set(among)
    ids = {id for id, rid in connection.execute(select(table.c.id, table.c.rid)) if rid in chosen}
    return [row for row in rows if row.project in ids]


def _lines(connection: Connection, cls: type[Record], by: str, projects: set[str]) -> Sequence[Any]:
    table = table_of(cls)
    key = func.substr(table.c.sector, 1, 3) if by == "sector" else table.c[by]
    wanted = select(
        table.c.id, table.c.classification.label("own"), table.c.project, key.label("key"), table.c.share
    ).where(table.c.deleted.is_(False), table.c[by].is_not(None))
    return [row for row in connection.execute(wanted.order_by(table.c.rid)) if row.project in projects]


def _shares(rows: Iterable[Any]) -> Shares:
    said: defaultdict[str, list[tuple[str | None, int | None]]] = defaultdict(list)
    for row in rows:
        said[row.project].append((row.key, row.share))
    return {project: weights(several) for project, several in said.items()}
