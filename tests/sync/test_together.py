"""Two desks write the same form, budget, answer or cell, or one deletes what the other writes: nothing is lost, nothing
is merged unsaid, whatever the order in which bundles come."""

from typing import Any

import pytest

from coopdesk.operations import conflicts, record, steps
from coopdesk.operations.forms import responses
from coopdesk.operations.indicators import cell_saving
from coopdesk.operations.indicators.cell_change import Change
from coopdesk.store.home import Store
from tests.operations.forms.surveys import survey, template
from tests.operations.indicators.made import indicator
from tests.operations.projects.ventures import project, usd
from tests.sync.network import Network, registers

ONE = 1_000_000
ORDERS = pytest.mark.parametrize("ministry_first", [True, False])


def exchange(network: Network, *, ministry_first: bool) -> None:
    """Let both have what the other wrote, twice, so that each knows all."""
    both = (network.ministry, network.geneva)
    for sender, receiver in (both, both[::-1])[:: 1 if ministry_first else -1] * 2:
        network.send(sender, receiver)
    there = [registers(one) for one in both]
    shared = there[0].keys() & there[1].keys()
    assert all(there[0][one] == there[1][one] for one in shared)


def heads(store: Store, of: str, field: str) -> set[Any]:
    """Return the values of a field among which is to be decided."""
    [found] = [one for one in conflicts.conflicts(store, of) if one["field"] == field]
    return {str(one["value"]) for one in conflicts.show(store, found["id"])["values"]}


@ORDERS
def test_one_form_written_at_two_desks(network: Network, ministry_first: bool) -> None:
    form = template(network.ministry)
    network.send(network.ministry, network.geneva)
    first, second, third = record.show(network.ministry, "form_template", form)["form_questions"][:3]
    theirs = {"id": first["id"], "label_en": "Which sex?"}, {"id": third["id"], "hint_en": "From 0 to 10"}
    ours = {"id": first["id"], "label_en": "You are"}, {"id": third["id"], "label_ar": "هل توصي؟"}
    added = {"type": "text", "name": "ours", "label_en": "Ours", "label_ar": "لنا"}
    record.save(network.geneva, "form_template", {"id": form, "form_questions": [
        *theirs, {"type": "text", "name": "theirs", "label_en": "Theirs", "label_ar": "لهم"},
    ]})  # fmt: skip
    record.save(network.ministry, "form_template", {"id": form, "form_questions": [*ours, added]})
    record.save(network.geneva, "form_template", {"id": form, "audience": "all"})
    exchange(network, ministry_first=ministry_first)
    for store in (network.ministry, network.geneva):
        assert heads(store, first["id"], "label_en") == {"Which sex?", "You are"}
        lines = {one["name"]: one for one in record.show(store, "form_template", form)["form_questions"]}
        assert (lines["nps"]["hint_en"], lines["nps"]["label_ar"]) == ("From 0 to 10", "هل توصي؟")
        assert {"ours", "theirs"} <= set(lines)
        assert lines["service"] | {"_seen": "", "type": ""} == second | {"_seen": "", "type": ""}


@ORDERS
def test_a_question_that_is_deleted_at_one_desk_and_written_at_the_other(
    network: Network, ministry_first: bool
) -> None:
    form = template(network.ministry)
    network.send(network.ministry, network.geneva)
    first = record.show(network.ministry, "form_template", form)["form_questions"][0]["id"]
    record.save(network.ministry, "form_template", {"id": form, "form_questions": [{"id": first, "deleted": True}]})
    record.save(network.geneva, "form_question", {"id": first, "label_en": "What I wrote meanwhile"})
    exchange(network, ministry_first=ministry_first)
    for store in (network.ministry, network.geneva):
        assert "What I wrote meanwhile" in str(record.show(store, "form_question", first))
        assert first in {one["record"] for one in conflicts.conflicts(store, first)}


@ORDERS
def test_one_line_of_a_budget_written_at_two_desks(network: Network, ministry_first: bool) -> None:
    lines = [{"type": "original", "starts": "2026-01-01", "ends": "2026-12-31", "value": usd("100")}]
    id = project(network.ministry, "Wells", audience="all", budgets=lines)
    network.send(network.ministry, network.geneva)
    [line] = record.show(network.geneva, "project", id)["budgets"]
    record.save(network.ministry, "budget", {"id": line["id"], "value": usd("200"), "note": "ours"})
    record.save(network.geneva, "budget", {"id": line["id"], "value": usd("300"), "status": "committed"})
    exchange(network, ministry_first=ministry_first)
    for store in (network.ministry, network.geneva):
        assert {value[:30] for value in heads(store, line["id"], "value")} != set()
        assert len(heads(store, line["id"], "value")) == 2
        [told] = record.show(store, "project", id)["budgets"]
        assert (told["note"], told["status"]) == ("ours", "committed")


@ORDERS
def test_a_project_that_is_deleted_while_a_line_is_added_to_it(network: Network, ministry_first: bool) -> None:
    id = project(network.ministry, "Wells", audience="all")
    network.send(network.ministry, network.geneva)
    record.delete(network.ministry, "project", id)
    record.save(network.geneva, "project", {"id": id, "budgets": [{"value": usd("300"), "note": "written meanwhile"}]})
    exchange(network, ministry_first=ministry_first)
    for store in (network.ministry, network.geneva):
        record.restore(store, "project", id)
        assert [one["note"] for one in record.show(store, "project", id)["budgets"]] == ["written meanwhile"]


@ORDERS
def test_a_cell_that_is_emptied_at_one_desk_and_written_at_the_other(network: Network, ministry_first: bool) -> None:
    of = indicator(network.ministry, audience="all")
    target = Change(of, "2026", "", "target", 5 * ONE)
    cell_saving.save_cells(network.ministry, [target])
    network.send(network.ministry, network.geneva)
    cell_saving.save_cells(network.ministry, [target._replace(value=None)])
    cell_saving.save_cells(network.geneva, [target._replace(value=9 * ONE)])
    exchange(network, ministry_first=ministry_first)
    for store in (network.ministry, network.geneva):
        [line] = record.show(store, "indicator", of)["targets"]
        assert heads(store, line["id"], "value") == {"None", "9"}


@ORDERS
def test_an_answer_that_is_taken_back_at_one_desk_and_changed_at_the_other(
    network: Network, ministry_first: bool
) -> None:
    form = template(network.ministry)
    steps.take(network.ministry, "form_template", form, "use")
    made = responses.begin(network.ministry, form, {"audience": "all"})["id"]
    opened = responses.open_response(network.ministry, made)
    opened.filling.fill({"words": "First words", "sex": "f"})
    responses.save_answers(network.ministry, opened)
    network.send(network.ministry, network.geneva)
    for store, words in ((network.ministry, ""), (network.geneva, "Second words")):
        opened = responses.open_response(store, made)
        opened.filling.answer("/data/words", words)
        responses.save_answers(store, opened)
    exchange(network, ministry_first=ministry_first)
    for store in (network.ministry, network.geneva):
        line = next(one for one in record.show(store, "response", made)["answers"] if one["question"] == "words")
        assert heads(store, line["id"], "value") == {"None", "Second words"}


@ORDERS
def test_a_response_that_is_submitted_at_one_desk_while_the_other_writes_on(
    network: Network, ministry_first: bool
) -> None:
    form = template(network.ministry)
    steps.take(network.ministry, "form_template", form, "use")
    made = responses.begin(network.ministry, form, {"audience": "all", "survey": survey(network.ministry, form)})["id"]
    network.send(network.ministry, network.geneva)
    opened = responses.open_response(network.geneva, made)
    opened.filling.answer("/data/words", "Written far away")
    responses.save_answers(network.geneva, opened)
    steps.take(network.ministry, "response", made, "submit")
    exchange(network, ministry_first=ministry_first)
    for store in (network.ministry, network.geneva):
        assert record.show(store, "response", made)["stage"] == "pending"
        assert responses.open_response(store, made).filling.value("/data/words") == "Written far away"
