"""Exchange through folders by itself: the office's own folder, one where what arrived is put, one for what is to go.

Several computers of a desk share the office's folder: each writes there what a colleague lacks and takes what others
wrote. What one wrote before is taken away once the newer file, which holds all of it that nobody acknowledged, lies
there whole. A file is never taken away unread, and never one of another's.
"""

import hashlib
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import delete, select

from coopdesk.errors import CoopDeskError, Refused
from coopdesk.i18n import N_, ltr
from coopdesk.operations import exchange, rights
from coopdesk.operations.exchange import Told
from coopdesk.progress import SILENT, Progress
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import BUNDLE, META
from coopdesk.sync import feeds, outgoing, peers, trust

_NO_FOLDER = N_("{place} is not a folder that can be read and written. Choose another one.")
_AWAY = N_("The folder {place} cannot be reached now. Nothing is lost: the exchange goes on when it is there again.")
_TWICE = N_("This folder serves another purpose already. Choose another one.")
_KEY = "folders"


class Folders(msgspec.Struct, frozen=True, array_like=True):
    """The folders that are watched; empty: none. ``out``: by the code of the desk that the files there are for."""

    office: str = ""
    arrived: str = ""
    out: dict[str, str] = {}


class Done(NamedTuple):
    """What one round did. ``told``: of each file that was tried; ``written``: files; ``failed``: sentences."""

    told: list[Told]
    written: list[Path]
    failed: list[str]


@rights.needs(rights.READER)
def folders(store: Store) -> Folders:
    """Return the folders that are watched."""
    kept = store.meta(_KEY)
    return msgspec.msgpack.decode(kept, type=Folders) if kept else Folders()


@rights.needs(rights.ADMINISTRATOR)
def watch(store: Store, chosen: Folders) -> None:
    """Watch these folders from now on. Raises ``Refused`` for one that is none, or is given twice."""
    places = [one for one in (chosen.office, chosen.arrived, *chosen.out.values()) if one]
    for one in places:
        if not _is_there(one):
            raise Refused(_NO_FOLDER, place=one)
    if len({Path(one).resolve() for one in places}) < len(places):
        raise Refused(_TWICE)
    with store.writing() as writing:
        if chosen == Folders():
            writing.connection.execute(delete(META).where(META.c.key == _KEY))
        else:
            set_meta(writing.connection, _KEY, msgspec.msgpack.encode(chosen))


@rights.needs(rights.READER)
def run(store: Store, progress: Progress = SILENT) -> Done:
    """Take what lies in the folders and write what is to go. A folder that is away is told and tried again later."""
    chosen, done = folders(store), Done([], [], [])
    me = trust.enrolled(store)
    away = {one for one in (chosen.office, chosen.arrived, *chosen.out.values()) if one and not _is_there(one)}
    done.failed.extend(CoopDeskError(_AWAY, place=ltr(one)).message() for one in sorted(away))
    for place in filter(None, (chosen.office, chosen.arrived)):
        new = _new_files(store, Path(place), done) if place not in away else []
        done.told.extend(rights.by_itself(exchange.import_files)(store, new, progress) if new else [])
    for code, place in _targets(chosen, me.desk):
        if place in away:
            continue
        try:
            done.written.extend(_written(store, code, Path(place)))
        except CoopDeskError as fault:
            done.failed.append(fault.message())
    return done


@rights.needs(rights.READER)
def up_to_date(store: Store) -> bool | None:
    """Tell whether the colleagues' computers have everything of this one; None where there are none."""
    me = trust.me(store)
    if me is None or not _others(me):
        return None
    with store.reading() as connection:
        return not feeds.unsealed(connection, me.device) and not _waiting(connection, me, me.desk)


def _is_there(place: str) -> bool:
    try:
        return Path(place).is_dir()
    except OSError:
        return False


def _targets(chosen: Folders, desk: str) -> list[tuple[str, str]]:
    return [*([(desk, chosen.office)] if chosen.office else []), *chosen.out.items()]


def _written(store: Store, code: str, place: Path) -> list[Path]:
    """Write what a desk lacks, or what was imported since the last file; then take older ones of this device away."""
    me = trust.enrolled(store)
    if code == me.desk and not _others(me):
        return []
    with store.reading() as connection:
        told = connection.execute(
            select(BUNDLE.c.id).where(BUNDLE.c.out == 1, BUNDLE.c.desk == code).order_by(BUNDLE.c.id.desc())
        ).scalar() or 0  # fmt: skip
        came = connection.execute(
            select(BUNDLE.c.id).where(BUNDLE.c.out == 0, BUNDLE.c.changes > 0, BUNDLE.c.id > told)
        ).first()
        news = came is not None or feeds.unsealed(connection, me.device) > 0
        if not (news or _waiting(connection, me, code)):
            return []
        here = {row.file: bytes(row.digest) for row in connection.execute(_own_files(code))}
        lie = [name for name, digest in here.items() if _is(place / name, digest)]
        if lie and not news:
            return []
    made = [Path(one) for one in exchange.export(store, code, place)["files"]]
    for name in lie:
        if place / name not in made:
            (place / name).unlink(missing_ok=True)
    return made


def _own_files(code: str) -> Any:
    return select(BUNDLE.c.file, BUNDLE.c.digest).where(BUNDLE.c.out == 1, BUNDLE.c.desk == code)


def _others(me: trust.Me) -> list[bytes]:
    return [one.device for one in me.trusted.devices_of(me.desk) if one.device != me.device]


def _waiting(connection: Any, me: trust.Me, code: str) -> int:
    devices = [one.device for one in me.trusted.devices_of(code) if one.device != me.device]
    return outgoing.waiting(connection, me, code, peers.peers(connection, devices), devices, feeds.feeds(connection))


def _new_files(store: Store, place: Path, done: Done) -> list[Path]:
    """Return the bundle files in a folder that this device neither wrote nor has tried."""
    with store.reading() as connection:
        known = {bytes(one) for one in connection.execute(select(BUNDLE.c.digest)).scalars()}
    try:
        files = sorted(one for one in place.iterdir() if one.suffix == ".cdx" and one.is_file())
        return [one for one in files if hashlib.sha256(one.read_bytes()).digest() not in known]
    except OSError:
        done.failed.append(CoopDeskError(_AWAY, place=ltr(str(place))).message())
        return []


def _is(path: Path, digest: bytes) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).digest() == digest
    except OSError:
        return False
