"""Charts: lengths follow the values, nothing is drawn outside the sheet, both directions say the same."""

from hypothesis import given, strategies as st

from coopdesk.charts import Box, Drawing, Series, Slice, Stroke, Word, bars, donut, lines, scale
from coopdesk.i18n import using

VALUES = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


def boxes(drawing: Drawing) -> list[Box]:
    return [one for one in drawing.shapes if isinstance(one, Box)]


@given(VALUES, st.booleans())
def test_a_bar_is_as_long_as_its_value(values: list[int], rtl: bool) -> None:
    drawn = bars([str(n) for n in range(len(values))], [Series("", values)], 500, 300, rtl=rtl)
    found = boxes(drawn)
    assert len(found) == len(values)
    longest = max(one.width for one in found)
    for one, value in zip(found, values, strict=True):
        assert abs(one.width * max(*values, 1) - longest * value) < 1e-3 * max(*values, 1)
        assert one.x >= 0
        assert one.x + one.width <= 500


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=9))
def test_stacked_bars_stand_one_after_another(pairs: list[tuple[int, int]]) -> None:
    series = [Series("a", [a for a, _ in pairs]), Series("b", [b for _, b in pairs])]
    drawn = bars([str(n) for n in range(len(pairs))], series, 500, 300, stacked=True)
    ends = {(one.y, round(one.x + one.width, 6)) for one in boxes(drawn) if one.shade == 0}
    for one in boxes(drawn):
        if one.shade == 1 and any(y == one.y for y, _ in ends):
            assert (one.y, round(one.x, 6)) in ends


@given(VALUES)
def test_a_chart_from_right_to_left_is_the_mirror_of_the_other(values: list[int]) -> None:
    groups, series = [str(n) for n in range(len(values))], [Series("a", values), Series("b", values[::-1])]
    there, here = (lines(groups, series, 400, 200, rtl=rtl) for rtl in (False, True))
    assert here.described == there.described
    for one, other in zip(there.shapes, here.shapes, strict=True):
        if isinstance(one, Box) and isinstance(other, Box):
            assert abs(one.x + one.width + other.x - 400) < 1e-6
        elif isinstance(one, Word) and isinstance(other, Word):
            assert abs(one.x + other.x - 400) < 1e-6
            assert (one.text, one.anchor) == (other.text, other.anchor)


def test_a_value_that_is_not_known_breaks_the_line() -> None:
    drawn = lines(["1", "2", "3", "4"], [Series("", [1, 2, None, 4])], 400, 200)
    strokes = [one for one in drawn.shapes if isinstance(one, Stroke) and not one.grid]
    assert [len(one.points) for one in strokes] == [2, 1]
    assert "–" in drawn.described


@given(VALUES)
def test_a_ring_closes(values: list[int]) -> None:
    slices = [
        one for one in donut([str(n) for n in range(len(values))], values, 300, 150).shapes if isinstance(one, Slice)
    ]
    assert len(slices) == sum(value > 0 for value in values)
    if slices:
        assert abs(sum(one.end - one.start for one in slices) - 6.283185307) < 1e-6


@given(st.floats(0, 1e9, allow_nan=False))
def test_the_scale_is_round_and_reaches_the_largest(largest: float) -> None:
    ticks = scale(largest)
    assert ticks[0] == 0
    assert ticks[-1] >= largest
    assert 2 <= len(ticks) <= 9


def test_a_chart_says_its_values_in_words() -> None:
    with using("ar"):
        drawn = bars(["اليونسكو"], [Series("وردت", [1200]), Series("مُنحت", [3])], 300, 100)
    assert "اليونسكو · وردت" in drawn.described
    assert drawn.described.count("؛") == 1
