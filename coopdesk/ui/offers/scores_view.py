"""The scoring sheet on the page of a nomination: criteria down, assessors across, one's own column to be filled in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QPushButton, QSpinBox, QTableWidgetItem, QVBoxLayout

from coopdesk.i18n import N_, digits, number, tr
from coopdesk.operations import rights
from coopdesk.operations.offers import scoring
from coopdesk.operations.offers.scoring import Sheet
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.read_table import read_table
from coopdesk.ui.tailored_tab import LOWEST, TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_CRITERION, _WEIGHT, _MEAN = N_("Criterion"), N_("Weight"), N_("Mean by weight")
_MINE, _ASIDE = N_("{name} (you)"), N_("{name} (stands aside)")
_CONFLICT = N_("I have a conflict of interest in this case")
_SAVE, _SAVED = N_("Save my points"), N_("Your points are saved.")
_HIDDEN = N_("A meeting scores now: you see your own points, and the others see theirs, until the scoring is closed.")
_NONE = N_(
    "Write the criteria in the committee, one a line with its weight, and the opportunity as a case of a meeting."
)
_GIVEN = N_("Points by “{criterion}”")
_EMPTY = "–"


class ScoresView(TailoredTab):
    """The tab of a nomination."""

    LABEL = N_("Scores")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._sheet: Sheet | None = None
        self.boxes: dict[str, QSpinBox] = {}
        self.table = read_table(220, 80, 120)
        self.table.setMinimumHeight(theme.px(LOWEST))
        self.table.horizontalHeader().setStretchLastSection(False)
        self.told = sentence(quiet=True)
        self.conflict, self.save_button = QCheckBox(), QPushButton()
        self.conflict.toggled.connect(self._tell_boxes)
        self.save_button.clicked.connect(self.save)
        acts = QHBoxLayout()
        acts.setSpacing(theme.GAP)
        acts.addWidget(self.conflict)
        acts.addStretch(1)
        acts.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addLayout(acts)
        self.retranslate()

    def read(self) -> None:
        """Read the sheet on the worker."""
        id, store = self._id, self._store
        self._sheet = None
        self._show()
        if id is None:
            return

        def show(found: Sheet) -> None:
            if self._id == id:
                self._sheet = found
                self._show()

        self._tasks.read(lambda _: scoring.sheet(store, id), show, self._notice.tell)

    def _show(self) -> None:
        found, me = self._sheet, self._store.officer or ""
        self.boxes = {}
        self.table.clear()
        criteria = dict(found.criteria) if found is not None else {}
        assessors = dict(found.assessors) if found is not None else {}
        self.table.setColumnCount(2 + len(assessors))
        self.table.setRowCount(len(criteria) + 1 if criteria else 0)
        aside = found.aside if found is not None else frozenset()
        heads = [
            tr(_MINE if id == me else _ASIDE if id in aside else N_("{name}"), name=name)
            for id, name in assessors.items()
        ]
        self.table.setHorizontalHeaderLabels([tr(_CRITERION), tr(_WEIGHT), *heads])
        for row, (name, weight) in enumerate(criteria.items()):
            self._put(row, 0, name)
            self._put(row, 1, number(weight) if weight is not None else _EMPTY)
            for column, id in enumerate(assessors, 2):
                cell = found.cells.get((name, id)) if found is not None else None
                points = cell.points if cell is not None else None
                if id == me:
                    self.table.setCellWidget(row, column, self._box(name, points))
                else:
                    self._put(row, column, number(points) if points is not None else _EMPTY)
        if criteria and found is not None:
            self._put(len(criteria), 0, tr(_MEAN))
            for column, id in enumerate(assessors, 2):
                mean = found.means.get(id)
                self._put(len(criteria), column, digits(f"{mean:.4g}") if mean is not None else _EMPTY)
        self.conflict.setChecked(me in aside)
        for widget in (self.conflict, self.save_button):
            widget.setVisible(bool(criteria) and bool(me) and rights.may(self._store, rights.SECRETARY))
        self.told.setText(tr(_NONE) if not criteria else tr(_HIDDEN) if found is not None and found.sitting else "")
        self.told.setVisible(bool(self.told.text()) and found is not None)
        self.table.setVisible(bool(criteria))
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(theme.px(80))
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tell_boxes()

    def _put(self, row: int, column: int, text: str) -> None:
        item = QTableWidgetItem(text)
        item.setToolTip(text)
        self.table.setItem(row, column, item)

    def _box(self, name: str, points: int | None) -> QSpinBox:
        box = self.boxes[name] = QSpinBox()
        box.setObjectName("plain")
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setMinimumWidth(theme.px(64))
        box.setLocale(QLocale.c())
        box.setRange(-1, scoring.MOST)
        box.setSpecialValueText(_EMPTY)
        box.setValue(-1 if points is None else points)
        box.setAccessibleName(tr(_GIVEN, criterion=name))
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return box

    def _tell_boxes(self) -> None:
        for box in self.boxes.values():
            box.setEnabled(not self.conflict.isChecked())

    def save(self) -> None:
        """Save the points of the officer at work."""
        id, store, conflict = self._id, self._store, self.conflict.isChecked()
        if id is None:
            return
        points = {name: box.value() if box.value() >= 0 else None for name, box in self.boxes.items()}

        def done(_: object) -> None:
            self._notice.say(tr(_SAVED))
            self.read()

        self._tasks.write(lambda _: scoring.give(store, id, points, conflict=conflict), done, self._notice.tell)

    def retranslate(self) -> None:
        """Show everything in the present language; what is typed and not saved is read again."""
        self.conflict.setText(tr(_CONFLICT))
        self.save_button.setText(tr(_SAVE))
        self.table.setAccessibleName(tr(self.LABEL))
        self._show()
