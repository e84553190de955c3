"""A survey in the Arabic window: its form is answered by one more partner, submitted, and the results are printed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import desk, listing, record, steps
from coopdesk.operations.forms import example_forms, responses
from coopdesk.ui.forms import begin_acts
from coopdesk.ui.forms.answers_view import FillingView
from coopdesk.ui.forms.results_view import ResultsView
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.preview import Preview
from coopdesk.ui.screens import SCREENS, evaluation
from tests.conftest import PASSPHRASE
from tests.documents.test_pages import by_pdfium, words
from tests.journeys.gaps import Journey
from tests.ui.offices import dialog
from tests.ui.windows import closed, opened, settle, tab

_ANSWERED = 12


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    """The window of a desk with two rounds of a survey of partners, in Arabic."""
    store = desk.open_desk(home, PASSPHRASE)
    example_forms.add(store, {"audience": "local"})
    store.close()
    made = opened(home, qtbot, qapp)
    made.switch_language()
    settle(qtbot, made)
    yield made
    closed(made)


def test_a_survey_from_one_more_answer_to_the_printed_results(
    window: MainWindow, journey: Journey, qtbot: QtBot
) -> None:
    store = window.open_store
    [survey] = listing.views(store, listing.open_list(store, "survey", where={"round": 2}))
    with journey.step("Come to the evaluation"):
        window.tabs.setCurrentIndex(SCREENS.index(evaluation))
        settle(qtbot, window)
    with journey.step("Open the survey"):
        window.open_record("survey", survey["id"])
        settle(qtbot, window)
    assert window.page is not None
    with journey.step("Begin an answer"):
        begin_acts.for_survey(window.page)
        settle(qtbot, window)
    assert window.page is not None
    assert window.page.type == "response"
    id = window.page.view["id"]
    with journey.step("See its form"):
        filling = tab(window, qtbot, FillingView)
    with journey.step("Answer a question"):
        first = next(one for one in filling.sheet.cards.values() if one.block.node.path[-1] == "part")
        filling.sheet._fill(first)
        qtbot.mouseClick(first.editor.buttons["leadership"], Qt.MouseButton.LeftButton)
        settle(qtbot, window)
        qtbot.waitUntil(lambda: not filling.dirty)
    opened_again = responses.open_response(store, id)
    assert opened_again.filling.answers()["respondent"]["part"] == "leadership"
    opened_again.filling.fill(example_forms.given(3, 1))
    responses.save_answers(store, opened_again)
    steps.take(store, "response", id, "submit")
    with journey.step("Go back to the survey"):
        window.open_record("survey", survey["id"])
        settle(qtbot, window)
    with journey.step("See the results"):
        results = tab(window, qtbot, ResultsView)
        qtbot.waitUntil(lambda: results.found is not None)
    assert results.found.results.n == _ANSWERED + 1
    with journey.step("Preview the printed results"):
        results.print_button.click()
        settle(qtbot, window)
        preview = dialog(window, qtbot)
        assert isinstance(preview, Preview)
        qtbot.waitUntil(lambda: bool(preview.pdf))
        settle(qtbot, window)
    read = set(words(by_pdfium(preview.pdf)))
    assert set(words(record.show(store, "survey", survey["id"])["title_ar"])) <= read
    preview.close()
