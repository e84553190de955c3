"""A file of this computer, as a field asks for one: a scan of a paper, or a message."""

from pathlib import Path
from typing import Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton

from coopdesk.fields import Plain
from coopdesk.i18n import N_, isolate, tr
from coopdesk.ui.inputs import Editor

_CHOOSE = N_("Choose a file, or drop it here…")


class FileEditor(Editor):
    """A file of this computer, chosen or dropped."""

    def __init__(self) -> None:
        super().__init__()
        self.button = QPushButton()
        self.button.clicked.connect(self._choose)
        self._path: Path | None = None
        self.row.addWidget(self.button, 1)
        self.setAcceptDrops(True)
        self.retranslate()

    def value(self) -> Plain:
        return str(self._path) if self._path is not None else None

    def set_value(self, value: Any) -> None:
        self._path = Path(value) if value else None
        self.retranslate()

    def retranslate(self) -> None:
        self.button.setText(isolate(self._path.name) if self._path is not None else tr(_CHOOSE))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(next(url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()))
        event.acceptProposedAction()

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr(_CHOOSE))
        if chosen:
            self._take(chosen)

    def _take(self, path: str) -> None:
        self.set_value(path)
        self.changed.emit()
