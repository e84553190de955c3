"""The number under which the Ministry registers what it receives, or a desk what it signs: a running number by year,
which no two records of a type bear in one book. Where desks register what is their own, each has its own book."""

import re
from typing import Any

from sqlalchemy import Connection, select

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue
from coopdesk.i18n import N_, ltr
from coopdesk.operations import rights
from coopdesk.operations.record_types import record_type
from coopdesk.records import Record
from coopdesk.records.base import table_of
from coopdesk.store.home import Store

_RUNNING = re.compile(r"(\d{1,9})([/-])(\d{4})")
_TAKEN = N_("The number “{number}” is that of another record. The next one is {next}.")


@rights.needs(rights.READER)
def proposed(store: Store, type: str, id: str) -> str:
    """Return the number that a record has, else the next one of this year."""
    with store.reading() as connection:
        return number_for(connection, record_type(type), id)


def number_for(connection: Connection, cls: type[Record], id: str) -> str:
    """Return the number that a record has, else the next one of this year, written as the last one was."""
    numbers = _numbers(connection, cls, id)
    return numbers.get(id) or _next(numbers)


def check_free(connection: Connection, cls: type[Record], id: str, number: str) -> None:
    """Raise ``InvalidValue`` where another record bears a number, deleted or not."""
    numbers = _numbers(connection, cls, id)
    if any(one == number and other != id for other, one in numbers.items()):
        raise InvalidValue(_TAKEN, field="number", number=ltr(number), next=ltr(_next(numbers)))


def _next(numbers: dict[str, str]) -> str:
    year, highest, joint = today()[:4], 0, "/"
    for one in numbers.values():
        found = _RUNNING.fullmatch(one)
        if found is not None and found[3] == year and int(found[1]) > highest:
            highest, joint = int(found[1]), found[2]
    return f"{highest + 1}{joint}{year}"


def _numbers(connection: Connection, cls: type[Record], id: str) -> dict[str, str]:
    """Return the numbers in the book to which a record belongs, by the ids of the records."""
    table: Any = table_of(cls)
    wanted = select(table.c.id, table.c.registry_number).where(table.c.registry_number.is_not(None))
    if not all(one.ministry for one in cls.__steps__ if one.registers):
        desk = select(table.c.created_desk).where(table.c.id == id).scalar_subquery()
        wanted = wanted.where(table.c.created_desk == desk)
    return {row.id: row.registry_number for row in connection.execute(wanted)}
