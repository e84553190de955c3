"""The bidirectional algorithm agrees with python-bidi on generated text."""

from bidi import get_display
from hypothesis import given, settings, strategies as st

from coopdesk.documents.bidi import first_strong, levels, visual

ALPHABET = "abאבمت019٣٤ +-.,:/%$()[]!\u0300\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2069"
EMBEDDINGS = dict.fromkeys(range(0x202A, 0x202F))


@settings(max_examples=2000)
@given(st.text(ALPHABET, max_size=16), st.sampled_from((0, 1)))
def test_order_is_that_of_python_bidi(text: str, base: int) -> None:
    """An isolate left open at the end is left out: rule L1 gives it the base level, python-bidi does not."""
    text = text.rstrip("\u2066\u2067\u202a\u202b\u202c\u202d\u202e ") + "x" if text else text
    mine = "".join(text[place] for place in visual(levels(text, base)))
    assert mine.translate(EMBEDDINGS) == get_display(text, base_dir="LR"[base]).translate(EMBEDDINGS)


@given(st.text(max_size=40), st.sampled_from((0, 1)))
def test_every_character_has_one_place(text: str, base: int) -> None:
    assert sorted(visual(levels(text, base))) == list(range(len(text)))


def test_first_strong_character_outside_isolates_gives_the_direction() -> None:
    assert first_strong("12 قرار abc") == 1
    assert first_strong("\u2066abc\u2069 قرار") == 1
    assert first_strong("abc قرار") == 0
    assert first_strong("12 - 3") is None


def test_a_telephone_number_keeps_its_order_when_isolated() -> None:
    text = "هاتف \u2066+974 4455\u2069"
    shown = "".join(text[place] for place in visual(levels(text, 1)))
    assert "+974 4455" in shown
