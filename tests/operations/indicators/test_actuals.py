"""Values of indicators: put together from entities and periods, computed from each other, never a circle."""

from decimal import Decimal

from hypothesis import given, strategies as st

from coopdesk.operations import reach, record
from coopdesk.operations.indicators.actuals import CIRCLE, NO_DENOMINATOR, NO_OPERAND, Cell, actuals
from coopdesk.operations.indicators.combining import combined
from coopdesk.store.home import Store
from tests.operations.circles import written
from tests.operations.indicators.measured import at, body, indicator, number_at, value


def test_values_of_entities_are_added_up_and_the_whole_goes_before_them(store: Store) -> None:
    one, a, b = indicator(store, measure="number"), body(store, "A"), body(store, "B")
    value(store, one, "2026", 10, "submit", entity=a)
    value(store, one, "2026", "2.5", entity=b)
    found = at(store, one, "2026")
    assert found is not None
    assert (found.value, found.stage, set(found.entities)) == (Decimal("12.5"), "draft", {a, b})
    value(store, one, "2026", 40, "submit")
    whole = at(store, one, "2026")
    assert whole is not None
    assert (whole.value, whole.stage, whole.entities) == (40, "submitted", ())


def test_per_cents_of_entities_are_not_added_up(store: Store) -> None:
    one = indicator(store, measure="per_cent")
    for name, number in (("A", 30), ("B", 50)):
        value(store, one, "2026", number, entity=body(store, name))
    assert number_at(store, one, "2026") == 40
    record.save(store, "indicator", {"id": one, "across": "sum"})
    assert number_at(store, one, "2026") == 80


def test_a_year_is_its_quarters_unless_it_has_its_own(store: Store) -> None:
    one = indicator(store, measure="number")
    for period, number in (("2026-Q1", 1), ("2026-Q2", 2), ("2026-07", 4), ("2026-08", 8)):
        value(store, one, period, number)
    found = at(store, one, "2026")
    assert found is not None
    assert (found.value, found.periods) == (15, ("2026-Q1", "2026-Q2", "2026-Q3"))
    record.save(store, "indicator", {"id": one, "over_time": "last"})
    assert number_at(store, one, "2026") == 8
    value(store, one, "2026", 100)
    assert number_at(store, one, "2026") == 100


def test_parts_are_found_beside_the_whole(store: Store) -> None:
    one = indicator(store, measure="number", parts=["sex"])
    value(store, one, "2026-Q1", 3, part="sex=female")
    value(store, one, "2026-Q2", 4, part="sex=female")
    value(store, one, "2026-Q1", 9)
    found = actuals(store, [one], ["2026"])
    assert {cell.part: actual.value for cell, actual in found.items()} == {"": 9, "sex=female": 7}


def test_a_quotient_is_of_the_sums_and_not_the_mean_of_quotients(store: Store) -> None:
    women, all_of_them = indicator(store, "Women", measure="number"), indicator(store, "All", measure="number")
    share = indicator(store, "Share", measure="per_cent", method="ratio", numerator=women, denominator=all_of_them)
    for period, some, many in (("2026-Q1", 1, 10), ("2026-Q2", 9, 10), ("2026-Q3", 20, 80)):
        value(store, women, period, some, part=None)
        value(store, all_of_them, period, many)
    found = at(store, share, "2026")
    assert found is not None
    assert (found.value, found.top, found.bottom, found.computed) == (30, 30, 100, True)
    assert number_at(store, share, "2026-Q1") == 10
    record.save(store, "indicator", {"id": share, "factor": "1000"})
    assert number_at(store, share, "2026-Q1") == 100


def test_nothing_is_divided_by_nothing_and_what_was_entered_stands_in(store: Store) -> None:
    top, bottom = indicator(store, "Top"), indicator(store, "Bottom")
    share = indicator(store, "Share", measure="ratio", method="ratio", numerator=top, denominator=bottom)
    value(store, top, "2026", 5)
    value(store, bottom, "2026", 0)
    found = at(store, share, "2026")
    assert found is not None
    assert (found.value, found.why) == (None, NO_DENOMINATOR)
    value(store, share, "2026", "0.5")
    assert number_at(store, share, "2026") == Decimal("0.5")
    assert at(store, share, "2027") is None
    record.save(store, "indicator", {"id": share, "denominator": None})
    value(store, top, "2027", 5)
    lacking = at(store, share, "2027")
    assert lacking is not None
    assert lacking.why == NO_OPERAND


def test_what_is_added_up_goes_on_until_the_last_value(store: Store) -> None:
    trained = indicator(store, "Trained", measure="number", frequency="quarter")
    total = indicator(store, "Total", measure="number", method="cumulative", numerator=trained, starts="2025")
    for period, number in (("2024-Q4", 100), ("2025-Q1", 1), ("2025-Q3", 2), ("2026-Q1", 4)):
        value(store, trained, period, number)
    found = {
        cell.period: one.value for cell, one in actuals(store, [total], ["2025-Q2", "2025", "2026", "2027"]).items()
    }
    assert found == {"2025-Q2": 1, "2025": 3, "2026": 7}


def test_an_indicator_that_leads_back_to_itself_says_so(store: Store) -> None:
    one = indicator(store, "One", method="ratio")
    other = indicator(store, "Other", method="cumulative", numerator=one)
    beside = indicator(store, "Beside", method="ratio", numerator=other, denominator=other)
    written(store, "indicator", one, numerator=other, denominator=other)
    for each in (one, other, beside):
        found = at(store, each, "2026")
        assert found is not None
        assert (found.value, found.why) == (None, CIRCLE)
    value(store, one, "2026", 3)
    assert number_at(store, one, "2026") == 3


def test_a_tower_of_indicators_is_reckoned_once_each(store: Store) -> None:
    one = indicator(store, "Ground", measure="ratio")
    value(store, one, "2026", 5)
    for _ in range(30):
        one = indicator(store, "Above", measure="ratio", method="ratio", numerator=one, denominator=one, factor="5")
    assert number_at(store, one, "2026") == 5
    assert {cell.period for cell in actuals(store, [one])} == {"2026"}


def test_the_periods_are_those_of_the_indicator_where_none_are_asked_for(store: Store) -> None:
    yearly = indicator(store, frequency="year", measure="number")
    free = indicator(store, measure="number")
    for period in ("2025-Q1", "2025-Q2", "2026"):
        value(store, yearly, period, 1)
        value(store, free, period, 1)
    found = actuals(store, [yearly, free])
    assert [cell.period for cell in found if cell.indicator == yearly] == ["2025", "2026"]
    assert [cell.period for cell in found if cell.indicator == free] == ["2025-Q1", "2025-Q2", "2026"]


def test_only_values_of_a_stage_and_only_what_a_reader_may_see(store: Store) -> None:
    one, a = indicator(store, measure="number"), body(store, "A")
    value(store, one, "2026", 1, "submit", entity=a)
    value(store, one, "2026", 2, entity=body(store, "B"))
    value(store, one, "2026", 4, entity=body(store, "C"), audience="all")
    sent = actuals(store, [one], ["2026"], stages=("submitted", "approved"))
    assert sent[Cell(one, "2026")].value == 1
    assert actuals(store, [one], ["2026"], reach.reader(store, "all"))[Cell(one, "2026")].value == 4
    assert actuals(store, [one], ["2026"], reach.reader(store, "ministry"))[Cell(one, "2026")].value == 5


@given(st.lists(st.decimals(-1000, 1000, places=3), min_size=1, max_size=20))
def test_a_mean_lies_among_what_it_is_of(values: list[Decimal]) -> None:
    assert min(values) <= combined(values, "mean") <= max(values)
    assert combined(values, "last") == values[-1]
    assert combined(values, "sum") == sum(values)
