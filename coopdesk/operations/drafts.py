"""Drafts: what a person typed and has not saved, kept in the encrypted database of this desk at each pause.

A draft is no change: it makes no operation, is not in the history, and goes to no other desk. It remembers what was
on the screen (``seen``), so that saving it later meets the changes that others made meanwhile. It belongs to who typed
it: sealed with that officer's own key, under a name that tells of the officer alone, so that nobody else at the desk
knows what is written, or about what. Where nobody is named, there is one person, and nobody to seal it from.
"""

import hashlib
import hmac
import json
import secrets
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select

from coopdesk.errors import Damaged
from coopdesk.operations import rights
from coopdesk.operations.record_types import View
from coopdesk.store import access
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import META

CIRCULATION = "circulation"
"""What a draft of a circulation of a record is said with."""
_PLACE, _NOBODY = "draft/", "nobody"


class Draft(NamedTuple):
    """``name``: under which it is kept; ``id``: of the record, None for one that is new; ``changes``: as
    ``record.save`` takes them; ``at``: ISO 8601; ``private``: its author wants to keep it so, until it is shown.
    ``act``: the name of the step with which ``changes`` are said, or the id of the referral that they answer; empty for
    what is typed in the record itself."""

    name: str
    type: str
    id: str | None
    changes: View
    seen: str | None
    at: str
    private: bool = False
    act: str = ""


def new_name() -> str:
    """Draw the name of the draft of a new record."""
    return secrets.token_hex(16)


@rights.needs(rights.SECRETARY)
def keep(
    store: Store, type: str, id: str | None, changes: View, seen: str | None, name: str = "", *, private: bool = False,
    act: str = "",
) -> str:  # fmt: skip
    """Keep what was typed of a record, instead of what was kept under this name; returns the name. That of a record
    which is there follows from it. Raises ``Busy``, ``CannotWrite``."""
    name = _name_of(store, id, act) if id else name or new_name()
    draft = Draft(name, type, id, changes, seen, datetime.now(UTC).isoformat(timespec="seconds"), private, act)
    with store.locked(), store.engine.execution_options(writing=True).begin() as connection:
        set_meta(connection, f"{_mine(store)}{name}", _sealed(store, draft))
    return name


@rights.needs(rights.READER)
def find(store: Store, type: str, id: str | None, act: str = "") -> Draft | None:
    """Return what the officer at work typed of a record and did not save, if anything; of a new one the last that was
    not meant to be kept. ``act``: what was to be said with a step, or as an answer."""
    if id is None:
        return next((one for one in kept(store) if one.type == type and one.id is None and not one.private), None)
    name = _name_of(store, id, act)
    return _opened(store, name, store.meta(f"{_mine(store)}{name}"))


@rights.needs(rights.SECRETARY)
def drop(store: Store, id: str | None, name: str = "", act: str = "") -> None:
    """Forget what was typed of a record, or under a name: it was saved, or is not wanted."""
    key = f"{_mine(store)}{_name_of(store, id, act) if id else name}"
    if not store.meta(key):
        return
    with store.locked(), store.engine.execution_options(writing=True).begin() as connection:
        connection.execute(delete(META).where(META.c.key == key))


@rights.needs(rights.READER)
def kept(store: Store) -> list[Draft]:
    """Return every draft of the officer at work, the newest first."""
    mine = _mine(store)
    with store.reading() as connection:
        rows = _all(connection, mine)
    found = [_opened(store, key.removeprefix(mine), content) for key, content in rows.items()]
    return sorted((one for one in found if one is not None), key=lambda one: one.at, reverse=True)


@rights.needs(rights.READER)
def begun(store: Store, id: str) -> list[Draft]:
    """Return what the officer at work began to say of a record, with a step or as an answer, the newest first."""
    return [one for one in kept(store) if one.id == id and one.act]


@rights.needs(rights.READER)
def count(store: Store, type: str) -> int:
    """Return how many drafts the officer at work has of records of a type."""
    return sum(one.type == type for one in kept(store))


@rights.needs(rights.ADMINISTRATOR)
def of_those_who_left(store: Store) -> dict[str, int]:
    """Return how many drafts are kept of officers who open this computer no more; nobody can read them."""
    here = {*access.officers(store), store.officer or _NOBODY}
    with store.reading() as connection:
        counted = Counter(key.split("/")[1] for key in _all(connection, _PLACE))
    return {officer: count for officer, count in counted.items() if officer not in here}


@rights.needs(rights.ADMINISTRATOR)
def throw_away(store: Store, officer: str) -> None:
    """Throw the drafts of an officer away who opens this computer no more."""
    if officer in of_those_who_left(store):
        with store.locked(), store.engine.execution_options(writing=True).begin() as connection:
            connection.execute(delete(META).where(META.c.key.startswith(f"{_PLACE}{officer}/")))


@rights.needs(rights.ADMINISTRATOR)
def take_over(store: Store) -> None:
    """Seal what was typed before the one person of this desk had a name and a key."""
    place = f"{_PLACE}{_NOBODY}/"
    with store.locked(), store.engine.execution_options(writing=True).begin() as connection:
        for key, content in _all(connection, place).items():
            draft = _read(key.removeprefix(place), content)
            if draft is not None:
                name = _name_of(store, draft.id, draft.act) if draft.id else draft.name
                set_meta(connection, f"{_mine(store)}{name}", _sealed(store, draft._replace(name=name)))
            connection.execute(delete(META).where(META.c.key == key))


def _mine(store: Store) -> str:
    return f"{_PLACE}{store.officer if store.own is not None else _NOBODY}/"


def _all(connection: Connection, place: str) -> dict[str, bytes]:
    wanted = select(META.c.key, META.c.value).where(META.c.key.startswith(place)).order_by(META.c.key)
    return {row.key: row.value for row in connection.execute(wanted)}


def _name_of(store: Store, id: str | None, act: str) -> str:
    """Return the name of the draft of a record, which tells nothing of it without the officer's key."""
    key = (store.own or store.key).derived("drafts")
    return hmac.digest(key, f"{id}/{act}".encode(), hashlib.sha256).hex()[:32]


def _sealed(store: Store, draft: Draft) -> bytes:
    content = json.dumps(draft._asdict(), ensure_ascii=False, separators=(",", ":")).encode()
    return content if store.own is None else store.own.seal(f"{_mine(store)}{draft.name}".encode(), content)


def _opened(store: Store, name: str, content: bytes) -> Draft | None:
    """Return a draft; None for what is not there, was altered, or is of a key that this officer has no more."""
    if store.own is not None and content:
        try:
            content = store.own.open(f"{_mine(store)}{name}".encode(), content)
        except Damaged:
            return None
    return _read(name, content)


def _read(name: str, content: bytes) -> Draft | None:
    found: Any = None
    with suppress(ValueError, RecursionError):
        found = json.loads(content)
    try:
        draft = Draft(**found | {"name": name})
    except TypeError:
        return None
    return draft if isinstance(draft.changes, dict) and draft.changes and isinstance(draft.at, str) else None
