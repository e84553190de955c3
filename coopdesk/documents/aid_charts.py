"""The State's foreign assistance as charts, for the window and for paper: bars by what it is counted, lines over the
years, the map of the world by how much each country received."""

from collections.abc import Mapping, Sequence
from functools import partial

from coopdesk.charts import Key, Series, bars, lines, tiles
from coopdesk.documents import money_charts
from coopdesk.documents.figure_charts import FigureChart
from coopdesk.i18n import N_, digits, ltr, number, tr
from coopdesk.records.aid import BY, AidFigures, AidRow, AidYear
from coopdesk.shapes import Drawing

AMOUNT, BEFORE = N_("{year}", "of an amount"), N_("{year} (the year before)", "of an amount")
_HUMANITARIAN, _ALL = N_("Humanitarian", "assistance"), N_("All assistance")
_YEARS, MAP = N_("From year to year", "assistance"), N_("Where it went")
_LARGEST, _MIDDLE, _SMALLER = (
    N_("a tenth of all or more"), N_("a hundredth of all or more"), N_("less than a hundredth"),
)  # fmt: skip
_NONE = N_("none in this year")
_MOST, _ROW, _AROUND, _LINES, _WORLD = 10, 26.0, 32.0, 170.0, 300.0
"""How many rows a chart shows, and heights in points: of a row of bars, of what stands around them, of lines, of the
map."""
_TOLD = N_("{what}, {unit}", "title of a chart and its unit")


def charts(found: AidFigures) -> list[FigureChart]:
    """Return the charts that there is something to draw for."""
    made: list[FigureChart] = []
    if len(_since_first(found)) > 1:
        made.append(FigureChart(_YEARS, partial(_over_years, found), _LINES))
    if any(row.key and row.amount > 0 for row in found.by["country"]):
        made.append(FigureChart(MAP, partial(_world, found), _WORLD))
    for by, label in BY.items():
        rows = _largest(found.by[by])
        if rows:
            made.append(FigureChart(label, partial(_bars, found, rows), _AROUND + _ROW * len(rows)))
    return made


def lone(found: AidFigures, chart: FigureChart) -> bool:
    """Tell whether a chart has bars of one row only, which its table tells as well."""
    return any(label is chart.title and len(_largest(found.by[by])) == 1 for by, label in BY.items())


def unit(found: AidFigures) -> tuple[int, str]:
    """Return by what the amounts of a chart are divided, so that they can be read, and what that is called."""
    largest = max([found.whole.amount, found.whole.before, *(one.amount for one in found.years)])
    return money_charts.unit_for(largest, found.currency)


def titled(found: AidFigures, chart: FigureChart) -> str:
    """Return the title of a chart, with the unit of its amounts where it shows any."""
    title = tr(chart.title)
    return title if chart.title is MAP else tr(_TOLD, what=title, unit=unit(found)[1])


def names_of(rows: Sequence[AidRow]) -> Mapping[str, str]:
    """Return the countries of rows by their codes."""
    return {row.key: row.title for row in rows if row.key}


def money(minor: int) -> str:
    """Return an amount in whole units, as it stands in a table."""
    return ltr(number(round(minor / 100)))


def change(row: AidRow) -> str:
    """Return a change in per cent with its sign; empty where there was nothing to compare with."""
    return per_cent(row.change)


def per_cent(change: float | None) -> str:
    """Return a change with its sign, which nought has none of; empty for none."""
    if change is None:
        return ""
    return ltr(digits(f"{change:+,.1f} %" if round(change, 1) else "0 %"))


def share(part: int, whole: int) -> str:
    """Return a share in per cent; empty where there is no whole."""
    return ltr(digits(f"{100 * part / whole:.1f} %")) if whole else ""


def _largest(rows: Sequence[AidRow]) -> list[AidRow]:
    return [one for one in rows if one.amount or one.before][:_MOST]


def _bars(found: AidFigures, rows: Sequence[AidRow], width: float, height: float, rtl: bool) -> Drawing:
    size, _ = unit(found)
    year = digits(str(found.year))
    series = [
        Series(tr(AMOUNT, year=year), [round(one.amount / size, 1) for one in rows]),
        Series(tr(BEFORE, year=digits(str(found.year - 1))), [round(one.before / size, 1) for one in rows]),
    ]
    return bars([one.title for one in rows], series, width, height, rtl=rtl)


def _over_years(found: AidFigures, width: float, height: float, rtl: bool) -> Drawing:
    size, _ = unit(found)
    years = _since_first(found)
    series = [
        Series(tr(_ALL), [round(one.amount / size, 1) for one in years]),
        Series(tr(_HUMANITARIAN), [round(one.humanitarian / size, 1) for one in years]),
    ]
    return lines([digits(str(one.year)) for one in years], series, width, height, rtl=rtl)


def _since_first(found: AidFigures) -> Sequence[AidYear]:
    """Return the years from the first on of which anything is known: nothing entered is not nothing given."""
    first = next((place for place, one in enumerate(found.years) if one.amount), len(found.years))
    return found.years[first:]


def _world(found: AidFigures, width: float, height: float, rtl: bool) -> Drawing:
    keys = [Key(tr(_LARGEST), 0, "×"), Key(tr(_MIDDLE), 1, "+"), Key(tr(_SMALLER), 2, "·"), Key(tr(_NONE), None, "")]
    rows = [row for row in found.by["country"] if row.key and row.amount > 0]
    said = {row.key: _place(row.amount, found.whole.amount) for row in rows if row.key}
    return tiles(said, names_of(found.by["country"]), keys, width, height, rtl=rtl)


def _place(amount: int, whole: int) -> int:
    return 0 if amount * 10 >= whole else 1 if amount * 100 >= whole else 2
