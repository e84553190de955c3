"""Where projects stand beside one another: their milestones with the days by which each is late, what the last report
says of them, how many reports are owed, whether the Ministry objects. As rows, and as a table for other programs."""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from coopdesk import periods
from coopdesk.calendars import today
from coopdesk.fields import Choice
from coopdesk.fields.measures import plainly
from coopdesk.i18n import N_, Text, tr
from coopdesk.interchange.tables.writing import Column, Figure, dated
from coopdesk.operations import degrees, leaving, listing, reach, rights, table_files
from coopdesk.operations.projects import progress
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.table_export import bare
from coopdesk.operations.titles import titles_in
from coopdesk.records.progress_report import LIGHT, SENT, ProgressReport
from coopdesk.records.project import Milestone, Project
from coopdesk.records.project_choices import NO_OBJECTION, PROJECT_STATUS
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

_PORTFOLIO = N_("Portfolio of projects")
HEADS: tuple[tuple[Text, float], ...] = (
    (N_("Project", "field"), 44.0), (N_("Milestone", "in English"), 40.0), (N_("Days late"), 11.0),
    (N_("Due"), 12.0), (N_("Reached on"), 12.0), (N_("Responsible entity"), 30.0), (N_("How it goes"), 18.0),
    (N_("Done in per cent"), 11.0), (N_("Reports owed"), 11.0), (N_("Status", "project"), 18.0),
    (N_("No-objection"), 18.0),
)  # fmt: skip
"""What stands above the columns of the table, each with its width in characters."""


class Point(NamedTuple):
    """A milestone. ``late``: days after its day on which it was reached, or until today where it was not; fewer than
    none where it was reached before, or is to come; None where its day is not known."""

    id: str
    title: str
    due: str | None
    reached_on: str | None
    late: int | None
    who: str

    @property
    def is_late(self) -> bool:
        """Whether it is not reached though its day is over."""
        return self.reached_on is None and self.late is not None and self.late > 0


class Standing(NamedTuple):
    """A project. ``light``, ``per_cent`` (millionths), ``period``: of its last report that was sent (``report``);
    ``owed``: how many reports are owed; ``points``: its milestones, what is late first."""

    id: str
    title: str
    status: str | None
    stage: str | None
    light: str | None
    per_cent: int | None
    period: str | None
    owed: int
    points: tuple[Point, ...]
    report: str | None = None

    @property
    def late(self) -> int:
        """By how many days what is most late is late; 0 for nothing."""
        return max((one.late for one in self.points if one.is_late and one.late is not None), default=0)


@rights.needs(rights.READER)
def portfolio(store: Store, found: listing.Listing, who: Reader = ANYBODY, *, late: bool = False) -> list[Standing]:
    """Return how the projects of a list stand, as far as a reader may see them, the latest first; with ``late``: only
    those of which a milestone is late."""
    chosen = these(reach.narrowed(store, found, who).numbers)
    owed = Counter(one.project for one in progress.owed(store, who))
    with store.session() as session:
        projects = session.scalars(select(Project).where(Project.rid.in_(chosen), Project.deleted.is_(False))).all()
        mine = select(Project.id).where(Project.rid.in_(chosen))
        points, reports = _points(store, session, mine, who), _last_reports(store, session, mine, who)
        named = titles_in(session, [one.id for one in projects])
    made = []
    for one in projects:
        last = reports.get(one.id)
        light, per_cent, period = (last.light, last.per_cent, last.period) if last is not None else (None, None, None)
        made.append(
            Standing(one.id, named[one.id], one.status, one.stage, light, per_cent, period, owed[one.id],
                     tuple(points.get(one.id, ())), last.id if last is not None else None)
        )  # fmt: skip
    return sorted((one for one in made if one.late or not late), key=lambda one: (-one.late, one.title))


def plain(one: Standing) -> dict[str, Any]:
    """Return how a project stands as plain values."""
    return {
        "id": one.id, "title": one.title, "status": one.status, "stage": one.stage, "light": one.light,
        "per_cent": None if one.per_cent is None else plainly(one.per_cent), "period": one.period, "owed": one.owed,
        "late": one.late, "milestones": [point._asdict() for point in one.points],
    }  # fmt: skip


@rights.needs(rights.READER)
def milestones(store: Store, project: str) -> list[Point]:
    """Return the milestones of a project, what is late first."""
    with store.session() as session:
        return _points(store, session, select(Project.id).where(Project.id == project), ANYBODY).get(project, [])


@rights.needs(rights.READER)
def export(store: Store, found: listing.Listing, out: Path, who: Reader = ANYBODY, *, late: bool = False) -> int:
    """Write the portfolio as a table, a row a milestone, to a workbook or to CSV as the name of the file says; returns
    how many rows it has. It passes the gate. Raises ``CannotWrite``."""
    standings = portfolio(store, found, who, late=late)
    rows = [_cells(one, point) for one in standings for point in one.points or (None,)]
    with store.reading() as connection:
        told = [id for one in standings for id in (one.id, one.report, *(point.id for point in one.points)) if id]
        items = degrees.degrees_of(connection, told)
    leaving.let_out(
        store, leaving.Parcel(leaving.EXPORTED, "project", items, records=len(standings), receiver=who.word)
    )
    columns = [Column("", bare(tr(text)), width) for text, width in HEADS]
    table_files.write_columns(out, tr(_PORTFOLIO), columns, rows)
    return len(rows)


def _points(store: Store, session: Session, projects: Select[Any], who: Reader) -> dict[str, list[Point]]:
    wanted = select(Milestone).where(Milestone.project.in_(projects), Milestone.deleted.is_(False))
    rows = session.scalars(wanted.order_by(Milestone.position, Milestone.rid)).all()
    ids = list(dict.fromkeys(id for one in rows for id in (one.id, one.responsible) if id))
    seen = reach.seen_by(store, session.connection(), who, ids)
    rows = [one for one in rows if one.id in seen]
    named = titles_in(session, sorted(seen))
    now = date.fromisoformat(today())
    found: dict[str, list[Point]] = defaultdict(list)
    for one in rows:
        found[one.project or ""].append(
            Point(one.id, named[one.id], one.due, one.reached_on, periods.late_by(one.due, one.reached_on, now),
                  named.get(one.responsible or "", ""))
        )  # fmt: skip
    for points in found.values():
        points.sort(key=lambda one: (not one.is_late, one.due or "9999"))
    return found


def _last_reports(
    store: Store, session: Session, projects: Select[Any], who: Reader
) -> dict[str, ProgressReport]:  # fmt: skip
    wanted = select(ProgressReport).where(
        ProgressReport.project.in_(projects), ProgressReport.deleted.is_(False), ProgressReport.stage.in_(SENT),
        ProgressReport.period.is_not(None),
    )  # fmt: skip
    found: dict[str, ProgressReport] = {}
    sent = session.scalars(wanted.order_by(ProgressReport.rid)).all()
    seen = reach.seen_by(store, session.connection(), who, [one.id for one in sent])
    for one in sent:
        if one.id not in seen:
            continue
        before = found.get(one.project or "")
        if before is None or periods.span(before.period or "")[1] <= periods.span(one.period or "")[1]:
            found[one.project or ""] = one
    return found


def _cells(one: Standing, point: Point | None) -> list[str]:
    per_cent = Figure(plainly(one.per_cent)) if one.per_cent is not None else ""
    light, status, stage = (
        Choice(options).show(token)
        for options, token in ((LIGHT, one.light), (PROJECT_STATUS, one.status), (NO_OBJECTION, one.stage))
    )
    told = [light, per_cent, Figure(one.owed), status, stage]
    if point is None:
        return [one.title, "", "", "", "", "", *told]
    late = Figure(point.late) if point.late is not None else ""
    return [one.title, point.title, late, dated(point.due or ""), dated(point.reached_on or ""), point.who, *told]
