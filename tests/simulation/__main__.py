"""``python -m tests.simulation COUNT [--first SEED] [--steps N] [--processes N]``: many histories, failures by seed.

A seed is a whole history: with ``--digests`` each prints what it came to, which is the same in every replay.
"""

import argparse
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.simulation.desks import alone, fast_disk
from tests.simulation.histories import History


class Lived(NamedTuple):
    """What a history came to. ``why``: why it fails, empty where it does not; ``digest``: what its replay equals."""

    why: str
    happened: Counter[str]
    digest: str


def lived(seed: int, steps: int) -> Lived:
    """Live the history of a seed."""
    with TemporaryDirectory(prefix="coopdesk-history-", dir=fast_disk()) as folder, alone(Path(folder)):
        history = History(seed, Path(folder))
        try:
            history.run(steps)
            return Lived("", history.happened, history.digest())
        except Exception as fault:
            return Lived("".join(traceback.format_exception(fault)), history.happened, "")
        finally:
            history.close()


def main() -> int:
    """Live many histories; exits 1 where one failed."""
    options = argparse.ArgumentParser(prog="python -m tests.simulation")
    options.add_argument("count", type=int)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--steps", type=int, default=40)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--digests", action="store_true", help="print what each seed comes to, to compare replays")
    given = options.parse_args()
    started, failed, happened, lives = time.monotonic(), [], Counter[str](), 0
    seeds = range(given.first, given.first + given.count)
    with ProcessPoolExecutor(given.processes) as pool:
        for seed, one in zip(seeds, pool.map(lived, seeds, [given.steps] * len(seeds), chunksize=4), strict=True):
            happened += one.happened
            lives += 1
            if lives % 500 == 0:
                print(f"{lives} of {given.count}", file=sys.stderr, flush=True)
            if given.digests:
                print(f"{seed} {one.digest}", flush=True)
            if one.why:
                failed.append(seed)
                print(f"seed {seed}:\n{one.why}", flush=True)
    if given.digests:
        return 1 if failed else 0
    took = time.monotonic() - started
    print(f"{given.count} histories of {given.steps} steps in {took:.0f} s; failed: {failed or 'none'}")
    print(", ".join(f"{name} {count}" for name, count in sorted(happened.items())))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
