"""From the registers of a record to the row that people see: its columns, its sort keys, who changed it when."""

from functools import cache
from typing import Any
from uuid import UUID

from coopdesk.fields import Amount, Field, Money
from coopdesk.history.operation import Operation
from coopdesk.records.base import Record, fields_of, key_column, sorts_by_key
from coopdesk.store.folding import sort_key
from coopdesk.store.state import RecordState


def row_of(state: RecordState) -> dict[str, Any]:
    """Return the columns of the record table that follow from the registers alone."""
    return columns(state.stored_values(fields_of(state.cls)), state.cls) | {
        "conflicts": state.conflicts,
        "deleted": state.hidden,
    }


def attribute(record: Record, name: str, kind: object) -> Any:
    """Return the stored value of an attribute; an empty amount of money is none."""
    value = getattr(record, name)
    if isinstance(kind, Money) and isinstance(value, Amount) and value.minor is None:
        return None
    return value


def columns(values: dict[str, Any], cls: type[Record]) -> dict[str, Any]:
    """Return column values for stored values: a composite as its columns, sort keys beside their fields."""
    found: dict[str, Any] = {}
    by_name = _by_name(cls)
    for name, value in values.items():
        declared, key = by_name[name]
        if isinstance(declared.kind, Money):
            amount, currency = value or (None, None)
            found |= {f"amount_{declared.number}": amount, f"currency_{declared.number}": currency}
            continue
        found[name] = value
        if key is not None:
            found[key] = sort_key(value) if value else None
    return found


@cache
def _by_name(cls: type[Record]) -> dict[str, tuple[Field, str | None]]:
    """Return each field with the column of its sort key, where it has one."""
    return {one.name: (one, key_column(one.name) if sorts_by_key(one) else None) for one in fields_of(cls)}


def trace(what: str, operation: Operation, desk: str | None) -> dict[str, Any]:
    """Return the columns that say when, by whom and at which desk a record was made or changed (``what``)."""
    officer = str(UUID(bytes=operation.user)) if operation.user else None
    return {f"{what}_at": operation.hlc >> 16, f"{what}_by": officer, f"{what}_desk": desk}
