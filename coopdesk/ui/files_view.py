"""The files of a record: attached by a button or dropped, looked at without leaving the sealed store, taken off."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.calendars import moment
from coopdesk.i18n import N_, digits, ltr, tr
from coopdesk.operations import files, record
from coopdesk.operations.record_types import View
from coopdesk.records.base import GUARDED
from coopdesk.ui import theme
from coopdesk.ui.inputs import direction_of
from coopdesk.ui.messages import Notice
from coopdesk.ui.pdf_pictures import pictures, sizes
from coopdesk.ui.pickers import Context
from coopdesk.ui.read_table import read_table

_NAME, _SIZE, _ADDED = N_("File name"), N_("Size"), N_("Added")
_SAVE_FILE, _ATTACH, _DETACH = N_("Save a copy…"), N_("Attach a file…"), N_("Remove the file")
_REMOVED, _UNDO = N_("{name} is removed."), N_("Undo")
_DROP = N_("Choose a file to look at it. Files can also be dropped on this page.")
_NO_PREVIEW = N_("This kind of file cannot be shown here. Save a copy to open it.")
_TOO_LARGE = N_("This file is too large to be shown here. Save a copy to open it.")
_PREVIEW = N_("Preview of the file")
_LEAVES = N_("The copy of {name} is not sealed. Keep it where only those who may read it can, and delete it after use.")
_MOST, _MOST_TEXT, _PAGES, _WIDE = 30 << 20, 64 << 10, 20, 700


class FilesView(QWidget):
    """``changed``: files were attached or taken off. ``asked``: attach one, which a person chooses."""

    changed = Signal()
    asked = Signal()

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self._store, self._tasks, self._notice = context.store, context.tasks, notice
        self._views: list[View] = []
        self.table = read_table(300, 90, 220)
        self._attach, self._copy, self._detach = QPushButton(), QPushButton(), QPushButton()
        self._attach.clicked.connect(self.asked)
        self._copy.clicked.connect(self._copy_file)
        self._detach.clicked.connect(self.detach)
        self.table.itemSelectionChanged.connect(self._look)
        self._told, self.text, self._sheet = QLabel(), QPlainTextEdit(), QWidget()
        self._told.setObjectName("quiet")
        self._told.setWordWrap(True)
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setReadOnly(True)
        self._pictures = QVBoxLayout(self._sheet)
        self._area = QScrollArea(widgetResizable=True)
        self._area.setWidget(self._sheet)
        self.preview = QStackedWidget()
        for widget in (self._told, self.text, self._area):
            self.preview.addWidget(widget)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.preview)
        split.setChildrenCollapsible(False)
        column, row = QVBoxLayout(self), QHBoxLayout()
        for button in (self._attach, self._copy, self._detach):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(split)

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
        self.text.setAccessibleName(tr(_PREVIEW))
        self._look()

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

        def done(_: object) -> None:
            if view["classification"] in GUARDED:
                self._notice.say(tr(_LEAVES, name=view["name"]))

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
        """Show the chosen file, from memory; nothing is written anywhere."""
        view = self._chosen()
        for button in (self._copy, self._detach):
            button.setEnabled(view is not None)
        if view is None:
            self._say(tr(_DROP))
            return
        kind = view["media_type"] or ""
        if not kind.startswith(("image/", "text/")) and kind != "application/pdf":
            self._say(tr(_NO_PREVIEW))
            return
        if (view["size"] or 0) > _MOST:
            self._say(tr(_TOO_LARGE))
            return

        def work(_: Any) -> str | list[QImage]:
            made = BytesIO()
            files.read(self._store, view["id"], made)
            if kind.startswith("text/"):
                return made.getvalue()[:_MOST_TEXT].decode("utf-8", "replace")
            if kind == "application/pdf":
                pdf = made.getvalue()
                return pictures(pdf, _WIDE, range(min(len(sizes(pdf)), _PAGES)))
            picture = QImage.fromData(made.getvalue())
            return [] if picture.isNull() else [picture]

        def show(found: str | list[QImage]) -> None:
            chosen = self._chosen()
            if chosen is None or chosen["id"] != view["id"]:
                return
            if isinstance(found, str):
                self.text.setLayoutDirection(direction_of(found))
                self.text.setPlainText(found)
                self.preview.setCurrentWidget(self.text)
            else:
                self._show_pictures(found)

        self._tasks.read(work, show, self._notice.tell)

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self.preview.setCurrentWidget(self._told)

    def _show_pictures(self, pictures: list[QImage]) -> None:
        if not pictures:
            self._say(tr(_NO_PREVIEW))
            return
        while self._pictures.count():
            item = self._pictures.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for picture in pictures:
            label = QLabel()
            wide = min(picture.width(), theme.px(_WIDE))
            label.setPixmap(QPixmap.fromImage(picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)))
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setAccessibleName(tr(_PREVIEW))
            self._pictures.addWidget(label)
        self.preview.setCurrentWidget(self._area)


def _size(count: int | None) -> str:
    """Return a size as people say it: ``12 KB``, ``3.4 MB``."""
    if count is None:
        return ""
    if count < 1 << 20:
        return ltr(digits(f"{max(round(count / 1024), 1)} KB"))
    return ltr(digits(f"{count / (1 << 20):.1f} MB"))
