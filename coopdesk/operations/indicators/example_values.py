"""Values of indicators of the 2030 Agenda for the State, of the last five years that were published; for trying.

Read from Gapminder's Systema Globalis of March 2026, which takes them from the agencies named here. What is reckoned
from published figures says so.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from coopdesk.operations import record, rights
from coopdesk.operations.indicators import example_review
from coopdesk.records.indicator import IndicatorValue
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id
from coopdesk.store.writing import Writing

_VALUES: tuple[tuple[str, str, int, tuple[str, ...]], ...] = (
    ("1.4.1", "WHO, UNICEF: basic drinking water", 2020, ("99.98", "99.98", "99.99", "99.99", "99.99")),
    ("3.1.2", "UNICEF", 2015, ("99.9", "100", "100", "100", "100")),
    ("3.2.1", "UN IGME", 2019, ("6.65", "6.44", "6.27", "6.13", "6.02")),
    ("3.2.2", "UN IGME", 2019, ("3.74", "3.74", "3.75", "3.75", "3.72")),
    ("3.3.2", "WHO", 2020, ("41", "46", "40", "40", "37")),
    ("3.4.2", "WHO", 2017, ("7.48", "7.28", "6.96", "5.28", "4.7")),
    ("3.6.1", "IHME", 2019, ("12.32", "11.16", "10.31", "9.94", "9.93")),
    ("3.7.2", "World Bank", 2006, ("16.65", "16.17", "16.03", "15.89", "15.75")),
    ("3.9.3", "IHME", 2019, ("0.4", "0.39", "0.36", "0.35", "0.37")),
    ("8.1.1", "Gapminder", 2015, ("-0.86", "0.38", "2.55", "4.49", "4.33")),
    ("8.2.1", "ILO, reckoned from output per worker", 2020, ("-2.38", "2.25", "-0.37", "-1.83", "-0.78")),
    ("8.5.2", "ILO", 2018, ("0.11", "0.1", "0.14", "0.14", "0.13")),
    ("9.4.1", "World Bank: kilograms per dollar of GDP", 2020, ("0.401", "0.405", "0.394", "0.417", "0.427")),
    ("15.1.1", "FAO", 2019, ("0", "0", "0", "0", "0")),
    ("16.1.1", "IHME", 2019, ("0.35", "0.32", "0.3", "0.31", "0.31")),
    ("17.6.1", "ITU", 2019, ("10.17", "10.56", "11.08", "12.64", "11.64")),
    ("17.8.1", "ITU", 2019, ("99.65", "99.65", "99.65", "99.65", "99.65")),
)
_SPREAD: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("3.1.1", "WHO, UNICEF, UNFPA, World Bank", {"1995": "11", "2000": "9", "2005": "8", "2010": "7", "2013": "6"}),
    ("3.a.1", "WHO", {"2010": "12.5", "2015": "12.5", "2020": "12.5", "2021": "12.5", "2022": "12.5"}),
    ("3.c.1", "WHO: physicians", {"2010": "40.48", "2014": "19.27", "2016": "27.51", "2018": "25.04", "2023": "30.22"}),
)
"""Those of which no five years follow each other."""


@rights.needs(rights.ADMINISTRATOR)
def add(store: Store, mark: Mapping[str, Any]) -> None:
    """Add the examples, as reported by the national council for planning; ``mark``: what marks them as such."""
    with store.writing() as writing:
        example_review.approve(writing, _saved(writing, mark))


def _saved(writing: Writing, mark: Mapping[str, Any]) -> Iterator[str]:
    entity = published_id("organization/qa-npc")
    following = [
        (code, source, {str(first + place): value for place, value in enumerate(values)})
        for code, source, first, values in _VALUES
    ]
    for code, source, values in (*following, *_SPREAD):
        for period, value in values.items():
            yield record.save_in(writing, IndicatorValue, {
                "indicator": published_id(f"indicator/sdg-{code}"), "period": period, "entity": entity, "value": value,
                "source": source, **mark,
            }, flush=False)  # fmt: skip
