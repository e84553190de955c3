"""How long work tells how far it is and learns that it shall stop. The core owns this; windows implement it."""

from typing import Protocol


class Cancelled(Exception):
    """The person asked to stop; the work rolled back and nothing is half done."""


class Progress(Protocol):
    """A listener of long work."""

    def step(self, done: int, total: int | None = None) -> None:
        """Report ``done`` of ``total`` units (``None``: unknown). Raises ``Cancelled`` when asked to stop."""


class _Silent:
    def step(self, done: int, total: int | None = None) -> None:
        return None


SILENT: Progress = _Silent()
