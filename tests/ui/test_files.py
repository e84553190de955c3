"""The files of a record: looked at inside the store in any encoding, told where cut or missing, taken off and back."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import files, record
from coopdesk.ui import file_preview
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.record_page import RecordPage
from tests.ui.windows import closed, opened, settle

TEXT = "مذكرة قصيرة\nA short note"


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> RecordPage:
    id = record.save(window.store, "contact", {"name_en": "Somebody"})["id"]
    window.open_record("contact", id)
    settle(qtbot, window)
    assert window.page is not None
    window.page.side.setCurrentIndex(3)
    return window.page


def look_at(qtbot: QtBot, window: MainWindow, page: RecordPage, path: Path, content: bytes) -> file_preview.FilePreview:
    path.write_bytes(content)
    page.acts.attach_file(path)
    settle(qtbot, window)
    row = next(row for row in range(page.files.rowCount()) if page.files.item(row, 0).text() == path.name)
    page.files.setCurrentCell(row, 0)
    settle(qtbot, window)
    return page._files.preview


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256"])
def test_texts_are_shown_in_every_encoding(
    encoding: str, window: MainWindow, page: RecordPage, qtbot: QtBot, tmp_path: Path
) -> None:
    preview = look_at(qtbot, window, page, tmp_path / "note.txt", TEXT.encode(encoding))
    assert preview.stack.currentWidget() is preview.text
    assert preview.text.toPlainText() == TEXT
    assert preview.text.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert preview.cut.isHidden()


def test_a_long_text_is_cut_with_a_sentence(window: MainWindow, page: RecordPage, qtbot: QtBot, tmp_path: Path) -> None:
    preview = look_at(qtbot, window, page, tmp_path / "long.txt", "سطر\n".encode() * 600_000)
    assert "beginning of a long text" in preview.cut.text()
    assert not preview.cut.isHidden()
    shown = preview.text.toPlainText()
    assert 0 < len(shown) < 300_000
    assert "\ufffd" not in shown
    look_at(qtbot, window, page, tmp_path / "short.txt", b"short")
    assert preview.cut.isHidden()


def test_pictures_and_pages_are_shown(window: MainWindow, page: RecordPage, qtbot: QtBot, tmp_path: Path) -> None:
    made = BytesIO()
    Image.new("RGB", (40, 20), "red").save(made, "PNG")
    preview = look_at(qtbot, window, page, tmp_path / "a.png", made.getvalue())
    assert preview.stack.currentWidget() is preview.area
    assert preview.picture.pixmap().toImage().pixelColor(20, 10).name() == "#ff0000"
    made = BytesIO()
    sheets = [Image.new("RGB", (40, 60), "white")] * 23
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:])
    preview = look_at(qtbot, window, page, tmp_path / "b.pdf", made.getvalue())
    assert preview.stack.currentWidget() is preview.pages
    assert len(preview.pages.pages) == 23
    qtbot.waitUntil(lambda: preview.pages.pages[0].picture is not None)
    others = {"c.png": b"no picture", "d.pdf": b"%PDF-no", "e.txt": bytes(range(256)), "f.bin": b"x"}
    for name, content in others.items():
        preview = look_at(qtbot, window, page, tmp_path / name, content)
        assert preview.stack.currentWidget() is preview.told, name
        assert "cannot be shown" in preview.told.text()
        assert preview.cut.isHidden()


def test_a_file_with_a_missing_part_says_so(
    window: MainWindow, page: RecordPage, qtbot: QtBot, tmp_path: Path, home: Path
) -> None:
    preview = look_at(qtbot, window, page, tmp_path / "a.txt", b"here")
    for chunk in (home / "files").glob("??/*"):
        chunk.unlink()
    for name in ("b.txt", "c.png"):
        (tmp_path / name).write_bytes(b"content of its own " + name.encode())
        files.attach(window.store, "contact", page.view["id"], tmp_path / name)
    for chunk in (home / "files").glob("??/*"):
        chunk.unlink()
    page.read_side()
    settle(qtbot, window)
    for row in (1, 2, 0):
        page.files.setCurrentCell(row, 0)
        settle(qtbot, window)
        assert preview.stack.currentWidget() is preview.told
        assert "missing at this desk" in preview.told.text()
    assert page.notice.isHidden()


def test_nothing_of_a_file_is_left_in_plain_and_it_is_taken_off_with_a_way_back(
    window: MainWindow, page: RecordPage, qtbot: QtBot, tmp_path: Path, home: Path
) -> None:
    look_at(qtbot, window, page, tmp_path / "note.txt", "مذكرة قصيرة".encode())
    assert not any("مذكرة".encode() in path.read_bytes() for path in home.rglob("*") if path.is_file())
    window.switch_language()
    settle(qtbot, window)
    page.acts.attach_file(tmp_path / "note.txt")
    settle(qtbot, window)
    assert page.files.rowCount() == 2
    assert page._files._chosen() is not None
    window.switch_language()
    settle(qtbot, window)
    page._files.detach()
    settle(qtbot, window)
    assert page.files.rowCount() == 1
    page.notice._action.click()
    settle(qtbot, window)
    assert page.files.rowCount() == 2
