"""How a cell of the indicator matrix is painted and written in: the target small over the value, the stage by colour
and by shape, a corner for a comment."""

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.indicators.matrix_look import Look
from coopdesk.ui.indicators.matrix_model import LOOK, Place

if TYPE_CHECKING:
    from coopdesk.ui.indicators.matrix_table import MatrixTable

_VALUE, _TARGET = N_("Actual", "matrix"), N_("Target", "of an indicator")
_HEIGHT = 44
_TINT = 0.14
_INDENT, _MOST_PAINTED = 18, 600
_STEPS = {
    Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0), Qt.Key.Key_Return: (1, 0), Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1), Qt.Key.Key_Backtab: (0, -1),
}  # fmt: skip


def height() -> int:
    """Return the height of a row, which holds two lines."""
    return theme.px(_HEIGHT)


def stage_color(stage: str | None) -> str:
    """Return the colour of a stage."""
    tokens = theme.colors()
    return {
        "submitted": tokens.information, "approved": tokens.good, "returned": tokens.attention,
    }.get(stage or "", tokens.secondary)  # fmt: skip


def paint_stage(painter: QPainter, box: QRectF, stage: str) -> None:
    """Paint the shape of a stage: a ring for a draft, a triangle for what is submitted, a diamond for what came back, a
    square for what is approved."""
    color = QColor(stage_color(stage))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.5))
    painter.setBrush(color if stage in ("submitted", "approved") else Qt.BrushStyle.NoBrush)
    middle = box.center()
    if stage == "submitted":
        painter.drawPolygon(QPolygonF([QPointF(middle.x(), box.top()), box.bottomRight(), box.bottomLeft()]))
    elif stage == "returned":
        painter.drawPolygon(QPolygonF([
            QPointF(middle.x(), box.top()), QPointF(box.right(), middle.y()), QPointF(middle.x(), box.bottom()),
            QPointF(box.left(), middle.y()),
        ]))  # fmt: skip
    elif stage == "approved":
        painter.drawRect(box)
    else:
        painter.drawEllipse(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


class NameCells(QStyledItemDelegate):
    """The columns before the periods: an indicator stands strong with what folds its parts out, a part is indented."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        row = index.data(LOOK)
        if row is None or not (row.part or row.parts):
            super().paint(painter, option, index)
            return
        made = QStyleOptionViewItem(option)
        shift = theme.px(_INDENT)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        rect = option.rect
        made.rect = rect.adjusted(0, 0, -shift, 0) if rtl else rect.adjusted(shift, 0, 0, 0)
        super().paint(painter, made, index)
        if row.parts:
            painter.save()
            painter.setPen(QColor(theme.colors().secondary))
            edge = rect.adjusted(rect.width() - shift, 0, 0, 0) if rtl else rect.adjusted(0, 0, shift - rect.width(), 0)
            sign = "▾" if self._is_open(index) else "◂" if rtl else "▸"
            painter.drawText(edge, Qt.AlignmentFlag.AlignCenter, sign)
            painter.restore()

    def _is_open(self, index: Place) -> bool:
        model: Any = index.model()
        return index.data(LOOK).indicator in model.open


class Cells(QStyledItemDelegate):
    """``stepped``: a key ended the writing and goes on from there, so many rows and columns; ``filled``: what was typed
    is for all chosen cells."""

    stepped, filled = Signal(int, int), Signal(str)

    def __init__(self, table: "MatrixTable") -> None:
        super().__init__(table)
        self._table = table
        self._open: QLineEdit | None = None
        self._painted: dict[Hashable, QPixmap] = {}
        self.closeEditor.connect(self._shut)

    def end(self) -> None:
        """Take what is being typed."""
        if self._open is not None:
            editor = self._open
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, self.EndEditHint.NoHint)

    def _shut(self) -> None:
        self._open = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Place) -> QSize:
        return QSize(theme.px(96), height())

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Place) -> QWidget:
        made = self._open = QLineEdit(parent)
        made.setObjectName("cell")
        made.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        what = tr(_TARGET if self._table.model_.name == "target" else _VALUE)
        made.setAccessibleName(f"{index.data(Qt.ItemDataRole.AccessibleTextRole)}; {what}")
        return made

    def setEditorData(self, editor: QWidget, index: Place) -> None:
        assert isinstance(editor, QLineEdit)
        editor.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def setModelData(self, editor: QWidget, model: Any, index: Place) -> None:
        assert isinstance(editor, QLineEdit)
        if editor.text().strip() != (index.data(Qt.ItemDataRole.EditRole) or ""):
            self._table.write(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QLineEdit):
            key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
                text = editor.text()
                self.closeEditor.emit(editor, self.EndEditHint.RevertModelCache)
                self.filled.emit(text)
                return True
            if key in _STEPS:
                down, across = _STEPS[Qt.Key(key)]
                back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier) and across == 0
                self.commitData.emit(editor)
                self.closeEditor.emit(editor, self.EndEditHint.NoHint)
                self.stepped.emit(-down if back else down, across)
                return True
        return super().eventFilter(editor, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Place) -> None:
        """Paint a cell as it was painted before, where nothing of it changed: the table is painted whole whenever it
        scrolls or an editor opens, and beside workers each call of Qt waits for the interpreter."""
        row, column = self._table.model_.at(index)
        look = self._table.model_.look(row, column)
        box: Any = option.rect
        state, rtl = option.state, option.direction == Qt.LayoutDirection.RightToLeft
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ratio = self._table.devicePixelRatioF()
        key = (look, box.width(), box.height(), chosen, rtl, ratio, theme.colors(), theme.px(100), option.font.key())
        picture = self._painted.get(key)
        if picture is None:
            if len(self._painted) >= _MOST_PAINTED:
                self._painted.clear()
            picture = self._painted[key] = QPixmap(box.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            self._draw(QPainter(picture), box.translated(-box.topLeft()), option.font, look, rtl=rtl, chosen=chosen)
        painter.drawPixmap(box.topLeft(), picture)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.colors().accent), 2))
            painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _draw(self, painter: QPainter, box: QRect, font: QFont, look: Look, *, rtl: bool, chosen: bool) -> None:
        tokens = theme.colors()
        self._ground(painter, box, look, chosen=chosen)
        inner = QRectF(box).adjusted(theme.GAP - 2, 2, 2 - theme.GAP, -3)
        side = (Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignAbsolute
        painter.setPen(QColor(tokens.secondary))
        painter.setFont(sized(font, theme.SMALL_PT - 1))
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignTop, look.target)
        painter.setPen(QColor(tokens.bad if look.fault else tokens.secondary if look.computed else tokens.text))
        painter.setFont(sized(font, theme.BODY_PT, strong=look.waits))
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignBottom, look.value)
        self._marks(painter, QRectF(box), look, rtl=rtl)
        painter.end()

    def _ground(self, painter: QPainter, box: Any, look: Look, *, chosen: bool) -> None:
        tokens = theme.colors()
        painter.fillRect(box, QColor(tokens.window if look.why or look.locked else tokens.surface))
        color = tokens.bad if look.fault else stage_color(look.stage) if look.stage not in (None, "draft") else None
        if color is not None:
            tint = QColor(color)
            tint.setAlphaF(_TINT)
            painter.fillRect(box, tint)
        if chosen:
            painter.fillRect(box, QColor(tokens.selection))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        edge = (box.topLeft(), box.bottomLeft()) if self._table.isRightToLeft() else (box.topRight(), box.bottomRight())
        painter.drawLine(*edge)

    def _marks(self, painter: QPainter, box: QRectF, look: Look, *, rtl: bool) -> None:
        """Paint the marks at the leading edge: the stage or what else there is to be known, and the corner of a
        comment."""
        tokens, size = theme.colors(), theme.px(8)
        left = box.right() - theme.GAP - size if rtl else box.left() + theme.GAP
        low = QRectF(left, box.bottom() - theme.GAP - size, size, size)
        signs = (
            (look.fault, "✕", tokens.bad), (look.conflict, "≠", tokens.attention), (look.late, "!", tokens.attention),
            (look.doubt, "?", tokens.attention), (look.computed, "ƒ", tokens.secondary),
        )  # fmt: skip
        sign, color = next(((sign, color) for there, sign, color in signs if there), ("", ""))
        if look.stage and not look.computed:
            paint_stage(painter, low, look.stage)
        if sign:
            painter.setPen(QColor(color))
            painter.setFont(sized(painter.font(), theme.SMALL_PT, strong=True))
            beside = low.translated(-(size + 5) if rtl else size + 5, 0) if look.stage and not look.computed else low
            painter.drawText(beside.adjusted(-4, -8, 4, 6), Qt.AlignmentFlag.AlignCenter, sign)
        if look.note:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            corner, step = (box.topRight(), -size) if rtl else (box.topLeft(), size)
            painter.drawPolygon(QPolygonF([corner, corner + QPointF(step, 0), corner + QPointF(0, size)]))
