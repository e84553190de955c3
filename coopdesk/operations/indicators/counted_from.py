"""From which records the values of indicators come, each with its degree: a number tells of each of them, if little."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, and_, select

from coopdesk.operations import reach, rights
from coopdesk.operations.indicators.actuals import operands
from coopdesk.operations.indicators.counted import form_ids
from coopdesk.operations.reach import Reader
from coopdesk.records import FormTemplate, Response
from coopdesk.records.base import Record, table_of
from coopdesk.records.engagement import Attendee, Engagement
from coopdesk.records.indicator import Indicator, IndicatorValue, Target
from coopdesk.records.project import Project, ProjectCountry, ProjectSector, Transaction
from coopdesk.records.response import COUNTED
from coopdesk.store.conditions import these
from coopdesk.store.home import Store

_LINES = (Transaction, ProjectCountry, ProjectSector)
"""What of a project is counted where transactions are, and divides them."""


@rights.needs(rights.READER)
def degrees_of(store: Store, ids: Iterable[str], who: Reader) -> dict[str, str | None]:
    """Return the degree of each record from which these indicators have their values, as far as a reader may see it, by
    its id; the indicators among them."""
    with store.reading() as connection:
        rows = _all_below(connection, set(ids))
        read: dict[str, str | None] = {id: row["classification"] for id, row in rows.items()}
        for table, condition in _sources(connection, rows):
            wanted = select(table.c.id, table.c.classification).where(table.c.deleted.is_(False), condition)
            read |= {row[0]: row[1] for row in connection.execute(wanted)}
        seen = reach.seen_by(store, connection, who, list(read))
    return {id: degree for id, degree in read.items() if id in seen}


def _all_below(connection: Connection, ids: set[str]) -> dict[str, Mapping[str, Any]]:
    """Return the indicators and those from which they are computed."""
    table, rows = table_of(Indicator), dict[str, Mapping[str, Any]]()
    while ids:
        here = table.c.id.in_(these(ids)), table.c.deleted.is_(False)
        new = {row["id"]: dict(row) for row in connection.execute(select(table).where(*here)).mappings()}
        rows |= new
        ids = {id for row in new.values() for id in operands(row) if id not in rows} - {""}
    return rows


def _sources(connection: Connection, rows: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[Any, Any]]:
    """Yield the tables of other records that are counted, each with the condition of being counted."""
    value, project, event = table_of(IndicatorValue), table_of(Project), table_of(Engagement)
    yield value, value.c.indicator.in_(these(rows))
    yield _line(Target, "indicator", these(rows))
    by_method = {method: [row for row in rows.values() if row["method"] == method]
                 for method in ("transactions", "engagements", "survey")}  # fmt: skip
    for method, table, column in (("transactions", project, project.c.id), ("engagements", event, event.c.project)):
        named = [row["project"] for row in by_method[method]]
        if named:
            of = column.in_(these(named)) if all(named) else table.c.id.is_not(None)
            yield table, of
            owned = (Attendee,) if method == "engagements" else _LINES
            yield from (_line(cls, cls.__owner__ or "", select(table.c.id).where(of)) for cls in owned)
    forms = form_ids(connection, {row["form"] for row in by_method["survey"] if row["form"]})
    if forms:
        response, form = table_of(Response), table_of(FormTemplate)
        versions = select(form.c.id).where(form.c.form_id.in_(these(forms.values())))
        yield response, response.c.form_template.in_(versions) & response.c.stage.in_(COUNTED)


def _line(cls: type[Record], of: str, among_these: Any) -> tuple[Any, Any]:
    """Return the table of a list, with the condition that a line belongs to some records and has a degree of its
    own."""
    table = table_of(cls)
    return table, and_(table.c[of].in_(among_these), table.c.classification.is_not(None))
