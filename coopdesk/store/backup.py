"""Backup and restore: one container (ZIP, stored) of key slots, database and files, all of them sealed already.

A backup is written beside its place, read back, and only then renamed. A restore is unpacked beside the home,
opened and checked before it takes the home's place; the home starts a new epoch by itself, because its marker
file is not in the container.
"""

import hashlib
import json
import os
import shutil
import time
import zipfile
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import text

from coopdesk.errors import CannotWrite, Damaged, NewerHome, NoHome, writing_to
from coopdesk.i18n import N_
from coopdesk.progress import SILENT, Progress
from coopdesk.store import home as homes, keys
from coopdesk.store.database import copy_to, engine_for

MANIFEST = "coopdesk-backup.json"
VERSION = 1
_SEAL = 64
"""The last bytes of a container, its ZIP comment: the SHA-256 of all bytes before, in hexadecimal."""

_NOT_A_BACKUP = N_("{name} is not a CoopDesk backup, or it is damaged. Choose another file; nothing was changed.")
_NEWER = N_("{name} was made by a newer CoopDesk. Install the newer program; nothing was changed.")
_HOME_EXISTS = N_("There is a desk in {place}. Use --replace to move it aside, or choose another folder.")
_EXISTS = N_("{name} exists already. Choose another name; nothing was written.")


def backup(store: homes.Store, out: Path, progress: Progress = SILENT) -> int:
    """Write a backup of an open home to ``out``; returns its size in bytes. Raises ``CannotWrite``."""
    if out.exists():
        raise CannotWrite(_EXISTS, name=out.name)
    copy = store.home / f".backup-{os.getpid()}.db"
    part = out.with_name(f".{out.name}.part")
    with writing_to(out.parent), store.locked():
        try:
            copy_to(store.engine, copy)
            _write(part, [("keys.json", store.home / "keys.json"), ("desk.db", copy), *_chunks(store.files)], progress)
            _verify(part, progress)
            part.replace(out)
            keys.sync_folder(out.parent)
        finally:
            copy.unlink(missing_ok=True)
            part.unlink(missing_ok=True)
    return out.stat().st_size


def restore(file: Path, home: Path, passphrase: str, *, replace: bool = False, progress: Progress = SILENT) -> None:
    """Make ``home`` from a backup whose passphrase is given.

    Raises ``NoHome`` when there is a desk and ``replace`` is off, ``Damaged``, ``Locked``, ``CannotWrite``; then
    nothing changed. With ``replace`` the old home is moved aside, whole.
    """
    if homes.exists(home) and not replace:
        raise NoHome(_HOME_EXISTS, place=home)
    _verify(file, progress)
    beside = home.with_name(f".{home.name}.restore-{os.getpid()}")
    with writing_to(home.parent):
        home.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(file) as container:
                for name in _names(container, file.name):
                    target = beside.joinpath(*name.split("/"))
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with container.open(name) as source, target.open("xb") as out:
                        shutil.copyfileobj(source, out, 1 << 20)
            _open_once(beside, passphrase, file.name)
            if home.exists():
                home.replace(home.with_name(f"{home.name}.before-{time.strftime('%Y%m%d-%H%M%S')}"))
            beside.replace(home)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _open_once(home: Path, passphrase: str, name: str) -> None:
    key = keys.unlock(keys.read_slots(home / "keys.json"), passphrase)
    engine = engine_for(home / "desk.db", key.derived("database"))
    try:
        with engine.connect() as connection:
            if connection.execute(text("PRAGMA cipher_integrity_check")).first() is not None:
                raise Damaged(_NOT_A_BACKUP, name=name)
    finally:
        engine.dispose()


def _chunks(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(path for path in folder.glob("??/*") if path.suffix != ".part") if folder.is_dir() else []
    return [(f"files/{path.parent.name}/{path.name}", path) for path in found]


def _write(part: Path, members: list[tuple[str, Path]], progress: Progress) -> None:
    whole = sum(path.stat().st_size for _, path in members)
    done = 0
    with part.open("xb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as container:
        container.comment = b"0" * _SEAL
        container.writestr(MANIFEST, json.dumps({"version": VERSION}))
        for name, path in members:
            with path.open("rb") as source, container.open(name, "w", force_zip64=True) as target:
                while content := source.read(1 << 20):
                    target.write(content)
                    done += len(content)
                    progress.step(done, 2 * whole)
    with part.open("rb+") as file:
        seal = _digest(file, SILENT)
        file.seek(-_SEAL, os.SEEK_END)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())


def _verify(file: Path, progress: Progress) -> None:
    """Read every byte of a container against the seal at its end, and its version."""
    try:
        with file.open("rb") as source:
            sound = _digest(source, progress) == source.read()
        with zipfile.ZipFile(file) as container:
            version = _version(container)
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise Damaged(_NOT_A_BACKUP, name=file.name) from None
    if not sound or not isinstance(version, int):
        raise Damaged(_NOT_A_BACKUP, name=file.name)
    if version != VERSION:
        raise NewerHome(_NEWER, name=file.name)


def _digest(file: BinaryIO, progress: Progress) -> bytes:
    """Return the SHA-256, in hexadecimal, of all but the seal of an open container; it is read up to the seal."""
    size = file.seek(0, os.SEEK_END)
    left = size - _SEAL
    file.seek(0)
    hashed = hashlib.sha256()
    while left > 0 and (content := file.read(min(1 << 20, left))):
        hashed.update(content)
        left -= len(content)
        progress.step(2 * size - left, 2 * size)
    return hashed.hexdigest().encode("ascii")


def _version(container: zipfile.ZipFile) -> object:
    try:
        info = container.getinfo(MANIFEST)
        content = json.loads(container.read(info)) if info.file_size < 1024 else {}
    except KeyError:
        return None
    return content.get("version") if isinstance(content, dict) else None


def _names(container: zipfile.ZipFile, file: str) -> list[str]:
    """Return the members that a backup may hold; any other name means that it is none of ours."""
    names = [info.filename for info in container.infolist() if info.filename != MANIFEST]
    for name in names:
        parts = name.split("/")
        chunk = len(parts) == 3 and parts[0] == "files" and all(part.isalnum() for part in parts[1:])
        if not chunk and name not in ("keys.json", "desk.db"):
            raise Damaged(_NOT_A_BACKUP, name=file)
    return names
