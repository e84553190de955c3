"""What counted answers say, beside values from textbooks and from the standard library."""

import statistics as library
from math import erfc, exp, sqrt
from random import Random

import pytest

from coopdesk.forms import statistics


def counted(*values: float) -> dict[float, int]:
    return {one: values.count(one) for one in values}


def test_the_spread_is_that_of_the_library() -> None:
    draw = Random(3)
    values = [draw.choice([1, 2, 2.5, 3, 7, 11]) for _ in range(400)]
    found = statistics.spread(counted(*values))
    assert found is not None
    low, median, high = library.quantiles(values, n=4, method="inclusive")
    assert found == pytest.approx(
        (400, library.mean(values), library.stdev(values), min(values), low, median, high, max(values))
    )


def test_of_one_value_there_is_no_deviation_and_of_none_no_spread() -> None:
    found = statistics.spread({4.0: 1})
    assert found is not None
    assert found.deviation is None
    assert (found.low, found.median, found.high) == (4, 4, 4)
    assert statistics.spread({}) is None


@pytest.mark.parametrize(
    ("statistic", "freedom", "p"),
    [(3.841458820694124, 1, 0.05), (6.634896601021213, 1, 0.01), (5.991464547107979, 2, 0.05),
     (18.307038053275146, 10, 0.05), (124.34211340400407, 100, 0.05), (0.0, 3, 1.0),
     (2.705543454095404, 1, 0.1), (43.77297182574219, 30, 0.05)],
)  # fmt: skip
def test_the_tail_of_chi_square_is_that_of_the_tables(statistic: float, freedom: int, p: float) -> None:
    assert statistics.beyond(statistic, freedom) == pytest.approx(p, rel=1e-9)


@pytest.mark.parametrize("statistic", [0.01, 0.5, 1.0, 2.0, 3.5, 20.0, 90.0, 700.0])
def test_the_tail_of_one_and_two_degrees_is_known_in_closed_form(statistic: float) -> None:
    assert statistics.beyond(statistic, 1) == pytest.approx(erfc(sqrt(statistic / 2)), rel=1e-9)
    assert statistics.beyond(statistic, 2) == pytest.approx(exp(-statistic / 2), rel=1e-9)


def test_a_table_that_textbooks_have() -> None:
    # Bishop, Fienberg, Holland (1975): 2 x 2 without Yates' correction
    found = statistics.dependence([[10, 20], [30, 40]])
    assert found is not None
    assert found.statistic == pytest.approx(0.7936507936507936)
    assert found.freedom == 1
    assert found.p == pytest.approx(0.372998483613, rel=1e-9)
    assert not found.cautious


def test_few_expected_ask_for_caution_and_empty_rows_do_not_count() -> None:
    found = statistics.dependence([[3, 1, 0], [1, 5, 0], [0, 0, 0]])
    assert found is not None
    assert found.freedom == 1
    assert found.cautious
    assert statistics.dependence([[3, 1], [0, 0]]) is None
    assert statistics.dependence([[3, 0], [5, 0]]) is None
    assert statistics.dependence([]) is None


def test_net_promoters_and_satisfied() -> None:
    found = statistics.promoters(counted(10, 10, 9, 8, 7, 6, 0))
    assert found == (7, 3, 2, 2)
    assert found is not None
    assert found.score == pytest.approx(100 / 7)
    assert statistics.promoters({}) is None
    share = statistics.satisfied(counted(5, 4, 3, 1))
    assert share == (4, 2)
    assert share is not None
    assert share.share == 50
    assert statistics.satisfied(counted(9)) is None
