"""The ranking on the page of an opportunity: nominees in the order of their points, who gave them, who stood aside."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTableWidgetItem, QVBoxLayout

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, digits, number, tr
from coopdesk.operations import rights
from coopdesk.operations.offers import ranking
from coopdesk.operations.offers.ranking import Ranked, Sheet
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.offers.score_bar import SCORE, ScoreBar
from coopdesk.ui.read_table import read_table
from coopdesk.ui.tailored_tab import LOWEST, TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page

_RANK, _WHO, _POINTS, _BY = N_("Rank"), N_("Nominee"), N_("Points"), N_("Scored by")
_ASSESSORS = P_("{n} assessor", "{n} assessors")
_FEW = N_("⚠ by {who} only")
_NONE, _ASIDE = N_("Nobody is nominated yet."), N_("Stood aside: {names}.")
_NOTE, _OPEN = N_("Note the ranks in the nominations"), N_("Show")
_NOTED = P_("{n} nomination has another rank now.", "{n} nominations have another rank now.")
_BETWEEN = N_(", ", "between items of a list")


class RankingView(TailoredTab):
    """The tab of an opportunity."""

    LABEL = N_("Ranking")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self._shown: list[Ranked] = []
        self.told, self.table = sentence(quiet=True), read_table(60, 200, 90, 1)
        self.table.setMinimumHeight(theme.px(LOWEST))
        self.table.horizontalHeader().setMinimumSectionSize(theme.px(40))
        self.table.setColumnWidth(0, theme.px(60))
        self.table.setItemDelegateForColumn(2, ScoreBar(self.table))
        self.table.itemActivated.connect(lambda _: self.open())
        self.note_button, self.open_button = QPushButton(), QPushButton()
        self.note_button.clicked.connect(self.note)
        self.open_button.clicked.connect(self.open)
        acts = QHBoxLayout()
        acts.setSpacing(theme.GAP)
        for button in (self.note_button, self.open_button):
            acts.addWidget(button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(self.told)
        column.addWidget(self.table, 1)
        column.addLayout(acts)
        self.note_button.setVisible(rights.may(self._store, rights.OFFICER))
        self.retranslate()

    def concerns(self, view: View) -> bool:
        return view.get("direction") != "by_state"

    def read(self) -> None:
        """Read the ranking on the worker; why it is not seen is told in its place."""
        id, store = self._id, self._store
        if id is None:
            self._show(Sheet((), (), {}))
            return

        def show(found: Sheet) -> None:
            if self._id == id:
                self._show(found)

        def hide(fault: CoopDeskError) -> None:
            self._show(Sheet((), (), {}))
            self.told.setText(fault.message())

        self._tasks.read(lambda _: ranking.ranking(store, id), show, hide)

    def _show(self, found: Sheet) -> None:
        self._shown = list(found.nominees)
        self.table.setRowCount(len(self._shown))
        for row, one in enumerate(self._shown):
            by = tr(_ASSESSORS, n=len(one.assessors)) if one.assessors else ""
            cells = [
                number(one.rank) if one.rank is not None else "–", one.name,
                digits(f"{one.score:g}") if one.score is not None else "–", tr(_FEW, who=by) if one.few and by else by,
            ]  # fmt: skip
            for place, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if place == 2 and one.score is not None:
                    item.setData(SCORE, one.score)
                self.table.setItem(row, place, item)
        aside = tr(_BETWEEN).join(found.names.get(one, one) for one in found.aside)
        self.told.setText(tr(_ASIDE, names=aside) if aside else "" if self._shown else tr(_NONE))
        self.told.setVisible(bool(self.told.text()))
        self.table.setVisible(bool(self._shown))
        if self._shown:
            self.table.setCurrentCell(0, 0)
        for button in (self.note_button, self.open_button):
            button.setEnabled(bool(self._shown))

    def note(self) -> None:
        """Write the ranks into the nominations."""
        id, store = self._id, self._store
        if id is not None:
            self._tasks.write(
                lambda _: ranking.note_ranks(store, id), lambda n: self._notice.say(tr(_NOTED, n=n)), self._notice.tell
            )

    def open(self) -> None:
        """Show the nomination of the chosen line."""
        row = self.table.currentRow()
        if 0 <= row < len(self._shown):
            self._context.asked.emit("nomination", self._shown[row].nomination)

    def retranslate(self) -> None:
        """Show everything in the present language."""
        self.table.setHorizontalHeaderLabels([tr(_RANK), tr(_WHO), tr(_POINTS), tr(_BY)])
        self.table.setAccessibleName(tr(self.LABEL))
        self.note_button.setText(tr(_NOTE))
        self.open_button.setText(tr(_OPEN))
        self._stale = True
        if self.isVisible():
            self._look()
