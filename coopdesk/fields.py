"""Kinds of value and ``field()``: one line declares a field everywhere.

A ``Kind`` knows how one sort of value is stored, checked, shown and packed for the wire; it never learns Qt or
ReportLab (those floors extend it by ``functools.singledispatch``). ``field()`` returns a column whose ``info``
carries the ``Field``. A field's number is its name on the wire and is never used again for something else.

Three forms of a value, and who speaks them:
    plain    what JSON carries and forms edit: str, int, bool, list of str, ``{"amount", "currency"}``, None
    stored   what the record's attribute holds: str, int, bool, tuple of str, ``Amount``, None
    wire     what an operation carries: None, bool, int, str, list of these (no floats)
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, NamedTuple

from sqlalchemy import BigInteger, Boolean, Text as TextColumn
from sqlalchemy.orm import composite, mapped_column
from sqlalchemy.types import JSON, TypeDecorator, TypeEngine

from coopdesk.calendars import is_partial_date, numeric
from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_, Language, Text, digits, isolate, ltr, tr, western_digits

Plain = str | int | bool | list[str] | dict[str, str] | None
Wire = Any

AUDIENCES = {"all": N_("All desks"), "ministry": N_("The Ministry"), "local": N_("This desk only")}
"""The audiences that have a word of their own; others are codes of desks and of groups."""
_TOO_LONG = N_("The text is too long: {length} characters, at most {limit}. Shorten it, or attach it as a file.")
_CONTROL = N_("There is an invisible character ({code}) at position {position}. Delete it, then save again.")
_ONE_LINE = N_("This field takes one line. Remove the line break at position {position}.")
_EXPECTED_TEXT = N_("A text is expected.")
_NO_DATE = N_("“{value}” is not a date. Write a year, a month or a day, such as 2027, 2027-03 or 2027-03-05.")
_NO_NUMBER = N_("“{value}” is not a whole number between {low} and {high}.")
_NO_CHOICE = N_("“{value}” is not one of the choices: {choices}.")
_NO_FLAG = N_("Yes or no (true or false) is expected.")
_NO_SET = N_("A list of texts is expected.")
_NO_LINK = N_("“{value}” is not the id of a record.")
_NO_MONEY = N_("An amount such as 12.50 and a currency such as QAR are expected.")
_NO_CODE = N_("“{value}” is not a code of two or three capital letters.")
_WHOLE = re.compile("-?[0-9]{1,18}")
_PLAIN_AMOUNT = re.compile(r"(-?[0-9]{1,17})(?:\.([0-9]{1,2}))?")


class Amount(NamedTuple):
    """Money: integer minor units (hundredths) and an ISO 4217 currency."""

    minor: int | None
    currency: str | None

    def __composite_values__(self) -> tuple[int | None, str | None]:
        return (self.minor, self.currency)


@dataclass(frozen=True)
class Option:
    """One choice: the token on the wire and its label."""

    token: str
    label: Text


def options(*pairs: tuple[str, Text]) -> tuple[Option, ...]:
    """Return choices from (token, label) pairs."""
    return tuple(Option(token, label) for token, label in pairs)


class _Members(TypeDecorator[tuple[str, ...]]):
    """A set of tokens as a sorted JSON array."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Iterable[str] | None, dialect: object) -> list[str] | None:
        return sorted(value) if value else None

    def process_result_value(self, value: list[str] | None, dialect: object) -> tuple[str, ...]:
        return tuple(value or ())


def check_text(text: str, limit: int, *, one_line: bool) -> None:
    """Raise ``InvalidValue`` for a text that is too long or hides characters that change what others read."""
    if len(text) > limit:
        raise InvalidValue(_TOO_LONG, length=f"{len(text):,}", limit=f"{limit:,}")
    for position, character in enumerate(text, 1):
        if character.isascii():
            if character >= " " and character != "\x7f":
                continue
            if character in "\n\t":
                if one_line and character == "\n":
                    raise InvalidValue(_ONE_LINE, position=position)
                continue
        elif not _is_steering(character) and unicodedata.category(character) not in ("Cc", "Cs"):
            continue
        raise InvalidValue(_CONTROL, code=f"U+{ord(character):04X}", position=position)


def _is_steering(character: str) -> bool:
    """Tell whether a character embeds, overrides or isolates the direction of what follows it."""
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


@dataclass(frozen=True)
class Kind:
    """One sort of value. The base serves every kind whose stored, plain and wire forms are the same."""

    name: ClassVar[str]

    def column_type(self) -> TypeEngine[Any]:
        return TextColumn()

    def parse(self, value: object) -> Any:
        """Return the stored form of a plain value; raises ``InvalidValue``. None and "" are absent."""
        raise NotImplementedError

    def plain(self, stored: Any) -> Plain:
        """Return the plain form of a stored value."""
        return stored  # type: ignore[no-any-return]

    def pack(self, stored: Any) -> Wire:
        """Return the wire form of a stored value."""
        return stored

    def unpack(self, wire: Wire) -> Any:
        """Return the stored form of a wire value; raises ``ValueError`` for one this kind does not know."""
        if wire is not None and not isinstance(wire, str):
            raise ValueError(type(wire).__name__)
        return wire

    def show(self, stored: Any) -> str:
        """Return what a person reads, in the present language."""
        return "" if stored is None else str(stored)

    def search_text(self, stored: Any) -> str:
        """Return the words by which the value is found, in every language."""
        return str(stored)


@dataclass(frozen=True)
class Line(Kind):
    """One line of text; ``lang`` where it is one half of a bilingual pair or always of one language."""

    name = "line"
    lang: str | None = None
    limit: ClassVar[int] = 1_000
    one_line: ClassVar[bool] = True

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str):
            raise InvalidValue(_EXPECTED_TEXT)
        text = value.replace("\r\n", "\n").replace("\r", "\n")
        check_text(text, self.limit, one_line=self.one_line)
        return text


@dataclass(frozen=True)
class Prose(Line):
    """Text of any number of paragraphs."""

    name = "prose"
    limit = 500_000
    one_line = False


@dataclass(frozen=True)
class Hashes(Prose):
    """SHA-256 in hexadecimal, one a line."""

    def unpack(self, wire: Wire) -> Any:
        text = super().unpack(wire)
        if text and not all(re.fullmatch("[0-9a-f]{64}", one) for one in text.split()):
            raise ValueError("hash")
        return text


@dataclass(frozen=True)
class Identifier(Line):
    """One line that is read from left to right in every language: a symbol, a telephone number, an address."""

    name = "identifier"

    def show(self, stored: Any) -> str:
        return ltr(stored) if stored else ""


@dataclass(frozen=True)
class Audience(Identifier):
    """Which desks receive a record: all, the Ministry, this desk alone, or the desk or group of a code."""

    def show(self, stored: Any) -> str:
        return tr(AUDIENCES[stored]) if stored in AUDIENCES else super().show(stored)


@dataclass(frozen=True)
class Day(Kind):
    """A date that may be partial: ``2027``, ``2027-03``, ``2027-03-05``."""

    name = "day"

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        text = western_digits(value.strip()) if isinstance(value, str) else ""
        if not is_partial_date(text):
            raise InvalidValue(_NO_DATE, value=str(value)[:40])
        return text

    def show(self, stored: Any) -> str:
        return numeric(stored) if stored else ""


@dataclass(frozen=True)
class Number(Kind):
    """A whole number."""

    name = "number"
    low: ClassVar[int] = -(2**53)
    high: ClassVar[int] = 2**53

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
            raise InvalidValue(_NO_NUMBER, value=str(value)[:40], low=self.low, high=self.high)
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
class Choice(Kind):
    """One of a few tokens. A token that this program does not know is kept and shown as it is."""

    name = "choice"
    options: tuple[Option, ...] = ()

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        tokens = [option.token for option in self.options]
        if value not in tokens:
            raise InvalidValue(_NO_CHOICE, value=str(value)[:40], choices=", ".join(tokens))
        return str(value)

    def label(self, token: str) -> str:
        """Return the label of a token in the present language."""
        return next((tr(option.label) for option in self.options if option.token == token), token)

    def show(self, stored: Any) -> str:
        return self.label(stored) if stored else ""

    def search_text(self, stored: Any) -> str:
        return ""


@dataclass(frozen=True)
class Members(Kind):
    """A set of texts; one register a member, so that two desks may add without a conflict."""

    name = "members"
    options: tuple[Option, ...] = ()

    def column_type(self) -> TypeEngine[Any]:
        return _Members()

    def parse(self, value: object) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list | tuple) or not all(isinstance(member, str) for member in value):
            raise InvalidValue(_NO_SET)
        return tuple(sorted({self.parse_member(member) for member in value}))

    def parse_member(self, member: str) -> str:
        """Return one member checked; raises ``InvalidValue``."""
        if not member.strip():
            raise InvalidValue(_NO_SET)
        check_text(member, 200, one_line=True)
        if self.options:
            Choice(self.options).parse(member)
        return member

    def plain(self, stored: Any) -> Plain:
        return list(stored or ())

    def show(self, stored: Any) -> str:
        label = Choice(self.options).label
        return tr(N_(", ", "between items of a list")).join(isolate(label(member)) for member in stored or ())

    def search_text(self, stored: Any) -> str:
        return "" if self.options else " ".join(stored or ())


@dataclass(frozen=True)
class Link(Kind):
    """The id of another record; ``to`` is the name of its type, or empty where any type will do."""

    name = "link"
    to: str = ""

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        return parse_id(value)

    def search_text(self, stored: Any) -> str:
        return ""


@dataclass(frozen=True)
class Links(Members):
    """A set of links to records of one type."""

    name = "links"
    to: str = ""

    def parse_member(self, member: str) -> str:
        return parse_id(member)

    def search_text(self, stored: Any) -> str:
        return ""


@dataclass(frozen=True)
class Tags(Members):
    """A set of codes of themes and goals, of which a person reads the names; to the wire, texts as any."""


def parse_id(value: object) -> str:
    """Return the id of a record in its one spelling; raises ``InvalidValue``."""
    from uuid import UUID

    try:
        if isinstance(value, str):
            return str(UUID(value))
    except ValueError:
        pass
    raise InvalidValue(_NO_LINK, value=str(value)[:40])


@dataclass(frozen=True)
class Code(Kind):
    """A code of an international list, such as a country (ISO 3166-1) or a language (ISO 639)."""

    name = "code"
    of: str = "country"

    def parse(self, value: object) -> str | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not (2 <= len(value) <= 3 and value.isascii() and value.isalpha()):
            raise InvalidValue(_NO_CODE, value=str(value)[:40])
        return value.upper() if self.of == "country" else value.lower()


@dataclass(frozen=True)
class Money(Kind):
    """An amount and its currency, one register: neither means anything without the other."""

    name = "money"

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


@dataclass(frozen=True)
class Field:
    """What is declared of one field. ``group`` is the number of the register that several fields share."""

    number: int
    kind: Kind
    label: Text
    required: bool = False
    column: int | None = None
    search: bool = False
    group: int | None = None
    name: str = ""

    @property
    def register(self) -> int:
        """Return the number of the register that holds the field."""
        return self.number if self.group is None else self.group


def field(
    number: int,
    kind: Kind,
    label: Text,
    *,
    required: bool = False,
    column: int | None = None,
    search: bool = False,
    group: int | None = None,
) -> Any:
    """Declare a replicated field.

    ``number``: its name on the wire, 1-59,999. ``required``: a workflow step asks for it (of a bilingual pair,
    for either language); the database never does, because records arrive in pieces. ``column``: its width in
    lists, in pixels; absent: not a column by default. ``search``: its words find the record.
    """
    info = {"field": Field(number, kind, label, required, column, search, group)}
    if isinstance(kind, Money):
        return composite(
            Amount,
            mapped_column(f"amount_{number}", BigInteger, nullable=True),
            mapped_column(f"currency_{number}", TextColumn, nullable=True),
            info=info,
        )
    return mapped_column(kind.column_type(), nullable=True, info=info)


def named(declared: Field, name: str) -> Field:
    """Return the field under the name of its attribute."""
    return replace(declared, name=name)


def language_of(declared: Field) -> Language | None:
    """Return the language of one half of a bilingual pair, else None."""
    lang = getattr(declared.kind, "lang", None)
    return lang if lang in ("en", "ar") else None
