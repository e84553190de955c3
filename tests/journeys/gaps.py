"""The longest gap of the event loop in each step of a journey: how long a person would have found the window dead.

A timer ticks every few milliseconds; what lies between two ticks is a gap. Journeys let the loop run after every act,
so that two short acts are never told as a long one. Beside each gap stands how much of it the window's own thread
worked: the rest it waited, for a worker that held the interpreter or for the machine.

A step must leave the program active: a part of the window that is shown before it has its place stands as a window of
its own for a moment, and the keys then go to nobody.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, thread_time
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

TOLD_IN = "COOPDESK_JOURNEY_GAPS"
"""Names a file to which each journey adds a line of JSON: its name and its steps."""
_TICK = 5


class Step(NamedTuple):
    """A step: its name, its longest gap, and how long of that the window's thread worked, in milliseconds."""

    name: str
    gap: float
    own: float


class Journey(QObject):
    """Times the steps of one journey."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.steps: list[Step] = []
        self._longest = self._own = 0.0
        self._last = perf_counter(), thread_time()
        self._timer = QTimer(self, timerType=Qt.TimerType.PreciseTimer, interval=_TICK)
        self._timer.timeout.connect(self._tick)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time what is done within."""
        self._longest = self._own = 0.0
        self._last = perf_counter(), thread_time()
        active = QApplication.activeWindow()
        self._timer.start()
        yield
        self._tick()
        self._timer.stop()
        assert active is None or QApplication.activeWindow() is not None, f"no window is active after: {name}"
        self.steps.append(Step(name, 1000 * self._longest, 1000 * self._own))

    def tell(self) -> None:
        """Write the steps to the file that the environment names."""
        place = os.environ.get(TOLD_IN)
        if place:
            with Path(place).open("a", encoding="utf-8") as file:
                file.write(json.dumps([self.name, self.steps]) + "\n")

    def _tick(self) -> None:
        now = perf_counter(), thread_time()
        if now[0] - self._last[0] > self._longest:
            self._longest, self._own = now[0] - self._last[0], now[1] - self._last[1]
        self._last = now
