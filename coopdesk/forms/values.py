"""What an expression gives, and how it turns into text, a number, truth or a day.

A value is a text, a number, truth, or a list of nodes, of which the first one counts. A day is a text, ``2027-03-05``
or ``2027-03-05T14:00:00.000+03:00``; where one is calculated with, it is the days since 1970 began, a day without an
hour from the midnight where this computer is.
"""

import math
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from lxml import etree

Nodes = list[etree._Element]
Value = str | float | bool | Nodes
NO_DAY = "Invalid Date"
"""What a day that is none says, as text."""
NO_TEXT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no answer can hold, as it stands in a tree."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_DAY = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?",
    re.ASCII,
)
_BARE_DAY = re.compile(r"\s*\d{4}-\d{1,2}-\d{1,2}\s*", re.ASCII)
_CLOCK = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:Z|([+-])(\d{2})(?::?(\d{2}))?)?", re.ASCII)
_STRING = etree.XPath("string()")


def text_of_node(node: object) -> str:
    """Return the text of a node, of an attribute too."""
    if isinstance(node, str):
        return str(node)
    assert isinstance(node, etree._Element)
    return str(_STRING(node)) if len(node) else node.text or ""


def text(value: Value) -> str:
    """Return a value as text; of nodes, the text of the first one."""
    if isinstance(value, list):
        return text_of_node(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return written_number(value) if isinstance(value, float | int) else str(value)


def written_number(number: float) -> str:
    """Return a number as text: whole ones without a point, none in the way of computers before 21 digits."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < 1e21:
        return str(int(number))
    if 1e-6 <= abs(number) < 1e-4:
        return f"{Decimal(repr(number)):f}"
    return repr(float(number))


def number(value: Value) -> float:
    """Return a value as a number, a day as days since 1970, what is none as NaN."""
    if isinstance(value, bool | int | float):
        return float(value)
    told = text(value).strip()
    if _NUMBER.fullmatch(told):
        return float(told)
    moment = day(told)
    return math.nan if moment is None else days(moment)


def truth(value: Value) -> bool:
    """Return whether a value holds: nodes that are there, a number that is not 0, a text that is not empty."""
    if isinstance(value, list):
        return bool(value)
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int):
        return value != 0 and not math.isnan(value)
    return value not in ("", NO_DAY)


def nodes(value: Value) -> list[object]:
    """Return the nodes of a value; none where it is something else."""
    return list(value) if isinstance(value, list) else []


def spread(values: tuple[Value, ...]) -> list[Value]:
    """Return values with each node for itself, as its text."""
    return [one for value in values for one in (map(text_of_node, value) if isinstance(value, list) else (value,))]


def day(told: str) -> datetime | None:
    """Return the moment that a day or a day with an hour names, None where it is none."""
    found = _DAY.fullmatch(told.strip())
    if found is None:
        return None
    year, month, of_month, hour, minute, second, part, zone = found.groups()
    clock = f"{int(hour or 0):02}:{minute or '00'}:{second or '00'}.{(part or '')[:6]:0<6}"
    try:
        moment = datetime.fromisoformat(f"{year}-{int(month):02}-{int(of_month):02}T{clock}{zone or ''}")
        return moment if zone else shown_here(moment)
    except (ValueError, OverflowError):
        return None


def shown_here(clock: datetime) -> datetime:
    """Return the moment at which the clock of this computer shows a time; where it is put forward past that time, as
    at midnight in Cairo, the hour after."""
    moment = clock.astimezone()
    return moment if moment.replace(tzinfo=None) == clock else clock.replace(fold=1).astimezone()


def is_bare_day(told: str) -> bool:
    """Return whether a text is written as a day without an hour."""
    return _BARE_DAY.fullmatch(told) is not None


def days(moment: datetime) -> float:
    """Return the days since 1970 began at Greenwich."""
    return (moment - _EPOCH) / timedelta(days=1)


def moment_of(number_of_days: float) -> datetime | None:
    """Return the moment so many days after 1970 began, where this computer is."""
    try:
        return (_EPOCH + timedelta(milliseconds=round(number_of_days * 86_400_000))).astimezone()
    except (ValueError, OverflowError):
        return None


def told_day(moment: datetime) -> str:
    """Return a moment as a day, with its hour where the day does not begin then on this computer."""
    here = moment.astimezone()
    if here == shown_here(datetime.combine(here, datetime.min.time())):
        return here.date().isoformat()
    return here.isoformat(timespec="milliseconds")


def as_day(value: Value) -> str:
    """Return a value as a day; empty for nothing, ``NO_DAY`` where it is none."""
    if isinstance(value, bool):
        return NO_DAY
    if isinstance(value, float | int):
        moment = None if math.isnan(value) else moment_of(value)
        return NO_DAY if moment is None else told_day(moment)
    told = text(value).strip()
    if not told:
        return ""
    moment = day(told)
    if moment is not None and is_bare_day(told):
        return moment.date().isoformat()
    moment = moment or (moment_of(float(told)) if _NUMBER.fullmatch(told) else None)
    return NO_DAY if moment is None else told_day(moment)


def share_of_day(told: str, offset: timedelta) -> float:
    """Return a clock, ``14:30:00.000+03:00``, as a share of the day where ``offset`` is this computer's; else NaN."""
    found = _CLOCK.fullmatch(told.strip().rpartition("T")[2])
    if found is None:
        return math.nan
    hour, minute, second, part, sign, ahead, ahead_minutes = found.groups()
    if (
        int(hour) > 23
        or int(minute) > 59
        or int(second or 0) > 59
        or int(ahead or 0) > 23
        or int(ahead_minutes or 0) > 59
    ):
        return math.nan
    seconds = int(hour) * 3600 + int(minute) * 60 + int(second or 0) + float(f"0.{part or 0}")
    if sign is not None or "Z" in told:
        theirs = (int(ahead or 0) * 60 + int(ahead_minutes or 0)) * (-1 if sign == "-" else 1)
        seconds += offset.total_seconds() - theirs * 60
    return seconds % 86_400 / 86_400


def equal(left: Value, right: Value) -> bool:
    """Return whether two values are equal: as truth where one is, as numbers where one is or is a day, else as text."""
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, list):
        return any(equal(text_of_node(one), right) for one in left)
    if isinstance(right, list):
        return any(equal(left, text_of_node(one)) for one in right)
    if isinstance(left, str) and isinstance(right, str) and (left == right or not (day(left) or day(right))):
        return left == right
    return same_number(number(left), number(right))


def unequal(left: Value, right: Value) -> bool:
    """Return whether two values differ; of nodes, whether any does."""
    if isinstance(left, list) and not isinstance(right, bool):
        return any(unequal(text_of_node(one), right) for one in left)
    if isinstance(right, list) and not isinstance(left, bool):
        return any(unequal(left, text_of_node(one)) for one in right)
    return not equal(left, right)


def same_number(left: float, right: float) -> bool:
    """Return whether two numbers are equal, but for what rounding leaves."""
    return left == right or math.isclose(left, right, rel_tol=1e-12, abs_tol=1e-12)


def numbers(left: Value, right: Value) -> list[tuple[float, float]]:
    """Return the pairs of numbers that a comparison of two values compares."""
    sides = [
        [number(text_of_node(one)) for one in side] if isinstance(side, list) else [number(side)]
        for side in (left, right)
    ]  # fmt: skip
    return [(one, two) for one in sides[0] for two in sides[1]]
