"""How good a passphrase is, said honestly: the guesses of somebody who knows how people choose one.

A word counts as one pick from a list of words, however long; runs such as ``abc`` or ``111``, a word said twice, and
words that stand beside the passphrase (the desk's own name) count for almost nothing. Only the floor refuses.
"""

import math
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Literal

from coopdesk.errors import Refused
from coopdesk.store import slots
from coopdesk.store.folding import words

Measure = Literal["short", "weak", "fair", "strong"]

_WORD_BITS, _SHORT_WORD_BITS, _KNOWN_BITS, _GAP_BITS = 12, 6, 2, 1
_SHORT_WORD = 4
_FAIR, _STRONG = 40, 58
_PARTS = re.compile(r"\w+|[^\w\s]+")
_OFTEN = frozenset(
    words(
        "password passphrase secret qwerty admin welcome coopdesk ministry embassy mission foreign affairs qatar doha "
        "letmein login كلمه سر مرور السر المرور وزاره الوزاره سفاره السفاره خارجيه الخارجيه قطر الدوحه"
    )
)

check = slots.check_strength


def bits(passphrase: str, beside: Iterable[str] = ()) -> float:
    """Return how many bits a guesser has to find. ``beside``: texts that a guesser knows, such as the desk's names."""
    known = _OFTEN.union(*(words(text) for text in beside))
    seen: set[str] = set()
    total = 0.0
    for part in _PARTS.findall(passphrase):
        folded = "".join(words(part)) or part
        total += _KNOWN_BITS if folded in known or folded in seen else _of_part(part)
        total += _GAP_BITS
        seen.add(folded)
    return total


def measure(passphrase: str, beside: Iterable[str] = ()) -> Measure:
    """Return the measure of a passphrase in one word; ``short`` alone is refused."""
    try:
        check(passphrase)
    except Refused:
        return "short"
    found = bits(passphrase, beside)
    return "weak" if found < _FAIR else "fair" if found < _STRONG else "strong"


def _of_part(part: str) -> float:
    steps = 1 + sum(ord(second) - ord(first) not in (-1, 0, 1) for first, second in pairwise(part))
    if part.isalpha():
        return min(_SHORT_WORD_BITS if len(part) < _SHORT_WORD else _WORD_BITS, steps * math.log2(28))
    return steps * math.log2(10 if part.isdigit() else 36 if part.isalnum() else 20)
