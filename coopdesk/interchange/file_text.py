"""The text of a file in the encodings that files of a ministry come in: UTF-8, UTF-16, Windows Arabic (CP1256)."""

import codecs

_MARKS = (("utf-8", codecs.BOM_UTF8), ("utf-16-le", codecs.BOM_UTF16_LE), ("utf-16-be", codecs.BOM_UTF16_BE))
_TAIL = 3
"""The most bytes of a letter of UTF-8 that a cut may leave behind."""
_HIGH = b"\x00\x06"
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1a\x1b")


def text_of(content: bytes, *, cut: bool = False) -> str | None:
    """Return the text that bytes hold, None where they are none. ``cut``: more of it followed."""
    for name, mark in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "ignore" if cut else "replace")
    found = _utf16(content)
    if found is None and not _CONTROL.intersection(content):
        found = _utf8(content, cut=cut)
        return content.decode("cp1256") if found is None else found
    return found


def _utf8(content: bytes, *, cut: bool) -> str | None:
    try:
        return content.decode()
    except UnicodeDecodeError as fault:
        if cut and fault.start >= len(content) - _TAIL and fault.start:
            return content[: fault.start].decode()
    return None


def _utf16(content: bytes) -> str | None:
    """Return the text of UTF-16 without a mark: the high bytes of Latin and Arabic letters tell the order."""
    for name, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        high = content[first::2]
        if high and sum(byte in _HIGH for byte in high) * 5 >= len(high) * 4:
            text = content.decode(name, "ignore")
            return None if _CONTROL.intersection(map(ord, text)) else text
    return None
