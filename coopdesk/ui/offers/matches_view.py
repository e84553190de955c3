"""The capacity needs that an offer may meet."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTableWidgetItem, QVBoxLayout

from coopdesk.i18n import N_, tr
from coopdesk.operations.offers import matching
from coopdesk.operations.offers.fitting import Match
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.read_table import read_table
from coopdesk.ui.tailored_tab import LOWEST, TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_WHAT, _SCORE, _WHY = N_("Title"), N_("Fits", "percent"), N_("Because")
_NO_NEED = N_("No need is known that this would meet.")
_ID = Qt.ItemDataRole.UserRole


class NeedsView(TailoredTab):
    """The tab of an opportunity; Enter or a double click leads to a need."""

    LABEL = N_("Who needs it")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.none, self.table = sentence(quiet=True), read_table(280, 70, 260)
        self.table.setMinimumHeight(theme.px(LOWEST))
        self.table.activated.connect(self._lead)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.addWidget(self.none)
        column.addWidget(self.table, 1)

    def concerns(self, view: View) -> bool:
        return view.get("direction") != "by_state"

    def read(self) -> None:
        store, id = self._store, self._id

        def show(found: list[Match]) -> None:
            if self._id == id:
                self._show([one for one in found if one.score])

        if id is not None:
            self._tasks.read(lambda _: matching.needs_for(store, id), show, self._notice.tell)

    def retranslate(self) -> None:
        self.none.setText(tr(_NO_NEED))
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
        self._context.asked.emit("capacity_need", str(index.data(_ID)))
