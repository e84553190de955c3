"""The facts of which figures of money are sums: selections of the projects, transactions and budgets that count."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Connection, Select, and_, case, exists, func, or_, select, true

from coopdesk.operations import reach, rights
from coopdesk.operations.reach import Reader
from coopdesk.periods import TO_ITS_END
from coopdesk.records.base import Record, table_of
from coopdesk.records.project import (
    Budget,
    EndowmentReturn,
    InKind,
    Project,
    ProjectCountry,
    ProjectSector,
    Transaction,
)
from coopdesk.records.project_money import TYPES_OF
from coopdesk.store.conditions import these
from coopdesk.store.home import Store
from coopdesk.store.listing import columns_of


def projects(numbers: Sequence[int], currency: str) -> CTE:
    """Return the projects of these local numbers: ``id``, ``channel``, ``target`` and ``capital`` as they count."""
    table = table_of(Project)
    chosen = select(
        table.c.id, table.c.channel, counted(Project, currency, "funding_target").label("target"),
        counted(Project, currency, "capital").label("capital"),
    ).where(table.c.rid.in_(these(numbers)), table.c.deleted.is_(False))  # fmt: skip
    return chosen.cte("project_chosen")


def counted(cls: type[Record], currency: str, *names: str) -> ColumnElement[Any]:
    """Return what of an amount counts: the first of these fields that is in a currency; else nothing."""
    table = table_of(cls)
    columns = [columns_of(cls, name) for name in names]
    return case(*((table.c[code] == currency, table.c[amount]) for amount, code in columns))


def foreign(
    chosen: CTE, cls: type[Record], name: str, currency: str, year: str | None = None, hidden: Collection[str] = ()
) -> Select[Any]:
    """Return the amounts of one field of projects, or of their lines, that do not count: currency, number and sum."""
    table = table_of(cls)
    minor, code = (table.c[one] for one in columns_of(cls, name))
    wanted = select(code, func.count(), func.sum(minor)).join(
        chosen, chosen.c.id == (table.c.id if cls is Project else table.c.project)
    )
    wanted = wanted.where(table.c.deleted.is_(False), minor.is_not(None), code != currency, without(table, hidden))
    return (wanted.where(table.c.year == int(year)) if year and cls is EndowmentReturn else wanted).group_by(code)


_LINES: tuple[type[Record], ...] = (Transaction, Budget, InKind, EndowmentReturn, ProjectCountry, ProjectSector)
"""What of a project is money, or divides it."""


@rights.needs(rights.READER)
def hidden_lines(store: Store, connection: Connection, who: Reader, chosen: CTE) -> set[str]:
    """Return the lines of projects of which a reader may not know."""
    if who.sees_all:
        return set()
    ids: list[str] = []
    for cls in _LINES:
        table = table_of(cls)
        wanted = select(table.c.id).join(chosen, chosen.c.id == table.c.project).where(table.c.deleted.is_(False))
        ids += connection.execute(wanted).scalars()
    return set(ids) - reach.seen_by(store, connection, who, ids)


@rights.needs(rights.READER)
def degrees_of_lines(store: Store, connection: Connection, who: Reader, chosen: CTE) -> dict[str, str]:
    """Return the degrees of the lines of projects that have one of their own, as far as a reader may see them."""
    found: dict[str, str] = {}
    for cls in _LINES:
        table = table_of(cls)
        wanted = select(table.c.id, table.c.classification).join(chosen, chosen.c.id == table.c.project)
        own = wanted.where(table.c.deleted.is_(False), table.c.classification.is_not(None))
        found |= {row[0]: row[1] for row in connection.execute(own)}
    seen = reach.seen_by(store, connection, who, list(found))
    return {id: degree for id, degree in found.items() if id in seen}


def without(table: Any, hidden: Collection[str]) -> Any:
    """Return the condition that a line is none of those that a reader may not see."""
    return table.c.id.not_in(these(sorted(hidden))) if hidden else true()


def transactions(chosen: CTE, currency: str, year: str | None = None, hidden: Collection[str] = ()) -> CTE:
    """Return the transactions of projects but for those that are ``hidden``: what they are (``what``), the year, by
    what they are counted, whose, and ``amount``; ``other`` and ``minor``: the currency and the amount of what does not
    count."""
    table, amount = table_of(Transaction), counted(Transaction, currency, "value", "equivalent")
    minor, code = (table.c[name] for name in columns_of(Transaction, "value"))
    what = case(*((table.c.type.in_(types), what) for what, types in TYPES_OF.items()))
    wanted = (
        select(
            table.c.project, what.label("what"), func.substr(table.c.on, 1, 4).label("year"), table.c.source,
            table.c.country, table.c.sector, func.coalesce(table.c.channel, chosen.c.channel).label("channel"),
            table.c.provider, table.c.due, amount.label("amount"),
            case((and_(amount.is_(None), minor.is_not(None)), code)).label("other"), minor.label("minor"),
        )
        .join(chosen, chosen.c.id == table.c.project)
        .where(table.c.deleted.is_(False), what.is_not(None), minor.is_not(None) | amount.is_not(None))
        .where(without(table, hidden))
    )  # fmt: skip
    return (wanted.where(func.substr(table.c.on, 1, 4) == year) if year else wanted).cte("money")


def budgets(
    chosen: CTE, currency: str, *, by_days: bool = False, hidden: Collection[str] = ()
) -> Select[Any]:  # fmt: skip
    """Return the budgets of projects that count, but for those that are ``hidden``, added up: those within one year by
    the year alone, others, or all of them ``by_days``, by their days."""
    table = table_of(Budget)
    minor, code = (table.c[name] for name in columns_of(Budget, "value"))
    amount = counted(Budget, currency, "value")
    last = func.coalesce(table.c.ends, table.c.starts)
    within = func.substr(table.c.starts, 1, 4) == func.substr(last, 1, 4)
    starts = table.c.starts if by_days else case((within, func.substr(table.c.starts, 1, 4)), else_=table.c.starts)
    ends = last if by_days else case((within, func.substr(table.c.starts, 1, 4)), else_=last)
    other_currency = case((amount.is_(None), code))
    return (
        select(
            table.c.project, starts.label("starts"), ends.label("ends"), other_currency.label("other"),
            func.sum(minor).label("minor"), func.count().label("count"),
        )
        .join(chosen, chosen.c.id == table.c.project)
        .where(table.c.deleted.is_(False), minor.is_not(None), without(table, hidden))
        .where(holds(hidden))
        .group_by(table.c.project, starts, ends, other_currency)
    )  # fmt: skip


def holds(hidden: Collection[str] = ()) -> ColumnElement[bool]:
    """Return the condition that a budget holds: an original one does not where a revised one of the project is of a
    time that overlaps."""
    table, other = table_of(Budget), table_of(Budget).alias("revision")
    last, until = (func.coalesce(one.c.ends, one.c.starts) + TO_ITS_END for one in (table, other))
    revised = exists().where(
        other.c.project == table.c.project, other.c.deleted.is_(False), other.c.type == "revised",
        without(other, hidden), other.c.starts <= last, until >= table.c.starts,
    )  # fmt: skip
    return or_(table.c.type == "revised", ~revised)
