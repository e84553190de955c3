"""The exchange beside what a person would use instead, and beside the bare rows that it cannot do without.

Two desks on real databases. One writes so many field changes, exports them, the other one imports them with every
check. Peers in the same run: rows of the same bytes put into an encrypted database by ``executemany``, one durable
transaction; gzip of the operations as JSON; ``git bundle`` of the records as files.
"""

import gzip
import json
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from uuid import UUID

from coopdesk.history.operation import Operation, OpKind, pack
from coopdesk.history.register import Head, Register
from coopdesk.operations import conflicts, desk
from coopdesk.records import Organization
from coopdesk.store.database import engine_for
from coopdesk.store.home import Store
from coopdesk.sync import incoming, outgoing
from tests.benchmarks.figures import Figure, Setup, beside, figure, said, timed
from tests.benchmarks.homes import PASSPHRASE
from tests.benchmarks.names import bodies
from tests.simulation.desks import Site, found_network

_ROUNDS = 3
_PER_RECORD = 10
_WALL = 1_790_000_000_000
_PAGE, _OF_CONFLICTS = 50, 50
"""How many conflicts are seen at once, and of how many registers one is in conflict."""


@dataclass
class Round:
    """One network made anew, and the seconds and bytes of what was done in it."""

    exported: float
    imported: float
    again: float
    size: int
    raw: float
    json: int


def figures(setup: Setup) -> Iterator[Figure]:
    """Yield export and import of a fifth as many operations as the large home has records, and their peers."""
    count = max(2_000, setup.rows // 5)
    place = setup.homes.folder / "exchange"
    shutil.rmtree(place, ignore_errors=True)
    rounds = [_round(place / f"round-{number}", number, count) for number in range(_ROUNDS)]
    imports, raws = [one.imported for one in rounds], [one.raw for one in rounds]
    yield figure(
        f"import of {count} operations beside raw rows (G1)", [one.imported / one.raw for one in rounds], 3.5,
        f"{said(median(imports), median(raws))}; {count / median(imports):.0f} operations a second",
    )  # fmt: skip
    yield figure("import again under another name (G4)", [one.again / one.imported for one in rounds], 0.10)
    yield figure(
        "export, bytes beside gzip of JSON (G5)", [one.size / one.json for one in rounds], 0.62,
        f"{median(one.size for one in rounds) / count:.1f} bytes an operation;"
        f" {count / median(one.exported for one in rounds):.0f} operations a second",
    )  # fmt: skip
    yield _reviewing(setup)


def _reviewing(setup: Setup) -> Figure:
    """Measure the first page of the conflicts where there are many, beside the same where there are few."""
    many, few = (_disputed(setup, rows) for rows in (setup.rows, max(setup.rows // 50, _PAGE * _OF_CONFLICTS)))
    found = beside(
        f"first page of {conflicts.count(many)} conflicts beside {conflicts.count(few)} (G13)",
        lambda: (conflicts.conflicts(many, limit=_PAGE), conflicts.count(many)),
        lambda: (conflicts.conflicts(few, limit=_PAGE), conflicts.count(few)), 1.5, repeats=9,
    )  # fmt: skip
    for store in (many, few):
        store.close()
    return found


def _disputed(setup: Setup, rows: int) -> Store:
    """Return a home of so many records, with a register of each; one of fifty holds two values."""
    store = desk.open_desk(setup.homes.copy(rows, f"conflicts-{rows}"), PASSPHRASE)
    heads = [
        Head(bytes([n]) * 32, 1, b"hash", _WALL << 16, b"", OpKind.SET, pack(f"value {n}"), (), ()) for n in (1, 2)
    ]
    one, two = (Register(tuple(heads[:n])).encode() for n in (1, 2))
    raw = store.engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute(
        'INSERT OR IGNORE INTO reg (rid, field, "key", state, conflict, waiting, last)'
        " SELECT rid, 15, '', iif(rid % ?1 = 0, ?2, ?3), iif(rid % ?1 = 0, 2, 0), 0, rid FROM record"
        " WHERE entity = ?4",
        (_OF_CONFLICTS, two, one, Organization.__entity__),
    )
    raw.commit()
    raw.close()
    return store


def _round(place: Path, seed: int, count: int) -> Round:
    place.mkdir(parents=True)
    ministry, mission = _network(place, seed)
    made = operations(count, mission)
    with mission.store.writing() as writing:
        writing.apply(made)
    out = place / "out"
    exported = timed(lambda: outgoing.export(mission.store, "D0", out, size=60_000_000))
    parts = [path.read_bytes() for path in sorted(out.iterdir())]
    outgoing.export(mission.store, "D0", place / "again", size=60_000_000, from_scratch=True)
    twins = [path.read_bytes() for path in sorted((place / "again").iterdir())]
    found = Round(
        exported=exported,
        raw=timed(lambda: _raw(place / "raw.db", made)),
        imported=timed(lambda: _take(ministry.store, parts, "applied")),
        again=timed(lambda: _take(ministry.store, twins, "known")),
        size=sum(map(len, parts)),
        json=len(gzip.compress(_as_json(made), 6)),
    )
    for site in (ministry, mission):
        site.store.close()
    return found


def _network(place: Path, seed: int) -> tuple[Site, Site]:
    sites = found_network(place, ["D0", "D1"], random.Random(seed), lambda: _WALL)
    return sites[0], sites[1]


def operations(count: int, site: Site) -> list[Operation]:
    """Return so many changes of the fields of organizations, ten a record, as a mission's own."""
    with site.store.writing() as writing:
        writer = writing.author.writer
    chance = random.Random(11)
    found: list[Operation] = []
    for body in bodies(count // _PER_RECORD):
        record = chance.randbytes(16)
        values = (body.name_en, body.name_ar, body.acronym, body.type, body.city, body.country, "all", "internal")
        fields = (1, 2, 4, 7, 15, 16, 60_002, 60_001)
        first = len(found) + 1
        for n in range(_PER_RECORD):
            field, value = (fields[n], values[n]) if n < len(fields) else (22 + n, f"{body.name_en} {n}")
            found.append(Operation(
                writer, len(found) + 1, (_WALL + len(found)) << 16, b"", first, 1, Organization.__entity__, record,
                field, "", OpKind.SET, pack(value), (), (),
            ))  # fmt: skip
    return found


def _take(store: Store, parts: list[bytes], status: str) -> None:
    for number, data in enumerate(parts):
        assert incoming.take(store, data, f"part-{number}.cdx").status == status


def _raw(path: Path, made: list[Operation]) -> None:
    from coopdesk.history.operation import encode

    engine = engine_for(path, b"k" * 32, "create")
    raw = engine.raw_connection()
    cursor = raw.cursor()
    cursor.execute("CREATE TABLE op (writer INTEGER, n INTEGER, body BLOB, UNIQUE (writer, n))")
    cursor.execute("BEGIN")
    cursor.executemany("INSERT INTO op VALUES (1, ?, ?)", [(one.n, encode(one)) for one in made])
    cursor.execute("COMMIT")
    raw.close()
    engine.dispose()


def _as_json(made: list[Operation]) -> bytes:
    from coopdesk.history.operation import unpack

    return "\n".join(
        json.dumps(
            [one.writer.hex(), one.n, one.hlc, one.txn, one.entity, str(UUID(bytes=one.record)), one.field,
             unpack(one.value)],
            ensure_ascii=False,
        )
        for one in made
    ).encode()  # fmt: skip
