"""Lists of records: opened once as numbers, then read a page at a time, as the window and scripts need them."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from coopdesk.fields import Amount, Choice, Code, Day, Field, Flag, Link, Links, Members, Money, language_of
from coopdesk.i18n import N_, isolate, language, tr
from coopdesk.operations import search
from coopdesk.operations.conditions import EMPTY, show_value, stored_where
from coopdesk.operations.countries import country_names
from coopdesk.operations.record import seen_now, view_of
from coopdesk.operations.record_types import View, record_type
from coopdesk.operations.titles import own_title, titles_in
from coopdesk.records import Record, fields_of
from coopdesk.store import listing
from coopdesk.store.folding import fold
from coopdesk.store.home import Store

_UNTRANSLATED = N_("[untranslated]")
NO_FIELD = listing.NO_FIELD


@dataclass(frozen=True)
class Group:
    """Records that stand together: what they share, as it is stored and as it was read, and how many they are."""

    value: Any
    title: str
    count: int


@dataclass(frozen=True)
class Listing:
    """What a filter holds, in order. ``len`` of it counts the records; ``groups``: one after another by the field
    ``group``, if any."""

    type: str
    numbers: "array[int]"
    group: str = ""
    groups: tuple[Group, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)


@dataclass(frozen=True)
class Row:
    """A record in a list. ``values``: plain; ``shown``: as a person reads them, links by their titles."""

    id: str
    title: str
    deleted: bool
    conflicts: int
    classification: str | None
    values: dict[str, Any]
    shown: dict[str, str]


@dataclass(frozen=True)
class Value:
    """A value that a field has: plain (None: empty), as a person reads it, and how many records have it."""

    plain: Any
    title: str
    count: int


def open_list(
    store: Store,
    type: str,
    *,
    where: Mapping[str, Any] | None = None,
    text: str = "",
    sort: str = "",
    group: str = "",
    deleted: bool = False,
) -> Listing:
    """Return the records of a type that match, in order. See ``coopdesk.store.listing.numbers``.

    ``where`` takes plain values and the conditions of ``coopdesk.operations.conditions``. Raises ``NotFound`` for a
    field that is not there and ``InvalidValue`` for a value that it does not take.
    """
    cls = record_type(type)
    stored = stored_where(cls, where or {})
    with store.reading() as connection:
        found = listing.numbers(connection, cls, stored, text, sort, group=group, deleted=deleted)
        if not group:
            return Listing(type, found)
        counted = listing.groups(connection, cls, stored, text, group, deleted=deleted)
    named = _shown_values(store, listing.field_named(cls, group), [value for value, _ in counted])
    made = (Group(value, title, n) for title, (value, n) in zip(named, counted, strict=True))
    return Listing(type, found, group, tuple(made))


def group_titles(store: Store, found: Listing) -> list[tuple[str, int]]:
    """Return the title of each group of a list in the present language, with how many records it has."""
    if not found.group:
        return []
    declared = listing.field_named(record_type(found.type), found.group)
    named = _shown_values(store, declared, [one.value for one in found.groups])
    return [(title, one.count) for title, one in zip(named, found.groups, strict=True)]


def part(found: Listing, places: Iterable[range]) -> Listing:
    """Return what stands at these places of a list."""
    chosen = array("q")
    for one in places:
        chosen.extend(found.numbers[one.start : one.stop])
    return Listing(found.type, chosen)


def ids(store: Store, found: Listing) -> list[str]:
    """Return the ids of the records of a list, in order."""
    made: list[str] = []
    with store.reading() as connection:
        for start in range(0, len(found), 500):
            part = found.numbers[start : start + 500]
            made += [row.id for row in listing.rows(connection, record_type(found.type), part, ())]
    return made


def count(store: Store, type: str, where: Mapping[str, Any] | None = None) -> int:
    """Return how many records of a type match."""
    cls = record_type(type)
    with store.reading() as connection:
        return listing.count(connection, cls, stored_where(cls, where or {}))


def sums(
    store: Store, type: str, names: Iterable[str], where: Mapping[str, Any], text: str, *, deleted: bool = False
) -> dict[str, list[str]]:
    """Return what each of these amounts of money adds up to over the records that match, one text a currency."""
    cls = record_type(type)
    stored = stored_where(cls, where)
    with store.reading() as connection:
        found = {name: listing.sums(connection, cls, stored, text, name, deleted=deleted) for name in names}
    return {
        name: [Money().show(Amount(minor, currency)) for currency, minor in added]
        for name, added in found.items() if added
    }  # fmt: skip


def values(store: Store, type: str, name: str, words: str = "", limit: int = 200) -> list[Value]:
    """Return up to ``limit`` values that a field has, the most frequent first, of those whose title holds the words.

    Links to more records than that are found by the words of the records.
    """
    cls = record_type(type)
    declared = listing.field_named(cls, name)
    with store.reading() as connection:
        counted = listing.values(connection, cls, name)
    linked = isinstance(declared.kind, Link | Links)
    if linked and words.strip() and len(counted) > limit:
        hits = {hit["id"] for hit in search.find(store, words, declared.kind.to or None, limit)}  # type: ignore[attr-defined]
        counted, words = [one for one in counted if one[0] in hits], ""
    counted = counted[:limit] if linked else counted
    named = _shown_values(store, declared, [value for value, _ in counted])
    wanted = fold(words)
    found = [Value(value, title, n) for title, (value, n) in zip(named, counted, strict=True) if wanted in fold(title)]
    return found[:limit]


def columns(type: str) -> list[Field]:
    """Return the fields that a list shows by default; of a bilingual pair the half of the present language."""
    cls = record_type(type)
    return in_language(type, [one.name for one in fields_of(cls) if one.column is not None])


def every_field(type: str) -> list[Field]:
    """Return every field of a record type."""
    return list(fields_of(record_type(type)))


def possible_columns(type: str) -> list[Field]:
    """Return every field that a list can show; of a bilingual pair the half of the present language."""
    return in_language(type, [one.name for one in fields_of(record_type(type))])


def in_language(type: str, names: Iterable[str]) -> list[Field]:
    """Return these fields in order, those of a pair as the half of the present language; unknown ones are left out."""
    cls = record_type(type)
    by_name = {one.name: one for one in fields_of(cls)}
    found = {}
    for name in names:
        declared = by_name.get(name)
        other = None if declared is None else listing.other_half(cls, declared)
        if declared is not None and other is not None and language_of(declared) != language():
            declared = other
        if declared is not None:
            found[declared.name] = declared
    return list(found.values())


def filter_fields(type: str) -> list[Field]:
    """Return the fields that a list can be filtered by through a choice of values or of days."""
    kinds = Choice | Flag | Code | Link | Members | Day
    return [one for one in fields_of(record_type(type)) if isinstance(one.kind, kinds)]


def group_fields(type: str) -> list[Field]:
    """Return the fields by which the records of a list can stand together."""
    kinds = Choice | Flag | Code | Link
    return [one for one in fields_of(record_type(type)) if isinstance(one.kind, kinds)]


def page(store: Store, found: Listing, start: int, count: int, fields: Sequence[Field] | None = None) -> list[Row]:
    """Return up to ``count`` rows from the place ``start``, with these fields, by default the columns."""
    cls = record_type(found.type)
    fields = columns(found.type) if fields is None else fields
    halves = {one.name: other for one in fields if (other := listing.other_half(cls, one))}
    by_name = {one.name: one for one in fields_of(cls)}
    names = dict.fromkeys((*(one.name for one in (*fields, *halves.values())), *cls.__title__, "classification"))
    read = [by_name[name] for name in names]
    with store.session() as session:
        rows = listing.rows(session.connection(), cls, found.numbers[start : start + count], list(names))
        values = [_values(cls, read, row) for row in rows]
        own = [own_title(cls, stored) for stored in values]
        titles = titles_in(session, [row.id for row, title in zip(rows, own, strict=True) if not title])
        linked = titles_in(session, [link for stored in values for one in fields for link in _links(one, stored)])
    countries = country_names(store) if any(isinstance(one.kind, Code) for one in fields) else {}
    made = []
    for row, title, stored in zip(rows, own, values, strict=True):
        shown = {one.name: _shown(one, stored[one.name], linked, countries) for one in fields}
        for name, other in halves.items():
            if not shown[name] and stored[other.name]:
                shown[name] = f"{isolate(stored[other.name])} {tr(_UNTRANSLATED)}"
        plain = {one.name: one.kind.plain(stored[one.name]) for one in fields}
        degree = stored["classification"]
        made.append(Row(row.id, title or titles[row.id], bool(row.deleted), row.conflicts, degree, plain, shown))
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


def _values(cls: type[Record], fields: Iterable[Field], row: Any) -> dict[str, Any]:
    found = {}
    for one in fields:
        parts = [getattr(row, column) for column in listing.columns_of(cls, one.name)]
        found[one.name] = Amount(*parts) if isinstance(one.kind, Money) else parts[0]
    return found


def _links(declared: Field, stored: Mapping[str, Any]) -> list[str]:
    if isinstance(declared.kind, Links):
        return list(stored[declared.name] or ())
    return [stored[declared.name]] if isinstance(declared.kind, Link) and stored[declared.name] else []


def _shown(declared: Field, stored: Any, titles: Mapping[str, str], countries: Mapping[str, str]) -> str:
    links = _links(declared, {declared.name: stored})
    if links:
        return tr(N_(", ", "between items of a list")).join(isolate(titles.get(one, one)) for one in links)
    if isinstance(declared.kind, Code) and stored:
        return countries.get(stored, stored)
    return declared.kind.show(stored)


def _shown_values(store: Store, declared: Field, stored: Sequence[Any]) -> list[str]:
    """Return single values of a field as a person reads them; of an empty one, that it is empty."""
    linked = isinstance(declared.kind, Link | Links)
    with store.session() as session:
        named = titles_in(session, [one for one in stored if one]) if linked else {}
    countries = country_names(store) if isinstance(declared.kind, Code) else {}
    return [tr(EMPTY) if one is None or one == "" else show_value(declared, one, named, countries) for one in stored]
