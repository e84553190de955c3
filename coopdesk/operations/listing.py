"""Lists of records: opened once as numbers, then read a page at a time, as the window and scripts need them."""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from typing import Any

from sqlalchemy import select

from coopdesk.fields import (
    Amount,
    Choice,
    Code,
    Day,
    Field,
    Flag,
    Link,
    Links,
    Members,
    Money,
    Number,
    Tags,
    language_of,
)
from coopdesk.i18n import N_, isolate, language, tr
from coopdesk.operations import rights, search, seen as tokens, tags
from coopdesk.operations.code_names import CodeNames, code_names
from coopdesk.operations.conditions import stored_where
from coopdesk.operations.list_words import links_in, shown, shown_values
from coopdesk.operations.offers import unseen
from coopdesk.operations.offers.days_left import COLUMN, COUNTED, Told
from coopdesk.operations.offers.deadlines import Left
from coopdesk.operations.record import view_of
from coopdesk.operations.record_types import View, record_type
from coopdesk.operations.titles import own_title, titles_in
from coopdesk.records import Record, fields_of
from coopdesk.store import listing
from coopdesk.store.folding import fold
from coopdesk.store.home import Store

_UNTRANSLATED = N_("[untranslated]")
_FIRST = 4
"""How many columns stand in a row of ``store.listing.rows`` before those of the fields."""
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
class _Page:
    """What the rows of a page share: where their fields stand in them, what names those that they link to, and what
    is left until they are due."""

    cls: type[Record]
    places: Mapping[str, tuple[Field, int]]
    halves: Mapping[str, Field]
    titles: Mapping[str, str]
    codes: CodeNames
    left: Told | None


class Row:
    """A record in a list. ``values``: plain; ``shown``: as a person reads them, links by their titles. Each is made
    when it is first asked for: of a page that was read, a window shows a part."""

    def __init__(self, page: _Page, cells: Sequence[Any]) -> None:
        self._page, self._cells = page, cells

    def __getitem__(self, name: str) -> Any:
        """Return the stored value of a field that was read."""
        declared, place = self._page.places[name]
        cell = self._cells[place]
        return Amount(cell, self._cells[place + 1]) if isinstance(declared.kind, Money) else cell

    @property
    def id(self) -> str:
        """The id of the record."""
        return str(self._cells[1])

    @property
    def deleted(self) -> bool:
        """Whether it is deleted."""
        return bool(self._cells[2])

    @property
    def conflicts(self) -> int:
        """How many of its fields have several values."""
        return int(self._cells[3])

    @property
    def title(self) -> str:
        """What names it."""
        return own_title(self._page.cls, self) or self._page.titles[self.id]

    @property
    def named_elsewhere(self) -> str | None:
        """The id of the record by which it is named, where it has no name of its own: a nominee of the roster."""
        named = (self[name] for name in self._page.cls.__named_by__)
        return None if own_title(self._page.cls, self) else next(filter(None, named), None)

    @property
    def classification(self) -> str | None:
        """The degree that it has."""
        found: str | None = self["classification"]
        return found

    @property
    def left(self) -> Left:
        """What is left until it is due, where that column was read."""
        if self._page.left is None:
            return Left()
        reads = COUNTED[self._page.cls.__tablename__].reads
        return self._page.left(self.id, {name: self[name] for name in reads})

    @cached_property
    def values(self) -> Mapping[str, Any]:
        return _Made(self._plain)

    @cached_property
    def shown(self) -> Mapping[str, str]:
        return _Made(self._text)

    def _plain(self, name: str) -> Any:
        return self._page.places[name][0].kind.plain(self[name])

    def _text(self, name: str) -> str:
        page = self._page
        if name == COLUMN.name and name not in page.places:
            return self.left.short
        text = shown(page.places[name][0], self[name], page.titles, page.codes)
        other = page.halves.get(name)
        if not text and other is not None and self[other.name]:
            return f"{isolate(self[other.name])} {tr(_UNTRANSLATED)}"
        if not text and name in page.cls.__title__ and self.named_elsewhere:
            return page.titles[self.id]
        return text


class _Made(dict[str, Any]):
    """What is asked for by name, made once."""

    __slots__ = ("_make",)

    def __init__(self, make: Callable[[str], Any]) -> None:
        self._make = make

    def __missing__(self, name: str) -> Any:
        made = self[name] = self._make(name)
        return made


@dataclass(frozen=True)
class Value:
    """A value that a field has: plain (None: empty), as a person reads it, and how many records have it."""

    plain: Any
    title: str
    count: int


@rights.needs(rights.READER)
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
    stored = stored_where(cls, unseen.where(store, cls, where or {}))
    with store.reading() as connection:
        found = listing.numbers(connection, cls, stored, text, sort, group=group, deleted=deleted)
        if not group:
            return Listing(type, found)
        counted = listing.groups(connection, cls, stored, text, group, deleted=deleted)
    named = shown_values(store, listing.field_named(cls, group), [value for value, _ in counted])
    made = (Group(value, title, n) for title, (value, n) in zip(named, counted, strict=True))
    return Listing(type, found, group, tuple(made))


@rights.needs(rights.READER)
def group_titles(store: Store, found: Listing) -> list[tuple[str, int]]:
    """Return the title of each group of a list in the present language, with how many records it has."""
    if not found.group:
        return []
    declared = listing.field_named(record_type(found.type), found.group)
    named = shown_values(store, declared, [one.value for one in found.groups])
    return [(title, one.count) for title, one in zip(named, found.groups, strict=True)]


def part(found: Listing, places: Iterable[range]) -> Listing:
    """Return what stands at these places of a list."""
    chosen = array("q")
    for one in places:
        chosen.extend(found.numbers[one.start : one.stop])
    return Listing(found.type, chosen)


@rights.needs(rights.READER)
def ids(store: Store, found: Listing) -> list[str]:
    """Return the ids of the records of a list, in order."""
    made: list[str] = []
    with store.reading() as connection:
        for start in range(0, len(found), 500):
            part = found.numbers[start : start + 500]
            made += [row.id for row in listing.rows(connection, record_type(found.type), part, ())]
    return made


@rights.needs(rights.READER)
def count(store: Store, type: str, where: Mapping[str, Any] | None = None) -> int:
    """Return how many records of a type match."""
    cls = record_type(type)
    stored = stored_where(cls, unseen.where(store, cls, where or {}))
    with store.reading() as connection:
        return listing.count(connection, cls, stored)


@rights.needs(rights.READER)
def values(store: Store, type: str, name: str, words: str = "", limit: int = 200) -> list[Value]:
    """Return up to ``limit`` values that a field has, the most frequent first, of those whose title holds the words.

    Links to more records than that are found by the words of the records.
    """
    cls = record_type(type)
    declared = listing.field_named(cls, name)
    stored = stored_where(cls, unseen.where(store, cls, {}))
    with store.reading() as connection:
        counted = listing.values(connection, cls, name)
        counted = listing.groups(connection, cls, stored, "", name, deleted=False) if stored else counted
    linked = isinstance(declared.kind, Link | Links)
    if linked and words.strip() and len(counted) > limit:
        hits = {hit["id"] for hit in search.find(store, words, declared.kind.to or None, limit)}  # type: ignore[attr-defined]
        counted, words = [one for one in counted if one[0] in hits], ""
    counted = counted[:limit] if linked else counted
    named = shown_values(store, declared, [value for value, _ in counted])
    wanted = fold(words)
    tagged = {one.code for one in tags.find(store, words, limit)} if isinstance(declared.kind, Tags) and wanted else ()
    found = [
        Value(value, title, n)
        for title, (value, n) in zip(named, counted, strict=True)
        if wanted in fold(title) or value in tagged
    ]
    return found[:limit]


def columns(type: str) -> list[Field]:
    """Return the fields that a list shows by default; of a bilingual pair the half of the present language."""
    cls = record_type(type)
    names = [one.name for one in fields_of(cls) if one.column is not None]
    return in_language(type, [*names[:1], COLUMN.name, *names[1:]] if type in COUNTED else names)


def every_field(type: str) -> list[Field]:
    """Return every field of a record type."""
    return list(fields_of(record_type(type)))


def possible_columns(type: str) -> list[Field]:
    """Return every field that a list can show; of a bilingual pair the half of the present language."""
    return in_language(type, [*(one.name for one in fields_of(record_type(type))), COLUMN.name])


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
        if declared is None and name == COLUMN.name and type in COUNTED:
            declared = COLUMN
        if declared is not None:
            found[declared.name] = declared
    return list(found.values())


def filter_fields(type: str) -> list[Field]:
    """Return the fields that a list can be filtered by: through a choice of values, or from one value to another."""
    kinds = Choice | Flag | Code | Link | Members | Day | Number | Money
    return [one for one in fields_of(record_type(type)) if isinstance(one.kind, kinds)]


def group_fields(type: str) -> list[Field]:
    """Return the fields by which the records of a list can stand together."""
    kinds = Choice | Flag | Code | Link
    return [one for one in fields_of(record_type(type)) if isinstance(one.kind, kinds)]


@rights.needs(rights.READER)
def page(store: Store, found: Listing, start: int, count: int, fields: Sequence[Field] | None = None) -> list[Row]:
    """Return up to ``count`` rows from the place ``start``, with these fields, by default the columns."""
    cls = record_type(found.type)
    fields = columns(found.type) if fields is None else fields
    counted = COUNTED[found.type] if COLUMN in fields else None
    fields = [one for one in fields if one is not COLUMN]
    halves = {one.name: other for one in fields if (other := listing.other_half(cls, one))}
    asked = [one.name for one in (*fields, *halves.values())]
    names = tuple(
        dict.fromkeys(
            (*asked, *cls.__title__, *cls.__named_by__, "classification", *(counted.reads if counted else ()))
        )
    )
    places = _places(cls, names)
    links = [one for one in fields if isinstance(one.kind, Link | Links)]
    titles: dict[str, str] = {}
    codes = code_names(store, fields)
    with store.reading() as connection:
        read = listing.rows(connection, cls, found.numbers[start : start + count], names)
        shared = _Page(cls, places, halves, titles, codes, counted.begin(store) if counted else None)
        made = [Row(shared, cells) for cells in read]
        for name in cls.__title__:
            read = [cells for cells in read if not cells[places[name][1]]]
        linked = {link for one in links for row in made for link in links_in(one, row[one.name])}
        titles.update(titles_in(connection, [*linked, *(cells.id for cells in read)]))
    return made


@rights.needs(rights.READER)
def views(store: Store, found: Listing, limit: int | None = None) -> Iterator[View]:
    """Yield the plain form of each record of a list in order, without owned lists, a few hundred at a time."""
    cls = record_type(found.type)
    numbers = found.numbers if limit is None else found.numbers[:limit]
    for start in range(0, len(numbers), 256):
        part = list(numbers[start : start + 256])
        with store.session() as session:
            seen = tokens.now(session)
            by_rid = {one.rid: one for one in session.scalars(select(cls).where(cls.rid.in_(part)))}
            made = [view_of(by_rid[rid], seen) for rid in part if rid in by_rid]
        yield from made


@cache
def _places(cls: type[Record], names: tuple[str, ...]) -> Mapping[str, tuple[Field, int]]:
    """Return each field with the place where it begins in a row of ``listing.rows``."""
    fields = [listing.field_named(cls, name) for name in names]
    widths = (len(listing.columns_of(cls, name)) for name in names)
    return dict(zip(names, zip(fields, accumulate(widths, initial=_FIRST), strict=False), strict=True))
