"""The tokens of an expression of a form, and what is told of one that cannot be read."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from coopdesk.errors import InvalidValue
from coopdesk.forms.values import NO_TEXT
from coopdesk.i18n import N_

_UNREADABLE = N_("Character {place} (“{found}”) means nothing in an expression.")
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)
    | (?P<literal>"[^"]*"|'[^']*')
    | (?P<sign>::|//|\.\.|!=|<=|>=|[-+*/|=<>()\[\],.@$])
    | (?P<name>[^\W\d][\w.\-]*(?::(?!:)(?:[^\W\d][\w.\-]*|\*))?)
    )""",
    re.VERBOSE,
)
_OPERATOR_NAME = re.compile(r"\s*(and|or|mod|div)")


class ExpressionFault(InvalidValue):
    """An expression that cannot be read."""


class Token(NamedTuple):
    kind: str
    text: str
    place: int


def tokens(text: str) -> Iterator[Token]:
    place, operand = 0, False
    """``operand``: the token before ends an operand, so that a name that follows is an operator."""
    unfit = NO_TEXT.search(text)
    if unfit is not None:
        raise ExpressionFault(_UNREADABLE, place=unfit.start() + 1, found=f"U+{ord(unfit[0]):04X}")
    while text[place:].strip():
        word = _OPERATOR_NAME.match(text, place) if operand else None
        found = word or _TOKEN.match(text, place)
        if found is None:
            rest = text[place:].lstrip()
            raise ExpressionFault(_UNREADABLE, place=len(text) - len(rest) + 1, found=rest[:1])
        kind = "sign" if word else str(found.lastgroup)
        token = Token(kind, found[0].strip(), found.end() - len(found[0].strip()) + 1)
        if token.text == "*" and not operand:
            token = token._replace(kind="name")
        yield token
        operand = token.kind in ("number", "literal", "name") or token.text in (")", "]", ".", "..")
        place = found.end()
