"""Wrong passphrases slow down: after a few, the next try has to wait, twice as long each time.

This holds up somebody at the keyboard. Who has a copy of the files is held up by Argon2id alone.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coopdesk.errors import Locked, TryLater
from coopdesk.i18n import P_
from coopdesk.world import SYSTEM, World

_FREE, _FIRST, _LONGEST = 3, 5, 300
_WAIT = P_(
    "Too many wrong passphrases. Wait {n} second, then try again.",
    "Too many wrong passphrases. Wait {n} seconds, then try again.",
)


@contextmanager
def counted(home: Path, world: World = SYSTEM) -> Iterator[None]:
    """Count a wrong passphrase that is tried within; raises ``TryLater`` where one has to wait first."""
    path = home / "tries"
    count, at = _read(path)
    now = world.wall()
    left = _wait(count) - max(0, now - at) // 1000
    if left > 0:
        raise TryLater(_WAIT, n=left)
    try:
        yield
    except Locked:
        with suppress(OSError):
            path.write_text(json.dumps([count + 1, now]), "ascii")
        if _wait(count + 1):
            raise TryLater(_WAIT, n=_wait(count + 1)) from None
        raise
    if count:
        with suppress(OSError):
            path.unlink()


def _wait(count: int) -> int:
    """Return how many seconds stand between so many wrong tries and the next."""
    return 0 if count < _FREE else min(_FIRST * 2 ** min(count - _FREE, 20), _LONGEST)


def _read(path: Path) -> tuple[int, int]:
    with suppress(OSError, ValueError, TypeError):
        count, at = json.loads(path.read_text("ascii")[:100])
        return int(count), int(at)
    return 0, 0
