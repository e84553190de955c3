"""A file that is torn, changed, foreign or built to do harm is refused with the right reason, and changes no row."""

import base64
import hashlib
import resource

import msgspec
import pytest
import zstandard
from hypothesis import given, settings, strategies as st

from coopdesk.history import seal
from coopdesk.operations import exchange
from coopdesk.store.home import Store
from coopdesk.sync import bundle, incoming, roster, segment as segments, trust
from coopdesk.sync.refusal import REASONS, BundleRefused
from tests.sync.network import Network, organization, raw_id, rows_of


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


class Forger:
    """An enrolled desk that builds what no program would."""

    def __init__(self, network: Network, sender: Store | None = None, to: Store | None = None) -> None:
        self.me = trust.enrolled(sender or network.geneva)
        self.to = trust.enrolled(to or network.ministry)

    def file(self, plain: bytes, *, payload: bytes | None = None, **header: object) -> bytes:
        sealed = bundle.Sealed(b"b" * 16, payload if payload is not None else self.sealed(plain))
        return bundle.head(self.me.keys.signing, self.me.certificate, sealed, b"s" * 16, 1, 1, 1) + sealed.payload

    def sealed(self, plain: bytes) -> bytes:
        packed = zstandard.ZstdCompressor(write_checksum=True).compress(plain)
        return self.for_ministry(packed)

    def for_ministry(self, packed: bytes) -> bytes:
        return seal.seal_to([seal.recipient_of(self.to.keys.age)], packed)

    def plain(self, *items: bundle.Item, manifest: bool = True) -> bytes:
        first = bundle.Manifest(
            b"b" * 16, self.me.device, 1, self.to.desk, b"e" * 24, 1, [], [], self.me.trusted.order, 1, 0
        )
        several = [*([(bundle.MANIFEST, msgspec.msgpack.encode(first))] if manifest else []), *items]
        made = b"".join(kind.to_bytes(1, "big") + len(data).to_bytes(4, "big") + data for kind, data in several)
        end = len(several).to_bytes(4, "big") + hashlib.sha256(made).digest()
        return made + b"\xff" + len(end).to_bytes(4, "big") + end


def bomb(says: int = 1000) -> bytes:
    """A frame of a few bytes for each 128 KiB that it unpacks to, which says that it holds so much."""
    magic, descriptor = b"\x28\xb5\x2f\xfd", b"\xa4"
    size = says.to_bytes(4, "little")
    block = ((128 << 10) << 3 | 1 << 1).to_bytes(3, "little") + b"a"
    last = ((128 << 10) << 3 | 1 << 1 | 1).to_bytes(3, "little") + b"a"
    return magic + descriptor + size + block * 8_000 + last + b"\0\0\0\0"


HOSTILE = {
    "bomb": lambda forger: forger.file(b"", payload=forger.for_ministry(bomb())),
    "honest bomb": lambda forger: forger.file(b"", payload=forger.for_ministry(bomb(8_001 * (128 << 10)))),
    "65 stanzas": lambda forger: forger.file(
        b"",
        payload=seal.seal_to(
            [seal.recipient_of(forger.to.keys.age)] * 65, zstandard.ZstdCompressor(write_checksum=True).compress(b"x")
        ),
    ),
    "lying size": lambda forger: forger.file(
        b"", payload=forger.for_ministry(b"\x28\xb5\x2f\xfd\xa4" + (1 << 31).to_bytes(4, "little") + b"\x01\0\0")
    ),
    "thirteen bytes": lambda forger: forger.file(b"", payload=forger.for_ministry(b"\x28\xb5\x2f\xfd" + b"\xff" * 9)),
    "second frame": lambda forger: forger.file(
        b"", payload=forger.for_ministry(2 * zstandard.ZstdCompressor(write_checksum=True).compress(forger.plain()))
    ),
    "no frame": lambda forger: forger.file(b"", payload=forger.for_ministry(b"hello")),
    "1200 stanzas": lambda forger: forger.file(
        b"", payload=b"age-encryption.org/v1" + b"\n-> X25519 abc\nabcdef" * 1_200 + b"\n--- mac\n" + b"x" * 99
    ),
    "endless age header": lambda forger: forger.file(b"", payload=b"age-encryption.org/v1\n" + b"a" * 100_000),
    "no manifest": lambda forger: forger.file(forger.plain(manifest=False)),
    "two manifests": lambda forger: forger.file(forger.plain((bundle.MANIFEST, b"\x90"))),
    "deep": lambda forger: forger.file(forger.plain((bundle.SEGMENT, b"\x91" * 100_000))),
    "four gigabytes claimed": lambda forger: forger.file(forger.plain((bundle.SEGMENT, b"\xdd\xff\xff\xff\xff"))),
    "no segment": lambda forger: forger.file(forger.plain((bundle.SEGMENT, b"\x93\xc0\xc0\xc0"))),
    "no roster": lambda forger: forger.file(forger.plain((bundle.ROSTER, b"\x92\x90\xc0"))),
    "changed": lambda forger: forger.file(forger.plain().replace(b"QA-MFA", b"QA-MFB", 1)),
    "cut end": lambda forger: forger.file(forger.plain()[:-10]),
    "rest behind the end": lambda forger: forger.file(forger.plain() + b"more"),
}


SAID = {
    "bomb": "malformed", "lying size": "hostile", "honest bomb": "hostile", "thirteen bytes": "malformed",
    "second frame": "malformed", "no frame": "malformed", "1200 stanzas": "hostile", "65 stanzas": "hostile",
    "endless age header": "hostile", "no roster": "bad_roster",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_built_to_do_harm_is_refused_within_little_memory(network: Network, name: str) -> None:
    data = HOSTILE[name](Forger(network))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refused(network, data) == SAID.get(name, "malformed")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 << 10


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
        segments.make(forger.me.keys.signing, writer, "all", 1, b"", 1, 1, _operations(network, forger.me.device))
        for _ in range(2)
    )
    mixed = segments.Segment(one.header, one.signature, other.body)
    assert refused(network, forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(mixed))))) == "malformed"


def test_a_segment_that_another_desk_signed_is_not_the_authors(network: Network) -> None:
    from_geneva(network)
    forger, vienna = Forger(network), trust.enrolled(network.vienna)
    signed = segments.make(
        forger.me.keys.signing, vienna.device + b"e" * 8, "all", 1, b"", 1, 1, _operations(network, vienna.device)
    )
    data = forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(signed))))
    assert refused(network, data) == "bad_author"


def test_a_segment_for_others_is_left_out(network: Network) -> None:
    from_geneva(network)
    forger = Forger(network)
    signed = segments.make(
        forger.me.keys.signing, forger.me.device + b"e" * 8, "QA-VIE", 1, b"", 1, 1,
        _operations(network, forger.me.device),
    )  # fmt: skip
    data = forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(signed))))
    taken = incoming.take(network.ministry, data, "x")
    assert (taken.withheld, taken.applied) == (1, 0)


def _operations(network: Network, device: bytes):
    from coopdesk.history.operation import Operation, OpKind, pack

    return [Operation(device + b"e" * 8, 1, 1 << 16, b"", 1, 1, 2, raw_id(2), 1, "", OpKind.SET, pack("x"), (), ())]


@settings(max_examples=60)
@given(noise=st.binary(max_size=300), where=st.integers(0, 2_000))
def test_noise_anywhere_is_refused(noise: bytes, where: int) -> None:
    data = bundle.MAGIC + b"\x01\x00\x01\x00" + noise
    with pytest.raises(BundleRefused):
        bundle.header_of(data[:where] + noise + data[where:], "x")
