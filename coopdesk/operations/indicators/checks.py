"""What is doubtful about a value before it is sent: some of it is wrong, some is asked. It needs no other desk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from coopdesk.i18n import N_, Text, digits, ltr, tr
from coopdesk.operations.indicators.combining import rounded

_RANGE = {
    (True, True): N_("{value} is not between {low} and {high}, which are credible."),
    (True, False): N_("{value} is below {low}, the least that is credible."),
    (False, True): N_("{value} is above {high}, the greatest that is credible."),
}
_JUMP = N_("{value} is {share} per cent away from {before}, the value before. Is that so?")
_PER_CENT = N_("{value} is no per cent between 0 and 100. Is that so?")


@dataclass(frozen=True)
class Doubt:
    """``fault``: it is not taken like that; else a question. ``name``: range, jump or per_cent."""

    name: str
    fault: bool
    text: Text
    params: Mapping[str, Decimal | None] = field(default_factory=dict)

    def told(self) -> str:
        """Return it in the present language."""
        return tr(self.text, **self.in_words())

    def in_words(self) -> dict[str, str]:
        """Return what is told with it, in the present language."""
        return {name: ltr(digits(f"{rounded(value):,}")) for name, value in self.params.items() if value is not None}


def doubts(
    value: Decimal,
    *,
    measure: str | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
    jump: Decimal | None = None,
    before: Decimal | None = None,
) -> Sequence[Doubt]:
    """Return what is doubtful about a value, faults first. ``before``: the value of the period before."""
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
    return found
