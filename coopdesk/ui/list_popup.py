"""A small window to choose from: a search line over values that are checked and unchecked. Keyboard alone serves."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from coopdesk.i18n import N_, isolate, number, tr
from coopdesk.store.folding import fold
from coopdesk.ui import theme

_SEARCH, _VALUES = N_("Find in these"), N_("Values")
_WIDTH, _AROUND, _MOST, _SEARCHED = 320, 72, 10, 8
"""Pixels, of all and around a title; the most rows that are shown at once; the fewest values for which there is a
search line."""


class Entry(NamedTuple):
    """What can be chosen: its key, how it reads, and how many records have it, if that is known."""

    key: Any
    title: str
    records: int | None = None


class ListPopup(QFrame):
    """Values to check. ``chosen`` is told of a key and whether it is checked; ``look`` of words to look for, where
    there are more values than are shown; ``one``: a choice closes it."""

    closed = Signal()

    def __init__(
        self,
        parent: QWidget,
        label: str,
        chosen: Callable[[Any, bool], None],
        look: Callable[[str], None] | None = None,
        *,
        one: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(label)
        self._chosen, self._look, self._one = chosen, look, one
        self._keys: list[Any] = []
        self.search, self.list = QLineEdit(clearButtonEnabled=True), QListWidget()
        self.search.setPlaceholderText(tr(_SEARCH))
        self.search.setAccessibleName(tr(_SEARCH))
        self.search.installEventFilter(self)
        self.list.setAccessibleName(label or tr(_VALUES))
        self.list.setObjectName("values")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self.list.itemClicked.connect(self._clicked)
        self.list.itemChanged.connect(self._changed)
        self.list.itemActivated.connect(self._activated)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        self.column.setSpacing(theme.GAP)
        self.column.addWidget(self.search)
        self.column.addWidget(self.list)
        self.search.hide()

    def fill(self, entries: Sequence[Entry], checked: Collection[Any]) -> None:
        """Show these values, those that are checked with their mark."""
        self.list.blockSignals(True)
        self.list.clear()
        self._keys = [one.key for one in entries]
        for one in entries:
            count = "" if one.records is None else f"   {number(one.records)}"
            item = QListWidgetItem(f"{isolate(self._elided(one.title, count))}{count}")
            item.setToolTip(one.title)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{isolate(one.title)}{count}")
            item.setData(Qt.ItemDataRole.UserRole, fold(one.title))
            if not self._one:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                mark = Qt.CheckState.Checked if one.key in checked else Qt.CheckState.Unchecked
                item.setCheckState(mark)
            self.list.addItem(item)
        self.list.blockSignals(False)
        if len(entries) >= _SEARCHED:
            self.search.show()
        rows = max(min(len(entries), _MOST), 1)
        height = max(self.list.sizeHintForRow(0), self.list.fontMetrics().height() + theme.GAP)
        self.list.setFixedSize(theme.px(_WIDTH), rows * height + theme.GAP)
        self.adjustSize()

    def _elided(self, title: str, count: str) -> str:
        """Return a title as far as it finds room before its count."""
        metrics = self.list.fontMetrics()
        room = theme.px(_WIDTH - _AROUND) - metrics.horizontalAdvance(count)
        return metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)

    def open_below(self, widget: QWidget) -> None:
        """Open under a widget, at the edge where reading begins, and take the keyboard."""
        self.adjustSize()
        edge = widget.width() - self.width() if widget.isRightToLeft() else 0
        place = widget.mapToGlobal(QPoint(edge, widget.height() + theme.SMALL))
        room = widget.screen().availableGeometry()
        place.setX(min(max(place.x(), room.left()), room.right() - self.width()))
        place.setY(min(place.y(), room.bottom() - self.height()))
        self.move(place)
        self.show()
        (self.search if self.search.isVisible() else self.list).setFocus()
        if self.list.count():
            self.list.setCurrentRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Down:
                self.list.setFocus()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take_first()
                return True
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def _take_first(self) -> None:
        shown = [self.list.item(row) for row in range(self.list.count()) if not self.list.item(row).isHidden()]
        if shown:
            self._clicked(shown[0]) if self._one else self._flip(shown[0])

    def _search(self) -> None:
        words = self.search.text()
        if self._look is not None:
            self._look(words)
            return
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(fold(words) not in item.data(Qt.ItemDataRole.UserRole))

    def _clicked(self, item: QListWidgetItem) -> None:
        if self._one:
            key = self._keys[self.list.row(item)]
            self.close()
            self._chosen(key, True)

    def _activated(self, item: QListWidgetItem) -> None:
        (self._clicked if self._one else self._flip)(item)

    def _flip(self, item: QListWidgetItem) -> None:
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def _changed(self, item: QListWidgetItem) -> None:
        self._chosen(self._keys[self.list.row(item)], item.checkState() == Qt.CheckState.Checked)
