"""Real desks with real databases, whose clock, chance and mail belong to a simulation."""

import os
import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

from sqlalchemy import Connection, delete, select

from coopdesk.history import seal
from coopdesk.history.operation import Operation, decode
from coopdesk.history.register import PUBLISHED, Register
from coopdesk.operations import record
from coopdesk.records import BY_ENTITY, TYPES
from coopdesk.records.base import table_of
from coopdesk.store import home as homes, keys, slots
from coopdesk.store.database import engine_for, remembered
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.rebuilding import rebuild
from coopdesk.store.tables import FEED, META, OP, RECORD, REG, SEGMENT, WANTED, WIDENED, WRITER
from coopdesk.sync import feeds, roster, trust
from coopdesk.sync.audiences import receives
from coopdesk.sync.roster import DeskEntry, Group
from coopdesk.world import World

T = TypeVar("T")
Entry = tuple[bytes, int, bytes]
Name = tuple[str, int, str]
"""A register: record, field, key."""
ELSEWHERE = "XX"
"""The desk where the first records were written; it is in no roster."""
FIRST = (("organization", "name_en"), ("contact", "name_en"), ("conference_report", "title_en"))
_COMPILED: dict[Any, Any] = {}
"""The statements that were compiled for one desk serve every other."""


class Crash(BaseException):
    """The program stops here, as when the power fails."""


class _Undone(Exception):
    """Takes back a transaction that was only made to be looked at."""


class Held(NamedTuple):
    """A register as a desk keeps it."""

    heads: frozenset[Entry]
    waiting: int
    conflict: int


def _first_records(store: Store) -> None:
    """Write what every desk has from the start, as after a first exchange, so that desks meet on the same records."""
    for number, (type_, field) in enumerate(FIRST):
        record.save(store, type_, {field: f"first {number}", "audience": "all"})


@cache
def _template(begun: bool) -> tuple[TemporaryDirectory[str], keys.HomeKey]:
    folder = TemporaryDirectory(prefix="coopdesk-simulation-", dir=fast_disk())
    home = Path(folder.name) / "home"
    world = World(lambda: 1, random.Random("template").randbytes)
    homes.create(home, "four quiet words here", ELSEWHERE, _first_records if begun else lambda store: None, world=world)
    return folder, slots.unlock(slots.read_slots(home / "keys.json"), "four quiet words here").key


def fast_disk() -> str | None:
    """Return a folder in memory where there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep what desks note about themselves outside their homes in a folder too."""
    with patch.dict(os.environ, XDG_STATE_HOME=str(folder / "state")):
        yield


def open_copy(home: Path, world: World) -> Store:
    """Open a home made from a template; all have one key."""
    _, key = _template(begun=False)
    engine = engine_for(home / "desk.db", key.derived("database"), "write")
    engine.dialect = _COMPILED.setdefault("dialect", engine.dialect)
    store = Store(home, key, engine.execution_options(compiled_cache=_COMPILED), wait=1, world=world)
    store.begin()
    return store


class Site:
    """One device of a desk. ``skew``: how wrong its clock is, in milliseconds; ``stop_at``: the step where it dies.

    ``begun``: it has the first records.
    """

    def __init__(
        self, place: Path, code: str, chance: random.Random, now: Callable[[], int], *, begun: bool = False
    ) -> None:
        self._prepare(place, code, chance, now)
        shutil.copytree(Path(_template(begun=begun)[0].name) / "home", place)
        self.store = open_copy(place, self.world)
        device = seal.DeviceKeys.generate(chance.randbytes)
        with self.store.engine.execution_options(writing=True).begin() as connection:
            set_meta(connection, "device", device.to_bytes())
            set_meta(connection, "desk", code.encode())
            connection.execute(delete(META).where(META.c.key == "writer"))
        self.device = device.device_id

    def _prepare(self, place: Path, code: str, chance: random.Random, now: Callable[[], int]) -> None:
        self.home, self.code, self.chance = place, code, chance
        self.skew, self.stop_at = 0, ""
        self._now = now
        self.world = World(self._wall, chance.randbytes, self._reached)
        self.forms: dict[str, Any] = {}
        self.erased: set[str] = set()
        self._operations: dict[Entry, Operation] = {}
        self._read = 0

    @property
    def name(self) -> str:
        """What the log calls it."""
        return self.home.name

    def reopen(self) -> None:
        """Start the program again on what is on the disk."""
        self.store.close()
        self.stop_at = ""
        self.forms.clear()
        self._operations, self._read = {}, 0
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

    def roll_back(self, place: Path) -> None:
        """Put a copy back as a virtual machine does: nothing that the program can look at tells of it."""
        self.restore(place)
        with self.store.engine.execution_options(writing=True).begin() as connection:
            set_meta(connection, "fingerprint", homes._fingerprint(self.home))
            number = int(connection.execute(select(META.c.value).where(META.c.key == "writer")).scalar() or b"0")
            writer = connection.execute(select(WRITER.c.name).where(WRITER.c.id == number)).scalar()
        if writer is not None:
            newest = max((n for name, n, _ in self.operations() if name == bytes(writer)), default=0)
            homes._mark(self.store._marks(bytes(writer)), bytes(writer), newest)

    def clone(self, place: Path) -> "Site":
        """Copy the home to a second computer, where it is used as well."""
        made = Site.__new__(Site)
        made._prepare(place, self.code, self.chance, self._now)
        made.device, made.erased = self.device, set(self.erased)
        self.backup(place)
        made.store = open_copy(place, made.world)
        return made

    def operations(self) -> dict[Entry, Operation]:
        """Return every operation that is here, but those that came with the program."""
        self._once("operations", self._read_on)
        return self._operations

    def registers(self) -> dict[Name, Held]:
        """Return what stands in each register."""
        return self._once("registers", _registers)

    def digest(self) -> dict[Name, bytes]:
        """Return every register by its name, as bytes."""
        return self._once("digest", _digest)

    def rows(self, types: tuple[str, ...]) -> dict[str, Any]:
        """Return the rows of the record tables of these types, by id."""

        def read(connection: Connection) -> dict[str, Any]:
            return {row.id: row._mapping for name in types for row in connection.execute(_everything(name))}

        return self._once(types, read)

    @property
    def trusted(self) -> roster.Trusted:
        """The roster in force."""
        found = trust.trusted(self.store)
        assert found is not None
        return found

    def segments(self) -> frozenset[bytes]:
        """Return the names of the segments that are here."""
        return frozenset(name for name, _, _ in self._once("segments", _segments))

    def segments_for(self, desk: str) -> frozenset[bytes]:
        """Return the names of the segments that are here and that a desk may have."""
        held, trusted = self._once("segments", _segments), self.trusted
        return frozenset(name for name, audience, writer in held if receives(desk, audience, writer, trusted))

    def has_unsent(self) -> bool:
        """Tell whether something was written here that is in no segment, or in none for all who may now have it."""
        with self.store.reading() as connection:
            widened = connection.execute(select(WIDENED.c.rid)).first()
            return widened is not None or feeds.unsealed(connection, self.device) > 0

    def lacks_pieces(self) -> bool:
        """Tell whether pieces of files are still to come."""
        with self.store.reading() as connection:
            return connection.execute(select(WANTED.c.chunk)).first() is not None

    def rebuilt(self) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
        """Return what follows from the operations as it is kept, and as it is when all is made anew."""
        kept: dict[str, list[Any]] = {}
        made: dict[str, list[Any]] = {}
        with suppress(_Undone), self.store.writing() as writing:
            connection = writing.connection
            kept = _derived(connection)
            wanted = select(RECORD.c.id).where(RECORD.c.rid.in_(select(OP.c.rid)), RECORD.c.erased == 0)
            rebuild(writing, connection.execute(wanted).scalars().all())
            made = _derived(connection)
            raise _Undone
        return kept, made

    def _once(self, name: object, read: Callable[[Connection], T]) -> T:
        """Read something again only where the database changed since."""
        with self.store.reading() as connection:
            return remembered(connection, name, lambda: read(connection))

    def _read_on(self, connection: Connection) -> None:
        wanted = select(OP.c.seq, OP.c.h4, OP.c.body).where(OP.c.seq > self._read).order_by(OP.c.seq)
        for row in connection.execute(wanted):
            one = decode(row.body)
            self._read = row.seq
            if one.writer != PUBLISHED:
                self._operations[one.writer, one.n, bytes(row.h4)] = one

    def _wall(self) -> int:
        return max(1, self._now() + self.skew)

    def _reached(self, step: str) -> None:
        if step == self.stop_at:
            raise Crash(step)


@cache
def _everything(name: str) -> Any:
    return select(table_of(TYPES[name]))


def _registers(connection: Connection) -> dict[Name, Held]:
    columns = (RECORD.c.id, REG.c.field, REG.c.key, REG.c.state, REG.c.conflict)
    found = {}
    for row in connection.execute(select(*columns).join(RECORD, RECORD.c.rid == REG.c.rid)):
        register = Register.decode(row.state)
        heads = frozenset(head.entry for head in register.heads)
        found[row.id, row.field, row.key] = Held(heads, len(register.waiting), row.conflict)
    return found


def _digest(connection: Connection) -> dict[Name, bytes]:
    columns = (RECORD.c.id, REG.c.field, REG.c.key, REG.c.state)
    rows = connection.execute(select(*columns).join(RECORD, RECORD.c.rid == REG.c.rid)).all()
    return {(row.id, row.field, row.key): bytes(row.state) for row in rows}


def _segments(connection: Connection) -> list[tuple[bytes, str, bytes]]:
    columns = select(SEGMENT.c.name, FEED.c.audience, WRITER.c.name)
    held = columns.join(FEED, FEED.c.id == SEGMENT.c.feed).join(WRITER, WRITER.c.id == FEED.c.writer)
    return [(bytes(name), audience, bytes(writer)) for name, audience, writer in connection.execute(held)]


def _derived(connection: Any) -> dict[str, list[Any]]:
    entities = connection.execute(select(RECORD.c.entity).distinct()).scalars()
    tables = (REG, *(table_of(BY_ENTITY[one]) for one in entities))
    found = {one.name: sorted(map(tuple, connection.execute(select(one))), key=repr) for one in tables}
    columns = select(RECORD.c.id, RECORD.c.owner).order_by(RECORD.c.id)
    return found | {"owner": [tuple(row) for row in connection.execute(columns)]}


def admit(ministry: Site, *sites: Site, groups: Iterable[Group] = ()) -> roster.Trusted:
    """Put devices in the Ministry's roster."""
    known, registrar = trust.enrolled(ministry.store).trusted, trust.registrar_of(ministry.store)
    desks = {one.code: one for one in known.roster.desks}
    desks |= {one.code: DeskEntry(one.code, one.code, "", False) for one in sites}
    asked = [trust.certificate_for(known.ministry, trust.keys_of(one.store), one.code, ministry.world) for one in sites]
    with ministry.store.writing() as writing:
        return trust.reissue(
            ministry.store, writing, desks=list(desks.values()), groups=[*known.roster.groups, *groups],
            certificates=[*known.roster.certificates, *(roster.certify(registrar, one) for one in asked)],
        )  # fmt: skip


def accept(site: Site, known: roster.Trusted) -> None:
    """Put a roster in force at a desk, as the answer to its request does."""
    with site.store.engine.execution_options(writing=True).begin() as connection:
        trust.keep(connection, known)


def found_network(
    place: Path, codes: list[str], chance: random.Random, now: Callable[[], int], *, begun: bool = False
) -> list[Site]:
    """Make a Ministry (the first code) and missions, all enrolled; the last two are a group as well."""
    sites = [Site(place / f"{n}-{code}", code, chance, now, begun=begun) for n, code in enumerate(codes)]
    ministry = sites[0]
    with ministry.store.writing() as writing:
        trust.found_ministry(writing, ("Ministry", "الوزارة"), trust.keys_of(ministry.store), ministry.world)
    known = admit(ministry, *sites[1:], groups=[Group("ELECTION", "Election", "انتخاب", codes[-2:])])
    for site in sites[1:]:
        accept(site, known)
    return sites
