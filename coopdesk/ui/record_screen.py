"""A tab of records in three panes: kinds, saved filters and tree at the side; the list; the record beside it.

Every tab is this screen over its own record types.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, tr
from coopdesk.operations.drafts import Draft
from coopdesk.store.home import Store
from coopdesk.ui.context import Context
from coopdesk.ui.dues_strip import DuesStrip
from coopdesk.ui.kept_panes import KeptPanes
from coopdesk.ui.list_pane import ListPane
from coopdesk.ui.list_side import SidePane
from coopdesk.ui.list_table import ListTable
from coopdesk.ui.record_form import RecordForm
from coopdesk.ui.record_page import RecordPage
from coopdesk.ui.record_table import RecordTable
from coopdesk.ui.screen_room import Room
from coopdesk.ui.tab_screen import TabScreen
from coopdesk.ui.tasks import Tasks

_PICK = N_("Choose a record in the list, or press Ctrl+N for a new one.")
_UNDO = N_("Undo")
_SIZES = [216, 556, 594]


class RecordScreen(TabScreen):
    """A screen over some record types. ``by_name``: lists begin in the order of names, else the newest first.

    Its panes are made when it is first shown or something of them is asked for: a desk opens with one screen.
    """

    _opened: str | None = None
    """The record that was opened last, while its page may still be reading it."""

    def __init__(self, store: Store, tasks: Tasks, types: Sequence[str], *, by_name: bool) -> None:
        super().__init__()
        self._store, self._tasks, self.types = store, tasks, list(types)
        self.context = Context(store, tasks, self)
        self.context.reviewed.connect(lambda conflict: self.page.acts.review(conflict))
        self.pages: dict[str, RecordPage] = {}
        self._by_name = by_name
        self._preview = self._furnished = False

    def _furnish(self) -> None:
        """Make the panes, where they are not there yet."""
        if not self._furnished:
            self._furnished = True
            self._list = ListPane(self.context, self.types[0], by_name=self._by_name)
            self._side = SidePane(self.context, self.types)
            self._build()
            self._side.retranslate()
            self.kinds.setCurrentRow(0)
            self._keeping.read()
            self.fold_where_narrow()

    def showEvent(self, event: QShowEvent) -> None:
        self._furnish()
        super().showEvent(event)

    @property
    def list(self) -> ListPane:
        """The pane of the list."""
        self._furnish()
        return self._list

    @property
    def list_shown(self) -> ListPane | None:
        return self._list if self._furnished and self._list.isVisible() else None

    @property
    def side(self) -> SidePane:
        """The pane beside the list."""
        self._furnish()
        return self._side

    @property
    def kinds(self) -> QListWidget:
        """The kinds of record."""
        return self.side.kinds

    @property
    def table(self) -> ListTable:
        """The list."""
        return self.list.table

    @property
    def model(self) -> RecordTable:
        """The rows of the list."""
        return self.list.model

    @property
    def search(self) -> QLineEdit:
        """The words that the list is searched for."""
        return self.list.search

    @property
    def type(self) -> str:
        """The record type that the list shows."""
        return self.types[max(self.kinds.currentRow(), 0)]

    @property
    def page(self) -> RecordPage:
        """The page of that type; made when it is first needed, for its form is large."""
        if self.type not in self.pages:
            made = RecordPage(self.type, self.context, preview=self._preview)
            made.shaped.connect(self._make_room)
            made.widen.connect(self.widen)
            made.closed.connect(self._to_list)
            made.closed.connect(self.side.count)
            self.pages[self.type] = made
            self._stack.addWidget(made)
        return self.pages[self.type]

    @property
    def _shown(self) -> RecordPage | None:
        """The page that stands beside the list, if a record does."""
        page = self.pages.get(self.type)
        return page if page is not None and self._stack.currentWidget() is page else None

    @property
    def form(self) -> RecordForm:
        """The form of that type."""
        return self.page.form

    def enter(self) -> None:
        self.list.take_focus()

    def refresh(self) -> None:
        """Read the list again, and count what the side says."""
        if self._furnished:
            self.list.refresh()
            self.side.count()

    def changed(self, types: Collection[str]) -> None:
        """Show what was changed here, where it is in the list."""
        if self._furnished and (self.type in types or self._dues is not None):
            self.refresh()

    def renew(self) -> None:
        """Show what other programs changed: the list again, and the record beside it."""
        self.refresh()
        if self._furnished and self._shown is not None:
            self._shown.renew()

    def new(self, draft: Draft | None = None) -> None:
        """Begin a new record, or go on with the draft of one. Some are begun from another, which is asked for."""
        from coopdesk.ui import tailored

        if draft is None and self.type in tailored.BEGUN_FROM:
            tailored.BEGUN_FROM[self.type](self.context, self)
        elif self.page.leave(lambda: self.new(draft)):
            self._fold_for_page()
            self.table.clearSelection()
            self._stack.setCurrentWidget(self.page)
            self._opened = None
            self.page.new(draft)

    def open(self, id: str) -> None:
        """Show a record beside the list."""
        if self.page.leave(lambda: self.open(id)):
            self._fold_for_page()
            self._stack.setCurrentWidget(self.page)
            self._opened = id
            self.page.open(id)

    def go_to(self, type: str, id: str) -> None:
        """Show a record of any type of this tab, as a link to it asks."""
        if self._may_leave(lambda: self.go_to(type, id)):
            self.kinds.setCurrentRow(self.types.index(type))
            self.table.clearSelection()  # the list, read again, would go back to the row that was selected
            self.open(id)

    def toggle_deleted(self) -> None:
        """Show deleted records instead of the others, or the others again."""
        if self._may_leave(self.toggle_deleted):
            self.list.deleted = not self.list.deleted
            self._stack.setCurrentWidget(self._empty)
            self.list.retranslate()
            self.list.refresh()

    def _may_leave(self, again: Callable[[], Any]) -> bool:
        """Tell whether the record may be left now, as ``RecordPage.leave`` does; no page need be made for it."""
        page = self.pages.get(self.type)
        return page is None or page.leave(again)

    def focus_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def fold(self) -> None:
        """Fold the side away, or show it again."""
        self.side.setVisible(self.side.isHidden())
        self._make_room()
        self._keeping.start()

    def widen(self) -> None:
        """Let the list make room for the record beside it, or come back."""
        if self._furnished and self._shown is not None:
            self._room.turn(self._shown)

    def show_preview(self, on: bool) -> None:
        """Show pages beside each form, or not."""
        self._preview = on
        for page in self.pages.values():
            page.show_preview(on)

    def let_go(self) -> None:
        """Let go of pages that nobody sees and that hold nothing unsaved; they are made anew when they are needed."""
        for type, page in tuple(self.pages.items()):
            if page is not self._stack.currentWidget() and not page.dirty:
                del self.pages[type]
                page.deleteLater()
                QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)

    def _make_room(self) -> None:
        self._room.make(self._shown)

    def may_close(self) -> bool:
        """Ask what becomes of unsaved changes; False to stay."""
        for name, page in self.pages.items():
            page.keep()
            if page.dirty:
                self.kinds.setCurrentRow(self.types.index(name))
                if not page.leave(lambda: self.window().close()):
                    return False
        if self._furnished:
            self.list.keep()
        return True

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        if not self._furnished:
            return
        for page in self.pages.values():
            page.retranslate()
        self._pick.setText(tr(_PICK))
        self.side.retranslate()
        self._show_kind()

    def _show_kind(self) -> None:
        self.list.retranslate()
        self.side.show_type(self.type, self.list.asks)
        self.list.refresh()

    def show_counted(self, type: str, where: dict[str, Any]) -> None:
        """Show what was counted as a list, if the record on show may be left."""
        if self._may_leave(lambda: self.show_counted(type, where)):
            self.kinds.setCurrentRow(self.types.index(type))
            self.list.ask(where, "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold_where_narrow()

    def fold_where_narrow(self) -> None:
        """Fold the side away where there is too little room for three panes, and show it where there is again."""
        if self._furnished:
            self._room.fold_where_narrow()
            self._make_room()

    def open_row(self, place: QModelIndex) -> None:
        """Show the record of a row."""
        row = self.model.row(place.row())
        if row is not None and (self._shown is None or row.id != self._shown.view.get("id")):
            self.open(row.id)

    def edit_row(self, place: QModelIndex) -> None:
        """Show the record of a row as a form."""
        self._timer_open.stop()
        row = self.model.row(place.row())
        if row is None:
            return
        if self._shown is not None and row.id == self._shown.view.get("id"):
            self._shown.edit()
        elif self.page.leave(lambda: self.edit_row(place)):
            self._stack.setCurrentWidget(self.page)
            self.page.open(row.id, then=self.page.edit)

    def _fold_for_page(self) -> None:
        """Let the side give way to a record where there is room for one of them only."""
        if self._room.crowded:
            self.fold()

    def _to_list(self) -> None:
        self._stack.setCurrentWidget(self._empty)
        self.list.take_focus()

    def _build(self) -> None:
        self.kinds.currentRowChanged.connect(self._kind_changed)
        self.side.asked.connect(self.list.ask)
        self.side.told.connect(self._tell_undoable)
        self.side.drafts.connect(self.context.drafted)
        self.side.failed.connect(self.list.notice.tell)
        self.side.tree.chosen.connect(lambda id: self.list.ask({"parent": {"under": id}}, ""))
        self.side.tree.opened.connect(self.open)
        self._timer_open = QTimer(self, singleShot=True, interval=60)
        self._timer_open.timeout.connect(self._open_selected)
        for signal, run in (
            (self.list.new, lambda: self.new()), (self.list.folds, self.fold), (self.list.opened, self.open_row),
            (self.list.entered, self.edit_row), (self.list.asked, self.open), (self.list.edited, self._edit),
            (self.list.left, self._put_away), (self.list.picked, self._timer_open.start),
            (self.list.listed, self._listed),
            (self.list.in_tree, self.side.show_in_tree), (self.list.gone, self._forget),
            (self.list.helped, lambda type: self.context.helped.emit(type)),
        ):  # fmt: skip
            signal.connect(run)
        self.model.dataChanged.connect(lambda *_: self._mark_shown())
        self._pick = QLabel(tr(_PICK))
        self._pick.setObjectName("quiet")
        self._pick.setWordWrap(True)
        self._pick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty = QWidget()
        self._empty.setObjectName("page")
        QVBoxLayout(self._empty).addWidget(self._pick)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._dues = DuesStrip(self.context) if "conference_report" in self.types else None
        self._split = QSplitter()
        for place, (widget, share) in enumerate(((self.side, 0), (self.list, 4), (self._stack, 5))):
            self._split.addWidget(widget)
            self._split.setStretchFactor(place, share)
        self._split.setSizes(_SIZES)
        self._split.setChildrenCollapsible(False)
        self._room = Room(self, self.side, self.list, self._stack, self._split, self._empty)
        self._stack.currentChanged.connect(lambda _: self._make_room())
        self._keeping = KeptPanes(self.context, self.types[0], self._split, self.side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        if self._dues is not None:
            self._dues.asked.connect(self.show_counted)
            self.list.listed.connect(self._dues.refresh)
            layout.addWidget(self._dues)
        layout.addWidget(self._split, 1)

    def _kind_changed(self, _: int) -> None:
        self._opened = None
        self.list.show_type(self.type)
        page = self.pages.get(self.type)
        self._stack.setCurrentWidget(page if page is not None and page.dirty else self._empty)
        self._show_kind()

    def _tell_undoable(self, sentence: str, undo: Callable[[], None]) -> None:
        def back() -> None:
            self.list.quiet.hide()
            undo()

        self.list.quiet.say(sentence, tr(_UNDO), back)

    def _put_away(self) -> None:
        """Put the record away that stands beside the list, where nothing of it is unsaved."""
        if self._may_leave(self._put_away):
            self._to_list()

    def _edit(self, id: str, field: str) -> None:
        """Show a record as a form, at a field."""
        if self.page.leave(lambda: self._edit(id, field)):
            self._stack.setCurrentWidget(self.page)
            self._opened = id
            self.page.open(id, then=lambda: self.page.edit(field))

    def _listed(self) -> None:
        self._make_room()
        self.side.tell(*self.list.asks())

    def _forget(self, ids: Sequence[str]) -> None:
        """Put the page away of a record that left the list."""
        if self._shown is not None and self._shown.view.get("id") in ids and not self._shown.dirty:
            self._shown.put_away()
            self._stack.setCurrentWidget(self._empty)

    def _mark_shown(self) -> None:
        """Mark the row of the record that is shown, or is being read to be shown."""
        shown = self._shown.view.get("id") if self._shown is not None else None
        self.list.mark(self._opened if shown is not None and self._opened is not None else shown)

    def _open_selected(self) -> None:
        chosen = self.table.selected()
        if sum(map(len, chosen)) == 1 and self.table.currentIndex().isValid():
            self.open_row(self.table.currentIndex())
