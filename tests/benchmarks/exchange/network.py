"""Desks that exchange, the changes that they write, and the files that go between them."""

import random
from collections.abc import Iterable
from itertools import accumulate, islice
from pathlib import Path
from time import perf_counter
from uuid import UUID

from coopdesk.history.identity import new_id
from coopdesk.history.operation import Context, Operation, OpKind, pack
from coopdesk.records import Organization
from coopdesk.store.home import Store
from coopdesk.sync import incoming, outgoing
from coopdesk.sync.incoming import Taken
from coopdesk.world import World
from tests.benchmarks.names import SYLLABLES, Body, bodies
from tests.simulation.desks import Site, found_network

PER_RECORD = 10
_WALL = 1_790_000_000_000
_BEGUN, _STEP = _WALL - 400 * 86_400_000, 9_000
"""When the first change was made, and about how long after it the next, in milliseconds."""
_PART = 60_000_000
_TEXTS = (1, 2, 4, 15, 18, 19)
"""Fields of free text, among those that ``organizations`` fills."""
_LETTERS = random.Random(5)
_WORDS = [
    "".join(part[place % 2] for part in _LETTERS.choices(SYLLABLES, k=_LETTERS.choice((1, 2, 2, 3, 4))))
    for place in range(4_000)
]
_OFTEN = list(accumulate(1 / (rank + 10) for rank in range(len(_WORDS))))
"""Words of both scripts, some of which are more frequent, as in a language."""


def network(place: Path, *codes: str) -> list[Site]:
    """Make desks that are enrolled with each other; the first is the Ministry."""
    return found_network(place, list(codes), random.Random(7), lambda: _WALL)


def organizations(count: int, site: Site, *, skip: int = 0, audience: str = "all") -> list[Operation]:
    """Return so many changes that make organizations at a desk, ten a record, leaving out the first so many names.

    Six or more are of the form that makes it, each of the others of a later one that saw what it replaces. Times and
    officers differ as they do in life, for what repeats costs a file nothing.
    """
    writer, n = _next(site)
    chance = random.Random(skip)
    world = World(lambda: _WALL, chance.randbytes)
    officers = [chance.randbytes(16) for _ in range(20)]
    found: list[Operation] = []
    for body in islice(bodies(skip + count // PER_RECORD), skip, None):
        record = UUID(new_id(world, Organization.__entity__)).bytes
        first, officer = n, chance.choice(officers)
        values = _filled(body, audience, chance)
        made: dict[int, Operation] = {}
        for field, value in values[:PER_RECORD]:
            made[field] = _change(writer, n, first, record, field, value, officer)
            found.append(made[field])
            n += 1
        typed = [one for one in made if one in _TEXTS]
        for _ in range(PER_RECORD - len(made)):
            field = chance.choice(typed)
            seen, officer = made[field].entry, chance.choice(officers)
            made[field] = _change(writer, n, n, record, field, _prose(chance), officer, (seen,))
            found.append(made[field])
            n += 1
    return found


def edits(of: Iterable[Operation], site: Site, *, unseen: int = 0) -> list[Operation]:
    """Return a change at a desk of each of these fields, each a save of its own.

    ``unseen``: of so many one is written by somebody who did not see what it would replace, which is a conflict.
    """
    writer, n = _next(site)
    chance = random.Random(n)
    return [
        _change(writer, n + place, n + place, one.record, one.field,
                _prose(chance), chance.randbytes(16),
                () if unseen and place % unseen == 0 else (one.entry,))
        for place, one in enumerate(sorted(of, key=lambda one: one.record))
    ]  # fmt: skip


def texts(made: list[Operation]) -> list[Operation]:
    """Return the newest change of each field of free text, in an order of chance."""
    found = list({(one.record, one.field): one for one in made if one.field in _TEXTS}.values())
    random.Random(3).shuffle(found)
    return found


def write(site: Site, made: list[Operation]) -> None:
    """Write changes at a desk, as saving forms does."""
    with site.store.writing() as writing:
        writing.apply(made)


def export(sender: Site, receiver: Site, place: Path, *, from_scratch: bool = False) -> list[bytes]:
    """Return the files that a desk writes for another."""
    done = outgoing.export(sender.store, receiver.code, place, size=_PART, from_scratch=from_scratch)
    return [path.read_bytes() for path in done.files]


def take(store: Store, parts: Iterable[bytes]) -> list[Taken]:
    """Import files at a desk."""
    return [incoming.take(store, data, f"part-{number}.cdx") for number, data in enumerate(parts)]


def send(sender: Site, receiver: Site, place: Path) -> None:
    """Let one desk have what another one has for it, and the other one know that it has."""
    take(receiver.store, export(sender, receiver, place / "there"))
    take(sender.store, export(receiver, sender, place / "back"))


class Watch:
    """Measures an import, and the part of it until everything is opened, decoded and proven."""

    def __init__(self, store: Store) -> None:
        self.whole = self.checks = self._start = 0.0
        self._store, self._before = store, store.world

    def take(self, parts: Iterable[bytes], status: str = "applied") -> float:
        """Import files and return the seconds."""
        self._store.world = self._before._replace(reached=self._reached)
        for number, data in enumerate(parts):
            self._start = perf_counter()
            taken = incoming.take(self._store, data, f"part-{number}.cdx")
            self.whole += perf_counter() - self._start
            assert taken.status == status, taken
        self._store.world = self._before
        return self.whole

    def _reached(self, step: str) -> None:
        if step == "checked":
            self.checks += perf_counter() - self._start


def _next(site: Site) -> tuple[bytes, int]:
    with site.store.writing() as writing:
        return writing.author.writer, writing.highest + 1


def _prose(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, cum_weights=_OFTEN, k=chance.randint(3, 12)))


def _filled(body: Body, audience: str, chance: random.Random) -> list[tuple[int, str]]:
    """Return the fields of a form that makes an organization."""
    found = [
        (60_002, audience), (60_001, "internal"), (1, body.name_en), (2, body.name_ar), (4, body.acronym),
        (7, body.type), (15, body.city), (16, body.country), (18, body.mandate_en), (19, body.mandate_ar),
        (24, body.identifier),
    ]  # fmt: skip
    some = [(field, value) for field, value in found if value]
    return some[:4] + chance.sample(some[4:], chance.randint(2, len(some) - 5))


def _change(
    writer: bytes, n: int, txn: int, record: bytes, field: int, value: str, user: bytes, ctx: Context = ()
) -> Operation:
    hlc = ((_BEGUN + txn * _STEP + txn * 2_654_435_761 % _STEP) << 16) + n - txn
    return Operation(
        writer, n, hlc, user, txn, 1, Organization.__entity__, record, field, "", OpKind.SET, pack(value), ctx, ()
    )
