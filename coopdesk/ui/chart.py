"""Charts in the window: the drawing of ``charts``, painted at the size of the widget, its values in words for who does
not see it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from coopdesk.charts import Box, Drawing, Slice, Stroke, Word
from coopdesk.ui import theme
from coopdesk.ui.direction import sized

_DOT = 8


class Chart(QWidget):
    """Shows a chart. ``drawn``: width, height and whether it reads from right to left to its drawing."""

    def __init__(self) -> None:
        super().__init__()
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
            QToolTip.showText(event.globalPos(), self._tip(event.x(), event.y()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: Any) -> None:
        if self._drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self._drawing.shapes:
            if isinstance(shape, Box):
                painter.fillRect(QRectF(shape.x, shape.y, shape.width, shape.height), self._shade(shape.shade))
            elif isinstance(shape, Stroke):
                grid = QColor(theme.colors().line)
                painter.setPen(QPen(grid if shape.grid else self._shade(shape.shade), 1 if shape.grid else 2))
                painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
            elif isinstance(shape, Slice):
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(self._shade(shape.shade))
                painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in shape.outline()]))
            else:
                self._word(painter, shape)

    def _word(self, painter: QPainter, word: Word) -> None:
        font = sized(self.font(), word.size * 0.86)
        painter.setFont(font)
        x, towards = word.x, -1 if word.turned else 1
        if word.shade is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._shade(word.shade))
            painter.drawEllipse(QPointF(x + towards * _DOT / 2, word.y), _DOT / 2, _DOT / 2)
            x += towards * 2 * _DOT
        painter.setPen(QColor(theme.colors().text))
        metrics = QFontMetricsF(font)
        wide = metrics.horizontalAdvance(word.text)
        left = word.anchor == ("end" if not word.turned else "start")
        begin = x - wide / 2 if word.anchor == "middle" else x - wide if left else x
        painter.drawText(QPointF(begin, word.y + (metrics.ascent() - metrics.descent()) / 2), word.text)

    def _shade(self, place: int) -> QColor:
        tokens = theme.colors()
        shades = (tokens.accent, tokens.attention, tokens.information, tokens.good, tokens.secondary, tokens.bad)
        return QColor(shades[place])

    def _tip(self, x: float, y: float) -> str:
        shapes = self._drawing.shapes if self._drawing is not None else ()
        boxes = (one for one in shapes if isinstance(one, Box))
        return next((b.tip for b in boxes if b.x <= x <= b.x + b.width and b.y <= y <= b.y + b.height), "")

    def _lay_out(self) -> None:
        if self._drawn is None:
            return
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._drawing = self._drawn(float(self.width()), float(self.height()), rtl)
        self.setAccessibleDescription(self._drawing.described)
        self.update()
