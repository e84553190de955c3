"""A tab of records: kinds at the side, a list that pages and searches, and the record beside it.

Every tab is this screen over its own record types.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.i18n import N_, P_, language, tr
from coopdesk.operations import listing
from coopdesk.records import TYPES
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.direction import sized
from coopdesk.ui.pickers import Context
from coopdesk.ui.record_form import RecordForm
from coopdesk.ui.record_page import RecordPage
from coopdesk.ui.record_table import RecordTable
from coopdesk.ui.tasks import Tasks

_NEW, _SEARCH, _KINDS = N_("New"), N_("Search this list"), N_("Kinds of record")
_COUNT = P_("{n} record", "{n} records")
_EMPTY = N_("Nothing here yet. Press “New” (Ctrl+N) to begin.")
_NO_RESULT = N_("Nothing holds “{words}”. Clear the search to see everything.")
_PICK = N_("Choose a record in the list, or press Ctrl+N for a new one.")
_DELETED_SHOWN = N_("Deleted records")


class RecordScreen(QWidget):
    """A screen over some record types. ``by_name``: lists begin in the order of names, else the newest first."""

    def __init__(self, store: Store, tasks: Tasks, types: Sequence[str], *, by_name: bool) -> None:
        super().__init__()
        self._store, self._tasks, self.types, self._by_name = store, tasks, list(types), by_name
        self.context = Context(store, tasks, self)
        self._deleted = False
        self._sort = ""
        self._listed: tuple[str, str, str, bool, str] | None = None
        self.pages: dict[str, RecordPage] = {}
        self._build()
        self.kinds.setCurrentRow(0)

    @property
    def type(self) -> str:
        """The record type that the list shows."""
        return self.types[max(self.kinds.currentRow(), 0)]

    @property
    def page(self) -> RecordPage:
        """The page of that type; made when it is first needed, for its form is large."""
        if self.type not in self.pages:
            made = RecordPage(self.type, self.context)
            made.gone.connect(lambda: self._stack.setCurrentWidget(self._empty))
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

    def refresh(self) -> None:
        """Read the list again."""
        wanted = kind, words, sort, deleted, _ = self._wanted()
        shown_first = listing.columns(kind)[0].name if self._by_name and not sort and not words.strip() else ""

        def show(found: listing.Listing) -> None:
            if wanted == self._wanted():
                kept = self.table.verticalScrollBar().value() if wanted == self._listed else 0
                self.table.scrollToTop()
                self.model.show(found)
                self.table.verticalScrollBar().setValue(kept)
                self._listed = wanted
                for place, one in enumerate(self.model.fields):
                    self.table.setColumnWidth(place, one.column or 120)
                self._count.setText(tr(_COUNT, n=len(found)))
                self._hint.setVisible(not len(found))
                self._hint.setText(tr(_NO_RESULT, words=words) if words.strip() else tr(_EMPTY))

        self._tasks.read(
            lambda _: listing.open_list(self._store, kind, text=words, sort=sort or shown_first, deleted=deleted),
            show,
            lambda fault: self.page.notice.tell(fault),
        )

    def renew(self) -> None:
        """Show what other programs changed: the list again, and the record beside it."""
        self.refresh()
        if self._shown is not None:
            self._shown.renew()

    def _wanted(self) -> tuple[str, str, str, bool, str]:
        """Return what decides the list: type, words, order, whether deleted ones, language."""
        return self.type, self.search.text(), self._sort, self._deleted, language()

    def _mark_shown(self) -> None:
        """Mark the row of the record on the page, once its rows have arrived."""
        id = self._shown.form.view.get("id") if self._shown is not None else None
        if id and not self.table.selectionModel().hasSelection():
            place = self.model.place_of(id)
            if place is not None:
                self.table.setCurrentIndex(self.model.index(place, 0))

    def new(self) -> None:
        """Begin a new record."""
        if self.page.leave(self.new):
            self.table.clearSelection()
            self._stack.setCurrentWidget(self.page)
            self.page.new()

    def open(self, id: str) -> None:
        """Show a record beside the list."""
        if self.page.leave(lambda: self.open(id)):
            self._stack.setCurrentWidget(self.page)
            self.page.open(id)

    def go_to(self, type: str, id: str) -> None:
        """Show a record of any type of this tab, as a link to it asks."""
        if self.page.leave(lambda: self.go_to(type, id)):
            self.kinds.setCurrentRow(self.types.index(type))
            self.open(id)

    def toggle_deleted(self) -> None:
        """Show deleted records instead of the others, or the others again."""
        if self.page.leave(self.toggle_deleted):
            self._deleted = not self._deleted
            self._stack.setCurrentWidget(self._empty)
            self._tell_title()
            self.refresh()

    def focus_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def may_close(self) -> bool:
        """Ask what becomes of unsaved changes; False to stay."""
        for name, page in self.pages.items():
            if page.form.dirty:
                self.kinds.setCurrentRow(self.types.index(name))
                if not page.leave(lambda: self.window().close()):
                    return False
        return True

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        for place, name in enumerate(self.types):
            self.kinds.item(place).setText(tr(TYPES[name].__plural__))
        self.kinds.setAccessibleName(tr(_KINDS))
        self.search.setPlaceholderText(tr(_SEARCH))
        self.search.setAccessibleName(tr(_SEARCH))
        self._new.setText(f"+ {tr(_NEW)}")
        self._pick.setText(tr(_PICK))
        for page in self.pages.values():
            page.retranslate()
        self._tell_title()
        self.refresh()

    def _tell_title(self) -> None:
        plural = tr(TYPES[self.type].__plural__)
        self._title.setText(tr(_DELETED_SHOWN) if self._deleted else plural)
        self.table.setAccessibleName(plural)

    def _build(self) -> None:
        self.kinds = QListWidget()
        self.kinds.setFixedWidth(200)
        for _ in self.types:
            item = QListWidgetItem()
            item.setSizeHint(QSize(0, theme.ROW))
            self.kinds.addItem(item)
        self.kinds.currentRowChanged.connect(self._kind_changed)
        self._title, self._count, self._hint, self._pick = QLabel(), QLabel(), QLabel(), QLabel()
        self._title.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        for quiet in (self._count, self._hint, self._pick):
            quiet.setObjectName("quiet")
            quiet.setTextFormat(Qt.TextFormat.PlainText)
            quiet.setWordWrap(quiet is not self._count)
        self.search = QLineEdit(clearButtonEnabled=True)
        self._timer = QTimer(self, singleShot=True, interval=150)
        self._timer.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._timer.start())
        self._new = QPushButton()
        self._new.clicked.connect(self.new)
        self.model = RecordTable(self._store, self._tasks, self)
        self.model.dataChanged.connect(lambda *_: self._mark_shown())
        self.table = _Table(self.open_row)
        self.table.setModel(self.model)
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self._timer_open = QTimer(self, singleShot=True, interval=60)
        self._timer_open.timeout.connect(self._open_selected)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._timer_open.start())
        head = QHBoxLayout()
        for widget, stretch in ((self._title, 0), (self._count, 1), (self._new, 0)):
            head.addWidget(widget, stretch)
        left = QWidget()
        left.setObjectName("surface")
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self._hint)
        column.addWidget(self.table, 1)
        self._empty = QWidget()
        self._empty.setObjectName("page")
        self._pick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(self._empty).addWidget(self._pick)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self._stack)
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 5)
        split.setSizes([480, 620])
        split.setChildrenCollapsible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.kinds)
        layout.addWidget(split, 1)

    def _kind_changed(self, _: int) -> None:
        self._sort, self._deleted = "", False
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        page = self.pages.get(self.type)
        self._stack.setCurrentWidget(page if page is not None and page.form.dirty else self._empty)
        self.retranslate()

    def _sort_by(self, section: int) -> None:
        name = self.model.fields[section].name
        self._sort = f"-{name}" if self._sort == name else name
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(True)
        downwards = Qt.SortOrder.DescendingOrder if self._sort.startswith("-") else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(section, downwards)
        self.refresh()

    def open_row(self, place: QModelIndex) -> None:
        """Show the record of a row."""
        row = self.model.row(place.row())
        if row is not None and (self._shown is None or row.id != self._shown.form.view.get("id")):
            self.open(row.id)

    def _open_selected(self) -> None:
        chosen = self.table.selectionModel().selectedRows()
        if len(chosen) == 1:
            self.open_row(chosen[0])


class _Table(QTableView):
    """The list: rows of one height, no grid; Enter opens, Tab leaves."""

    def __init__(self, chosen: Callable[[QModelIndex], None]) -> None:
        super().__init__()
        self._chosen = chosen
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._chosen(self.currentIndex())
        else:
            super().keyPressEvent(event)
