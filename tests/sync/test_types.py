"""A record has one type, which its id names; what writes another one into it is kept and counts nowhere."""

from uuid import UUID, uuid4, uuid5

import msgspec
import pytest
from sqlalchemy import select

from coopdesk.history.identity import new_id, type_in
from coopdesk.history.operation import Operation, OpKind, pack
from coopdesk.history.register import PUBLISHED
from coopdesk.operations import record, upkeep
from coopdesk.records import Contact, Organization
from coopdesk.store import seed
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import RECORD, SEGMENT
from coopdesk.sync import arrival, bundle, incoming, segment as segments, trust
from coopdesk.world import SYSTEM
from tests.sync.forger import Forger
from tests.sync.network import Network, organization, raw_id

ORGANIZATION, CONTACT = Organization.__entity__, Contact.__entity__


def operation(writer: bytes, n: int, entity: int, raw: bytes, value: object, field: int = 1) -> Operation:
    return Operation(writer, n, n << 16, b"", n, 1, entity, raw, field, "", OpKind.SET, pack(value), (), ())


def sent(network: Network, to: Store, *made: Operation) -> incoming.Taken:
    """Let Geneva's computer, whoever has it, write these in one segment."""
    forger = Forger(network, network.geneva, to)
    writer = forger.me.device + b"h" * 8
    signed = segments.make(forger.me.keys.signing, writer, "all", 1, b"", 1, 1, made)
    return incoming.take(to, forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(signed)))), "x")


def entities(store: Store) -> dict[str, int]:
    with store.reading() as connection:
        return {row.id: row.entity for row in connection.execute(select(RECORD))}


def unread(store: Store) -> int:
    with store.reading() as connection:
        return sum(connection.execute(select(SEGMENT.c.unread)).scalars())


def test_an_id_names_its_type() -> None:
    drawn = [UUID(new_id(SYSTEM, entity)) for entity in (1, ORGANIZATION, 65_535)]
    assert [type_in(one.bytes) for one in drawn] == [1, ORGANIZATION, 65_535]
    assert {(one.version, one.variant) for one in drawn} == {(8, uuid4().variant)}
    assert type_in(uuid4().bytes) is type_in(uuid5(seed.SLUGS, "x").bytes) is None


@pytest.mark.parametrize("first", [True, False])
def test_another_type_for_a_record_counts_nowhere_in_any_order(network: Network, first: bool) -> None:
    id = organization(network.vienna, name_en="Body", audience="all")
    writer = trust.enrolled(network.geneva).device + b"h" * 8
    made = operation(writer, 1, CONTACT, UUID(id).bytes, "Mr X")
    steps = [
        lambda: network.send(network.vienna, network.ministry), lambda: sent(network, network.ministry, made)
    ]  # fmt: skip
    for step in steps if not first else reversed(steps):
        step()
    assert entities(network.ministry) == {id: ORGANIZATION}
    assert record.show(network.ministry, "organization", id)["name_en"] == "Body"
    assert network.sites[0].digest() == network.sites[2].digest()
    kept, again = network.sites[0].rebuilt()
    assert kept == again
    assert unread(network.ministry) == 1
    network.send(network.ministry, network.vienna)
    assert unread(network.vienna) == 1, "it is passed on as it was signed"
    assert arrival.read_again(network.ministry) == 0


@pytest.mark.parametrize(
    "raw",
    [raw_id(CONTACT), uuid4().bytes, uuid5(seed.SLUGS, "organization/x").bytes],
    ids=["another type", "version 4", "version 5"],
)
def test_an_id_of_no_type_or_of_another_one_makes_no_record(network: Network, raw: bytes) -> None:
    writer = trust.enrolled(network.geneva).device + b"h" * 8
    taken = sent(network, network.ministry, operation(writer, 1, ORGANIZATION, raw, "Body"))
    assert (taken.applied, entities(network.ministry)) == (0, {})


def test_what_is_written_of_a_published_record_waits_for_its_release(network: Network) -> None:
    raw = uuid5(seed.SLUGS, "organization/new").bytes
    writer = trust.enrolled(network.geneva).device + b"h" * 8
    both = [
        operation(writer, 1, ORGANIZATION, raw, "Ours"),
        operation(writer, 2, CONTACT, raw, "Mr X"),
    ]
    arrival.read_again(network.ministry)
    sent(network, network.ministry, *both)
    assert entities(network.ministry) == {}
    assert upkeep.check(network.ministry) == [], "nobody can tell yet what it is"
    with network.ministry.writing() as writing:
        writing.apply([operation(PUBLISHED, 1, ORGANIZATION, raw, "Published")])
        set_meta(writing.connection, "published", b"1")
    assert arrival.read_again(network.ministry) == 1
    id = str(UUID(bytes=raw))
    assert entities(network.ministry) == {id: ORGANIZATION}
    assert record.show(network.ministry, "organization", id)["name_en"] == "Ours"
    assert unread(network.ministry) == 1


def test_a_key_for_an_id_of_another_type_is_not_kept(network: Network) -> None:
    forger = Forger(network)
    items = [
        (bundle.KEY, msgspec.msgpack.encode((raw, CONTACT, b"k" * 32)))
        for raw in (raw_id(ORGANIZATION), uuid4().bytes, raw_id(CONTACT))
    ]
    incoming.take(network.ministry, forger.file(forger.plain(*items)), "x")
    assert list(entities(network.ministry).values()) == [CONTACT]
    assert [type_in(UUID(one).bytes) for one in entities(network.ministry)] == [CONTACT]


def test_no_desk_writes_what_no_other_would_take(network: Network) -> None:
    with network.geneva.writing() as writing:
        made = Organization(id=new_id(SYSTEM, CONTACT), name_en="Body")
        with pytest.raises(ValueError, match="no id of a organization"):
            writing.capture([made])


def test_a_check_tells_what_does_not_count(network: Network) -> None:
    assert upkeep.check(network.ministry) == []
    id = organization(network.vienna, name_en="Body", audience="all")
    network.send(network.vienna, network.ministry)
    writer = trust.enrolled(network.geneva).device + b"h" * 8
    sent(network, network.ministry, operation(writer, 1, CONTACT, UUID(id).bytes, "Mr X"))
    (found,) = upkeep.check(network.ministry, repair=True)
    assert (found["kind"], found["record"], found["mended"]) == ("ignored", None, False)
    assert "QA-GVA" in found["message"]
