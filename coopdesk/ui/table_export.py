"""Exporting a list as a table: in which format, with which columns."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from coopdesk.i18n import N_, Text, tr
from coopdesk.records import owned_by
from coopdesk.ui import theme
from coopdesk.ui.direction import sized

TITLE = N_("Export as a table")
_FORMAT, _BOOK, _CSV = N_("Format"), N_("Excel workbook (.xlsx)"), N_("Text with commas (.csv)")
_WHICH, _SHOWN, _ALL = N_("Columns"), N_("As on the screen"), N_("Every field")
_LISTS = N_("Every field, and the lists that belong to the records on sheets of their own")
_EXPORT, _CANCEL, _KIND = N_("Export…"), N_("Cancel"), N_("Table")


class TableExport(QDialog):
    """Asks for format and columns; ``chosen`` gets the file, and whether every field is wanted."""

    def __init__(self, type: str, name: str, chosen: Callable[[Path, bool], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._chosen = name, chosen
        self.setWindowTitle(tr(TITLE))
        self.setMinimumWidth(theme.px(480))
        heading = QLabel(tr(TITLE))
        heading.setFont(sized(self.font(), theme.SECTION_PT, strong=True))
        self.book, self.csv = QRadioButton(tr(_BOOK)), QRadioButton(tr(_CSV))
        self.shown, self.all = QRadioButton(tr(_SHOWN)), QRadioButton(tr(_LISTS if owned_by(type) else _ALL))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(heading)
        self._groups = [
            _choice(self, column, text, several)
            for text, several in ((_FORMAT, (self.book, self.csv)), (_WHICH, (self.shown, self.all)))
        ]
        buttons = QDialogButtonBox()
        self.export = buttons.addButton(tr(_EXPORT), QDialogButtonBox.ButtonRole.AcceptRole)
        self.export.setProperty("primary", "true")
        buttons.addButton(tr(_CANCEL), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._ask_where)
        buttons.rejected.connect(self.reject)
        column.addSpacing(theme.SPACE)
        column.addWidget(buttons)
        if owned_by(type):
            self.csv.toggled.connect(lambda on: self.all.setText(tr(_ALL if on else _LISTS)))

    def export_to(self, path: Path) -> None:
        """Export to a file."""
        self._chosen(path, self.all.isChecked())
        self.accept()

    def _ask_where(self) -> None:
        ending = ".csv" if self.csv.isChecked() else ".xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr(TITLE), self._name + ending, f"{tr(_KIND)} (*{ending})"
        )  # fmt: skip
        if chosen:
            self.export_to(Path(chosen) if chosen.lower().endswith(ending) else Path(chosen + ending))


def _choice(dialog: QDialog, column: QVBoxLayout, text: Text, several: tuple[QRadioButton, ...]) -> QButtonGroup:
    label, group = QLabel(tr(text)), QButtonGroup(dialog)
    label.setObjectName("label")
    column.addSpacing(theme.GAP)
    column.addWidget(label)
    for one in several:
        group.addButton(one)
        column.addWidget(one)
    several[0].setChecked(True)
    return group
