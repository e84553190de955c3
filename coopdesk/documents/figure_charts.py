"""Figures of opportunities as words and charts, for the window and for paper: shares, times, bars, lines by year."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from coopdesk.charts import Series, bars, lines
from coopdesk.i18n import N_, Text, digits, ltr, number, tr
from coopdesk.records.opportunity import MISSED
from coopdesk.records.opportunity_figures import COUNTS, TIMES, Figure, Figures, Spread
from coopdesk.shapes import Drawing

WHOLE = N_("All together", "figures")
_MOST = 8
"""How many rows a chart shows: the largest."""
_DRAWN = ("received", "circulated", "nominated", "won")
_NOT_SAID = N_("No reason given")
_BY_ROW, _BY_YEAR = N_("Received, circulated, nominated, won"), N_("From year to year")
_WAY = N_("From receipt to the result")
_WHY, _LONG = N_("Why opportunities were missed"), N_("Working days at each stage (median)")
_ROW, _AROUND, _LEAST = 30.0, 50.0, 120.0
"""Heights in points: of a row of bars, of what stands around them, and the least of a chart."""
Drawn = Callable[[float, float, bool], Drawing]


class FigureChart(NamedTuple):
    """``drawn``: from width, height and whether it reads from right to left; ``height``: what it needs."""

    title: Text
    drawn: Drawn
    height: float


def share(figure: Figure, whom: str) -> str:
    """Return women's share of those ``whom`` names, of whom the sex is known, and how many they are; or nothing."""
    known, women = figure.people[f"{whom}_known"], figure.people[f"{whom}_women"]
    if not known:
        return ""
    return ltr(f"{number(round(100 * women / known))} % ({number(women)}/{number(known)})")


def spread(found: Spread | None) -> str:
    """Return the middle of times and the quarters around it; empty for none."""
    if found is None:
        return ""
    return ltr(f"{_days(found.median)} ({_days(found.low)}–{_days(found.high)})")


def reason(token: str | None) -> Text:
    """Return why something was missed, in words."""
    return next((one.label for one in MISSED if one.token == token), _NOT_SAID)


def charts(found: Figures) -> list[FigureChart]:
    """Return the charts that there is something to draw for."""
    made = []
    rows = _largest(found)
    if found.by == "year" and len(rows) > 1:
        made.append(FigureChart(_BY_YEAR, _by_year(sorted(rows, key=lambda one: str(one.key or ""))), 180.0))
    elif rows:
        height = max(_LEAST, _AROUND + 1.6 * _ROW * len(rows))
        made.append(FigureChart(_BY_ROW, _by_row(rows), height))
    if found.whole.counts["received"]:
        made.append(FigureChart(_WAY, _way(found.whole), max(_LEAST, _ROW * len(COUNTS))))
    if found.whole.reasons:
        made.append(FigureChart(_WHY, _reasons(found.whole), max(_LEAST / 2, _ROW * len(found.whole.reasons))))
    if found.whole.times:
        made.append(FigureChart(_LONG, _times(found.whole), max(_LEAST / 2, _ROW * len(found.whole.times))))
    return made


def _largest(found: Figures) -> list[Figure]:
    """Return the rows that a chart shows, in their order."""
    kept = sorted(found.rows, key=lambda one: one.counts["received"], reverse=True)[:_MOST]
    return [one for one in found.rows if one in kept]


def _series(rows: Sequence[Figure]) -> list[Series]:
    return [Series(tr(COUNTS[name]), [one.counts[name] for one in rows]) for name in _DRAWN]


def _by_year(rows: Sequence[Figure]) -> Drawn:
    titles = [one.title for one in rows]
    return lambda width, height, rtl: lines(titles, _series(rows), width, height, rtl=rtl)


def _by_row(rows: Sequence[Figure]) -> Drawn:
    titles = [one.title for one in rows]
    return lambda width, height, rtl: bars(titles, _series(rows), width, height, rtl=rtl)


def _way(whole: Figure) -> Drawn:
    values = [whole.counts[name] for name in COUNTS]
    return lambda width, height, rtl: bars(
        [tr(one) for one in COUNTS.values()], [Series("", values)], width, height, rtl=rtl
    )


def _reasons(whole: Figure) -> Drawn:
    values = list(whole.reasons.values())
    return lambda width, height, rtl: bars(
        [tr(reason(one)) for one in whole.reasons], [Series("", values)], width, height, shades=(5,), rtl=rtl
    )


def _times(whole: Figure) -> Drawn:
    values = [one.median for one in whole.times.values()]
    return lambda width, height, rtl: bars(
        [tr(TIMES[name]) for name in whole.times], [Series("", values)], width, height, shades=(2,), rtl=rtl
    )


def _days(value: float) -> str:
    return number(int(value)) if value == int(value) else digits(f"{value:.1f}")
