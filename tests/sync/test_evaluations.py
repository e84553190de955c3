"""An evaluation between desks: a mission answers what is recommended to it while the Ministry writes, and nothing is
lost; two who answer one recommendation stand beside each other."""

import pytest

from coopdesk.errors import NotFound
from coopdesk.operations import conflicts, listing, record, steps
from coopdesk.operations.evaluations import planning, responding
from coopdesk.store.home import Store
from tests.operations.evaluations.made import judged, project
from tests.sync.network import Network


def test_a_mission_answers_while_the_ministry_answers_others(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    id = judged(ministry, audience="all")
    steps.take(ministry, "evaluation", id, "begin")
    steps.take(ministry, "evaluation", id, "report")
    first, second = (one["id"] for one in record.show(ministry, "evaluation", id)["evaluation_recommendations"])
    network.send(ministry, geneva)
    responding.respond(geneva, id, first, {"answer": "accepted"})
    [action] = responding.make_actions(geneva, id)
    responding.respond(ministry, id, second, {"answer": "rejected", "reason_en": "No money"})
    network.send(geneva, ministry)
    network.send(ministry, geneva)
    for store in (ministry, geneva):
        found = responding.recommended(store, id)
        assert [one.answer and one.answer["answer"] for one in found] == ["accepted", "rejected"]
        assert [one.id for one in found[0].doing] == [action]
        assert record.show(store, "action", action)["source"] == id
    assert steps.take(ministry, "evaluation", id, "answer")["stage"] == "answered"


def test_two_answers_to_one_recommendation_stand_beside_each_other(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    id = judged(ministry, audience="all")
    steps.take(ministry, "evaluation", id, "begin")
    steps.take(ministry, "evaluation", id, "report")
    first = record.show(ministry, "evaluation", id)["evaluation_recommendations"][0]["id"]
    network.send(ministry, geneva)
    responding.respond(geneva, id, first, {"answer": "accepted"})
    responding.respond(ministry, id, first, {"answer": "rejected", "reason_en": "No"})
    network.send(geneva, ministry)
    view = record.show(ministry, "evaluation", id)
    assert len(view["management_responses"]) == 1
    assert {one["field"] for one in conflicts.conflicts(ministry, id)} == {"answer"}


def test_a_mission_that_does_not_read_the_evaluation_of_its_project_is_named(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    of = project(geneva, audience="ministry")
    network.send(geneva, ministry)
    told = planning.unread(ministry, of)
    assert "QA-GVA" in told or "Geneva" in told
    assert told.endswith("does not read the evaluation until its audience is widened.")
    view = planning.begin(ministry, of)
    assert planning.unread(ministry, of, view) == told
    network.send(ministry, geneva)
    with pytest.raises(NotFound):
        record.show(geneva, "evaluation", view["id"])
    wider = record.save(ministry, "evaluation", {"id": view["id"], "audience": "QA-GVA"})
    assert planning.unread(ministry, of, wider) == ""
    network.send(ministry, geneva)
    assert record.show(geneva, "evaluation", view["id"])["subject"] == of
    assert planning.unread(geneva, of) == "", "its own project"
    assert planning.unread(geneva, "0" * 8) == "", "of what is not here nothing is said"


def accepted(network: Network, writer: Store, **given: str) -> tuple[str, str]:
    """Let an evaluation be at both desks with its first recommendation accepted; returns the ids of the two."""
    id = judged(writer, **given)
    steps.take(writer, "evaluation", id, "begin")
    steps.take(writer, "evaluation", id, "report")
    first = str(record.show(writer, "evaluation", id)["evaluation_recommendations"][0]["id"])
    responding.respond(writer, id, first, {"answer": "accepted"})
    network.send(writer, network.geneva if writer is network.ministry else network.ministry)
    return id, first


def meet(network: Network) -> None:
    """Let the two desks have what each has for the other."""
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.geneva)


@pytest.mark.parametrize("theirs", [True, False])
def test_two_desks_that_make_the_action_of_a_recommendation_make_one(network: Network, theirs: bool) -> None:
    ministry, geneva = network.ministry, network.geneva
    writer, audience = (geneva, "ministry") if theirs else (ministry, "all")
    id, _ = accepted(network, writer, audience=audience)
    [first] = responding.make_actions(ministry, id)
    [second] = responding.make_actions(geneva, id)
    assert first == second
    record.save(geneva, "action", {"id": first, "status": "in_progress"})
    meet(network)
    for store in (ministry, geneva):
        [one, _] = responding.recommended(store, id)
        assert [each.id for each in one.doing] == [first]
        assert listing.ids(store, listing.open_list(store, "action", where={"source": {"any": [id]}})) == [first]
        assert {each["field"] for each in conflicts.conflicts(store, first)} <= {"status"}
        assert conflicts.conflicts(store, id) == []
    for each in conflicts.conflicts(ministry, first):
        shown = [one["value"] for one in conflicts.show(ministry, each["id"])["values"]]
        conflicts.resolve(ministry, each["id"], keep=shown.index("in_progress"))
    record.save(ministry, "action", {"id": first, "due": "2028-01-01"})
    meet(network)
    record.save(geneva, "action", {"id": first, "status": "done"})
    meet(network)
    for store in (ministry, geneva):
        view = record.show(store, "action", first)
        assert (view["due"], view["status"], view["conflicts"]) == ("2028-01-01", "done", 0)


def test_an_action_of_the_ministry_reaches_the_mission_that_began_the_evaluation(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    id, _ = accepted(network, geneva)
    [action] = responding.make_actions(ministry, id)
    network.send(ministry, geneva)
    assert [one.id for one in responding.recommended(geneva, id)[0].doing] == [action]
    with pytest.raises(NotFound):
        record.show(network.vienna, "action", action)
