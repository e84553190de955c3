"""XLSX, read as a stream: the sheets of a workbook as lines of texts, with their merged cells.

What is shown of a cell is not stored in it: a date is a number of days, and the style says that it is one. Dates come
as ``2027-03-05``, with a time behind where there is one; numbers without the noise of binary fractions.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from coopdesk.interchange.tables.parts import Archive, Attributes
from coopdesk.interchange.tables.sheets import (
    MOST_COLUMNS,
    MOST_LETTERS,
    MOST_MERGED,
    MOST_SHEETS,
    Counted,
    Merge,
    Sheet,
    too_large,
    too_long,
    torn,
)

_MOST_STRINGS = 2_000_000
_MOST_FORMATS = 70_000
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_PLAIN = re.compile(r"-?[0-9]{1,15}(?:\.0*)?|-?[0-9]{1,12}\.[0-9]{1,4}")
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile("_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
_DAY = timedelta(days=1)


def read(content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook in order. Raises ``Damaged``, ``Refused``."""
    archive, counted = Archive(content), Counted()
    book = next((name for kind, name in archive.related("").values() if kind == "officeDocument"), "xl/workbook.xml")
    named = archive.related(book)
    declared, begins = _declared(archive, book)
    parts = dict(named.values())
    strings = _strings(archive, parts.get("sharedStrings", ""), counted)
    dates = _dates(archive, parts.get("styles", ""))
    found = []
    for name, link, hidden in declared:
        kind, part = named.get(link, ("", ""))
        if kind == "worksheet" and archive.has(part):
            found.append(_Reading(Sheet(name, hidden=hidden), strings, dates, begins, counted).read(archive, part))
    if not found:
        raise torn()
    return found


class _Reading:
    """Reads one sheet, event by event."""

    def __init__(
        self, sheet: Sheet, strings: Sequence[str], dates: Sequence[str], begins: datetime, counted: Counted
    ) -> None:
        self._sheet, self._strings, self._dates, self._begins, self._counted = sheet, strings, dates, begins, counted
        self._row = 0
        self._cells: list[str] = []
        self._column = -1
        self._kind = self._style = ""
        self._told: list[str] = []
        self._tells = self._aside = False
        self._letters = 0

    def read(self, archive: Archive, part: str) -> Sheet:
        archive.parse(part, self._start, self._end, self._text)
        return self._sheet

    def _start(self, name: str, given: Attributes) -> None:
        if name == "c":
            self._kind, self._style = given.get("t", "n"), given.get("s", "")
            place = _REFERENCE.fullmatch(given.get("r", ""))
            self._column = _column(place[1]) if place else self._column + 1
            self._told.clear()
            self._letters = 0
        elif name in ("v", "t"):
            self._tells = not self._aside
        elif name == "rPh":
            self._aside = True
        elif name == "row":
            self._row = int(given["r"]) if given.get("r", "").isdecimal() else self._row + 1
            self._cells, self._column = [], -1
        elif name == "mergeCell" and len(self._sheet.merged) < MOST_MERGED:
            ends = [_REFERENCE.fullmatch(one) for one in given.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                first, last = ends[0], ends[1]
                self._sheet.merged.append(Merge(int(first[2]), _column(first[1]), int(last[2]), _column(last[1])))

    def _end(self, name: str) -> None:
        if name in ("v", "t"):
            self._tells = False
        elif name == "rPh":
            self._aside = False
        elif name == "c" and self._told:
            text = self._value("".join(self._told))
            if text:
                if self._column > MOST_COLUMNS:
                    self._column = MOST_COLUMNS
                self._cells += [""] * (self._column + 1 - len(self._cells))
                self._cells[self._column] = text
        elif name == "row":
            self._counted.keep(self._sheet, self._row, self._cells)

    def _text(self, text: str) -> None:
        if self._tells:
            self._letters += len(text)
            self._counted.spend(len(text))
            if self._letters > MOST_LETTERS:
                raise too_long(self._row)
            self._told.append(text)

    def _value(self, told: str) -> str:
        if self._kind == "s":
            place = int(told) if told.isdecimal() and len(told) < 9 else len(self._strings)
            if place >= len(self._strings):
                raise torn()
            return self._strings[place]
        if self._kind == "b":
            return "TRUE" if told.strip() == "1" else "FALSE"
        if self._kind == "n":
            style = int(self._style) if self._style.isdecimal() and len(self._style) < 7 else 0
            shows = self._dates[style] if style < len(self._dates) else ""
            return _moment(told, shows, self._begins) if shows else plain_number(told)
        if self._kind == "d":
            return told.replace("T00:00:00", "").replace("T", " ").removesuffix("Z")
        return _unescaped(told)


def plain_number(told: str) -> str:
    """Return a number as a person would write it."""
    if _PLAIN.fullmatch(told):
        return told.rstrip("0").rstrip(".") if "." in told else told
    try:
        found = format(float(told), ".15g")
    except (ValueError, OverflowError):
        return told
    return format(float(found), "f").rstrip("0").rstrip(".") if "e" in found and len(found) < 24 else found


def _moment(told: str, shows: str, begins: datetime) -> str:
    """Return a number of days as a date; ``shows``: "d" a date, "t" only a time."""
    try:
        days = float(told)
        if days < 61 and begins.year == 1899 and shows == "d":
            days += 1
        found = begins + timedelta(seconds=round(days * 86_400))
    except (ValueError, OverflowError):
        return told
    if shows == "t":
        return found.strftime("%H:%M") if 0 <= days < 1 else plain_number(told)
    day = f"{found.year:04}-{found.month:02}-{found.day:02}"
    return day if not (found.hour or found.minute) else f"{day} {found:%H:%M}"


def _declared(archive: Archive, book: str) -> tuple[list[tuple[str, str, bool]], datetime]:
    """Return name, link and whether it is hidden of each sheet, and the day with which counting begins."""
    found: list[tuple[str, str, bool]] = []
    begins = [datetime(1899, 12, 30)]  # noqa: DTZ001 - the days of a sheet have no zone

    def start(name: str, given: Attributes) -> None:
        if name == "sheet":
            link = next((value for key, value in given.items() if key.endswith(":id") or key == "id"), "")
            found.append((given.get("name", "")[:100], link, given.get("state", "visible") != "visible"))
        elif name == "workbookPr" and given.get("date1904") in ("1", "true"):
            begins[0] = datetime(1904, 1, 1)  # noqa: DTZ001

    archive.parse(book, start)
    if len(found) > MOST_SHEETS:
        raise too_large()
    return found, begins[0]


def _strings(archive: Archive, part: str, counted: Counted) -> list[str]:
    """Return the texts that the cells share."""
    found: list[str] = []
    told: list[str] = []
    state = [False, False]

    def start(name: str, given: Attributes) -> None:
        if name == "t":
            state[0] = not state[1]
        elif name == "rPh":
            state[1] = True
        elif name == "si":
            told.clear()

    def end(name: str) -> None:
        if name == "t":
            state[0] = False
        elif name == "rPh":
            state[1] = False
        elif name == "si":
            text = _unescaped("".join(told))
            if len(found) >= _MOST_STRINGS or len(text) > MOST_LETTERS:
                raise too_large()
            found.append(text)

    def text(piece: str) -> None:
        if state[0]:
            counted.spend(len(piece))
            told.append(piece)

    if archive.has(part):
        archive.parse(part, start, end, text)
    return found


def _dates(archive: Archive, part: str) -> list[str]:
    """Return for each style of cells whether it shows a date ("d"), a time ("t") or neither."""
    formats: dict[str, str] = {}
    found: list[str] = []
    within = [False]

    def start(name: str, given: Attributes) -> None:
        if len(found) + len(formats) > _MOST_FORMATS:
            raise too_large()
        if name == "cellXfs":
            within[0] = True
        elif name == "numFmt":
            formats[given.get("numFmtId", "")] = _shows(given.get("formatCode", "")[:500])
        elif name == "xf" and within[0]:
            number = given.get("numFmtId", "0")
            known = number.isdecimal() and int(number[:6]) in _DATES
            time = number in ("18", "19", "20", "21", "45", "46", "47")
            found.append(formats.get(number, ("t" if time else "d") if known else ""))

    def end(name: str) -> None:
        if name == "cellXfs":
            within[0] = False

    if archive.has(part):
        archive.parse(part, start, end)
    return found


def _shows(code: str) -> str:
    bare = _NO_LETTERS.sub("", code).lower().split(";")[0]
    if "general" in bare or not re.search("[dmyhsب]", bare):
        return ""
    return "d" if re.search("[dy]", bare) or ("m" in bare and not re.search("[hs]", bare)) else "t"


def _column(letters: str) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - 64
    return place - 1


def _unescaped(text: str) -> str:
    """Return a text with the characters that a workbook writes as ``_x000D_``, line breaks as we write them."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
