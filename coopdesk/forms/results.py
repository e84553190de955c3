"""What many filled forms say, question by question: counted, compared by groups, small groups kept out of sight. Pure.

A group of fewer answers than the least that is shown is not told of, and neither is the smallest other one where the
first could be found by taking what is told from the whole (``hidden``). What holds for the groups of responses holds
again for those who answered each question; and how few there are in each group of those who gave some answer is told
no more than what they answered else. ``None`` stands for a number that is not told.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import isfinite
from typing import Literal, NamedTuple

from coopdesk.forms import scoring
from coopdesk.forms.small_groups import hidden, hidden_of_several, is_small
from coopdesk.forms.statistics import (
    Dependence,
    Promoters,
    Satisfied,
    Spread,
    dependence,
    promoters,
    satisfied,
    spread,
)
from coopdesk.i18n import language

Kind = Literal["one", "several", "rank", "number", "day", "time", "text", "file"]
CLOSED = ("one", "several", "number")
"""The kinds by whose answers others can be compared."""
_NPS, _CSAT = "nps", "csat"
_TEN, _FIVE = frozenset(map(float, range(11))), frozenset(map(float, range(1, 6)))
_MOST_COLUMNS = 25


class Said(NamedTuple):
    """A text in both languages, either of which may be missing."""

    en: str = ""
    ar: str = ""

    def text(self) -> str:
        """Return it in the present language, else in the other."""
        return (self.ar or self.en) if language() == "ar" else (self.en or self.ar)


NOTHING = Said()


class Option(NamedTuple):
    """A choice; ``score``: its points, where it has any."""

    value: str
    label: Said
    score: float | None = None


@dataclass(frozen=True)
class Item:
    """A question as results tell of it. ``repeat``: the path of the list in whose entries it stands, if in any;
    ``ends``: of a range; ``counts``: to a score, where it does; ``criterion``: what that is called to which it counts;
    ``noted``: nobody is asked, the form notes who fills it in, when and with what."""

    path: str
    kind: Kind
    label: Said
    options: tuple[Option, ...] = ()
    repeat: str = ""
    ends: tuple[float, float] | None = None
    counts: scoring.Counted | None = None
    criterion: Said = NOTHING
    noted: bool = False

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def scale(self) -> Mapping[str, float]:
        """The number that each choice stands for: its points, else its name where every one is a number. One without
        points among others that have some, such as “does not apply”, stands for none."""
        if self.kind != "one" or not self.options:
            return {}
        found = {one.value: one.score for one in self.options if one.score is not None}
        if found:
            return found
        names = {one.value: told for one in self.options if (told := number(one.value)) is not None}
        return names if len(names) == len(self.options) else {}

    @property
    def asks_promoters(self) -> bool:
        """Whether it asks from 0 to 10 how likely one recommends us."""
        ten = self.ends == (0, 10) or {number(one.value) for one in self.options} == _TEN
        return self.name.lower().startswith(_NPS) and ten

    @property
    def asks_satisfaction(self) -> bool:
        """Whether it asks from 1 to 5 how satisfied one is."""
        five = self.ends == (1, 5) or frozenset(self.scale.values()) == _FIVE
        return self.name.lower().startswith(_CSAT) and five


class Row(NamedTuple):
    """A value with how often it was answered, and its share of those who answered, in parts of 100. ``place``: of a
    ranking, its mean place."""

    value: str
    label: Said
    counted: int
    share: float
    place: float | None = None


@dataclass(frozen=True)
class Told:
    """The answers of some responses to one question. ``n``: how many of them answered, None where that is not told,
    and then nothing else is; ``entries``: how many answers that were, in a list of entries; ``answers``: as they were
    given, with how often; ``rows``: of a group, without the answers that few gave in all."""

    n: int | None
    entries: int = 0
    answers: Mapping[str, int] = field(default_factory=dict, repr=False)
    rows: tuple[Row, ...] = ()
    spread: Spread | None = None
    promoters: Promoters | None = None
    satisfied: Satisfied | None = None


HIDDEN = Told(None)


class Group(NamedTuple):
    """Responses that share something; ``n``: how many, None where they are too few to be told of."""

    key: str | None
    label: Said
    n: int | None


@dataclass(frozen=True)
class Result:
    """What is told of one question: of all responses, and of each group in the order of the groups. ``dependence``:
    whether the answers go with the groups; ``conflicts``: answers of which two stand beside each other; ``unsaid``: the
    answers of which it is not told how many in each group gave them, for few did in all."""

    item: Item
    whole: Told
    groups: tuple[Told, ...] = ()
    dependence: Dependence | None = None
    conflicts: int = 0
    texts: tuple[str, ...] = ()
    unsaid: frozenset[str] = frozenset()


class Reached(NamedTuple):
    """Of a criterion: what was reached of the points that could be, in parts of 100, of all and of each group; None
    where nothing is told."""

    criterion: str
    label: Said
    whole: float | None
    groups: tuple[float | None, ...]


class Apart(NamedTuple):
    """Questions of another version of the form that are not counted, for they ask something else."""

    version: str
    questions: tuple[Said, ...]


@dataclass(frozen=True)
class Results:
    """``by``: what the groups share, empty where nothing is compared; ``n``: how many responses, None where they are
    too few; ``silent``: how many groups are not told of."""

    fewest: int
    n: int | None
    by: str = ""
    groups: tuple[Group, ...] = ()
    questions: tuple[Result, ...] = ()
    criteria: tuple[Reached, ...] = ()
    apart: tuple[Apart, ...] = ()

    @property
    def silent(self) -> int:
        return sum(one.n is None for one in self.groups)


@dataclass
class Tally:
    """What was counted of a group of responses, before it is told. ``answers``: by path and value; ``answered``: how
    many responses answered what stands in a list of entries."""

    n: int = 0
    answers: dict[str, Counter[str]] = field(default_factory=dict)
    answered: Counter[str] = field(default_factory=Counter)
    conflicts: Counter[str] = field(default_factory=Counter)

    def add(self, path: str, value: str, count: int, conflicts: int = 0) -> None:
        """Count answers."""
        self.answers.setdefault(path, Counter())[value] += count
        self.conflicts[path] += conflicts

    def take(self, other: "Tally") -> None:
        """Count all that another one counted too."""
        self.n += other.n
        for path, counted in other.answers.items():
            self.answers.setdefault(path, Counter()).update(counted)
        self.answered.update(other.answered)
        self.conflicts.update(other.conflicts)

    def size(self, item: Item) -> int:
        """Return how many responses answered a question."""
        counted = self.answers.get(item.path)
        return self.answered[item.path] if item.repeat else counted.total() if counted else 0


Parts = Sequence[tuple[frozenset[int], Tally]]
"""What was counted of those who stand in just these groups, by the places of the groups."""


def results(
    items: Sequence[Item], whole: Tally, groups: Sequence[tuple[str | None, Said, Tally]], fewest: int, by: str = "",
    texts: Mapping[str, Sequence[str]] | None = None, parts: Parts = (), *, alone: bool = False,
) -> Results:  # fmt: skip
    """Return what is told of counted responses. ``texts``: what was answered in words, by path; ``parts``: of groups in
    several of which one may stand; ``alone``: the groups are no parts of the whole, each is told of by itself too."""
    if whole.n < fewest:
        return Results(fewest, None if whole.n else 0, by)
    tallies = [one for _, _, one in groups]
    gone = _hidden(tallies, parts, fewest, lambda one: one.n)
    shown = tuple(Group(key, label, None if gone[place] else one.n) for place, (key, label, one) in enumerate(groups))
    told = [
        _result(item, whole, tallies, gone, fewest, (texts or {}).get(item.path, ()), parts, related=item.path != by,
                alone=alone)
        for item in items
    ]  # fmt: skip
    return Results(fewest, whole.n, by, shown, tuple(told), tuple(_criteria(told, len(groups))))


def number(text: str) -> float | None:
    """Return the number that a text writes, None where it writes none."""
    with suppress(ValueError):
        found = float(text)
        return found if isfinite(found) else None
    return None


def _result(
    item: Item, whole: Tally, groups: Sequence[Tally], gone: Sequence[bool], fewest: int, texts: Sequence[str],
    parts: Parts, *, related: bool, alone: bool,
) -> Result:  # fmt: skip
    n = whole.size(item)
    if is_small(n, fewest):
        return Result(item, HIDDEN, tuple(HIDDEN if one.size(item) else Told(0) for one in groups))
    out = _hidden(groups, parts, fewest, lambda one: one.size(item), gone)
    each = tuple(HIDDEN if out[place] else _told(item, one) for place, one in enumerate(groups))
    told = _told(item, whole)
    unsaid = frozenset[str]() if alone or not groups else _rare(item, told, fewest)
    one_of_few = (item.kind == "one" or item.ends is not None) and not item.repeat
    betrays = unsaid and told.spread is None  # with what is known of the whole, the figure says in which group they are
    found = _dependence(item, [one for one in each if one.n]) if one_of_few and related and not betrays else None
    each = tuple(replace(one, rows=tuple(row for row in one.rows if row.value not in unsaid)) for one in each)
    return Result(item, told, each, found, whole.conflicts[item.path], tuple(texts), unsaid)


def _hidden(
    groups: Sequence[Tally], parts: Parts, fewest: int, size: Callable[[Tally], int], also: Sequence[bool] = ()
) -> list[bool]:  # fmt: skip
    if parts:
        return hidden_of_several(((held, size(one)) for held, one in parts), len(groups), fewest, also)
    return hidden([size(one) for one in groups], fewest, also)


def _rare(item: Item, told: Told, fewest: int) -> frozenset[str]:
    """Return the answers that so few gave that it is not told in which group these are."""
    counts = [row.counted for row in told.rows]
    if item.kind in ("several", "rank"):
        whole = told.entries or told.n or 0
        out = [is_small(one, fewest) or is_small(whole - one, fewest) for one in counts]
    else:
        out = hidden(counts, fewest)
    return frozenset(row.value for row, gone in zip(told.rows, out, strict=True) if gone)


def _told(item: Item, tally: Tally) -> Told:
    counted, n = tally.answers.get(item.path, Counter()), tally.size(item)
    entries = counted.total() if item.repeat else 0
    whole = entries or n
    numbers = _numbers(item, counted)
    middle = spread(numbers) if item.kind in ("one", "number") else None
    return Told(
        n, entries, counted, tuple(_rows(item, counted, whole)), middle,
        promoters(_of_names(counted)) if item.asks_promoters else None,
        satisfied(numbers) if item.asks_satisfaction else None,
    )  # fmt: skip


def _numbers(item: Item, counted: Mapping[str, int]) -> dict[float, int]:
    """Return how often each number was given: typed, or the one that a choice stands for."""
    found: Counter[float] = Counter()
    scale = item.scale
    for value, count in counted.items():
        one = number(value) if item.kind == "number" else scale.get(value)
        if one is not None:
            found[one] += count
    return found


def _of_names(counted: Mapping[str, int]) -> dict[float, int]:
    return {one: count for value, count in counted.items() if (one := number(value)) is not None}


def _rows(item: Item, counted: Mapping[str, int], whole: int) -> list[Row]:
    if item.kind in ("text", "file"):
        return []
    places: dict[str, float] = {}
    if item.kind in ("several", "rank"):
        parts: Counter[str] = Counter()
        ranks: Counter[str] = Counter()
        for value, count in counted.items():
            for place, one in enumerate(dict.fromkeys(value.split()), 1):
                parts[one] += count
                ranks[one] += place * count
        counted = parts
        places = {one: ranks[one] / parts[one] for one in parts} if item.kind == "rank" else {}
    labels = {one.value: one.label for one in item.options}
    known = list(labels)
    if item.kind == "number" and item.ends is not None and item.ends[1] - item.ends[0] <= _MOST_COLUMNS:
        known = [str(one) for one in range(round(item.ends[0]), round(item.ends[1]) + 1)]
        counted = _whole_numbers(counted)
    others = [one for one in counted if one not in set(known)]
    if item.kind == "number":
        others.sort(key=lambda one: (number(one) is None, number(one) or 0, one))
    else:
        others.sort()
    rows = [
        Row(one, labels.get(one, Said(one, one)), counted.get(one, 0), 100 * counted.get(one, 0) / max(whole, 1),
            places.get(one))
        for one in (*known, *others)
    ]  # fmt: skip
    if item.kind == "rank":
        rows.sort(key=lambda one: (one.place is None, one.place or 0))
    return rows


def _whole_numbers(counted: Mapping[str, int]) -> Counter[str]:
    """Return the same with each whole number written in one way."""
    found: Counter[str] = Counter()
    for value, count in counted.items():
        one = number(value)
        found[str(int(one)) if one is not None and one == int(one) else value] += count
    return found


def _dependence(item: Item, groups: Sequence[Told]) -> Dependence | None:
    values = dict.fromkeys(row.value for one in groups for row in one.rows)
    if not 2 <= len(values) <= _MOST_COLUMNS:
        return None
    counts = [{row.value: row.counted for row in one.rows} for one in groups]
    return dependence([[one.get(value, 0) for value in values] for one in counts])


def _criteria(told: Sequence[Result], groups: int) -> list[Reached]:
    """Return what was reached of each criterion, in the questions of it that are told of."""
    scored = [(one.item.counts, one) for one in told if one.item.counts is not None]
    found = []
    for name in dict.fromkeys(counts.criterion for counts, _ in scored):
        of = [(counts, one) for counts, one in scored if counts.criterion == name]
        each = tuple(_share([(counts, one.groups[place]) for counts, one in of]) for place in range(groups))
        found.append(Reached(name, of[0][1].item.criterion, _share([(counts, one.whole) for counts, one in of]), each))
    return found


def _share(told: Sequence[tuple[scoring.Counted, Told]]) -> float | None:
    reached = weights = 0.0
    for counts, one in told:
        for value, count in one.answers.items():
            share = counts.share(value)
            if share is not None:
                reached += share * counts.weight * count
                weights += counts.weight * count
    return 100 * reached / weights if weights else None
