"""What the Ministry decides for every desk, and each desk's own block."""

from sqlalchemy.orm import Mapped

from coopdesk.fields import (
    CURRENCY,
    EMAIL,
    PHONE,
    Choice,
    Code,
    Day,
    Flag,
    Identifier,
    Line,
    Link,
    Members,
    Number,
    Prose,
    field,
    options,
)
from coopdesk.i18n import N_
from coopdesk.records.base import CLASSIFICATION, Record

WEEKDAY = options(
    ("sunday", N_("Sunday")),
    ("monday", N_("Monday")),
    ("tuesday", N_("Tuesday")),
    ("wednesday", N_("Wednesday")),
    ("thursday", N_("Thursday")),
    ("friday", N_("Friday")),
    ("saturday", N_("Saturday")),
)
DIGITS = options(("western", N_("0123456789")), ("eastern", N_("٠١٢٣٤٥٦٧٨٩")))
CALENDAR_ORDER = options(
    ("gregorian_first", N_("Gregorian, then Hijri")),
    ("hijri_first", N_("Hijri, then Gregorian")),
    ("gregorian_only", N_("Gregorian only")),
)
_GUARDING = CLASSIFICATION[1:]


class MinistrySettings(Record):
    """One shared record, written by the Ministry alone: names, emblem, working week, calendars, degrees."""

    __tablename__ = "ministry_settings"
    __entity__ = 21
    __label__ = N_("Ministry settings")
    __plural__ = N_("Ministry settings")
    __title__ = ("ministry_en", "ministry_ar")
    __single__ = True
    __administered__ = True
    __audience__ = "all"

    state_en: Mapped[str | None] = field(1, Line("en"), N_("Name of the State", "in English"), required=True)
    state_ar: Mapped[str | None] = field(2, Line("ar"), N_("Name of the State (Arabic)"), required=True)
    ministry_en: Mapped[str | None] = field(
        3, Line("en"), N_("Name of the Ministry", "in English"), required=True, column=260
    )
    ministry_ar: Mapped[str | None] = field(
        4, Line("ar"), N_("Name of the Ministry (Arabic)"), required=True, column=260
    )
    department_en: Mapped[str | None] = field(5, Line("en"), N_("Department", "in English"))
    department_ar: Mapped[str | None] = field(6, Line("ar"), N_("Department (Arabic)"))
    emblem: Mapped[str | None] = field(7, Link("attachment"), N_("Emblem"))
    report_due_days: Mapped[int | None] = field(8, Number(), N_("Days to report after a conference"))
    weekend: Mapped[tuple[str, ...]] = field(9, Members(WEEKDAY), N_("Weekend"))
    holidays: Mapped[tuple[str, ...]] = field(10, Members(), N_("Holidays"))
    digits: Mapped[str | None] = field(11, Choice(DIGITS), N_("Digits in Arabic"))
    calendar_order: Mapped[str | None] = field(12, Choice(CALENDAR_ORDER), N_("Calendars on paper"))
    honorific_ar: Mapped[str | None] = field(13, Line("ar"), N_("Form of address of ministers and ambassadors"))
    letter_word_ar: Mapped[str | None] = field(14, Line("ar"), N_("Word for a letter"))
    degrees: Mapped[tuple[str, ...]] = field(15, Members(CLASSIFICATION), N_("Degrees in use"))
    public_en: Mapped[str | None] = field(16, Line("en"), N_("Word for “Public”", "in English"))
    public_ar: Mapped[str | None] = field(17, Line("ar"), N_("Word for “Public” (Arabic)"))
    internal_en: Mapped[str | None] = field(18, Line("en"), N_("Word for “Internal”", "in English"))
    internal_ar: Mapped[str | None] = field(19, Line("ar"), N_("Word for “Internal” (Arabic)"))
    confidential_en: Mapped[str | None] = field(20, Line("en"), N_("Word for “Confidential”", "in English"))
    confidential_ar: Mapped[str | None] = field(21, Line("ar"), N_("Word for “Confidential” (Arabic)"))
    secret_en: Mapped[str | None] = field(22, Line("en"), N_("Word for “Secret”", "in English"))
    secret_ar: Mapped[str | None] = field(23, Line("ar"), N_("Word for “Secret” (Arabic)"))
    top_secret_en: Mapped[str | None] = field(24, Line("en"), N_("Word for “Top secret”", "in English"))
    top_secret_ar: Mapped[str | None] = field(25, Line("ar"), N_("Word for “Top secret” (Arabic)"))
    noted_from: Mapped[str | None] = field(26, Choice(_GUARDING), N_("What leaves is noted from"))
    numbered_from: Mapped[str | None] = field(27, Choice(_GUARDING), N_("Copies are numbered from"))
    reply_days: Mapped[int | None] = field(28, Number(1, 366), N_("Working days to answer a circulation"))
    locked_periods: Mapped[tuple[str, ...]] = field(29, Members(), N_("Periods of indicators that are locked"))
    currency: Mapped[str | None] = field(30, Identifier(shape=CURRENCY), N_("Currency of reports"))
    progress_days: Mapped[int | None] = field(31, Number(1, 366), N_("Working days to send a progress report"))


class Desk(Record):
    """A desk's own block: its names, address and days of rest, as they stand on its paper."""

    __tablename__ = "desk"
    __entity__ = 22
    __label__ = N_("Desk")
    __plural__ = N_("Desks")
    __title__ = ("name_en", "name_ar", "code")
    __administered__ = True
    __audience__ = "all"
    __ministrys__ = ("ceiling",)

    code: Mapped[str | None] = field(1, Identifier(), N_("Code"), column=100, search=True)
    name_en: Mapped[str | None] = field(2, Line("en"), N_("Name", "in English"), required=True, column=260, search=True)
    name_ar: Mapped[str | None] = field(3, Line("ar"), N_("Name (Arabic)"), required=True, column=260, search=True)
    name_host: Mapped[str | None] = field(4, Line(), N_("Name in the host's language"))
    host_language: Mapped[str | None] = field(5, Code("language"), N_("Host's language"))
    country: Mapped[str | None] = field(6, Code("country"), N_("Country"), column=110)
    address_en: Mapped[str | None] = field(7, Prose("en"), N_("Address", "in English"))
    address_ar: Mapped[str | None] = field(8, Prose("ar"), N_("Address (Arabic)"))
    phone: Mapped[str | None] = field(9, Identifier(shape=PHONE), N_("Telephone"))
    email: Mapped[str | None] = field(10, Identifier(shape=EMAIL), N_("E-mail"))
    weekend: Mapped[tuple[str, ...]] = field(11, Members(WEEKDAY), N_("Weekend"))
    holidays: Mapped[tuple[str, ...]] = field(12, Members(), N_("Holidays"))
    preprinted_paper: Mapped[bool | None] = field(13, Flag(), N_("Prints on paper with a letterhead"))
    opened: Mapped[str | None] = field(14, Day(), N_("Opened"))
    ceiling: Mapped[str | None] = field(15, Choice(_GUARDING), N_("Highest degree it may hold"), column=150)
