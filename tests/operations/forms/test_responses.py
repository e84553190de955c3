"""Responses: what is answered is kept answer by answer, checked before it is submitted, and merged between desks."""

from pathlib import Path

import pytest

from coopdesk.errors import ChangedSince, InvalidValue, Refused
from coopdesk.i18n import using
from coopdesk.operations import conflicts, record, steps
from coopdesk.operations.forms import responses, templates
from coopdesk.store.home import Store
from tests.operations.forms.asked import choice, question, template
from tests.sync.network import Network

_YES_NO = (choice("yn", "yes", "Yes", "نعم", score="1"), choice("yn", "no", "No", "لا", score="0"))
_ROWS = (
    question("select_one yn", "useful", "Was it useful?", "هل كانت مفيدة؟", required="yes", criterion="Use"),
    question("text", "why", "Why not?", "لِمَ لا؟", relevant="${useful} = 'no'"),
    question("begin repeat", "met", "Whom we met", "من التقينا"),
    question("text", "person", "Name", "الاسم"),
    {"type": "end repeat"},
)


def _template(store: Store, tmp_path: Path) -> str:
    return template(store, tmp_path / "visit.md", *_ROWS, choices=_YES_NO)


def test_answers_come_back_as_they_were_given(store: Store, tmp_path: Path) -> None:
    made = responses.begin(store, _template(store, tmp_path))
    opened = responses.open_response(store, made["id"])
    opened.filling.fill({"useful": "no", "why": "Too short", "met": [{"person": "One"}, {"person": "Two"}]})
    responses.save_answers(store, opened)
    with using("ar"):
        again = responses.open_response(store, made["id"]).filling
    assert again.answers() == {"useful": "no", "why": "Too short", "met": [{"person": "One"}, {"person": "Two"}]}
    assert again.label("/data/why") == "لِمَ لا؟"
    assert record.show(store, "response", made["id"])["stage"] is None


def test_what_is_asked_no_more_is_no_answer_any_more(store: Store, tmp_path: Path) -> None:
    made = responses.begin(store, _template(store, tmp_path))
    opened = responses.open_response(store, made["id"])
    opened.filling.fill({"useful": "no", "why": "Too short"})
    opened = responses.save_answers(store, opened)
    opened.filling.answer("/data/useful", "yes")
    responses.save_answers(store, opened)
    assert responses.open_response(store, made["id"]).filling.answers() == {
        "useful": "yes",
        "met": [{"person": None}],
    }


def test_an_entry_keeps_its_answers_when_one_before_it_goes(store: Store, tmp_path: Path) -> None:
    made = responses.begin(store, _template(store, tmp_path))
    opened = responses.open_response(store, made["id"])
    opened.filling.fill({"met": [{"person": "One"}, {"person": "Two"}]})
    opened = responses.save_answers(store, opened)
    second = next(one["id"] for one in record.show(store, "response", made["id"])["answers"] if one["value"] == "Two")
    opened.filling.remove("/data/met[1]")
    responses.save_answers(store, opened)
    left = {one["id"]: one["value"] for one in record.show(store, "response", made["id"])["answers"] if one["value"]}
    assert left[second] == "Two"
    assert "One" not in left.values()


def test_only_a_valid_response_is_submitted_and_then_nothing_changes(store: Store, tmp_path: Path) -> None:
    made = responses.begin(store, _template(store, tmp_path))
    with pytest.raises(Refused, match="Was it useful"):
        steps.take(store, "response", made["id"], "submit")
    opened = responses.open_response(store, made["id"])
    opened.filling.answer("/data/useful", "yes")
    opened = responses.save_answers(store, opened)
    steps.take(store, "response", made["id"], "submit")
    opened.filling.answer("/data/useful", "no")
    with pytest.raises(Refused):
        responses.save_answers(store, opened)
    assert responses.score(store, made["id"]) == responses.scoring.Score(1.0, {"Use": 1.0})


def test_an_answer_given_elsewhere_meanwhile_is_not_written_over(store: Store, tmp_path: Path) -> None:
    made = responses.begin(store, _template(store, tmp_path))
    mine, other = (responses.open_response(store, made["id"]) for _ in range(2))
    other.filling.answer("/data/useful", "yes")
    responses.save_answers(store, other)
    mine.filling.answer("/data/useful", "no")
    with pytest.raises(ChangedSince):
        responses.save_answers(store, mine)


def test_two_desks_fill_different_parts_of_one_response(network: Network, tmp_path: Path) -> None:
    id = _template(network.ministry, tmp_path)
    made = responses.begin(network.ministry, id, {"audience": "all"})["id"]
    network.send(network.ministry, network.geneva)
    for desk, given in ((network.ministry, {"useful": "yes"}), (network.geneva, {"met": [{"person": "Two"}]})):
        opened = responses.open_response(desk, made)
        opened.filling.fill(given)
        responses.save_answers(desk, opened)
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.geneva)
    for desk in (network.ministry, network.geneva):
        found = responses.open_response(desk, made).filling.answers()
        assert found == {"useful": "yes", "met": [{"person": "Two"}]}
        assert conflicts.conflicts(desk) == []


def test_two_desks_that_give_one_answer_are_asked_which_counts(network: Network, tmp_path: Path) -> None:
    id = _template(network.ministry, tmp_path)
    made = responses.begin(network.ministry, id, {"audience": "all"})["id"]
    network.send(network.ministry, network.geneva)
    for desk, given in ((network.ministry, "yes"), (network.geneva, "no")):
        opened = responses.open_response(desk, made)
        opened.filling.answer("/data/useful", given)
        responses.save_answers(desk, opened)
    network.send(network.geneva, network.ministry)
    found = conflicts.conflicts(network.ministry)
    assert [(one["type"], one["field"]) for one in found] == [("answer", "value")]
    lines = [one for one in record.show(network.ministry, "response", made)["answers"] if one["question"] == "useful"]
    assert len(lines) == 1


def test_a_new_version_leaves_responses_with_the_one_that_they_answered(store: Store, tmp_path: Path) -> None:
    first = _template(store, tmp_path)
    made = responses.begin(store, first)
    second = templates.new_version(store, first)
    assert (second["version"], second["earlier"], second["stage"]) == ("2", first, None)
    assert record.show(store, "response", made["id"])["form_template"] == first
    assert templates.find(store, "visit") == first
    steps.take(store, "form_template", second["id"], "use")
    assert templates.find(store, "visit") == second["id"]


def test_a_response_has_the_degree_that_its_form_says(store: Store, tmp_path: Path) -> None:
    row = question("text", "told", "What happened?", "ماذا حدث؟")
    id = template(store, tmp_path / "told.md", row, form_id="told", response_degree="confidential")
    assert responses.begin(store, id)["classification"] == "confidential"
    assert responses.begin(store, _template(store, tmp_path))["classification"] == "internal"


def test_an_answer_that_is_saved_alone_stands_in_its_place(store: Store, tmp_path: Path) -> None:
    made = responses.begin(store, _template(store, tmp_path))["id"]
    answer = {"response": made, "question": "useful", "value": "no"}
    first = record.save(store, "answer", answer)["id"]
    assert record.save(store, "answer", answer | {"value": "yes"})["id"] == first
    assert responses.open_response(store, made).filling.value("/data/useful") == "yes"
    with pytest.raises(InvalidValue, match="Say first"):
        record.save(store, "answer", {"question": "useful", "value": "no"})


def test_what_others_answered_meanwhile_stays_though_it_is_not_on_the_screen(store: Store, tmp_path: Path) -> None:
    made = responses.begin(store, _template(store, tmp_path))
    mine, other = (responses.open_response(store, made["id"]) for _ in range(2))
    other.filling.answer("/data/useful", "yes")
    responses.save_answers(store, other)
    mine.filling.answer("/data/met[1]/person", "One")
    mine = responses.save_answers(store, mine)
    assert mine.elsewhere
    assert responses.open_response(store, made["id"]).filling.answers() == {"useful": "yes", "met": [{"person": "One"}]}
    mine.filling.answer("/data/useful", "no")
    with pytest.raises(ChangedSince):
        responses.save_answers(store, mine)
    assert not responses.save_answers(store, mine, concurrent=True).elsewhere
    assert [one["count"] for one in conflicts.conflicts(store)] == [2]


def test_an_introduction_is_read_in_the_language_of_the_form_where_it_has_one(store: Store, tmp_path: Path) -> None:
    ready = templates.load(store, templates.find(store, "help_feedback"))
    assert responses.introduction(ready, "English (en)").startswith("You have the right")
    assert responses.introduction(ready, "Arabic (ar)").startswith("من حقكم")
    plain = {"intro_en": "In English.", "intro_ar": "بالعربية."}
    unnamed = template(store, tmp_path / "a.md", {"type": "text", "name": "a", "label": "?"}, form_id="a", **plain)
    told = templates.load(store, unnamed)
    assert responses.introduction(told, "") == "In English."
    with using("ar"):
        assert responses.introduction(told, "") == "بالعربية."
    assert responses.introduction(templates.load(store, _template(store, tmp_path)), "English (en)") == ""


def test_a_form_that_asks_for_what_was_answered_last_is_given_it(store: Store, tmp_path: Path) -> None:
    rows = (
        question("text", "town", default="${last-saved#town}"),
        question("begin group", "where"), question("text", "street", default="${last-saved#street}"),
        {"type": "end group"},
    )  # fmt: skip
    id = template(store, tmp_path / "visit.md", *rows)
    template(store, tmp_path / "other.md", question("text", "town"), form_id="other")
    responses.answer(store, "other", {"town": "Elsewhere"})
    made = responses.answer(store, id, {"town": "Doha"})
    assert made["values"] == {"town": "Doha", "where": {"street": None}}
    responses.begin(store, id)
    second = responses.begin(store, id)["id"]
    opened = responses.open_response(store, second)
    assert opened.filling.answers() == {"town": "Doha", "where": {"street": None}}
    opened.filling.fill({"town": "Wakra", "where": {"street": "First"}})
    responses.save_answers(store, opened)
    assert responses.answer(store, id, {}, dry_run=True)["values"] == {"town": "Wakra", "where": {"street": "First"}}
    assert responses.open_response(store, second).filling.answers()["town"] == "Wakra"


def test_what_was_answered_last_is_no_more_secret_than_what_is_filled(store: Store, tmp_path: Path) -> None:
    id = template(store, tmp_path / "visit.md", question("text", "town", default="${last-saved#town}"))
    responses.answer(store, id, {"town": "Doha"})
    responses.answer(store, id, {"town": "Hidden"}, values={"classification": "secret"})
    told = [responses.answer(store, id, {}, dry_run=True, values=one)["values"]["town"]
            for one in (None, {"classification": "secret"})]  # fmt: skip
    assert told == ["Doha", "Hidden"]


def test_what_was_answered_last_is_of_this_desk(network: Network, tmp_path: Path) -> None:
    id = template(network.ministry, tmp_path / "visit.md", question("text", "town", default="${last-saved#town}"))
    network.send(network.ministry, network.geneva)
    theirs = responses.answer(network.geneva, id, {"town": "Geneva"})["response"]
    steps.take(network.geneva, "response", theirs, "submit")
    network.send(network.geneva, network.ministry)
    assert record.show(network.ministry, "response", theirs)["stage"] == "pending"
    assert responses.answer(network.ministry, id, {}, dry_run=True)["values"] == {"town": None}
    assert responses.answer(network.geneva, id, {}, dry_run=True)["values"] == {"town": "Geneva"}


def test_a_form_that_is_not_in_use_is_named_in_the_language_that_it_has(store: Store, tmp_path: Path) -> None:
    id = template(store, tmp_path / "visit.md", *_ROWS, choices=_YES_NO, use=False)
    record.save(store, "form_template", {"id": id, "title_ar": None})
    with using("ar"), pytest.raises(Refused, match="Visit"):
        responses.begin(store, id)
