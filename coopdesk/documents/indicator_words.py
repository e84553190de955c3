"""Indicators in words: their numbers with their units, how they stand, how far they came."""

from decimal import ROUND_HALF_UP, Decimal

from coopdesk.fields import Choice
from coopdesk.i18n import N_, Text, digits, isolate, ltr, number, tr
from coopdesk.periods import headed, shown
from coopdesk.records.indicator import VALUE_STAGE
from coopdesk.records.scoreboard import SIGNS, STATUS, STATUSES, Board, Point, Standing

_WITH_UNIT = N_("{value} {unit}")
_YES, _NO = N_("Yes"), N_("No")
_REACHED = N_("{share} % of the way")
_IN, _BY = N_("{value} in {period}", "value of a period"), N_("{value} by {period}", "target")
_COUNTS = N_("{status}: {n}", "how many indicators stand so")
JOINT = N_(" · ", "between counts of indicators")
_UNTIL = N_("As it stood at the end of {period}")
_COMPUTED = N_("computed", "value of an indicator")
_MOST = 6


def value(number: Decimal | None, measure: str | None = None, unit: str = "", decimals: int | None = None) -> str:
    """Return a value with what it is counted in; empty for none."""
    if number is None:
        return ""
    if measure == "yes_no":
        return tr(_YES if number else _NO)
    told = plain(number, decimals)
    if measure == "per_cent":
        return ltr(f"{told} %")  # the same in both languages, so that a paper of both has it once
    return tr(_WITH_UNIT, value=ltr(told), unit=isolate(unit)) if unit else ltr(told)


def plain(number: Decimal, decimals: int | None = None) -> str:
    """Return a number in the digits of the present language: with so many places after the point, else with those that
    it has, two where it was divided."""
    places = decimals
    if places is None:
        places = min(max(-int(number.normalize().as_tuple().exponent), 0), 2 if abs(number) >= 1 else 3)
    step = Decimal(1).scaleb(-min(places, _MOST))
    return digits(f"{number.quantize(step, ROUND_HALF_UP):,f}")


def of(row: Standing, number: Decimal | None, *, unit: bool = False) -> str:
    """Return a number of an indicator, where there is room with its unit."""
    return value(number, row.measure, row.unit if unit else "", row.decimals)


def point(row: Standing, at: Point | None, *, ahead: bool = False, unit: bool = False) -> str:
    """Return a number and its period, which is to come where it is ``ahead``; empty for none."""
    if at is None or not at.period:
        return "" if at is None else of(row, at.value, unit=unit)
    return tr(_BY if ahead else _IN, value=of(row, at.value, unit=unit), period=headed(at.period))


def change(row: Standing) -> str:
    """Return by how much the last value differs from the one before, with its sign."""
    found = row.change
    if found is None:
        return ""
    sign = "+" if found > 0 else "−" if found < 0 else "±"
    return ltr(f"{sign}{plain(abs(found), row.decimals)}")


def label(status: str) -> Text:
    """Return what a status is called."""
    return next(one.label for one in STATUS if one.token == status)


def sign(status: str) -> str:
    """Return a status as its sign and its word."""
    return f"{SIGNS[status]} {tr(label(status))}"


def reached(row: Standing) -> str:
    """Return how far an indicator came; empty where no number tells it."""
    if row.reached is None:
        return ""
    return tr(_REACHED, share=ltr(digits(f"{row.reached.quantize(Decimal(1), ROUND_HALF_UP)}")))


def counts(found: Board) -> str:
    """Return how many stand how."""
    said = [tr(_COUNTS, status=tr(label(one)), n=number(found.counts[one])) for one in STATUSES]
    return tr(JOINT).join(said)


def until(found: Board) -> str:
    """Return of what time a scoreboard tells; empty for now."""
    return tr(_UNTIL, period=shown(found.until)) if found.until else ""


def stage(row: Standing) -> str:
    """Return the stage of the last value, or that it is computed."""
    return Choice(VALUE_STAGE).label(row.stage) if row.stage else tr(_COMPUTED) if row.computed else ""
