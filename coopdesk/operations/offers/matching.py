"""Matching: who fits an opportunity, and what fits an expert or a need, with the reason for every point.

Nothing is learned and nothing is hidden: each criterion gives a share of its weight, the weights are the Ministry's to
see and to change, and the same records give the same order at every desk. Nobody is left out by a number: what bars
somebody (consent that has run out, an age) is told beside his points. The rules are in ``fitting``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coopdesk.i18n import language
from coopdesk.operations import rights, views
from coopdesk.operations.offers.deadlines import ENDED
from coopdesk.operations.offers.fitting import WEIGHTS, Demand, Match, Profile, bars_of, given, match, score
from coopdesk.operations.titles import titles_in
from coopdesk.progress import SILENT, Progress
from coopdesk.records import (
    CapacityNeed,
    Clearance,
    Education,
    Expert,
    LanguageRequired,
    LanguageSkill,
    Nomination,
    Opportunity,
)
from coopdesk.records.base import table_of
from coopdesk.records.opportunity import EDUCATION, LANGUAGE_LEVEL, LEVEL, MET
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store

OF_NEEDS = ("fields", "level")
_KEPT = "matching"
_ROOM = 1_000
"""So many more than are wanted are kept in mind before the worse ones are let go."""
_LEVELS, _DEGREES, _LANGUAGE_LEVELS = (
    {option.token: place for place, option in enumerate(options)} for options in (LEVEL, EDUCATION, LANGUAGE_LEVEL)
)
_WINS = ("selected", "in_post", "ended")


class _Pair(NamedTuple):
    """A person and a demand, and under which id and name their match is told."""

    person: Profile
    asked: Demand
    id: str
    name: str


@rights.needs(rights.READER)
def weights(store: Store) -> dict[str, int]:
    """Return the weight of each criterion at this desk."""
    kept = views.load(store, _KEPT)
    return {name: kept[name] if isinstance(kept.get(name), int) else weight for name, weight in WEIGHTS.items()}


@rights.needs(rights.OFFICER)
def set_weights(store: Store, values: Mapping[str, int]) -> None:
    """Keep other weights, 0 to 100 each; what is not named stays."""
    known = {name: min(max(int(value), 0), 100) for name, value in values.items() if name in WEIGHTS}
    views.save(store, _KEPT, weights(store) | known)


@rights.needs(rights.READER)
def experts_for(store: Store, type: str, id: str, limit: int = 50, progress: Progress = SILENT) -> list[Match]:
    """Return the experts who fit an opportunity or a capacity need best, the best first."""
    with store.reading() as connection:
        demands = _needs(connection, id) if type == "capacity_need" else _demands(connection, id)
        one = next(iter(demands), None)
        if one is None:
            return []
        weight = weights(store)
        people = (_Pair(person, one, person.id, person.name) for person in _profiles(connection))
        return _best(people, weight, limit, progress)


@rights.needs(rights.READER)
def opportunities_for(store: Store, id: str, limit: int = 50) -> list[Match]:
    """Return the open opportunities that fit an expert best, the best first; each under its own id and title."""
    with store.reading() as connection:
        person = next(iter(_profiles(connection, id)), None)
        if person is None:
            return []
        found = (_Pair(person, one, one.id, one.title) for one in _demands(connection))
        return _best(found, weights(store), limit, SILENT)


@rights.needs(rights.READER)
def fits(store: Store, type: str, id: str, progress: Progress = SILENT) -> list[Match]:
    """Return what fits a record: experts an opportunity, open opportunities an expert or a need; the best first."""
    if type == "opportunity":
        return experts_for(store, type, id, progress=progress)
    return opportunities_for(store, id) if type == "expert" else offers_for(store, id)


@rights.needs(rights.READER)
def offers_for(store: Store, id: str, limit: int = 50) -> list[Match]:
    """Return the open opportunities that may meet a capacity need: by field, level and what it takes."""
    with store.reading() as connection:
        need = next(iter(_needs(connection, id)), None)
        if need is None:
            return []
        person = Profile(need.id, need.title, need.fields, level=need.level)
        found = (_Pair(person, one, one.id, one.title) for one in _demands(connection))
        return _by_need(found, weights(store), limit)


@rights.needs(rights.READER)
def needs_for(store: Store, id: str, limit: int = 50) -> list[Match]:
    """Return the open capacity needs that an opportunity may meet, each under its own id, with the entity that has
    it."""
    with store.reading() as connection:
        offer = next(iter(_demands(connection, id)), None)
        if offer is None:
            return []
        people = (Profile(one.id, one.title, one.fields, level=one.level) for one in _needs(connection))
        return _by_need((_Pair(one, offer, one.id, one.name) for one in people), weights(store), limit)


def _by_need(pairs: Iterable[_Pair], weight: Mapping[str, int], limit: int) -> list[Match]:
    """Return the best matches of needs and offers, by what both say: the field and the level. What shares neither is
    left out."""
    found = _best(pairs, {name: weight[name] if name in OF_NEEDS else 0 for name in weight}, limit, SILENT)
    shared = (one for one in found if one.score)
    return [one._replace(points=tuple(p for p in one.points if p.criterion in OF_NEEDS)) for one in shared]


def _best(pairs: Iterable[_Pair], weight: Mapping[str, int], limit: int, progress: Progress) -> list[Match]:
    """Return the best matches in order, each under the name of its pair; words are made for those only."""
    among: list[tuple[tuple[bool, int], _Pair]] = []
    worst, room = (True, 0), _ROOM
    for n, one in enumerate(pairs):
        if n % 500 == 0:
            progress.step(n, 0)
        rank = (bool(bars_of(one.person, one.asked)), -score(given(one.person, one.asked), weight))
        if rank > worst:
            continue
        among.append((rank, one))
        if len(among) > room:
            worst = nsmallest(limit, (found[0] for found in among))[-1]
            among = [found for found in among if found[0] <= worst]
            room = len(among) + _ROOM
    among.sort(key=lambda found: (found[0], sort_key(found[1].name), found[1].id))
    told = ((one, match(one.person, one.asked, weight)) for _, one in among[:limit])
    return [found._replace(id=one.id, name=one.name) for one, found in told]


def _profiles(connection: Connection, id: str | None = None) -> Iterator[Profile]:
    """Yield the experts who are not deleted, or the one of this id."""
    table = table_of(Expert)
    mine = () if id is None else (table.c.id == id,)
    skills: dict[str, dict[str, int]] = defaultdict(dict)
    for expert, code, level in _lines(connection, LanguageSkill, "expert", ("language", "level"), id):
        spoken = skills[expert]
        spoken[code] = max(_LANGUAGE_LEVELS.get(level, 0), spoken.get(code, 0))
    degrees: dict[str, int] = {}
    for expert, degree in _lines(connection, Education, "expert", ("degree",), id):
        degrees[expert] = max(_DEGREES.get(degree, 0), degrees.get(expert, 0))
    papers: dict[str, dict[str, str]] = defaultdict(dict)
    for expert, kind, expires in _lines(connection, Clearance, "expert", ("kind", "expires"), id):
        if kind and expires:
            papers[expert][kind] = max(expires, papers[expert].get(kind, ""))
    won: dict[str, int] = defaultdict(int)
    nominated = table_of(Nomination)
    for expert in connection.execute(
        select(nominated.c.expert).where(nominated.c.stage.in_(_WINS), nominated.c.deleted.is_(False))
    ).scalars():
        won[expert] += 1
    names = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
    columns = ("id", *names, "fields", "level", "years_of_experience", "availability", "available_from",
               "available_until", "consent_until", "born")  # fmt: skip
    wanted = select(*(table.c[name] for name in columns)).where(table.c.deleted.is_(False), *mine)
    for one, name, other, fields, level, years, state, since, until, consent, born in connection.execute(
        wanted.order_by(table.c.rid)
    ):
        yield Profile(
            one, name or other or "", frozenset(fields or ()), skills.get(one, {}), _LEVELS.get(level), years,
            degrees.get(one), won.get(one, 0), state, (since, until), papers.get(one, {}), consent, born,
        )  # fmt: skip


def _demands(connection: Connection, id: str | None = None) -> Iterator[Demand]:
    """Yield the opportunities that are open, or the one of this id whatever its stage."""
    table = table_of(Opportunity)
    which = table.c.id == id if id is not None else table.c.stage.is_(None) | table.c.stage.not_in(ENDED)
    asked: dict[str, list[tuple[str, int, bool]]] = defaultdict(list)
    columns = ("language", "level", "desirable")
    for offer, code, level, desirable in _lines(connection, LanguageRequired, "opportunity", columns, id):
        if code:
            asked[offer].append((code, _LANGUAGE_LEVELS.get(level, 0), bool(desirable)))
    for row in connection.execute(select(table).where(table.c.deleted.is_(False), which).order_by(table.c.rid)):
        yield Demand(
            row.id, _title(row), frozenset(row.fields_of_work or ()), tuple(asked.get(row.id, ())),
            _LEVELS.get(row.level), row.years_required, _DEGREES.get(row.education), row.age_most,
            (row.starts, row.ends),
        )  # fmt: skip


def _needs(connection: Connection, id: str | None = None) -> Iterator[Demand]:
    """Yield the capacity needs that are open, each named with its entity, or the one of this id."""
    table = table_of(CapacityNeed)
    still = table.c.status.is_(None) | table.c.status.not_in(MET)
    which = table.c.id == id if id is not None else table.c.deleted.is_(False) & still
    rows = connection.execute(select(table).where(which).order_by(table.c.rid)).all()
    entities = titles_in(connection, list({row.entity for row in rows if row.entity}))
    for row in rows:
        name = " · ".join(filter(None, (_title(row), entities.get(row.entity))))
        yield Demand(row.id, name, frozenset(row.fields_of_work or ()), level=_LEVELS.get(row.level))


def _title(row: Any) -> str:
    first, second = (row.title_ar, row.title_en) if language() == "ar" else (row.title_en, row.title_ar)
    return first or second or ""


def _lines(connection: Connection, cls: Any, owner: str, names: tuple[str, ...], id: str | None) -> Iterable[Any]:
    table = table_of(cls)
    mine = () if id is None else (table.c[owner] == id,)
    columns = [table.c[name] for name in (owner, *names)]
    wanted = select(*columns).where(table.c.deleted.is_(False), *mine).order_by(table.c.rid)
    return connection.execute(wanted).all()
