"""What a record still asks for: what one looks for in it and that is empty, and what holds several values."""

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from coopdesk.fields import Field, Link
from coopdesk.i18n import Text
from coopdesk.operations.record_types import halves, record_type
from coopdesk.records import TYPES, Record, fields_of, owned_by, plural_of
from coopdesk.records.base import table_of
from coopdesk.records.steps import Step


class Lack(NamedTuple):
    """What is missing in a record that another one names: of which record, which field or list, and its label."""

    type: str
    id: str
    field: str
    label: Text


def completeness(type: str, view: Mapping[str, Any]) -> tuple[int, list[str]] | None:
    """Return per cent and the fields that are missing; None for a type of which nothing is expected."""
    wanted = record_type(type).__complete__
    if not wanted:
        return None
    missing = [name for name in wanted if view.get(name) in (None, "", [])]
    return round(100 * (len(wanted) - len(missing)) / len(wanted)), missing


def lacking(cls: type[Record], view: Mapping[str, Any]) -> list[Field]:
    """Return the required fields that a view does not fill; of a pair either half will do, and the first is told."""
    found: dict[str, Field] = {}
    for one, names in _required(cls):
        if not any(view.get(name) for name in names):
            found.setdefault(names[0], one)
    return list(found.values())


@cache
def _required(cls: type[Record]) -> tuple[tuple[Field, list[str]], ...]:
    return tuple((one, halves(cls, one)) for one in fields_of(cls) if one.required)


def labels_of(cls: type[Record]) -> dict[str, Text]:
    """Return what the fields and the lists of a type are called."""
    lists = {plural_of(one): one.__plural__ for one in owned_by(cls.__tablename__)}
    return lists | {one.name: one.label for one in fields_of(cls)}


def lacking_through(session: Session, cls: type[Record], step: Step, view: Mapping[str, Any]) -> list[Lack]:
    """Return what is missing in the records that must be complete before a step, in order."""
    found = []
    for name in step.through:
        kind = next(one.kind for one in fields_of(cls) if one.name == name)
        of = TYPES[kind.to] if isinstance(kind, Link) else cls
        there = session.scalars(select(of).where(of.id == view.get(name))).one_or_none()
        if there is None:
            found += [Lack(of.__tablename__, view[name], "", of.__label__)] if view.get(name) else []
            continue
        lists = {plural_of(one): _has_lines(session, one, there.id) for one in owned_by(of.__tablename__)}
        names, labels = of.__complete__, labels_of(of)
        empty = [one for one in names if not (lists[one] if one in lists else getattr(there, one))]
        found += [Lack(of.__tablename__, there.id, one, labels[one]) for one in empty]
    return found


def _has_lines(session: Session, cls: type[Record], owner: str) -> bool:
    table = table_of(cls)
    wanted = select(table.c.rid).where(table.c[cls.__owner__ or ""] == owner, table.c.deleted.is_(False)).limit(1)
    return session.execute(wanted).first() is not None


def conflicts(view: Mapping[str, Any]) -> int:
    """Return how many fields of a record and of its lines hold several values."""
    lines = [line for value in view.values() if isinstance(value, list) for line in value if isinstance(line, dict)]
    return (view.get("conflicts") or 0) + sum(line.get("conflicts") or 0 for line in lines)
