"""Time zones by their names in the IANA database, and what moment a deadline is."""

from datetime import datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_SEATS = {
    "geneva": "Europe/Zurich", "bern": "Europe/Zurich", "the_hague": "Europe/Amsterdam", "bonn": "Europe/Berlin",
    "washington": "America/New_York", "montreal": "America/Toronto", "doha": "Asia/Qatar", "jeddah": "Asia/Riyadh",
    "abu_dhabi": "Asia/Dubai", "beijing": "Asia/Shanghai", "new_delhi": "Asia/Kolkata", "rabat": "Africa/Casablanca",
    "addis_ababa": "Africa/Addis_Ababa", "utc": "Etc/UTC", "gmt": "Etc/UTC", "z": "Etc/UTC",
}  # fmt: skip
"""Seats of bodies after which no zone is named."""
_ENDS = ("0001", "9999")
"""The years of which some day is in no year elsewhere."""
END_OF_DAY = time(23, 59)
"""When a deadline ends of which no hour is told."""
ANYWHERE = "Etc/GMT+12"
"""Where a day ends last: what calls for papers name “anywhere on Earth”."""


@cache
def zones() -> dict[str, None]:
    """Return the names of the zones in which people live, and the fixed ones, in order."""
    told = (one for one in available_timezones() if "/" in one and not one.startswith(("SystemV/", "US/")))
    return dict.fromkeys(sorted(told))


def named(text: str) -> str | None:
    """Return the one spelling of the name of a zone, None where there is none; a city alone will do."""
    wanted = text.strip().replace(" ", "_").lower()
    if wanted in _SEATS:
        return _SEATS[wanted]
    if wanted == "aoe":
        return ANYWHERE
    return _by_spelling().get(wanted)


@cache
def _by_spelling() -> dict[str, str]:
    """Return the zones by their names and by their cities, in small letters; of two, the first in order."""
    found: dict[str, str] = {}
    for one in zones():
        found.setdefault(one.lower(), one)
        found.setdefault(one.rpartition("/")[2].lower(), one)
    return found


def moment(day: str, clock: str | None, zone: str | None) -> datetime | None:
    """Return the moment of a deadline, None where its day is not whole, or so far away that no clock tells it.

    Without an hour it is the end of that day, without a zone that of this computer. An hour that a change of the clock
    skips is taken as it was before the change; one that comes twice, as the first, so that nobody comes late.
    """
    if len(day) != 10 or day[:4] in _ENDS:
        return None
    at = time.fromisoformat(clock) if clock else END_OF_DAY
    naive = datetime.combine(datetime.fromisoformat(day).date(), at)
    return naive.replace(tzinfo=ZoneInfo(zone)) if zone else naive.astimezone()
