"""What is told before a record is saved or takes a step, and stops nobody who has read it, declared for each type."""

from collections.abc import Callable, Mapping
from typing import Any

from coopdesk.operations import rights
from coopdesk.operations.late import late
from coopdesk.operations.offers import nominating
from coopdesk.store.home import Store

_TOLD: dict[str, tuple[frozenset[str], Callable[[Store, Mapping[str, Any]], list[str]]]] = {
    "circulation": (frozenset({"reply_by", "sent_on"}), late("offers.circulation", "cautions")),
    "nomination": (frozenset({"opportunity", "expert"}), nominating.cautions),
    "progress_report": (
        frozenset({"project", "period", "per_cent", "spent"}),
        late("projects.report_writing", "cautions"),
    ),
    "response": (frozenset({"survey", "respondent", "organization"}), late("forms.responses", "cautions")),
    "indicator_value": (frozenset({"value"}), late("indicators.value_cautions", "cautions")),
}
"""For a type: the fields that give reason to look, and what looks."""
_BEFORE: dict[tuple[str, str], Callable[[Store, str], list[str]]] = {
    ("indicator_value", "approve"): late("indicators.review", "cautions_of_one"),
    ("project", "give"): late("projects.overlap_words", "cautions"),
    ("project", "give_on_condition"): late("projects.overlap_words", "cautions"),
}
"""For a type and a step of it: what looks, at the record of an id."""


def asks(type: str, changes: Mapping[str, Any]) -> bool:
    """Tell whether these changes give reason to look before they are saved."""
    return type in _TOLD and not _TOLD[type][0].isdisjoint(changes)


@rights.needs(rights.READER)
def before_save(store: Store, type: str, values: Mapping[str, Any]) -> list[str]:
    """Return what is to be told, in sentences, before a record of a type is saved with these values."""
    return _TOLD[type][1](store, values)


def looks(type: str, step: str) -> bool:
    """Tell whether there may be something to be told before a step."""
    return (type, step) in _BEFORE


@rights.needs(rights.READER)
def before_step(store: Store, type: str, id: str, step: str) -> list[str]:
    """Return what is to be told, in sentences, before a record of a type takes a step."""
    return _BEFORE[type, step](store, id) if looks(type, step) else []
