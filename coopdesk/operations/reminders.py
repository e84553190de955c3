"""Reminders that a person asks for: of a record, on a day. Until then its dates press that person no more; from then on
it waits for that person at Home until another day is chosen or none.

A reminder is no change: it makes no operation, is kept in the encrypted database of this desk alone, and tells of the
record by its id only.
"""

from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_
from coopdesk.operations import rights
from coopdesk.operations.titles import titles_in
from coopdesk.records import BY_ENTITY
from coopdesk.records.base import table_of
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import META, RECORD

_PLACE, _NOBODY = "remind/", "nobody"
_WHOLE = len("2027-03-05")
_NO_DAY = N_("Choose a whole day from tomorrow on.")


class Asked(NamedTuple):
    """A record of which a person wants to be reminded."""

    type: str
    id: str
    title: str
    day: str


@rights.needs(rights.READER)
def ask(store: Store, id: str, day: str | None) -> None:
    """Remind the person at work of a record on a day after today, or no more. Raises ``InvalidValue``."""
    if day is not None and (len(day) != _WHOLE or day <= today()):
        raise InvalidValue(_NO_DAY, field="day")
    key = f"{_mine(store)}{id}"
    with store.locked(), store.engine.execution_options(writing=True).begin() as connection:
        if day is None:
            connection.execute(delete(META).where(META.c.key == key))
        else:
            set_meta(connection, key, day.encode("ascii"))


@rights.needs(rights.READER)
def day_of(store: Store, id: str) -> str | None:
    """Return the day on which the person at work is reminded of a record, None for none."""
    with store.reading() as connection:
        return _days(connection, _mine(store)).get(id)


@rights.needs(rights.READER)
def put_off(store: Store) -> set[str]:
    """Return the records whose dates do not press the person at work today."""
    now = today()
    with store.reading() as connection:
        return {id for id, day in _days(connection, _mine(store)).items() if day > now}


@rights.needs(rights.READER)
def due(store: Store) -> list[Asked]:
    """Return the records of which the person at work wanted to be reminded by now, the longest waiting first."""
    now = today()
    with store.reading() as connection:
        days = {id: day for id, day in _days(connection, _mine(store)).items() if day <= now}
        types = _present(connection, list(days))
        names = titles_in(connection, list(types))
    found = [Asked(type, id, names[id], days[id]) for id, type in types.items()]
    return sorted(found, key=lambda one: (one.day, one.title))


def _present(connection: Connection, ids: list[str]) -> dict[str, str]:
    """Return the types of those of these records that are there."""
    found: dict[str, str] = {}
    for row in connection.execute(select(RECORD.c.id, RECORD.c.entity).where(RECORD.c.id.in_(ids))):
        cls = BY_ENTITY.get(row.entity)
        if cls is not None:
            table = table_of(cls)
            alive = select(table.c.id).where(table.c.id == row.id, table.c.deleted.is_(False))
            if connection.execute(alive).scalar() is not None:
                found[row.id] = cls.__tablename__
    return found


def _mine(store: Store) -> str:
    return f"{_PLACE}{store.officer or _NOBODY}/"


def _days(connection: Connection, mine: str) -> dict[str, str]:
    rows = connection.execute(select(META.c.key, META.c.value).where(META.c.key.startswith(mine)))
    return {row.key.removeprefix(mine): bytes(row.value).decode("ascii") for row in rows}
