"""A list asked for what a figure counts: under the name ``counted``, one or several figures of the records of its type.

A figure is ``{"by": grouping, "key": what the row shares, "what": what is counted}``; without ``by``: of them all.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select

from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_, Text, tr
from coopdesk.operations import rights
from coopdesk.operations.offers import opportunity_measures
from coopdesk.records import opportunity_figures
from coopdesk.store.conditions import Chosen
from coopdesk.store.home import Store

NAME = "counted"
"""Under which name a list is asked for what figures count."""
_NO_FIGURE = N_("“{value}” is no figure of these records.")
_OF = N_("{what}, {key}", "a figure")


class Measured(NamedTuple):
    """What is counted of a type of record: by what, and what, each with its label; ``ids``: the selection of those
    that a figure counts, by the grouping, its key and what is counted; ``titles``: what keys are called."""

    by: Mapping[str, Text]
    counts: Mapping[str, Text]
    ids: Callable[[str, Any, str], Select[Any]]
    titles: Callable[[Store, str, Sequence[Any]], list[str]]


MEASURED: Mapping[str, Measured] = {
    "opportunity": Measured(
        opportunity_figures.BY, opportunity_figures.COUNTS, opportunity_measures.chosen,
        opportunity_measures.key_titles,
    ),
}  # fmt: skip


def stored(type: str, asked: Any) -> Chosen:
    """Return the condition of being counted by each of these figures. Raises ``InvalidValue``."""
    return Chosen(tuple(MEASURED[type].ids(*one) for one in _figures(type, asked)))


@rights.needs(rights.READER)
def told(store: Store, type: str, asked: Any) -> str:
    """Return what figures count, as a person reads it."""
    measured, parts = MEASURED[type], []
    for by, key, what in _figures(type, asked):
        label = tr(measured.counts[what])
        parts.append(tr(_OF, what=label, key=measured.titles(store, by, [key])[0]) if by else label)
    return " · ".join(parts)


def both(where: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Return what asks for the one and the other: figures add up, of any other field the latter is asked."""
    figures: list[Any] = []
    for asked in (where.get(NAME), more.get(NAME)):
        for one in asked if isinstance(asked, list) else [asked] if asked else []:
            figures += [one] if one not in figures else []
    return {**where, **more} | ({NAME: figures} if figures else {})


def _figures(type: str, asked: Any) -> list[tuple[str, Any, str]]:
    measured = MEASURED.get(type)
    found: list[tuple[str, Any, str]] = []
    for one in asked if isinstance(asked, list) else [asked]:
        known = isinstance(one, Mapping) and set(one) <= {"by", "key", "what"} and measured is not None
        by, what, key = (one.get("by", ""), one.get("what", ""), one.get("key")) if known else ("", "", None)
        if measured is None or what not in measured.counts or by not in ("", *measured.by) or not _is_key(key):
            raise InvalidValue(_NO_FIGURE, field=NAME, value=str(one)[:60])
        found.append((by, key, what))
    return found


def _is_key(key: Any) -> bool:
    return key is None or isinstance(key, str)
