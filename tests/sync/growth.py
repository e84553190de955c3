"""By how much a process grew at most while it did something."""

import resource
from pathlib import Path
from typing import Self

_CLEAR, _STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


class Growth:
    """``bytes``: how much more the process held at its peak than before. Where the system can forget the peak of what
    was done earlier it does; elsewhere only what goes beyond that peak is seen."""

    def __enter__(self) -> Self:
        if _CLEAR.exists():
            _CLEAR.write_text("5", "ascii")
        self._before = _peak()
        return self

    def __exit__(self, *_: object) -> None:
        self.bytes = (_peak() - self._before) << 10


def _peak() -> int:
    if _CLEAR.exists():
        return next(
            int(line.split()[1]) for line in _STATUS.read_text("ascii").splitlines() if line.startswith("VmHWM")
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
