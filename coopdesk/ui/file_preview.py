"""A file of a record as it looks, from memory: nothing of it is written anywhere outside the sealed store."""

from io import BytesIO
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import N_, Text, tr
from coopdesk.interchange.file_text import text_of
from coopdesk.operations import files
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store
from coopdesk.ui import theme
from coopdesk.ui.inputs import direction_of
from coopdesk.ui.pages_view import PagesView
from coopdesk.ui.pdf_pictures import Size, sizes
from coopdesk.ui.prose import show_text, turn_text
from coopdesk.ui.tasks import Tasks

_DROP = N_("Choose a file to look at it. Files can also be dropped on this page.")
_NO_PREVIEW = N_("This kind of file cannot be shown here. Save a copy to open it.")
_TOO_LARGE = N_("This file is too large to be shown here. Save a copy to open it.")
_CUT_TEXT = N_("This is the beginning of a long text. Save a copy to read all of it.")
_PREVIEW = N_("Preview of the file")
_TEXTS = ("application/json", "application/xml", "application/x-sh", "message/rfc822")
_MOST, _MOST_TEXT, _WIDE = 30 << 20, 256 << 10, 700


class Looked(NamedTuple):
    """What of a file can be shown: a text, a picture as wide as it is shown, or a PDF with the sizes of its pages.

    ``cut`` says that there is more of a text.
    """

    text: str | None = None
    cut: str = ""
    picture: QImage | None = None
    pdf: bytes = b""
    pages: list[Size] | None = None


def look(store: Store, view: View, widest: int) -> Looked | None:
    """Return what of a file can be shown, None where nothing can. Raises ``Damaged`` where a part of it is missing.

    ``widest``: the most pixels across of a picture.
    """
    kind = view["media_type"] or ""
    if kind.startswith("text/") or kind in _TEXTS:
        cut = (view["size"] or 0) > _MOST_TEXT
        text = text_of(files.beginning(store, view["id"], _MOST_TEXT), cut=cut)
        return None if text is None else Looked(text, tr(_CUT_TEXT) if cut else "")
    made = BytesIO()
    files.read(store, view["id"], made)
    if kind == "application/pdf":
        pages = sizes(made.getvalue())
        return Looked(pdf=made.getvalue(), pages=pages) if pages else None
    picture = _picture(made.getvalue(), widest)
    return None if picture.isNull() else Looked(picture=picture)


def _picture(content: bytes, widest: int) -> QImage:
    """Return a picture as wide as it is shown: a photograph is not unpacked whole, which would stop the window."""
    buffer = QBuffer()
    buffer.setData(content)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.width() > widest:
        reader.setScaledSize(QSize(widest, max(size.height() * widest // size.width(), 1)))
    return reader.read()


class FilePreview(QWidget):
    """Shows one file at a time; says why where it cannot."""

    def __init__(self, store: Store, tasks: Tasks) -> None:
        super().__init__()
        self._store, self._tasks = store, tasks
        self._view: View | None = None
        self.told, self.cut, self.text, self.picture = QLabel(), QLabel(), QPlainTextEdit(), QLabel()
        for quiet in (self.told, self.cut):
            quiet.setObjectName("quiet")
            quiet.setWordWrap(True)
        self.told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.text.setReadOnly(True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea(widgetResizable=True)
        self.area.setWidget(self.picture)
        self.pages = PagesView(tasks)
        self.stack = QStackedWidget()
        for widget in (self.told, self.text, self.area, self.pages):
            self.stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.addWidget(self.cut)
        column.addWidget(self.stack, 1)
        self.show_file(None)

    def show_file(self, view: View | None) -> None:
        """Show a file of a record; None: say what can be done here."""
        self._view = view
        if view is None:
            self._say(_DROP)
            return
        kind = view["media_type"] or ""
        is_text = kind.startswith("text/") or kind in _TEXTS
        if not is_text and not kind.startswith("image/") and kind != "application/pdf":
            self._say(_NO_PREVIEW)
        elif not is_text and (view["size"] or 0) > _MOST:
            self._say(_TOO_LARGE)
        else:
            widest = theme.px(_WIDE)
            self._tasks.read(
                lambda _: look(self._store, view, widest),
                lambda found: self._show(view, found),
                lambda fault: self._fail(view, fault),
            )

    def retranslate(self) -> None:
        """Show everything in the present language."""
        for widget in (self.text, self.area, self.picture, self.pages):
            widget.setAccessibleName(tr(_PREVIEW))
        self.show_file(self._view)

    def _show(self, view: View, found: Looked | None) -> None:
        if self._view is not view:
            return
        if found is None:
            self._say(_NO_PREVIEW)
            return
        self.cut.setText(found.cut)
        self.cut.setVisible(bool(found.cut))
        if found.text is not None:
            show_text(self.text, found.text)
            turn_text(self.text, direction_of(found.text))
            self.stack.setCurrentWidget(self.text)
        elif found.picture is not None:
            self.picture.setPixmap(QPixmap.fromImage(found.picture))
            self.area.verticalScrollBar().setValue(0)
            self.stack.setCurrentWidget(self.area)
        else:
            self.pages.show_pdf(found.pdf, found.pages or [])
            self.pages.verticalScrollBar().setValue(0)
            self.stack.setCurrentWidget(self.pages)

    def _fail(self, view: View, fault: CoopDeskError) -> None:
        if self._view is view:
            self._tell(fault.message())

    def _say(self, text: Text) -> None:
        self._tell(tr(text))

    def _tell(self, sentence: str) -> None:
        self.cut.hide()
        self.told.setText(sentence)
        self.stack.setCurrentWidget(self.told)
