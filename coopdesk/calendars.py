"""Dates as people write them: partial, in the Gregorian and the Umm al-Qura calendar, in both languages.

A date is text, ``2027``, ``2027-03`` or ``2027-03-05``, so that it sorts and may be partial. Hijri dates come
from ``hijridate`` (Umm al-Qura, 1343-1500 AH), never from Qt, whose calendar differs on most days.
"""

import re
from datetime import date, datetime
from typing import Literal

from coopdesk.i18n import digits, language, ltr

_MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "ar": (
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ),
}
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
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


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


def hijri(day: str) -> str | None:
    """Return a whole date in the Umm al-Qura calendar, or None for a partial one or one beyond 1924-2077."""
    if len(day) != 10:
        return None
    from hijridate import Gregorian

    try:
        found = Gregorian.fromisoformat(day).to_hijri()
    except OverflowError:
        return None
    era = "هـ" if language() == "ar" else "AH"
    return digits(f"{found.day} {_HIJRI_MONTHS[language()][found.month - 1]} {found.year} {era}")


Order = Literal["gregorian_first", "hijri_first", "gregorian_only"]
_order: Order = "gregorian_first"


def set_order(order: Order) -> None:
    """Choose which calendar stands first on paper (a setting of the Ministry)."""
    global _order
    _order = order


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
