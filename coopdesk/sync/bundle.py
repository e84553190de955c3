"""The bundle file: a signed header, then an age file that one desk's devices open, then nothing.

A reader goes in one order and stops at the first thing that is wrong: length, header, certificate, signature, hash;
only then is anything decrypted, decompressed within bounds, and decoded by type. Each refusal has a code.
"""

import hashlib
import struct
from collections.abc import Iterable
from typing import NamedTuple, TypeVar

import msgspec
import zstandard

from coopdesk.history import seal
from coopdesk.sync.refusal import BundleRefused
from coopdesk.sync.roster import BadRoster, Certificate, Signed, Trusted

MAGIC = b"CDXB"
MAJOR, MINOR, SUITE = 1, 0, 1
READER = 1
"""What this program reads. A bundle that needs more says so in its header."""
MOST_FILE, MOST_PLAIN, MOST_ITEMS = 64 << 20, 36 << 20, 100_000
PART_PLAIN = 32 << 20
"""The most plain text that is put in one part, so that it is opened in memory and never touches the disk."""
MOST_STANZAS = 64
_MOST_HEADER, _MOST_AGE_HEADER, _MOST_WINDOW, _MOST_UNKNOWN = 16_384, 16_384, 1 << 27, 1 << 20
_PREFIX = struct.Struct(">4sBBBBI")
_RECORD = struct.Struct(">BI")
_PURPOSE = b"coopdesk/bundle/1\0"
_SIGNATURE = 64
_T = TypeVar("_T")

MANIFEST, ROSTER, SEGMENT, CHUNK, SNAPSHOT, RECEIPT, KEY, END = 1, 2, 3, 4, 5, 6, 7, 255

_MOST_OF_KIND = {
    MANIFEST: 4 << 20, ROSTER: 8 << 20, SEGMENT: 7 << 20, CHUNK: 2 << 20, SNAPSHOT: 0, RECEIPT: 0, KEY: 128, END: 36,
}  # fmt: skip
"""The most bytes of a record of the plain text. What small files unpack to has to stay small."""
Item = tuple[int, bytes]
"""A record of the plain text: its type and its bytes."""


class Header(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What stands in the open. ``set``, ``part``, ``parts``: one export; ``certificate``: of the sender."""

    bundle: bytes
    set: bytes
    part: int
    parts: int
    certificate: Signed
    created: int
    reader: int
    length: int
    payload: bytes


class Held(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a device has of a feed: every segment up to ``upto``, whose hash begins with ``name``, and some later."""

    writer: bytes
    audience: str
    upto: int
    name: bytes
    later: list[int]


class Manifest(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a part says of itself and of its sender.

    ``epoch``, ``sequence``: age of what the sender acknowledges; ``held``: the segments that it has, of feeds that
    the recipient may see; ``wanted``: chunks that it lacks; ``roster``: version that it knows; ``published``:
    releases of the published directory; ``changes``: operations in the whole set.
    """

    bundle: bytes
    device: bytes
    part: int
    to: str
    epoch: bytes
    sequence: int
    held: list[Held]
    wanted: list[bytes]
    roster: tuple[int, int]
    published: int
    changes: int


class Opened(NamedTuple):
    """A bundle whose sender is proven and whose content is decoded."""

    header: Header
    sender: Certificate
    manifest: Manifest
    items: list[Item]


class Sealed(NamedTuple):
    """The payload of a part that waits for its header."""

    bundle: bytes
    payload: bytes


def seal_part(bundle: bytes, items: Iterable[Item], recipients: list[str]) -> Sealed:
    """Return the payload of a part: one compressed frame, sealed to the devices of a desk and to the recovery keys."""
    parts: list[bytes] = []
    count = 0
    for kind, data in items:
        parts += (_RECORD.pack(kind, len(data)), data)
        count += 1
    plain = b"".join(parts)
    plain += _RECORD.pack(END, 36) + count.to_bytes(4, "big") + hashlib.sha256(plain).digest()
    level = 9 if len(plain) < 8 << 20 else 3
    compressor = zstandard.ZstdCompressor(level=level, write_checksum=True, write_content_size=True)
    return Sealed(bundle, seal.seal_to(recipients, compressor.compress(plain)))


def head(signing: bytes, certificate: Signed, sealed: Sealed, set_: bytes, part: int, parts: int, now: int) -> bytes:
    """Return what stands before the payload in the file: prefix, header, signature."""
    header = msgspec.msgpack.encode(
        Header(
            sealed.bundle, set_, part, parts, certificate, now, READER, len(sealed.payload),
            hashlib.sha256(sealed.payload).digest(),
        )
    )  # fmt: skip
    before = _PREFIX.pack(MAGIC, MAJOR, MINOR, SUITE, 0, len(header)) + header
    return before + seal.sign(signing, _PURPOSE + before)


def header_of(data: bytes, name: str) -> Header:
    """Return the header of a file whose length fits what it says; raises ``BundleRefused``. Nothing is proven yet."""
    if len(data) > MOST_FILE:
        raise BundleRefused("too_large", name)
    if data[:4] != MAGIC[: len(data)] or not data:
        raise BundleRefused("not_a_bundle", name)
    if len(data) < _PREFIX.size:
        raise BundleRefused("cut_short", name, n=_PREFIX.size - len(data))
    _, major, _, suite, flags, length = _PREFIX.unpack_from(data)
    if major > MAJOR or suite > SUITE:
        raise BundleRefused("newer", name)
    if flags or length > _MOST_HEADER or not (major and suite):
        raise BundleRefused("damaged", name)
    start = _PREFIX.size + length + _SIGNATURE
    if len(data) < start:
        raise BundleRefused("cut_short", name, n=start - len(data))
    header = _strict(data[_PREFIX.size : _PREFIX.size + length], Header, "damaged", name)
    sound = (
        len(header.bundle) == len(header.set) == 16
        and 1 <= header.part <= header.parts <= 100_000
        and 0 <= header.length <= MOST_FILE
        and len(header.payload) == 32
        and 0 <= header.created < 2**63
    )
    if not sound:
        raise BundleRefused("damaged", name)
    if header.reader > READER:
        raise BundleRefused("newer", name)
    missing = start + header.length - len(data)
    if missing > 0:
        raise BundleRefused("cut_short", name, n=missing)
    if missing < 0:
        raise BundleRefused("too_long", name, n=-missing)
    return header


def proven(data: bytes, header: Header, trusted: Trusted, name: str) -> Certificate:
    """Return the certificate of the sender, who signed this file; raises ``BundleRefused``."""
    try:
        sender = trusted.admits(header.certificate)
    except BadRoster:
        raise BundleRefused("unknown_sender", name) from None
    told = {"sender": sender.desk}
    if sender.device in trusted.revoked:
        raise BundleRefused("revoked", name, **told)
    end = len(data) - header.length - _SIGNATURE
    if not seal.verifies(sender.public, data[end : end + _SIGNATURE], _PURPOSE + data[:end]):
        raise BundleRefused("forged", name, **told)
    if hashlib.sha256(data[end + _SIGNATURE :]).digest() != header.payload:
        raise BundleRefused("damaged", name, **told)
    return sender


def opened(data: bytes, header: Header, sender: Certificate, identity: str, name: str) -> Opened:
    """Return the content of a file that was proven; raises ``BundleRefused``."""
    told = {"sender": sender.desk}
    payload = data[len(data) - header.length :]
    _check_age(payload, name, told)
    try:
        packed = seal.open_with(identity, payload)
    except seal.Unreadable:
        raise BundleRefused("sealed", name, **told) from None
    items = _items(_plain(packed, name, told), name, told)
    if not items or items[0][0] != MANIFEST or any(kind == MANIFEST for kind, _ in items[1:]):
        raise BundleRefused("malformed", name, **told)
    manifest = _strict(items[0][1], Manifest, "malformed", name, **told)
    if (manifest.bundle, manifest.device, manifest.part) != (header.bundle, sender.device, header.part):
        raise BundleRefused("forged", name, **told)
    return Opened(header, sender, manifest, items[1:])


def _check_age(payload: bytes, name: str, told: dict[str, str]) -> None:
    """Count the recipients before anything reads them: the time that takes grows with their square."""
    end = payload.find(b"\n--- ", 0, _MOST_AGE_HEADER)
    if end < 0:
        raise BundleRefused("hostile", name, **told)
    if payload.count(b"\n-> ", 0, end + 1) > MOST_STANZAS:
        raise BundleRefused("hostile", name, **told)


def _plain(packed: bytes, name: str, told: dict[str, str]) -> bytearray:
    """Decompress one frame of a declared size, within it, and nothing behind it."""
    try:
        frame = zstandard.get_frame_parameters(packed)
        size = frame.content_size
        if size > MOST_PLAIN or frame.window_size > _MOST_WINDOW:
            raise BundleRefused("hostile", name, **told)
        if not frame.has_checksum or _frame_end(packed) != len(packed):
            raise BundleRefused("malformed", name, **told)
        reader = zstandard.ZstdDecompressor(max_window_size=_MOST_WINDOW).stream_reader(packed)
        found = bytearray()
        while piece := reader.read(1 << 20):
            found += piece
            if len(found) > size:
                raise BundleRefused("hostile", name, **told)
    except zstandard.ZstdError:
        raise BundleRefused("malformed", name, **told) from None
    if len(found) != size:
        raise BundleRefused("malformed", name, **told)
    return found


def _frame_end(packed: bytes) -> int:
    """Return where the first frame ends, from the headers of its blocks; the library passes over what follows it."""
    place, last = zstandard.frame_header_size(packed), False
    while not last and place + 3 <= len(packed):
        block = int.from_bytes(packed[place : place + 3], "little")
        last = bool(block & 1)
        place += 3 + (1 if block >> 1 & 3 == 1 else block >> 3)
    return place + 4 if last else -1


def _items(plain: bytearray, name: str, told: dict[str, str]) -> list[Item]:
    found: list[Item] = []
    place = 0
    seen = memoryview(plain)
    while place + _RECORD.size <= len(plain):
        kind, length = _RECORD.unpack_from(plain, place)
        if length > _MOST_OF_KIND.get(kind, _MOST_UNKNOWN) or len(found) >= MOST_ITEMS:
            raise BundleRefused("hostile", name, **told)
        data = bytes(seen[place + _RECORD.size : place + _RECORD.size + length])
        if len(data) != length:
            break
        if kind == END:
            tail = len(found).to_bytes(4, "big") + hashlib.sha256(seen[:place]).digest()
            if data == tail and place + _RECORD.size + length == len(plain):
                return found
            break
        found.append((kind, data))
        place += _RECORD.size + length
    raise BundleRefused("malformed", name, **told)


def _strict(data: bytes, cls: type[_T], code: str, name: str, **told: object) -> _T:
    try:
        found = msgspec.msgpack.decode(data, type=cls)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise BundleRefused(code, name, **told) from None
    if msgspec.msgpack.encode(found) != data:
        raise BundleRefused(code, name, **told)
    return found
