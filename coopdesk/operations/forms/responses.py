"""Responses: begun, filled, saved answer by answer, checked, scored.

What is saved is what changed since the response was opened, each answer for itself: two people who fill different parts
of one response at two desks lose nothing, and of one answer that both gave the two values are shown to be decided on.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.calendars import today
from coopdesk.errors import CoopDeskError, InvalidValue, Refused
from coopdesk.forms import kept, scoring
from coopdesk.forms.filling import Fault, Filling
from coopdesk.forms.scoring import Score
from coopdesk.i18n import N_, P_, language, tr
from coopdesk.operations import alike, ceilings, degrees, record, rights, seen as tokens
from coopdesk.operations.forms import last_saved, templates
from coopdesk.operations.forms.templates import Template
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles_in
from coopdesk.records import Answer, FormTemplate, Response, Survey
from coopdesk.records.base import highest
from coopdesk.store import placing
from coopdesk.store.home import Store
from coopdesk.store.writing import Writing

_NOT_VALID = P_(
    "One answer is to be corrected first: {question}. {message}",
    "{n} answers are to be corrected first, such as: {question}. {message}",
)
_NOT_IN_USE = N_("The form “{title}” is not in use. Put it into use, or choose another one.")
_NAMELESS = N_(
    "This survey is anonymous, and the response would say whose it is. Go back, and empty “Answered by” and “On behalf "
    "of”."
)
_NO_TEMPLATE = N_("The form of this response is not at this desk. It comes with the next bundle, or was not sent here.")
_LANGUAGE_CODES = {"en": ("english", "(en", "إنجليز", "انجليز"), "ar": ("arabic", "(ar", "عرب")}


@dataclass
class Opened:
    """A response that is being filled: as it was read, its form, and the answers. ``seen``: what was on the screen;
    ``there``: the answers as this filling knows them to be kept; ``elsewhere``: others were given meanwhile."""

    view: View
    template: Template
    filling: Filling
    seen: str
    there: kept.Lines = field(default_factory=dict)
    elsewhere: bool = False


@rights.needs(rights.SECRETARY)
def begin(store: Store, template: str, values: Mapping[str, Any] | None = None) -> View:
    """Begin a response to a form that is in use; ``values``: of its fields. Raises ``NotFound``, ``Refused``."""
    return record.save(store, "response", _begun(store, template, values))


@rights.needs(rights.SECRETARY)
def make(store: Store, many: Iterable[tuple[Mapping[str, Any], Filling]]) -> list[str]:
    """Save responses, each as its fields and its answers, in one transaction: all of them, or none; returns their
    ids."""
    made = []
    with store.writing() as writing:
        for values, filling in many:
            made.append(record.save_in(writing, Response, values))
            write_answers(writing, made[-1], kept.lines(filling))
        ceilings.check(store, writing)
    return made


@rights.needs(rights.READER)
def cautions(store: Store, values: Mapping[str, Any]) -> list[str]:
    """Return what is to be asked before a response with these values is saved, in sentences."""
    named = values.get("respondent") or values.get("organization")
    with store.session() as session, suppress(CoopDeskError):  # what is wrong with a link is told when it is saved
        survey: Any = record.existing(session, Survey, str(values.get("survey"))) if named else None
        return [tr(_NAMELESS)] if survey is not None and survey.anonymous else []
    return []


def _begun(store: Store, template: str, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the fields of a new response to a form, which must be in use."""
    with store.session() as session:
        found: Any = record.existing(session, FormTemplate, template)
        if found.stage != "in_use" or found.deleted:
            raise Refused(_NOT_IN_USE, title=titles_in(session, [found.id])[found.id])
        known = starting(session, template, values)
    return {"answered_on": today(), "channel": "window", "language": language(), **known, **(values or {})}


def starting(session: Session, template: str, values: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the fields with which every response to a form begins: which form it is, and the degree that it has. That
    is what the form says, and no less than the degree of what ``values`` say it is about, and of its survey."""
    degree = session.scalars(select(FormTemplate.response_degree).where(FormTemplate.id == template)).first()
    used = degrees.rules_in(session.connection()).used
    told = [str(one) for name in ("subject", "survey") if (one := (values or {}).get(name))]
    held = [alike.least_degree(one) for _, one in degrees.degrees_of(session.connection(), told)]
    held += [degree] if degree in used else []
    return {"form_template": template} | ({"classification": highest(held)} if held else {})


@rights.needs(rights.READER)
def forms_in_use(store: Store, about: str = "") -> list[View]:
    """Return the forms that can be filled, by their titles; first those that are asked about records of a type."""
    with store.session() as session:
        wanted = select(FormTemplate).where(FormTemplate.stage == "in_use", FormTemplate.deleted.is_(False))
        found = [record.view_of(one, "") for one in session.scalars(wanted)]
    name = "title_ar" if language() == "ar" else "title_en"
    return sorted(found, key=lambda one: (about not in (one["about"] or ()), str(one[name] or one["form_id"] or "")))


@rights.needs(rights.READER)
def open_response(store: Store, id: str) -> Opened:
    """Return a response as it can be filled, its texts in the present language. Raises ``NotFound``, ``Refused``."""
    with store.session() as session:
        view = record.view_of(record.existing(session, Response, id), tokens.now(session))
        template, filling = _filled(session, view, language())
        there = answers_of(session, view["id"])
    return Opened(view, template, filling, view["_seen"], there)


def new_filling(template: Template, lang: str = "") -> Filling:
    """Return a form with no answer yet, in a language of the program as far as the form has it."""
    return Filling(template.form, language=language_of_form(template, lang or language()))


def language_of_form(template: Template, lang: str) -> str:
    """Return what the form calls a language of the program; empty for its own first language."""
    signs = _LANGUAGE_CODES.get(lang, ())
    names = template.form.languages
    return next((one for one in names if one == lang or any(sign in one.lower() for sign in signs)), "")


def introduction(template: Template, spoken: str) -> str:
    """Return what is said before the first question. ``spoken``: what the form calls the language in which it is read,
    empty where that has no name."""
    known = {language_of_form(template, lang): lang for lang in template.intro}
    lang = known.get(spoken, language()) if spoken else language()
    return template.intro.get(lang) or next(iter(template.intro.values()), "")


@rights.needs(rights.SECRETARY)
def save_answers(store: Store, opened: Opened, *, concurrent: bool = False, lines: kept.Lines | None = None) -> Opened:
    """Save what changed of the answers since the response was opened; returns it as it is now, with the same filling.

    What others answered meanwhile stays. ``lines``: the answers as they stood when this was asked for, where the
    filling may change while it is done. Raises ``ChangedSince`` where another gave one of these answers meanwhile,
    unless ``concurrent``.
    """
    id, before = opened.view["id"], opened.there
    wanted = kept.lines(opened.filling) if lines is None else lines
    changes = {place: wanted.get(place) for place in {**before, **wanted} if wanted.get(place) != before.get(place)}
    with store.writing() as writing:
        writing.concurrent = concurrent
        found = record.existing(writing.session, Response, id)
        if found.deleted:
            raise Refused(record.IS_DELETED)
        record.refuse_frozen(writing, found)
        _write(writing, found.id, changes, opened.seen)
    with store.session() as session:
        view = record.view_of(record.existing(session, Response, id), tokens.now(session))
        elsewhere = answers_of(session, id) != dict(wanted)
    seen = opened.seen if elsewhere else view["_seen"]
    return Opened(view, opened.template, opened.filling, seen, wanted, elsewhere)


@rights.needs(rights.SECRETARY)
def answer(
    store: Store, template: str, given: Mapping[str, Any], *, dry_run: bool = False,
    values: Mapping[str, Any] | None = None,
) -> View:  # fmt: skip
    """Put answers through a form: question names as keys, groups as objects, lists as lists.

    Returns the answers as they then stand, the names of what is asked, the faults, the score, and the id of the
    response; that is None where there are faults, or with ``dry_run``. Raises ``NotFound``, ``InvalidValue``.
    """
    id = templates.find(store, template)
    with store.session() as session:
        loaded = templates.load_in(session, id)
        usual = starting(session, id, values).get("classification", "internal")
        degree = (values or {}).get("classification") or usual
        loaded = replace(loaded, form=last_saved.with_last(session, loaded.form, store.desk, degree))
    filling = new_filling(loaded)
    filling.fill(given)
    told = result(loaded, filling)
    if told["errors"] or dry_run:
        return told
    [made] = make(store, [(_begun(store, id, values), filling)])
    return told | {"response": made}


def result(template: Template, filling: Filling) -> View:
    """Return what a filled form comes to, in plain values."""
    reached = scoring.score(filling, template.scoring) if template.scoring else None
    return {
        "values": filling.answers(),
        "relevant": list(dict.fromkeys(key.rpartition("/")[2].partition("[")[0] for key, _ in filling.questions())),
        "errors": [
            {"question": one.key.rpartition("/")[2], "rule": one.rule, "message": one.words or tr(one.text)}
            for one in filling.faults()
        ],
        "score": None
        if reached is None
        else {"total": reached.total, "by_criterion": dict(reached.by_criterion)},
        "response": None,
    }  # fmt: skip


@rights.needs(rights.READER)
def faults(store: Store, id: str) -> list[Fault]:
    """Return what is wrong with the answers of a response as they are kept. Raises ``NotFound``, ``Refused``."""
    return open_response(store, id).filling.faults()


@rights.needs(rights.READER)
def score(store: Store, id: str) -> Score | None:
    """Return the score of a response, None where its form counts none."""
    opened = open_response(store, id)
    return scoring.score(opened.filling, opened.template.scoring) if opened.template.scoring else None


def check_valid(session: Session, response: Any) -> None:
    """Refuse a step of a response whose answers are not all valid."""
    _, filling = _filled(session, record.view_of(response, ""), language())
    wrong = filling.faults()
    if wrong:
        first = wrong[0]
        raise InvalidValue(
            _NOT_VALID, "answers", n=len(wrong), question=filling.label(first.key) or first.key,
            message=first.words or tr(first.text),
        )  # fmt: skip


def answers_of(session: Session, response: str) -> dict[kept.Place, str]:
    """Return the answers of a response that are kept."""
    found = session.scalars(select(Answer).where(Answer.response == response, Answer.deleted.is_(False)))
    return {(one.question, one.entry or ""): one.value for one in found if one.question and one.value}


def write_answers(writing: Writing, response: str, wanted: kept.Lines) -> None:
    """Let the answers of a response be these, within a transaction of the caller's."""
    there = answers_of(writing.session, response)
    _write(writing, response, {place: wanted.get(place) for place in {**there, **wanted}}, "")


def _write(writing: Writing, response: str, changes: Mapping[kept.Place, str | None], seen: str) -> None:
    """Write answers; ``seen``: what was on the screen, empty: what this desk shows now."""
    found = writing.session.scalars(select(Answer).where(Answer.response == response))
    there = {(one.question or "", one.entry or ""): one for one in found if not one.deleted}
    for place, value in changes.items():
        one = there.get(place)
        if one is not None and one.value != value:
            tokens.take(writing, one, {"_seen": seen or None})
            one.value = value
        elif one is None and value is not None:
            question, entry = place
            made = Answer(
                id=placing.id_of(Answer, response, place), response=response, question=question, entry=entry or None,
                value=value,
            )  # fmt: skip
            writing.session.add(made)
    writing.session.flush()


def template_of(session: Session, id: str | None) -> Template:
    """Return the form that a response answers. Raises ``Refused`` where it is not at this desk."""
    template = session.scalars(select(FormTemplate).where(FormTemplate.id == id)).first()
    if template is None:
        raise Refused(_NO_TEMPLATE)
    return templates.load_in(session, template.id)


def _filled(session: Session, view: Mapping[str, Any], lang: str) -> tuple[Template, Filling]:
    loaded = template_of(session, view["form_template"])
    desk, degree = view["created_desk"], view["classification"]
    loaded = replace(loaded, form=last_saved.with_last(session, loaded.form, desk, degree, view["id"]))
    filling = new_filling(loaded, lang)
    kept.restore(filling, answers_of(session, view["id"]))
    return loaded, filling
