"""Making documents: loads what a document needs, and lets the documents write it."""

import os
import secrets
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from sqlalchemy.orm import Session

from coopdesk.errors import NotFound, Refused, writing_to
from coopdesk.fields import parse_id
from coopdesk.i18n import N_, language, tr, using
from coopdesk.interchange import eml
from coopdesk.operations import (
    degrees,
    leaving,
    left_out,
    printed_list,
    printed_record,
    rights,
    unsaved,
)
from coopdesk.operations.leaving import Parcel
from coopdesk.operations.printed_documents import DOCUMENTS, Document
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.record_types import View, labels, record_type
from coopdesk.progress import Progress
from coopdesk.store.home import Store
from coopdesk.store.keys import sync_folder

_NO_DOCUMENT = N_("There is no document “{name}”. “print --list” shows the documents.")
_NO_ID = N_("The document “{name}” needs the id of a record.")
_SAVE_FIRST = N_("This document is made of what is saved. Save the record first.")
_LANG = N_("A document is printed in en, ar or both.")
_NO_NAME = N_("“{place}” is not the name of a file. Write the name of the file to be made, such as report.pdf.")
MAIL = ".eml"
"""The end of the name of a file to which a document is written as a draft of mail."""
_MAIL_TEXT = N_("Attached: {name}. Classification: {degree}.")


def documents() -> list[View]:
    """Return the documents that can be printed."""
    return [{"name": name, **labels(one.label), "of": one.of} for name, one in DOCUMENTS.items()]


def documents_for(type: str, *, listed: bool) -> list[View]:
    """Return the documents of one record of a type, or of a list of them."""
    dated = bool(record_type(type).__dates__)
    found = [one for one in documents() if one["of"] in (type, None)]
    return [
        one for one in found
        if DOCUMENTS[one["name"]].listed == listed and (dated or not DOCUMENTS[one["name"]].dated)
    ]  # fmt: skip


def type_of(name: str) -> str:
    """Return the type of the records that a document is made of, empty where it may be any."""
    return (DOCUMENTS[name].of if name in DOCUMENTS else None) or ""


class Prepared(NamedTuple):
    """A document that was loaded and can be written as PDF. ``parcel``: what leaves with it, once it does; ``noted``:
    that is noted; ``numbered``: every copy of it bears its number."""

    parcel: Parcel
    noted: bool
    numbered: bool
    source: Any
    write: Callable[[Any, str, BinaryIO], None]
    lang: str

    def pdf(self, copy: int = 0, copies: int = 0) -> bytes:
        """Return the document as PDF; with its number, where copies have one."""
        made = BytesIO()
        self.write(replace(self.source, copy=(copy, copies)) if copies else self.source, self.lang, made)
        return made.getvalue()

    def sample(self, count: int) -> bytes:
        """Return the first of so many copies, to be looked at; nothing leaves with it."""
        return self.pdf(1, count) if self.numbered else self.pdf()

    def copies(self, count: int) -> list[tuple[Parcel, bytes]]:
        """Return so many copies and what leaves with each. One alone has a number where its degree asks for it."""
        if count == 1 and not self.numbered:
            return [(self.parcel, self.pdf())]
        each = range(1, count + 1)
        return [(self.parcel._replace(copy=place, copies=count), self.pdf(place, count)) for place in each]


@rights.needs(rights.READER)
def prepare(
    store: Store, name: str, id: str | None, lang: str, listed: Listed | None = None, who: Reader = ANYBODY
) -> Prepared:
    """Load a document of a record, or of a list, as far as its reader may see it. Raises ``NotFound``, ``Refused``."""
    if name not in DOCUMENTS:
        raise NotFound(_NO_DOCUMENT, name=name[:60])
    if lang not in ("en", "ar", "both"):
        raise Refused(_LANG)
    document = DOCUMENTS[name]
    if not document.listed and not id:
        raise Refused(_NO_ID, name=name)
    with store.session() as session:
        source: Any = None
        if document.listed:
            source = _list_source(store, session, name, listed or Listed(type_of(name)), lang, who)
        else:
            found = _filled(store, session, document, parse_id(id), listed.group if listed else "", who)
            source = left_out.for_reader(store, session, found, who)
    subject = "" if document.listed else str(source.record.id)
    items = source.holds()
    parcel = Parcel(leaving.SAVED, name, items, subject, len(items), who.word)
    rules = degrees.rules(store)
    degree = source.classification
    return Prepared(parcel, rules.notes(degree), rules.numbers(degree), source, _writer(document), lang)


@rights.needs(rights.READER)
def print_typed(
    store: Store, name: str, type: str, id: str | None, changes: View, lang: str, out: BinaryIO, progress: Progress
) -> None:
    """Write a document of a record with what was typed and is not saved. Raises ``NotFound``, ``InvalidValue``."""
    if DOCUMENTS[name].stored and not id:
        raise Refused(_SAVE_FIRST)
    with store.session() as session:
        progress.step(0)
        record, lists = unsaved.typed(session, type, id, changes)
        source = printed_record.whole(store, session, record, lists)
        progress.step(1)
        document = DOCUMENTS[name]
        if id and document.told is not None:
            source = document.told(store, source, "", ANYBODY)
        elif id and document.adds is not None:
            source = document.adds(store, session, source)
        _writer(document)(source, lang, out)


@rights.needs(rights.READER)
def print_to_file(
    store: Store, name: str, id: str | None, lang: str, out: Path, listed: Listed | None = None, copies: int = 1,
    who: Reader = ANYBODY,
) -> list[Path]:  # fmt: skip
    """Write a document to a file, several copies each to its own; returns them. See ``save_copies``."""
    return save_copies(store, prepare(store, name, id, lang, listed, who), out, copies)


@rights.needs(rights.READER)
def save_copies(store: Store, prepared: Prepared, out: Path, copies: int = 1) -> list[Path]:
    """Write a document outside the encrypted store, several copies each to its own file (``report-2of5.pdf``); to a
    name that ends with ``.eml``, as a draft of mail to which it is attached.

    Each file is there whole or not at all, and is noted where its degree asks for it. Raises ``CannotWrite``.
    """
    places = [out] if copies == 1 else [out.with_stem(f"{out.stem}-{n}of{copies}") for n in range(1, copies + 1)]
    for place in places:
        _check_place(place)
    made = prepared.copies(copies)
    leaving.let_out(store, *(parcel for parcel, _ in made))
    for place, (_, pdf) in zip(places, made, strict=True):
        keep(_mail(prepared, place, pdf) if place.suffix.lower() == MAIL else pdf, place)
    return places


def _mail(prepared: Prepared, place: Path, pdf: bytes) -> bytes:
    """Return a draft of mail with a document, in the language of the document, else in the present one."""
    with using("ar" if prepared.lang == "ar" else "en" if prepared.lang == "en" else language()):
        name = tr(DOCUMENTS[prepared.parcel.what].label)
        degree = degrees.label(prepared.source.classification)
        text = tr(_MAIL_TEXT, name=name, degree=degree)
    return eml.written("", name, f"{text}\n", [(f"{place.stem}.pdf", pdf)])


@rights.needs(rights.READER)
def hand_out(store: Store, prepared: Prepared, copies: int = 1) -> list[bytes]:
    """Return the copies that go to a printer now, and note each where its degree asks for it."""
    made = prepared.copies(copies)
    leaving.let_out(store, *(parcel._replace(how=leaving.PRINTED) for parcel, _ in made))
    return [pdf for _, pdf in made]


def keep(pdf: bytes, out: Path) -> None:
    """Write a document that was made to a file; the file is there whole or not at all. Raises ``CannotWrite``."""
    _check_place(out)
    part = out.parent / f".coopdesk-{secrets.token_hex(4)}.part"
    with writing_to(out.parent):
        try:
            with part.open("xb") as file:
                file.write(pdf)
                file.flush()
                os.fsync(file.fileno())
            part.replace(out)
            sync_folder(out.parent)
        finally:
            part.unlink(missing_ok=True)


def _check_place(out: Path) -> None:
    with writing_to(out.parent):
        if not out.name or out.is_dir():
            raise Refused(_NO_NAME, place=out)


def _writer(document: Document) -> Callable[[Any, str, BinaryIO], None]:
    from importlib import import_module

    module = import_module(f"coopdesk.documents.{document.module}")
    found: Callable[[Any, str, BinaryIO], None] = getattr(module, document.function)
    return found


def _list_source(store: Store, session: Session, name: str, listed: Listed, lang: str, who: Reader) -> Any:
    document = DOCUMENTS[name]
    if document.made is not None:
        printed_list.check_type(name, document.of, listed)
        return document.made(store, listed, lang, printed_record.around(store, session), who)
    return printed_list.source(
        store, name, document.label, document.of, listed, lang, printed_record.around(store, session), who
    )


def _filled(
    store: Store, session: Session, document: Document, id: str, by: str = "", who: Reader = ANYBODY
) -> Any:  # fmt: skip
    source = printed_record.source_of(store, session, document.of, id)
    if document.told is not None:
        return document.told(store, source, by, who)
    return document.adds(store, session, source) if document.adds is not None else source
