"""Surveys from the command line: invited, reminded, answered, told in figures, given as a table, printed."""

from contextlib import closing
from pathlib import Path

import pytest

from coopdesk.operations import desk
from tests.cli.test_letters import Run, run
from tests.conftest import PASSPHRASE
from tests.operations.forms.surveys import response, survey, template

__all__ = ["run"]


@pytest.fixture
def asked(home: Path) -> str:
    with closing(desk.open_desk(home, PASSPHRASE)) as store:
        form = template(store)
        found = survey(store, form)
        for place in range(12):
            response(store, form, {"sex": "fm"[place % 2], "service/nps": place % 11}, survey=found)
    return found


def test_results_are_told_and_compared(run: Run, asked: str, tmp_path: Path) -> None:
    found = run("form", "results", asked, "--by", "sex")
    assert (found["n"], found["by"], found["fewest"]) == (12, "sex", 5)
    assert [(one["key"], one["n"]) for one in found["groups"]] == [("f", 6), ("m", 6)]
    nps = next(one for one in found["questions"] if one["name"] == "service/nps")
    assert nps["nps"]["n"] == 12
    assert nps["label_ar"] == "هل توصي بنا غيرك؟"
    assert nps["chi_square"]["freedom"] == 10
    assert found["response_rate"]["invited"] == 0
    assert run("form", "results", "service")["type"] == "form_template"
    assert "not compared by" in run("form", "results", asked, "--by", "weather", status=1)
    assert run("form", "results", asked, "--where", "language=fr")["n"] == 0
    made = run("form", "answers", asked, "-o", str(tmp_path / "a.xlsx"), "--labels", "ar")
    assert made == {"records": 12, "files": [str(tmp_path / "a.xlsx")]}
    run("print", "survey-results", asked, "--lang", "both", "--by", "sex", "-o", str(tmp_path / "a.pdf"))
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_people_are_invited_reminded_and_answer(run: Run, asked: str, tmp_path: Path) -> None:
    (tmp_path / "list").write_text("One <one@example.org>\ntwo@example.org\n")
    assert run("survey", "invite", asked, "--emails", str(tmp_path / "list")) == {"added": 2, "known": 0}
    first = run("survey", "note-invited", asked, "--on", "2027-01-02", "-o", str(tmp_path / "mail"))
    assert len(first["noted"]) == len(first["files"]) == 2
    run("survey", "answered", first["noted"][0], "--on", "2027-01-05")
    assert run("survey", "remind", asked, "--on", "2027-01-09")["noted"] == first["noted"][1:]
    found = run("survey", "invited", asked)
    assert (found["whole"]["invited"], found["whole"]["answered"], found["whole"]["share"]) == (2, 1, 50)
    assert [one["state"] for one in found["invitations"]] == ["reminded", "answered"]
