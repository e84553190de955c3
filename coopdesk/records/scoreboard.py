"""What a scoreboard of indicators says: how each stands, and how many stand how. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from coopdesk.fields import options
from coopdesk.i18n import N_, Text

STATUS = options(
    ("on_track", N_("On track", "indicator")),
    ("at_risk", N_("At risk", "indicator")),
    ("off_track", N_("Off track", "indicator")),
    ("no_data", N_("No data", "indicator")),
)
STATUSES = tuple(one.token for one in STATUS)
SIGNS: Mapping[str, str] = {"on_track": "✓", "at_risk": "!", "off_track": "×", "no_data": "–"}
"""What stands for a status beside its word, so that colour is never the only sign."""
WORST_FIRST = ("off_track", "at_risk", "on_track", "no_data")
BY: Mapping[str, Text] = {
    "framework": N_("Framework", "field"),
    "project": N_("Project", "field"),
    "result": N_("Result", "project"),
    "responsible": N_("Responsible entity"),
}
"""By what indicators stand together."""


class Point(NamedTuple):
    """A value in its period."""

    period: str
    value: Decimal


class Standing(NamedTuple):
    """How one indicator stands: at its last value until the day that was asked about.

    ``key``: what it shares with its group; ``measure``, ``unit``, ``decimals``: how its numbers are written;
    ``target``: of the period of the last value, else (``ahead``) the next one that is set; ``reached``: how far it
    came, in per cent of the way; ``trend``: its values in the order of time; ``stage``: of the last value, None where
    it is computed from other records; ``on``: the day when the last value was written.
    """

    id: str
    title: str
    code: str
    key: str | None
    status: str
    measure: str | None
    unit: str
    decimals: int | None
    direction: str | None
    baseline: Point | None
    target: Point | None
    ahead: bool
    actual: Point | None
    reached: Decimal | None
    trend: Sequence[Point]
    stage: str | None
    computed: bool
    responsible: str
    on: str | None

    @property
    def change(self) -> Decimal | None:
        """By how much the last value differs from the one before."""
        return self.trend[-1].value - self.trend[-2].value if len(self.trend) > 1 else None

    @property
    def better(self) -> bool | None:
        """Whether that is to the good; None where it does not differ."""
        return None if not self.change else (self.change < 0) == (self.direction == "down")


class Together(NamedTuple):
    """Indicators that share something (``key`` None: they have none of it), in their order."""

    key: str | None
    title: str
    rows: Sequence[Standing]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many stand how."""
        return counts(self.rows)


class Board(NamedTuple):
    """``by``: one of ``BY``, empty: all in one group without a title; ``until``: the period at whose end they stand,
    empty: as they stand now."""

    by: str
    until: str
    groups: Sequence[Together]

    @property
    def rows(self) -> list[Standing]:
        """All of them."""
        return [row for group in self.groups for row in group.rows]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many stand how."""
        return counts(self.rows)


def counts(rows: Iterable[Standing]) -> Mapping[str, int]:
    """Return how many stand how, by ``STATUSES``."""
    counted = Counter(one.status for one in rows)
    return {one: counted[one] for one in STATUSES}
