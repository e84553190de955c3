"""Which groups of answers are not told of, because they are small or could be found from what is told. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations


def hidden(sizes: Sequence[int], fewest: int, also: Sequence[bool] = ()) -> list[bool]:
    """Return which parts of a whole are not told of: the small ones, and of the others the smallest until nothing
    follows from the whole and from what is told. ``also``: those of which nothing is told anyway."""
    out = [is_small(size, fewest) or bool(size and also and also[place]) for place, size in enumerate(sizes)]
    while any(out):
        away = [size for size, gone in zip(sizes, out, strict=True) if gone]
        if len(away) > 1 and sum(away) >= fewest:
            break
        left = [place for place, size in enumerate(sizes) if size and not out[place]]
        if not left:
            break
        out[min(left, key=lambda place: sizes[place])] = True
    return out


def hidden_of_several(
    parts: Iterable[tuple[frozenset[int], int]], many: int, fewest: int, also: Sequence[bool] = ()
) -> list[bool]:  # fmt: skip
    """Return which of so many groups are not told of where one may stand in several of them. ``parts``: how many stand
    in just these groups, by their places.

    A group goes that is small, or without which few are left. Of two groups, where none stands in both, in one alone
    or in neither, the whole and the two tell how many there are of each of the others: if those are few, the smaller
    group goes.
    """
    sizes, both = [0] * many, Counter[tuple[int, int]]()
    whole = 0
    for held, count in parts:
        whole += count
        for place in held:
            sizes[place] += count
        for pair in combinations(sorted(held), 2):
            both[pair] += count
    out = [
        any(is_small(one, fewest) for one in (size, whole - size)) or bool(size and also and also[place])
        for place, size in enumerate(sizes)
    ]
    for one, other in combinations(range(many), 2):
        if out[one] or out[other]:
            continue
        together = both[one, other]
        cells = (together, sizes[one] - together, sizes[other] - together,
                 whole - sizes[one] - sizes[other] + together)  # fmt: skip
        if 0 in cells and any(is_small(cell, fewest) for cell in cells):
            out[min(one, other, key=lambda place: sizes[place])] = True
    return out


def is_small(size: int, fewest: int) -> bool:
    """Tell whether these are some, but too few to be told of."""
    return 0 < size < fewest
