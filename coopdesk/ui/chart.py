"""Charts in the window: the drawing of ``charts``, painted at the size of the widget, its values in words for who does
not see it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from coopdesk.shapes import DASHES, HATCHES, Box, Drawing, Stroke, Tile, Word, hatched
from coopdesk.ui import theme
from coopdesk.ui.direction import sized

_DOT, _MANY = 8, 1_000
_STYLE = Qt.BrushStyle
_HATCHES = {"": _STYLE.NoBrush, "/": _STYLE.BDiagPattern, "|": _STYLE.VerPattern, "\\": _STYLE.FDiagPattern,
            "-": _STYLE.HorPattern, "x": _STYLE.DiagCrossPattern}  # fmt: skip
_TINT, _NAMED = 0.3, 20
"""How much of its shade the ground of a tile has, and from which size a tile bears its name."""


class Chart(QWidget):
    """Shows a chart. ``drawn``: width, height and whether it reads from right to left to its drawing; ``pressed``: a
    bar was clicked on (the names of its group and of its series), where ``leads`` says that bars lead somewhere."""

    pressed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.leads = False
        self._drawn: Callable[[float, float, bool], Drawing] | None = None
        self._drawing: Drawing | None = None
        self.setMinimumSize(theme.px(280), theme.px(180))

    def show_chart(self, drawn: Callable[[float, float, bool], Drawing]) -> None:
        """Show another chart."""
        self._drawn = drawn
        self._lay_out()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(520), theme.px(280))

    def resizeEvent(self, event: Any) -> None:
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lay_out()
        super().changeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip(event.x() / _zoom(), event.y() / _zoom()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: Any) -> None:
        if self._drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(_zoom(), _zoom())
        boxes = hatched(self._drawing)
        for shape in self._drawing.shapes:
            if isinstance(shape, Box):
                _fill(painter, QRectF(shape.x, shape.y, shape.width, shape.height), shape.shade, hatch=shape in boxes)
            elif isinstance(shape, Stroke):
                grid = QColor(theme.colors().strong_line if shape.nought else theme.colors().line)
                pen = QPen(grid if shape.grid else shade(shape.shade), 1 if shape.grid else 2)
                painter.setPen(pen if shape.grid else _dashed(pen, shape.shade))
                painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
            elif isinstance(shape, Tile):
                self._tile(painter, shape)
            else:
                self._word(painter, shape)

    def _word(self, painter: QPainter, word: Word) -> None:
        font = sized(self.font(), word.size * 0.86)
        painter.setFont(font)
        x, towards = word.x, -1 if word.turned else 1
        if word.shade is not None:
            x = self._key(painter, x, word.y, towards, word.shade)
        painter.setPen(QColor(theme.colors().text))
        metrics = QFontMetricsF(font)
        text = fitted(word, metrics)
        wide = metrics.horizontalAdvance(text)
        left = word.anchor == ("end" if not word.turned else "start")
        begin = x - wide / 2 if word.anchor == "middle" else x - wide if left else x
        painter.drawText(QPointF(begin, word.y + (metrics.ascent() - metrics.descent()) / 2), text)

    def _key(self, painter: QPainter, x: float, y: float, towards: int, place: int) -> float:
        """Draw before the name of a series how it is drawn, and return where the name begins."""
        shapes = self._drawing.shapes if self._drawing is not None else ()
        if any(isinstance(one, Stroke) and not one.grid for one in shapes):
            painter.setPen(_dashed(QPen(shade(place), 2), place))
            painter.drawLine(QPointF(x, y), QPointF(x + towards * 2.5 * _DOT, y))
            return x + towards * 3.25 * _DOT
        square = QRectF(x if towards > 0 else x - 1.25 * _DOT, y - 0.625 * _DOT, 1.25 * _DOT, 1.25 * _DOT)
        _fill(painter, square, place, hatch=self._drawing is not None and bool(hatched(self._drawing)))
        return x + towards * 2 * _DOT

    def _tile(self, painter: QPainter, tile: Tile) -> None:
        """Draw a tile so that its sign can be read whatever its shade: the shade frames it and tints its ground."""
        tokens = theme.colors()
        frame = QColor(tokens.line) if tile.shade is None else shade(tile.shade)
        ground = QColor(frame)
        ground.setAlphaF(0.0 if tile.shade is None else _TINT)
        square = QRectF(tile.x, tile.y, tile.size, tile.size).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(frame, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(square, 2, 2)
        painter.setPen(QColor(tokens.secondary if tile.shade is None else tokens.text))
        both = bool(tile.text and tile.size >= _NAMED)
        for text, part, size in ((tile.text if both else "", 0.0, 0.32), (tile.sign, 0.45 if both else 0.0, 0.42)):
            painter.setFont(sized(self.font(), max(tile.size * size, 1.0), strong=text == tile.sign))
            place = square.adjusted(0, square.height() * part, 0, 0 if part or not both else -square.height() * 0.45)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        bar = self._bar(event.position()) if self.leads else None
        self.setCursor(Qt.CursorShape.PointingHandCursor if bar is not None else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        bar = self._bar(event.position()) if self.leads else None
        if bar is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(bar.group, bar.series)

    def _bar(self, place: QPointF) -> Box | None:
        """Return the bar at a place of the widget."""
        shapes = self._drawing.shapes if self._drawing is not None else ()
        x, y = place.x() / _zoom(), place.y() / _zoom()
        inside = (one for one in shapes if isinstance(one, Box) and one.group)
        return next(
            (one for one in inside if one.x <= x <= one.x + one.width and one.y <= y <= one.y + one.height), None
        )

    def lead(self) -> None:
        """Let bars lead to what they count."""
        self.leads = True
        self.setMouseTracking(True)

    def _tip(self, x: float, y: float) -> str:
        shapes = self._drawing.shapes if self._drawing is not None else ()
        boxes = (one for one in shapes if isinstance(one, Box))
        tiles = ((one.x, one.y, one.size, one.size, one.tip) for one in shapes if isinstance(one, Tile))
        areas = (*((one.x, one.y, one.width, one.height, one.tip) for one in boxes), *tiles)
        return next((tip for left, top, w, h, tip in areas if left <= x <= left + w and top <= y <= top + h), "")

    def _lay_out(self) -> None:
        if self._drawn is None:
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._drawing = self._drawn(self.width() / _zoom(), self.height() / _zoom(), rtl)
        self.setAccessibleDescription(self._drawing.described)
        self.update()


def fitted(word: Word, metrics: QFontMetricsF) -> str:
    """Return what is written of a word: all of it, or as much as its room holds."""
    return word.text if word.room is None else metrics.elidedText(word.text, Qt.TextElideMode.ElideRight, word.room)


def _dashed(pen: QPen, place: int) -> QPen:
    if DASHES[place]:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([length / pen.widthF() for length in DASHES[place]])
    return pen


def _fill(painter: QPainter, box: QRectF, place: int, *, hatch: bool) -> None:
    painter.fillRect(box, shade(place))
    if hatch:
        painter.fillRect(box, QBrush(QColor(theme.colors().surface), _HATCHES[HATCHES[place]]))


def shade(place: int) -> QColor:
    """Return a shade of ``charts`` in the theme in use."""
    tokens = theme.colors()
    shades = (tokens.accent, tokens.attention, tokens.information, tokens.good, tokens.secondary, tokens.bad)
    return QColor(shades[place])


def _zoom() -> float:
    """Return how many pixels a unit of the drawing has."""
    return theme.px(_MANY) / _MANY
