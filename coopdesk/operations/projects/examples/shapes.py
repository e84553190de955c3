"""Projects of others with their results as they were published, of which the paper is named; for trying.

What was published and what was not is kept apart: a figure that no paper told stands nowhere. Years of which nothing
was reported are left out, and none is guessed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Values = dict[str, Any]


class Measured(NamedTuple):
    """An indicator: names, the code of its result, the baseline, then by period what is aimed at and what was reached.
    ``measure``: of what kind; ``down``: less is better; ``women``: what of it were women and girls."""

    code: str
    name_en: str
    name_ar: str
    result: str
    baseline: str | None
    targets: Mapping[str, str] = {}
    values: Mapping[str, str] = {}
    measure: str = "number"
    down: bool = False
    women: Mapping[str, str] = {}
    note: str = ""


class Published(NamedTuple):
    """A project, its results (code, level, what it leads to, both texts), its indicators and the year before it."""

    values: Values
    results: Sequence[tuple[str, str, str, str, str]]
    indicators: Sequence[Measured]
    before: str
    source: str


def years(first: int, *figures: int) -> dict[str, str]:
    return {str(first + place): str(figure) for place, figure in enumerate(figures)}


def usd(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "USD"}
