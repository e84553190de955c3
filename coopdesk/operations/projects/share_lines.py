"""By which countries and sectors projects are divided, as their lines say it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from coopdesk.operations.projects.shares import weights
from coopdesk.records.base import Record, table_of
from coopdesk.records.project import ProjectCountry, ProjectSector

OF_SHARES: Mapping[str, type[Record]] = {"country": ProjectCountry, "sector": ProjectSector}
"""The lines of a project that say by which shares it is divided into parts of a name."""
Shares = Mapping[str, Mapping[str | None, int]]
"""By project, the weight of each of its parts; under None of what no line names."""


def shares_of(
    connection: Connection, name: str, of: Callable[[ColumnElement[Any]], ColumnElement[bool]],
    seen: Callable[[Sequence[str]], Collection[str]], key: Callable[[Any, str], ColumnElement[Any]] | None = None,
) -> Shares:  # fmt: skip
    """Return the weights of the countries or sectors of each project that says any. ``of``: the condition on which
    projects; ``seen``: of lines, by their ids, those that count; ``key``: by what of the country or sector."""
    table = table_of(OF_SHARES[name])
    part = key(table, name) if key is not None else table.c[name]
    wanted = select(table.c.id, table.c.project, part, table.c.share).where(
        of(table.c.project), table.c.deleted.is_(False)
    )
    lines = connection.execute(wanted.order_by(table.c.rid)).all()
    known = seen([line[0] for line in lines])
    said: dict[str, list[tuple[str | None, int | None]]] = defaultdict(list)
    for id, project, at, share in lines:
        if id in known:
            said[project].append((at, share))
    return {project: weights(several) for project, several in said.items()}
