"""One figure: work beside its limit or peer, as a ratio taken in the same minute on the same machine.

Seconds depend on the machine and on who else uses it; a ratio of two things measured in turn hardly does. Each
round measures both, takes the median of its repeats, and divides; a figure is the median of the rounds with their
smallest and largest.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.benchmarks.homes import Homes

ROUNDS = 5


@dataclass(frozen=True)
class Setup:
    """What a subject may use: the homes, how many records are many, and a Python that has WeasyPrint."""

    homes: Homes
    rows: int
    weasyprint: str


@dataclass(frozen=True)
class Figure:
    """A ratio and its goal. ``least``: the ratio should be at least the goal, else at most; None: it
    was not measured. ``details``: what the file holds and the line does not."""

    name: str
    ratio: float | None
    low: float | None
    high: float | None
    goal: float | None
    least: bool = False
    note: str = ""
    details: tuple[str, ...] = ()

    @property
    def met(self) -> bool | None:
        """Whether the goal is reached; None where there is none, or nothing was measured."""
        if self.goal is None or self.ratio is None:
            return None
        return self.ratio >= self.goal if self.least else self.ratio <= self.goal

    def line(self) -> str:
        """Return the figure as one line."""
        goal = "no goal" if self.goal is None else f"goal {'≥' if self.least else '≤'} {self.goal:g}"
        verdict = {True: "met", False: "missed", None: "-"}[self.met]
        ratio, low, high = ("-" if one is None else f"{one:.2f}" for one in (self.ratio, self.low, self.high))
        spread = f"{low}-{high}"
        return f"{self.name:<62} {ratio:>8}  {goal:<11} {verdict:<7} {spread:<13} {self.note}".rstrip()


def figure(name: str, ratios: Sequence[float], goal: float | None, note: str = "", *, least: bool = False) -> Figure:
    """Return the figure that the ratios of some rounds make."""
    return Figure(name, median(ratios), min(ratios), max(ratios), goal, least, note)


def beside(
    name: str,
    work: Callable[[], object],
    peer: Callable[[], object],
    goal: float | None,
    *,
    repeats: int = 1,
    rest: Callable[[], object] = lambda: None,
) -> Figure:
    """Measure work and its peer in turn, after once of each that does not count; nor does the rest between them."""

    def once() -> tuple[float, float]:
        mine = timed(work)
        rest()
        return mine, timed(peer)

    once()
    ratios, times = [], []
    for _ in range(ROUNDS):
        taken = [once() for _ in range(repeats)]
        mine, other = median(one for one, _ in taken), median(one for _, one in taken)
        ratios.append(mine / other)
        times.append((mine, other))
    return figure(name, ratios, goal, said(median(a for a, _ in times), median(b for _, b in times)))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds that some work takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def said(mine: float, other: float) -> str:
    """Return two times as they are told beside a ratio, to compare nothing but each other."""
    return f"{1000 * mine:.4g} ms beside {1000 * other:.4g} ms"


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value below which a part of them lies (nearest rank)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(part * len(ordered)) - 1))]


def peak() -> int:
    """Return the largest resident size of this process in kilobytes, without that of the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


Subject = Callable[[Setup], Iterator[Figure]]
CHECKOUT = Path(__file__).resolve().parents[2]
