"""Print preview: the pages of a document as they will be. The PDF stays in memory until a person saves it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, P_, language, tr
from coopdesk.operations import printing, reach
from coopdesk.operations.printed_list import Listed
from coopdesk.operations.printing import Prepared
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.messages import Notice
from coopdesk.ui.pages_view import PagesView
from coopdesk.ui.pdf_pictures import Size, pictures, sizes
from coopdesk.ui.tasks import Tasks

_TITLE, _DOCUMENT, _LANGUAGE = N_("Print preview"), N_("Document"), N_("Language")
_SAVE, _PRINT, _PDF, _MAIL = N_("Save as PDF…"), N_("Print…"), N_("PDF document"), N_("Draft of mail with the PDF")
_PAGES = P_("{n} page", "{n} pages")
_READER, _WHOEVER, _FOR = N_("For whom"), N_("For this desk: everything"), N_("For: {name}")
_COPIES = N_("Numbered copies")
_WHY_NUMBERED = N_("From this degree on each copy bears its number on every page, and the log of what left names it.")
_NOTED = P_(
    "The file is outside the sealed store now. That is noted. Keep it where only those who may read it can.",
    "The {n} files are outside the sealed store now. That is noted. Keep them where only those who may read them can.",
)
_MOST_COPIES, _PAUSE = 99, 300
_MAKING = N_("Making the document…")
LANGUAGES = (("en", N_("English")), ("ar", N_("Arabic")), ("both", N_("Both languages")))


class Preview(QDialog):
    """Shows the documents of one record, or of a list, prints them, or saves them as PDF. ``document``: first this."""

    def __init__(
        self, store: Store, tasks: Tasks, type: str, id: str, parent: QWidget | None = None,
        listed: Listed | None = None, document: str = "",
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._store, self._tasks, self._id, self._listed = store, tasks, id, listed
        self.pdf = b""
        self._prepared: Prepared | None = None
        self.setWindowTitle(tr(_TITLE))
        theme.resize(self, 820, 900)
        self.document, self.language, self.reader = StillBox(), StillBox(), StillBox()
        label = "label_ar" if language() == "ar" else "label_en"
        for one in printing.documents_for(type, listed=not id):
            self.document.addItem(one[label], one["name"])
        self.document.setCurrentIndex(max(self.document.findData(document), 0))
        for code, text in LANGUAGES:
            self.language.addItem(tr(text), code)
        self.language.setCurrentIndex(self.language.findData(language()))
        self.reader.addItem(tr(_WHOEVER), "")
        for box, name in ((self.document, _DOCUMENT), (self.language, _LANGUAGE), (self.reader, _READER)):
            box.setAccessibleName(tr(name))
            box.currentIndexChanged.connect(self._make)
        self._count = QLabel()
        self.numbered, self.copies = QWidget(), QSpinBox()
        self.copies.setRange(1, _MOST_COPIES)
        self.copies.setLocale(QLocale.c())
        self.copies.setAccessibleName(tr(_COPIES))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._make)
        self.copies.valueChanged.connect(self._pause.start)
        asked = QHBoxLayout(self.numbered)
        asked.setContentsMargins(0, 0, 0, 0)
        label_of_copies = QLabel(tr(_COPIES))
        label_of_copies.setBuddy(self.copies)
        asked.addWidget(label_of_copies)
        asked.addWidget(self.copies)
        self.numbered.setToolTip(tr(_WHY_NUMBERED))
        self.numbered.hide()
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
        layout.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.GAP)
        below = QHBoxLayout()
        below.addWidget(self.reader)
        below.addStretch(1)
        below.addWidget(self.numbered)
        layout.addLayout(bar)
        layout.addLayout(below)
        layout.addWidget(self.notice)
        layout.addWidget(self.pages, 1)
        self._tasks.read(lambda _: reach.readers(store), self._offer_readers)
        self._make()

    def _offer_readers(self, found: dict[str, str]) -> None:
        for word, name in found.items():
            self.reader.addItem(tr(_FOR, name=name), word)

    @property
    def count(self) -> int:
        """How many copies are made: one, unless they are numbered."""
        return self.copies.value() if self._prepared is not None and self._prepared.numbered else 1

    def _make(self) -> None:
        self._pause.stop()
        asked = name, lang, word, copies = self._asked()
        self._prepared = None
        self._count.setText(tr(_MAKING))
        self._save.setEnabled(False)
        self._print.setEnabled(False)

        def work(_: Any) -> tuple[Prepared, bytes, list[Size]]:
            who = reach.reader(self._store, word)
            prepared = printing.prepare(self._store, name, self._id, lang, self._listed, who)
            pdf = prepared.sample(copies)
            return prepared, pdf, sizes(pdf)

        def show(result: tuple[Prepared, bytes, list[Size]]) -> None:
            if asked == self._asked():
                self._show(*result)

        self._tasks.draw(work, show, self._refused)

    def _asked(self) -> tuple[str, str, str, int]:
        return (
            self.document.currentData(), self.language.currentData(), self.reader.currentData(), self.copies.value(),
        )  # fmt: skip

    def _refused(self, fault: CoopDeskError) -> None:
        self._count.clear()
        self.pages.show_pdf(b"", [])
        self.notice.tell(fault)

    def _show(self, prepared: Prepared, pdf: bytes, pages: list[Size]) -> None:
        self.notice.hide()
        self._prepared, self.pdf = prepared, pdf
        self.pages.show_pdf(pdf, pages)
        self._count.setText(tr(_PAGES, n=len(pages)))
        self.numbered.setVisible(prepared.numbered)
        self._save.setEnabled(True)
        self._print.setEnabled(True)

    def _save_as(self) -> None:
        name = f"{self.document.currentData()}-{self.language.currentData()}.pdf"
        kinds = [f"{tr(text)} (*{end})" for text, end in ((_PDF, ".pdf"), (_MAIL, printing.MAIL))]
        chosen, kind = QFileDialog.getSaveFileName(self, tr(_SAVE), name, ";;".join(kinds))
        if chosen:
            path = Path(chosen)
            self.save_to(path.with_suffix(printing.MAIL) if kind == kinds[1] else path)

    def save_to(self, path: Path) -> None:
        """Write the document to a file, several copies each to its own; says that they are not sealed any more."""
        prepared, count = self._prepared, self.count
        assert prepared is not None

        def done(files: list[Path]) -> None:
            if prepared.noted:
                self.notice.say(tr(_NOTED, n=len(files)))

        self._tasks.write(lambda _: printing.save_copies(self._store, prepared, path, count), done, self.notice.tell)

    def _print_out(self) -> None:
        prepared, count = self._prepared, self.count
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if prepared is None or QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        self._tasks.write(
            lambda _: printing.hand_out(self._store, prepared, count),
            lambda pdfs: _paint(printer, pdfs),
            self.notice.tell,
        )


def _paint(printer: QPrinter, pdfs: list[bytes]) -> None:
    """Paint these documents, one after the other, on a printer."""
    area = printer.pageRect(QPrinter.Unit.DevicePixel)
    painter = QPainter(printer)
    begun = False
    try:
        for pdf in pdfs:
            for number in range(len(sizes(pdf))):
                if begun:
                    printer.newPage()
                painter.drawImage(area, pictures(pdf, 2000, [number])[0])
                begun = True
    finally:
        painter.end()
