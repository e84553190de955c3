"""Importing a table beside reading the same file and inserting its bare rows.

The program looks at every line (columns, values, links, whether it is here already) and saves it as every save does:
operations, registers, the row, its words, 500 lines a durable transaction. The peer reads the file with the same reader
and writes the row of each record and nothing else, in one transaction, as a plain program would.
"""

import io
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

from coopdesk.interchange.tables import delimited, writing
from coopdesk.interchange.tables.writing import Column, Date, Written
from coopdesk.operations import desk, table_files, tables
from coopdesk.operations.table_preview import preview
from coopdesk.operations.table_saving import take
from coopdesk.store.home import Store
from tests.benchmarks.figures import ROUNDS, Figure, Setup, figure, said, timed
from tests.benchmarks.homes import PASSPHRASE

_GOAL, _LINES, _HELD = 3.0, 1_000, 10_000
_HEADS = ("text_en", "text_ar", "kind", "due", "status", "priority", "response", "response_reason")
_INSERT = (
    f"INSERT INTO action (rid, id, {', '.join(_HEADS)}, classification, audience, created_at, changed_at, deleted, "
    "conflicts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'internal', 'ministry', 0, 0, 0, 0)"
)


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield the import of CSV and of XLSX."""
    store = desk.open_desk(setup.homes.copy(min(_HELD, setup.rows), "tables"), PASSPHRASE)
    try:
        for ending in ("csv", "xlsx"):
            yield _imported(store, setup.homes.folder / f"table.{ending}")
    finally:
        store.close()


def _imported(store: Store, path: Path) -> Figure:
    mine, bare, ratios = [], [], []
    for turn in range(ROUNDS + 1):
        _write(path, turn)
        first = timed(lambda: _import(store, path))
        second = timed(lambda: _insert(store, path))
        if turn:
            mine.append(first)
            bare.append(second)
            ratios.append(first / second)
    middle = sorted(mine)[len(mine) // 2], sorted(bare)[len(bare) // 2]
    note = f"{said(*middle)}, {_LINES / middle[0]:,.0f} lines a second"
    return figure(f"import of {path.suffix[1:].upper()}, {_LINES:,} lines of {len(_HEADS)} fields", ratios, _GOAL, note)


def _import(store: Store, path: Path) -> None:
    [sheet] = table_files.open_file(path)
    outcome = take(store, preview(store, tables.plan(store, sheet, "action")))
    assert len(outcome.created) == _LINES


def _insert(store: Store, path: Path) -> None:
    """Read the file, and insert its rows in one transaction, under numbers that are free."""
    [sheet] = table_files.open_file(path)
    raw = store.engine.raw_connection()
    try:
        cursor: Any = raw.cursor()
        cursor.execute("BEGIN IMMEDIATE")
        rids = count(cursor.execute("SELECT coalesce(max(rid), 0) + 100000000 FROM action").fetchone()[0])
        cursor.executemany(
            _INSERT, [(next(rids), str(uuid4()), *line.cells) for line in sheet.lines if line.number > 2]
        )
        cursor.execute("COMMIT")
        cursor.execute("DELETE FROM action WHERE rid >= 100000000")
    finally:
        raw.close()


def _write(path: Path, turn: int) -> None:
    """Write a table that no turn before had."""
    rows = [
        [f"Answer the letter {turn}-{n} on {path.suffix}", f"الرد على الخطاب {turn}-{n} {path.suffix}", "decision",
         Date(f"2027-{n % 12 + 1:02}-{n % 28 + 1:02}"), "open", "urgent", "accepted", f"Reason {n}, in some words"]
        for n in range(_LINES)
    ]  # fmt: skip
    if path.suffix == ".csv":
        path.write_bytes(b"".join(delimited.written([_HEADS, _HEADS, *rows])))
    else:
        out = io.BytesIO()
        writing.write(out, [Written("x", [Column(name, name, 20) for name in _HEADS], rows, False)])
        path.write_bytes(out.getvalue())
