"""Random histories of many desks: nothing is lost, nothing is invented, all come to the same.

``COOPDESK_SIMULATIONS`` and ``COOPDESK_FIRST_SEED`` choose how many and which; ``python -m tests.simulation`` lives
many on several processes.
"""

import os

import pytest

from tests.simulation.__main__ import lived

HISTORIES = int(os.environ.get("COOPDESK_SIMULATIONS", "80"))
FIRST = int(os.environ.get("COOPDESK_FIRST_SEED", "0"))
STEPS = 20


@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_a_history_loses_nothing_and_comes_to_the_same(seed: int) -> None:
    why = lived(seed, STEPS)
    assert not why, why
