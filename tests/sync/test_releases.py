"""A desk whose program is older has the newer published directory from the Ministry, and again from no program."""

from uuid import UUID, uuid5

import pytest

from coopdesk.history.operation import Operation, OpKind, pack
from coopdesk.history.register import PUBLISHED
from coopdesk.operations import desk, record
from coopdesk.records import Organization
from coopdesk.store import seed
from coopdesk.store.home import Store
from coopdesk.sync import arrival, releases, trust
from tests.sync.network import Network, organization

RAW = {n: uuid5(seed.SLUGS, f"organization/{n}").bytes for n in (1, 2, 3)}


def release(number: int) -> list[Operation]:
    entity = Organization.__entity__
    fields = ((1, f"Published {number}"), (60_002, "all"))
    return [
        Operation(
            PUBLISHED, 10 * number + place, 1 << 16, b"", 10 * number, 1, entity, RAW[number], field, "", OpKind.SET,
            pack(value), (), (),
        )
        for place, (field, value) in enumerate(fields)
    ]  # fmt: skip


def installed(store: Store, number: int) -> None:
    """Open a home with a program that has so many releases."""
    with pytest.MonkeyPatch.context() as patch, store.writing() as writing:
        patch.setattr(seed, "RELEASES", ("",) * number)
        desk._publish(writing)
    arrival.read_again(store)


def published(store: Store) -> set[str]:
    with store.reading() as connection:
        return set(connection.exec_driver_sql("SELECT name_en FROM organization").scalars())


@pytest.fixture
def older(network: Network, monkeypatch: pytest.MonkeyPatch) -> Network:
    """The Ministry has three releases, Vienna two, Geneva one; it heard of them."""
    monkeypatch.setattr(seed, "release", lambda number: iter(release(number)))
    for store, number in ((network.ministry, 3), (network.vienna, 2), (network.geneva, 1)):
        installed(store, number)
    for store in (network.geneva, network.vienna):
        network.send(store, network.ministry)
    return network


def test_an_older_program_has_the_newer_directory_from_the_ministry(older: Network) -> None:
    older.send(older.ministry, older.geneva)
    assert published(older.geneva) == {"Published 1", "Published 2", "Published 3"}
    assert older.geneva.published == 1, "that is what its program has"
    assert older.sites[1].digest() == older.sites[0].digest()
    kept, again = older.sites[1].rebuilt()
    assert kept == again


def test_what_the_program_brings_later_is_here_already(older: Network) -> None:
    older.send(older.ministry, older.geneva)
    before = older.sites[1].digest()
    installed(older.geneva, 3)
    assert (older.sites[1].digest(), older.geneva.published) == (before, 3)


def test_a_release_is_carried_once_and_only_where_one_lacks_it(older: Network) -> None:
    def sealed() -> int:
        with older.ministry.reading() as connection:
            return connection.exec_driver_sql("SELECT coalesce(sum(changes), 0) FROM segment").scalar()

    older.files(older.ministry, "QA-VIE")
    assert sealed() == len(release(3))
    for _ in range(2):
        older.files(older.ministry, "QA-GVA")
        assert sealed() == len(release(3)) + len(release(2))
    older.send(older.ministry, older.geneva)
    older.send(older.geneva, older.ministry)
    older.files(older.ministry, "QA-GVA")
    assert sealed() == len(release(3)) + len(release(2))


def test_nothing_is_carried_where_every_program_is_as_new(older: Network) -> None:
    installed(older.geneva, 3)
    older.send(older.geneva, older.ministry)
    devices, me = [trust.enrolled(older.geneva).device], trust.enrolled(older.ministry)
    with older.ministry.writing() as writing:
        assert releases.carry(writing, me, devices) == 0


def test_what_others_wrote_of_a_newer_published_record_is_read_when_it_comes(older: Network) -> None:
    id = str(UUID(bytes=RAW[2]))
    record.save(older.vienna, "organization", {"id": id, "name_en": "Written at Vienna"})
    older.send(older.vienna, older.geneva)
    assert published(older.geneva) == {"Published 1"}
    older.send(older.ministry, older.geneva)
    assert record.show(older.geneva, "organization", id)["name_en"] == "Written at Vienna"


def test_only_the_registrar_carries(older: Network) -> None:
    organization(older.vienna, name_en="Body", audience="all")
    older.send(older.geneva, older.vienna)
    older.send(older.vienna, older.geneva)
    assert published(older.geneva) == {"Published 1", "Body"}
    with older.vienna.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM segment").scalar() == 1


def test_nothing_is_carried_to_who_was_never_heard(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seed, "release", lambda number: iter(release(number)))
    installed(network.ministry, 3)
    for _ in range(2):
        network.files(network.ministry, "QA-GVA")
    with network.ministry.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM segment").scalar() == 0
