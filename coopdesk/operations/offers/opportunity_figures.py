"""Figures of opportunities: how many of a list were received, circulated, answered, nominated for, won, lost and
missed, and why; women's share of nominees and of those chosen; working days from each stage to the next.

What is counted as what, ``opportunity_measures`` says. Times are told by their middle (median) and by the quarters
around it: half of them lie between. They are counted in days on which both this desk and the Ministry work.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from sqlalchemy import Integer, Select, Text as TextType, cast, func, literal, null, select, union_all

from coopdesk.errors import InvalidValue
from coopdesk.forms.statistics import value_at
from coopdesk.i18n import N_
from coopdesk.operations import listing, reach, rights
from coopdesk.operations.offers.opportunity_measures import ALL_SEEN, Seen, facts, key_titles
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.working_days import Rest, between, rest_both
from coopdesk.progress import SILENT, Progress
from coopdesk.records.opportunity_figures import BY, COUNTS, DAYS, PEOPLE, SHARED, TIMES, Figure, Figures, Spread
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

_NO_GROUPING = N_("Opportunities are not counted by “{value}”. Choose one of: {known}.")


@rights.needs(rights.READER)
def figures(
    store: Store, found: listing.Listing, by: str = "year", who: Reader = ANYBODY, progress: Progress = SILENT
) -> Figures:
    """Return the figures of the opportunities of a list, as far as a reader may see them and what they are counted
    from. Raises ``InvalidValue`` for a grouping that is not there."""
    if by not in BY:
        raise InvalidValue(_NO_GROUPING, field="by", value=by[:40], known=", ".join(BY))
    found = reach.narrowed(store, found, who)
    seen = _seen(store, who)
    rest = rest_both(store)
    raw = _counted(store, found, by, seen, rest, progress)
    whole = _counted(store, found, "", seen, rest, progress) if by in SHARED else {"": _together(raw.values())}
    keys = list(raw)
    rows = [_figure(key, title, raw[key]) for key, title in zip(keys, key_titles(store, by, keys), strict=True)]
    rows.sort(key=lambda one: (one.key is None, one.title))
    if by == "year":
        rows.sort(key=lambda one: str(one.key or ""), reverse=True)
    return Figures(by, rows, _figure("", "", whole.get("", _Raw())))


def plain(found: Figures) -> dict[str, Any]:
    """Return figures as plain values."""
    return {"by": found.by, "rows": [_plain(one) for one in found.rows], "total": _plain(found.whole)}


def _plain(one: Figure) -> dict[str, Any]:
    return {
        "key": one.key, "title": one.title, **one.counts, **one.people,
        "reasons": {reason or "": count for reason, count in one.reasons.items()},
        "working_days": {name: spread._asdict() for name, spread in one.times.items()},
    }  # fmt: skip


class _Raw:
    """What is added up of one row before it is told."""

    def __init__(self) -> None:
        self.numbers: Counter[str] = Counter()
        self.reasons: Counter[str | None] = Counter()
        self.times: defaultdict[int, Counter[int]] = defaultdict(Counter)


def _seen(store: Store, who: Reader) -> Seen:
    """Return of which circulations and nominations a reader may know."""
    if who.sees_all:
        return ALL_SEEN
    known = (reach.narrowed(store, listing.open_list(store, one), who) for one in ("circulation", "nomination"))
    return Seen(*(one.numbers for one in known))


def _counted(
    store: Store, found: listing.Listing, by: str, seen: Seen, rest: Rest, progress: Progress
) -> dict[Any, _Raw]:  # fmt: skip
    """Return what the rows of a grouping add up to, by their keys."""
    progress.step(0)
    made: defaultdict[Any, _Raw] = defaultdict(_Raw)
    times: list[tuple[Any, int, str, str, int]] = []
    names = (*COUNTS, *PEOPLE)
    with store.reading() as connection:
        for key, what, first, last, *numbers in connection.execute(_question(found, by, seen)):
            if what == _COUNTS:
                made[key].numbers.update(dict(zip(names, numbers, strict=True)))
            elif what == _REASONS:
                made[key].reasons[first] += numbers[0]
            else:
                times.append((key, what, first, last, numbers[0]))
                if not len(times) % _PART:
                    progress.step(len(times))
    place = _numbered({day for _, _, *days, _ in times for day in days}, rest)
    for key, what, first, last, count in times:
        made[key].times[what][place[last] - place[first]] += count
    return dict(made)


_COUNTS, _REASONS = -2, -1
_PART = 4096
"""After how many rows it is looked whether counting is given up."""


def _question(found: listing.Listing, by: str, seen: Seen) -> Any:
    """Return one question for all: the counts of each row, its reasons, and how often each pair of days stands in it,
    so that the facts are gathered once."""
    wanted = facts(by, seen)
    fact = wanted.where(wanted.selected_columns.rid.in_(these(found.numbers))).cte("fact")
    fact = fact.prefix_with("MATERIALIZED")
    names = (*COUNTS, *PEOPLE)

    def part(what: int, first: Any, last: Any, *numbers: Any) -> Select[Any]:
        empty = [cast(null(), Integer)] * (len(names) - len(numbers))
        return select(fact.c.key, literal(what), first, last, *numbers, *empty)

    nothing = cast(null(), TextType)
    parts = [
        part(_COUNTS, nothing, nothing, *(func.sum(fact.c[name]) for name in names)).group_by(fact.c.key),
        part(_REASONS, fact.c.reason, nothing, func.count()).where(fact.c.missed).group_by(fact.c.key, fact.c.reason),
    ]
    for place, (first, last) in enumerate(pairwise(DAYS)):
        begin, end = fact.c[first], fact.c[last]
        parts.append(part(place, begin, end, func.count()).where(begin <= end).group_by(fact.c.key, begin, end))
    return union_all(*parts)


def _numbered(days: Iterable[str], rest: Rest) -> dict[str, int]:
    """Return the number of each day among the working days, from any."""
    numbers: dict[str, int] = {}
    before, count = "", 0
    for day in sorted(days):
        count += between(before, day, rest) if before else 0
        numbers[day], before = count, day
    return numbers


def _together(rows: Iterable[_Raw]) -> _Raw:
    whole = _Raw()
    for one in rows:
        whole.numbers.update(one.numbers)
        whole.reasons.update(one.reasons)
        for what, counted in one.times.items():
            whole.times[what].update(counted)
    return whole


def _figure(key: Any, title: str, raw: _Raw) -> Figure:
    counts, people = ({name: raw.numbers[name] for name in names} for names in (COUNTS, PEOPLE))
    times = {name: _spread(raw.times[place]) for place, name in enumerate(TIMES) if raw.times[place]}
    return Figure(key, title, counts, people, dict(raw.reasons.most_common()), times)


def _spread(counted: Counter[int]) -> Spread:
    """Return the middle of some numbers that were counted, and the quarters around it."""
    many = counted.total()
    return Spread(many, *(value_at(counted, (many - 1) * part) for part in (0.5, 0.25, 0.75)))
