"""Saving a record with every field filled, beside one bare transaction that writes the same bytes.

The program captures what changed, writes operations, registers, the record's row and its words, all durable
(synchronous FULL), and reads the record back. The peer takes the very rows that a save left behind and writes them
once more under other numbers into the same tables of the same file, in one durable transaction. The home is a copy
with many records in its list and its index.
"""

from collections.abc import Callable, Iterator
from statistics import median
from typing import Any, NamedTuple
from uuid import uuid4

from coopdesk.fields import Choice, Code, Day, Kind, Link, Members, Prose
from coopdesk.operations import desk, record
from coopdesk.records import Organization, fields_of
from coopdesk.store import search
from coopdesk.store.home import Store
from tests.benchmarks.figures import ROUNDS, Figure, Setup, figure, percentile, said, timed
from tests.benchmarks.homes import PASSPHRASE

_GOAL, _ROWS, _SAVES = 4.0, 100_000, 15
_OTHER_WRITER = 1_000_000
_ENGLISH = "Supports Member States in public health and sustainable development, and reports each year from Geneva."
_ARABIC = "تدعم الدول الأعضاء في الصحة العامة والتنمية المستدامة، وتقدّم تقريرها السنوي من جنيف."


class Saves(NamedTuple):
    """The seconds of saves and of the bare transactions between them, and the ratios of rounds of them."""

    fields: int
    mine: list[float]
    other: list[float]
    rounds: list[float]


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield saving a new record of forty fields beside the bare transaction."""
    store = desk.open_desk(setup.homes.copy(min(_ROWS, setup.rows), "saving"), PASSPHRASE)
    try:
        found = saves(store)
    finally:
        store.close()
    slow = " and ".join(f"{1000 * percentile(side, 0.95):.4g}" for side in (found.mine, found.other))
    note = f"{said(median(found.mine), median(found.other))}, p95 {slow} ms"
    yield figure(f"save of a record of {found.fields} fields", found.rounds, _GOAL, note)


def saves(store: Store) -> Saves:
    """Save new records of all fields, and write the same bytes bare, in turn."""
    raw = store.engine.raw_connection()
    try:
        values = _values(store)
        saved = record.save(store, "organization", values)
        again = _written_again(raw.cursor(), _rid(store, saved["id"]), store)
        again()
        found = Saves(len(values), [], [], [])
        for _ in range(ROUNDS):
            taken = [(timed(lambda: record.save(store, "organization", values)), timed(again)) for _ in range(_SAVES)]
            found.mine.extend(one for one, _ in taken)
            found.other.extend(one for _, one in taken)
            found.rounds.append(median(one for one, _ in taken) / median(one for _, one in taken))
    finally:
        raw.close()
    return found


def _values(store: Store) -> dict[str, Any]:
    """Return a value for every field of an organization."""
    with store.reading() as connection:
        links = {
            name: connection.exec_driver_sql(f"SELECT id FROM {name} ORDER BY rid LIMIT 1").scalar()
            for name in ("organization", "officer")
        }
    return {one.name: _value(one.name, one.kind, links) for one in fields_of(Organization)} | {"audience": "ministry"}


def _value(name: str, kind: Kind, links: dict[str, str]) -> Any:
    if isinstance(kind, Choice):
        return kind.options[0].token
    if isinstance(kind, Link):
        return links[str(kind.to)]
    if isinstance(kind, Members):
        return [f"{name} one", f"{name} two"]
    if isinstance(kind, Code):
        return "QA"
    if isinstance(kind, Day):
        return "2026-03-05"
    if isinstance(kind, Prose):
        return "\n".join([_ARABIC if name.endswith("_ar") else _ENGLISH] * 3)
    return "مؤسسة التعاون الدولي" if name.endswith("_ar") else f"International cooperation, {name}"


def _rid(store: Store, id: str) -> int:
    with store.reading() as connection:
        return int(connection.exec_driver_sql("SELECT rid FROM record WHERE id = ?", (id,)).scalar() or 0)


def _written_again(cursor: Any, rid: int, store: Store) -> Callable[[], None]:
    """Return what writes the rows of a record once more, each time under numbers that are free."""
    columns, rows = {}, {}
    for table in ("op", "reg", "record", "organization"):
        found = cursor.execute(f"SELECT * FROM {table} WHERE rid = ?", (rid,))
        columns[table] = [one[0] for one in found.description]
        rows[table] = [dict(zip(columns[table], row, strict=True)) for row in found.fetchall()]
    with store.reading() as connection:
        text = search.indexed_texts(connection, Organization, [rid])[rid]
    assert text is not None
    clock = cursor.execute("SELECT value FROM meta WHERE key = 'clock'").fetchone()[0]
    insert = {
        table: f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
        for table, names in columns.items()
    }

    def write() -> None:
        """Write in one transaction. The numbers are asked for as the program must ask for them."""
        cursor.execute("BEGIN IMMEDIATE")
        seq, reg, new, n = (
            cursor.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0] + 1
            for table, column in (
                ("op", "seq"),
                ("reg", "id"),
                ("record", "rid"),
                (f"op WHERE writer = {_OTHER_WRITER}", "n"),
            )
        )
        id = str(uuid4())
        moved = reg - min(one["id"] for one in rows["reg"])
        cursor.executemany(insert["op"], [
            one | {"seq": seq + place, "writer": _OTHER_WRITER, "n": n + place, "rid": new, "reg": one["reg"] + moved}
            for place, one in enumerate(rows["op"])
        ])  # fmt: skip
        cursor.executemany(insert["reg"], [one | {"id": one["id"] + moved, "rid": new} for one in rows["reg"]])
        for table in ("record", "organization"):
            cursor.execute(insert[table], rows[table][0] | {"rid": new, "id": id})
        cursor.execute("INSERT INTO search (rowid, words, stems) VALUES (?, ?, ?)", (new, *text))
        cursor.execute("UPDATE meta SET value = ? WHERE key = 'clock'", (clock,))
        cursor.execute("COMMIT")

    return write
