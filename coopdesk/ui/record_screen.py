"""A tab of records: kinds at the side, a list that pages and searches, and the record beside it with its history
and files. Every tab is this screen over its own record types."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.errors import ChangedSince
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import files, listing, record
from coopdesk.operations.record import View
from coopdesk.records import TYPES, fields_of
from coopdesk.store.home import Store
from coopdesk.ui import messages, theme
from coopdesk.ui.direction import sized
from coopdesk.ui.editors import Context
from coopdesk.ui.preview import Preview
from coopdesk.ui.record_form import RecordForm
from coopdesk.ui.record_table import RecordTable
from coopdesk.ui.tasks import Tasks

_NEW, _SEARCH, _KINDS = N_("New"), N_("Search this list"), N_("Kinds of record")
_COUNT = P_("{n} record", "{n} records")
_EMPTY = N_("Nothing here yet. Press “New” (Ctrl+N) to begin.")
_NO_RESULT = N_("Nothing holds “{words}”. Clear the search to see everything.")
_PICK = N_("Choose a record in the list, or press Ctrl+N for a new one.")
_SAVE, _UNSAVED = N_("Save"), N_("Not saved")
_PROFILE, _HISTORY, _FILES = N_("Record", "tab"), N_("History"), N_("Attachments")
_WHEN, _DESK, _FIELD, _OLD, _NEW_VALUE = N_("When"), N_("Desk"), N_("Field"), N_("Before"), N_("After")
_NAME, _SIZE = N_("File name"), N_("Size in bytes")
_SAVE_FILE, _ATTACH, _DETACH = N_("Save a copy…"), N_("Attach a file…"), N_("Remove the file")
_DELETE_ASK, _DELETE = N_("Delete this record? It can be restored."), N_("Delete")
_DELETED_SHOWN = N_("Deleted records")
_STALE = N_("Somebody changed {fields} since you opened this record. Keep your text beside theirs, to be reviewed?")
_BESIDE = N_("Keep both")


class RecordScreen(QWidget):
    """A screen over some record types."""

    printed = Signal()

    def __init__(self, store: Store, tasks: Tasks, types: Sequence[str]) -> None:
        super().__init__()
        self._store, self._tasks, self._types = store, tasks, list(types)
        self._context = Context(store, tasks, self)
        self._deleted = False
        self._sort = self._known_as = ""
        self._forms: dict[str, RecordForm] = {}
        self._build()
        self.kinds.setCurrentRow(0)

    @property
    def type(self) -> str:
        """The record type that the list shows."""
        return self._types[max(self.kinds.currentRow(), 0)]

    @property
    def form(self) -> RecordForm:
        """The form of that type."""
        if self.type not in self._forms:
            form = RecordForm(TYPES[self.type], self._context)
            form.changed.connect(self._header)
            form.saved.connect(self._saved)
            form.stale.connect(self._stale)
            form.failed.connect(self.notice.tell)
            self._forms[self.type] = form
            area = QScrollArea(widgetResizable=True)
            area.setObjectName("page")
            form.setObjectName("page")
            area.setWidget(form)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._pages.addWidget(area)
        return self._forms[self.type]

    @property
    def dirty(self) -> bool:
        """Whether a form holds something that is not saved."""
        return any(form.dirty for form in self._forms.values())

    def refresh(self) -> None:
        """Read the list again."""
        kind, words, sort, deleted = self.type, self.search.text(), self._sort, self._deleted

        def show(found: listing.Listing) -> None:
            if (kind, words, sort, deleted) == (self.type, self.search.text(), self._sort, self._deleted):
                self.table.scrollToTop()
                self.model.show(found)
                self._columns()
                self._count.setText(tr(_COUNT, n=len(found)))
                self._hint.setVisible(not len(found))
                self._hint.setText(tr(_NO_RESULT, words=words) if words.strip() else tr(_EMPTY))

        self._tasks.read(
            lambda _: listing.open_list(self._store, kind, text=words, sort=sort, deleted=deleted),
            show,
            self.notice.tell,
        )

    def new(self) -> None:
        """Begin a new record."""
        if self._leave(self.new):
            self.form.show_record({})
            self._show_form()
            self.table.clearSelection()
            inputs = next(iter(self.form.rows.editors.values())).inputs()
            if inputs:
                inputs[0].setFocus()

    def open(self, id: str) -> None:
        """Show a record beside the list."""
        if not self._leave(lambda: self.open(id)):
            return
        kind = self.type

        def show(found: tuple[View, str]) -> None:
            if kind == self.type:
                view, self._known_as = found
                self.form.show_record(view)
                self._show_form()
                self._read_side(view)

        work = lambda _: (record.show(self._store, kind, id), record.title(self._store, id))  # noqa: E731
        self._tasks.read(work, show, self.notice.tell)

    def delete(self) -> None:
        """Delete the record that is shown, after asking; restore it where deleted ones are listed."""
        id = self.form.view.get("id")
        if not id:
            return
        if self._deleted:
            self._tasks.write(lambda _: record.restore(self._store, self.type, id), self._gone, self.notice.tell)
        elif messages.confirm(self, _DELETE_ASK, _DELETE):
            self._tasks.write(lambda _: record.delete(self._store, self.type, id), self._gone, self.notice.tell)

    def toggle_deleted(self) -> None:
        """Show deleted records instead of the others, or the others again."""
        if self._leave(self.toggle_deleted):
            self._deleted = not self._deleted
            self._title.setText(tr(_DELETED_SHOWN) if self._deleted else tr(TYPES[self.type].__plural__))
            self._stack.setCurrentIndex(0)
            self.refresh()

    def print_record(self) -> None:
        """Preview the documents of the record that is shown; what is typed is saved first."""
        view = self.form.view
        if self.form.dirty:
            self.form.save(then=self.print_record)
        elif view.get("id"):
            preview = Preview(self._store, self._tasks, self.type, view["id"], self)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.open()

    def attach(self) -> None:
        """Attach a file to the record that is shown; a new one is saved first."""
        if self.form.dirty or not self.form.view.get("id"):
            self.form.save(then=self.attach)
            return
        chosen, _ = QFileDialog.getOpenFileName(self, tr(_ATTACH))
        if chosen:
            self.attach_file(Path(chosen))

    def attach_file(self, path: Path) -> None:
        """Attach this file on the worker."""
        kind, id = self.type, self.form.view["id"]
        self._tasks.write(
            lambda progress: files.attach(self._store, kind, id, path, progress),
            lambda _: self._read_side(self.form.view), self.notice.tell,
        )  # fmt: skip

    def focus_search(self) -> None:
        """Go to the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def may_close(self) -> bool:
        """Ask what becomes of unsaved changes; False to stay."""
        for place, name in enumerate(self._types):
            if name in self._forms and self._forms[name].dirty:
                self.kinds.setCurrentRow(place)
                if not self._leave(lambda: self.window().close()):
                    return False
        return True

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        for place, name in enumerate(self._types):
            self.kinds.item(place).setText(tr(TYPES[name].__plural__))
        self.kinds.setAccessibleName(tr(_KINDS))
        self.search.setPlaceholderText(tr(_SEARCH))
        self.search.setAccessibleName(tr(_SEARCH))
        self._new.setText(f"+ {tr(_NEW)}")
        self._save.setText(tr(_SAVE))
        self._pick.setText(tr(_PICK))
        self._title.setText(tr(_DELETED_SHOWN) if self._deleted else tr(TYPES[self.type].__plural__))
        for place, text in enumerate((_PROFILE, _HISTORY, _FILES)):
            self.side.setTabText(place, tr(text))
        self._attach.setText(tr(_ATTACH))
        self._copy.setText(tr(_SAVE_FILE))
        self._detach.setText(tr(_DETACH))
        for table, head in ((self.history, (_WHEN, _DESK, _FIELD, _OLD, _NEW_VALUE)), (self.files, (_NAME, _SIZE))):
            table.setHorizontalHeaderLabels([tr(text) for text in head])
        self.history.setAccessibleName(tr(_HISTORY))
        self.files.setAccessibleName(tr(_FILES))
        self.table.setAccessibleName(tr(TYPES[self.type].__plural__))
        for form in self._forms.values():
            form.retranslate()
        self.refresh()
        self._header()
        if self.form.view.get("id"):
            self._read_side(self.form.view)

    def _build(self) -> None:
        self.kinds = QListWidget()
        self.kinds.setFixedWidth(190)
        self.kinds.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        for _ in self._types:
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
        self._new, self._save = QPushButton(), QPushButton()
        self._new.clicked.connect(self.new)
        self._save.setProperty("primary", "true")
        self._save.clicked.connect(lambda: self.form.save())
        self.notice = messages.Notice()
        self.model = RecordTable(self._store, self._tasks, self)
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
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.GAP, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self._hint)
        column.addWidget(self.table, 1)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(self._record_side())
        split.setStretchFactor(0, 4)
        split.setStretchFactor(1, 5)
        split.setSizes([480, 620])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.kinds)
        layout.addWidget(split, 1)

    def _record_side(self) -> QWidget:
        self._record_title, self._state = QLabel(), QLabel()
        self._record_title.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self._record_title.setTextFormat(Qt.TextFormat.PlainText)
        self._record_title.setWordWrap(True)
        self._state.setObjectName("unsaved")
        self._pages = QStackedWidget()
        self.history, self.files = QTableWidget(0, 5), QTableWidget(0, 2)
        for table in (self.history, self.files):
            table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
            table.setTabKeyNavigation(False)
            table.setShowGrid(False)
            table.verticalHeader().hide()
            table.verticalHeader().setDefaultSectionSize(theme.ROW)
            table.horizontalHeader().setStretchLastSection(True)
        for place, width in enumerate((150, 80, 130, 150)):
            self.history.setColumnWidth(place, width)
        self.files.setColumnWidth(0, 380)
        self._attach, self._copy, self._detach = QPushButton(), QPushButton(), QPushButton()
        for button, act in (
            (self._attach, self.attach),
            (self._copy, self._copy_file),
            (self._detach, self._detach_file),
        ):
            button.clicked.connect(act)
        file_page = QWidget()
        file_column, buttons = QVBoxLayout(file_page), QHBoxLayout()
        for button in (self._attach, self._copy, self._detach):
            buttons.addWidget(button)
        buttons.addStretch(1)
        file_column.addLayout(buttons)
        file_column.addWidget(self.files)
        self.side = QTabWidget()
        for page in (self._pages, self.history, file_page):
            self.side.addTab(page, "")
        head = QHBoxLayout()
        head.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.GAP)
        head.addWidget(self._record_title, 1)
        head.addWidget(self._state)
        head.addWidget(self._save)
        shown = QWidget()
        shown.setObjectName("page")
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.side, 1)
        empty = QWidget()
        empty.setObjectName("page")
        self._pick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        QVBoxLayout(empty).addWidget(self._pick)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(shown)
        whole = QWidget()
        whole.setObjectName("page")
        outer = QVBoxLayout(whole)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.notice)
        outer.addWidget(self._stack, 1)
        return whole

    def _kind_changed(self, place: int) -> None:
        self._sort, self._deleted = "", False
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        self._stack.setCurrentIndex(1 if self.form.dirty else 0)
        self._pages.setCurrentWidget(self._page())
        self.retranslate()

    def _page(self) -> QWidget:
        page = self.form.parentWidget()
        while page is not None and self._pages.indexOf(page) < 0:
            page = page.parentWidget()
        assert page is not None
        return page

    def _show_form(self) -> None:
        self.notice.hide()
        self._pages.setCurrentWidget(self._page())
        self._stack.setCurrentIndex(1)
        self.side.setCurrentIndex(0)
        self._header()

    def _header(self) -> None:
        view = self.form.view
        title = next((str(view[name]) for name in self._title_names() if view.get(name)), "")
        known = self._known_as if view.get("id") else ""
        self._record_title.setText(" ".join((title or known).split())[:160] or tr(TYPES[self.type].__label__))
        dirty = self.form.dirty
        self._state.setText(f"● {tr(_UNSAVED)}" if dirty else "")
        self._save.setEnabled(dirty and not view.get("deleted"))

    def _title_names(self) -> list[str]:
        from coopdesk.i18n import language

        return sorted(TYPES[self.type].__title__, key=lambda name: not name.endswith(f"_{language()}"))

    def _columns(self) -> None:
        for place, one in enumerate(self.model.fields):
            self.table.setColumnWidth(place, one.column or 120)

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
        if row is not None and (row.id != self.form.view.get("id") or self._stack.currentIndex() == 0):
            self.open(row.id)

    def _open_selected(self) -> None:
        chosen = self.table.selectionModel().selectedRows()
        if len(chosen) == 1:
            self.open_row(chosen[0])

    def _saved(self, view: View) -> None:
        self.notice.hide()
        self._read_side(view)

    def _gone(self, _: object) -> None:
        self.form.show_record({})
        self._stack.setCurrentIndex(0)

    def _stale(self, fault: ChangedSince) -> None:
        labels = {one.name: tr(one.label) for one in fields_of(TYPES[self.type])}
        names = ", ".join(labels.get(name, name) for name in fault.fields)
        if messages.confirm(self, _STALE, _BESIDE, fields=names):
            self.form.save(concurrent=True)
        else:
            self.notice.tell(ChangedSince([labels.get(name, name) for name in fault.fields]))

    def _leave(self, again: Callable[[], Any]) -> bool:
        if not self.form.dirty:
            return True
        answer = messages.ask_unsaved(self)
        if answer == "save":
            self.form.save(then=again)
        elif answer == "discard":
            self.form.show_record(self.form.view)
            return True
        return False

    def _read_side(self, view: View) -> None:
        kind, id = self.type, view["id"]

        def work(_: Any) -> tuple[list[View], list[View]]:
            return record.history(self._store, kind, id), files.files(self._store, kind, id)

        def show(found: tuple[list[View], list[View]]) -> None:
            if self.form.view.get("id") == id:
                self._fill(*found)

        self._tasks.read(work, show, self.notice.tell)

    def _fill(self, entries: list[View], attached: list[View]) -> None:
        self.history.setRowCount(len(entries))
        for place, entry in enumerate(entries):
            cls = TYPES[entry.get("of", self.type)]
            label = next((tr(one.label) for one in fields_of(cls) if one.name == entry["field"]), entry["field"])
            cells = (entry["at"][:16].replace("T", " "), entry["desk"], label, entry["old"], entry["new"])
            for column, text in enumerate(cells):
                shown = "" if text is None else " ".join(str(text).split())[:200]
                self.history.setItem(place, column, QTableWidgetItem(shown))
        self.files.setRowCount(len(attached))
        for place, view in enumerate(attached):
            item = QTableWidgetItem(view["name"])
            item.setData(Qt.ItemDataRole.UserRole, view["id"])
            self.files.setItem(place, 0, item)
            self.files.setItem(place, 1, QTableWidgetItem(f"{view['size']:,}"))

    def _chosen_file(self) -> QTableWidgetItem | None:
        return self.files.item(self.files.currentRow(), 0) if self.files.currentRow() >= 0 else None

    def _copy_file(self) -> None:
        item = self._chosen_file()
        if item is None:
            return
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_SAVE_FILE), item.text())
        if chosen:
            id = item.data(Qt.ItemDataRole.UserRole)
            self._tasks.write(
                lambda p: files.save_as(self._store, id, Path(chosen), p), lambda _: None, self.notice.tell
            )

    def _detach_file(self) -> None:
        item = self._chosen_file()
        if item is not None:
            kind, id, file_id = self.type, self.form.view["id"], item.data(Qt.ItemDataRole.UserRole)
            self._tasks.write(
                lambda _: files.detach(self._store, kind, id, file_id),
                lambda _: self._read_side(self.form.view), self.notice.tell,
            )  # fmt: skip


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
