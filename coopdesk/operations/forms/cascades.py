"""Choices that follow an answer: “of the cities, only those of the region that was chosen”.

The sheet tells that by a formula of the question (``region = ${region}``) and a column of its choices (``region``), in
which the name of the choice stands to which each one belongs. The desk keeps that column with what else a workbook has
of its own.
"""

import json
import re
from collections.abc import Mapping
from typing import NamedTuple

from coopdesk.i18n import N_
from coopdesk.operations.forms import question_kinds as kinds
from coopdesk.operations.forms.design import Design, Row, State

_BELONGS = N_("to what a choice belongs", "step")
_WORD = r"([^\W\d][\w.\-]*)"
_ASKED = r"\$\{\s*" + _WORD + r"\s*\}"
_EQUAL = re.compile(rf"\s*{_WORD}\s*=\s*{_ASKED}\s*")
_TURNED = re.compile(rf"\s*{_ASKED}\s*=\s*{_WORD}\s*")
_AMONG = re.compile(rf"\s*selected\(\s*{_ASKED}\s*,\s*{_WORD}\s*\)\s*")
_TAKEN = frozenset({"list_name", "name", "label", "score", "image", "audio", "video", "media", "geometry"})


class Cascade(NamedTuple):
    """``column``: of the choices; ``question``: the name of the one whose answer decides."""

    column: str
    question: str


def read(formula: str) -> Cascade | None:
    """Return what a formula tells, None where it tells something else."""
    if found := _EQUAL.fullmatch(formula):
        return Cascade(found[1], found[2])
    found = _TURNED.fullmatch(formula) or _AMONG.fullmatch(formula)
    return Cascade(found[2], found[1]) if found else None


def written(state: State, parent: str) -> str:
    """Return the formula by which choices follow the answer to a question."""
    row = next((one for one in state.questions if one["name"] == parent), None)
    column = f"{parent}_of" if parent.lower() in _TAKEN else parent
    many = row is not None and kinds.base_of(row.cells) == "select_multiple"
    return f"selected(${{{parent}}}, {column})" if many else f"{column} = ${{{parent}}}"


def parents(state: State, key: int) -> list[Row]:
    """Return the questions whose answers choices of another one may follow: those before it that let choose."""
    found = []
    for row in state.questions:
        if row.key == key:
            break
        if kinds.base_of(row.cells) in ("select_one", "select_multiple") and row["name"]:
            found.append(row)
    return found


def choices_of(state: State, name: str) -> list[Row]:
    """Return the choices of the question of a name."""
    listed = next((kinds.list_of(one.cells) for one in state.questions if one["name"] == name), "")
    return [one for one in state.choices if listed and one["list_name"] == listed]


def belongs(choice: Row, column: str) -> str:
    """Return the name of that to which a choice belongs, empty where it belongs to nothing."""
    return _columns(choice).get(column, "")


def cells(column: str, name: str, others: Mapping[str, str] = {}) -> dict[str, str]:
    """Return what a choice holds that belongs to another one, beside what else its row has."""
    told = {head: text for head, text in {**others, column: name}.items() if text}
    return {"more": json.dumps(told, ensure_ascii=False)} if told else {}


def belong(design: Design, keys: Mapping[int, str], column: str) -> None:
    """Let choices, by their keys, belong each to another one, by its name; to nothing where that is empty."""
    state, made = design.state, []
    for row in state.choices:
        if row.key not in keys or belongs(row, column) == keys[row.key]:
            made.append(row)
            continue
        own = {name: text for name, text in row.cells.items() if name != "more"}
        made.append(Row(row.key, own | cells(column, keys[row.key], _columns(row))))
    design.put(state._replace(choices=tuple(made)), _BELONGS, next(iter(keys), 0))


def named(state: State, parent: str, told: str = "") -> str:
    """Return the name of the choice that a person means by its name or its words, empty where there is none."""
    wanted = told.strip().casefold()
    for one in choices_of(state, parent):
        if wanted and wanted in (one["name"].casefold(), one["label_en"].casefold(), one["label_ar"].casefold()):
            return one["name"]
    return ""


def _columns(row: Row) -> dict[str, str]:
    found = json.loads(row["more"] or "{}")
    return found if isinstance(found, dict) else {}
