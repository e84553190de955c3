"""The pane beside a list: the kinds of record, the saved filters of the one on show, and the tree of what is part of
what. Every line says how many records it holds, as soon as they are counted."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.i18n import N_, isolate, number, tr
from coopdesk.operations import drafts, listing, tree, views
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.name_dialog import NameDialog
from coopdesk.ui.tree_pane import TreePane

_KINDS, _FILTERS, _TREE, _ALL = N_("Kinds of record"), N_("Saved filters"), N_("Tree"), N_("All", "records")
_SAVE, _NAME, _FORGET = N_("Save this filter…"), N_("Name of the filter"), N_("Forget this filter")
_KEEP, _CALL = N_("Save"), N_("Rename")
_RENAME, _UP, _DOWN = N_("Rename…"), N_("Move up"), N_("Move down")
_RENAMED, _FORGOTTEN = N_("The filter is called {name} now."), N_("The filter {name} was forgotten.")
_DRAFTS, _COUNTED = N_("My private drafts"), N_("{name}, {count}")
_ARROWS: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_COUNT = Qt.ItemDataRole.UserRole
_ROW = theme.ROW - theme.SMALL
_WIDTH = 208


class Saved(NamedTuple):
    """A filter of the pane: how it reads, what it asks (None: the drafts of who is at work, which are no records), its
    words, and its own name if a person saved it."""

    title: str
    where: dict[str, Any] | None
    text: str = ""
    own: str = ""


class SidePane(QWidget):
    """``asked``: a person chose a saved filter (what it asks, its words); ``told``: what was done to the filters, with
    what undoes it; ``failed``: why it was not; ``drafts``: who is at work wants to see what he typed and did not save
    of the type on show."""

    asked, drafts = Signal(dict, str), Signal(str)
    told = Signal(str, object)
    failed = Signal(object)

    def __init__(self, context: Context, types: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._types = context, types
        self._type = types[0]
        self._saved: list[Saved] = []
        self._now: Callable[[], tuple[Mapping[str, Any], str]] = lambda: ({}, "")
        self.kinds, self.filters, self.tree = _Lines(), _Lines(), TreePane(context)
        for _ in types:
            self.kinds.addItem(QListWidgetItem())
        self.filters.itemClicked.connect(self._ask)
        self.filters.itemActivated.connect(self._ask)
        self.filters.dropped, self.filters.renamed, self.filters.carried = self._forget, self._rename, self._move
        self.filters.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.filters.customContextMenuRequested.connect(self._menu)
        self._heads = [QLabel(), QLabel(), QLabel()]
        for label in self._heads:
            label.setObjectName("quiet")
            label.setFont(sized(self.font(), theme.SMALL_PT, strong=True))
            label.setContentsMargins(theme.SPACE + theme.SMALL, theme.GAP, theme.SPACE, 0)
        self.save = QToolButton()
        self.save.clicked.connect(self._save)
        self.save.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.kinds)
        column.addWidget(self._heads[1])
        column.addWidget(self.filters)
        column.addWidget(self.save, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._heads[2])
        column.addWidget(self.tree, 1)
        column.addStretch(0)
        self.tree.setMinimumHeight(2 * _ROW)
        self.setMinimumWidth(theme.px(_WIDTH) - theme.WIDE)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, super().sizeHint().height())

    def show_in_tree(self, id: str) -> None:
        """Show where a record stands in the tree."""
        self.show()
        self.tree.show_record(id)

    def show_type(self, type: str, now: Callable[[], tuple[Mapping[str, Any], str]]) -> None:
        """Show the filters and the tree of a record type. ``now`` tells what the list is asked."""
        self._type, self._now = type, now
        has_tree = tree.has_tree(type)
        self.tree.setVisible(has_tree)
        self._heads[2].setVisible(has_tree)
        if has_tree:
            self.tree.show_type(type)
        self._read_filters()

    def count(self) -> None:
        """Count again on the worker what every line holds, line by line and after all else, so that nothing waits."""
        store = self._context.store
        for place, name in enumerate(self._types):
            self._count(partial(listing.count, store, name), self.kinds, place)
        type, saved = self._type, self._saved
        for place, one in enumerate(saved):
            if one.where is None:
                self._count(partial(drafts.count, store, type), self.filters, place, saved)
            elif not one.text:
                self._count(partial(listing.count, store, type, one.where), self.filters, place, saved)

    def tell(self, where: Mapping[str, Any], text: str) -> None:
        """Mark the filter that the list is asked, and offer to save what is none."""
        place = next((n for n, one in enumerate(self._saved) if one.where == where and one.text == text), -1)
        self.filters.setCurrentRow(place)
        self.save.setVisible(place < 0)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        for place, name in enumerate(self._types):
            self.kinds.item(place).setText(tr(TYPES[name].__plural__))
        for label, text in zip(self._heads, (_KINDS, _FILTERS, _TREE), strict=True):
            label.setText(tr(text))
        self.kinds.setAccessibleName(tr(_KINDS))
        self.filters.setAccessibleName(tr(_FILTERS))
        self.save.setText(tr(_SAVE))
        self.kinds.fit()
        self.tree.retranslate()

    def _read_filters(self, go_to: int = -1) -> None:
        store, type = self._context.store, self._type

        def work(_: Any) -> list[Saved]:
            built_in = [Saved(tr(one.name), one.where) for one in views.built_in(store, type)]
            own = [Saved(name, one["where"], str(one.get("text") or ""), name)
                   for name, one in views.filters(store, type).items()]  # fmt: skip
            return [Saved(tr(_ALL), {}), *built_in, Saved(tr(_DRAFTS), None), *own]

        def show(saved: list[Saved]) -> None:
            if type != self._type:
                return
            self._saved = saved
            self.filters.clear()
            for one in saved:
                self.filters.addItem(QListWidgetItem(one.title))
            self.filters.fit()
            self.tell(*self._now())
            if go_to >= 0:
                self.filters.setCurrentRow(go_to)
            self.count()

        self._context.tasks.read(work, show)

    def _count(
        self, work: Callable[[], int], lines: "_Lines", place: int, saved: Sequence[Saved] | None = None
    ) -> None:
        def show(found: int) -> None:
            item = lines.item(place)
            if item is not None and (saved is None or saved is self._saved):
                item.setData(_COUNT, number(found))
                counted = tr(_COUNTED, name=item.text(), count=number(found))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, counted)

        self._context.tasks.read(lambda _: work(), show, later=True)

    def _ask(self, item: QListWidgetItem) -> None:
        one = self._saved[self.filters.row(item)]
        if one.where is None:
            self.tell(*self._now())
            self.drafts.emit(self._type)
        else:
            self.asked.emit(dict(one.where), one.text)

    def _save(self) -> None:
        NameDialog(_SAVE, _NAME, _KEEP, self.keep, self).open()

    def keep(self, name: str) -> None:
        """Keep what the list is asked under a name."""
        store, type = self._context.store, self._type
        where, text = self._now()
        self._context.tasks.write(
            lambda _: views.save_filter(store, type, name, where, text), lambda _: self._read_filters()
        )

    def _menu(self, place: QPoint) -> None:
        item = self.filters.itemAt(place)
        row = self.filters.row(item) if item is not None else self.filters.currentRow()
        if row >= 0 and self._saved[row].own:
            menu = QMenu(self)
            own = [n for n, one in enumerate(self._saved) if one.own]
            menu.addAction(tr(_RENAME), QKeySequence("F2"), lambda: self._rename(row))
            menu.addAction(tr(_UP), QKeySequence("Alt+Up"), lambda: self._move(row, -1)).setEnabled(row != own[0])
            menu.addAction(tr(_DOWN), QKeySequence("Alt+Down"), lambda: self._move(row, 1)).setEnabled(row != own[-1])
            menu.addAction(tr(_FORGET), QKeySequence("Del"), lambda: self._forget(row))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.filters.mapToGlobal(place))

    def _rename(self, row: int) -> None:
        if name := self._saved[row].own:
            NameDialog(_RENAME, _NAME, _CALL, partial(self.rename, name), self, name).open()

    def rename(self, name: str, new: str) -> None:
        """Give a saved filter another name."""
        self._change(lambda store, type: views.rename_filter(store, type, name, new), tr(_RENAMED, name=new))

    def _move(self, row: int, by: int) -> None:
        name, other = self._saved[row].own, row + by
        if name and 0 <= other < len(self._saved) and self._saved[other].own:
            self._change(lambda store, type: views.move_filter(store, type, name, by), "", then=other)

    def _forget(self, row: int) -> None:
        if name := self._saved[row].own:
            self._change(lambda store, type: views.drop_filter(store, type, name), tr(_FORGOTTEN, name=name))

    def _change(self, change: Callable[[Store, str], None], sentence: str, *, then: int = -1) -> None:
        """Change the saved filters, and offer to undo it where a sentence tells of it. ``then``: the line to go to."""
        store, type, tasks = self._context.store, self._type, self._context.tasks

        def work(_: Any) -> dict[str, dict[str, Any]]:
            before = views.filters(store, type)
            change(store, type)
            return before

        def back(before: dict[str, dict[str, Any]]) -> None:
            tasks.write(
                lambda _: views.put_filters(store, type, before), lambda _: self._read_filters(), self.failed.emit
            )

        def show(before: dict[str, dict[str, Any]]) -> None:
            self._read_filters(then)
            if sentence:
                self.told.emit(sentence, partial(back, before))

        tasks.write(work, show, self.failed.emit)


class _Lines(QListWidget):
    """A list as high as its lines, each with its count at the end. ``dropped`` is told of a line on Delete, ``renamed``
    on F2, ``carried`` on Alt with an arrow (and by how much)."""

    def __init__(self) -> None:
        super().__init__()
        self.dropped: Callable[[int], None] = lambda _: None
        self.renamed: Callable[[int], None] = lambda _: None
        self.carried: Callable[[int, int], None] = lambda _, by: None
        self.setItemDelegate(_Counted(self))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit(self) -> None:
        """Be as high as the lines are."""
        for place in range(self.count()):
            item = self.item(place)
            item.setSizeHint(QSize(0, _ROW))
            item.setToolTip(item.text())
        self.setMaximumHeight(self.count() * _ROW + theme.WIDE)
        self.setMinimumHeight(min(self.count(), 1) * _ROW + theme.WIDE)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self.count() * _ROW + theme.WIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.dropped(self.currentRow())
        elif event.key() == Qt.Key.Key_F2 and self.currentRow() >= 0:
            self.renamed(self.currentRow())
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier and event.key() in _ARROWS and self.currentRow() >= 0:
            self.carried(self.currentRow(), _ARROWS[event.key()])
        elif event.key() == Qt.Key.Key_Space and self.currentItem() is not None:
            self.itemActivated.emit(self.currentItem())
        else:
            super().keyPressEvent(event)


class _Counted(QStyledItemDelegate):
    """Paints the count of a line at its end; the text keeps away from it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        count = index.data(_COUNT) or ""
        room = option.rect.width() - option.fontMetrics.horizontalAdvance(count) - 3 * theme.SPACE
        option.text = option.fontMetrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, room)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        count = index.data(_COUNT)
        if not count:
            return
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        rect: QRect = option.rect.adjusted(theme.GAP, 0, -theme.GAP, 0)
        side = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        painter.save()
        painter.setPen(QColor(theme.colors().secondary))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, isolate(count))
        painter.restore()
