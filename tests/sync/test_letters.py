"""Letters and circulations between desks: written at one, merged, found and printed at the other, each in its book."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from coopdesk.operations import printing, record, search, steps
from coopdesk.operations.offers import circular_letters, circulation, letters
from tests.sync.network import Network, network as networks


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    yield from networks(tmp_path)


def test_a_letter_of_a_mission_arrives_signed_and_keeps_its_number(network: Network) -> None:
    to = record.save(network.geneva, "organization", {"name_en": "Secretariat", "type": "specialised_agency"})["id"]
    note = letters.write(
        network.geneva,
        {"kind": "note_verbale", "language": "ar", "organization": to, "subject": "ترشيح", "audience": "ministry"},
    )["id"]
    number = steps.take(network.geneva, "letter", note, "sign")["registry_number"]
    own = letters.write(network.ministry, {"kind": "letter", "subject": "س", "body": "نص"})["id"]
    network.send(network.geneva, network.ministry)
    arrived = record.show(network.ministry, "letter", note)
    assert (arrived["stage"], arrived["registry_number"]) == ("signed", number)
    assert [hit["id"] for hit in search.find(network.ministry, "ترشيح", "letter")] == [note]
    made = printing.prepare(network.ministry, "letter", note, "ar").pdf()
    assert number in PdfReader(BytesIO(made)).pages[0].extract_text()
    assert steps.take(network.ministry, "letter", own, "sign")["registry_number"] == number


def test_answers_that_two_desks_note_at_once_are_all_kept(network: Network) -> None:
    names = ("Energy", "Justice")
    to = [
        record.save(network.geneva, "organization", {"name_en": one, "type": "government", "audience": "all"})["id"]
        for one in names
    ]
    about = record.save(network.geneva, "action", {"text_en": "Ratify", "audience": "ministry"})["id"]
    made = circulation.send(network.geneva, "action", about, {"purpose": "opinion"}, to)
    network.send(network.geneva, network.ministry)
    first, second = (one["id"] for one in made["addressees"])
    circulation.answer(network.geneva, first, {"reply": "opinion"})
    circulation.answer(network.ministry, second, {"reply": "regret"})
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.geneva)
    for store in (network.ministry, network.geneva):
        lines = record.show(store, "circulation", made["id"])["addressees"]
        assert {one["id"]: one["reply"] for one in lines} == {first: "opinion", second: "regret"}
        assert circular_letters.remind(store, made["id"], "2027-01-10") == []


def test_an_answer_that_came_through_the_exchange_stops_the_reminder_that_was_written(network: Network) -> None:
    values = {"name_en": "Energy", "type": "government", "audience": "all"}
    to = str(record.save(network.geneva, "organization", values)["id"])
    about = record.save(network.geneva, "action", {"text_en": "Ratify", "audience": "ministry"})["id"]
    made = circulation.send(network.geneva, "action", about, {"purpose": "opinion"}, [to])
    circular_letters.write_letters(network.geneva, made["id"])
    circular_letters.sign_all(network.geneva, made["id"])
    network.send(network.geneva, network.ministry)
    assert len(circular_letters.remind(network.geneva, made["id"], "2027-01-10")) == 1
    circulation.answer(network.ministry, made["addressees"][0]["id"], {"reply": "opinion"})
    network.send(network.ministry, network.geneva)
    assert circular_letters.sign_all(network.geneva, made["id"]) == []
    assert circular_letters.remind(network.geneva, made["id"], "2027-01-20") == []
