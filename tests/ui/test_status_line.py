"""The status line: what it says in each state, in both languages, and that success is quiet."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.i18n import set_eastern_digits, set_language
from coopdesk.ui import upkeep
from coopdesk.ui.main_window import MainWindow
from coopdesk.ui.status_line import StatusLine
from tests.ui.windows import closed, opened, settle, type_text

_NAMES = {"name_en": "Mission in Geneva", "name_ar": "الوفد الدائم في جنيف", "code": "QA-GVA"}


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    made = StatusLine()
    made.resize(1000, 40)
    qtbot.addWidget(made)
    made.retranslate()
    made.show()
    return made


@pytest.fixture
def window(home: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[MainWindow]:
    made = opened(home, qtbot, qapp)
    yield made
    closed(made)


def said(text: str) -> str:
    """Return a text without the marks that hold its direction."""
    return "".join(letter for letter in text if letter not in "\u200e\u200f\u2066\u2067\u2068\u2069")


def test_the_desk_is_named_in_the_language_of_the_window(line: StatusLine) -> None:
    line.tell_desk(_NAMES)
    assert said(line.desk.text()) == "Mission in Geneva · QA-GVA"
    set_language("ar")
    line.retranslate()
    assert said(line.desk.text()) == "الوفد الدائم في جنيف · QA-GVA"
    line.tell_desk(_NAMES | {"name_ar": None})
    assert said(line.desk.text()) == "Mission in Geneva · QA-GVA"


def test_before_a_desk_is_open_only_the_language_is_offered(line: StatusLine, qtbot: QtBot) -> None:
    assert line.desk.text() + line.unsaved.text() == ""
    assert not line.bar.isVisible()
    assert (line.switch.text(), line.switch.accessibleName()) == ("EN | ع", "Language")
    with qtbot.waitSignal(line.other_language):
        line.switch.click()


@pytest.mark.parametrize(("lang", "working", "stop"), [("en", "Working…", "Cancel"), ("ar", "جارٍ العمل…", "إلغاء")])
def test_long_work_is_told_with_a_way_to_stop_it(
    line: StatusLine, qtbot: QtBot, lang: str, working: str, stop: str
) -> None:
    set_language(lang)
    line.retranslate()
    line.busy(True)
    assert not line.sentence.isVisible()
    qtbot.waitUntil(line.sentence.isVisible)
    assert (line.sentence.text(), line.stop.text()) == (working, stop)
    assert line.bar.isVisible()
    assert line.bar.accessibleName() == working
    assert (line.bar.minimum(), line.bar.maximum()) == (0, 0)
    with qtbot.waitSignal(line.cancelled):
        line.stop.click()
    line.busy(False)
    assert not line.sentence.isVisible()
    assert not line.stop.isVisible()


def test_work_that_is_soon_over_is_never_told(line: StatusLine, qtbot: QtBot) -> None:
    line.busy(True)
    line.busy(False)
    qtbot.wait(400)
    assert not line.sentence.isVisible()


def test_progress_is_told_in_the_digits_of_the_language(line: StatusLine) -> None:
    line.busy(True)
    line.progress(1, 3)
    assert line.sentence.text() == "Working… 33%"
    assert (line.bar.value(), line.bar.maximum()) == (1, 3)
    line.progress(9, 3)
    assert line.sentence.text() == "Working… 100%"
    line.progress(7, -1)
    assert line.sentence.text() == "Working…"
    set_language("ar")
    set_eastern_digits(True)
    line.progress(1, 4)
    assert said(line.sentence.text()) == "جارٍ العمل… ٢٥٪"


def test_a_check_is_told_by_its_name_and_forgotten_after(window: MainWindow, qtbot: QtBot) -> None:
    window.status.doing(upkeep._CHECKING)
    goes_on = Event()
    window.tasks.write(lambda _: goes_on.wait(10), lambda _: None)
    qtbot.waitUntil(window.status.sentence.isVisible)
    assert window.status.sentence.text() == upkeep._CHECKING.msgid
    goes_on.set()
    settle(qtbot, window)
    assert not window.status.sentence.isVisible()
    assert window.status.sentence.text() == "Working…"


@pytest.mark.parametrize(("lang", "unsaved"), [("en", "● Not saved"), ("ar", "● غير محفوظ")])
def test_what_is_not_saved_is_told_until_it_is(window: MainWindow, qtbot: QtBot, lang: str, unsaved: str) -> None:
    if lang == "ar":
        window.switch_language()
    assert window.status.unsaved.text() == ""
    window.new_record("contact")
    settle(qtbot, window)
    type_text(window.page.form.rows.editors["name_en"].inputs()[0], "Somebody")
    assert window.status.unsaved.text() == unsaved
    window.switch_language()
    assert window.status.unsaved.text() != unsaved
    window.switch_language()
    window.page.form.save()
    settle(qtbot, window)
    assert window.status.unsaved.text() == ""


def test_where_there_is_little_room_less_is_said(line: StatusLine) -> None:
    names = _NAMES | {"officer_en": "Somebody with a name of many words", "officer_ar": None, "role": "officer"}
    line.tell_desk(names)
    assert said(line.desk.text()) == "Mission in Geneva · QA-GVA"
    line.resize(500, 40)
    assert said(line.desk.text()) == "QA-GVA"
    assert line.minimumSizeHint().width() < 500
