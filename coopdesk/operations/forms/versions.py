"""The versions of a form whose responses are told of together.

A form changes while it is used, and what was answered to the version before is not lost for that: a question is counted
with the one of another version that has its path, is of its kind and offers the same choices. Of the others it is told
that they stand apart.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, not_, select

from coopdesk.forms.results import Apart, Item
from coopdesk.operations.forms.items import items_of
from coopdesk.records import FormTemplate
from coopdesk.records.base import table_of

Differing = Mapping[str, Sequence[Item]]
"""The questions of other versions that are not counted, by version."""
NOTHING: Differing = {}


def of_form(connection: Connection, template: str) -> tuple[str, ...]:
    """Return a version of a form and the others, the newest first."""
    form = table_of(FormTemplate)
    same = select(form.c.form_id).where(form.c.id == template).scalar_subquery()
    wanted = select(form.c.id).where(form.c.form_id == same, form.c.id != template, form.c.deleted.is_(False))
    return (template, *connection.execute(wanted.order_by(form.c.created_at.desc(), form.c.rid.desc())).scalars())


def all_items(connection: Connection, ids: Sequence[str]) -> list[Item]:
    """Return the questions of versions of a form, also what they note in silence: those of the first, and those of the
    others at whose paths it asks nothing."""
    found: dict[str, Item] = {}
    for id in ids:
        for one in items_of(connection, id, silent=True):
            found.setdefault(one.path, one)
    return list(found.values())


def differing(connection: Connection, items: Sequence[Item], others: Sequence[str]) -> Differing:
    """Return the questions of other versions that ask something else than the questions of this one."""
    mine = {one.path: _asks(one) for one in items}
    found = {id: [one for one in items_of(connection, id) if mine.get(one.path) != _asks(one)] for id in others}
    return {id: questions for id, questions in found.items() if questions}


def alike(version: ColumnElement[Any], question: ColumnElement[Any], apart: Differing) -> list[ColumnElement[bool]]:
    """Return the conditions under which an answer is counted."""
    return [not_(and_(version == id, question.in_([one.path for one in questions]))) for id, questions in apart.items()]


def told(connection: Connection, apart: Differing) -> tuple[Apart, ...]:
    """Return what stands apart, by version."""
    form = table_of(FormTemplate)
    named = select(form.c.id, form.c.version).where(form.c.id.in_(list(apart)))
    called = {row.id: row.version or "1" for row in connection.execute(named)}
    return tuple(Apart(called[id], tuple(one.label for one in questions)) for id, questions in apart.items())


def _asks(item: Item) -> tuple[Any, ...]:
    return item.kind, item.repeat, item.ends, frozenset(one.value for one in item.options)
