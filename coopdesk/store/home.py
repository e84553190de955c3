"""The home of a desk on the disk, and ``Store``: the one object through which everything above reads and writes.

    desk.db (SQLCipher)   keys.json (slots)   marker (its inode tells a copied home)   files/ (sealed chunks)
    settings.json (how the window looks; no content)   lock, lock.holder (one writer at a time)
    making (there until the desk is made)
    highest (writer and number of the newest operation; a twin of it lies in the user's state folder)

Readers work beside a writer; a writer holds the lock for one transaction and tells who it is. At the first
write after opening, the home is compared with its fingerprint and the database with both marks: what was
restored, copied or put back draws a new epoch before anything is written, so that no number of an operation is
ever used twice. A false alarm is harmless.
"""

import gc
import hashlib
import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, select
from sqlalchemy.orm import Session

from coopdesk.errors import CannotWrite, Damaged, Locked, NoHome, writing_to
from coopdesk.history import seal
from coopdesk.i18n import N_
from coopdesk.paths import state_folder
from coopdesk.store import keys, migrations, slots
from coopdesk.store.database import FOREIGN, READ_ONLY, engine_for
from coopdesk.store.lock import HomeLock
from coopdesk.store.meta import set_meta
from coopdesk.store.slots import Opened
from coopdesk.store.tables import META, OP, WRITER
from coopdesk.store.tries import counted
from coopdesk.store.writing import Author, Writing
from coopdesk.world import SYSTEM, World

KEYS = "keys.json"
NO_DESK = N_("There is no desk in {place} yet. Make one with “coopdesk desk init”, or start the window.")
_DESK_HERE = N_("There is a desk in {place} already. Choose another folder.")
_REPLACED = N_("The desk in {place} was replaced while it was open. Nothing was changed. Close it and open it again.")
_SHUT = N_("The desk is locked. Open it with your passphrase.")
_MAKING = "making"
_INCOMPLETE = N_("{name} is missing in {place}. Restore this home from a backup.")


def exists(home: Path) -> bool:
    """Tell whether there is a desk in the folder, whole or not. One whose making was interrupted is none."""
    return (home / KEYS).exists() or ((home / "desk.db").exists() and not (home / _MAKING).exists())


def create(home: Path, passphrase: str, desk: str, fill: Callable[["Store"], None], *, world: World = SYSTEM) -> None:
    """Make a home with keys, a database and a device of its own.

    ``fill`` writes the first records, and names the officer whose passphrase it is, if one is named.

    Raises ``NoHome`` when there is a desk already, ``Refused`` for a weak passphrase, ``CannotWrite``, ``Busy``. The
    keys file is written last: until then there is no desk, and making it can be tried again.
    """
    slots.check_strength(passphrase)
    if exists(home):
        raise NoHome(_DESK_HERE, place=home)
    with writing_to(home):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = keys.new_key(world.random)
    store = Store(home, key, engine_for(home / "desk.db", key.derived("database"), "create"), wait=5, world=world)
    try:
        with store.lock.held():
            if exists(home):
                raise NoHome(_DESK_HERE, place=home)
            with writing_to(home):
                (home / _MAKING).touch()
                for left_over in home.glob("desk.db*"):
                    left_over.unlink()
            migrations.upgrade(store.engine, home, new=True)
            with store.engine.execution_options(writing=True).begin() as connection:
                set_meta(connection, "device", seal.DeviceKeys.generate(world.random).to_bytes())
                set_meta(connection, "desk", desk.encode())
            store.begin()
            store.own = keys.new_officer_key(world.random)
            fill(store)
            opened = Opened(key, store.officer, store.own if store.officer is not None else None)
            slots.write_slots(home / KEYS, [slots.slot_for(opened, passphrase)])
            (home / _MAKING).unlink()
    finally:
        store.close()


def open_home(
    home: Path,
    passphrase: str,
    *,
    wait: float = 30,
    program: str = "CoopDesk",
    officer: str = "",
    world: World = SYSTEM,
) -> "Store":
    """Open a home by the passphrase of an officer (of this one, if named); where it cannot be written to, for reading
    only.

    Raises ``NoHome``, ``Locked``, ``Damaged``, ``NewerHome``; on any of them nothing changed.
    """
    if not exists(home):
        raise NoHome(NO_DESK, place=home)
    for name in (KEYS, "desk.db"):
        if not (home / name).is_file():
            raise Damaged(_INCOMPLETE, name=name, place=home)
    present = slots.read_slots(home / KEYS)
    with counted(home, world):
        opened = slots.unlock(present, passphrase, officer)
    store = _opened(home, opened.key, wait, program)
    store.officer, store.own = opened.officer, opened.own
    try:
        migrations.upgrade(store.engine, home)
        store.begin()
    except BaseException:
        store.close()
        raise
    return store


def _opened(home: Path, key: keys.HomeKey, wait: float, program: str) -> "Store":
    path = home / "desk.db"
    engine = engine_for(path, key.derived("database"), "write")
    try:
        with engine.connect():
            return Store(home, key, engine, wait=wait, program=program)
    except CannotWrite:
        engine.dispose()
        log = home / "desk.db-wal"
        if log.exists() and log.stat().st_size:
            raise
    return Store(home, key, engine_for(path, key.derived("database"), "read"), read_only=True)


class Store:
    """An open home. May be used by several threads; writes wait for each other.

    ``officer``, ``own``: who is at work, with his key; ``guard``: refuses him what only an administrator writes.
    """

    def __init__(
        self,
        home: Path,
        key: keys.HomeKey,
        engine: Engine,
        *,
        wait: float = 30,
        program: str = "CoopDesk",
        read_only: bool = False,
        world: World = SYSTEM,
    ) -> None:
        self.home = home
        self._key: keys.HomeKey | None = key
        self._engine: Engine | None = engine
        self.read_only = read_only
        self.world = world
        self.lock = HomeLock(home, wait=wait, program=program)
        self.officer: str | None = None
        self.own: keys.OfficerKey | None = None
        self.guard: Callable[[], None] = lambda: None
        self._inode = 0
        self._author: Author | None = None
        self._changes: set[str] = set()

    def begin(self) -> None:
        """Prove that this is the database of a desk, and remember which file it is. Raises ``Damaged``."""
        with self.reading() as connection:
            found = set(connection.execute(select(META.c.key)).scalars())
        if not {"device", "desk"} <= found:
            raise Damaged(FOREIGN, name="desk.db")
        self._inode = (self.home / "desk.db").stat().st_ino

    @property
    def key(self) -> keys.HomeKey:
        """The key of this home; raises ``Locked`` while it is shut."""
        if self._key is None:
            raise Locked(_SHUT)
        return self._key

    @property
    def engine(self) -> Engine:
        """What connects to the database; raises ``Locked`` while it is shut."""
        if self._engine is None:
            raise Locked(_SHUT)
        return self._engine

    @property
    def files(self) -> Path:
        """The folder of the sealed chunks."""
        return self.home / "files"

    @property
    def desk(self) -> str:
        """The code of this desk."""
        return self.meta("desk").decode()

    @property
    def is_ministry(self) -> bool:
        """Whether this desk is the Ministry."""
        return self.meta("ministry") == b"1"

    @property
    def published(self) -> int:
        """How many releases of the published directory are in this database."""
        return int(self.meta("published") or 0)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the database."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give a session to read typed records; what is changed in it is not kept."""
        with (
            self.engine.connect() as connection,
            Session(bind=connection, autoflush=False, info={"officer": self.officer}) as session,
        ):
            yield session

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """Give one transaction that changes records: all of it is kept, or nothing. Raises ``Busy``."""
        with self.locked():
            try:
                with self.engine.execution_options(writing=True).begin() as connection:
                    writing = Writing(connection, self._author_now(connection), self.world, self.guard)
                    writing.session.info["officer"] = self.officer
                    yield writing
                    writing.finish()
            except BaseException:
                self._author = None  # its epoch may have been drawn in the transaction that is not kept
                raise
            if writing.renews:
                self._author = None
            self._changes |= writing.changed
            _mark(self._marks(writing.author.writer), writing.author.writer, writing.highest)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only program that writes to this home.

        Raises ``Busy`` naming the one that does, ``CannotWrite`` where it was opened for reading only, and
        ``Damaged`` where another database has taken this one's place meanwhile.
        """
        if self.read_only:
            raise CannotWrite(READ_ONLY)
        with self.lock.held():
            present = 0
            with suppress(OSError):
                present = (self.home / "desk.db").stat().st_ino
            if present != self._inode:
                raise Damaged(_REPLACED, place=self.home)
            yield

    def take_changes(self) -> set[str]:
        """Return the record types that changed since last asked."""
        changed, self._changes = self._changes, set()
        return changed

    def close(self) -> None:
        """Close every connection."""
        if self._engine is not None:
            self._engine.dispose()

    def shut(self) -> None:
        """Close every connection and let go of all keys: what is asked of this home raises ``Locked`` until
        ``go_on``. Python does not overwrite what it lets go of; SQLCipher does."""
        self.close()
        self._engine = self._key = self.own = self._author = None
        gc.collect()

    def go_on(self, opened: "Store") -> None:
        """Go on with the keys and the connections of the same home that was opened again, by the same officer."""
        self.close()
        self._engine, self._key, self.own = opened.engine, opened.key, opened.own
        self.read_only, self._inode, self._author = opened.read_only, opened._inode, None

    def meta(self, key: str) -> bytes:
        """Return what is kept under a key, empty where nothing is."""
        with self.reading() as connection:
            return connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (key,)).scalar() or b""

    def _author_now(self, connection: Connection) -> Author:
        if self._author is None:
            self._author = self._draw_epoch_if_moved(connection)
        return self._author._replace(officer=self.officer)

    def _draw_epoch_if_moved(self, connection: Connection) -> Author:
        meta = {row.key: row.value for row in connection.execute(select(META.c.key, META.c.value))}
        present = _fingerprint(self.home)
        desk = meta["desk"].decode()
        number = int(meta.get("writer", b"0"))
        name = connection.execute(select(WRITER.c.name).where(WRITER.c.id == number)).scalar() or b""
        if not name or meta.get("fingerprint") != present or self._is_behind(connection, bytes(name), number):
            device = seal.DeviceKeys.from_bytes(meta["device"])
            name = device.device_id + self.world.random(8)
            made = connection.execute(insert(WRITER).values(name=name, desk=desk)).inserted_primary_key
            assert made is not None
            number = int(made[0])
            set_meta(connection, "writer", str(number).encode())
            set_meta(connection, "fingerprint", present)
        return Author(bytes(name), number, desk, self.officer)

    def _is_behind(self, connection: Connection, writer: bytes, number: int) -> bool:
        """Tell whether a mark knows of an operation that the database does not hold, as when it was put back."""
        newest = connection.execute(select(func.max(OP.c.n)).where(OP.c.writer == number)).scalar() or 0
        for place in self._marks(writer):
            with suppress(OSError, ValueError):
                marked, n = place.read_text("ascii").split()
                if marked != writer.hex() or int(n) > newest:
                    return True
        return False

    def _marks(self, writer: bytes) -> tuple[Path, Path]:
        device_here = hashlib.sha256(writer[:16] + os.fsencode(self.home.resolve())).hexdigest()[:32]
        return self.home / "highest", state_folder() / f"highest-{device_here}"


def _mark(places: Iterable[Path], writer: bytes, highest: int) -> None:
    """Note the newest operation outside the database.

    Where one mark cannot be written, or is torn, the other serves.
    """
    for place in places:
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(f"{writer.hex()} {highest}\n", "ascii")


def _fingerprint(home: Path) -> bytes:
    """Return what a copy of the home on this or another machine cannot share."""
    marker = home / "marker"
    if not marker.exists():
        with writing_to(home):
            marker.write_text("CoopDesk keeps this file to notice when a home was copied.\n", "ascii")
    status = marker.stat()
    return f"{_machine()}|{home.resolve()}|{status.st_ino}|{status.st_ctime_ns}".encode()


def _machine() -> str:
    for place in (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id")):
        with suppress(OSError):
            return place.read_text("ascii").strip()
    return f"{uuid.getnode():x}"
