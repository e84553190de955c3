"""What a desk may hold at most is refused when it is saved, by whatever road; a line is for no more desks than its
record, and nothing confidential is for all."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from coopdesk.errors import InvalidValue, Refused
from coopdesk.operations import conflicts, files, held, history, printing, record, saves, steps
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from tests.sync.network import Network, network as made_network


@pytest.fixture
def network(tmp_path: Path) -> Iterator[Network]:
    for made in made_network(tmp_path):
        with made.ministry.writing() as writing:
            set_meta(writing.connection, "ministry", b"1")
        yield made


def hold(network: Network, code: str, ceiling: str | None) -> None:
    """Let the Ministry say what a desk may hold, and every desk hear of it."""
    record.save(network.ministry, "desk", {"code": code, "name_en": f"Desk {code}", "ceiling": ceiling})
    for one in (network.geneva, network.vienna):
        network.send(network.ministry, one)


def raised(store: Store, audience: str = "ministry") -> str:
    """Save a record that is Secret now and was Internal, and return its id."""
    id = record.save(store, "contact", {"name_en": "Amal", "audience": audience})["id"]
    record.save(store, "contact", {"id": id, "classification": "secret"})
    return str(id)


def _undone(network: Network, id: str, before: str) -> object:
    return history.undo(network.geneva, before)


def _restored(network: Network, id: str, before: str) -> object:
    return saves.restore_value(network.geneva, "contact", id, before, None)


@pytest.mark.parametrize("road", [_undone, _restored])
def test_a_degree_comes_back_by_no_road(network: Network, road: Callable[[Network, str, str], object]) -> None:
    id = raised(network.geneva)
    reasoned = {"classification": "internal", "degree_reason": "Published since"}
    record.save(network.geneva, "contact", {"id": id, **reasoned})
    lowering = next(one for one in history.entries(network.geneva, "contact", id) if one["field"] == "classification")
    hold(network, "QA-GVA", "confidential")
    with pytest.raises(Refused, match=r"Desk QA-GVA\) may hold Confidential at most, and this is Secret"):
        road(network, id, lowering["operation"])
    assert record.show(network.geneva, "contact", id)["classification"] == "internal"


def test_own_ceiling_is_asked_when_saving_and_not_when_printing(network: Network, tmp_path: Path) -> None:
    id = raised(network.geneva)
    hold(network, "QA-GVA", "confidential")
    with pytest.raises(Refused, match="Write it at a desk"):
        record.save(network.geneva, "contact", {"name_en": "x", "classification": "secret"})
    assert printing.print_to_file(network.geneva, "record-sheet", id, "en", tmp_path / "x.pdf")
    assert record.save(network.geneva, "contact", {"id": id, "name_ar": "أمل"})["name_ar"] == "أمل"
    report = record.save(network.geneva, "conference_report", {"title_en": "x"})["id"]
    lines = [{"topic": "y", "classification": "top_secret"}]
    with pytest.raises(Refused, match="Top secret"):
        record.save(network.geneva, "conference_report", {"id": report, "agenda_items": lines})


def test_the_ceilings_of_the_desks_that_an_audience_names_are_asked(network: Network, tmp_path: Path) -> None:
    hold(network, "QA-VIE", "confidential")
    secret = {"name_en": "x", "classification": "secret"}
    with pytest.raises(Refused, match="Desk QA-VIE may hold Confidential at most"):
        record.save(network.geneva, "contact", secret | {"audience": "QA-VIE"})
    id = record.save(network.geneva, "contact", secret)["id"]
    with pytest.raises(Refused, match="Desk QA-VIE"):
        record.save(network.geneva, "contact", {"id": id, "audience": "QA-VIE"})
    report = record.save(network.geneva, "conference_report", {"title_en": "x"})
    lines = [{"topic": "y", "classification": "secret"}]
    record.save(network.geneva, "conference_report", {"id": report["id"], "agenda_items": lines})
    with pytest.raises(Refused, match="Desk QA-VIE"):
        record.save(network.geneva, "conference_report", {"id": report["id"], "audience": "QA-VIE"})
    kept = [{"id": record.show(network.geneva, "conference_report", report["id"])["agenda_items"][0]["id"],
             "audience": "ministry"}]  # fmt: skip
    record.save(network.geneva, "conference_report", {"id": report["id"], "audience": "QA-VIE", "agenda_items": kept})


def test_a_conflict_is_not_decided_past_a_ceiling(network: Network) -> None:
    id = record.save(network.geneva, "contact", {"name_en": "Amal"})["id"]
    network.send(network.geneva, network.ministry)
    record.save(network.geneva, "contact", {"id": id, "classification": "secret"})
    record.save(network.ministry, "contact", {"id": id, "classification": "confidential"})
    hold(network, "QA-GVA", "confidential")
    [one] = [one for one in conflicts.conflicts(network.geneva) if one["field"] == "classification"]
    values = [value["value"] for value in conflicts.show(network.geneva, one["id"])["values"]]
    with pytest.raises(Refused, match="QA-GVA"):
        conflicts.resolve(network.geneva, one["id"], keep=values.index("secret"))
    conflicts.resolve(network.geneva, one["id"], keep=values.index("confidential"))


def test_a_step_that_widens_and_a_file_that_is_attached_ask_too(network: Network, tmp_path: Path) -> None:
    conference = record.save(network.geneva, "conference", {"title_en": "Board"})["id"]
    values = {"conference": conference, "bottom_line_en": "x", "classification": "secret"}
    report = record.save(network.geneva, "conference_report", values)["id"]
    (tmp_path / "minutes.txt").write_text("x", "utf-8")
    hold(network, "QA-MFA", "confidential")
    with pytest.raises(Refused, match="QA-MFA"):
        steps.take(network.geneva, "conference_report", report, "clear")
    assert record.show(network.geneva, "conference_report", report)["stage"] is None
    hold(network, "QA-GVA", "confidential")
    with pytest.raises(Refused, match="QA-GVA"):
        files.attach(network.geneva, "conference_report", report, tmp_path / "minutes.txt")


def test_only_the_ministry_says_what_a_desk_may_hold(network: Network) -> None:
    hold(network, "QA-GVA", "confidential")
    id = next(iter(record_ids(network.geneva, "desk")))
    with pytest.raises(InvalidValue, match="Only the Ministry writes “Highest degree it may hold”"):
        record.save(network.geneva, "desk", {"id": id, "ceiling": None})
    entry = next(one for one in history.entries(network.geneva, "desk", id) if one["field"] == "ceiling")
    with pytest.raises(Refused):
        history.undo(network.geneva, entry["operation"])
    assert record.save(network.geneva, "desk", {"id": id, "phone": "1"})["ceiling"] == "confidential"


def record_ids(store: Store, type: str) -> list[str]:
    from coopdesk.operations import listing

    return listing.ids(store, listing.open_list(store, type))


def test_a_line_is_for_no_more_desks_than_its_record_and_follows_it_when_it_is_narrowed(network: Network) -> None:
    store = network.geneva
    report = record.save(store, "conference_report", {"title_en": "x", "audience": "ministry"})["id"]
    for wider in ("all", "QA-VIE"):
        lines = [{"topic": "y", "audience": wider}]
        with pytest.raises(Refused, match="more desks than the record"):
            record.save(store, "conference_report", {"id": report, "agenda_items": lines})
    record.save(store, "conference_report", {"id": report, "audience": "all"})
    lines = [{"topic": "y", "audience": "QA-VIE"}, {"topic": "z", "audience": "local"}]
    record.save(store, "conference_report", {"id": report, "agenda_items": lines})
    now = record.save(store, "conference_report", {"id": report, "audience": "ministry"})["agenda_items"]
    assert [one["audience"] for one in now] == [None, "local"]


def test_nothing_confidential_is_for_all_not_even_a_line(store: Store) -> None:
    report = record.save(store, "conference_report", {"title_en": "x", "audience": "all"})["id"]
    with pytest.raises(Refused, match="A line that is Secret cannot go to every desk"):
        record.save(
            store, "conference_report", {"id": report, "agenda_items": [{"topic": "y", "classification": "secret"}]}
        )
    lines = [{"topic": "y", "classification": "secret", "audience": "ministry"}]
    record.save(store, "conference_report", {"id": report, "agenda_items": lines})


def test_a_degree_is_lowered_with_a_reason_that_stays_in_the_history(network: Network) -> None:
    store = network.geneva
    id = raised(store)
    with pytest.raises(InvalidValue, match="lowered with a reason: from Secret to Internal") as wrong:
        record.save(store, "contact", {"id": id, "classification": "internal"})
    assert wrong.value.field == "degree_reason"
    record.save(store, "contact", {"id": id, "classification": "internal", "degree_reason": "Published since"})
    network.send(store, network.ministry)
    for there in (store, network.ministry):
        changes = history.history(there, "contact", id)
        assert {one["field"]: one["new"] for one in changes[:2]} == {
            "classification": "internal", "degree_reason": "Published since",
        }  # fmt: skip
    record.save(store, "contact", {"id": id, "classification": "secret"})
    assert record.show(store, "contact", id)["degree_reason"] is None, "it is lower no more"
    record.save(store, "contact", {"id": id, "classification": "internal", "degree_reason": "Published since"})


def test_a_raise_is_undone_with_a_reason_only_and_a_line_like_its_record(network: Network) -> None:
    store = network.geneva
    id = raised(store)
    rise = next(one for one in history.entries(store, "contact", id) if one["field"] == "classification")
    with pytest.raises(InvalidValue, match="lowered with a reason"):
        history.undo(store, rise["operation"])
    line = {"topic": "x", "classification": "secret", "audience": "ministry"}
    report = record.save(store, "conference_report", {"audience": "ministry", "agenda_items": [line]})
    line = {"id": report["agenda_items"][0]["id"], "classification": None}
    with pytest.raises(Refused, match="lowered with a reason: from Secret to Internal"):
        record.save(store, "conference_report", {"id": report["id"], "agenda_items": [line]})
    line["degree_reason"] = "Nothing of it is secret any more"
    record.save(store, "conference_report", {"id": report["id"], "agenda_items": [line]})
    high = record.save(store, "conference_report", {"classification": "secret", "agenda_items": [
        {"topic": "x", "classification": "secret"},
    ]})  # fmt: skip
    line = {"id": high["agenda_items"][0]["id"], "classification": None}
    record.save(store, "conference_report", {"id": high["id"], "agenda_items": [line]})


def test_a_degree_that_is_decided_has_the_reason_of_the_decision(network: Network) -> None:
    store = network.geneva
    view = record.save(store, "contact", {"name_en": "Amal", "audience": "ministry", "classification": "secret"})
    record.save(store, "contact", {"id": view["id"], "classification": "top_secret"})
    beside = {"id": view["id"], "classification": "confidential", "degree_reason": "Known", "_seen": view["_seen"]}
    record.save(store, "contact", beside, concurrent=True)
    shown = record.show(store, "contact", view["id"])["classification"]
    found = next(one for one in conflicts.conflicts(store, view["id"]) if one["field"] == "classification")
    assert shown in ("top_secret", "confidential")
    conflicts.resolve(store, found["id"], value="internal", reason="Nothing in it")
    assert record.show(store, "contact", view["id"])["degree_reason"] == "Nothing in it"


def test_what_a_desk_holds_above_a_degree_is_known_before_it_may_hold_no_more(network: Network, tmp_path: Path) -> None:
    store, ministry = network.geneva, network.ministry
    for name in ("One", "Two"):
        record.save(store, "organization", {"name_en": name, "audience": "ministry", "classification": "secret"})
    record.save(store, "organization", {"name_en": "Own", "audience": "local", "classification": "secret"})
    line = {"topic": "x", "classification": "top_secret", "audience": "ministry"}
    values = {"title_en": "Report", "audience": "QA-VIE", "agenda_items": [line, line]}
    id = record.save(store, "conference_report", values)["id"]
    (tmp_path / "x.txt").write_text("x")
    files.attach(store, "conference_report", id, tmp_path / "x.txt")
    assert held.above(store, "QA-GVA", "confidential") == ("confidential", 4, ["One", "Two", "Own"])
    assert held.above(store, "QA-GVA", "secret") == ("secret", 1, ["Report"])
    assert held.above(store, "QA-VIE", "internal").records == 0
    network.send(store, ministry)
    found = held.above(ministry, "QA-GVA", "confidential")
    assert (found.records, set(found.names)) == (3, {"One", "Two", "Report"})
    [told] = held.told(found._replace(names=["One", "Two"]))
    plain = "".join(letter for letter in told if letter not in "\u2066\u2067\u2068\u2069")
    assert "holds 3 records above Confidential: One, Two, and others" in plain
    assert held.told(held.above(ministry, "QA-VIE", "internal")) == []
    with pytest.raises(InvalidValue, match="no degree"):
        held.above(store, "QA-GVA", "cosmic")
