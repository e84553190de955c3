"""What the report of an evaluation on paper is made of: the evaluation, its evidence and actions as far as its reader
may see them, and what these are called in both languages."""

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.i18n import LANGUAGES, using
from coopdesk.operations import rights
from coopdesk.operations.evaluations.responding import state_of
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY, Action, Record
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD

if TYPE_CHECKING:
    from coopdesk.documents.evaluation_report import EvaluationSource


@rights.needs(rights.READER)
def source(store: Store, session: Session, found: Any) -> "EvaluationSource":
    """Return what the report is made of; the evidence and the actions are related records, so that they are left out
    for a reader as such."""
    from coopdesk.documents.evaluation_report import ACTIONS, EVIDENCE, EvaluationSource

    named = [one.record for one in found.lists["evidence"] if one.record]
    made = [id for one in found.lists["management_responses"] for id in one.actions or ()]
    evidence, actions = _records(session, named), _records(session, made)
    owners = [one.owner for one in actions if isinstance(one, Action) and one.owner]
    subject = [found.record.subject] if found.record.subject else []
    titles = {}
    for lang in LANGUAGES:
        with using(lang):
            titles[lang] = titles_in(session, list(dict.fromkeys([*named, *made, *owners, *subject])))
    around = {one.name: getattr(found, one.name) for one in fields(found)}
    around["related"] = {**found.related, EVIDENCE: evidence, ACTIONS: actions}
    return EvaluationSource(
        **around, titles=titles, here=frozenset(one.id for one in (*evidence, *actions)),
        states={one.id: state_of(one.status, one.due) for one in actions if isinstance(one, Action)},
    )  # fmt: skip


def _records(session: Session, ids: list[str]) -> list[Record]:
    """Return the records that are here and not deleted, in the order of their ids."""
    found: dict[str, Record] = {}
    rows = session.execute(select(RECORD.c.id, RECORD.c.entity).where(RECORD.c.id.in_(ids))).all()
    for entity in {row.entity for row in rows if row.entity in BY_ENTITY}:
        cls = BY_ENTITY[entity]
        of = [row.id for row in rows if row.entity == entity]
        found |= {one.id: one for one in session.scalars(select(cls).where(cls.id.in_(of), cls.deleted.is_(False)))}
    return [found[one] for one in dict.fromkeys(ids) if one in found]
