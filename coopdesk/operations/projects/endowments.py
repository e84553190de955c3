"""What the capital of investments and endowments earned year by year, and to which projects it was paid."""

from collections import Counter, defaultdict
from collections.abc import Collection

from sqlalchemy import CTE, Connection, func, select

from coopdesk.operations import reach, rights
from coopdesk.operations.projects.money_facts import counted, without
from coopdesk.operations.reach import Reader
from coopdesk.operations.titles import titles_in
from coopdesk.records.base import table_of
from coopdesk.records.project import EndowmentReturn
from coopdesk.records.project_money import Return
from coopdesk.store.home import Store


@rights.needs(rights.READER)
def returns_of(
    store: Store, connection: Connection, chosen: CTE, currency: str, who: Reader, year: str | None,
    hidden: Collection[str],
) -> tuple[Return, ...]:  # fmt: skip
    """Return the returns of projects by year, but for the lines that are ``hidden``; projects that a reader may not see
    are not named to him."""
    table = table_of(EndowmentReturn)
    earned, paid = counted(EndowmentReturn, currency, "earned"), counted(EndowmentReturn, currency, "paid_out")
    wanted = (
        select(table.c.year, table.c.paid_to, func.sum(earned), func.sum(paid))
        .join(chosen, chosen.c.id == table.c.project)
        .where(table.c.deleted.is_(False), table.c.year.is_not(None), without(table, hidden))
        .group_by(table.c.year, table.c.paid_to)
        .order_by(table.c.year)
    )
    sums: dict[int, Counter[str]] = defaultdict(Counter)
    shares: dict[int, Counter[str]] = defaultdict(Counter)
    for found, to, one, other in connection.execute(wanted.where(table.c.year == int(year)) if year else wanted):
        sums[found].update(earned=one or 0, paid=other or 0)
        if to:
            shares[found][to] += other or 0
    receivers = list({to for one in shares.values() for to in one})
    seen = reach.seen_by(store, connection, who, receivers)
    named = titles_in(connection, receivers)
    return tuple(
        Return(found, one["earned"], one["paid"],
               tuple((to, named[to], part) for to, part in shares[found].most_common() if to in seen))
        for found, one in sums.items()
    )  # fmt: skip
