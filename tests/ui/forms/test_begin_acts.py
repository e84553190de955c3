"""A response is begun from its form, from a survey, or about any record."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.i18n import tr
from coopdesk.operations import record, steps
from coopdesk.ui import tailored
from coopdesk.ui.forms import begin_acts
from coopdesk.ui.forms.begin_acts import FormDialog
from coopdesk.ui.main_window import MainWindow
from tests.operations.forms.asked import question, template
from tests.ui.windows import closed, opened, settle


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def _form(window: MainWindow, tmp_path: Path, name: str = "visit", about: tuple[str, ...] = ()) -> str:
    id = template(
        window.open_store, tmp_path / f"{name}.md", question("text", "a"), use=False, form_id=name, form_title=name,
        title_ar=name,
    )  # fmt: skip
    record.save(window.open_store, "form_template", {"id": id, "about": list(about)})
    steps.take(window.open_store, "form_template", id, "use")
    return id


def _dialog(window: MainWindow) -> FormDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, FormDialog) and one.isVisible())


def _acts(window: MainWindow) -> dict[str, object]:
    assert window.page is not None
    return {tr(text): run for text, run in tailored.acts(window.page.type, window.page.view)}


def test_a_form_in_use_is_filled_from_its_page(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    id = _form(window, tmp_path)
    window.open_record("form_template", id)
    settle(qtbot, window)
    _acts(window)["Fill in this form"](window.page)
    settle(qtbot, window)
    assert (window.page.type, window.page.view["form_template"]) == ("response", id)
    assert window.page.side.tailored[0].isVisible()


def test_a_form_is_filled_about_any_record_those_asked_of_its_type_first(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    _form(window, tmp_path, "a-visit")
    wanted = _form(window, tmp_path, "z-partner", ("organization",))
    body = record.save(window.open_store, "organization", {"name_en": "UNCTAD"})["id"]
    window.open_record("organization", body)
    settle(qtbot, window)
    begin_acts.about(window.page)
    settle(qtbot, window)
    dialog = _dialog(window)
    titles = [dialog.list.item(place).text() for place in range(dialog.list.count())]
    assert titles.index("z-partner") < titles.index("a-visit")
    dialog.list.setCurrentRow(titles.index("z-partner"))
    dialog.button.click()
    settle(qtbot, window)
    assert window.page.type == "response"
    assert (window.page.view["subject"], window.page.view["form_template"]) == (body, wanted)


def test_a_new_response_asks_for_its_form(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    id = _form(window, tmp_path)
    window.new_record("response")
    settle(qtbot, window)
    dialog = _dialog(window)
    dialog.list.setCurrentRow([dialog.list.item(n).text() for n in range(dialog.list.count())].index("visit"))
    dialog.begin()
    settle(qtbot, window)
    assert window.page.view["form_template"] == id


def test_an_answer_to_a_survey_belongs_to_it_and_names_nobody(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    id = _form(window, tmp_path)
    values = {"title_en": "Partners", "title_ar": "الشركاء", "form_template": id, "anonymous": True}
    survey = record.save(window.open_store, "survey", values)["id"]
    window.open_record("survey", survey)
    settle(qtbot, window)
    assert "Enter an answer" not in _acts(window)
    steps.take(window.open_store, "survey", survey, "open")
    window.page.renew()
    settle(qtbot, window)
    _acts(window)["Enter an answer"](window.page)
    settle(qtbot, window)
    view = window.page.view
    assert (view["survey"], view["form_template"]) == (survey, id)
    assert (view["respondent"], view["organization"]) == (None, None)
