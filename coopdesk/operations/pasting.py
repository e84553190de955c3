"""An agenda or a list of decisions from pasted text: lines with numbers, or a table from Word, Excel or a page.

Nothing of what is pasted is lost: a line that cannot be taken apart becomes a title of its own.
"""

import re
from collections.abc import Sequence

from coopdesk.fields import Line, Prose
from coopdesk.i18n import LANGUAGES, tr, using, western_digits
from coopdesk.interchange.tables import delimited
from coopdesk.operations.record_types import record_type
from coopdesk.records import fields_of
from coopdesk.store.folding import fold

KEYS = {"agenda_item": ("number", "topic"), "decision": ("symbol", "title")}
"""Of the lists that can be pasted: the field of the number or symbol, and of the title."""
_NUMBERED = re.compile(
    r"\s*(?:agenda\s+item|item|point|البند|بند)?\s*"
    r"[(\[]?(?P<number>\d{1,3}(?:\.\d{1,3})*(?:\s?\([a-zأ-ي]\))?)[)\]]?\s*[-–—.:)،]*\s+(?P<title>\S.*)",
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"\s*(?P<number>[A-Z]+(?:/[\w.()-]+)+)\s*[-–—.:،]*\s+(?P<title>\S.*)")


def lines(type: str, text: str) -> list[dict[str, str]]:
    """Return the lines of a list of a record type that a text holds: fields by name, as ``record.save`` takes them."""
    rows = [row for row in text.replace("\r\n", "\n").replace("\r", "\n").split("\n") if row.strip()]
    if rows and sum("\t" in row for row in rows) * 2 > len(rows):
        return _table(type, text)
    first, title = KEYS[type]
    pattern = _SYMBOL if first == "symbol" else _NUMBERED
    found = []
    for row in rows:
        match = pattern.fullmatch(western_digits(row))
        if match is None:
            found.append({title: row.strip()})
        else:
            found.append({first: match["number"].strip(), title: row[match.start("title") :].strip()})
    return [_fitting(type, one) for one in found]


def _table(type: str, text: str) -> list[dict[str, str]]:
    cells = [[cell.strip() for cell in row] for row in delimited.pasted(text)]
    cells = [row for row in cells if any(row)]
    names = _headings(type, cells[0]) if cells else None
    if names is not None:
        cells = cells[1:]
    found = []
    for row in cells:
        order = names or _order(type, row)
        line: dict[str, str] = {}
        for place, cell in enumerate(row):
            name = order[place] if place < len(order) else None
            key = name or _rest(type)
            if cell:
                line[key] = f"{line[key]}\n{cell}" if key in line else cell
        found.append(_fitting(type, line))
    return found


def _headings(type: str, row: Sequence[str]) -> list[str | None] | None:
    """Return the fields that a row of headings names, in either language; None where it is no such row."""
    known: dict[str, str] = {}
    for one in fields_of(record_type(type)):
        if isinstance(one.kind, Line):
            known[fold(one.name.replace("_", " "))] = one.name
            for lang in LANGUAGES:
                with using(lang):
                    known[fold(tr(one.label))] = one.name
    names = [known.get(fold(cell)) for cell in row]
    return names if sum(name is not None for name in names) >= 2 else None


def _order(type: str, row: Sequence[str]) -> list[str | None]:
    first, title = KEYS[type]
    short = bool(row[0]) and len(row[0]) < 20 and any(c.isdigit() for c in row[0])
    return [first, title] if short or (len(row) > 1 and not row[0]) else [title]


def _rest(type: str) -> str:
    """Return the field that takes what no heading names."""
    return next(one.name for one in fields_of(record_type(type)) if isinstance(one.kind, Prose))


def _fitting(type: str, line: dict[str, str]) -> dict[str, str]:
    """Move what is too long for a field of one line into the long text, so that nothing is cut."""
    kinds = {one.name: one.kind for one in fields_of(record_type(type))}
    rest = _rest(type)
    found: dict[str, str] = {}
    for name, value in line.items():
        kind = kinds[name]
        if isinstance(kind, Line) and kind.one_line and (len(value) > kind.limit or "\n" in value):
            head = value.split("\n", 1)[0][: kind.limit // 2].strip()
            found[name] = head
            found[rest] = "\n".join(filter(None, (found.get(rest), line.get(rest), value)))
        else:
            found.setdefault(name, value)
    return found
