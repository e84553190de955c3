"""What a desk costs that holds many changes already (G2, G3, G11, G13).

The Ministry takes five times as many changes as the other figures import. A copy of it is kept after the first fifth:
a later file is imported there and at the full desk in turn, each time into a fresh copy.
"""

import hashlib
import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import select

from coopdesk.history.operation import Operation
from coopdesk.operations import conflicts
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import table_of
from coopdesk.store.home import Store
from coopdesk.store.rebuilding import rebuild
from coopdesk.store.tables import OP, RECORD, REG
from tests.benchmarks.exchange import peers
from tests.benchmarks.exchange.network import (
    PER_RECORD,
    Watch,
    edits,
    export,
    network,
    organizations,
    send,
    texts,
    write,
)
from tests.benchmarks.figures import ROUNDS, Figure, beside, figure, percentile, said, timed
from tests.benchmarks.saving import saves
from tests.simulation.desks import Site, open_copy

_FIFTHS, _PAGE, _UNSEEN = 5, 50, 10
_SPEED, _SMALL_MOST, _REBUILD_MOST, _FIRST_PAGE, _SAVE_MOST = 20_000, 0.5, 90 / 1_000_000, 0.005, 0.05
_BARE_PAGE = f"SELECT rid, field, key FROM reg WHERE conflict > 0 ORDER BY last DESC LIMIT {_PAGE}"


def figures(place: Path, count: int) -> Iterator[Figure]:
    """Yield what one more file costs, what the review and a form cost, and what making everything anew costs."""
    ministry, filler, editor, sender = network(place / "desks", "D0", "D1", "D2", "D3")
    rows = peers.Rows(place / "rows.db")
    first = organizations(count, filler)
    write(filler, first)
    send(filler, ministry, place / "fill-0")
    for site in (editor, sender):
        send(ministry, site, place / f"to-{site.code}")
    bodies = [one.body for one in first]
    rows.add(bodies)
    ministry.backup(place / "low")
    for fifth in range(1, _FIFTHS):
        write(filler, organizations(count, filler, skip=fifth * count // PER_RECORD, audience="ministry"))
        send(filler, ministry, place / f"fill-{fifth}")
        rows.add(bodies)
    chosen = iter(texts(first))
    held = _FIFTHS * count
    yield _small_bundles(place, ministry, editor, rows, chosen, held)
    again = list(islice(chosen, count // 2))
    more = organizations(count - len(again), sender, skip=_FIFTHS * count // PER_RECORD)
    write(sender, more)
    more += edits(again, sender)
    write(sender, more[-len(again) :])
    ministry.backup(place / "high")
    yield from _one_more(place, ministry, export(sender, ministry, place / "more"), rows, more, held)
    yield from _review(ministry.store, held)
    yield from _anew(ministry.store, rows, bodies)
    yield _form(ministry.store, held)
    rows.close()
    for site in (ministry, filler, editor, sender):
        site.store.close()


def _small_bundles(
    place: Path, ministry: Site, editor: Site, rows: peers.Rows, chosen: Iterator[Operation], held: int
) -> Figure:
    """Import edits of which one in ten did not see what it would replace."""
    few = min(2_000, held // 100)
    mine, other = [], []
    for number in range(ROUNDS):
        made = edits(islice(chosen, few), editor, unseen=_UNSEEN)
        write(editor, made)
        parts = export(editor, ministry, place / f"few-{number}")
        mine.append(Watch(ministry.store).take(parts))
        bodies = [one.body for one in made]
        other.append(timed(lambda: rows.add(bodies)))  # noqa: B023
        send(ministry, editor, place / f"known-{number}")
    note = f"{said(median(mine), _SMALL_MOST)}; raw rows {1000 * median(other):.4g} ms"
    return figure(
        f"{few:,} operations onto {held:,}, beside the limit (G3)", [one / _SMALL_MOST for one in mine], 1.0, note
    )


def _one_more(
    place: Path, ministry: Site, parts: list[bytes], rows: peers.Rows, made: list[Operation], held: int
) -> Iterator[Figure]:
    bodies = [one.body for one in made]
    taken: list[tuple[float, float, float]] = []
    for _ in range(ROUNDS):
        low, high = (_imported(place, ministry, name, parts) for name in ("low", "high"))
        taken.append((low, high, timed(lambda: rows.add(bodies))))
    count = len(bodies)
    few, many, raw = (median(side) for side in zip(*taken, strict=True))
    yield figure(
        f"{count:,} operations onto {held:,}, beside the limit (G2)",
        [high * _SPEED / count for _, high, _ in taken], 1.0,
        f"{said(many, count / _SPEED)}; {count / many:,.0f} operations a second",
    )  # fmt: skip
    yield figure(
        f"{count:,} operations onto {held:,} beside onto {held // _FIFTHS:,} (G2)",
        [high / low for low, high, _ in taken],
        1.3,
        said(many, few),
    )
    yield figure(
        f"{count:,} operations onto {held:,} beside raw rows",
        [high / bare for _, high, bare in taken],
        None,
        said(many, raw),
    )


def _imported(place: Path, ministry: Site, name: str, parts: list[bytes]) -> float:
    home = place / "copy"
    shutil.copytree(place / name, home)
    store = open_copy(home, ministry.world)
    with store.writing():
        pass
    found = Watch(store).take(parts)
    store.close()
    shutil.rmtree(home)
    return found


def _review(store: Store, held: int) -> Iterator[Figure]:
    """Measure what the board asks for, beside the rows of the index that it cannot do without."""
    raw = store.engine.raw_connection()
    found = conflicts.count(store)
    name = f"{found:,} open conflicts of {held:,}"
    bare = beside(
        f"{name}, beside a bare SELECT", lambda: conflicts.conflicts(store, limit=_PAGE),
        lambda: raw.cursor().execute(_BARE_PAGE).fetchall(), None,
    )  # fmt: skip
    yield bare
    taken = [timed(lambda: conflicts.conflicts(store, limit=_PAGE)) for _ in range(ROUNDS)]
    yield figure(
        f"{name}, beside the limit (G13)", [one / _FIRST_PAGE for one in taken], 1.0, said(median(taken), _FIRST_PAGE)
    )
    raw.close()


def _form(store: Store, held: int) -> Figure:
    found = saves(store)
    slowest = percentile(found.mine, 0.95)
    return figure(
        f"save of {found.fields} fields among {held:,}, p95 beside the limit (G13)", [slowest / _SAVE_MOST], 1.0,
        f"{said(slowest, _SAVE_MOST)}; bare transactions {1000 * percentile(found.other, 0.95):.4g} ms",
    )  # fmt: skip


def _anew(store: Store, rows: peers.Rows, bodies: list[bytes]) -> Iterator[Figure]:
    before = _digests(store)
    with store.writing() as writing:
        count = writing.connection.execute(select(OP.c.seq).order_by(OP.c.seq.desc()).limit(1)).scalar_one()
        wanted = select(RECORD.c.id).where(RECORD.c.rid.in_(select(OP.c.rid)), RECORD.c.erased == 0)
        start = perf_counter()
        rebuild(writing, writing.connection.execute(wanted).scalars().all())
        seconds = perf_counter() - start
    differing = [name for name, digest in _digests(store).items() if digest != before[name]]
    raw = timed(lambda: rows.add(bodies)) * count / len(bodies)
    limit = count * _REBUILD_MOST
    yield figure(
        f"all anew from {count:,} operations, beside the limit (G11)", [seconds / limit], 1.0,
        f"{said(seconds, limit)}; {seconds / raw:.1f} times raw rows",
    )  # fmt: skip
    yield figure(
        "tables that differ when all was made anew (G11)", [float(len(differing))], 0.0,
        f"of {len(before)}{': ' if differing else ''}{', '.join(differing)}",
    )  # fmt: skip


def _digests(store: Store) -> dict[str, bytes]:
    """Return a hash of each table that follows from the operations."""
    found = {}
    with store.reading() as connection:
        for table in (REG, *(table_of(one) for one in BY_ENTITY.values())):
            digest = hashlib.sha256()
            order = table.c.id if table is REG else table.c.rid
            for row in connection.execution_options(yield_per=10_000).execute(select(table).order_by(order)):
                digest.update(repr(tuple(row)).encode())
            found[table.name] = digest.digest()
    return found
