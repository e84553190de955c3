"""What stands under the header of a record: the page or the form, links, history, files and steps, in tabs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QTabWidget, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.files_view import FilesView
from coopdesk.ui.form_view import FormView
from coopdesk.ui.history_view import HistoryView
from coopdesk.ui.messages import Notice
from coopdesk.ui.record_sheet import RecordSheet
from coopdesk.ui.steps_view import StepsView
from coopdesk.ui.tailored_tab import TailoredTab

_PROFILE, _LINKS, _HISTORY, _FILES = N_("Record", "tab"), N_("Links"), N_("History"), N_("Attachments")
_STEPS = N_("Steps", "tab")
_LOWEST = 80
"""The least height in pixels."""


class RecordTabs(QTabWidget):
    """``stack`` holds the page and the form; ``tailored``: the tabs that only pages of this type have, each in an area
    that scrolls where the window is too low for it. The tabs take the height that the header leaves them."""

    def __init__(self, context: Context, notice: Notice) -> None:
        super().__init__()
        self.sheet, self.links, self.form = RecordSheet(), RecordSheet(), FormView(context)
        self.history, self.files = HistoryView(context.tasks), FilesView(context, notice)
        self.steps = StepsView(context, notice)
        self.stack = QStackedWidget()
        for part in (self.sheet, self.form):
            self.stack.addWidget(part)
        for tab in (self.stack, self.links, self.history, self.files, self.steps):
            self.addTab(tab, "")
        self.tailored: list[TailoredTab] = []
        self._areas: dict[QWidget, QScrollArea] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(theme.px(_LOWEST))

    def add(self, tab: TailoredTab) -> None:
        """Add a tab that a type of record has for itself, after the page."""
        area = QScrollArea(widgetResizable=True)
        area.setObjectName("page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tab.setObjectName("page")
        area.setWidget(tab)
        self.tailored.append(tab)
        self._areas[tab] = area
        self.insertTab(len(self.tailored), area, tr(tab.LABEL))

    @property
    def tailored_shown(self) -> bool:
        """Whether a tab is on show that only pages of this type have."""
        return self.currentWidget() in self._areas.values()

    def begin(self) -> None:
        """Go to where a record is shown that is opened."""
        first = (one for one in self.tailored if one.FIRST and self.isTabVisible(self.indexOf(self._areas[one])))
        self.setCurrentWidget(next(first, self.stack))

    def lead_to(self, name: str) -> bool:
        """Go to the tab where a list of the record is written; tells whether there is one."""
        for one in self.tailored:
            if name and name == one.FIELD:
                self.setCurrentWidget(one)
                one.show_fault()
                return True
        return False

    def setCurrentWidget(self, widget: QWidget) -> None:
        super().setCurrentWidget(self._areas.get(widget, widget))

    def hasHeightForWidth(self) -> bool:
        return False

    def retranslate(self) -> None:
        """Show everything in the present language, but what is shown of the record."""
        labels = [one.LABEL for one in self.tailored]
        for place, text in enumerate((_PROFILE, *labels, _LINKS, _HISTORY, _FILES, _STEPS)):
            self.setTabText(place, tr(text))
        self.sheet.setAccessibleName(tr(_PROFILE))
        self.links.setAccessibleName(tr(_LINKS))
        for part in (self.history, self.files, self.form, self.steps):
            part.retranslate()
        for own in self.tailored:
            own.retranslate()

    def show_tailored(self, view: View) -> None:
        """Show in the tabs of this type what belongs to a record."""
        for one in self.tailored:
            self.setTabVisible(self.indexOf(self._areas[one]), one.concerns(view))
            one.show_record(view)
