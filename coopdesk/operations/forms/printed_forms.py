"""What the papers of forms are made of beside the record: the form itself, and what was answered."""

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from coopdesk.calendars import gregorian
from coopdesk.forms import kept, paper, scoring, values
from coopdesk.forms.filling import Filling
from coopdesk.forms.model import Group, Question
from coopdesk.i18n import LANGUAGES, N_, Language, digits, isolate, ltr, tr, using
from coopdesk.operations import reach, rights
from coopdesk.operations.forms import responses, templates
from coopdesk.operations.reach import Reader
from coopdesk.records import Answer, FormChoice, FormQuestion, plural_of
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.form_words import FilledSource, FormSource, Told
    from coopdesk.documents.source import Source

_AGREED = N_("Yes", "on a form")
_YES = ("yes", "true", "1", "نعم")


@rights.needs(rights.READER)
def of_template(store: Store, session: Session, source: "Source") -> "FormSource":
    """Add the form of a template, as it stands or is typed. Raises ``Refused`` where it cannot be used."""
    from coopdesk.documents.form_words import FormSource

    record: Any = source.record
    lists = source.lists
    loaded = templates.from_records(
        record, lists.get(plural_of(FormQuestion)) or (), lists.get(plural_of(FormChoice)) or ()
    )
    return FormSource(**_known(source), form=loaded.form, called=_called(loaded), signed=_is_signed(record))


@rights.needs(rights.READER)
def of_response(store: Store, source: "Source", by: str, who: Reader) -> "FilledSource":
    """Add what was asked and answered, in each language, as far as a reader may see it. Raises ``Refused`` where the
    form is not at this desk."""
    from coopdesk.documents.form_words import FilledSource

    record: Any = source.record
    lines = source.lists.get(plural_of(Answer)) or []
    with store.session() as session:
        loaded = responses.template_of(session, record.form_template)
        if not who.sees_all:
            seen = reach.seen_by(store, session.connection(), who, [one.id for one in lines])
            lines = [one for one in lines if one.id in seen]
    given = {(one.question, one.entry or ""): one.value for one in lines if one.question and one.value}
    told, reached = {}, None
    for lang in LANGUAGES:
        with using(lang):
            filling = responses.new_filling(loaded, lang)
            kept.restore(filling, given)
            told[lang] = tuple(_told(filling))
            reached = scoring.score(filling, loaded.scoring) if loaded.scoring else None
    return FilledSource(**_known(source), form=loaded.form, called=_called(loaded), told=told, score=reached)


def _told(filling: Filling) -> "Iterator[Told]":
    """Yield what is asked now, as a person reads it."""
    from coopdesk.documents.form_words import Told

    wrong = {one.key: one.words or tr(one.text) for one in filling.faults()}
    for key, one in filling.questions():
        if isinstance(one, Group):
            place = key.rpartition("[")[2].rstrip("]") if one.repeat else ""
            label = " – ".join(filter(None, (filling.label(key), digits(place))))
            if filling.label(key) or place:
                yield Told("entry" if one.repeat else "group", one.path, label)
        elif paper.kind_of(filling.form, one) != "note" and not one.appearance & {"label", "hidden"}:
            label = filling.label(key) or one.path[-1]
            yield Told("question", one.path, label, _answer(filling, key, one), wrong.get(key, ""))


def _answer(filling: Filling, key: str, question: Question) -> str:
    """Return an answer in words."""
    told = filling.value(key)
    if not told:
        return ""
    if question.control in ("select1", "select", "rank"):
        names = {one.value: one.label for one in filling.choices(key)}
        parts = [told] if question.control == "select1" else told.split()
        joint = N_(", ", "between items of a list")
        return tr(joint).join(isolate(names.get(one) or one) for one in parts)
    if question.control == "trigger":
        return tr(_AGREED)
    bind = filling.form.binds.get(question.path)
    type = bind.type if bind is not None else "string"
    if type in ("date", "dateTime") and (day := told[:10]) and values.day(day) is not None:
        return " ".join(filter(None, (gregorian(day), ltr(told[11:16]))))
    if type in ("int", "integer", "decimal", "time", "geopoint"):
        return ltr(digits(told))
    return told


def _known(source: "Source") -> dict[str, Any]:
    return {one.name: getattr(source, one.name) for one in fields(source)}


def _called(loaded: templates.Template) -> dict[Language, str]:
    return {lang: responses.language_of_form(loaded, lang) for lang in LANGUAGES}


def _is_signed(template: Any) -> bool:
    """Tell whether a form asks for a signature at its end: ``signature`` among its settings."""
    try:
        more = json.loads(template.more or "{}")["settings"]["signature"]
    except (ValueError, KeyError, TypeError):
        return False
    return str(more).strip().lower() in _YES
