"""How well one person fits one demand: each criterion gives a share of its weight, with its reason. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from coopdesk.calendars import numeric, today
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.languages import name_of
from coopdesk.records.expert import CLEARANCE_KIND
from coopdesk.records.opportunity import EDUCATION, FIELD_OF_WORK, LANGUAGE_LEVEL, LEVEL

WEIGHTS = {"fields": 30, "languages": 20, "level": 10, "years": 15, "education": 10, "results": 5, "available": 10}
"""How much each criterion counts where nobody chose otherwise."""
CRITERIA: dict[str, Text] = {
    "fields": N_("Field", "criterion"),
    "languages": N_("Languages", "criterion"),
    "level": N_("Level", "criterion"),
    "years": N_("Experience", "criterion"),
    "education": N_("Education", "criterion"),
    "results": N_("Past results", "criterion"),
    "available": N_("Availability and clearances", "criterion"),
}
_BETWEEN = N_(", ", "between items of a list")
_ALL_FIELDS, _SOME_FIELDS, _NO_FIELDS = N_("{fields}"), N_("{fields}; not {missing}"), N_("none of {missing}")
_HAS, _LACKS = N_("{language}, {level}"), N_("no {language}")
_SAME, _NEAR, _FAR = N_("as asked: {level}"), N_("{level}, asked is {asked}"), N_("not said")
_YEARS, _SHORT = P_("{n} year", "{n} years"), N_("{n} of {asked} years")
_WON, _NEVER = P_("selected {n} time", "selected {n} times"), N_("not selected before")
_FREE, _BUSY = N_("available then"), N_("not available then")
_EXPIRES = N_("{kind} runs out on {day}")
_CONSENT, _AGE = N_("The consent to hold the data has run out."), N_("Older than {age} years.")


class Profile(NamedTuple):
    """What counts of an expert. ``languages``: place of the level by code; ``clearances``: until when, by kind."""

    id: str
    name: str
    fields: frozenset[str] = frozenset()
    languages: Mapping[str, int] = MappingProxyType({})
    level: int | None = None
    years: int | None = None
    education: int | None = None
    wins: int = 0
    state: str | None = None
    free: tuple[str | None, str | None] = (None, None)
    clearances: Mapping[str, str] = MappingProxyType({})
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


Given = tuple[float, Callable[[], str]]
"""The share that a criterion gave, and what says why: of twenty thousand, words are made for fifty."""


class Match(NamedTuple):
    """How well somebody fits. ``score``: 0 to 100; ``bars``: what speaks against him whatever his points are."""

    id: str
    name: str
    score: int
    points: tuple[Point, ...]
    bars: tuple[str, ...]


def match(person: Profile, asked: Demand, weight: Mapping[str, int]) -> Match:
    """Return how well one person fits one demand. Pure: it depends on nothing else."""
    found = given(person, asked)
    points = tuple(Point(name, share, why()) for name, (share, why) in found.items())
    bars = tuple(tr(text, **params) for text, params in bars_of(person, asked))
    return Match(person.id, person.name, score(found, weight), points, bars)


def given(person: Profile, asked: Demand) -> dict[str, Given]:
    """Return what each criterion gives, with its reason, where it is asked."""
    return {name: found for name, rule in _RULES.items() if (found := rule(person, asked)) is not None}


def score(given: Mapping[str, Given], weight: Mapping[str, int]) -> int:
    """Return the points of all criteria by their weights, 0 to 100."""
    whole = sum(weight[name] for name in given)
    got = sum(share * weight[name] for name, (share, _) in given.items())
    return round(100 * got / whole) if whole else 0


def bars_of(person: Profile, asked: Demand) -> list[tuple[Text, dict[str, object]]]:
    """Return what speaks against somebody whatever his points are: texts with their values."""
    found: list[tuple[Text, dict[str, object]]] = []
    if person.consent_until and person.consent_until < today():
        found.append((_CONSENT, {}))
    if asked.age_most and person.born and _age(person.born) > asked.age_most:
        found.append((_AGE, {"age": asked.age_most}))
    return found


def _fields(person: Profile, asked: Demand) -> Given | None:
    if not asked.fields:
        return None
    both, missing = asked.fields & person.fields, asked.fields - person.fields
    text = _ALL_FIELDS if not missing else _SOME_FIELDS if both else _NO_FIELDS
    return len(both) / len(asked.fields), lambda: tr(text, fields=_listed(both), missing=_listed(missing))


def _languages(person: Profile, asked: Demand) -> Given | None:
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


def _level(person: Profile, asked: Demand) -> Given | None:
    if asked.level is None:
        return None
    if person.level is None:
        return 0.0, partial(tr, _FAR)
    places, apart = (person.level, asked.level), abs(person.level - asked.level)

    def why() -> str:
        level, wanted = (Choice(LEVEL).label(LEVEL[place].token) for place in places)
        return tr(_NEAR if apart else _SAME, level=level, asked=wanted)

    return max(0.0, 1 - apart / 2), why


def _experience(person: Profile, asked: Demand) -> Given | None:
    if not asked.years:
        return None
    years = person.years or 0
    short = partial(tr, _SHORT, n=years, asked=asked.years)
    return min(1.0, years / asked.years), short if years < asked.years else partial(tr, _YEARS, n=years)


def _education(person: Profile, asked: Demand) -> Given | None:
    if asked.education is None:
        return None
    if person.education is None:
        return 0.0, partial(tr, _FAR)
    has, wanted = person.education, asked.education

    def why() -> str:
        degree, least = (Choice(EDUCATION).label(EDUCATION[place].token) for place in (has, wanted))
        return degree if has >= wanted else tr(_NEAR, level=degree, asked=least)

    return (1.0 if has >= wanted else 0.5 if has == wanted - 1 else 0.0), why


def _results(person: Profile, asked: Demand) -> Given | None:
    return min(1.0, person.wins / 2), partial(tr, _WON, n=person.wins) if person.wins else partial(tr, _NEVER)


def _available(person: Profile, asked: Demand) -> Given | None:
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


_RULES: dict[str, Callable[[Profile, Demand], Given | None]] = {
    "fields": _fields, "languages": _languages, "level": _level, "years": _experience, "education": _education,
    "results": _results, "available": _available,
}  # fmt: skip


def _listed(tokens: Iterable[str]) -> str:
    return tr(_BETWEEN).join(map(Choice(FIELD_OF_WORK).label, sorted(tokens)))


def _age(born: str) -> int:
    now = today()
    return int(now[:4]) - int(born[:4]) - (now[5:] < born[5:])
