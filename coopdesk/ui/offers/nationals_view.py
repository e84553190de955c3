"""Our nationals on the page of an organization: who serves there today, and the gap to the State's share of posts."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QTableWidgetItem, QVBoxLayout

from coopdesk.calendars import gregorian
from coopdesk.i18n import N_, P_, number, tr
from coopdesk.operations.offers import roster
from coopdesk.operations.offers.roster import Presence
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.read_table import read_table
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_NAME, _POST = N_("Name"), N_("Position", "of a person")
_SINCE, _UNTIL, _COUNTS = N_("Since"), N_("Until"), N_("Counts")
_NOBODY = N_("No national is known to serve there today.")
_HELD = P_("{n} post counts against the State’s share.", "{n} posts count against the State’s share.")
_SHARE = N_("The share for {year} is {least} to {most} posts.")
_UNKNOWN = N_("The share is not known: write it in the membership.")
_GAP = P_("{n} post lacks.", "{n} posts lack.")
_FULL = N_("The share is filled.")


class NationalsView(TailoredTab):
    """The tab of an organization. Enter on a line shows the expert."""

    LABEL = N_("Our nationals")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._found = Presence((), None, None, None)
        self.told, self.table = sentence(), read_table(200, 200, 110, 110, 1)
        self.table.itemActivated.connect(lambda item: self._open(item.row()))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        self.retranslate()

    def read(self) -> None:
        """Read who serves there, on the worker."""
        id, store = self._id, self._store
        if id is None:
            self._show(Presence((), None, None, None))
            return

        def show(found: Presence) -> None:
            if self._id == id:
                self._show(found)

        self._tasks.read(lambda _: roster.presence(store, id), show, self._notice.tell)

    def _show(self, found: Presence) -> None:
        self._found = found
        self.told.setText(" ".join(_said(found)))
        self.table.setVisible(bool(found.nationals))
        self.table.setRowCount(len(found.nationals))
        for row, one in enumerate(found.nationals):
            days = [gregorian(day) if day else "–" for day in (one.since, one.until)]
            for place, text in enumerate((one.name, one.post, *days, "✓" if one.counts else "")):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, place, item)

    def _open(self, row: int) -> None:
        self._context.asked.emit("expert", self._found.nationals[row].expert)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.table.setHorizontalHeaderLabels([tr(one) for one in (_NAME, _POST, _SINCE, _UNTIL, _COUNTS)])
        self.table.setAccessibleName(tr(self.LABEL))
        self._stale = True
        if self.isVisible():
            self._look()


def _said(found: Presence) -> list[str]:
    """Return what is said over the table, in sentences."""
    said = [tr(_HELD, n=found.counting)] if found.nationals else [tr(_NOBODY)]
    if found.gap is None:
        return [*said, tr(_UNKNOWN)]
    most = number(found.most) if found.most is not None else "–"
    said.append(tr(_SHARE, year=str(found.year), least=number(found.least or 0), most=most))
    return [*said, tr(_GAP, n=found.gap) if found.gap else tr(_FULL)]
