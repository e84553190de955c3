"""What is learned across evaluations: their lessons by criterion, and their ratings beside each other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from statistics import mean
from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk.fields import Choice
from coopdesk.operations import listing, reach, rights
from coopdesk.operations.evaluations.evidence import CRITERIA
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.titles import titles_in
from coopdesk.records.base import table_of
from coopdesk.records.evaluation import CRITERION, CriterionRating, Evaluation
from coopdesk.store.conditions import these
from coopdesk.store.home import Store


class Lesson(NamedTuple):
    """What one evaluation learned under a criterion. ``of``: what it evaluated; ``on``: the day of its report."""

    evaluation: str
    title: str
    of: str
    on: str | None
    criterion: str
    rating: str | None
    lesson_en: str
    lesson_ar: str


class Compared(NamedTuple):
    """The ratings of one evaluation, by criterion; of all together (``evaluation`` empty) their means."""

    evaluation: str
    title: str
    of: str
    on: str | None
    overall: float | None
    ratings: Mapping[str, float]


@rights.needs(rights.READER)
def lessons(
    store: Store, found: listing.Listing | None = None, criterion: str = "", who: Reader = ANYBODY
) -> list[Lesson]:
    """Return the lessons of the evaluations of a list (None: of all), criterion by criterion, the newest first, as far
    as a reader may see them. Raises ``InvalidValue`` for what is no criterion."""
    Choice(CRITERION).parse(criterion or None)
    made = [
        Lesson(
            one["evaluation"], named[one["evaluation"]], named.get(of["subject"] or "", ""), of["evaluated_on"],
            one["criterion"], one["rating"], one["lesson_en"] or "", one["lesson_ar"] or "",
        )
        for of, lines, named in _read(store, found, who) for one in lines
        if (one["lesson_en"] or one["lesson_ar"]) and criterion in ("", one["criterion"])
    ]  # fmt: skip
    newest = sorted(made, key=lambda one: (one.on or "", one.title), reverse=True)
    return sorted(newest, key=lambda one: CRITERIA.index(one.criterion))


@rights.needs(rights.READER)
def compared(store: Store, found: listing.Listing | None = None, who: Reader = ANYBODY) -> list[Compared]:
    """Return the ratings of the evaluations of a list (None: of all) beside each other, the newest first, and under
    them their means; without those that rate nothing."""
    made = []
    for of, lines, named in _read(store, found, who):
        ratings = {one["criterion"]: float(one["rating"]) for one in lines if one["rating"]}
        overall = float(of["overall"]) if of["overall"] else None
        if ratings or overall is not None:
            title, subject = named[of["id"]], named.get(of["subject"] or "", "")
            made.append(Compared(of["id"], title, subject, of["evaluated_on"], overall, ratings))
    made.sort(key=lambda one: (one.on or "", one.title), reverse=True)
    if len(made) > 1:
        means = {one: told for one in CRITERIA if (told := _mean(row.ratings.get(one) for row in made)) is not None}
        made.append(Compared("", "", "", None, _mean(row.overall for row in made), means))
    return made


def _mean(values: Iterable[float | None]) -> float | None:
    told = [one for one in values if one is not None]
    return mean(told) if told else None


def _read(
    store: Store, found: listing.Listing | None, who: Reader
) -> list[tuple[Mapping[str, Any], list[Mapping[str, Any]], Mapping[str, str]]]:
    """Return each evaluation with its ratings, and what it and its subject are called. What was evaluated has no name
    for a reader who may not see it."""
    kept = reach.narrowed(store, found if found is not None else listing.open_list(store, "evaluation"), who)
    of, line = table_of(Evaluation), table_of(CriterionRating)
    with store.reading() as connection:
        rows = connection.execute(select(of).where(of.c.rid.in_(these(kept.numbers)))).mappings().all()
        wanted = select(line).where(line.c.evaluation.in_(these(row["id"] for row in rows)), line.c.deleted.is_(False))
        ratings: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        lines = connection.execute(wanted.where(line.c.criterion.in_(CRITERIA))).mappings().all()
        told = reach.seen_by(store, connection, who, [one["id"] for one in lines])
        for one in lines:
            if one["id"] not in told:
                continue
            ratings[one["evaluation"]].append(dict(one))
        subjects = sorted({row["subject"] for row in rows if row["subject"]})
        seen = reach.seen_by(store, connection, who, subjects)
        named = titles_in(connection, [*(row["id"] for row in rows), *sorted(seen)])
    return [(dict(row), ratings[row["id"]], named) for row in rows]
