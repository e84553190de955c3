"""The questions of a template as results and exports tell of them: read from its rows, with labels in both languages.

A question in a group or a list of entries has its path, as answers have it. What a desktop never asks, what the form
notes by itself (start, username) and what it calculates in silence is left out.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from coopdesk.forms.results import Item, Kind, Option, Said, number
from coopdesk.forms.scoring import counted_of
from coopdesk.i18n import N_, tr, using
from coopdesk.interchange.xlsform import naming
from coopdesk.records import FormChoice, FormQuestion
from coopdesk.records.base import table_of

_KINDS: dict[str, Kind] = {
    "select_one": "one", "select_one_from_file": "one", "acknowledge": "one", "trigger": "one",
    "select_multiple": "several", "select_multiple_from_file": "several", "select_all_that_apply": "several",
    "rank": "rank", "integer": "number", "int": "number", "decimal": "number", "range": "number",
    "date": "day", "datetime": "day", "time": "time", "text": "text", "string": "text", "barcode": "text",
    "geopoint": "file", "image": "file", "photo": "file", "file": "file", "audio": "file", "video": "file",
}  # fmt: skip
_CALCULATED = ("calculate", "hidden")
_OTHER, _OTHER_WORDS = "other", N_("Other", "choice of a form")
_REFERENCE = re.compile(r"\$\{[^}]*\}")


def items_of(connection: Connection, template: str, *, silent: bool = False) -> list[Item]:
    """Return the questions of a template, in order. ``silent``: with what it notes and calculates in silence."""
    choices, rows = _choices(connection, template), _rows(connection, FormQuestion, template)
    called = {row["name"]: _label(row, row["name"]) for row in rows if naming.asked(row["type"] or "").begins}
    found: list[Item] = []
    around: list[tuple[str, str]] = []
    """The names of the groups and lists around a row, each with the path of the innermost list."""
    for row in rows:
        asked = naming.asked(row["type"] or "")
        path = "/".join(filter(None, [*(name for name, _ in around), row["name"]]))
        inner = around[-1][1] if around else ""
        if asked.ends:
            around = around[:-1]
        elif asked.begins:
            around.append((row["name"] or "", path if asked.begins == "repeat" else inner))
        elif row["name"]:
            criterion = row["criterion"] or ""
            said = called.get(criterion) or Said(criterion, criterion)
            found += (replace(one, criterion=said) for one in _asked(row, asked, path, inner, choices, silent=silent))
    return found


def _asked(
    row: Any, asked: naming.Asked, path: str, repeat: str, choices: dict[str, list[Option]], *, silent: bool
) -> list[Item]:  # fmt: skip
    label = _label(row, row["name"])
    kind = _KINDS.get(asked.base)
    if asked.base in _CALCULATED and (row["label_en"] or row["label_ar"]):
        kind = "text"
    if kind is None and silent and asked.base != "note":
        kind = "text"
    if kind is None:
        return []
    options = list(choices.get(asked.list, ()))
    ends = _ends(row["parameters"]) if asked.base == "range" else None
    other = "or_other" in (row["type"] or "").split()
    if other:
        options.append(Option(_OTHER, _in_both(_OTHER_WORDS)))
    noted = asked.base not in _KINDS and asked.base not in _CALCULATED
    points = {one.value: one.score for one in options if one.score is not None}
    many = kind in ("several", "rank")
    counts = counted_of(row["criterion"] or "", row["weight"] or "", points, many=many, ends=ends)
    item = Item(path, kind, label, tuple(options), repeat, ends, counts, noted=noted)
    return [item, Item(f"{path}_{_OTHER}", "text", label, repeat=repeat)] if other else [item]


def _choices(connection: Connection, template: str) -> dict[str, list[Option]]:
    found: dict[str, dict[str, Option]] = {}
    for row in _rows(connection, FormChoice, template):
        name = row["name"] or ""
        option = Option(name, _label(row, name), number(row["score"] or ""))
        found.setdefault(row["list_name"] or "", {}).setdefault(name, option)
    return {name: list(options.values()) for name, options in found.items()}


def _rows(connection: Connection, cls: Any, template: str) -> Sequence[Any]:
    table = table_of(cls)
    wanted = select(table).where(table.c.form_template == template, table.c.deleted.is_(False))
    return connection.execute(wanted.order_by(table.c.position, table.c.id)).mappings().all()


def _label(row: Any, name: str) -> Said:
    """Return the label of a row, in another language where it has neither, else its name."""
    english, arabic = row["label_en"] or "", row["label_ar"] or ""
    if not (english or arabic):
        more = json.loads(row["more"] or "{}")
        english = next((text for head, text in more.items() if head.lower().startswith("label") and text), name)
    return Said(*(" ".join(_REFERENCE.sub("…", one).split()) for one in (english, arabic)))


def _ends(parameters: str | None) -> tuple[float, float] | None:
    told = dict(one.partition("=")[::2] for one in re.sub(r"\s*=\s*", "=", parameters or "").replace(",", " ").split())
    low, high = (number(told.get(end, default)) for end, default in (("start", "1"), ("end", "10")))
    return (min(low, high), max(low, high)) if low is not None and high is not None else None


def _in_both(text: Any) -> Said:
    said = []
    for lang in ("en", "ar"):
        with using(lang):
            said.append(tr(text))
    return Said(*said)
