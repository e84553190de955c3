"""A folder, typed or chosen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from coopdesk.i18n import N_, Text, tr
from coopdesk.ui import theme

_CHOOSE, _CHOOSE_FOR = N_("Choose…"), N_("Choose: {what}")


class FolderLine(QWidget):
    """A line for a path, which reads from the left in both languages, and a button that asks for one."""

    def __init__(self, name: Text) -> None:
        super().__init__()
        self._name = name
        self.line, self.choose = QLineEdit(), QPushButton(tr(_CHOOSE))
        self.line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.line.setAccessibleName(tr(name))
        self.choose.setAccessibleName(tr(_CHOOSE_FOR, what=tr(name)))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        row.addWidget(self.line, 1)
        row.addWidget(self.choose)

    def _ask(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr(self._name), self.line.text())
        if chosen:
            self.line.setText(chosen)
