"""What the exchange is measured beside, on the same records: bare rows, JSON, git, Yjs."""

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from coopdesk.history.operation import Operation, unpack
from coopdesk.store.database import engine_for

Records = dict[str, dict[str, Any]]
"""The values of records, by id and field."""


class Rows:
    """An encrypted database of one table, into which rows go in one durable transaction."""

    def __init__(self, path: Path) -> None:
        self._engine = engine_for(path, b"k" * 32, "create")
        self._raw = self._engine.raw_connection()
        self._raw.cursor().execute("CREATE TABLE op (writer INTEGER, n INTEGER, body BLOB, UNIQUE (writer, n))")
        self._writer = 0

    def add(self, bodies: Sequence[bytes]) -> None:
        """Put rows in, as those of another writer."""
        self._writer += 1
        cursor = self._raw.cursor()
        cursor.execute("BEGIN")
        cursor.executemany(
            "INSERT INTO op VALUES (?, ?, ?)", [(self._writer, n, body) for n, body in enumerate(bodies)]
        )
        cursor.execute("COMMIT")

    def close(self) -> None:
        """Close it."""
        self._raw.close()
        self._engine.dispose()


def as_json(made: list[Operation]) -> bytes:
    """Return the changes as lines of JSON, compressed."""
    lines = (
        json.dumps(
            [one.writer.hex(), one.n, one.hlc, one.txn, one.user.hex(), one.entity, str(UUID(bytes=one.record)),
             one.field, unpack(one.value)],
            ensure_ascii=False,
        )
        for one in made
    )  # fmt: skip
    return gzip.compress("\n".join(lines).encode(), 6)


def from_json(data: bytes) -> list[Any]:
    """Return what such lines say."""
    return [json.loads(line) for line in gzip.decompress(data).splitlines()]


def records(made: list[Operation]) -> Records:
    """Return the records that changes make."""
    found: Records = {}
    for one in made:
        found.setdefault(one.record.hex(), {})[str(one.field)] = unpack(one.value)
    return found


class Git:
    """A repository that has a file for each record."""

    found = shutil.which("git")

    def __init__(self, place: Path) -> None:
        self._place = place
        place.mkdir(parents=True)
        self._run("init", "-q", "-b", "records", ".")

    def write(self, several: Records) -> None:
        """Write the files, which is not measured."""
        for id, values in several.items():
            folder = self._place / id[:2]
            folder.mkdir(exist_ok=True)
            (folder / id).write_text("".join(f"{name}: {value}\n" for name, value in values.items()), "utf-8")

    def bundle(self, path: Path, since: str = "") -> None:
        """Commit what changed, and write the bundle of it."""
        self._run("add", "-A")
        self._run("commit", "-q", "-m", "records")
        self._run("bundle", "create", "-q", str(path), "records", *([f"^{since}"] if since else []))

    def take(self, path: Path) -> None:
        """Take a bundle, and put its files in the folder."""
        self._run("fetch", "-q", str(path), "records")
        self._run("reset", "-q", "--hard", "FETCH_HEAD")

    def head(self) -> str:
        """Return the name of the newest commit."""
        return self._run("rev-parse", "HEAD").strip()

    def _run(self, *words: str) -> str:
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        settings = ["-c", "user.name=desk", "-c", "user.email=desk@localhost", "-c", "gc.auto=0"]
        done = subprocess.run(
            ["git", *settings, *words],
            cwd=self._place,
            env=os.environ | alone,
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout


def yjs(made: list[Operation]) -> Any:
    """Return a document of Yjs in which these changes were made, with a map for each record.

    Raises ``ImportError`` where there is no pycrdt.
    """
    from pycrdt import Doc, Map

    doc: Any = Doc()
    by_id: Any = doc.get("records", type=Map)
    maps: dict[bytes, Any] = {}
    with doc.transaction():
        for one in made:
            if one.record not in maps:
                by_id[one.record.hex()] = Map()
                maps[one.record] = by_id[one.record.hex()]
            maps[one.record][str(one.field)] = unpack(one.value)
    return doc


def yjs_take(update: bytes) -> Any:
    """Return the document that an update makes of an empty one."""
    from pycrdt import Doc

    doc: Any = Doc()
    doc.apply_update(update)
    return doc
