"""The results of a project as a tree, with the indicators of each and how these stand; the fragility that a project
inherits from the countries that receive it."""

from array import array
from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import NotFound
from coopdesk.i18n import N_
from coopdesk.operations import listing, record, rights
from coopdesk.operations.countries import country_names_in
from coopdesk.operations.indicators.scoreboard import scoreboard
from coopdesk.operations.titles import titles_in
from coopdesk.records import Country
from coopdesk.records.indicator import Indicator
from coopdesk.records.project import ProjectCountry, Result
from coopdesk.records.project_choices import RESULT_LEVEL
from coopdesk.records.scoreboard import Standing
from coopdesk.store.home import Store

_LEVELS = [one.token for one in RESULT_LEVEL]
_NO_RESULT = N_("This result is not there any more.")


class Branch(NamedTuple):
    """A result. ``level``: of ``RESULT_LEVEL``; ``indicators``: how those stand that are linked to it; ``below``: the
    results that lead to it."""

    id: str
    level: str | None
    code: str
    title: str
    indicators: tuple[Standing, ...]
    below: tuple["Branch", ...]


class Frame(NamedTuple):
    """``others``: indicators of the project that belong to none of its results."""

    branches: tuple[Branch, ...]
    others: tuple[Standing, ...]


class Fragility(NamedTuple):
    """What is written of a country that receives a project."""

    country: str
    name: str
    text: str
    reviewed_on: str | None


@rights.needs(rights.READER)
def frame(store: Store, project: str) -> Frame:
    """Return the results of a project with their indicators, in their order; the highest levels first."""
    with store.session() as session:
        results = _results(session, project)
        wanted = select(Indicator.rid, Indicator.id, Indicator.result).where(
            Indicator.project == project, Indicator.deleted.is_(False)
        )
        indicators = session.execute(wanted.order_by(Indicator.code, Indicator.rid)).all()
        named = titles_in(session, [one.id for one in results])
    found = listing.Listing("indicator", array("q", (one.rid for one in indicators)))
    standing = {one.id: one for one in scoreboard(store, found).rows}
    known = {one.id for one in results}
    of_result: dict[str, list[Standing]] = defaultdict(list)
    for one in indicators:
        of_result[one.result if one.result in known else ""].append(standing[one.id])
    placed: set[str] = set()

    def branch(result: Result) -> Branch:
        placed.add(result.id)
        below = [branch(one) for one in results if one.part_of == result.id and one.id not in placed]
        return Branch(result.id, result.level, result.code or "", named[result.id], tuple(of_result[result.id]),
                      tuple(below))  # fmt: skip

    roots = [one for one in results if one.part_of not in known]
    branches = [branch(one) for one in roots]
    branches += [branch(one) for one in results if one.id not in placed]
    return Frame(tuple(branches), tuple(of_result[""]))


@rights.needs(rights.READER)
def fragility(store: Store, project: str) -> list[Fragility]:
    """Return what is known of the fragility of the countries that receive a project."""
    lines = select(ProjectCountry.country).where(ProjectCountry.project == project, ProjectCountry.deleted.is_(False))
    with store.session() as session:
        names = country_names_in(session.connection())
        codes = [one for one in session.scalars(lines.order_by(ProjectCountry.position, ProjectCountry.rid)) if one]
        wanted = select(Country).where(Country.code.in_(codes), Country.deleted.is_(False))
        known = {one.code: one for one in session.scalars(wanted) if one.fragility}
        return [
            Fragility(known[one].id, names.get(one, one), known[one].fragility or "", known[one].reviewed_on)
            for one in codes if one in known
        ]  # fmt: skip


@rights.needs(rights.SECRETARY)
def move(store: Store, project: str, result: str, by: int) -> None:
    """Move a result before or after its neighbours that lead to the same. Raises ``NotFound``."""
    with store.session() as session:
        results = _results(session, project)
    moved = next((one for one in results if one.id == result), None)
    if moved is None:
        raise NotFound(_NO_RESULT)
    alike = [one.id for one in results if (one.part_of, one.level) == (moved.part_of, moved.level)]
    place = alike.index(result)
    other = min(max(place + by, 0), len(alike) - 1)
    if place == other:
        return
    order = [one.id for one in results]
    here, there = order.index(result), order.index(alike[other])
    order[here], order[there] = order[there], order[here]
    lines = [{"id": id, "position": place} for place, id in enumerate(order, 1)]
    record.save(store, "project", {"id": project, "results": lines})


def _results(session: Session, project: str) -> list[Result]:
    wanted = select(Result).where(Result.project == project, Result.deleted.is_(False))
    found = list(session.scalars(wanted.order_by(Result.position, Result.rid)))
    return sorted(found, key=lambda one: _LEVELS.index(one.level) if one.level in _LEVELS else len(_LEVELS))
