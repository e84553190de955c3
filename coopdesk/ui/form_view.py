"""A form with its sections over it and, where a person wants that, its pages beside it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QSplitter, QVBoxLayout, QWidget

from coopdesk.operations.record_types import View
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.preview_pane import PreviewPane
from coopdesk.ui.record_form import RecordForm
from coopdesk.ui.section_bar import SectionBar
from coopdesk.ui.sight import InSight


class FormView(QWidget):
    """Holds the form of one record type, once there is one."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._form: RecordForm | None = None
        self._pane: PreviewPane | None = None
        self.area = QScrollArea(widgetResizable=True)
        self.area.setObjectName("page")
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sight = InSight(self.area)
        self._sections = SectionBar()
        self._sections.asked.connect(self._go_to_section)
        self._counting = QTimer(self, singleShot=True, interval=250)
        self._counting.timeout.connect(self.count)
        self._beside = QSplitter()
        self._beside.setChildrenCollapsible(False)
        self._beside.addWidget(self.area)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_went)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.addWidget(self._sections)
        self._sections.setContentsMargins(theme.WIDE, 0, theme.WIDE, 0)
        column.addWidget(self._beside, 1)

    def hold(self, form: RecordForm) -> None:
        """Show a form."""
        self._form = form
        form.setObjectName("page")
        form.changed.connect(self._counting.start)
        form.rows.grown.connect(self._counting.start)
        form.rows.grown.connect(self._sight.look)
        self.area.setWidget(form)

    def count(self) -> None:
        """Tell how far the sections are."""
        if self._form is not None:
            self._sections.tell(self._form.progress())

    def show_preview(self, on: bool) -> None:
        """Show the pages beside the form, or not."""
        form = self._form
        if on and self._pane is None and form is not None:
            self._pane = PreviewPane(form.cls.__tablename__, self._context, self._typed)
            form.changed.connect(self._pane.soon)
            self._beside.addWidget(self._pane)
            self._beside.setSizes([1_000, 1_000])
        if self._pane is not None:
            self._pane.setVisible(on)

    def retranslate(self) -> None:
        """Show names in the present language."""
        if self._pane is not None:
            self._pane.retranslate()

    def _typed(self) -> tuple[str | None, View]:
        assert self._form is not None
        return self._form.view.get("id"), self._form.changes()

    def _focus_went(self, _: QWidget | None, now: QWidget | None) -> None:
        """Let the pages show what is being written."""
        pane, form = self._pane, self._form
        if pane is not None and pane.isVisible() and form is not None and now is not None and form.isAncestorOf(now):
            pane.follow(form.headings_of(now))

    def _go_to_section(self, place: int) -> None:
        assert self._form is not None
        first = self._form.place_of(place)
        top = first.mapTo(self._form, first.rect().topLeft()).y()
        self.area.verticalScrollBar().setValue(top - theme.SPACE)
