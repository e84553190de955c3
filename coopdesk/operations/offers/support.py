"""The support file: what somebody who mends the program needs to know, and nothing of what a record says.

It holds versions, settings of the window, sizes, counts, times and the places of the last bugs. No name, title, text,
code, id or folder is in it. It is in English, for it goes to whoever made the program.
"""

import platform
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy import func, select

from coopdesk import __version__, faults, settings
from coopdesk.errors import writing_to
from coopdesk.operations import listing, rights, search
from coopdesk.records import TYPES
from coopdesk.store import access
from coopdesk.store.home import Store
from coopdesk.store.migrations import HEAD
from coopdesk.store.tables import META, OP, REG, WRITER
from coopdesk.sync import trust

_LIBRARIES = (
    "PySide6-Essentials", "SQLAlchemy", "sqlcipher3-wheels", "sqlcipher3", "alembic", "cryptography", "argon2-cffi",
    "pyrage", "msgspec", "reportlab",
)  # fmt: skip
_LOOKED = ("language", "theme", "zoom", "preview", "lock_after")
_PAGE = 50


def of_program(refused: str = "") -> str:
    """Return what can be said without a desk. ``refused``: the kind of failure for which it was not opened."""
    lines = [*_program(), "", "desk", f"  open: no {refused}".rstrip(), "", *_bugs()]
    return "\n".join(lines) + "\n"


@rights.needs(rights.READER)
def of_desk(store: Store) -> str:
    """Return what can be said of the open desk."""
    lines = [*_program(), "", *_desk(store), "", *_records(store), "", *_times(store), "", *_bugs()]
    return "\n".join(lines) + "\n"


def write(text: str, out: Path) -> None:
    """Write a support file that was looked at. Raises ``CannotWrite``."""
    with writing_to(out.parent):
        out.write_text(text, "utf-8")


def _program() -> Iterator[str]:
    yield "program"
    yield f"  CoopDesk: {__version__}, layout {HEAD}"
    yield f"  Python: {platform.python_version()}, SQLite of Python {sqlite3.sqlite_version}"
    yield f"  system: {platform.system()} {platform.release()} {platform.machine()}"
    for name in _LIBRARIES:
        try:
            yield f"  {name}: {version(name)}"
        except PackageNotFoundError:
            continue


def _desk(store: Store) -> Iterator[str]:
    yield "desk"
    kind = "Ministry" if store.is_ministry else "mission"
    yield f"  kind: {kind}, enrolled: {_word(trust.me(store) is not None)}, read only: {_word(store.read_only)}"
    yield f"  role at work: {rights.role_of(store)}, officers who open it: {len(access.officers(store))}"
    for name in ("desk.db", "desk.db-wal", "keys.json"):
        path = store.home / name
        yield f"  {name}: {path.stat().st_size if path.is_file() else 0} bytes"
    chunks = [one.stat().st_size for one in store.files.rglob("*") if one.is_file()]
    yield f"  files: {len(chunks)} chunks, {sum(chunks)} bytes"
    yield f"  free on the disk: {shutil.disk_usage(store.home).free} bytes"
    with store.reading() as connection:
        cipher = connection.exec_driver_sql("PRAGMA cipher_version").scalar()
        journal = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        yield f"  SQLCipher: {cipher}, journal: {journal}"
        for name, table in (("operations", OP), ("registers", REG), ("writers", WRITER)):
            yield f"  {name}: {connection.execute(select(func.count()).select_from(table)).scalar()}"
        kept = Counter(key.split("/")[0] for key in connection.execute(select(META.c.key)).scalars() if "/" in key)
        yield f"  drafts: {kept['draft']}, kept views: {kept['view'] + kept['filters']}"
    looks = asdict(settings.load(store.home))
    yield f"  window: {', '.join(f'{name} {looks[name]}' for name in _LOOKED)}"


def _records(store: Store) -> Iterator[str]:
    yield "records: present, deleted, with several values"
    with store.reading() as connection:
        for name, cls in TYPES.items():
            table = cls.__table__
            rows = connection.execute(select(table.c.deleted, table.c.conflicts > 0, func.count()).group_by(
                table.c.deleted, table.c.conflicts > 0
            )).all()  # fmt: skip
            present = sum(count for deleted, _, count in rows if not deleted)
            gone = sum(count for deleted, _, count in rows if deleted)
            several = sum(count for _, several, count in rows if several)
            yield f"  {name}: {present}, {gone}, {several}"


def _times(store: Store) -> Iterator[str]:
    yield "times in milliseconds"
    for name in TYPES:
        begun = time.perf_counter()
        found = listing.open_list(store, name)
        listing.page(store, found, 0, _PAGE)
        yield f"  list of {name}: {_since(begun)}"
    begun = time.perf_counter()
    search.find_anything(store, "a")
    yield f"  search: {_since(begun)}"


def _bugs() -> Iterator[str]:
    yield "last bugs, by their place in the program"
    yield from (f"  {one}" for one in faults.noted() or ["none"])


def _since(begun: float) -> int:
    return round((time.perf_counter() - begun) * 1000)


def _word(value: bool) -> str:
    return "yes" if value else "no"
