"""Nominations between desks: submitted they go out through the mission, and who was erased has no name at that desk."""

from coopdesk.operations import nominating, record, steps, titles
from coopdesk.operations.listing import open_list
from tests.operations.nominees import approved, expert, opportunity
from tests.sync.network import Network


def test_submitted_it_goes_to_the_mission_with_the_expert(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    mission = record.save(ministry, "organization", {"name_en": "Mission", "acronym_en": "QA-GVA"})["id"]
    body = record.save(ministry, "organization", {"name_en": "Body", "accredited_mission": mission})["id"]
    record.save(ministry, "desk", {"code": "QA-GVA", "name_en": "Mission"})
    person = expert(ministry)
    made = approved(ministry, opportunity(ministry, offered_by=body), person)
    network.send(ministry, geneva)
    assert open_list(geneva, "nomination").numbers.tolist() == []
    steps.take(ministry, "nomination", made, "submit")
    network.send(ministry, geneva)
    assert titles.title(geneva, made) == "Expert One"
    assert record.show(geneva, "expert", person)["language_skills"][0]["language"] == "en"
    network.send(ministry, network.vienna)
    assert open_list(network.vienna, "nomination").numbers.tolist() == []
    steps.take(geneva, "nomination", made, "acknowledge")
    network.send(geneva, ministry)
    assert record.show(ministry, "nomination", made)["stage"] == "acknowledged"


def test_an_expert_erased_at_one_desk_leaves_both_nominations_readable(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    person = expert(geneva)
    made = str(nominating.nominate(geneva, opportunity(geneva), person)["id"])
    network.send(geneva, ministry)
    record.erase(ministry, "expert", person)
    steps.take(geneva, "nomination", made, "check")
    record.save(geneva, "expert", {"id": person, "notes": "Called"})
    network.send(geneva, ministry)
    assert titles.title(ministry, made) == "Erased for good"
    assert record.show(ministry, "nomination", made)["stage"] == "eligible"
    assert titles.title(geneva, made) == "Expert One"
