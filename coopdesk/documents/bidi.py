"""The Unicode bidirectional algorithm (UAX #9): levels of a paragraph, and the visual order of a line.

Complete: embeddings, overrides, isolates, bracket pairs. The levels are those of the whole logical paragraph,
computed before lines are broken; lines are reordered afterwards (rule L2).
"""

from collections.abc import Sequence
from functools import lru_cache
from unicodedata import bidirectional, normalize

_MAX_DEPTH = 125
_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_EMBEDS = frozenset(("LRE", "RLE", "LRO", "RLO"))
_REMOVED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"))
_RIGHT = frozenset(("R", "AL", "AN", "RLE", "RLO", "RLI", "FSI", "LRI", "LRE", "LRO"))
_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋〈〉❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_OPENING = {normalize("NFC", o): normalize("NFC", c) for o, c in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
_CLOSING = frozenset(_OPENING.values())


def first_strong(text: str) -> int | None:
    """Return the level (0 or 1) of the first strong character outside isolates (rules P2, P3), or None."""
    depth = 0
    for character in text:
        kind = bidirectional(character)
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in ("L", "R", "AL"):
            return 0 if kind == "L" else 1
    return None


@lru_cache(maxsize=4096)
def levels(text: str, base: int) -> tuple[int, ...]:
    """Return the embedding level of each character of one paragraph whose base level is 0 or 1.

    Characters that the algorithm removes take the level of what stands before them.
    """
    kinds = [bidirectional(character) or "L" for character in text]
    if base == 0 and not _RIGHT.intersection(kinds):
        return (0,) * len(text)
    explicit, resolved = _explicit(text, kinds, base)
    found = list(explicit)
    kept = [place for place in range(len(text)) if kinds[place] not in _REMOVED]
    for run in _isolating_runs(kept, kinds, explicit):
        _resolve(text, run, kinds, resolved, explicit, found, base)
    _trailing(kinds, found, base)
    before = base
    for place, kind in enumerate(kinds):
        if kind in _REMOVED:
            found[place] = before
        before = found[place]
    return tuple(found)


def visual(line: Sequence[int]) -> list[int]:
    """Return the places of a line in visual order, left to right, given the level of each (rule L2)."""
    order = list(range(len(line)))
    if not order:
        return order
    odd = [level for level in line if level % 2]
    for level in range(max(line), (min(odd) if odd else max(line) + 1) - 1, -1):
        start = 0
        while start < len(order):
            if line[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end
    return order


def _explicit(text: str, kinds: list[str], base: int) -> tuple[list[int], list[str]]:
    """Rules X1-X8: the level of each character, and its type after overrides."""
    found, resolved = [base] * len(kinds), list(kinds)
    stack: list[tuple[int, str, bool]] = [(base, "", False)]
    lost_isolates = lost_embeds = valid_isolates = 0
    for place, kind in enumerate(kinds):
        level, override, _ = stack[-1]
        if kind in _EMBEDS or kind in _ISOLATES:
            if kind == "FSI":
                kind = "RLI" if first_strong(_isolated(text, kinds, place)) == 1 else "LRI"
            isolate = kind in _ISOLATES
            found[place] = level
            if isolate and override:
                resolved[place] = override
            deeper = level + 1 + (level % 2 if kind[0] == "R" else 1 - level % 2)
            if deeper <= _MAX_DEPTH and not lost_isolates and not lost_embeds:
                valid_isolates += isolate
                stack.append((deeper, {"LRO": "L", "RLO": "R"}.get(kind, ""), isolate))
            elif isolate:
                lost_isolates += 1
            elif not lost_isolates:
                lost_embeds += 1
        elif kind == "PDI":
            if lost_isolates:
                lost_isolates -= 1
            elif valid_isolates:
                lost_embeds = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            found[place] = stack[-1][0]
            if stack[-1][1]:
                resolved[place] = stack[-1][1]
        elif kind == "PDF":
            if not lost_isolates:
                if lost_embeds:
                    lost_embeds -= 1
                elif not stack[-1][2] and len(stack) > 1:
                    stack.pop()
            found[place] = stack[-1][0]
        elif kind == "B":
            found[place] = base
        else:
            found[place] = level
            if override and kind != "BN":
                resolved[place] = override
    return found, resolved


def _isolated(text: str, kinds: list[str], start: int) -> str:
    depth = 0
    for place in range(start, len(kinds)):
        if kinds[place] in _ISOLATES:
            depth += 1
        elif kinds[place] == "PDI":
            depth -= 1
            if depth == 0:
                return text[start + 1 : place]
    return text[start + 1 :]


def _isolating_runs(kept: list[int], kinds: list[str], found: list[int]) -> list[list[int]]:
    """Rule X10 (BD13): level runs, joined across the isolates that they contain."""
    runs: list[list[int]] = []
    for place in kept:
        if runs and found[runs[-1][-1]] == found[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    matching = _matching(kept, kinds)
    begins = {run[0]: run for run in runs}
    joined = []
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in matching.values():
            continue
        whole = list(run)
        while kinds[whole[-1]] in _ISOLATES and whole[-1] in matching:
            whole += begins[matching[whole[-1]]]
        joined.append(whole)
    return joined


def _matching(kept: list[int], kinds: list[str]) -> dict[int, int]:
    open_isolates: list[int] = []
    found = {}
    for place in kept:
        if kinds[place] in _ISOLATES:
            open_isolates.append(place)
        elif kinds[place] == "PDI" and open_isolates:
            found[open_isolates.pop()] = place
    return found


def _resolve(
    text: str, run: list[int], kinds: list[str], resolved: list[str], explicit: list[int], found: list[int], base: int
) -> None:
    """Rules W1-W7, N0-N2, I1-I2 on one isolating run sequence; writes to ``found``."""
    level = explicit[run[0]]
    before = _edge(run[0] - 1, -1, kinds, explicit, base)
    last = run[-1]
    unmatched = kinds[last] in _ISOLATES
    after = base if unmatched else _edge(last + 1, 1, kinds, explicit, base)
    start = "R" if max(level, before) % 2 else "L"
    end = "R" if max(level, after) % 2 else "L"
    types = [resolved[place] for place in run]
    _weak(types, start)
    own = "R" if level % 2 else "L"
    _brackets(text, run, types, resolved, start, own)
    _neutral(types, start, end, own)
    for place, kind in zip(run, types, strict=True):
        if level % 2:
            found[place] = level + (kind in ("L", "EN", "AN"))
        else:
            found[place] = level + (1 if kind == "R" else 2 if kind in ("AN", "EN") else 0)


def _edge(place: int, step: int, kinds: list[str], found: list[int], base: int) -> int:
    while 0 <= place < len(kinds):
        if kinds[place] not in _REMOVED:
            return found[place]
        place += step
    return base


def _weak(types: list[str], start: str) -> None:
    previous = start
    for place, kind in enumerate(types):  # W1
        if kind == "NSM":
            types[place] = "ON" if previous in ("LRI", "RLI", "FSI", "PDI") else previous
        previous = types[place]
    strong = start
    for place, kind in enumerate(types):  # W2, W3 needs the types of W2
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[place] = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for place in range(1, len(types) - 1):  # W4
        around = (types[place - 1], types[place + 1])
        if types[place] == "ES" and around == ("EN", "EN"):
            types[place] = "EN"
        elif types[place] == "CS" and around in (("EN", "EN"), ("AN", "AN")):
            types[place] = around[0]
    place = 0
    while place < len(types):  # W5
        if types[place] == "ET":
            end = place
            while end < len(types) and types[end] == "ET":
                end += 1
            if (place and types[place - 1] == "EN") or (end < len(types) and types[end] == "EN"):
                types[place:end] = ["EN"] * (end - place)
            place = end
        else:
            place += 1
    strong = start
    for place, kind in enumerate(types):  # W6, W7
        if kind in ("ES", "ET", "CS"):
            types[place] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[place] = "L"


def _brackets(text: str, run: list[int], types: list[str], resolved: list[str], start: str, own: str) -> None:
    """Rule N0."""
    waiting: list[tuple[str, int]] = []
    pairs = []
    for place, kind in enumerate(types):
        if kind != "ON":
            continue
        character = normalize("NFC", text[run[place]])
        if character in _OPENING:
            if len(waiting) == 63:
                break
            waiting.append((_OPENING[character], place))
        elif character in _CLOSING:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == character:
                    pairs.append((waiting[depth][1], place))
                    del waiting[depth:]
                    break
    for opening, closing in sorted(pairs):
        inside = {_strong(kind) for kind in types[opening + 1 : closing]}
        if own in inside:
            chosen = own
        elif inside - {None}:
            context = next((s for k in reversed(types[:opening]) if (s := _strong(k))), start)
            other = "L" if own == "R" else "R"
            chosen = other if context == other else own
        else:
            continue
        for bracket in (opening, closing):
            types[bracket] = chosen
            after = bracket + 1
            while after < len(types) and resolved[run[after]] == "NSM":
                types[after] = chosen
                after += 1


def _strong(kind: str) -> str | None:
    return "R" if kind in ("R", "EN", "AN") else "L" if kind == "L" else None


def _neutral(types: list[str], start: str, end: str, own: str) -> None:
    """Rules N1 and N2."""
    place = 0
    while place < len(types):
        if types[place] not in _NEUTRAL:
            place += 1
            continue
        stop = place
        while stop < len(types) and types[stop] in _NEUTRAL:
            stop += 1
        left = _strong(types[place - 1]) if place else start
        right = _strong(types[stop]) if stop < len(types) else end
        types[place:stop] = [left if left == right and left else own] * (stop - place)
        place = stop


def _trailing(kinds: list[str], found: list[int], base: int) -> None:
    """Rule L1: separators, and white space before them or at the end, take the base level."""
    resetting = True
    for place in range(len(kinds) - 1, -1, -1):
        kind = kinds[place]
        if kind in ("B", "S"):
            found[place], resetting = base, True
        elif kind in ("WS", "FSI", "LRI", "RLI", "PDI") or kind in _REMOVED:
            if resetting:
                found[place] = base
        else:
            resetting = False
