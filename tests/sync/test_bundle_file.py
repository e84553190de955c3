"""A file that is torn, changed, foreign or built to do harm is refused with the right reason, and changes no row."""

import base64

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from coopdesk.history import seal
from coopdesk.operations import exchange
from coopdesk.sync import bundle, incoming, roster, segment as segments, trust
from coopdesk.sync.refusal import REASONS, BundleRefused
from tests.sync.forger import HOSTILE, SAID, Forger, operations
from tests.sync.growth import Growth
from tests.sync.network import Network, organization, rows_of


def refused(network: Network, data: bytes) -> str:
    """Return the code with which the Ministry refuses bytes, having changed no row for them."""
    before = rows_of(network.ministry)
    with pytest.raises(BundleRefused) as fault:
        incoming.take(network.ministry, data, "file.cdx")
    assert rows_of(network.ministry) == before
    assert fault.value.message()
    return fault.value.code


def from_geneva(network: Network, **values: object) -> bytes:
    organization(network.geneva, name_en="Body", **values)
    return network.files(network.geneva, "QA-MFA")[0].read_bytes()


def _opened(data: bytes, me: trust.Me) -> bundle.Opened:
    header = bundle.header_of(data, "x")
    return bundle.opened(data, header, bundle.proven(data, header, me.trusted, "x"), me.keys.age, "x")


def test_every_single_bit_counts(network: Network) -> None:
    data = from_geneva(network)
    me = trust.enrolled(network.ministry)
    taken, codes = [], set()
    for place in range(len(data) * 8):
        torn = bytearray(data)
        torn[place // 8] ^= 1 << place % 8
        try:
            header = bundle.header_of(bytes(torn), "x")
            sender = bundle.proven(bytes(torn), header, me.trusted, "x")
            bundle.opened(bytes(torn), header, sender, me.keys.age, "x")
            taken.append(place)
        except BundleRefused as fault:
            codes.add(fault.code)
    assert taken == []
    assert codes <= REASONS.keys()
    before = rows_of(network.ministry)
    for place in range(0, len(data) * 8, 997):
        torn = bytearray(data)
        torn[place // 8] ^= 1 << place % 8
        with pytest.raises(BundleRefused):
            incoming.take(network.ministry, bytes(torn), "x")
    assert rows_of(network.ministry) == before


def test_every_truncation_says_how_much_is_missing(network: Network) -> None:
    data = from_geneva(network)
    for length in range(len(data)):
        with pytest.raises(BundleRefused) as fault:
            incoming.take(network.ministry, data[:length], "x")
        assert fault.value.code == ("cut_short" if length else "not_a_bundle")
        if length > 500:
            assert fault.value.params["n"] == len(data) - length
    assert refused(network, data + b"\0") == "too_long"
    assert refused(network, data + data) == "too_long"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data.replace(b"\n", b"\r\n"), {"damaged", "cut_short", "too_long"}),
        (lambda data: base64.encodebytes(data), {"not_a_bundle"}),
        (lambda data: b"", {"not_a_bundle"}),
        (lambda data: b"%PDF-1.7\n" + data, {"not_a_bundle"}),
        (lambda data: bytes(bundle.MOST_FILE + 1), {"too_large"}),
        (lambda data: data[:4] + b"\x02" + data[5:], {"newer"}),
    ],
)
def test_what_mail_and_people_do_to_files(network: Network, change, code: set[str]) -> None:
    assert refused(network, change(from_geneva(network))) in code


def test_a_bundle_for_another_desk_is_passed_on(network: Network) -> None:
    organization(network.geneva, name_en="Body")
    data = network.files(network.geneva, "QA-VIE")[0].read_bytes()
    assert refused(network, data) == "sealed"


def test_a_sender_of_another_ministry_is_parked(network: Network, tmp_path) -> None:
    other = Network(tmp_path / "other", seed=8)
    try:
        data = from_geneva(other)
        assert refused(network, data) == "unknown_sender"
        path = tmp_path / "foreign.cdx"
        path.write_bytes(data)
        assert exchange.import_files(network.ministry, [path])[0]["status"] == "parked"
        assert [one["code"] for one in exchange.inbox(network.ministry)] == ["unknown_sender"]
    finally:
        other.close()


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_built_to_do_harm_is_refused_within_little_memory(network: Network, name: str) -> None:
    data = HOSTILE[name](Forger(network))
    with Growth() as growth:
        assert refused(network, data) == SAID.get(name, "malformed")
    assert growth.bytes < 64 << 20


def test_what_an_honest_program_would_build_is_taken(network: Network) -> None:
    forger = Forger(network)
    assert incoming.take(network.ministry, forger.file(forger.plain()), "x").status == "applied"


def test_a_payload_under_the_header_of_another_is_refused(network: Network) -> None:
    forger = Forger(network)
    payload = forger.sealed(forger.plain())
    header = msgspec.msgpack.encode(
        bundle.Header(b"b" * 16, b"s" * 16, 1, 1, forger.me.certificate, 1, 1, len(payload), bytes(32))
    )
    before = bundle._PREFIX.pack(bundle.MAGIC, 1, 0, 1, 0, len(header)) + header
    data = before + seal.sign(forger.me.keys.signing, bundle._PURPOSE + before) + payload
    assert refused(network, data) == "damaged"


@pytest.mark.parametrize("change", [{"bundle": b"c" * 16}, {"device": b"d" * 16}, {"part": 2}])
def test_a_content_that_is_not_what_the_header_says_is_refused(network: Network, change: dict[str, object]) -> None:
    forger = Forger(network)
    first = bundle.Manifest(b"b" * 16, forger.me.device, 1, "QA-MFA", b"e" * 24, 1, [], [], (1, 1), 1, 0)
    content = msgspec.msgpack.encode(msgspec.structs.replace(first, **change))
    data = forger.file(forger.plain((bundle.MANIFEST, content), manifest=False))
    assert refused(network, data) == "forged"


def test_a_manifest_for_another_desk_is_not_for_us(network: Network) -> None:
    forger = Forger(network)
    first = bundle.Manifest(b"b" * 16, forger.me.device, 1, "QA-VIE", b"e" * 24, 1, [], [], (1, 1), 1, 0)
    data = forger.file(forger.plain((bundle.MANIFEST, msgspec.msgpack.encode(first)), manifest=False))
    assert refused(network, data) == "not_for_us"


def test_a_certificate_that_the_registrar_did_not_sign_is_of_nobody(network: Network) -> None:
    forger = Forger(network)
    mine = trust.certificate_for(forger.me.trusted.ministry, forger.me.keys, "QA-GVA", network.geneva.world)
    forger.me = forger.me._replace(certificate=roster.certify(forger.me.keys.signing, mine))
    assert refused(network, forger.file(forger.plain())) == "unknown_sender"


def test_there_is_one_encoding_only(network: Network) -> None:
    """A number in more bytes than it needs is another file that means the same: it is refused."""
    forger = Forger(network)
    first = bundle.Manifest(b"b" * 16, forger.me.device, 1, "QA-MFA", b"e" * 24, 1, [], [], (1, 1), 1, 0)
    content = msgspec.msgpack.encode(first)
    longer = content[:-1] + b"\xcc" + content[-1:]
    assert msgspec.msgpack.decode(longer) == msgspec.msgpack.decode(content)
    data = forger.file(forger.plain((bundle.MANIFEST, longer), manifest=False))
    assert refused(network, data) == "malformed"


def test_a_body_of_another_segment_is_refused(network: Network) -> None:
    forger = Forger(network)
    writer = forger.me.device + b"e" * 8
    one, other = (
        segments.make(forger.me.keys.signing, writer, "all", 1, b"", 1, 1, operations(forger.me.device))
        for _ in range(2)
    )
    mixed = segments.Segment(one.header, one.signature, other.body)
    assert refused(network, forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(mixed))))) == "malformed"


def test_a_segment_that_another_desk_signed_is_not_the_authors(network: Network) -> None:
    from_geneva(network)
    forger, vienna = Forger(network), trust.enrolled(network.vienna)
    signed = segments.make(
        forger.me.keys.signing, vienna.device + b"e" * 8, "all", 1, b"", 1, 1, operations(vienna.device)
    )
    data = forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(signed))))
    assert refused(network, data) == "bad_author"


def test_a_segment_for_others_is_left_out(network: Network) -> None:
    from_geneva(network)
    forger = Forger(network)
    signed = segments.make(
        forger.me.keys.signing, forger.me.device + b"e" * 8, "QA-VIE", 1, b"", 1, 1,
        operations(forger.me.device),
    )  # fmt: skip
    data = forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(signed))))
    taken = incoming.take(network.ministry, data, "x")
    assert (taken.withheld, taken.applied) == (1, 0)


@settings(max_examples=60)
@given(noise=st.binary(max_size=300), where=st.integers(0, 2_000))
def test_noise_anywhere_is_refused(noise: bytes, where: int) -> None:
    data = bundle.MAGIC + b"\x01\x00\x01\x00" + noise
    with pytest.raises(BundleRefused):
        bundle.header_of(data[:where] + noise + data[where:], "x")
