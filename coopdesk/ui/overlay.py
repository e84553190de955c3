"""A panel over the window: a field, what it finds, and a line beneath. The keyboard alone drives it.

Invariant: closing it gives the focus back to where it was.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.found_rows import Row, RowPainter

_WIDTH, _VEIL = 760, 28
_AWAY = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class Overlay(QWidget):
    """A panel at the top of ``parent``. A subclass says in ``look`` what a changed text shows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._under = parent
        self._before: QWidget | None = None
        self._staying = False
        self.panel = QFrame()
        self.panel.setObjectName("panel")
        self.field = QLineEdit()
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _: self.look())
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(RowPainter(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(lambda _: self.choose())
        self.told, self.keys = QLabel(), QLabel()
        for label in (self.told, self.keys):
            label.setObjectName("quiet")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.keys.setFont(sized(self.font(), theme.SMALL_PT))
        self.head = QHBoxLayout()
        self.head.addWidget(self.field, 1)
        self._column = column = QVBoxLayout(self.panel)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addLayout(self.head)
        column.addWidget(self.list)
        column.addWidget(self.told)
        column.addWidget(self.keys)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        outer.addWidget(self.panel, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        parent.installEventFilter(self)
        self.hide()

    def look(self) -> None:
        """Find what the text in the field asks for."""

    def turn(self, by: int) -> None:
        """Tab was pressed in the field (``by`` 1), or Shift+Tab (-1)."""

    def open(self) -> None:
        """Come up, ready to type, with nothing typed yet; when it is up already, what is typed is selected."""
        if not self.isVisible():
            held = QApplication.focusWidget()
            for other in self._under.findChildren(Overlay):
                if other.isVisible():
                    held = other._before
                    other.hide()
            self._before = held
            self.field.clear()
            self.show()
            self.raise_()
            self.look()
            self._fit()
        self.field.setFocus()
        self.field.selectAll()

    def dismiss(self) -> None:
        """Go, and give the focus back."""
        if self.isVisible():
            before = self._before
            if before is not None and isValid(before) and before.isVisible():
                before.setFocus()
            self.hide()

    def choose(self, *, stay: bool = False) -> None:
        """Do what the marked row does; ``stay``: and stay up."""
        item = self.list.currentItem()
        row = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if isinstance(row, Row) and row.enabled:
            self._staying = stay
            if not stay:
                self.dismiss()
            row.run()
            if stay:
                self.field.setFocus()
            self._staying = False

    def show_rows(self, rows: Sequence[Row], told: str) -> None:
        """Show what was found, the first of it marked, and a sentence about it."""
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(row.title)
            item.setData(Qt.ItemDataRole.UserRole, row)
            spoken = ", ".join(part for part in (row.title, row.end, row.note) if part)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
            self.list.addItem(item)
        self.list.setCurrentRow(0 if rows else -1)
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        if watched is self.field:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
            if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() not in _AWAY:
                self.setVisible(self._staying)
        return False

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        veil = QColor(Qt.GlobalColor.black)
        veil.setAlpha(_VEIL)
        painter.fillRect(self.rect(), veil)
        painter.end()

    def _pressed(self, event: QKeyEvent) -> bool:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        page = max(self.list.viewport().height() // max(self.list.sizeHintForRow(0), 1), 1)
        steps = {
            Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page,
        }  # fmt: skip
        if key in steps and not control:
            place = self.list.currentRow() + steps[Qt.Key(key)]
            self.list.setCurrentRow(min(max(place, 0), self.list.count() - 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose(stay=control)
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.turn(1 if key == Qt.Key.Key_Tab else -1)
        else:
            return False
        return True

    def _fit(self) -> None:
        """Cover the parent; let the panel be as wide as there is room and as high as what it shows."""
        room = self._under.rect()
        self.setGeometry(room)
        width = min(theme.px(_WIDTH), room.width() - 2 * theme.WIDE)
        self.panel.setFixedWidth(width)
        self.list.setVisible(self.list.count() > 0)
        self.list.setFixedHeight(0)
        rest = self._column.heightForWidth(width) + 2 * theme.WIDE
        wanted = sum(self.list.sizeHintForRow(place) for place in range(self.list.count()))
        self.list.setFixedHeight(max(min(wanted + 2, room.height() - rest), theme.ROW))
