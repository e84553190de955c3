"""The fields of a filled PDF, as any program may have written them: values by name, and nothing else of the file.

Pages, scripts, links and attachments are not looked at. A file may come from anywhere, so its size, the number of its
fields and how deep they stand have limits, and whatever goes wrong while it is read is told as a damaged file.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from coopdesk.errors import CoopDeskError, Damaged, Refused
from coopdesk.i18n import N_

MOST_BYTES = 10 * 1024 * 1024
_MOST_FIELDS, _DEEPEST, _MOST_PAGES, _MOST_LETTERS = 20_000, 12, 500, 100_000
_MOST_UNPACKED = 16_000_000
_LARGE = N_("The PDF is larger than {most} MB. A filled form is much smaller: send the form itself, without scans.")
_NO_PDF = N_("This is no PDF, or it is damaged. Ask for the file again.")
_LOCKED = N_("The PDF is locked with a password. Save it without one, and take it again.")
_XFA = N_("The PDF was saved in a form that only one program reads (XFA). Fill in the PDF that was sent out.")
_MANY = N_("The PDF has more fields than any form.")
_LANGUAGE = re.compile("\x1b[A-Za-z-]{2,6}\x1b")
"""What says of a text in which language it is."""
_OFF = ("", "Off")


@dataclass(frozen=True)
class Filled:
    """What a PDF holds. ``fields``: by name, empty where nothing was written; ``keywords``: of the document;
    ``signed``: somebody signed it in another program."""

    fields: dict[str, str] = field(default_factory=dict)
    keywords: str = ""
    signed: bool = False


def read(content: bytes) -> Filled:
    """Return the fields of a PDF. Raises ``Refused``, ``Damaged``."""
    if len(content) > MOST_BYTES:
        raise Refused(_LARGE, most=MOST_BYTES // 1024 // 1024)
    if b"%PDF-" not in content[:1024]:
        raise Damaged(_NO_PDF)
    try:
        return _read(content)
    except CoopDeskError:
        raise
    except (Exception, RecursionError, MemoryError):
        raise Damaged(_NO_PDF) from None


def _read(content: bytes) -> Filled:
    import logging

    from pypdf import apply_configuration

    # it tells of each oddity of a file that it reads all the same
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    with apply_configuration(
        zlib_maximum_output_length=_MOST_UNPACKED,
        lzw_maximum_output_length=_MOST_UNPACKED,
        run_length_maximum_output_length=_MOST_UNPACKED,
        jbig2dec_binary=None,
    ):
        return _within_limits(content)


def _within_limits(content: bytes) -> Filled:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise Refused(_LOCKED)
    root: Any = _plain(reader.trailer["/Root"])
    form: Any = _plain(root.get("/AcroForm")) or {}
    if form.get("/XFA") is not None:
        raise Refused(_XFA)
    found: dict[str, str] = {}
    signed = False
    for name, kind, value in _fields(_plain(form.get("/Fields")) or _widgets(reader)):
        signed = signed or (kind == "/Sig" and bool(value))
        if value or name not in found:
            found[name] = value
        if len(found) > _MOST_FIELDS:
            raise Refused(_MANY)
    about: Any = reader.metadata or {}
    return Filled(found, str(about.get("/Keywords") or "")[:_MOST_LETTERS], signed)


def _widgets(reader: Any) -> list[Any]:
    """Return the fields that stand on the pages of a PDF whose list of fields was lost."""
    return [
        one
        for page in reader.pages[:_MOST_PAGES]
        for one in _plain(page.get("/Annots")) or ()
        if _plain(one).get("/Subtype") == "/Widget"
    ]


def _fields(
    some: Any, above: str = "", kind: str = "", value: Any = None, depth: int = 0
) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the kind and the value of each field; what a field does not say itself, the one above it does."""
    if depth > _DEEPEST:
        raise Refused(_MANY)
    for place, reference in enumerate(some):
        if place > _MOST_FIELDS:
            raise Refused(_MANY)
        one = _plain(reference)
        own = _told(one.get("/T")) if one.get("/T") is not None else ""
        name = ".".join(filter(None, (above, own)))
        type, said = str(_plain(one.get("/FT")) or kind), _plain(one.get("/V", value))
        kids = _plain(one.get("/Kids")) or []
        if any(_plain(kid).get("/T") is not None for kid in kids):
            yield from _fields(kids, name, type, said, depth + 1)
        elif type == "/Btn":
            yield name, type, _state(one, said, kids)
        elif name:
            yield name, type, ("yes" if said is not None else "") if type == "/Sig" else _told(said)


def _state(one: Any, said: Any, kids: Any) -> str:
    """Return the state of a button: what its field says, else what is shown of it."""
    told = _told(said).removeprefix("/")
    if told not in _OFF:
        return told
    shown = [_told(_plain(each.get("/AS"))).removeprefix("/") for each in (*map(_plain, kids), one)]
    return next((each for each in shown if each not in _OFF), "")


def _told(value: Any) -> str:
    """Return a value as text: of a string, a name, a stream, the first of several."""
    value = _plain(value)
    if value is None:
        return ""
    if type(value).__name__ == "BooleanObject":
        return "Yes" if value.value else ""
    if isinstance(value, list):
        return "\n".join(map(_told, value[:_MOST_PAGES]))[:_MOST_LETTERS]
    if hasattr(value, "get_data"):
        data: bytes = value.get_data()[: 4 * _MOST_LETTERS]
        return data.decode("utf-16" if data.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8", "replace")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")[:_MOST_LETTERS]
    told = _LANGUAGE.sub("", str(value)[:_MOST_LETTERS])
    return told.replace("\r\n", "\n").replace("\r", "\n")


def _plain(value: Any) -> Any:
    """Return what a reference stands for."""
    for _ in range(_DEEPEST):
        if not hasattr(value, "get_object"):
            break
        found = value.get_object()
        if found is value:
            break
        value = found
    return None if value is None or type(value).__name__ == "NullObject" else value
