"""What is left until a record is due, as a column of its list: it is computed, no record holds it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from coopdesk.fields import Field, Line
from coopdesk.i18n import N_
from coopdesk.operations import dues
from coopdesk.operations.offers import deadlines
from coopdesk.operations.offers.deadlines import Left
from coopdesk.operations.working_days import rest_both
from coopdesk.store.home import Store

COLUMN = Field(0, Line(), N_("Working days left"), column=120, name="due")
Told = Callable[[str, Mapping[str, Any]], Left]
"""From the id of a record and the values that are read of it, what is left."""


class Counted(NamedTuple):
    """``reads``: the fields from which it is counted; ``begin``: makes what counts it, for one page of a list."""

    reads: tuple[str, ...]
    begin: Callable[[Store], Told]


def _reports(store: Store) -> Told:
    days = dues.left(store)
    return lambda id, _: Left(dues.short(days[id])) if id in days else Left()


def _opportunities(store: Store) -> Told:
    rest = rest_both(store)
    return lambda _, values: deadlines.left(values, rest)


COUNTED: dict[str, Counted] = {
    "conference_report": Counted((), _reports),
    "opportunity": Counted(deadlines.READS, _opportunities),
}
