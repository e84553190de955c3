"""Sending and receiving: export for a desk, import of files, what a file would change, the inbox, the history."""

import hashlib
import os
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from coopdesk.errors import CoopDeskError, NotFound
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import freezing, leaving, rights, views
from coopdesk.operations.record import instant
from coopdesk.progress import SILENT, Progress
from coopdesk.records import MinistrySettings
from coopdesk.store.home import Store
from coopdesk.store.tables import BUNDLE
from coopdesk.sync import bundle, feeds, incoming, outgoing, trust
from coopdesk.sync.incoming import Taken
from coopdesk.sync.refusal import NOBODY, REASONS, BundleRefused

Told = dict[str, Any]
"""What an import did with a file, as the command line prints it."""

_NO_FILE = N_("{name} cannot be read. Check that it is still there and that you may open it.")
_NO_EXPORT = N_("These files were not exported from here.")
_NOT_HERE = N_("This file is not in the inbox any more.")
_APPLIED = N_("Imported from {sender}: {n} changes.")
_OWN = N_("It was written here, for {desk}, and holds nothing that is new here.")
_KNOWN = N_("Everything in it is here already.")
INBOX = "inbox"
_PLACES = "exchange/places"
MAIL, FOLDER = outgoing.MAIL, bundle.PART_PLAIN
"""The largest part that a mail takes, and one for a stick or a folder."""
SMALLEST = outgoing.SMALLEST


@rights.needs(rights.SECRETARY)
def export(
    store: Store, to: str, folder: Path, *, size: int = outgoing.MAIL, from_scratch: bool = False,
    progress: Progress = SILENT,
) -> Told:  # fmt: skip
    """Write the bundle for a desk to a folder; returns its files, changes and bytes."""
    done = outgoing.export(
        store,
        to,
        folder,
        size=size,
        from_scratch=from_scratch,
        progress=progress,
        passing=leaving.let_bundle_out(store, to),
    )
    return {"files": [str(path) for path in done.files], "changes": done.changes, "bytes": done.size}


class Place(NamedTuple):
    """A folder in which files for a desk were written. ``there``: it can be written to now, as no stick can that was
    pulled out."""

    folder: Path
    there: bool


@rights.needs(rights.READER)
def last_place(store: Store, to: str) -> Place | None:
    """Return where a person had the files for a desk written last, None where that was never done."""
    kept = views.load(store, _PLACES).get(to)
    if not isinstance(kept, str):
        return None
    return Place(Path(kept), os.access(kept, os.W_OK | os.X_OK))


@rights.needs(rights.READER)
def keep_place(store: Store, to: str, folder: Path) -> None:
    """Remember where the files for a desk were written."""
    kept = views.load(store, _PLACES)
    if kept.get(to) != str(folder):
        views.save(store, _PLACES, kept | {to: str(folder)})


@rights.needs(rights.SECRETARY)
def slip(store: Store, names: list[str], out: Path, lang: str = "both") -> None:
    """Write the transmittal slip of the files of one export. Raises ``CannotWrite``, ``NotFound``."""
    from coopdesk.documents.transmittal_slip import SlipFile, SlipSource, transmittal_slip
    from coopdesk.operations.printed_record import around
    from coopdesk.operations.printing import keep

    me = trust.enrolled(store)
    with store.session() as session:
        rows = session.execute(
            select(BUNDLE).where(BUNDLE.c.out == 1, BUNDLE.c.file.in_([Path(one).name for one in names]))
            .order_by(BUNDLE.c.part)
        ).all()  # fmt: skip
        if not rows:
            raise NotFound(_NO_EXPORT)
        desks = me.trusted.desks
        codes = [me.desk, rows[0].desk]
        named = [(one, desks[one].name_en, desks[one].name_ar) for one in codes]
        surroundings = around(store, session)
        made = BytesIO()
        transmittal_slip(
            SlipSource(
                surroundings["desk"] or MinistrySettings(), **surroundings, sender=named[0], receiver=named[1],
                day=instant(rows[0].at)[:10], changes=sum(row.changes for row in rows),
                number=bytes(rows[0].set).hex()[:8].upper(),
                files=[SlipFile(row.file, row.bytes, bytes(row.digest).hex()) for row in rows],
            ),
            lang, made,
        )  # fmt: skip
    keep(made.getvalue(), out)


@rights.needs(rights.SECRETARY)
def import_files(store: Store, paths: list[Path], progress: Progress = SILENT) -> list[Told]:
    """Import files, each on its own; returns what became of each. What is refused or parked is kept in the inbox."""
    found = []
    for done, path in enumerate(paths):
        progress.step(done, len(paths))
        try:
            data = _read(path)
        except NotFound as fault:
            found.append(_failed(path.name, "unreadable", fault.message()))
            continue
        found.append(_take(store, data, path.name, progress))
    if any(one["status"] == "applied" for one in found):
        found += _retried(store, progress=progress)
    return found


@rights.needs(rights.SECRETARY)
def retry(store: Store, digest: str = "", progress: Progress = SILENT) -> list[Told]:
    """Try what is parked again, as after a newer list of desks came; returns those that were imported now.

    ``digest``: try this one file of the inbox, whatever its reason was, and tell what became of it. Raises
    ``NotFound``.
    """
    return _retried(store, digest, progress)


def _retried(store: Store, digest: str = "", progress: Progress = SILENT) -> list[Told]:
    which = BUNDLE.c.digest == bytes.fromhex(digest) if digest else BUNDLE.c.status == "parked"
    with store.reading() as connection:
        rows = connection.execute(select(BUNDLE).where(which, BUNDLE.c.out == 0)).all()
    found = []
    for row in rows:
        path = _kept(store, bytes(row.digest))
        if path.is_file():
            told = _take(store, path.read_bytes(), row.file, progress)
            if digest or told["status"] in ("applied", "known"):
                found.append(told)
    if digest and not found:
        raise NotFound(_NOT_HERE)
    return found


@rights.needs(rights.READER)
def preview(store: Store, path: Path, progress: Progress = SILENT) -> Told:
    """Return what a file would change: its sender, the records with what is new, and conflicts. Nothing is kept.

    Raises ``Refused``.
    """
    from coopdesk.operations.titles import titles_in

    data = _read(path)
    own = _own(store, data, path.name)
    if own is not None:
        return own | {"records": []}
    seen: Told = {}

    def look(connection: Connection, taken: Taken, changes: list[incoming.Change]) -> None:
        named = titles_in(connection, [one.id for one in changes])
        seen.update(_told(path.name, taken))
        seen["records"] = [one._asdict() | {"title": named[one.id]} for one in changes]

    incoming.look(store, data, path.name, look, progress)
    return seen


@rights.needs(rights.READER)
def inspect(store: Store, path: Path) -> Told:
    """Return what a bundle file says of itself: sender, recipient, part, when, how large. Raises ``Refused``."""
    data = _read(path)
    me = trust.enrolled(store)
    header = bundle.header_of(data, path.name)
    sender = bundle.proven(data, header, me.trusted, path.name)
    told = {
        "file": path.name, "bundle": header.bundle.hex(), "set": header.set.hex(), "part": header.part,
        "parts": header.parts, "from": sender.desk, "created": instant(header.created), "bytes": len(data),
        "sha256": hashlib.sha256(data).hexdigest(), "to": None, "changes": None,
    }  # fmt: skip
    try:
        opened = bundle.opened(data, header, sender, me.keys.age, path.name)
    except BundleRefused as fault:
        if fault.code != "sealed":
            raise
        return told
    return told | {"to": opened.manifest.to, "changes": opened.manifest.changes}


@rights.needs(rights.READER)
def inbox(store: Store) -> list[Told]:
    """Return what was not imported, newest first, each with its reason and what to do."""
    with store.reading() as connection:
        wanted = select(BUNDLE).where(BUNDLE.c.status.in_(("parked", "refused"))).order_by(BUNDLE.c.id.desc())
        rows = connection.execute(wanted).all()
    return [_entry(row) for row in rows]


@rights.needs(rights.SECRETARY)
def discard(store: Store, digest: str) -> None:
    """Take a file out of the inbox. Raises ``NotFound``."""
    raw = bytes.fromhex(digest)
    with store.writing() as writing:
        gone = delete(BUNDLE).where(BUNDLE.c.digest == raw, BUNDLE.c.status.in_(("parked", "refused")))
        if not writing.connection.execute(gone).rowcount:
            raise NotFound(_NOT_HERE)
    _kept(store, raw).unlink(missing_ok=True)


@rights.needs(rights.READER)
def history(store: Store, limit: int = 500) -> list[Told]:
    """Return the bundles that were written and imported, newest first."""
    with store.reading() as connection:
        rows = connection.execute(select(BUNDLE).order_by(BUNDLE.c.id.desc()).limit(limit)).all()
    return [_entry(row) for row in rows]


class Standing(NamedTuple):
    """How this desk stands with the others. ``last``: when it wrote its last bundle, a mission that to the Ministry."""

    unsent: int
    last: str | None
    central: bool


@rights.needs(rights.READER)
def standing(store: Store) -> Standing | None:
    """Return how this desk stands with the others; None before it is enrolled."""
    me = trust.me(store)
    if me is None:
        return None
    central = me.desk in me.trusted.central
    to = [one for one in me.trusted.desks if one != me.desk] if central else list(me.trusted.central)
    with store.reading() as connection:
        last = connection.execute(
            select(func.max(BUNDLE.c.at)).where(BUNDLE.c.out == 1, BUNDLE.c.desk.in_(to))
        ).scalar()
        return Standing(feeds.unsealed(connection, me.device), instant(last) if last else None, central)


def _take(store: Store, data: bytes, name: str, progress: Progress = SILENT) -> Told:
    own = _own(store, data, name)
    if own is not None:
        return own
    try:
        taken = incoming.take(store, data, name, progress)
        freezing.settle(store)
    except BundleRefused as fault:
        _keep(store, data, name, fault)
        return _failed(name, fault.code, fault.message(), fault.status)
    except CoopDeskError as fault:
        return _failed(name, "failed", fault.message())
    _kept(store, hashlib.sha256(data).digest()).unlink(missing_ok=True)
    return _told(name, taken)


def _own(store: Store, data: bytes, name: str) -> Told | None:
    """Return what is told of a file that was written here, which only the desk that it is for can open."""
    wanted = select(BUNDLE).where(BUNDLE.c.digest == hashlib.sha256(data).digest(), BUNDLE.c.out == 1)
    with store.reading() as connection:
        row = connection.execute(wanted).first()
    if row is None:
        return None
    return {
        "file": name, "status": "known", "applied": 0, "known": row.changes, "waiting": [], "conflicts": 0,
        "code": None, "message": tr(_OWN, desk=row.desk), "from": store.desk, "part": row.part,
        "parts": row.parts, "withheld": 0,
    }  # fmt: skip


def _keep(store: Store, data: bytes, name: str, fault: BundleRefused) -> None:
    """Keep a file that was not taken, with the reason; what a person discards is gone from here alone."""
    digest = hashlib.sha256(data).digest()
    if len(data) <= bundle.MOST_FILE:
        path = _kept(store, digest)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        outgoing.put(path, data, store.world.reached)
    params = {key: str(value) for key, value in fault.params.items() if not isinstance(value, Text)}
    with store.writing() as writing:
        values = {
            "status": fault.status, "code": fault.code, "told": msgspec.msgpack.encode(params),
            "at": store.world.wall(),
        }  # fmt: skip
        here = (BUNDLE.c.digest == digest, BUNDLE.c.out == 0)
        if not writing.connection.execute(update(BUNDLE).where(*here).values(**values)).rowcount:
            writing.connection.execute(
                insert(BUNDLE).values(
                    out=0, name=b"", set=b"", part=0, parts=0, desk=params.get("sender"), file=name, bytes=len(data),
                    digest=digest, made=0, changes=0, **values,
                )
            )  # fmt: skip


def _kept(store: Store, digest: bytes) -> Path:
    return store.home / INBOX / f"{digest.hex()[:32]}.cdx"


def _told(name: str, taken: Taken) -> Told:
    message = tr(_APPLIED, sender=taken.sender, n=taken.applied) if taken.status == "applied" else tr(_KNOWN)
    return {
        "file": name, "status": taken.status, "applied": taken.applied, "known": taken.known,
        "waiting": [{"desk": desk, "from": first, "to": last} for desk, first, last in taken.gaps],
        "conflicts": taken.conflicts, "code": None, "message": message, "from": taken.sender, "part": taken.part,
        "parts": taken.parts, "withheld": taken.withheld,
    }  # fmt: skip


def _failed(name: str, code: str, message: str, status: str = "refused") -> Told:
    return {
        "file": name, "status": status, "applied": 0, "known": 0, "waiting": [], "conflicts": 0, "code": code,
        "message": message,
    }  # fmt: skip


def _entry(row: Any) -> Told:
    params: dict[str, object] = {"sender": NOBODY}
    if row.told:
        params |= msgspec.msgpack.decode(row.told, type=dict[str, str])
    return {
        "direction": "out" if row.out else "in", "file": row.file, "desk": row.desk, "status": row.status,
        "code": row.code, "message": tr(REASONS[row.code], **params) if row.code in REASONS else "",
        "at": instant(row.at), "made": instant(row.made) if row.made else None, "changes": row.changes,
        "conflicts": row.conflicts, "bytes": row.bytes, "part": row.part, "parts": row.parts,
        "sha256": bytes(row.digest).hex(), "set": bytes(row.set).hex(),
    }  # fmt: skip


def _read(path: Path) -> bytes:
    """Return the bytes of a file, read once; one byte more than can be a bundle says that it is too large."""
    try:
        if not path.is_file():
            raise NotFound(_NO_FILE, name=path.name)
        with path.open("rb") as file:
            return file.read(bundle.MOST_FILE + 1)
    except OSError:
        raise NotFound(_NO_FILE, name=path.name) from None
