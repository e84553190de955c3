"""The money of a project in a tab of its page, and that of the projects of a list in a dialog."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout

from coopdesk.i18n import N_, P_, tr
from coopdesk.operations.listing import Listing
from coopdesk.operations.projects import money
from coopdesk.ui import theme
from coopdesk.ui.asked import sentence
from coopdesk.ui.exchange.dialog_parts import row_of
from coopdesk.ui.messages import Notice
from coopdesk.ui.projects.money_pane import MoneyPane
from coopdesk.ui.tailored_tab import TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page, Pane

_TITLE, _CLOSE = N_("Money of the projects of the list"), N_("Close")
_MANY = P_("{n} project is counted.", "{n} projects are counted.")


class MoneyView(TailoredTab):
    """The tab."""

    LABEL = N_("Money", "of a project")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.pane = MoneyPane(self._context, self._notice)
        self.pane.asked.connect(lambda id: self._context.asked.emit("project", id))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.pane)

    def read(self) -> None:
        id, store = self._id, self._store
        if id is not None:
            self.pane.count(lambda: money.alone(store, id))

    def retranslate(self) -> None:
        self.pane.retranslate()
        self._stale = True
        if self.isVisible():
            self._look()


class MoneyDialog(QDialog):
    """The dialog over a list."""

    def __init__(self, pane: "Pane", found: Listing) -> None:
        super().__init__(pane)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr(_TITLE))
        theme.resize(self, 1_000, 660)
        self._context, self.notice, told = pane.context, Notice(), sentence(quiet=True)
        self.pane = MoneyPane(pane.context, self.notice)
        self.pane.asked.connect(self._open)
        told.setText(tr(_MANY, n=len(found)))
        buttons = row_of(QPushButton(tr(_CLOSE)))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.WIDE, theme.SPACE, theme.WIDE, theme.SPACE)
        column.setSpacing(theme.GAP)
        column.addWidget(told)
        column.addWidget(self.notice)
        column.addWidget(self.pane, 1)
        column.addWidget(buttons)
        self.pane.count(lambda: found)

    def _open(self, id: str) -> None:
        self._context.asked.emit("project", id)
        self.accept()


def show_money(pane: "Pane") -> None:
    """Show the money of the projects of a list."""
    if pane.found is not None:
        MoneyDialog(pane, pane.found).open()
