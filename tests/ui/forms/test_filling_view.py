"""The tab in which a response is filled: as a page and question by question, in the languages of the form, kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import conflicts, desk
from coopdesk.operations.forms import responses, templates
from coopdesk.records import TYPES
from coopdesk.ui.forms.answers_view import FillingView
from coopdesk.ui.forms.card import Card
from coopdesk.ui.forms.session import Session
from coopdesk.ui.main_window import MainWindow
from tests.conftest import PASSPHRASE
from tests.operations.forms.asked import choice, question, template
from tests.pictures.audit import faults
from tests.ui.windows import closed, opened, settle, type_text

_CHOICES = (
    choice("yn", "yes", "Yes", "نعم", score="1"), choice("yn", "no", "No", "لا", score="0"),
    choice("scale", "low", "Low", "ضعيف"), choice("scale", "mid", "Middling", "متوسط"),
    choice("scale", "high", "High", "عالٍ"),
)  # fmt: skip
_ROWS: tuple[dict[str, Any], ...] = (
    question("select_one yn", "useful", "Was it useful?", "هل كانت مفيدة؟", required="yes", criterion="Use"),
    question("text", "why", "Why not?", "لِمَ لا؟", relevant="${useful} = 'no'", required="yes"),
    question("integer", "people", "How many took part?", "كم شارك؟", constraint=". > 0",
             **{"constraint_message::English (en)": "At least one.",
                "constraint_message::Arabic (ar)": "واحد على الأقل."}),
    question("date", "day", "On which day?", "في أي يوم؟"),
    question("begin_group", "quality", "How good was it?", "ما مدى جودتها؟", appearance="table-list"),
    question("select_one scale", "place", "The place", "المكان"),
    question("select_one scale", "food", "The food", "الطعام"),
    question("end_group", ""),
    question("begin_repeat", "met", "Whom we met", "من التقينا"),
    question("text", "person", "Name", "الاسم"),
    question("end_repeat", ""),
    {"type": "text", "name": "english", "label::English (en)": "Anything else?"},
)  # fmt: skip


@pytest.fixture
def window(home: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    id = template(made.open_store, tmp_path / "visit.md", *_ROWS, choices=_CHOICES)
    made.open_record("response", responses.begin(made.open_store, id)["id"])
    settle(qtbot, made)
    made.activateWindow()
    yield made
    closed(made)


def view(window: MainWindow) -> FillingView:
    assert window.page is not None
    [found] = window.page.side.tailored
    assert isinstance(found, FillingView)
    return found


def card(window: MainWindow, name: str) -> Card:
    """Return the card of a question, filled."""
    shown = view(window)
    found = next(one for one in shown.sheet.cards.values() if one.block.node.path[-1] == name)
    shown.sheet._fill(found)
    return found


def kept(window: MainWindow) -> dict[str, Any]:
    assert window.page is not None
    return responses.open_response(window.open_store, window.page.view["id"]).filling.answers()


def test_a_choice_whose_name_is_two_words_stays_while_it_is_offered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    rows = (
        question("integer", "least", "At least how large?", "ما أقل حجم؟"),
        question("select_one town", "town", "Town", "المدينة", choice_filter="size >= ${least}"),
    )
    towns = (
        choice("town", "abu dhabi", "Abu Dhabi", "أبوظبي", size="3"),
        choice("town", "doha", "Doha", "الدوحة", size="1"),
    )
    id = template(window.open_store, tmp_path / "towns.md", *rows, choices=towns)
    window.open_record("response", responses.begin(window.open_store, id)["id"])
    settle(qtbot, window)
    session = view(window).session
    assert session is not None
    tree = session.filling.tree
    least, town = tree.at("/data/least"), tree.at("/data/town")
    for node, told in ((least, "1"), (town, "abu dhabi"), (least, "2")):
        session.answer(node, told)
    assert session.value(town) == "abu dhabi"
    session.answer(least, "4")
    assert session.value(town) == ""


def save(window: MainWindow, qtbot: QtBot) -> None:
    view(window).keep()
    settle(qtbot, window)


def test_a_response_opens_at_its_answers_and_keeps_what_is_answered(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert shown.isVisible()
    button = card(window, "useful").editor.buttons["no"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    type_text(card(window, "why").editor.input, "قصيرة جدا")
    qtbot.waitUntil(lambda: not shown.dirty)
    assert kept(window)["useful"] == "no"
    assert kept(window)["why"] == "قصيرة جدا"


def test_what_is_typed_is_kept_when_the_window_closes_at_once(home: Path, window: MainWindow, qtbot: QtBot) -> None:
    id = window.page.view["id"]
    type_text(card(window, "people").editor.input, "٤٠")
    assert view(window).dirty
    window.close()
    store = desk.open_desk(home, PASSPHRASE)
    assert responses.open_response(store, id).filling.answers()["people"] == "40"
    store.close()


def test_what_is_typed_is_kept_when_another_record_is_shown_and_nothing_of_it_stays(
    window: MainWindow, qtbot: QtBot
) -> None:
    id = window.page.view["id"]
    type_text(card(window, "people").editor.input, "40")
    assert len(window.tasks.findChildren(Session)) == 1
    window.page.put_away()
    settle(qtbot, window)
    assert responses.open_response(window.open_store, id).filling.answers()["people"] == "40"
    assert window.tasks.findChildren(Session) == []


def test_what_is_typed_is_kept_before_the_desk_is_locked(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    type_text(card(window, "people").editor.input, "40")
    window.locking.lock()
    qtbot.waitUntil(lambda: not window.locking._shutting.isActive())
    assert not shown.dirty
    window.unlock.inputs["passphrase"].setText(PASSPHRASE)
    qtbot.mouseClick(window.unlock.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.locking.locked)
    settle(qtbot, window)
    assert kept(window)["people"] == "40"


def test_what_is_wrong_is_kept_and_told_beneath_the_question(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    type_text(card(window, "people").editor.input, "0")
    type_text(card(window, "day").editor.input, "31/2/2027")
    save(window, qtbot)
    qtbot.waitUntil(lambda: bool(card(window, "day").error.text()))
    assert card(window, "people").error.text() == "At least one."
    assert kept(window)["people"] == "0"
    assert kept(window)["day"] == "31/2/2027"
    shown.session.count()
    assert shown.bar.wrong.text() == "3 answers to correct"
    shown.bar.wrong.click()
    qtbot.waitUntil(lambda: window.focusWidget() in card(window, "useful").stops())
    assert card(window, "useful").error.text() == "An answer is needed here."
    card(window, "people").editor.input.clear()
    type_text(card(window, "people").editor.input, "5")
    qtbot.waitUntil(lambda: not card(window, "people").error.text())


def test_a_paste_that_is_no_answer_is_refused_in_words(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(card(window, "useful").editor.buttons["no"], Qt.MouseButton.LeftButton)
    line = card(window, "why").editor.input
    QApplication.clipboard().setText("much " * 10_000_000)
    line.setFocus()
    line.paste()
    QApplication.clipboard().clear()
    assert "at most 10,000 characters" in card(window, "why").error.text()
    save(window, qtbot)
    assert len(kept(window)["why"]) == 10_000


def test_a_question_that_is_asked_no_more_goes_and_comes_back_with_its_answer(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)

    def names() -> list[str]:
        return [shown.sheet.cards[one].block.node.path[-1] for one in shown.sheet._order]

    buttons = card(window, "useful").editor.buttons
    assert "why" not in names()
    qtbot.mouseClick(buttons["no"], Qt.MouseButton.LeftButton)
    assert names()[:3] == ["useful", "why", "people"]
    type_text(card(window, "why").editor.input, "Short")
    qtbot.mouseClick(buttons["yes"], Qt.MouseButton.LeftButton)
    assert "why" not in names()
    qtbot.mouseClick(buttons["no"], Qt.MouseButton.LeftButton)
    assert card(window, "why").editor.input.text() == "Short"


def test_the_keyboard_alone_answers(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    shown.sheet.first()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_2)
    assert shown.session.value(card(window, "useful").block.node) == "no"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Up)
    assert shown.session.value(card(window, "useful").block.node) == "yes"
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is card(window, "people").editor.input
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is card(window, "day").editor.input
    grid = next(one for one in shown.sheet.cards.values() if one.block.kind == "grid").grid
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_3)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1)
    assert [shown.session.value(node) for node in grid.buttons] == ["high", "low"]


def test_question_by_question_goes_on_by_enter_and_is_remembered(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    shown.bar.single.click()
    assert shown.turning.place.text() == "1 of 7"
    seen = [one.block.node.path[-1] for one in shown.sheet.cards.values() if not one.isHidden()]
    assert seen == ["useful"]
    shown.sheet.first()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1)
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.focusWidget() is card(window, "people").editor.input
    shown.turning.back.click()
    assert shown.turning.place.text() == "1 of 7"
    settle(qtbot, window)
    id = window.page.view["id"]
    window.page.put_away()
    window.open_record("response", id)
    settle(qtbot, window)
    assert shown.bar.single.isChecked()


def test_the_form_speaks_its_languages_at_once_and_says_what_is_not_translated(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown = view(window)
    type_text(card(window, "people").editor.input, "12")
    box = shown.bar.language
    assert [box.itemText(place) for place in range(box.count())] == ["English", "Arabic"]
    box.setCurrentIndex(box.findData("Arabic (ar)"))
    box.activated.emit(box.currentIndex())
    assert card(window, "people")._title.text() == "كم شارك؟"
    assert shown.sheet.isRightToLeft()
    assert card(window, "people").editor.input.text() == "12"
    assert card(window, "useful").editor.buttons["yes"].accessibleName() == "نعم"
    assert not card(window, "people")._untranslated.isVisible()
    assert card(window, "english")._untranslated.isVisible()


def test_entries_of_a_list_are_added_and_removed(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    type_text(card(window, "person").editor.input, "One")
    more = next(one for one in shown.sheet.cards.values() if one.block.kind == "more")
    shown.sheet._fill(more)
    more.button.click()
    type_text(window.focusWidget(), "Two")
    save(window, qtbot)
    assert kept(window)["met"] == [{"person": "One"}, {"person": "Two"}]
    first = next(one for one in shown.sheet.cards.values() if one.block.kind == "entry")
    shown.sheet._fill(first)
    first.button.click()
    save(window, qtbot)
    assert kept(window)["met"] == [{"person": "Two"}]


def test_an_answer_that_another_gave_meanwhile_stands_beside(window: MainWindow, qtbot: QtBot) -> None:
    other = responses.open_response(window.open_store, window.page.view["id"])
    other.filling.answer("/data/people", "7")
    responses.save_answers(window.open_store, other)
    type_text(card(window, "people").editor.input, "9")
    save(window, qtbot)
    assert "Both answers are kept" in window.page.notice.text
    [found] = conflicts.conflicts(window.open_store, window.page.view["id"])
    assert found["count"] == 2
    assert card(window, "people").mark.text() == "◆ 2 values"
    conflicts.resolve(window.open_store, found["id"], keep=0)
    window.page.renew()
    settle(qtbot, window)
    left = kept(window)["people"]
    assert card(window, "people").editor.input.text() == left
    assert card(window, "people").mark.isHidden()


def test_a_refused_step_leads_to_the_answers_and_what_is_submitted_is_read(window: MainWindow, qtbot: QtBot) -> None:
    page, shown = window.page, view(window)
    submit = next(one for one in TYPES["response"].__steps__ if one.name == "submit")
    page.side.setCurrentIndex(0)
    page.acts.take_step(submit)
    settle(qtbot, window)
    assert "Was it useful?" in page.notice.text
    page.notice._action.click()
    assert shown.isVisible()
    assert window.focusWidget() in card(window, "useful").stops()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_1)
    page.acts.take_step(submit)
    settle(qtbot, window)
    assert page.view["stage"] == "pending"
    assert card(window, "useful").editor is None
    assert card(window, "useful")._read.text() == "Yes"


def test_the_score_is_told(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.mouseClick(card(window, "useful").editor.buttons["yes"], Qt.MouseButton.LeftButton)
    view(window).session.count()
    assert view(window).bar.score.text() == "Score: 100% · Use: 100%"
    assert view(window).bar.how_far.text() == "1 of 7 answered"


def test_the_form_and_the_page_of_a_response_leave_its_answers_to_their_tab(window: MainWindow, qtbot: QtBot) -> None:
    assert "answers" not in window.page.form.lists
    assert window.page.form.lists == {}


def test_nothing_is_cut_or_nameless(window: MainWindow, qtbot: QtBot) -> None:
    assert faults(window, "") == []


def test_what_others_answer_meanwhile_is_shown_and_the_person_stays_where_he_was(
    window: MainWindow, qtbot: QtBot
) -> None:
    other = responses.open_response(window.open_store, window.page.view["id"])
    other.filling.answer("/data/useful", "yes")
    responses.save_answers(window.open_store, other)
    type_text(card(window, "people").editor.input, "9")
    save(window, qtbot)
    assert kept(window)["useful"] == "yes"
    assert card(window, "useful").editor.buttons["yes"].isChecked()
    assert window.focusWidget() is card(window, "people").editor.input
    assert card(window, "people").editor.input.text() == "9"


def test_the_form_turns_with_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.switch_language()
    try:
        settle(qtbot, window)
        assert card(window, "people")._title.text() == "كم شارك؟"
        assert view(window).bar.language.currentData() == "Arabic (ar)"
    finally:
        window.switch_language()
        settle(qtbot, window)


def test_a_saved_answer_is_taken_back_by_the_undo_of_the_window(window: MainWindow, qtbot: QtBot) -> None:
    button = card(window, "useful").editor.buttons["no"]
    button.click()
    save(window, qtbot)
    window.page.acts.undo_last()
    settle(qtbot, window)
    assert "useful" not in {name for name, told in kept(window).items() if told}
    assert not card(window, "useful").editor.buttons["no"].isChecked()


def test_a_form_begins_with_what_it_is_for_in_the_language_that_is_read(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert shown.sheet.intro.isHidden()
    store = window.open_store
    window.open_record("response", responses.begin(store, templates.find(store, "help_feedback"))["id"])
    settle(qtbot, window)
    assert shown.sheet.intro.text().startswith("You have the right")
    assert shown.sheet.intro.isVisible()
    shown.bar.spoken.emit("Arabic (ar)")
    assert shown.sheet.intro.text().startswith("من حقكم")
    shown.bar.single.click()
    assert shown.sheet.intro.isVisible()
    shown.session.answer(card(window, "consent").block.node, "yes")
    shown.turn(1)
    assert shown.sheet.intro.isHidden()


def test_a_session_ends_with_its_page_once_all_is_kept(window: MainWindow, qtbot: QtBot) -> None:
    session = view(window).session
    assert session is not None
    assert session.parent() is window.tasks
    gone: list[bool] = []
    session.destroyed.connect(lambda: gone.append(True))
    session.answer(card(window, "english").block.node, "No")
    id = window.page.view["id"]
    window.page.put_away()
    window.open_record("response", id)
    settle(qtbot, window)
    assert kept(window)["english"] == "No"
    view(window)._put_away()
    settle(qtbot, window)
    assert gone == [True]
