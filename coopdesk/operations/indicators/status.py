"""How an indicator stands beside its target, by a rule and nobody's opinion.

What matters is the way from the baseline to the target, so that less may be better. With a target of 50 and a baseline
of 20, a value of 44 has come 80 per cent of the way. Without a baseline the way begins at 0; where less is better and
nobody wrote from where, the target is divided by the value instead. Of the target of its period an indicator is

    on track    from 90 per cent of the way on (the indicator may say another number: ``tolerance``)
    at risk     from 70 per cent on (``off_below``)
    off track   below
    no data     where there is no value, or no target

A period for which nobody set a target, between two that have one, is held against the straight line between them; the
baseline in its period counts as a target that was reached.
"""

from collections.abc import Mapping
from decimal import Decimal

from coopdesk.operations.indicators.combining import rounded
from coopdesk.periods import frequency_of, span

TOLERANCE, OFF_BELOW = Decimal(90), Decimal(70)
"""The per cent of the way below which an indicator is at risk, and off track, where it says nothing itself."""
_WHOLE = Decimal(100)


def reached(
    value: Decimal, target: Decimal, baseline: Decimal | None = None, direction: str | None = "up"
) -> Decimal | None:
    """Return how far a value has come from the baseline to the target, in per cent; None where no number tells it: what
    is told then is whether the target is met."""
    down = direction == "down"
    if baseline is not None and baseline != target and (baseline > target) == down:
        return (value - baseline) / (target - baseline) * _WHOLE
    if down:
        return target / value * _WHOLE if value > 0 and target > 0 else None
    return value / target * _WHOLE if target > 0 else None


def status(
    value: Decimal | None,
    target: Decimal | None,
    baseline: Decimal | None = None,
    direction: str | None = "up",
    tolerance: Decimal | None = None,
    off_below: Decimal | None = None,
) -> str:
    """Return one of ``records.scoreboard.STATUSES``. A target that is met is on track, however far the way was."""
    if value is None or target is None:
        return "no_data"
    if (value <= target) if direction == "down" else (value >= target):
        return "on_track"
    share = reached(value, target, baseline, direction)
    if share is None:
        return "off_track"
    if share >= (TOLERANCE if tolerance is None else tolerance):
        return "on_track"
    return "at_risk" if share >= (OFF_BELOW if off_below is None else off_below) else "off_track"


def target_for(
    period: str, targets: Mapping[str, Decimal], baseline: Decimal | None = None, baseline_period: str | None = None
) -> Decimal | None:
    """Return the target of a period: its own, else what the line between those around it says, else None.

    A line is drawn between periods of one length only, for a target of a year is none of a month.
    """
    if period in targets:
        return targets[period]
    length = frequency_of(period)
    points = {_months(one): value for one, value in targets.items() if frequency_of(one) == length}
    if baseline is not None and baseline_period is not None:
        points.setdefault(_months(baseline_period), baseline)
    here = _months(period)
    before, after = [one for one in points if one < here], [one for one in points if one > here]
    if not before or not after:
        return None
    first, last = max(before), min(after)
    way = Decimal(here - first) / (last - first)
    return rounded(points[first] + (points[last] - points[first]) * way)


def _months(period: str) -> int:
    """Return where a period ends on the line of time."""
    last = span(period)[1]
    return last.year * 12 + last.month
