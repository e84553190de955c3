"""The second step of an import: what each column is taken for, with what stands in it; and what happens where a line
and a record only share a name."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, P_, isolate, tr
from coopdesk.operations import table_columns
from coopdesk.operations.table_columns import Column
from coopdesk.operations.tables import Plan
from coopdesk.records import TYPES
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.read_table import read_table

_HEAD, _TARGET, _SAMPLES = N_("Column of the table"), N_("Taken for"), N_("What stands in it")
_OF = N_("What the column {head} is taken for")
_GRID, _NOTHING = N_("What each column is taken for"), N_("— left out —")
_CHECK = N_("▲ {head} – please check")
_REMEMBERED = N_("The columns are taken as the last time that a table had these heads.")
_GUESSED = N_("The columns were recognised by their heads. What is not certain says so; correct what is wrong.")
_LEFT = P_("{n} column is left out.", "{n} columns are left out.")
_SAME = N_("Where a record has the same name already")
_SAME_TITLE = (
    ("ask", N_("refuse the line, and tell me")),
    ("change", N_("change that record")),
    ("new", N_("enter another one")),
)
_CLEARS = N_("Empty cells empty the field of a record that is here")
_CREATES = N_("Enter organizations and contacts that are named and are not here")
_FILES_IN, _CHANGE = N_("The files that it names are looked for in {folder} and nowhere else."), N_("Change folder…")
_FOLDER = N_("Folder of the files")
_SAMPLED, _LETTERS = 3, 60


class ColumnsPage(QWidget):
    """A row a column, a box to choose in each."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._folder: Path | None = None
        self.boxes: list[StillBox] = []
        self.told, self.left = sentence(quiet=True), sentence()
        self.left.setObjectName("attention")
        self.left.setWordWrap(False)
        self.table = read_table(230, 300, 300)
        self.table.setAccessibleName(tr(_GRID))
        self.table.setHorizontalHeaderLabels([tr(_HEAD), tr(_TARGET), tr(_SAMPLES)])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.setWordWrap(False)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.verticalHeader().setDefaultSectionSize(theme.ROW + theme.GAP)
        self.same = StillBox()
        for token, text in _SAME_TITLE:
            self.same.addItem(tr(text), token)
        self.clears, self.creates = QCheckBox(tr(_CLEARS)), QCheckBox(tr(_CREATES))
        self.files, self.folder_told, self.change = QWidget(), QLabel(), QPushButton(tr(_CHANGE))
        self.folder_told.setTextFormat(Qt.TextFormat.PlainText)
        self.folder_told.setWordWrap(True)
        self.change.clicked.connect(self._choose)
        files = QHBoxLayout(self.files)
        files.setContentsMargins(0, 0, 0, 0)
        files.setSpacing(theme.GAP)
        files.addWidget(self.folder_told, 1)
        files.addWidget(self.change)
        label = QLabel(tr(_SAME))
        label.setObjectName("label")
        label.setBuddy(self.same)
        self.same.setAccessibleName(tr(_SAME))
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(label)
        row.addWidget(self.same)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        above = QHBoxLayout()
        above.setSpacing(theme.GAP)
        above.addWidget(self.told, 1)
        above.addWidget(self.left)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addLayout(row)
        column.addWidget(self.files)
        column.addWidget(self.clears)
        column.addWidget(self.creates)

    def look_in(self, folder: Path) -> None:
        """Look in a folder for the files that the table names."""
        self._folder = folder
        self.folder_told.setText(tr(_FILES_IN, folder=isolate(str(folder))))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr(_FOLDER), str(self._folder or ""))
        if chosen:
            self.look_in(Path(chosen))

    def show_plan(self, plan: Plan) -> None:
        """Show the columns of a table."""
        self._plan = plan
        cls = TYPES[plan.type]
        known = table_columns.targets(cls)
        self.told.setText("" if theme.is_low(self) else tr(_REMEMBERED if plan.remembered else _GUESSED))
        self.table.setRowCount(len(plan.heads))
        self.boxes = []
        choices = QStandardItemModel(self)
        for target, label in (("", tr(_NOTHING)), *((one, table_columns.target_label(cls, one)) for one in known)):
            item = QStandardItem(label)
            item.setData(target, Qt.ItemDataRole.UserRole)
            choices.appendRow(item)
        for place, (head, chosen) in enumerate(zip(plan.heads, plan.columns, strict=True)):
            box = StillBox()
            box.setModel(choices)
            box.setCurrentIndex(max(box.findData(chosen.target), 0))
            box.setAccessibleName(tr(_OF, head=head))
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            box.activated.connect(self._tell_left)
            self.boxes.append(box)
            told = [" ".join(one.cells[place].split())[:_LETTERS] for one in plan.table.lines[:20] if one.cells[place]]
            samples = " · ".join(isolate(one) for one in dict.fromkeys(told[:_SAMPLED]))
            for column, text in ((0, head if chosen.sure else tr(_CHECK, head=head)), (2, samples)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                self.table.setItem(place, column, cell)
            self.table.setCellWidget(place, 1, box)
        self._tell_left()

    def plan(self) -> Plan:
        """Return the plan as it is chosen now."""
        assert self._plan is not None
        columns = []
        for box, before in zip(self.boxes, self._plan.columns, strict=True):
            target = str(box.currentData())
            columns.append(before._replace(sure=True) if target == before.target else Column(target))
        made = self._plan._replace(
            columns=columns, same_title=self.same.currentData(), clears=self.clears.isChecked(),
            creates=self.creates.isChecked(),
        )  # fmt: skip
        return made._replace(folder=self._folder if made.names_files else None)

    def _tell_left(self) -> None:
        self.files.setVisible(any(box.currentData() == table_columns.FILES for box in self.boxes))
        left = sum(not box.currentData() for box in self.boxes)
        self.left.setText(tr(_LEFT, n=left))
        self.left.setVisible(bool(left))
