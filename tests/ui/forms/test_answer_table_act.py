"""Answers taken from a table, from the page of their form."""

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from coopdesk.operations import listing, record
from coopdesk.ui.forms.answer_table_act import TableDialog
from coopdesk.ui.main_window import MainWindow
from tests.operations.forms.asked import question, template
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_what_a_table_brings_is_shown_and_then_taken(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, lang: str
) -> None:
    store = window.store
    id = template(store, tmp_path / "form.md", question("integer", "age", "Age", "العمر", constraint=". < 120"))
    table = tmp_path / "answers.csv"
    table.write_text("age,Other\n34,a\n200,b\n#REF!,c\n", "utf-8")
    if lang == "ar":
        window.switch_language()
    window.open_record("form_template", id)
    settle(qtbot, window)
    act = dict(window.page.acts.entries())["Take answers from a table…" if lang == "en" else "أخذ إجابات من جدول…"]
    with mock.patch.object(QFileDialog, "getOpenFileName", return_value=(str(table), "")):
        act()
    settle(qtbot, window)
    [dialog] = window.findChildren(TableDialog)
    assert (dialog.faults.rowCount(), "Other" in dialog.told.text()) == (2, True)
    assert faults(dialog, "") == []
    dialog.submit.setChecked(True)
    dialog.take_button.click()
    settle(qtbot, window)
    made = listing.ids(store, listing.open_list(store, "response"))
    assert sorted(str(record.show(store, "response", one)["stage"]) for one in made) == ["None", "pending"]
