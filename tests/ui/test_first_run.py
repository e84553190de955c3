"""The guide to a new desk: step by step, by keyboard, in both languages, and nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coopdesk import app
from coopdesk.i18n import LANGUAGES, language
from coopdesk.operations import desk, listing, passphrase
from coopdesk.ui.first_run import FirstRun
from coopdesk.ui.main_window import MainWindow
from tests.ui.windows import type_text

SECRET = "five words nobody would guess"


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = app.window_for(tmp_path / "new", qapp)
    made.resize(1024, 700)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def guide_of(window: MainWindow) -> FirstRun:
    assert isinstance(window.unlock, FirstRun)
    return window.unlock


def press(qtbot: QtBot, widget: QWidget, key: Qt.Key = Qt.Key.Key_Return) -> None:
    widget.setFocus()
    qtbot.keyClick(widget, key)


def test_by_keyboard_alone_to_a_desk_of_the_ministry(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    guide = guide_of(window)
    press(qtbot, guide.languages["en"])
    assert guide.step == 1
    assert guide.join.hasFocus()
    press(qtbot, guide.join, Qt.Key.Key_Down)
    assert guide.ministry.isChecked()
    qtbot.keyClicks(guide.inputs["code"], "qa-doh")
    assert guide.inputs["code"].text() == "QA-DOH"
    type_text(guide.inputs["name_ar"], "إدارة التعاون الدولي")
    press(qtbot, guide.inputs["name_ar"])
    type_text(guide.inputs["officer_ar"], "الموظف المناوب")
    press(qtbot, guide.inputs["officer_ar"])
    for name in ("passphrase", "again"):
        qtbot.keyClicks(guide.inputs[name], SECRET)
    press(qtbot, guide.secret.kept, Qt.Key.Key_Space)
    press(qtbot, guide.secret.kept)
    assert guide.step == 4
    press(qtbot, guide.button)
    qtbot.waitUntil(lambda: window.store is not None)
    qtbot.waitUntil(lambda: window.tasks.idle)
    found = desk.identity(window.store)
    assert (found["code"], found["name_ar"], found["officer_ar"]) == (
        "QA-DOH", "إدارة التعاون الدولي", "الموظف المناوب",
    )  # fmt: skip
    assert len(listing.open_list(window.store, "ministry_settings")) == 1
    assert not guide.inputs["passphrase"].text() + guide.inputs["again"].text()
    assert SECRET.encode() not in (tmp_path / "new" / "keys.json").read_bytes()


def test_each_step_tells_what_is_wrong_under_its_field_and_stays(window: MainWindow) -> None:
    guide = guide_of(window)
    guide.button.click()
    type_text(guide.inputs["code"], "q a")
    assert "not a desk code" in guide.error("code")
    guide.button.click()
    assert guide.step == 1
    assert "Give the desk a name" in guide.error("name_en")
    type_text(guide.inputs["name_ar"], "سفارة")
    assert not guide.error("name_en")
    guide.inputs["code"].setText("QA-DKR")
    guide.button.click()
    guide.button.click()
    assert guide.step == 2
    assert "Write your name" in guide.error("officer_en")
    guide.inputs["officer_en"].setText("Duty officer")
    guide.button.click()
    guide.inputs["passphrase"].setText("short")
    guide.button.click()
    assert "too short" in guide.error("passphrase")
    guide.inputs["passphrase"].setText(SECRET)
    guide.button.click()
    assert "not the same" in guide.error("again")
    guide.inputs["again"].setText(SECRET)
    guide.button.click()
    assert guide.step == 3
    assert guide.secret.kept.hasFocus()
    guide.secret.kept.setChecked(True)
    guide.button.click()
    assert guide.step == 4


def test_going_back_and_switching_the_language_lose_nothing(window: MainWindow, qtbot: QtBot) -> None:
    guide = guide_of(window)
    guide.languages["ar"].click()
    assert language() == "ar"
    assert window.layoutDirection() == Qt.LayoutDirection.RightToLeft
    guide.button.click()
    type_text(guide.inputs["code"], "q a")
    type_text(guide.inputs["name_ar"], "سفارة")
    guide.ministry.setChecked(True)
    assert "رمز" in guide.error("code")
    window.switch_language()
    assert "not a desk code" in guide.error("code")
    back = next(one for one in guide.findChildren(QPushButton) if one.text() == "Back")
    press(qtbot, back)
    assert guide.step == 0
    guide.button.click()
    assert (guide.inputs["code"].text(), guide.inputs["name_ar"].text()) == ("Q A", "سفارة")
    assert guide.ministry.isChecked()
    english, arabic = (guide.inputs[name].mapTo(window, QWidget().pos()).x() for name in ("name_en", "name_ar"))
    assert english < arabic
    window.switch_language()
    qtbot.wait(20)
    english, arabic = (guide.inputs[name].mapTo(window, QWidget().pos()).x() for name in ("name_en", "name_ar"))
    assert english < arabic


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_is_cut_at_a_small_size(window: MainWindow, qtbot: QtBot, lang: str) -> None:
    guide = guide_of(window)
    if lang == "ar":
        guide.languages["ar"].click()
    for name in ("code", "name_en", "officer_en"):
        guide.inputs[name].setText("QA-GVA")
    for name in ("passphrase", "again"):
        guide.inputs[name].setText(SECRET)
    guide.secret.kept.setChecked(True)
    for step in range(5):
        assert guide.step == step
        qtbot.wait(20)
        for one in [*guide.findChildren(QLabel), *guide.findChildren(QPushButton)]:
            if one.isVisible() and one.text():
                assert one.height() >= one.heightForWidth(one.width()), one.text()
                wraps = isinstance(one, QLabel) and one.wordWrap()
                assert wraps or one.width() >= one.sizeHint().width(), one.text()
                assert window.rect().contains(one.mapTo(window, one.rect().bottomRight())), one.text()
        if step < 4:
            guide.button.click()


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("word word", "short"), ("aaaaaaaaaaaaaaaa", "weak"), ("abcdefghijklmnop", "weak"), ("Password 12345", "weak"),
        ("QA-GVA mission in Geneva", "weak"), ("Extraordinarily", "weak"), ("السفارة السفارة السفارة", "weak"),
        ("four quiet words here", "fair"), ("five words nobody would guess", "strong"),
        ("قمر سريع يحمل سلة خضراء صباحا", "strong"), ("k7Qz9vTx2LmWp4", "strong"),
    ],
)  # fmt: skip
def test_a_passphrase_is_measured_honestly(text: str, measured: str) -> None:
    assert passphrase.measure(text, ("QA-GVA", "Mission in Geneva")) == measured
