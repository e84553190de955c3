"""Pasting a list: the text as it was copied, and beneath it the lines that it makes, before they are added."""

from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, P_, tr
from coopdesk.operations import pasting
from coopdesk.records import TYPES, fields_of
from coopdesk.ui import theme
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.inputs import direction_of
from coopdesk.ui.prose import turn_text
from coopdesk.ui.read_table import read_table

_TITLE = N_("Paste: {name}")
_HINT = N_("Paste a text or a table here, such as an agenda from Word, Excel or a page. Each line makes one entry.")
_TEXT, _LINES = N_("Pasted text"), N_("What will be added")
_ADD, _CANCEL = P_("Add {n} line", "Add {n} lines"), N_("Cancel")
_MOST, _READ = 2_000_000, 200


class PasteDialog(QDialog):
    """Asks for a text and shows what it makes. ``found``: the lines, as ``record.save`` takes them."""

    def __init__(self, type: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._type = type
        self.found: list[dict[str, str]] = []
        labels = {one.name: one.label for one in fields_of(TYPES[type])}
        self._names = [*pasting.KEYS[type], *(n for n in labels if n not in pasting.KEYS[type])]
        self._labels = {name: tr(label) for name, label in labels.items()}
        self.setWindowTitle(tr(_TITLE, name=tr(TYPES[type].__plural__)))
        theme.resize(self, 760, 600)
        hint = QLabel(tr(_HINT))
        hint.setWordWrap(True)
        hint.setObjectName("quiet")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr(_TEXT))
        self.text.setTabChangesFocus(True)
        self.table = read_table(190, 260, 260)
        self.table.setAccessibleName(tr(_LINES))
        self.add = QPushButton()
        self.add.setProperty("primary", "true")
        self._buttons = row_of(QPushButton(tr(_CANCEL)), self.add)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        for widget, stretch in ((hint, 0), (self.text, 2), (self.table, 3), (self._buttons, 0)):
            column.addWidget(widget, stretch)
        self.text.textChanged.connect(self._parse)
        copied = QApplication.clipboard().text()
        self.text.setPlainText(copied if len(copied) <= _MOST else "")
        self._parse()

    def _parse(self) -> None:
        turn_text(self.text, direction_of(self.text.toPlainText()[:_READ]))
        self.found = pasting.lines(self._type, self.text.toPlainText())
        used = [name for name in self._names if any(name in line for line in self.found[:500])]
        self.table.setColumnCount(max(len(used), 1))
        self.table.setHorizontalHeaderLabels([self._labels[name] for name in used])
        self.table.setRowCount(min(len(self.found), 500))
        for row, line in enumerate(self.found[:500]):
            for column, name in enumerate(used):
                self.table.setItem(row, column, QTableWidgetItem(" ".join(line.get(name, "").split())))
        self.add.setText(tr(_ADD, n=len(self.found)))
        self.add.setEnabled(bool(self.found))
