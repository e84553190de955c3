"""The tree beside a list: what is part of what, read a level at a time as it is opened."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from coopdesk.i18n import N_, tr
from coopdesk.operations import tree
from coopdesk.ui import theme
from coopdesk.ui.context import Context

_TREE = N_("Tree")
_ID = Qt.ItemDataRole.UserRole


class TreePane(QTreeWidget):
    """``chosen``: a person chose a record to see what is below it; ``opened``: pressed Enter on it."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._type = ""
        self._way: list[str] = []
        self.setHeaderHidden(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIndentation(theme.SPACE)
        self.setUniformRowHeights(True)
        self.itemExpanded.connect(self._expand)
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(0, _ID)))

    def show_type(self, type: str) -> None:
        """Show the tree of a record type, closed."""
        self._type, self._way = type, []
        self._fill(None)

    def show_record(self, id: str) -> None:
        """Open the way down to a record, and mark it."""

        def show(way: list[str]) -> None:
            self._way = way
            self._follow(self.invisibleRootItem())

        store, type = self._context.store, self._type
        self._context.tasks.read(lambda _: tree.path(store, type, id), show)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.setAccessibleName(tr(_TREE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(item.data(0, _ID))
        elif item is not None and event.key() == Qt.Key.Key_Space:
            self.chosen.emit(item.data(0, _ID))
        else:
            super().keyPressEvent(event)

    def _expand(self, item: QTreeWidgetItem) -> None:
        if not item.childCount():
            self._fill(item)

    def _fill(self, under: QTreeWidgetItem | None) -> None:
        store, type = self._context.store, self._type
        parent = under.data(0, _ID) if under is not None else None

        def show(nodes: list[tree.Node]) -> None:
            if type != self._type:
                return
            top = self.invisibleRootItem() if parent is None else self._found(parent)
            if top is None:
                return
            top.takeChildren()
            for node in nodes:
                item = QTreeWidgetItem([node.title])
                item.setData(0, _ID, node.id)
                item.setToolTip(0, node.title)
                item.setSizeHint(0, QSize(0, theme.ROW - theme.SMALL))
                policy = QTreeWidgetItem.ChildIndicatorPolicy
                item.setChildIndicatorPolicy(policy.ShowIndicator if node.parts else policy.DontShowIndicator)
                top.addChild(item)
            self._follow(top)

        self._context.tasks.read(lambda _: tree.children(store, type, parent), show, later=parent is None)

    def _found(self, id: str) -> QTreeWidgetItem | None:
        waiting = [self.invisibleRootItem()]
        while waiting:
            item = waiting.pop()
            if item.data(0, _ID) == id:
                return item
            waiting += _children(item)
        return None

    def _follow(self, top: QTreeWidgetItem) -> None:
        """Go on along the way to a record that is to be shown, as far as its items are here."""
        for item in _children(top):
            if not self._way or item.data(0, _ID) not in self._way:
                continue
            if item.data(0, _ID) == self._way[-1]:
                self.setCurrentItem(item)
                self.scrollToItem(item)
                self._way = []
            else:
                item.setExpanded(True)
                if item.childCount():
                    self._follow(item)
            return


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (item.child(place) for place in range(item.childCount()))
    return [one for one in found if one is not None]
