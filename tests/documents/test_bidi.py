"""The bidirectional algorithm agrees with python-bidi, and with the examples of UAX #9."""

import unicodedata

import pytest
from bidi import get_display
from hypothesis import example, given, settings, strategies as st

from coopdesk.documents import bidi

ALPHABET = "ab cאבسلمٱ012٣٤٥+-#$€%,.:/\t()[]〈〉「」!&\u0301\u064e \u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u200f\u200e\u061c"
REMOVED = dict.fromkeys([*range(0x202A, 0x202F), 0xAD])
MIRRORED = dict(zip("()[]〈〉「」", ")(][〉〈」「", strict=True))


def displayed(text: str, base: int) -> str:
    of_text = bidi.levels(text, base)
    return "".join(
        MIRRORED.get(text[at], text[at]) if of_text[at] & 1 else text[at] for at in bidi.visual_order(of_text)
    )


@settings(max_examples=1500, deadline=None)
@example("(א)b[ג", 0)
@example("a\u2067(ב\u2069)ג 12", 1)
@given(st.text(ALPHABET, max_size=24), st.sampled_from([0, 1]))
def test_order_is_that_of_python_bidi(text: str, base: int) -> None:
    theirs = get_display(text, base_dir="LR"[base])
    assert displayed(text, base).translate(REMOVED) == theirs.translate(REMOVED)


@given(st.text(ALPHABET, max_size=40), st.sampled_from([0, 1]))
def test_every_character_keeps_its_place_in_the_order_once(text: str, base: int) -> None:
    assert sorted(bidi.visual_order(bidi.levels(text, base))) == list(range(len(text)))


@given(st.text(max_size=30), st.sampled_from([0, 1]))
def test_any_text_has_levels_not_below_its_base(text: str, base: int) -> None:
    assert all(level >= base for level in bidi.levels(text, base))


@pytest.mark.parametrize(
    ("text", "base"),
    [("", 0), ("abc سلام", 0), ("سلام abc", 1), ("12 سلام", 1), ("\u2067سلام\u2069 abc", 0), ("\u2067سلام", 0)],
)
def test_base_direction_is_the_first_strong_character_outside_isolates(text: str, base: int) -> None:
    assert bidi.base_level(text) == base


def test_a_text_without_strong_characters_takes_the_given_direction() -> None:
    assert bidi.base_level("12 / 3", 1) == 1


def test_a_telephone_number_stays_in_order_only_when_isolated() -> None:
    assert "+974 4455 6677" not in displayed("هاتف +974 4455 6677 الآن", 1)
    assert "+974 4455 6677" in displayed("هاتف \u2066+974 4455 6677\u2069 الآن", 1)


def test_whitespace_at_the_end_of_a_line_falls_back_to_the_base() -> None:
    text = "abc سلام سلام"
    of_text = bidi.levels(text, 0)
    assert of_text[8] == 1
    assert bidi.line_levels(text, of_text, 0, 9, 0)[8] == 0


def test_embeddings_deeper_than_the_limit_are_ignored() -> None:
    assert max(bidi.levels("\u202b\u202a" * 100 + "a", 0)) <= bidi.MAX_DEPTH + 1


def test_the_bracket_table_holds_openings_and_closings_only() -> None:
    for opening, closing in bidi._CLOSES.items():
        assert unicodedata.category(opening) == "Ps"
        assert unicodedata.category(closing) == "Pe"
        assert unicodedata.mirrored(opening)
