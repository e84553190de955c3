"""The language, the look and the size change in the middle of writing; then records with heavy pictures are gone
through. Every part of the window was used before, for what a person has used is what must turn."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.i18n import language
from coopdesk.operations import desk, files, record
from coopdesk.operations.examples import add_examples
from coopdesk.ui import theme
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE, filled
from tests.journeys.gaps import Journey
from tests.ui.windows import closed, opened, settle, type_text

_ITEMS = 200
_PHOTO, _SHEET, _SHEETS = (4_000, 3_000), (1_240, 1_754), 12


@pytest.fixture
def window(home: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window of a desk with a long report and a body that has photographs and a scan, all of it gone through."""
    filled(home, add_examples)
    store = desk.open_desk(home, PASSPHRASE)
    items = [{"number": str(place), "topic": f"item {place}"} for place in range(1, _ITEMS + 1)]
    record.save(store, "conference_report", {"title_en": "A long session", "agenda_items": items})
    body = record.save(store, "organization", {"name_en": "Bureau of Photographs"})["id"]
    for name, content in heavy():
        (tmp_path / name).write_bytes(content)
        files.attach(store, "organization", body, tmp_path / name)
    store.close()
    made = opened(home, qtbot, qapp)
    for type in ("organization", "country", "contact", "conference"):
        made.new_record(type)
        settle(qtbot, made)
        made.page.put_away()
    yield made
    closed(made)


def heavy() -> Iterator[tuple[str, bytes]]:
    """Yield two photographs and a scan of several pages, by their names."""
    for name, spread in (("hall.jpg", 40), ("speaker.jpg", 60)):
        made = BytesIO()
        Image.effect_noise(_PHOTO, spread).save(made, "JPEG")
        yield name, made.getvalue()
    made, sheet = BytesIO(), Image.effect_noise(_SHEET, 40)
    sheet.save(made, "PDF", save_all=True, append_images=[sheet] * (_SHEETS - 1))
    yield "scan.pdf", made.getvalue()


def id_of(window: MainWindow, type: str, title: str) -> str:
    """Return the id of the record of a title, as the open list has it."""
    model = window.screen.model
    rows = [row for place in range(model.rowCount()) if (row := model.row(place)) is not None]
    assert window.screen.type == type
    return next(row.id for row in rows if row.title == title)


def test_another_look(window: MainWindow, journey: Journey, qtbot: QtBot, qapp: QApplication) -> None:
    window.open_list("conference_report")
    settle(qtbot, window)
    report = id_of(window, "conference_report", "A long session")
    window.open_record("conference_report", report)
    settle(qtbot, window)
    window.page.edit()
    settle(qtbot, window)
    form = window.page.form
    with journey.step("Write in a long report"):
        for letter in "The hall was full.":
            type_text(form.rows.editors["lessons"].inputs()[0], letter)
            qapp.processEvents()
        settle(qtbot, window)
    for name, wanted in (("Arabic", "ar"), ("English", "en")):
        with journey.step(f"Switch to {name}"):
            window.switch_language()
            settle(qtbot, window)
        assert language() == wanted
        assert form.changes() == {"lessons": "The hall was full."}
    for name, colors in (("the dark look", theme.DARK), ("the light look", theme.LIGHT)):
        with journey.step(f"Switch to {name}"):
            window.appearance.settings.theme = "light" if colors is theme.DARK else "system"
            window.appearance.switch_theme()
            settle(qtbot, window)
        assert theme.colors() is colors
    for name, by in (("Larger", 1), ("As large as before", 0)):
        with journey.step(name):
            window.zoom(by)
            settle(qtbot, window)
    assert form.changes() == {"lessons": "The hall was full."}
    form.save()
    settle(qtbot, window)
    window.page.read()
    window.open_list("organization")
    type_text(window.screen.search, "Photographs")
    qtbot.waitUntil(lambda: window.screen.model.rowCount() == 1)
    settle(qtbot, window)
    body = id_of(window, "organization", "Bureau of Photographs")
    with journey.step("Open a record with photographs"):
        window.open_record("organization", body)
        settle(qtbot, window)
        page = window.page
        page.side.setCurrentWidget(page.side.files)
        settle(qtbot, window)
    places = {page.files.item(place, 0).text(): place for place in range(page.files.rowCount())}
    preview = page._files.preview
    for name in ("hall.jpg", "speaker.jpg", "scan.pdf"):
        with journey.step(f"Look at {name}"):
            page.files.setCurrentCell(places[name], 0)
            settle(qtbot, window)
    assert preview.picture.pixmap().width() == theme.px(700)
    with journey.step("Turn over the pages of the scan"):
        pages = preview.pages
        bar = pages.verticalScrollBar()
        for share in (1, 2, 3, 4):
            bar.setValue(bar.maximum() * share // 4)
            settle(qtbot, window)
        qtbot.waitUntil(lambda: pages.pages[-1].picture is not None)
    with journey.step("Leave it, and come back"):
        window.open_record("conference_report", report)
        settle(qtbot, window)
        window.open_record("organization", body)
        settle(qtbot, window)
    assert page.view["id"] == body
