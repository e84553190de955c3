"""Zones: names as people give them, and the moment of a deadline when a clock changes."""

from datetime import UTC

import pytest

from coopdesk import zones


@pytest.mark.parametrize(
    ("typed", "found"),
    [("Europe/Zurich", "Europe/Zurich"), ("geneva", "Europe/Zurich"), ("new york", "America/New_York"),
     ("UTC", "Etc/UTC"), ("AoE", "Etc/GMT+12"), ("Doha", "Asia/Qatar"), ("", None), ("nowhere", None)],
)  # fmt: skip
def test_a_zone_is_found_by_its_name_or_city(typed: str, found: str | None) -> None:
    assert zones.named(typed) == found


@pytest.mark.parametrize(
    ("day", "clock", "zone", "utc"),
    [
        ("2026-03-29", "02:30", "Europe/Zurich", "2026-03-29T01:30"),
        ("2026-10-25", "02:30", "Europe/Zurich", "2026-10-25T00:30"),
        ("2026-07-01", None, "Etc/GMT+12", "2026-07-02T11:59"),
        ("2026-07-01", "17:00", "America/New_York", "2026-07-01T21:00"),
    ],
)  # fmt: skip
def test_the_moment_of_a_deadline(day: str, clock: str | None, zone: str, utc: str) -> None:
    found = zones.moment(day, clock, zone)
    assert found is not None
    assert found.astimezone(UTC).isoformat(timespec="minutes").removesuffix("+00:00") == utc


def test_a_day_that_is_not_whole_has_no_moment() -> None:
    assert zones.moment("2026-07", "17:00", "Etc/UTC") is None


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_a_day_at_the_end_of_all_days_has_no_moment(day: str) -> None:
    assert zones.moment(day, None, "Etc/GMT+12") is None
