"""What a list is asked, in plain values: read into stored ones, and told in a sentence.

A condition on a field is a plain value (equality; membership of a set; None for empty) or one of these objects, as
saved filters and the window write them:
    {"any": [values]} {"none": [values]}      one of them, none of them; None among them is empty
    {"from": value, "to": value}              from, to, or both; both within
    {"period": name}                          a span of days that moves with today, see ``PERIODS``
    {"filled": true}                          there is a value
    {"under": id}                             a record and what is part of it
    {"linked": "type.field"}                  a record of the type links to it by the field
    {"unlinked": "type.field"}                none does
    {"untranslated": true}                    of "id": a text stands in one language and not in the other
Under "counted" stand figures, see ``measures``: the records that they count.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from coopdesk.calendars import today
from coopdesk.errors import InvalidValue, NotFound
from coopdesk.fields import (
    Choice,
    Code,
    Day,
    Field,
    Flag,
    Identifier,
    Kind,
    Link,
    Links,
    Members,
    Money,
    Number,
    Period as ReportingPeriod,
    Tags,
)
from coopdesk.i18n import N_, Text, isolate, tr
from coopdesk.operations import measures, rights
from coopdesk.operations.code_names import CodeNames, code_names
from coopdesk.operations.record_types import pairs
from coopdesk.operations.titles import titles
from coopdesk.records import TYPES, Record
from coopdesk.store import listing
from coopdesk.store.conditions import AnyOf, Between, Condition, Filled, HalfFilled, LinkedFrom, Under
from coopdesk.store.home import Store

_NO_MOMENT = N_("“{value}” is not a moment such as 2027-03-05T14:05:00.000Z.")
_NO_CONDITION = N_("“{value}” is not something that a list can be asked.")
_NOT, _FROM_TO = N_("not {values}"), N_("from {start} to {end}")
_NONE_OF = N_("anything but: {values}")
_FROM, _TO, _FILLED = N_("from {start}"), N_("until {end}"), N_("filled in")
_UNDER = N_("{record} and what is part of it")
_WAITING = N_("waiting for translation")
_UNLINKED = N_("none: {records}", "conditions")
EMPTY = N_("(empty)")
_WORDS = N_("Words")
_BETWEEN = N_(", ", "between items of a list")
_TRACES: dict[str, Kind] = dict.fromkeys(listing.TRACES, Identifier()) | {
    "id": Link(), "created_by": Link(), "changed_by": Link(), "conflicts": Number(),
}  # fmt: skip


class Period(NamedTuple):
    """A span of days that moves with today: its label, and days before and after today (None: open)."""

    label: Text
    first: int | None
    last: int | None
    or_empty: bool = False


PERIODS = {
    "past": Period(N_("before today"), None, -1),
    "next_30_days": Period(N_("in the next 30 days"), 0, 30),
    "last_30_days": Period(N_("in the last 30 days"), -30, 0),
    "this_month": Period(N_("this month"), 0, 0),
    "this_year": Period(N_("this year"), 0, 0),
    "not_for_a_year": Period(N_("not for a year, or never"), None, -365, or_empty=True),
}
_CALENDAR = {"this_month": 7, "this_year": 4}
"""How much of a date names the span, for those that follow the calendar."""


def stored_where(cls: type[Record], where: Mapping[str, Any]) -> dict[str, Any]:
    """Return conditions with stored values; raises ``NotFound`` for a field, ``InvalidValue`` for a value."""
    return {name: _stored(cls, name, value) for name, value in where.items()}


@rights.needs(rights.READER)
def told(store: Store, type: str, where: Mapping[str, Any]) -> dict[str, str]:
    """Return for each field that is asked what is asked of it, as a person reads it."""
    cls = TYPES[type]
    links = {str(one) for name, value in where.items() if name != measures.NAME for one in _values(value)}
    named = titles(store, [one for one in links if len(one) == 36])
    codes = code_names(store)

    def shown(declared: Field | None, value: Any) -> str:
        if value in (None, "", []):
            return tr(EMPTY)
        if declared is None:
            return named.get(value, str(value))
        return show_value(declared, value, named, codes)

    fields = {name: value for name, value in where.items() if name != measures.NAME}
    said = {name: _told(_declared(cls, name), value, shown) for name, value in fields.items()}
    return said | {name: measures.told(store, type, value) for name, value in where.items() if name not in fields}


@rights.needs(rights.READER)
def sentence(store: Store, type: str, where: Mapping[str, Any], words: str = "") -> str:
    """Return what a list is asked in one sentence, empty for nothing."""
    parts = [(tr(_label(TYPES[type], name)), value) for name, value in told(store, type, where).items()]
    if words.strip():
        parts.append((tr(_WORDS), words.strip()))
    return " · ".join(labelled(label, value) for label, value in parts)


def labelled(label: str, value: str) -> str:
    """Return a value under its label in one line."""
    return f"{label}: {isolate(value)}"


def show_value(declared: Field, value: Any, named: Mapping[str, str], codes: CodeNames) -> str:
    """Return one value of a field, or one member of a set, as a person reads it."""
    kind = declared.kind
    if isinstance(kind, Link | Links):
        return named.get(value, str(value))
    if isinstance(kind, Code | Tags):
        return codes.read(kind, str(value))
    if isinstance(kind, Members):
        return Choice(kind.options).label(value)
    if isinstance(kind, Flag):
        return kind.show(bool(value))
    if isinstance(kind, Money | Number):
        return kind.show(kind.parse(value))
    return kind.show(value) if isinstance(kind, Choice | Day | ReportingPeriod) else str(value)


def _declared(cls: type[Record], name: str) -> Field | None:
    return None if name in _TRACES or name == measures.NAME else listing.field_named(cls, name)


def _label(cls: type[Record], name: str) -> Text:
    declared = _declared(cls, name)
    return declared.label if declared is not None else cls.__plural__


def _told(declared: Field | None, value: Any, shown: Any) -> str:
    def several(values: Any) -> str:
        return tr(_BETWEEN).join(shown(declared, one) for one in values)

    if not isinstance(value, Mapping) or "currency" in value:
        return several(value if isinstance(value, list | tuple) and value else [value])
    if "any" in value:
        return several(value["any"])
    if "none" in value:
        return tr(_NOT if len(value["none"]) == 1 else _NONE_OF, values=several(value["none"]))
    if "period" in value:
        return tr(PERIODS[value["period"]].label)
    if "under" in value:
        return tr(_UNDER, record=shown(None, value["under"]))
    if "untranslated" in value:
        return tr(_WAITING)
    if "linked" in value:
        return tr(TYPES[value["linked"].split(".")[0]].__plural__)
    if "unlinked" in value:
        return tr(_UNLINKED, records=tr(TYPES[value["unlinked"].split(".")[0]].__plural__))
    start, end = (shown(declared, value[key]) if value.get(key) else "" for key in ("from", "to"))
    if start and end:
        return tr(_FROM_TO, start=start, end=end)
    return tr(_FROM, start=start) if start else tr(_TO, end=end) if end else tr(_FILLED)


def _values(value: Any) -> list[Any]:
    if isinstance(value, Mapping):
        return [one for key in ("any", "none") for one in value.get(key, ())] + [value.get("under")]
    return list(value) if isinstance(value, list | tuple) else [value]


def _stored(cls: type[Record], name: str, value: Any) -> Any:
    if name == measures.NAME:
        return measures.stored(cls.__tablename__, value)
    kind = _TRACES[name] if name in _TRACES else listing.field_named(cls, name).kind
    if isinstance(value, Mapping) and "currency" not in value:
        return _condition(cls, name, kind, value)
    return _one(name, kind, value)


def _condition(cls: type[Record], name: str, kind: Kind, asked: Mapping[str, Any]) -> Condition:
    keys = set(asked)
    if keys in ({"any"}, {"none"}) and isinstance(values := asked[next(iter(keys))], list | tuple):
        return AnyOf(tuple(_member(name, kind, one) for one in values), none="none" in keys)
    if keys == {"period"} and asked["period"] in PERIODS:
        return _period(asked["period"])
    if keys == {"filled"}:
        return Filled()
    if keys == {"untranslated"} and name == "id":
        return HalfFilled(tuple(pairs(cls)))
    if keys == {"under"}:
        return Under(Link().parse(asked["under"]) or "")
    if keys in ({"linked"}, {"unlinked"}) and isinstance(link := asked[next(iter(keys))], str):
        type, _, field = link.partition(".")
        if type not in TYPES:
            raise NotFound(_NO_CONDITION, value=link[:60])
        return LinkedFrom(type, listing.field_named(TYPES[type], field).name, none="unlinked" in keys)
    if keys and keys <= {"from", "to"}:
        return Between(*(_one(name, kind, asked.get(key)) for key in ("from", "to")))
    raise InvalidValue(_NO_CONDITION, field=name, value=str(dict(asked))[:60])


def _member(name: str, kind: Kind, value: Any) -> Any:
    found = _one(name, kind, value)
    return found[0] if isinstance(kind, Members) and found else found


def _one(name: str, kind: Kind, value: Any) -> Any:
    if value is None or value == "":
        return None
    try:
        if name.endswith("_at") and name in _TRACES:
            return _milliseconds(value)
        return kind.parse([value] if isinstance(kind, Members) and isinstance(value, str) else value)
    except InvalidValue as fault:
        raise InvalidValue(fault.text, field=name, **fault.params) from None


def _period(name: str) -> Between:
    if name in _CALENDAR:
        span = today()[: _CALENDAR[name]]
        return Between(span, span)
    period, now = PERIODS[name], date.fromisoformat(today())
    low, high = (None if days is None else (now + timedelta(days)).isoformat() for days in (period.first, period.last))
    return Between(low, high, period.or_empty)


def _milliseconds(value: Any) -> int:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise InvalidValue(_NO_MOMENT, value=str(value)[:40]) from None
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
