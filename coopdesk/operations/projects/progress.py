"""Who owes which progress report: of each project that runs and owes reports, the periods that are over and of which
none was sent. It is due so many working days after the end of the period as the Ministry's settings say."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk import periods
from coopdesk.calendars import today
from coopdesk.operations import dues, reach, rights
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.titles import titles_in
from coopdesk.operations.working_days import after, between, rest_here
from coopdesk.records import MinistrySettings
from coopdesk.records.progress_report import SENT, ProgressReport
from coopdesk.records.project import Project
from coopdesk.store.home import Store

_DAYS = 15
"""How many working days there are where the Ministry has not said."""
_MOST = 8
"""Of how many periods of a project the report is asked, the last ones: what is older nobody writes any more."""
_LENGTHS = {"quarterly": "quarter", "half_yearly": "half_year", "yearly": "year"}
_RUNS = ("implementation", "finalisation")


class OwedReport(NamedTuple):
    """``who``: the entity that reports, empty where nobody is named; ``report``: what was begun of it here, and its
    ``stage``; ``left``: working days until it is due, fewer than none when it is over; ``desk``: where the project was
    entered."""

    project: str
    title: str
    period: str
    who: str
    due: str
    left: int
    report: str | None
    stage: str | None
    desk: str | None

    @property
    def told(self) -> str:
        """What is left, in the present language."""
        return dues.time_left(self.left, self.due)


@rights.needs(rights.READER)
def owed(store: Store, who: Reader = ANYBODY) -> list[OwedReport]:
    """Return the progress reports that are owed of the projects that a reader may see, the oldest first."""
    rest, now = rest_here(store), today()
    with store.session() as session:
        given = session.scalars(select(MinistrySettings.progress_days).where(MinistrySettings.deleted.is_(False)))
        days = given.first() or _DAYS
        wanted = select(Project).where(
            Project.deleted.is_(False), Project.status.in_(_RUNS), Project.reports.in_(_LENGTHS)
        )
        running = session.scalars(wanted).all()
        seen = reach.seen_by(store, session.connection(), who, [one.id for one in running])
        running = [one for one in running if one.id in seen]
        written = _written(session, running)
        named = titles_in(session, [one.id for one in running])
        bodies = sorted({one.reporting for one in running if one.reporting})
        named |= titles_in(session, sorted(reach.seen_by(store, session.connection(), who, bodies)))
    found, days_of_period = [], {}
    for one in running:
        for period in _over(one, now):
            if period not in days_of_period:
                due = after(periods.span(period)[1].isoformat(), days, rest)
                days_of_period[period] = (due, between(now, due, rest))
            report, stage = written.get((one.id, period), (None, None))
            if stage in SENT:
                continue
            found.append(
                OwedReport(one.id, named[one.id], period, named.get(one.reporting or "", ""), *days_of_period[period],
                           report, stage, one.created_desk)
            )  # fmt: skip
    return sorted(found, key=lambda one: (one.due, one.title, one.period))


@rights.needs(rights.READER)
def owed_of(store: Store, id: str) -> list[OwedReport]:
    """Return the progress reports that are owed of one project, the oldest first."""
    return [one for one in owed(store) if one.project == id]


def _over(project: Project, now: str) -> Sequence[str]:
    """Return the last periods of a project that are over, as it began, or was to, and until it ended."""
    starts = project.actual_start or project.planned_start
    if starts is None:
        return ()
    length = _LENGTHS[project.reports or ""]
    current = periods.holding(date.fromisoformat(now), length)
    first = max(periods.holding(periods.days_of(starts)[0], length), periods.following(current, -_MOST))
    last = periods.following(current, -1)
    if project.actual_end is not None:
        last = min(last, periods.holding(periods.days_of(project.actual_end)[1], length))
    return periods.between(first, last)


def _written(session: Session, running: Sequence[Project]) -> dict[tuple[str, str], tuple[str, str | None]]:
    """Return the report of each project and period that is furthest, with its stage."""
    found: dict[tuple[str, str], tuple[str, str | None]] = {}
    ids = {one.id for one in running}
    report = ProgressReport
    wanted = select(report.id, report.project, report.period, report.stage).where(report.deleted.is_(False))
    for id, project, period, stage in session.execute(wanted.order_by(report.rid)):
        if project in ids and period and found.get((project, period), ("", None))[1] not in SENT:
            found[project, period] = (id, stage)
    return found
