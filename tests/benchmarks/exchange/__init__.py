"""The exchange beside what a person would use instead, and beside the bare rows that it cannot do without.

Desks on real databases write field changes, export them, and import them with every check. ``travel``: many changes to
an empty desk; ``small``: one change, and a thousand; ``memory``: the peak of a process that imports; ``hostile``: what
is built to do harm; ``held``: what a desk costs that holds as many changes as the large home has records. The peers
work on the same records in the same run: rows of the same bytes put into an encrypted database, gzip of JSON,
``git bundle`` of the records as files, and Yjs through pycrdt.
"""

import shutil
from collections.abc import Iterator
from importlib import import_module

from tests.benchmarks.figures import Figure, Setup

_PARTS = ("travel", "small", "memory", "hostile", "held")


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield the figures of every part; a fifth as many changes travel as the large home has records."""
    count = max(4_000, setup.rows // 5)
    place = setup.homes.folder / "exchange"
    for name in _PARTS:
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        yield from import_module(f"{__name__}.{name}").figures(place, count)
    shutil.rmtree(place)
