"""How values are put together: of several entities in one period, of shorter periods in a longer one."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from coopdesk.fields.measures import decimal
from coopdesk.records.indicator import VALUE_STAGE

ADDED = ("number", "money", None)
"""The measures whose values are added up where nobody says otherwise; of the others the mean is taken."""
_PLACES = Decimal("0.000001")
_ORDER = [one.token for one in VALUE_STAGE]


def rounded(value: Decimal) -> Decimal:
    """Return a number as it is kept: with at most six places after the point, without idle zeros."""
    found = value.quantize(_PLACES).normalize()
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def usual(indicator: Mapping[str, Any]) -> str:
    """Return how values of an indicator are put together where nobody says so."""
    if indicator["measure"] == "yes_no":
        return "last"
    return "sum" if indicator["measure"] in ADDED else "mean"


def factor_of(indicator: Mapping[str, Any]) -> Decimal:
    """Return by what a quotient is multiplied: 100 where it is one in per cent, unless the indicator says otherwise."""
    if indicator["factor"] is not None:
        return decimal(indicator["factor"])
    return Decimal(100 if indicator["measure"] == "per_cent" else 1)


def combined(values: Sequence[Decimal], how: str) -> Decimal:
    """Return some values, in their order, as one: their sum, their mean or the last of them."""
    if how == "last":
        return values[-1]
    total = sum(values, Decimal(0))
    return rounded(total / len(values)) if how == "mean" else total


def least_stage(stages: Sequence[str | None]) -> str | None:
    """Return the stage of what is put together: that of the value that is furthest from approved."""
    known = [one for one in stages if one in _ORDER]
    return min(known, key=_ORDER.index) if known else None
