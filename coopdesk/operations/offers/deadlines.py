"""Deadlines of opportunities: the moment in their zone and in ours, the days that are left, and the days by which
things must be done here so that it is kept.

What is left is counted in days on which both ends work: this desk and the Ministry.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from sqlalchemy import select

from coopdesk.calendars import numeric, today
from coopdesk.i18n import N_, P_, digits, ltr, number, tr
from coopdesk.operations import dues, rights
from coopdesk.operations.record import save_in
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import own_title
from coopdesk.operations.working_days import Rest, before, between, rest_both
from coopdesk.progress import SILENT, Progress
from coopdesk.records import InternalDeadline, Opportunity
from coopdesk.store.home import Store
from coopdesk.zones import moment

_PLAN = (("circulate", 25), ("names", 13), ("committee", 8), ("note", 3))
"""What has to be done before a nomination is with those who decide, and how many working days before the deadline."""
_LEFT, _OVER = P_("{n} working day left", "{n} working days left"), P_("{n} working day over", "{n} working days over")
_PAST = N_("over since {time} today")
_HOURS, _TODAY, _YEAR = N_("today, in {n} hours"), N_("today"), N_("open all year")
_THEIRS, _OURS = N_("{day}, {time} ({zone})"), N_("here {day}, {time}")
READS = ("deadline", "deadline_time", "deadline_zone", "open_all_year", "stage")
"""The fields of an opportunity from which it is told what is left."""
_NEAR = 5
"""How many working days before a deadline it is near."""
ENDED = ("submitted", "under_review", "awarded", "lost", "lapsed", "withdrawn")
"""The stages at which the deadline does not press any more."""


class Deadline(NamedTuple):
    """``at``: its moment, None where it is not known to the day; ``left``: working days of both ends until then, fewer
    than none when it is over; ``over``: it is past."""

    at: datetime | None
    left: int | None
    over: bool


class Left(NamedTuple):
    """What is left until a record is due: in as few words as a column has room for, in a sentence, and whether that is
    little or nothing."""

    short: str = ""
    told: str = ""
    pressing: Literal["", "near", "over"] = ""


def of(view: Mapping[str, Any], rest: Rest, now: datetime | None = None) -> Deadline:
    """Return the deadline of an opportunity as ``show`` gives it. ``rest``: when the two ends rest."""
    now = now or datetime.now().astimezone()
    here = _here(view, now)
    if here is None:
        return Deadline(None, None, False)
    left = between(now.date().isoformat(), here.date().isoformat(), rest)
    return Deadline(here, left, here < now)


def _here(view: Mapping[str, Any], now: datetime) -> datetime | None:
    """Return the moment of a deadline by our clock, None where it is not known to the day."""
    found = moment(view["deadline"], view.get("deadline_time"), view.get("deadline_zone")) if view["deadline"] else None
    return found.astimezone(now.tzinfo) if found is not None else None


def told(view: Mapping[str, Any], rest: Rest, now: datetime | None = None) -> str:
    """Return what is left of a deadline, in the present language; empty where there is none."""
    if view.get("open_all_year"):
        return tr(_YEAR)
    found = of(view, rest, now)
    if found.at is None or found.left is None:
        return ""
    now = now or datetime.now().astimezone()
    day, today_ = found.at.date(), now.date()
    if day != today_ and not found.left:
        return dues.no_work_until(day.isoformat(), today_.isoformat())
    if found.over:
        return tr(_OVER, n=-found.left) if found.left else tr(_PAST, time=ltr(digits(f"{found.at:%H:%M}")))
    if day == today_:
        hours = int((found.at - now).total_seconds() // 3600)
        return tr(_HOURS, n=number(hours)) if hours else tr(_TODAY)
    return tr(_LEFT, n=found.left)


def left(view: Mapping[str, Any], rest: Rest, now: datetime | None = None) -> Left:
    """Return what is left of a deadline; nothing where it does not press any more."""
    if view["stage"] in ENDED:
        return Left()
    now = now or datetime.now().astimezone()
    said, found = told(view, rest, now), of(view, rest, now)
    if found.left is None or view["open_all_year"]:
        return Left(said, said)
    return Left(dues.short(found.left), said, "over" if found.over else "near" if found.left <= _NEAR else "")


def both_clocks(view: Mapping[str, Any], now: datetime | None = None) -> list[str]:
    """Return a deadline as its own clock tells it, and as ours does where that differs."""
    if not view.get("deadline"):
        return []
    clock, zone = view.get("deadline_time"), view.get("deadline_zone")
    if not zone:
        return [" ".join(filter(None, (numeric(view["deadline"]), ltr(digits(clock or "")))))]
    at = moment(view["deadline"], clock, zone)
    said = [tr(_THEIRS, day=numeric(view["deadline"]), time=ltr(digits(clock or "23:59")), zone=ltr(zone))]
    if at is None:
        return said
    here = at.astimezone((now or datetime.now().astimezone()).tzinfo)
    if here.replace(tzinfo=None) != at.replace(tzinfo=None):
        hour = ltr(digits(f"{here:%H:%M}"))
        said.append(tr(_OURS, day=numeric(here.date().isoformat()), time=hour))
    return said


class Standing(NamedTuple):
    """How an opportunity stands with its deadline: what is left, how each clock tells it, whether it can be counted
    back from, the internal deadlines in order, and whether one of these is out of step: counted back from another
    deadline, or over other days of rest."""

    left: Left
    clocks: list[str]
    counts: bool
    lines: list[View]
    astray: bool


@rights.needs(rights.READER)
def standing(store: Store, view: View) -> Standing:
    """Return how an opportunity, as ``show`` gives it, stands with its deadline."""
    rest = rest_both(store)
    lines = sorted(view["internal_deadlines"], key=lambda one: one["on"] or "")
    at = of(view, rest).at
    counts = at is not None and view["stage"] not in ENDED
    astray = counts and any(one["on"] != day for one, day in _counted(lines, at, rest))
    return Standing(left(view, rest), both_clocks(view), counts, lines, astray)


@rights.needs(rights.SECRETARY)
def tick(store: Store, id: str, line: str, *, done: bool) -> View:
    """Note that what an internal deadline asks is done, or is not after all; returns the opportunity as ``show`` does.
    Raises ``NotFound``, ``Refused``."""
    from coopdesk.operations import record

    noted = {"id": line, "done_on": today() if done else None}
    return record.save(store, "opportunity", {"id": id, "internal_deadlines": [noted]})


@rights.needs(rights.SECRETARY)
def plan(store: Store, id: str) -> list[View]:
    """Write the internal deadlines of an opportunity, counted back from its deadline; those that are there move with
    it, and what was done stays. Returns them as ``show`` does. Where the deadline is not known to the day, nothing is
    written. Raises ``NotFound``, ``Refused``.
    """
    from coopdesk.operations import record

    view = record.show(store, "opportunity", id)
    here = of(view, Rest()).at
    if here is None:
        return list(view["internal_deadlines"])
    rest, lines = rest_both(store), view["internal_deadlines"]
    known = any(one["days_before"] is not None for one in lines)
    fresh = [] if known else [{"step": step, "days_before": days} for step, days in _PLAN]
    moved = [{"id": one["id"], "on": day} for one, day in _counted(lines, here, rest)]
    wanted = [*moved, *({**one, "on": day} for one, day in _counted(fresh, here, rest))]
    with store.writing() as writing:
        save_in(writing, Opportunity, {"id": id, "internal_deadlines": wanted})
    found = record.show(store, "opportunity", id)["internal_deadlines"]
    return sorted(found, key=lambda one: one["on"] or "")


@rights.needs(rights.READER)
def out_of_step(store: Store) -> list[str]:
    """Return the opportunities of which an internal deadline is not where the deadline puts it, the nearest first."""
    rest, line, offer = rest_both(store), InternalDeadline, Opportunity
    wanted = (
        select(offer.id, offer.deadline, offer.deadline_time, offer.deadline_zone, line.on, line.days_before)
        .join(offer, offer.id == line.opportunity)
        .where(line.deleted.is_(False), line.done_on.is_(None), line.days_before.is_not(None))
        .where(offer.deleted.is_(False), offer.stage.is_(None) | offer.stage.not_in(ENDED))
        .order_by(offer.deadline, offer.rid)
    )
    now, found = datetime.now().astimezone(), dict[str, None]()
    with store.session() as session:
        for row in session.execute(wanted):
            view = row._asdict() if row.id not in found else {}
            if view and any(row.on != day for _, day in _counted([view], _here(view, now), rest)):
                found[row.id] = None
    return list(found)


@rights.needs(rights.READER)
def by_our_day(store: Store) -> tuple[list[str], list[str]]:
    """Return the opportunities whose deadline is on a day before today by its own clock and not by ours, and those
    whose deadline is on today or later by its own clock and before today by ours."""
    offer, now = Opportunity, today()
    near = [(date.fromisoformat(now) + timedelta(days=days)).isoformat() for days in (-1, 0)]
    wanted = select(offer.id, offer.deadline).where(
        offer.deadline.in_(near), offer.deadline_zone.is_not(None), offer.deleted.is_(False)
    )
    with store.session() as session:
        theirs = {row.id: row.deadline for row in session.execute(wanted)}
    ours = days_here(store, theirs)
    still = [id for id, day in theirs.items() if day < now <= ours.get(id, day)]
    return still, [id for id, day in theirs.items() if ours.get(id, day) < now <= day]


@rights.needs(rights.READER)
def days_here(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Return the day of the deadline of opportunities by our clock, of those that have one known to the day."""
    offer, now = Opportunity, datetime.now().astimezone()
    wanted = select(offer.id, offer.deadline, offer.deadline_time, offer.deadline_zone).where(offer.id.in_(list(ids)))
    with store.session() as session:
        found = {row.id: _here(row._asdict(), now) for row in session.execute(wanted)}
    return {id: at.date().isoformat() for id, at in found.items() if at is not None}


@rights.needs(rights.SECRETARY)
def plan_again(store: Store, ids: Iterable[str], progress: Progress = SILENT) -> list[str]:
    """Count the internal deadlines of those of these opportunities again that are out of step; returns their ids."""
    chosen = set(ids)
    wanted = [one for one in out_of_step(store) if one in chosen]
    for place, id in enumerate(wanted, 1):
        progress.step(place, len(wanted))
        plan(store, id)
    return wanted


def _counted(lines: Iterable[View], at: datetime | None, rest: Rest) -> Iterator[tuple[View, str]]:
    """Yield the internal deadlines that are counted and not done, each with the day that the deadline gives it."""
    for one in lines:
        if at is not None and one.get("days_before") is not None and not one.get("done_on"):
            yield one, before(at.date().isoformat(), int(one["days_before"]), rest)


@rights.needs(rights.READER)
def coming(store: Store, days: int = 30) -> list[View]:
    """Return what has to be done here within so many days, or is over and not done, the most urgent first: id of the
    opportunity, what (in the present language), on, whether it is over."""
    from datetime import date, timedelta

    last = (date.fromisoformat(today()) + timedelta(days=days)).isoformat()
    line, offer = InternalDeadline, Opportunity
    wanted = (
        select(line.opportunity, line.what, line.step, line.on)
        .join(offer, offer.id == line.opportunity)
        .where(line.deleted.is_(False), offer.deleted.is_(False), line.done_on.is_(None), line.on <= last)
        .where(offer.stage.is_(None) | offer.stage.not_in(ENDED))
        .order_by(line.on, line.rid)
    )
    with store.session() as session:
        return [
            {
                "opportunity": row["opportunity"],
                "what": own_title(line, row),
                "on": row["on"],
                "over": row["on"] < today(),
            }
            for row in session.execute(wanted).mappings()
        ]
