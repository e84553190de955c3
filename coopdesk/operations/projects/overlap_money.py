"""The money of projects that overlap: what was committed to each as a whole and what was paid, in one currency, as far
as a reader may see the transactions of it."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, case, select

from coopdesk.operations import reach, rights
from coopdesk.operations.projects.money_facts import counted
from coopdesk.operations.reach import Reader
from coopdesk.records.base import table_of
from coopdesk.records.overlap import Spent
from coopdesk.records.project import Transaction
from coopdesk.records.project_money import TYPES_OF, Unconverted, paid_of
from coopdesk.store.conditions import among as among_these
from coopdesk.store.home import Store
from coopdesk.store.listing import columns_of


class Told(NamedTuple):
    """``spent``: of each project; ``degrees``: of the transactions of each that have one of their own."""

    spent: Mapping[str, Spent]
    degrees: Mapping[str, list[str]]


@rights.needs(rights.READER)
def money_of(store: Store, connection: Connection, who: Reader, ids: Iterable[str], currency: str) -> Told:
    """Return the money of these projects, by their ids; of one without any there is none."""
    table, amount = table_of(Transaction), counted(Transaction, currency, "value", "equivalent")
    minor, code = (table.c[name] for name in columns_of(Transaction, "value"))
    what = case(*((table.c.type.in_(types), name) for name, types in TYPES_OF.items()))
    wanted = select(
        table.c.id, table.c.project, table.c.classification, what.label("what"), amount.label("amount"),
        minor.label("minor"), code.label("currency"),
    ).where(
        among_these(table.c.project), table.c.deleted.is_(False), what.is_not(None), what != "pledged",
        minor.is_not(None) | amount.is_not(None),
    )  # fmt: skip
    rows = connection.execute(wanted, {"some": json.dumps(sorted(ids))}).all()
    seen = reach.seen_by(store, connection, who, [row.id for row in rows])
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    others: defaultdict[str, dict[str, Unconverted]] = defaultdict(dict)
    degrees: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.id not in seen:
            continue
        if row.classification is not None:
            degrees[row.project].append(row.classification)
        if row.amount is not None:
            sums[row.project][row.what] += row.amount
            continue
        one = others[row.project].get(row.currency, Unconverted(row.currency, 0, 0))
        others[row.project][row.currency] = one._replace(many=one.many + 1, minor=one.minor + row.minor)
    spent = {
        id: Spent(sums[id]["committed"], paid_of(sums[id]), tuple(others[id][one] for one in sorted(others[id])))
        for id in {*sums, *others}
    }  # fmt: skip
    return Told(spent, degrees)
