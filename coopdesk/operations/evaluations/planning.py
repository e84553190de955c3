"""Planning an evaluation: of which records there is one, and beginning it with the questions of the six criteria."""

from collections.abc import Mapping
from typing import Any

from coopdesk.errors import NotFound, Refused
from coopdesk.i18n import LANGUAGES, N_, isolate, tr, using
from coopdesk.operations import desks, record, rights
from coopdesk.operations.evaluations import questions
from coopdesk.operations.record_types import View, record_type
from coopdesk.operations.table_export import bare
from coopdesk.operations.titles import title
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import highest
from coopdesk.store.home import Store
from coopdesk.store.tables import RECORD
from coopdesk.sync import trust
from coopdesk.sync.audiences import ALL, MINISTRY, feed_audience, members

SUBJECTS = ("project", "engagement", "organization", "membership", "award", "conference")
"""The types of which there are evaluations: a project, a training or a meeting, a partnership."""
_TITLE = N_("Evaluation of {subject}")
_NOT_OF = N_("There are no evaluations of the type “{type}”.")
_NO_RECORD = N_("There is no record “{id}” at this desk.")
_UNREAD = N_("{desk} began what is evaluated, and does not read the evaluation until its audience is widened.")
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
        "audience": _begins_for(view), **(values or {}),
    }  # fmt: skip
    return record.save(store, "evaluation", {**given, "evaluation_questions": questions.standard()})


@rights.needs(rights.READER)
def unread(store: Store, subject: str, evaluation: Mapping[str, Any] | None = None) -> str:
    """Return a sentence on the desk that began what is evaluated, where it does not read the evaluation; empty where it
    does. ``evaluation``: as ``show`` gives it; None: one that is begun now."""
    try:
        view = record.show(store, _type_of(store, subject), subject)
    except NotFound:
        return ""
    began, known = view["created_desk"], trust.trusted(store)
    audience, origin = (
        (_begins_for(view), store.desk) if evaluation is None else (evaluation["audience"], evaluation["created_desk"])
    )
    feed = feed_audience(audience, origin)
    reads = feed == ALL or began in (feed or "").split("+") or (known and began in members(feed or "", known))
    if began in (None, store.desk) or reads:
        return ""
    return tr(_UNREAD, desk=isolate(desks.desk_names(store).get(began, began)))


def _begins_for(subject: Mapping[str, Any]) -> str:
    return str(MINISTRY if subject["audience"] == ALL else subject["audience"])


def _type_of(store: Store, id: str) -> str:
    with store.reading() as connection:
        entity = connection.execute(RECORD.select().where(RECORD.c.id == id)).first()
    if entity is None or entity.entity not in BY_ENTITY:
        raise NotFound(_NO_RECORD, id=id[:60])
    return str(BY_ENTITY[entity.entity].__tablename__)
