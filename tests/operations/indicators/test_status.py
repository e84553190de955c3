"""The rule by which an indicator stands: what it says of plain cases, and what holds of it for any numbers."""

from decimal import Decimal

import pytest
from hypothesis import given, strategies as st

from coopdesk.operations.indicators.status import reached, status, target_for
from coopdesk.records.scoreboard import STATUSES

ORDER = ("off_track", "at_risk", "on_track")
NUMBER = st.decimals(-1000, 1000, places=2)
DIRECTION = st.sampled_from(["up", "down"])
BASELINE = st.none() | NUMBER


@pytest.mark.parametrize(
    ("value", "target", "baseline", "direction", "expected"),
    [
        ("47", "50", "20", "up", "on_track"),
        ("44", "50", "20", "up", "at_risk"),
        ("40", "50", "20", "up", "off_track"),
        ("15", "50", "20", "up", "off_track"),
        ("60", "50", "20", "up", "on_track"),
        ("45", "50", None, "up", "on_track"),
        ("35", "50", None, "up", "at_risk"),
        ("34.9", "50", None, "up", "off_track"),
        ("13", "10", "40", "down", "on_track"),
        ("16.1", "10", "40", "down", "at_risk"),
        ("30", "10", "40", "down", "off_track"),
        ("12.5", "10", None, "down", "at_risk"),
        ("0", "0", None, "down", "on_track"),
        ("1", "0", None, "down", "off_track"),
    ],
)
def test_an_indicator_stands_by_how_far_it_came(
    value: str, target: str, baseline: str | None, direction: str, expected: str
) -> None:
    begin = None if baseline is None else Decimal(baseline)
    assert status(Decimal(value), Decimal(target), begin, direction) == expected


def test_without_a_value_or_a_target_nothing_is_said() -> None:
    assert status(None, Decimal(1)) == status(Decimal(1), None) == "no_data"


def test_an_indicator_may_say_its_own_limits() -> None:
    value, target = Decimal(60), Decimal(100)
    assert status(value, target) == "off_track"
    assert status(value, target, off_below=Decimal(50)) == "at_risk"
    assert status(value, target, tolerance=Decimal(55)) == "on_track"


@given(NUMBER, NUMBER, NUMBER, BASELINE, DIRECTION)
def test_a_better_value_never_stands_worse(
    one: Decimal, other: Decimal, target: Decimal, baseline: Decimal | None, direction: str
) -> None:
    worse, better = sorted((one, other), reverse=direction == "down")
    first, second = (status(each, target, baseline, direction) for each in (worse, better))
    assert ORDER.index(first) <= ORDER.index(second)


@given(NUMBER, NUMBER, BASELINE, DIRECTION)
def test_a_target_that_is_met_is_on_track_whatever_the_unit(
    value: Decimal, target: Decimal, baseline: Decimal | None, direction: str
) -> None:
    met = value <= target if direction == "down" else value >= target
    found = status(value, target, baseline, direction)
    assert found in STATUSES
    assert found == "on_track" or not met
    in_thousands = None if baseline is None else baseline * 1000
    assert found == status(value * 1000, target * 1000, in_thousands, direction)


@given(NUMBER, NUMBER)
def test_who_has_the_target_came_all_the_way_and_who_has_the_baseline_none(target: Decimal, baseline: Decimal) -> None:
    if target != baseline:
        direction = "up" if target > baseline else "down"
        assert reached(target, target, baseline, direction) == 100
        assert reached(baseline, target, baseline, direction) == 0


def test_between_two_targets_the_line_between_them_is_the_target() -> None:
    targets = {"2024": Decimal(20), "2028": Decimal(60)}
    assert target_for("2028", targets) == 60
    assert target_for("2026", targets) == 40
    assert target_for("2029", targets) is None
    assert target_for("2023", targets) is None
    assert target_for("2026-Q1", targets) is None
    assert target_for("2022", targets, Decimal(0), "2020") == 10


@given(st.integers(2001, 2009), st.lists(NUMBER, min_size=2, max_size=2))
def test_the_line_lies_between_what_it_joins(year: int, ends: list[Decimal]) -> None:
    found = target_for(str(year), {"2000": ends[0], "2010": ends[1]})
    assert found is not None
    assert min(ends) - Decimal("1e-9") <= found <= max(ends) + Decimal("1e-9")
