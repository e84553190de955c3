"""How long a file that is built to do harm keeps a desk busy until it is refused, and what memory it takes (G10)."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from coopdesk.sync import incoming
from coopdesk.sync.refusal import BundleRefused
from tests.benchmarks.figures import Figure, figure
from tests.sync.forger import HOSTILE, Forger
from tests.sync.growth import Growth
from tests.sync.network import Network

_MOST_SECONDS, _MOST_BYTES = 1.0, 64 << 20


class _Taken(NamedTuple):
    name: str
    code: str
    seconds: float
    bytes: int


def figures(place: Path, count: int) -> Iterator[Figure]:
    """Yield the slowest and the largest of these files, and how many were not refused."""
    network = Network(place / "desks")
    files = {name: make(Forger(network)) for name, make in HOSTILE.items()}
    found = [_taken(network, name, data) for name, data in files.items()]
    network.close()
    slow, large = max(found, key=lambda one: one.seconds), max(found, key=lambda one: one.bytes)
    yield figure(
        f"slowest of {len(found)} hostile files, beside the limit (G10)", [slow.seconds / _MOST_SECONDS], 1.0,
        f"{slow.name}: {1000 * slow.seconds:.4g} ms",
    )  # fmt: skip
    yield figure(
        f"largest of {len(found)} hostile files, beside the limit (G10)", [large.bytes / _MOST_BYTES], 1.0,
        f"{large.name}: {large.bytes >> 20} MB more than before",
    )  # fmt: skip
    taken = [one.name for one in found if not one.code]
    yield figure("hostile files that were not refused (G10)", [float(len(taken))], 0.0, ", ".join(taken))


def _taken(network: Network, name: str, data: bytes) -> _Taken:
    code, start = "", perf_counter()
    with Growth() as growth:
        try:
            incoming.take(network.ministry, data, name)
        except BundleRefused as fault:
            code = fault.code
    return _Taken(name, code, perf_counter() - start, growth.bytes)
