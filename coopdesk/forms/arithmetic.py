"""Arithmetic as forms have it: numbers that overflow are infinite, and a day with days added is a day.

A day of summer and one of winter are a whole number of days apart, and so many days later is the midnight of that day,
whatever the clocks of this computer did between them; JavaRosa counts so too, Enketo is an hour off.
"""

import math
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from coopdesk.forms import values
from coopdesk.forms.values import Value


def whole(value: Value) -> int | None:
    """Return the whole part of a number, None where it is none or has no end."""
    found = values.number(value)
    return None if math.isnan(found) or math.isinf(found) else int(found)


def rounded(value: Value, places: Value = 0.0) -> float:
    """Return a number rounded to so many places, halves away from zero."""
    number, digits = values.number(value), whole(places)
    if digits is None or abs(digits) > 30 or math.isnan(number) or math.isinf(number):
        return number if digits is not None and abs(digits) <= 30 else math.nan
    try:
        return float(Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))
    except InvalidOperation:
        return number


def power(base: float, exponent: float) -> float:
    """Return a number raised to a power."""
    try:
        found = base**exponent
    except ZeroDivisionError:
        return math.inf
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 else math.inf
    return found if isinstance(found, float) else math.nan


def plus(left: Value, right: Value) -> float:
    """Return the sum of two values; of a day and a number, the day so many days later."""
    one, two = _counted(left), _counted(right)
    if isinstance(one, date):
        return _later(one, _days(two))
    return _later(two, one) if isinstance(two, date) else one + two


def minus(left: Value, right: Value) -> float:
    """Return the difference of two values; of two days, the days between them."""
    one, two = _counted(left), _counted(right)
    if isinstance(one, date):
        return float((one - two).days) if isinstance(two, date) else _later(one, -two)
    return one - _days(two)


def _counted(value: Value) -> float | date:
    """Return a day without an hour as one, any other value as a number."""
    if isinstance(value, bool | int | float):
        return float(value)
    told = values.text(value)
    moment = values.day(told) if values.is_bare_day(told) else None
    return values.number(told) if moment is None else moment.date()


def _days(counted: float | date) -> float:
    return _later(counted, 0.0) if isinstance(counted, date) else counted


def _later(day: date, number: float) -> float:
    """Return the days since 1970 began of so many days after the midnight of a day."""
    if math.isnan(number) or math.isinf(number):
        return number
    part, days = math.modf(number)
    try:
        return values.days(values.shown_here(datetime.combine(day + timedelta(days=days), time()))) + part
    except (OverflowError, ValueError):
        return math.nan
