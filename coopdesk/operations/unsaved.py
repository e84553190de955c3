"""A record as it stands typed, to be shown before it is saved: the stored one with changes that are written nowhere."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from coopdesk.errors import InvalidValue
from coopdesk.fields import Members
from coopdesk.operations import owned_lines, record as records
from coopdesk.operations.record_types import View, record_type
from coopdesk.records import Record, fields_of, owned_by, plural_of


def typed(session: Session, type: str, id: str | None, changes: View) -> tuple[Record, dict[str, list[Any]]]:
    """Return a record and its owned lists, with changes as ``record.save`` takes them; nothing is kept of the session.

    Raises ``NotFound``, and ``InvalidValue`` for what could not be saved as it is typed.
    """
    cls = record_type(type)
    found = records.existing(session, cls, id) if id else _new(cls)
    if not id:
        found.classification, found.audience = "internal", cls.__audience__
    lists = owned_lines.lines_of(session, found)
    _give(found, changes)
    for owned in owned_by(type):
        plural = plural_of(owned)
        if plural in changes:
            lists[plural] = _changed(lists[plural], owned, changes[plural])
    return found, lists


def _changed(lines: list[Any], cls: type[Record], changes: list[View]) -> list[Any]:
    by_id = {line.id: line for line in lines}
    found = list(lines)
    for values in changes:
        line = by_id.get(values.get("id"))
        if values.get("deleted"):
            found = [one for one in found if one is not line]
            continue
        if line is None:
            line = _new(cls)
            found.append(line)
        _give(line, values)
    return sorted(found, key=lambda one: (one.position is None, one.position or 0))


def _new(cls: type[Record]) -> Record:
    made = cls(id=str(uuid4()))
    for one in fields_of(cls):
        if isinstance(one.kind, Members):
            setattr(made, one.name, ())
    return made


def _give(record: Record, values: Mapping[str, Any]) -> None:
    for one in fields_of(type(record)):
        if one.name in values:
            try:
                setattr(record, one.name, one.kind.parse(values[one.name]))
            except InvalidValue as fault:
                raise InvalidValue(fault.text, field=one.name, **fault.params) from None
