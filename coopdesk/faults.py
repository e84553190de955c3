"""The last bugs that were met, each by its place in the program: kept for the support file, without a value.

A message of Python may quote what it stumbled over, so it is not kept; nor is a folder, which names the person.
"""

import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from coopdesk.paths import state_folder

_MOST, _DEEPEST = 30, 12
"""How many bugs are kept, and of how many calls each."""


def note(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Note a bug; returns its place: the kind, then the calls that led there, the innermost first."""
    calls = [f"{Path(one.filename).name}:{one.name}:{one.lineno}" for one in reversed(traceback.extract_tb(trace))]
    where = f"{kind.__name__} {' < '.join(calls[:_DEEPEST])}".strip()
    line = f"{datetime.now(UTC):%Y-%m-%dT%H:%MZ} {where}"
    with suppress(OSError):
        state_folder().mkdir(parents=True, exist_ok=True)
        _place().write_text("\n".join([*noted(), line][-_MOST:]) + "\n", "utf-8")
    return where


def noted() -> list[str]:
    """Return the bugs that were noted, the newest last."""
    with suppress(OSError, ValueError):
        return _place().read_text("utf-8").splitlines()[-_MOST:]
    return []


def _place() -> Path:
    return state_folder() / "faults"
