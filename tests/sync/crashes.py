"""Kills at any moment, torn logs, full disks, many times: ``python -m tests.sync.crashes KILLS [--torn N] [--full N]``.

Each time a desk is put back as it was, something happens to it while it imports, exports, saves or makes a backup,
and it is opened again. It must be whole, and be as it was before or after one of its transactions; then what was
interrupted is done again, and must succeed. Anything else is a partial state: it is told, and the exit status is 1.
Not part of the ordinary run.
"""

import argparse
import hashlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from coopdesk.errors import CannotWrite, CoopDeskError
from coopdesk.store import backup
from coopdesk.store.check import check
from coopdesk.store.database import empty_log
from coopdesk.store.home import Store
from coopdesk.sync import bundle, incoming, trust
from coopdesk.world import SYSTEM
from tests.conftest import PASSPHRASE
from tests.simulation.desks import fast_disk, open_copy
from tests.sync.child import SAVED, SAVES
from tests.sync.network import Network, filled, organization, registers, rows_of

_ACTS = ("import", "export", "save", "backup")
_WHOLE = ("before", "between", "after")
_PAGES = 60


class Partial(Exception):
    """Something is half there, or cannot be done again."""


class Crashes:
    """Two desks as they are put back each time, bundles for one of them, and how it is before and after each."""

    def __init__(self, place: Path, chance: random.Random) -> None:
        self._chance, self._work, self._out = chance, place / "work", place / "out"
        self._longest: dict[str, float] = {}
        network = Network(place / "made")
        self._bundles = [filled(network, place / "file.txt")]
        for number in range(2):
            for count in range(40):
                organization(network.geneva, name_en=f"Later {number} {count}", audience="all")
            self._bundles += network.files(network.geneva, "QA-MFA")
        network.close()
        self._ministry, self._mission = network.sites[0].home, network.sites[1].home
        self._key = network.ministry.key.raw.hex()
        self._logged = place / "logged"
        self._states = list(self._all_states())

    def kill(self) -> str:
        """Kill a process at any moment of what it does."""
        act = self._chance.choice(_ACTS)
        with self._run(act) as child:
            start = time.monotonic()
            if act in self._longest:
                time.sleep(self._chance.uniform(0, self._longest[act]))
                child.send_signal(signal.SIGKILL)
            elif child.stdout is None or child.stdout.readline() != b"survived\n":
                raise Partial(f"did not succeed: {child.communicate()[1].decode()[-300:]}")
            self._longest.setdefault(act, time.monotonic() - start)
        after = {"import": self._after_import, "export": self._after_export, "save": self._after_save}
        return after.get(act, self._after_backup)()

    def tear(self) -> str:
        """Lose the end of the log, or a piece of it, as when the power fails before the disk wrote it."""
        self._put_back(self._logged)
        log = self._work / "desk.db-wal"
        data = log.read_bytes()
        start = self._chance.randrange(len(data))
        end = self._chance.choice((len(data), min(len(data), start + self._chance.choice((1, 512, 4_096, 65_536)))))
        lost = self._chance.choice((b"", bytes(end - start), self._chance.randbytes(end - start)))
        log.write_bytes(data[:start] + lost + (data[end:] if lost else b""))
        if self._chance.random() < 0.5:
            (self._work / "desk.db-shm").unlink(missing_ok=True)
        return self._after_import()

    def fill(self) -> str:
        """Import onto a disk that has room for some pages only: of the database, or of the log beside it."""
        if self._chance.random() < 0.5:
            self._put_back(self._ministry)
            _grows(self._work, self._chance.randrange(_PAGES), self._bundles)
        else:
            most = self._chance.randrange(4_096, int((self._logged / "desk.db-wal").stat().st_size * 1.1))
            with self._run("import", most) as child:
                _, told = child.communicate()
            if child.returncode and b"CannotWrite" not in told:
                raise Partial(f"told badly: {told.decode()[-200:]}")
        return self._after_import()

    def _all_states(self) -> Iterator[bytes]:
        self._put_back(self._ministry)
        store = open_copy(self._work, SYSTEM)
        store.close()
        event.listen(store.engine, "connect", lambda raw, _: raw.execute("PRAGMA wal_autocheckpoint = 0"))
        yield _state(store)
        for path in self._bundles:
            incoming.take(store, path.read_bytes(), path.name)
            yield _state(store)
        shutil.copytree(self._work, self._logged)
        store.close()

    def _put_back(self, home: Path) -> None:
        shutil.rmtree(self._work, ignore_errors=True)
        shutil.rmtree(self._out, ignore_errors=True)
        shutil.copytree(home, self._work)

    @contextmanager
    def _run(self, act: str, most: int = 0) -> Iterator[subprocess.Popen[bytes]]:
        """Start a process that does something at a desk, once it has begun. ``most``: bytes that a file may have."""

        def limit() -> None:
            if most:
                resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

        self._put_back(self._ministry if act == "import" else self._mission)
        given = self._bundles if act == "import" else [self._out]
        command = [sys.executable, "-m", "tests.sync.child", str(self._work), self._key, act, "", *map(str, given)]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdout=pipe, stderr=pipe, preexec_fn=limit) as child:
            assert child.stdout is not None
            if child.stdout.readline() != b"begun\n" and not most:
                raise Partial(f"did not begin: {child.communicate()[1].decode()[-300:]}")
            yield child

    def _after_import(self) -> str:
        with _opened(self._work) as store:
            found = _state(store)
            if found not in self._states:
                raise Partial("of a bundle")
            for path in self._bundles:
                incoming.take(store, path.read_bytes(), path.name)
            if _state(store) != self._states[-1]:
                raise Partial("taken again, it is another state")
        return _named(self._states.index(found), len(self._states) - 1)

    def _after_export(self) -> str:
        self._ministry_reads(list(self._out.glob("*.cdx")))
        with _opened(self._work):
            return "after" if list(self._out.glob("*.cdx")) else "before"

    def _ministry_reads(self, files: list[Path]) -> None:
        store = open_copy(self._ministry, SYSTEM)
        me = trust.enrolled(store)
        for path in files:
            data = path.read_bytes()
            header = bundle.header_of(data, path.name)
            bundle.opened(data, header, bundle.proven(data, header, me.trusted, path.name), me.keys.age, path.name)
        store.close()

    def _after_save(self) -> str:
        with _opened(self._work) as store:
            by_record = Counter(record for record, _, _ in registers(store))
            with store.reading() as connection:
                query = f"SELECT id FROM organization WHERE acronym_en = '{SAVED}'"
                found = list(connection.exec_driver_sql(query).scalars())
                counted = connection.exec_driver_sql("SELECT count(*) FROM organization WHERE name_en LIKE 'Saved %'")
                if counted.scalar() != len(found) or len({by_record[one] for one in found}) > 1:
                    raise Partial("of a form")
        return _named(len(found), SAVES)

    def _after_backup(self) -> str:
        with _opened(self._work):
            pass
        made = self._out / "made.backup"
        if not made.exists():
            return "before"
        backup.restore(made, self._out / "restored", PASSPHRASE)
        with _opened(self._out / "restored"):
            return "after"


def _named(place: int, last: int) -> str:
    return "before" if place == 0 else "after" if place == last else "between"


@contextmanager
def _opened(home: Path) -> Iterator[Store]:
    """Open a home again, which must be whole. Of a page that is torn in the file the log holds a better one."""
    store = open_copy(home, SYSTEM)
    try:
        empty_log(store.engine)
        if found := list(check(store)):
            raise Partial(f"not whole: {[one.kind for one in found]}")
        yield store
    finally:
        store.close()


def _grows(home: Path, pages: int, bundles: list[Path]) -> None:
    """Import at a desk whose database may grow by so many pages."""
    store = open_copy(home, SYSTEM)
    store.close()

    def limit(raw: Any, _: object) -> None:
        raw.execute(f"PRAGMA max_page_count = {raw.execute('PRAGMA page_count').fetchone()[0] + pages}")

    event.listen(store.engine, "connect", limit)
    try:
        for path in bundles:
            incoming.take(store, path.read_bytes(), path.name)
    except CannotWrite:
        pass
    finally:
        store.close()


def _state(store: Store) -> bytes:
    """Return a hash of what a desk holds; what it notes of itself as a copy is no part of that."""
    rows = {name: count for name, count in rows_of(store).items() if name not in ("meta", "writer")}
    return hashlib.sha256(repr((sorted(registers(store).items()), sorted(rows.items()))).encode()).digest()


def main(words: list[str]) -> int:
    """Do it so many times and tell what was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.sync.crashes", description="Crash, and see what is left.")
    parser.add_argument("kills", type=int, help="processes that are killed")
    parser.add_argument("--torn", type=int, help="logs of which a piece is lost; absent: twice as many")
    parser.add_argument("--full", type=int, help="disks that are full; absent: a fifth")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 10**6)
    options = parser.parse_args(words)
    print(f"seed {options.seed}", flush=True)
    torn = options.kills * 2 if options.torn is None else options.torn
    full = options.kills // 5 if options.full is None else options.full
    bad = 0
    with TemporaryDirectory(prefix="coopdesk-crashes-", dir=fast_disk()) as place:
        crashes = Crashes(Path(place), random.Random(options.seed))
        for name, count, once in (
            ("killed", options.kills, crashes.kill), ("torn", torn, crashes.tear), ("full", full, crashes.fill),
        ):  # fmt: skip
            found: Counter[str] = Counter()
            for _ in range(count):
                try:
                    found[once()] += 1
                except (Partial, CoopDeskError) as fault:
                    found[f"{type(fault).__name__} {fault}"] += 1
            partial = sum(n for outcome, n in found.items() if outcome not in _WHOLE)
            bad += partial
            told = ", ".join(f"{outcome} {n}" for outcome, n in sorted(found.items()))
            print(f"{name} {count} times: {partial} partial ({told})", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
