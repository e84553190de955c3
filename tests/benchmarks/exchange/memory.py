"""The peak memory of a process that imports many changes (G14)."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from coopdesk.operations import desk, exchange
from tests.benchmarks.exchange.network import export, network, organizations, write
from tests.benchmarks.figures import CHECKOUT, ROUNDS, Figure, figure, peak
from tests.benchmarks.homes import PASSPHRASE

_MOST = 512


def figures(place: Path, count: int) -> Iterator[Figure]:
    """Yield the peak beside its limit; what a process takes that only opens the desk is told."""
    ministry, mission = network(place / "desks", "D0", "D1")
    write(mission, organizations(count, mission))
    export(mission, ministry, place / "out")
    for site in (ministry, mission):
        site.store.close()
    peaks, idle = [], 0.0
    for number in range(ROUNDS):
        home = shutil.copytree(ministry.home, place / str(number))
        idle = _child(home, place / "nothing")
        peaks.append(_child(home, place / "out"))
    yield figure(
        f"peak memory, import of {count:,}, beside the limit (G14)", [one / _MOST for one in peaks], 1.0,
        f"{median(peaks):.0f} MB beside {_MOST} MB; {idle:.0f} MB without an import",
    )  # fmt: skip


def imported(home: str, folder: str) -> None:
    """Import the files of a folder at a desk, and print the peak memory in kilobytes."""
    store = desk.open_desk(Path(home), PASSPHRASE)
    for told in exchange.import_files(store, sorted(Path(folder).glob("*.cdx"))):
        assert told["status"] == "applied", told
    store.close()
    print(peak())


def _child(home: Path, folder: Path) -> float:
    words = f"from tests.benchmarks.exchange.memory import imported; imported({str(home)!r}, {str(folder)!r})"
    done = subprocess.run([sys.executable, "-c", words], cwd=CHECKOUT, check=True, capture_output=True, text=True)
    return int(done.stdout.split()[-1]) / 1024
