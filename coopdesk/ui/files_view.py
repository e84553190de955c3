"""The files of a record: attached by a button or dropped, looked at without leaving the sealed store, taken off."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QSplitter,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.calendars import moment
from coopdesk.i18n import N_, digits, ltr, tr
from coopdesk.operations import files, record
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.file_preview import FilePreview
from coopdesk.ui.list_flow import FlowLayout
from coopdesk.ui.messages import Notice
from coopdesk.ui.read_table import read_table

_NAME, _SIZE, _ADDED = N_("File name"), N_("Size"), N_("Added")
_SAVE_FILE, _ATTACH, _DETACH = N_("Save a copy…"), N_("Attach a file…"), N_("Remove the file")
_REMOVED, _UNDO = N_("{name} is removed."), N_("Undo")
_LEAVES = N_("The copy of {name} is not sealed. Keep it where only those who may read it can, and delete it after use.")


class FilesView(QWidget):
    """``changed``: files were attached or taken off. ``asked``: attach one, which a person chooses."""

    changed = Signal()
    asked = Signal()

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._store, self._tasks, self._notice = context.store, context.tasks, notice
        self._views: list[View] = []
        self.table = read_table(220, 80, 220)
        self._attach, self._copy, self._detach = QPushButton(), QPushButton(), QPushButton()
        self._attach.clicked.connect(self.asked)
        self._copy.clicked.connect(self._copy_file)
        self._detach.clicked.connect(self.detach)
        self.table.itemSelectionChanged.connect(self._look)
        self.preview = FilePreview(self._store, self._tasks)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.preview)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setMinimumHeight(theme.px(60))
        acts = QWidget()
        column, row = QVBoxLayout(self), FlowLayout(acts, theme.GAP)
        for button in (self._attach, self._copy, self._detach):
            row.addWidget(button)
        column.addWidget(acts)
        column.addWidget(split, 1)

    def show_files(self, views: list[View], names: dict[str, str]) -> None:
        """Show the files of a record. ``names``: of the officers, by id."""
        kept = self._chosen()
        self._views = views
        self.table.setRowCount(len(views))
        for row, view in enumerate(views):
            who = names.get(view["created_by"] or "", "")
            cells = (
                view["name"] or "",
                _size(view["size"]),
                " · ".join(filter(None, (moment(view["created_at"]), who))),
            )
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))
        places = [place for place, view in enumerate(views) if kept and view["id"] == kept["id"]]
        if places:
            self.table.setCurrentCell(places[0], 0)
        self._look()

    def retranslate(self) -> None:
        """Show everything in the present language."""
        for button, text in ((self._attach, _ATTACH), (self._copy, _SAVE_FILE), (self._detach, _DETACH)):
            button.setText(tr(text))
        self.table.setHorizontalHeaderLabels([tr(text) for text in (_NAME, _SIZE, _ADDED)])
        self.table.setAccessibleName(tr(N_("Attachments")))
        self.preview.retranslate()

    def detach(self) -> None:
        """Take the chosen file off the record; it can be undone."""
        view = self._chosen()
        if view is None:
            return
        id = view["id"]

        def back() -> None:
            self._tasks.write(
                lambda _: record.restore(self._store, "attachment", id),
                lambda _: self.changed.emit(),
                self._notice.tell,
            )

        def done(_: object) -> None:
            self.changed.emit()
            self._notice.offer(tr(_REMOVED, name=view["name"]), tr(_UNDO), back)

        self._tasks.write(lambda _: record.delete(self._store, "attachment", id), done, self._notice.tell)

    def save_to(self, path: Path) -> None:
        """Write a copy of the chosen file; says where that leaves the protection of a confidential one."""
        view = self._chosen()
        if view is None:
            return

        def done(noted: bool) -> None:
            if noted:
                self._notice.warn(tr(_LEAVES, name=view["name"]))

        self._tasks.write(
            lambda progress: files.save_as(self._store, view["id"], path, progress), done, self._notice.tell
        )

    def _copy_file(self) -> None:
        view = self._chosen()
        if view is not None:
            chosen, _ = QFileDialog.getSaveFileName(self, tr(_SAVE_FILE), view["name"] or "")
            if chosen:
                self.save_to(Path(chosen))

    def _chosen(self) -> View | None:
        row = self.table.currentRow()
        return self._views[row] if 0 <= row < len(self._views) and self.table.selectedItems() else None

    def _look(self) -> None:
        """Show the chosen file."""
        view = self._chosen()
        for button in (self._copy, self._detach):
            button.setEnabled(view is not None)
        self.preview.setHidden(view is None and theme.is_low(self))
        self.preview.show_file(view)


def _size(count: int | None) -> str:
    """Return a size as people say it: ``12 KB``, ``3.4 MB``."""
    if count is None:
        return ""
    if count < 1 << 20:
        return ltr(digits(f"{max(round(count / 1024), 1)} KB"))
    return ltr(digits(f"{count / (1 << 20):.1f} MB"))
