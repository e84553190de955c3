"""Dates as people write them: partial, in the Gregorian and the Umm al-Qura calendar, in both languages.

A date is text, ``2027``, ``2027-03`` or ``2027-03-05``, so that it sorts and may be partial. Hijri dates come
from ``hijridate`` (Umm al-Qura, 1343-1500 AH), never from Qt, whose calendar differs on most days.
"""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal

from coopdesk.errors import CoopDeskError
from coopdesk.i18n import LANGUAGES, N_, digits, language, ltr, western_digits

_MONTHS = {
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    "ar": (
        "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
        "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
    ),
}  # fmt: skip
_HIJRI_MONTHS = {
    "en": (
        "Muharram", "Safar", "Rabi al-Awwal", "Rabi al-Thani", "Jumada al-Ula", "Jumada al-Akhirah",
        "Rajab", "Shaban", "Ramadan", "Shawwal", "Dhu al-Qadah", "Dhu al-Hijjah",
    ),
    "ar": (
        "محرم", "صفر", "ربيع الأول", "ربيع الآخر", "جمادى الأولى", "جمادى الآخرة",
        "رجب", "شعبان", "رمضان", "شوال", "ذو القعدة", "ذو الحجة",
    ),
}  # fmt: skip
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
}
_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
HIJRI_YEARS = range(1343, 1501)
"""The years that Umm al-Qura tells; written in figures, such a year is read as Hijri."""
YEARS = range(600, 2201)
"""The years in which a record may have a day: any other is a slip of the hand."""


def is_partial_date(text: str) -> bool:
    """Tell whether ``text`` is a date that exists: a year from 1, a month or a day of the Gregorian calendar."""
    match = _PARTIAL.fullmatch(text)
    if match is None:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def gregorian(day: str) -> str:
    """Return a partial date in words: ``5 March 2027``, ``March 2027``, ``2027``."""
    year, *rest = day.split("-")
    parts = [str(int(year))]
    if rest:
        parts.insert(0, _MONTHS[language()][int(rest[0]) - 1])
    if len(rest) == 2:
        parts.insert(0, str(int(rest[1])))
    return digits(" ".join(parts))


def to_hijri(day: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a whole date in the Umm al-Qura calendar; None if partial or beyond 1924-2077."""
    if len(day) != 10:
        return None
    from hijridate import Gregorian

    try:
        found = Gregorian.fromisoformat(day).to_hijri()
    except OverflowError:
        return None
    return found.year, found.month, found.day


def from_hijri(year: int, month: int, day: int) -> str:
    """Return a day of the Umm al-Qura calendar as a whole date. Raises ``NotADate``."""
    if year not in HIJRI_YEARS:
        raise NotADate(_NO_SUCH_YEAR, first=digits(str(HIJRI_YEARS[0])), last=digits(str(HIJRI_YEARS[-1])))
    from hijridate import Hijri

    _check_day(day, hijri_length(year, month), hijri_month(year, month))
    return Hijri(year, month, day).to_gregorian().isoformat()


def hijri_length(year: int, month: int) -> int:
    """Return how many days a month of the Umm al-Qura calendar has."""
    from hijridate import Hijri

    return Hijri(year, month, 1).month_length()


def hijri_month(year: int, month: int) -> str:
    """Return a month of the Umm al-Qura calendar in words: ``Ramadan 1448 AH``."""
    era = "هـ" if language() == "ar" else "AH"
    return digits(f"{_HIJRI_MONTHS[language()][month - 1]} {year} {era}")


def hijri(day: str) -> str | None:
    """Return a whole date in the Umm al-Qura calendar, or None for a partial one or one beyond 1924-2077."""
    found = to_hijri(day)
    return None if found is None else f"{digits(str(found[2]))} {hijri_month(*found[:2])}"


def weekday(day: str, *, short: bool = False) -> str:
    """Return the name of the day of the week, or a short one for the head of a column."""
    name = _WEEKDAYS[language()][date.fromisoformat(day).weekday()]
    if not short:
        return name
    return name.removeprefix("ال") if language() == "ar" else name[:3]


def spoken(day: str) -> str:
    """Return a whole date as it is told while it is typed: ``Friday 5 March 2027 · 26 Ramadan 1448 AH``."""
    here, there = f"{weekday(day)} {gregorian(day)}", hijri(day)
    return here if there is None else f"{here} · {there}"


Order = Literal["gregorian_first", "hijri_first", "gregorian_only"]
_order: Order = "gregorian_first"


def set_order(order: Order) -> None:
    """Choose which calendar stands first on paper (a setting of the Ministry)."""
    global _order
    _order = order


_week: tuple[int, frozenset[int]] = (0, frozenset({5, 6}))


def set_week(begins: int, rest: frozenset[int]) -> None:
    """Choose with which day a week begins and which of its days are of rest, counted from Sunday."""
    global _week
    _week = begins, rest


def week() -> tuple[int, frozenset[int]]:
    """Return with which day a week begins here, and its days of rest, counted from Sunday."""
    return _week


def hijri_leads() -> bool:
    """Tell whether the Ministry writes the Hijri date first."""
    return _order == "hijri_first"


def both(day: str) -> str:
    """Return the date in both calendars: ``5 March 2027, corresponding to 26 Ramadan 1448 AH``.

    The Ministry's setting decides which stands first, and whether there are two.
    """
    here, there = gregorian(day), hijri(day)
    if there is None or _order == "gregorian_only":
        return here
    here = f"{here}م" if language() == "ar" else here
    joint = " الموافق " if language() == "ar" else ", corresponding to "
    return joint.join((there, here) if _order == "hijri_first" else (here, there))


def numeric(day: str) -> str:
    """Return a date for a narrow column, day first: ``05/03/2027``, ``03/2027``, ``2027``."""
    return ltr(digits("/".join(reversed(day.split("-")))))


def moment(instant: str) -> str:
    """Return an instant (ISO 8601, UTC) in the local time of this computer: ``05/03/2027 14:05``."""
    local = datetime.fromisoformat(instant).astimezone()
    return ltr(digits(local.strftime("%d/%m/%Y %H:%M")))


def today() -> str:
    """Return today's date at this desk."""
    return date.today().isoformat()  # noqa: DTZ011 - the desk's own day is meant


class NotADate(CoopDeskError):
    """A text that is no date, or not yet, with the sentence that says what to write."""


_NOT_YET = N_("Not a date yet: write day, month and year.")
_NO_YEAR = N_("Write the year too, with four digits.")
_NO_SUCH_DAY = N_("{month} has only {days} days.")
_NO_SUCH_MONTH = N_("There is no month {month}. Write the day first, then the month.")
_NO_SUCH_YEAR = N_("Hijri years are read from {first} to {last}. Write this date in the Gregorian calendar.")
_HIJRI_WHOLE = N_("A Hijri month or year is not one of the Gregorian calendar. Write the day too.")
_EITHER = N_("{year} can be a year of either calendar. Write {example}, or a whole Hijri date.")
_OTHER_WEEKDAY = N_("{date} is a {weekday}. Correct the date or the day of the week.")
_TWO_DAYS = N_("These are two different days: {first} and {second}. Write one of them.")

_FOLDED = str.maketrans("ىیکةٱ–—−", "ييكها---", "ـ'’‘`´ʼʿʾ")
_JOINT = re.compile(r"[,،]?\s*(?:الموافق|corresponding to|·)\s*")
_SEPARATOR = re.compile(r"\s*[/.,،-]\s*|\s+|(?<=[^\W\d_])(?=[0-9])")
_PIECE = re.compile(r"(?=.)([0-9]*)([^\W\d_]*)")
_FILLERS = re.compile("of|the|on|[aeu]l|ath|st|nd|rd|th|من|في|شهر|ل?سنه|ل?عام|يوم")
_ERAS = {"g": re.compile("ad|ce|م|ميلاديه?"), "h": re.compile("ah|ه|هجريه?")}
_RELATIVE = {
    "day before yesterday": -2, "اول امس": -2, "اول من امس": -2, "yesterday": -1, "امس": -1, "البارحه": -1, "today": 0,
    "اليوم": 0, "tomorrow": 1, "غدا": 1, "غد": 1, "day after tomorrow": 2, "بعد غد": 2, "بعد الغد": 2,
}  # fmt: skip
_RABI, _JUMADA, _DHU = "(rabi[ae]?(ul)?|ربيع)", "(jamada|jum+a+d[ai]l?|جمادي)", "(dh[iu]l?|thul|z[iu]l?|ذ[اوي])"
_FIRST, _SECOND = "(aw+al|[uo]+la|i|اولي?)", "(thani(y?ah?)?|akh[ai]r(ah?)?|ii|ثانيه?|اخر[هي]?)"
_NAMES = {
    "g": (
        "jan(uary)?|يناير|كانونثاني|جانفي", "feb(ruary)?|فبراير|شباط|فيفري", "mar(ch)?|مارس|اذار",
        "apr(il)?|ابريل|نيسان|افريل", "may|مايو?|ايار", "june?|يوني[وه]|حزيران|جوان",
        "july?|يولي[وه]|يوليوز|تموز|جويليه", "aug(ust)?|اغسطس|اب|غشت|اوت", "sept?(ember)?|سبتمبر|ايلول|شتنبر",
        "oct(ober)?|اكتوبر|تشريناول", "nov(ember)?|نوفمبر|تشرينثاني|نونبر", "dec(ember)?|ديسمبر|كانوناول|دجنبر",
    ),
    "h": (
        "m[uo]har+am|محرم", "saf+ar|صفر", _RABI + _FIRST, _RABI + _SECOND, _JUMADA + _FIRST, _JUMADA + _SECOND,
        "rajab|رجب", "sha+ban|شعبان", "ramad?[hz]?an|رمضان", "shaw+al|شوال",
        f"{_DHU}([qk][ai]+d+ah?|قعده)", f"{_DHU}(h[ia]j+ah?|حجه)",
    ),
}  # fmt: skip
"""What the names of months look like, folded, without spaces and articles; those of the Levant and the Maghreb too."""


def parse_date(text: str, today: str) -> str:
    """Return what a person typed, in either calendar and language, as a partial date. Raises ``NotADate``.

    Day, month, year in this order, unless the year stands first. ``today``: the whole date that "tomorrow" follows.
    A year in figures from 1343 to 1500 is Hijri; beside the name of a Gregorian month, or with AD or م, it is not.
    """
    found = [_read(half, today) for half in _JOINT.split(_plain(text))]
    if found[0] != found[-1]:
        raise NotADate(_TWO_DAYS, first=gregorian(found[0]), second=gregorian(found[-1]))
    return found[0]


def understood(text: str, today: str) -> str:
    """Return a date as it stands in figures, any other as ``parse_date`` reads it; so is a year of either calendar."""
    told = western_digits(text.strip())
    if is_partial_date(told) and int(told[:4]) not in HIJRI_YEARS:
        return told
    return parse_date(told, today)


def typed(day: str) -> str:
    """Return a partial date as a person would type it: in words, and so that ``parse_date`` gives the same date."""
    words = gregorian(day)
    for form in (words, f"{words} {_era()}"):
        try:
            if parse_date(form, day) == day:
                return form
        except NotADate:
            continue
    return digits(day)


def _era() -> str:
    return "م" if language() == "ar" else "AD"


def _plain(text: str) -> str:
    """Fold what does not tell dates apart: digits, marks, invisible characters, case, forms of one letter."""
    letters = unicodedata.normalize("NFKD", western_digits(text))
    kept = "".join(one for one in letters if unicodedata.category(one) not in ("Mn", "Cf"))
    return kept.casefold().translate(_FOLDED).strip()


def _read(text: str, today: str) -> str:
    if text in _RELATIVE:
        return (date.fromisoformat(today) + timedelta(days=_RELATIVE[text])).isoformat()
    numbers, words = _pieces(text)
    era, week, month, names = None, None, None, []
    for word in words:
        marked = next((calendar for calendar, pattern in _ERAS.items() if pattern.fullmatch(word)), None)
        if marked:
            era = marked
        elif word in _names_of_days():
            week = _names_of_days()[word]
        else:
            names.append(word)
    if names:
        calendar, month = _named_month("".join(names))
        if era not in (None, calendar):
            raise NotADate(_NOT_YET)
        era = calendar
    found = _date(era, *_ordered(numbers, month))
    if week is not None:
        _check_weekday(found, week)
    return found


def _check_weekday(day: str, week: int) -> None:
    if len(day) != 10:
        raise NotADate(_NOT_YET)
    if date.fromisoformat(day).weekday() != week:
        raise NotADate(_OTHER_WEEKDAY, date=gregorian(day), weekday=weekday(day))


def _pieces(text: str) -> tuple[list[str], list[str]]:
    """Return the numbers and the words of a text that holds nothing else."""
    numbers, words = [], []
    for piece in _SEPARATOR.split(text.removesuffix(".")):
        match = _PIECE.fullmatch(piece)
        if match is None:
            raise NotADate(_NOT_YET)
        number, word = match[1], match[2].removeprefix("ال")
        if number:
            numbers.append(number)
        if word and not _FILLERS.fullmatch(word):
            words.append(word)
    return numbers, words


def _ordered(numbers: list[str], month: int | None) -> tuple[int, int | None, int | None]:
    """Tell year, month and day apart. The year has four digits and stands first or last."""
    years = [place for place, one in enumerate(numbers) if len(one) == 4]
    rest = [int(one) for one in numbers if len(one) <= 2]
    if not years and len(rest) + (month is not None) > 1:
        raise NotADate(_NO_YEAR)
    if len(years) != 1 or len(rest) != len(numbers) - 1 or len(rest) > (2 if month is None else 1) or 0 in rest:
        raise NotADate(_NOT_YET)
    year, day = int(numbers[years[0]]), None
    if month is not None:
        day = rest[0] if rest else None
    elif len(rest) == 2 and years != [1]:
        month, day = rest if years == [0] else reversed(rest)
    elif len(rest) == 1:
        month = rest[0]
    elif rest:
        raise NotADate(_NOT_YET)
    return year, month, day


def _date(era: str | None, year: int, month: int | None, day: int | None) -> str:
    if year == 0:
        raise NotADate(_NOT_YET)
    if month is not None and month > 12:
        raise NotADate(_NO_SUCH_MONTH, month=digits(str(month)))
    if era is None and year in HIJRI_YEARS:
        if day is None:
            example = gregorian(f"{year:04}" if month is None else f"{year:04}-{month:02}")
            raise NotADate(_EITHER, year=digits(str(year)), example=f"{example} {_era()}")
        era = "h"
    if era == "h":
        if month is None or day is None:
            raise NotADate(_HIJRI_WHOLE)
        return from_hijri(year, month, day)
    found = f"{year:04}" if month is None else f"{year:04}-{month:02}"
    if month is None or day is None:
        return found
    _check_day(day, monthrange(year, month)[1], gregorian(found))
    return f"{found}-{day:02}"


def _check_day(day: int, days: int, month: str) -> None:
    if day > days:
        raise NotADate(_NO_SUCH_DAY, month=month, days=digits(str(days)))


@cache
def _named_month(name: str) -> tuple[str, int]:
    """Return the calendar ("g" or "h") and the number of a month by its name, folded and without spaces."""
    for calendar, patterns in _NAMES.items():
        for month, pattern in enumerate(patterns, 1):
            if re.fullmatch(pattern, name):
                return calendar, month
    raise NotADate(_NOT_YET)


@cache
def _names_of_days() -> dict[str, int]:
    """Return the names of the days of the week, folded and without article, each with its number from Monday."""
    names = [(name, place) for lang in LANGUAGES for place, name in enumerate(_WEEKDAYS[lang])]
    short = [(name[:3], place) for place, name in enumerate(_WEEKDAYS["en"])]
    return {_pieces(_plain(name))[1][0]: place for name, place in (*names, *short)}
