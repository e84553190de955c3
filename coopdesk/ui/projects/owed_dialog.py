"""Which progress reports are owed, and by whom; one is begun from its row, or on the page of its project."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from coopdesk.calendars import numeric
from coopdesk.fields import Choice
from coopdesk.i18n import N_, P_, Text, tr
from coopdesk.operations.projects import progress, report_writing
from coopdesk.operations.projects.progress import OwedReport
from coopdesk.operations.record_types import View
from coopdesk.periods import shown
from coopdesk.records.progress_report import REPORT_STAGE
from coopdesk.store.home import Store
from coopdesk.ui.projects.rows_dialog import RowsDialog

if TYPE_CHECKING:
    from coopdesk.ui.places import Page, Pane

_WRITE, _SHOW = N_("Write the report"), N_("Show the project")
_MANY, _NONE = P_("{n} report is owed.", "{n} reports are owed."), N_("No progress report is owed.")
_NONE_OF_IT = N_("No progress report of this project is owed now.")
WRITE_OF = N_("Write the progress report that is owed")


class OwedDialog(RowsDialog):
    """The reports that are owed, the oldest first."""

    TITLE = N_("Progress reports that are owed")
    HEADS = (
        N_("Project", "field"), N_("Period"), N_("Time left"), N_("Due"), N_("Who reports on it"),
        N_("Stage", "progress report"),
    )  # fmt: skip
    WIDTHS = (240, 170, 150, 100, 200, 100)
    ACTS = (_SHOW, _WRITE)

    def look_up(self) -> list[OwedReport]:
        return progress.owed(self._store)

    def cells(self, row: OwedReport) -> Sequence[str]:
        stage = Choice(REPORT_STAGE).show(row.stage or "draft") if row.report else ""
        return row.title, shown(row.period), row.told, numeric(row.due), row.who, stage

    def say(self) -> str:
        return tr(_MANY, n=len(self.rows)) if self.rows else tr(_NONE)

    def act(self, text: Text) -> None:
        row: OwedReport | None = self.chosen
        if row is None:
            return
        if text == _SHOW:
            self.go_to("project", row.project)
            return

        def done(view: View) -> None:
            self.go_to("progress_report", view["id"])

        self._tasks.write(partial(_begun, self._store, row), done, self.notice.tell)


def show_owed(pane: "Pane") -> None:
    """Show which reports are owed."""
    OwedDialog(pane.context, pane).open()


def write(page: "Page") -> None:
    """Begin the report that is owed longest of the project on a page, and show it."""
    store, id = page.context.store, page.view["id"]

    def work(_: object) -> View | None:
        owed = progress.owed_of(store, id)
        return _begun(store, owed[0], None) if owed else None

    def done(view: View | None) -> None:
        if view is None:
            page.notice.warn(tr(_NONE_OF_IT))
        else:
            page.context.asked.emit("progress_report", view["id"])

    page.context.tasks.write(work, done, page.notice.tell)


def _begun(store: Store, row: OwedReport, _: object) -> View:
    return report_writing.begin(store, row.project, row.period)
