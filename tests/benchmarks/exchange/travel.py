"""Many changes on their way to a desk that has none of them (G1, G4, G5, G6), beside every peer.

Each round makes a new Ministry and a new mission, and does everything once, the peers in between.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median

from coopdesk.history.operation import Operation
from tests.benchmarks.exchange import peers
from tests.benchmarks.exchange.network import Watch, export, network, organizations, write
from tests.benchmarks.figures import ROUNDS, Figure, figure, said, timed

_MOST_SECONDS = 1.5 / 200_000
"""What an export may take for each change (G5)."""
_GIT_BYTES, _GIT_TIME = 0.88, 0.27
"""3.8 MB beside 4.3, 0.8 seconds beside 3.0: what a person would gain over files in a repository."""

Found = dict[str, list[float]]


def figures(place: Path, count: int) -> Iterator[Figure]:
    """Yield what the way of so many changes costs."""
    found: Found = defaultdict(list)
    for number in range(ROUNDS):
        _round(place / str(number), count, found)
        shutil.rmtree(place / str(number))
    yield from _import(found, count)
    yield from _export(found, count)


def _import(found: Found, count: int) -> Iterator[Figure]:
    speed = f"{count / median(found['import']):,.0f} operations a second"
    yield _beside(f"import of {count:,} operations beside raw rows (G1)", found, "import", "rows", 3.5, speed)
    yield _beside("import again under another name (G4)", found, "again", "import", 0.10)
    yield _beside("opening, proving and decoding in all of an import (G6)", found, "checks", "import", 0.15)
    yield _beside("import beside reading gzip of JSON", found, "import", "from json", None)
    yield _beside("import beside git fetch and checkout", found, "import", "from git", None)
    yield _beside("import beside Yjs, in memory only", found, "import", "from yjs", None)


def _export(found: Found, count: int) -> Iterator[Figure]:
    each = median(found["bytes"]) / count
    limit = _MOST_SECONDS * count
    yield figure("export, bytes an operation (G5)", [one / count for one in found["bytes"]], 38)
    yield _sizes("export, bytes beside gzip of JSON (G5)", found, "json bytes", 0.62)
    yield figure(
        f"export of {count:,} operations, beside the limit (G5)", [one / limit for one in found["export"]], 1.0,
        f"{said(median(found['export']), limit)}; {each:.1f} bytes an operation",
    )  # fmt: skip
    yield _beside("export beside gzip of JSON", found, "export", "to json", None)
    yield _sizes("export, bytes beside git bundle", found, "git bytes", _GIT_BYTES)
    yield _beside("export beside git add, commit and bundle", found, "export", "to git", _GIT_TIME)
    yield _sizes("export, bytes beside an update of Yjs", found, "yjs bytes", None)
    yield _beside("export beside an update of Yjs", found, "export", "to yjs", None)


def _round(place: Path, count: int, found: Found) -> None:
    ministry, mission = network(place / "desks", "D0", "D1")
    made = organizations(count, mission)
    write(mission, made)
    parts: list[bytes] = []
    found["export"].append(timed(lambda: parts.extend(export(mission, ministry, place / "out"))))
    twins = export(mission, ministry, place / "again", from_scratch=True)
    found["bytes"].append(sum(map(len, parts)))
    _rows(place / "rows.db", made, found)
    watch = Watch(ministry.store)
    found["import"].append(watch.take(parts))
    found["checks"].append(watch.checks)
    found["again"].append(Watch(ministry.store).take(twins, "known"))
    _json(made, found)
    if peers.Git.found:
        _git(place, peers.records(made), found)
    with suppress(ImportError):
        _yjs(made, found)
    for site in (ministry, mission):
        site.store.close()


def _rows(path: Path, made: list[Operation], found: Found) -> None:
    rows, bodies = peers.Rows(path), [one.body for one in made]
    found["rows"].append(timed(lambda: rows.add(bodies)))
    rows.close()


def _json(made: list[Operation], found: Found) -> None:
    texts: list[bytes] = []
    found["to json"].append(timed(lambda: texts.append(peers.as_json(made))))
    found["from json"].append(timed(lambda: peers.from_json(texts[0])))
    found["json bytes"].append(len(texts[0]))


def _git(place: Path, several: peers.Records, found: Found) -> None:
    here, there, path = peers.Git(place / "here"), peers.Git(place / "there"), place / "records.bundle"
    here.write(several)
    found["to git"].append(timed(lambda: here.bundle(path)))
    found["from git"].append(timed(lambda: there.take(path)))
    found["git bytes"].append(path.stat().st_size)


def _yjs(made: list[Operation], found: Found) -> None:
    doc = peers.yjs(made)
    updates: list[bytes] = []
    found["to yjs"].append(timed(lambda: updates.append(doc.get_update())))
    found["from yjs"].append(timed(lambda: peers.yjs_take(updates[0])))
    found["yjs bytes"].append(len(updates[0]))


def _beside(name: str, found: Found, mine: str, other: str, goal: float | None, note: str = "") -> Figure:
    if other not in found:
        return _absent(name, goal)
    ratios = [one / peer for one, peer in zip(found[mine], found[other], strict=True)]
    times = said(median(found[mine]), median(found[other]))
    return figure(name, ratios, goal, "; ".join(filter(None, (times, note))))


def _sizes(name: str, found: Found, other: str, goal: float | None) -> Figure:
    if other not in found:
        return _absent(name, goal)
    ratios = [one / peer for one, peer in zip(found["bytes"], found[other], strict=True)]
    return figure(name, ratios, goal, f"{median(found['bytes']):,.0f} bytes beside {median(found[other]):,.0f}")


def _absent(name: str, goal: float | None) -> Figure:
    return Figure(name, None, None, None, goal, note="the peer is not on this machine")
