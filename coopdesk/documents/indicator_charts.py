"""Indicators as charts, for the window and for paper: statuses as bars, values beside targets as lines, countries as
tiles."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from coopdesk.charts import Key, Series, bars, lines, sparkline, tiles
from coopdesk.documents import indicator_words as words
from coopdesk.i18n import N_, digits, ltr, tr
from coopdesk.periods import headed
from coopdesk.records.scoreboard import STATUSES, Board, Point, Together
from coopdesk.shapes import Drawing

SCREEN: Mapping[str, int] = {"on_track": 3, "at_risk": 1, "off_track": 5, "no_data": 4}
PAPER: Mapping[str, int] = {"on_track": 4, "at_risk": 1, "off_track": 0, "no_data": 5}
"""The shade of each status among those of the painter."""
UNDRAWN = N_("Indicators without data are not drawn.")
ACTUALS, TARGETS, BASELINE = N_("Actual"), N_("Target", "of an indicator"), N_("Baseline")
_KNOWN, _BANDS, _MOST = STATUSES[:-1], 4, 12
_FROM_TO, _NO_VALUE = N_("{low} to {high}", "a band of values"), N_("No value")


def drawn(groups: Sequence[Together]) -> list[Together]:
    """Return the groups that a chart shows: those in which something is known, at most so many."""
    return [one for one in groups if any(one.counts[status] for status in _KNOWN)][:_MOST]


def statuses(
    groups: Sequence[Together], shades: Mapping[str, int], width: float, height: float, *, rtl: bool
) -> Drawing:  # fmt: skip
    """Return how many of each group stand how, as bars that are stacked."""
    series = [Series(tr(words.label(one)), [group.counts[one] for group in groups]) for one in _KNOWN]
    colors = [shades[one] for one in _KNOWN]
    return bars([one.title for one in groups], series, width, height, stacked=True, shades=colors, rtl=rtl)


def whole(found: Board, shades: Mapping[str, int], width: float, height: float, *, rtl: bool) -> Drawing:
    """Return how many stand how, a bar a status."""
    names, colors = [tr(words.label(one)) for one in STATUSES], [shades[one] for one in STATUSES]
    series = [
        Series("", [found.counts[one] if place == row else None for row, _ in enumerate(names)])
        for place, one in enumerate(STATUSES)
    ]
    return bars(names, series, width, height, stacked=True, shades=colors, rtl=rtl)


def over_time(
    values: Sequence[Point], targets: Mapping[str, Decimal], baseline: Point | None, width: float, height: float, *,
    rtl: bool,
) -> Drawing:  # fmt: skip
    """Return the values of an indicator with its targets, and its baseline as a level."""
    known = {one.period: one.value for one in values}
    periods = sorted({*known, *targets, *([baseline.period] if baseline and baseline.period else [])})
    series = [Series(tr(ACTUALS), [_float(known.get(one)) for one in periods])]
    if targets:
        series.append(Series(tr(TARGETS), [_float(targets.get(one)) for one in periods]))
    if baseline is not None:
        series.append(Series(tr(BASELINE), [float(baseline.value)] * len(periods)))
    return lines([headed(one) for one in periods], series, width, height, rtl=rtl)


def trend(values: Sequence[Point], shade: int, width: float, height: float, *, rtl: bool) -> Drawing:
    """Return the last values of an indicator as a sparkline."""
    return sparkline([float(one.value) for one in values[-_MOST:]], width, height, shade=shade, rtl=rtl)


def countries(
    values: Mapping[str, Decimal], names: Mapping[str, str], width: float, height: float, *, rtl: bool
) -> Drawing:
    """Return a map of values by country, in up to four bands of as many countries each; their signs grow with them."""
    ordered = sorted(set(values.values()))
    count = min(_BANDS, len(ordered))
    edges = [ordered[len(ordered) * place // count] for place in range(count)] if count else []
    said = {code: sum(value >= edge for edge in edges) - 1 for code, value in values.items()}
    keys = []
    for place in range(count):
        inside = [value for code, value in values.items() if said[code] == place]
        low, high = (ltr(words.plain(one)) for one in (min(inside), max(inside)))
        name = low if low == high else tr(_FROM_TO, low=low, high=high)
        keys.append(Key(name, 0 if place >= count / 2 else 2, digits(str(place + 1))))
    keys.append(Key(tr(_NO_VALUE), None, ""))
    told = {code: f"{name} · {ltr(words.plain(values[code]))}" if code in values else name
            for code, name in names.items()}  # fmt: skip
    return tiles(said, told, keys, width, height, rtl=rtl)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
