"""The milestones of the projects of a list beside one another, with the days by which they are late; as a table too."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFileDialog

from coopdesk.calendars import numeric
from coopdesk.fields import Choice
from coopdesk.fields.measures import plainly
from coopdesk.i18n import N_, P_, Text, digits, ltr, number, tr
from coopdesk.operations.listing import Listing
from coopdesk.operations.projects import portfolio
from coopdesk.operations.projects.portfolio import HEADS, Point, Standing
from coopdesk.records.progress_report import LIGHT
from coopdesk.records.project_choices import NO_OBJECTION, PROJECT_STATUS
from coopdesk.ui.projects.rows_dialog import RowsDialog

if TYPE_CHECKING:
    from coopdesk.ui.places import Pane

_SAVE, _SHOW, _LATE = N_("Save as a table…"), N_("Show the project"), N_("Only projects that are late")
_MANY = P_("{n} project; milestones late: {late}.", "{n} projects; milestones late: {late}.")
_NONE = N_("No project of this list is there to show.")
_SAVED = P_("{n} row was saved in {name}.", "{n} rows were saved in {name}.")
_FILES = ((N_("Excel workbook"), ".xlsx"), (N_("CSV"), ".csv"))


class PortfolioDialog(RowsDialog):
    """A row a milestone; a project without one has a row too."""

    TITLE = N_("Portfolio of projects")
    HEADS = tuple(text for text, _ in HEADS)
    WIDTHS = (220, 210, 90, 100, 100, 160, 120, 80, 80, 130, 110)
    ACTS = (_SAVE, _SHOW)

    def __init__(self, pane: "Pane", found: Listing) -> None:
        self._found, self._late = found, False
        super().__init__(pane.context, pane)
        self.late = QCheckBox(tr(_LATE))
        self.late.toggled.connect(self._only_late)
        self.head.addWidget(self.late)
        self.head.addStretch(1)

    def look_up(self) -> list[tuple[Standing, Point | None]]:
        found = portfolio.portfolio(self._store, self._found, late=self._late)
        return [(one, point) for one in found for point in one.points or (None,)]

    def cells(self, row: tuple[Standing, Point | None]) -> Sequence[str]:
        one, point = row
        light, status, stage = (
            Choice(options).show(token)
            for options, token in ((LIGHT, one.light), (PROJECT_STATUS, one.status), (NO_OBJECTION, one.stage))
        )
        per_cent = ltr(digits(f"{plainly(one.per_cent)} %")) if one.per_cent is not None else ""
        told = [light, per_cent, number(one.owed) if one.owed else "", status, stage]
        if point is None:
            return [one.title, "", "", "", "", "", *told]
        late = ltr(number(point.late)) if point.late is not None and point.late > 0 else ""
        days = [numeric(day) if day else "" for day in (point.due, point.reached_on)]
        return [one.title, point.title, late, *days, point.who, *told]

    def say(self) -> str:
        if not self.rows:
            return tr(_NONE)
        late = sum(point is not None and point.is_late for _, point in self.rows)
        return tr(_MANY, n=len({one.id for one, _ in self.rows}), late=number(late))

    def act(self, text: Text) -> None:
        if text == _SAVE:
            self._ask_where()
        elif self.chosen is not None:
            self.go_to("project", self.chosen[0].id)

    def save(self, out: Path) -> None:
        """Save the table, all of it, in the present language."""
        found, late = self._found, self._late

        def done(count: int) -> None:
            self.notice.say(tr(_SAVED, n=count, name=out.name))

        self._tasks.write(lambda _: portfolio.export(self._store, found, out, late=late), done, self.notice.tell)

    def _only_late(self, late: bool) -> None:
        self._late = late
        self.read()

    def _ask_where(self) -> None:
        kinds = {f"{tr(text)} (*{ending})": ending for text, ending in _FILES}
        chosen, kind = QFileDialog.getSaveFileName(self, tr(self.TITLE), "portfolio.xlsx", ";;".join(kinds))
        if chosen:
            self.save(Path(chosen).with_suffix(kinds.get(kind, ".xlsx")))


def show_portfolio(pane: "Pane") -> None:
    """Show the projects of a list beside one another."""
    if pane.found is not None:
        PortfolioDialog(pane, pane.found).open()
