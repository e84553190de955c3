"""What figures of the money of projects say: what is counted, by what, and the values of one row. Pure.

All amounts are hundredths of one currency. What each is:

    budget      what is planned to be spent; of an original budget and a revised one of the same time, the revised one
    pledged     pledges
    committed   commitments, and incoming ones: the same as it stands in the books of whoever receives
    disbursed   what was handed over to another body
    spent       what was spent on goods and services
    received    incoming funds

A pledge becomes a commitment and is paid at last, so these are never added up. What a provider is good for
(``promised``) is the largest of what it pledged, committed and paid.
"""

from collections.abc import Mapping
from typing import NamedTuple

from coopdesk.i18n import N_, Text

WHAT: Mapping[str, Text] = {
    "budget": N_("Budget", "money"),
    "pledged": N_("Pledged", "money"),
    "committed": N_("Committed", "money"),
    "disbursed": N_("Disbursed", "money"),
    "spent": N_("Spent", "money"),
    "received": N_("Received", "money"),
}
TYPES_OF: Mapping[str, tuple[str, ...]] = {
    "pledged": ("pledge",),
    "committed": ("commitment", "incoming_commitment"),
    "disbursed": ("disbursement",),
    "spent": ("expenditure",),
    "received": ("incoming",),
}
"""Of which types of transactions each is made."""
BY: Mapping[str, Text] = {
    "year": N_("Year", "of money"),
    "source": N_("Source of the money"),
    "country": N_("Country"),
    "sector": N_("Sector (DAC)"),
    "channel": N_("Channel of delivery"),
}
"""By what money is counted."""
Sums = Mapping[str, int]


def paid_of(sums: Sums) -> int:
    """Return what was paid: handed over and spent, or received where that is more."""
    return max(sums.get("disbursed", 0) + sums.get("spent", 0), sums.get("received", 0))


class Row(NamedTuple):
    """``key``: what it is counted by, as it is stored, None where nobody said; ``sums``: by the names of ``WHAT``."""

    key: str | None
    title: str
    sums: Sums


class Provider(NamedTuple):
    """Who gives. ``paid``: disbursed and spent, or received from it where that is more; ``left``: promised and not
    paid; ``overdue``: of that what should have been paid before today, ``since`` when."""

    id: str | None
    title: str
    pledged: int
    committed: int
    paid: int
    overdue: int
    since: str | None

    @property
    def promised(self) -> int:
        """What it is good for."""
        return max(self.pledged, self.committed, self.paid)

    @property
    def left(self) -> int:
        """What is promised and not paid yet."""
        return self.promised - self.paid


class Unconverted(NamedTuple):
    """Amounts that are counted nowhere: in another currency, without the same in the one that is counted in."""

    currency: str
    many: int
    minor: int


class InKindRow(NamedTuple):
    """Support that is not money, of one kind. ``valued``: how many of them have a value that is counted."""

    kind: str | None
    many: int
    valued: int
    minor: int


class Return(NamedTuple):
    """What the capital of a project earned in a year; ``paid_to``: ids and titles of the projects that received, each
    with how much."""

    year: int
    earned: int
    paid_out: int
    paid_to: tuple[tuple[str, str, int], ...]


class MoneyFigures(NamedTuple):
    """``projects``: of how many; ``by``: rows by each of ``BY``, years in their order, others from the largest on, each
    adding up to ``sums``; ``target``: the money needed; ``promised``: what is promised to projects that say what they
    need; ``gap``: what is lacking, of each project for itself."""

    currency: str
    projects: int
    sums: Sums
    by: Mapping[str, tuple[Row, ...]]
    providers: tuple[Provider, ...]
    target: int
    promised: int
    gap: int
    not_converted: tuple[Unconverted, ...]
    in_kind: tuple[InKindRow, ...]
    capital: int
    returns: tuple[Return, ...]
