"""The State's foreign assistance of a year: what was paid, by country, sector, channel and source, against the year
before, in an edition for those within and one for the public.

Which payments count, ``aid_facts`` says; in which currency, ``money``. The public edition counts public records alone:
the project, and each of its lines. It is of all projects, and says nothing of what it does not count.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from coopdesk import sectors
from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.fields import Choice
from coopdesk.i18n import N_, tr
from coopdesk.operations import listing, rights
from coopdesk.operations.countries import country_names
from coopdesk.operations.currency import currency_here
from coopdesk.operations.projects import aid_facts, money
from coopdesk.operations.projects.aid_facts import Facts
from coopdesk.operations.projects.shares import divided
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.records.aid import BY, EDITIONS, PUBLIC, YEARS, AidFigures, AidRow, AidYear, Unconverted
from coopdesk.records.base import DEGREES
from coopdesk.records.project_choices import CHANNEL, IN_KIND, MONEY_SOURCE
from coopdesk.store.home import Store

_NO_EDITION = N_("There is no edition “{value}”. Choose one of: {known}.")
_NOT_SAID = N_("Not said", "of a group of figures")
_WHOLE: Mapping[str | None, int] = {None: 1}


class Counted(NamedTuple):
    """The figures, and the degree of each record that is counted, by its id."""

    figures: AidFigures
    degrees: Mapping[str, str | None]


class _Sums:
    """What is added up of one row, by the year."""

    def __init__(self) -> None:
        self.paid: Counter[int] = Counter()
        self.humanitarian: Counter[int] = Counter()
        self.projects: defaultdict[int, set[str]] = defaultdict(set)

    def add(self, row: Any, amount: int) -> None:
        year = int(row.year)
        self.paid[year] += amount
        self.projects[year].add(row.project)
        if getattr(row, "humanitarian", False):
            self.humanitarian[year] += amount


@rights.needs(rights.READER)
def figures(
    store: Store, year: str = "", edition: str = "internal", who: Reader = ANYBODY,
    found: listing.Listing | None = None,
) -> AidFigures:  # fmt: skip
    """Return the figures of a year, this one where none is named. ``found``: of these projects only, which the public
    edition does not heed. Raises ``InvalidValue``."""
    return count(store, year, edition, who, found).figures


@rights.needs(rights.READER)
def count(
    store: Store, year: str = "", edition: str = "internal", who: Reader = ANYBODY,
    found: listing.Listing | None = None,
) -> Counted:  # fmt: skip
    """Return what ``figures`` does, with what is counted."""
    at = money.year_of(year or today()[:4])
    if edition not in EDITIONS:
        raise InvalidValue(_NO_EDITION, field="edition", value=edition[:40], known=", ".join(EDITIONS))
    if edition == PUBLIC:
        who, found = who._replace(upto=DEGREES[0]), None
    currency = currency_here(store)
    among = found.numbers if found is not None else None
    with store.reading() as connection:
        facts = aid_facts.facts(store, connection, who, currency, (at - YEARS + 1, at), among)
    whole = _sums(facts, "")[None]
    names = country_names(store)
    by = {one: _rows(one, _sums(facts, one), at, names) for one in BY}
    gifts: defaultdict[str | None, _Sums] = defaultdict(_Sums)
    given = _Sums()
    for row in facts.gifts:
        for sums in (gifts[row.kind], given):
            sums.add(row, row.amount or 0)
    made = AidFigures(
        at, edition, currency, _row(None, "", whole, at), by,
        tuple(AidYear(one, whole.paid[one], whole.humanitarian[one]) for one in range(at - YEARS + 1, at + 1)),
        _rows("in_kind", gifts, at, names), _row(None, "", given, at),
        sum(row.amount is None and int(row.year) == at for row in facts.gifts), _unconverted(facts.payments, at),
    )  # fmt: skip
    return Counted(made, facts.degrees)


def plain(found: AidFigures) -> dict[str, Any]:
    """Return figures as plain values, amounts in whole units of the currency."""
    return {
        "year": found.year, "edition": found.edition, "currency": found.currency, "total": _plain(found.whole),
        **{f"by_{one}": [_plain(row) for row in found.by[one]] for one in BY},
        "years": [
            {"year": one.year, "amount": one.amount / 100, "humanitarian": one.humanitarian / 100}
            for one in found.years
        ],
        "in_kind": [_plain(row) for row in found.in_kind], "in_kind_total": _plain(found.in_kind_whole),
        "in_kind_without_a_value": found.not_valued,
        "not_converted": [
            {"currency": one.currency, "payments": one.many, "amount": one.minor / 100} for one in found.not_converted
        ],
    }  # fmt: skip


def _plain(row: AidRow) -> dict[str, Any]:
    change = row.change
    return {
        "key": row.key, "title": row.title, "amount": row.amount / 100, "before": row.before / 100,
        "change": None if change is None else round(change, 1), "humanitarian": row.humanitarian / 100,
        "projects": row.projects,
    }  # fmt: skip


def _sums(facts: Facts, by: str) -> defaultdict[str | None, _Sums]:
    """Return the sums by one of ``BY``; without one, the whole under None."""
    found: defaultdict[str | None, _Sums] = defaultdict(_Sums)
    for row in facts.payments:
        if row.amount is None:
            continue
        key = getattr(row, by) if by else None
        parts = facts.shares[by].get(row.project, _WHOLE) if by in facts.shares and key is None else {key: 1}
        for at, amount in zip(parts, divided(row.amount, list(parts.values())), strict=True):
            found[at].add(row, amount)
    return found


def _rows(by: str, sums: Mapping[str | None, _Sums], year: int, names: Mapping[str, str]) -> tuple[AidRow, ...]:
    """Return the rows in which there is anything in the year or the one before, what nobody said last."""
    choices = {"source": MONEY_SOURCE, "channel": CHANNEL, "in_kind": IN_KIND}

    def named(key: str | None) -> str:
        if key is None:
            return tr(_NOT_SAID)
        if by == "country":
            return names.get(key, key)
        return sectors.name_of(key) if by == "sector" else Choice(choices[by]).label(key)

    rows = [_row(key, named(key), one, year) for key, one in sums.items()]
    kept = [one for one in rows if one.amount or one.before or one.projects]
    return tuple(sorted(kept, key=lambda one: (one.key is None, -one.amount, -one.before, one.title)))


def _row(key: str | None, title: str, sums: _Sums, year: int) -> AidRow:
    return AidRow(key, title, sums.paid[year], sums.paid[year - 1], sums.humanitarian[year], len(sums.projects[year]))


def _unconverted(payments: Sequence[Any], year: int) -> tuple[Unconverted, ...]:
    """Return what of the year does not count, by its currency."""
    found: dict[str, Unconverted] = {}
    for row in payments:
        if row.amount is None and int(row.year) == year:
            one = found.get(row.currency, Unconverted(row.currency, 0, 0))
            found[row.currency] = one._replace(many=one.many + 1, minor=one.minor + row.minor)
    return tuple(found[code] for code in sorted(found))
