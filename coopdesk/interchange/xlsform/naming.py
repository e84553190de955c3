"""How the headers of an XLSForm and the types of its questions may be spelt, and which types a desktop can ask.

pyxform knows the spellings; this tells them to our own checks, so that a fault is found under the header in which it
stands.
"""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from coopdesk.interchange.xlsform.book import Row

_HEADERS = {
    "relevance": "relevant", "calculate": "calculation", "caption": "label", "command": "type", "tag": "name",
    "value": "name", "count": "repeat_count", "jr:count": "repeat_count", "readonly": "read_only",
    "constraining_message": "constraint_message", "requiredmsg": "required_message", "list name": "list_name",
    "set_form_id": "form_id", "id_string": "form_id", "set_form_title": "form_title", "title": "form_title",
    "bind::relevant": "relevant", "bind::constraint": "constraint", "bind::calculate": "calculation",
    "bind::required": "required", "bind::readonly": "read_only", "control::appearance": "appearance",
}  # fmt: skip
EXPRESSIONS = {
    "relevant": "relevant", "constraint": "constraint", "calculation": "calculate", "required": "required",
    "read_only": "readonly", "repeat_count": "count",
}  # fmt: skip
"""The columns that hold expressions, and what they are called in the model."""
TYPES = (
    "text", "integer", "decimal", "range", "date", "time", "dateTime", "select_one", "select_multiple", "rank",
    "select_one_from_file", "select_multiple_from_file", "note", "acknowledge", "geopoint", "image", "file", "barcode",
    "calculate", "hidden", "start", "end", "today", "username", "email", "begin_group", "end_group", "begin_repeat",
    "end_repeat",
)  # fmt: skip
"""The types that a desktop asks or fills in, as they are written today."""
PHONE = frozenset({
    "audio", "video", "background-audio", "geotrace", "geoshape", "start-geopoint", "audit", "osm", "deviceid",
    "phonenumber", "simserial", "simid", "subscriberid", "imei", "background-geopoint",
})  # fmt: skip
"""The types that want a telephone, or a map."""
_AROUND = re.compile("^(?:get |add |q |uri:)| prompt$")
_INTO_FORM = re.compile(r"(?:bind|control|instance|body)::(?:(?P<prefix>[^:]*):(?!:))?(?P<name>[^:]*)", re.IGNORECASE)
_NAMESPACE = re.compile(r"([\w.\-]+)\s*=")
_PREFIXES = ("jr", "odk", "orx", "ev", "xsd", "h")
_SELECTS = (
    "select_one", "select_multiple", "rank", "select one", "select multiple", "select1", "select all that apply",
    "select_one_from_file", "select_multiple_from_file", "select_one_external", "select one external",
)  # fmt: skip
_OR_OTHER = ("or_other", "or", "specify", "other")
REFERENCE = re.compile(r"\$\{\s*(last-saved#)?([^}]*?)\s*\}")
NAME = re.compile(r"[^\W\d][\w.\-]*")


class Asked(NamedTuple):
    """What the type of a row says. ``base``: in small letters, without its list; ``list``: of choices, or the file."""

    base: str
    list: str = ""
    begins: str = ""
    ends: str = ""


def header(told: str) -> str:
    """Return the name of a column under its usual spelling, without the language."""
    name = re.sub(r"\s+", " ", told.strip()).lower()
    if name in _HEADERS:
        return _HEADERS[name]
    bare = name.partition("::")[0] if not name.startswith(("bind::", "control::", "media::")) else name
    bare = bare.partition(":")[0] if ":" in bare and not bare.startswith(("jr:", "bind:", "media:")) else bare
    return _HEADERS.get(bare, bare.replace(" ", "_"))


def is_writable(head: str, namespaces: str) -> bool:
    """Return whether what a header such as ``bind::odk:length`` names can stand in a form; ``namespaces``: what the
    settings say of them."""
    part = _INTO_FORM.match(head)
    if part is None:
        return True
    known = part["prefix"] is None or part["prefix"] in (*_PREFIXES, *_NAMESPACE.findall(namespaces))
    return known and NAME.fullmatch(part["name"].strip()) is not None


def cells(row: Row) -> dict[str, str]:
    """Return the cells of a row under the usual names; of several languages, the first one that says something."""
    found: dict[str, str] = {}
    for told, value in row.cells.items():
        found.setdefault(header(told), value)
    return found


@lru_cache(maxsize=2_000)
def asked(told: str) -> Asked:
    """Return what a type says: ``select_one colours or_other``, ``begin group``, ``text``."""
    words = told.split()
    joined = " ".join(words).lower()
    for sign in ("begin", "end"):
        found = re.fullmatch(rf"{sign}[_ ]?(group|repeat|loop|lgroup|looped group)(?: over .+)?", joined)
        if found is not None:
            kind = "group" if found[1] == "group" else "repeat"
            return Asked(f"{sign}_{kind}", "", *((kind, "") if sign == "begin" else ("", kind)))
    for one in sorted(_SELECTS, key=len, reverse=True):
        if joined == one or joined.startswith(f"{one} "):
            rest = [word for word in words[len(one.split()) :] if word.lower() not in _OR_OTHER]
            listed = " ".join(rest).removeprefix("from ").strip()
            return Asked(one.replace(" ", "_").replace("select1", "select_one"), listed)
    return Asked(joined)


def wants_phone(base: str) -> bool:
    """Return whether a type, however it is spelt, wants a telephone or a map."""
    return base.startswith("osm ") or _AROUND.sub("", base).replace(" ", "") in PHONE


def near(told: str, known: Sequence[str] | Mapping[str, object]) -> str:
    """Return what may have been meant, empty where nothing is like it."""
    return next(iter(get_close_matches(told, list(known), 1, 0.7)), "")
