"""Two projects that overlap, as they are told: what they share, and the money of each. Pure."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coopdesk.fields import Amount, Money
from coopdesk.records.project_money import Unconverted


class Spent(NamedTuple):
    """The money of one project as a whole, in hundredths of one currency. ``others``: what is in neither of the two
    sums, because nobody wrote what it is in that currency."""

    committed: int = 0
    paid: int = 0
    others: tuple[Unconverted, ...] = ()


class Side(NamedTuple):
    """One of two projects. ``institutions``: who coordinates or proposes it, then who carries it out, by their
    names; ``starts``, ``ends``: empty where nobody said; ``degree``: the highest of all that is told of it."""

    id: str
    title: str
    status: str
    starts: str
    ends: str
    institutions: tuple[str, ...]
    degree: str | None
    spent: Spent


class Overlap(NamedTuple):
    """Two projects and what they share: countries by code, sectors by code (five digits: the same purpose); ``until``:
    the last day in common, empty where neither ends; ``currency``: of the money of both."""

    first: Side
    second: Side
    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    since: str
    until: str
    currency: str

    @property
    def months(self) -> int | None:
        """How many months they have in common, begun ones too; None where there is no end."""
        if not (self.since and self.until):
            return None
        first, last = self.since.ljust(7, "-"), self.until
        begins = int(first[:4]) * 12 + int(first[5:7].strip("-") or 1)
        return int(last[:4]) * 12 + int(last[5:7] or 12) - begins + 1


def each_once(found: Iterable[Overlap]) -> Mapping[str, Side]:
    """Return the projects of overlaps by id, each once however many it overlaps with."""
    return {side.id: side for one in found for side in (one.first, one.second)}


def not_converted(side: Side) -> list[str]:
    """Return the amounts of a project that its sums leave out, as a person reads them."""
    return [Money().show(Amount(one.minor, one.currency)) for one in side.spent.others]
