"""The roster by what is asked of it: who can be sent on a day, and why not; who was where, and may be written to."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from coopdesk.errors import InvalidValue
from coopdesk.i18n import using
from coopdesk.operations import listing, printing, reach, record
from coopdesk.operations.offers import alumni, readiness
from coopdesk.operations.printed_list import Listed
from coopdesk.store.home import Store
from tests.operations.offers.nominees import expert, opportunity

DAY = "2027-03-05"
HELD = [{"kind": kind, "expires": "2028-01-31"} for kind in readiness.NEEDED]
WHOLE: dict[str, Any] = {
    "relief_worker": True, "availability": "available", "passport_until": "2031-01-01", "clearances": HELD,
    "trainings_done": [{"title": "Camp management", "relief": True, "expires": "2027-12"}],
}  # fmt: skip


def worker(store: Store, **values: Any) -> str:
    return expert(store, **{**WHOLE, **values})


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({}, []),
        ({"trainings_done": [{"title": "Law"}]}, ["Training for relief work: none"]),
        ({"trainings_done": [{"title": "Old", "relief": True, "expires": "2027-02"}]},
         ["Training for relief work: ran out on 02/2027"]),
        ({"trainings_done": [{"title": "Now", "relief": True, "expires": "2027-03"}]}, []),
        ({"clearances": HELD[1:]}, ["Medical clearance: none"]),
        ({"clearances": [*HELD[1:], {"kind": "medical", "expires": "2027-03-04"}]},
         ["Medical clearance: ran out on 04/03/2027"]),
        ({"clearances": [*HELD, {"kind": "medical", "expires": "2020-01-01"}]}, []),
        ({"clearances": [*HELD[1:], {"kind": "medical"}]}, []),
        ({"passport_until": None}, ["Passport: none"]),
        ({"consent_until": "2027-03-04"}, ["Consent to be kept here: ran out on 04/03/2027"]),
        ({"availability": None}, ["Availability is not noted"]),
        ({"availability": "on_mission"}, ["On mission"]),
        ({"availability": "on_mission", "available_from": "2027-03-01"}, []),
        ({"availability": None, "available_from": "2027-04-01"}, ["Available from 01/04/2027 on"]),
        ({"available_until": "2027-03-04"}, ["Available until 04/03/2027"]),
        ({"availability": "retired", "available_from": "2027-03-01"}, ["Retired"]),
        ({"service": [{"kind": "deployment", "title": "Logistics", "since": "2027", "until": "2027"}]},
         ["Serves then: Logistics"]),
        ({"service": [{"kind": "deployment", "title": "Logistics", "since": "2026", "until": "2027-02"}]}, []),
    ],
)  # fmt: skip
def test_a_worker_is_ready_or_it_is_said_why_not(store: Store, values: dict[str, Any], reasons: list[str]) -> None:
    worker(store, **values)
    [found] = readiness.readiness(store, DAY)
    assert [one.translate({0x2068: None, 0x2069: None, 0x2066: None}) for one in found.reasons] == reasons
    assert found.ready is not bool(reasons)


def test_only_relief_workers_are_listed_those_who_are_ready_first_with_how_long(store: Store) -> None:
    worker(store, name_en="Away", availability="busy")
    worker(store, name_en="Zeal")
    expert(store, name_en="Nobody")
    gone = worker(store, name_en="Gone")
    record.erase(store, "expert", gone)
    found = readiness.readiness(store, DAY)
    assert [(one.name, one.ready, one.until) for one in found] == [("Zeal", True, "2027-12"), ("Away", False, "")]
    assert "Camp management" in found[0].trainings[0]
    assert found[0].languages == ("English",)
    assert readiness.readiness(store, DAY, [found[1].id]) == [found[1]]
    assert not readiness.readiness(store, "2028-01-01")[0].ready
    with pytest.raises(InvalidValue):
        readiness.readiness(store, "2027-03")


def test_readiness_is_printed_in_both_languages_for_whom_the_reader_may_see(store: Store) -> None:
    worker(store, name_en="Zeal", name_ar="أمل")
    hidden = worker(store, name_en="Alpha", name_ar="يسرى")
    record.save(store, "expert", {"id": hidden, "audience": "local"})
    prepared = printing.prepare(store, "relief-readiness", None, "both", Listed("expert", day=DAY))
    english, arabic = prepared.source.rows["en"], prepared.source.rows["ar"]
    assert [(one[0], other[0]) for one, other in zip(english, arabic, strict=True)] == [
        ("Alpha", "يسرى"), ("Zeal", "أمل"),
    ]  # fmt: skip
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(prepared.pdf())).pages)
    assert "Zeal" in text
    narrow = printing.prepare(
        store, "relief-readiness", None, "en", Listed("expert", day=DAY), reach.reader(store, "ministry")
    )
    assert [row[0] for row in narrow.source.rows["en"]] == ["Zeal"]
    nobody = listing.open_list(store, "expert", where={"name_en": "Nobody"})
    empty = printing.prepare(store, "relief-readiness", None, "en", Listed("expert", found=nobody, day=DAY))
    assert empty.source.rows["en"] == []


def test_alumni_are_those_who_went_and_came_back(store: Store) -> None:
    body = record.save(store, "organization", {"name_en": "Relief Body"})["id"]
    offer = opportunity(store, title_en="Course on law", kind="training")
    past = {"kind": "international", "organization": body, "title": "Adviser", "since": "2020", "until": "2022-06"}
    person = expert(store, name_en="Came back", service=[past, past | {"until": "2099", "title": "Now"}])
    silent = expert(store, name_en="Silent", consent_until="2023-01-01")
    awarded = {"opportunity": offer, "starts": "2024-01-01", "ends": "2024-02-01"}
    record.save(store, "award", awarded | {"expert": silent, "certificate_on": "2024-03-01"})
    record.save(store, "award", awarded | {"name_en": "Guest", "starts": "2099-01-01", "ends": "2099-02-01"})
    found = alumni.alumni(store, day="2026-01-01")
    assert [(one.name, one.where, one.back, one.contactable) for one in found] == [
        ("Silent", "Course on law", "2024-02-01", False), ("Came back", "Relief Body", "2022-06", True),
    ]  # fmt: skip
    assert (found[0].type, found[1].type, found[1].id) == ("award", "expert", person)
    assert found[0].award.startswith("Certificate of")
    assert [one.name for one in alumni.alumni(store, "relief", "2026-01-01")] == ["Came back"]
    assert [one.name for one in alumni.alumni(store, day="2026-01-01", contactable=True)] == ["Came back"]
    with using("ar"):
        rows = printing.prepare(store, "alumni", None, "both", Listed("expert", day="2026-01-01")).source.rows
    assert [len(rows[one]) for one in ("en", "ar")] == [2, 2]
    record.erase(store, "expert", silent)
    assert alumni.alumni(store, day="2026-01-01")[0].name == "Erased for good"
