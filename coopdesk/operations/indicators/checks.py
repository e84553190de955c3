"""What is doubtful about a value before it is sent: some of it is wrong, some is asked. It needs no other desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from coopdesk.fields import Choice
from coopdesk.i18n import N_, Text, digits, ltr, tr
from coopdesk.operations.indicators.combining import rounded
from coopdesk.records.indicator import DIMENSIONS

_RANGE = {
    (True, True): N_("{value} is not between {low} and {high}, which are credible."),
    (True, False): N_("{value} is below {low}, the least that is credible."),
    (False, True): N_("{value} is above {high}, the greatest that is credible."),
}
_JUMP = N_("{value} is {share} per cent away from {before}, the value before. Is that so?")
_PER_CENT = N_("{value} is no per cent between 0 and 100. Is that so?")
_PARTS = N_("The parts by “{dimension}” add up to {sum}, the whole is {value}. Is that so?")


@dataclass(frozen=True)
class Doubt:
    """``fault``: it is not taken like that; else a question. ``name``: range, jump, per_cent or parts."""

    name: str
    fault: bool
    text: Text
    params: Mapping[str, Any] = field(default_factory=dict)

    def told(self) -> str:
        """Return it in the present language."""
        return tr(self.text, **self.in_words())

    def in_words(self) -> dict[str, str]:
        """Return what is told with it, in the present language."""
        return {
            name: ltr(digits(f"{rounded(value):,}")) if isinstance(value, Decimal) else Choice(DIMENSIONS).label(value)
            for name, value in self.params.items() if value is not None
        }  # fmt: skip


def doubts(
    value: Decimal,
    *,
    measure: str | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    jump: Decimal | None = None,
    before: Decimal | None = None,
    parts: Mapping[str, Decimal] | None = None,
) -> Sequence[Doubt]:
    """Return what is doubtful about a value, faults first. ``before``: the value of the period before; ``parts``: the
    values of the parts of the same period, where this is the whole."""
    found = []
    if (low is not None and value < low) or (high is not None and value > high):
        text = _RANGE[low is not None, high is not None]
        found.append(Doubt("range", True, text, {"value": value, "low": low, "high": high}))
    if measure == "per_cent" and not 0 <= value <= 100:
        found.append(Doubt("per_cent", False, _PER_CENT, {"value": value}))
    if jump is not None and before:
        share = abs(value - before) / abs(before) * 100
        if share > jump:
            found.append(Doubt("jump", False, _JUMP, {"value": value, "share": share.quantize(Decimal(1)),
                                                      "before": before}))  # fmt: skip
    for dimension, total in _totals(parts or {}).items():
        if measure in ("number", "money", None) and total != value:
            found.append(Doubt("parts", False, _PARTS, {"dimension": dimension, "sum": total, "value": value}))
    return found


def _totals(parts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Return what the parts of each dimension add up to."""
    found: dict[str, Decimal] = {}
    for part, value in parts.items():
        dimension = part.partition("=")[0]
        found[dimension] = found.get(dimension, Decimal(0)) + value
    return found
