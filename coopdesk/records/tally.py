"""Counting a ledger of support: how many votes there are and how sure they are. Pure: lines in, numbers out.

The discounted tally counts a promise as its confidence says, an oral one a fifth less, one that nobody verified a
tenth less; a State that answers otherwise in its capital and at the seat of the body counts with its lower answer.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from coopdesk.records.country import GROUPS

_SURE = {"certain": 1.0, "likely": 0.75, None: 0.6, "doubtful": 0.4, "unlikely": 0.1}
_ORAL, _UNVERIFIED = 0.8, 0.9
ANSWERS = ("answer", "answer_capital", "answer_seat")
"""Where a State may answer otherwise than elsewhere."""
_RANK = ("no", "undecided", "considering", "yes")
REGIONS = tuple(one.token for one in GROUPS if one.token.startswith("un_"))
"""The regional groups of the United Nations, in the order of the list of groups."""


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
    given = [line[name] for name in ANSWERS if line[name] in _RANK]
    return min(given, key=_RANK.index) if given else None


def worth(line: Mapping[str, Any]) -> float:
    """Return what a promise is worth, 0 to 1."""
    sure = _SURE.get(line["confidence"], _SURE[None])
    return sure * (1.0 if line["form"] == "written" else _ORAL) * (1.0 if line["verified_on"] else _UNVERIFIED)


def region_of(groups: Iterable[str] | None) -> str:
    """Return the regional group at the United Nations among the groups of a country; empty for none."""
    return next((one for one in groups or () if one in REGIONS), "")
