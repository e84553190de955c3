"""What gives way where a screen of records is narrow: the side to the other panes, the list to a form, a record to the
side."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from coopdesk.ui import theme

if TYPE_CHECKING:
    from coopdesk.ui.list_pane import ListPane
    from coopdesk.ui.record_page import RecordPage

_FOLDS_BELOW = 1366
"""The width of the screen in pixels under which the side folds away by itself."""
_LIST_FROM, _FORM_BESIDE = 1600, 900
"""The width of the screen in pixels from which the list stays where pages stand beside the form, and from which it
stays beside a form, and the page beside the side."""


class Room:
    """Shares the width of a screen among side, list (``pane``) and a stack of pages, one of which is ``empty``.

    ``alone``: whether a person wants the page on show without the list; ``None`` leaves it to the width.
    """

    def __init__(
        self, screen: QWidget, side: QWidget, pane: "ListPane", stack: QStackedWidget, split: QSplitter, empty: QWidget
    ) -> None:
        self._screen, self._side, self._list, self._stack = screen, side, pane, stack
        self._split, self._empty = split, empty
        self._wide = True
        self.alone: bool | None = None
        self._shares: list[int] = []

    @property
    def crowded(self) -> bool:
        """Whether there is room for the side or for a record, not for both."""
        return self._screen.width() < theme.px(_FORM_BESIDE) and not self._side.isHidden()

    def make(self, page: "RecordPage | None") -> None:
        """Let what is worked on in a page, or a form with its pages, take the place of the list where there is too
        little room for both; and the side that of the page. ``page``: the one that stands beside the list."""
        if page is None:
            self.alone = None
        alone = page is not None and (self._needs_all(page) if self.alone is None else self.alone)
        self._list.setVisible(not alone)
        if page is not None:
            page.tell_alone(alone)
        bare = self._stack.currentWidget() is self._empty and self._list.wide
        if bare and not self._stack.isHidden():
            self._shares = self._split.sizes()
        self._stack.setHidden(bare or self.crowded)
        if self._shares and not bare:
            self._split.setSizes(self._shares)
            self._shares = []

    def turn(self, page: "RecordPage | None") -> None:
        """Let the list make room for a page, or come back."""
        self.alone = not self._list.isHidden()
        self.make(page)

    def _needs_all(self, page: "RecordPage") -> bool:
        width = self._screen.width()
        return (page.previewing and width < theme.px(_LIST_FROM)) or (page.working and width < theme.px(_FORM_BESIDE))

    def fold_where_narrow(self) -> None:
        """Fold the side away where there is too little room for three panes, and show it where there is again."""
        wide = self._screen.width() >= theme.px(_FOLDS_BELOW)
        if wide != self._wide:
            self._wide = wide
            self._side.setVisible(wide)
