"""What of a list stands on which day: the days that its type declares, in our time where their hour has a zone."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, or_, select

from coopdesk.calendars import gregorian
from coopdesk.i18n import N_, tr
from coopdesk.operations import listing, rights
from coopdesk.operations.record_types import record_type
from coopdesk.operations.titles import own_title
from coopdesk.records import Record, owned_by, plural_of
from coopdesk.records.base import table_of
from coopdesk.store import listing as stored
from coopdesk.store.home import Store
from coopdesk.zones import moment

_DAY = timedelta(days=1)
_WHOLE = len("2027-03-05")
_SOME_TIME = N_("{what}, some time in {when}", "an entry of a calendar")


class Entry(NamedTuple):
    """``kind``: the place of the day among those that the type declares; ``what``: how it is called; ``key``: names the
    entry for good; ``whole``: the month or year of which no day is known, it stands on its last day."""

    day: str
    id: str
    title: str
    kind: int
    what: str
    key: str
    whole: str = ""


def kinds(type: str) -> list[str]:
    """Return what the days of a type are called, in the order in which they are declared."""
    cls = record_type(type)
    told = []
    for name in cls.__dates__:
        plural, _, field = name.rpartition(".")
        line = next((one for one in owned_by(type) if plural_of(one) == plural), None)
        told.append(tr(line.__label__) if line is not None else tr(stored.field_named(cls, field).label))
    return told


@rights.needs(rights.READER)
def entries(store: Store, found: listing.Listing, first: str, last: str) -> list[Entry]:
    """Return what of a list stands on the days from ``first`` to ``last``, in order. A month or year of which no day is
    known stands on its last day; what was done stands on none."""
    cls = record_type(found.type)
    numbers, named = set(found.numbers), kinds(found.type)
    by_table: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for kind, name in enumerate(cls.__dates__):
        plural, _, field = name.rpartition(".")
        by_table[plural].append((kind, field))
    made: list[Entry] = []
    with store.session() as session:
        for plural, dated in by_table.items():
            line = next((one for one in owned_by(found.type) if plural_of(one) == plural), None)
            fields = [field for _, field in dated]
            for row in session.execute(_question(cls, line, fields, first, last)).mappings():
                if row["rid"] not in numbers:
                    continue
                title = own_title(cls, row) or tr(cls.__label__)
                what = own_title(line, _line(row)) if line is not None else ""
                for kind, field in dated:
                    day = _here(row, field)
                    if first <= day <= last:
                        key = row["line_id"] if line is not None else f"{row['id']}-{field}"
                        whole = "" if len(row[field]) == _WHOLE else row[field]
                        told = tr(_SOME_TIME, what=what or named[kind], when=gregorian(whole)) if whole else what
                        made.append(Entry(day, row["id"], title, kind, told or named[kind], key, whole))
    return sorted(made, key=lambda one: (one.day, one.kind, one.title))


def _question(cls: type[Record], line: type[Record] | None, fields: Sequence[str], first: str, last: str) -> Any:
    """Return the question for the records with a day in a span: a day wider at both ends, for the clocks differ. All
    days of one table are asked for at once, for it is read from its first row to its last."""
    table = table_of(cls)
    dated = table_of(line) if line is not None else table
    columns: list[ColumnElement[Any]] = [table.c.rid, table.c.id, *(table.c[name] for name in cls.__title__)]
    named = (name for field in fields for name in (field, f"{field}_time", f"{field}_zone"))
    columns += [dated.c[name] for name in named if name in dated.c]
    if line is not None:
        columns += [dated.c[name].label(f"line_{name}") for name in ("id", *line.__title__)]
    low, high = ((date.fromisoformat(day) + days).isoformat() for day, days in ((first, -_DAY), (last, _DAY)))
    some_time = (first[:7], first[:4])
    in_span = or_(*(dated.c[field].between(low, high) | dated.c[field].in_(some_time) for field in fields))
    wanted = select(*columns).where(table.c.deleted.is_(False), in_span)
    if line is not None:
        assert line.__owner__ is not None
        wanted = wanted.where(dated.c[line.__owner__] == table.c.id, dated.c.deleted.is_(False))
        for ended in {"done_on", "reached_on"}.intersection(dated.c.keys()):
            wanted = wanted.where(dated.c[ended].is_(None))
    return wanted


def _here(row: Any, field: str) -> str:
    """Return the day on which a moment is by our clock; the last of a month or year that is not known to the day, and
    empty where there is none."""
    day, zone = row[field] or "", row.get(f"{field}_zone")
    if not day:
        return ""
    if len(day) != _WHOLE:
        year, month = (*map(int, day.split("-")), 12)[:2]
        return f"{year:04}-{month:02}-{monthrange(year, month)[1]:02}"
    at = moment(day, row.get(f"{field}_time"), zone) if zone else None
    return at.astimezone().date().isoformat() if at is not None else day


def _line(row: Any) -> dict[str, Any]:
    return {name.removeprefix("line_"): value for name, value in row.items() if name.startswith("line_")}
