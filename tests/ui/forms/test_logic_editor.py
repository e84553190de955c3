"""Conditions and limits as a person builds them: from menus, as text, and only looked at."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coopdesk.forms.logic import Asked
from coopdesk.ui.forms.condition_row import ConditionRow
from coopdesk.ui.forms.limits_editor import LimitsEditor
from coopdesk.ui.forms.logic_editor import LogicEditor
from coopdesk.ui.inputs import StillBox
from tests.ui.windows import type_text

_QUESTIONS = (
    Asked("useful", "Useful", "select_one yn", (("yes", "Yes"), ("no", "No"))), Asked("age", "Age", "integer"),
    Asked("topics", "Topics", "select_multiple topics", (("water", "Water"), ("air", "Air"))),
    Asked("day", "Day", "date"), Asked("said", "A note", "note"), Asked("rating", "Rating", "select_one five"),
    Asked("total", "Total", "calculate"),
)  # fmt: skip


@pytest.fixture
def editor(qtbot: QtBot) -> LogicEditor:
    made = LogicEditor()
    qtbot.addWidget(made)
    made.show_logic("", _QUESTIONS)
    made.show()
    return made


def choose(qtbot: QtBot, box: StillBox, value: str) -> None:
    """Choose from a menu as the keyboard does."""
    while box.currentData() != value:
        before = box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Down if box.findData(value) > before else Qt.Key.Key_Up)
        assert box.currentIndex() != before


def value(row: ConditionRow) -> Any:
    assert row.value is not None
    return row.value


def add(qtbot: QtBot, editor: LogicEditor, question: str, operator: str) -> ConditionRow:
    qtbot.mouseClick(editor.add, Qt.MouseButton.LeftButton)
    row = editor.rows[-1]
    choose(qtbot, row.question, question)
    choose(qtbot, row.operator, operator)
    return row


def test_conditions_are_built_from_menus(editor: LogicEditor, qtbot: QtBot) -> None:
    row = add(qtbot, editor, "useful", "is")
    assert editor.expression() == ""
    assert editor.note.isVisible()
    with qtbot.waitSignal(editor.changed):
        choose(qtbot, value(row).input, "no")
    assert editor.expression() == "${useful} = 'no'"
    assert not editor.note.isVisible()
    assert not editor.joint.isVisible()
    type_text(value(add(qtbot, editor, "age", "at_least")).input, "١٨")
    choose(qtbot, value(add(qtbot, editor, "topics", "lacks")).input, "water")
    assert editor.expression() == "${useful} = 'no' and ${age} >= 18 and not(selected(${topics}, 'water'))"
    choose(qtbot, editor.joint, "any")
    assert " or ${age} >= 18 or " in editor.text.label.text()
    assert "No" in editor.words.text()


def test_a_day_is_compared_with_a_day_or_that_of_the_answer(editor: LogicEditor, qtbot: QtBot) -> None:
    row = add(qtbot, editor, "day", "less")
    type_text(value(row).day.input, "5/3/2027")
    assert editor.expression() == "${day} < date('2027-03-05')"
    qtbot.mouseClick(value(row).today, Qt.MouseButton.LeftButton)
    assert editor.expression() == "${day} < today()"


def test_a_condition_is_taken_away(editor: LogicEditor, qtbot: QtBot) -> None:
    editor.show_logic("${useful} = 'no' or ${age} > 3", _QUESTIONS)
    qtbot.keyClick(editor.rows[0].remove, Qt.Key.Key_Space)
    assert editor.expression() == "${age} > 3"
    assert editor.rows[0].question.hasFocus() or not editor.isActiveWindow()
    qtbot.keyClick(editor.rows[0].remove, Qt.Key.Key_Space)
    assert editor.expression() == ""


@pytest.mark.parametrize(
    "text", ["${rating} > 3", "${gone} = 'x'", "${useful} = 'gone'", "selected(${useful}, 'no')", "${topics} = 'air'",
             "${day} = date('2027-01-01')", "${said} != ''",
             "${total} = 'high'", "${total} = 5", "${total} > 5"],
)  # fmt: skip
def test_what_is_shown_is_not_rewritten_and_means_the_same_once_it_is(
    text: str, editor: LogicEditor, qtbot: QtBot
) -> None:
    editor.show_logic(text, _QUESTIONS)
    assert editor.expression() == text
    editor.rows[0].changed.emit()
    assert editor.expression() == text.replace("selected(${useful}, 'no')", "${useful} = 'no'")


def test_what_menus_cannot_show_is_text_and_stays(editor: LogicEditor, qtbot: QtBot) -> None:
    beyond = "${age} + 1 > 18 or count-selected(${topics}) > 1"
    editor.show_logic(beyond, _QUESTIONS)
    assert editor.expression() == beyond
    assert editor.text.line.isVisible()
    assert not editor.text.line.isReadOnly()
    assert editor.note.isVisible()
    assert not editor.add.isVisible()
    editor.text.line.selectAll()
    with qtbot.waitSignal(editor.changed):
        qtbot.keyClicks(editor.text.line, "${age} > 18")
    assert editor.expression() == "${age} > 18"
    assert not editor.text.line.isReadOnly()
    qtbot.mouseClick(editor.as_text, Qt.MouseButton.LeftButton)
    assert [row.question.currentData() for row in editor.rows if row.isVisible()] == ["age"]


def test_the_logic_of_a_frozen_form_is_only_looked_at(editor: LogicEditor, qtbot: QtBot) -> None:
    editor.show_logic("${useful} = 'no'", _QUESTIONS)
    editor.set_frozen(True)
    assert not editor.add.isVisible()
    assert not any(row.isEnabled() for row in editor.rows)
    qtbot.mouseClick(editor.as_text, Qt.MouseButton.LeftButton)
    assert editor.text.line.isReadOnly()


def test_every_control_has_a_name(editor: LogicEditor, qtbot: QtBot) -> None:
    editor.show_logic("${useful} = 'no' and ${day} < today() and ${age} > 1", _QUESTIONS)
    stops = [one for one in editor.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [type(one).__name__ for one in stops if one.isVisible() and not one.accessibleName() and not
            getattr(one, "text", str)()] == []  # fmt: skip


@pytest.fixture
def limits(qtbot: QtBot) -> LimitsEditor:
    made = LimitsEditor()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("type", "low", "high", "text"),
    [("integer", "٠", "120", ". >= 0 and . <= 120"), ("decimal", "", "0.5", ". <= 0.5"),
     ("text", "", "200", "string-length(.) <= 200"), ("select_multiple a", "1", "3",
     "count-selected(.) >= 1 and count-selected(.) <= 3"),
     ("time", "٠٨:٣٠", "17:00", "decimal-time(.) >= 0.35416 and decimal-time(.) <= 0.70834")],
)  # fmt: skip
def test_limits_are_built_by_the_type_of_the_question(
    type: str, low: str, high: str, text: str, limits: LimitsEditor, qtbot: QtBot
) -> None:
    limits.show_limits("", type)
    for end, told in zip(limits.ends, (low, high), strict=True):
        assert end.isVisible()
        if told:
            with qtbot.waitSignal(limits.changed):
                type_text(end.input, told)  # type: ignore[attr-defined]
    assert limits.expression() == text
    limits.show_limits(text, type)
    assert limits.expression() == text
    assert limits.ends[1].value() == high


def test_a_day_may_not_lie_after_that_of_the_answer(limits: LimitsEditor, qtbot: QtBot) -> None:
    limits.show_limits(". <= date('2027-01-01')", "date")
    [_, high] = limits.ends
    qtbot.mouseClick(high.today, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert limits.expression() == ". <= today()"


def test_a_moment_lies_between_days_or_before_that_of_the_answer(limits: LimitsEditor, qtbot: QtBot) -> None:
    limits.show_limits("", "dateTime")
    low, high = limits.ends
    type_text(low.day.input, "1/3/2027")  # type: ignore[attr-defined]
    type_text(high.day.input, "5/3/2027")  # type: ignore[attr-defined]
    assert limits.expression() == ". >= date('2027-03-01') and . < date('2027-03-06')"
    limits.show_limits(limits.expression(), "dateTime")
    assert [one.value() for one in limits.ends] == ["2027-03-01", "2027-03-05"]
    qtbot.mouseClick(high.today, Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert limits.expression() == ". >= date('2027-03-01') and . <= now()"


def test_limits_between_which_nothing_lies_are_told(limits: LimitsEditor, qtbot: QtBot) -> None:
    limits.show_limits(". >= 9 and . <= 3", "integer")
    assert limits.note.text()
    limits.show_limits(". >= 9 and . <= 10", "integer")
    assert not limits.note.text()
    type_text(limits.ends[0].input, "x")  # type: ignore[attr-defined]
    assert limits.expression() == ". <= 10"
    assert limits.note.text()


@pytest.mark.parametrize(
    ("text", "type"), [("regex(., '^a')", "text"), (". >= 3", "text"), (". > 0.5", "decimal"), ("${a} = 1", "note")]
)
def test_a_limit_that_the_fields_cannot_show_is_text_and_stays(text: str, type: str, limits: LimitsEditor) -> None:
    limits.show_limits(text, type)
    assert limits.expression() == text
    assert limits.text.line.isVisible()
    assert not any(end.isVisible() for end in limits.ends)
    limits.set_frozen(True)
    assert limits.text.line.isReadOnly()
