"""The results of a survey on paper, read back in both languages: rates, questions, comparison, words; nothing of small
groups, and as far as a reader may see the responses."""

import re
import subprocess
from pathlib import Path

import pytest

from coopdesk.operations import printing, reach, record
from coopdesk.operations.forms import invitations
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store
from tests.operations.forms.surveys import response, survey, template

SAID = {
    "en": ("Survey results", "Would you recommend us?", "Net promoter score", "Woman", "Response rate", "Chi-square",
           "In your words"),
    "ar": ("نتائج الاستبيان", "هل توصي بنا غيرك؟", "صافي نقاط الترويج", "امرأة", "نسبة الاستجابة", "مربع كاي",
           "بكلماتك"),
}  # fmt: skip


def printed(store: Store, folder: Path, id: str, lang: str, by: str = "", upto: str = "") -> str:
    out = folder / "made.pdf"
    listed = Listed("survey", group=by)
    printing.print_to_file(store, "survey-results", id, lang, out, listed, who=reach.reader(store, "", upto))
    text = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, check=True).stdout.decode()
    return " ".join(re.sub("[\u202a-\u202e\u2066-\u2069]", "", text).split())


@pytest.fixture
def asked(store: Store) -> str:
    form = template(store)
    id = survey(store, form, anonymous=True)
    invitations.invite(store, id, pasted="\n".join(f"p{place}@example.org" for place in range(8)))
    invitations.note_invited(store, id)
    for line in invitations.sheet(store, id).lines[:6]:
        invitations.answered(store, line.id)
    for place in range(14):
        answers = {
            "sex": "f" if place < 11 else "m", "service/nps": place % 11, "service/csat_speed": f"s{place % 5 + 1}",
            "service/ways": "mail phone" if place % 2 else "mail", "words": f"told {14 - place}",
        }  # fmt: skip
        response(store, form, answers, survey=id, classification="confidential" if place == 13 else "internal")
    return id


@pytest.mark.parametrize("lang", ["en", "ar", "both"])
def test_all_is_said_in_the_languages_of_the_paper(store: Store, asked: str, tmp_path: Path, lang: str) -> None:
    record.save(store, "survey", {"id": asked, "fewest": 3})
    text = printed(store, tmp_path, asked, lang, "sex")
    for one in ("en", "ar") if lang == "both" else (lang,):
        for expected in SAID[one]:
            assert expected in text, expected
    assert "told 14" in text
    assert "75 %" in text


def test_a_small_group_is_not_on_paper(store: Store, asked: str, tmp_path: Path) -> None:
    text = printed(store, tmp_path, asked, "en", "sex")
    assert "Man fewer than 5" in text
    assert "2 groups are not told of" in text
    assert "Chi-square" not in text


def test_what_was_said_in_words_stands_in_no_order_of_arrival(store: Store, asked: str, tmp_path: Path) -> None:
    text = printed(store, tmp_path, asked, "en")
    said = re.findall(r"told (\d+)", text)
    assert len(said) == 14
    assert said != [str(place) for place in range(14, 0, -1)]


def test_a_reader_has_what_he_may_see_of_it(store: Store, asked: str, tmp_path: Path) -> None:
    assert "CONFIDENTIAL" in printed(store, tmp_path, asked, "en")
    text = printed(store, tmp_path, asked, "en", upto="internal")
    assert "CONFIDENTIAL" not in text
    assert "told 1 " not in text
    assert "Responses counted 13" in text


def test_too_few_answers_are_told_in_words(store: Store, tmp_path: Path) -> None:
    form = template(store)
    id = survey(store, form)
    response(store, form, {"words": "mine"}, survey=id)
    text = printed(store, tmp_path, id, "en")
    assert "Fewer than 5 responses were submitted" in text
    assert "mine" not in text
