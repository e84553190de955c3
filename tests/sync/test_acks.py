"""What was acknowledged: the newest word counts, also where it falls; any later bundle repairs any earlier loss."""

import itertools
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest

from coopdesk.operations import enrolment, record
from coopdesk.store.home import Store
from coopdesk.sync import feeds, incoming, outgoing, peers, trust
from coopdesk.sync.bundle import Held, Manifest
from tests.simulation.desks import Site, accept, admit
from tests.sync.network import Network, organization


def names(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.exec_driver_sql("SELECT name_en FROM organization").scalars())


def small_parts(network: Network, sender: Store, to: str) -> list[bytes]:
    """Return the files of an export, each with one segment."""
    with patch.object(outgoing, "SMALLEST", 0):
        return [path.read_bytes() for path in network.files(sender, to, size=4_300)]


def take(store: Store, data: bytes) -> incoming.Taken:
    return incoming.take(store, data, "x.cdx")


def test_a_later_bundle_repairs_the_loss_of_an_earlier_one(network: Network) -> None:
    for name in ("lost", "also lost", "arrives"):
        organization(network.geneva, name_en=name)
        files = network.files(network.geneva, "QA-MFA")
    take(network.ministry, files[0].read_bytes())
    assert names(network.ministry) == {"lost", "also lost", "arrives"}


def test_what_was_acknowledged_is_not_sent_again(network: Network) -> None:
    organization(network.geneva, name_en="one")
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.geneva)
    exported = outgoing.export(network.geneva, "QA-MFA", network.place / "again")
    assert exported.changes == 0
    assert len(exported.files) == 1
    everything = outgoing.export(network.geneva, "QA-MFA", network.place / "all", from_scratch=True)
    assert everything.changes > 0


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_parts_come_in_any_order_and_twice(network: Network, order: tuple[int, ...]) -> None:
    for name, audience in (("one", "all"), ("two", "ministry"), ("three", "QA-VIE")):
        organization(network.geneva, name_en=name, audience=audience)
    parts = small_parts(network, network.geneva, "QA-MFA")
    assert len(parts) == 3
    for place in order:
        assert take(network.ministry, parts[place]).applied
        assert take(network.ministry, parts[place]).status == "known"
    assert names(network.ministry) == {"one", "two", "three"}


def test_a_part_that_is_missing_is_told_and_asked_for(network: Network) -> None:
    for name in ("one", "two", "three"):
        organization(network.geneva, name_en=name)
        network.files(network.geneva, "QA-MFA")
    parts = small_parts(network, network.geneva, "QA-MFA")
    assert len(parts) == 3
    take(network.ministry, parts[0])
    taken = take(network.ministry, parts[2])
    assert taken.gaps == [("QA-GVA", 2, 2)]
    network.send(network.ministry, network.geneva)
    again = outgoing.export(network.geneva, "QA-MFA", network.place / "again", size=outgoing.MAIL)
    taken = take(network.ministry, again.files[0].read_bytes())
    assert taken.gaps == []
    assert names(network.ministry) == {"one", "two", "three"}
    assert again.changes == taken.applied, "what came behind the gap was sent again"


def test_a_peer_that_was_put_back_gets_again_what_it_lost(network: Network) -> None:
    site = network.sites[1]
    backup = network.place / "backup"
    site.backup(backup)
    network.geneva = site.store
    organization(network.ministry, name_en="before", audience="all")
    network.send(network.ministry, network.geneva)
    network.send(network.geneva, network.ministry)
    site.restore(backup)
    network.geneva = site.store
    assert "before" not in names(network.geneva)
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.geneva)
    assert "before" in names(network.geneva)


def test_a_late_bundle_of_before_a_restoration_takes_nothing_from_the_desk(network: Network) -> None:
    site, backup = network.sites[1], network.place / "backup"
    site.backup(backup)
    network.geneva = site.store
    organization(network.ministry, name_en="before", audience="all")
    network.send(network.ministry, network.geneva)
    late = network.files(network.geneva, "QA-MFA")[0].read_bytes()
    site.restore(backup)
    network.geneva = site.store
    network.send(network.geneva, network.ministry)
    take(network.ministry, late)
    network.send(network.ministry, network.geneva)
    assert "before" in names(network.geneva)


def test_a_home_that_was_copied_is_served_in_both_its_places(network: Network) -> None:
    copy = network.sites[1].clone(network.place / "copy")
    network.geneva = network.sites[1].store
    organization(network.ministry, name_en="for both", audience="all")
    first, second = network.geneva, copy.store
    organization(first, name_en="first", audience="ministry")
    organization(second, name_en="second", audience="ministry")
    for store in (first, second):
        network.send(store, network.ministry)
    data = network.files(network.ministry, "QA-GVA")[0].read_bytes()
    for store in (first, second):
        take(store, data)
        assert names(store) == {"for both", "first", "second"}
    copy.store.close()


def test_two_branches_of_one_number_both_arrive_everywhere(network: Network) -> None:
    """A virtual machine is set back and goes on under numbers that were used already."""
    site, backup = network.sites[1], network.place / "backup"
    organization(network.geneva, name_en="common", audience="all")
    network.send(network.geneva, network.ministry)
    site.backup(backup)
    network.geneva = site.store
    organization(network.geneva, name_en="one branch", audience="all")
    network.send(network.geneva, network.ministry)
    organization(network.geneva, name_en="longer", audience="all")
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.vienna)
    network.send(network.vienna, network.ministry)
    site.roll_back(backup)
    network.geneva = site.store
    organization(network.geneva, name_en="other branch", audience="all")
    for _ in range(2):
        network.send(network.geneva, network.ministry)
        network.send(network.ministry, network.geneva)
        network.send(network.ministry, network.vienna)
        network.send(network.vienna, network.ministry)
    everything = {"common", "one branch", "longer", "other branch"}
    for store in (network.ministry, network.geneva, network.vienna):
        assert names(store) == everything
    before = record.save(network.geneva, "organization", {"name_en": "after", "audience": "all"})
    assert before["id"]
    with network.geneva.reading() as connection:
        newest = connection.exec_driver_sql("SELECT writer, n FROM op ORDER BY seq DESC LIMIT 1").one()
        twice = connection.exec_driver_sql(
            "SELECT count(*) FROM op WHERE writer = ? AND n = ?", (newest.writer, newest.n)
        ).scalar()
    assert twice == 1
    assert newest.n < 10, "the desk did not notice that it went back, and goes on under used numbers"


def test_no_clock_makes_a_colleague_rest(network: Network) -> None:
    """The words of a desk count by their order here, never by the time that they claim."""
    me = trust.enrolled(network.geneva)
    devices = [b"d" * 16, b"e" * 16]
    with network.ministry.writing() as writing:
        for device, created in zip(devices, (1, 4_102_444_800_000), strict=True):
            word = Manifest(b"b" * 16, device, 1, "QA-MFA", b"w" * 24, 1, [], [], me.trusted.order, 1, 0)
            assert peers.note(writing.connection, word, created, devices)
        heard = peers.peers(writing.connection)
    assert {one.device for one in peers.awaited(heard, devices) if one is not None} == set(devices)


def test_who_is_silent_for_long_holds_nothing_up_until_he_speaks(network: Network) -> None:
    me = trust.enrolled(network.geneva)
    silent, busy = b"d" * 16, b"e" * 16

    def say(device: bytes, sequence: int) -> None:
        word = Manifest(b"b" * 16, device, 1, "QA-MFA", b"w" * 24, sequence, [], [], me.trusted.order, 1, 0)
        with network.ministry.writing() as writing:
            assert peers.note(writing.connection, word, 1, [silent, busy])

    def served() -> set[bytes]:
        with network.ministry.reading() as connection:
            return {one.device for one in peers.awaited(peers.peers(connection), [silent, busy]) if one is not None}

    say(silent, 1)
    for sequence in range(1, 40):
        say(busy, sequence)
    assert served() == {busy}
    say(silent, 2)
    assert served() == {silent, busy}


def test_an_older_word_of_the_same_epoch_is_no_news(network: Network) -> None:
    word = Manifest(
        b"b" * 16, b"d" * 16, 1, "QA-MFA", b"w" * 24, 5, [Held(b"w" * 24, "all", 3, b"n", [])], [], (1, 1), 1, 0
    )
    with network.ministry.writing() as writing:
        assert peers.note(writing.connection, word, 1, [word.device])
        older = msgspec.structs.replace(word, sequence=4, held=[])
        fallen = msgspec.structs.replace(word, sequence=6, held=[])
        assert not peers.note(writing.connection, older, 2, [word.device])
        assert peers.peers(writing.connection)[word.device].held
        assert peers.note(writing.connection, fallen, 3, [word.device])
        assert not peers.peers(writing.connection)[word.device].held


def test_a_desk_that_was_never_heard_is_sent_everything(network: Network, tmp_path: Path) -> None:
    """Until a desk was heard it is sent everything, however often."""
    organization(network.ministry, name_en="one", audience="all")
    sizes = {outgoing.export(network.ministry, "QA-GVA", tmp_path / str(n)).changes for n in range(3)}
    assert sizes == {max(sizes)}
    assert max(sizes) > 0


def test_a_computer_that_only_reads_is_not_sent_everything_for_ever(network: Network) -> None:
    reading = Site(network.place / "reading", "QA-GVA", network.sites[0].chance, lambda: 1_790_000_000_000)
    network.sites.append(reading)
    accept(reading, admit(network.sites[0], reading))
    organization(network.ministry, name_en="Body", audience="all")
    sent = []
    for number in range(peers._RESTING + 3):
        done = outgoing.export(network.ministry, "QA-GVA", network.place / f"to-{number}")
        for path in done.files:
            incoming.take(network.geneva, path.read_bytes(), path.name)
        network.send(network.geneva, network.ministry)
        sent.append(done.changes > 0)
    assert sent == [True] * (peers._RESTING + 1) + [False] * 2
    assert [one["heard"] is None for one in devices_of(network.ministry, "QA-GVA")] == [False, True]
    network.send(reading.store, network.ministry)
    assert sum(one.applied for one in network.send(network.ministry, reading.store)) > 0
    network.send(reading.store, network.ministry)
    assert outgoing.export(network.ministry, "QA-GVA", network.place / "last").changes == 0


def devices_of(store: Store, code: str) -> list[dict]:
    """Return what the list of desks says of the devices of one."""
    return next(one["devices"] for one in enrolment.listed(store) if one["code"] == code)


def test_who_holds_another_branch_of_the_same_length_is_sent_this_one(network: Network, tmp_path: Path) -> None:
    organization(network.ministry, name_en="one", audience="all")
    outgoing.export(network.ministry, "QA-GVA", tmp_path / "sealed")
    me = trust.enrolled(network.geneva)
    with network.ministry.reading() as connection:
        (feed,) = feeds.feeds(connection)

    def sent_to_who_holds(name: bytes, sequence: int) -> int:
        held = [Held(feed.writer, feed.audience, feed.upto, name, [])]
        word = Manifest(b"b" * 16, me.device, 1, "QA-MFA", b"w" * 24, sequence, held, [], me.trusted.order, 1, 0)
        with network.ministry.writing() as writing:
            assert peers.note(writing.connection, word, 1, [me.device])
        return outgoing.export(network.ministry, "QA-GVA", tmp_path / str(sequence)).changes

    assert sent_to_who_holds(feed.name[:8], 1) == 0
    assert sent_to_who_holds(b"another!", 2) > 0
