"""A hybrid logical clock: 48 bits of milliseconds, 16 of a counter. It only orders what is shown.

It never falls and never repeats; a peer whose clock runs ahead moves it by a day at most, and no data is ever
refused for its clock.
"""

from collections.abc import Callable

_DAY = 24 * 60 * 60 * 1000


class Clock:
    """``last``: the last value given out, kept between runs. ``wall``: milliseconds since 1970."""

    def __init__(self, last: int, wall: Callable[[], int]) -> None:
        self.last = last
        self._wall = wall

    def tick(self) -> int:
        """Return the next value, larger than any before."""
        self.last = max(self.last + 1, self._wall() << 16)
        return self.last

    def observe(self, remote: int) -> None:
        """Take note of a value from elsewhere."""
        self.last = max(self.last, min(remote, (self._wall() + _DAY) << 16))
