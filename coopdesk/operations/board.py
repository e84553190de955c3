"""A list as a board: its records stand in columns by their stage, of which each is read a part at a time."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from coopdesk.fields import Choice, Field, Number
from coopdesk.i18n import N_, tr
from coopdesk.operations import listing, rights, steps
from coopdesk.operations.conditions import labelled
from coopdesk.operations.offers.days_left import COLUMN
from coopdesk.operations.offers.deadlines import Left
from coopdesk.operations.record_types import record_type
from coopdesk.records.steps import Step
from coopdesk.store import listing as stored
from coopdesk.store.home import Store

PART = 50
"""How many cards a column gets at first, and each time that more are asked for."""
_NO_STAGE = N_("Not begun", "stage")


class Card(NamedTuple):
    """A record on a board. ``lines``: what is told of it; ``conflicts``: how many of its fields have several values."""

    id: str
    title: str
    lines: tuple[str, ...]
    left: Left
    conflicts: int


class Column(NamedTuple):
    """A stage: its name, where its records begin in the list and how many they are, the first cards, and the steps that
    lead from it, by the stages to which they lead."""

    stage: str | None
    title: str
    first: int
    size: int
    cards: list[Card]
    leads: Mapping[str, Step]


class Board(NamedTuple):
    """``found``: all records, those of a stage together."""

    found: listing.Listing
    columns: list[Column]


@rights.needs(rights.READER)
def open_board(
    store: Store,
    type: str,
    *,
    where: Mapping[str, Any] | None = None,
    text: str = "",
    sort: str = "",
    shown: Mapping[str | None, int] | None = None,
) -> Board:
    """Return the records of a type that match, in columns by their stage, each in the order of ``listing.open_list``.

    Every stage has its column, also an empty one; what has no stage yet stands before them where there is any.
    ``shown``: how many cards a stage shows already, and is to show again; fewer than ``PART`` are not told.
    """
    cls = record_type(type)
    found = listing.open_list(store, type, where=where, text=text, sort=sort, group="stage")
    spans, first = {}, 0
    for group in found.groups:
        spans[group.value] = range(first, first + group.count)
        first += group.count
    kind = stored.field_named(cls, "stage").kind
    assert isinstance(kind, Choice)
    named = [(option.token, tr(option.label)) for option in kind.options]
    stages: list[tuple[str | None, str]] = [(None, tr(_NO_STAGE)), *named] if None in spans else [*named]
    again = shown or {}
    parts = {stage: spans.get(stage, range(0))[: max(PART, again.get(stage, 0))] for stage, _ in stages}
    read = iter(_cards(store, listing.part(found, parts.values())))
    columns = []
    for stage, title in stages:
        span = spans.get(stage, range(0))
        cards = [next(read) for _ in parts[stage]]
        leads: dict[str, Step] = {}
        for step in steps.steps(store, type, {"stage": stage}):
            leads.setdefault(step.target, step)
        columns.append(Column(stage, title, span.start, len(span), cards, leads))
    return Board(found, columns)


@rights.needs(rights.READER)
def more(store: Store, board: Board, column: Column, start: int) -> list[Card]:
    """Return the next cards of a column, from its card ``start``."""
    end = min(start + PART, column.size)
    return _cards(store, listing.part(board.found, [range(column.first + start, column.first + end)]))


def _cards(store: Store, found: listing.Listing) -> list[Card]:
    fields = [*listing.in_language(found.type, record_type(found.type).__card__), COLUMN]
    fields = listing.in_language(found.type, [one.name for one in fields])
    told = [one for one in fields if one is not COLUMN]
    made = []
    for row in listing.page(store, found, 0, len(found), fields):
        texts = (_told(row, one) for one in told if row[one.name] is not None)
        made.append(Card(row.id, row.title, tuple(filter(None, texts)), row.left, row.conflicts))
    return made


def _told(row: listing.Row, one: Field) -> str:
    """Return a value of a card; a bare number under its label."""
    shown = row.shown[one.name]
    return labelled(tr(one.label), shown) if isinstance(one.kind, Number) else shown
