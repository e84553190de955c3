"""The font of fields to write in: embedded whole for two scripts, since nobody knows what will be written in them.

A program that fills a field finds each letter through the map back to text. The joined forms of Arabic letters are in
it too, for programs that join letters themselves.
"""

from functools import cache
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from coopdesk.documents.fonts import Font, family, unicode_map

NAME = "Plex"
_LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x600, 0x700), *range(0x2010, 0x2040), 0x20AC, 0x25CF,
            *range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFF))  # fmt: skip
_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"name", b"DSIG", b"kern")


def reference(document: Any) -> Any:
    """Return the font inside a document, which then embeds it."""
    font = family("Regular")[0]
    data, glyphs = _subset(font)
    file = pdfdoc.PDFStream(content=data)
    file.dictionary["Length1"] = len(data)
    file.filters = [pdfdoc.PDFZCompress]
    to_text = pdfdoc.PDFStream(content=unicode_map([(gid, gid, letter, 0) for gid, letter, _ in glyphs]))
    to_text.filters = [pdfdoc.PDFZCompress]
    box = [-500, round(font.descent), 1500, round(font.ascent)]
    descriptor = pdfdoc.PDFDictionary({
        "Type": "/FontDescriptor", "FontName": f"/{font.name}", "Flags": 32, "FontBBox": pdfdoc.PDFArray(box),
        "ItalicAngle": 0, "Ascent": round(font.ascent), "Descent": round(font.descent), "CapHeight": 700, "StemV": 80,
        "FontFile2": document.Reference(file),
    })  # fmt: skip
    widths = [part for gid, _, width in glyphs for part in (gid, pdfdoc.PDFArray([width]))]
    descendant = pdfdoc.PDFDictionary({
        "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{font.name}",
        "CIDSystemInfo": pdfdoc.PDFDictionary(
            {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
        ),
        "FontDescriptor": document.Reference(descriptor), "W": pdfdoc.PDFArray(widths), "DW": 500,
        "CIDToGIDMap": "/Identity",
    })  # fmt: skip
    whole = pdfdoc.PDFDictionary({
        "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{font.name}", "Encoding": "/Identity-H",
        "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]), "ToUnicode": document.Reference(to_text),
    })  # fmt: skip
    return document.Reference(whole)


@cache
def _subset(font: Font) -> tuple[bytes, tuple[tuple[int, str, float], ...]]:
    """Return the font for what may be written, and its glyphs: number, letter, width."""
    found = {gid: letter for code in reversed(_LETTERS) if (gid := font.glyph(letter := chr(code)))}
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.UNICODE).set({ord(letter) for letter in found.values()})
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).set({int.from_bytes(tag, "big") for tag in _DROPPED})
    data: bytes = hb.subset(font.face, wanted).blob.data
    return data, tuple((gid, letter, round(font.advance(gid), 1)) for gid, letter in sorted(found.items()))
