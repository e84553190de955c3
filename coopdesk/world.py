"""What the program takes from outside itself: the time and chance. A simulation gives its own.

From ``random`` come ids, epochs, and every key of a device, a ministry, a record or a home, so that the operations and
registers of a whole network follow from one seed, bit for bit. Two things do not: the one-time keys that age draws for
each file that it seals, and what never leaves a disk and decides nothing (nonces and salts there, names of files in
the making).
"""

import secrets
import time
from collections.abc import Callable
from typing import NamedTuple


class World(NamedTuple):
    """``wall``: milliseconds since 1970; ``random``: so many random bytes; ``reached``: told of each step that must be
    whole before the next, where a simulation stops the program."""

    wall: Callable[[], int]
    random: Callable[[int], bytes]
    reached: Callable[[str], None] = lambda step: None


SYSTEM = World(lambda: time.time_ns() // 1_000_000, secrets.token_bytes)
