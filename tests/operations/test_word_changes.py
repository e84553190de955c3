"""What changed between two texts: whole words, in either script, and both texts can be read out of it again."""

import pytest
from hypothesis import given, strategies as st

from coopdesk.operations.word_changes import Kind, word_changes


def marked(old: str, new: str) -> str:
    signs = {Kind.SAME: "{}", Kind.REMOVED: "[-{}-]", Kind.ADDED: "[+{}+]"}
    return "".join(signs[one.kind].format(one.text) for one in word_changes(old, new))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("The Board met in Geneva on 3 May.", "The Board met in Doha on 13 May.",
         "The Board met in [-Geneva-][+Doha+] on [-3-][+13+] May."),
        ("عقد المجلس دورته في جنيف", "عقد المجلس دورته العادية في الدوحة",
         "عقد المجلس دورته [+العادية +]في [-جنيف-][+الدوحة+]"),
        ("مقرر اللجنة", "مقرَّر اللجنة", "[-مقرر-][+مقرَّر+] اللجنة"),
        ("والقرار", "القرار", "[-والقرار-][+القرار+]"),
        ("adopted the rules", "adopted the rules, and left", "adopted the rules[+, and left+]"),
        ("برنامج للتدريب في إحصاءات التجارة يُتاح اعتباراً من عام 2027.",
         "برنامج للتدريب بعد إحصاءات التجارة يُتاح اعتباراً من عام 2027. وستعقد الدورة في الدوحة.",
         "برنامج للتدريب [-في-][+بعد+] إحصاءات التجارة يُتاح اعتباراً من عام 2027[+. وستعقد الدورة في الدوحة+]."),
        ("one two three of four five six", "seven eight nine of ten eleven twelve",
         "[-one two three of four five six-][+seven eight nine of ten eleven twelve+]"),
        ("one  space", "one space", "one[-  -][+ +]space"),
        ("a b c", "x y z", "[-a b c-][+x y z+]"),
        ("الفقرة 12.5 من القرار", "الفقرة 12.6 من القرار", "الفقرة [-12.5-][+12.6+] من القرار"),
    ],
)  # fmt: skip
def test_words_are_marked_whole(old: str, new: str, told: str) -> None:
    assert marked(old, new) == told


@given(*[st.text(st.sampled_from("abc اَبّ .,\n\u200f"), max_size=40)] * 2)
def test_both_versions_can_be_read_out_of_the_parts(old: str, new: str) -> None:
    parts = word_changes(old, new)
    assert "".join(one.text for one in parts if one.kind is not Kind.ADDED) == old
    assert "".join(one.text for one in parts if one.kind is not Kind.REMOVED) == new


def test_a_text_that_was_rewritten_is_told_as_a_whole() -> None:
    old, new = (" ".join(f"{name}{n}" for n in range(4_000)) for name in "xy")
    assert [one.kind for one in word_changes(old, new)] == [Kind.REMOVED, Kind.ADDED]
