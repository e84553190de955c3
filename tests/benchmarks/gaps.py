"""The longest gap of the event loop in each journey: milliseconds in which the window answered nothing.

These are no ratios, so they are told with how much of each gap the window's own thread worked; the rest is what a
busy machine, or a worker that holds the interpreter, took from it.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from tests.benchmarks.figures import CHECKOUT, Figure, Setup, figure
from tests.journeys.gaps import TOLD_IN, Step

_GOAL, _ROUNDS = 100.0, 3


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield the longest gap of each journey, over a few rounds of all of them."""
    home = setup.homes.copy(setup.rows, "journey")
    rounds = [_made(setup, home) for _ in range(_ROUNDS)]
    for name in rounds[0]:
        longest = [max(one[name], key=lambda step: step.gap) for one in rounds]
        worst = sorted(longest, key=lambda step: step.gap)[len(longest) // 2]
        note = f"ms, of them {median(step.own for step in longest):.0f} at work; in: {worst.name}"
        steps = tuple(f"{step.name}: {step.gap:.0f} ms, {step.own:.0f} at work" for step in rounds[-1][name])
        yield replace(figure(f"gap: {name}", [step.gap for step in longest], _GOAL, note), details=steps)


def _made(setup: Setup, home: Path) -> dict[str, list[Step]]:
    """Make every journey once; returns its steps by its name."""
    told = setup.homes.folder / "gaps.jsonl"
    told.unlink(missing_ok=True)
    subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "tests/journeys"], cwd=CHECKOUT, check=True,
        env={**os.environ, TOLD_IN: str(told), "COOPDESK_JOURNEY_ROWS": str(setup.rows),
             "COOPDESK_JOURNEY_HOME": str(home)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    lines = [json.loads(line) for line in told.read_text("utf-8").splitlines()]
    return {name: [Step(*step) for step in steps] for name, steps in lines}
