"""What names a record, from both ends; the state file of a country: persons by protocol, never by the alphabet."""

from typing import Any

from coopdesk.i18n import using
from coopdesk.operations import links, record, state_file
from coopdesk.operations.completeness import conflicts
from coopdesk.store.home import Store
from coopdesk.store.seed import published_id


def save(store: Store, of: str, /, **values: Any) -> str:
    return str(record.save(store, of, values)["id"])


def titles(groups: list[links.Group]) -> dict[str, list[str]]:
    return {group.label: [one.title for one in group.records] for group in groups}


def test_links_are_told_from_both_ends(store: Store) -> None:
    family = save(store, "organization", name_en="Family")
    body = save(store, "organization", name_en="Body", parent=family)
    conference = save(store, "conference", title_en="Session", organizers=[family, body])
    meeting = {"organizations": [family], "with_whom": "Chair"}
    report = save(store, "conference_report", conference=conference, title_en="Report", bilateral_meetings=[meeting])
    assert links.links_of("organization", record.show(store, "organization", body)) == [family]
    assert set(links.links_of("conference", record.show(store, "conference", conference))) == {family, body}
    assert titles(links.links_to(store, "organization", family)) == {
        "Bodies that are part of it": ["Body"], "Conferences that it organizes": ["Session"],
        "Meetings with it": ["Report"],
    }  # fmt: skip
    assert [one.id for one in links.links_to(store, "conference", conference)[0].records] == [report]
    record.delete(store, "organization", body)
    assert "Bodies that are part of it" not in titles(links.links_to(store, "organization", family))


def test_a_group_that_is_cut_tells_how_many_there_are(store: Store) -> None:
    family = save(store, "organization", name_en="Family")
    record.save_all(store, "organization", [{"name_en": f"Body {n}", "parent": family} for n in range(7)])
    (group,) = links.links_to(store, "organization", family, limit=5)
    assert (len(group.records), group.total) == (5, 7)


def test_persons_stand_by_protocol_and_never_by_name(store: Store) -> None:
    body = save(store, "organization", name_en="Body", country="EE")
    save(store, "contact", name_en="Zeta", organization=body)
    save(store, "contact", name_en="Beta", organization=body, precedence=2)
    save(store, "contact", name_en="Alpha", organization=body)
    save(store, "contact", name_en="Omega", organization=body, precedence=1)
    wanted = ["Omega", "Beta", "Zeta", "Alpha"]
    assert titles(links.links_to(store, "organization", body))["Contacts"] == wanted
    country = record.show(store, "country", published_id("country/EE"))
    assert titles(state_file.state_file(store, country, 30))["Contacts"] == wanted


def test_the_state_file_of_a_country(store: Store) -> None:
    id = published_id("country/EE")
    mission = save(store, "organization", name_en="Our mission")
    body = save(store, "organization", name_en="Body", name_ar="هيئة", country="EE", type="donor")
    save(store, "contact", name_en="Somebody", nationality="EE", position="Director")
    old = save(store, "conference", title_en="Old", country="EE", starts="2024-05-01", ends="2024-05-03")
    save(store, "conference", title_en="New", country="EE", starts="2026-05-01")
    save(store, "conference", title_en="Elsewhere", country="FI", starts="2026-05-01")
    report = save(store, "conference_report", conference=old)
    save(store, "action", text_en="Later", source=report, due="2026-12-31", status="open")
    save(store, "action", text_en="Sooner", owner=mission, due="2026-11-30")
    save(store, "action", text_en="Of theirs", owner=body)
    save(store, "action", text_en="Done", owner=body, status="done")
    save(store, "action", text_en="Of nobody there")
    record.save(store, "country", {"id": id, "our_mission": mission})
    country = record.show(store, "country", id)
    groups = state_file.state_file(store, country, 30)
    assert titles(groups) == {
        "Contacts": ["Somebody"], "Conferences held there": ["New", "Old"],
        "Organizations seated there": ["Body"], "Actions still to be done": ["Sooner", "Later", "Of theirs"],
    }  # fmt: skip
    notes = {one.title: one.note for group in groups for one in group.records}
    assert notes["Somebody"] == "Director"
    assert notes["Old"] == "1 to 3 May 2024"
    assert notes["Body"] == "Donor"
    assert notes["Later"] == "Open, due 31 December 2026"
    with using("ar"):
        arabic = state_file.state_file(store, country, 30)
    assert arabic[2].records[0].title == "هيئة"
    assert [len(one.records) for one in state_file.state_file(store, country, 1)] == [1, 1, 1, 1]
    assert state_file.state_file(store, country | {"code": None}, 30) == []


def test_several_values_are_counted_in_the_lines_too(store: Store) -> None:
    report = record.save(store, "conference_report", {"lessons": "x", "agenda_items": [{"topic": "A"}]})
    line = report["agenda_items"][0]
    for text in ("One", "Two"):
        values = {"id": report["id"], "_seen": report["_seen"], "lessons": text}
        values["agenda_items"] = [{"id": line["id"], "_seen": line["_seen"], "topic": text}]
        record.save(store, "conference_report", values, concurrent=True)
    assert conflicts(record.show(store, "conference_report", report["id"])) == 2
    assert conflicts({}) == 0


def test_a_tag_tells_what_carries_it(store: Store) -> None:
    made = record.save(store, "project", {"title_en": "Port", "tags": ["nds3-growth", "sdg-8"]})
    record.save(store, "project", {"title_en": "Other", "tags": ["nds3-growth-rate"]})
    found = {
        group.label: [one.id for one in group.records]
        for group in links.links_to(store, "tag", published_id("tag/nds3-growth"))
    }
    assert found["Projects"] == [made["id"]]
    assert len(found["What is part of it"]) == 2
