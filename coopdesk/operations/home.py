"""What waits for the person at work, what is coming, and who owes this desk an answer.

Everything here is counted whole and shown in part: a group tells how many there are, holds the most urgent of them, and
says what its list is asked to show them all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.documents import indicator_words as words
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import conflicts, drafts, dues, reminders, rights
from coopdesk.operations.desks import desk_names
from coopdesk.operations.dues import Owed
from coopdesk.operations.offers import circulation, deadlines
from coopdesk.operations.projects import progress
from coopdesk.operations.projects.progress import OwedReport
from coopdesk.operations.titles import titles_in
from coopdesk.operations.working_days import Rest, between, rest_here
from coopdesk.periods import shown
from coopdesk.records import (
    TYPES,
    Action,
    Award,
    Candidature,
    Conference,
    ConferenceReport,
    Opportunity,
    Response,
    SupportRequest,
)  # fmt: skip
from coopdesk.records.evaluation import Evaluation
from coopdesk.store.home import Store

_FEW, _MOST, _AHEAD = 5, 60, 30
"""How many records of a group are shown, how many rows a part of the page has, how many days ahead it looks."""
_OVER = {"period": "past"}
_ENDED = ("done", "verified", "cancelled", "superseded")
_OPEN_OFFER = ("spotted", "validated", "circulated", "nominations")
_SETTLED = ("elected", "not_elected", "withdrawn")
_MINE = ("unwritten", "draft", "returned")
"""What the desk that made a report, or held the conference, owes itself."""
_CONFLICTS, _DRAFTS = N_("Fields with several values, to decide"), N_("What you typed and did not save")
_REMINDED = N_("You asked to be reminded")
_RETURNED = N_("{type}: returned, to complete")
_TO_DECIDE = N_("{type}: {step}")
_SUPPORT = N_("Requests for our support, to answer")
_RESPONSES = N_("Filled forms to review")
_LATE_STEPS = N_("Internal deadlines that are over")
_ASTRAY = N_("Internal deadlines out of step, to count again")
_OFF_TRACK, _OF_TARGET = N_("Indicators off track"), N_("{actual}, target {target}")
_LAPSED = N_("Deadlines that are over, not settled")
_MY_ACTIONS = N_("Your actions that are over time")
_DEADLINE, _STEP, _CONFERENCE = N_("Deadline"), N_("Internal deadline"), N_("Conference")
_ACTION, _ELECTION, _RESPONSE = N_("Action"), N_("Election"), N_("Management response")
_UNANSWERED = N_("Evaluations that management should have answered")
_ANSWER, _OPINION, _REPORT = N_("Answer to a circulation"), N_("Opinion"), N_("Conference report")
_PROGRESS_TO_SEND, _PROGRESS_OF = N_("Progress reports to send"), N_("Progress report, {period}")
_AWARD_REPORT, _FOLLOW_UP = N_("Report on an award"), N_("Three-month follow-up")


class Item(NamedTuple):
    """A record that is opened from here. ``what``: what is to be done with it, where its group does not say so;
    ``left``: working days until ``due``, fewer than none when it is over, None where there is no date."""

    type: str
    id: str
    title: str
    what: str = ""
    due: str | None = None
    left: int | None = None

    @property
    def told(self) -> str:
        """What is left, in the present language; empty where there is no date."""
        return dues.time_left(self.left, self.due)


class Group(NamedTuple):
    """Records that belong together: ``type`` and ``where`` say what list shows them all, where there is one. A group
    without a list holds all of them, as far as the page has room."""

    what: str
    total: int
    items: list[Item]
    type: str = ""
    where: Mapping[str, Any] | None = None

    @property
    def late(self) -> int:
        """How many working days the most urgent is over; 0 for none."""
        return max((-one.left for one in self.items if one.left is not None and one.left < 0), default=0)


_Owing = Iterator[tuple[str, Item]]
"""Who owes something, and what."""


class Home(NamedTuple):
    """``needs``: what waits for the person at work; ``coming``: what has a day, the next first; ``owing``: who owes an
    answer, a group each, the latest first."""

    needs: list[Group]
    coming: list[Item]
    owing: list[Group]


@rights.needs(rights.READER)
def home(store: Store) -> Home:
    """Return what the page Home shows, in the present language."""
    rest, owed, progress_owed = rest_here(store), dues.owed(store), progress.owed(store)
    names = desk_names(store)
    with store.session() as session:
        needs = [*_reports(store, owed), *_progress(store, progress_owed), *_steps(store, session)]
        needs += _late(store, session, rest)
        coming = sorted(_coming(store, session, rest), key=lambda one: (one.due or "", one.title))
        owing = [*_mission_reports(store, owed, names), *_silent(store), *_late_elsewhere(session, rest)]
        owing += _progress_elsewhere(store, progress_owed, names)
    told = [one for one in (*_asked(store), *needs, *_own(store)) if one.total]
    return Home(told, coming[:_MOST], _by_entity(owing))


@rights.needs(rights.READER)
def lapsed(store: Store) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an opportunity of this desk whose deadline is over here and which nobody settled."""
    running = Opportunity.stage.is_(None) | Opportunity.stage.in_(_OPEN_OFFER)
    still, gone = deadlines.by_our_day(store)
    past = (Opportunity.deadline < today()) & Opportunity.id.not_in(still) | Opportunity.id.in_(gone)
    whole = func.length(Opportunity.deadline) == len(today())
    return running, past, whole, *(() if store.is_ministry else (Opportunity.created_desk == store.desk,))


@rights.needs(rights.READER)
def my_late_actions(store: Store) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of an action of the person at work that is over time."""
    return Action.officer == store.officer, Action.due < today(), _runs(Action.status, _ENDED)


def _asked(store: Store) -> Iterator[Group]:
    items = [Item(one.type, one.id, one.title) for one in reminders.due(store)]
    yield Group(tr(_REMINDED), len(items), items[:_MOST])


def _reports(store: Store, owed: list[Owed]) -> Iterator[Group]:
    """Yield what this desk does next about conference reports, as far as the person at work may."""
    least = {"submitted": rights.APPROVER, "cleared": rights.OFFICER}
    for kind, label in dues.KINDS.items():
        here = [one for one in owed if one.kind == kind and (kind == "cleared" or one.who == store.desk)]
        if kind != "unanswered" and here and rights.may(store, least.get(kind, rights.SECRETARY)):
            items = [Item(one.type, one.id, one.title, "", one.due, one.left) for one in here[:_FEW]]
            yield Group(tr(label), len(here), items, *dues.ASKS[kind])


def _progress(store: Store, owed: Sequence[OwedReport]) -> Iterator[Group]:
    """Yield the reports of projects that this desk writes itself: of which nobody else is named, or which it began."""
    mine = [one for one in owed if _is_mine(store, one)]
    if mine and rights.may(store, rights.SECRETARY):
        items = [
            Item("progress_report" if one.report else "project", one.report or one.project, one.title,
                 shown(one.period), one.due, one.left)
            for one in mine
        ]  # fmt: skip
        yield Group(tr(_PROGRESS_TO_SEND), len(mine), items[:_MOST])


def _is_mine(store: Store, one: OwedReport) -> bool:
    return one.desk == store.desk and (one.report is not None or not one.who)


def _progress_elsewhere(store: Store, owed: Sequence[OwedReport], names: Mapping[str, str]) -> _Owing:
    """Yield which entity, or which desk where none is named, has not sent the report of a project in time."""
    for one in owed:
        if one.left < 0 and not _is_mine(store, one):
            who = one.who or names.get(one.desk or "", one.desk or "")
            yield who, Item("project", one.project, one.title, tr(_PROGRESS_OF, period=shown(one.period)), one.due,
                            one.left)  # fmt: skip


def _steps(store: Store, session: Session) -> Iterator[Group]:
    """Yield what waits for a decision that the person at work may take, and what was returned to this desk."""
    for type, cls in TYPES.items():
        if not cls.__steps__ or cls is ConferenceReport:
            continue
        table: Any = cls
        for step in cls.__steps__:
            decides = step.role == rights.APPROVER and not step.comment and (store.is_ministry or not step.ministry)
            before = [one for one in step.sources if one not in (None, "draft", "returned")]
            if decides and before and rights.may(store, step.role):
                label = tr(_TO_DECIDE, type=tr(cls.__plural__), step=tr(step.label))
                yield _picked(session, type, label, {"stage": {"any": before}}, table.stage.in_(before))
        if any(one.target == "returned" for one in cls.__steps__) and rights.may(store, rights.SECRETARY):
            label = tr(_RETURNED, type=tr(cls.__plural__))
            ours = table.stage == "returned", table.created_desk == store.desk
            yield _picked(session, type, label, {"stage": {"any": ["returned"]}}, *ours)


def _late(store: Store, session: Session, rest: Rest) -> Iterator[Group]:
    """Yield what the person at work should have done."""
    if rights.may(store, rights.OFFICER):
        from coopdesk.operations.indicators import scoreboard  # with the forms behind it: no list waits for that

        asked = {"answer": {"any": ["pending", None]}}
        unanswered = SupportRequest.answer.is_(None) | (SupportRequest.answer == "pending")
        yield _picked(session, "support_request", tr(_SUPPORT), asked, unanswered)
        pending = {"stage": {"any": ["pending"]}}
        yield _picked(session, "response", tr(_RESPONSES), pending, Response.stage == "pending")
        offers = {"deadline": _OVER, "stage": {"any": [*_OPEN_OFFER, None]}}
        over = _picked(session, "opportunity", tr(_LAPSED), offers, *lapsed(store), day="deadline", rest=rest)
        yield over._replace(items=_by_our_clock(store, over.items, rest))
        due = {"stage": {"any": ["reported"]}, "response_due": _OVER}
        late = Evaluation.stage == "reported", Evaluation.response_due < today()
        yield _picked(session, "evaluation", tr(_UNANSWERED), due, *late, day="response_due", rest=rest)
        steps = [one for one in deadlines.coming(store, 0) if one["over"]]
        named = titles_in(session, [one["opportunity"] for one in steps[:_MOST]])
        items = [
            Item("opportunity", one["opportunity"], named[one["opportunity"]], one["what"] or "", one["on"],
                 _between(today(), one["on"], rest))
            for one in steps[:_MOST]
        ]  # fmt: skip
        yield Group(tr(_LATE_STEPS), len(steps), items)
        behind = scoreboard.off_track(store)
        stands = [
            Item("indicator", one.id, one.title, tr(_OF_TARGET, actual=words.point(one, one.actual),
                                                    target=words.of(one, one.target.value if one.target else None)))
            for one in behind[:_MOST]
        ]  # fmt: skip
        yield Group(tr(_OFF_TRACK), len(behind), stands)
    if rights.may(store, rights.SECRETARY):
        astray = deadlines.out_of_step(store)
        named = titles_in(session, astray[:_MOST])
        yield Group(tr(_ASTRAY), len(astray), [Item("opportunity", one, named[one]) for one in astray[:_MOST]])
    if store.officer:
        mine = {"officer": {"any": [store.officer]}, "due": _OVER, "status": {"none": list(_ENDED)}}
        yield _picked(session, "action", tr(_MY_ACTIONS), mine, *my_late_actions(store), day="due", rest=rest)


def _own(store: Store) -> Iterator[Group]:
    if rights.may(store, rights.OFFICER):
        yield Group(tr(_CONFLICTS), conflicts.count(store), [], "conflict")
    yield Group(tr(_DRAFTS), len(drafts.kept(store)), [], "draft")


def _coming(store: Store, session: Session, rest: Rest) -> Iterator[Item]:
    """Yield what has a day between today and a month from now."""
    now = today()
    last = (date.fromisoformat(now) + timedelta(days=_AHEAD)).isoformat()
    for cls, day, what, alive in COMING:
        column = getattr(cls, day)
        to_come = column >= now
        if cls is Opportunity:
            still, gone = deadlines.by_our_day(store)
            to_come = (to_come | cls.id.in_(still)) & cls.id.not_in(gone)
        within = to_come, column <= last, func.length(column) == len(now), alive
        group = _picked(session, cls.__tablename__, "", None, *within, day=day, rest=rest, most=_MOST)
        items = _by_our_clock(store, group.items, rest) if cls is Opportunity else group.items
        yield from (item._replace(what=tr(what)) for item in items)
    steps = [one for one in deadlines.coming(store, _AHEAD) if not one["over"]][:_MOST]
    named = titles_in(session, [one["opportunity"] for one in steps])
    for one in steps:
        said, left = one["what"] or tr(_STEP), _between(now, one["on"], rest)
        yield Item("opportunity", one["opportunity"], named[one["opportunity"]], said, one["on"], left)


def _runs(column: Any, ended: Iterable[str]) -> ColumnElement[bool]:
    """Return the condition that a record is not over; what is not said counts as running."""
    found: ColumnElement[bool] = column.is_(None) | column.not_in(tuple(ended))
    return found


COMING: tuple[tuple[Any, str, Text, ColumnElement[bool]], ...] = (
    (Opportunity, "deadline", _DEADLINE, _runs(Opportunity.stage, deadlines.ENDED)),
    (Conference, "starts", _CONFERENCE, true()),
    (Action, "due", _ACTION, _runs(Action.status, _ENDED)),
    (Evaluation, "response_due", _RESPONSE, Evaluation.stage == "reported"),
    (Candidature, "election_on", _ELECTION, _runs(Candidature.status, _SETTLED)),
)
"""What has a day that comes: the type, the field, what the day is, and the condition that it still matters."""


def _mission_reports(store: Store, owed: list[Owed], names: Mapping[str, str]) -> _Owing:
    """Yield which desk owes a report, and which entity an opinion."""
    for one in owed:
        if one.left is None or one.left >= 0 or (one.kind in _MINE and one.who == store.desk):
            continue
        if one.kind in _MINE:
            yield names.get(one.who, one.who), Item(one.type, one.id, one.title, tr(_REPORT), one.due, one.left)
        elif one.kind == "unanswered":
            yield one.who, Item(one.type, one.id, one.title, tr(_OPINION), one.due, one.left)


def _silent(store: Store) -> _Owing:
    for one in circulation.silent(store):
        if one.late is not None and one.late > 0:
            yield one.name, Item("circulation", one.circulation, one.subject, tr(_ANSWER), one.reply_by, -one.late)


def _late_elsewhere(session: Session, rest: Rest) -> _Owing:
    """Yield which entity has not done what it was to do, and who owes the account of an award."""
    now = today()
    late = Action.due < now, Action.owner.is_not(None), _runs(Action.status, _ENDED)
    for cls, who, day, what, alive in (
        (Action, Action.owner, "due", _ACTION, late),
        (Award, Award.id, "report_due", _AWARD_REPORT, (Award.report_due < now, Award.report_on.is_(None))),
        (Award, Award.id, "follow_up_due", _FOLLOW_UP, (Award.follow_up_due < now, Award.follow_up_on.is_(None))),
    ):  # fmt: skip
        column = getattr(cls, day)
        wanted = select(cls.id, who.label("who"), column.label("day")).where(cls.deleted.is_(False), *alive)
        rows = session.execute(wanted.where(func.length(column) == len(now)).order_by(column).limit(_MOST * _FEW)).all()
        named = titles_in(session, list({id for row in rows for id in (row.id, row.who)}))
        for row in rows:
            left = _between(now, row.day, rest)
            yield named[row.who], Item(cls.__tablename__, row.id, named[row.id], tr(what), row.day, left)


def _by_entity(owing: Iterable[tuple[str, Item]]) -> list[Group]:
    found: dict[str, list[Item]] = defaultdict(list)
    for who, item in owing:
        found[who].append(item)
    for items in found.values():
        items.sort(key=lambda one: one.left or 0)
    groups = [Group(who, len(items), items[:_MOST]) for who, items in found.items()]
    return sorted(groups, key=lambda one: (-one.late, one.what))[:_MOST]


def _picked(
    session: Session, type: str, what: str, where: Mapping[str, Any] | None, *alive: ColumnElement[bool],
    day: str = "", rest: Rest | None = None, most: int = _FEW,
) -> Group:  # fmt: skip
    """Return the records of a type that meet conditions: those with the earliest ``day`` first, else the newest."""
    cls: Any = TYPES[type]
    conditions = cls.deleted.is_(False), *alive
    count = session.scalar(select(func.count()).select_from(cls).where(*conditions)) or 0
    order = getattr(cls, day) if day else cls.rid.desc()
    chosen = select(cls.id, (getattr(cls, day) if day else cls.rid).label("day")).where(*conditions)
    rows = session.execute(chosen.order_by(order, cls.rid).limit(most)).all() if count else []
    named = titles_in(session, [row.id for row in rows])
    items = [
        Item(type, row.id, named[row.id], "", row.day if day else None,
             _between(today(), row.day, rest) if day and rest is not None else None)
        for row in rows
    ]  # fmt: skip
    return Group(what, count, items, type, where)


def _by_our_clock(store: Store, items: list[Item], rest: Rest) -> list[Item]:
    """Return deadlines of opportunities with the day that each has here."""
    days = deadlines.days_here(store, [one.id for one in items])
    ours = [(one, days.get(one.id, one.due)) for one in items]
    return [one._replace(due=day, left=_between(today(), day, rest)) for one, day in ours]


def _between(now: str, day: str | None, rest: Rest) -> int | None:
    return between(now, day, rest) if day is not None and len(day) == len(now) else None
