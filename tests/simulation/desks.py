"""Real desks with real databases, whose clock, chance and mail belong to a simulation."""

import random
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from coopdesk.history import seal
from coopdesk.history.operation import OpKind, decode
from coopdesk.store import home as homes, keys
from coopdesk.store.database import engine_for
from coopdesk.store.home import Store
from coopdesk.store.tables import OP, RECORD, REG
from coopdesk.store.writing import set_meta
from coopdesk.sync import roster, trust
from coopdesk.sync.roster import DeskEntry, Group
from coopdesk.world import World


class Crash(BaseException):
    """The program stops here, as when the power fails."""


@cache
def _template() -> tuple[TemporaryDirectory[str], keys.HomeKey]:
    folder = TemporaryDirectory(prefix="coopdesk-simulation-", dir=_fast_disk())
    home = Path(folder.name) / "home"
    homes.create(home, "four quiet words here", "XX", lambda store: None)
    return folder, keys.unlock(keys.read_slots(home / "keys.json"), "four quiet words here")


def _fast_disk() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def open_copy(home: Path, world: World) -> Store:
    """Open a home made from the template."""
    _, key = _template()
    store = Store(home, key, engine_for(home / "desk.db", key.derived("database"), "write"), wait=1, world=world)
    store.begin()
    return store


class Site:
    """One device of a desk. ``skew``: how wrong its clock is, in milliseconds; ``stop_at``: the step where it dies."""

    def __init__(self, place: Path, code: str, chance: random.Random, now: Callable[[], int]) -> None:
        self.home, self.code, self.chance = place, code, chance
        self.skew, self.stop_at, self.steps = 0, "", 0
        self._now = now
        self.world = World(self._wall, chance.randbytes, self._reached)
        shutil.copytree(Path(_template()[0].name) / "home", place)
        self.store = open_copy(place, self.world)
        device = seal.DeviceKeys.generate(chance.randbytes)
        with self.store.writing() as writing:
            set_meta(writing.connection, "device", device.to_bytes())
            set_meta(writing.connection, "desk", code.encode())
            set_meta(writing.connection, "fingerprint", b"")
            writing.renews = True
        self.forms: dict[str, tuple[str, dict[str, set[str]]]] = {}

    def reopen(self) -> None:
        """Start the program again on what is on the disk."""
        self.store.close()
        self.stop_at = ""
        self.forms.clear()
        self.store = open_copy(self.home, self.world)

    def backup(self, place: Path) -> None:
        """Copy the home as it lies on the disk."""
        self.store.close()
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.home, place)
        self.reopen()

    def restore(self, place: Path) -> None:
        """Put a copy of the home back in its place."""
        self.store.close()
        shutil.rmtree(self.home)
        shutil.copytree(place, self.home)
        self.reopen()

    def tokens(self) -> dict[tuple[str, int], set[str]]:
        """Return the values that the operations here have written, by record and field."""
        found: dict[tuple[str, int], set[str]] = {}
        with self.store.reading() as connection:
            for row in connection.execute(select(RECORD.c.id, OP.c.body).join(RECORD, RECORD.c.rid == OP.c.rid)):
                one = decode(row.body)
                if one.kind in (OpKind.SET, OpKind.RESOLVE) and one.value and one.field < 100:
                    found.setdefault((row.id, one.field), set()).add(_token(one.kind, one.value))
        return found

    def heads(self) -> dict[tuple[str, int], set[str]]:
        """Return the values that stand, by record and field."""
        from coopdesk.history.register import Register

        found: dict[tuple[str, int], set[str]] = {}
        with self.store.reading() as connection:
            for row in connection.execute(select(RECORD.c.id, REG.c.field, REG.c.state).join(RECORD, RECORD.c.rid == REG.c.rid)):
                if row.field < 100:
                    heads = Register.decode(row.state).heads
                    found[row.id, row.field] = {_token(head.kind, head.value) for head in heads if head.value}
        return found

    def digest(self) -> dict[tuple[str, int, str], bytes]:
        """Return every register by its name, as bytes."""
        with self.store.reading() as connection:
            rows = connection.execute(
                select(RECORD.c.id, REG.c.field, REG.c.key, REG.c.state).join(RECORD, RECORD.c.rid == REG.c.rid)
            ).all()
        return {(row.id, row.field, row.key): bytes(row.state) for row in rows}

    def _wall(self) -> int:
        return max(1, self._now() + self.skew)

    def _reached(self, step: str) -> None:
        self.steps += 1
        if step == self.stop_at:
            raise Crash(step)


def _token(kind: int, value: bytes) -> str:
    from coopdesk.history.operation import unpack

    found = unpack(value)
    return str(found[0] if kind == OpKind.RESOLVE else found)


def found_network(place: Path, codes: list[str], chance: random.Random, now: Callable[[], int]) -> list[Site]:
    """Make a Ministry (the first code) and missions, all enrolled; the last two are a group as well."""
    sites = [Site(place / f"{n}-{code}", code, chance, now) for n, code in enumerate(codes)]
    ministry = sites[0]
    with ministry.store.writing() as writing:
        trust.found_ministry(writing, ("Ministry", "الوزارة"), trust.keys_of(ministry.store), ministry.world)
    for site in sites[1:]:
        known = trust.trusted(ministry.store)
        assert known is not None
        certificate = trust.certificate_for(known.ministry, trust.keys_of(site.store), site.code, ministry.world)
        desks = {one.code: one for one in known.roster.desks} | {site.code: DeskEntry(site.code, site.code, "", False)}
        with ministry.store.writing() as writing:
            trust.reissue(
                ministry.store, writing, desks=list(desks.values()),
                groups=[Group("ELECTION", "Election", "انتخاب", codes[-2:])],
                certificates=[
                    *known.roster.certificates, roster.certify(trust.registrar_of(ministry.store), certificate)
                ],
            )  # fmt: skip
    newest = trust.trusted(ministry.store)
    assert newest is not None
    for site in sites[1:]:
        with site.store.writing() as writing:
            trust.keep(writing.connection, newest)
    return sites
