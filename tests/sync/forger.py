"""Bundle files that no program would build, by an enrolled desk: what each of them is refused for."""

import hashlib
from collections.abc import Callable

import msgspec
import zstandard

from coopdesk.history import seal
from coopdesk.history.operation import Operation, OpKind, pack
from coopdesk.store.home import Store
from coopdesk.sync import bundle, segment as segments, trust
from tests.sync.network import Network, raw_id


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


def operations(device: bytes) -> list[Operation]:
    """Return an operation on a record that nobody has."""
    return [Operation(device + b"e" * 8, 1, 1 << 16, b"", 1, 1, 2, raw_id(2), 1, "", OpKind.SET, pack("x"), (), ())]


def wide(forger: "Forger") -> bytes:
    """A segment that says it holds one operation, and whose columns are as long as a segment may be."""
    honest = segments.make(
        forger.me.keys.signing, forger.me.device + b"e" * 8, "all", 1, b"", 1, 1, operations(forger.me.device)
    )
    long = 300_000
    columns = [[b"w" * 24], [b""], [b"r" * 16], *[[0] * long] * 2, *[[0] * long] * 8, [""] * long, [1] * long]
    body = msgspec.msgpack.encode([*columns, [b""] * long, [[]] * long, [[]] * long])
    header = segments.header_of(honest)
    made = msgspec.msgpack.encode(msgspec.structs.replace(header, body=hashlib.sha256(body).digest()))
    signature = seal.sign(forger.me.keys.signing, b"coopdesk/segment/1\0" + made)
    return forger.file(forger.plain((bundle.SEGMENT, segments.to_bytes(segments.Segment(made, signature, body)))))


HOSTILE: dict[str, Callable[[Forger], bytes]] = {
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
    "wide": wide,
    "many pieces": lambda forger: forger.file(forger.plain(*[(bundle.KEY, b"")] * 4_000_000)),
    "one large piece": lambda forger: forger.file(forger.plain((bundle.SEGMENT, bytes(30 << 20)))),
}
SAID = {
    "bomb": "malformed", "lying size": "hostile", "honest bomb": "hostile", "thirteen bytes": "malformed",
    "second frame": "malformed", "no frame": "malformed", "1200 stanzas": "hostile", "65 stanzas": "hostile",
    "endless age header": "hostile", "no roster": "bad_roster", "many pieces": "hostile",
    "one large piece": "hostile", "four gigabytes claimed": "malformed",
}  # fmt: skip
