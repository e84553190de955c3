"""Templates for tests: taken from a workbook as people write it, and put into use."""

from pathlib import Path
from typing import Any

from coopdesk.operations import steps
from coopdesk.operations.forms import templates
from coopdesk.store.home import Store
from tests.forms.made import sheet

LABEL_EN, LABEL_AR = "label::English (en)", "label::Arabic (ar)"


def question(type: str, name: str, english: str = "?", arabic: str = "؟", **more: Any) -> dict[str, Any]:
    return {"type": type, "name": name, LABEL_EN: english, LABEL_AR: arabic, **more}


def choice(list_name: str, name: str, english: str = "?", arabic: str = "؟", **more: Any) -> dict[str, Any]:
    return {"list_name": list_name, "name": name, LABEL_EN: english, LABEL_AR: arabic, **more}


def workbook(path: Path, *rows: dict[str, Any], choices: tuple[dict[str, Any], ...] = (), **settings: str) -> Path:
    told = sheet("survey", *rows) + (sheet("choices", *choices) if choices else "")
    told += sheet("settings", {"form_id": "visit", "form_title": "Visit", "title_ar": "زيارة", **settings})
    path.write_text(told, "utf-8")
    return path


def template(store: Store, path: Path, *rows: dict[str, Any], use: bool = True, **more: Any) -> str:
    """Take a form and put it into use; returns its id."""
    found = templates.import_file(store, workbook(path, *rows, **more))
    assert found.id, [one.message() for one in found.faults]
    if use:
        steps.take(store, "form_template", found.id, "use")
    return found.id
