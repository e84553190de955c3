"""What figures of the State's foreign assistance say: by what it is counted, in which editions, and the values of one
row. Pure. All amounts are hundredths of one currency."""

from collections.abc import Mapping
from typing import NamedTuple

from coopdesk.i18n import N_, Text

BY: Mapping[str, Text] = {
    "country": N_("Country"),
    "sector": N_("Sector (DAC)"),
    "channel": N_("Channel of delivery"),
    "source": N_("Source of the money"),
}
"""By what assistance is counted."""
INTERNAL, PUBLIC = "internal", "public"
EDITIONS: Mapping[str, Text] = {
    INTERNAL: N_("Internal edition"),
    PUBLIC: N_("Public edition"),
}
"""What an edition counts: all that its reader may see, or public records alone."""
YEARS = 5
"""How many years are told, up to the one that is asked for."""


class AidRow(NamedTuple):
    """``key``: what it is counted by, as it is stored, None where nobody said; ``before``: of the year before."""

    key: str | None
    title: str
    amount: int
    before: int
    humanitarian: int
    projects: int

    @property
    def change(self) -> float | None:
        """The change against the year before in per cent, None where nothing was given then."""
        return changed(self.amount, self.before)


class AidYear(NamedTuple):
    """What was given in a year, and what of it was humanitarian."""

    year: int
    amount: int
    humanitarian: int


class Unconverted(NamedTuple):
    """Payments of the year that are not counted: in another currency, without the same in the one that is used."""

    currency: str
    many: int
    minor: int


class AidFigures(NamedTuple):
    """``by``: rows by each of ``BY``, from the largest on, each adding up to ``whole``; ``years``: in their order, the
    last is the one asked for; ``in_kind``: support in kind by its kind, at its estimated value, which is in no other
    figure; ``not_valued``: how many of them have no value that counts."""

    year: int
    edition: str
    currency: str
    whole: AidRow
    by: Mapping[str, tuple[AidRow, ...]]
    years: tuple[AidYear, ...]
    in_kind: tuple[AidRow, ...]
    in_kind_whole: AidRow
    not_valued: int
    not_converted: tuple[Unconverted, ...]


def changed(now: int, before: int) -> float | None:
    """Return the change of an amount in per cent, None where there was none before."""
    return 100 * (now - before) / before if before else None
