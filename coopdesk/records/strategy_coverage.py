"""How many records serve the parts of a strategy."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coopdesk.i18n import N_, Text

COUNTED: Mapping[str, Text] = {
    "organization": N_("Partners", "of an outcome"),
    "project": N_("Projects"),
    "opportunity": N_("Opportunities"),
    "indicator": N_("Indicators"),
}
"""The types of record that are counted, each with what its column is called."""
LEVELS: Mapping[str, Text] = {
    "national_strategy": N_("Strategy", "level"),
    "national_sector": N_("Sector", "level"),
    "national_outcome": N_("Outcome", "level"),
    "national_target": N_("Target", "level"),
}
"""What each level of a strategy is called where it is clear that it is of a strategy."""
_OUTCOME = "national_outcome"


class Covered(NamedTuple):
    """A part of a strategy with how many records of each type carry it or a part below it. ``depth``: how deep it
    stands in the tree; ``continued``: what takes it up in the next strategy."""

    id: str
    code: str
    scheme: str
    depth: int
    title: str
    counts: Mapping[str, int]
    continued: Sequence[str]


class Coverage(NamedTuple):
    """A strategy with its parts, each after what it is part of. ``degrees``: of each record that was counted."""

    code: str
    title: str
    rows: Sequence[Covered]
    degrees: Mapping[str, str | None]

    @property
    def outcomes(self) -> list[Covered]:
        """The outcomes of the strategy."""
        return [one for one in self.rows if one.scheme == _OUTCOME]

    def lacking(self, type: str) -> list[Covered]:
        """Return the outcomes that no record of a type serves."""
        return [one for one in self.outcomes if not one.counts[type]]
