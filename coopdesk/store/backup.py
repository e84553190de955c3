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

from sqlalchemy import text

from coopdesk.errors import CannotWrite, Damaged, NewerHome, NoHome, writing_to
from coopdesk.i18n import N_
from coopdesk.progress import SILENT, Progress
from coopdesk.store import home as homes, keys
from coopdesk.store.database import copy_to, engine_for

MANIFEST = "coopdesk-backup.json"
VERSION = 1

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
    digests = {}
    with part.open("xb") as out, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as container:
        for done, (name, path) in enumerate(members):
            hashed = hashlib.sha256()
            with path.open("rb") as source, container.open(name, "w", force_zip64=True) as target:
                while content := source.read(1 << 20):
                    hashed.update(content)
                    target.write(content)
            digests[name] = hashed.hexdigest()
            progress.step(done, 2 * len(members))
        container.writestr(MANIFEST, json.dumps({"version": VERSION, "members": digests}))
        container.fp.flush()  # type: ignore[union-attr]
    with part.open("rb+") as whole:
        os.fsync(whole.fileno())


def _verify(file: Path, progress: Progress) -> None:
    """Read every byte of a container against its manifest."""
    try:
        with zipfile.ZipFile(file) as container:
            digests = _manifest(container, file.name)
            names = _names(container, file.name)
            if set(names) != set(digests):
                raise Damaged(_NOT_A_BACKUP, name=file.name)
            for done, name in enumerate(names):
                hashed = hashlib.sha256()
                with container.open(name) as source:
                    while content := source.read(1 << 20):
                        hashed.update(content)
                if hashed.hexdigest() != digests[name]:
                    raise Damaged(_NOT_A_BACKUP, name=file.name)
                progress.step(len(names) + done, 2 * len(names))
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise Damaged(_NOT_A_BACKUP, name=file.name) from None


def _manifest(container: zipfile.ZipFile, name: str) -> dict[str, str]:
    try:
        info = container.getinfo(MANIFEST)
        content = json.loads(container.read(info)) if info.file_size < 64 << 20 else {}
        version, members = content["version"], content["members"]
    except (KeyError, ValueError, TypeError):
        raise Damaged(_NOT_A_BACKUP, name=name) from None
    if version != VERSION:
        raise NewerHome(_NEWER, name=name)
    return dict(members)


def _names(container: zipfile.ZipFile, file: str) -> list[str]:
    """Return the members that a backup may hold; any other name means that it is none of ours."""
    names = [info.filename for info in container.infolist() if info.filename != MANIFEST]
    for name in names:
        parts = name.split("/")
        chunk = len(parts) == 3 and parts[0] == "files" and all(part.isalnum() for part in parts[1:])
        if not chunk and name not in ("keys.json", "desk.db"):
            raise Damaged(_NOT_A_BACKUP, name=file)
    return names
