"""Dates in a form: typed in either calendar, told in words, picked with the keyboard alone, and never lost."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from coopdesk import calendars
from coopdesk.calendars import today
from coopdesk.i18n import LANGUAGES, set_language
from coopdesk.ui import direction
from coopdesk.ui.date_picker import DatePicker
from coopdesk.ui.dates import DayEditor
from coopdesk.ui.day_cell import DayCell
from tests.ui.windows import type_text

pytestmark = [pytest.mark.usefixtures("qapp"), pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.fixture
def editor(qtbot: QtBot, qapp: QApplication) -> Iterator[DayEditor]:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = DayEditor()
    made.name("Starts")
    column.addWidget(made)
    column.addWidget(QLineEdit())
    page.resize(600, 200)
    page.show()
    yield made
    set_language("en")
    direction.apply(qapp)
    qapp.setProperty("coopdesk_hijri_months", None)


def leave(editor: DayEditor) -> None:
    editor.window().findChildren(QLineEdit)[-1].setFocus()


def speak(lang: str, editor: DayEditor, application: QApplication) -> None:
    set_language(lang)
    direction.apply(application)
    editor.retranslate()


def opened(editor: DayEditor) -> DatePicker:
    return next(one for one in editor.findChildren(DatePicker) if one.isVisible())


def cell(picker: DatePicker) -> DayCell:
    found = picker.focusWidget()
    assert isinstance(found, DayCell)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "stored", ["2027-03-05", "2027-03", "2027", "1448", "1448-09-05", "0005", "1600-01-01", "12/3", None]
)
def test_what_is_shown_is_what_was_stored(editor: DayEditor, qapp: QApplication, lang: str, stored: str | None) -> None:
    told = []
    editor.changed.connect(lambda: told.append("x"))
    speak(lang, editor, qapp)
    editor.set_value(stored)
    assert editor.value() == stored
    editor.input.setFocus()
    leave(editor)
    speak("ar" if lang == "en" else "en", editor, qapp)
    assert editor.value() == stored
    assert told == []


def test_typing_is_told_in_words_and_put_in_order_on_leaving(editor: DayEditor, qapp: QApplication) -> None:
    type_text(editor.input, "٢٦ رمضان ١٤٤٨")
    assert editor.echo.text() == "Friday 5 March 2027 · 26 Ramadan 1448 AH"
    assert editor.value() == "2027-03-05"
    leave(editor)
    assert editor.input.text() == "5 March 2027"
    assert editor.echo.text() == editor.input.accessibleDescription() == "Friday · 26 Ramadan 1448 AH"
    speak("ar", editor, qapp)
    assert editor.input.text() == "5 مارس 2027"
    assert editor.echo.text() == "الجمعة · 26 رمضان 1448 هـ"
    assert editor.input.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert editor.value() == "2027-03-05"
    editor.set_value("2027")
    assert editor.input.alignment() & Qt.AlignmentFlag.AlignRight
    speak("en", editor, qapp)
    assert not editor.input.alignment() & Qt.AlignmentFlag.AlignRight


def test_what_is_no_date_stays_and_is_told_without_nagging(editor: DayEditor) -> None:
    type_text(editor.input, "12/")
    assert editor.echo.text() == ""
    type_text(editor.input, "3")
    assert "year" in editor.echo.text()
    assert editor.value() == "12/3"
    leave(editor)
    assert editor.input.text() == "12/3"
    editor.input.clear()
    type_text(editor.input, "5")
    leave(editor)
    assert "Not a date yet" in editor.echo.text()


def test_a_year_of_either_calendar_is_not_stored_by_chance(editor: DayEditor) -> None:
    from coopdesk.errors import InvalidValue
    from coopdesk.fields import Day

    type_text(editor.input, "1381")
    assert "either calendar" in editor.echo.text()
    with pytest.raises(InvalidValue):
        Day().parse(editor.value())
    leave(editor)
    assert editor.input.text() == "1381"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_is_picked_with_the_keyboard_alone(
    editor: DayEditor, qtbot: QtBot, qapp: QApplication, lang: str
) -> None:
    speak(lang, editor, qapp)
    told = []
    editor.changed.connect(lambda: told.append(editor.value()))
    editor.set_value("2027-03-05")
    qtbot.keyClick(editor.input, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    picker = opened(editor)
    onward = Qt.Key.Key_Left if lang == "ar" else Qt.Key.Key_Right
    for key, expected in (
        (onward, "2027-03-06"), (Qt.Key.Key_Down, "2027-03-13"), (Qt.Key.Key_Home, "2027-03-01"),
        (Qt.Key.Key_Up, "2027-02-22"), (Qt.Key.Key_End, "2027-02-28"), (Qt.Key.Key_PageDown, "2027-03-28"),
        (Qt.Key.Key_PageUp, "2027-02-28"),
    ):  # fmt: skip
        qtbot.keyClick(cell(picker), key)
        assert cell(picker).day.isoformat() == expected
    qtbot.keyClick(cell(picker), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(cell(picker), Qt.Key.Key_Return)
    assert told == [editor.value()] == ["2028-02-28"]
    qtbot.keyClick(editor.input, Qt.Key.Key_F4)
    qtbot.keyClick(cell(opened(editor)), Qt.Key.Key_Escape)
    assert not [one for one in editor.findChildren(DatePicker) if one.isVisible()]
    assert told == ["2028-02-28"]


def test_the_hijri_calendar_leads_from_the_first_to_the_last_of_its_month(editor: DayEditor, qtbot: QtBot) -> None:
    editor.set_value("2027-03-05")
    editor.pick()
    picker = opened(editor)
    assert (picker._title.text(), picker._other.text()) == ("March 2027", "Ramadan – Shawwal 1448 AH")
    picker._switch.click()
    assert (picker._title.text(), picker._other.text()) == ("Ramadan 1448 AH", "February – March 2027")
    shown = [one for one in picker.findChildren(DayCell) if one.isVisible()]
    assert [one.day for one in (shown[0], shown[-1])] == [date(2027, 2, 8), date(2027, 3, 8)]
    assert shown[25].accessibleName() == "Friday 5 March 2027 · 26 Ramadan 1448 AH"
    assert shown[25].isChecked()
    qtbot.keyClick(cell(picker), Qt.Key.Key_PageDown)
    assert picker._title.text() == "Shawwal 1448 AH"
    picker.go(date(2077, 11, 16))
    qtbot.keyClick(cell(picker), Qt.Key.Key_PageDown)
    assert cell(picker).day == date(2077, 11, 16)
    qtbot.keyClick(cell(picker), Qt.Key.Key_Right)
    assert picker._title.text() == "November 2077"
    picker.close()
    editor.pick()
    assert opened(editor)._title.text() == "Ramadan 1448 AH"


def test_the_picker_opens_on_the_present_month_and_names_every_button(editor: DayEditor, qtbot: QtBot) -> None:
    editor.set_value("no date")
    qtbot.mouseClick(editor.opener, Qt.MouseButton.LeftButton)
    picker = opened(editor)
    assert cell(picker).day.isoformat() == today()
    assert cell(picker).accessibleName().endswith(", today")
    assert all(one.accessibleName() for one in picker.findChildren(QToolButton) if one.isVisible())
    before = picker.size()
    for _ in range(14):
        picker.findChildren(QToolButton)[2].click()
    assert picker.size() == before
    for edge in (date.min, date.max):
        picker.go(edge)
        for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home):
            qtbot.keyClick(cell(picker), key)
    picker.close()


def test_a_week_begins_as_the_desk_works(qtbot: QtBot, request: pytest.FixtureRequest) -> None:
    request.addfinalizer(lambda: calendars.set_week(0, frozenset({5, 6})))
    calendars.set_week(1, frozenset({6, 0}))
    page = QWidget()
    qtbot.addWidget(page)
    picker = DatePicker(page, date(2027, 3, 5))
    first = next(place for place, cell in enumerate(picker._cells) if not cell.isHidden())
    assert first == 0
    names = [one.text() for one in picker.findChildren(QLabel)]
    assert names.index("Mon") < names.index("Sun")
