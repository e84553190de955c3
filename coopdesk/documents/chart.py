"""Charts on paper: the drawing of ``charts`` as a flowable, with text that can be searched and copied."""

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus.flowables import Flowable

from coopdesk.documents.style import ACCENT, CELL, LINE, STRONG_LINE
from coopdesk.documents.text import draw_line, is_rtl
from coopdesk.shapes import DASHES, HATCHES, Box, Drawing, Shape, Stroke, Tile, Word, hatched

SHADES = (
    ACCENT,
    HexColor("#B9A26B"),
    HexColor("#4F6D7A"),
    HexColor("#C98A9B"),
    HexColor("#7A8B69"),
    HexColor("#8C7F76"),
)
"""The first is the accent; each has a hatch and a dash of its own, so that a copy in grey tells them apart."""
WHITE = HexColor("#FFFFFF")
_FRAME, _TINT = 0.6, 0.3
_DOT, _WIDE, _FINE, _STROKE = 6, 400.0, 0.4, 1.6
_APART, _HATCH = 4.0, 0.7
"""How far the lines of a hatch are from one another, and how thick."""


class Chart(Flowable):  # type: ignore[misc]
    """A chart as wide as it was drawn."""

    def __init__(self, drawing: Drawing, space: float = 6) -> None:
        super().__init__()
        self.drawing = drawing
        self.spaceBefore = self.spaceAfter = space

    def minWidth(self) -> float:  # noqa: N802
        return self.drawing.width

    def natural(self) -> float:
        """Return the same: a chart is as wide as it was drawn."""
        return self.drawing.width

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.drawing.width, self.drawing.height

    def draw(self) -> None:
        boxes = hatched(self.drawing)
        self._several = bool(boxes)
        for shape in self.drawing.shapes:
            self._draw(shape)
            if isinstance(shape, Box) and shape in boxes:
                self._hatch(
                    shape.x, self.drawing.height - shape.y - shape.height, shape.width, shape.height, shape.shade
                )

    def _draw(self, shape: Shape) -> None:
        canvas, top = self.canv, self.drawing.height
        if isinstance(shape, Box) and shape.width > 0:
            canvas.setFillColor(SHADES[shape.shade])
            canvas.rect(shape.x, top - shape.y - shape.height, shape.width, shape.height, stroke=0, fill=1)
        elif isinstance(shape, Stroke):
            self._line(shape, STRONG_LINE if shape.nought else LINE if shape.grid else SHADES[shape.shade])
        elif isinstance(shape, Tile):
            self._tile(shape)
        elif isinstance(shape, Word):
            self._word(shape)

    def _hatch(self, x: float, y: float, width: float, height: float, shade: int) -> None:
        """Lay the lines of a shade over a box."""
        canvas, kind = self.canv, HATCHES[shade]
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(x, y, width, height)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColor(WHITE)
        canvas.setLineWidth(_HATCH)
        lines = []
        for place in range(int((width + height) / _APART) + 1):
            at = place * _APART
            lines += [(x + at, y, x + at, y + height)] if kind == "|" else []
            lines += [(x, y + at, x + width, y + at)] if kind == "-" else []
            lines += [(x + at - height, y, x + at, y + height)] if kind in "/x" and kind else []
            lines += [(x + at, y, x + at - height, y + height)] if kind in "\\x" and kind else []
        if lines:
            canvas.lines(lines)
        canvas.restoreState()

    def _tile(self, tile: Tile) -> None:
        """Draw a tile as the window does: tinted, framed, with its name and its sign."""
        canvas, y = self.canv, self.drawing.height - tile.y - tile.size
        frame = LINE if tile.shade is None else SHADES[tile.shade]
        canvas.setStrokeColor(frame)
        canvas.setLineWidth(_FRAME)
        canvas.setFillColor(_tinted(frame) if tile.shade is not None else WHITE)
        canvas.roundRect(tile.x, y, tile.size, tile.size, 1, stroke=1, fill=1)
        middle = tile.x + tile.size / 2
        look = CELL.of(size=tile.size * (0.36 if tile.text else 0.6), align="center", direction="ltr")
        rows = ((tile.text, 0.58), (tile.sign, 0.14)) if tile.text else ((tile.sign, 0.3),)
        for text, up in rows:
            if text:
                draw_line(canvas, text, look, middle - _WIDE / 2, y + tile.size * up, _WIDE)

    def _line(self, shape: Stroke, color: Color) -> None:
        self.canv.setStrokeColor(color)
        self.canv.setLineWidth(_FINE if shape.grid else _STROKE)
        if len(shape.points) < 2:
            return
        path, points = self.canv.beginPath(), [(x, self.drawing.height - y) for x, y in shape.points]
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        self.canv.setDash(*(() if shape.grid else (list(DASHES[shape.shade]),)))
        self.canv.drawPath(path)
        self.canv.setDash()

    def _word(self, word: Word) -> None:
        x, y = word.x, self.drawing.height - word.y
        towards = -1 if word.turned else 1
        if word.shade is not None:
            x = self._key(x, y, towards, word.shade)
        side = word.anchor if not word.turned else {"start": "end", "end": "start"}.get(word.anchor, word.anchor)
        look = CELL.of(size=word.size * 0.8)
        natural = {"start": "start", "end": "end", "middle": "center"}[side]
        if is_rtl(word.text, look) and natural != "center":
            natural = "end" if natural == "start" else "start"
        look = look.of(align=natural)
        wide = word.room or _WIDE
        begin = {"start": x, "end": x - wide, "middle": x - wide / 2}[side]
        draw_line(self.canv, word.text, look, begin, y - word.size * 0.28, wide)

    def _key(self, x: float, y: float, towards: int, shade: int) -> float:
        """Draw before the name of a series how it is drawn, and return where the name begins."""
        canvas = self.canv
        if any(isinstance(one, Stroke) and not one.grid for one in self.drawing.shapes):
            canvas.setStrokeColor(SHADES[shade])
            canvas.setLineWidth(_STROKE)
            canvas.setDash(list(DASHES[shade]))
            canvas.line(x, y, x + towards * 3 * _DOT, y)
            canvas.setDash()
            return x + towards * 4 * _DOT
        begin = x if towards > 0 else x - 1.5 * _DOT
        canvas.setFillColor(SHADES[shade])
        canvas.rect(begin, y - _DOT * 0.75, 1.5 * _DOT, 1.5 * _DOT, stroke=0, fill=1)
        if self._several:
            self._hatch(begin, y - _DOT * 0.75, 1.5 * _DOT, 1.5 * _DOT, shade)
        return x + towards * 2.5 * _DOT


def _tinted(color: Color) -> Color:
    """Return a colour so light that black is read on it."""
    return Color(*(1 - (1 - part) * _TINT for part in (color.red, color.green, color.blue)))
