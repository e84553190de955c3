"""The pages of a record beside its form, as it stands typed, drawn anew at each pause.

Invariant: nothing is saved by looking, and typing waits for nothing: the worker makes the pages, an older making is
given up for a newer one, and the pages that are there stay until then.
"""

from collections.abc import Callable
from io import BytesIO

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, Text, language, tr, using
from coopdesk.operations import printing
from coopdesk.operations.record_types import View
from coopdesk.progress import Progress
from coopdesk.ui import theme
from coopdesk.ui.context import Context
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice
from coopdesk.ui.pages_view import PagesView
from coopdesk.ui.pdf_pictures import Size, outline, sizes
from coopdesk.ui.preview import LANGUAGES
from coopdesk.ui.tasks import Job

_PANE, _DOCUMENT, _LANGUAGE = N_("Print preview"), N_("Document"), N_("Language")
_DRAWING = N_("Drawing…")
_PAUSE = 700
"""Milliseconds without typing after which the pages are made anew."""


class PreviewPane(QWidget):
    """``typed`` gives what the form holds now: the id of the record (None: new) and the unsaved changes."""

    def __init__(self, type: str, context: Context, typed: Callable[[], tuple[str | None, View]]) -> None:
        super().__init__()
        self._type, self._store, self._tasks, self._typed = type, context.store, context.tasks, typed
        self._job: Job | None = None
        self.pdf = b""
        self._headings: list[tuple[str, int]] = []
        self._followed = ""
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.draw)
        self.document, self.language, self._told = StillBox(), StillBox(), QLabel()
        self._told.setObjectName("quiet")
        for one in printing.documents_for(type, listed=False):
            self.document.addItem("", one["name"])
        for code, _ in LANGUAGES:
            self.language.addItem("", code)
        self.language.setCurrentIndex(self.language.findData(language()))
        bar = QHBoxLayout()
        bar.setSpacing(theme.GAP)
        for box, share in ((self.document, 10), (self.language, 6)):
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(StillBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.currentIndexChanged.connect(self.draw)
            bar.addWidget(box, share)
        bar.addWidget(self._told, 3)
        self.notice, self.pages = Notice(), PagesView(context.tasks)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP, theme.SMALL, theme.SMALL, 0)
        column.addLayout(bar)
        column.addWidget(self.notice)
        column.addWidget(self.pages, 1)
        self.retranslate()

    def soon(self) -> None:
        """Something was typed: make the pages anew when a pause comes."""
        if self.isVisible():
            self._pause.start()

    def draw(self) -> None:
        """Make the pages now, if they are looked at."""
        self._pause.stop()
        if not self.isVisible():
            return
        if self._job is not None:
            self._job.cancel()
        self._told.setText(tr(_DRAWING))
        store, type, (id, changes) = self._store, self._type, self._typed()
        name, lang = self.document.currentData(), self.language.currentData()

        def work(progress: Progress) -> tuple[bytes, list[Size], list[tuple[str, int]]]:
            made = BytesIO()
            printing.print_typed(store, name, type, id, changes, lang, made, progress)
            return made.getvalue(), sizes(made.getvalue()), outline(made.getvalue())

        job = self._job = self._tasks.draw(work, lambda made: self._show(job, *made), self._refused)

    def retranslate(self) -> None:
        """Show names in the present language."""
        label = "label_ar" if language() == "ar" else "label_en"
        for place, one in enumerate(printing.documents_for(self._type, listed=False)):
            self.document.setItemText(place, one[label])
        for place, (_, text) in enumerate(LANGUAGES):
            self.language.setItemText(place, tr(text))
        for widget, name in ((self.document, _DOCUMENT), (self.language, _LANGUAGE), (self.pages, _PANE)):
            widget.setAccessibleName(tr(name))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start(0)

    def follow(self, names: list[Text | str]) -> None:
        """Show the page with the first of these headings that there is, once when a person comes to it."""
        with using("ar" if self.language.currentData() == "ar" else "en"):
            wanted = [tr(one) if isinstance(one, Text) else one for one in names]
        found = next(((one, page) for one in wanted for title, page in self._headings if one in title), None)
        if found is not None and found[0] != self._followed:
            self._followed = found[0]
            self.pages.go_to(found[1])

    def _show(self, job: Job, pdf: bytes, pages: list[Size], headings: list[tuple[str, int]]) -> None:
        if job is self._job:
            self._headings = headings
            self._told.clear()
            self.notice.hide()
            self.pdf = pdf
            self.pages.show_pdf(pdf, pages)

    def _refused(self, fault: CoopDeskError) -> None:
        self._told.clear()
        self.notice.tell(fault)
