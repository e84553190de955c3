"""The tables of results on paper: bars in their rows from either side, questions with one list of choices together,
groups beside each other, and nothing in figures or lengths of what is not told."""

import ctypes
import re
import subprocess
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from coopdesk.documents.chart import SHADES
from coopdesk.operations import printing
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store
from tests.documents.papers import LANGUAGES
from tests.operations.forms.surveys import response, survey, template

STATEMENTS = ("fast", "clear", "kind", "fair")
QUESTIONS: Sequence[Mapping[str, str]] = (
    {"type": "select_one sex", "name": "sex", "label_en": "Sex", "label_ar": "الجنس"},
    {"type": "select_multiple ways", "name": "ways", "label_en": "How did you reach us?", "label_ar": "كيف وصلت؟"},
    *({"type": "select_one five", "name": one, "label_en": f"The desk is {one}", "label_ar": f"المكتب {one}"}
      for one in STATEMENTS),
    {"type": "range", "name": "nps", "parameters": "start=0 end=10 step=1", "label_en": "Recommend?",
     "label_ar": "توصي؟"},
    {"type": "rank ways", "name": "best", "label_en": "Which is best?", "label_ar": "ما الأفضل؟"},
    {"type": "integer", "name": "days", "label_en": "Days", "label_ar": "الأيام"},
)  # fmt: skip


class Bar(NamedTuple):
    """A filled rectangle on a page, by its sides in points."""

    page: int
    left: float
    right: float
    bottom: float
    shade: int


def printed(store: Store, id: str, lang: str = "en", by: str = "") -> bytes:
    return printing.prepare(store, "survey-results", id, lang, Listed("survey", group=by)).pdf()


def read(pdf: bytes) -> str:
    """Return the text row by row, without the number of the survey."""
    found = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    text = re.sub("[\u202a-\u202e\u2066-\u2069]", "", found.decode())
    return re.sub(r"\bQA-\S+", "", " ".join(text.split()))


def bars(pdf: bytes) -> list[Bar]:
    """Return what is filled with a shade of the charts, rounded to points, from the top."""
    shades = [tuple(round(255 * part) for part in one.rgb()) for one in SHADES]
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            for one in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_PATH,)):
                parts = [ctypes.c_uint() for _ in range(4)]
                mode, stroke = ctypes.c_int(), ctypes.c_int()
                pdfium.FPDFPath_GetDrawMode(one, mode, stroke)
                pdfium.FPDFPageObj_GetFillColor(one, *parts)
                color = tuple(part.value for part in parts[:3])
                if mode.value and color in shades:
                    left, bottom, right, _ = one.get_bounds()
                    found.append(Bar(number, round(left), round(right), round(bottom), shades.index(color)))
    return sorted(found, key=lambda bar: (bar.page, -bar.bottom, bar.left))


def answered(store: Store, id: str, form: str, many: Sequence[Mapping[str, Any]]) -> str:
    for one in many:
        response(store, form, {name: value for name, value in one.items() if value is not None}, survey=id)
    return id


def strips(pdf: bytes) -> list[list[tuple[int, float]]]:
    """Return the bars of questions with one list of choices, each as its parts from the left: shade and length."""
    rows: dict[tuple[int, float], list[Bar]] = {}
    for one in bars(pdf):
        rows.setdefault((one.page, one.bottom), []).append(one)
    joined = [row for row in rows.values() if all(one.right >= two.left - 1 for one, two in pairwise(row))]
    return [[(one.shade, one.right - one.left) for one in row] for row in joined if any(one.shade for one in row)]


@LANGUAGES
def test_each_answer_has_its_bar_in_its_row_and_its_numbers_once(store: Store, lang: str) -> None:
    form = template(store, form_questions=[QUESTIONS[1]])
    many = [{"ways": "mail phone" if place < 6 else "mail"} for place in range(8)]
    pdf = printed(store, answered(store, survey(store, form), form, many), lang)
    [mail, phone] = bars(pdf)
    assert mail.right - mail.left == 150
    assert abs(phone.right - phone.left - 112.5) < 1
    assert (mail.right == phone.right) == (lang == "ar")
    assert (mail.left == phone.left) == (lang != "ar")
    assert mail.bottom > phone.bottom
    text = read(pdf)
    assert text.count("100 %") == 1
    assert text.count("75 %") == 1
    for one in {"en": ["Phone"], "ar": ["الهاتف"], "both": ["Phone", "الهاتف"]}[lang]:
        assert text.count(one) == 1


@LANGUAGES
def test_questions_with_one_list_of_choices_stand_in_one_table(store: Store, lang: str) -> None:
    form = template(store, form_questions=list(QUESTIONS))
    many = [
        {"sex": "f", "fast": f"s{place % 5 + 1}", "clear": "s5", "kind": "s1" if place < 4 else None,
         "fair": "s1" if place < 5 else "s4"}
        for place in range(10)
    ]  # fmt: skip
    pdf = printed(store, answered(store, survey(store, form), form, many), lang)
    text, found = read(pdf).partition({"ar": "المقارنة"}.get(lang, "Compared"))[0], strips(pdf)
    for one in {"en": ["Grade"], "ar": ["درجة"], "both": ["Grade", "درجة"]}[lang]:
        assert text.count(one) == 5
    assert ("4 questions with the same answers" in text) == (lang != "ar")
    [fast, clear, fair] = found if lang != "ar" else [row[::-1] for row in found]
    [(_, long)] = clear
    assert clear == [(4, long)]
    assert fast == [(shade, long // 5) for shade in range(5)]
    assert [shade for shade, _ in fair] == [0, 3]
    assert all(abs(width - long / 2) <= 1 for _, width in fair)


def test_letters_stand_for_choices_that_have_no_room_beside_each_other(store: Store) -> None:
    labels = [f"Incomprehensibilities {place}" for place in range(1, 6)]
    choices = [{"list_name": "five", "name": f"s{place}", "label_en": one, "score": str(place)}
               for place, one in enumerate(labels, 1)]  # fmt: skip
    form = template(store, form_questions=list(QUESTIONS[2:6]), form_choices=[
        *choices, {"list_name": "five", "name": "na", "label_en": "Does not apply"}])  # fmt: skip
    many = [dict.fromkeys(STATEMENTS, "na" if place == 5 else f"s{place}") for place in range(1, 6)]
    pdf = printed(store, answered(store, survey(store, form), form, many), by="year")
    text = read(pdf)
    assert " · ".join(f"{letter} {one}" for letter, one in zip("ABCDE", labels, strict=True)) in text
    assert "F Does not apply" in text
    assert "A B C D E F Answers Mean" in text.replace("Question ", "")
    assert text.count("Incomprehensibilities 2") == 1
    [first, *_] = strips(pdf)
    assert [shade for shade, _ in first] == [0, 1, 2, 3, 5]


def test_what_is_beside_a_long_scale_is_the_end_that_a_bar_leaves(store: Store) -> None:
    choices = [{"list_name": "five", "name": f"s{place}", "label_en": str(place), "score": str(place)}
               for place in range(1, 7)]  # fmt: skip
    form = template(store, form_questions=list(QUESTIONS[2:6]), form_choices=[
        *choices, {"list_name": "five", "name": "na", "label_en": "None"}])  # fmt: skip
    many = [{one: f"s{6 if one == 'clear' or place else 1}" for one in STATEMENTS} | {"fair": "na" if place else "s2"}
            for place in range(5)]  # fmt: skip
    pdf = printed(store, answered(store, survey(store, form), form, many), by="year")
    [fast, clear, kind, fair] = strips(pdf)
    [(_, long)] = clear
    assert [shade for shade, _ in fast] == [shade for shade, _ in kind] == [0, 5]
    [(shade, width)] = fair
    assert shade == 1
    assert abs(width - long / 5) <= 1


def test_one_group_alone_is_not_compared(store: Store) -> None:
    form = template(store, form_questions=list(QUESTIONS))
    many = [{"sex": "f", "fast": f"s{place % 5 + 1}", "nps": 9} for place in range(6)]
    text = read(printed(store, answered(store, survey(store, form), form, many), by="sex"))
    assert "By: Sex Group Answers Woman 6" in text
    assert text.count("Recommend?") == 1


def test_a_long_table_has_its_head_and_its_degree_on_each_page(store: Store) -> None:
    several = [
        {"type": "select_one five", "name": f"q{one}", "label_en": f"Statement {one} " + "of many words " * 6}
        for one in range(30)
    ]
    form = template(store, form_questions=several)
    many = [{f"q{one}": f"s{place % 5 + 1}" for one in range(30)} for place in range(5)]
    pdf = printed(store, answered(store, survey(store, form), form, many), by="year")
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    pages = pages[: next(place for place, one in enumerate(pages) if "Compared" in one)]
    tabled = [one for one in pages if "Statement" in one]
    assert len(tabled) > 1
    for page in tabled:
        assert page.count("Grade") == 5
        assert "INTERNAL" in page
    assert [int(one) for one in re.findall(r"Statement (\d+)", read(pdf).partition("Compared")[0])] == list(range(30))


def test_of_very_many_answers_the_most_frequent_are_listed(store: Store) -> None:
    choices = [{"list_name": "many", "name": f"c{one}", "label_en": f"Choice {one}."} for one in range(50)]
    asked = [{"type": "select_multiple many", "name": "q", "label_en": "Which?"}]
    form = template(store, form_questions=asked, form_choices=choices)
    many = [{"q": f"c{place % 13}"} for place in range(30)]
    pdf = printed(store, answered(store, survey(store, form), form, many))
    text = read(pdf)
    assert "38 answers that were given less often are not listed." in text
    assert "Choice 11." in text
    assert "Choice 12." not in text
    assert len(bars(pdf)) == 12


def test_two_rounds_are_compared_in_figures_and_three_as_lines(store: Store) -> None:
    form = template(store, form_questions=list(QUESTIONS))
    rounds = [survey(store, form, series="S", round=place) for place in (1, 2)]
    for place, id in enumerate(rounds):
        answered(store, id, form, [
            {"sex": "f" if one < 4 + place else "m", "fast": f"s{place + 1}", "clear": "s2", "fair": "s3",
             "nps": 9 if one <= place else 3} for one in range(8)
        ])  # fmt: skip
    text = read(printed(store, rounds[1], by="round"))
    assert "Change in points" in text
    assert "Trend" not in text
    assert "Woman 50 % 62.5 % +12.5" in text
    assert "The desk is fast 1 (8) 2 (8) +1 16 (1) ≈ < 0.001 *" in text
    assert "Net promoter score -75 -50 +25" in text
    assert text.count("Caution") == 1
    assert "Shares of those who answered" not in text
    third = survey(store, form, series="S", round=3)
    answered(store, third, form, [{"sex": "f", "fast": "s5", "clear": "s2", "fair": "s3", "nps": 9} for _ in range(8)])
    text = read(printed(store, third, by="round"))
    assert "Change in points" not in text
    assert "Shares of those who answered, in parts of 100 Woman Man" in text
    assert "Trend" in text


def of_group(sex: str | None, count: int, **answers: Any) -> list[dict[str, Any]]:
    return [{"sex": sex, **answers} for _ in range(count)]


def test_nothing_on_paper_depends_on_what_a_hidden_group_answered(store: Store) -> None:
    """Two surveys are the same as a whole; what the small groups answered is exchanged between them."""
    form = template(store, form_questions=list(QUESTIONS))
    high = {"fast": "s5", "clear": "s4", "fair": "s5", "kind": "s5", "nps": 10, "ways": "mail", "best": "mail phone"}
    low = {"fast": "s1", "clear": "s1", "fair": "s2", "kind": "s1", "nps": 0, "ways": "phone", "best": "phone mail"}
    shown = of_group("f", 5, **high) + of_group("f", 4, **low)
    made = []
    for small, smaller in ((high, low), (low, high)):
        many = [*shown, *of_group("m", 3, **small), *of_group(None, 3, **smaller)]
        pdf = printed(store, answered(store, survey(store, form), form, many), by="sex")
        made.append((read(pdf), bars(pdf)))
    assert made[0] == made[1]
    text, drawn = made[0]
    assert "Man fewer than 5" in text
    assert "Difference in points" not in text
    assert len(drawn) > 10
    many = [*of_group("f", 5, **low), *of_group("f", 4, **high), *of_group("m", 6, **high)]
    other = printed(store, answered(store, survey(store, form), form, many), by="sex")
    assert read(other) != text


def test_nothing_on_paper_depends_on_the_answers_to_a_question_that_few_answered(store: Store) -> None:
    """Neither of all, nor of a group that is told of otherwise: in none of the places where its questions stand."""
    form = template(store, form_questions=list(QUESTIONS))
    made = []
    for few in ("s1", "s5"):
        many = [
            {"sex": "f" if place < 8 else "m", "fast": f"s{place % 5 + 1}", "clear": "s2", "nps": place % 11,
             "kind": few if place < 4 else None,
             "fair": few if 8 <= place < 11 else "s3" if place < 6 else ("s5" if few == "s1" else "s1")
             if place in (6, 7, 11) else None}
            for place in range(16)
        ]  # fmt: skip
        pdf = printed(store, answered(store, survey(store, form), form, many), by="sex")
        made.append((read(pdf), bars(pdf)))
    text = made[0][0]
    assert made[0] == made[1]
    assert "The desk is kind fewer than 5" in text
    assert "The desk is fast 2.62 (8) 3.12 (8) +0.5" in text
    assert "The desk is kind – –" in text
    assert "The desk is fair – –" in text
