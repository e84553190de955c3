"""Planning an evaluation: of which records there is one, and beginning it with the questions of the six criteria."""

from collections.abc import Mapping
from typing import Any

from coopdesk.errors import NotFound, Refused
from coopdesk.i18n import LANGUAGES, N_, tr, using
from coopdesk.operations import record, rights
from coopdesk.operations.evaluations import questions
from coopdesk.operations.record_types import View, record_type
from coopdesk.operations.table_export import bare
from coopdesk.operations.titles import title
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import highest
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD

SUBJECTS = ("project", "engagement", "organization", "membership", "award", "conference")
"""The types of which there are evaluations: a project, a training or a meeting, a partnership."""
_TITLE = N_("Evaluation of {subject}")
_NOT_OF = N_("There are no evaluations of the type “{type}”.")
_NO_RECORD = N_("There is no record “{id}” at this desk.")
_LONGEST = 200


@rights.needs(rights.OFFICER)
def begin(store: Store, subject: str, values: Mapping[str, Any] | None = None) -> View:
    """Begin the evaluation of a record, with the standard questions; ``values``: of its fields. It is for whom its
    subject is, never public and no less secret. Of what tells of a person it is called as the opportunity is. Raises
    ``NotFound``, ``Refused``."""
    type = _type_of(store, subject)
    if type not in SUBJECTS:
        raise Refused(_NOT_OF, type=record_type(type).__label__)
    view = record.show(store, type, subject)
    called = view.get("opportunity") or subject if record_type(type).__personal__ else subject
    named: View = {}
    for lang in LANGUAGES:
        with using(lang):
            named[f"title_{lang}"] = bare(tr(_TITLE, subject=title(store, called)[:_LONGEST]))
    given = {
        **named, "subject": view["id"], "classification": highest([view["classification"]], "internal"),
        "audience": "ministry" if view["audience"] == "all" else view["audience"], **(values or {}),
    }  # fmt: skip
    return record.save(store, "evaluation", {**given, "evaluation_questions": questions.standard()})


def _type_of(store: Store, id: str) -> str:
    with store.reading() as connection:
        entity = connection.execute(RECORD.select().where(RECORD.c.id == id)).first()
    if entity is None or entity.entity not in BY_ENTITY:
        raise NotFound(_NO_RECORD, id=id[:60])
    return str(BY_ENTITY[entity.entity].__tablename__)
