"""Fonts of documents: shaping with HarfBuzz, and embedding as subsets whose text can be searched and copied.

Fonts come from packages, never from the system. A glyph is written under a code (CID) of its own for each
character that it stands for; a ligature is drawn once and followed by empty glyphs that carry its other letters,
so that a reader finds every letter of the source in the PDF. The letters share the advance of the ligature: some
readers take two characters at one place for a word that ends.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_

_MISSING = N_("The font {name} is missing, so nothing can be printed. Install CoopDesk again.")
_PLEX = ("fontpkg_ibm_plex_sans_arabic", "IBMPlexSansArabic")
_AMIRI = ("fontpkg_amiri", "Amiri")
FORMAL = "Formal"
_FEATURES = {"liga": True, "kern": True}


class MissingFont(CoopDeskError):
    """A font package of the program is not there."""


class Glyph(NamedTuple):
    """A drawn glyph: its code in the font, its advance, and where it is drawn (font units)."""

    cid: int
    advance: int
    dx: int
    dy: int


class Run(NamedTuple):
    """Shaped text of one font and one direction, in visual order, with its width in units of 1/1000 of the size."""

    font: "Font"
    glyphs: tuple[Glyph, ...]
    width: float
    operand: str | None
    """The hexadecimal codes, where no glyph is moved from its place; else None."""


class Font:
    """One face: shapes words, gives out codes, and writes the subset that a document used."""

    def __init__(self, package: str, name: str) -> None:
        self.name = name
        try:
            import_module(package)
            data = files(package).joinpath("files", f"{name}.ttf").read_bytes()
        except (ImportError, OSError):
            raise MissingFont(_MISSING, name=name) from None
        self.face = hb.Face(data)
        self._font = hb.Font(self.face)
        self.scale = 1000 / self.face.upem
        self._empty = self._font.get_nominal_glyph(0x20) or 0
        self._codes: dict[tuple[int, str, int], int] = {}
        extents = self._font.get_font_extents("ltr")
        self.ascent, self.descent = extents.ascender * self.scale, extents.descender * self.scale

    @lru_cache(maxsize=1 << 16)  # noqa: B019 - fonts live as long as the program
    def has(self, character: str) -> bool:
        """Tell whether the face has a glyph for a character."""
        return bool(self._font.get_nominal_glyph(ord(character)))

    def glyph(self, character: str) -> int:
        """Return the glyph of a character on its own, 0 for none."""
        return self._font.get_nominal_glyph(ord(character)) or 0

    def advance(self, glyph: int) -> float:
        """Return the width of a glyph in 1/1000 of the size."""
        return float(self._font.get_glyph_h_advance(glyph) * self.scale)

    def shape(self, text: str, rtl: bool) -> Run:
        """Return ``text`` of one script and direction as glyphs."""
        buffer = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._font, buffer, _FEATURES)
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        starts = [*sorted({info.cluster for info in infos}), len(text)]
        ends = dict(pairwise(starts))
        carried: set[int] = set()
        glyphs: list[Glyph] = []
        moved = False
        pairs = list(zip(infos, places, strict=True))
        owner = _carriers(infos, places)
        for place, (info, position) in enumerate(pairs):
            letters = ""
            if owner[info.cluster] == place and info.cluster not in carried:
                letters = text[info.cluster : ends[info.cluster]]
                carried.add(info.cluster)
            if rtl:
                letters = letters[::-1]
            share = position.x_advance // max(len(letters), 1)
            first = position.x_advance - share * max(len(letters) - 1, 0)
            glyphs.append(
                Glyph(self._code(info.codepoint, letters[:1], first), first, position.x_offset, position.y_offset)
            )
            glyphs += [Glyph(self._code(self._empty, letter, share), share, 0, 0) for letter in letters[1:]]
            moved = moved or position.x_offset != 0 or position.y_offset != 0
        operand = None if moved else "".join(f"{glyph.cid:04X}" for glyph in glyphs)
        return Run(self, tuple(glyphs), sum(glyph.advance for glyph in glyphs) * self.scale, operand)

    def _code(self, gid: int, letters: str, advance: int) -> int:
        """Return the code of a glyph that carries these letters and advances so far.

        Kerned glyphs have codes of their own: a reader takes a gap between codes for the end of a word.
        """
        return self._codes.setdefault((gid, letters, advance), len(self._codes) + 1)

    def use_in(self, document: Any) -> str:
        """Return the name of the font inside a document, which embeds the subset when it is saved."""
        used: dict[str, Embedding] = document.__dict__.setdefault("coopdesk_fonts", {})
        if self.name not in used:
            name = f"C{len(used) + 1}"
            used[self.name] = Embedding(self, name)
            document.fontMapping[self.name] = f"/{name}"
            document.delayedFonts.append(used[self.name])
        return used[self.name].internal

    def codes(self) -> Iterable[tuple[int, int, str, int]]:
        """Yield (code, glyph, letters, advance) of all codes given out."""
        for (gid, letters, advance), code in self._codes.items():
            yield code, gid, letters, advance


class Embedding:
    """A font inside one document; ReportLab asks it for its objects when the document is written."""

    def __init__(self, font: Font, internal: str) -> None:
        self.font = font
        self.internal = internal
        self.used: set[int] = set()

    def addObjects(self, document: Any) -> None:  # noqa: N802 - the name that ReportLab calls
        """Write the subset, its widths and its map back to text."""
        font = self.font
        codes = sorted(entry for entry in font.codes() if entry[0] in self.used)
        subset = hb.SubsetInput()
        subset.sets(hb.SubsetInputSets.GLYPH_INDEX).set({gid for _, gid, _, _ in codes} | {0})
        subset.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE
        subset.sets(hb.SubsetInputSets.DROP_TABLE_TAG).set({int.from_bytes(tag, "big") for tag in _DROPPED})
        data = hb.subset(font.face, subset).blob.data
        prefix = "".join(chr(65 + (len(codes) >> shift) % 26) for shift in (0, 4, 8, 12, 16, 20))
        name = f"{prefix}+{font.name}"
        file = pdfdoc.PDFStream(content=data)
        file.dictionary["Length1"] = len(data)
        file.filters = [pdfdoc.PDFZCompress]
        box = [-500, round(font.descent), 1500, round(font.ascent)]
        descriptor = pdfdoc.PDFDictionary({
            "Type": "/FontDescriptor", "FontName": f"/{name}", "Flags": 4, "FontBBox": pdfdoc.PDFArray(box),
            "ItalicAngle": 0, "Ascent": round(font.ascent), "Descent": round(font.descent), "CapHeight": 700,
            "StemV": 80, "FontFile2": document.Reference(file, f"file:{name}"),
        })  # fmt: skip
        cid_map = bytearray(2 * (max((code for code, *_ in codes), default=0) + 1))
        widths: list[Any] = []
        for code, gid, _, advance in codes:
            cid_map[2 * code : 2 * code + 2] = gid.to_bytes(2, "big")
            widths += [code, pdfdoc.PDFArray([round(advance * font.scale, 2)])]
        map_stream = pdfdoc.PDFStream(content=bytes(cid_map))
        map_stream.filters = [pdfdoc.PDFZCompress]
        descendant = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/CIDFontType2", "BaseFont": f"/{name}",
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
            ),
            "FontDescriptor": document.Reference(descriptor, f"descriptor:{name}"),
            "W": pdfdoc.PDFArray(widths), "DW": 0,
            "CIDToGIDMap": document.Reference(map_stream, f"map:{name}"),
        })  # fmt: skip
        to_text = pdfdoc.PDFStream(content=unicode_map(codes))
        to_text.filters = [pdfdoc.PDFZCompress]
        whole = pdfdoc.PDFDictionary({
            "Type": "/Font", "Subtype": "/Type0", "BaseFont": f"/{name}", "Encoding": "/Identity-H",
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"descendant:{name}")]),
            "ToUnicode": document.Reference(to_text, f"unicode:{name}"),
        })  # fmt: skip
        whole.__RefOnly__ = 1
        document.Reference(whole, f"font:{name}")
        document.idToObject["BasicFonts"].dict[self.internal] = pdfdoc.PDFObjectReference(f"font:{name}")


_DROPPED = (b"GSUB", b"GPOS", b"GDEF", b"name", b"OS/2", b"post", b"DSIG", b"cmap", b"kern")


def unicode_map(codes: list[tuple[int, int, str, int]]) -> bytes:
    """Return the map from the codes of a font to the letters that each stands for."""
    lines = [f"<{code:04X}> <{letters.encode('utf-16-be').hex().upper()}>" for code, _, letters, _ in codes if letters]
    blocks = []
    for start in range(0, len(lines), 100):
        part = lines[start : start + 100]
        blocks += [f"{len(part)} beginbfchar", *part, "endbfchar"]
    return "\n".join([
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def", "/CMapType 2 def",
        "1 begincodespacerange", "<0000> <FFFF>", "endcodespacerange", *blocks,
        "endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end",
    ]).encode("ascii")  # fmt: skip


def _carriers(infos: Any, places: Any) -> dict[int, int]:
    """Return for each cluster the glyph that carries its letters: the first that advances, else the first."""
    found: dict[int, int] = {}
    for place, (info, position) in enumerate(zip(infos, places, strict=True)):
        if info.cluster not in found or (not places[found[info.cluster]].x_advance and position.x_advance):
            found[info.cluster] = place
    return found


@cache
def family(weight: str) -> tuple[Font, Font]:
    """Return the face of a weight (Regular, SemiBold) and the one that helps out where it has no glyph; Formal and
    FormalBold are those of letters."""
    plex, helper = _PLEX, _AMIRI
    if weight.startswith(FORMAL):
        amiri, plain = ("Bold", "SemiBold") if weight != FORMAL else ("Regular", "Regular")
        return Font(helper[0], f"{helper[1]}-{amiri}"), Font(plex[0], f"{plex[1]}-{plain}")
    return (
        Font(plex[0], f"{plex[1]}-{weight}"),
        Font(helper[0], f"{helper[1]}-{'Bold' if weight != 'Regular' else 'Regular'}"),
    )


@lru_cache(maxsize=1 << 16)
def shaped(text: str, weight: str, rtl: bool) -> tuple[Run, ...]:
    """Return a word of one direction as runs in visual order; a character that no font has becomes U+FFFD or a box."""
    faces = family(weight)
    runs: list[Run] = []
    start = 0
    chosen = [next((one for one, face in enumerate(faces) if face.has(c)), 0) for c in text]
    for place in range(1, len(text) + 1):
        if place == len(text) or chosen[place] != chosen[start]:
            runs.append(faces[chosen[start]].shape(text[start:place], rtl))
            start = place
    return tuple(reversed(runs)) if rtl else tuple(runs)
