"""Backup and restore: one container (ZIP, stored) of key slots, database and files, all of them sealed already.

A backup is written beside its place, read back, and only then renamed. A restore is unpacked beside the home,
opened and checked before it takes the home's place; the home starts a new epoch by itself, because its marker
file is not in the container.
"""

import hashlib
import json
import os
import re
import secrets
import shutil
import time
import zipfile
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import text

from coopdesk.errors import CannotWrite, CoopDeskError, Damaged, Locked, NewerHome, NoHome, writing_to
from coopdesk.i18n import N_, P_
from coopdesk.progress import SILENT, Progress
from coopdesk.store import files, home as homes, keys, slots
from coopdesk.store.attachments import chunks_now
from coopdesk.store.carrying import carry_granted
from coopdesk.store.database import copy_to, engine_for
from coopdesk.store.lock import HomeLock

MANIFEST = "coopdesk-backup.json"
VERSION = 1
_PART = ".coopdesk-"
_CHUNK = re.compile(r"files/([0-9a-f]{2})/\1[0-9a-f]{62}")
_SEAL = 64
"""The last bytes of a container, its ZIP comment: the SHA-256 of all bytes before, in hexadecimal."""

_NOT_A_BACKUP = N_("{name} is not a CoopDesk backup, or it is damaged. Choose another file; nothing was changed.")
_NEWER = N_("{name} was made by a newer CoopDesk. Install the newer program; nothing was changed.")
_NOT_EMPTY = N_("{place} holds something that is no desk. Choose a new folder; nothing was changed.")
_LACKING = P_(
    "The backup is written, but {n} part of an attached file is missing here. “coopdesk check” names the file.",
    "The backup is written, but {n} parts of attached files are missing here. “coopdesk check” names the files.",
)
_REMOVED = N_(
    "The officer whose passphrase this is was removed from the desk; a backup of it does not open with it here any "
    "more. Use the passphrase of another officer."
)
_HOME_EXISTS = N_("There is a desk in {place}. Use --replace to move it aside, or choose another folder.")
_EXISTS = N_("{name} exists already. Choose another name; nothing was written.")


def backup(store: homes.Store, out: Path, progress: Progress = SILENT) -> int:
    """Write a backup of an open home to ``out``; returns its size in bytes.

    Raises ``CannotWrite``; and ``Damaged`` when parts of attached files are missing here: all else is in the backup.
    """
    if out.exists():
        raise CannotWrite(_EXISTS, name=out.name)
    folder = out.absolute().parent
    copy, part = (folder / f"{_PART}{secrets.token_hex(6)}.part" for _ in range(2))
    with writing_to(folder), nullcontext() if store.read_only else store.locked():
        try:
            _sweep(folder)
            for private in (copy, part):
                os.close(os.open(private, os.O_CREAT | os.O_EXCL, 0o600))
            copy.unlink()
            copy_to(store.engine, copy)
            chunks = _chunks(store.files)
            _write(part, [("keys.json", store.home / "keys.json"), ("desk.db", copy), *chunks], progress)
            _verify(part, progress)
            part.replace(out)
            keys.sync_folder(folder)
        finally:
            copy.unlink(missing_ok=True)
            part.unlink(missing_ok=True)
    with store.reading() as connection:
        needed = {chunk for one in chunks_now(connection).values() for chunk in one}
    lacking = {store.key.name(bytes.fromhex(chunk)) for chunk in needed} - {path.name for _, path in chunks}
    if lacking:
        raise Damaged(_LACKING, n=len(lacking))
    return out.stat().st_size


def restore(file: Path, home: Path, passphrase: str, *, replace: bool = False, progress: Progress = SILENT) -> None:
    """Make ``home`` from a backup whose passphrase is given.

    Raises ``NoHome`` when there is a desk and ``replace`` is off, or a folder that is no desk, ``Damaged``,
    ``Locked``, ``Busy``, ``CannotWrite``; then nothing changed. With ``replace`` the old home is moved aside, whole,
    and what administrators signed since is carried over.
    """
    home = home.absolute()
    there = homes.exists(home)
    if there and not replace:
        raise NoHome(_HOME_EXISTS, place=home)
    if not there and home.exists() and not (home.is_dir() and not any(home.iterdir())):
        raise NoHome(_NOT_EMPTY, place=home)
    _verify(file, progress)
    with writing_to(home.parent):
        home.parent.mkdir(parents=True, exist_ok=True)
        beside = home.parent / f"{_PART}{secrets.token_hex(6)}"
        try:
            beside.mkdir(mode=0o700)
            with zipfile.ZipFile(file) as container:
                for name in _names(container, file.name):
                    target = beside.joinpath(*name.split("/"))
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with container.open(name) as source, target.open("xb") as out:
                        shutil.copyfileobj(source, out, 1 << 20)
            _forget_removed(home, beside, passphrase)
            _open_once(beside, passphrase, file.name)
            with HomeLock(home).held() if there else nullcontext():
                if there:
                    carry_granted(home, beside, passphrase)
                if home.exists():
                    aside = f"{home.name[:80]}.before-{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(2)}"
                    home.replace(home.parent / aside) if there else home.rmdir()
                beside.replace(home)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _forget_removed(home: Path, beside: Path, passphrase: str) -> None:
    """Take the slots of officers who were removed since out of what was backed up; raises ``Locked`` where the
    passphrase is that of one of them."""
    try:
        gone = slots.removed_from(slots.read_slots(home / homes.KEYS))
    except CoopDeskError:
        return
    if not gone:
        return
    backed_up = slots.read_slots(beside / homes.KEYS)
    if slots.unlock(backed_up, passphrase).officer in gone:
        raise Locked(_REMOVED)
    kept = [one for one in backed_up if one.get("officer") not in gone]
    marks: list[slots.Slot] = [{"kind": "removed", "officer": one} for one in sorted(gone)]
    slots.write_slots(beside / homes.KEYS, [*kept, *marks])


def _open_once(home: Path, passphrase: str, name: str) -> None:
    key = slots.unlock(slots.read_slots(home / "keys.json"), passphrase).key
    engine = engine_for(home / "desk.db", key.derived("database"), "read")
    store = homes.Store(home, key, engine, read_only=True)
    try:
        store.begin()
        with store.reading() as connection:
            if connection.execute(text("PRAGMA cipher_integrity_check")).first() is not None:
                raise Damaged(_NOT_A_BACKUP, name=name)
    finally:
        store.close()


def _chunks(folder: Path) -> list[tuple[str, Path]]:
    found = sorted(path for path in folder.glob("??/*") if files.is_chunk(path))
    return [(f"files/{path.parent.name}/{path.name}", path) for path in found]


def _sweep(folder: Path) -> None:
    """Remove what a backup that was killed left a day ago or longer."""
    for left in folder.glob(f"{_PART}*.part"):
        if left.stat().st_mtime < time.time() - 86_400:
            left.unlink(missing_ok=True)


def _write(part: Path, members: list[tuple[str, Path]], progress: Progress) -> None:
    whole = sum(path.stat().st_size for _, path in members)
    done = 0
    with part.open("wb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as container:
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
            _names(container, file.name)
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
    """Return the members of a backup; any that is none of ours, or is not stored as it is, makes it another file."""
    found = {info.filename: info for info in container.infolist()}
    info = found.pop(MANIFEST, None)
    ours = all(_CHUNK.fullmatch(name) or name in ("keys.json", "desk.db") for name in found)
    stored = all(one.compress_type == zipfile.ZIP_STORED for one in found.values())
    whole = {"keys.json", "desk.db"} <= set(found) and len(found) + 1 == len(container.infolist())
    if info is None or not (ours and stored and whole) or found["keys.json"].file_size > slots.LARGEST:
        raise Damaged(_NOT_A_BACKUP, name=file)
    return list(found)
