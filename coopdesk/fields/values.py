"""Kinds of plain values: dates, numbers, yes or no, codes, money."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Boolean
from sqlalchemy.types import TypeEngine

from coopdesk.calendars import YEARS, gregorian, is_partial_date, numeric, today
from coopdesk.errors import InvalidValue
from coopdesk.fields.kind import Kind, Plain, Wire
from coopdesk.fields.known import COUNTRIES, COUNTRY, CURRENCIES, CURRENCY, LANGUAGES
from coopdesk.i18n import N_, digits, ltr, tr, western_digits
from coopdesk.sectors import sectors

_NO_DATE = N_("“{value}” is not a date. Write a year, a month or a day, such as 2027, 2027-03 or 2027-03-05.")
_NO_SUCH_YEAR = N_("“{value}”: the year is not one from {low} to {high}. Write the year that is meant.")
_NOT_YET = N_("{day} is still to come. Write the day that is meant.")
_NO_COUNT = N_("“{value}” is not a whole number of 0 or more.")
_NO_NUMBER = N_("“{value}” is not a whole number between {low} and {high}.")
_NO_FLAG = N_("Yes or no (true or false) is expected.")
_NO_MONEY = N_("An amount such as 12.50 and a currency such as QAR are expected.")
_NO_HOUR = N_("“{value}” is not an hour of the day. Write it as 17:00.")
_NO_ZONE = N_("“{value}” is not a time zone. Choose one of the list, such as Europe/Zurich.")
_NOT_NEGATIVE = N_("An amount below zero is not possible here. Write it without the minus.")
_NO_LANGUAGE = N_("“{value}” is the code of no language (ISO 639). Write it as ar.")
_NO_CODE = N_("“{value}” is not a code of two or three capital letters.")
_NO_SECTOR = N_(
    "“{value}” is no sector of the DAC list, or several have this name. Write its code, such as 112 or 11220."
)
_SECTOR = re.compile("[0-9]{3}(?:[0-9]{2})?")
_HOUR = re.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])")
_MOST = 2**53
_WHOLE = re.compile("-?[0-9]{1,18}")
_PLAIN_AMOUNT = re.compile(r"(-?[0-9]{1,17})(?:\.([0-9]{1,2}))?")


class Amount(NamedTuple):
    """Money: integer minor units (hundredths) and an ISO 4217 currency."""

    minor: int | None
    currency: str | None

    def __composite_values__(self) -> tuple[int | None, str | None]:
        return (self.minor, self.currency)


@dataclass(frozen=True)
class Day(Kind):
    """A date that may be partial: ``2027``, ``2027-03``, ``2027-03-05``. ``past``: no day that is still to come."""

    name = "day"
    past: bool = False

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        text = western_digits(value.strip()) if isinstance(value, str) else ""
        if not is_partial_date(text):
            raise InvalidValue(_NO_DATE, value=str(value)[:40])
        return text

    def check(self, stored: Any) -> None:
        if stored and int(stored[:4]) not in YEARS:
            raise InvalidValue(_NO_SUCH_YEAR, value=stored, low=YEARS[0], high=YEARS[-1])
        if stored and self.past and stored > today():
            raise InvalidValue(_NOT_YET, day=gregorian(stored))

    def precedes(self, one: Any, other: Any) -> bool:
        said = min(len(one), len(other))
        return bool(one[:said] < other[:said])

    def unpack(self, wire: Wire) -> Any:
        text = super().unpack(wire)
        if text and not is_partial_date(text):
            raise ValueError("date")
        return text

    def show(self, stored: Any) -> str:
        return numeric(stored) if stored else ""


@dataclass(frozen=True)
class Number(Kind):
    """A whole number: a count where nothing else is said, for nothing that is kept here falls below none."""

    name = "number"
    low: int = 0
    high: int = _MOST

    def column_type(self) -> TypeEngine[Any]:
        return BigInteger()

    def parse(self, value: object) -> int | None:
        if value is None or value == "":
            return None
        found = value
        if isinstance(value, str):
            text = western_digits(value.strip())
            found = int(text) if _WHOLE.fullmatch(text) else None
        if not isinstance(found, int) or isinstance(found, bool) or not self.low <= found <= self.high:
            reason = _NO_COUNT if (self.low, self.high) == (0, _MOST) else _NO_NUMBER
            raise InvalidValue(reason, value=str(value)[:40], low=self.low, high=self.high)
        return found

    def unpack(self, wire: Wire) -> int | None:
        if wire is not None and (not isinstance(wire, int) or isinstance(wire, bool)):
            raise ValueError(type(wire).__name__)
        return wire

    def show(self, stored: Any) -> str:
        return "" if stored is None else digits(str(stored))


@dataclass(frozen=True)
class Flag(Kind):
    """Yes or no."""

    name = "flag"

    def column_type(self) -> TypeEngine[Any]:
        return Boolean()

    def parse(self, value: object) -> bool | None:
        if value is not None and not isinstance(value, bool):
            raise InvalidValue(_NO_FLAG)
        return value

    def unpack(self, wire: Wire) -> bool | None:
        if wire is not None and not isinstance(wire, bool):
            raise ValueError(type(wire).__name__)
        return wire

    def show(self, stored: Any) -> str:
        return "" if stored is None else tr(N_("Yes") if stored else N_("No"))

    def search_text(self, stored: Any) -> str:
        return ""


@dataclass(frozen=True)
class Code(Kind):
    """A code of an international list: a country (ISO 3166-1), a language (ISO 639), a sector (OECD DAC purpose)."""

    name = "code"
    of: str = "country"

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        if self.of == "sector":
            if not isinstance(value, str) or _SECTOR.fullmatch(western_digits(value)) is None:
                raise InvalidValue(_NO_SECTOR, value=str(value)[:40])
            return western_digits(value)
        if not isinstance(value, str) or not (2 <= len(value) <= 3 and value.isascii() and value.isalpha()):
            raise InvalidValue(_NO_CODE, value=str(value)[:40])
        return value.upper() if self.of == "country" else value.lower()

    def check(self, stored: Any) -> None:
        if not stored:
            return
        if self.of == "country" and stored not in COUNTRIES:
            raise InvalidValue(COUNTRY.refusal, value=stored)
        if self.of == "language" and len(stored) == len("ar") and stored not in LANGUAGES:
            raise InvalidValue(_NO_LANGUAGE, value=stored)
        if self.of == "sector" and stored not in sectors():
            raise InvalidValue(_NO_SECTOR, value=stored)


@dataclass(frozen=True)
class Clock(Kind):
    """An hour of the day, ``17:00``."""

    name = "clock"

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        text = western_digits(value.strip()) if isinstance(value, str) else ""
        found = _HOUR.fullmatch(text)
        if found is None:
            raise InvalidValue(_NO_HOUR, value=str(value)[:40])
        return f"{int(found[1]):02}:{found[2]}"

    def unpack(self, wire: Wire) -> Any:
        text = super().unpack(wire)
        if text and (len(text) != len("17:00") or _HOUR.fullmatch(text) is None):
            raise ValueError("hour")
        return text

    def show(self, stored: Any) -> str:
        return ltr(digits(stored)) if stored else ""


@dataclass(frozen=True)
class Zone(Kind):
    """A time zone by its name in the IANA database, ``Europe/Zurich``."""

    name = "zone"

    def parse(self, value: object) -> str | None:
        from coopdesk.zones import named

        if value is None or value == "":
            return None
        found = named(value) if isinstance(value, str) else None
        if found is None:
            raise InvalidValue(_NO_ZONE, value=str(value)[:60])
        return found

    def unpack(self, wire: Wire) -> Any:
        from coopdesk.zones import zones

        text = super().unpack(wire)
        if text and text not in zones():
            raise ValueError("zone")
        return text

    def show(self, stored: Any) -> str:
        return ltr(stored) if stored else ""


@dataclass(frozen=True)
class Money(Kind):
    """An amount and its currency, one register: neither means anything without the other. ``signed``: it may be below
    zero, for it corrects another. ``adds``: whether amounts of several records add up; what each tells since the
    beginning does not."""

    name = "money"
    signed: bool = False
    adds: bool = True

    def parse(self, value: object) -> Amount | None:
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"amount", "currency"}:
            raise InvalidValue(_NO_MONEY)
        amount, currency = value["amount"], value["currency"]
        plain = _PLAIN_AMOUNT.fullmatch(western_digits(str(amount)))
        letters = isinstance(currency, str) and len(currency) == 3 and currency.isascii() and currency.isupper()
        if not letters or plain is None:
            raise InvalidValue(_NO_MONEY)
        minor = int(plain[1] + (plain[2] or "").ljust(2, "0"))
        if abs(minor) >= 2**62:
            raise InvalidValue(_NO_MONEY)
        return Amount(minor, currency)

    def check(self, stored: Any) -> None:
        if stored is None or stored.minor is None:
            return
        if stored.currency not in CURRENCIES:
            raise InvalidValue(CURRENCY.refusal, value=stored.currency)
        if stored.minor < 0 and not self.signed:
            raise InvalidValue(_NOT_NEGATIVE)

    def plain(self, stored: Any) -> Plain:
        if stored is None or stored.minor is None:
            return None
        return {"amount": str(Decimal(stored.minor).scaleb(-2)), "currency": stored.currency}

    def pack(self, stored: Any) -> Wire:
        return None if stored is None or stored.minor is None else [stored.minor, stored.currency]

    def unpack(self, wire: Wire) -> Amount | None:
        if wire is None:
            return None
        minor, currency = wire if isinstance(wire, list | tuple) and len(wire) == 2 else (None, None)
        if not isinstance(minor, int) or isinstance(minor, bool) or not isinstance(currency, str):
            raise ValueError("money")
        return Amount(minor, currency)

    def show(self, stored: Any) -> str:
        if stored is None or stored.minor is None:
            return ""
        return ltr(digits(f"{Decimal(stored.minor).scaleb(-2):,} {stored.currency}"))

    def search_text(self, stored: Any) -> str:
        return ""
