"""Days as scripts and people write them to the command line, read as the window reads what is typed into it.

A day in figures of a year that both calendars have is one of Hijri, unless it stands there already: what ``show`` told
may come back as it is.
"""

from collections.abc import Mapping
from typing import Any

from coopdesk.calendars import HIJRI_YEARS, NotADate, today, understood
from coopdesk.errors import InvalidValue
from coopdesk.fields import Day
from coopdesk.i18n import western_digits
from coopdesk.operations import record, rights
from coopdesk.operations.record_types import View, record_type
from coopdesk.records import Record, fields_of, owned_by, plural_of
from coopdesk.store.home import Store


@rights.needs(rights.READER)
def read(store: Store, type: str, values: Any) -> Any:
    """Return values, as ``record.save`` takes them, with their days read. Raises ``InvalidValue``, ``NotFound``."""
    return _read(store, record_type(type), values, "")


def _read(store: Store, cls: type[Record], values: Any, place: str) -> Any:
    if not isinstance(values, Mapping):
        return values
    found = dict(values)
    for one in fields_of(cls):
        text = values.get(one.name)
        if isinstance(one.kind, Day) and isinstance(text, str):
            day = _understood(text)
            if day in (text, None) or text == _present(store, cls, values).get(one.name):
                continue
            if isinstance(day, NotADate):
                raise InvalidValue(day.text, f"{place}{one.name}", **day.params)
            found[one.name] = day
    for line in owned_by(cls.__tablename__):
        plural = plural_of(line)
        if isinstance(values.get(plural), list):
            found[plural] = [
                _read(store, line, one, f"{place}{plural}[{n}].") for n, one in enumerate(values[plural])
            ]  # fmt: skip
    return found


def _present(store: Store, cls: type[Record], values: Mapping[str, Any]) -> View:
    id = values.get("id")
    return record.show(store, cls.__tablename__, id) if isinstance(id, str) else {}


def _understood(text: str) -> str | NotADate | None:
    """Return a day as it is meant, why it cannot be told, or None where it is no day: saving it says so."""
    try:
        return understood(text, today())
    except NotADate as fault:
        year = western_digits(text.strip())[:4]
        return fault if year.isdecimal() and int(year) in HIJRI_YEARS else None
