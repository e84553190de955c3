"""Papers of forms: every question with its number and its choices, in both languages, and what was answered."""

import io
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from coopdesk.operations import printing
from coopdesk.operations.forms import paper, responses
from coopdesk.store.home import Store
from tests.operations.forms import test_paper as asked
from tests.operations.forms.asked import choice, question, template


def text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        found = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return " ".join("".join(one for one in found if one not in "\u202a\u202b\u202c\u2066\u2067\u2068\u2069").split())


@pytest.fixture
def form(store: Store, tmp_path: Path) -> str:
    return template(store, tmp_path / "visit.md", *asked._ROWS, choices=asked._CHOICES)


@pytest.mark.parametrize(("lang", "words"), [
    ("en", ("Name", "Education", "16. First", "17. Second", "Town 39", "Parts – 2")),
    ("ar", ("الاسم", "التعليم", "الأول", "بلدة")),
    ("both", ("Name", "الاسم", "Education", "التعليم", "Town 39")),
])  # fmt: skip
def test_every_question_is_on_the_blank_form(store: Store, form: str, lang: str, words: tuple[str, ...]) -> None:
    found = text(printing.prepare(store, "form-blank", form, lang).pdf())
    assert [one for one in words if one not in found] == []


def test_a_long_list_is_not_printed(store: Store, tmp_path: Path) -> None:
    towns = tuple(choice("town", f"t{n}", f"Town {n}", f"بلدة {n}") for n in range(3_000))
    id = template(store, tmp_path / "f.md", question("select_one town", "town", "Town", "البلدة"), choices=towns)
    for fillable in (False, True):
        prepared = printing.prepare(store, "form-blank", id, "en")
        pdf = prepared._replace(source=replace(prepared.source, fillable=fillable)).pdf()
        assert "3000 choices" in text(pdf)
        assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1


def test_calculated_and_hidden_questions_are_not_asked(store: Store, tmp_path: Path) -> None:
    rows = (
        question("text", "a", "Asked", "سؤال"),
        question("text", "b", "Worked out", "محسوب", calculation="1 + 1", read_only="yes"),
        question("note", "d", "Mind this.", "انتبه.", relevant="${a} = 'y'"),
        question("text", "c", "Only then", "حينئذ", relevant="${a} = 'x'", required="yes"),
    )
    found = text(printing.prepare(store, "form-blank", template(store, tmp_path / "f.md", *rows), "en").pdf())
    assert "Worked out" not in found
    assert "2. Only then *" in found
    assert "Answer only where question 1 is “x”." in found
    assert "Only where question 1 is “y”: Mind this." in found


def test_a_form_has_a_place_to_sign_where_its_settings_say_so(store: Store, tmp_path: Path) -> None:
    for signature in ("no", "yes"):
        id = template(store, tmp_path / f"{signature}.md", question("text", "a"), signature=signature)
        found = text(printing.prepare(store, "form-blank", id, "en").pdf())
        assert ("Signature" in found) == (signature == "yes")


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_fields_follow_the_order_of_reading(store: Store, form: str, lang: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(paper.fillable(store, form, lang).pdf()))
    names = []
    for page in reader.pages:
        for one in page["/Annots"]:
            field = one.get_object()
            names.append((field.get("/T") or field["/Parent"]["/T"]).partition("=")[0])
    order = [row["name"] for row in asked._ROWS if row["type"] not in ("begin group", "begin repeat") and "name" in row]
    seen = list(dict.fromkeys(one.rpartition("/")[2] for one in names if one != "coopdesk"))
    assert seen == order
    assert [one for one in dict.fromkeys(names) if one.startswith("met")] == [
        f"met[{place}]/{name}" for place in range(1, 6) for name in ("who", "when")
    ]


def test_a_filled_form_tells_answers_and_what_is_to_be_corrected(store: Store, form: str) -> None:
    id = responses.begin(store, form, {"respondent": "Office of the Dean"})["id"]
    opened = responses.open_response(store, id)
    opened.filling.fill({"name": "Institute", "people": "many", "many": ["edu", "no"], "day": "2027-03-05",
                         "met": [{"who": "One"}, {"who": "سالم"}]})  # fmt: skip
    responses.save_answers(store, opened)
    found = text(printing.prepare(store, "form-filled", id, "en").pdf())
    for one in ("Office of the Dean", "Institute", "Education, None", "5 March 2027", "Met – 2", "سالم",
                "To be corrected: Write a whole number.", "1 answer is to be corrected."):  # fmt: skip
        assert one in found
    both = text(printing.prepare(store, "form-filled", id, "both").pdf())
    assert "التعليم" in both
    assert "Education" in both


def test_the_score_of_a_filled_form_tells_its_criteria_by_their_names(store: Store, tmp_path: Path) -> None:
    rows = (
        question("begin group", "crit_a", "How well", "الجودة"),
        question("range", "a", "A", "أ", parameters="start=1 end=5", criterion="crit_a"),
        question("end group", ""),
        question("range", "b", "B", "ب", parameters="start=1 end=5", criterion="Speed"),
    )
    form = template(store, tmp_path / "f.md", *rows)
    made = responses.answer(store, form, {"crit_a": {"a": 3}, "b": 5})["response"]
    for lang, called in (("en", "How well"), ("ar", "الجودة")):
        found = text(printing.prepare(store, "form-filled", made, lang).pdf())
        assert (called in found, "crit_a" in found, "Speed" in found) == (True, False, True)
