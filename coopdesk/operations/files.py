"""Attaching files to records and taking them out again."""

import mimetypes
import secrets
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import select

from coopdesk.errors import NotFound, Refused, writing_to
from coopdesk.fields import parse_id
from coopdesk.history.identity import new_id
from coopdesk.i18n import N_
from coopdesk.operations import ceilings, degrees, leaving, record, rights, seen as tokens
from coopdesk.operations.record import view_of
from coopdesk.operations.record_types import View, record_type
from coopdesk.progress import SILENT, Progress
from coopdesk.records import Attachment
from coopdesk.store import files as chunks
from coopdesk.store.home import Store

_NO_FILE = N_("{name} cannot be read. Check that it is still there and that you may open it.")
_TOO_LARGE = N_("{name} is too large: at most {limit} MB can be attached. Split it, or send it another way.")
_NOT_ATTACHED = N_("There is no such file on this record.")


@rights.needs(rights.SECRETARY)
def attach(store: Store, type: str, id: str, path: Path, progress: Progress = SILENT, *, paper: bool = False) -> View:
    """Attach a file to a record. ``paper``: a step is given on it, which also a frozen record takes.

    Raises ``Refused`` when it cannot be read or is too large, ``NotFound``.
    """
    owner = record.show(store, type, id)
    if owner.get("deleted"):
        raise Refused(record.IS_DELETED)
    name = _safe_name(path.name)
    try:
        if not path.is_file():
            raise Refused(_NO_FILE, name=path.name)
        if path.stat().st_size > chunks.LIMIT:
            raise Refused(_TOO_LARGE, name=path.name, limit=chunks.LIMIT // chunks.CHUNK)
        with path.open("rb") as source:
            size, digest, parts = chunks.put(store.files, store.key, source, progress)
    except OSError:
        raise Refused(_NO_FILE, name=path.name) from None
    made = Attachment(
        id=new_id(store.world, Attachment.__entity__), subject=owner["id"], name=name, size=size, digest=digest,
        chunks="\n".join(parts),
        media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        audience=owner["audience"] or Attachment.__audience__, classification=owner["classification"] or "internal",
        paper=paper or None,
    )  # fmt: skip
    with store.writing() as writing:
        if not paper:
            record.refuse_frozen(writing, made)
        writing.session.add(made)
        writing.session.flush()
        ceilings.check(store, writing)
        attached = made.id
    return record.show(store, "attachment", attached)


@rights.needs(rights.READER)
def files(store: Store, type: str, id: str) -> list[View]:
    """Return the files of a record by name. Raises ``NotFound``."""
    with store.session() as session:
        record.existing(session, record_type(type), id)
        seen = tokens.now(session)
        wanted = select(Attachment).where(Attachment.subject == parse_id(id), Attachment.deleted.is_(False))
        return sorted((view_of(one, seen) for one in session.scalars(wanted)), key=lambda view: view["name"] or "")


@rights.needs(rights.SECRETARY)
def detach(store: Store, type: str, id: str, file_id: str) -> None:
    """Take a file off a record; the history keeps it. Raises ``NotFound``."""
    if parse_id(file_id) not in [one["id"] for one in files(store, type, id)]:
        raise NotFound(_NOT_ATTACHED)
    record.delete(store, "attachment", file_id)


@rights.needs(rights.READER)
def read(store: Store, file_id: str, out: BinaryIO, progress: Progress = SILENT) -> None:
    """Write the bytes of an attached file to ``out``. Raises ``NotFound``, ``Damaged``."""
    view = record.show(store, "attachment", file_id)
    chunks.get(store.files, store.key, (view["chunks"] or "").split(), out, progress)


@rights.needs(rights.READER)
def beginning(store: Store, file_id: str, most: int) -> bytes:
    """Return up to so many bytes with which an attached file begins. Raises ``NotFound``, ``Damaged``."""
    found = b""
    for chunk in (record.show(store, "attachment", file_id)["chunks"] or "").split():
        if len(found) >= most:
            break
        found += chunks.read_chunk(store.files, store.key, chunk)
    return found[:most]


def _safe_name(name: str) -> str:
    """Return a file name without characters that could name another place or hide what it is."""
    kept = "".join(c for c in name if c.isprintable() and c not in '/\\:*?"<>|')
    return kept.strip(". ")[-200:] or "file"


@rights.needs(rights.READER)
def save_as(store: Store, file_id: str, path: Path, progress: Progress = SILENT) -> bool:
    """Write a copy of an attached file outside the encrypted store, whole or not at all; tells whether that is noted.

    A file is as secret as what it is attached to. Raises ``CannotWrite``.
    """
    id = record.show(store, "attachment", file_id)["id"]
    with store.reading() as connection:
        items = degrees.degrees_of(connection, [id])
    noted = leaving.let_out(store, leaving.Parcel(leaving.SAVED, "file", items, id))
    part = path.parent / f".coopdesk-{secrets.token_hex(8)}.part"
    with writing_to(path.parent):
        try:
            with part.open("wb") as out:
                read(store, file_id, out, progress)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    return noted
