"""The questions of a form that is designed, as a tree: number, kind, label, and what is to be known of each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QColor, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem

from coopdesk.i18n import N_, language, number, tr
from coopdesk.interchange.xlsform import naming
from coopdesk.operations.forms import design_acts as acts, question_kinds as kinds
from coopdesk.operations.forms.design import Row, State
from coopdesk.ui import theme
from coopdesk.ui.forms.designing import Designing

if TYPE_CHECKING:
    from coopdesk.interchange.xlsform.check import Fault

_NAMED, _NO_LABEL = N_("Questions of the form"), N_("(no words yet)", "question")
_REQUIRED, _LOGIC = N_("An answer is needed", "question"), N_("Asked under a condition", "question")
_MARKS = {"required": "✱", "relevant": "↳"}
_UNFOLDS = 700
"""Milliseconds for which a row is held over a group until that unfolds."""
_ROW = "application/x-coopdesk-question"
"""What is dragged: of which kind, with a sign of the tree, for a row is dropped in its own tree only."""
_KEY = Qt.ItemDataRole.UserRole


class Outline(QTreeWidget):
    """``chosen``: the key of the row that is chosen, 0 for none; ``moved``: a row by so much; ``dropped``: a row before
    a place; ``removed``: a row is to go."""

    chosen, removed = Signal(int), Signal(int)
    moved, dropped = Signal(int, int), Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.setColumnCount(1)
        self.setHeaderHidden(True)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setUniformRowHeights(True)
        self.setIndentation(theme.px(16))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAutoExpandDelay(_UNFOLDS)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self._own = f"{_ROW};{uuid4().hex}"
        self.items: dict[int, QTreeWidgetItem] = {}
        self._places: dict[int, int] = {}
        self._faults: dict[int, list[Fault]] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._questions: tuple[Row, ...] = ()
        self._arranged: dict[int, list[int]] = {}
        self._told: dict[int, tuple[Any, ...]] = {}
        self._filling = False
        self.currentItemChanged.connect(self._choose)

    def show_rows(self, designing: Designing, chosen: int, *, reading: bool) -> None:
        """Show the rows as they stand, with one of them chosen. Only what stands otherwise than before is touched: a
        person who types in a long form waits for each letter else."""
        self._filling = True
        self.setDragEnabled(not reading)
        questions, named = designing.state.questions, acts.lists(designing.state)
        self._questions = questions
        self._places = {one.key: place for place, one in enumerate(questions)}
        moved = self._arrange(questions)
        same = self._faults is designing.faults and self._named == named
        self._faults, self._named = designing.faults, named
        counted = 0
        for row in questions:
            item = self.items.get(row.key)
            if item is None:
                continue
            counts = kinds.base_of(row.cells) not in kinds.UNANSWERED
            counted += counts
            place, known = counted if counts else 0, self._told.get(row.key)
            if not (same and known is not None and known[0] is row and known[1] == place):
                wrong = tuple(one for one in designing.faults.get(row.key, ()) if one.severity == "error")
                told = (row, place, kinds.kind_of(row.cells, named), wrong)
                self._told[row.key] = told
                if told != known:
                    self._word(item, *told)
        if chosen in self.items and self.currentItem() is not self.items[chosen]:
            self.setCurrentItem(self.items[chosen])
        if moved and chosen in self.items:
            self.scrollToItem(self.items[chosen])
        self._filling = False

    def _arrange(self, questions: Sequence[Row]) -> bool:
        """Let an item of each row, but of ends, stand at its place; tells whether one was moved."""
        wanted: dict[int, list[int]] = {0: []}
        around = [0]
        for row in questions:
            asked = naming.asked(row["type"])
            if asked.ends:
                around = around[:-1] or [0]
                continue
            wanted[around[-1]].append(row.key)
            if asked.begins:
                around.append(row.key)
                wanted[row.key] = []
        if wanted == self._arranged:
            return False
        self._arranged = wanted
        held = {key for keys in wanted.values() for key in keys}
        folded = {key for key, item in self.items.items() if item.childCount() and not item.isExpanded()}
        for key in held - self.items.keys():
            self.items[key] = item = QTreeWidgetItem()
            item.setData(0, _KEY, key)
            if key not in wanted:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
        for above, keys in wanted.items():
            self._put(self.items[above] if above else self.invisibleRootItem(), [self.items[key] for key in keys])
        gone = {key: self.items.pop(key) for key in self.items.keys() - held}
        for key, item in gone.items():
            (item.parent() or self.invisibleRootItem()).removeChild(item)
            self._told.pop(key, None)
        for key in wanted.keys() - folded - {0}:
            self.items[key].setExpanded(True)
        return True

    def _put(self, above: QTreeWidgetItem, items: Sequence[QTreeWidgetItem]) -> None:
        """Let items stand in another one in their order; those that go on in the same order are not moved."""
        for place, item in enumerate(items):
            if above.child(place) is item:
                continue
            there = item.parent() or (self.invisibleRootItem() if item.treeWidget() is not None else None)
            if there is not None:
                there.removeChild(item)
            above.insertChild(place, item)

    def _word(
        self, item: QTreeWidgetItem, row: Row, counted: int, kind: kinds.Kind | None, wrong: "Sequence[Fault]"
    ) -> None:
        called = tr(kind.label) if kind is not None else row["type"]
        marks = "".join(f" {sign}" for name, sign in _MARKS.items() if row[name] and row[name].lower() != "no")
        told, place = label_of(row) or tr(_NO_LABEL), f"{number(counted)}. " if counted else ""
        item.setText(0, f"{place}{told}{marks}{' ⚠' if wrong else ''}\n{called}")
        item.setToolTip(0, "\n".join([told, *(one.message() for one in wrong)]))
        item.setData(0, Qt.ItemDataRole.ForegroundRole, QColor(theme.colors().bad) if wrong else None)
        tips = [called, told] + [
            tr(text) for name, text in (("required", _REQUIRED), ("relevant", _LOGIC)) if row[name]
        ]
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(tips + [one.message() for one in wrong]))

    def retranslate(self) -> None:
        """Name it in the present language; its rows are told anew when they are shown."""
        self.setAccessibleName(tr(_NAMED))
        self._told = {}

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, item = event.key(), self.currentItem()
        chosen = item.data(0, _KEY) if item is not None else 0
        if chosen and event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(chosen, -1 if key == Qt.Key.Key_Up else 1)
        elif chosen and key == Qt.Key.Key_Delete:
            self.removed.emit(chosen)
        else:
            super().keyPressEvent(event)

    def mimeTypes(self) -> list[str]:
        return [self._own]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        data = QMimeData()
        data.setData(self._own, str(items[0].data(0, _KEY)).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell where a row was dropped; the rows are then shown where they stand."""
        target, told = self.itemAt(event.position().toPoint()), event.mimeData().data(self._own).toStdString()
        self.setState(QAbstractItemView.State.NoState)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        key, to = int(told or 0), len(self._places)
        if key not in self.items:
            return
        if target is not None:
            to = self._places[target.data(0, _KEY)]
            where, places = self.dropIndicatorPosition(), QAbstractItemView.DropIndicatorPosition
            if where == places.BelowItem and not target.isExpanded():
                to = self._after(target)
            elif where != places.AboveItem:
                to += 1
        self.dropped.emit(key, to)

    def _after(self, item: QTreeWidgetItem) -> int:
        """Return the place after a row with all that is in it."""
        return acts.span(self._questions, self._places[item.data(0, _KEY)]).stop

    def _choose(self) -> None:
        item = self.currentItem()
        if not self._filling:
            self.chosen.emit(item.data(0, _KEY) if item is not None else 0)


def said(row: Row) -> str:
    """Return the words of a question or a choice in the present language, else in the other, else its name."""
    words = ("label_ar", "label_en") if language() == "ar" else ("label_en", "label_ar")
    return next((row[name] for name in words if row[name]), row["name"])


def label_of(row: Row) -> str:
    """Return the words of a question in one line."""
    return " ".join(said(row).split())


def order_of(state: State, key: int) -> int:
    """Return the key of the row that is chosen once another is gone: the one before it."""
    keys = [one.key for one in state.questions if not naming.asked(one["type"]).ends]
    place = keys.index(key) if key in keys else 0
    left = keys[:place] or keys[place + 1 :]
    return left[-1] if keys[:place] else left[0] if left else 0
