"""The tab Home: a page with what waits for the person at work, what is coming, and who owes an answer.

It is read when it is shown and when something was changed meanwhile; nothing of it is made before.
"""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from coopdesk.calendars import both, today
from coopdesk.i18n import N_, isolate, tr
from coopdesk.operations import titles
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.direction import sized
from coopdesk.ui.home_part import Part, stacked
from coopdesk.ui.messages import Notice
from coopdesk.ui.screens.home import LABEL
from coopdesk.ui.tab_screen import TabScreen
from coopdesk.ui.tasks import Tasks

if TYPE_CHECKING:
    from coopdesk.operations.home import Home

_NEEDS, _COMING, _OWING = N_("Needs you"), N_("Coming in the next 30 days"), N_("Who owes us an answer")
_NO_NEEDS = N_("Nothing waits for you. What is to be cleared, answered or reported will stand here.")
_NO_COMING = N_("Nothing has its day in the next 30 days. Deadlines, conferences and actions will stand here.")
_NO_OWING = N_("Nobody is late. Who has not answered in time will stand here, with the days that have passed.")
_WELCOME, _WELCOME_NAME = N_("Welcome"), N_("Welcome, {name}")
_WIDE, _WIDEST = 900, 1320
"""The width of the page in pixels from which two columns stand beside each other, and the most that it takes."""


class HomeScreen(TabScreen):
    """``listed``: what a group counts is to be shown (type, what its list is asked)."""

    listed = Signal(str, dict)

    def __init__(self, store: Store, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._tasks = store, tasks
        self.context = Context(store, tasks, self)
        self.setObjectName("page")
        self.notice = Notice(inset=True)
        self.greeting, self._day = QLabel(), QLabel()
        self._day.setObjectName("quiet")
        self.needs, self.coming = Part(_NEEDS, _NO_NEEDS), Part(_COMING, _NO_COMING)
        self.owing = Part(_OWING, _NO_OWING)
        self.parts = (self.needs, self.coming, self.owing)
        for part in self.parts:
            part.opened.connect(self.context.asked)
            part.listed.connect(self.listed)
            part.rows.reached.connect(lambda place, part=part: self._follow(part, place))
        self._build()

    def _build(self) -> None:
        self._page = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._columns.setSpacing(theme.SPACE)
        self._columns.addLayout(stacked((self.needs, self.owing)), 3)
        self._columns.addLayout(stacked((self.coming,)), 2)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.SMALL)
        for widget in (self.greeting, self._day):
            column.addWidget(widget)
        column.addSpacing(theme.SPACE)
        column.addLayout(self._columns)
        column.addStretch(1)
        self._page.setMaximumWidth(theme.px(_WIDEST))
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.setWidget(self._page)
        self._area.setAccessibleName(tr(LABEL))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice)
        layout.addWidget(self._area)

    @property
    def type(self) -> str:
        return "home"

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold_where_narrow()

    def enter(self) -> None:
        next((one.rows for one in self.parts if one.rows.count()), self._area).setFocus()

    def refresh(self) -> None:
        if self.isVisible():
            self._read()

    def changed(self, types: Collection[str]) -> None:
        if types:
            self.refresh()

    def renew(self) -> None:
        self.refresh()

    def retranslate(self) -> None:
        self._area.setAccessibleName(tr(LABEL))
        for part in self.parts:
            part.retranslate()
        self.refresh()

    def fold_where_narrow(self) -> None:
        wide = self.width() >= theme.px(_WIDE)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._page.setMaximumWidth(theme.px(_WIDEST))

    def _read(self) -> None:
        store = self._store

        def work(_: Any) -> "tuple[Home, str]":
            from coopdesk.operations import home

            return home.home(store), titles.title(store, store.officer) if store.officer else ""

        self._tasks.read(work, self._show, self.notice.tell)

    def _show(self, found: "tuple[Home, str]") -> None:
        shown, name = found
        self.greeting.setFont(sized(self.font(), theme.TITLE_PT, strong=True))
        self.greeting.setText(tr(_WELCOME_NAME, name=isolate(name)) if name else tr(_WELCOME))
        self._day.setText(both(today()))
        self.needs.show_groups(shown.needs)
        self.coming.show_items(shown.coming)
        self.owing.show_groups(shown.owing)
        if self._area.hasFocus():
            self.enter()

    def _follow(self, part: Part, place: QRect) -> None:
        """Bring the row into sight to which the keys moved."""
        middle = part.rows.mapTo(self._page, place.center())
        self._area.ensureVisible(middle.x(), middle.y(), 0, place.height())
