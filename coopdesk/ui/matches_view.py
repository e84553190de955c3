"""What fits what is asked: the open offers for a capacity need, and the needs that an offer may meet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTableWidgetItem, QVBoxLayout

from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import matching
from coopdesk.operations.matching import Match
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.read_table import read_table
from coopdesk.ui.tailored_tab import Tailored

if TYPE_CHECKING:
    from coopdesk.ui.record_page import RecordPage

_WHAT, _SCORE, _WHY = N_("Title"), N_("Fits", "percent"), N_("Because")
_NO_OFFER, _NO_NEED = N_("No open offer fits this need."), N_("No need is known that this would meet.")
_ID = Qt.ItemDataRole.UserRole


class _Matches(Tailored):
    """``LEADS``: the type of what is shown; Enter or a double click leads there."""

    LEADS: str
    NONE: Text

    def __init__(self, page: "RecordPage") -> None:
        super().__init__()
        self._page = page
        self.none, self.table = sentence(quiet=True), read_table(280, 70, 260)
        self.table.activated.connect(self._lead)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.addWidget(self.none)
        column.addWidget(self.table, 1)

    def matches(self, store: Store, id: str) -> list[Match]:
        """Return what fits, the best first."""
        raise NotImplementedError

    def show_record(self, view: View) -> None:
        store, id = self._page.context.store, view["id"]

        def show(found: list[Match]) -> None:
            if self._page.view.get("id") == id:
                self._show([one for one in found if one.score])

        self._page.context.tasks.read(lambda _: self.matches(store, id), show, self._page.notice.tell)

    def retranslate(self) -> None:
        self.none.setText(tr(self.NONE))
        self.table.setAccessibleName(tr(_WHAT))
        self.table.setHorizontalHeaderLabels([tr(_WHAT), tr(_SCORE), tr(_WHY)])

    def _show(self, found: Sequence[Match]) -> None:
        self.none.setVisible(not found)
        self.table.setVisible(bool(found))
        self.table.setRowCount(len(found))
        for row, one in enumerate(found):
            why = " · ".join(point.why for point in one.points if point.share)
            for column, text in enumerate((one.name, f"{one.score} %", why)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                item.setData(_ID, one.id)
                self.table.setItem(row, column, item)

    def _lead(self, index: QModelIndex) -> None:
        self._page.context.asked.emit(self.LEADS, str(index.data(_ID)))


class OffersView(_Matches):
    """The open offers for a capacity need."""

    LEADS, NONE = "opportunity", _NO_OFFER

    def matches(self, store: Store, id: str) -> list[Match]:
        return matching.offers_for(store, id)


class NeedsView(_Matches):
    """The capacity needs that an offer may meet."""

    LEADS, NONE = "capacity_need", _NO_NEED

    def matches(self, store: Store, id: str) -> list[Match]:
        return matching.needs_for(store, id)
