"""The bytes of attachments: 1 MiB chunks, each sealed under the home's key and stored under a keyed name.

A chunk is named after its own content, so the same file is kept once; a name tells nothing without the key.
Files are streamed in and out; never is one whole in memory or in plain on the disk.
"""

import hashlib
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from coopdesk.errors import Damaged, Refused, writing_to
from coopdesk.i18n import N_
from coopdesk.progress import SILENT, Progress
from coopdesk.store.keys import HomeKey, sync_folder

CHUNK = 1 << 20
LIMIT = 256 * CHUNK
_IN_THE_MAKING = 3600
_NAME = re.compile("[0-9a-f]{64}")

_TOO_LARGE = N_("The file is too large: at most {limit} MB can be attached. Split it, or send it another way.")
_MISSING = N_("A part of this file is missing at this desk. Restore it from a backup.")


def put(folder: Path, key: HomeKey, source: BinaryIO, progress: Progress = SILENT) -> tuple[int, str, list[str]]:
    """Store what ``source`` gives; returns its size, its SHA-256 and the SHA-256 of each chunk (hexadecimal).

    Raises ``Refused`` over 256 MiB and ``CannotWrite``; chunks already written are harmless.
    """
    whole, size, chunks = hashlib.sha256(), 0, []
    while content := source.read(CHUNK):
        size += len(content)
        if size > LIMIT:
            raise Refused(_TOO_LARGE, limit=LIMIT // CHUNK)
        whole.update(content)
        digest = hashlib.sha256(content).digest()
        if not _is_here(folder, key, digest):
            _write(path_of(folder, key, digest), key.seal(digest, content))
        chunks.append(digest.hex())
        progress.step(size)
    return size, whole.hexdigest(), chunks


def get(folder: Path, key: HomeKey, chunks: Iterable[str], out: BinaryIO, progress: Progress = SILENT) -> None:
    """Write the file of these chunks to ``out``. Raises ``Damaged`` when one is missing or was altered."""
    done = 0
    for chunk in chunks:
        content = read_chunk(folder, key, chunk)
        out.write(content)
        done += len(content)
        progress.step(done)


def read_chunk(folder: Path, key: HomeKey, chunk: str) -> bytes:
    """Return one chunk, checked against its SHA-256. Raises ``Damaged``."""
    digest = bytes.fromhex(chunk)
    try:
        sealed = path_of(folder, key, digest).read_bytes()
    except OSError:
        raise Damaged(_MISSING) from None
    content = key.open(digest, sealed)
    if hashlib.sha256(content).digest() != digest:
        raise Damaged(_MISSING)
    return content


def keep_chunk(folder: Path, key: HomeKey, content: bytes) -> None:
    """Store one chunk that came from elsewhere. Raises ``CannotWrite``."""
    digest = hashlib.sha256(content).digest()
    if not _is_here(folder, key, digest):
        _write(path_of(folder, key, digest), key.seal(digest, content))


def remove(folder: Path, key: HomeKey, chunks: Iterable[str]) -> None:
    """Remove chunks that no file has any more."""
    for chunk in chunks:
        path_of(folder, key, bytes.fromhex(chunk)).unlink(missing_ok=True)


def orphans(folder: Path, key: HomeKey, chunks: Iterable[str]) -> list[Path]:
    """Return the chunks in the folder that are none of these; what is new may be an attachment in the making."""
    known = {path_of(folder, key, bytes.fromhex(chunk)) for chunk in chunks}
    old = time.time() - _IN_THE_MAKING
    stored = (path for path in folder.glob("??/*") if is_chunk(path))
    return [path for path in stored if path not in known and path.stat().st_mtime < old]


def is_chunk(path: Path) -> bool:
    """Tell whether a path below the folder is a stored chunk, by its name."""
    return bool(_NAME.fullmatch(path.name)) and path.parent.name == path.name[:2] and path.is_file()


def path_of(folder: Path, key: HomeKey, digest: bytes) -> Path:
    """Return where the chunk of this digest lies."""
    name = key.name(digest)
    return folder / name[:2] / name


def _is_here(folder: Path, key: HomeKey, digest: bytes) -> bool:
    """Tell whether a chunk is stored, whole: one that is damaged is written again."""
    try:
        read_chunk(folder, key, digest.hex())
    except Damaged:
        return False
    return True


def _write(path: Path, content: bytes) -> None:
    with writing_to(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            with part.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(path.parent)
