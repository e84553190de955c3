"""Dates as people type them: what the program writes is read again, and what is no date is never guessed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import example, given, settings, strategies as st

from coopdesk.calendars import (
    NotADate,
    both,
    from_hijri,
    gregorian,
    hijri,
    hijri_length,
    is_partial_date,
    numeric,
    parse_date,
    spoken,
    to_hijri,
    typed,
)
from coopdesk.i18n import LANGUAGES, Language, ltr, set_eastern_digits, using

TODAY = "2026-12-31"
FIRST, LAST = date(1924, 8, 1), date(2077, 11, 16)
DAYS = st.dates(FIRST, LAST).map(date.isoformat)
FORMS: tuple[Callable[[str], str | None], ...] = (gregorian, hijri, numeric, both, spoken, typed, str, ltr)


@settings(max_examples=400)
@given(DAYS, st.sampled_from(LANGUAGES), st.booleans())
@example("1924-08-01", "ar", True)
@example("2077-11-16", "en", False)
def test_what_is_written_is_read(day: str, lang: Language, eastern: bool) -> None:
    set_eastern_digits(eastern)
    with using(lang):
        for form in FORMS:
            text = form(day)
            assert text is not None
            assert parse_date(text, TODAY) == day, text
        for part in (day[:4], day[:7]):
            for form in (gregorian, numeric, typed, str):
                assert parse_date(form(part) or "", TODAY) == part
    set_eastern_digits(False)


def test_every_month_of_either_calendar_and_language_is_read() -> None:
    for lang in LANGUAGES:
        with using(lang):
            for month in range(1, 13):
                assert parse_date(gregorian(f"2027-{month:02}-05"), TODAY) == f"2027-{month:02}-05"
                for year in range(1343, 1501, 13):
                    day = from_hijri(year, month, hijri_length(year, month))
                    assert parse_date(hijri(day) or "", TODAY) == day
                    assert to_hijri(day) == (year, month, hijri_length(year, month))


@given(st.dates().map(date.isoformat), st.sampled_from((4, 7, 10)), st.sampled_from(LANGUAGES))
@example("1448-09-05", 4, "ar")
@example("0005-01-02", 10, "en")
def test_what_is_shown_to_be_typed_on_is_the_same_date(day: str, length: int, lang: Language) -> None:
    with using(lang):
        assert parse_date(typed(day[:length]), TODAY) == day[:length]


@given(st.text() | st.text("0123456789/.-٠١٢٣ هـمADrabi رمضان", max_size=12))
def test_any_text_is_a_date_that_exists_or_is_refused(text: str) -> None:
    with suppress(NotADate):
        assert is_partial_date(parse_date(text, TODAY))


@pytest.mark.parametrize(
    ("day", "texts"),
    [
        ("2027-03-05", "5/3/2027|05.03.2027|5-3-2027|5 / 3 / 2027|2027/3/5|٥/٣/٢٠٢٧|۵/۳/۲۰۲۷|2027-03-05|5 3 2027"),
        ("2027-03-05", "5 March 2027|5 mar. 2027|March 5, 2027|5th of March 2027|5 مارس 2027م|5 آذار 2027|5مارس2027"),
        ("2027-03-05", "Friday 5 March 2027|الجمعة ٥ مارس ٢٠٢٧|يوم الجمعة 26 رمضان 1448 هـ|26/9/1448|1448-09-26"),
        ("2027-03-05", "26 Ramadan 1448 AH|26 ramadhan 1448|٢٦ رَمَضـان ١٤٤٨هـ|26 من شهر رمضان لعام 1448"),
        ("2027-01-05", "5 كانون الثاني 2027|5 يناير 2027|5 January 2027|5 jan 2027|5 جانفي 2027"),
        ("2026-08-14", "1 ربيع الأول 1448|1 ربيع الاول 1448|1 Rabi' al-awwal 1448|1 Rabi I 1448|1/3/1448 هـ"),
        (
            "2026-09-12",
            "1 ربيع الآخر 1448|1 ربيع الثاني 1448|1 Rabi ath-Thani 1448|1 Rabi al-Akhir 1448|1 Rabi II 1448",
        ),
        ("2026-11-11", "1 جمادى الآخرة 1448|1 جمادى الثانية 1448|1 جمادي الاخره 1448|1 Jumada al-Thani 1448"),
        ("2027-05-07", "1 ذو الحجة 1448|1 ذي الحجة 1448|1 Dhu al-Hijjah 1448|1 Dhul-Hijja 1448|1 Zul Hijjah 1448"),
        ("2027-04-08", "1 ذو القعدة 1448|1 ذي القعدة 1448|1 Dhu'l-Qa'dah 1448|1 Dhul Qidah 1448"),
        ("2027-01-01", "tomorrow|غداً|غدا|غدًا|Tomorrow "),
        ("2026-12-31", "today|اليوم"),
        ("2026-12-30", "yesterday|أمس|امس"),
        ("2027-03", "3/2027|2027-03|March 2027|مارس ٢٠٢٧|آذار 2027"),
        ("1448", "1448 AD|1448 م"),
        ("1448-09-05", "5 September 1448|5/9/1448 م"),
    ],
)
def test_spellings(day: str, texts: str) -> None:
    for text in texts.split("|"):
        assert parse_date(text, TODAY) == day, text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "Not a date yet"),
        ("0000", "Not a date yet"),
        ("5/3/2027/", "Not a date yet"),
        ("-5/3/2027", "Not a date yet"),
        ("२/३/२०२७", "Not a date yet"),
        ("5 March Ramadan 2027", "Not a date yet"),
        ("5 March 1448 AH", "Not a date yet"),
        ("12/3", "year"),
        ("5 March", "year"),
        ("5/3/27", "four digits"),
        ("31/2/2027", "February 2027 has only 28 days"),
        ("30 Ramadan 1448", "Ramadan 1448 AH has only 29 days"),
        ("3/15/2027", "no month 15"),
        ("Ramadan 1448", "Write the day too"),
        ("1448 AH", "Write the day too"),
        ("1448", "either calendar. Write 1448 AD"),
        ("9/1448", "either calendar. Write September 1448 AD"),
        ("5 Ramadan 2027", "from 1343 to 1500"),
        ("Thursday 5 March 2027", "is a Friday"),
        ("5 March 2027, corresponding to 27 Ramadan 1448 AH", "two different days"),
    ],
)
def test_refusals_say_what_to_write(text: str, told: str) -> None:
    with pytest.raises(NotADate) as refused:
        parse_date(text, TODAY)
    assert told in refused.value.message()
    with using("ar"):
        assert any("\u0600" <= letter <= "\u06ff" for letter in refused.value.message())
