"""Messages in the window read as their sentences do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.i18n import set_language
from coopdesk.sync.refusal import BundleRefused
from coopdesk.ui.messages import Notice


@pytest.fixture
def notice(qtbot: QtBot, qapp: QApplication) -> Notice:
    made = Notice()
    qtbot.addWidget(made)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    made.resize(900, 60)
    return made


def test_an_arabic_sentence_that_begins_with_a_latin_name_reads_from_the_right(notice: Notice) -> None:
    set_language("ar")
    notice.tell(BundleRefused("cut_short", "torn.cdx", n=9))
    inked = _inked(notice._text.grab().toImage())
    assert notice._text.width() - max(inked) < 20
    assert min(inked) > 100


def _inked(image: QImage) -> list[int]:
    """Return the columns of a picture in which something is written."""
    ground = image.pixel(0, 0)
    ratio = image.devicePixelRatio()
    columns, rows = range(image.width()), range(image.height())
    return [round(x / ratio) for x in columns if any(image.pixel(x, y) != ground for y in rows)]
