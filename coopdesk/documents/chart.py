"""Charts on paper: the drawing of ``charts`` as a flowable, with text that can be searched and copied."""

from reportlab.lib.colors import Color, HexColor
from reportlab.platypus.flowables import Flowable

from coopdesk.charts import Box, Drawing, Shape, Stroke, Tile, Word
from coopdesk.documents.style import ACCENT, CELL, LINE
from coopdesk.documents.text import draw_line, is_rtl

SHADES = (
    ACCENT,
    HexColor("#B9A26B"),
    HexColor("#4F6D7A"),
    HexColor("#C98A9B"),
    HexColor("#7A8B69"),
    HexColor("#8C7F76"),
)
"""Told apart also in shades of grey; the first is the accent."""
WHITE = HexColor("#FFFFFF")
_FRAME, _TINT = 0.6, 0.3
_DOT, _WIDE, _FINE, _STROKE = 6, 400.0, 0.4, 1.6


class Chart(Flowable):  # type: ignore[misc]
    """A chart as wide as it was drawn."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self.drawing = drawing
        self.spaceBefore = self.spaceAfter = 6

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return self.drawing.width, self.drawing.height

    def draw(self) -> None:
        for shape in self.drawing.shapes:
            self._draw(shape)

    def _draw(self, shape: Shape) -> None:
        canvas, top = self.canv, self.drawing.height
        if isinstance(shape, Box):
            canvas.setFillColor(SHADES[shape.shade])
            canvas.rect(shape.x, top - shape.y - shape.height, shape.width, shape.height, stroke=0, fill=1)
        elif isinstance(shape, Stroke):
            self._line(shape, LINE if shape.grid else SHADES[shape.shade])
        elif isinstance(shape, Tile):
            self._tile(shape)
        else:
            self._word(shape)

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
        for (x, y), (to_x, to_y) in zip(shape.points, shape.points[1:], strict=False):
            self.canv.line(x, self.drawing.height - y, to_x, self.drawing.height - to_y)

    def _word(self, word: Word) -> None:
        x, y = word.x, self.drawing.height - word.y
        towards = -1 if word.turned else 1
        if word.shade is not None:
            self.canv.setFillColor(SHADES[word.shade])
            self.canv.circle(x + towards * _DOT / 2, y, _DOT / 2, stroke=0, fill=1)
            x += towards * 2 * _DOT
        side = word.anchor if not word.turned else {"start": "end", "end": "start"}.get(word.anchor, word.anchor)
        look = CELL.of(size=word.size * 0.8)
        natural = {"start": "start", "end": "end", "middle": "center"}[side]
        if is_rtl(word.text, look) and natural != "center":
            natural = "end" if natural == "start" else "start"
        look = look.of(align=natural)
        begin = {"start": x, "end": x - _WIDE, "middle": x - _WIDE / 2}[side]
        draw_line(self.canv, word.text, look, begin, y - word.size * 0.28, _WIDE)


def _tinted(color: Color) -> Color:
    """Return a colour so light that black is read on it."""
    return Color(*(1 - (1 - part) * _TINT for part in (color.red, color.green, color.blue)))
