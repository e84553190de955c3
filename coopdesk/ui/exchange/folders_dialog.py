"""Which folders are watched: the office's own, one where files arrive, one for each desk that files go to."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, Text, language, ltr, tr
from coopdesk.operations import folders
from coopdesk.operations.folders import Folders
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.context import Context
from coopdesk.ui.exchange.dialog_parts import fit, row_of
from coopdesk.ui.exchange.folder_line import FolderLine
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice
from coopdesk.ui.read_table import read_table

_TITLE = N_("Watched folders")
_ABOUT = N_("Every few minutes, what lies in these folders is imported and what is to go is written, by itself.")
_OFFICE, _OFFICE_ABOUT = (
    N_("Folder of the office"),
    N_("For several computers of this desk: a folder that all of them reach. They keep each other up to date there."),
)
_ARRIVED, _ARRIVED_ABOUT = (
    N_("Folder for what arrives"),
    N_("Bundles of other desks that are put there are imported without asking first."),
)
_OUT, _OUT_ABOUT = (
    N_("Folders for what is to go"),
    N_("For each desk a folder that a courier, a mail program or a line takes the files from."),
)
_DESK, _FOLDER, _FOR = N_("Desk"), N_("Folder", "of files"), N_("To which desk")
_ADD, _REMOVE = N_("Choose a folder for this desk…"), N_("Remove", "folder")
_SAVE, _CANCEL = N_("Watch these folders"), N_("Cancel")
_WIDTH = 640


class FoldersDialog(QDialog):
    """Chooses the folders. ``desks``: those that files can go to, as ``enrolment.listed`` gives them."""

    def __init__(self, context: Context, desks: Sequence[View], parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._store, self._tasks = context, context.store, context.tasks
        first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
        self._names = {one["code"]: f"{one[first] or one[second]} ({ltr(one['code'])})" for one in desks}
        self._out: dict[str, str] = {}
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice = Notice()
        self.office, self.arrived = FolderLine(_OFFICE), FolderLine(_ARRIVED)
        self.desk, self.add, self.remove = StillBox(), QPushButton(tr(_ADD)), QPushButton(tr(_REMOVE))
        self.desk.setAccessibleName(tr(_FOR))
        for code, name in self._names.items():
            self.desk.addItem(name, code)
        self.table = read_table(280, 280)
        self.table.setHorizontalHeaderLabels([tr(_DESK), tr(_FOLDER)])
        self.table.setAccessibleName(tr(_OUT))
        self.table.setMinimumHeight(theme.px(120))
        self.table.itemSelectionChanged.connect(lambda: self.remove.setEnabled(bool(self.table.selectedItems())))
        self.save, cancel = QPushButton(tr(_SAVE)), QPushButton(tr(_CANCEL))
        self.save.setProperty("primary", "true")
        self.save.setDefault(True)
        self.save.clicked.connect(self._watch)
        self.add.clicked.connect(self._choose)
        self.remove.clicked.connect(self._drop)
        cancel.clicked.connect(self.reject)
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
        about = sentence()
        about.setText(tr(_ABOUT))
        choose = QHBoxLayout()
        choose.addWidget(self.desk, 1)
        for button in (self.add, self.remove):
            choose.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        self._column.setSpacing(theme.SMALL)
        self._column.addWidget(about)
        self._column.addWidget(self.notice)
        for heading, told, widget in (
            (_OFFICE, _OFFICE_ABOUT, self.office), (_ARRIVED, _ARRIVED_ABOUT, self.arrived),
            (_OUT, _OUT_ABOUT, self.table),
        ):  # fmt: skip
            self._ask(heading, told, widget)
        self._column.addSpacing(theme.SMALL)
        self._column.addLayout(choose)
        self._column.addSpacing(theme.SPACE)
        self._column.addWidget(row_of(cancel, self.save))
        self._fill()
        self._tasks.read(lambda _: folders.folders(self._store), self._show, self.notice.tell)

    def showEvent(self, event: QShowEvent) -> None:
        fit(self)
        super().showEvent(event)

    def _ask(self, heading: Text, told: Text, widget: QWidget) -> None:
        label, about = QLabel(tr(heading)), sentence(quiet=True)
        label.setBuddy(widget)
        about.setText(tr(told))
        self._column.addSpacing(theme.GAP)
        for one in (label, about, widget):
            self._column.addWidget(one)

    def _show(self, kept: Folders) -> None:
        self.office.line.setText(kept.office)
        self.arrived.line.setText(kept.arrived)
        self._out = dict(kept.out)
        self._fill()

    def _fill(self) -> None:
        self.table.setRowCount(len(self._out))
        for row, (code, place) in enumerate(self._out.items()):
            self.table.setItem(row, 0, QTableWidgetItem(self._names.get(code, code)))
            self.table.setItem(row, 1, QTableWidgetItem(ltr(place)))
        self.remove.setEnabled(bool(self.table.selectedItems()))

    def _choose(self) -> None:
        code = self.desk.currentData()
        chosen = QFileDialog.getExistingDirectory(self, tr(_ADD), self._out.get(code, ""))
        if chosen:
            self._out[code] = str(Path(chosen))
            self._fill()

    def _drop(self) -> None:
        code = list(self._out)[self.table.currentRow()]
        del self._out[code]
        self.table.clearSelection()
        self._fill()

    def _watch(self) -> None:
        chosen = Folders(self.office.line.text().strip(), self.arrived.line.text().strip(), dict(self._out))
        self.save.setEnabled(False)

        def refused(fault: CoopDeskError) -> None:
            self.save.setEnabled(True)
            self.notice.tell(fault)

        def done(_: Any) -> None:
            self.accept()

        self._tasks.write(
            lambda _: folders.watch(self._store, chosen), done, refused, lambda: self.save.setEnabled(True)
        )
