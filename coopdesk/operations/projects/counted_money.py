"""What a figure of the money of projects counts: its transactions, or its budgets, as a person reads them."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from coopdesk.fields import Choice, Money
from coopdesk.i18n import N_, tr
from coopdesk.operations import rights
from coopdesk.operations.currency import currency_here
from coopdesk.operations.listing import Listing
from coopdesk.operations.projects import money_facts
from coopdesk.operations.projects.shares import weights
from coopdesk.operations.titles import titles_in
from coopdesk.periods import days_of
from coopdesk.records.base import table_of
from coopdesk.records.project import Budget, Project, ProjectCountry, ProjectSector, Transaction
from coopdesk.records.project_choices import BUDGET_TYPE, TRANSACTION_TYPE
from coopdesk.records.project_money import TYPES_OF
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

_SHARED = {"country": ProjectCountry, "sector": ProjectSector}
_Shares = Mapping[str, tuple[str | None, ...]]
_BUDGET = N_("Budget, {type}")
MOST = 1_000
"""How many lines are told at the most."""


class Counted(NamedTuple):
    """A line. ``on``: its day, of a budget the first; ``shared``: only a part of it counts there, by the shares of the
    project or by years; ``project``: the title of its project."""

    on: str
    what: str
    amount: str
    provider: str
    receiver: str
    about: str
    shared: bool
    project: str


@rights.needs(rights.READER)
def counted(
    store: Store, found: Listing, what: str, by: str = "", key: str | None = None, currency: str = ""
) -> list[Counted]:
    """Return what a figure of a list of projects counts, by day, as many as ``MOST``. ``by``: one of ``BY``, or
    ``provider``; empty for all; ``currency``: in which it counts, the Ministry's if empty."""
    currency = currency or currency_here(store)
    chosen = select(Project.id).where(Project.rid.in_(these(found.numbers)), Project.deleted.is_(False))
    with store.session() as session:
        shares = _keys(session, chosen, by) if by in _SHARED else {}
        if what == "budget":
            lines = _budgets(session, chosen, by, key, shares, currency)
        else:
            lines = _transactions(session, chosen, what, by, key, shares, currency)
        named = titles_in(
            session, list({id for one in lines for id in (one.project, one.provider, one.receiver) if id})
        )
    return [
        one._replace(project=named[one.project], provider=named.get(one.provider, ""),
                     receiver=named.get(one.receiver, ""))
        for one in lines
    ]  # fmt: skip


def _keys(session: Session, chosen: Select[Any], by: str) -> _Shares:
    """Return the countries or sectors of each project that says any; None is among them where some is left over."""
    table = table_of(_SHARED[by])
    wanted = select(table.c.project, table.c[by], table.c.share)
    said: dict[str, list[tuple[str | None, int | None]]] = defaultdict(list)
    here = wanted.where(table.c.project.in_(chosen), table.c.deleted.is_(False))
    for project, key, share in session.execute(here):
        said[project].append((key, share))
    return {project: tuple(weights(one)) for project, one in said.items()}


def _transactions(
    session: Session, chosen: Select[Any], what: str, by: str, key: str | None, shares: _Shares, currency: str
) -> list[Counted]:
    counts = money_facts.counted(Transaction, currency, "value", "equivalent")
    wanted = (
        select(Transaction, Project.channel)
        .join(Project, Project.id == Transaction.project)
        .where(Transaction.project.in_(chosen), Transaction.deleted.is_(False), Transaction.type.in_(TYPES_OF[what]))
        .where(counts.is_not(None))
    )
    if by == "provider":
        wanted = wanted.where(Transaction.provider == key)
    elif by == "year":
        wanted = wanted.where(func.substr(Transaction.on, 1, 4) == key if key else Transaction.on.is_(None))
    kind, money, found = Choice(TRANSACTION_TYPE), Money(), []
    for one, channel in session.execute(wanted.order_by(Transaction.on, Transaction.rid)):
        keys = shares.get(one.project or "", (None,))
        own = getattr(one, by) if by in (*_SHARED, "source", "channel") else key
        if by == "channel":
            own = own or channel
        inherits = by in _SHARED and own is None
        if key in keys if inherits else own == key:
            about = one.description or ""
            shared = inherits and len(keys) > 1
            amount = money.show(one.value or one.equivalent)
            found.append(Counted(one.on or "", kind.show(one.type), amount, one.provider or "", one.receiver or "",
                                 about, shared, one.project or ""))  # fmt: skip
        if len(found) == MOST:
            break
    return found


def _budgets(
    session: Session, chosen: Select[Any], by: str, key: str | None, shares: _Shares, currency: str
) -> list[Counted]:
    counts = money_facts.counted(Budget, currency, "value")
    wanted = select(Budget).where(
        Budget.project.in_(chosen), Budget.deleted.is_(False), counts.is_not(None), money_facts.holds()
    )
    kind, money, found = Choice(BUDGET_TYPE), Money(), []
    for one in session.scalars(wanted.order_by(Budget.starts, Budget.rid)):
        keys = shares.get(one.project or "", (None,))
        years = _years(one)
        if (by == "year" and key not in years) or (by in _SHARED and key not in keys):
            continue
        text = tr(_BUDGET, type=kind.show(one.type)) if one.type else tr(Budget.__label__)
        shared = len(years) > 1 if by == "year" else len(keys) > 1
        found.append(Counted(one.starts or "", text, money.show(one.value), "", "", one.note or "", shared,
                             one.project or ""))  # fmt: skip
        if len(found) == MOST:
            break
    return found


def _years(one: Budget) -> list[str | None]:
    if one.starts is None:
        return [None]
    first, last = days_of(one.starts)[0].year, days_of(one.ends or one.starts)[1].year
    return [f"{year:04}" for year in range(first, max(first, last) + 1)]
