"""Nominations between desks: submitted they go out through the mission, and who was erased has no name at that desk."""

import pytest

from coopdesk.errors import Refused
from coopdesk.history.identity import new_id
from coopdesk.operations import printing, record, steps, titles
from coopdesk.operations.listing import open_list
from coopdesk.operations.offers import applicants, decision_letters, letters, nominating
from coopdesk.records import Officer
from coopdesk.world import SYSTEM
from tests.operations.offers.nominees import approved, expert, opportunity
from tests.operations.offers.test_applicants import applicant, offer
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


def test_the_same_person_nominated_at_two_desks_goes_out_once(network: Network) -> None:
    """Both nominations are there and can be compared; the second one is stopped before it is approved or submitted."""
    ministry, geneva = network.ministry, network.geneva
    offer, person = opportunity(ministry), expert(ministry)
    record.save(ministry, "expert", {"id": person, "audience": "all"})
    network.send(ministry, geneva)
    theirs = str(nominating.nominate(geneva, offer, person)["id"])
    ours = approved(ministry, offer, person)
    network.send(geneva, ministry)
    assert len(open_list(ministry, "nomination")) == 2
    [told] = nominating.cautions(ministry, {"id": ours, "opportunity": offer, "expert": person})
    assert "is nominated for it already" in told
    for step in ("check", "endorse"):
        steps.take(ministry, "nomination", theirs, step)
    with pytest.raises(Refused, match="Expert One is nominated for “Energy adviser” already, and that nomination is"):
        steps.take(ministry, "nomination", theirs, "approve")
    steps.take(ministry, "nomination", ours, "withdraw", "The mission’s one is fuller")
    assert steps.take(ministry, "nomination", theirs, "approve")["stage"] == "approved"


def test_an_offer_closed_elsewhere_meanwhile_takes_no_nomination_and_loses_none(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    offer = opportunity(ministry)
    made = approved(ministry, offer, expert(ministry))
    network.send(ministry, geneva)
    steps.take(geneva, "opportunity", offer, "withdraw", "The body took it back")
    network.send(geneva, ministry)
    with pytest.raises(Refused, match="takes no nominations any more: it is “Withdrawn”"):
        steps.take(ministry, "nomination", made, "submit")
    assert record.show(ministry, "nomination", made)["stage"] == "approved"
    with pytest.raises(Refused, match="takes no nominations any more"):
        nominating.nominate(ministry, offer, expert(ministry, name_en="Late"))
    steps.take(ministry, "opportunity", offer, "reopen", "They opened it again")
    assert steps.take(ministry, "nomination", made, "submit")["stage"] == "submitted"


def test_applicants_quotas_and_decisions_travel_and_an_erased_applicant_gets_no_letter(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    of = offer(ministry, seats=3, country_quotas=[{"country": "KE", "seats": 1}])
    one, two = (applicant(ministry, of, name) for name in ("One", "Two"))
    for id in (one, two):
        record.save(ministry, "applicant", {"id": id, "audience": "all"})
    network.send(ministry, geneva)
    applicants.decide(geneva, of, [one], "accepted")
    record.erase(ministry, "applicant", two)
    network.send(geneva, ministry)
    found = applicants.sheet(ministry, of)
    assert [(row.name, row.status) for row in found.rows if row.id == one] == [("One", "accepted")]
    assert [(quota.country, quota.accepted, quota.seats) for quota in found.quotas if quota.seats] == [("KE", 1, 1)]
    assert decision_letters.due(ministry, "opportunity", of) == {"selection": 1}


def test_the_number_of_the_note_that_a_mission_signs_stands_in_the_nomination_of_the_ministry(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    made = str(nominating.nominate(geneva, opportunity(geneva), expert(geneva))["id"])
    note = letters.begin(geneva, "nomination", made)["id"]
    network.send(geneva, ministry)
    assert record.show(ministry, "nomination", made)["note_number"] is None
    steps.take(geneva, "letter", note, "sign", said=steps.Said(number="NVX", registered_on="2027-01-20"))
    network.send(geneva, ministry)
    told = record.show(ministry, "nomination", made)
    assert (told["note_number"], told["note_date"]) == ("NVX", "2027-01-20")
    assert printing.prepare(ministry, "note-verbale", made, "ar").source.record.id == note
