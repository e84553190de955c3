"""Which folders the exchange goes through by itself: the office's, for what arrives, for what is to go."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, Text, language, ltr, tr
from coopdesk.operations import folders
from coopdesk.operations.folders import Folders
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice
from coopdesk.ui.pickers import Context

_TITLE = N_("Exchange through folders")
_ABOUT = N_("Every three minutes, while CoopDesk is open, bundles are taken from these folders and written to them.")
_OFFICE = N_("Folder of the office")
_OFFICE_ABOUT = N_("Shared by the computers of this desk: each has what the others wrote.")
_ARRIVED = N_("Folder for what arrives")
_ARRIVED_ABOUT = N_("Bundles that are saved there, from mail or a stick, are imported.")
_OUT = N_("Folder for what is to go")
_OUT_ABOUT = N_("Bundles for the desk that is chosen are written there as soon as there is something to send.")
_TO, _CHOOSE, _SAVE, _CANCEL = N_("To which desk"), N_("Choose…"), N_("Watch these folders"), N_("Cancel")
_WIDTH = 640


class FoldersDialog(QDialog):
    """Chooses the folders. ``desks``: as ``enrolment.listed`` gives them."""

    def __init__(self, context: Context, desks: Sequence[View], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.setWindowTitle(tr(_TITLE))
        self.setMinimumWidth(theme.px(_WIDTH))
        self.notice, self.to, self.save = Notice(), StillBox(), QPushButton(tr(_SAVE))
        self.office, self.arrived, self.out = QLineEdit(), QLineEdit(), QLineEdit()
        first, second = ("name_ar", "name_en") if language() == "ar" else ("name_en", "name_ar")
        for one in desks:
            self.to.addItem(f"{one[first] or one[second]} ({ltr(one['code'])})", one["code"])
        self.to.setAccessibleName(tr(_TO))
        self.save.setProperty("primary", "true")
        self.save.clicked.connect(self.keep)
        cancel = QPushButton(tr(_CANCEL))
        cancel.clicked.connect(self.reject)
        about, column = sentence(), QVBoxLayout(self)
        about.setText(tr(_ABOUT))
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.notice)
        column.addWidget(about)
        for label, told, line in (
            (_OFFICE, _OFFICE_ABOUT, self.office),
            (_ARRIVED, _ARRIVED_ABOUT, self.arrived),
            (_OUT, _OUT_ABOUT, self.out),
        ):  # fmt: skip
            self._add(column, label, told, line)
        column.addWidget(self.to)
        column.addSpacing(theme.SPACE)
        column.addLayout(row_of(cancel, self.save))
        context.tasks.read(lambda _: folders.folders(context.store), self._show, self.notice.tell)

    def keep(self) -> None:
        """Watch the folders that are named."""
        out = {self.to.currentData(): self.out.text().strip()} if self.out.text().strip() else {}
        chosen = Folders(self.office.text().strip(), self.arrived.text().strip(), out)
        store = self._context.store
        self._context.tasks.write(lambda _: folders.watch(store, chosen), lambda _: self.accept(), self.notice.tell)

    def _add(self, column: QVBoxLayout, label: Text, told: Text, line: QLineEdit) -> None:
        name, about, choose, row = QLabel(tr(label)), sentence(quiet=True), QPushButton(tr(_CHOOSE)), QHBoxLayout()
        name.setObjectName("label")
        name.setBuddy(line)
        about.setText(tr(told))
        line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        line.setAccessibleName(tr(label))
        line.setAccessibleDescription(tr(told))
        choose.setAccessibleName(f"{tr(_CHOOSE)} {tr(label)}")
        choose.clicked.connect(lambda: self._choose(line))
        row.addWidget(line, 1)
        row.addWidget(choose)
        column.addSpacing(theme.GAP)
        column.addWidget(name)
        column.addLayout(row)
        column.addWidget(about)

    def _choose(self, line: QLineEdit) -> None:
        found = QFileDialog.getExistingDirectory(self, tr(_TITLE), line.text() or str(Path.home()))
        if found:
            line.setText(found)

    def _show(self, chosen: Folders) -> None:
        self.office.setText(chosen.office)
        self.arrived.setText(chosen.arrived)
        for code, place in chosen.out.items():
            self.to.setCurrentIndex(max(self.to.findData(code), 0))
            self.out.setText(place)
