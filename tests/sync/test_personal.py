"""Records of persons: values travel sealed, their keys beside them; what was erased does not come back."""

import msgspec
import pytest

from coopdesk.errors import CoopDeskError
from coopdesk.history.operation import decode
from coopdesk.operations import record
from coopdesk.store.home import Store
from coopdesk.store.tables import OP, RECORD, SEGMENT
from coopdesk.sync import arrival, bundle, incoming, trust
from tests.sync.network import Network

_MARK = "Ms Unmistakable"


def contact(store: Store, **values: object) -> str:
    return str(record.save(store, "contact", {"name_en": _MARK, "audience": "all"} | values)["id"])


def keys_in(network: Network, data: bytes) -> dict[bytes, bytes]:
    """Return the keys that a bundle for the Ministry carries, by record."""
    me = trust.enrolled(network.ministry)
    header = bundle.header_of(data, "x")
    opened = bundle.opened(data, header, bundle.proven(data, header, me.trusted, "x"), me.keys.age, "x")
    found = [msgspec.msgpack.decode(content) for kind, content in opened.items if kind == bundle.KEY]
    return {raw: key for raw, _, key in found}


def test_a_person_is_read_where_the_key_came(network: Network) -> None:
    one = contact(network.geneva, tags=["visit"])
    data = network.files(network.geneva, "QA-MFA")[0].read_bytes()
    assert len(keys_in(network, data)) == 1
    incoming.take(network.ministry, data, "x")
    shown = record.show(network.ministry, "contact", one)
    assert (shown["name_en"], shown["tags"]) == (_MARK, ["visit"])
    network.send(network.ministry, network.vienna)
    assert record.show(network.vienna, "contact", one)["name_en"] == _MARK


def test_no_segment_says_who_it_is(network: Network) -> None:
    contact(network.geneva, tags=["visit"])
    network.send(network.geneva, network.ministry)
    for store in (network.geneva, network.ministry):
        with store.reading() as connection:
            from coopdesk.sync import feeds

            bodies = [feeds.stored(row).body for row in connection.execute(SEGMENT.select()).all()]
            operations = list(connection.execute(OP.select()).all())
        assert bodies
        assert not any(_MARK.encode() in body or b"visit" in body for body in bodies)
        assert not any(_MARK.encode() in bytes(row.body) for row in operations)


def test_what_was_erased_does_not_come_back(network: Network) -> None:
    one = contact(network.geneva)
    data = network.files(network.geneva, "QA-MFA")[0].read_bytes()
    incoming.take(network.ministry, data, "x")
    record.erase(network.ministry, "contact", one)
    record.save(network.geneva, "contact", {"id": one, "name_ar": "فلانة"})
    for again in (data, network.files(network.geneva, "QA-MFA", from_scratch=True)[0].read_bytes()):
        incoming.take(network.ministry, again, "x")
        with pytest.raises(CoopDeskError):
            record.show(network.ministry, "contact", one)
        with network.ministry.reading() as connection:
            row = connection.execute(RECORD.select().where(RECORD.c.id == one)).one()
        assert (row.key, row.erased) == (None, 1)


def test_a_desk_that_erased_passes_on_no_key_and_no_ghost(network: Network) -> None:
    """What it relays still says nothing; where nobody else sent the key, no nameless person stands in a list."""
    one = contact(network.geneva)
    network.send(network.geneva, network.ministry)
    record.erase(network.ministry, "contact", one)
    network.send(network.ministry, network.vienna)
    with network.vienna.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contact").scalar() == 0
        assert connection.exec_driver_sql("SELECT count(*) FROM op WHERE rid = (SELECT rid FROM record)").scalar()
    network.send(network.geneva, network.vienna)
    assert record.show(network.vienna, "contact", one)["name_en"] == _MARK


def sent_key(network: Network, record_id: str, key: bytes) -> None:
    """Let a liar, who is enrolled, send a key for a record."""
    from uuid import UUID

    from tests.sync.forger import Forger

    forger = Forger(network)
    content = msgspec.msgpack.encode((UUID(record_id).bytes, 6, key))
    incoming.take(network.ministry, forger.file(forger.plain((bundle.KEY, content))), "x")


@pytest.mark.parametrize("before", [True, False])
def test_a_false_key_hides_nobody(network: Network, before: bool) -> None:
    one = contact(network.geneva)
    if before:
        sent_key(network, one, b"f" * 32)
    network.send(network.geneva, network.ministry)
    if not before:
        sent_key(network, one, b"f" * 32)
    assert record.show(network.ministry, "contact", one)["name_en"] == _MARK


def test_what_no_key_opens_is_left_out_and_stops_no_import(network: Network) -> None:
    one = contact(network.geneva)
    with network.geneva.writing() as writing:
        writing.connection.execute(RECORD.update().where(RECORD.c.id == one).values(key=b"x" * 32))
    taken = network.send(network.geneva, network.ministry)
    assert [item.status for item in taken] == ["applied"]
    assert record.show(network.ministry, "contact", one)["name_en"] is None


def test_malformed_keys_are_passed_over(network: Network) -> None:
    one = contact(network.geneva)
    wrong = (
        b"",
        b"\xc0",
        msgspec.msgpack.encode((b"short", 6, b"k" * 32)),
        msgspec.msgpack.encode((b"r" * 16, 2, b"k" * 32)),
    )
    with network.geneva.writing() as writing:
        assert arrival.take_keys(writing, wrong) == set()
        assert arrival.choose_keys(writing, wrong) == set()
    assert record.show(network.geneva, "contact", one)["name_en"] == _MARK


def test_every_value_of_a_person_is_sealed(network: Network) -> None:
    contact(network.geneva, notes="secret words")
    with network.geneva.reading() as connection:
        made = [decode(bytes(row.body)) for row in connection.execute(OP.select()).all()]
    assert made
    assert all(b"secret words" not in one.value for one in made)
