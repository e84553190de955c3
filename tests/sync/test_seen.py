"""What a person had before his eyes is what he replaces: a form that is open while an import changes its fields."""

import pytest

from coopdesk.errors import ChangedSince
from coopdesk.operations import conflicts, record
from coopdesk.operations.search import find
from coopdesk.store.home import Store
from tests.sync.network import Network, organization


@pytest.fixture
def body(network: Network) -> str:
    """A record that the Ministry and Geneva both have."""
    made = organization(network.ministry, name_en="Body", audience="all")
    network.send(network.ministry, network.geneva)
    return made


def seen(store: Store, id: str) -> str:
    return str(record.show(store, "organization", id)["_seen"])


def save(store: Store, id: str, name: str, token: str | None = None) -> None:
    values = {"id": id, "name_en": name} | ({"_seen": token} if token is not None else {})
    record.save(store, "organization", values, concurrent=True)


def values(store: Store, id: str) -> set[str]:
    found = conflicts.conflicts(store, id)
    if not found:
        return {record.show(store, "organization", id)["name_en"]}
    assert len(found) == 1
    return {one["value"] for one in conflicts.show(store, found[0]["id"])["values"]}


def both_ways(network: Network) -> None:
    for _ in range(2):
        network.send(network.geneva, network.ministry)
        network.send(network.ministry, network.geneva)


def test_a_form_that_was_open_while_an_import_came_replaces_nothing_unseen(network: Network, body: str) -> None:
    form = seen(network.ministry, body)
    save(network.geneva, body, "from Geneva")
    network.send(network.geneva, network.ministry)
    with pytest.raises(ChangedSince):
        record.save(network.ministry, "organization", {"id": body, "name_en": "typed before", "_seen": form})
    save(network.ministry, body, "typed before", form)
    assert values(network.ministry, body) == {"from Geneva", "typed before"}
    both_ways(network)
    assert values(network.geneva, body) == {"from Geneva", "typed before"}


def test_a_form_that_was_opened_after_the_import_replaces_what_it_showed(network: Network, body: str) -> None:
    save(network.geneva, body, "from Geneva")
    network.send(network.geneva, network.ministry)
    save(network.ministry, body, "having seen it", seen(network.ministry, body))
    both_ways(network)
    for store in (network.ministry, network.geneva):
        assert values(store, body) == {"having seen it"}


def test_two_windows_of_one_computer(network: Network, body: str) -> None:
    first, second = seen(network.ministry, body), seen(network.ministry, body)
    save(network.ministry, body, "first window", first)
    save(network.ministry, body, "second window", second)
    assert values(network.ministry, body) == {"first window", "second window"}


def test_fields_beside_each_other_do_not_conflict(network: Network, body: str) -> None:
    save(network.geneva, body, "from Geneva")
    record.save(network.ministry, "organization", {"id": body, "name_ar": "من الوزارة"})
    both_ways(network)
    for store in (network.ministry, network.geneva):
        shown = record.show(store, "organization", body)
        assert (shown["name_en"], shown["name_ar"], shown["conflicts"]) == ("from Geneva", "من الوزارة", 0)


def test_the_same_value_typed_twice_is_no_conflict(network: Network, body: str) -> None:
    for store in (network.geneva, network.ministry):
        save(store, body, "same")
    both_ways(network)
    assert conflicts.conflicts(network.ministry) == conflicts.conflicts(network.geneva) == []


def test_two_decisions_conflict_and_a_third_ends_it(network: Network, body: str) -> None:
    for store, name in ((network.geneva, "G"), (network.ministry, "M")):
        save(store, body, name)
    both_ways(network)
    for store, name in ((network.geneva, "decided in Geneva"), (network.ministry, "decided at the Ministry")):
        conflicts.resolve(store, conflicts.conflicts(store)[0]["id"], value=name)
    both_ways(network)
    assert values(network.ministry, body) == {"decided in Geneva", "decided at the Ministry"}
    assert conflicts.conflicts(network.ministry)[0]["id"] == conflicts.conflicts(network.geneva)[0]["id"]
    conflicts.resolve(network.geneva, conflicts.conflicts(network.geneva)[0]["id"], keep=0)
    both_ways(network)
    assert conflicts.conflicts(network.ministry) == conflicts.conflicts(network.geneva) == []


def test_a_value_that_comes_after_the_decision_opens_it_again(network: Network, body: str) -> None:
    network.send(network.ministry, network.vienna)
    for store, name in ((network.geneva, "G"), (network.ministry, "M"), (network.vienna, "V")):
        save(store, body, name)
    network.send(network.geneva, network.ministry)
    conflicts.resolve(network.ministry, conflicts.conflicts(network.ministry)[0]["id"], value="decided")
    assert values(network.ministry, body) == {"decided"}
    network.send(network.vienna, network.ministry)
    assert values(network.ministry, body) == {"decided", "V"}


def test_a_deletion_and_an_edit_that_did_not_see_each_other(network: Network, body: str) -> None:
    record.delete(network.ministry, "organization", body)
    save(network.geneva, body, "edited")
    both_ways(network)
    for store in (network.ministry, network.geneva):
        shown = record.show(store, "organization", body)
        assert (shown.get("deleted"), shown["name_en"]) == (None, "edited")
        assert [one["count"] for one in conflicts.conflicts(store)] == [2]
    found = conflicts.show(network.ministry, conflicts.conflicts(network.ministry)[0]["id"])
    gone = [one["value"] for one in found["values"]].index(True)
    conflicts.resolve(network.ministry, found["id"], keep=gone)
    both_ways(network)
    for store in (network.ministry, network.geneva):
        assert record.show(store, "organization", body)["deleted"]


def test_two_deletions_agree(network: Network, body: str) -> None:
    for store in (network.ministry, network.geneva):
        record.delete(store, "organization", body)
    both_ways(network)
    for store in (network.ministry, network.geneva):
        assert record.show(store, "organization", body)["deleted"]
        assert conflicts.conflicts(store) == []


def test_a_record_that_is_shown_again_by_an_edit_is_found_again(network: Network, body: str) -> None:
    record.delete(network.ministry, "organization", body)
    record.save(network.geneva, "organization", {"id": body, "classification": "confidential", "audience": "ministry"})
    both_ways(network)
    assert [one["id"] for one in find(network.ministry, "Body")] == [body]


@pytest.mark.parametrize("years", [-45, 70])
def test_no_data_is_refused_for_its_clock_and_none_is_lost_to_it(network: Network, body: str, years: int) -> None:
    network.sites[1].skew = years * 365 * 86_400_000
    save(network.geneva, body, "from a wrong clock")
    save(network.ministry, body, "from a right one")
    both_ways(network)
    for store in (network.ministry, network.geneva):
        assert values(store, body) == {"from a wrong clock", "from a right one"}
        save(store, body, f"after {store.desk}", seen(store, body))
    both_ways(network)
    assert {"after QA-MFA", "after QA-GVA"} <= values(network.ministry, body)
