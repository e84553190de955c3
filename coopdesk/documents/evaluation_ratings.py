"""Ratings by the six criteria as words and as a chart, for the window and for paper."""

from collections.abc import Iterable, Mapping
from typing import Any

from coopdesk.charts import Series, bars
from coopdesk.fields import Choice
from coopdesk.i18n import N_, digits, led, tr
from coopdesk.records.evaluation import CRITERION, RATING
from coopdesk.shapes import Drawing

CRITERIA = tuple(one.token for one in CRITERION)
HIGHEST = 6
HEIGHT = 26.0 * len(CRITERIA)
"""What the chart needs, in points; under it stands the same as a table."""
NOT_RATED = N_("Not rated", "criterion")
_TOLD = N_("{n} – {words}", "rating")


def told(rating: str | None) -> str:
    """Return a rating as it is read: its number and its words."""
    return led(tr(_TOLD, n=digits(rating), words=Choice(RATING).label(rating))) if rating else tr(NOT_RATED)


def criterion(token: str) -> str:
    """Return what a criterion is called."""
    return Choice(CRITERION).label(token)


def chart(ratings: Mapping[str, str | None], width: float, height: float, rtl: bool) -> Drawing:
    """Return the ratings as bars on the scale from 1 to 6, in the order of the criteria."""
    values = [float(found) if (found := ratings.get(one)) else None for one in CRITERIA]
    return bars([criterion(one) for one in CRITERIA], [Series("", values)], width, height, most=HIGHEST, rtl=rtl)


def by_criterion(lines: Iterable[Any]) -> dict[str, Any]:
    """Return lines that stand for one criterion each, by it."""
    return {one.criterion: one for one in lines if one.criterion in CRITERIA}
