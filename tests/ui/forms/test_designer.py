"""The tab in which a form is designed, by people who never saw a workbook: what is done there is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from coopdesk.operations import record, steps
from coopdesk.operations.forms import cascades, design_acts as acts, form_files, question_kinds as kinds, templates
from coopdesk.operations.record_types import View
from coopdesk.ui.forms import template_acts
from coopdesk.ui.forms.designer_view import DesignerView
from coopdesk.ui.forms.designing import UNDO
from coopdesk.ui.inputs import StillBox
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.screens import SCREENS, evaluation
from tests.operations.forms.asked import choice, question, template, workbook
from tests.ui.test_drops import cue, dropped, held
from tests.ui.windows import DIRECTORY, closed, opened, settle, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(home: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    id = template(
        made.open_store, tmp_path / "f.md", question("select_one yn", "useful", "Useful?", "مفيد؟"),
        question("text", "why", "Why?", "لماذا؟", relevant="${useful} = 'no'"),
        choices=(choice("yn", "good", "Good", "جيد"), choice("yn", "bad", "Bad", "سيئ")), use=False,
    )  # fmt: skip
    made.open_record("form_template", id)
    settle(qtbot, made)
    made.activateWindow()
    shown = view(made)
    assert made.page is not None
    made.page.side.setCurrentWidget(shown)
    settle(qtbot, made)
    yield made
    closed(made)


def view(window: MainWindow) -> DesignerView:
    assert window.page is not None
    return next(one for one in window.page.side.tailored if isinstance(one, DesignerView))


def kept(window: MainWindow) -> View:
    assert window.page is not None
    return record.show(window.open_store, "form_template", window.page.view["id"])


def save(window: MainWindow, qtbot: QtBot) -> None:
    view(window).keep()
    settle(qtbot, window)


def test_a_question_is_added_in_plain_words_and_kept_with_a_name_of_its_label(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert len(shown.outline.items) == 2
    shown.begin(kinds.BY_NAME["integer"])
    type_text(shown.card.editors["label_en"].inputs()[0], "How many people?")
    type_text(shown.card.editors["label_ar"].inputs()[0], "كم شخصا؟")
    type_text(shown.card.limits.ends[0].inputs()[0], "1")
    qtbot.mouseClick(shown.card.required, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shown.dirty)
    settle(qtbot, window)
    line = kept(window)["form_questions"][1]
    assert (line["name"], line["type"], line["constraint"], line["label_ar"]) == (
        "how_many_people", "integer", ". >= 1", "كم شخصا؟",
    )  # fmt: skip
    assert line["required"] == "yes"
    templates.load(window.open_store, kept(window)["id"])  # it can be filled


def test_what_is_typed_is_saved_when_the_record_is_left(window: MainWindow, qtbot: QtBot) -> None:
    shown, id = view(window), kept(window)["id"]
    type_text(shown.card.editors["hint_en"].inputs()[0], "Say it freely")
    assert shown.dirty
    assert window.page is not None
    window.page.leave(lambda: None)
    settle(qtbot, window)
    assert record.show(window.open_store, "form_template", id)["form_questions"][0]["hint_en"] == "Say it freely"


def test_choices_are_pasted_and_written_in_the_table(window: MainWindow, qtbot: QtBot) -> None:
    table = view(window).card.choices
    table.paste("Middling\tمتوسط\t2\nNone")
    assert table.table.rowCount() == 4
    table.table.item(0, 2).setText("5")
    save(window, qtbot)
    found = [(one["name"], one["label_ar"], one["score"]) for one in kept(window)["form_choices"]]
    assert found == [("good", "جيد", "5"), ("bad", "سيئ", None), ("middling", "متوسط", "2"), ("none", None, None)]


def test_a_list_that_is_pasted_fills_the_empty_choices_of_a_new_question(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    shown.begin(kinds.BY_NAME["one"])
    table = shown.card.choices
    table.paste("Clean\tنظيفة\nDirty\tمتسخة\nClosed")
    save(window, qtbot)
    told = [(one["label_en"], one["label_ar"]) for one in kept(window)["form_choices"][2:]]
    assert told == [("Clean", "نظيفة"), ("Dirty", "متسخة"), ("Closed", None)]
    assert shown.designing is not None
    shown.designing.undo()
    assert table.table.rowCount() == 2


def test_what_is_no_list_of_choices_or_too_long_is_refused_and_that_stays_told(
    window: MainWindow, qtbot: QtBot
) -> None:
    shown = view(window)
    table, hint = shown.card.choices, shown.card.editors["hint_en"]
    for pasted in ("word " * 10_000, "line\n" * 10_000):
        table.paste(pasted)
        assert table.table.rowCount() == 2
        assert "no list of choices" in table._hint.text()
    QApplication.clipboard().setText("word " * 10_000)
    hint.inputs()[0].setFocus()
    qtbot.keyClick(hint.inputs()[0], Qt.Key.Key_V, CONTROL)
    assert len(str(hint.value())) == 10_000
    save(window, qtbot)
    assert shown.designing is not None
    shown.designing.check()
    settle(qtbot, window)
    assert "at most" in shown.card.faults.text()
    type_text(shown.card.editors["hint_ar"].inputs()[0], "قل")
    assert not shown.card.faults.isVisible()


def test_a_fault_is_told_at_its_question_with_what_to_do(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    shown.choose(list(shown.outline.items)[1])
    assert shown.designing is not None
    shown.designing.do(acts.say, shown.card.key, {"relevant": "${nothing} = 1"})
    qtbot.waitUntil(lambda: shown.card.faults.isVisible())
    assert "nothing" in shown.card.faults.text()
    assert shown.wrong.isVisible()


def test_rows_are_moved_and_taken_away_by_keys_and_that_is_taken_back(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    shown.outline.setFocus()
    qtbot.keyClick(shown.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    save(window, qtbot)
    assert [one["name"] for one in kept(window)["form_questions"]] == ["why", "useful"]
    qtbot.keyClick(shown.outline, Qt.Key.Key_Delete)
    assert len(shown.outline.items) == 1
    shown._back()
    save(window, qtbot)
    assert [one["name"] for one in kept(window)["form_questions"]] == ["why", "useful"]
    assert len(kept(window)["form_choices"]) == 2


def test_the_preview_shows_the_form_as_it_is_designed(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    shown.seen.setChecked(True)
    settle(qtbot, window)
    assert shown.preview.session is not None
    assert len(shown.preview.session.shown.blocks) == 1
    shown.begin(kinds.BY_NAME["date"])
    type_text(shown.card.editors["label_en"].inputs()[0], "When?")
    qtbot.waitUntil(lambda: len(shown.preview.session.shown.blocks) == 2)


def test_a_form_in_use_is_read_only_and_a_new_version_is_opened(window: MainWindow, qtbot: QtBot) -> None:
    before = kept(window)["id"]
    steps.take(window.open_store, "form_template", before, "use")
    window.open_record("form_template", before)
    settle(qtbot, window)
    shown = view(window)
    assert window.page is not None
    window.page.side.setCurrentWidget(shown)
    settle(qtbot, window)
    assert shown.reading
    assert not shown.add.isVisible()
    with qtbot.waitSignal(window.page.context.asked, timeout=10_000) as asked:
        qtbot.mouseClick(shown.version, Qt.MouseButton.LeftButton)
    made = record.show(window.open_store, *asked.args)
    assert made["earlier"] == before
    settle(qtbot, window)
    assert window.page.view["id"] == made["id"]
    assert not view(window).reading


def test_a_workbook_is_given_and_taken(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.page is not None
    before = window.page.view["id"]
    template_acts.save_to(window.page, tmp_path / "out.xlsx")
    settle(qtbot, window)
    with qtbot.waitSignal(window.screen.list.context.asked, timeout=10_000) as asked:
        template_acts.take_from(window.screen.list, tmp_path / "out.xlsx")
    made = record.show(window.open_store, *asked.args)
    assert made["earlier"] == before
    settle(qtbot, window)
    assert window.page.view["id"] == made["id"]
    bad = workbook(tmp_path / "bad.md", question("nonsense", "a"))
    template_acts.take_from(window.screen.list, bad)
    settle(qtbot, window)
    dialog = next(one for one in window.findChildren(template_acts.FaultsDialog))
    assert dialog.table.rowCount() >= 1
    dialog.reject()


def test_a_name_counts_once_it_is_whole_and_is_nobody_elses(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert shown.designing is not None
    shown.choose(shown.designing.state.questions[1].key)
    shown.card.more.setChecked(True)
    [line] = shown.card.editors["name"].findChildren(QLineEdit)
    for typed, taken in (("useful", "why"), ("useful_reason", "useful_reason")):
        line.setFocus()
        line.clear()
        type_text(line, typed)
        assert [one["name"] for one in shown.designing.state.questions] == ["useful", "why"]
        line.editingFinished.emit()
        assert shown.designing.state.questions[1]["name"] == taken
    assert shown.designing.state.questions[1]["relevant"] == "${useful} = 'no'"


def test_a_formula_that_limits_cannot_show_stays(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert shown.designing is not None
    key = shown.designing.state.questions[1].key
    shown.designing.do(acts.say, key, {"constraint": "regex(., '^[A-Z]+$')"})
    shown.choose(key)
    settle(qtbot, window)
    assert shown.card.limits.expression() == "regex(., '^[A-Z]+$')"
    assert shown.card.limits.text.line.isVisible()
    assert not any(one.isVisible() for one in shown.card.limits.ends)


def test_what_is_wrong_with_the_form_as_a_whole_is_told(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert shown.designing is not None
    for one in shown.designing.state.questions:
        shown.designing.do(acts.remove, one.key)
    qtbot.waitUntil(lambda: 0 in shown.designing.faults)
    shown.show_fault()
    assert window.page is not None
    assert "survey" in window.page.notice.text


def test_the_workbook_of_a_form_is_taken_as_one_wherever_it_is_dropped(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    assert window.page is not None
    path, before = tmp_path / "out.xlsx", window.page.view["id"]
    template_acts.save_to(window.page, path)
    settle(qtbot, window)
    window.tabs.setCurrentIndex(DIRECTORY)
    settle(qtbot, window)
    assert held(window, path)
    assert cue(window).title.text() == "Drop the form to take it: out.xlsx"
    with qtbot.waitSignal(window.screens[SCREENS.index(evaluation)].list.context.asked, timeout=10_000) as asked:
        dropped(window, path)
    settle(qtbot, window)
    assert record.show(window.open_store, *asked.args)["earlier"] == before
    assert window.page.view["id"] == asked.args[1]
    id = record.save(window.open_store, "contact", {"name_en": "Somebody"})["id"]
    window.open_record("contact", id)
    settle(qtbot, window)
    assert held(window, path, at=window.page.mapTo(window, window.page.rect().center()))
    assert "attach" in cue(window).title.text()


def test_only_a_workbook_with_the_sheets_of_a_form_is_one(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert window.page is not None
    path = tmp_path / "out.xlsx"
    template_acts.save_to(window.page, path)
    settle(qtbot, window)
    book = load_workbook(path)
    book["survey"].title = "people"
    book.save(tmp_path / "other.xlsx")
    (tmp_path / "torn.xlsx").write_bytes(path.read_bytes()[:900])
    found = [form_files.is_form(tmp_path / one) for one in ("out.xlsx", "other.xlsx", "torn.xlsx", "none.xlsx")]
    assert found == [True, False, False, False]


def test_what_the_page_read_before_the_last_save_does_not_close_the_design(window: MainWindow, qtbot: QtBot) -> None:
    shown, before = view(window), kept(window)
    qtbot.keyClick(shown.outline, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    save(window, qtbot)
    designing = shown.designing
    shown.show_record(before)
    assert designing is not None
    assert shown.designing is designing
    record.save(window.open_store, "form_template", {"id": before["id"], "form_questions": [
        {"id": before["form_questions"][0]["id"], "label_en": "How useful?"}]})  # fmt: skip
    shown.show_record(kept(window))
    settle(qtbot, window)
    assert shown.designing is not designing
    assert shown.card.row is not None


def test_the_keys_of_undo_take_back_every_change_of_the_form_by_its_name(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert shown.designing is not None
    words = shown.card.editors["label_en"].inputs()[0]
    for letter in " Really":
        type_text(words, letter)
    type_text(shown.card.editors["hint_en"].inputs()[0], "Say it")
    qtbot.mouseClick(shown.card.required, Qt.MouseButton.LeftButton)
    shown.outline.setFocus()
    qtbot.keyClick(shown.outline, Qt.Key.Key_Delete)
    save(window, qtbot)

    def told(name: str) -> str:
        window.menus.menus["edit"].aboutToShow.emit()
        return window.menus.actions[name].text()

    back = ["Undo: deleting a question", "Undo: whether an answer is needed", "Undo: a hint",
            "Undo: the words of a question"]  # fmt: skip
    for one in back:
        assert (told("undo"), shown.buttons[UNDO].toolTip()) == (one, one)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CONTROL)
    assert not shown.designing.can_undo
    assert (shown.card.row or {})["label_en"] == "Useful?"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CONTROL)  # what was saved is not taken back beneath it
    save(window, qtbot)
    assert kept(window)["form_questions"][0]["label_en"] == "Useful?"
    assert told("redo") == "Redo: the words of a question"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y, CONTROL)
    assert [(shown.card.row or {})[one] for one in ("hint_en", "required")] == ["Say it", ""]


def test_what_is_answered_to_try_the_form_is_taken_back_in_its_field(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    type_text(shown.card.editors["hint_en"].inputs()[0], "Say it")
    shown.seen.setChecked(True)
    settle(qtbot, window)
    shown.preview.language.setFocus()
    assert shown.trail is None
    shown.outline.setFocus()
    assert shown.trail is shown.designing


def test_choices_follow_an_answer_from_menus(window: MainWindow, qtbot: QtBot) -> None:
    shown = view(window)
    assert shown.designing is not None
    shown.begin(kinds.BY_NAME["one"])
    card, table = shown.card, shown.card.choices
    assert table.table.isColumnHidden(3)
    card.cascade.followed.setFocus()
    qtbot.keyClick(card.cascade.followed, Qt.Key.Key_Down)
    assert (card.row or {})["choice_filter"] == card.cascade.text.label.text() == "useful = ${useful}"
    assert not table.table.isColumnHidden(3)
    assert "2" in table._hint.text()
    table.table.setCurrentCell(0, 3)
    table.table.setFocus()
    table.table.editItem(table.table.item(0, 3))
    [box] = table.table.viewport().findChildren(StillBox)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert table.table.item(0, 3).text() == "Bad"
    table.paste("Very\tجدا\t3\tجيد")
    said = [cascades.belongs(one, "useful") for one in shown.designing.state.choices if one["list_name"] == table.list]
    assert said == ["bad", "good"]
    shown.designing.undo()
    assert table.table.rowCount() == 2
    save(window, qtbot)
    assert kept(window)["form_questions"][1]["choice_filter"] == "useful = ${useful}"
