"""Charts: lengths follow the values, nothing is drawn outside the sheet, both directions say the same."""

import json

import pytest
from hypothesis import example, given, strategies as st

from coopdesk.charts import Key, Series, bars, lines, scale, strip, tiles, world
from coopdesk.i18n import using
from coopdesk.paths import resource
from coopdesk.shapes import DASHES, HATCHES, SHADES, Box, Drawing, Stroke, Tile, Word, hatched

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


@given(VALUES, st.booleans())
def test_the_parts_of_a_strip_follow_each_other_from_the_start_of_the_row(values: list[int], rtl: bool) -> None:
    most = sum(values) + 1
    drawn = strip(values, most, 150, 13, rtl=rtl)
    passed = 0.0
    for one, value in zip(boxes(drawn), values, strict=True):
        assert abs(one.width - 150 * value / most) < 1e-9
        assert abs((150 - one.x - one.width if rtl else one.x) - passed) < 1e-9
        assert one.y >= 0
        assert one.y + one.height <= 13
        passed += one.width


def test_one_part_of_a_strip_has_its_hatch_beside_others_of_nought() -> None:
    assert hatched(strip([0, 100, 0], 100, 150, 13))
    assert not hatched(strip([100], 100, 150, 13))


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


@example(5e-324, -1e9)
@given(st.floats(0, 1e9, allow_nan=False), st.floats(-1e9, 0, allow_nan=False))
def test_the_scale_is_round_and_reaches_both_ends(largest: float, least: float) -> None:
    for ticks in (scale(largest), scale(largest, least)):
        assert 0 in ticks
        assert ticks[-1] >= largest * (1 - 1e-12) or largest < 1e-300
        assert 2 <= len(ticks) <= 9
    assert scale(largest)[0] == 0
    assert scale(largest, least)[0] <= least * (1 - 1e-12) or least > -1e-300


LESS = st.lists(st.integers(-(10**6), 10**6), min_size=1, max_size=12)


@given(LESS, LESS, st.booleans())
def test_what_is_less_than_nought_is_drawn_below_it_and_inside_the_sheet(
    values: list[int], others: list[int], rtl: bool
) -> None:
    groups = [str(n) for n in range(len(values))]
    series = [Series("a", values), Series("b", (others * len(values))[: len(values)])]
    drawn = lines(groups, series, 400, 200, rtl=rtl)
    for one in boxes(drawn):
        assert -2 <= one.y <= 198
    level = next((one.points[0][1] for one in drawn.shapes if isinstance(one, Stroke) and one.nought), None)
    assert (level is not None) == any(value < 0 for one in series for value in one.values)
    for box, value in zip(boxes(drawn), values, strict=False):
        if level is not None and value:
            assert (box.y + 2 > level) == (value < 0)


@given(LESS, st.booleans())
def test_a_bar_of_less_than_nought_goes_the_other_way_as_long_as_its_value(values: list[int], rtl: bool) -> None:
    drawn = bars([str(n) for n in range(len(values))], [Series("", values)], 500, 300, rtl=rtl)
    nought = next((one.points[0][0] for one in drawn.shapes if isinstance(one, Stroke)), None)
    longest, most = max(one.width for one in boxes(drawn)), max(map(abs, values))
    for one, value in zip(boxes(drawn), values, strict=True):
        assert 0 <= one.x <= one.x + one.width <= 500
        assert abs(one.width * max(most, 1) - longest * abs(value)) < 1e-3 * max(most, 1)
        if nought is not None and value:
            assert abs((one.x + one.width if (value < 0) != rtl else one.x) - nought) < 1e-6


def test_nought_beside_other_series_is_said_once_or_not_at_all() -> None:
    drawn = bars(["One", "None"], [Series("a", [5, 0]), Series("b", [0, 0]), Series("c", [7, 0])], 400, 100)
    said = [one.text for one in drawn.shapes if isinstance(one, Word)]
    assert said.count("0") == 1
    assert {"5", "7"} <= set(said)


def test_small_values_and_steps_are_not_rounded_to_nought() -> None:
    drawn = lines(["1", "2"], [Series("", [0.01, -0.04])], 400, 200)
    said = [one.text for one in drawn.shapes if isinstance(one, Word)]
    assert len(set(said)) == len(said)
    assert "0.01" in drawn.described
    assert "-0.04" in drawn.described


def test_series_beside_each_other_are_hatched_apart_and_one_alone_is_not() -> None:
    groups = ["One", "Two"]
    assert not hatched(bars(groups, [Series("", [5, 9])], 400, 100, shades=(2,)))
    both = hatched(bars(groups, [Series("a", [5, 9]), Series("b", [5, 9]), Series("c", [5, 9])], 400, 100))
    assert {HATCHES[one.shade] for one in both} == {"/", "|"}
    assert len(set(HATCHES)) == len(set(DASHES)) == SHADES


def test_a_chart_says_its_values_in_words() -> None:
    with using("ar"):
        drawn = bars(["اليونسكو"], [Series("وردت", [1200]), Series("مُنحت", [3])], 300, 100)
    assert "اليونسكو · وردت" in drawn.described
    assert drawn.described.count("؛") == 1


def test_every_country_has_one_tile_of_its_own_and_none_is_invented() -> None:
    known = {one["code"] for one in json.loads(resource("seed", "countries.json").read_text("utf-8"))}
    places, columns, rows = world()
    assert set(places) == known
    assert len(set(places.values())) == len(places)
    assert all(x < columns and y < rows for x, y in places.values())


@given(st.dictionaries(st.sampled_from(sorted(world()[0])), st.integers(0, 1)), st.booleans(), st.integers(90, 1400))
def test_a_map_says_of_each_country_what_was_said_and_counts_it(said: dict[str, int], rtl: bool, width: int) -> None:
    keys = [Key("Yes", 0, "+"), Key("No", 1, "–"), Key("Unknown", None, "")]
    drawn = tiles(said, {"OM": "Oman"}, keys, width, width * 0.6, rtl=rtl)
    shown = {one.text: one for one in drawn.shapes if isinstance(one, Tile) and one.text}
    assert {code: one.sign for code, one in shown.items() if one.shade is not None} == {
        code: keys[place].sign for code, place in said.items()
    }
    assert all(0 <= one.x <= width - one.size and one.y + one.size <= drawn.height for one in shown.values())
    assert shown["OM"].tip.startswith("Oman: ")
    assert shown["US"].x < shown["CN"].x
    counted = {one.text for one in drawn.shapes if isinstance(one, Word)}
    assert f"Yes: {sum(place == 0 for place in said.values())}" in {text.strip() for text in counted}


@pytest.mark.parametrize(("height", "lines"), [(40, 1), (60, 2), (200, 4)])
def test_a_long_name_stands_in_as_many_lines_as_there_is_room_for_beside_its_bar(height: int, lines: int) -> None:
    name = "Permanent Delegation to the Organization of a very long and precise name"
    drawn = bars([name, "Short"], [Series("", [3, 2])], 400, height)
    words = [one for one in drawn.shapes if isinstance(one, Word) and one.anchor == "end"]
    assert words[-1].text == "Short"
    assert len(words) == lines + 1
    assert " ".join(one.text for one in words[:-1]) == name
    assert all(one.room is not None and one.room < 400 * 0.38 for one in words)
    assert all(0 < one.y < height / 2 for one in words[:-1])
    if lines == 4:
        assert all(len(one.text) * 5.5 < 400 * 0.38 for one in words)
    assert name in drawn.described
    assert any(isinstance(one, Box) and name in one.tip for one in drawn.shapes)
