"""Drafts: what a person typed and has not saved, kept in the encrypted database of this desk at each pause.

A draft is no change: it makes no operation, is not in the history, and goes to no other desk. It remembers what was
on the screen (``seen``), so that saving it later meets the changes that others made meanwhile.
"""

from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, select

from coopdesk.operations import rights, views
from coopdesk.operations.record_types import View
from coopdesk.store.home import Store
from coopdesk.store.tables import META

_NEW = "new"


class Draft(NamedTuple):
    """``id``: of the record, None for one that is new; ``changes``: as ``record.save`` takes them; ``at``: ISO 8601."""

    type: str
    id: str | None
    changes: View
    seen: str | None
    at: str


@rights.needs(rights.SECRETARY)
def keep(store: Store, type: str, id: str | None, changes: View, seen: str | None) -> None:
    """Keep what was typed of a record, instead of what was kept before. Raises ``Busy``, ``CannotWrite``."""
    at = datetime.now(UTC).isoformat(timespec="seconds")
    views.save(store, _key(type, id), {"changes": changes, "seen": seen, "at": at})


@rights.needs(rights.READER)
def find(store: Store, type: str, id: str | None) -> Draft | None:
    """Return what was typed of a record and not saved, if anything."""
    return _draft(type, id, views.load(store, _key(type, id)))


@rights.needs(rights.SECRETARY)
def drop(store: Store, type: str, id: str | None) -> None:
    """Forget what was typed of a record: it was saved, or is not wanted."""
    if find(store, type, id) is None:
        return
    with store.locked(), store.engine.execution_options(writing=True).begin() as connection:
        connection.execute(delete(META).where(META.c.key == _key(type, id)))


@rights.needs(rights.READER)
def kept(store: Store) -> list[Draft]:
    """Return every draft of this desk, the newest first."""
    with store.reading() as connection:
        keys = list(connection.execute(select(META.c.key).where(META.c.key.startswith("draft/"))).scalars())
    found = []
    for key in keys:
        _, type, id = key.split("/", 2)
        draft = find(store, type, None if id == _NEW else id)
        if draft is not None:
            found.append(draft)
    return sorted(found, key=lambda one: one.at, reverse=True)


def _key(type: str, id: str | None) -> str:
    return f"draft/{type}/{id or _NEW}"


def _draft(type: str, id: str | None, content: dict[str, Any]) -> Draft | None:
    changes, seen, at = content.get("changes"), content.get("seen"), content.get("at")
    if not isinstance(changes, dict) or not changes or not isinstance(at, str):
        return None
    return Draft(type, id, changes, seen if isinstance(seen, str) else None, at)
