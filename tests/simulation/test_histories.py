"""Random histories of many desks: nothing is lost, nothing is invented, all come to the same.

``COOPDESK_SIMULATIONS`` and ``COOPDESK_FIRST_SEED`` choose how many and which; ``python -m tests.simulation`` lives
many on several processes.
"""

import os
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest

from tests.simulation.__main__ import Lived, lived
from tests.simulation.mishaps import MISHAPS

ORDINARY = 200
HISTORIES = int(os.environ.get("COOPDESK_SIMULATIONS", str(ORDINARY)))
FIRST = int(os.environ.get("COOPDESK_FIRST_SEED", "0"))
STEPS = 15


@cache
def history(seed: int) -> Lived:
    return lived(seed, STEPS)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_a_history_loses_nothing_and_comes_to_the_same(seed: int) -> None:
    why = history(seed).why
    assert not why, why


@pytest.mark.skipif(HISTORIES < ORDINARY, reason="few histories need not meet every mishap")
def test_every_mishap_happens() -> None:
    happened: Counter[str] = Counter()
    for seed in range(FIRST, FIRST + HISTORIES):
        happened += history(seed).happened
    assert set(happened) >= MISHAPS, MISHAPS - set(happened)


def test_a_seed_is_a_history_bit_for_bit() -> None:
    """A replay in another process, whose sets have another order, comes to the same operations and registers."""
    command = [sys.executable, "-m", "tests.simulation", "2", "--steps", "20", "--processes", "1", "--digests"]
    replays = [
        subprocess.run(
            command, capture_output=True, text=True, check=True, env=dict(os.environ, PYTHONHASHSEED=seed)
        ).stdout
        for seed in ("1", "2")
    ]
    assert len(set(replays[0].split())) == 4, replays[0]
    assert replays[0] == replays[1]
