"""What changed between two texts, word by word, in either script.

A word is never split: the letters of an Arabic word are joined, and its vowel marks, its article and its "and" belong
to it. Spaces and signs between words are compared too, but no likeness is built on them alone.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

_MARKS = "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_TOKEN = re.compile(rf"[\w{_MARKS}]+(?:['’.,/:-][\w{_MARKS}]+)*|\s|[^\w\s]")
_MOST = 5_000
"""The most words and signs, between what is alike before and after, among which likeness is sought: it takes time."""


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
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    middle = (before[start : len(before) - end], after[start : len(after) - end])
    found = [Part(Kind.SAME, "".join(before[:start]))]
    for _, first, last, low, high in _steps(*middle):
        gone, come = "".join(middle[0][first:last]), "".join(middle[1][low:high])
        found += [Part(Kind.SAME, gone)] if gone == come else [Part(Kind.REMOVED, gone), Part(Kind.ADDED, come)]
    found.append(Part(Kind.SAME, "".join(before[len(before) - end :])))
    return [one for one in found if one.text]


def _steps(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if max(len(before), len(after)) > _MOST:
        return [("replace", 0, len(before), 0, len(after))]
    return SequenceMatcher(lambda token: not any(map(str.isalnum, token)), before, after).get_opcodes()


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """Return with how many equal words two texts begin."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
