"""``python -m tests.simulation COUNT [--first SEED] [--steps N] [--processes N]``: many histories, failures by seed."""

import argparse
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.simulation.desks import alone, fast_disk
from tests.simulation.histories import History


def lived(seed: int, steps: int) -> str:
    """Return why the history of a seed fails, empty where it does not."""
    with TemporaryDirectory(prefix="coopdesk-history-", dir=fast_disk()) as folder, alone(Path(folder)):
        history = History(seed, Path(folder))
        try:
            history.run(steps)
        except Exception as fault:
            return "".join(traceback.format_exception(fault))
        finally:
            history.close()
    return ""


def main() -> int:
    """Live many histories; exits 1 where one failed."""
    options = argparse.ArgumentParser(prog="python -m tests.simulation")
    options.add_argument("count", type=int)
    options.add_argument("--first", type=int, default=0)
    options.add_argument("--steps", type=int, default=40)
    options.add_argument("--processes", type=int, default=2)
    given = options.parse_args()
    started, failed = time.monotonic(), []
    seeds = range(given.first, given.first + given.count)
    with ProcessPoolExecutor(given.processes) as pool:
        for seed, why in zip(seeds, pool.map(lived, seeds, [given.steps] * len(seeds), chunksize=4), strict=True):
            if why:
                failed.append(seed)
                print(f"seed {seed}:\n{why}", flush=True)
    took = time.monotonic() - started
    print(f"{given.count} histories of {given.steps} steps in {took:.0f} s; failed: {failed or 'none'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
