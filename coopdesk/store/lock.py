"""One writer at a time on a home: a lock file that the system frees when its holder dies, and who holds it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from coopdesk.errors import Busy, writing_to
from coopdesk.i18n import N_

_HELD = N_("{holder} is writing to this desk. Nothing was changed. Wait until it has finished, then try again.")


class HomeLock:
    """The lock of a home. ``wait``: seconds until ``Busy``; ``program``: how others are told who holds it."""

    def __init__(self, home: Path, *, wait: float = 30, program: str = "CoopDesk") -> None:
        self._holder = home / "lock.holder"
        self._home, self._wait, self._program = home, wait, program
        self._lock = FileLock(home / "lock", thread_local=False)
        self._turn = threading.RLock()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Be the only one inside the block; inside it again by the same thread is free. Raises ``Busy``."""
        with self._turn:
            try:
                with writing_to(self._home):
                    self._lock.acquire(timeout=self._wait)
            except Timeout:
                holder = "CoopDesk"
                with suppress(OSError):
                    holder = self._holder.read_text("utf-8", "replace")[:80] or holder
                raise Busy(_HELD, holder=holder) from None
            try:
                with suppress(OSError):
                    self._holder.write_text(f"{self._program} ({os.getpid()})", "utf-8")
                yield
            finally:
                self._lock.release()
