"""What is in the sheets of an XLSForm, row by row, as pyxform reads them.

The file may be anything: an archive is found to be harmless before it is opened, and no more is read than a form needs.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

from coopdesk.errors import Damaged, Refused
from coopdesk.i18n import N_, number
from coopdesk.interchange.file_text import text_of
from coopdesk.interchange.xlsform import compound

MOST_BYTES = 10 * 2**20
MOST_ROWS = 20_000
_CONTENTS = "xl/workbook.xml"
_OLD, _PACKED = b"\xd0\xcf\x11\xe0", b"PK"
_TORN = N_(
    "This file cannot be read as a form. Open it in the program that it comes from, save it again as .xlsx, then try "
    "again."
)
_TWICE = N_("Two columns of one sheet have the header “{header}”. Give one of them another header, or take it out.")
_COLON = re.compile("(?<!jr):")
_DUPLICATE = re.compile("Duplicate column header: (.+)")
_TOO_LARGE = N_("This file is too large for a form: it may hold {most} MB.")
_TOO_LONG = N_("This form has more than {most} rows. Divide it into several forms.")


class Row(NamedTuple):
    """A row that is not empty: its number in the sheet, from 1, and its cells by their header as it is written."""

    number: int
    cells: Mapping[str, str]


@dataclass
class Book:
    """The sheets of a form, by name in small letters; ``data``: the same, as pyxform takes it; ``files``: the texts of
    the lists that are files of their own, by name."""

    sheets: Mapping[str, Sequence[Row]]
    headers: Mapping[str, Sequence[str]]
    data: dict[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)

    def rows(self, sheet: str) -> Sequence[Row]:
        """Return the rows of a sheet, none where it is not there."""
        return self.sheets.get(sheet, ())


def read(content: bytes) -> Book:
    """Return the sheets of a workbook (.xlsx, .xls) or of a form written as CSV or Markdown.

    Raises ``Damaged``, ``Refused``.
    """
    if len(content) > MOST_BYTES:
        raise Refused(_TOO_LARGE, most=number(MOST_BYTES // 2**20))
    data = _double_colons(dict(_read(content)))
    rows = sum(len(one) for name, one in data.items() if not name.endswith("_header") and isinstance(one, list))
    if rows > MOST_ROWS:
        raise Refused(_TOO_LONG, most=number(MOST_ROWS))
    sheets = {
        name: [
            Row(place, {key: str(value) for key, value in one.items() if key})
            for place, one in enumerate(found, 2)
            if one
        ]
        for name, found in data.items()
        if isinstance(found, list) and not name.endswith("_header") and name != "sheet_names"
    }
    headers = {name: [*filter(None, next(iter(data.get(f"{name}_header") or [{}]), {}))] for name in sheets}
    return Book(sheets, headers, data)


def _with_commas(text: str) -> str:
    """Return a table as pyxform reads it, also one that was saved where a comma stands in numbers."""
    sign = max(",;\t", key="".join(text.splitlines()[:3]).count)
    if sign == ",":
        return text
    out = io.StringIO()
    csv.writer(out).writerows(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    return out.getvalue()


def _double_colons(data: dict[str, Any]) -> dict[str, Any]:
    """Return the sheets with ``::`` in the headers of those that have a single colon only, as old forms have it:
    what stands beside it later would else change what they mean."""
    for name in [one for one in data if f"{one}_header" in data]:
        heads = [*filter(None, next(iter(data[f"{name}_header"]), {}))]
        if any("::" in one for one in heads):
            continue
        new = {one: _COLON.sub("::", one) for one in heads if not one.strip().startswith("jr:")}
        data[f"{name}_header"] = [{new.get(one, one): None for one in heads}]
        data[name] = [{new.get(key, key): value for key, value in row.items()} for row in data[name]]
    return data


def is_form(content: bytes) -> bool:
    """Tell whether a workbook (.xlsx) is surely a form, by the names of its sheets; nothing else of it is read."""
    from coopdesk.interchange.tables.parts import Archive

    names: set[str] = set()

    def start(name: str, found: Mapping[str, str]) -> None:
        if name == "sheet":
            names.add(found.get("name", "").strip().lower())

    try:
        if content.startswith(_PACKED) and (archive := Archive(content)).has(_CONTENTS):
            archive.parse(_CONTENTS, start)
    except (Damaged, Refused):
        return False
    return "survey" in names and bool(names & {"choices", "settings"})


def _read(content: bytes) -> Iterator[tuple[str, Any]]:
    from pyxform import xls2json_backends as backends
    from pyxform.errors import PyXFormError
    from xlrd import open_workbook

    from coopdesk.interchange.tables.parts import Archive

    if content.startswith(_PACKED):
        Archive(content)
        work = backends.xlsx_to_dict
    elif content.startswith(_OLD):
        if not compound.is_sound(content):
            raise Damaged(_TORN)
        backends.xlrd_open = partial(open_workbook, logfile=io.StringIO())  # it would speak on standard output
        work = backends.xls_to_dict
    else:
        text = text_of(content)
        if text is None:
            raise Damaged(_TORN)
        text = text.lstrip("\ufeff \r\n\t")
        is_table = not text.startswith("|")
        try:
            content = (_with_commas(text) if is_table else text).encode()
        except csv.Error as fault:
            raise Damaged(_TORN) from fault
        work = backends.csv_to_dict if is_table else backends.md_to_dict
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from work(io.BytesIO(content)).items()
    except PyXFormError as fault:
        twice = _DUPLICATE.search(str(fault))
        if twice is not None:
            raise Refused(_TWICE, header=twice[1][:60]) from fault
        raise Damaged(_TORN) from fault
    except Exception as fault:  # the readers below pyxform fail in many ways on a torn file
        raise Damaged(_TORN) from fault
