"""Workbooks as other programs write them, made by openpyxl."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook


def book(rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), more: Callable[[Any], None] | None = None) -> bytes:
    """Return a workbook of one sheet; ``merged``: its merged cells; ``more``: what else is done to it."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for one in merged:
        sheet.merge_cells(one)
    if more is not None:
        more(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
