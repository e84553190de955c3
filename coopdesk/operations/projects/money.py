"""Figures of the money of one project or of many, in one currency. What each figure is, ``records.project_money`` says.

An amount counts where it is in the currency that is asked for, else by ``equivalent``; what is in neither is told.
By country and by sector a transaction stands where it says so itself, else by the shares of its project; each sum is
divided so that the parts add up to it.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import CTE, Connection, func, literal, select

from coopdesk.errors import InvalidValue
from coopdesk.fields import Choice
from coopdesk.i18n import N_, digits, tr
from coopdesk.operations import listing, reach, rights
from coopdesk.operations.countries import country_names_in
from coopdesk.operations.projects.endowments import returns_of
from coopdesk.operations.projects.money_facts import budgets, counted, hidden_lines, projects, transactions, without
from coopdesk.operations.projects.providers import providers_of
from coopdesk.operations.projects.share_lines import OF_SHARES, shares_of
from coopdesk.operations.projects.shares import by_year, divided
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.record import existing
from coopdesk.operations.record_types import record_type
from coopdesk.records import MinistrySettings
from coopdesk.records.base import table_of
from coopdesk.records.project import Budget, InKind, Transaction
from coopdesk.records.project_choices import CHANNEL, MONEY_SOURCE
from coopdesk.records.project_money import BY, WHAT, InKindRow, MoneyFigures, Row, Unconverted
from coopdesk.sectors import name_of
from coopdesk.store.home import Store
from coopdesk.store.listing import columns_of

DEFAULT_CURRENCY = "USD"
_NOT_SAID, _HIDDEN = N_("Not said", "of a group of figures"), N_("For fewer readers", "who gives money")
_NO_CURRENCY = N_("“{value}” is not a currency such as USD.")
"""The lines of a project that say its shares."""
_OF_PROVIDER = ("pledged", "committed", "promised", "paid", "left", "overdue")
_WHOLE: Mapping[str | None, int] = {None: 1}
_Table = dict[str | None, Counter[str]]
_Plan = tuple[str, str | None, int]
"""A project, a year, and what is planned for it."""


@rights.needs(rights.READER)
def currency_here(store: Store) -> str:
    """Return the currency in which the Ministry counts."""
    with store.session() as session:
        wanted = select(MinistrySettings.currency).where(MinistrySettings.deleted.is_(False))
        return session.scalars(wanted).first() or DEFAULT_CURRENCY


@rights.needs(rights.READER)
def currencies(store: Store, found: listing.Listing) -> list[str]:
    """Return the currencies in which the money of projects can be counted, the Ministry's first."""
    here = currency_here(store)
    others: set[str] = set()
    with store.reading() as connection:
        chosen = projects(found.numbers, here)
        for cls, name in ((Transaction, "value"), (Transaction, "equivalent"), (Budget, "value")):
            table = table_of(cls)
            code = table.c[columns_of(cls, name)[1]]
            wanted = select(code).join(chosen, chosen.c.id == table.c.project).where(table.c.deleted.is_(False))
            others |= set(connection.execute(wanted.where(code.is_not(None)).distinct()).scalars())
    return [here, *sorted(others - {here})]


@rights.needs(rights.READER)
def alone(store: Store, id: str) -> listing.Listing:
    """Return the list of one project. Raises ``NotFound``."""
    with store.session() as session:
        return listing.Listing("project", array("q", [existing(session, record_type("project"), id).rid]))


@rights.needs(rights.READER)
def of_project(store: Store, id: str, currency: str = "", who: Reader = ANYBODY) -> MoneyFigures:
    """Return the figures of one project; see ``figures``. Raises ``NotFound``; ``Refused`` for what a reader may not
    see."""
    check(store, id, who)
    return figures(store, alone(store, id), currency, who)


@rights.needs(rights.READER)
def figures(
    store: Store, found: listing.Listing, currency: str = "", who: Reader = ANYBODY, year: str | None = None
) -> MoneyFigures:
    """Return the figures of a list of projects, as far as a reader may see them; of one ``year`` where it is asked for.
    Raises ``InvalidValue`` for what is no currency."""
    currency = currency.strip().upper() or currency_here(store)
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
        raise InvalidValue(_NO_CURRENCY, field="currency", value=currency[:40])
    found = reach.narrowed(store, found, who)
    with store.reading() as connection:
        chosen = projects(found.numbers, currency)
        hidden = hidden_lines(store, connection, who, chosen)
        money = transactions(chosen, currency, year, hidden)
        plans, unconverted = _plans(connection, chosen, currency, year, hidden)
        tables = {by: _counted(connection, chosen, money, by, plans, hidden) for by in BY}
        _unconverted(connection, money, unconverted)
        _unconverted(connection, chosen, unconverted)
        providers, promised = providers_of(connection, money, tr(_NOT_SAID))
        if not who.sees_all:
            seen = reach.seen_by(store, connection, who, [one.id for one in providers if one.id])
            providers = [one if one.id is None or one.id in seen else one._replace(title=tr(_HIDDEN))
                         for one in providers]  # fmt: skip
        capital, needed = _needs(connection, chosen)
        sums: Counter[str] = Counter()
        for one in tables["year"].values():
            sums.update(one)
        return MoneyFigures(
            currency, len(found), {what: sums[what] for what in WHAT},
            {by: _rows(connection, by, table) for by, table in tables.items()}, tuple(providers),
            sum(needed.values()), sum(promised.get(id, 0) for id in needed),
            sum(max(target - promised.get(id, 0), 0) for id, target in needed.items()),
            tuple(Unconverted(code, count, minor) for code, (count, minor) in sorted(unconverted.items())),
            _in_kind(connection, chosen, currency, hidden), capital,
            returns_of(store, connection, chosen, currency, who, year, hidden),
        )  # fmt: skip


@rights.needs(rights.READER)
def check(store: Store, id: str, who: Reader = ANYBODY) -> None:
    """Raise ``NotFound`` where there is no such project, ``Refused`` where a reader may not see it."""
    with store.session() as session:
        existing(session, record_type("project"), id)
        reach.check_sees(store, session.connection(), who, id)


def plain(found: MoneyFigures) -> dict[str, Any]:
    """Return figures as plain values, amounts with their hundredths."""
    return {
        "currency": found.currency, "projects": found.projects, "sums": _amounts(found.sums),
        "by": {by: [{"key": one.key, "title": one.title, "sums": _amounts(one.sums)} for one in rows]
               for by, rows in found.by.items()},
        "providers": [
            {"id": one.id, "title": one.title, "since": one.since}
            | _amounts({name: getattr(one, name) for name in _OF_PROVIDER})
            for one in found.providers
        ],
        **_amounts({"target": found.target, "promised": found.promised, "gap": found.gap, "capital": found.capital}),
        "not_converted": [{"currency": one.currency, "count": one.many, "amount": _amount(one.minor)}
                          for one in found.not_converted],
        "in_kind": [{"kind": one.kind, "count": one.many, "valued": one.valued, "value": _amount(one.minor)}
                    for one in found.in_kind],
        "returns": [
            {"year": one.year, **_amounts({"earned": one.earned, "paid_out": one.paid_out}),
             "paid_to": [{"id": id, "title": title, "amount": _amount(part)} for id, title, part in one.paid_to]}
            for one in found.returns
        ],
    }  # fmt: skip


def _amounts(sums: Mapping[str, int]) -> dict[str, str]:
    return {name: _amount(minor) for name, minor in sums.items()}


def _amount(minor: int) -> str:
    return str(Decimal(minor).scaleb(-2))


def _plans(
    connection: Connection, chosen: CTE, currency: str, year: str | None, hidden: Collection[str]
) -> tuple[list[_Plan], dict[str, tuple[int, int]]]:
    """Return what is planned for each project and year, and what of it does not count, by its currency."""
    plans: list[_Plan] = []
    unconverted: dict[str, tuple[int, int]] = {}
    for project, starts, ends, other, minor, many in connection.execute(budgets(chosen, currency, hidden=hidden)):
        if other is not None:
            count, before = unconverted.get(other, (0, 0))
            unconverted[other] = (count + many, before + minor)
            continue
        parts: list[tuple[str | None, int]] = [*by_year(minor, starts, ends).items()] if starts else [(None, minor)]
        plans += [(project, at, part) for at, part in parts if year in (None, at)]
    return plans, unconverted


def _counted(
    connection: Connection, chosen: CTE, money: CTE, by: str, plans: Sequence[_Plan], hidden: Collection[str]
) -> _Table:
    """Return the sums by one of ``BY``."""
    table: _Table = defaultdict(Counter)
    whose = money.c.project if by in OF_SHARES else literal("")
    wanted = select(whose, money.c[by], money.c.what, func.sum(money.c.amount)).where(money.c.amount.is_not(None))
    rows = [
        (row[0], row[1], row[2], row[3])
        for row in connection.execute(wanted.group_by(whose, money.c[by], money.c.what))
    ]
    if by not in OF_SHARES:
        for _, key, what, amount in rows:
            table[key][what] += amount
        for _, at, amount in plans:
            table[at if by == "year" else None]["budget"] += amount
        return table
    among = select(chosen.c.id)
    shares = shares_of(connection, by, lambda one: one.in_(among), lambda ids: {*ids} - {*hidden})
    planned: Counter[str] = Counter()
    for project, _, amount in plans:
        planned[project] += amount
    for project, key, what, amount in rows + [(id, None, "budget", one) for id, one in planned.items()]:
        if key is not None:
            table[key][what] += amount
            continue
        parts = shares.get(project, _WHOLE)
        for at, part in zip(parts, divided(amount, list(parts.values())), strict=True):
            table[at][what] += part
    return table


def _unconverted(connection: Connection, facts: CTE, found: dict[str, tuple[int, int]]) -> None:
    """Add what does not count, by its currency."""
    wanted = select(facts.c.other, func.count(), func.sum(facts.c.minor)).where(facts.c.other.is_not(None))
    for code, count, minor in connection.execute(wanted.group_by(facts.c.other)):
        before, sum_before = found.get(code, (0, 0))
        found[code] = (before + count, sum_before + minor)


def _needs(connection: Connection, chosen: CTE) -> tuple[int, dict[str, int]]:
    """Return the capital of projects, and the money that each needs that says so."""
    capital, needed = 0, {}
    for row in connection.execute(select(chosen.c.id, chosen.c.target, chosen.c.capital)):
        capital += row.capital or 0
        if row.target:
            needed[row.id] = row.target
    return capital, needed


def _in_kind(connection: Connection, chosen: CTE, currency: str, hidden: Collection[str]) -> tuple[InKindRow, ...]:
    table, value = table_of(InKind), counted(InKind, currency, "value")
    wanted = select(table.c.kind, func.count(), func.count(value), func.coalesce(func.sum(value), 0))
    rows = wanted.join(chosen, chosen.c.id == table.c.project).where(table.c.deleted.is_(False), without(table, hidden))
    return tuple(InKindRow(*row) for row in connection.execute(rows.group_by(table.c.kind).order_by(table.c.kind)))


def _rows(connection: Connection, by: str, table: _Table) -> tuple[Row, ...]:
    """Return sums as rows: years in their order, others from the largest on, what nobody said last."""
    names = country_names_in(connection) if by == "country" else {}
    choices = {"source": Choice(MONEY_SOURCE), "channel": Choice(CHANNEL)}

    def named(key: str | None) -> str:
        if key is None:
            return tr(_NOT_SAID)
        if by == "country":
            return names.get(key, key)
        if by == "sector":
            return name_of(key)
        return digits(key) if by == "year" else choices[by].label(key)

    rows = [
        Row(key, named(key), {what: sums[what] for what in WHAT}) for key, sums in table.items() if any(sums.values())
    ]
    if by == "year":
        return tuple(sorted(rows, key=lambda one: (one.key is None, one.key or "")))
    return tuple(sorted(rows, key=lambda one: (one.key is None, -sum(one.sums.values()), one.title)))
