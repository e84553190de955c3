"""What recipients may count on, as it is told: by year, how it moved, what was paid of it, what is lacking. Pure.

All amounts are hundredths of the currency of their line.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from coopdesk.records.aid import changed

MOVED = 20
"""By how many per cent an allocation moves before it is told."""


class Cell(NamedTuple):
    """What a recipient has of a year. ``plan``: what was planned, None where nobody planned; ``first``: first approved,
    None where nothing was; ``now``: what holds; ``planned``: nothing of it is approved; ``before``: what holds of the
    year before, None where there is none; ``ids``: of the allocations; ``mixed``: a change is in another currency than
    what was approved; ``unpaid``: what is approved and not paid yet; ``gap``: what was planned and is not approved,
    None where nobody planned; ``payments``: the ids of what ``paid`` is the sum of."""

    plan: int | None
    first: int | None
    now: int
    planned: bool
    before: int | None
    paid: int
    ids: tuple[str, ...]
    mixed: bool
    unpaid: int
    gap: int | None
    payments: tuple[str, ...]

    @property
    def since_first(self) -> float | None:
        """The change against what was first approved, in per cent."""
        return changed(self.now, self.first) if self.first and not self.mixed else None

    @property
    def since_before(self) -> float | None:
        """The change against the year before, in per cent."""
        return changed(self.now, self.before) if self.before else None

    def moved(self, threshold: float) -> bool:
        """Tell whether it moved by more than so many per cent."""
        return any(abs(one) > threshold for one in (self.since_first, self.since_before) if one is not None)


class Line(NamedTuple):
    """A recipient in one currency; ``cells``: by the year."""

    recipient: str
    name: str
    currency: str
    cells: Mapping[int, Cell]

    def moved(self, threshold: float) -> bool:
        """Tell whether any year of it moved by more than so many per cent."""
        return any(one.moved(threshold) for one in self.cells.values())


class Change(NamedTuple):
    """A change (``id``) of one allocation. ``was``: what held before it, None where nothing did or that is in another
    currency."""

    id: str
    allocation: str
    recipient: str
    year: int
    purpose: str
    currency: str
    on: str
    was: int | None
    now: int
    decided_by: str
    reason: str

    @property
    def change(self) -> float | None:
        """The change in per cent."""
        return changed(self.now, self.was) if self.was else None


class Outlook(NamedTuple):
    """``years``: every year of which there is anything, in order; ``lines``: by the name of the recipient;
    ``changes``: of what is told, by day within their recipient; ``degrees``: of each allocation, change and payment
    that is told, by its id."""

    years: tuple[int, ...]
    lines: tuple[Line, ...]
    changes: tuple[Change, ...]
    degrees: Mapping[str, str | None]


def together(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return what all recipients have together, a line without a recipient for each currency. What was first approved
    is compared only where that is known of all, a year of which nothing is approved not with the one before; what is
    lacking of one is not made up for by what another has more."""
    by: defaultdict[str, defaultdict[int, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        for year, cell in line.cells.items():
            by[line.currency][year].append(cell)
    return tuple(
        Line("", "", currency, {year: _together(years, year) for year in sorted(years)})
        for currency, years in sorted(by.items())
    )


def _together(years: Mapping[int, Sequence[Cell]], year: int) -> Cell:
    several, last = years[year], years.get(year - 1)
    firsts, planned = [one.first for one in several if one.first is not None], all(one.planned for one in several)
    return Cell(
        _sum(one.plan for one in several), sum(firsts) if len(firsts) == len(several) else None,
        sum(one.now for one in several), planned,
        None if last is None or planned else sum(one.now for one in last),
        sum(one.paid for one in several), (), any(one.mixed for one in several),
        sum(one.unpaid for one in several), _sum(one.gap for one in several), (),
    )  # fmt: skip


def _sum(parts: Iterable[int | None]) -> int | None:
    """Return a sum, None of nothing."""
    known = [one for one in parts if one is not None]
    return sum(known) if known else None
