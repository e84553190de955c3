"""The support file: shown whole before it is saved anywhere."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QPushButton

from coopdesk.i18n import N_, tr
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import furnished, row_of
from coopdesk.ui.messages import Notice

if TYPE_CHECKING:
    from coopdesk.ui.frame import Frame

_TITLE = N_("Support file")
_ABOUT = N_(
    "Versions, sizes, counts and the places of the last errors, for who mends the program. No name, title or text of "
    "yours is in it: read it before you send it."
)
_MAKING, _SAVE, _CLOSE, _FILE = N_("One moment…"), N_("Save…"), N_("Close", "window"), N_("Text file")


class SupportDialog(QDialog):
    """Shows the whole file; nothing is written before a person says where."""

    def __init__(self, window: "Frame", *, locked: bool) -> None:
        super().__init__(window)
        self._tasks = window.tasks
        self._store = None if locked else window.store
        self.setWindowTitle(tr(_TITLE))
        about = sentence()
        about.setText(tr(_ABOUT))
        self.notice, self.text = Notice(), QPlainTextEdit(tr(_MAKING))
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr(_TITLE))
        self.text.setTabChangesFocus(True)
        self.text.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.save, close = QPushButton(tr(_SAVE)), QPushButton(tr(_CLOSE))
        self.save.setProperty("primary", "true")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._ask)
        close.clicked.connect(self.reject)
        close.setAutoDefault(False)
        column = furnished(self, (about, self.notice, self.text))
        column.addWidget(row_of(close, self.save))
        theme.resize(self, 720, 640)
        self._tasks.read(self._made, self._show, self.notice.tell)

    def _made(self, _: object) -> str:
        from coopdesk.operations.offers import support

        return support.of_desk(self._store) if self._store is not None else support.of_program()

    def _show(self, text: str) -> None:
        self.text.setPlainText(text)
        self.save.setEnabled(True)

    def _ask(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_TITLE), "coopdesk-support.txt", f"{tr(_FILE)} (*.txt)")
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, path: Path) -> None:
        """Write what is shown to a file."""
        from coopdesk.operations.offers import support

        text = self.text.toPlainText()
        self._tasks.write(lambda _: support.write(text, path), lambda _: self.accept(), self.notice.tell)
