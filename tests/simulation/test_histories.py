"""Random histories of many desks: nothing is lost, nothing is invented, all come to the same."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.simulation.desks import _fast_disk
from tests.simulation.histories import History

HISTORIES = int(os.environ.get("COOPDESK_SIMULATIONS", "20"))
FIRST = int(os.environ.get("COOPDESK_FIRST_SEED", "0"))


@pytest.mark.parametrize("seed", range(FIRST, FIRST + HISTORIES))
def test_a_history_loses_nothing_and_comes_to_the_same(seed: int) -> None:
    with TemporaryDirectory(prefix="coopdesk-history-", dir=_fast_disk()) as folder:
        history = History(seed, Path(folder))
        try:
            history.run(60)
        finally:
            history.close()
