"""Kinds of what is measured: a decimal number, and the period to which it belongs."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from coopdesk.errors import InvalidValue
from coopdesk.fields.kind import Kind, Plain, Wire
from coopdesk.fields.values import Number
from coopdesk.i18n import N_, digits, ltr, western_digits
from coopdesk.periods import canonical, shown, span

PLACES = 6
"""How many places after the point are kept."""
MOST = 10**12
"""No quantity is as large as this."""
_NO_QUANTITY = N_("“{value}” is not a number such as 12 or 12.5, of at most six places after the point.")
_NOT_WITHIN = N_("“{value}” is not between {low} and {high}.")
_NO_PERIOD = N_("“{value}” is not a period. Write 2027, 2027-H1, 2027-Q1 or 2027-03.")
_DECIMAL = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,6})?")


@dataclass(frozen=True)
class Quantity(Number):
    """A decimal number; stored and sent as whole millionths, so that no desk rounds it."""

    name = "quantity"
    low: int = -MOST
    high: int = MOST

    def parse(self, value: object) -> int | None:
        if value is None or value == "":
            return None
        text = ""
        if isinstance(value, int) and not isinstance(value, bool):
            text = str(value)
        elif isinstance(value, str):
            text = western_digits(value.strip()).replace("٫", ".").replace("−", "-")
        if _DECIMAL.fullmatch(text) is None:
            raise InvalidValue(_NO_QUANTITY, value=str(value)[:40])
        found = Decimal(text)
        if not self.low <= found <= self.high:
            reason = _NO_QUANTITY if (self.low, self.high) == (-MOST, MOST) else _NOT_WITHIN
            raise InvalidValue(reason, value=text, low=self.low, high=self.high)
        return int(found.scaleb(PLACES))

    def plain(self, stored: Any) -> Plain:
        return None if stored is None else plainly(stored)

    def show(self, stored: Any) -> str:
        return "" if stored is None else ltr(digits(f"{decimal(stored):,}"))


@dataclass(frozen=True)
class Period(Kind):
    """A year, half-year, quarter or month: ``2027``, ``2027-H1``, ``2027-Q1``, ``2027-03``."""

    name = "period"

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        found = canonical(value) if isinstance(value, str) else None
        if found is None:
            raise InvalidValue(_NO_PERIOD, value=str(value)[:40])
        return found

    def precedes(self, one: Any, other: Any) -> bool:
        return span(one)[1] < span(other)[0]

    def unpack(self, wire: Wire) -> Any:
        text = super().unpack(wire)
        if text and canonical(text) != text:
            raise ValueError("period")
        return text

    def show(self, stored: Any) -> str:
        return shown(stored) if stored else ""


def decimal(stored: int) -> Decimal:
    """Return a stored quantity as a number without idle zeros."""
    found = Decimal(stored).scaleb(-PLACES).normalize()
    return found.quantize(Decimal(1)) if found == found.to_integral_value() else found


def plainly(stored: int) -> str:
    """Return a stored quantity as people type it, in western digits."""
    return f"{decimal(stored):f}"
