"""What only the Ministry writes counts from the Ministry alone; what others write into it is kept, everywhere alike."""

from unittest.mock import patch
from uuid import UUID

import pytest
from msgspec.structs import replace
from sqlalchemy import select

from coopdesk.errors import NotFound
from coopdesk.history.operation import Operation, OpKind, decode, pack
from coopdesk.history.register import PUBLISHED
from coopdesk.operations import conflicts, record, upkeep
from coopdesk.records import BY_ENTITY, ConferenceReport, Desk, MinistrySettings, Record, fields_of
from coopdesk.store.home import Store
from coopdesk.store.meta import set_meta
from coopdesk.store.tables import OP, SEGMENT
from coopdesk.sync import arrival, bundle, incoming, segment as segments, trust
from tests.sync.network import Network, organization, raw_id
from tests.sync.test_bundle_file import Forger

SETTINGS, STATE = MinistrySettings.__entity__, 1


@pytest.fixture
def settings(network: Network) -> str:
    """Let the Ministry write its settings; returns their id."""
    with network.ministry.writing() as writing:
        set_meta(writing.connection, "ministry", b"1")
        made = MinistrySettings(state_en="State", classification="internal", audience="all")
        writing.session.add(made)
        writing.session.flush()
        return made.id


def written(
    raw: bytes, writer: bytes, entity: int = SETTINGS, field: int = STATE, value: object = "Forged"
) -> Operation:
    return Operation(writer, 9_000, 1 << 60, b"", 9_000, 1, entity, raw, field, "", OpKind.SET, pack(value), (), ())


def sent(network: Network, to: Store, *made: Operation) -> incoming.Taken:
    """Let Geneva's computer, whoever has it, sign these."""
    forger = Forger(network, network.geneva, to)
    writer = forger.me.device + b"h" * 8
    signed = segments.make(forger.me.keys.signing, writer, "all", 1, b"", 1, 1, made)
    return incoming.take(to, forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(signed)))), "x")


def state_shown(store: Store, id: str) -> str:
    return record.show(store, "ministry_settings", id)["state_en"]


@pytest.mark.parametrize("author", ["own", "ministry"])
def test_a_mission_writes_no_settings_in_any_order_under_any_name(network: Network, settings: str, author: str) -> None:
    device = trust.enrolled(network.geneva if author == "own" else network.ministry).device
    forged = written(UUID(settings).bytes, device + b"h" * 8)
    assert sent(network, network.vienna, forged).applied == 0
    network.send(network.ministry, network.vienna)
    sent(network, network.ministry, forged)
    network.send(network.vienna, network.ministry)
    assert [state_shown(one, settings) for one in (network.ministry, network.vienna)] == ["State"] * 2
    assert network.sites[0].digest() == network.sites[2].digest()
    for site in (network.sites[0], network.sites[2]):
        kept, again = site.rebuilt()
        assert kept == again
        (found,) = upkeep.check(site.store)
        assert (found["kind"], "QA-GVA" in found["message"]) == ("ignored", True)
        with site.store.reading() as connection:
            assert sum(connection.execute(select(SEGMENT.c.unread)).scalars()) == 1, "its bytes are kept"


def test_what_the_ministry_wrote_counts_when_it_comes_from_the_ministry(network: Network, settings: str) -> None:
    """A mission may have brought it first, in its own segment."""
    files = network.files(network.ministry, "QA-VIE")
    with network.ministry.reading() as connection:
        made = [decode(body) for body in connection.execute(select(OP.c.body).order_by(OP.c.n)).scalars()]
    sent(network, network.vienna, *made)
    with pytest.raises(NotFound):
        state_shown(network.vienna, settings)
    incoming.take(network.vienna, files[0].read_bytes(), "x")
    assert state_shown(network.vienna, settings) == "State"


def test_one_file_with_both_segments_loses_nothing(network: Network, settings: str) -> None:
    network.files(network.ministry, "QA-VIE")
    with network.ministry.reading() as connection:
        made = [decode(body) for body in connection.execute(select(OP.c.body).order_by(OP.c.n)).scalars()]
    forger, me = Forger(network, network.geneva, network.vienna), trust.enrolled(network.ministry)
    theirs = segments.make(forger.me.keys.signing, forger.me.device + b"h" * 8, "all", 1, b"", 1, 1, made)
    own = segments.make(me.keys.signing, made[0].writer, "all", 1, b"", 1, 1, made)
    items = [(bundle.SEGMENT, segments.to_bytes(one)) for one in (theirs, own)]
    assert incoming.take(network.vienna, forger.file(forger.plain(*items)), "x").applied == len(made)
    assert state_shown(network.vienna, settings) == "State"


def test_a_program_that_learns_the_type_later_asks_who_signed(network: Network, settings: str) -> None:
    fewer = {entity: cls for entity, cls in BY_ENTITY.items() if entity != SETTINGS}
    with patch("coopdesk.sync.arrival.BY_ENTITY", fewer):
        arrival.read_again(network.vienna)
        sent(network, network.vienna, written(UUID(settings).bytes, trust.enrolled(network.geneva).device + b"h" * 8))
        network.send(network.ministry, network.vienna)
    assert arrival.read_again(network.vienna) > 0
    assert state_shown(network.vienna, settings) == "State"


def test_nobody_but_the_ministry_speaks_for_the_published_directory(network: Network) -> None:
    id = organization(network.vienna, name_en="Body", audience="all")
    network.send(network.vienna, network.ministry)
    forged = written(UUID(id).bytes, PUBLISHED, entity=2)
    assert sent(network, network.ministry, forged).applied == 0
    assert sent(network, network.vienna, written(raw_id(2), PUBLISHED, entity=2)).applied == 0


@pytest.mark.parametrize(("cls", "values"), [
    (Desk, {"ceiling": "internal"}), (ConferenceReport, {"registry_number": "1/2026", "registry_date": "2026-01-01"}),
])  # fmt: skip
def test_a_field_that_only_the_ministry_writes_counts_from_nobody_else(
    network: Network, cls: type[Record], values: dict[str, str]
) -> None:
    """The ceiling of a desk, the number of the registry: a mission that signs another one changes nothing."""
    name, (first, *_) = cls.__tablename__, values
    with network.ministry.writing() as writing:
        made = cls(classification="internal", audience="all", **values)
        writing.session.add(made)
        writing.session.flush()
        id = str(made.id)
    register = next(one.register for one in fields_of(cls) if one.name == first)
    wire = ["9/2026", None] if len(values) > 1 else "top_secret"
    title = next(one.number for one in fields_of(cls) if one.name in ("name_en", "title_en"))
    device = trust.enrolled(network.geneva).device + b"h" * 8
    forged = written(UUID(id).bytes, device, cls.__entity__, register, wire)
    beside = replace(written(UUID(id).bytes, device, cls.__entity__, title, "Ours"), n=9_001)
    network.send(network.ministry, network.vienna)
    for there in (network.vienna, network.ministry):
        assert sent(network, there, forged, beside).applied == 1
        view = record.show(there, name, id)
        assert (view[first], conflicts.conflicts(there, id)) == (values[first], [])
        assert "Ours" in view.values()
        (found,) = upkeep.check(there)
        assert (found["kind"], "QA-GVA" in found["message"]) == ("ignored", True)
