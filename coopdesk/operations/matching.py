"""Matching: who fits an opportunity, and what fits an expert or a need, with the reason for every point.

Nothing is learned and nothing is hidden: each criterion gives a share of its weight, the weights are the Ministry's to
see and to change, and the same records give the same order at every desk. Nobody is left out by a number: what bars
somebody (consent that has run out, an age) is told beside his points.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from heapq import nsmallest
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from coopdesk.calendars import numeric, today
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, Text, language, tr
from coopdesk.languages import name_of
from coopdesk.operations import rights, views
from coopdesk.operations.deadlines import ENDED
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
from coopdesk.records.expert import CLEARANCE_KIND
from coopdesk.records.opportunity import EDUCATION, FIELD_OF_WORK, LANGUAGE_LEVEL, LEVEL, MET
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store

WEIGHTS = {"fields": 30, "languages": 20, "level": 10, "years": 15, "education": 10, "results": 5, "available": 10}
"""How much each criterion counts where nobody chose otherwise."""
_OF_NEEDS = ("fields", "level")
CRITERIA: dict[str, Text] = {
    "fields": N_("Field", "criterion"),
    "languages": N_("Languages", "criterion"),
    "level": N_("Level", "criterion"),
    "years": N_("Experience", "criterion"),
    "education": N_("Education", "criterion"),
    "results": N_("Past results", "criterion"),
    "available": N_("Availability and clearances", "criterion"),
}
_KEPT = "matching"
_BETWEEN = N_(", ", "between items of a list")
_ALL_FIELDS, _SOME_FIELDS, _NO_FIELDS = N_("{fields}"), N_("{fields}; not {missing}"), N_("none of {missing}")
_HAS, _LACKS = N_("{language}, {level}"), N_("no {language}")
_SAME, _NEAR, _FAR = N_("as asked: {level}"), N_("{level}, asked is {asked}"), N_("not said")
_YEARS, _SHORT = P_("{n} year", "{n} years"), N_("{n} of {asked} years")
_WON, _NEVER = P_("selected {n} time", "selected {n} times"), N_("not selected before")
_FREE, _BUSY = N_("available then"), N_("not available then")
_EXPIRES = N_("{kind} runs out on {day}")
_CONSENT, _AGE = N_("The consent to hold the data has run out."), N_("Older than {age} years.")
_WINS = ("selected", "in_post", "ended")


@dataclass(frozen=True)
class Profile:
    """What counts of an expert. ``languages``: place of the level by code; ``clearances``: until when, by kind."""

    id: str
    name: str
    fields: frozenset[str] = frozenset()
    languages: Mapping[str, int] = field(default_factory=dict)
    level: int | None = None
    years: int | None = None
    education: int | None = None
    wins: int = 0
    state: str | None = None
    free: tuple[str | None, str | None] = (None, None)
    clearances: Mapping[str, str] = field(default_factory=dict)
    consent_until: str | None = None
    born: str | None = None


@dataclass(frozen=True)
class Demand:
    """What an opportunity or a need asks for. ``languages``: code, place of the level, whether only desirable."""

    id: str
    title: str
    fields: frozenset[str] = frozenset()
    languages: tuple[tuple[str, int, bool], ...] = ()
    level: int | None = None
    years: int | None = None
    education: int | None = None
    age_most: int | None = None
    span: tuple[str | None, str | None] = (None, None)


class Point(NamedTuple):
    """What one criterion gave. ``share``: of its weight, 0 to 1; ``why``: in the present language."""

    criterion: str
    share: float
    why: str


class _Pair(NamedTuple):
    """A person and a demand, and under which id and name their match is told."""

    person: Profile
    asked: Demand
    id: str
    name: str


_Given = tuple[float, Callable[[], str]]
"""The share that a criterion gave, and what says why: of twenty thousand, words are made for fifty."""


class Match(NamedTuple):
    """How well somebody fits. ``score``: 0 to 100; ``bars``: what speaks against him whatever his points are."""

    id: str
    name: str
    score: int
    points: tuple[Point, ...]
    bars: tuple[str, ...]


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


def match(person: Profile, asked: Demand, weight: Mapping[str, int]) -> Match:
    """Return how well one person fits one demand. Pure: it depends on nothing else."""
    given = _given(person, asked)
    points = tuple(Point(name, share, why()) for name, (share, why) in given.items())
    bars = tuple(tr(text, **params) for text, params in _bars(person, asked))
    return Match(person.id, person.name, _score(given, weight), points, bars)


def _given(person: Profile, asked: Demand) -> dict[str, _Given]:
    return {name: found for name, rule in _RULES.items() if (found := rule(person, asked)) is not None}


def _score(given: Mapping[str, _Given], weight: Mapping[str, int]) -> int:
    whole = sum(weight[name] for name in given)
    got = sum(share * weight[name] for name, (share, _) in given.items())
    return round(100 * got / whole) if whole else 0


def _bars(person: Profile, asked: Demand) -> list[tuple[Text, dict[str, object]]]:
    found: list[tuple[Text, dict[str, object]]] = []
    if person.consent_until and person.consent_until < today():
        found.append((_CONSENT, {}))
    if asked.age_most and person.born and _age(person.born) > asked.age_most:
        found.append((_AGE, {"age": asked.age_most}))
    return found


def _by_need(pairs: Iterable[_Pair], weight: Mapping[str, int], limit: int) -> list[Match]:
    """Return the best matches of needs and offers, by what both say: the field and the level."""
    found = _best(pairs, {name: weight[name] if name in _OF_NEEDS else 0 for name in weight}, limit, SILENT)
    return [one._replace(points=tuple(p for p in one.points if p.criterion in _OF_NEEDS)) for one in found]


def _best(pairs: Iterable[_Pair], weight: Mapping[str, int], limit: int, progress: Progress) -> list[Match]:
    """Return the best matches in order, each under the name of its pair; words are made for those only."""
    scored = []
    for n, one in enumerate(pairs):
        if n % 500 == 0:
            progress.step(n, 0)
        barred = bool(_bars(one.person, one.asked))
        scored.append((barred, -_score(_given(one.person, one.asked), weight), one))
    worst = nsmallest(limit, (found[:2] for found in scored))[-1:]
    among = [found for found in scored if worst and found[:2] <= worst[0]]
    among.sort(key=lambda found: (*found[:2], sort_key(found[2].name), found[2].id))
    told = ((one, match(one.person, one.asked, weight)) for _, _, one in among[:limit])
    return [found._replace(id=one.id, name=one.name) for one, found in told]


def _fields(person: Profile, asked: Demand) -> _Given | None:
    if not asked.fields:
        return None
    both, missing = asked.fields & person.fields, asked.fields - person.fields
    text = _ALL_FIELDS if not missing else _SOME_FIELDS if both else _NO_FIELDS
    return len(both) / len(asked.fields), lambda: tr(text, fields=_listed(both), missing=_listed(missing))


def _languages(person: Profile, asked: Demand) -> _Given | None:
    if not asked.languages:
        return None
    got = whole = 0.0
    for code, level, desirable in asked.languages:
        part, has = (0.5 if desirable else 1.0), person.languages.get(code)
        whole += part
        got += part * (0.0 if has is None else 1.0 if has >= level else 0.5)

    def why() -> str:
        names, said = Choice(LANGUAGE_LEVEL), []
        for code, _, _ in asked.languages:
            has, called = person.languages.get(code), name_of(code)
            level = names.label(LANGUAGE_LEVEL[has].token) if has is not None else ""
            said.append(tr(_HAS, language=called, level=level) if level else tr(_LACKS, language=called))
        return tr(_BETWEEN).join(said)

    return got / whole, why


def _level(person: Profile, asked: Demand) -> _Given | None:
    if asked.level is None:
        return None
    if person.level is None:
        return 0.0, partial(tr, _FAR)
    places, apart = (person.level, asked.level), abs(person.level - asked.level)

    def why() -> str:
        level, wanted = (Choice(LEVEL).label(LEVEL[place].token) for place in places)
        return tr(_NEAR if apart else _SAME, level=level, asked=wanted)

    return max(0.0, 1 - apart / 2), why


def _experience(person: Profile, asked: Demand) -> _Given | None:
    if not asked.years:
        return None
    years = person.years or 0
    short = partial(tr, _SHORT, n=years, asked=asked.years)
    return min(1.0, years / asked.years), short if years < asked.years else partial(tr, _YEARS, n=years)


def _education(person: Profile, asked: Demand) -> _Given | None:
    if asked.education is None:
        return None
    if person.education is None:
        return 0.0, partial(tr, _FAR)
    has, wanted = person.education, asked.education

    def why() -> str:
        degree, least = (Choice(EDUCATION).label(EDUCATION[place].token) for place in (has, wanted))
        return degree if has >= wanted else tr(_NEAR, level=degree, asked=least)

    return (1.0 if has >= wanted else 0.5 if has == wanted - 1 else 0.0), why


def _results(person: Profile, asked: Demand) -> _Given | None:
    return min(1.0, person.wins / 2), partial(tr, _WON, n=person.wins) if person.wins else partial(tr, _NEVER)


def _available(person: Profile, asked: Demand) -> _Given | None:
    first, last = asked.span
    first = first or today()
    last = last or first
    since, until = person.free
    free = person.state in (None, "available") or bool(since and since <= first)
    free = free and not (since and since > first) and not (until and until < last)
    over = [(kind, expires) for kind, expires in person.clearances.items() if expires < last]

    def why() -> str:
        names, said = Choice(CLEARANCE_KIND), [tr(_FREE if free else _BUSY)]
        said += [tr(_EXPIRES, kind=names.label(kind), day=numeric(expires)) for kind, expires in sorted(over)]
        return tr(_BETWEEN).join(said)

    return (0.0 if not free else 0.5 if over else 1.0), why


_RULES: dict[str, Callable[[Profile, Demand], _Given | None]] = {
    "fields": _fields, "languages": _languages, "level": _level, "years": _experience, "education": _education,
    "results": _results, "available": _available,
}  # fmt: skip


def _listed(tokens: Iterable[str]) -> str:
    return tr(_BETWEEN).join(map(Choice(FIELD_OF_WORK).label, sorted(tokens)))


def _age(born: str) -> int:
    now = today()
    return int(now[:4]) - int(born[:4]) - (now[5:] < born[5:])


def _place(options: Any, token: str | None) -> int | None:
    return next((place for place, option in enumerate(options) if option.token == token), None)


def _profiles(connection: Connection, id: str | None = None) -> Iterator[Profile]:
    """Yield the experts who are not deleted, or the one of this id."""
    table = table_of(Expert)
    mine = () if id is None else (table.c.id == id,)
    skills: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _lines(connection, LanguageSkill, "expert", ("language", "level"), id):
        level = _place(LANGUAGE_LEVEL, row.level) or 0
        skills[row.expert][row.language] = max(level, skills[row.expert].get(row.language, 0))
    degrees: dict[str, int] = {}
    for row in _lines(connection, Education, "expert", ("degree",), id):
        degrees[row.expert] = max(_place(EDUCATION, row.degree) or 0, degrees.get(row.expert, 0))
    papers: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _lines(connection, Clearance, "expert", ("kind", "expires"), id):
        if row.kind and row.expires:
            papers[row.expert][row.kind] = max(row.expires, papers[row.expert].get(row.kind, ""))
    won: dict[str, int] = defaultdict(int)
    nominated = table_of(Nomination)
    for expert in connection.execute(
        select(nominated.c.expert).where(nominated.c.stage.in_(_WINS), nominated.c.deleted.is_(False))
    ).scalars():
        won[expert] += 1
    columns = ("id", "name_en", "name_ar", "fields", "level", "years_of_experience", "availability", "available_from",
               "available_until", "consent_until", "born")  # fmt: skip
    first = "name_ar" if language() == "ar" else "name_en"
    for row in connection.execute(
        select(*(table.c[name] for name in columns)).where(table.c.deleted.is_(False), *mine).order_by(table.c.rid)
    ).mappings():
        yield Profile(
            row["id"], row[first] or row["name_en"] or row["name_ar"] or "", frozenset(row["fields"] or ()),
            skills.get(row["id"], {}), _place(LEVEL, row["level"]), row["years_of_experience"], degrees.get(row["id"]),
            won.get(row["id"], 0), row["availability"], (row["available_from"], row["available_until"]),
            papers.get(row["id"], {}), row["consent_until"], row["born"],
        )  # fmt: skip


def _demands(connection: Connection, id: str | None = None) -> Iterator[Demand]:
    """Yield the opportunities that are open, or the one of this id whatever its stage."""
    table = table_of(Opportunity)
    which = table.c.id == id if id is not None else table.c.stage.is_(None) | table.c.stage.not_in(ENDED)
    asked: dict[str, list[tuple[str, int, bool]]] = defaultdict(list)
    for row in _lines(connection, LanguageRequired, "opportunity", ("language", "level", "desirable"), id):
        if row.language:
            asked[row.opportunity].append((row.language, _place(LANGUAGE_LEVEL, row.level) or 0, bool(row.desirable)))
    for row in connection.execute(select(table).where(table.c.deleted.is_(False), which).order_by(table.c.rid)):
        yield Demand(
            row.id, _title(row), frozenset(row.fields_of_work or ()), tuple(asked.get(row.id, ())),
            _place(LEVEL, row.level), row.years_required, _place(EDUCATION, row.education), row.age_most,
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
        yield Demand(row.id, name, frozenset(row.fields_of_work or ()), level=_place(LEVEL, row.level))


def _title(row: Any) -> str:
    first, second = (row.title_ar, row.title_en) if language() == "ar" else (row.title_en, row.title_ar)
    return first or second or ""


def _lines(connection: Connection, cls: Any, owner: str, names: tuple[str, ...], id: str | None) -> Iterable[Any]:
    table = table_of(cls)
    mine = () if id is None else (table.c[owner] == id,)
    columns = [table.c[name] for name in (owner, *names)]
    return connection.execute(select(*columns).where(table.c.deleted.is_(False), *mine).order_by(table.c.rid))
