"""Candidatures: how many votes we have, how sure they are, and what stands between us and each State.

The discounted tally counts a promise as its confidence says, an oral one a fifth less, one that nobody verified a
tenth less; a State that answers otherwise in its capital and at the seat of the body counts with its lower answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from coopdesk.operations import record, rights
from coopdesk.operations.code_names import code_names
from coopdesk.operations.record import view_of
from coopdesk.operations.titles import own_title
from coopdesk.records import Candidature, Support, SupportRequest
from coopdesk.store.folding import sort_key
from coopdesk.store.home import Store

_SURE = {"certain": 1.0, "likely": 0.75, None: 0.6, "doubtful": 0.4, "unlikely": 0.1}
_ORAL, _UNVERIFIED = 0.8, 0.9
_RANK = ("no", "undecided", "considering", "yes")


class Tally(NamedTuple):
    """``pledged``: States that promised; ``written``: of them in writing; ``discounted``: what they are worth;
    ``against``, ``open``: States that do not support, or have not decided; ``silent``: asked without an answer;
    ``needed``: votes that elect, None where nobody said."""

    pledged: int
    written: int
    discounted: float
    against: int
    open: int
    silent: int
    needed: int | None

    @property
    def lacking(self) -> float | None:
        """How many votes lack by the discounted tally, none where it is enough or nobody knows."""
        return None if self.needed is None else max(0.0, self.needed - self.discounted)


class Account(NamedTuple):
    """What stands between us and a State. ``theirs``: seats for which we support it; ``ours``: our candidatures that it
    promised to support; ``pending``: what it asks and we have not answered; ``kept``, ``broken``: our promises."""

    country: str
    name: str
    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    pending: tuple[str, ...]
    kept: int
    broken: int


@rights.needs(rights.READER)
def tally(store: Store, id: str) -> Tally:
    """Count the ledger of a candidature. Raises ``NotFound``."""
    view = record.show(store, "candidature", id)
    return counted(view["support"], view["needed"])


def counted(lines: Iterable[Mapping[str, Any]], needed: int | None) -> Tally:
    """Count lines of a ledger; where a State stands in several, the last one counts. Pure."""
    latest: dict[str, Mapping[str, Any]] = {}
    for place, one in enumerate(lines):
        latest[one["country"] or str(place)] = one
    answers = {country: answer_of(one) for country, one in latest.items()}
    yes = [one for country, one in latest.items() if answers[country] == "yes"]
    return Tally(
        len(yes),
        sum(one["form"] == "written" for one in yes),
        round(sum(map(worth, yes)), 1),
        sum(answer == "no" for answer in answers.values()),
        sum(answer in ("undecided", "considering") for answer in answers.values()),
        sum(answer is None for answer in answers.values()),
        needed,
    )


def answer_of(line: Mapping[str, Any]) -> str | None:
    """Return what a State answered: its lower answer, where it gave several."""
    given = [line[name] for name in ("answer", "answer_capital", "answer_seat") if line[name] in _RANK]
    return min(given, key=_RANK.index) if given else None


def worth(line: Mapping[str, Any]) -> float:
    """Return what a promise is worth, 0 to 1."""
    sure = _SURE.get(line["confidence"], _SURE[None])
    return sure * (1.0 if line["form"] == "written" else _ORAL) * (1.0 if line["verified_on"] else _UNVERIFIED)


@rights.needs(rights.READER)
def accounts(store: Store) -> list[Account]:
    """Return what stands between us and each State with which anything does, by name."""
    theirs, ours, pending = (defaultdict[str, list[str]](list) for _ in range(3))
    kept, broken = defaultdict[str, int](int), defaultdict[str, int](int)
    with store.session() as session:
        asked = select(SupportRequest).where(SupportRequest.deleted.is_(False), SupportRequest.country.is_not(None))
        for one in session.scalars(asked.order_by(SupportRequest.rid)):
            country, seat = one.country or "", one.seat or ""
            if one.answer == "yes":
                theirs[country].append(seat)
            elif one.answer in (None, "pending"):
                pending[country].append(seat)
            kept[country] += one.voted == "kept"
            broken[country] += one.voted == "broken"
        promised = (
            select(Support, Candidature)
            .join(Candidature, Candidature.id == Support.candidature)
            .where(Support.deleted.is_(False), Candidature.deleted.is_(False), Support.country.is_not(None))
            .order_by(Candidature.rid, Support.rid)
        )
        for line, of in session.execute(promised):
            if line.answer == "yes":
                ours[line.country or ""].append(own_title(Candidature, view_of(of, "")))
    names = code_names(store).countries
    found = [
        Account(
            country, names.get(country, country), tuple(theirs[country]), tuple(ours[country]), tuple(pending[country]),
            kept[country], broken[country],
        )
        for country in {*theirs, *ours, *pending}
    ]  # fmt: skip
    return sorted(found, key=lambda one: (sort_key(one.name), one.country))
