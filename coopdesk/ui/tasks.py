"""The one door to operations: workers that read, write and draw pages, each by itself, so the window never waits.

What a person waits for is read first: what may come later, such as the counts beside a list, stands aside for it.

Results come back on the window's thread. A ``CoopDeskError`` goes to whoever asked, else to ``messages``; any
other fault is a bug and goes to ``messages.unexpected``.
"""

import queue
import sys
import threading
from collections.abc import Callable
from itertools import count
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from coopdesk.errors import CoopDeskError
from coopdesk.progress import Cancelled, Progress

_TURN = 0.0005
"""Seconds after which a worker lets the window go on; by Python's own measure that waits ten times as long, at each of
the many small things that a key brings about."""
T = TypeVar("T")
Done = Callable[[Any], None]
Failed = Callable[[CoopDeskError], None]


class Job:
    """Work that was asked for. ``cancel`` makes it stop at its next step; ``age``: how often results were held back
    before."""

    def __init__(
        self, work: Callable[[Progress], Any], done: Done, failed: Failed | None, given_up: Callable[[], None] | None
    ) -> None:
        self.work, self.done, self.failed, self.given_up = work, done, failed, given_up
        self.age = 0
        self.cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.cancelled.set()


class _Place(NamedTuple):
    """A place in a queue: in the order in which work was asked for, what may come later after the rest."""

    later: bool
    number: int
    job: Job | None


class Tasks(QObject):
    """The workers of one window. ``progress``: (done, total or -1); ``busy``: whether a write is under way."""

    progress = Signal(int, int)
    busy = Signal(bool)
    failed = Signal(object)
    _over = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_TURN)
        self._over.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._queues = {name: queue.PriorityQueue[_Place]() for name in ("read", "write", "draw")}
        self._places = count()
        self._pending = 0
        self._stopping = False
        self._writing: Job | None = None
        self._held: list[tuple[Job, object, BaseException | None]] | None = None
        self._age = self._wanted_from = 0
        self._threads: dict[str, threading.Thread] = {}

    def read(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        later: bool = False,
    ) -> Job:
        """Do work that only reads; ``done`` gets its result on the window's thread. ``later``: nobody waits for it."""
        return self._ask("read", Job(work, done, failed, None), later=later)

    def write(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> Job:
        """Do work that writes or takes long, one after another. ``given_up``: it was cancelled, or met a bug."""
        return self._ask("write", Job(work, done, failed, given_up))

    def draw(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        given_up: Callable[[], None] | None = None,
    ) -> Job:
        """Make pages or pictures of them; lists and pickers do not wait for it. ``given_up``: it was cancelled."""
        return self._ask("draw", Job(work, done, failed, given_up))

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self._pending == 0

    @property
    def held(self) -> bool:
        """Whether results are held back."""
        return self._held is not None

    def hold(self) -> None:
        """Hold back the results of what was asked for until now: nobody is to see them. Later work goes on."""
        self._held = []
        self._age += 1

    def release(self, *, wanted: bool) -> None:
        """Hold back no more. What was held is handed over, or given up with what is still under way of it."""
        held, self._held = self._held or [], None
        if not wanted:
            self._wanted_from = self._age
        for result in held if wanted else ():
            self._hand_over(*result)

    def cancel(self) -> None:
        """Ask the write under way to stop."""
        if self._writing is not None:
            self._writing.cancel()

    def stop(self) -> None:
        """End the workers: what can stop half-way with nothing changed does, a save is finished."""
        self._stopping = True
        for name in self._threads:
            self._queues[name].put(_Place(False, next(self._places), None))
        for thread in self._threads.values():
            thread.join(timeout=30)

    def _ask(self, name: str, job: Job, *, later: bool = False) -> Job:
        self._pending += 1
        job.age = self._age
        self._queues[name].put(_Place(later, next(self._places), job))
        if name not in self._threads:
            self._threads[name] = threading.Thread(
                target=self._work, args=(name,), name=f"coopdesk-{name}", daemon=True
            )
            self._threads[name].start()
        return job

    def _work(self, name: str) -> None:
        while (job := self._queues[name].get().job) is not None:
            if name == "write":
                self._writing = job
                self.busy.emit(True)
            result, fault = None, None
            try:
                if job.cancelled.is_set() or (self._stopping and name == "draw"):
                    raise Cancelled
                result = job.work(_Steps(self, job, name == "write"))
            except BaseException as raised:
                fault = raised
            if name == "write":
                self._writing = None
                self.busy.emit(False)
            self._over.emit(job, result, fault)

    def _deliver(self, job: Job, result: object, fault: BaseException | None) -> None:
        self._pending -= 1
        if self._held is not None and job.age < self._age:
            self._held.append((job, result, fault))
        elif job.age >= self._wanted_from:
            self._hand_over(job, result, fault)

    def _hand_over(self, job: Job, result: object, fault: BaseException | None) -> None:
        if fault is None:
            job.done(result)
            return
        if isinstance(fault, CoopDeskError):
            (job.failed or self.failed.emit)(fault)
            return
        if job.given_up is not None:
            job.given_up()
        if not isinstance(fault, Cancelled):
            sys.excepthook(type(fault), fault, fault.__traceback__)


class _Steps:
    def __init__(self, tasks: Tasks, job: Job, told: bool) -> None:
        self._tasks, self._job, self._told = tasks, job, told

    def step(self, done: int, total: int | None = None) -> None:
        if self._job.cancelled.is_set() or self._tasks._stopping:
            raise Cancelled
        if self._told:
            self._tasks.progress.emit(min(done, 2**31 - 1), -1 if total is None else min(total, 2**31 - 1))
