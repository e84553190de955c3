"""Cells of tables of indicators: a status by shape, word and colour, and the last values as a small line."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QStyleOptionViewItem, QTableWidgetItem

from coopdesk.documents import indicator_charts as charts, indicator_words as words
from coopdesk.i18n import tr
from coopdesk.records.scoreboard import Point
from coopdesk.shapes import Box, Stroke
from coopdesk.ui import theme
from coopdesk.ui.chart import shade

TREND, STATUS = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
"""Under which a cell holds its values, and the status of the indicator."""


class TrendCell(QStyledItemDelegate):
    """Paints the line of a cell, in the direction of the window."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        values: Sequence[Point] = index.data(TREND) or ()
        box = QRectF(option.rect).adjusted(theme.GAP, theme.GAP, -theme.GAP, -theme.GAP)
        if len(values) < 2 or box.width() <= 0:
            return
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        drawing = charts.trend(values, charts.SCREEN[index.data(STATUS)], box.width(), box.height(), rtl=rtl)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(box.topLeft())
        for shape in drawing.shapes:
            if isinstance(shape, Stroke):
                painter.setPen(QPen(shade(shape.shade), theme.px(2)))
                painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
            elif isinstance(shape, Box):
                painter.fillRect(QRectF(shape.x, shape.y, shape.width, shape.height), shade(shape.shade))
        painter.restore()


def status_item(status: str) -> QTableWidgetItem:
    """Return a cell that says a status."""
    item = QTableWidgetItem(words.sign(status))
    item.setForeground(shade(charts.SCREEN[status]))
    item.setToolTip(tr(words.label(status)))
    return item


def show_status(chip: QLabel, status: str) -> None:
    """Let a chip say a status."""
    color = QColor(shade(charts.SCREEN[status])).name()
    chip.setText(words.sign(status))
    chip.setStyleSheet(f"QLabel {{ color: {color}; border: 1px solid {color}; background: transparent; }}")
    chip.setAccessibleName(tr(words.label(status)))
