"""Calendar files (iCalendar, RFC 5545), as Outlook and telephones read them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple


class Event(NamedTuple):
    """A whole-day entry. ``uid`` is the same whenever it is written, so a calendar replaces what it has.

    ``until``: the last day; ``changed``: milliseconds since 1970; ``remind``: days before at which to remind.
    """

    uid: str
    title: str
    day: date
    until: date
    place: str
    text: str
    changed: int
    remind: tuple[int, ...]


def written(events: Iterable[Event]) -> bytes:
    """Return the bytes of a calendar file."""
    from icalendar import Alarm, Calendar, Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//CoopDesk//CoopDesk//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for one in events:
        entry = Entry()
        changed = datetime.fromtimestamp(one.changed // 1000, UTC)
        entry.add("uid", f"{one.uid}@coopdesk")
        entry.add("dtstamp", changed)
        entry.add("last-modified", changed)
        entry.add("sequence", max(one.changed // 1000 - 1_700_000_000, 0))
        entry.add("summary", one.title)
        entry.add("dtstart", one.day)
        entry.add("dtend", one.until + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
        if one.place:
            entry.add("location", one.place)
        if one.text:
            entry.add("description", one.text)
        for days in one.remind:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", one.title)
            alarm.add("trigger", timedelta(days=-days))
            entry.add_component(alarm)
        calendar.add_component(entry)
    made: bytes = calendar.to_ical()
    return made
