"""What figures of opportunities say: by what and what is counted, and the values of one row. Pure."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from coopdesk.i18n import N_, Text

BY: Mapping[str, Text] = {
    "year": N_("Year of receipt"),
    "offered_by": N_("Offered by"),
    "created_desk": N_("Mission or desk"),
    "entity": N_("Ministry or entity"),
    "kind": N_("Kind", "opportunity"),
}
"""By what opportunities are counted."""
COUNTS: Mapping[str, Text] = {
    "received": N_("Received", "opportunities"),
    "circulated": N_("Circulated", "opportunities"),
    "answered": N_("Answered", "opportunities"),
    "nominated": N_("Nominated", "opportunities"),
    "won": N_("Won", "opportunities"),
    "lost": N_("Lost", "opportunities"),
    "missed": N_("Missed", "opportunities"),
}
"""What is counted, in the order of what happens."""
PEOPLE = ("nominees", "nominees_known", "nominees_women", "chosen", "chosen_known", "chosen_women")
"""How many were nominated and chosen, of how many of them the sex is known, and how many of them are women."""
WOMEN: Mapping[str, Text] = {"nominees": N_("Women among nominees"), "chosen": N_("Women among those chosen")}
"""Of whom the share of women is told."""
DAYS = ("received_on", "circulated_on", "answered_on", "nominated_on", "result_on")
"""The days between which the times at the stages lie."""
TIMES: Mapping[str, Text] = {
    "circulated": N_("Received to circulated"),
    "answered": N_("Circulated to the first answer"),
    "nominated": N_("First answer to nomination"),
    "result": N_("Nomination to result"),
}
"""What the times are called, by the stage at which each ends, in the order of ``DAYS``."""
SHARED = ("entity",)
"""Groupings in which one opportunity may stand in several rows, so that the whole is less than their sum."""


class Spread(NamedTuple):
    """Working days: how many times were measured, their middle, and the quarters below and above it."""

    measured: int
    median: float
    low: float
    high: float


class Figure(NamedTuple):
    """One row of figures. ``key``: what they share, as it is stored; ``counts``: by the names of ``COUNTS``;
    ``people``: by those of ``PEOPLE``; ``reasons``: why missed (None: nobody said); ``times``: by those of ``TIMES``,
    only where something was measured."""

    key: Any
    title: str
    counts: Mapping[str, int]
    people: Mapping[str, int]
    reasons: Mapping[str | None, int]
    times: Mapping[str, Spread]


class Figures(NamedTuple):
    """``by``: one of ``BY``; ``rows``: by their titles, years from the latest on; ``whole``: each opportunity once."""

    by: str
    rows: list[Figure]
    whole: Figure
