"""What a list on paper is made of: its rows in each language of the document, its groups, what it was asked."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from coopdesk.errors import NotFound, Refused
from coopdesk.fields import Field, Link, Links, Money, Number
from coopdesk.i18n import LANGUAGES, N_, Language, Text, number, tr, using
from coopdesk.operations import conditions, left_out, list_sums, listing, reach, rights
from coopdesk.operations.offers.days_left import COLUMN
from coopdesk.operations.offers.told_rows import TOLD, Asked, Line, Told
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.record_types import record_type
from coopdesk.records import ProgressNote
from coopdesk.records.base import table_of
from coopdesk.store.home import Store

if TYPE_CHECKING:
    from coopdesk.documents.record_list import ListSource

MOST = 5_000
_TOO_LONG = N_(
    "This list holds {n} records, and one document takes at most {most}. Narrow the list by a filter or by words, or "
    "select some of its rows and print those."
)
_NO_TYPE = N_("The document “{name}” needs the type of the records. Give one with --type.")
_OTHER_TYPE = N_("The document “{name}” is not made of records of the type “{type}”.")
_LATEST = N_("Latest progress")
_DEFAULT = 120
_UNNAMED = "–"


class Listed(NamedTuple):
    """A list to be printed: the type of its records; what it is asked (conditions, words, order, group); the names of
    its columns, none for those by default; ``found``: the records themselves, where they are known already; ``month``:
    of a calendar, such as 2027-03, or 1448-09 of the Hijri one; ``day``: on which, ``only``: of whom, of what is told
    of a day; ``period``: in which, or at whose end, of what is told of a period."""

    type: str
    where: Mapping[str, Any] = MappingProxyType({})
    text: str = ""
    sort: str = ""
    group: str = ""
    columns: tuple[str, ...] = ()
    found: listing.Listing | None = None
    month: str = ""
    day: str = ""
    only: str = ""
    period: str = ""


class Register(NamedTuple):
    """How a list that is a document of its own stands on paper."""

    columns: tuple[str, ...]
    group: str
    sort: str
    where: Mapping[str, Any] = MappingProxyType({})


REGISTERS = {
    "action-register": Register(("text_en", "officer", "due", "status"), "owner", "due"),
    "unmet-needs": Register(
        ("title_en", "kind", "level", "people", "by", "status"),
        "entity",
        "by",
        {"status": {"none": ["met", "withdrawn"]}},
    ),
    "directory": Register(("name_en", "acronym_en", "seat_city", "country", "phone", "email"), "type", "name_en"),
}


def check_length(found: listing.Listing) -> None:
    """Raise ``Refused`` where a list is too long for one document."""
    if len(found) > MOST:
        raise Refused(_TOO_LONG, n=number(len(found)), most=number(MOST))


@rights.needs(rights.READER)
def records_of(store: Store, listed: Listed) -> listing.Listing:
    """Return the records of which something is printed: those that are known, be they none, else what is asked for."""
    if listed.found is not None:
        return listed.found
    return listing.open_list(store, listed.type, where=listed.where, text=listed.text)


def check_type(name: str, of: str | None, listed: Listed) -> None:
    """Raise ``Refused`` where a document is not made of such a list. ``of``: the type of which it is, None for any."""
    if not listed.type:
        raise Refused(_NO_TYPE, name=name)
    if of not in (None, listed.type):
        raise Refused(_OTHER_TYPE, name=name, type=listed.type[:60])


@rights.needs(rights.READER)
def source(
    store: Store,
    name: str,
    kind: Text,
    of: str | None,
    listed: Listed,
    lang: str,
    around: Mapping[str, Any],
    who: Reader = ANYBODY,
) -> "ListSource":
    """Return what a document of a list is made of. ``around``: letterhead and desk. Raises ``Refused``."""
    from coopdesk.documents.record_list import ListSource

    check_type(name, of, listed)
    if name in TOLD:
        return _told(store, kind, listed, lang, around, who, TOLD[name])
    cls, register = record_type(listed.type), REGISTERS.get(name)
    if register is not None:
        columns = listed.columns or register.columns
        listed = listed._replace(
            columns=columns, group=register.group, sort=listed.sort or register.sort, found=None,
            where={**listed.where, **register.where},
        )  # fmt: skip
    fields = _fields(listed)
    found = listed.found
    if found is None:
        found = listing.open_list(
            store, listed.type, where=listed.where, text=listed.text, sort=listed.sort, group=listed.group
        )
    whole = len(found)
    found = reach.narrowed(store, found, who)
    check_length(found)
    notes = _latest_notes(store, found, who) if name == "action-register" else None
    heads: dict[Language, list[str]] = {}
    rows: dict[Language, list[list[str]]] = {}
    groups: dict[Language, list[tuple[str, int]]] = {}
    told: dict[Language, str] = {}
    sums: dict[Language, list[str]] = {}
    money = [one.name for one in fields if isinstance(one.kind, Money)]
    degrees: dict[str, str | None] = {}
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                own = listing.in_language(listed.type, [field.name for field in fields])
                heads[one] = [tr(field.label) for field in own] + ([tr(_LATEST)] if notes is not None else [])
                read = listing.page(store, found, 0, len(found), own)
                links = [*(field.name for field in own if isinstance(field.kind, Link | Links)), *cls.__named_by__]
                hidden = left_out.hidden_links(store, who, cls, ((name, row[name]) for row in read for name in links))
                rows[one] = [[_cell(row, field, hidden) for field in own] for row in read]
                if notes is not None:
                    rows[one] = [[*cells, notes.get(row.id, "")] for cells, row in zip(rows[one], read, strict=True)]
                groups[one] = _groups(store, found, who)
                told[one] = conditions.sentence(store, listed.type, listed.where, listed.text) if who.sees_all else ""
                added = list_sums.sums_of(store, found, money) if money else {}
                labels = {field.name: tr(field.label) for field in own}
                sums[one] = [conditions.labelled(labels[name], " + ".join(parts)) for name, parts in added.items()]
                degrees.update((row.id, row.classification) for row in read)
    return ListSource(
        record=cls(), title=cls.__plural__, kind=kind,
        heads=heads,
        shares=[float(one.column or _DEFAULT) for one in fields] + ([200.0] if notes is not None else []),
        numbers=[place for place, one in enumerate(fields) if isinstance(one.kind, Number | Money)],
        asked=told, sums=sums, rows=rows, groups=groups, degrees=degrees,
        left_out={"rows": range(whole - len(found))}, **around,
    )  # fmt: skip


def _told(
    store: Store, kind: Text, listed: Listed, lang: str, around: Mapping[str, Any], who: Reader, told: Told
) -> "ListSource":
    """Return what a list is made of whose rows are told, of the records of the list that a reader may see."""
    from coopdesk.documents.record_list import ListSource

    cls = record_type(listed.type)
    found = records_of(store, listed._replace(text=""))
    narrow = listed.found is not None or bool(listed.where) or not who.sees_all
    among = set(listing.ids(store, reach.narrowed(store, found, who))) if narrow else None
    lines: dict[Language, list[Line]] = {}
    heads: dict[Language, list[str]] = {}
    asks: dict[Language, str] = {}
    asked = Asked(listed.day, listed.text, listed.only, among)
    for one in LANGUAGES:
        if lang in (one, "both"):
            with using(one):
                lines[one], asks[one] = told.tell(store, asked), told.asked(asked)
                heads[one] = [tr(head) for head in told.heads]
    first = next(iter(lines.values()))
    with store.reading() as connection:
        ids = {id for line in first for id in (line.id, *line.links.values())}
        seen = reach.seen_by(store, connection, who, sorted(ids))
    return ListSource(
        record=cls(), title=kind, kind=cls.__plural__, shares=told.shares, numbers=[], heads=heads, asked=asks,
        sums={one: [] for one in lines}, groups={one: [] for one in lines},
        rows={one: _seen(first, each, seen) for one, each in lines.items()},
        degrees={line.id: line.degree for line in first if line.id in seen},
        left_out={"rows": range(sum(line.id not in seen for line in first))}, **around,
    )  # fmt: skip


def _seen(order: list[Line], lines: list[Line], seen: set[str]) -> list[list[str]]:
    """Return the rows that a reader may see, without the names of what he may not, in an order."""
    by = {line.key: line for line in lines}
    return [
        ["" if line.links.get(place, "") not in {"", *seen} else cell for place, cell in enumerate(line.cells)]
        for line in (by[one.key] for one in order) if line.id in seen
    ]  # fmt: skip


def _cell(row: listing.Row, field: Field, hidden: set[str]) -> str:
    """Return what stands in a cell; a link to what the reader may not see says nothing, nor does its name."""
    if hidden and isinstance(field.kind, Link | Links):
        linked = row[field.name]
        if linked in hidden if isinstance(field.kind, Link) else _links(field, linked) & hidden:
            return ""
    if hidden and field is not COLUMN and row.named_elsewhere in hidden and not row[field.name]:
        return ""
    return row.shown[field.name]


def _links(field: Field, value: Any) -> set[str]:
    return set(value or ()) if isinstance(field.kind, Links) else set()


def _groups(store: Store, found: listing.Listing, who: Reader) -> list[tuple[str, int]]:
    """Return the titles of the groups; one of records that the reader may not see has none."""
    named = listing.group_titles(store, found)
    hidden = left_out.hidden_links(
        store, who, record_type(found.type), ((found.group, group.value) for group in found.groups)
    )
    return [
        (_UNNAMED if group.value in hidden else title, count)
        for (title, count), group in zip(named, found.groups, strict=True)
    ]


def _fields(listed: Listed) -> list[Field]:
    known = {one.name for one in (*listing.every_field(listed.type), *listing.possible_columns(listed.type))}
    for name in listed.columns:
        if name not in known:
            raise NotFound(listing.NO_FIELD, type=listed.type, name=name[:60])
    found = listing.in_language(listed.type, listed.columns) or listing.columns(listed.type)
    return [one for one in found if one.name != listed.group] or found


def _latest_notes(store: Store, found: listing.Listing, who: Reader) -> dict[str, str]:
    """Return the newest progress note of each action that the reader may see: its day and what was done."""
    table = table_of(ProgressNote)
    day = next(one.kind for one in listing.every_field("progress_note") if one.name == "on")
    ids = listing.ids(store, found)
    notes: dict[str, str] = {}
    with store.reading() as connection:
        for start in range(0, len(ids), 500):
            wanted = select(table.c.id, table.c.action, table.c.on, table.c.text).where(
                table.c.action.in_(ids[start : start + 500]), table.c.deleted.is_(False), table.c.text.is_not(None)
            )
            told = connection.execute(wanted.order_by(table.c.on, table.c.position, table.c.rid)).all()
            seen = reach.seen_by(store, connection, who, [row.id for row in told])
            for id, action, on, text in told:
                if id not in seen:
                    continue
                notes[action] = f"{day.show(on)}  {text}" if on else text
    return notes
