"""The calendar file of a list: due dates of actions, days of conferences, and the days that other types declare."""

import calendar
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from coopdesk.calendars import gregorian
from coopdesk.errors import Refused
from coopdesk.i18n import N_, P_, tr
from coopdesk.interchange.ics import Event, written
from coopdesk.operations import calendar_days, degrees, leaving, left_out, listing, printing, reach, rights
from coopdesk.operations.leaving import Parcel
from coopdesk.operations.reach import ANYBODY, Reader
from coopdesk.operations.record_types import View, record_type
from coopdesk.operations.titles import own_title, titles
from coopdesk.store.home import Store

_NO_DATES = N_("“{type}” has no dates for a calendar. Actions, conferences and opportunities have.")
_EVENT = N_("{title} – {what}", "an entry of a calendar")
_ALWAYS = ("0001-01-02", "9999-12-30")
"""The first and the last day of which something is asked."""
_SOME_TIME_IN = N_("Some time in {when}")
_OWNER = N_("Responsible entity: {name}")
LEAVES = P_(
    "{n} record in this file is confidential. The file is not sealed: keep it where only those who may read it can.",
    "{n} records in this file are confidential. The file is not sealed: keep it where only those who may read it can.",
)
_REMIND = (7, 1)
_DONE = ("done", "verified", "cancelled", "superseded")


@rights.needs(rights.READER)
def export(store: Store, found: listing.Listing, out: Path, who: Reader = ANYBODY) -> tuple[int, int]:
    """Write the dated records of a list to a calendar file, whole or not at all.

    Returns how many there are in it, and how many of these are of a degree that is noted: such a file is not sealed.
    An action that is over is left out; a partial date stands on its last day. Raises ``Refused``, ``CannotWrite``.
    """
    cls = record_type(found.type)
    if cls.__dates__:
        return _export_declared(store, reach.narrowed(store, found, who), out, who)
    if found.type not in ("action", "conference"):
        raise Refused(_NO_DATES, type=cls.__plural__)
    views = [view for view in listing.views(store, reach.narrowed(store, found, who)) if _is_dated(view)]
    owners = (("owner", view["owner"]) for view in views if found.type == "action")
    hidden = left_out.hidden_links(store, who, cls, owners)
    for view in views:
        if view.get("owner") in hidden:
            view["owner"] = None
    names = titles(store, [one for view in views for one in (view["id"], view.get("owner")) if one])
    if not who.sees_all:
        names |= {view["id"]: own_title(cls, view) or tr(cls.__label__) for view in views}
    made = written(_event(view, names) for view in views)
    return len(views), _let_out(store, [(view["id"], view["classification"]) for view in views], made, out, who)


def _export_declared(store: Store, found: listing.Listing, out: Path, who: Reader) -> tuple[int, int]:
    """Write the days that the type of a list declares; for a reader who does not see all, those of no lines."""
    dates = record_type(found.type).__dates__
    entries = [
        one for one in calendar_days.entries(store, found, *_ALWAYS) if who.sees_all or "." not in dates[one.kind]
    ]
    dated = {one.id for one in entries}
    views = {view["id"]: view for view in listing.views(store, found) if view["id"] in dated}
    made = written(_declared_event(one, views[one.id]) for one in entries)
    items = [(id, view["classification"]) for id, view in views.items()]
    return len(entries), _let_out(store, items, made, out, who)


def _declared_event(one: calendar_days.Entry, view: View) -> Event:
    day = date.fromisoformat(one.day)
    title = " ".join(_plain([tr(_EVENT, title=" ".join(one.title.split()), what=one.what)]))
    told = tr(_SOME_TIME_IN, when=gregorian(one.whole)) if one.whole else ""
    return Event(
        one.key, title, day, day, "", "\n".join(_plain([told])), round(_milliseconds(view["changed_at"])), _REMIND
    )


def _let_out(store: Store, items: list[tuple[str, str | None]], made: bytes, out: Path, who: Reader) -> int:
    """Write the file, and note that it left; returns how many of its records are of a degree that is noted."""
    leaving.let_out(store, Parcel(leaving.EXPORTED, "calendar", items, records=len(items), receiver=who.word))
    printing.keep(made, out)
    rules = degrees.rules(store)
    return sum(rules.notes(degree) for _, degree in items)


def _is_dated(view: View) -> bool:
    return bool(view["due"] and view["status"] not in _DONE if view["type"] == "action" else view["starts"])


def _event(view: View, names: dict[str, str]) -> Event:
    changed = round(_milliseconds(view["changed_at"]))
    title = " ".join(names[view["id"]].split())
    if view["type"] == "conference":
        first, last = _days(view["starts"])[0], _days(view["ends"] or view["starts"])[1]
        return Event(view["id"], title, first, max(first, last), view["place"] or "", "", changed, _REMIND)
    day = _days(view["due"])[1]
    lines = [tr(_OWNER, name=names[view["owner"]])] if view["owner"] else []
    if len(view["due"]) < len("2027-03-05"):
        lines.append(tr(_SOME_TIME_IN, when=gregorian(view["due"])))
    return Event(view["id"], title, day, day, "", "\n".join(_plain(lines)), changed, _REMIND)


def _plain(lines: Iterable[str]) -> Iterable[str]:
    """Drop the isolates, which calendars on telephones show as boxes."""
    return ("".join(c for c in line if c not in "\u2066\u2067\u2068\u2069") for line in lines)


def _milliseconds(instant: str) -> float:
    return datetime.fromisoformat(instant).timestamp() * 1000


def _days(partial: str) -> tuple[date, date]:
    """Return the first and the last day of a partial date."""
    parts = [int(one) for one in partial.split("-")]
    year, month, day = [*parts, 0, 0][:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)
