"""Scores: points of choices and weights of questions, which ride in columns of an XLSForm that other tools ignore.

``score`` on the sheet of choices says what a choice is worth; ``weight`` on the sheet of questions, how much a question
counts (1 where only its criterion is said), and ``criterion``, to which criterion it counts: where that is the name of
a group, it is called as the group is. A question without points that is a scale of numbers counts by its place between
the ends of the scale. What is not answered does not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from coopdesk.forms import values
from coopdesk.forms.filling import Filling
from coopdesk.forms.model import Form, Path, Question, Words


@dataclass(frozen=True)
class Counted:
    """That a question counts. ``points``: of its choices, empty for a scale from ``low`` to ``high``."""

    criterion: str
    weight: float
    points: Mapping[str, float] = field(default_factory=dict)
    many: bool = False
    low: float = 0.0
    high: float = 0.0

    def share(self, told: str) -> float | None:
        """Return what an answer reaches of what can be reached, 0 to 1; None where it does not count."""
        if self.points:
            known = [self.points[one] for one in told.split() if one in self.points]
            least, most = self._ends()
            if not known or most <= least:
                return None
            reached = sum(known) if self.many else known[0]
        else:
            reached, least, most = values.number(told), self.low, self.high
            if reached != reached or most <= least:
                return None
        return min(1.0, max(0.0, (reached - least) / (most - least)))

    def _ends(self) -> tuple[float, float]:
        worth = self.points.values()
        if self.many:
            return min(0.0, sum(one for one in worth if one < 0)), sum(one for one in worth if one > 0)
        return min(0.0, *worth) if min(worth) < 0 else min(worth), max(worth)


@dataclass(frozen=True)
class Score:
    """What answers reach of what can be reached, 0 to 1: all together, and by criterion; None where nothing counts."""

    total: float | None
    by_criterion: Mapping[str, float]


Scoring = Mapping[Path, Counted]
"""The questions that count, by path."""


def score(filling: Filling, scoring: Scoring) -> Score:
    """Return the score of the answers as they stand."""
    reached: dict[str, list[tuple[float, float]]] = {}
    for path, counted in scoring.items():
        for node in filling.tree.by_path.get(path, ()):
            share = counted.share(node.element.text or "") if node.relevant and node.element.text else None
            if share is not None:
                reached.setdefault(counted.criterion, []).append((share, counted.weight))
    everything = [one for some in reached.values() for one in some]
    return Score(_mean(everything), {name: mean for name, some in reached.items() if (mean := _mean(some)) is not None})


def words_of(form: Form, criterion: str) -> Words:
    """Return what a criterion is called."""
    called = (one.label for one in form.groups() if one.path and one.path[-1] == criterion)
    return next((one for one in called if one.by_language), Words({"": (criterion,)}))


def counted_of(
    criterion: str, weight: str, points: Mapping[str, float], *, many: bool, ends: tuple[float, float] | None
) -> Counted | None:
    """Return how a question counts by its columns; None where it does not. ``many``: several choices answer it;
    ``ends``: of a scale."""
    told = values.number(weight) if weight else 1.0
    if not (criterion or weight or points) or told != told or told <= 0:
        return None
    if points:
        return Counted(criterion, told, points, many)
    return Counted(criterion, told, {}, False, *ends) if ends is not None else None


def ends_of(question: Question) -> tuple[float, float] | None:
    """Return the ends of a scale, the lower first; None where a question is none."""
    low, high = (values.number(question.parameters.get(end, "")) for end in ("start", "end"))
    return (min(low, high), max(low, high)) if question.control == "range" and low == low and high == high else None


def _mean(some: list[tuple[float, float]]) -> float | None:
    weights = sum(weight for _, weight in some)
    return sum(share * weight for share, weight in some) / weights if weights else None
