"""Form templates: taken from a workbook and given as one, read as a form that can be filled, a new version of one."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.errors import InvalidValue, NotFound, Refused, writing_to
from coopdesk.fields import Line
from coopdesk.history.identity import new_id
from coopdesk.i18n import LANGUAGES, N_, Language, tr
from coopdesk.operations import ceilings, owned_lines, record, rights
from coopdesk.operations.forms import form_files
from coopdesk.operations.record_types import View
from coopdesk.progress import SILENT, Progress
from coopdesk.records import FormChoice, FormQuestion, FormTemplate, Record, fields_of
from coopdesk.records.base import DEGREES
from coopdesk.records.form_template import ABOUT, FORM_KIND
from coopdesk.store.home import Store
from coopdesk.store.writing import Writing

if TYPE_CHECKING:
    from coopdesk.forms.model import Form
    from coopdesk.forms.scoring import Scoring
    from coopdesk.interchange.xlsform.check import Checked, Fault
    from coopdesk.interchange.xlsform.rows import Parts

_UNUSABLE = N_("This form cannot be used yet. {sheet}, row {row}: {message} {remedy}")
_NO_FORM = N_("There is no form “{name}” at this desk. Check the identifier, or give the id of its record.")
_ROW = N_("{sheet}, row {row}: {message}")
_SETTINGS = (
    "title_en", "title_ar", "kind", "about", "intro_en", "intro_ar", "form_id", "version", "default_language",
    "languages", "more", "response_degree",
)  # fmt: skip
_TOKENS = {
    "kind": {one.token for one in FORM_KIND},
    "about": {one.token for one in ABOUT},
    "response_degree": set(DEGREES),
}
"""What these settings hold where they are ours."""


@dataclass(frozen=True)
class Template:
    """A form as it can be filled. ``scoring``: which questions count, and how much; ``intro``: what is said before the
    first question, by language."""

    id: str
    form: "Form"
    scoring: "Scoring"
    intro: Mapping[Language, str]


@dataclass(frozen=True)
class Imported:
    """What became of a workbook: the id of the template, empty where it cannot be used, and what is to be said."""

    id: str
    faults: "tuple[Fault, ...]"


@rights.needs(rights.OFFICER)
def import_file(store: Store, path: Path, progress: Progress = SILENT) -> Imported:
    """Take a form from a workbook as a draft: a new one, or the next version of the one with its identifier. A workbook
    with errors is not taken. Raises ``Refused``, ``Damaged``."""
    from coopdesk.interchange.xlsform import check, rows

    read = form_files.open_book(path)
    progress.step(1, 3)
    found = check.check(read)
    if found.form is None:
        return Imported("", tuple(found.faults))
    parts = rows.parted(read)
    for name, known in _TOKENS.items():
        told = parts.settings.get(name, ())
        if not set([told] if isinstance(told, str) else told) <= known:
            del parts.settings[name]  # the column of another program means something else by it
    parts.settings.setdefault("form_id", path.stem[:60])
    named = json.loads(parts.settings["languages"])
    first = named.get("en") or named.get("ar")
    if first and found.form.default_language not in ("", "default", first):  # English would stand before it
        parts.settings.setdefault("default_language", found.form.default_language)
    if not (parts.settings.get("title_en") or parts.settings.get("title_ar")):
        parts.settings["title_en"] = parts.settings["form_id"]
    progress.step(2, 3)
    with store.writing() as writing:
        before = _newest(writing.session, str(parts.settings["form_id"]))
        id = _save(writing, parts, before)
        ceilings.check(store, writing)
    return Imported(id, tuple(found.faults))


@rights.needs(rights.READER)
def export_file(store: Store, id: str, path: Path) -> None:
    """Write a template as a workbook, and beside it its lists that are files of their own; a file that is there already
    under the name of one stays. Raises ``NotFound``, ``CannotWrite``."""
    from coopdesk.interchange.xlsform import external, rows

    with store.session() as session:
        made = rows.joined(_parts(session, id))
    with writing_to(path):
        path.write_bytes(rows.workbook(made))
        for name, text in made.files.items():
            beside = path.parent / name
            if external.is_plain(name) and not beside.exists():
                beside.write_text(text, "utf-8")


@rights.needs(rights.READER)
def load(store: Store, id: str) -> Template:
    """Return a template as a form. Raises ``NotFound``, and ``Refused`` with the first fault of one that cannot be
    used."""
    with store.session() as session:
        return load_in(session, id)


def load_in(session: Session, id: str) -> Template:
    """Return a template as a form, within a session; see ``load``."""
    return _loaded(id, _parts(session, id))


def from_records(template: Any, questions: Iterable[Record], choices: Iterable[Record]) -> Template:
    """Return a template as a form, from its records as they were read or typed; see ``load``."""
    return _loaded(template.id, _of_records(template, questions, choices))


def check_rows(settings: Mapping[str, Any], questions: Iterable[View], choices: Iterable[View]) -> "Checked":
    """Return the faults of a template as it is typed, before it is saved, and its form where it can be used."""
    from coopdesk.interchange.xlsform.rows import Parts

    return _checked(_key(Parts(_filled(settings, _SETTINGS), [_cells(one) for one in questions],
                               [_cells(one) for one in choices])))  # fmt: skip


def refuse_unusable(found: "Checked") -> None:
    """Raise ``Refused`` with the first fault of a form that cannot be used."""
    wrong = next((one for one in found.faults if one.severity == "error"), None)
    if wrong is not None:
        raise Refused(
            _UNUSABLE, sheet=wrong.sheet, row=wrong.row or "–", message=wrong.message(), remedy=wrong.remedy()
        )


def check_usable(session: Session, template: Any) -> None:
    """Refuse to put into use what cannot be filled."""
    refuse_unusable(_checked(_key(_parts(session, template.id))))


@rights.needs(rights.READER)
def find(store: Store, name: str) -> str:
    """Return the id of a template by its id, or by the identifier of the form: the newest version in use, else the
    newest. Raises ``NotFound``."""
    with store.session() as session:
        try:
            found: Any = record.existing(session, FormTemplate, name)
        except (NotFound, InvalidValue):
            found = _newest(session, name, in_use=True) or _newest(session, name)
        if found is None:
            raise NotFound(_NO_FORM, name=name[:60])
        return str(found.id)


@rights.needs(rights.OFFICER)
def new_version(store: Store, id: str) -> View:
    """Copy a template into a draft that is its next version; returns it. Raises ``NotFound``."""
    with store.writing() as writing:
        parts = _parts(writing.session, id)
        before = record.existing(writing.session, FormTemplate, id)
        made = _save(writing, parts, before)
        ceilings.check(store, writing)
    return record.show(store, "form_template", made)


def newest_in_use(session: Session, form_id: str) -> FormTemplate | None:
    """Return the newest version of a form that is in use, None where none is."""
    return _newest(session, form_id, in_use=True)


def _newest(session: Session, form_id: str, *, in_use: bool = False) -> FormTemplate | None:
    wanted = select(FormTemplate).where(FormTemplate.form_id == form_id, FormTemplate.deleted.is_(False))
    if in_use:
        wanted = wanted.where(FormTemplate.stage == "in_use")
    return max(session.scalars(wanted), key=lambda one: (_number(one.version), one.created_at), default=None)


def _save(writing: Writing, parts: "Parts", before: Any) -> str:
    """Write a template with its rows; ``before``: the version before it; the new one is as secret, and for the
    same desks."""
    settings = dict(parts.settings)
    if before is not None:
        settings["earlier"] = before.id
        if _number(settings.get("version")) <= _number(before.version):
            settings["version"] = str(_number(before.version) + 1)
        for name in ("kind", "about", "response_degree"):
            settings.setdefault(name, getattr(before, name))
        settings |= {"classification": before.classification, "audience": before.audience}
    id = record.save_in(writing, FormTemplate, {name: value for name, value in settings.items() if value})
    for sheet, cls, rows in (("survey", FormQuestion, parts.questions), ("choices", FormChoice, parts.choices)):
        kinds = {one.name: one.kind for one in fields_of(cls)}
        for place, row in enumerate(rows, 1):
            made = cls(id=new_id(writing.world, cls.__entity__), form_template=id, position=place)
            for name, told in row.items():
                try:
                    kind = kinds[name]
                    one_line = isinstance(kind, Line) and kind.one_line
                    setattr(made, name, kind.parse(" ".join(told.split()) if one_line else told))
                except InvalidValue as fault:
                    message = tr(_ROW, sheet=sheet, row=place + 1, message=fault.message())
                    raise InvalidValue(N_("{message}"), message=message) from None
            writing.session.add(made)
    writing.session.flush()
    return id


def _parts(session: Session, id: str) -> "Parts":
    """Return a template as rows."""
    template = record.existing(session, FormTemplate, id)
    lines = (owned_lines.lines_in(session, cls, template.id) for cls in (FormQuestion, FormChoice))
    return _of_records(template, *lines)


def _of_records(template: Any, questions: Iterable[Record], choices: Iterable[Record]) -> "Parts":
    from coopdesk.interchange.xlsform.rows import Parts

    settings = {name: getattr(template, name) for name in _SETTINGS}
    return Parts(_filled(settings, _SETTINGS), [_row(one) for one in questions], [_row(one) for one in choices])


def _loaded(id: str, parts: "Parts") -> Template:
    found = _checked(_key(parts))
    refuse_unusable(found)
    assert found.form is not None
    intro = {lang: parts.settings[name] for lang in LANGUAGES if (name := f"intro_{lang}") in parts.settings}
    return Template(id, found.form, _scoring(found.form, parts), intro)


def _row(line: Record) -> dict[str, str]:
    return _cells({one.name: getattr(line, one.name) for one in fields_of(type(line))})


def _cells(row: Mapping[str, Any]) -> dict[str, str]:
    """Return the cells of a row that say something, without what only the desk knows of it."""
    names = {one.name for cls in (FormQuestion, FormChoice) for one in fields_of(cls) if one.number < _SHARED}
    return {name: str(row[name]) for name in row if name in names and name != "form_template" and row[name]}


_SHARED = 60_000
"""The numbers of fields from here on are those that every record has."""


def _filled(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name in names if (value := values.get(name))}


def _key(parts: "Parts") -> str:
    return json.dumps([parts.settings, parts.questions, parts.choices], ensure_ascii=False)


@lru_cache(maxsize=8)
def _checked(key: str) -> "Checked":
    """Return what a form is found to be; a large one takes seconds, so it is kept by all that stands in it."""
    from coopdesk.interchange.xlsform import check, rows

    return check.check(rows.joined(rows.Parts(*json.loads(key))))


def _scoring(form: "Form", parts: "Parts") -> "Scoring":
    from coopdesk.forms import scoring, values
    from coopdesk.interchange.xlsform import naming

    points: dict[str, dict[str, float]] = {}
    for one in parts.choices:
        worth = values.number(one.get("score", ""))
        if one.get("score") and worth == worth:
            points.setdefault(one.get("list_name", ""), {})[one.get("name", "")] = worth
    found: dict[Any, Any] = {}
    by_path = {one.path: one for one in form.questions()}
    path: tuple[str, ...] = (str(form.root.tag),)
    for row in parts.questions:
        asked, name = naming.asked(row.get("type", "")), row.get("name", "")
        if asked.ends:
            path = path[:-1]
            continue
        question = by_path.get((*path, name))
        if question is not None:
            counted = scoring.counted_of(
                row.get("criterion", ""), row.get("weight", ""), points.get(asked.list, {}),
                many=question.control in ("select", "rank"), ends=scoring.ends_of(question),
            )  # fmt: skip
            if counted is not None:
                found[question.path] = counted
        if asked.begins:
            path = (*path, name)
    return found


def _number(version: str | None) -> int:
    """Return a version as a number, 1 where there is none."""
    told = (version or "").strip()
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 1
