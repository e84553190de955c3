"""A number from 0 to 100 in a cell, as a bar with the number over it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from coopdesk.ui import theme

SCORE = Qt.ItemDataRole.UserRole + 1
"""Under which a cell holds its number."""
_HIGH = 6


class ScoreBar(QStyledItemDelegate):
    """Paints the bar under the text of a cell, from the side on which the line begins."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        score = index.data(SCORE)
        if score is None:
            return
        box = QRectF(option.rect).adjusted(theme.SMALL, 0, -theme.SMALL, 0)
        box.setTop(box.bottom() - theme.px(_HIGH))
        box.setHeight(theme.px(_HIGH - 2))
        filled = QRectF(box)
        filled.setWidth(box.width() * int(score) / 100)
        if option.direction == Qt.LayoutDirection.RightToLeft:
            filled.moveRight(box.right())
        painter.fillRect(box, QColor(theme.colors().line))
        painter.fillRect(filled, QColor(theme.colors().accent))
