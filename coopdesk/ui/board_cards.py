"""The cards of one column of a board: painted, chosen with the keyboard, and taken up with the mouse to be moved."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coopdesk.i18n import N_, P_, is_rtl, tr
from coopdesk.operations.board import Card
from coopdesk.ui import theme
from coopdesk.ui.direction import sized

_CONFLICT = P_("◆ {n} field with several values", "◆ {n} fields with several values")
_BETWEEN = N_(" · ", "between what a card tells")
_PRESSING = {"near": N_("the deadline is near"), "over": N_("the deadline is over")}
_MARK = 9
Index = QModelIndex | QPersistentModelIndex
_TEXT = int(Qt.ItemDataRole.AccessibleTextRole)


class Cards(QListView):
    """``opened``: a card was chosen to be opened; ``turned``: the keyboard goes to another column (-1 or 1, in the
    order of the stages), with the card or without; ``left``: Esc; ``taken``, ``dropped``: the mouse holds a card there,
    and lets it go."""

    opened = Signal(object)
    turned = Signal(int, bool)
    left = Signal()
    taken, dropped = Signal(QPoint), Signal(QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.cards = _Model(self)
        self.setModel(self.cards)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("cards")
        self.doubleClicked.connect(lambda place: self.opened.emit(self.cards.card(place)))
        self._pressed: QPoint | None = None
        self._holds = False

    @property
    def chosen(self) -> Card | None:
        """The card on which the keyboard stands."""
        return self.cards.card(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        on = -1 if is_rtl() else 1
        way = {Qt.Key.Key_Left: -on, Qt.Key.Key_Right: on}.get(Qt.Key(event.key()))
        if way is not None:
            self.turned.emit(way, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            self.opened.emit(self.chosen)
        elif event.key() == Qt.Key.Key_Escape and self._holds:
            self._let_go()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        on_card = self.indexAt(event.position().toPoint()).isValid()
        self._pressed = event.position().toPoint() if on_card and event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        if self._pressed is not None and not self._holds:
            self._holds = (place - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._holds:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.taken.emit(self.mapToGlobal(place))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._pressed = self._holds, None
        if held:
            self._let_go()
            self.dropped.emit(self.mapToGlobal(event.position().toPoint()))
        super().mouseReleaseEvent(event)

    def _let_go(self) -> None:
        self._holds, self._pressed = False, None
        self.unsetCursor()
        self.taken.emit(QPoint(-1, -1))


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._cards: list[Card] = []

    def show(self, cards: Sequence[Card]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self._cards = list(cards)
        self.endResetModel()

    def add(self, cards: Sequence[Card]) -> None:
        """Show more cards under those that are there."""
        first = len(self._cards)
        self.beginInsertRows(QModelIndex(), first, first + len(cards) - 1)
        self._cards += cards
        self.endInsertRows()

    def card(self, place: Index) -> Card | None:
        """Return the card at a place."""
        return self._cards[place.row()] if place.isValid() and place.row() < len(self._cards) else None

    def place_of(self, id: str) -> int | None:
        """Return where the card of a record stands."""
        return next((place for place, one in enumerate(self._cards) if one.id == id), None)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._cards)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        card = self.card(index)
        if card is None or role not in (int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.DisplayRole), _TEXT):
            return None
        pressing = _PRESSING.get(card.left.pressing)
        said = [card.title, *card.lines, card.left.told]
        if role == _TEXT and pressing is not None:
            said.append(tr(pressing))
        if card.conflicts:
            said.append(tr(_CONFLICT, n=card.conflicts))
        return ("\n" if role == int(Qt.ItemDataRole.ToolTipRole) else tr(_BETWEEN)).join(filter(None, said))


class _Painter(QStyledItemDelegate):
    """A card: the title, what is told of it, and at its foot what is left, with a shape where that presses."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(120), card_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Any = index.model()
        card: Card = model.card(index)
        tokens, state = theme.colors(), option.state
        box = QRectF(option.rect).adjusted(theme.SMALL, 2, -theme.SMALL, -3)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        view = self.parent()
        assert isinstance(view, Cards)
        focus = view.hasFocus() and view.currentIndex().row() == index.row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.selection if chosen else tokens.raised))
        painter.setPen(QPen(QColor(tokens.accent if focus else tokens.line), 2 if focus else 1))
        painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(theme.GAP, theme.GAP - 2, -theme.GAP, -theme.GAP + 2)
        side = Qt.AlignmentFlag.AlignRight if is_rtl() else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        title, small = sized(view.font(), theme.BODY_PT, strong=True), sized(view.font(), theme.SMALL_PT)
        large, line = QFontMetrics(title).lineSpacing(), QFontMetrics(small).lineSpacing()
        painter.setFont(title)
        painter.setPen(QColor(tokens.text))
        top = inner.top()
        for text in _two_lines(card.title, QFontMetrics(title), int(inner.width())):
            painter.drawText(QRectF(inner.left(), top, inner.width(), large), side, text)
            top += large
        painter.setFont(small)
        metrics = QFontMetrics(small)
        conflicts = (tr(_CONFLICT, n=card.conflicts),) if card.conflicts else ()
        said = (*conflicts, *card.lines)
        painter.setPen(QColor(tokens.attention if card.conflicts else tokens.secondary))
        for text in (said[0] if said else "", tr(_BETWEEN).join(said[1:])):
            self._line(painter, metrics, QRectF(inner.left(), top, inner.width(), line), side, text)
            top += line
            painter.setPen(QColor(tokens.secondary))
        color = {"near": tokens.attention, "over": tokens.bad}.get(card.left.pressing, tokens.secondary)
        painter.setPen(QColor(color))
        last = QRectF(inner.left(), inner.bottom() - line, inner.width(), line)
        if card.left.pressing:
            self._shape(painter, last, color, over=card.left.pressing == "over")
            room = theme.px(_MARK) + theme.SMALL
            last = last.adjusted(0, 0, -room, 0) if is_rtl() else last.adjusted(room, 0, 0, 0)
        self._line(painter, metrics, last, side, card.left.told)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, metrics: QFontMetrics, room: QRectF, side: Qt.AlignmentFlag, text: str) -> None:
        elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, elided)

    @staticmethod
    def _shape(painter: QPainter, line: QRectF, color: str, *, over: bool) -> None:
        """Draw a triangle where little is left, and a full square where nothing is."""
        size = theme.px(_MARK)
        box = QRectF(0, 0, size, size)
        box.moveCenter(line.center())
        box.moveLeft(line.right() - size if is_rtl() else line.left())
        painter.setBrush(QColor(color) if over else Qt.BrushStyle.NoBrush)
        if over:
            painter.drawRect(box)
        else:
            middle = (box.topLeft() + box.topRight()) / 2
            painter.drawPolygon(QPolygonF([middle, box.bottomRight(), box.bottomLeft()]))


def card_height() -> int:
    """Return the height of a card at the present zoom."""
    font = QApplication.font()
    large = QFontMetrics(sized(font, theme.BODY_PT, strong=True)).lineSpacing()
    small = QFontMetrics(sized(font, theme.SMALL_PT)).lineSpacing()
    return 2 * large + 3 * small + 2 * theme.GAP + 2


def _two_lines(text: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Return a text in at most two lines that find room, the second elided."""
    words = text.split()
    first = words[:1]
    while len(first) < len(words) and metrics.horizontalAdvance(" ".join((*first, words[len(first)]))) <= room:
        first.append(words[len(first)])
    parts = (" ".join(first), " ".join(words[len(first) :]))
    return [metrics.elidedText(part, Qt.TextElideMode.ElideRight, room) for part in parts if part]
