"""Rows of what was found: how one is drawn. Texts of records are plain text here, whatever they hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from coopdesk.ui import theme
from coopdesk.ui.direction import sized


@dataclass(frozen=True)
class Row:
    """A thing to choose: its title, what stands beneath it, at its end and above it.

    ``marks``, ``note_marks``: the places to stress in the title and beneath; ``late``: what stands at its end is over
    time.
    """

    title: str
    run: Callable[[], Any]
    note: str = ""
    end: str = ""
    marks: Sequence[tuple[int, int]] = ()
    note_marks: Sequence[tuple[int, int]] = ()
    heading: str = ""
    enabled: bool = True
    late: bool = False

    def marked(self, places: Sequence[tuple[int, int]]) -> "Row":
        """Return the row with these places of its title stressed."""
        return replace(self, marks=places)


class RowPainter(QStyledItemDelegate):
    """Draws a row: its title, its note beneath, and what stands at its end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row = index.data(Qt.ItemDataRole.UserRole)
        height = option.fontMetrics.height()
        above = height + theme.GAP if row.heading else 0
        return QSize(0, 2 * theme.GAP + above + height + (height if row.note else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row, colors = index.data(Qt.ItemDataRole.UserRole), theme.colors()
        area: QRect = option.rect
        right: bool = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font, small = QFont(option.font), sized(option.font, theme.SMALL_PT)
        line = option.fontMetrics.height()
        if row.heading:
            above = QRect(area.left() + theme.SPACE, area.top() + theme.GAP, area.width() - 2 * theme.SPACE, line)
            painter.setPen(QColor(colors.accent))
            _draw_line(
                painter, above, row.heading, (), sized(small, theme.SMALL_PT, strong=True), ends=False, right=right
            )
            area = area.adjusted(0, line + theme.GAP, 0, 0)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colors.selection))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        room = area.adjusted(theme.SPACE, theme.GAP, -theme.SPACE, -theme.GAP)
        quiet = QColor(colors.secondary if row.enabled else colors.disabled)
        first = QRect(room.left(), room.top(), room.width(), line)
        painter.setPen(QColor(colors.attention) if row.late else quiet)
        taken = _draw_line(painter, first, row.end, (), small, ends=True, right=right)
        beside = first.adjusted(taken, 0, 0, 0) if right else first.adjusted(0, 0, -taken, 0)
        painter.setPen(QColor(colors.text) if row.enabled else quiet)
        _draw_line(painter, beside, row.title, row.marks, font, ends=False, right=right)
        painter.setPen(quiet)
        second = first.translated(0, line)
        _draw_line(painter, second, row.note, row.note_marks, small, ends=False, right=right)
        painter.restore()


def _draw_line(
    painter: QPainter, room: QRect, text: str, marks: Sequence[tuple[int, int]], font: QFont, *, ends: bool, right: bool
) -> int:
    """Draw one line in the direction of its own words, at the beginning of the room or at its end (``ends``).

    ``marks`` are drawn bold, ``right``: the window reads from the right. What is too long is cut at its end, but a
    mark is kept in sight. Returns the width that was taken, with a space beside it.
    """
    if not text:
        return 0
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    text, marks = _in_sight(text, marks, strong, room.width())
    layout = QTextLayout(text, font)
    side = Qt.AlignmentFlag.AlignRight if ends != right else Qt.AlignmentFlag.AlignLeft
    option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_bold(start, min(end, len(text)), strong) for start, end in marks if start < len(text)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(room.width())
    layout.endLayout()
    layout.draw(painter, QPointF(room.left(), room.top() + (room.height() - line.height()) / 2))
    return round(line.naturalTextWidth()) + theme.SPACE


def _in_sight(
    text: str, marks: Sequence[tuple[int, int]], font: QFont, width: int
) -> tuple[str, Sequence[tuple[int, int]]]:
    metrics = QFontMetrics(font)
    if marks and metrics.horizontalAdvance(text[: marks[0][1]]) > width - theme.WIDE:
        cut = marks[0][0] - 1
        marks = [(start - cut, end - cut) for start, end in marks]
        text = "…" + text[cut + 1 :]
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), marks


def _bold(start: int, end: int, font: QFont) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = start, end - start
    made.format.setFont(font)
    return made
