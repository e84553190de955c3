"""Lists of records as tables that other programs open, and that come back as they went.

What a person reads stands in the cells, as long as it means the same on the way back: a link by its title where no
other record has it, a choice by its label; else what is stored. It leaves the sealed store, and so passes the gate.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import select

from coopdesk.calendars import HIJRI_YEARS, typed
from coopdesk.errors import InvalidValue, NotFound
from coopdesk.fields import (
    AUDIENCES,
    Audience,
    Choice,
    Code,
    Day,
    Field,
    Flag,
    Kind,
    Line,
    Link,
    Links,
    Members,
    Money,
    Number,
    Prose,
    Tags,
)
from coopdesk.i18n import P_, is_rtl, tr
from coopdesk.interchange.tables import delimited, values, writing
from coopdesk.interchange.tables.writing import Figure, Written, dated
from coopdesk.operations import degrees, leaving, left_out, listing, reach, rights
from coopdesk.operations.code_names import CodeNames, code_names
from coopdesk.operations.offers import unseen
from coopdesk.operations.offers.days_left import COLUMN, COUNTED
from coopdesk.operations.printing import keep
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.record_types import halves, record_type
from coopdesk.operations.table_cells import Cells
from coopdesk.operations.table_columns import CURRENCY, ID, OF_CURRENCY
from coopdesk.operations.table_files import is_book
from coopdesk.operations.table_names import Names
from coopdesk.progress import SILENT, Progress
from coopdesk.records import TYPES, Record, fields_of, owned_by
from coopdesk.records.base import owner_field, table_of
from coopdesk.store.home import Store

LEAVES = P_(
    "{n} record in this file is confidential. The file is not sealed: keep it where only those who may read it can.",
    "{n} records in this file are confidential. The file is not sealed: keep it where only those who may read it can.",
)
CUT = P_(
    "{n} text is longer than a cell takes and was cut there. Export as CSV to have it whole.",
    "{n} texts are longer than a cell takes and were cut there. Export as CSV to have them whole.",
)
_PAGE = 500
_PIXELS = 7.5
_WIDE, _USUAL, _NARROW = 48.0, 26.0, 13.0
_STEERING = dict.fromkeys((*range(0x2066, 0x206A), 0x200E, 0x200F), "")
Heads = Literal["labels", "names"]


class Exported(NamedTuple):
    """What was written: how many records, how many of a degree that is noted, how many texts that a cell cut."""

    records: int
    noted: int
    cut: int


@rights.needs(rights.READER)
def export(
    store: Store,
    found: listing.Listing,
    out: Path,
    names: Sequence[str] = (),
    who: Reader = ANYBODY,
    heads: Heads = "labels",
    progress: Progress = SILENT,
    *,
    book: bool | None = None,
) -> Exported:
    """Write a list as a table, whole or not at all: as XLSX (``book``) or CSV, by default as the name of the file says.

    ``names``: its columns, of a pair both halves; none: every field, with the lists that the records own each on a
    sheet of a workbook. Raises ``NotFound``, ``Refused``, ``CannotWrite``: when the gate cannot note it, nothing
    leaves.
    """
    as_book = is_book(out) if book is None else book
    found = reach.narrowed(store, found, who)
    listed = [_Table(store, found, _fields(found.type, names), who, whole=not names)]
    if not names and as_book:
        listed += [
            _Table(store, lines, _fields(lines.type, ()), who, whole=True)
            for lines in (_lines(store, found, one, who) for one in owned_by(found.type)) if len(lines)
        ]  # fmt: skip
    noted = _let_out(store, found.type, [one.found for one in listed], who)
    total = sum(len(one.found) for one in listed)
    if as_book:
        made = BytesIO()
        writing.write(made, (one.written(progress, total) for one in listed))
        content = made.getvalue()
    else:
        [table] = listed
        columns = table.columns()
        head = [one.name or one.head for one in columns] if heads == "names" else [one.head for one in columns]
        content = b"".join(delimited.written(_with(head, table.rows(progress, total))))
    keep(content, out)
    return Exported(len(found), noted, sum(one.cut for one in listed) if as_book else 0)


@rights.needs(rights.READER)
def export_json(store: Store, found: listing.Listing, out: Path, who: Reader = ANYBODY) -> Exported:
    """Write a list as an array of records, as the command line shows them."""
    found = reach.narrowed(store, found, who)
    noted = _let_out(store, found.type, [found], who)
    cls = TYPES[found.type]
    told = []
    for view in listing.views(store, found):
        view.pop("_seen", None)
        shown = [one for one in fields_of(cls) if isinstance(one.kind, Link | Links)]
        hidden = left_out.hidden_links(store, who, cls, ((one.name, view[one.name]) for one in shown))
        for one in shown if hidden else ():
            view[one.name] = _without(view[one.name], hidden)
        told.append(view)
    keep(json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n", out)
    return Exported(len(found), noted, 0)


class _Table:
    """A list of records as the cells of a table. ``whole``: with the ids, so that each line finds its record again."""

    def __init__(
        self, store: Store, found: listing.Listing, fields: Sequence[Field], who: Reader, *, whole: bool
    ) -> None:
        self._store, self.found, self._who, self._whole = store, found, who, whole
        self._cls = TYPES[found.type]
        self._fields = list(fields)
        self._names = Names(store)
        self._cells = Cells(store, self._cls, self._names)
        self._codes: CodeNames = code_names(store)
        self._told: dict[tuple[Kind, str], str] = {}
        self.cut = 0

    def columns(self) -> list[writing.Column]:
        made = [writing.Column(ID, ID, _USUAL)] if self._whole else []
        for one in self._fields:
            label = bare(tr(one.label))
            name = "" if one is COLUMN else one.name
            made.append(writing.Column(name, label, _width(one)))
            if isinstance(one.kind, Money):
                made.append(writing.Column(name + CURRENCY, bare(tr(OF_CURRENCY, field=label)), _NARROW))
        several = {one.head for one in made if sum(other.head == one.head for other in made) > 1}
        return [one._replace(head=f"{one.head} ({one.name})") if one.head in several else one for one in made]

    def written(self, progress: Progress, total: int) -> Written:
        return Written(bare(tr(self._cls.__plural__)), self.columns(), self.rows(progress, total), is_rtl())

    def rows(self, progress: Progress, total: int) -> Iterator[list[str]]:
        for start in range(0, len(self.found), _PAGE):
            progress.step(start, total)
            page = listing.page(self._store, self.found, start, _PAGE, self._fields)
            links = [one for one in self._fields if isinstance(one.kind, Link | Links)]
            hidden = left_out.hidden_links(
                self._store, self._who, self._cls, ((one.name, row[one.name]) for row in page for one in links)
            )
            words = self._link_words(page, links)
            for row in page:
                cells = [row.id] if self._whole else []
                for one in self._fields:
                    if one is COLUMN:
                        cells.append(bare(row.shown[one.name]))
                    else:
                        stored = _without(row[one.name], hidden) if one in links else row[one.name]
                        cells += self._written(one.kind, stored, words)
                self.cut += sum(not writing.fits(cell) for cell in cells)
                yield cells

    def _link_words(self, page: Iterable[listing.Row], links: Sequence[Field]) -> dict[tuple[str, str], str]:
        """Return what names each linked record, by type and id."""
        wanted: dict[str, list[str]] = {}
        for row in page:
            for one in links:
                stored = row[one.name]
                several = stored or () if isinstance(one.kind, Links) else filter(None, (stored,))
                wanted.setdefault(one.kind.to, []).extend(several)  # type: ignore[attr-defined]
        return {
            (to, id): word for to, ids in wanted.items() for id, word in self._names.words(to, ids).items()
        }  # fmt: skip

    def _written(self, kind: Kind, stored: Any, words: Mapping[tuple[str, str], str]) -> list[str]:
        """Return the cells of a value: of money two."""
        if isinstance(kind, Money):
            plain = kind.plain(stored)
            return [Figure(plain["amount"]), plain["currency"]] if isinstance(plain, dict) else ["", ""]
        if stored in (None, "", ()):
            return [""]
        if isinstance(kind, Links):
            return [values.joined([words[kind.to, one] for one in stored])]
        if isinstance(kind, Link):
            return [words[kind.to, stored]]
        if isinstance(kind, Members):
            return [values.joined([self._word(kind, one) for one in stored])]
        if isinstance(kind, Day):
            return [_day(stored)]
        if isinstance(kind, Number):
            return [Figure(kind.plain(stored))]
        if isinstance(kind, Flag):
            return [kind.show(stored)]
        return [self._word(kind, stored)] if isinstance(kind, Choice | Code | Audience) else [str(stored)]

    def _word(self, kind: Kind, token: str) -> str:
        """Return the word for a token where it means that token on the way back, else the token."""
        key = kind, token
        if key not in self._told:
            word = token
            if isinstance(kind, Tags | Code):
                word = self._codes.read(kind, token)
            elif isinstance(kind, Audience):
                word = tr(AUDIENCES[token]) if token in AUDIENCES else token
            elif isinstance(kind, Choice | Members) and kind.options:
                word = Choice(kind.options).label(token)
            word = bare(word)
            try:
                means = self._cells.token(kind, word)
            except InvalidValue:
                means = ""
            self._told[key] = word if means == token else token
        return self._told[key]


def _fields(type: str, names: Sequence[str]) -> list[Field]:
    """Return the fields of these columns, both halves of each pair; every field where none is named."""
    cls = record_type(type)
    by_name = {one.name: one for one in fields_of(cls)}
    if not names:
        return list(by_name.values())
    found: dict[str, Field] = {}
    for name in names:
        if name == COLUMN.name and cls.__tablename__ in COUNTED:
            found[name] = COLUMN
        elif name in by_name:
            for half in halves(cls, by_name[name]) or [name]:
                found[half] = by_name[half]
        else:
            raise NotFound(listing.NO_FIELD, type=type, name=name[:60])
    return list(found.values())


def _lines(store: Store, found: listing.Listing, owned: type[Record], who: Reader) -> listing.Listing:
    """Return the lines of one list that some records own, by their owners, in order; without those that the officer at
    work may not see yet."""
    table, link = table_of(owned), owner_field(owned)
    assert link is not None
    numbers = array("q")
    with store.reading() as connection:
        unseen_now = unseen.hidden(connection, owned, store.officer)
        for part in degrees.parts(listing.ids(store, found)):
            chosen = select(table.c.rid, table.c.id).where(table.c[link.name].in_(part), table.c.deleted.is_(False))
            rows = connection.execute(chosen.order_by(table.c[link.name], table.c.position))
            numbers.extend(row.rid for row in rows if row.id not in unseen_now)
    return reach.narrowed(store, listing.Listing(owned.__tablename__, numbers), who)


def _let_out(store: Store, what: str, listed: Sequence[listing.Listing], who: Reader) -> int:
    """Pass the gate; returns how many records are of a degree that is noted."""
    ids = [id for one in listed for id in listing.ids(store, one)]
    with store.reading() as connection:
        items = degrees.degrees_of(connection, ids)
    leaving.let_out(store, leaving.Parcel(leaving.EXPORTED, what, items, records=len(ids), receiver=who.word))
    rules = degrees.rules(store)
    return sum(rules.notes(degree) for _, degree in items)


def _without(stored: Any, hidden: set[str]) -> Any:
    if isinstance(stored, list | tuple):
        return [one for one in stored if one not in hidden]
    return None if stored in hidden else stored


def _day(stored: str) -> str:
    if int(stored[:4]) in HIJRI_YEARS:
        return typed(stored)
    return dated(stored)


def _width(one: Field) -> float:
    if one.column is not None:
        return max(one.column / _PIXELS, _NARROW)
    if isinstance(one.kind, Prose):
        return _WIDE
    return _USUAL if isinstance(one.kind, Line | Link | Links | Members) else _NARROW


def bare(text: str) -> str:
    """Return a text without the marks of direction that a window needs."""
    return text.translate(_STEERING)


def _with(head: list[str], rows: Iterable[list[str]]) -> Iterator[list[str]]:
    yield head
    yield from rows
