"""What changed between two texts, word by word, in either script.

A word is never split: the letters of an Arabic word are joined, and its vowel marks, its article and its "and" belong
to it. Spaces are compared too, but likeness is sought among the words.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_TOKEN = re.compile(rf"((?:[\w{_MARKS}]+(?:['’.,/:-][\w{_MARKS}]+)*|[^\w\s])?)(\s*)")
"""A word or a sign, and the space after it."""
_MOST = 3_000
"""The most words and signs, between what is alike before and after, among which likeness is sought: it takes time."""
_LONG = 3
"""Words of a change, on both sides of which a single word in common is no likeness but chance."""
Token = tuple[str, str]
Step = tuple[bool, int, int, int, int]
"""Whether two stretches of words are alike, and their borders, of the earlier and of the later ones."""


class Kind(Enum):
    """Whether a part of a text stands in both versions, in the earlier or in the later one."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Part(NamedTuple):
    """A part of a text; the same and the removed ones make the earlier version, the same and the added the later."""

    kind: Kind
    text: str


def word_changes(old: str, new: str) -> list[Part]:
    """Return both texts as one, in parts."""
    before, after = _tokens(old), _tokens(new)
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    first, second = before[start : len(before) - end], after[start : len(after) - end]
    found = [Part(Kind.SAME, _text(before[:start]))]
    for alike, low, high, begin, stop in _without_chance(_steps(first, second)):
        if alike:
            for gone, come in zip(first[low:high], second[begin:stop], strict=True):
                found.append(Part(Kind.SAME, gone[0]))
                found += _changed(gone[1], come[1])
        else:
            found += _changed(_text(first[low:high]), _text(second[begin:stop]))
    found.append(Part(Kind.SAME, _text(before[len(before) - end :])))
    return _joined(one for one in found if one.text)


def _tokens(text: str) -> list[Token]:
    return [(one[1], one[2]) for one in _TOKEN.finditer(text) if one[0]]


def _text(tokens: Iterable[Token]) -> str:
    return "".join(word + space for word, space in tokens)


def _changed(old: str, new: str) -> list[Part]:
    """Return what became of a stretch of words; the space after it is no change where both versions have it."""
    if old == new:
        return [Part(Kind.SAME, old)]
    spaces = {text[len(text.rstrip()) :] for text in (old, new)}
    space = spaces.pop() if len(spaces) == 1 else ""
    end = -len(space) or None
    return [Part(Kind.REMOVED, old[:end]), Part(Kind.ADDED, new[:end]), Part(Kind.SAME, space)]


def _joined(parts: Iterable[Part]) -> list[Part]:
    found: list[Part] = []
    for one in parts:
        if found and found[-1].kind is one.kind:
            found[-1] = Part(one.kind, found[-1].text + one.text)
        else:
            found.append(one)
    return found


def _steps(before: Sequence[Token], after: Sequence[Token]) -> list[Step]:
    if max(len(before), len(after)) > _MOST:
        return [(False, 0, len(before), 0, len(after))]
    first, second = ([word for word, _ in tokens] for tokens in (before, after))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return [(step[0] == "equal", *step[1:]) for step in matcher.get_opcodes()]


def _without_chance(steps: Sequence[Step]) -> list[Step]:
    """Return the steps, a single word in common between two long changes being a part of one change."""
    found: list[Step] = []
    for place, one in enumerate(steps):
        inside = 0 < place < len(steps) - 1
        if one[0] and one[2] - one[1] == 1 and inside and all(map(_is_long, (steps[place - 1], steps[place + 1]))):
            one = (False, *one[1:])
        if found and not found[-1][0] and not one[0]:
            one = (False, found[-1][1], one[2], found[-1][3], one[4])
            found.pop()
        found.append(one)
    return found


def _is_long(step: Step) -> bool:
    return max(step[2] - step[1], step[4] - step[3]) >= _LONG


def _alike(one: Sequence[Token], other: Sequence[Token]) -> int:
    """Return with how many equal words two texts begin."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
