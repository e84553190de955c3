"""Bidirectional text as an ordinary flowable: wraps, aligns, mixes scripts and numbers, splits over pages.

What a person typed is text and nothing else: no markup is read, control characters are dropped, and characters
that embed or override direction are dropped too, so that one field cannot reorder what stands around it.
Isolates, which the program itself puts around values, steer the levels and are not drawn.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from reportlab.platypus.flowables import Flowable

from coopdesk.documents.bidi import first_strong, levels, visual
from coopdesk.documents.fonts import Run, family, shaped
from coopdesk.documents.style import Style
from coopdesk.i18n import RIGHT_TO_LEFT_MARK

_DROPPED = {ord(c): None for c in "\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u061c\ufeff"}
_BREAK_AFTER = re.compile(r"[-/–—_?&=.,;:@،؛]")
_LONG = re.compile(r"[^\s\u2066-\u2069]{25,}")
_VALUE = re.compile(r"\u2066(?:[^\u2066\u2069]|\u2066[^\u2066\u2069]{0,40}\u2069){1,40}\u2069")
_UNSEEN = frozenset("\u2066\u2067\u2068\u2069\u200c\u200d")
_ARABIC_LEADING = 1.2
_ARABIC_SIZE = 1.05


class Piece(NamedTuple):
    """Text of one level that a line does not break: its level, its runs, its width (1/1000 of the size)."""

    level: int
    runs: tuple[Run, ...]
    width: float
    space: bool


class Unit(NamedTuple):
    """Pieces between two places where a line may break, with their width."""

    pieces: tuple[Piece, ...]
    width: float
    space: bool


class Line(NamedTuple):
    """One laid-out line: its pieces in visual order and its width."""

    pieces: tuple[Piece, ...]
    width: float


def clean(text: str) -> str:
    """Return text without the characters that would draw nothing or change the order of others."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").translate(_DROPPED)
    if text.isprintable():
        return text
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))


def is_rtl(text: str, style: Style) -> bool:
    """Tell in which direction a text reads under a style."""
    if style.direction in ("auto", "auto-rtl"):
        found = first_strong(text)
        return style.direction == "auto-rtl" if found is None else found == 1
    return style.direction == "rtl"


class Text(Flowable):  # type: ignore[misc]
    """A text of one style; each line break in it begins a paragraph. ``outline``: its title in the outline."""

    def __init__(self, text: str, style: Style, *, outline: str | None = None) -> None:
        super().__init__()
        self.text = clean(text)
        self.style = style
        self.outline = outline
        parts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._led = [style.direction == "auto" and one.startswith(RIGHT_TO_LEFT_MARK) for one in parts]
        rtl = is_rtl(self.text, style.of(direction="auto-rtl") if self._led[0] else style)
        self.rtl = rtl
        arabic = rtl or any("\u0600" <= c <= "\u06ff" for c in self.text)
        self.size = style.size * (_ARABIC_SIZE if rtl else 1)
        self.leading = style.leading * (_ARABIC_LEADING if arabic else 1)
        self.width = -1.0
        self._lines: list[Line] = []
        self.spaceBefore, self.spaceAfter = style.before, style.after

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if width != self.width:
            self.width = width
            self._lines = self._broken(width)
        self.height = len(self._lines) * self.leading
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Split in two between lines, at least two on each side, or not at all.

        ReportLab gives the width of a whole cell here, so the lines stay as they were wrapped.
        """
        if self.width < 0:
            self.wrap(width, height)
        fitting = min(int(height / self.leading), len(self._lines) - 2)
        if fitting < 2:
            return []
        return [_Part(self, self._lines[:fitting], 0), _Part(self, self._lines[fitting:], self.style.after)]

    def draw(self) -> None:
        if self.outline is not None:
            key = f"o{id(self)}"
            self.canv.bookmarkHorizontalAbsolute(key, self.canv.absolutePosition(0, self.height)[1] + 6)
            self.canv.addOutlineEntry(self.outline, key, self.style.level, closed=False)
        self._draw(self._lines)

    def _draw(self, lines: Sequence[Line]) -> None:
        top = len(lines) * self.leading
        face = family(self.style.weight)[0]
        box = (face.ascent - face.descent) * self.size / 1000
        baseline = top - (self.leading - box) / 2 - face.ascent * self.size / 1000
        self.canv.setFillColor(self.style.color)
        for line in lines:
            x = _start(line.width * self.size / 1000, self.width, self.style.align, self.rtl)
            draw_pieces(self.canv, line.pieces, x, baseline, self.size)
            baseline -= self.leading

    def _broken(self, width: float) -> list[Line]:
        lines: list[Line] = []
        for paragraph, led in zip(self.text.split("\n"), self._led, strict=True):
            rtl = led or (is_rtl(paragraph, self.style) if first_strong(paragraph) is not None else self.rtl)
            lines += _lines_of(paragraph, self.style.weight, rtl, width * 1000 / self.size)
        return lines

    def minWidth(self) -> float:  # noqa: N802 - the name that ReportLab calls
        """Return the width of the longest word, in points."""
        units = [unit for part in self.text.split("\n") for unit in _units(part, self.style.weight, self.rtl)]
        return max((unit.width for unit in units), default=0) * self.size / 1000

    def natural(self) -> float:
        """Return the width in which no line of it breaks, in points."""
        parts = (_units(part, self.style.weight, self.rtl) for part in self.text.split("\n"))
        return max(sum(unit.width for unit in units) for units in parts) * self.size / 1000


class _Part(Text):
    """The lines of a text that stand on one page."""

    def __init__(self, whole: Text, lines: list[Line], after: float) -> None:
        Flowable.__init__(self)
        self.style, self.rtl, self.size, self.leading = whole.style, whole.rtl, whole.size, whole.leading
        self.text, self.outline, self._lines, self.width = "", None, lines, whole.width
        self.spaceBefore, self.spaceAfter = 0, after

    def _broken(self, width: float) -> list[Line]:
        return self._lines


def draw_line(canvas: Any, text: str, style: Style, x: float, y: float, width: float) -> None:
    """Draw one line of text in a box from ``x``: a little smaller where it is too long, then cut short with "…"."""
    text = clean(text).replace("\n", " ")
    rtl = is_rtl(text, style)
    size = style.size * (_ARABIC_SIZE if rtl else 1)
    least = 0.8 * size
    while True:
        pieces = tuple(piece for unit in _units(text, style.weight, rtl) for piece in unit.pieces)
        natural = sum(piece.width for piece in pieces) * size / 1000
        if natural <= width or len(text) < 2:
            break
        if size > least:
            size *= 0.95
            continue
        keep = max(1, int(len(text) * width / natural) - 1)
        text = text[:keep].rstrip("… ") + "…"
    canvas.setFillColor(style.color)
    order = visual([piece.level for piece in pieces])
    start = x + _start(natural, width, style.align, rtl)
    draw_pieces(canvas, tuple(pieces[place] for place in order), start, y, size)


def draw_pieces(canvas: Any, pieces: Sequence[Piece], x: float, y: float, size: float) -> None:
    """Write pieces that stand in visual order at (x, y): one text object, one font after another."""
    document = canvas._doc
    code = [f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm"]
    present = None
    parts: list[str] = []

    def flush() -> None:
        if parts:
            code.append(f"[{''.join(parts)}] TJ")
            parts.clear()

    for piece in pieces:
        for run in piece.runs:
            if run.font is not present:
                flush()
                present = run.font
                code.append(f"/{present.use_in(document)} {size:.2f} Tf")
                used = document.coopdesk_fonts[present.name].used
            used.update(glyph.cid for glyph in run.glyphs)
            if run.operand is not None:
                parts.append(f"<{run.operand}>")
                continue
            for glyph in run.glyphs:
                scale = run.font.scale
                if glyph.dy:
                    flush()
                    code.append(f"{glyph.dy * scale * size / 1000:.2f} Ts")
                aside = glyph.dx * scale
                parts.append(f"{-aside:.1f}<{glyph.cid:04X}>{aside:.1f} " if aside else f"<{glyph.cid:04X}>")
                if glyph.dy:
                    flush()
                    code.append("0 Ts")
    flush()
    code.append("ET")
    canvas._code.append(" ".join(code))


def _start(natural: float, width: float, align: str, rtl: bool) -> float:
    if align == "center":
        return (width - natural) / 2
    return width - natural if (align == "end") != rtl else 0.0


def _lines_of(text: str, weight: str, rtl: bool, width: float) -> list[Line]:
    """Break a paragraph into lines no wider than ``width`` (1/1000 of the size)."""
    lines: list[Line] = []
    line: list[Unit] = []
    used = 0.0
    for unit in _fitting(_units(text, weight, rtl), width):
        if line and not unit.space and used + unit.width > width + 0.01:
            lines.append(_line(line, rtl))
            line, used = [], 0.0
        if unit.space and not line and lines:
            continue
        line.append(unit)
        used += unit.width
    lines.append(_line(line, rtl))
    return lines


def _line(units: list[Unit], rtl: bool) -> Line:
    while units and units[-1].space:
        units.pop()
    pieces = [piece for unit in units for piece in unit.pieces]
    order = visual([piece.level for piece in pieces])
    return Line(tuple(pieces[place] for place in order), sum(piece.width for piece in pieces))


def _fitting(units: Sequence[Unit], width: float) -> list[Unit]:
    """Return units of which none is wider than a line; a longer one is cut between its pieces' glyphs."""
    found: list[Unit] = []
    for unit in units:
        if unit.width <= width:
            found.append(unit)
            continue
        for piece in unit.pieces:
            found += _cut(piece, width)
    return found


def _cut(piece: Piece, width: float) -> list[Unit]:
    glyphs = [(run, glyph) for run in piece.runs for glyph in run.glyphs]
    if piece.level % 2:
        glyphs.reverse()
    parts: list[Unit] = []
    taken: list[Any] = []
    used = 0.0
    for run, glyph in [*glyphs, (None, None)]:
        advance = glyph.advance * run.font.scale if glyph and run else 0.0
        if taken and (glyph is None or (used + advance > width and glyph.advance)):
            ordered = taken[::-1] if piece.level % 2 else taken
            runs = tuple(Run(r.font, (g,), g.advance * r.font.scale, None) for r, g in ordered)
            parts.append(Unit((Piece(piece.level, runs, used, False),), used, False))
            taken, used = [], 0.0
        if glyph:
            taken.append((run, glyph))
            used += advance
    return parts


@lru_cache(maxsize=8192)
def _units(text: str, weight: str, rtl: bool) -> tuple[Unit, ...]:
    """Return a paragraph as units between its places to break, in logical order."""
    found = levels(text, int(rtl))
    inside, inner = _unbroken(text), _inner_breaks(text)
    units: list[Unit] = []
    pieces: list[Piece] = []
    start = 0

    def close() -> None:
        if pieces:
            units.append(Unit(tuple(pieces), sum(piece.width for piece in pieces), pieces[-1].space))
            pieces.clear()

    for place in range(1, len(text) + 1):
        before = text[place - 1]
        space = before == " "
        ends = place == len(text)
        breaks = not ends and not inside[place] and (space or text[place] == " " or place in inner)
        if not (ends or breaks or found[place] != found[place - 1]):
            continue
        piece = _piece(text[start:place], weight, found[place - 1], space)
        if piece is not None:
            pieces.append(piece)
        start = place
        if ends or breaks:
            close()
    return tuple(units)


def _unbroken(text: str) -> Sequence[bool]:
    """Return for each place whether it stands inside a short value read from left to right, which is kept whole."""
    if "\u2066" not in text:
        return (False,) * len(text)
    found = [False] * len(text)
    for value in _VALUE.finditer(text):
        found[value.start() + 1 : value.end()] = [True] * (value.end() - value.start() - 1)
    return found


def _inner_breaks(text: str) -> frozenset[int]:
    """Return the places inside very long words (addresses, paths) where a line may break."""
    return frozenset(
        word.start() + mark.end()
        for word in _LONG.finditer(text)
        for mark in _BREAK_AFTER.finditer(word.group())
        if mark.end() < len(word.group())
    )


@lru_cache(maxsize=1 << 16)
def _piece(text: str, weight: str, level: int, space: bool) -> Piece | None:
    drawn = "".join(c for c in text if c not in _UNSEEN or c in "\u200c\u200d") if not text.isalnum() else text
    if not drawn:
        return None
    runs = shaped(drawn, weight, bool(level % 2))
    return Piece(level, runs, sum(run.width for run in runs), space)
