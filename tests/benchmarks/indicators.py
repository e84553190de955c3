"""The matrix of 500 indicators by 20 periods and the scoreboard over its 10,000 values, beside the bare SQL of each;
no goal is set for these two, whose work is on the worker.

Values are written straight into their tables, as ``homes`` writes organizations. Pasting is measured beside one bare
transaction that writes the very rows which a paste left behind once more, under numbers that are free.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any
from uuid import uuid4

from coopdesk.operations import desk, listing, record
from coopdesk.operations.indicators import cell_saving, matrix, scoreboard
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.operations.indicators.matrix import Asked
from coopdesk.periods import between
from coopdesk.records import Indicator, IndicatorValue
from coopdesk.store import placing, search
from coopdesk.store.home import Store
from tests.benchmarks.figures import Figure, Setup, beside, figure, said, timed
from tests.benchmarks.homes import PASSPHRASE
from tests.benchmarks.names import SEED

_PASTE_GOAL = 4.0
_INDICATORS, _ROWS, _PASTED, _TIMES = 500, 1_000, 2_000, 5
_PERIODS = between("2022-Q1", "2026-Q4")
_OTHER_WRITER = 1_000_000
_VALUE = (
    "INSERT INTO indicator_value (rid, id, created_at, changed_at, deleted, conflicts, classification, audience, "
    "indicator, period, value, stage) VALUES (?, ?, 0, 0, 0, 0, 'internal', 'ministry', ?, ?, ?, 'approved')"
)
_RECORD = "INSERT INTO record (rid, id, entity, erased, indexed) VALUES (?, ?, ?, 0, 1)"
_LISTED = "SELECT id, name_en, name_ar, code, baseline FROM indicator WHERE deleted IS 0"
_CELLS = "SELECT indicator, period, part, entity, value, stage FROM indicator_value WHERE deleted IS 0"
_AIMS = "SELECT indicator, period, part, value FROM target WHERE deleted IS 0"


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield what the matrix costs to open and to paste into, and what the scoreboard costs."""
    store = desk.open_desk(setup.homes.copy(_ROWS, "indicators"), PASSPHRASE)
    raw = store.engine.raw_connection()
    try:
        fill(store, raw.cursor())
        yield from _measured(store, raw.cursor())
    finally:
        raw.close()
        store.close()


def fill(store: Store, cursor: Any) -> None:
    """Write the indicators with a value in every period, and a target in the last of each year."""
    draw = Random(SEED)
    with store.writing() as writing:
        ids = [
            record.save_in(writing, Indicator, {
                "name_en": f"Indicator {n}", "name_ar": f"المؤشر {n}", "code": f"I-{n:03}", "frequency": "quarter",
                "baseline": "10", "targets": [{"period": one, "value": "100"} for one in _PERIODS[3::4]],
            })
            for n in range(_INDICATORS)
        ]  # fmt: skip
    rid = int(cursor.execute("SELECT max(rid) + 1 FROM record").fetchone()[0])
    cursor.execute("BEGIN")
    for indicator in ids:
        for period in _PERIODS:
            id = placing.id_of(IndicatorValue, indicator, (period, None, None))
            cursor.execute(_VALUE, (rid, id, indicator, period, draw.randrange(120) * 10**6))
            cursor.execute(_RECORD, (rid, id, IndicatorValue.__entity__))
            rid += 1
    cursor.execute("COMMIT")
    cursor.execute("ANALYZE")


def _measured(store: Store, cursor: Any) -> Iterator[Figure]:
    found = listing.open_list(store, "indicator", where={"frequency": "quarter"})
    ids = tuple(listing.ids(store, found))

    def bare() -> object:
        return [cursor.execute(one).fetchall() for one in (_LISTED, _CELLS, _AIMS)]

    name = f"matrix of {_INDICATORS} by {len(_PERIODS)}, opened"
    yield beside(name, lambda: matrix.open_matrix(store, Asked(ids)), bare, None, repeats=3)
    name = f"scoreboard over {_INDICATORS * len(_PERIODS):,} values"
    yield beside(name, lambda: scoreboard.scoreboard(store, found), bare, None, repeats=3)
    yield _pasted(store, cursor, ids)


def _pasted(store: Store, cursor: Any, ids: tuple[str, ...]) -> Figure:
    """Return what pasting new cells costs: each time in years that hold none yet."""
    mine, other = [], []
    for year in range(2030, 2030 + 5 * _TIMES, 5):
        periods = between(f"{year}-Q1", f"{year + 4}-Q4")
        changes = [
            Change(one, period, value=n * 10**6) for n, one in enumerate(ids[: _PASTED // len(periods)])
            for period in periods
        ]  # fmt: skip
        before = int(cursor.execute("SELECT max(rid) FROM record").fetchone()[0])
        mine.append(timed(lambda changes=changes: cell_saving.save_cells(store, changes)))  # type: ignore[misc]
        other.append(timed(_written_again(store, cursor, before)))
    ratios = [a / b for a, b in zip(mine, other, strict=True)]
    note = said(sorted(mine)[_TIMES // 2], sorted(other)[_TIMES // 2])
    return figure(f"{_PASTED:,} cells pasted", ratios, _PASTE_GOAL, note)


def _written_again(store: Store, cursor: Any, after: int) -> Callable[[], None]:
    """Return what writes the rows of all records after one of them once more, in one transaction."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table in ("op", "reg", "record", "indicator_value"):
        read = cursor.execute(f"SELECT * FROM {table} WHERE rid > ?", (after,))
        names = [one[0] for one in read.description]
        rows[table] = [dict(zip(names, row, strict=True)) for row in read.fetchall()]
    rids = [one["rid"] for one in rows["record"]]
    with store.reading() as connection:
        texts = search.indexed_texts(connection, IndicatorValue, rids)
    seq, reg, last, n = (
        int(cursor.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0])
        for table, column in (("op", "seq"), ("reg", "id"), ("record", "rid"),
                              (f"op WHERE writer = {_OTHER_WRITER}", "n"))
    )  # fmt: skip
    moved, regs = last - after, reg - min(one["id"] for one in rows["reg"]) + 1
    for place, one in enumerate(rows["op"], 1):
        one |= {"seq": seq + place, "writer": _OTHER_WRITER, "n": n + place, "reg": one["reg"] + regs}
    for one in rows["reg"]:
        one["id"] += regs
    for id, value in zip([str(uuid4()) for _ in rids], rows["indicator_value"], strict=True):
        value["id"] = id
    for value, one in zip(rows["indicator_value"], rows["record"], strict=True):
        one["id"] = value["id"]
    for several in rows.values():
        for one in several:
            one["rid"] += moved
    words = [(rid + moved, *text) for rid in rids if (text := texts.get(rid)) is not None]

    def write() -> None:
        cursor.execute("BEGIN IMMEDIATE")
        for table, several in rows.items():
            names = list(several[0])
            insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(f':{name}' for name in names)})"
            cursor.executemany(insert, several)
        cursor.executemany("INSERT INTO search (rowid, words, stems) VALUES (?, ?, ?)", words)
        cursor.execute("COMMIT")

    return write
