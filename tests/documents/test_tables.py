"""Tables on paper: how wide columns are, on which side numbers stand, what stays together on a page."""

import re
import subprocess
from functools import partial

import pytest
from reportlab.platypus import Spacer

from coopdesk.documents import tables
from coopdesk.documents.page import WIDTH
from coopdesk.documents.source import Source
from coopdesk.documents.story import Story
from coopdesk.documents.style import SMALL
from coopdesk.documents.text import Text
from coopdesk.i18n import isolate, led, ltr, using
from coopdesk.records import Organization
from tests.documents.test_pages import made

HEADS = (partial(str, "First"), partial(str, "Second"))
LONG = "Wards of the two cities with emergency services that are not all at one place"


def pages(story: list, lang: str = "en") -> list[list[tuple[str, float, float, float]]]:
    """Return the words of each page of a document: text, left, right and top."""
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=made(lang, story), capture_output=True, check=True)
    word = re.compile(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="[\d.]+">([^<]+)<')
    return [
        [(text, float(x), float(end), float(y)) for x, y, end, text in word.findall(page)]
        for page in boxes.stdout.decode().split("<page ")[1:]
    ]


def tops(words: list[tuple[str, float, float, float]], text: str) -> list[float]:
    return [y for word, _, _, y in words if word == text]


def test_a_column_gives_what_it_leaves_empty_to_one_whose_lines_would_break() -> None:
    rows = [[LONG, "0", "ok"], ["Short", "12", "no"]]
    narrow = [WIDTH * 0.3, WIDTH * 0.35, WIDTH * 0.35]
    (page,) = pages(tables.table(["Indicator", "Value", "Note"], rows, narrow, rtl=False, numbers=(1,)))
    assert len({y for word, _, _, y in page if word in LONG.split() and y < 700}) == 1


def test_columns_that_break_no_line_keep_their_shares() -> None:
    (page,) = pages(tables.table(["A", "B"], [["x", "y"]], [WIDTH / 2, WIDTH / 2], rtl=False))
    left = {word: x for word, x, _, _ in page}
    assert left["y"] - left["x"] == pytest.approx(WIDTH / 2, abs=1)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_units_stand_under_units_in_both_directions(lang: str) -> None:
    rows = [["a", "7"], ["b", "1,234,567"]]
    (page,) = pages(tables.table(["N", "V"], rows, [WIDTH / 2] * 2, rtl=lang == "ar", numbers=(1,)), lang)
    ends = [end for word, _, end, _ in page if word in ("7", "1,234,567")]
    assert len(ends) == 2
    assert ends[0] == pytest.approx(ends[1], abs=1)


def test_a_value_with_arabic_words_reads_from_right_to_left_among_numbers() -> None:
    rows = [["a", f"{ltr('67 %')} في 2010"]]
    (page,) = pages(tables.table(["N", "V"], rows, [WIDTH / 2] * 2, rtl=True, numbers=(1,)), "ar")
    x = {word: left for word, left, _, _ in page}
    assert x["2010"] < x["67"] < x["%"]


def test_each_line_of_a_cell_reads_in_the_direction_it_asks_for() -> None:
    with using("ar"):
        arabic = led(isolate("مُرضٍ"))
    text = Text(f"5 – Satisfactory\n{arabic[0]}5 – {arabic[1:]}", SMALL)
    (page,) = pages([text], "both")
    five = [x for word, x, _, _ in page if word == "5"]
    dash = [x for word, x, _, _ in page if word == "–"]
    assert five[0] < dash[0]
    assert five[1] > dash[1]


def test_a_number_stands_apart_from_the_text_after_it() -> None:
    (page,) = pages(tables.table(["N", "T"], [["1,234", "Text"]], [60, WIDTH - 60], rtl=False, numbers=(0,)))
    end, start = next(e for w, _, e, _ in page if w == "1,234"), next(x for w, x, _, _ in page if w == "Text")
    assert start - end > 14


@pytest.mark.parametrize("before", range(560, 690, 13))
def test_joined_rows_stand_on_the_page_of_the_row_they_belong_to(before: int) -> None:
    rows = [row for n in range(9) for row in ([f"Name{n}", "Target", "1"], ["", f"Actual{n}", "2"])]
    block = tables.table(["N", "K", "V"], rows, [WIDTH / 3] * 3, rtl=False, joined=range(1, 18, 2))
    found = pages([Spacer(1, before), *block])
    assert len(found) > 1
    for page in found:
        said = {word for word, *_ in page}
        assert {word[4:] for word in said if word.startswith("Name") and word != "N"} == {
            word[6:] for word in said if word.startswith("Actual")
        }


@pytest.mark.parametrize("before", range(500, 700, 11))
def test_no_row_stands_alone_on_the_last_page_of_a_table_nor_the_remark_under_it(before: int) -> None:
    story = Story(Source(Organization()), "en")
    story.flowables.append(Spacer(1, before))
    story.table(HEADS, [[f"Row{n}", "x"] for n in range(5)], [1, 1])
    story.note(lambda: "Remark.")
    *_, last = pages(story.flowables)
    rows = [word for word, *_ in last if word.startswith("Row")]
    assert "Remark." in {word for word, *_ in last}
    assert len(rows) >= 2, rows


@pytest.mark.parametrize("count", [1, 2, 6])
@pytest.mark.parametrize("before", range(430, 640, 11))
def test_a_heading_stands_on_the_page_where_its_table_begins(before: int, count: int) -> None:
    story = Story(Source(Organization()), "en")
    story.flowables.append(Spacer(1, before))
    story.heading("Heading")
    story.table(HEADS, [[f"Row{n}", f"{LONG} " * 9] for n in range(count)], [1, 1])
    story.note(lambda: "Remark.")
    for page in pages(story.flowables):
        said = {word for word, *_ in page}
        assert ("Heading" in said) == ("Row0" in said)


def test_short_facts_stand_two_in_a_row_and_a_long_one_alone() -> None:
    pairs = [("One", "a1"), ("Two", "a2"), ("Long", LONG), ("Three", "a3")]
    for lang in ("en", "ar"):
        (page,) = pages(tables.facts(pairs, WIDTH, rtl=lang == "ar", dense=True), lang)
        y = {word: top for word, _, _, top in page}
        x = {word: left for word, left, _, _ in page}
        assert y["a1"] == pytest.approx(y["a2"], abs=1)
        assert y["a2"] < y["Wards"] < y["a3"]
        assert (x["One"] < x["a1"] < x["Two"] < x["a2"]) == (lang == "en")
        assert (x["a2"] < x["Two"] < x["a1"] < x["One"]) == (lang == "ar")
        assert len(tops(page, "place")) == 1
        assert tops(page, "place")[0] == pytest.approx(y["Wards"], abs=1)


def test_a_value_within_a_value_is_not_broken() -> None:
    text = Text(ltr(f"{ltr('25 %')} (2018)"), SMALL)
    assert text.minWidth() == pytest.approx(text.natural())


def test_the_heading_of_rows_reads_in_its_own_direction_in_a_paper_of_both_languages() -> None:
    head = tables.table(["F", "G"], [["Outcome 1\nنتيجة A للمشروع"], ["x", "y"]], [WIDTH / 2] * 2, rtl=False)
    (page,) = pages(head, "both")
    x = {word: left for word, left, _, _ in page}
    assert x["ةجيتن"] > x["A"] > x["عورشملل"]
