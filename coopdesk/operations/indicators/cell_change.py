"""What is to stand in a cell of the matrix."""

from typing import Any, NamedTuple

NAMES = ("value", "target", "note")


class Change(NamedTuple):
    """What is to stand in a cell: ``name`` is one of ``NAMES``, numbers as they are stored, None empties it."""

    indicator: str
    period: str
    part: str = ""
    name: str = "value"
    value: Any = None

    @property
    def place(self) -> tuple[str, str, str]:
        """Of which cell it is."""
        return self.indicator, self.period, self.part
