"""What each kind of question is answered with: what is typed, chosen, ordered or attached becomes the answer."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.operations import files
from coopdesk.operations.forms import responses
from coopdesk.ui.forms.answers_view import FillingView
from coopdesk.ui.forms.card import Card
from coopdesk.ui.forms.pressed import Pressed
from coopdesk.ui.main_window import MainWindow
from tests.operations.forms.asked import choice, question, template
from tests.pictures.audit import faults
from tests.ui.forms.sample import CHOICES, ROWS
from tests.ui.windows import closed, opened, settle, type_text

_MANY = tuple(choice("many", f"m{n}", f"Choice number {n}", f"الخيار {n}") for n in range(40))
_MORE: tuple[dict[str, Any], ...] = (
    question("select_one many", "one_of_many"),
    question("select_multiple many", "some_of_many"),
    question("range", "percent", parameters="start=0 end=100 step=5"),
    question("decimal", "share"),
    question("barcode", "code"),
    question("text", "told", "You said ${code}.", "قلت ${code}."),
)


@pytest.fixture(scope="module")
def _form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("form") / "all.md"


@pytest.fixture
def window(home: Path, _form: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    id = template(made.open_store, _form, *ROWS, *_MORE, choices=(*CHOICES, *_MANY))
    made.open_record("response", responses.begin(made.open_store, id)["id"])
    settle(qtbot, made)
    made.activateWindow()
    yield made
    closed(made)


def view(window: MainWindow) -> FillingView:
    assert window.page is not None
    found = window.page.side.tailored[0]
    assert isinstance(found, FillingView)
    return found


def card(window: MainWindow, name: str) -> Card:
    shown = view(window)
    found = next(one for one in shown.sheet.cards.values() if one.block.asked and one.block.node.path[-1] == name)
    shown.sheet._fill(found)
    return found


def value(window: MainWindow, name: str) -> str:
    return view(window).session.value(card(window, name).block.node)


@pytest.mark.parametrize(
    ("name", "typed", "answer"),
    [
        ("people", "١٢", "12"),
        ("share", "12٫5", "12.5"),
        ("hour", "930", "09:30"),
        ("hour", "٩:٣٠", "09:30"),
        ("code", "6291041500213", "6291041500213"),
        ("day", "5/3/2027", "2027-03-05"),
        ("day", "26 رمضان 1448", "2027-03-05"),
    ],
)
def test_what_is_typed_becomes_an_answer(window: MainWindow, name: str, typed: str, answer: str) -> None:
    type_text(card(window, name).editor.input, typed)
    assert value(window, name) == answer
    assert view(window).session.fault(card(window, name).block.node) is None


def test_a_moment_and_a_place_are_typed_in_two_lines(window: MainWindow) -> None:
    moment, place = card(window, "moment").editor, card(window, "where").editor
    type_text(moment.day.input, "5/3/2027")
    type_text(moment.hour.input, "14:30")
    assert value(window, "moment") == "2027-03-05T14:30"
    type_text(place.parts[0], "25.29")
    assert view(window).session.fault(card(window, "where").block.node) is not None
    type_text(place.parts[1], "51.53")
    assert value(window, "where") == "25.29 51.53"
    assert view(window).session.fault(card(window, "where").block.node) is None


def test_choices_follow_the_answer_before_them_and_one_that_is_none_any_more_goes(
    window: MainWindow, qtbot: QtBot
) -> None:
    region, city = card(window, "region").editor, card(window, "city").editor
    region.buttons["gulf"].click()
    assert city._model.stringList() == ["", "Doha", "Muscat"]
    type_text(city.line, "musc")
    city._settle()
    assert value(window, "city") == ""
    city._take(2)
    assert value(window, "city") == "muscat"
    region.buttons["africa"].click()
    assert value(window, "city") == ""
    assert city._model.stringList() == ["", "Dakar"]


def test_one_of_many_is_found_by_its_name_and_several_are_ticked(window: MainWindow) -> None:
    one, some = card(window, "one_of_many").editor, card(window, "some_of_many").editor
    type_text(one.line, "choice number 17")
    one.line.editingFinished.emit()
    assert value(window, "one_of_many") == "m17"
    some.words.setText("number 3")
    assert [item.text() for item in some._items() if not item.isHidden()][:2] == ["Choice number 3", "Choice number 30"]
    for place in (30, 3):
        some.list.item(place).setCheckState(Qt.CheckState.Checked)
    assert value(window, "some_of_many") == "m3 m30"


def test_an_order_is_made_by_keys_and_by_dragging(window: MainWindow, qtbot: QtBot) -> None:
    rank = card(window, "order").editor
    assert value(window, "order") == ""
    rank.list.setCurrentRow(2)
    qtbot.keyClick(rank.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert value(window, "order") == "mail visit phone"
    rank.list.model().moveRow(rank.list.rootIndex(), 0, rank.list.rootIndex(), 3)
    assert value(window, "order") == "visit phone mail"


def test_a_scale_is_pressed_by_its_number_or_slid_and_cleared(window: MainWindow, qtbot: QtBot) -> None:
    nps, slid = card(window, "nps").editor, card(window, "percent").editor
    nps.buttons["0"].setFocus()
    qtbot.keyClick(nps.buttons["0"], Qt.Key.Key_7)
    assert value(window, "nps") == "7"
    qtbot.keyClick(nps.buttons["7"], Qt.Key.Key_Delete)
    assert value(window, "nps") == ""
    qtbot.keyClick(slid.slider, Qt.Key.Key_Right)
    assert value(window, "percent") == "5"
    slid.clear.click()
    assert value(window, "percent") == ""


def test_several_are_chosen_in_the_order_of_the_form_and_something_is_confirmed(
    window: MainWindow, qtbot: QtBot
) -> None:
    means, agreed = card(window, "means").editor, card(window, "agreed").editor
    for name in ("visit", "mail"):
        means.buttons[name].click()
    assert value(window, "means") == "mail visit"
    agreed.buttons["OK"].click()
    assert value(window, "agreed") == "OK"


def test_a_file_is_attached_and_named_in_the_answer(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "seal.png").write_bytes(b"\x89PNG")
    card(window, "picture").editor.attach(tmp_path / "seal.png")
    settle(qtbot, window)
    assert value(window, "picture") == "seal.png"
    found = files.files(window.open_store, "response", window.page.view["id"])
    assert [one["name"] for one in found] == ["seal.png"]


def test_words_that_show_an_answer_follow_it(window: MainWindow) -> None:
    assert card(window, "told")._title.text() == "You said ."
    type_text(card(window, "code").editor.input, "42")
    assert card(window, "told")._title.text() == "You said 42."


def test_tab_goes_down_the_form_in_whatever_order_it_was_seen(window: MainWindow, qtbot: QtBot) -> None:
    lines = {name: card(window, name).editor.input for name in ("told", "code", "share")}
    settle(qtbot, window)
    lines["share"].setFocus()
    for name in ("code", "told"):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        assert window.focusWidget() is lines[name]


def test_nothing_of_any_kind_is_cut_or_nameless(window: MainWindow, qtbot: QtBot) -> None:
    for one in view(window).sheet.cards.values():
        view(window).sheet._fill(one)
    settle(qtbot, window)
    assert faults(window, "") == []


def test_words_stand_beside_their_button_whatever_their_direction(window: MainWindow, qtbot: QtBot) -> None:
    view(window).sheet.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown = card(window, "useful")
    assert isinstance(shown.editor, Pressed)
    shown.retranslate()
    assert {str(one.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask) for one in shown.editor._labels} == {
        str(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    }
