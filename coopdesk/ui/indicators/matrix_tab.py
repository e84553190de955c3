"""The values of indicators on a page: of an indicator, or of those of a project or a framework."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_
from coopdesk.operations.drafts import Draft
from coopdesk.operations.indicators import matrix, unread
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.indicators.matrix_view import MatrixView
from coopdesk.ui.tailored_tab import LOWEST, TailoredTab

if TYPE_CHECKING:
    from coopdesk.ui.places import Page


def _itself(store: Store, id: str) -> tuple[str, ...]:
    return (id,)


_SOURCES: Mapping[str, Callable[[Store, str], tuple[str, ...]]] = {
    "indicator": _itself,
    "project": matrix.of_project,
    "framework": matrix.of_framework,
}


class MatrixTab(TailoredTab):
    """The tab."""

    LABEL = N_("Values", "of indicators")

    def __init__(self, page: "Page") -> None:
        super().__init__(page)
        self.matrix = MatrixView(self._context, self._notice)
        self.matrix.table.setMinimumHeight(theme.px(LOWEST))
        self.matrix.opened.connect(partial(self._context.asked.emit, "indicator"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.GAP)
        column.addWidget(self.matrix)

    def keep(self, failed: Callable[[CoopDeskError], None] | None = None) -> None:
        self.matrix.keep(failed)

    def goes_on(self, draft: Draft) -> bool:
        act, _, entity = draft.act.partition("/")
        if act != unread.ACT:
            return False

        def show(_: None) -> None:
            self._page.show_tab(self)
            self.matrix.ask(entity=entity or None)

        self._tasks.read(lambda _: None, show)  # behind the record, which is being opened on its page
        return True

    def read(self) -> None:
        if self._id is not None:
            source, id = _SOURCES[self._type], self._id
            self.matrix.show_source(lambda store: source(store, id))

    def retranslate(self) -> None:
        self.matrix.retranslate()
