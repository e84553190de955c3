"""Candidatures and awards through the exchange: each mission writes its own, and the Ministry counts them together."""

from coopdesk.operations import home, printing, record, search
from coopdesk.operations.offers import ledger_of_support
from tests.sync.network import Network


def test_missions_write_their_own_lines_and_the_ministry_counts_them(network: Network) -> None:
    ministry, geneva, vienna = network.ministry, network.geneva, network.vienna
    values = {"title_en": "Seat on the Council", "needed": 97, "audience": "all"}
    id = record.save(ministry, "candidature", values)["id"]
    for mission in (geneva, vienna):
        network.send(ministry, mission)
    ledger_of_support.note(geneva, id, "CH", {"answer": "yes", "form": "written"})
    ledger_of_support.note(vienna, id, "AT", {"answer": "no"})
    for mission in (geneva, vienna):
        network.send(mission, ministry)
    found = ledger_of_support.ledger(ministry, id)
    assert {one.country: one.answer for one in found.stands if one.line} == {"CH": "yes", "AT": "no"}
    assert (found.tally.pledged, found.tally.written, found.tally.against) == (1, 1, 1)
    assert [hit["id"] for hit in search.find(geneva, "council", "candidature")] == [id]
    assert printing.prepare(ministry, "candidature-tally", id, "both").pdf().startswith(b"%PDF")


def test_what_the_capital_said_to_one_desk_and_the_seat_to_another_stand_in_one_line(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    id = record.save(ministry, "candidature", {"title_en": "Seat", "audience": "all"})["id"]
    ledger_of_support.note(ministry, id, "CH", {"answer": "yes", "form": "oral", "answered_by": "The Ambassador"})
    network.send(ministry, geneva)
    ledger_of_support.note(geneva, id, "CH", {"answer_seat": "undecided"})
    ledger_of_support.note(ministry, id, "CH", {"answer_capital": "yes"})
    record.save(geneva, "vote_round", {"candidature": id, "number": 1, "ours": 91, "audience": "ministry"})
    record.save(ministry, "endorsement", {"candidature": id, "decision_number": "D-7"})
    network.send(geneva, ministry)
    network.send(ministry, geneva)
    for desk in (ministry, geneva):
        found = ledger_of_support.ledger(desk, id)
        [stand] = [one for one in found.stands if one.line]
        said = [stand.line[name] for name in ("answer", "answer_capital", "answer_seat", "answered_by")]
        assert said == ["yes", "yes", "undecided", "The Ambassador"]
        assert (stand.answer, found.tally.pledged, stand.line["conflicts"]) == ("undecided", 0, 0)
        view = record.show(desk, "candidature", id)
        assert [one["ours"] for one in view["vote_rounds"]] == [91]
        assert [one["decision_number"] for one in view["endorsements"]] == ["D-7"]


def test_two_answers_of_one_state_at_once_stand_beside_each_other(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    id = record.save(ministry, "candidature", {"title_en": "Seat", "audience": "all"})["id"]
    ledger_of_support.note(ministry, id, "CH", {"answer": "undecided"})
    network.send(ministry, geneva)
    ledger_of_support.note(geneva, id, "CH", {"answer": "yes"})
    ledger_of_support.note(ministry, id, "CH", {"answer": "no"})
    network.send(geneva, ministry)
    [line] = [one for one in ledger_of_support.ledger(ministry, id).stands if one.line]
    assert line.line["conflicts"] == 1


def test_an_award_of_a_mission_arrives_with_what_it_owes(network: Network) -> None:
    ministry, geneva = network.ministry, network.geneva
    values = {"name_en": "Example trainee", "ends": "2020-01-30", "year_standings": [{"year": "2019"}]}
    made = record.save(geneva, "award", values)
    network.send(geneva, ministry)
    there = record.show(ministry, "award", made["id"])
    assert there["report_due"] == made["report_due"] is not None
    assert [one["year"] for one in there["year_standings"]] == ["2019"]
    assert [one.what for one in home.home(ministry).owing] == ["Example trainee"]
    assert [hit["id"] for hit in search.find(ministry, "trainee", "award")] == [made["id"]]
    assert printing.prepare(ministry, "award-report", made["id"], "ar").pdf().startswith(b"%PDF")
