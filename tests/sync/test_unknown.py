"""What only a newer program knows goes through an older one and back: kept, acknowledged, passed on, and read later."""

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_bytes
from unittest.mock import patch
from uuid import UUID

import msgspec
import pytest

from coopdesk.history import seal
from coopdesk.history.operation import Operation, OpKind, pack
from coopdesk.operations import record
from coopdesk.records import BY_ENTITY, TYPES, Contact, Organization
from coopdesk.records.base import fields_of
from coopdesk.store import state as states
from coopdesk.store.home import Store
from coopdesk.store.tables import OP, RECORD, SEGMENT
from coopdesk.sync import arrival, bundle, incoming, outgoing, segment as segments, trust
from tests.sync.forger import Forger
from tests.sync.network import Network, organization, raw_id


@contextmanager
def older(*entities: int) -> Iterator[None]:
    """Let the program be one that does not know these types yet."""
    with patch.dict(BY_ENTITY):  # puts them back in their order too: other tests of the process read it
        for one in entities:
            del BY_ENTITY[one]
        yield


def bytes_of(store: Store) -> set[bytes]:
    with store.reading() as connection:
        return {bytes(row.header) + bytes(row.signature) for row in connection.execute(SEGMENT.select()).all()}


def count(store: Store, table: str) -> int:
    with store.reading() as connection:
        return connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() or 0


@pytest.mark.parametrize(
    ("type_", "values"),
    [("organization", {"name_en": "Body"}), ("contact", {"name_en": "Marie", "tags": ["visit"]})],
)
def test_a_record_of_an_unknown_type_goes_through(network: Network, type_: str, values: dict[str, object]) -> None:
    entity = TYPES[type_].__entity__
    made = record.save(network.geneva, type_, {**values, "audience": "all"})
    data = network.files(network.geneva, "QA-MFA")[0].read_bytes()
    with older(entity):
        assert incoming.take(network.ministry, data, "x").status == "applied"
        acknowledged = network.files(network.ministry, "QA-GVA")[0].read_bytes()
        assert arrival.read_again(network.ministry) == 0
        assert count(network.ministry, type_) == 0
        relayed = network.files(network.ministry, "QA-VIE")[0].read_bytes()
    incoming.take(network.geneva, acknowledged, "x")
    assert outgoing.export(network.geneva, "QA-MFA", network.place / "again").changes == 0
    incoming.take(network.vienna, relayed, "x")
    assert bytes_of(network.vienna) >= bytes_of(network.ministry), "passed on as it was signed"
    assert record.show(network.vienna, type_, made["id"])["name_en"] == values["name_en"]
    assert arrival.read_again(network.ministry) > 0
    assert record.show(network.ministry, type_, made["id"]) | {"_seen": ""} == record.show(
        network.vienna, type_, made["id"]
    ) | {"_seen": ""}
    assert arrival.read_again(network.ministry) == 0
    incoming.take(network.ministry, network.files(network.geneva, "QA-MFA", from_scratch=True)[0].read_bytes(), "x")
    assert count(network.ministry, type_) == 1


def test_known_and_unknown_records_in_one_segment(network: Network) -> None:
    organization(network.geneva, name_en="Known", audience="all")
    record.save(network.geneva, "contact", {"name_en": "Marie", "audience": "all"})
    data = network.files(network.geneva, "QA-MFA")[0].read_bytes()
    with older(Contact.__entity__):
        arrival.read_again(network.ministry)
        incoming.take(network.ministry, data, "x")
        assert (count(network.ministry, "organization"), count(network.ministry, "contact")) == (1, 0)
        late = organization(network.geneva, name_en="Later", audience="all")
        network.send(network.geneva, network.ministry)
        assert record.show(network.ministry, "organization", late)
    assert arrival.read_again(network.ministry)
    assert (count(network.ministry, "organization"), count(network.ministry, "contact")) == (2, 1)


def test_an_unknown_field_is_kept_and_shown_once_it_is_known(network: Network) -> None:
    declared = next(one for one in fields_of(Organization) if one.name == "website")
    fewer = tuple(one for one in fields_of(Organization) if one is not declared)
    arrival.read_again(network.ministry)
    made = record.save(
        network.geneva, "organization", {"name_en": "Body", "website": "https://e.org", "audience": "all"}
    )

    def without(cls: type) -> tuple:
        return fewer if cls is Organization else fields_of(cls)

    places = ("store.state", "store.projecting", "store.rows", "sync.arrival", "sync.incoming")
    patched = [patch(f"coopdesk.{place}.fields_of", without) for place in places]
    for one in patched:
        one.start()
    states.registers_of.cache_clear()
    arrival.read_again(network.ministry)
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.vienna)
    for one in patched:
        one.stop()
    states.registers_of.cache_clear()
    assert record.show(network.ministry, "organization", made["id"])["website"] is None
    assert arrival.read_again(network.ministry) == 1
    assert record.show(network.ministry, "organization", made["id"])["website"] == "https://e.org"
    assert bytes_of(network.vienna) == bytes_of(network.ministry)


VALUES = {
    "nothing": b"", "no value": b"\xc1", "cut": b"\xa5he", "number": pack(7), "list": pack([1, "x", None]),
    "empty list": pack([]), "bytes": pack(b"\x00"), "yes": pack(True), "none": pack(None), "two": pack([True, 7]),
    "long": pack("x" * 5_000), "float": b"\xcb" + bytes(8), "text": pack("x"), "minus": pack(-(2**63)),
}  # fmt: skip


@pytest.mark.parametrize("kind", [OpKind.SET, OpKind.ELEM, OpKind.DEL, OpKind.RESOLVE])
@pytest.mark.parametrize("type_", sorted(TYPES))
def test_a_value_that_no_program_should_write_stops_no_import(network: Network, type_: str, kind: OpKind) -> None:
    """An enrolled desk may be wrong or hostile; what cannot be read is left out, and the rest is shown."""
    cls = TYPES[type_]
    ministrys = cls.__single__ or cls.__ministrys__
    sender, to = (network.ministry, network.geneva) if ministrys else (network.geneva, network.ministry)
    forger = Forger(network, sender, to)
    writer, key = forger.me.device + b"e" * 8, seal.new_record_key(token_bytes)
    made: list[Operation] = []
    for value in VALUES.values():
        raw = raw_id(cls.__entity__)
        names = [(one.register, "") for one in fields_of(cls)] + [(60_003, "x"), (65_535, ""), (4_321, "unknown")]
        for field, member in dict.fromkeys(names):
            n = len(made) + 1
            packed = value
            if cls.__personal__ and value:
                place = b"%d/%s/%d/%s" % (cls.__entity__, str(UUID(bytes=raw)).encode(), field, member.encode())
                packed = seal.seal_value(key, writer, n, place, value)
            made.append(
                Operation(writer, n, n << 16, b"", n, 1, cls.__entity__, raw, field, member, kind, packed, (), ())
            )
    items = []
    before = b""
    for no, start in enumerate(range(0, len(made), 900), 1):
        signed = segments.make(
            forger.me.keys.signing, writer, "all", no, before, 1, 1, made[start : start + 900]
        )  # fmt: skip
        before = signed.name
        items.append((bundle.SEGMENT, segments.to_bytes(signed)))
    keys = [
        (bundle.KEY, msgspec.msgpack.encode((raw, cls.__entity__, key)))
        for raw in dict.fromkeys(one.record for one in made)
        if cls.__personal__
    ]
    taken = incoming.take(to, forger.file(forger.plain(*keys, *items)), "x")
    assert taken.applied == len(made)
    assert count(to, "op") == len(made)
    with to.reading() as connection:
        ids = list(connection.execute(RECORD.select()).all())
    assert len(ids) == len(VALUES)
    for row in ids:
        record.show(to, type_, row.id)


def test_a_clock_that_says_nothing_stops_no_import(network: Network) -> None:
    forger = Forger(network)
    writer, raw = forger.me.device + b"e" * 8, raw_id(2)
    made = [
        Operation(writer, n, hlc, b"", n, 1, 2, raw, field, "", OpKind.SET, pack("x"), (), ())
        for n, (hlc, field) in enumerate([(0, 1), (65_535, 2), (2**63 - 1, 3), (0, 4)], 1)
    ]
    before = b""
    for no, one in enumerate(made, 1):
        signed = segments.make(forger.me.keys.signing, writer, "all", no, before, 1, 1, [one])
        before = signed.name
        data = forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(signed))))
        assert incoming.take(network.ministry, data, "x").applied == 1
    kept, again = network.sites[0].rebuilt()
    assert kept == again


def test_operations_are_never_changed_on_the_way(network: Network) -> None:
    organization(network.geneva, name_en="Body", audience="all")
    network.send(network.geneva, network.ministry)
    network.send(network.ministry, network.vienna)
    with network.geneva.reading() as mine, network.vienna.reading() as theirs:
        assert {bytes(row.body) for row in mine.execute(OP.select()).all()} == {
            bytes(row.body) for row in theirs.execute(OP.select()).all()
        }
    assert bytes_of(network.geneva) == bytes_of(network.vienna)
    assert trust.enrolled(network.vienna).trusted.desk_of(trust.keys_of(network.geneva).device_id) == "QA-GVA"
