"""The money of projects as charts, for the window and for paper: budget, promises and payments by year, promises and
payments by source, country and sector."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from coopdesk.charts import Series, bars
from coopdesk.documents.figure_charts import FigureChart
from coopdesk.i18n import N_, Text, tr
from coopdesk.records.project_money import MoneyFigures, Row, paid_of
from coopdesk.shapes import Box, Drawing


class _Told(NamedTuple):
    """``what``: what of a row is drawn; ``shade``: the same in every chart."""

    label: Text
    what: Callable[[Row], int]
    shade: int


def paid(row: Row) -> int:
    """Return what was paid."""
    return paid_of(row.sums)


_GIVEN = (
    _Told(N_("Pledged", "money"), lambda row: row.sums["pledged"], 1),
    _Told(N_("Committed", "money"), lambda row: row.sums["committed"], 2),
    _Told(N_("Paid", "money"), paid, 0),
)
_OVER_TIME = (_Told(N_("Budget", "money"), lambda row: row.sums["budget"], 5), *_GIVEN)
_TITLES = {
    "year": N_("Money by year"),
    "source": N_("Money by source"),
    "country": N_("Money by country"),
    "sector": N_("Money by sector"),
}
_UNITS = ((10**9, N_("billion {currency}")), (10**6, N_("million {currency}")), (10**3, N_("thousand {currency}")))
_MOST, _LAST, _ROW, _AROUND, _LEAST, _HIGHEST = 10, 12, 14.0, 30.0, 70.0, 480.0
"""How many rows and years a chart shows at the most, and heights in points: of a bar, of what stands around it, the
least and the most of a chart."""


def charts(found: MoneyFigures) -> list[FigureChart]:
    """Return the charts that there is something to draw for."""
    made = []
    for by, title in _TITLES.items():
        told = _OVER_TIME if by == "year" else _GIVEN
        rows = [one for one in found.by[by] if any(what(one) for _, what, _ in told)]
        rows = rows[-_LAST:] if by == "year" else rows[:_MOST]
        if any(one.key is not None for one in rows):
            kept = [one for one in told if any(map(one.what, rows))]
            height = min(max(_LEAST, _AROUND + (_ROW * len(kept) + 6) * len(rows)), _HIGHEST)
            made.append(FigureChart(title, partial(_drawn, found, rows, kept), height))
    return made


def lone(drawing: Drawing) -> bool:
    """Tell whether the bars of a chart are of one group only: words say the same in less room."""
    return len({one.group for one in drawing.shapes if isinstance(one, Box)}) < 2


def unit(found: MoneyFigures) -> tuple[int, str]:
    """Return by what amounts are divided so that a chart has room for them, and what that is called."""
    amounts = (amount for rows in found.by.values() for one in rows for amount in one.sums.values())
    return unit_for(max(amounts, default=0), found.currency)


def unit_for(largest: int, currency: str) -> tuple[int, str]:
    """Return the same for amounts up to so many hundredths of a currency."""
    for size, name in _UNITS:
        if largest >= 1000 * size:
            return 100 * size, tr(name, currency=currency)
    return 100, currency


def _drawn(
    found: MoneyFigures, rows: Sequence[Row], told: Sequence[_Told], width: float, height: float, rtl: bool
) -> Drawing:  # fmt: skip
    size, _ = unit(found)
    series = [Series(tr(one.label), [round(one.what(row) / size, 1) for row in rows]) for one in told]
    return bars([row.title for row in rows], series, width, height, shades=[one.shade for one in told], rtl=rtl)
