"""Conditions of a form in words, and how a form is cut for paper."""

from pathlib import Path

import pytest

from coopdesk.forms import paper
from coopdesk.forms.conditions import Conditions
from coopdesk.forms.model import Form, Question, Words
from coopdesk.i18n import using
from coopdesk.interchange.xlsform import book, check
from tests.operations.forms.asked import choice, question, workbook

_AT = ("data", "last")


@pytest.fixture
def form(tmp_path: Path) -> Form:
    path = workbook(
        tmp_path / "f.md",
        question("select_one yn", "useful"),
        question("select_multiple yn", "many"),
        question("integer", "people"),
        question("text", "last"),
        choices=(choice("yn", "yes", "Yes", "نعم"), choice("yn", "no", "No", "لا")),
    )
    found = check.check(book.read(path.read_bytes())).form
    assert found is not None
    return found


def told(form: Form, expression: str, lang: str = "English (en)") -> str:
    def say(words: Words) -> str:
        return "".join(words.parts(lang))

    found = Conditions(form, paper.numbers(form), say).told(expression, _AT)
    return "".join(one for one in found if one not in "\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("/data/useful = 'no'", "question 1 is “No”"),
        ("'no' != ../useful", "question 1 is not “No”"),
        ("selected( /data/many , 'yes')", "“Yes” is chosen in question 2"),
        ("not(selected(/data/many, 'yes'))", "“Yes” is not chosen in question 2"),
        ("selected(/data/useful, 'yes')", "question 1 is “Yes”"),
        ("/data/people >= 10", "question 3 is at least 10"),
        ("5 < /data/people", "question 3 is more than 5"),
        ("not(/data/people > 3)", "question 3 is at most 3"),
        ("/data/people != ''", "question 3 is answered"),
        ("/data/people = ''", "question 3 is left empty"),
        (
            "/data/useful = 'no' and (/data/people < 3 or /data/people > 9)",
            "question 1 is “No” and (question 3 is less than 3 or question 3 is more than 9)",
        ),
        (
            "not(/data/useful = 'no' or /data/people = 2)",
            "question 1 is not “No” and question 3 is not 2",
        ),
    ],
)
def test_a_simple_condition_is_told_in_words(form: Form, expression: str, words: str) -> None:
    assert told(form, expression) == words


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        ("count-selected(/data/many) > 1", "count-selected([2]) > 1"),
        ("/data/people mod 2 = 0", "[3] mod 2 = 0"),
        ("/data/gone = 'a'", "/data/gone = 'a'"),
        ("/data/people >", "[3] >"),
        ("(" * 5_000, "(" * 2_000),
    ],
)
def test_any_other_condition_is_shown_with_the_numbers_of_questions(form: Form, expression: str, shown: str) -> None:
    assert told(form, expression) == shown


def test_a_condition_is_told_in_arabic(form: Form) -> None:
    with using("ar"):
        assert told(form, "/data/useful = 'no'", "Arabic (ar)") == "جواب السؤال 1 «لا»"


def test_a_name_in_a_pdf_leads_back_to_its_question() -> None:
    place = paper.place_of(paper.field_name("kids[2]/first.name"))
    assert place == paper.Place((("kids", 2), ("first.name", 0)), "")
    assert paper.place_of("areas=~3") == paper.Place((("areas", 0),), "~3")
    assert paper.place_of("a//b") is None


def test_a_scale_is_a_row_only_where_it_has_few_steps() -> None:
    def scale(**parameters: str) -> list[str]:
        return paper.steps(Question(("data", "a"), "range", parameters=parameters))

    assert scale(start="1", end="5", step="1") == ["1", "2", "3", "4", "5"]
    assert scale(start="1", end="0", step="0.5") == ["1", "0.5", "0"]
    assert scale(start="0", end="100", step="1") == []
    assert scale(start="x", end="5") == []
