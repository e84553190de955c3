"""Whether the container of an old workbook (.xls) can be followed to its end.

Its streams are chains of sectors, each of which names the next one. In a torn or hostile file a chain bites its own
tail, and xlrd would follow it for ever; so the chains are followed here first, each sector once.
"""

import struct
from collections.abc import Sequence

_END = 0xFFFFFFFA
"""What is no sector begins here: the end of a chain, free sectors, those of the tables themselves."""
_IN_HEADER = 109
_LARGEST = 4096


def is_sound(content: bytes) -> bool:
    """Return whether no chain of a compound document comes back to itself."""
    if len(content) < 512:
        return False
    shift = struct.unpack_from("<H", content, 30)[0]
    size = 1 << shift if shift <= 12 else 0
    if not 512 <= size <= _LARGEST:
        return False
    table = _table(content, size)
    if table is None or _circles(table):
        return False
    first, count = struct.unpack_from("<II", content, 60)
    small: list[int] = []
    while first < _END and count > 0:
        if first >= len(table):
            return False
        small += _numbers(content, first, size)
        first, count = table[first], count - 1
    return not _circles(small)


def _table(content: bytes, size: int) -> list[int] | None:
    """Return for each sector the next one; None where the sectors that tell it come back to themselves."""
    places = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    more, seen = struct.unpack_from("<I", content, 68)[0], set()
    while more < _END:
        if more in seen:
            return None
        seen.add(more)
        found = _numbers(content, more, size)
        if not found:
            break
        places += found[:-1]
        more = found[-1]
    table: list[int] = []
    for one in places:
        if one < _END:
            table += _numbers(content, one, size)
    return table


def _numbers(content: bytes, sector: int, size: int) -> list[int]:
    start = (sector + 1) * size
    part = content[start : start + size]
    return list(struct.unpack(f"<{len(part) // 4}I", part[: len(part) // 4 * 4]))


def _circles(table: Sequence[int]) -> bool:
    """Return whether any chain of a table leads back to one of its own sectors."""
    done = bytearray(len(table))
    for start in range(len(table)):
        at, trail = start, []
        while at < len(table) and not done[at]:
            done[at] = 1
            trail.append(at)
            at = table[at]
        if at < len(table) and done[at] == 1:
            return True
        for one in trail:
            done[one] = 2
    return False
