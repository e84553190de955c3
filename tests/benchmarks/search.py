"""Search over many records beside bare FTS5 on the same file, and whether every spelling of a name is found.

Two limits: ranking alone (``store.search``) beside the same expression, ranked, on a bare connection; and the whole
answer with titles and the words around each hit (``operations.search``) beside that and reading the rows of the
hits. p99 is over a hundred queries of one sort, each of which is another one. Recall saves each name as the program
saves records, and looks for it in its other spelling, both ways.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import median
from typing import Any

from coopdesk.operations import desk, record, search as finding
from coopdesk.records import Organization
from coopdesk.store import search
from coopdesk.store.home import Store
from tests.benchmarks.figures import ROUNDS, Figure, Setup, figure, percentile, said, timed
from tests.benchmarks.homes import PASSPHRASE
from tests.benchmarks.names import CITIES, KINDS, SEED, SUBJECTS, SYLLABLES
from tests.benchmarks.variants import PAIRS

_GOAL, _QUERIES, _BEST, _PART, _FEWER = 1.3, 100, 20, 0.99, 100_000
_RANKED = f"SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, 1.0, 0.6) LIMIT {_BEST}"
_RANKED_OF_TYPE = (
    "SELECT rowid FROM search WHERE search MATCH ? AND (SELECT entity FROM record WHERE rid = search.rowid) = "
    f"{Organization.__entity__} ORDER BY bm25(search, 1.0, 0.6) LIMIT {_BEST}"
)
_ROWS = "SELECT rid, id, deleted, name_en, name_ar, name_fr, acronym_en, acronym_ar, mandate_en, mandate_ar, seat_city"


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield p99 of three sorts of query, ranked alone and answered whole, and recall."""
    store = setup.homes.open(setup.rows)
    raw = store.engine.raw_connection()
    try:
        for name, queries in _queries().items():
            yield from _beside(f"search of {setup.rows:,}: {name}", queries, store, raw.cursor())
    finally:
        raw.close()
        store.close()
    yield _of_one_type(setup)
    yield _recall(setup)


def _queries() -> dict[str, list[str]]:
    draw = Random(SEED + 2)

    def founder(length: int, place: int) -> str:
        return "".join(part[place] for part in draw.choices(SYLLABLES, k=length))

    common = [word[:length] for pair in (*KINDS, *SUBJECTS, *CITIES) for word in pair[:2] for length in (2, 3, 4)]
    return {
        "rare word": [founder(4, number % 2) for number in range(_QUERIES)],
        "two languages": [f"{founder(3, 0)} {draw.choice(SUBJECTS)[1]}" for _ in range(_QUERIES // 2)]
        + [f"{draw.choice(SUBJECTS)[1]} {draw.choice(CITIES)[0]}" for _ in range(_QUERIES // 2)],
        "prefix of a rare word": [founder(3, number % 2)[:5] for number in range(_QUERIES)],
        "prefix of a common word": draw.sample(common, _QUERIES),
    }


def _beside(name: str, queries: Sequence[str], store: Store, cursor: Any) -> Iterator[Figure]:
    def ranked(query: str) -> list[tuple[int]]:
        found: list[tuple[int]] = cursor.execute(_RANKED, (search.match_expression(query),)).fetchall()
        return found

    def read(query: str) -> object:
        numbers = [row[0] for row in ranked(query)]
        marks = ",".join("?" * len(numbers))
        return cursor.execute(f"{_ROWS} FROM organization WHERE rid IN ({marks})", numbers).fetchall()

    def hits(query: str) -> object:
        with store.reading() as connection:
            return search.hits(connection, query, limit=_BEST)

    def answer(query: str) -> object:
        return finding.find(store, query, limit=_BEST)

    yield _p99(f"{name}, ranked", queries, hits, ranked)
    yield _p99(f"{name}, whole answer", queries, answer, read)


def _p99(name: str, queries: Sequence[str], work: Callable[[str], object], peer: Callable[[str], object]) -> Figure:
    sides = []
    for _ in range(ROUNDS + 1):
        taken = [(timed(lambda one=one: work(one)), timed(lambda one=one: peer(one))) for one in queries]  # type: ignore[misc]
        sides.append(tuple(percentile(side, _PART) for side in zip(*taken, strict=True)))
    mine, other = (median(side) for side in zip(*sides[1:], strict=True))
    return figure(f"{name}, p99", [one / two for one, two in sides[1:]], _GOAL, said(mine, other))


def _of_one_type(setup: Setup) -> Figure:
    """Ask as the choice of a linked record does: for one type only."""
    rows = min(_FEWER, setup.rows)
    store = setup.homes.open(rows)
    raw = store.engine.raw_connection()
    cursor = raw.cursor()

    def answer(query: str) -> object:
        return finding.find(store, query, "organization", _BEST)

    def ranked(query: str) -> object:
        return cursor.execute(_RANKED_OF_TYPE, (search.match_expression(query),)).fetchall()

    try:
        return _p99(f"search of {rows:,}: rare word of one type", _queries()["rare word"][:5], answer, ranked)
    finally:
        raw.close()
        store.close()


def _recall(setup: Setup) -> Figure:
    home = setup.homes.folder / "spellings"
    shutil.rmtree(home, ignore_errors=True)
    desk.init(home, code="QA-GVA", name_en="Mission", name_ar="الوفد", passphrase=PASSPHRASE)
    store = desk.open_desk(home, PASSPHRASE)
    try:
        sought = [(kind, *pair) for kind, pairs in PAIRS.items() for a, b in pairs for pair in ((a, b), (b, a))]
        names = list(dict.fromkeys(stored for _, stored, _ in sought))
        saved = record.save_all(store, "organization", [{"name_ar": f"{name} خالد"} for name in names])
        ids = dict(zip(names, (one["id"] for one in saved), strict=True))
        missed = [
            (kind, f"{typed} for {stored}")
            for kind, stored, typed in sought
            if ids[stored] not in {hit["id"] for hit in finding.find(store, f"{typed} ", limit=200)}
        ]
    finally:
        store.close()
    kinds = ", ".join(f"{kind} ({count})" for kind, count in Counter(kind for kind, _ in missed).items())
    note = f"{len(sought) - len(missed)} of {len(sought)} found" + (f"; missed: {kinds}" if missed else "")
    part = 1 - len(missed) / len(sought)
    details = tuple(pair for _, pair in missed)
    return Figure("recall of spellings of Arabic names", part, part, part, 1.0, least=True, note=note, details=details)
