"""Start of the program, from the start of the process to the first painted window and to a list that can be used.

The peer is an empty QMainWindow in the same Python, painted once. Both tell when by the clock that all processes
share. The list is that of the organizations, complete and painted. Stretching the passphrase (Argon2) is slow on
purpose, so it is taken out and told for itself; so is the time in which a person types it. A program may use that
time, so the list is measured both with it and without. Both are compiled beforehand, as an installed program is,
whatever the environment says about keeping bytecode.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter_ns

from tests.benchmarks.figures import CHECKOUT, ROUNDS, Figure, Setup, figure, said
from tests.benchmarks.homes import PASSPHRASE

_ROWS, _REPEATS, _TYPING = 100_000, 3, 2_000
_WINDOW_GOAL, _LIST_GOAL = 1.5, 4.0
_BEGIN = (
    "from coopdesk.__main__ import collect_seldom; collect_seldom()"  # as the entry does before it imports the window
    "; from tests.benchmarks.started import run"
)
_EMPTY = """
import sys
from time import perf_counter_ns
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, application.quit)

application = QApplication(["empty"])
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
print(perf_counter_ns())
"""


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield the first painted window, the usable list, and the passphrase, beside an empty window."""
    home = str(setup.homes.of(min(_ROWS, setup.rows)))
    at_once, typed = (f"{_BEGIN}; run({home!r}, {PASSPHRASE!r}, {typing})" for typing in (0, _TYPING))
    rounds = []
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(setup.homes.folder / "bytecode")

    def started(words: str) -> list[int]:
        return _started(words, environment)

    started(at_once), started(_EMPTY)
    for _ in range(ROUNDS):
        taken = [(*started(at_once), started(typed)[1], *started(_EMPTY)) for _ in range(_REPEATS)]
        rounds.append([median(side) for side in zip(*taken, strict=True)])
    empty = median(one[-1] for one in rounds) / 1e9
    for place, (name, goal) in enumerate((
        ("first painted window, locked", _WINDOW_GOAL),
        ("usable list, passphrase entered at once", _LIST_GOAL),
        ("stretching the passphrase, taken out of the others", None),
        (f"usable list, passphrase typed for {_TYPING / 1000:g} s", _LIST_GOAL),
    )):  # fmt: skip
        note = said(median(one[place] for one in rounds) / 1e9, empty)
        yield figure(f"start: {name}", [one[place] / one[-1] for one in rounds], goal, note)


def _started(words: str, environment: dict[str, str]) -> list[int]:
    """Run a program that prints when things were done; returns the nanoseconds since it was started."""
    start = perf_counter_ns()
    done = subprocess.run(
        [sys.executable, "-c", words],
        cwd=CHECKOUT,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
    )
    first, *more = (int(word) for word in done.stdout.split())
    return [first - start, *(one - start for one in more[:1]), *more[1:]]
