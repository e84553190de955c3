"""Days and figures of a record that have an order, as the types declare them: no end before its start, nothing less
than what was promised.

What is out of order already stays so, merged or entered long ago, until one of the two is written.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from coopdesk.errors import InvalidValue
from coopdesk.fields import Number
from coopdesk.i18n import N_
from coopdesk.records import Record, fields_of

_BEFORE = N_("“{last}” ({end}) is before “{first}” ({start}). Correct one of the two.")
_LESS = N_("“{last}” ({end}) is less than “{first}” ({start}). Correct one of the two.")
_PROMISED = N_("“{name}” was promised when this began, and can only be made stricter.")


def present(record: Record) -> dict[str, Any]:
    """Return what has an order in a record, before it is changed."""
    cls = type(record)
    return {name: getattr(record, name) for pair in (*cls.__ordered__, cls.__promised__) for name in pair}


def check_written(record: Record, before: Mapping[str, Any]) -> None:
    """Raise ``InvalidValue`` where a record was changed so that its order is broken. ``before``: see ``present``."""
    changed = [name for name, value in before.items() if getattr(record, name) != value]
    check(type(record), changed, lambda name: getattr(record, name))
    _check_promised(record, before)


def check(cls: type[Record], changed: Collection[str], stored: Callable[[str], Any]) -> None:
    """Raise ``InvalidValue`` where changed fields are in no order with the others. ``stored`` gives a value by name."""
    for first, last in cls.__ordered__:
        if first not in changed and last not in changed:
            continue
        start, end = stored(first), stored(last)
        declared = {one.name: one for one in fields_of(cls) if one.name in (first, last)}
        kind = declared[last].kind
        if start is not None and end is not None and kind.precedes(end, start):
            raise InvalidValue(
                _LESS if isinstance(kind, Number) else _BEFORE, field=last if last in changed else first,
                first=declared[first].label, last=declared[last].label, start=kind.show(start), end=kind.show(end),
            )  # fmt: skip


def _check_promised(record: Record, before: Mapping[str, Any]) -> None:
    cls = type(record)
    if not cls.__promised__ or getattr(record, "stage", None) in cls.__steps__[0].sources:
        return
    for name, least in cls.__promised__.items():
        now, was = (least if value is None else value for value in (getattr(record, name), before[name]))
        if now < was:
            label = next(one.label for one in fields_of(cls) if one.name == name)
            raise InvalidValue(_PROMISED, field=name, name=label)
