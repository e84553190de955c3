"""The results of a project as a tree: goals, what leads to them, and under each its indicators with how they stand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from coopdesk.documents import indicator_charts, indicator_words as words
from coopdesk.fields import Choice
from coopdesk.i18n import N_, ltr, tr
from coopdesk.operations.projects.results import Branch, Frame
from coopdesk.records.project_choices import RESULT_LEVEL
from coopdesk.records.scoreboard import Standing
from coopdesk.ui import theme
from coopdesk.ui.chart import shade
from coopdesk.ui.direction import sized

_HEADS = (
    N_("Result or indicator"), N_("How it stands", "indicator"), N_("Actual"), N_("Target", "of an indicator"),
    N_("Baseline"),
)  # fmt: skip
_TREE, _OTHERS = N_("Results and indicators"), N_("Of the project as a whole")
_WIDTHS = (230, 110, 104, 104, 104)
_WHAT = Qt.ItemDataRole.UserRole
_LEAST, _MOST = 4, 16
"""How many rows are seen at the least and at the most."""
What = tuple[str, str]
"""``result`` or ``indicator``, and the id."""


class ResultTree(QTreeWidget):
    """``opened``: Enter or a double click on something (type, id); ``removed``: Delete; ``moved``: Alt with an arrow up
    or down."""

    opened, removed, moved = Signal(str, str), Signal(str, str), Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rows")
        self.setColumnCount(len(_WIDTHS))
        self.setUniformRowHeights(False)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.header().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.header().setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, theme.px(width))
        self.itemDoubleClicked.connect(lambda item, _: self._act(self.opened, item))
        self.retranslate()

    @property
    def chosen(self) -> What | None:
        """What is marked; nothing where nothing is."""
        item = self.currentItem()
        found: What | None = item.data(0, _WHAT) if item is not None else None
        return found

    @property
    def result(self) -> str | None:
        """The result that is marked, or that of the indicator that is marked."""
        item = self.currentItem()
        while item is not None:
            what: What | None = item.data(0, _WHAT)
            if what is not None and what[0] == "result":
                return what[1]
            item = item.parent()
        return None

    def retranslate(self) -> None:
        """Show names in the present language."""
        self.setHeaderLabels([tr(one) for one in _HEADS])
        self.setAccessibleName(tr(_TREE))

    def show_frame(self, found: Frame) -> None:
        """Show results; where one stood before, it stands again."""
        stood = self.chosen
        self.clear()
        strong = sized(QFont(self.font()), theme.BODY_PT, strong=True)
        for one in found.branches:
            self._add(self.invisibleRootItem(), one, strong)
        if found.others:
            head = QTreeWidgetItem(self.invisibleRootItem(), [tr(_OTHERS)])
            head.setFont(0, strong)
            self._add_indicators(head, found.others)
        self.expandAll()
        items = self._items()
        rows = min(max(len(items), _LEAST), _MOST)
        around = self.header().sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(around + theme.ROW * rows + 2 * self.frameWidth() + theme.GAP)
        again = next((one for one in items if one.data(0, _WHAT) == stood), items[0] if items else None)
        if again is not None:
            self.setCurrentItem(again)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, item = Qt.Key(event.key()), self.currentItem()
        turn = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        if turn is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(turn)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self._act(self.opened, item)
        elif key == Qt.Key.Key_Delete and item is not None:
            self._act(self.removed, item)
        else:
            super().keyPressEvent(event)

    def _act(self, signal: SignalInstance, item: QTreeWidgetItem) -> None:
        what: What | None = item.data(0, _WHAT)
        if what is not None:
            signal.emit(*what)

    def _add(self, parent: QTreeWidgetItem, one: Branch, strong: QFont) -> None:
        level = Choice(RESULT_LEVEL).show(one.level)
        head = " ".join(filter(None, (level, ltr(one.code) if one.code else "")))
        item = QTreeWidgetItem(parent, [" · ".join(filter(None, (head, one.title)))])
        item.setFont(0, strong)
        item.setToolTip(0, one.title)
        item.setFirstColumnSpanned(True)
        item.setData(0, _WHAT, ("result", one.id))
        self._add_indicators(item, one.indicators)
        for below in one.below:
            self._add(item, below, strong)

    def _add_indicators(self, parent: QTreeWidgetItem, indicators: Sequence[Standing]) -> None:
        for one in indicators:
            name = " ".join(filter(None, (ltr(one.code) if one.code else "", one.title)))
            cells = [
                name, words.sign(one.status), words.point(one, one.actual), words.point(one, one.target),
                words.point(one, one.baseline),
            ]  # fmt: skip
            item = QTreeWidgetItem(parent, cells)
            for column, text in enumerate(cells):
                item.setToolTip(column, text)
            item.setForeground(1, shade(indicator_charts.SCREEN[one.status]))
            item.setData(0, _WHAT, ("indicator", one.id))

    def _items(self) -> list[QTreeWidgetItem]:
        found: list[QTreeWidgetItem] = []

        def walk(item: QTreeWidgetItem) -> None:
            below = [item.child(place) for place in range(item.childCount())]
            for one in filter(None, below):
                found.append(one)
                walk(one)

        walk(self.invisibleRootItem())
        return found
