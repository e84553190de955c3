"""What a quarter was, for the head of a department: of projects, money, indicators, evaluations and actions. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coopdesk.records.scoreboard import Standing


class Named(NamedTuple):
    """A record by its title, with what is told of it."""

    id: str
    title: str
    told: str = ""


class Light(NamedTuple):
    """How a project goes, by the report ``id`` of the quarter; ``decision``: what is asked."""

    id: str
    title: str
    light: str
    per_cent: int | None
    decision: str


class Turned(NamedTuple):
    """An indicator that stands otherwise than at the end of the quarter before."""

    before: str
    now: Standing


class Quarter(NamedTuple):
    """``projects``: of which is told, by id; ``running``: how many ran in it; ``paid``, ``planned``: hundredths of
    ``currency``; ``not_converted``: how many amounts count in neither; ``awaited``: evaluations whose recommendations
    are not all answered; ``owed``: progress reports of it and of before that were not sent; ``actions``: those whose
    day was over at its end."""

    period: str
    projects: Sequence[str]
    running: int
    begun: Sequence[Named]
    ended: Sequence[Named]
    reports: Sequence[Light]
    currency: str
    paid: int
    planned: int
    not_converted: int
    counts: Mapping[str, int]
    turned: Sequence[Turned]
    evaluated: Sequence[Named]
    awaited: Sequence[Named]
    owed: Sequence[Named]
    actions: Sequence[Named]
