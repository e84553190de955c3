"""A form as paper: what kind of room each question needs, its number, and the names of the fields of a fillable PDF.

A field is named as its question is, without the root: ``kids[2]/name``. A choice that is ticked for itself stands after
an equals sign: ``sectors=health``. What a PDF cannot carry in a name is told by its place: ``~3``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from coopdesk.forms import values
from coopdesk.forms.choices import list_of, listed
from coopdesk.forms.filling import Filling
from coopdesk.forms.model import Bind, Choice, Form, Group, Path, Question

MARK = "coopdesk"
"""The field that says which form a PDF is."""
BOXES, COMBO, SCALE = 24, 500, 11
"""So many choices are printed as boxes, and so many offered in a list that opens; so many steps of a scale in a row."""
EMPTY_ENTRIES, MOST_ENTRIES = 5, 20
_SAFE = re.compile(r"(?!Off\b)[A-Za-z0-9_-]{1,60}", re.ASCII)
_STEP = re.compile(r"([^\[\]/=]+)(?:\[(\d{1,4})\])?")
_KINDS = {"int": "whole", "integer": "whole", "decimal": "decimal", "date": "date", "time": "time",
          "dateTime": "moment", "geopoint": "place"}  # fmt: skip
_CONTROLS = {"trigger": "tick", "range": "scale", "rank": "rank", "upload": "file"}


class Mark(NamedTuple):
    """What a fillable PDF says of itself."""

    template: str
    form: str
    version: str
    lang: str


def kind_of(form: Form, question: Question) -> str:
    """Return what room a question needs: note, tick, one, many, listed, written, rank, scale, text, long, whole,
    decimal, date, time, moment, place, file, signature; empty for what a person does not answer."""
    bind = form.binds.get(question.path) or Bind(question.path)
    if bind.calculate or question.appearance & {"label", "hidden"}:
        return ""
    if bind.readonly in ("true()", "'true'", "1"):
        return "note"
    if question.control in ("select1", "select"):
        count = len(listed(form, question))
        if count <= BOXES:
            return "one" if question.control == "select1" else "many"
        return "listed" if question.control == "select1" and count <= COMBO else "written"
    if question.control == "range":
        return "scale" if 2 <= len(steps(question)) <= SCALE else _KINDS.get(bind.type, "decimal")
    if question.control == "rank" and len(listed(form, question)) > BOXES:
        return "written"
    if question.control == "upload" and "signature" in question.appearance:
        return "signature"
    plain = "long" if "multiline" in question.appearance else "text"
    return _CONTROLS.get(question.control) or _KINDS.get(bind.type, plain)


def steps(question: Question) -> list[str]:
    """Return the values of a scale; none where it has too many to be shown in a row."""
    start, end = (values.number(question.parameters.get(name, "")) for name in ("start", "end"))
    step = abs(values.number(question.parameters.get("step", "") or "1")) * (-1 if end < start else 1)
    if not (start == start and end == end and step == step and step) or (end - start) / step > SCALE:
        return []
    return [values.written_number(round(start + step * place, 9)) for place in range(int((end - start) / step) + 1)]


def numbers(form: Form) -> dict[Path, str]:
    """Return the number of each question that a person answers."""
    asked = (one.path for one in form.questions() if kind_of(form, one) not in ("", "note"))
    return {path: str(number) for number, path in enumerate(asked, 1)}


def entries(form: Form, group: Group) -> int:
    """Return for how many entries of a list a paper has room."""
    if not group.count:
        return EMPTY_ENTRIES
    found = len(Filling(form).tree.by_path.get(group.path, ()))
    return min(found, MOST_ENTRIES) if found else EMPTY_ENTRIES


def is_grid(form: Form, some: Sequence[Question | Group]) -> bool:
    """Tell whether questions are asked as the rows of one table: alike, and meant to be read so."""
    return len(some) > 1 and all(
        isinstance(one, Question) and one.control == "select1" and list_of(one) and
        one.appearance & {"list-nolabel", "likert"} and len(listed(form, one)) <= 7
        for one in some
    ) and len({list_of(one) for one in some if isinstance(one, Question)}) == 1  # fmt: skip


def field_name(key: str) -> str:
    """Return the name of the field of a question; ``key``: without the root. A point would part a name in two."""
    return key.replace(".", "%2E")


def token(choices: Sequence[Choice], choice: Choice) -> str:
    """Return a choice as the name of a state in a PDF."""
    return choice.value if _SAFE.fullmatch(choice.value) else f"~{choices.index(choice) + 1}"


def choice_of(choices: Sequence[Choice], told: str) -> str:
    """Return the value of a choice by its name in a PDF, empty where there is none such."""
    if told.startswith("~") and told[1:].isascii() and told[1:].isdigit():
        place = int(told[1:]) if len(told) < 8 else 0
        return choices[place - 1].value if 0 < place <= len(choices) else ""
    return told if any(one.value == told for one in choices) else ""


class Place(NamedTuple):
    """Where an answer of a paper belongs. ``steps``: names and the places of entries, 0 outside lists; ``part``: the
    choice for which the field stands, empty where it stands for the question."""

    steps: tuple[tuple[str, int], ...]
    part: str

    @property
    def names(self) -> Path:
        """The path without the root."""
        return tuple(name for name, _ in self.steps)


def place_of(name: str) -> Place | None:
    """Return what the name of a field says, None where it is none of ours."""
    told, _, part = name.replace("%2E", ".").partition("=")
    found = [_STEP.fullmatch(one) for one in told.split("/")]
    if not all(found) or len(found) > 20:
        return None
    return Place(tuple((one[1], int(one[2] or 0)) for one in found if one), part)


def nested(form: Form, given: Iterable[tuple[Place, str]]) -> dict[str, Any]:
    """Return answers as ``Filling.fill`` takes them. Entries in which nothing was answered are left out, except where
    the form itself counts them."""
    root, found = str(form.root.tag), dict[tuple[str, int], Any]()
    for place, told in given:
        at: dict[tuple[str, int], Any] = found
        for name, index in place.steps[:-1]:
            at = at.setdefault((name, index), {})
        at[place.steps[-1]] = told
    counted = {one.path: bool(one.count) for one in form.groups() if one.repeat}
    return _gathered(found, (root,), counted)


def _gathered(found: Mapping[Any, Any], path: Path, counted: Mapping[Path, bool]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for (name, index), one in sorted(found.items(), key=lambda item: item[0][1]):
        below = (*path, name)
        value = _gathered(one, below, counted) if isinstance(one, dict) else one
        if below not in counted:
            made[name] = value
            continue
        some = made.setdefault(name, [])
        if counted[below]:
            some += [{} for _ in range(len(some), max(0, min(index, MOST_ENTRIES) - 1))]
        some.append(value)
    return made


def answered(form: Form) -> Iterator[Question]:
    """Yield the questions that a person answers on paper."""
    return (one for one in form.questions() if kind_of(form, one) not in ("", "note", "file", "signature"))
