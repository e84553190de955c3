"""Forms as PDF in the window: a fillable one is saved, and those that come back are taken."""

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from coopdesk.operations import listing, record
from coopdesk.ui.forms import paper_acts
from coopdesk.ui.forms.paper_acts import TakenDialog
from coopdesk.ui.main_window import MainWindow
from tests.operations.forms.asked import question, template
from tests.operations.forms.filled import filled
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_fillable_pdf_is_saved_and_taken_back(window: MainWindow, qtbot: QtBot, tmp_path: Path, lang: str) -> None:
    store = window.store
    id = template(store, tmp_path / "form.md", question("integer", "age", "Age", "العمر", constraint=". < 120"))
    if lang == "ar":
        window.switch_language()
    window.open_record("form_template", id)
    settle(qtbot, window)
    blank = tmp_path / "blank.pdf"
    act = dict(window.page.acts.entries())["Fillable PDF…" if lang == "en" else "ملف PDF قابل للتعبئة…"]
    with mock.patch.object(QFileDialog, "getSaveFileName", return_value=(str(blank), "")):
        act()
    settle(qtbot, window)
    files = [
        filled(blank.read_bytes(), {"age": age}, tmp_path / f"{age}.pdf") for age in ("34", "200")
    ] + [tmp_path / "form.md"]  # fmt: skip
    with mock.patch.object(QFileDialog, "getOpenFileNames", return_value=([str(one) for one in files], "")):
        window.open_list("response")
        settle(qtbot, window)
        paper_acts.take(window.records.list)
    settle(qtbot, window)
    [dialog] = window.findChildren(TakenDialog)
    assert dialog.lines.rowCount() == 2
    assert [dialog.lines.item(row, 0).text() for row in range(2)] == ["200.pdf", "form.md"]
    assert dialog.lines.item(0, 1).text() == ("Age" if lang == "en" else "العمر")
    assert faults(dialog, "") == []
    dialog.accept()
    made = listing.ids(store, listing.open_list(store, "response"))
    assert [record.show(store, "response", one)["channel"] for one in made] == ["pdf", "pdf"]
