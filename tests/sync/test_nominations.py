"""Nominations between desks: submitted they go out through the mission, and who was erased has no name at that desk."""

from coopdesk.history.identity import new_id
from coopdesk.operations import nominating, record, steps, titles
from coopdesk.operations.listing import open_list
from coopdesk.records import Officer
from coopdesk.world import SYSTEM
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


def test_the_points_of_others_stay_unseen_at_the_desk_that_receives_them(network: Network) -> None:
    """A bundle carries all points, sealed; no officer of the other desk reads those of others before the close."""
    ministry, geneva = network.ministry, network.geneva
    offer = opportunity(geneva)
    made = str(nominating.nominate(geneva, offer, expert(geneva))["id"])
    meeting = {"number": "1", "on": "2027-01-10", "meeting_cases": [{"opportunity": offer}]}
    sits = str(record.save(geneva, "committee_meeting", meeting)["id"])
    steps.take(geneva, "committee_meeting", sits, "open")
    there, here = (new_id(SYSTEM, Officer.__entity__) for _ in range(2))
    given = {"assessor": there, "criterion": "Merit", "points": 93}
    record.save(geneva, "nomination", {"id": made, "assessments": [given]})
    network.send(geneva, ministry)
    ministry.officer = here
    assert record.show(ministry, "nomination", made)["assessments"] == []
    steps.take(geneva, "committee_meeting", sits, "close")
    network.send(geneva, ministry)
    assert [one["points"] for one in record.show(ministry, "nomination", made)["assessments"]] == [93]
