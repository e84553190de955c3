"""What an evaluation can rest on: records about its subject that are at this desk, each with what it shows, and the
ratings that the answers to forms suggest.

A response of a survey is never offered by itself: who was promised that only numbers are told is not shown as a person.
The survey is, with what its results tell of small groups and no more. Who may not see a record is not offered it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import gregorian
from coopdesk.errors import Refused
from coopdesk.fields import Choice
from coopdesk.fields.measures import plainly
from coopdesk.forms import scoring
from coopdesk.i18n import LANGUAGES, N_, P_, digits, language, ltr, tr
from coopdesk.operations import ceilings, listing, reach, record, rights
from coopdesk.operations.forms import responses, results
from coopdesk.operations.indicators import scoreboard
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.record_types import View
from coopdesk.operations.table_export import bare
from coopdesk.operations.titles import titles_in
from coopdesk.periods import shown
from coopdesk.records import ConferenceReport, Response, Survey, plural_of
from coopdesk.records.engagement import ENGAGEMENT_KIND, Engagement
from coopdesk.records.evaluation import CRITERION, RATING, Evaluation, Evidence
from coopdesk.records.progress_report import LIGHT, SENT, ProgressReport
from coopdesk.records.response import COUNTED
from coopdesk.records.scoreboard import STATUS
from coopdesk.store.home import Store

CRITERIA = tuple(one.token for one in CRITERION)
LOWEST, HIGHEST = 1, 6
"""The ends of the scale of ratings."""
_MOST = 60
"""How many responses are read at the most, the newest first."""
_SCORE, _JOINT = N_("{criterion} {rating} of 6"), N_("; ", "between items of a list")
_ANSWERS = P_("{n} answer", "{n} answers")
_DONE = N_("{light}, {share} % done")
_ON = N_("{what}, {day}")
_VALUE, _TARGET = N_("{status}: {value} in {period}", "indicator"), N_("{told}, target {target}", "indicator")


class Offer(NamedTuple):
    """A record that can be evidence. ``note``: what it shows; ``ratings``: what it suggests by criterion, 1 to 6;
    ``weight``: how many answers stand behind these."""

    type: str
    id: str
    title: str
    note: str = ""
    ratings: Mapping[str, float] = {}
    weight: int = 1


class Suggested(NamedTuple):
    """The mean of what answers give a criterion, 1 to 6, and how many they are."""

    rating: float
    n: int


@rights.needs(rights.READER)
def offered(store: Store, evaluation: str, who: Reader = ANYBODY) -> list[Offer]:
    """Return what can be evidence of an evaluation, as far as a reader may see it. Raises ``NotFound``."""
    with store.session() as session:
        found: Any = record.existing(session, Evaluation, evaluation)
        subject = found.subject
        about = [one for one in (subject, evaluation) if one]
        offers = [*_others(session, evaluation, subject)] if subject else []
        answers = _responses(session, about)
        surveys = list(session.scalars(select(Survey.id).where(Survey.subject.in_(about), Survey.deleted.is_(False))))
        seen = reach.seen_by(store, session.connection(), who, [*(one.id for one in offers), *answers, *surveys])
        named = titles_in(session, list(seen))
    made = [*offers, *_of_responses(store, [one for one in answers if one in seen])]
    made += _of_surveys(store, [one for one in surveys if one in seen], who)
    told = [one._replace(title=named[one.id]) for one in made if one.id in seen]
    return [*told, *_of_indicators(store, subject, who)] if subject else told


@rights.needs(rights.SECRETARY)
def attach(store: Store, evaluation: str, criterion: str, offer: Offer) -> View:
    """Let what is offered be evidence under a criterion; returns the evaluation. What it shows stands there only where
    whoever may see the evaluation may see that record too. Raises ``NotFound``, ``Refused``."""
    with store.reading() as connection:
        told = bare(offer.note) if ceilings.is_for_all_of(store, connection, offer.id, evaluation) else None
    line = {"criterion": criterion, "record": offer.id, "note": told or None}
    return record.save(store, "evaluation", {"id": evaluation, plural_of(Evidence): [line]})


def suggested(offers: Sequence[Offer]) -> dict[str, Suggested]:
    """Return what the answers suggest by criterion; nobody is bound by it."""
    sums: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for one in offers:
        for criterion, rating in one.ratings.items():
            sums[criterion].append((rating, one.weight))
    return {
        criterion: Suggested(sum(rating * n for rating, n in some) / sum(n for _, n in some), sum(n for _, n in some))
        for criterion, some in sums.items()
    }  # fmt: skip


def rating_of(share: float) -> float:
    """Return the place on the scale of ratings of what was reached of what can be reached, 0 to 1."""
    return LOWEST + share * (HIGHEST - LOWEST)


def _responses(session: Session, about: list[str]) -> list[str]:
    wanted = select(Response.id).where(
        Response.subject.in_(about), Response.survey.is_(None), Response.stage.in_(COUNTED), Response.deleted.is_(False)
    )
    return list(session.scalars(wanted.order_by(Response.answered_on.desc(), Response.rid.desc()).limit(_MOST)))


def _of_responses(store: Store, ids: list[str]) -> Iterator[Offer]:
    for id in ids:
        try:
            reached = responses.score(store, id)
        except Refused:  # its form is not at this desk
            reached = None
        ratings = _rated(reached) if reached is not None else {}
        yield Offer("response", id, "", _told(ratings), ratings)


def _rated(reached: scoring.Score) -> dict[str, float]:
    return {name: rating_of(share) for name, share in reached.by_criterion.items() if name in CRITERIA}


def _of_surveys(store: Store, ids: list[str], who: Reader) -> Iterator[Offer]:
    for id in ids:
        found = results.results(store, results.scope(store, id), "", who)
        told = {one.criterion: one.whole for one in found.criteria if one.criterion in CRITERIA}
        ratings = {name: rating_of(share / 100) for name, share in told.items() if share is not None}
        said = [tr(_ANSWERS, n=found.n)] if found.n else []
        yield Offer("survey", id, "", tr(_JOINT).join([*said, *filter(None, [_told(ratings)])]), ratings, found.n or 0)


def _told(ratings: Mapping[str, float]) -> str:
    kind = Choice(CRITERION)
    said = {one: digits(f"{rating:.1f}") for one, rating in ratings.items()}
    each = (tr(_SCORE, criterion=kind.label(one), rating=said[one]) for one in CRITERIA if one in said)
    return tr(_JOINT).join(each)


def _of_indicators(store: Store, project: str, who: Reader) -> Iterator[Offer]:
    """Yield the indicators of a project, the worst first, each with its last value, its target and how it stands."""
    mine = listing.open_list(store, "indicator", where={"project": {"any": [project]}})
    for one in scoreboard.scoreboard(store, mine, who=who).rows if len(mine) else ():
        told = tr(next(option.label for option in STATUS if option.token == one.status))
        if one.actual is not None:
            told = tr(_VALUE, status=told, value=_plainly(one.actual.value), period=shown(one.actual.period))
        if one.actual is not None and one.target is not None and not one.ahead:
            told = tr(_TARGET, told=told, target=_plainly(one.target.value))
        yield Offer("indicator", one.id, one.title, told)


def _plainly(value: Decimal) -> str:
    return ltr(digits(f"{value:,f}"))


def _others(session: Session, evaluation: str, subject: str) -> Iterator[Offer]:
    """Yield progress reports, conference reports, engagements and earlier evaluations of the subject."""
    report, meeting = ProgressReport, Engagement
    for one in session.scalars(
        select(report).where(report.project == subject, report.stage.in_(SENT), report.deleted.is_(False))
        .order_by(report.period.desc(), report.rid)
    ):  # fmt: skip
        light = Choice(LIGHT).label(one.light) if one.light else ""
        share = digits(plainly(one.per_cent)) if one.per_cent is not None else ""
        yield Offer("progress_report", one.id, "", tr(_DONE, light=light, share=share) if share and light else light)
    written = select(ConferenceReport).where(
        ConferenceReport.conference == subject, ConferenceReport.deleted.is_(False)
    )
    for told in session.scalars(written.order_by(ConferenceReport.rid)):
        yield Offer("conference_report", told.id, "", _own(told, "bottom_line"))
    held = select(meeting).where(meeting.project == subject, meeting.deleted.is_(False))
    for event in session.scalars(held.order_by(meeting.starts, meeting.rid)):
        kind = Choice(ENGAGEMENT_KIND).label(event.kind) if event.kind else ""
        said = tr(_ON, what=kind, day=gregorian(event.starts)) if kind and event.starts else kind
        yield Offer("engagement", event.id, "", said)
    before = select(Evaluation).where(Evaluation.subject == subject, Evaluation.deleted.is_(False))
    for other in session.scalars(before.where(Evaluation.id != evaluation).order_by(Evaluation.rid)):
        yield Offer("evaluation", other.id, "", Choice(RATING).label(other.overall) if other.overall else "")


def _own(found: Any, stem: str) -> str:
    """Return one half of a pair in the present language, else the other."""
    halves = [getattr(found, f"{stem}_{lang}") for lang in sorted(LANGUAGES, key=lambda one: one != language())]
    return next(filter(None, halves), "")
