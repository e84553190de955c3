"""A record beside its list: read as a page or edited as a form, with its links, its history and its files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.calendars import moment, today
from coopdesk.errors import ChangedSince
from coopdesk.i18n import N_, number, tr
from coopdesk.operations import countries, drafts, files, history, links, record, steps, titles
from coopdesk.operations.record import View
from coopdesk.records import TYPES, fields_of
from coopdesk.records.base import Step
from coopdesk.ui import messages, theme
from coopdesk.ui.draft_keeper import DraftKeeper
from coopdesk.ui.pickers import Context
from coopdesk.ui.preview import Preview
from coopdesk.ui.record_form import RecordForm
from coopdesk.ui.record_header import Entry, RecordHeader
from coopdesk.ui.record_sheet import Around, RecordSheet

_PROFILE, _LINKS, _HISTORY, _FILES = N_("Record", "tab"), N_("Links"), N_("History"), N_("Attachments")
_WHEN, _WHO, _FIELD, _OLD, _NEW_VALUE = N_("When"), N_("Who"), N_("Field"), N_("Before"), N_("After")
_NAME, _SIZE = N_("File name"), N_("Size in bytes")
_SAVE_FILE, _ATTACH, _DETACH = N_("Save a copy…"), N_("Attach a file…"), N_("Remove the file")
_DELETE, _RESTORE, _UNDO = N_("Delete"), N_("Restore"), N_("Undo")
_DELETED = N_("The record is deleted.")
_STALE = N_("Somebody changed {fields} since you opened this record. Keep your text beside theirs, to be reviewed?")
_BESIDE = N_("Keep both")
_THEN, _THEN_TOLD, _NOW = N_("What did it look like then?"), N_("As it was on {when}."), N_("Back to now")
_UNDO_THIS = N_("Undo this change")
_UNDO_LAST, _UNDONE = N_("Undo my last change"), N_("The change is undone.")
_KEPT = N_("The change is undone, but for what others changed since: {fields}.")
_PRINT, _VERIFY = N_("Print…"), N_("Mark as verified today")
_MISSING, _GO = N_("Still missing: {fields}."), N_("Go there")
_COMMENT = N_("What is asked")
_DRAFT, _DISCARD = N_("This was typed and not saved, up to {when}. Go on writing, or discard it."), N_("Discard")


class RecordPage(QWidget):
    """The page of one record of a type. ``gone``: there is no record on it any more, or there is a new one."""

    gone = Signal()

    def __init__(self, type: str, context: Context) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.type = type
        self._context, self._store, self._tasks = context, context.store, context.tasks
        self._known_as = ""
        self._view: View = {}
        self._around = Around({}, {})
        self._steps: list[Step] = []
        self._last: str | None = None
        self._form: RecordForm | None = None
        self._stale_form = True
        self._keeper = DraftKeeper(context, type, self._unsaved)
        self.notice = messages.Notice()
        self._build()
        self.retranslate()

    @property
    def form(self) -> RecordForm:
        """The form of the record, made when it is first needed: it is large."""
        if self._form is None:
            self._form = form = RecordForm(TYPES[self.type], self._context)
            form.setObjectName("page")
            form.changed.connect(self._header)
            form.changed.connect(self._keeper.changed)
            form.saved.connect(self._saved)
            form.stale.connect(self._stale)
            form.failed.connect(self.notice.tell)
            self._area.setWidget(form)
        if self._stale_form:
            self._stale_form = False
            self._form.show_record(self._view)
        return self._form

    @property
    def view(self) -> View:
        """The record on the page, as it is stored; empty for a new one."""
        return self._view

    @property
    def dirty(self) -> bool:
        """Whether something would be lost."""
        return self._form is not None and not self._stale_form and self._form.dirty

    @property
    def editing(self) -> bool:
        """Whether the form stands there, not the page to read."""
        return self._stack.currentWidget() is self._area

    def new(self) -> None:
        """Begin a new record."""
        self._take({})
        self.edit()
        self._area.verticalScrollBar().setValue(0)
        self._fill([], [])
        self.form.focus_first()
        self._tasks.read(lambda _: drafts.find(self._store, self.type, None), self._offer_draft, self.notice.tell)

    def open(self, id: str) -> None:
        """Show a record to be read."""

        def show(found: tuple[View, drafts.Draft | None]) -> None:
            self.notice.hide()
            self._take(found[0])
            self.read()
            self.side.setCurrentIndex(0)
            self._sheet.verticalScrollBar().setValue(0)
            self._read_side()
            self._offer_draft(found[1])

        self._tasks.read(
            lambda _: (record.show(self._store, self.type, id), drafts.find(self._store, self.type, id)),
            show, self.notice.tell,
        )  # fmt: skip

    def put_away(self) -> None:
        """Show no record."""
        self._take({})
        self.read()

    def read(self) -> None:
        """Show the record as a page."""
        self._stack.setCurrentWidget(self._sheet)
        self._header()

    def edit(self, field: str = "") -> None:
        """Show the record as a form, at this field where one is named."""
        if self._view.get("stage") in TYPES[self.type].__frozen__ or self._view.get("deleted"):
            return
        form = self.form
        self.side.setCurrentIndex(0)
        self._stack.setCurrentWidget(self._area)
        self._header()
        editor = form.rows.editors.get(field)
        inputs = editor.inputs() if editor is not None else []
        if inputs:
            inputs[0].setFocus()
            self._area.ensureWidgetVisible(inputs[0])
        elif self._view.get("id"):
            form.focus_first()

    def finish(self) -> None:
        """Save what is to be saved, and go back to reading."""
        if self.dirty:
            self.form.save(then=self.read)
        else:
            self.read()

    def renew(self) -> None:
        """Show what other programs changed of the record meanwhile; what is typed stays."""
        id = self._view.get("id")
        if id and not self.dirty:
            self._tasks.read(lambda _: record.show(self._store, self.type, id), self._renewed, self.notice.tell)

    def delete(self) -> None:
        """Delete the record, which can be undone; restore one that is deleted."""
        id = self._view.get("id")
        if not id:
            return

        def restore() -> None:
            self._tasks.write(lambda _: record.restore(self._store, self.type, id), self._renewed, self.notice.tell)

        def deleted(_: object) -> None:
            self._stale_form = True
            self.renew()
            self.read()
            self.notice.offer(tr(_DELETED), tr(_UNDO), restore)

        if self._view.get("deleted"):
            restore()
        else:
            self._tasks.write(lambda _: record.delete(self._store, self.type, id), deleted, self.notice.tell)

    def print_record(self) -> None:
        """Preview the documents of the record; what is typed is saved first."""
        id = self._view.get("id")
        if self.dirty:
            self.form.save(then=self.print_record)
        elif id:
            preview = Preview(self._store, self._tasks, self.type, id, self)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.open()

    def attach(self) -> None:
        """Attach a file to the record; a new one is saved first."""
        if self.dirty or not self._view.get("id"):
            self.form.save(then=self.attach)
            return
        chosen, _ = QFileDialog.getOpenFileNames(self, tr(_ATTACH))
        for one in chosen:
            self.attach_file(Path(one))

    def attach_file(self, path: Path) -> None:
        """Attach this file on the worker."""
        id = self._view["id"]
        self._tasks.write(
            lambda progress: files.attach(self._store, self.type, id, path, progress),
            lambda _: self._read_side(),
            self.notice.tell,
        )

    def verify(self) -> None:
        """Note that the record was verified today by the officer at work."""
        values = {
            "id": self._view["id"], "_seen": self._view["_seen"], "verified_on": today(),
            "verified_by": self._store.officer,
        }  # fmt: skip
        self._tasks.write(lambda _: record.save(self._store, self.type, values), self._renewed, self.notice.tell)

    def take_step(self, step: Step) -> None:
        """Take a step of the workflow; what is missing is told, and leads to its field."""
        lacking = [] if step.comment else record.lacking(TYPES[self.type], self._view)
        if lacking:
            names = ", ".join(tr(one.label) for one in lacking)
            self.notice.offer(tr(_MISSING, fields=names), tr(_GO), lambda: self.edit(lacking[0].name))
            return
        comment = ""
        if step.comment:
            comment, agreed = QInputDialog.getMultiLineText(self, tr(step.label), tr(_COMMENT))
            if not agreed:
                return
        id, seen = self._view["id"], self._view["_seen"]
        self._tasks.write(
            lambda _: steps.take(self._store, self.type, id, step.name, comment, seen), self._renewed, self.notice.tell
        )

    @property
    def can_undo_saved(self) -> bool:
        """Whether the newest change of the record is one that the officer at work saved."""
        return self._last is not None

    def undo_saved(self) -> None:
        """Undo that change."""
        if self._last is not None:
            self._undo(self._last)

    def leave(self, again: Callable[[], Any]) -> bool:
        """Tell whether the record may be left now; else ask, and where it is saved first do ``again`` after."""
        if not self.dirty:
            return True
        answer = messages.ask_unsaved(self)
        if answer == "save":
            self.form.save(then=again)
        elif answer == "discard":
            self._discard()
            return True
        return False

    def _discard(self) -> None:
        self._keeper.forget(self._view.get("id"))
        self.notice.hide()
        self.form.show_record(self._view)

    def _unsaved(self) -> tuple[str | None, View, str | None] | None:
        """Return what would be lost: the record's id, the changes, what was seen; None for nothing."""
        form = self._form
        if form is None or not self.dirty or form.saving:
            return None
        return self._view.get("id"), form.changes(), form.view.get("_seen")

    def _offer_draft(self, draft: drafts.Draft | None) -> None:
        """Show what was typed before and never saved; it can be discarded."""
        if draft is None or draft.id != self._view.get("id") or self.dirty:
            return
        self.edit()
        if self.editing:
            self.form.type_in(draft.changes, draft.seen)
            self.notice.offer(tr(_DRAFT, when=moment(draft.at)), tr(_DISCARD), self._discard)

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed stays."""
        for place, text in enumerate((_PROFILE, _LINKS, _HISTORY, _FILES)):
            self.side.setTabText(place, tr(text))
        for button, text in (
            (self._attach, _ATTACH), (self._copy, _SAVE_FILE), (self._detach, _DETACH), (self._then, _THEN),
            (self._undo_this, _UNDO_THIS),
        ):  # fmt: skip
            button.setText(tr(text))
        for table, head in ((self.history, (_WHEN, _WHO, _FIELD, _OLD, _NEW_VALUE)), (self.files, (_NAME, _SIZE))):
            table.setHorizontalHeaderLabels([tr(text) for text in head])
        for widget, text in (
            (self.history, _HISTORY), (self.files, _FILES), (self._sheet, _PROFILE), (self._links, _LINKS),
        ):  # fmt: skip
            widget.setAccessibleName(tr(text))
        if self._form is not None:
            self._form.retranslate()
        self._header()
        self._read_side()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2 and not self.editing:
            self.edit()
        elif event.key() == Qt.Key.Key_Escape and self.editing and self._view.get("id"):
            if self.leave(self.read):
                self.read()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._view.get("id") and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.attach_file(Path(url.toLocalFile()))
        event.acceptProposedAction()

    def _build(self) -> None:
        self._head = RecordHeader(self._entries)
        self._head.edit.connect(lambda: self.edit())
        self._head.save.connect(lambda: self.form.save())
        self._head.done.connect(self.finish)
        self._head.step.connect(self.take_step)
        self._sheet, self._links = RecordSheet(), RecordSheet()
        for sheet in (self._sheet, self._links):
            sheet.asked.connect(self._context.asked)
        self._sheet.edit_asked.connect(self.edit)
        self._area = area = QScrollArea(widgetResizable=True)
        area.setObjectName("page")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._sheet)
        self._stack.addWidget(area)
        self.history, self.files = _table(148, 104, 122, 126, 140), _table(380, 120)
        self._attach, self._copy, self._detach = QPushButton(), QPushButton(), QPushButton()
        self._then, self._undo_this = QPushButton(), QPushButton()
        self._attach.clicked.connect(self.attach)
        self._copy.clicked.connect(self._copy_file)
        self._detach.clicked.connect(self._detach_file)
        self._then.clicked.connect(self._show_then)
        self._undo_this.clicked.connect(self._undo_chosen)
        self.history.itemSelectionChanged.connect(self._chosen_change)
        self.side = QTabWidget()
        self.side.addTab(self._stack, "")
        self.side.addTab(self._links, "")
        self.side.addTab(_under((self._then, self._undo_this), self.history), "")
        self.side.addTab(_under((self._attach, self._copy, self._detach), self.files), "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.notice)
        column.addWidget(self.side, 1)
        self._chosen_change()

    def _take(self, view: View) -> None:
        """Hold another record, or the same one as it is stored now."""
        self._view, self._known_as, self._steps, self._last = view, "", [], None
        self._stale_form = True
        self._around = Around({}, {})
        self._sheet.show_view(self.type, view, self._around)
        self._links.show_groups([])
        self._header()

    def _entries(self) -> list[Entry]:
        """Return what the ⋯ menu offers."""
        if self._view.get("deleted"):
            return [(_RESTORE, self.delete)]
        found: list[Entry] = [(_PRINT, self.print_record), (_ATTACH, self.attach)]
        if "verified_on" in self._view:
            found.append((_VERIFY, self.verify))
        if self.can_undo_saved:
            found.append((_UNDO_LAST, self.undo_saved))
        return [*found, (_DELETE, self.delete)]

    def _header(self) -> None:
        self._head.show_record(
            self.type, self._view, self._known_as, self._steps, editing=self.editing, dirty=self.dirty
        )
        self._context.shown.emit()

    def _saved(self, view: View) -> None:
        self._keeper.forget(self._view.get("id"))
        self._view = view
        self.notice.hide()
        self._header()
        self._read_side()

    def _renewed(self, view: View) -> None:
        if view["id"] != self._view.get("id"):
            return
        self._view = view
        if self._form is not None and not self._stale_form:
            self._form.renew(view)
        self.notice.hide()
        self._header()
        self._read_side()

    def _stale(self, fault: ChangedSince) -> None:
        labels = {one.name: tr(one.label) for one in fields_of(TYPES[self.type])}
        names = [labels.get(name, name) for name in fault.fields]
        if messages.confirm(self, _STALE, _BESIDE, fields=", ".join(names)):
            self.form.save(concurrent=True)
        else:
            self.notice.tell(ChangedSince(names))

    def _read_side(self) -> None:
        """Read what stands beside the record: titles in the present language, links, history, files, steps."""
        view, type, store = self._view, self.type, self._store
        id = view.get("id")
        if not id:
            return

        def work(_: Any) -> Callable[[], None]:
            around = Around(links.named(store, links.links_of(type, view)), countries.country_names(store))
            known_as, groups = titles.title(store, id), links.links_to(store, type, id)
            changes, attached = history.told(store, type, id), files.files(store, type, id)
            possible, last = steps.steps(store, type, view), history.my_last(store, type, id)

            def show() -> None:
                if self._view is not view:
                    return
                self._known_as, self._around, self._steps, self._last = known_as, around, possible, last
                self._sheet.show_view(type, view, around)
                self._links.show_groups(groups)
                self._fill(changes, attached)
                self._header()

            return show

        self._tasks.read(work, lambda show: show(), self.notice.tell)

    def _fill(self, changes: list[history.Change], attached: list[View]) -> None:
        self.history.setRowCount(len(changes))
        for row, change in enumerate(changes):
            for column, text in enumerate((change.when, change.who, change.field, change.old, change.new)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(Qt.ItemDataRole.UserRole, change.operation)
                self.history.setItem(row, column, item)
        self.files.setRowCount(len(attached))
        for row, view in enumerate(attached):
            item = QTableWidgetItem(view["name"] or "")
            item.setData(Qt.ItemDataRole.UserRole, view["id"])
            self.files.setItem(row, 0, item)
            self.files.setItem(row, 1, QTableWidgetItem("" if view["size"] is None else number(view["size"])))

    def _chosen_change(self) -> None:
        for button in (self._then, self._undo_this):
            button.setEnabled(self.history.currentRow() >= 0)

    def _show_then(self) -> None:
        """Show the record as it stood after the chosen change."""
        item, id = self.history.item(self.history.currentRow(), 0), self._view.get("id")
        if item is None or not id or not self.leave(self._show_then):
            return
        operation, when = item.data(Qt.ItemDataRole.UserRole), item.text()

        def work(_: Any) -> tuple[View, Around]:
            then = history.as_of(self._store, self.type, id, operation)
            named = links.named(self._store, links.links_of(self.type, then))
            return then, Around(named, countries.country_names(self._store))

        def back() -> None:
            self.notice.hide()
            self._sheet.show_view(self.type, self._view, self._around)

        def show(found: tuple[View, Around]) -> None:
            self.read()
            self._sheet.show_view(self.type, *found)
            self.side.setCurrentIndex(0)
            self.notice.offer(tr(_THEN_TOLD, when=when), tr(_NOW), back)

        self._tasks.read(work, show, self.notice.tell)

    def _undo_chosen(self) -> None:
        item = self.history.item(self.history.currentRow(), 0)
        if item is not None:
            self._undo(item.data(Qt.ItemDataRole.UserRole))

    def _undo(self, operation: str) -> None:
        def told(kept: list[str]) -> None:
            self.renew()
            self.notice.say(tr(_KEPT, fields=", ".join(kept)) if kept else tr(_UNDONE))

        if not self.dirty:
            self._tasks.write(lambda _: history.undo(self._store, operation), told, self.notice.tell)

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
            id, file_id = self._view["id"], item.data(Qt.ItemDataRole.UserRole)
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


def _under(buttons: tuple[QPushButton, ...], table: QTableWidget) -> QWidget:
    """Return a page with buttons over a table."""
    made = QWidget()
    column, row = QVBoxLayout(made), QHBoxLayout()
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    column.addLayout(row)
    column.addWidget(table)
    return made
