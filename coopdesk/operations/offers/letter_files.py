"""Letters as files: PDF, Word and a draft of mail into a folder, through the gate of what leaves; Word back in.

Each unofficial translation is a document of its own beside the letter; one that is not written yet holds the text of
the letter, to be written over. What comes back from Word is the text of the letter, or of a translation, and nothing
else; it is shown before it is saved.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from coopdesk.documents.letter_forms import label
from coopdesk.errors import Refused, writing_to
from coopdesk.i18n import N_, P_
from coopdesk.interchange import docx, eml
from coopdesk.operations import degrees, leaving, printing, record, rights
from coopdesk.operations.record_types import View
from coopdesk.operations.titles import titles
from coopdesk.progress import SILENT, Progress
from coopdesk.records import TYPES
from coopdesk.store.home import Store

MAIL = "eml"
FORMS = ("pdf", "docx", MAIL)
_UNFIT = re.compile(r"[^\w\u0600-\u06ff-]+")
_FORM = N_("A letter is written as one of: {forms}.")
_UNREADABLE = N_("“{name}” cannot be read.")
_NAME_MOST = 60
LEAVES = P_(
    "{n} letter is of a degree that is noted. The files are not sealed, and a draft of mail goes out as anybody can "
    "read it: send it only where that is allowed.",
    "{n} letters are of a degree that is noted. The files are not sealed, and a draft of mail goes out as anybody can "
    "read it: send them only where that is allowed.",
)


class Written(NamedTuple):
    """The files that were written, and how many of the letters are of a degree that is noted."""

    files: list[Path]
    noted: int


class Returned(NamedTuple):
    """What came back from Word: the text as it is stored, and as it stands in the document. ``language``: of the
    translation that it is, empty for the letter itself."""

    seen: str | None
    old: str
    new: str
    language: str = ""


@rights.needs(rights.READER)
def write_files(
    store: Store, ids: Sequence[str], folder: Path, forms: Sequence[str] = ("pdf",), progress: Progress = SILENT
) -> Written:
    """Write letters into a folder, each in each form. Each file is noted where its degree asks for it.

    The name of a file begins with its place and tells for whom it is; a folder that is not there is made. Raises
    ``NotFound``, ``Refused``, ``CannotWrite``.
    """
    for one in forms:
        if one not in FORMS:
            raise Refused(_FORM, forms=", ".join(FORMS))
    with writing_to(folder):
        folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    noted = 0
    for place, id in enumerate(ids, 1):
        progress.step(place, len(ids))
        prepared = printing.prepare(store, "letter", id, "both")
        stem = _stem(store, prepared.source, place, len(ids))
        noted += prepared.noted
        for form in forms:
            contents = {folder / f"{stem}.{form}": _CONTENT[form](prepared, stem)}
            if form == "docx":
                contents |= {folder / f"{stem}-{lang}.docx": sheet for lang, sheet in _sheets(prepared)}
            how = leaving.MAILED if form == MAIL else leaving.SAVED
            leaving.let_out(store, prepared.parcel._replace(how=how))
            for out, content in contents.items():
                printing.keep(content, out)
                made.append(out)
    return Written(made, noted)


@rights.needs(rights.READER)
def are_noted(store: Store, ids: Sequence[str]) -> int:
    """Return how many of these letters are of a degree of which it is noted that they leave."""
    rules = degrees.rules(store)
    with store.reading() as connection:
        return sum(rules.notes(degree) for _, degree in degrees.degrees_of(connection, ids))


@rights.needs(rights.SECRETARY)
def read_back(store: Store, id: str, path: Path) -> Returned:
    """Read the text of a letter, or of a translation of it, from a document of Word's; nothing is saved. Raises
    ``NotADocument``, ``Refused``."""
    view = record.show(store, "letter", id)
    if view["stage"] in TYPES["letter"].__frozen__:
        raise Refused(record.FROZEN, stage=str(view["stage"]))
    try:
        found = docx.read(path)
    except OSError as fault:
        raise Refused(_UNREADABLE, name=path.name) from fault
    translated = docx.translation_of(found)
    if translated is None:
        return Returned(view["_seen"], view["body"] or "", docx.body_of(found))
    line = _line(view, translated[0]) or {}
    return Returned(line.get("_seen"), line.get("text") or "", translated[1], translated[0])


@rights.needs(rights.SECRETARY)
def take_back(store: Store, id: str, returned: Returned) -> View:
    """Save what came back. Raises ``ChangedSince`` where the text was changed here meanwhile."""
    if not returned.language:
        return record.save(store, "letter", {"id": id, "_seen": returned.seen, "body": returned.new})
    line = _line(record.show(store, "letter", id), returned.language)
    which = {"id": line["id"], "_seen": returned.seen} if line is not None else {"language": returned.language}
    return record.save(store, "letter", {"id": id, "translations": [{**which, "text": returned.new}]})


def _line(view: View, lang: str) -> View | None:
    """Return the translation of a letter into a language, None where it has none."""
    return next((one for one in view["translations"] if one["language"] == lang), None)


def _sheets(prepared: printing.Prepared) -> Iterator[tuple[str, bytes]]:
    """Yield a document for each translation of a letter, by its language."""
    own, one = prepared.source.record.language or "ar", prepared.source.record
    for line in prepared.source.lists.get("translations", ()):
        lang = line.language
        if lang in docx.TRANSLATED and lang != own:
            heading = docx.Paragraph(docx.SUBJECT, label(lang, "translation"), lang == "ar")
            source = line.text or one.body or ""
            texts = [text for text in source.split("\n") if text.strip()]
            rtl = (lang if line.text else own) == "ar"
            body = [docx.Paragraph(docx.TRANSLATED[lang], text, rtl) for text in texts]
            yield lang, docx.written([heading, *body], rtl=lang == "ar", title=one.subject or "")


def _word(prepared: printing.Prepared, stem: str) -> bytes:
    from coopdesk.documents import letter
    from coopdesk.records.letter import is_note

    source, one = prepared.source, prepared.source.record
    own, note = one.language or "ar", is_note(one.kind, one.to_kind)
    rtl = own == "ar"
    body = [line for line in (one.body or "").split("\n") if line.strip()]
    parts: list[tuple[str, str, str]] = []
    if not note:
        parts += [(docx.ADDRESS, one.addressed or "", ""), (docx.SUBJECT, one.subject or "", label(own, "subject"))]
        parts.append((docx.OPENING, one.opening or "", ""))
    lead = one.opening or "" if note else ""
    parts += [(docx.BODY, line, lead if not place else "") for place, line in enumerate(body)]
    parts.append((docx.CLOSING, one.closing or "", ""))
    signed = [label(own, "initials")] if note else list(letter.signers(source, one))
    parts += [(docx.END, line, "") for line in signed]
    foot = {
        "to": one.addressed if note else "",
        "enclosures": one.enclosures,
        "copy": source.names(one.copies_to or ()),
    }
    parts += [(docx.SMALL, f"{label(own, name)} {told}".strip(), "") for name, told in foot.items() if told]
    paragraphs = [docx.Paragraph(style, text, rtl, before) for style, text, before in parts if text]
    return docx.written(paragraphs, rtl=rtl, title=one.subject or "")


def _mail(prepared: printing.Prepared, stem: str) -> bytes:
    from coopdesk.documents import letter

    source, one = prepared.source, prepared.source.record
    ids = (one.person, *_person_about(source, one), one.organization)
    to = next((email for id in ids if (email := getattr(source.linked.get(id or ""), "email", None))), "")
    text = "\n\n".join(filter(None, (one.addressed, *letter.paragraphs(one), one.closing)))
    return eml.written(to, one.subject or "", f"{text}\n", [(f"{stem}.pdf", prepared.pdf())])


def _person_about(source: Any, letter: Any) -> list[str]:
    """Return the ids by which the person may be found whom a letter of a decision is for: the applicant whom it is
    about, or the expert of the nomination."""
    about = source.linked.get(letter.about or "") if letter.to_kind == "person" else None
    return [one for one in (getattr(about, "expert", None), letter.about) if one and about is not None]


_CONTENT: dict[str, Callable[[printing.Prepared, str], bytes]] = {
    "pdf": lambda prepared, _: prepared.copies(1)[0][1],
    "docx": _word,
    "eml": _mail,
}


def _stem(store: Store, source: Any, place: int, count: int) -> str:
    one = source.record
    country = source.countries.get(one.country or "")
    whom_by = one.organization or next(iter(_person_about(source, one)), None)
    named = titles(store, [whom_by])[whom_by] if whom_by else ""
    whom = named or (country.name_en if country is not None else "") or one.subject or "letter"
    name = _UNFIT.sub("-", whom)[:_NAME_MOST].strip("-") or "letter"
    return f"{place:0{len(str(count))}}-{name}" if count > 1 else name
