"""What the program takes from outside itself: the time and chance. A simulation gives its own."""

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
