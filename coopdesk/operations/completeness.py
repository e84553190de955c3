"""What a record still asks for: what one looks for in it and that is empty, and what holds several values."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from coopdesk.operations.record_types import record_type
from coopdesk.store.home import Store
from coopdesk.store.state import group_of
from coopdesk.store.tables import RECORD, REG


def completeness(type: str, view: Mapping[str, Any]) -> tuple[int, list[str]] | None:
    """Return per cent and the fields that are missing; None for a type of which nothing is expected."""
    wanted = record_type(type).__complete__
    if not wanted:
        return None
    missing = [name for name in wanted if view.get(name) in (None, "", [])]
    return round(100 * (len(wanted) - len(missing)) / len(wanted)), missing


def conflicts(view: Mapping[str, Any]) -> int:
    """Return how many fields of a record and of its lines hold several values."""
    lines = [line for value in view.values() if isinstance(value, list) for line in value if isinstance(line, dict)]
    return (view.get("conflicts") or 0) + sum(line.get("conflicts") or 0 for line in lines)


def conflicting(store: Store, type: str, view: Mapping[str, Any]) -> list[str]:
    """Return the fields of a stored record that hold several values, then its lists of which a line has such a one."""
    cls = record_type(type)
    held = select(REG.c.field).join(RECORD, RECORD.c.rid == REG.c.rid)
    with store.reading() as connection:
        registers = connection.execute(
            held.where(RECORD.c.id == view["id"], REG.c.conflict > 0).order_by(REG.c.field)
        ).scalars()
        fields = [one.name for register in registers for one in group_of(cls, register)[:1]]
    lists = {name: value for name, value in view.items() if isinstance(value, list)}
    lines = [name for name, value in lists.items() if conflicts({name: value})]
    return list(dict.fromkeys((*fields, *lines)))
