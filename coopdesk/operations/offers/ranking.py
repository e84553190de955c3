"""The ranking of nominees from the points that a committee gave, and what a meeting must have before it goes on.

An assessor's points for a nominee are their mean by weight, a nominee's score is the mean of his assessors. Whoever
ticks a conflict of interest with one nominee stands aside from the whole case: to lower the others would help him too.
Nominees with one score have one rank.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coopdesk.errors import Refused
from coopdesk.i18n import N_, tr
from coopdesk.operations import record, rights
from coopdesk.operations.offers import unseen
from coopdesk.operations.titles import titles_in
from coopdesk.records import Assessment, Committee, MeetingCase, MeetingPresence, Nomination
from coopdesk.store.home import Store

LEAST = 2
"""How many assessors a ranking needs that can be relied on."""
_OUT = ("declined", "withdrawn", "returned")
_SITTING = N_("The ranking is not seen before the scoring is closed.")
_NO_QUORUM = N_("{present} are present, {quorum} are needed: there is no quorum.")
_NO_CASES = N_("Write the cases first: on which opportunities the meeting decides.")
_UNDECIDED = N_("Write what was decided on “{case}”.")
_NO_REASON = N_("{chosen} is not the first in the ranking of “{case}”. Write why the first was not taken.")
_NOT_ITS = N_("{chosen} is not nominated for “{case}”.")
_TOLD = N_("{reasons}")


class Ranked(NamedTuple):
    """A nominee in the ranking. ``score``, ``rank``: None where nobody gave points; ``assessors``: who did, with the
    mean of each, by id; ``few``: they are too few to rely on."""

    nomination: str
    name: str
    score: float | None
    rank: int | None
    assessors: Mapping[str, float]
    few: bool


class Sheet(NamedTuple):
    """The ranking of one case. ``aside``: the assessors who stood aside, ``names``: of assessors, by id."""

    nominees: Sequence[Ranked]
    aside: Sequence[str]
    names: Mapping[str, str]


@rights.needs(rights.READER)
def ranking(store: Store, opportunity: str) -> Sheet:
    """Return the ranking of the nominees of an opportunity, the first one first.

    Raises ``Refused`` while a meeting scores on it, at a desk with several people.
    """
    with store.session() as session:
        if store.officer is not None and opportunity in session.scalars(unseen.sitting()).all():
            raise Refused(_SITTING)
        return ranking_in(session, opportunity)


def ranking_in(session: Session, opportunity: str) -> Sheet:
    """Return the ranking from within a session, see ``ranking``."""
    chosen = select(Nomination.id).where(Nomination.opportunity == opportunity, Nomination.deleted.is_(False))
    stays = Nomination.stage.is_(None) | Nomination.stage.not_in(_OUT)
    ids = list(session.scalars(chosen.where(stays).order_by(Nomination.rid)))
    lines = select(Assessment).where(Assessment.nomination.in_(ids), Assessment.deleted.is_(False))
    given = [
        (one.nomination or "", one.assessor or "", one.weight, one.points, bool(one.conflict))
        for one in session.scalars(lines.order_by(Assessment.rid))
    ]
    names = titles_in(session, [*ids, *{assessor for _, assessor, *_ in given if assessor}])
    found, aside = scored(given)
    return Sheet(_placed(ids, names, found), sorted(aside, key=lambda one: names.get(one, one)), names)


def scored(
    given: Iterable[tuple[str, str, int | None, int | None, bool]],
) -> tuple[dict[str, dict[str, float]], set[str]]:
    """Return the mean points by nomination and assessor, and the assessors who stand aside. Pure.

    ``given``: nomination, assessor, weight (1 where none is said), points, whether he ticked a conflict of interest.
    """
    lines = list(given)
    aside = {assessor for _, assessor, _, _, conflict in lines if conflict}
    sums: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    for nomination, assessor, weight, points, _ in lines:
        if assessor not in aside and points is not None:
            share = 1 if weight is None else weight
            sums[nomination][assessor][0] += points * share
            sums[nomination][assessor][1] += share
    means = {}
    for nomination, each in sums.items():
        means[nomination] = {who: got / whole for who, (got, whole) in each.items() if whole}
    return means, aside


def _placed(ids: list[str], names: Mapping[str, str], found: Mapping[str, Mapping[str, float]]) -> list[Ranked]:
    scores = {id: round(sum(each.values()) / len(each), 2) for id in ids if (each := found.get(id))}
    made = [
        Ranked(
            id, names[id], scores.get(id),
            1 + sum(one > scores[id] for one in scores.values()) if id in scores else None,
            found.get(id, {}), len(found.get(id, {})) < LEAST,
        )
        for id in ids
    ]  # fmt: skip
    return sorted(made, key=lambda one: (one.rank is None, one.rank or 0, one.name, one.nomination))


@rights.needs(rights.OFFICER)
def note_ranks(store: Store, opportunity: str) -> int:
    """Write the rank of each nominee into his nomination; returns how many had another one."""
    found = ranking(store, opportunity).nominees
    with store.session() as session:
        present = dict(session.execute(select(Nomination.id, Nomination.rank)).all())
    changed = [one for one in found if one.rank is not None and present.get(one.nomination) != one.rank]
    record.save_all(store, "nomination", [{"id": one.nomination, "rank": one.rank} for one in changed])
    return len(changed)


def check_quorum(session: Session, meeting: Any) -> None:
    """Raise ``Refused`` where a meeting has no cases, or too few are present."""
    if not _cases(session, meeting.id):
        raise Refused(_NO_CASES)
    quorum = session.scalars(select(Committee.quorum).where(Committee.id == meeting.committee)).first()
    there = MeetingPresence.committee_meeting == meeting.id, MeetingPresence.presence == "present"
    present = session.scalar(select(func.count()).where(*there, MeetingPresence.deleted.is_(False))) or 0
    if quorum and present < quorum:
        raise Refused(_NO_QUORUM, present=present, quorum=quorum)


def check_decisions(session: Session, meeting: Any) -> None:
    """Raise ``Refused`` where a case is not decided, or its first was not taken and nobody wrote why."""
    told = []
    for case in _cases(session, meeting.id):
        sheet = ranking_in(session, case.opportunity or "")
        title = titles_in(session, [case.opportunity])[case.opportunity] if case.opportunity else ""
        by_id = {one.nomination: one for one in sheet.nominees}
        chosen = by_id.get(case.chosen or "")
        if not case.decision and not case.chosen:
            told.append(tr(_UNDECIDED, case=title))
        elif case.chosen and chosen is None:
            told.append(tr(_NOT_ITS, chosen=titles_in(session, [case.chosen])[case.chosen], case=title))
        elif chosen is not None and any(one.rank == 1 for one in sheet.nominees) and chosen.rank != 1:
            told += [] if case.reason else [tr(_NO_REASON, chosen=chosen.name, case=title)]
    if told:
        raise Refused(_TOLD, reasons=" ".join(told))


def _cases(session: Session, meeting: str) -> list[MeetingCase]:
    wanted = select(MeetingCase).where(MeetingCase.committee_meeting == meeting, MeetingCase.deleted.is_(False))
    return sorted(session.scalars(wanted), key=lambda one: (one.position or 0, one.rid))
