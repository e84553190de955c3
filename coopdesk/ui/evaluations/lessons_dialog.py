"""The lessons of all evaluations of a list, by criterion, saved as a workbook with their ratings beside each other."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel

from coopdesk.calendars import numeric
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, tr
from coopdesk.operations.evaluations import lessons, lessons_table
from coopdesk.operations.offers.told_rows import Asked
from coopdesk.records.evaluation import CRITERION
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.offers.roster_dialogs import RosterDialog

if TYPE_CHECKING:
    from coopdesk.ui.places import Pane

_CRITERION, _ALL = N_("Criterion"), N_("All criteria")
_COUNT, _NONE = P_("{n} lesson", "{n} lessons"), N_("No evaluation of this list has a lesson yet.")
_SAVE, _SAVED = N_("Save as a table…"), N_("Saved in {name}.")
_DAY = list(lessons_table.HEADS).index("on")


class LessonsDialog(RosterDialog):
    """Enter on a lesson shows its evaluation."""

    TITLE, HEADS = lessons_table.LESSONS, tuple(lessons_table.HEADS.values())
    WIDTHS = (130, 420, 220, 110, 1)

    def __init__(self, pane: "Pane") -> None:
        super().__init__(pane, ())
        self.print_button.setText(tr(_SAVE))

    def ask(self, row: QHBoxLayout) -> None:
        label, self.criterion = QLabel(tr(_CRITERION)), StillBox()
        self.criterion.addItem(tr(_ALL), "")
        for one in CRITERION:
            self.criterion.addItem(Choice(CRITERION).label(one.token), one.token)
        self.criterion.setAccessibleName(tr(_CRITERION))
        label.setBuddy(self.criterion)
        self.criterion.activated.connect(lambda _: self.read())
        row.addWidget(label)
        row.addWidget(self.criterion)

    def asked(self) -> Asked:
        return Asked(only=self.criterion.currentData() or "")

    def look_up(self, asked: Asked) -> list[Any]:
        return list(lessons.lessons(self._store, self._found, asked.only))

    def cells(self, row: Any) -> list[str]:
        told = lessons_table.cells(row)
        return [numeric(text) if place == _DAY and text else text for place, text in enumerate(told)]

    def say(self) -> str:
        return tr(_COUNT, n=len(self.rows)) if self.rows else tr(_NONE)

    def record_of(self, row: Any) -> tuple[str, str]:
        return "evaluation", row.evaluation

    def print_rows(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_SAVE), "lessons.xlsx", "Excel (*.xlsx)")
        if chosen:
            self.save(Path(chosen).with_suffix(".xlsx"))

    def save(self, path: Path) -> None:
        """Write the lessons and the ratings to a workbook."""
        store, found = self._store, self._found
        self._tasks.write(
            lambda _: lessons_table.save(store, path, found),
            lambda _: self.notice.say(tr(_SAVED, name=path.name)), self.notice.tell,
        )  # fmt: skip


def show_lessons(pane: "Pane") -> None:
    """Show what the evaluations of a list learned."""
    LessonsDialog(pane).show()
