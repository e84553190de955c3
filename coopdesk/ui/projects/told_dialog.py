"""A view over projects or allocations in a dialog of its own: what is asked above, tables below; it is saved as a table
and printed from there."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.operations.listing import Listing
from coopdesk.operations.printed_list import Listed
from coopdesk.progress import Progress
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.messages import Notice
from coopdesk.ui.preview import Preview
from coopdesk.ui.tasks import Job

if TYPE_CHECKING:
    from coopdesk.ui.places import Pane

_CLOSE, _SAVE, _PRINT = N_("Close"), N_("Save as a table…"), N_("Print…")
_BOOK, _CSV = N_("Excel workbook (.xlsx)"), N_("Text with commas (.csv)")
_WRITTEN = P_("{n} row written to {name}", "{n} rows written to {name}")
_COUNTING = N_("Counting…")


class ToldDialog(QDialog):
    """``TITLE``; ``NAME``: of the file that is proposed; ``DOCUMENT``: what is printed, none where nothing is."""

    TITLE: Text
    NAME: str
    DOCUMENT = ""

    def __init__(self, pane: "Pane") -> None:
        super().__init__(pane)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._store, self._tasks = pane.context, pane.context.store, pane.context.tasks
        where, words = pane.asks()
        self._type, self._where, self._words = pane.type, where, words
        self._listing: Listing | None = pane.found if where or words.strip() else None
        self._job: Job | None = None
        self.setWindowTitle(tr(self.TITLE))
        theme.resize(self, 1_080, 680)
        self.notice, self.told = Notice(), sentence(quiet=True)
        self.close_button, self.save_button = QPushButton(tr(_CLOSE)), QPushButton(tr(_SAVE))
        self.print_button = QPushButton(tr(_PRINT))
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._ask_where)
        self.print_button.clicked.connect(self.print_it)
        self.print_button.setVisible(bool(self.DOCUMENT))
        self.acts = QHBoxLayout()
        for button in (self.close_button, None, self.save_button, self.print_button):
            self.acts.addStretch(1) if button is None else self.acts.addWidget(button)
        for button in (self.close_button, self.save_button, self.print_button):
            button.setAutoDefault(False)
        column, asked = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        asked.setSpacing(theme.SPACE)
        self.ask(asked)
        asked.addStretch(1)
        column.addLayout(asked)
        for widget in (self.notice, self.told):
            column.addWidget(widget)
        column.addWidget(self.body(), 1)
        column.addLayout(self.acts)
        self.read()

    def ask(self, row: QHBoxLayout) -> None:
        """Add what is asked."""
        raise NotImplementedError

    def body(self) -> QWidget:
        """Return what shows it."""
        raise NotImplementedError

    def look_up(self) -> Callable[[Progress], Any]:
        """Return what reads it, on the worker, for what is asked now."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def write(self) -> Callable[[Path], int]:
        """Return what writes it to a file, on the worker, and tells how many rows there are."""
        raise NotImplementedError

    def listed(self) -> Listed:
        """Return what is printed."""
        return Listed(self._type, self._where, self._words, found=self._listing)

    def read(self) -> None:
        """Read what is asked; what is read for an older question is given up."""
        if self._job is not None:
            self._job.cancel()
        self.told.setText(tr(_COUNTING))

        def show(found: Any) -> None:
            if job is self._job:
                self.notice.hide()
                self.show_found(found)

        job = self._job = self._tasks.read(self.look_up(), show, self.notice.tell, later=True)

    def save_as(self, path: Path) -> None:
        """Write it to a file."""
        write = self.write()
        self._tasks.read(
            lambda _: write(path), lambda n: self.notice.say(tr(_WRITTEN, n=n, name=path.name)), self.notice.tell
        )

    def print_it(self) -> None:
        """Preview it."""
        preview = Preview(self._store, self._tasks, self._type, "", self, self.listed(), self.DOCUMENT)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.open()

    def lead(self, type: str, id: str) -> None:
        """Show a record in the window."""
        self._context.asked.emit(type, id)
        self.accept()

    def _ask_where(self) -> None:
        kinds: Sequence[tuple[str, str]] = ((tr(_BOOK), ".xlsx"), (tr(_CSV), ".csv"))
        filters = ";;".join(f"{text} (*{ending})" for text, ending in kinds)
        chosen, kind = QFileDialog.getSaveFileName(self, tr(_SAVE), f"{self.NAME}.xlsx", filters)
        if chosen:
            ending = next((one for text, one in kinds if kind.startswith(text)), ".xlsx")
            known = chosen.lower().endswith((".xlsx", ".csv"))
            self.save_as(Path(chosen) if known else Path(chosen + ending))
