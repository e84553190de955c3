"""What a progress report on paper is made of beside the report: of its project the milestones, the money of the period
and how its indicators stand in it."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from coopdesk.operations import owned_lines, printed_record, rights
from coopdesk.operations.projects import printed_indicators
from coopdesk.operations.reach import Reader
from coopdesk.periods import days_of, following, lies_in, span
from coopdesk.records import Record
from coopdesk.records.project import Milestone, Transaction
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.project_source import ProjectSource


@rights.needs(rights.READER)
def source(store: Store, source: Any, by: str, who: Reader) -> "ProjectSource":
    """Return what the document of a progress report is made of."""
    from coopdesk.documents.project_source import ProjectSource

    report = source.record
    related: dict[str, list[Record]] = dict(source.related)
    linked = dict(source.linked)
    told: dict[str, Any] = {}
    project = linked.get(report.project or "")
    if project is not None and report.period:
        related["project"] = [project]
        with store.session() as session:
            related["milestones"] = _near(owned_lines.lines_in(session, Milestone, project.id), report.period)
            related["transactions"] = _within(owned_lines.lines_in(session, Transaction, project.id), report.period)
            told = printed_indicators.told(store, session, project.id, who, report.period)
            related |= told.pop("related")
            loaded = [one for name in ("milestones", "transactions") for one in related[name]]
            linked |= printed_record.linked_with(session, loaded)
    around = {one.name: getattr(source, one.name) for one in fields(source)}
    return ProjectSource(**(around | told | {"related": related, "linked": linked}))


def _near(lines: list[Milestone], period: str) -> list[Record]:
    """Return the milestones that were reached in a period, or are not reached and due until the end of the next."""
    first, after = span(period)[0], span(following(period))[1]
    near = [
        one for one in lines
        if (days_of(one.reached_on)[1] >= first if one.reached_on else one.due and days_of(one.due)[0] <= after)
    ]  # fmt: skip
    return [*sorted(near, key=lambda one: one.due or "")]


def _within(lines: list[Transaction], period: str) -> list[Record]:
    return [one for one in sorted(lines, key=lambda one: one.on or "") if one.on and lies_in(one.on, period)]
