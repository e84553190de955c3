"""Filled PDFs taken back: which form and version they answer, what they say, and a response made of it.

What is not valid is kept in the response, which then stays a draft, and is told; what cannot be an answer at all, such
as a choice that the form does not have, is told and left out.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import InvalidValue, Refused
from coopdesk.forms import paper
from coopdesk.forms.choices import listed
from coopdesk.forms.filling import Filling
from coopdesk.forms.model import Bind, Form, Question
from coopdesk.forms.paper import Mark, Place
from coopdesk.i18n import LANGUAGES, N_, Text, isolate, tr, western_digits
from coopdesk.operations import printing, record, rights
from coopdesk.operations.forms import answer_cells, form_files, responses, templates
from coopdesk.operations.forms.templates import Template
from coopdesk.operations.record_types import View
from coopdesk.records import FormTemplate, Response
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.interchange.pdf_form import Filled

_FLAT = N_(
    "{name} is a form of CoopDesk, but its fields are gone: it was printed to another PDF, or scanned. Ask for the "
    "file that was filled in, or type the answers."
)
_NOT_OURS = N_("{name} is no fillable form that CoopDesk made.")
_UNKNOWN = N_(
    "{name} answers version {version} of the form “{form}”, which is not at this desk. Bring that version here first: "
    "it comes with a bundle, or from its workbook."
)
_DRAFT = N_("{name} answers a form that was never put into use. Put the form into use, then take the file.")
_HERE = N_("{name} was taken before: {reference}.")
_OLDER = N_(
    "The file answers version {version} of the form; version {newest} is in use. The answers go to version {version}."
)
_SIGNED = N_("The file was signed in another program. That signature is not checked.")
_NO_CHOICE = N_("“{value}” is not one of the choices.")
_NO_PLACE = N_("“{value}” is no place in an order. Write 1, 2, 3 and so on.")
_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(.*)", re.ASCII | re.DOTALL)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_BETWEEN = re.compile(r"\s*[;؛\n]\s*")
SOURCE = "pdf:"
"""What the identifier of a response begins with that came in a PDF; what follows tells one file from another."""


@dataclass(frozen=True)
class Wrong:
    """An answer that a PDF holds and that can be none. ``question``: its name; ``message``: why."""

    question: str
    label: str
    message: str


@dataclass(frozen=True)
class Paper:
    """A filled PDF as it was read. ``given``: the answers as ``Filling.fill`` takes them; ``left_out``: what could not
    be an answer; ``remarks``: what is to be said of the file; ``identity``: tells one file from another."""

    name: str
    template: Template
    mark: Mark
    filling: Filling
    left_out: tuple[Wrong, ...]
    remarks: tuple[str, ...]
    identity: str

    @property
    def told(self) -> View:
        """What the answers come to, as ``responses.result`` tells it, and what could not be taken."""
        found = responses.result(self.template, self.filling)
        wrong: list[View] = [
            {"question": one.question, "rule": "choice", "message": one.message, "label": one.label}
            for one in self.left_out
        ]
        for told, fault in zip(found["errors"], self.filling.faults(), strict=True):
            wrong.append(told | {"label": self.filling.label(fault.key)})
        found["errors"] = wrong
        return found | {"form": self.mark.form, "version": self.mark.version, "remarks": list(self.remarks)}


@rights.needs(rights.READER)
def write_fillable(store: Store, id: str, lang: str, out: Path) -> None:
    """Write a form as a PDF that is filled on a screen. Raises ``NotFound``, ``Refused``, ``CannotWrite``."""
    printing.save_copies(store, fillable(store, id, lang), out)


@rights.needs(rights.READER)
def fillable(store: Store, id: str, lang: str) -> printing.Prepared:
    """Return a form as a document that is filled on a screen. Raises ``NotFound``, ``Refused``."""
    found = printing.prepare(store, "form-blank", id, lang)
    return found._replace(source=replace(found.source, fillable=True))


@rights.needs(rights.READER)
def read_pdf(store: Store, path: Path) -> Paper:
    """Return what a filled PDF says. Raises ``Refused`` where it is none of ours or answers what is not here, and
    ``Damaged``."""
    from coopdesk.interchange import pdf_form

    content = form_files.content(path, pdf_form.MOST_BYTES)
    found = pdf_form.read(content)
    mark = _mark(path.name, found)
    with store.session() as session:
        record_of = _template(session, mark, path.name)
        loaded = templates.load_in(session, record_of.id)
        remarks = _remarks(session, record_of, found)
    filling = responses.new_filling(loaded)
    reader = _Reader(loaded.form, filling.language)
    given = list(reader.answers(found.fields))
    filling.fill(paper.nested(loaded.form, given))
    identity = SOURCE + hashlib.sha256(content).hexdigest()[:32]
    mark = mark._replace(version=record_of.version or "1")
    return Paper(path.name, loaded, mark, filling, tuple(reader.wrong), remarks, identity)


@rights.needs(rights.SECRETARY)
def take_pdf(store: Store, path: Path, values: Mapping[str, Any] | None = None) -> View:
    """Save what a filled PDF says as a response, a draft; returns what ``Paper.told`` does, with its id. Raises as
    ``read_pdf`` does, and ``Refused`` for a file that was taken before."""
    found = read_pdf(store, path)
    with store.session() as session:
        template: Any = record.existing(session, FormTemplate, found.template.id)
        if template.stage not in ("in_use", "retired"):
            raise Refused(_DRAFT, name=isolate(path.name))
        taken = select(Response).where(Response.source_id == found.identity, Response.deleted.is_(False))
        before = session.scalars(taken).first()
        if before is not None:
            raise Refused(_HERE, name=isolate(path.name), reference=isolate(before.reference or before.id))
        known = responses.starting(session, template.id, values)
    lang = found.mark.lang if found.mark.lang in LANGUAGES else None
    given = {**known, "channel": "pdf", "language": lang, "source_id": found.identity, **(values or {})}
    [made] = responses.make(store, [(given, found.filling)])
    return found.told | {"response": made}


def _mark(name: str, found: "Filled") -> Mark:
    """Return what a PDF says of itself. Raises ``Refused`` for one that is none of ours."""
    told = found.fields.get(paper.MARK) or found.keywords.partition(f"{paper.MARK} ")[2]
    try:
        said = json.loads(told)
        mark = Mark(*(str(said[one])[:200] for one in Mark._fields))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refused(_NOT_OURS, name=isolate(name)) from None
    if not found.fields:
        raise Refused(_FLAT, name=isolate(name))
    return mark


def _template(session: Session, mark: Mark, name: str) -> Any:
    """Return the template that a PDF answers: the same record, else the same version of the same form."""
    alive = select(FormTemplate).where(FormTemplate.deleted.is_(False))
    found = session.scalars(alive.where(FormTemplate.id == mark.template)).first()
    if found is None:
        alike = session.scalars(alive.where(FormTemplate.form_id == mark.form)).all()
        found = next((one for one in alike if (one.version or "1") == mark.version), None)
    if found is None:
        raise Refused(_UNKNOWN, name=isolate(name), form=isolate(mark.form), version=isolate(mark.version))
    return found


def _remarks(session: Session, template: Any, found: "Filled") -> tuple[str, ...]:
    told = []
    newest = templates.newest_in_use(session, template.form_id)
    if newest is not None and newest.id != template.id:
        version, used = (isolate(one.version or "1") for one in (template, newest))
        told.append(tr(_OLDER, version=version, newest=used))
    if found.signed:
        told.append(tr(_SIGNED))
    return tuple(told)


class _Reader:
    """Turns the fields of a PDF into answers. ``wrong``: what could not be one."""

    def __init__(self, form: Form, language: str) -> None:
        self.form, self._language, self.wrong = form, language, list[Wrong]()
        self._root = str(form.root.tag)
        self._questions = {one.path: one for one in paper.answered(form)}
        self._cells = answer_cells.asked(form)

    def answers(self, fields: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
        """Yield the places that hold an answer, and the answer."""
        several: dict[Place, list[tuple[str, str]]] = {}
        for name, told in fields.items():
            place = paper.place_of(name)
            question = self._questions.get((self._root, *place.names)) if place is not None and told.strip() else None
            if place is None or question is None:
                continue
            if place.part:
                several.setdefault(place._replace(part=""), []).append((place.part, told.strip()))
            elif (value := self._value(question, told.strip())) != "":
                yield place, value
        for place, parts in several.items():
            value = self._chosen(self._questions[self._root, *place.names], parts)
            if value:
                yield place, value

    def _value(self, question: Question, told: str) -> str:
        if question.control in ("select1", "select", "rank"):
            return self._choice(question, told)
        if question.control == "trigger":
            return "OK"
        type = (self.form.binds.get(question.path) or Bind(question.path)).type
        if type in ("int", "integer", "decimal"):
            return _figure(told)
        return _moment(told, type) if type in ("date", "dateTime", "time") else told

    def _choice(self, question: Question, told: str) -> str:
        """Return a choice by its name in the file, or by what a person wrote: a name or a text of it."""
        known = paper.choice_of(listed(self.form, question), told)
        if known:
            return known
        asked = self._cells[question.path]
        found = []
        for one in _BETWEEN.split(told) if question.control != "select1" else [told]:
            try:
                found.append(asked.read(one, ""))
            except InvalidValue:
                self._leave_out(question, _NO_CHOICE, one)
        return " ".join(filter(None, found))

    def _leave_out(self, question: Question, why: Text, told: str) -> None:
        label = answer_cells.words(question.label, self._language)
        self.wrong.append(Wrong(question.path[-1], label, tr(why, value=isolate(told[:60]))))

    def _chosen(self, question: Question, parts: Iterable[tuple[str, str]]) -> str:
        """Return several choices: those that are ticked in the order of the form, or as their numbers rank them."""
        choices = listed(self.form, question)
        places = {one.value: place for place, one in enumerate(choices)}
        named = [(value, told) for part, told in parts if (value := paper.choice_of(choices, part))]
        if question.control != "rank":
            return " ".join(sorted((value for value, _ in named), key=lambda one: places[one]))
        ranked = []
        for value, told in named:
            number = western_digits(told)
            if not (number.isascii() and number.isdigit() and len(number) < 6):
                self._leave_out(question, _NO_PLACE, told)
                continue
            ranked.append((int(number), places[value], value))
        return " ".join(value for *_, value in sorted(ranked))


def _figure(told: str) -> str:
    """Return a number as a form takes it; as it was written where it is none."""
    from coopdesk.interchange.tables import values

    plain = western_digits(told).replace("٫", ".").replace("\u2212", "-")
    if _NUMBER.fullmatch(plain):
        return plain
    try:
        return values.figure(plain)
    except InvalidValue:
        return told


def _moment(told: str, type: str) -> str:
    """Return a day or an hour as a form takes it, of one written day, month, year; as it was written where it is
    none."""
    plain = western_digits(told).strip()
    if type == "time":
        clock = _CLOCK.fullmatch(plain)
        return f"{int(clock[1]):02d}:{clock[2]}" if clock else plain
    match = _DAY.fullmatch(plain)
    if match is None:
        return plain.replace(" ", "T", 1) if type == "dateTime" else plain
    day = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
    clock = _CLOCK.fullmatch(match[4].strip(" T,،"))
    if clock and type == "dateTime":
        return f"{day}T{int(clock[1]):02d}:{clock[2]}"
    return day + match[4] if match[4].strip() else day
