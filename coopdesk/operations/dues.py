"""What is owed of conference reports, by whom and until when: the clock runs in working days from the end of the
conference, for as many as the Ministry's settings say; a report that was returned has as many again."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.i18n import N_, P_, Text, number, tr
from coopdesk.operations import rights, views
from coopdesk.operations.titles import titles_in
from coopdesk.operations.working_days import Rest, after, between, rest_here
from coopdesk.records import Conference, ConferenceReport, MinistrySettings, Referral
from coopdesk.store.home import Store

_DAYS = 15
"""How many working days there are where the Ministry has not said."""
Kind = Literal["unwritten", "draft", "submitted", "returned", "cleared", "unanswered"]
KINDS: dict[Kind, Text] = {
    "unwritten": N_("Conferences without a report"),
    "draft": N_("Drafts to submit"),
    "submitted": N_("Waiting for clearance"),
    "returned": N_("Returned, to complete"),
    "cleared": N_("Cleared, to receive"),
    "unanswered": N_("Opinions not answered"),
}
_STAGES: dict[str | None, Kind] = {
    None: "draft", "draft": "draft", "submitted": "submitted", "returned": "returned", "cleared": "cleared",
}  # fmt: skip
ASKS: dict[Kind, tuple[str, dict[str, Any]]] = {
    "unwritten": ("conference", views.UNWRITTEN),
    "draft": ("conference_report", {"stage": {"any": ["draft", None]}}),
    "submitted": ("conference_report", {"stage": {"any": ["submitted"]}}),
    "returned": ("conference_report", {"stage": {"any": ["returned"]}}),
    "cleared": ("conference_report", {"stage": {"any": ["cleared"]}}),
    "unanswered": ("referral", {"answer": None, "answered_on": None}),
}
"""The type of record, and what its list is asked, for each kind of what is owed."""
_LEFT = P_("{n} working day left", "{n} working days left")
_OVER = P_("{n} working day over", "{n} working days over")
_TOMORROW, _YESTERDAY = N_("tomorrow, a day of rest"), N_("over since yesterday")
_NO_WORK = P_("in {n} day, no working day before", "in {n} days, no working day before")
_OVER_REST = P_("over for {n} day", "over for {n} days")
_TODAY, _SHORT = N_("due today"), N_("{n} over", "working days")


class Owed(NamedTuple):
    """``type``, ``id``: the record with which it is answered; ``who``: the desk, or the entity, that owes it;
    ``left``: working days until ``due``, fewer than none when it is over; both None where there is no date."""

    kind: Kind
    type: str
    id: str
    title: str
    who: str
    due: str | None
    left: int | None

    @property
    def told(self) -> str:
        """What is left, in the present language; empty where there is no date."""
        return time_left(self.left, self.due)


def time_left(left: int | None, due: str | None) -> str:
    """Return how many working days are left until a day, in the present language; empty where there is no date."""
    if left is None:
        return ""
    if not left:
        return tr(_TODAY) if due == today() else no_work_until(due or today(), today())
    return tr(_LEFT if left > 0 else _OVER, n=abs(left))


def no_work_until(due: str, now: str) -> str:
    """Return how far another day is between which and now nobody works, in the present language."""
    days = (date.fromisoformat(due) - date.fromisoformat(now)).days
    if abs(days) == 1:
        return tr(_TOMORROW if days > 0 else _YESTERDAY)
    return tr(_NO_WORK if days > 0 else _OVER_REST, n=abs(days))


@rights.needs(rights.READER)
def owed(store: Store) -> list[Owed]:
    """Return what is owed, the most urgent first: by this desk, and at the Ministry by all that it knows of."""
    rest, now = rest_here(store), today()
    with store.session() as session:
        settings = session.scalars(select(MinistrySettings).where(MinistrySettings.deleted.is_(False))).first()
        days = settings.report_due_days if settings is not None and settings.report_due_days is not None else _DAYS
        found = [*_reports(session, store, rest, days), *_unwritten(session, store, rest, days, now)]
        found += _unanswered(session, store)
        named = titles_in(session, list({one.title for one in found} | {one.who for one in found if one.who}))
    told = [
        one._replace(
            title=named[one.title], who=named.get(one.who, one.who),
            left=between(now, one.due, rest) if one.due is not None else None,
        )
        for one in found
    ]  # fmt: skip
    return sorted(told, key=lambda one: (one.due is None, one.due or "", one.title))


@rights.needs(rights.READER)
def left(store: Store) -> dict[str, int]:
    """Return for each report that is owed how many working days are left, fewer than none when it is over."""
    return {one.id: one.left for one in owed(store) if one.type == "conference_report" and one.left is not None}


def short(days: int) -> str:
    """Return working days in as few words as a column has room for."""
    return number(days) if days >= 0 else tr(_SHORT, n=number(-days))


def _reports(session: Session, store: Store, rest: Rest, days: int) -> Iterator[Owed]:
    report, conference = ConferenceReport, Conference
    waiting = or_(report.stage.is_(None), report.stage.in_([one for one in _STAGES if one]))
    wanted = (
        select(report.id, report.stage, report.stage_on, report.created_desk, conference.starts, conference.ends)
        .outerjoin(conference, conference.id == report.conference)
        .where(report.deleted.is_(False), waiting)
    )
    for one in session.execute(wanted):
        kind = _STAGES[one.stage]
        if not store.is_ministry and (kind == "cleared" or one.created_desk != store.desk):
            continue
        begins = one.stage_on if kind == "returned" else _end(one)
        due = after(begins, days, rest) if begins is not None else None
        yield Owed(kind, "conference_report", one.id, one.id, one.created_desk or "", due, None)


def _unwritten(session: Session, store: Store, rest: Rest, days: int, now: str) -> Iterator[Owed]:
    written = select(ConferenceReport.conference).where(
        ConferenceReport.deleted.is_(False), ConferenceReport.conference.is_not(None)
    )
    wanted = select(Conference).where(Conference.deleted.is_(False), Conference.id.not_in(written))
    for one in session.scalars(wanted):
        end = _end(one)
        if end is not None and end < now and (store.is_ministry or one.created_desk == store.desk):
            yield Owed("unwritten", "conference", one.id, one.id, one.created_desk or "", after(end, days, rest), None)


def _unanswered(session: Session, store: Store) -> Iterator[Owed]:
    if not store.is_ministry:
        return
    wanted = select(Referral).where(
        Referral.deleted.is_(False), Referral.answer.is_(None), Referral.answered_on.is_(None)
    )
    for one in session.scalars(wanted):
        due = one.due if one.due is not None and len(one.due) == 10 else None
        yield Owed("unanswered", "referral", one.id, one.subject or one.id, one.asked_of or "", due, None)


def _end(conference: Any) -> str | None:
    """Return the last day of a conference; None where it is not known to the day."""
    end = conference.ends or conference.starts
    return end if end is not None and len(end) == 10 else None
