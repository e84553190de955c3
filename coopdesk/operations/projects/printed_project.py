"""What the papers of a project are made of beside the project with its lists."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.i18n import LANGUAGES, Language, using
from coopdesk.operations import rights
from coopdesk.operations.projects import money, printed_indicators
from coopdesk.operations.reach import Reader
from coopdesk.periods import span
from coopdesk.records.progress_report import SENT, ProgressReport
from coopdesk.records.project_money import MoneyFigures
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.project_source import ProjectSource


@rights.needs(rights.READER)
def frame(store: Store, source: Any, by: str, who: Reader) -> "ProjectSource":
    """Return what the logical framework is made of."""
    from coopdesk.documents.project_source import ProjectSource

    kept = {"results": source.lists.get("results") or [], "risks": source.lists.get("risks") or []}
    with store.session() as session:
        told = printed_indicators.told(store, session, source.record.id, who)
    around = {one.name: getattr(source, one.name) for one in fields(source)}
    return ProjectSource(**(around | told | {"lists": kept}))


@rights.needs(rights.READER)
def sheet(store: Store, source: Any, by: str, who: Reader) -> "ProjectSource":
    """Return what the sheet of a project is made of."""
    from coopdesk.documents.project_source import ProjectSource

    project = source.record
    figures: dict[Language, MoneyFigures] = {}
    for lang in LANGUAGES:
        with using(lang):
            figures[lang] = money.of_project(store, project.id, who=who)
    with store.session() as session:
        told = printed_indicators.told(store, session, project.id, who)
        told["related"] |= {"files": source.related.get("files") or [], "progress_reports": _last(session, project.id)}
    lists = dict(source.lists)
    codes = {one.country for one in lists.get("project_countries") or ()}
    told["related"]["fragile"] = [one for code, one in source.countries.items() if code in codes and one.fragility]
    for name, day in (("transactions", "on"), ("milestones", "due"), ("budgets", "starts")):
        lists[name] = sorted(lists.get(name) or (), key=lambda one: getattr(one, day) or "")
    around = {one.name: getattr(source, one.name) for one in fields(source)}
    return ProjectSource(**(around | told | {"lists": lists, "money": figures}))


def _last(session: Session, project: str) -> list[ProgressReport]:
    """Return the last progress report of a project that was sent."""
    wanted = select(ProgressReport).where(
        ProgressReport.project == project, ProgressReport.deleted.is_(False), ProgressReport.stage.in_(SENT),
        ProgressReport.period.is_not(None),
    )  # fmt: skip
    found = sorted(session.scalars(wanted), key=lambda one: span(one.period or "")[1])
    return found[-1:]
