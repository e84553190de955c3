"""The list of one record type: its words and chips, its columns, order and groups, and what is done to what is
selected. Every reading runs on the worker; the newest question is the one that is shown."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout

from coopdesk.fields import Field, Money
from coopdesk.i18n import N_, P_, language, tr
from coopdesk.operations import conditions, list_sums, listing, measures, views
from coopdesk.operations.board import Board
from coopdesk.operations.offers.days_left import COLUMN
from coopdesk.records import TYPES
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.filters import FilterBar
from coopdesk.ui.list_actions import ListActions
from coopdesk.ui.list_bar import QuietLine, SelectionBar
from coopdesk.ui.list_empty import EmptyList
from coopdesk.ui.list_look import Look, shapes_of
from coopdesk.ui.list_menus import ListMenus
from coopdesk.ui.list_shapes import ShapeArea, ShapeBar
from coopdesk.ui.list_table import ListTable
from coopdesk.ui.places import Pane
from coopdesk.ui.record_table import PAGE, RecordTable

_NEW, _SEARCH, _MORE, _SIDE = N_("New"), N_("Search this list"), N_("More for this list"), N_("Show or hide the side")
_COUNT, _DELETED_SHOWN = P_("{n} record", "{n} records"), N_("Deleted records")


class _Found(NamedTuple):
    look: Look
    fields: list[Field]
    listing: listing.Listing
    first: list[listing.Row]
    told: dict[str, str]
    sums: dict[str, list[str]]
    board: Board | None


class ListPane(Pane):
    """``new``, ``folds``: the buttons of those names; ``opened``: a row was chosen to be opened; ``entered``: … to be
    edited; ``asked``, ``edited``: a record was asked for, or a field of one, in another shape; ``left``: it was put
    away there; ``picked``: the selection is another; ``listed``: another list is on show; ``in_tree``: show a record
    in the tree; ``gone``: records are no longer in the list; ``helped``: the help of a record type was asked for."""

    helped, asked, edited, left = Signal(str), Signal(str), Signal(str, str), Signal()
    new, folds, listed, picked = Signal(), Signal(), Signal(), Signal()
    opened, entered = Signal(QModelIndex), Signal(QModelIndex)
    in_tree = Signal(str)
    gone = Signal(list)

    def __init__(self, context: Context, type: str, *, by_name: bool) -> None:
        super().__init__(type, context)
        self.setObjectName("surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._store, self._tasks, self._by_name, self.deleted = context.store, context.tasks, by_name, False
        self._looks: dict[str, Look] = {}
        self._asked, self._listed = 0, ""
        self._unkept = False
        self._sums: dict[str, list[str]] = {}
        self._chosen_sums: dict[str, list[str]] = {}
        self._build()

    def event(self, event: QEvent) -> bool:
        """Stand closer together in a low window, before the layout asks for more height than there is."""
        layout = self.layout()
        if event.type() in (QEvent.Type.Polish, QEvent.Type.Resize) and layout is not None:
            layout.setSpacing(theme.SMALL if theme.is_low(self) else theme.GAP)
        return super().event(event)

    @property
    def look(self) -> Look:
        """How the list of the type on show looks."""
        return self._looks.setdefault(self.type, Look())

    def show_type(self, type: str) -> None:
        """Show another record type, all of it."""
        self.keep()
        self.type, self.deleted = type, False
        self._set_words("")
        self.chips.show_type(type)
        self.shape_bar.show_type(type)
        self.quiet.hide()
        self.table.clearSelection()

    def asks(self) -> tuple[dict[str, Any], str]:
        return self.chips.where, self.search.text()

    def ask(self, where: Mapping[str, Any], text: str = "") -> None:
        """Ask this instead."""
        self._set_words(text)
        self.chips.ask(where)
        self.refresh()

    def refresh(self) -> None:
        """Read the list again."""
        self._asked += 1
        mine, type, deleted = self._asked, self.type, self.deleted
        (where, words), look = self.asks(), self._looks.get(type)
        where, cards = dict(where), self.shapes.cards_shown(type)

        def work(progress: Any) -> _Found | None:
            if mine != self._asked:
                return None
            kept = look or Look.of(type, views.load(self._store, f"view/{type}"))
            fields = [one for one in kept.fields(type) if one.name != kept.group] or kept.fields(type)
            sort = ",".join(kept.sorts(type)) or (fields[0].name if self._by_name and not words.strip() else "")
            group = kept.group
            kept = replace(kept, shape="table") if deleted else kept
            board = self.shapes.read_board(type, kept, where, words, cards)
            if board is not None:
                found = board.found
            else:
                found = listing.open_list(
                    self._store, type, where=where, text=words, sort=sort, group=group, deleted=deleted
                )
            first = listing.page(self._store, found, 0, PAGE, fields) if kept.shape == "table" else []
            money = [one.name for one in fields if isinstance(one.kind, Money)]
            sums = list_sums.sums(self._store, type, money, where, words, deleted=deleted) if money else {}
            return _Found(kept, fields, found, first, conditions.told(self._store, type, where), sums, board)

        def show(found: _Found | None) -> None:
            if found is not None and mine == self._asked:
                self._looks.setdefault(type, look or found.look)
                self._show(found)

        self._tasks.read(work, show, self.notice.tell)

    def mark(self, id: str | None) -> None:
        """Mark the row of a record, once its rows have arrived."""
        if id and not self.table.selectionModel().hasSelection():
            place = self.model.place_of(id)
            if place is not None:
                self.table.setAutoScroll(False)
                self.table.setCurrentIndex(self.model.index(place, 0))
                self.table.setAutoScroll(True)

    @property
    def found(self) -> listing.Listing | None:
        return self.model.found

    def selected(self) -> listing.Listing | None:
        found = self.found
        return listing.part(found, self.table.selected()) if found is not None else None

    def keep(self) -> None:
        """Keep how the list looks, if that changed, and what was written in it."""
        self.shapes.keep()
        if self._unkept:
            self._unkept = False
            name, values = f"view/{self.type}", vars(self.look).copy()
            self._tasks.write(lambda _: views.save(self._store, name, values), lambda _: None, lambda _: None)

    def take_focus(self) -> None:
        """Let the keyboard work in the list; in an empty one, on what is offered there."""
        if self.empty.isVisible():
            self.empty.button.setFocus()
        elif self.shapes.isVisible():
            self.shapes.take_focus()
        else:
            self.table.setFocus()

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        for widget, text in ((self.search, _SEARCH), (self.more, _MORE), (self.fold, _SIDE)):
            widget.setAccessibleName(tr(text))
        self.search.setPlaceholderText(tr(_SEARCH))
        self.more.setToolTip(tr(_MORE))
        self.fold.setToolTip(tr(_SIDE))
        self._new.setText(f"+ {tr(_NEW)}")
        plural = tr(TYPES[self.type].__plural__)
        self._title.setText(tr(_DELETED_SHOWN) if self.deleted else plural)
        self.table.setAccessibleName(plural)
        self.chips.retranslate()
        self.shape_bar.retranslate()
        self.shapes.retranslate()
        self.bar.retranslate()
        self._tell_selection()

    def _build(self) -> None:
        self.acts, self.menus = ListActions(self), ListMenus(self)
        self._title, self._count, self.empty = QLabel(), QLabel(), EmptyList()
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self._title.setWordWrap(True)
        self._count.setObjectName("quiet")
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._count.setWordWrap(True)
        self.fold, self.more, self._new = QToolButton(), QToolButton(), QPushButton()
        self.fold.setText("☰")
        self.fold.clicked.connect(self.folds)
        self.more.setText("⋯")
        self.more.clicked.connect(self.menus.offer)
        self._new.clicked.connect(self.new)
        self.empty.new.connect(self.new)
        self.empty.clear.connect(lambda: self.ask({}))
        self.empty.helped.connect(lambda: self.helped.emit(self.type))
        self.search = QLineEdit(clearButtonEnabled=True)
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self._adding = QTimer(self, singleShot=True, interval=150)
        self._adding.timeout.connect(self._add_up)
        self._keeping = QTimer(self, singleShot=True, interval=800)
        self._keeping.timeout.connect(self.keep)
        self.chips = FilterBar(self.context)
        self.chips.show_type(self.type)
        self.chips.changed.connect(self._timer.start)
        self.chips.cleared.connect(lambda: self.ask({}))
        self.shape_bar = ShapeBar()
        self.shape_bar.chosen.connect(self.show_shape)
        self.quiet, self.bar = QuietLine(), SelectionBar()
        self.model = RecordTable(self._store, self._tasks, self)
        self.table = ListTable(self.entered.emit)
        self.table.show_rows(self.model)
        self.shapes = ShapeArea(self.context, self.notice)
        for signal, told in (
            (self.shapes.opened, self.asked), (self.shapes.edited, self.edited), (self.shapes.left, self.left),
            (self.shapes.moved, self.refresh), (self.shapes.asked, self._narrow),
        ):  # fmt: skip
            signal.connect(told)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self.menus.offer_for_selection)
        self.table.copied.connect(self.acts.copy_selected)
        self.table.widened.connect(self._widened)
        self.table.moved.connect(self._moved)
        self.table.doubleClicked.connect(self.opened)
        head = self.table.horizontalHeader()
        head.sectionClicked.connect(self._sort_by)
        head.customContextMenuRequested.connect(self.menus.choose_columns)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._selection_changed())
        for signal, run in (
            (self.bar.copy, self.acts.copy_selected), (self.bar.print, self.acts.print_selected),
            (self.bar.tag, self.acts.ask_tag),
            (self.bar.delete, self.acts.delete_selected), (self.bar.restore, self.acts.restore_selected),
            (self.bar.none, self.table.clearSelection),
        ):  # fmt: skip
            signal.connect(run)
        top, column = QHBoxLayout(), QVBoxLayout(self)
        top.setSpacing(theme.SMALL)
        for widget, stretch in ((self.fold, 0), (self._title, 1), (self._new, 0), (self.more, 0)):
            top.addWidget(widget, stretch)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addLayout(top)
        for above in (self.search, self.chips, self.shape_bar, self.notice):
            column.addWidget(above)
        column.addWidget(self.table, 1)
        column.addWidget(self.shapes, 1)
        column.addWidget(self.empty, 1)
        for below in (self.quiet, self.bar, self._count):
            column.addWidget(below)
        self.shape_bar.show_type(self.type)

    def _show(self, found: _Found) -> None:
        where, words = self.asks()
        question = json.dumps([self.type, where, words, self.deleted, language(), vars(found.look)], sort_keys=True)
        kept = self.table.verticalScrollBar().value() if question == self._listed else 0
        self._listed = question
        self.table.scrollToTop()
        self.model.show(found.listing, found.fields, found.first)
        self.table.fit(found.look.widths, whole=bool(found.look.columns))
        self.table.verticalScrollBar().setValue(kept)
        self._show_order(found)
        self._sums = found.sums
        anything = bool(where or words.strip())
        self.chips.tell(found.told, anything=anything and bool(len(found.listing)))
        there = bool(len(found.listing))
        asked = " · ".join(filter(None, (*found.told.values(), words.strip())))
        self.empty.tell(self.type, asked, deleted=self.deleted)
        self.empty.setVisible(not there)
        shape = found.look.shape
        self.shape_bar.tell(shape)
        self.shape_bar.setVisible(len(shapes_of(self.type)) > 1 and (there or not theme.is_low(self)))
        self.shapes.show_list(shape, found.listing, found.board)
        self.table.setVisible(there and shape == "table")
        self.shapes.setVisible(there and shape != "table")
        self._tell_selection()
        self.listed.emit()

    def _show_order(self, found: _Found) -> None:
        """Mark the column that the list is ordered by."""
        head, sorts = self.table.horizontalHeader(), found.look.sorts(self.type)
        names = [one.name for one in found.fields]
        first = sorts[0] if sorts else ""
        head.setSortIndicatorShown(first.removeprefix("-") in names)
        if head.isSortIndicatorShown():
            down = Qt.SortOrder.DescendingOrder if first.startswith("-") else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(names.index(first.removeprefix("-")), down)

    def _tell_selection(self) -> None:
        rows = sum(map(len, self.table.selected()))
        self.bar.tell(rows, deleted=self.deleted)
        crowded = (rows > 1 or self.shapes.isVisible()) and theme.is_low(self)
        self.chips.setHidden(crowded)
        labels = {one.name: tr(one.label) for one in self.model.fields}
        found = self.model.found
        parts = [tr(_COUNT, n=len(found))] if found is not None else []
        sums = self._chosen_sums if rows > 1 else self._sums
        parts += [conditions.labelled(labels[name], " + ".join(each)) for name, each in sums.items() if name in labels]
        self._count.setText("  ·  ".join(parts[:1] if theme.is_low(self) else parts))
        self._count.setToolTip("  ·  ".join(parts))  # in a low window the rows need the room
        self._count.setHidden(crowded or not found)
        self.picked.emit()

    def _selection_changed(self) -> None:
        """Add up what is chosen, on the worker, where the list has money and several are chosen."""
        self._chosen_sums = {}
        self._tell_selection()
        if self._sums and sum(map(len, self.table.selected())) > 1:
            self._adding.start()

    def _add_up(self) -> None:
        chosen, names, deleted = self.selected(), list(self._sums), self.deleted
        if chosen is None or len(chosen) < 2:
            return

        def show(sums: dict[str, list[str]]) -> None:
            now = self.selected()
            if now is not None and now.numbers == chosen.numbers:
                self._chosen_sums = sums
                self._tell_selection()

        self._tasks.read(lambda _: list_sums.sums_of(self._store, chosen, names, deleted=deleted), show)

    def _set_words(self, text: str) -> None:
        self.search.blockSignals(True)
        self.search.setText(text)
        self.search.blockSignals(False)

    def _sort_by(self, section: int) -> None:
        shift = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.model.fields[section] is not COLUMN:
            self.sort_by(self.model.fields[section].name, also=shift)

    def sort_by(self, name: str, *, also: bool = False) -> None:
        """Order the list by a field; the same one again turns downwards."""
        self.look.sort_by(self.type, name, also=also)
        self._look_changed()

    def group_by(self, name: str) -> None:
        """Let records that share the value of a field stand together; an empty name for no groups."""
        self.look.group = name
        self._look_changed()

    def set_columns(self, names: list[str]) -> None:
        """Show these columns, in this order; none: those by default."""
        self.look.columns = names
        self._look_changed()

    def _look_changed(self, *, read: bool = True) -> None:
        self._unkept = True
        self._keeping.start()
        if read:
            self.refresh()

    def _widened(self, name: str, width: int) -> None:
        self.look.widths[name] = width
        self._look_changed(read=False)

    def _moved(self, order: list[int]) -> None:
        names = [self.model.fields[place].name for place in order]
        self.set_columns([*names, *(one.name for one in self.look.fields(self.type) if one.name not in names)])

    def show_shape(self, shape: str) -> None:
        """Show the list in another shape."""
        self.look.shape = shape
        self._look_changed()

    @property
    def shape(self) -> str:
        """The shape in which the list is shown."""
        return "table" if self.deleted else self.look.shape

    @property
    def wide(self) -> bool:
        """Whether the list is in a shape that takes what room there is."""
        return self.shape != "table"

    def _narrow(self, asked: Mapping[str, Any]) -> None:
        """Show in a table what meets these conditions as well."""
        self.look.shape, self._unkept = "table", True
        self.ask(measures.both(self.asks()[0], asked), self.asks()[1])

    def reset_look(self) -> None:
        """Let the list look as at first."""
        self._looks[self.type] = Look(shape=self.look.shape)
        self._look_changed()
