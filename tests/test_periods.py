"""Periods: one spelling, the days they span, and what people call them in either language."""

import pytest

from coopdesk import periods
from coopdesk.i18n import LANGUAGES, set_eastern_digits, using

EVERY = [
    "2027", *(f"2027-{part}" for part in ("H1", "H2", "Q1", "Q2", "Q3", "Q4")),
    *(f"2027-{month:02}" for month in range(1, 13)),
]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("eastern", [True, False])
def test_a_period_is_read_as_it_is_shown(lang: str, eastern: bool) -> None:
    set_eastern_digits(eastern)
    try:
        with using(lang):
            told = {period: (periods.shown(period), periods.headed(period)) for period in EVERY}
    finally:
        set_eastern_digits(False)
    for period, spellings in told.items():
        assert [periods.read(one) for one in spellings] == [period, period], spellings


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2027 q3", "2027-Q3"), (" ٢٠٢٧ ", "2027"), ("Q3 2027", "2027-Q3"), ("First half of 2027", "2027-H1"),
        ("مارس 2027", "2027-03"), ("2027-Q5", None), ("2027-13", None), ("in 2027 or 2028", None), ("", None),
    ],
)  # fmt: skip
def test_what_people_write_is_one_period_or_none(text: str, period: str | None) -> None:
    assert periods.read(text) == period


def test_periods_follow_each_other_and_are_made_of_shorter_ones() -> None:
    assert periods.between("2026-Q3", "2027-Q1") == ["2026-Q3", "2026-Q4", "2027-Q1"]
    assert periods.following("2027", -1) == "2026"
    assert periods.within("2027-H2", "quarter") == ["2027-Q3", "2027-Q4"]
    assert [day.isoformat() for day in periods.span("2028-02")] == ["2028-02-01", "2028-02-29"]
