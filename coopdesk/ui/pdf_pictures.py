"""Pictures of the pages of a PDF. Invariant: one thread at a time is inside PDFium, which knows of no other."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

from PySide6.QtGui import QImage

Size = tuple[float, float]
_ALONE = Lock()


def sizes(pdf: bytes) -> list[Size]:
    """Return the width and height of each page in points; none for what is no PDF."""
    with _opened(pdf) as document:
        return [document.get_page_size(number) for number in range(len(document or ()))]


def outline(pdf: bytes) -> list[tuple[str, int]]:
    """Return the headings of a PDF, each with the place of its page; none for what is no PDF."""
    with _opened(pdf) as document:
        marks = [(mark.get_title(), mark.get_dest()) for mark in (document.get_toc() if document is not None else ())]
        return [(title, dest.get_index()) for title, dest in marks if dest is not None]


def pictures(pdf: bytes, width: int, numbers: Sequence[int]) -> list[QImage]:
    """Return pages of a PDF as pictures of this width in pixels; none for what is no PDF."""
    found: list[QImage] = []
    with _opened(pdf) as document:
        for number in numbers if document is not None else ():
            page = document[number]
            bitmap = page.render(scale=width / page.get_width(), rev_byteorder=True)
            buffer = bytes(bitmap.buffer)
            form = QImage.Format.Format_RGB888 if bitmap.n_channels == 3 else QImage.Format.Format_RGBA8888
            found.append(QImage(buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy())
    return found


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with _ALONE:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError:
            yield None
            return
        with document:
            yield document
