"""A response to an anonymous survey leads to nobody: not by its form, not by what the form notes by itself, not by the
order of rows, not by what the next one is offered."""

import random
from pathlib import Path
from typing import Any

from coopdesk.operations import record, steps
from coopdesk.operations.forms import answer_export, responses, results
from coopdesk.store.home import Store
from tests.operations.forms.asked import question, template as asked
from tests.operations.forms.surveys import QUESTIONS, response, survey, template
from tests.operations.forms.test_answer_export import columns, sheets


def exported(store: Store, id: str, path: Path, labels: Any = "codes") -> dict[str, list[Any]]:
    answer_export.export(store, results.scope(store, id), path, labels)
    return columns(next(iter(sheets(path).values())))


def test_the_form_of_an_anonymous_survey_says_no_more_than_the_survey(store: Store, tmp_path: Path) -> None:
    form = template(store)
    id = survey(store, form, anonymous=True)
    body = record.save(store, "organization", {"name_en": "The body", "type": "other"})["id"]
    about = {"respondent": "Named person", "organization": body, "subject": body, "answered_on": "2026-03-04"}
    hidden = [response(store, form, {"service/days": place}, survey=id, **about) for place in range(30)]
    known = response(store, form, {"service/days": 99}, respondent="Willing")
    for labels in ("codes", "en"):
        found = exported(store, form, tmp_path / f"{labels}.xlsx", labels)
        said = str(found)
        assert "Named person" not in said
        assert "The body" not in said
        assert "2026, 3, 4" not in said
        assert not any(one in said for one in hidden)
        assert "Willing" in said
    main = exported(store, form, tmp_path / "a.xlsx")
    assert [one for one in main["_uuid"] if one] == [known]
    assert [one for one in main["service/days"] if one != 99] != list(range(30))


def test_nobody_can_work_out_the_order_in_which_answers_came(store: Store, tmp_path: Path) -> None:
    form = template(store)
    id = survey(store, form, anonymous=True)
    for place in range(30):
        response(store, form, {"service/days": place}, survey=id)
    seeded = list(range(30))
    random.Random(id).shuffle(seeded)
    written = exported(store, id, tmp_path / "a.xlsx")["service/days"]
    assert written not in (seeded, list(range(30)))
    assert exported(store, id, tmp_path / "b.xlsx")["service/days"] != written


def test_what_a_form_notes_by_itself_is_not_written_of_an_anonymous_survey(store: Store, tmp_path: Path) -> None:
    noted = [{"type": one, "name": f"the_{one}"} for one in ("start", "end", "today", "username", "email")]
    form = template(store, form_questions=[*noted, *QUESTIONS])
    told = {f"the_{one}": f"trace of {one}" for one in ("start", "end", "today", "username", "email")}
    plainly, quietly = survey(store, form), survey(store, form, anonymous=True)
    for id in (plainly, quietly):
        response(store, form, {"sex": "f", **told}, survey=id)
    assert "trace of username" in str(exported(store, plainly, tmp_path / "a.xlsx"))
    assert "trace" not in str(exported(store, quietly, tmp_path / "b.xlsx"))
    assert str(exported(store, form, tmp_path / "c.xlsx")).count("trace of username") == 1


def test_nobody_is_offered_what_was_answered_to_an_anonymous_survey(store: Store, tmp_path: Path) -> None:
    id = asked(store, tmp_path / "visit.md", question("text", "town", default="${last-saved#town}"))
    quiet = survey(store, id, anonymous=True)
    steps.take(store, "survey", quiet, "open")
    responses.answer(store, id, {"town": "Doha"})
    responses.answer(store, id, {"town": "Hidden"}, values={"survey": quiet})
    assert responses.answer(store, id, {}, dry_run=True)["values"]["town"] == "Doha"
