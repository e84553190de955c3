"""A form as rows that the desk keeps, from a workbook and back: each cell under the column that means the same.

Columns that have no place of their own (further languages, pictures, filters, ``bind::…``) stay with their row under
``more``, by their header, so that nothing of a workbook is lost. English and Arabic are recognised by the names of the
languages; texts without a language count as English where no other column is, as Arabic where they are written so.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from coopdesk.interchange.xlsform import naming
from coopdesk.interchange.xlsform.book import Book, Row

Cells = dict[str, str]
SURVEY = {
    "type": "type", "name": "name", "required": "required", "relevant": "relevant", "constraint": "constraint",
    "calculation": "calculation", "default": "default", "choice_filter": "choice_filter",
    "repeat_count": "repeat_count", "read_only": "read_only", "trigger": "trigger", "appearance": "appearance",
    "parameters": "parameters", "criterion": "criterion", "weight": "weight",
}  # fmt: skip
"""The columns of the sheet “survey” without a language, and the fields of a question that hold them."""
_SURVEY_TEXTS = {
    "label": "label", "hint": "hint", "constraint_message": "constraint", "required_message": "required",
}  # fmt: skip
CHOICES = {"list_name": "list_name", "name": "name", "score": "score"}
_CHOICE_TEXTS = {"label": "label"}
_SETTINGS = {
    "form_id": "form_id", "version": "version", "default_language": "default_language", "kind": "kind",
    "about": "about", "title_ar": "title_ar", "intro_en": "intro_en", "intro_ar": "intro_ar",
    "response_degree": "response_degree",
}  # fmt: skip
_KEPT = ("survey", "choices", "settings")
"""The sheets whose rows have fields of their own; the rows of others stay with the form."""
_ARABIC_NAME = re.compile(r"^ar$|\(ar\b|\barabic\b|عرب", re.IGNORECASE)
_ENGLISH_NAME = re.compile(r"^en$|\(en\b|\benglish\b|[إا]نجليز|[إا]نكليز", re.IGNORECASE)
_ARABIC_LETTER = re.compile("[\u0600-\u06ff]")
_LATIN_LETTER = re.compile("[A-Za-z]")
_WIDE, _NARROW = 40.0, 18.0
_USUAL = {"en": "English (en)", "ar": "Arabic (ar)"}


@dataclass
class Parts:
    """A form as rows: the fields of a template, of its questions and of its choices, in order, none of them empty."""

    settings: dict[str, Any] = field(default_factory=dict)
    questions: list[Cells] = field(default_factory=list)
    choices: list[Cells] = field(default_factory=list)


def parted(book: Book) -> Parts:
    """Return the rows of a workbook as the desk keeps them."""
    slots = _slots(book)
    parts = Parts()
    given = {key: value for row in book.rows("settings")[:1] for key, value in row.cells.items()}
    settings = {key if "::" in key else naming.header(key): value for key, value in given.items()}
    parts.settings = {name: settings.pop(column) for column, name in _SETTINGS.items() if settings.get(column)}
    title = settings.pop("form_title", "")
    if title:
        parts.settings.setdefault("title_ar" if _is_arabic(title) else "title_en", title)
    if "about" in parts.settings:
        parts.settings["about"] = parts.settings["about"].split()
    sheets = {name: [dict(row.cells) for row in rows] for name, rows in book.sheets.items() if name not in _KEPT}
    if settings or sheets or book.files:
        parts.settings["more"] = _packed({"settings": settings, "sheets": sheets, "files": dict(book.files)})
    parts.settings["languages"] = _packed({lang: name for name, lang in slots.items()})
    parts.questions = [_named(one, _row(one, SURVEY, _SURVEY_TEXTS, slots)) for one in book.rows("survey")]
    parts.choices = [_row(one, CHOICES, _CHOICE_TEXTS, slots) for one in book.rows("choices")]
    return parts


def _named(row: Row, cells: Cells) -> Cells:
    """Return a row; a note without a name has the one that pyxform makes of its place, which may become another."""
    if cells.get("type", "").strip().lower() == "note" and not cells.get("name"):
        return {**cells, "name": f"generated_note_name_{row.number}"}
    return cells


def joined(parts: Parts) -> Book:
    """Return the workbook of a form that the desk keeps."""
    names = {**_USUAL, **json.loads(parts.settings.get("languages") or "{}")}
    survey = [_cells(one, SURVEY, _SURVEY_TEXTS, names) for one in parts.questions]
    choices = [_cells(one, CHOICES, _CHOICE_TEXTS, names) for one in parts.choices]
    more = json.loads(parts.settings.get("more") or "{}")
    settings = _settings(parts.settings) | more.get("settings", {})
    sheets = {"survey": survey, "choices": choices, "settings": [settings], **more.get("sheets", {})}
    sheets = {name: rows for name, rows in sheets.items() if any(rows)}
    headers = {name: [*dict.fromkeys(key for row in rows for key in row)] for name, rows in sheets.items()}
    data: dict[str, Any] = {f"{name}_header": [dict.fromkeys(heads)] for name, heads in headers.items()}
    kept = {name: [Row(place, one) for place, one in enumerate(rows, 2)] for name, rows in sheets.items()}
    return Book(kept, headers, sheets | data, more.get("files", {}))


def workbook(book: Book) -> bytes:
    """Return a workbook (.xlsx) with the sheets of a form."""
    from coopdesk.interchange.tables import writing

    out = BytesIO()
    writing.write(
        out,
        (
            writing.Written(
                name,
                [writing.Column("", head, _WIDE if "label" in head or "::" in head else _NARROW) for head in heads],
                ([row.cells.get(head, "") for head in heads] for row in book.rows(name)),
                right_to_left=False,
            )
            for name, heads in book.headers.items()
        ),
    )
    return out.getvalue()


def _slots(book: Book) -> dict[str, str]:
    """Return which names of languages, empty for none, are English and Arabic."""
    texts: dict[str, list[str]] = {}
    for sheet, known in (("survey", _SURVEY_TEXTS), ("choices", _CHOICE_TEXTS)):
        for row in book.rows(sheet):
            for told, value in row.cells.items():
                base, language = _head(told)
                if base in known:
                    texts.setdefault(language, []).append(value)
    found: dict[str, str] = {}
    for lang, pattern in (("ar", _ARABIC_NAME), ("en", _ENGLISH_NAME)):
        name = next((one for one in texts if pattern.search(one)), None)
        if name is not None:
            found[name] = lang
    if "" in texts:
        lang = "ar" if _is_arabic(" ".join(texts[""])) else "en"
        if lang not in found.values():
            found[""] = lang
    return found


def _head(told: str) -> tuple[str, str]:
    """Return the usual name of a column and its language."""
    name, sign, language = told.strip().partition("::")
    if not sign:
        name, sign, language = told.strip().partition(":")
    base = naming.header(name)
    if base in (*_SURVEY_TEXTS, *_CHOICE_TEXTS):
        return base, language.strip()
    return naming.header(told), ""


def _row(row: Row, plain: Mapping[str, str], texts: Mapping[str, str], slots: Mapping[str, str]) -> Cells:
    found: Cells = {}
    more: Cells = {}
    for told, value in row.cells.items():
        base, language = _head(told)
        if base in texts and language in slots:
            found[f"{texts[base]}_{slots[language]}"] = value
        elif base in plain and not language and plain[base] not in found:
            found[plain[base]] = value
        else:
            more[told.strip()] = value
    if more:
        found["more"] = _packed(more)
    return found


def _cells(row: Cells, plain: Mapping[str, str], texts: Mapping[str, str], names: Mapping[str, str]) -> Cells:
    found = {column: row[name] for column, name in plain.items() if row.get(name)}
    for column, name in texts.items():
        for lang in ("en", "ar"):
            value = row.get(f"{name}_{lang}")
            if value:
                found[f"{column}::{names[lang]}" if names[lang] else column] = value
    more: Cells = json.loads(row.get("more") or "{}")
    return found | more


def _settings(settings: Mapping[str, Any]) -> Cells:
    found = {column: settings[name] for column, name in _SETTINGS.items() if settings.get(name)}
    if "about" in found:
        found["about"] = " ".join(found["about"])
    title = settings.get("title_en") or settings.get("title_ar")
    if title:
        found = {"form_title": title, **found}
    if title and title == found.get("title_ar"):
        del found["title_ar"]
    return found


def _is_arabic(text: str) -> bool:
    return len(_ARABIC_LETTER.findall(text)) > len(_LATIN_LETTER.findall(text))


def _packed(told: Mapping[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)
