"""The questions of a form are put in order by the mouse and by keys, in and out of sections."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations.forms import design_acts as acts
from coopdesk.ui.forms.designer_view import DesignerView
from coopdesk.ui.forms.outline import Outline
from coopdesk.ui.main_window import MainWindow
from tests.operations.forms.asked import question, template
from tests.ui.windows import closed, opened, settle

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
HANDS = (LEFT, Qt.KeyboardModifier.NoModifier)


@pytest.fixture
def window(home: Path, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    rows = (question("text", "a"), question("begin_group", "g"), question("text", "b"), question("text", "c"),
            question("end_group", ""), question("text", "d"))  # fmt: skip
    id = template(made.open_store, tmp_path / "f.md", *rows, use=False)
    made.open_record("form_template", id)
    settle(qtbot, made)
    made.activateWindow()
    assert made.page is not None
    made.page.side.setCurrentWidget(view(made))
    settle(qtbot, made)
    yield made
    closed(made)


def view(window: MainWindow) -> DesignerView:
    assert window.page is not None
    return next(one for one in window.page.side.tailored if isinstance(one, DesignerView))


def names(window: MainWindow) -> str:
    """Return the names of the questions in their order; a section in brackets."""
    designing = view(window).designing
    assert designing is not None
    rows = designing.state.questions
    return "".join(")" if one["type"] == "end_group" else one["name"] + "(" * (one["name"] == "g") for one in rows)


def place(outline: Outline, name: str, share: float) -> QPoint:
    """Return a place on a question, from its upper edge (0) to its lower one (1)."""
    designing = outline.parentWidget().parentWidget().designing  # type: ignore[union-attr]
    row = next(one for one in designing.state.questions if one["name"] == name)
    found = outline.visualItemRect(outline.items[row.key])
    return QPoint(found.center().x(), round(found.top() + share * (found.height() - 1)))


def dragged(window: MainWindow, name: str, to: str, share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take a question by the mouse and drop it on another one. The drag itself is begun by the tree; what the system
    sends while it lasts is sent to the window."""
    outline, begun = view(window).outline, list[QMimeData]()
    monkeypatch.setattr(outline, "startDrag", lambda _: begun.append(outline.mimeData(outline.selectedItems())))
    grip = place(outline, name, 0.5)
    QTest.mousePress(outline.viewport(), LEFT, pos=grip)
    for way in (4, 12, 24):
        QTest.mouseMove(outline.viewport(), grip + QPoint(0, way))
    QTest.mouseRelease(outline.viewport(), LEFT, pos=grip + QPoint(0, 24))
    [data] = begun
    data.setParent(outline)
    goal, handle, move = place(outline, to, share), window.windowHandle(), Qt.DropAction.MoveAction
    at = outline.viewport().mapTo(window, goal)
    for event in (
        QDragEnterEvent(at, move, data, *HANDS), QDragMoveEvent(at, move, data, *HANDS),
        QDropEvent(QPointF(at), move, data, *HANDS),
    ):  # fmt: skip
        QApplication.sendEvent(handle, event)


@pytest.mark.parametrize(
    ("name", "to", "share", "order"),
    [("a", "d", 1, "g(bc)da"), ("a", "c", 0, "g(bac)d"), ("d", "g", 0.5, "ag(dbc)"), ("b", "d", 0, "ag(c)bd"),
     ("g", "a", 0, "g(bc)ad"), ("d", "a", 0.7, "adg(bc)"), ("g", "c", 1, "ag(bc)d"), ("c", "b", 0, "ag(cb)d")],
)  # fmt: skip
def test_a_question_is_dragged_where_it_is_dropped(
    name: str, to: str, share: float, order: str, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert names(window) == "ag(bc)d"
    dragged(window, name, to, share, monkeypatch)
    assert names(window) == order
    shown = view(window)
    assert shown.card.row is not None
    assert shown.card.row["name"] == name
    if order != "ag(bc)d":
        shown.designing.undo()
        assert names(window) == "ag(bc)d"


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = ALT) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, modifiers)


def test_a_question_is_moved_by_keys_into_a_section_and_out_of_it(window: MainWindow) -> None:
    shown = view(window)
    assert shown.designing is not None
    last = shown.designing.state.questions[-1].key
    shown.outline.setFocus()
    shown.outline.setCurrentItem(shown.outline.items[last])
    for key, order in (
        (Qt.Key.Key_Up, "ag(bcd)"), (Qt.Key.Key_Up, "ag(bdc)"), (Qt.Key.Key_Up, "ag(dbc)"), (Qt.Key.Key_Up, "adg(bc)"),
        (Qt.Key.Key_Up, "dag(bc)"), (Qt.Key.Key_Up, "dag(bc)"), (Qt.Key.Key_Down, "adg(bc)"),
        (Qt.Key.Key_Down, "ag(dbc)"),
    ):  # fmt: skip
        press(key)
        assert names(window) == order
        assert shown.outline.currentItem() is shown.outline.items[last]
        assert shown.outline.hasFocus()
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(window) == "adg(bc)"
    press(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert names(window) == "ag(dbc)"


def test_a_section_that_is_folded_stays_so_and_is_dropped_behind_as_a_whole(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = view(window)
    assert shown.designing is not None
    rows = {one["name"]: one.key for one in shown.designing.state.questions if one["name"]}
    shown.outline.items[rows["g"]].setExpanded(False)
    dragged(window, "a", "g", 1, monkeypatch)
    assert names(window) == "g(bc)ad"
    assert not shown.outline.items[rows["g"]].isExpanded()


def test_only_what_changed_is_told_anew_in_the_list(window: MainWindow) -> None:
    shown = view(window)
    assert shown.designing is not None
    outline, told = shown.outline, list[str]()
    outline.model().dataChanged.connect(lambda index, *_: told.append(index.data().split("\n")[0]))
    first = shown.designing.state.questions[0].key
    shown.designing.do(acts.say, first, {"label_en": "Why"}, typed=True)
    assert set(told) == {"1. Why"}
    told.clear()
    shown.designing.do(acts.remove, first)
    assert [one.split(".")[0] for one in dict.fromkeys(told)] == ["1", "2", "3"]
