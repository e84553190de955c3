"""Kinds of text, and what no text may hold."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, ClassVar

from coopdesk.errors import InvalidValue
from coopdesk.fields.kind import Kind, Wire
from coopdesk.fields.known import Shape
from coopdesk.i18n import N_, ltr, tr

AUDIENCES = {"all": N_("All desks"), "ministry": N_("The Ministry"), "local": N_("This desk only")}
"""The audiences that have a word of their own; others are codes of desks and of groups."""
_TOO_LONG = N_("The text is too long: {length} characters, at most {limit}. Shorten it, or attach it as a file.")
_CONTROL = N_("There is an invisible character ({code}) at position {position}. Delete it, then save again.")
_ONE_LINE = N_("This field takes one line. Remove the line break at position {position}.")
_EXPECTED_TEXT = N_("A text is expected.")


def check_text(text: str, limit: int, *, one_line: bool) -> None:
    """Raise ``InvalidValue`` for a text that is too long or hides characters that change what others read."""
    if len(text) > limit:
        raise InvalidValue(_TOO_LONG, length=f"{len(text):,}", limit=f"{limit:,}")
    if text.isprintable():
        return
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
        if value.isspace():
            return None
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
    shape: Shape | None = None

    def check(self, stored: Any) -> None:
        if stored and self.shape is not None and not self.shape.fits(stored):
            raise InvalidValue(self.shape.refusal, value=stored[:60])

    def show(self, stored: Any) -> str:
        return ltr(stored) if stored else ""


@dataclass(frozen=True)
class Audience(Identifier):
    """Which desks receive a record: all, the Ministry, this desk alone, or the desk or group of a code."""

    def show(self, stored: Any) -> str:
        return tr(AUDIENCES[stored]) if stored in AUDIENCES else super().show(stored)
