"""Forms for tests, written as people write them: sheets of a workbook, as Markdown."""

from typing import Any

from coopdesk.forms.filling import Filling
from coopdesk.forms.functions import World
from coopdesk.forms.model import Form
from coopdesk.interchange.xlsform import book, check


def sheet(name: str, *rows: dict[str, Any]) -> str:
    """Return a sheet; the headers are the keys of its rows."""
    heads = list(dict.fromkeys(key for row in rows for key in row))
    lines = [heads, *([str(row.get(one, "")).replace("|", "\\|") for one in heads] for row in rows)]
    return f"| {name} |\n" + "\n".join("| | " + " | ".join(line) + " |" for line in lines) + "\n"


def asked(type: str, name: str = "", label: str = "?", **more: Any) -> dict[str, Any]:
    return {"type": type, "name": name, "label": label, **more}


def checked(*rows: dict[str, Any], choices: tuple[dict[str, Any], ...] = (), **settings: str) -> check.Checked:
    told = sheet("survey", *rows)
    told += sheet("choices", *choices) if choices else ""
    told += sheet("settings", settings) if settings else ""
    return check.check(book.read(told.encode()))


def form(*rows: dict[str, Any], choices: tuple[dict[str, Any], ...] = (), **settings: str) -> Form:
    found = checked(*rows, choices=choices, **settings)
    assert found.form is not None, [(one.row, one.message()) for one in found.faults]
    return found.form


def filling(*rows: dict[str, Any], choices: tuple[dict[str, Any], ...] = (), world: World | None = None) -> Filling:
    return Filling(form(*rows, choices=choices), world)
