"""Print preview: the pages of a document as they will be. The PDF stays in memory until a person saves it."""

from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coopdesk.i18n import N_, P_, language, tr
from coopdesk.operations import printing
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice
from coopdesk.ui.pages_view import PagesView
from coopdesk.ui.pdf_pictures import Size, pictures, sizes
from coopdesk.ui.tasks import Tasks

_TITLE, _DOCUMENT, _LANGUAGE = N_("Print preview"), N_("Document"), N_("Language")
_SAVE, _PRINT, _PDF = N_("Save as PDF…"), N_("Print…"), N_("PDF document")
_PAGES = P_("{n} page", "{n} pages")
_MAKING = N_("Making the document…")
LANGUAGES = (("en", N_("English")), ("ar", N_("Arabic")), ("both", N_("Both languages")))


class Preview(QDialog):
    """Shows the documents of one record, or of a list, prints them, or saves them as PDF."""

    def __init__(
        self, store: Store, tasks: Tasks, type: str, id: str, parent: QWidget | None = None,
        listed: Listed | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._store, self._tasks, self._id, self._listed = store, tasks, id, listed
        self.pdf = b""
        self.setWindowTitle(tr(_TITLE))
        self.resize(820, 900)
        self.document, self.language = StillBox(), StillBox()
        label = "label_ar" if language() == "ar" else "label_en"
        for one in printing.documents_for(type, listed=listed is not None):
            self.document.addItem(one[label], one["name"])
        for code, text in LANGUAGES:
            self.language.addItem(tr(text), code)
        self.language.setCurrentIndex(self.language.findData(language()))
        for box, name in ((self.document, _DOCUMENT), (self.language, _LANGUAGE)):
            box.setAccessibleName(tr(name))
            box.currentIndexChanged.connect(self._make)
        self._count = QLabel()
        self._save, self._print = QPushButton(tr(_SAVE)), QPushButton(tr(_PRINT))
        self._print.setProperty("primary", "true")
        self._save.clicked.connect(self._save_as)
        self._print.clicked.connect(self._print_out)
        bar = QHBoxLayout()
        for widget in (self.document, self.language, self._count):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self._save)
        bar.addWidget(self._print)
        self.notice = Notice()
        self.pages = PagesView(tasks)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(self.notice)
        layout.addWidget(self.pages, 1)
        self._make()

    def _make(self) -> None:
        name, lang = self.document.currentData(), self.language.currentData()
        self._count.setText(tr(_MAKING))
        self._save.setEnabled(False)
        self._print.setEnabled(False)

        def work(_: Any) -> tuple[bytes, list[Size]]:
            made = BytesIO()
            printing.print_document(self._store, name, self._id, lang, made, self._listed)
            return made.getvalue(), sizes(made.getvalue())

        def show(result: tuple[bytes, list[Size]]) -> None:
            if (name, lang) == (self.document.currentData(), self.language.currentData()):
                self._show(*result)

        self._tasks.draw(work, show, self.notice.tell)

    def _show(self, pdf: bytes, pages: list[Size]) -> None:
        self.pdf = pdf
        self.pages.show_pdf(pdf, pages)
        self._count.setText(tr(_PAGES, n=len(pages)))
        self._save.setEnabled(True)
        self._print.setEnabled(True)

    def _save_as(self) -> None:
        name = f"{self.document.currentData()}-{self.language.currentData()}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, tr(_SAVE), name, f"{tr(_PDF)} (*.pdf)")
        if chosen:
            pdf = self.pdf
            self._tasks.write(lambda _: printing.keep(pdf, Path(chosen)), lambda _: None, self.notice.tell)

    def _print_out(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        area = printer.pageRect(QPrinter.Unit.DevicePixel)
        painter = QPainter(printer)
        try:
            for number in range(len(sizes(self.pdf))):
                if number:
                    printer.newPage()
                painter.drawImage(area, pictures(self.pdf, 2000, [number])[0])
        finally:
            painter.end()
