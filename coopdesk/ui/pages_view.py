"""The pages of a PDF under one another. Only what is looked at is drawn, on the worker; the PDF stays in memory.

Invariant: other pages in the place of these leave the person where they were, and the old picture of a page stays until
the new one is there.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from coopdesk.i18n import N_, tr
from coopdesk.ui import theme
from coopdesk.ui.pdf_pictures import Size, pictures
from coopdesk.ui.tasks import Tasks

_PAGE = N_("Page {n}")
_WIDEST = 760
_KEPT = 24
"""The most pages whose pictures are kept."""


class _Page(QWidget):
    """One page: its picture, or white paper until it is there."""

    def __init__(self, number: int, seen: Callable[[int], None]) -> None:
        super().__init__()
        self.number, self._seen = number, seen
        self.picture: QImage | None = None
        self.fresh = False

    def paintEvent(self, _: Any) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        if self.picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self.picture)
        painter.setPen(QColor(theme.colors().line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()
        if not self.fresh:
            self._seen(self.number)


class PagesView(QScrollArea):
    """Shows pages, as wide as there is room."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._pdf, self._sizes = b"", list[Size]()
        self.pages: list[_Page] = []
        self._wanted: set[int] = set()
        self._version = 0
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._draw)
        sheet = QWidget()
        self._column = QVBoxLayout(sheet)
        self._column.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        self._column.setSpacing(theme.SPACE)
        self._column.addStretch(1)
        self.setWidget(sheet)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_pdf(self, pdf: bytes, sizes: list[Size]) -> None:
        """Show other pages."""
        self._pdf, self._sizes = pdf, sizes
        self._version += 1
        while len(self.pages) > len(sizes):
            page = self.pages.pop()
            page.hide()
            page.deleteLater()
        while len(self.pages) < len(sizes):
            page = _Page(len(self.pages), self._look_at)
            page.setAccessibleName(tr(_PAGE, n=page.number + 1))
            self.pages.append(page)
            self._column.insertWidget(self._column.count() - 1, page, 0, Qt.AlignmentFlag.AlignHCenter)
        self._age()

    def go_to(self, page: int) -> None:
        """Bring a page into sight, where it is not."""
        if page < len(self.pages) and self.pages[page].visibleRegion().isEmpty():
            self.verticalScrollBar().setValue(self.pages[page].y() - theme.GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._age()

    def _age(self) -> None:
        """Fit the pages into the width; pictures that were drawn for others are drawn anew once they are seen."""
        width = min(self.viewport().width() - 2 * theme.GAP, theme.px(_WIDEST))
        for page, (across, down) in zip(self.pages, self._sizes, strict=True):
            page.fresh = False
            page.setFixedSize(max(width, 1), max(round(width * down / across), 1))
            page.update()

    def _look_at(self, number: int) -> None:
        self._wanted.add(number)
        self._timer.start()

    def _draw(self) -> None:
        numbers = sorted(one for one in self._wanted if one < len(self.pages))
        self._wanted.clear()
        if not numbers:
            return
        pdf, version = self._pdf, self._version
        width = round(self.pages[0].width() * self.devicePixelRatioF())

        def show(pictures: list[QImage]) -> None:
            if version != self._version:
                return
            for number, picture in zip(numbers, pictures, strict=True):
                self.pages[number].picture, self.pages[number].fresh = picture, True
                self.pages[number].update()
            self._forget(numbers)

        self._tasks.draw(lambda _: pictures(pdf, width, numbers), show)

    def _forget(self, seen: list[int]) -> None:
        """Let go of the pictures that are farthest from what is seen."""
        held = [page for page in self.pages if page.picture is not None]
        held.sort(key=lambda page: min(abs(page.number - one) for one in seen))
        for page in held[_KEPT:]:
            page.picture, page.fresh = None, False
