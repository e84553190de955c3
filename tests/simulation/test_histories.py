"""Random histories of many desks: nothing is lost, nothing is invented, all come to the same.

The ordinary run lives few of them. ``COOPDESK_SIMULATIONS`` and ``COOPDESK_FIRST_SEED`` choose how many and which;
``python -m tests.simulation`` lives many on several processes.
"""

import os
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest

from tests.simulation.__main__ import Lived, lived
from tests.simulation.mishaps import MISHAPS

HISTORIES = int(os.environ.get("COOPDESK_SIMULATIONS", "60"))
FIRST = int(os.environ.get("COOPDESK_FIRST_SEED", "0"))
STEPS = 15
EVENTFUL = (199, 114, 121, 103, 184, 34, 54, 78, 95)
"""Seeds whose histories meet every mishap together."""
MOST = 200


@cache
def history(seed: int) -> Lived:
    return lived(seed, STEPS)


@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_a_history_loses_nothing_and_comes_to_the_same(seed: int) -> None:
    why = history(seed).why
    assert not why, why


def test_every_mishap_happens_and_harms_nothing() -> None:
    """Where the eventful seeds have other histories than they had, more are lived until every mishap was met."""
    happened: Counter[str] = Counter()
    for seed in dict.fromkeys((*EVENTFUL, *range(MOST))):
        found = history(seed)
        assert not found.why, found.why
        happened += found.happened
        if set(happened) >= MISHAPS:
            return
    raise AssertionError(MISHAPS - set(happened))


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
