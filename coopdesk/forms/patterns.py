"""Looks for a pattern in a text as the ``regex`` function of forms does, within a bound of time.

A pattern is a stranger's: one such as ``(a|aa)+$`` takes longer than anyone lives over forty letters. So looking stops
after ``LONGEST``, and that is told; a pattern that ran out of time often is then given less, for a form may look for it
in a thousand answers. A pattern is read as JavaScript reads it where Python differs: ``\\d``
and ``\\w`` are of ASCII, ``$`` is the very end.
"""

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_

LONGEST = 0.2
"""Seconds of this computer's work."""
_OFTEN = 5
_MOST_CHARACTERS, _LARGEST = 5_000, 200_000
_PIECE = re.compile(
    r"(?P<class>\[\^?\]?(?:\\.|[^\]\\])*\])|\\(?P<escaped>.)|(?P<open>\()|(?P<close>\))"
    r"|(?P<times>\{(?P<least>\d+)(?:,(?P<most>\d*))?\})|.",
    re.DOTALL,
)
_ASCII = {"d": "0-9", "w": "A-Za-z0-9_"}
_UNREADABLE = N_("The pattern “{pattern}” cannot be read: {why}")
_TOO_LARGE = N_("The pattern “{pattern}” is too large.")
RAN_OUT = N_("This answer could not be checked: looking for the pattern of the form in it takes too long.")
_ODD = ("\x01", " \x01")
"""What ends the texts by which a pattern is tried, so that it is not found at once."""


class RanOut(InvalidValue):
    """Looking for a pattern takes too long."""


def found(pattern: str, told: str) -> bool:
    """Return whether a text holds a pattern. Raises ``RanOut``, and ``InvalidValue`` where it cannot be read."""
    return _found(_compiled(pattern), told)


def is_slow(pattern: str) -> bool:
    """Return whether a pattern may take too long: it is tried on texts that repeat what it speaks of.

    Raises ``InvalidValue``.
    """
    compiled = _compiled(pattern)
    letters = dict.fromkeys(one for one in pattern if one.isalnum())
    pieces = [*[*letters][:12], "a", "A", "0", " ", "ab ", "a1", "1.", "-", "ا", "aa@"]
    return any(_takes_too_long(compiled, one * (60 // len(one)) + end) for one in pieces for end in _ODD)


_ran_out: Counter[Any] = Counter()


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    import regex

    try:
        return regex.compile(_as_python(pattern), regex.V0)
    except (regex.error, RecursionError, OverflowError) as fault:
        raise InvalidValue(_UNREADABLE, pattern=pattern[:60], why=str(fault)[:100]) from fault


def _found(compiled: Any, told: str) -> bool:
    held = _looked(compiled, told)
    if held is None:
        raise RanOut(RAN_OUT)
    return held


@lru_cache(maxsize=1_000)
def _looked(compiled: Any, told: str) -> bool | None:
    """Return whether a text holds a pattern, None where looking takes too long."""
    longest = LONGEST if _ran_out[compiled] < _OFTEN else LONGEST / 20
    try:
        return compiled.search(told, timeout=longest) is not None
    except TimeoutError:
        _ran_out[compiled] += 1
        return None


def _takes_too_long(compiled: Any, told: str) -> bool:
    try:
        compiled.search(told, timeout=LONGEST / 4)
    except TimeoutError:
        return True
    return False


def _as_python(pattern: str) -> str:
    """Return a pattern as Python reads it; one that would fill the memory when it is read raises ``InvalidValue``."""
    parts, sizes, last = [], [0], 0
    for piece in _PIECE.finditer(pattern):
        told, escaped = piece[0], piece["escaped"]
        if piece["times"]:
            most = int((piece["most"] or piece["least"])[:9])
            sizes[-1] += last * max(most - 1, 0)
        elif piece["open"]:
            sizes.append(0)
        elif piece["close"]:
            last = sizes.pop() if len(sizes) > 1 else 0
            sizes[-1] += last
        else:
            last = 1
            sizes[-1] += 1
        if escaped in _ASCII or (escaped or "").lower() in _ASCII:
            told = f"[{'^' * escaped.isupper()}{_ASCII[escaped.lower()]}]"
        elif piece["class"]:
            told = re.sub(r"\\(.)", lambda one: _ASCII.get(one[1], one[0]), told, flags=re.DOTALL)
        elif told == "$":
            told = r"\Z"
        parts.append(told)
        if sum(sizes) > _LARGEST:
            raise InvalidValue(_TOO_LARGE, pattern=pattern[:60])
    if len(pattern) > _MOST_CHARACTERS:
        raise InvalidValue(_TOO_LARGE, pattern=pattern[:60])
    return "".join(parts)
