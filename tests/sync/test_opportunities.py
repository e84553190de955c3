"""An opportunity between two desks: it arrives whole, is found and printed; two who move its card are both heard."""

from pathlib import Path

import pytest

from coopdesk.fields import Clock, Day, Zone
from coopdesk.operations import board, calendar_days, home, listing, printing, record, search, steps
from coopdesk.operations.board import Card
from coopdesk.operations.offers import deadlines
from coopdesk.operations.offers.opportunity_figures import figures
from coopdesk.operations.steps import Said
from coopdesk.store.home import Store
from coopdesk.sync import incoming
from tests.sync.network import Network, organization


def cards(store: Store) -> list[tuple[str | None, Card]]:
    found = board.open_board(store, "opportunity")
    return [(one.stage, card) for one in found.columns for card in one.cards]


def test_an_opportunity_arrives_with_its_lines_is_found_and_printed(network: Network, tmp_path: Path) -> None:
    body = organization(network.geneva, name_en="Water Body", audience="all")
    values = {
        "title_en": "Course on water", "kind": "training", "offered_by": body, "deadline": "2065-03-20",
        "languages_required": [{"language": "fr", "level": "fluent"}],
    }  # fmt: skip
    id = record.save(network.geneva, "opportunity", values)["id"]
    deadlines.plan(network.geneva, id)
    network.send(network.geneva, network.ministry)
    view = record.show(network.ministry, "opportunity", id)
    assert [one["language"] for one in view["languages_required"]] == ["fr"]
    assert len(view["internal_deadlines"]) == 4
    assert id in [one["id"] for one in search.find(network.ministry, "Course water", "opportunity")]
    made = printing.print_to_file(network.ministry, "opportunity-sheet", id, "both", tmp_path / "sheet.pdf")
    assert made[0].read_bytes().startswith(b"%PDF")


def test_the_ministry_counts_what_each_desk_found_and_did(network: Network) -> None:
    for one, title in ((network.geneva, "Found in Geneva"), (network.ministry, "Found at home")):
        id = record.save(one, "opportunity", {"title_en": title, "kind": "training"})["id"]
        values = {"about": id, "subject_en": title, "purpose": "action", "sent_on": "2026-02-10"}
        record.save(one, "circulation", values)
    network.send(network.geneva, network.ministry)
    found = figures(network.ministry, listing.open_list(network.ministry, "opportunity"), "created_desk")
    counted = {one.key: (one.counts["received"], one.counts["circulated"]) for one in found.rows}
    assert counted == {network.geneva.desk: (1, 1), network.ministry.desk: (1, 1)}


def test_two_desks_that_move_one_card_leave_it_on_one_stage_with_both_values(network: Network) -> None:
    body = organization(network.geneva, name_en="Water Body", audience="all")
    whole = {"title_en": "Course", "kind": "training", "offered_by": body}
    id = record.save(network.geneva, "opportunity", whole)["id"]
    network.send(network.geneva, network.ministry)
    steps.take(network.ministry, "opportunity", id, "circulate")
    steps.take(network.geneva, "opportunity", id, "lapse", said=Said(filled=(("missed", "late"),)))
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.geneva)
    at_home, there = cards(network.ministry), cards(network.geneva)
    assert len(at_home) == len(there) == 1
    assert at_home[0][0] == there[0][0]
    assert at_home[0][1].conflicts == there[0][1].conflicts == 1
    assert record.show(network.ministry, "opportunity", id)["missed"] == "late"


def test_a_date_that_is_none_a_zone_and_an_hour_that_nobody_knows_harm_no_list(
    network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = {"title_en": "Good", "deadline": "2065-03-20", "deadline_zone": "Europe/Zurich", "audience": "all"}
    record.save(network.geneva, "opportunity", good)
    bad = {"deadline": "2065-02-30", "deadline_time": "25:99", "deadline_zone": "Nowhere/Land"}
    with monkeypatch.context() as written:
        for kind in (Day, Clock, Zone):
            written.setattr(kind, "parse", lambda self, value: value)
            written.setattr(kind, "unpack", lambda self, wire: wire)
        id = record.save(network.geneva, "opportunity", {"title_en": "Bad", "audience": "all", **bad})["id"]
        network.geneva.take_changes()
        files = network.files(network.geneva, "QA-MFA")
    for file in files:
        assert incoming.take(network.ministry, file.read_bytes(), file.name).status == "applied"
    view = record.show(network.ministry, "opportunity", id)
    assert [view[name] for name in bad] == [None, None, None]
    found = listing.open_list(network.ministry, "opportunity")
    assert len(listing.page(network.ministry, found, 0, 10)) == 2
    assert len(calendar_days.entries(network.ministry, found, "2065-01-01", "2065-12-31")) == 1
    assert home.home(network.ministry).coming == []
    assert len(cards(network.ministry)) == 2
    assert deadlines.plan(network.ministry, id) == []


def test_a_deadline_that_came_by_the_exchange_puts_the_internal_ones_out_of_step(network: Network) -> None:
    here, there = network.ministry, network.geneva
    id = record.save(here, "opportunity", {"title_en": "Course", "deadline": "2065-03-31", "audience": "all"})["id"]
    deadlines.plan(here, id)
    network.send(here, there)
    record.save(there, "opportunity", {"id": id, "deadline": "2065-05-29"})
    network.send(there, here)
    assert deadlines.standing(here, record.show(here, "opportunity", id)).astray
    deadlines.plan(here, id)
    assert not deadlines.standing(here, record.show(here, "opportunity", id)).astray
