"""The text of a cell as the plain value of a kind, as people write numbers, dates, money, yes and no, and sets.

What a text means only beside other records (a choice by its label, a link by a title) is no matter of this file.
"""

import re
from collections.abc import Sequence
from functools import singledispatch
from typing import NamedTuple

from coopdesk import periods
from coopdesk.calendars import NotADate, gregorian, understood
from coopdesk.errors import InvalidValue
from coopdesk.fields import Day, Flag, Kind, Line, Money, Number, Period, Plain, Quantity
from coopdesk.i18n import N_, Text, western_digits

_YES = frozenset(("yes", "y", "true", "1", "x", "✓", "✔", "☑", "√", "نعم", "صحيح", "صح"))
_NO = frozenset(("no", "n", "false", "0", "✗", "✘", "☐", "×", "لا", "خطأ"))
_CURRENCIES = {
    "ر.ق": "QAR", "ريال قطري": "QAR", "ريالا قطريا": "QAR", "qr": "QAR", "$": "USD", "us$": "USD", "دولار": "USD",
    "دولار امريكي": "USD", "€": "EUR", "يورو": "EUR", "£": "GBP", "ر.س": "SAR", "ريال سعودي": "SAR", "د.إ": "AED",
    "درهم": "AED", "د.ك": "KWD", "دينار كويتي": "KWD", "¥": "JPY", "فرنك سويسري": "CHF",
}  # fmt: skip
_AMOUNT = re.compile(r"(?P<before>[^0-9()+-]*)(?P<figure>\(?[+-]?[0-9][0-9.,]*\)?-?)(?P<after>[^0-9]*)")
_CLOCK = re.compile(r"(\d{4}-\d{2}-\d{2}) \d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?")
_FIRST_OF_MONTH = re.compile(r"([0-9]{4}-[0-9]{2})-01(?: 00:00(?::00(?:\.0+)?)?)?")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:\.[0-9]{3}){2,}")
_SPACES = dict.fromkeys(map(ord, " \u00a0\u2009\u202f\u200e\u200f\u061c\u066c\u2066\u2067\u2068\u2069'"))
_FAULTS = frozenset(("#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"))
_IS_FAULT = N_("This cell holds the fault {value} of a formula. Correct it in the sheet, or clear the cell.")
_NO_FLAG = N_("“{value}” is neither yes nor no. Write yes or no, نعم or لا, or a tick.")
_NO_FIGURE = N_("“{value}” is not an amount. Write one such as 1,250.50.")
_WHICH = N_("“{value}” can be read as a thousand or as a fraction. Write it without a separator of thousands.")
_NO_CURRENCY = N_("“{value}” tells no currency. Write it behind the amount, such as 12.50 QAR, or in the header.")
_READ_AS = N_("Read as {date}.")
_CLOCK_LEFT = N_("The time of day is left out; the field takes a date.")


class Read(NamedTuple):
    """A plain value, and what there is to be said of how it was read, with the date that fills it."""

    value: Plain
    note: Text | None = None
    date: str = ""


def refuse_fault(text: str) -> None:
    """Raise ``InvalidValue`` for what a formula shows that went wrong."""
    if text in _FAULTS:
        raise InvalidValue(_IS_FAULT, value=text)


@singledispatch
def read(kind: Kind, text: str, today: str) -> Read:
    """Return what a text means to a kind. Raises ``InvalidValue``."""
    return Read(text.strip() or None)


@read.register
def _line(kind: Line, text: str, today: str) -> Read:
    return Read((" ".join(text.split()) if kind.one_line and "\n" in text else text.strip()) or None)


@read.register
def _number(kind: Number, text: str, today: str) -> Read:
    bare = figure(text)
    whole = bare.split(".")[0] if re.fullmatch(r"-?[0-9]+\.0+", bare) else bare
    return Read(kind.plain(kind.parse(whole or None)))


@read.register
def _quantity(kind: Quantity, text: str, today: str) -> Read:
    bare = western_digits(text.strip()).replace("٫", ".")
    return Read(kind.plain(kind.parse(bare if _PLAIN_NUMBER.fullmatch(bare) else figure(text) or None)))


@read.register
def _period(kind: Period, text: str, today: str) -> Read:
    """A sheet makes a day of a month that is typed into it: its first day is that month."""
    told = western_digits(text).strip()
    month = _FIRST_OF_MONTH.fullmatch(told)
    if month:
        return Read(month[1], _READ_AS, gregorian(month[1]))
    return Read(periods.read(text) or told or None)


@read.register
def _flag(kind: Flag, text: str, today: str) -> Read:
    word = western_digits(text).strip().casefold()
    if word and word not in _YES | _NO:
        raise InvalidValue(_NO_FLAG, value=text[:40])
    return Read(word in _YES if word else None)


@read.register
def _day(kind: Day, text: str, today: str) -> Read:
    told = western_digits(text).strip()
    if not told:
        return Read(None)
    clock = _CLOCK.fullmatch(told)
    if clock:
        told = clock[1]
    try:
        found = understood(told, today)
    except NotADate as fault:
        raise InvalidValue(fault.text, "", **fault.params) from None
    if found == told:
        return Read(told, _CLOCK_LEFT if clock else None)
    return Read(found) if str(int(found[:4])) in told else Read(found, _READ_AS, gregorian(found))


@read.register
def _money(kind: Money, text: str, today: str) -> Read:
    return Read(money(text, ""))


def money(text: str, currency: str) -> Plain:
    """Return an amount; ``currency``: where the text tells none. Raises ``InvalidValue``."""
    told = " ".join(western_digits(text).translate(_SPACES | {ord(" "): " ", 0xA0: " "}).split()).replace("٫", ".")
    if not told:
        return None
    match = _AMOUNT.fullmatch(told)
    if match is None:
        raise InvalidValue(_NO_FIGURE, value=text[:40])
    word = (match["before"].strip() or match["after"].strip()).strip(".") or currency
    code = _CURRENCIES.get(word.casefold(), _CURRENCIES.get(f"{word.casefold()}.", word.upper()))
    if not code:
        raise InvalidValue(_NO_CURRENCY, value=text[:40])
    found: Plain = {"amount": figure(match["figure"]), "currency": code}
    return Money().plain(Money().parse(found))


def figure(text: str) -> str:
    """Return a number without what divides its thousands, with a point before its fraction. Raises ``InvalidValue``."""
    told = western_digits(text).translate(_SPACES).replace("٫", ".").replace("،", ",").strip()
    minus = told.startswith(("-", "(")) or told.endswith("-")
    bare = told.strip("()+-")
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "").replace(".", "")
    elif "," in bare and "." in bare:
        last = max(bare.rfind(","), bare.rfind("."))
        bare = re.sub("[.,]", "", bare[:last]) + "." + bare[last + 1 :]
    elif bare.count(",") == 1 and len(bare.rpartition(",")[2]) <= 2:
        bare = bare.replace(",", ".")
    elif re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", bare):
        raise InvalidValue(_WHICH, value=text[:40])
    return f"-{bare}" if minus and bare else bare


def members(text: str) -> list[str]:
    """Return the members of a set that a cell holds: a line each, else between semicolons, else between commas."""
    for marks in ("\n", ";؛", ",،"):
        if any(mark in text for mark in marks):
            parts = re.split(f"[{marks}]", text)
            break
    else:
        parts = [text]
    return [one for part in parts if (one := part.strip())]


def joined(texts: Sequence[str]) -> str:
    """Return a set as the text of a cell that ``members`` reads."""
    if not any(mark in one for one in texts for mark in "\n;؛,،"):
        return "; ".join(texts)
    return "\n".join(texts) if len(texts) != 1 else f"{texts[0]}\n"
