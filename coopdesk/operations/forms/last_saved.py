"""What was answered last to a form, for a form that asks for it: ``${last-saved#city}`` spares typing the same again.

It is the response begun last at the desk of the one that is filled, to any version of the form, of those in which
anything is kept, which are no more secret than that one and of no anonymous survey: what stands in it goes where that
one goes.
"""

import copy
from dataclasses import replace

from lxml import etree
from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from coopdesk.forms import kept
from coopdesk.forms.filling import Filling
from coopdesk.forms.model import Form
from coopdesk.records import Answer, FormTemplate, Response, Survey
from coopdesk.records.base import DEGREES, rank

_INSTANCE = "__last-saved"


def with_last(session: Session, form: Form, desk: str | None, degree: str | None, but: str = "") -> Form:
    """Return a form with the answers that were given last, as far as it asks for them. ``desk``, ``degree``: of the
    response that is filled now, ``but`` its id."""
    if _INSTANCE not in form.external:
        return form
    answered = exists().where(Answer.response == Response.id, Answer.deleted.is_(False), Answer.value != "")
    wanted = select(Response.id).join(FormTemplate, FormTemplate.id == Response.form_template)
    nameless = select(Survey.id).where(Survey.anonymous.is_(True))
    mine = (
        or_(Response.survey.is_(None), Response.survey.not_in(nameless)),
        FormTemplate.form_id == form.id, Response.deleted.is_(False), Response.id != but, answered,
        Response.created_desk == desk, Response.classification.in_(DEGREES[: rank(degree) + 1]),
    )  # fmt: skip
    id = session.scalars(wanted.where(*mine).order_by(Response.created_at.desc(), Response.id.desc()).limit(1)).first()
    if id is None:
        return form
    lines = session.scalars(select(Answer).where(Answer.response == id, Answer.deleted.is_(False)))
    filling = Filling(form)
    kept.restore(filling, {(one.question, one.entry or ""): one.value for one in lines if one.question and one.value})
    held = etree.Element("instance")
    held.append(copy.deepcopy(filling.root))
    return replace(form, instances={**form.instances, _INSTANCE: held})
