"""What is told before a record is saved, and stops nobody who has read it, declared here for each type."""

from collections.abc import Callable, Mapping
from typing import Any

from coopdesk.operations import rights
from coopdesk.operations.offers import nominating
from coopdesk.store.home import Store

_TOLD: dict[str, tuple[frozenset[str], Callable[[Store, Mapping[str, Any]], list[str]]]] = {
    "nomination": (frozenset({"opportunity", "expert"}), nominating.cautions),
}
"""For a type: the fields that give reason to look, and what looks."""


def asks(type: str, changes: Mapping[str, Any]) -> bool:
    """Tell whether these changes give reason to look before they are saved."""
    return type in _TOLD and not _TOLD[type][0].isdisjoint(changes)


@rights.needs(rights.READER)
def before_save(store: Store, type: str, values: Mapping[str, Any]) -> list[str]:
    """Return what is to be told, in sentences, before a record of a type is saved with these values."""
    return _TOLD[type][1](store, values)
