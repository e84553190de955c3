"""Small files: one change for seven recipients, and a thousand edits beside ``git bundle`` of the same."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from coopdesk.operations import record
from tests.benchmarks.exchange import peers
from tests.benchmarks.exchange.network import (
    Watch,
    edits,
    export,
    network,
    organizations,
    send,
    take,
    texts,
    write,
)
from tests.benchmarks.figures import ROUNDS, Figure, figure, said, timed

_MOST, _RECIPIENTS = 1_300, 7


def figures(place: Path, count: int) -> Iterator[Figure]:
    """Yield the bytes of one change, and what a thousand edits cost."""
    sizes = [float(_one_change(place / f"one-{number}")) for number in range(ROUNDS)]
    yield figure(
        f"one operation to {_RECIPIENTS} recipients, beside the limit (G5)", [one / _MOST for one in sizes], 1.0,
        f"{median(sizes):,.0f} bytes beside {_MOST:,}",
    )  # fmt: skip
    yield from _edits(place, count)


def _one_change(place: Path) -> int:
    """Return the bytes of a file with one change for a mission of six computers and the recovery key."""
    ministry, *mission = network(place / "desks", "D0", *["D1"] * (_RECIPIENTS - 1))
    made = record.save(ministry.store, "organization", {"name_en": "Body", "audience": "all"})["id"]
    first = export(ministry, mission[0], place / "first")
    for number, site in enumerate(mission):
        take(site.store, first)
        take(ministry.store, export(site, ministry, place / f"known-{number}"))
    record.save(ministry.store, "organization", {"id": made, "name_en": "Another name"})
    parts = export(ministry, mission[0], place / "second")
    assert take(mission[0].store, parts)[0].applied == 1
    for site in (ministry, *mission):
        site.store.close()
    return sum(map(len, parts))


def _edits(place: Path, count: int) -> Iterator[Figure]:
    ministry, mission = network(place / "desks", "D0", "D1")
    made = organizations(count, mission)
    write(mission, made)
    send(mission, ministry, place / "all")
    chosen = iter(texts(made))
    here, there = (peers.Git(place / name) for name in ("here", "there")) if peers.Git.found else (None, None)
    several = peers.records(made)
    if here and there:
        here.write(several)
        here.bundle(place / "all.bundle")
        there.take(place / "all.bundle")
    times: list[tuple[float, float]] = []
    sizes: list[tuple[int, int]] = []
    few = min(1_000, count // 20)
    for number in range(ROUNDS):
        changed = edits(list(islice(chosen, few)), mission)
        write(mission, changed)
        parts: list[bytes] = []
        mine = timed(lambda: parts.extend(export(mission, ministry, place / f"out-{number}")))  # noqa: B023
        mine += Watch(ministry.store).take(parts)
        take(mission.store, export(ministry, mission, place / f"known-{number}"))
        if here and there:
            touched = peers.records(changed)
            here.write({id: several[id] | values for id, values in touched.items()})
            path, before = place / f"{number}.bundle", here.head()
            other = timed(lambda: here.bundle(path, before)) + timed(lambda: there.take(path))  # noqa: B023
            times.append((mine, other))
            sizes.append((sum(map(len, parts)), path.stat().st_size))
    for site in (ministry, mission):
        site.store.close()
    yield _beside(f"{few:,} edits sent and taken, beside git", times, milliseconds=True)
    yield _beside(f"{few:,} edits, bytes beside git bundle", sizes)


def _beside(
    name: str, pairs: list[tuple[float, float]] | list[tuple[int, int]], *, milliseconds: bool = False
) -> Figure:
    if not pairs:
        return Figure(name, None, None, None, None, note="the peer is not on this machine")
    mine, other = (median(side) for side in zip(*pairs, strict=True))
    note = said(mine, other) if milliseconds else f"{mine:,.0f} bytes beside {other:,.0f}"
    return figure(name, [one / peer for one, peer in pairs], None, note)
