"""Lists of records: opened once as numbers, then read a page at a time, as the window and scripts need them."""

from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from coopdesk.errors import InvalidValue
from coopdesk.fields import (
    Amount,
    Code,
    Field,
    Identifier,
    Kind,
    Link,
    Links,
    Members,
    Money,
    Number,
    language_of,
)
from coopdesk.i18n import N_, isolate, language, tr
from coopdesk.operations.countries import country_names
from coopdesk.operations.record import View, record_type, seen_now, view_of
from coopdesk.operations.titles import titles_in
from coopdesk.records import Record, fields_of
from coopdesk.store import listing
from coopdesk.store.home import Store

_UNTRANSLATED = N_("[untranslated]")
_NO_MOMENT = N_("“{value}” is not a moment such as 2027-03-05T14:05:00.000Z.")
_TRACES: dict[str, Kind] = dict.fromkeys(listing.TRACES, Identifier()) | {
    "id": Link(), "created_by": Link(), "changed_by": Link(), "conflicts": Number(),
}  # fmt: skip


@dataclass(frozen=True)
class Listing:
    """What a filter holds, in order. ``len`` of it counts the records."""

    type: str
    numbers: "array[int]"

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Row:
    """A record in a list. ``values``: plain; ``shown``: as a person reads them, links by their titles."""

    id: str
    title: str
    deleted: bool
    conflicts: int
    values: dict[str, Any]
    shown: dict[str, str]


def open_list(
    store: Store,
    type: str,
    *,
    where: Mapping[str, Any] | None = None,
    text: str = "",
    sort: str = "",
    deleted: bool = False,
) -> Listing:
    """Return the records of a type that match, in order. See ``coopdesk.store.listing.numbers``.

    ``where`` takes plain values: equality, membership for sets, None for empty. Raises ``NotFound`` for a field
    that is not there and ``InvalidValue`` for a value that it does not take.
    """
    cls = record_type(type)
    stored = {name: _sought(cls, name, value) for name, value in (where or {}).items()}
    with store.reading() as connection:
        return Listing(type, listing.numbers(connection, cls, stored, text, sort, deleted=deleted))


def columns(type: str) -> list[Field]:
    """Return the fields that a list shows by default; of a bilingual pair the half of the present language."""
    cls = record_type(type)
    return [
        one
        for one in fields_of(cls)
        if one.column is not None and (listing.other_half(cls, one) is None or language_of(one) == language())
    ]


def page(store: Store, found: Listing, start: int, count: int) -> list[Row]:
    """Return up to ``count`` rows from the place ``start``."""
    cls = record_type(found.type)
    fields = columns(found.type)
    halves = {one.name: other for one in fields if (other := listing.other_half(cls, one))}
    names = [one.name for one in (*fields, *halves.values())]
    with store.session() as session:
        wanted = found.numbers[start : start + count]
        rows = listing.rows(session.connection(), cls, wanted, names)
        titles = titles_in(session, [row.id for row in rows])
        values = [_values(cls, [*fields, *halves.values()], row) for row in rows]
        linked = titles_in(session, [link for row in values for one in fields for link in _links(one, row[one.name])])
    countries = country_names(store)
    made = []
    for row, stored in zip(rows, values, strict=True):
        shown = {one.name: _shown(one, stored[one.name], linked, countries) for one in fields}
        for name, other in halves.items():
            if not shown[name] and stored[other.name]:
                shown[name] = f"{isolate(stored[other.name])} {tr(_UNTRANSLATED)}"
        plain = {one.name: one.kind.plain(stored[one.name]) for one in fields}
        made.append(Row(row.id, titles[row.id], bool(row.deleted), row.conflicts, plain, shown))
    return made


def views(store: Store, found: Listing, limit: int | None = None) -> Iterator[View]:
    """Yield the plain form of each record of a list in order, without owned lists, a few hundred at a time."""
    cls = record_type(found.type)
    numbers = found.numbers if limit is None else found.numbers[:limit]
    for start in range(0, len(numbers), 256):
        part = list(numbers[start : start + 256])
        with store.session() as session:
            seen = seen_now(session)
            by_rid = {one.rid: one for one in session.scalars(select(cls).where(cls.rid.in_(part)))}
            made = [view_of(by_rid[rid], seen) for rid in part if rid in by_rid]
        yield from made


def _sought(cls: type[Record], name: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    kind = _TRACES[name] if name in _TRACES else listing.field_named(cls, name).kind
    try:
        if name.endswith("_at") and name in _TRACES:
            return _milliseconds(value)
        return kind.parse([value] if isinstance(kind, Members) and isinstance(value, str) else value)
    except InvalidValue as fault:
        raise InvalidValue(fault.text, field=name, **fault.params) from None


def _milliseconds(value: Any) -> int:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise InvalidValue(_NO_MOMENT, value=str(value)[:40]) from None
    return round((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)


def _values(cls: type[Record], fields: list[Field], row: Any) -> dict[str, Any]:
    found = {}
    for one in fields:
        parts = [getattr(row, column) for column in listing.columns_of(cls, one.name)]
        found[one.name] = Amount(*parts) if isinstance(one.kind, Money) else parts[0]
    return found


def _links(declared: Field, stored: Any) -> list[str]:
    if isinstance(declared.kind, Links):
        return list(stored or ())
    return [stored] if isinstance(declared.kind, Link) and stored else []


def _shown(declared: Field, stored: Any, titles: Mapping[str, str], countries: Mapping[str, str]) -> str:
    links = _links(declared, stored)
    if links:
        return tr(N_(", ", "between items of a list")).join(isolate(titles.get(one, one)) for one in links)
    if isinstance(declared.kind, Code) and stored:
        return countries.get(stored, stored)
    return declared.kind.show(stored)
