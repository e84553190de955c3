"""A record beside its list: its title, its form, its history and its files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.errors import ChangedSince
from coopdesk.i18n import N_, language, number, tr
from coopdesk.operations import files, history, record, titles
from coopdesk.operations.record import View
from coopdesk.records import TYPES, fields_of
from coopdesk.ui import messages, theme
from coopdesk.ui.direction import sized
from coopdesk.ui.pickers import Context
from coopdesk.ui.preview import Preview
from coopdesk.ui.record_form import RecordForm

_SAVE, _UNSAVED = N_("Save"), N_("Not saved")
_PROFILE, _HISTORY, _FILES = N_("Record", "tab"), N_("History"), N_("Attachments")
_WHEN, _WHO, _FIELD, _OLD, _NEW_VALUE = N_("When"), N_("Who"), N_("Field"), N_("Before"), N_("After")
_NAME, _SIZE = N_("File name"), N_("Size in bytes")
_SAVE_FILE, _ATTACH, _DETACH = N_("Save a copy…"), N_("Attach a file…"), N_("Remove the file")
_DELETE_ASK, _DELETE = N_("Delete this record? It can be restored."), N_("Delete")
_STALE = N_("Somebody changed {fields} since you opened this record. Keep your text beside theirs, to be reviewed?")
_BESIDE = N_("Keep both")
_HEAD_SHOWN = 160


class RecordPage(QWidget):
    """The page of one record of a type. ``gone``: there is no record on it any more, or there is a new one."""

    gone = Signal()

    def __init__(self, type: str, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.type = type
        self._context, self._store, self._tasks = context, context.store, context.tasks
        self._known_as = ""
        self.form = RecordForm(TYPES[type], context)
        self.form.setObjectName("page")
        self.form.changed.connect(self._header)
        self.form.saved.connect(self._saved)
        self.form.stale.connect(self._stale)
        self.notice = messages.Notice()
        self.form.failed.connect(self.notice.tell)
        self._build()
        self.retranslate()

    def new(self) -> None:
        """Begin a new record."""
        self._known_as = ""
        self.notice.hide()
        self.form.show_record({})
        self._begin()
        self._fill([], [])
        self.form.focus_first()

    def open(self, id: str) -> None:
        """Show a record."""

        def show(found: tuple[View, str]) -> None:
            view, self._known_as = found
            self.notice.hide()
            self.form.show_record(view)
            self._begin()
            self._read_side()

        self._tasks.read(
            lambda _: (record.show(self._store, self.type, id), titles.title(self._store, id)), show, self.notice.tell
        )

    def renew(self) -> None:
        """Show what other programs changed of the record meanwhile; what is typed stays."""
        id = self.form.view.get("id")
        if id and not self.form.dirty:
            self._tasks.read(lambda _: record.show(self._store, self.type, id), self._renewed, self.notice.tell)

    def delete(self) -> None:
        """Delete the record, after asking; restore one that is deleted."""
        id = self.form.view.get("id")
        if not id:
            return
        if self.form.view.get("deleted"):
            self._tasks.write(lambda _: record.restore(self._store, self.type, id), self._gone, self.notice.tell)
        elif messages.confirm(self, _DELETE_ASK, _DELETE):
            self._tasks.write(lambda _: record.delete(self._store, self.type, id), self._gone, self.notice.tell)

    def print_record(self) -> None:
        """Preview the documents of the record; what is typed is saved first."""
        id = self.form.view.get("id")
        if self.form.dirty:
            self.form.save(then=self.print_record)
        elif id:
            preview = Preview(self._store, self._tasks, self.type, id, self)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.open()

    def attach(self) -> None:
        """Attach a file to the record; a new one is saved first."""
        if self.form.dirty or not self.form.view.get("id"):
            self.form.save(then=self.attach)
            return
        chosen, _ = QFileDialog.getOpenFileName(self, tr(_ATTACH))
        if chosen:
            self.attach_file(Path(chosen))

    def attach_file(self, path: Path) -> None:
        """Attach this file on the worker."""
        id = self.form.view["id"]
        self._tasks.write(
            lambda progress: files.attach(self._store, self.type, id, path, progress),
            lambda _: self._read_side(),
            self.notice.tell,
        )

    def leave(self, again: Callable[[], Any]) -> bool:
        """Tell whether the record may be left now; else ask, and where it is saved first do ``again`` after."""
        if not self.form.dirty:
            return True
        answer = messages.ask_unsaved(self)
        if answer == "save":
            self.form.save(then=again)
        elif answer == "discard":
            self.form.show_record(self.form.view)
            return True
        return False

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        self._save.setText(tr(_SAVE))
        for place, text in enumerate((_PROFILE, _HISTORY, _FILES)):
            self.side.setTabText(place, tr(text))
        for button, text in ((self._attach, _ATTACH), (self._copy, _SAVE_FILE), (self._detach, _DETACH)):
            button.setText(tr(text))
        for table, head in ((self.history, (_WHEN, _WHO, _FIELD, _OLD, _NEW_VALUE)), (self.files, (_NAME, _SIZE))):
            table.setHorizontalHeaderLabels([tr(text) for text in head])
        self.history.setAccessibleName(tr(_HISTORY))
        self.files.setAccessibleName(tr(_FILES))
        self.form.retranslate()
        self._header()
        self._read_side()

    def _build(self) -> None:
        self._title, self._state, self._save = QLabel(), QLabel(), QPushButton()
        self._title.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._state.setObjectName("unsaved")
        self._save.setProperty("primary", "true")
        self._save.clicked.connect(lambda: self.form.save())
        self._area = area = QScrollArea(widgetResizable=True)
        area.setObjectName("page")
        area.setWidget(self.form)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.history, self.files = _table(148, 104, 122, 126, 140), _table(380, 120)
        self._attach, self._copy, self._detach = QPushButton(), QPushButton(), QPushButton()
        self._attach.clicked.connect(self.attach)
        self._copy.clicked.connect(self._copy_file)
        self._detach.clicked.connect(self._detach_file)
        file_page = QWidget()
        file_column, buttons = QVBoxLayout(file_page), QHBoxLayout()
        for button in (self._attach, self._copy, self._detach):
            buttons.addWidget(button)
        buttons.addStretch(1)
        file_column.addLayout(buttons)
        file_column.addWidget(self.files)
        self.side = QTabWidget()
        for page in (area, self.history, file_page):
            self.side.addTab(page, "")
        head = QHBoxLayout()
        head.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.GAP)
        head.setSpacing(theme.SPACE)
        head.addWidget(self._title, 1)
        for widget in (self._state, self._save):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.side, 1)

    def _begin(self) -> None:
        """Show the beginning of the form."""
        self.side.setCurrentIndex(0)
        self._area.verticalScrollBar().setValue(0)

    def _header(self) -> None:
        view = self.form.view
        own = sorted(TYPES[self.type].__title__, key=lambda name: not name.endswith(f"_{language()}"))
        title = next((str(view[name]) for name in own if view.get(name)), "") if view.get("id") else ""
        shown = " ".join((self._known_as or title).split())[:_HEAD_SHOWN]
        self._title.setText(shown or tr(TYPES[self.type].__label__))
        dirty = self.form.dirty
        self._state.setText(f"● {tr(_UNSAVED)}" if dirty else "")
        self._save.setEnabled(dirty and not view.get("deleted"))
        self._context.shown.emit()

    def _saved(self, _: View) -> None:
        self.notice.hide()
        self._read_side()

    def _renewed(self, view: View) -> None:
        self.form.renew(view)
        self._read_side()

    def _gone(self, _: object) -> None:
        self.form.show_record({})
        self.gone.emit()

    def _stale(self, fault: ChangedSince) -> None:
        labels = {one.name: tr(one.label) for one in fields_of(TYPES[self.type])}
        names = [labels.get(name, name) for name in fault.fields]
        if messages.confirm(self, _STALE, _BESIDE, fields=", ".join(names)):
            self.form.save(concurrent=True)
        else:
            self.notice.tell(ChangedSince(names))

    def _read_side(self) -> None:
        """Read what stands beside the form: the title in the present language, history, files."""
        id = self.form.view.get("id")
        if not id:
            return

        def work(_: Any) -> tuple[str, list[history.Change], list[View]]:
            changes = history.told(self._store, self.type, id)
            return titles.title(self._store, id), changes, files.files(self._store, self.type, id)

        def show(found: tuple[str, list[history.Change], list[View]]) -> None:
            if self.form.view.get("id") == id:
                self._known_as = found[0]
                self._header()
                self._fill(found[1], found[2])

        self._tasks.read(work, show, self.notice.tell)

    def _fill(self, changes: list[history.Change], attached: list[View]) -> None:
        self.history.setRowCount(len(changes))
        for row, change in enumerate(changes):
            for column, text in enumerate(change):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.history.setItem(row, column, item)
        self.files.setRowCount(len(attached))
        for row, view in enumerate(attached):
            item = QTableWidgetItem(view["name"] or "")
            item.setData(Qt.ItemDataRole.UserRole, view["id"])
            self.files.setItem(row, 0, item)
            self.files.setItem(row, 1, QTableWidgetItem("" if view["size"] is None else number(view["size"])))

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
                lambda progress: files.save_as(self._store, id, Path(chosen), progress),
                lambda _: None,
                self.notice.tell,
            )

    def _detach_file(self) -> None:
        item = self._chosen_file()
        if item is not None:
            id, file_id = self.form.view["id"], item.data(Qt.ItemDataRole.UserRole)
            self._tasks.write(
                lambda _: files.detach(self._store, self.type, id, file_id),
                lambda _: self._read_side(),
                self.notice.tell,
            )


def _table(*widths: int) -> QTableWidget:
    """Return a table to read: whole rows, no grid, columns of these widths, the last one stretched."""
    table = QTableWidget(0, len(widths))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.ROW)
    table.horizontalHeader().setStretchLastSection(True)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    for column, width in enumerate(widths[:-1]):
        table.setColumnWidth(column, width)
    return table
