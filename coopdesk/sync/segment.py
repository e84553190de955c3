"""Segments: up to a thousand operations of one feed, signed once, kept and passed on byte for byte.

A feed is what one writer says to one audience; its segments are numbered from 1 and each names the hash of the
one before. The body stands column by column, which compresses to a third; a reader puts the operations together
again, and their canonical bytes, so their hashes, are the same as at the desk that wrote them.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from coopdesk.history import seal
from coopdesk.history.operation import Context, Identity, Kind, Operation, Place, Value, WriterName, is_sound

MOST = 1000
"""The most operations that one segment holds."""
_PURPOSE = b"coopdesk/segment/1\0"
_VERSION = 1
_MOST_BYTES = 6 << 20

_Index = Annotated[int, Meta(ge=0)]
_WITHIN, _NAMED = Meta(max_length=MOST), Meta(max_length=20_000)
"""How long a column is at most; how many writers a segment names, and entries a context."""
_Entries = Annotated[list[tuple[_Index, int, bytes]], _NAMED]


class BadSegment(ValueError):
    """Bytes that are no segment, or whose parts do not fit each other."""


class Header(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """What a segment is. ``before``: hash of the segment before it in the feed, empty for the first."""

    version: int
    writer: bytes
    audience: str
    no: int
    before: bytes
    first: int
    count: int
    schema: int
    roster: int
    body: bytes


class Segment(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A segment as it travels and is kept: the bytes of its header, their signature, the bytes of its body."""

    header: bytes
    signature: bytes
    body: bytes

    @property
    def name(self) -> bytes:
        """Its hash, SHA-256 of the header."""
        return hashlib.sha256(self.header).digest()


class _Body(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """Columns of equal length; ``writers``, ``users``, ``records`` are tables into which the columns point."""

    writers: Annotated[list[WriterName], _NAMED]
    users: Annotated[list[bytes], _WITHIN]
    records: Annotated[list[Identity], _WITHIN]
    writer: Annotated[list[_Index], _WITHIN]
    n: Annotated[list[int], _WITHIN]
    hlc: Annotated[list[int], _WITHIN]
    user: Annotated[list[_Index], _WITHIN]
    txn: Annotated[list[int], _WITHIN]
    schema: Annotated[list[Place], _WITHIN]
    entity: Annotated[list[Place], _WITHIN]
    record: Annotated[list[_Index], _WITHIN]
    field: Annotated[list[Place], _WITHIN]
    key: Annotated[list[str], _WITHIN]
    kind: Annotated[list[Kind], _WITHIN]
    value: Annotated[list[Value], _WITHIN]
    ctx: Annotated[list[_Entries], _WITHIN]
    saw: Annotated[list[Annotated[list[tuple[Place, str, _Entries]], _NAMED]], _WITHIN]


_HEADER = msgspec.msgpack.Decoder(Header)
_SEGMENT = msgspec.msgpack.Decoder(Segment)
_BODY = msgspec.msgpack.Decoder(_Body)
_ENCODER = msgspec.msgpack.Encoder()


def make(
    signing: bytes, writer: bytes, audience: str, no: int, before: bytes, roster: int, schema: int,
    operations: Sequence[Operation],
) -> Segment:  # fmt: skip
    """Return the signed segment of these operations, own ones and carried ones."""
    body = _packed(operations)
    header = _ENCODER.encode(
        Header(
            _VERSION, writer, audience, no, before, operations[0].n, len(operations), schema, roster,
            hashlib.sha256(body).digest(),
        )
    )  # fmt: skip
    return Segment(header, seal.sign(signing, _PURPOSE + header), body)


def to_bytes(segment: Segment) -> bytes:
    """Return a segment as it travels."""
    return _ENCODER.encode(segment)


def from_bytes(data: bytes) -> Segment:
    """Return the segment of bytes that travelled; raises ``BadSegment``."""
    try:
        segment = _SEGMENT.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise BadSegment(str(fault)) from None
    if len(segment.body) > _MOST_BYTES or to_bytes(segment) != data:
        raise BadSegment("not canonical")
    return segment


def header_of(segment: Segment) -> Header:
    """Return the header, checked against the body; raises ``BadSegment``."""
    header = decoded(segment.header)
    sound = (
        header.version == _VERSION
        and len(header.writer) == 24
        and 1 <= len(header.audience) <= 400
        and 1 <= header.no < 2**63
        and len(header.before) == (0 if header.no == 1 else 32)
        and 1 <= header.count <= MOST
        and _ENCODER.encode(header) == segment.header
        and hashlib.sha256(segment.body).digest() == header.body
    )
    if not sound:
        raise BadSegment("header")
    return header


def decoded(header: bytes) -> Header:
    """Return the header of these bytes, of which nothing else is checked; raises ``BadSegment``."""
    try:
        return _HEADER.decode(header)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise BadSegment(str(fault)) from None


def is_signed(segment: Segment, public: bytes) -> bool:
    """Tell whether the device with this public key signed the segment."""
    return seal.verifies(public, segment.signature, _PURPOSE + segment.header)


def operations_of(segment: Segment, header: Header) -> list[Operation]:
    """Return the operations of a segment whose header was checked; raises ``BadSegment``."""
    try:
        body = _BODY.decode(segment.body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as fault:
        raise BadSegment(str(fault)) from None
    try:
        found = list(_rows(body))
    except (IndexError, ValueError, OverflowError) as fault:
        raise BadSegment(str(fault)) from None
    own = [one.n for one in found if one.writer == header.writer]
    sound = (
        len(found) == header.count
        and found[0].n == header.first
        and all(a < b for a, b in pairwise(own))
        and all(map(is_sound, found))
    )
    if not sound:
        raise BadSegment("body")
    return found


def records_of(segment: Segment, wanted: Callable[[int], bool] = lambda entity: True) -> list[bytes]:
    """Return the ids of the records of the wanted types that a segment, which was checked, writes to."""
    body = _BODY.decode(segment.body)
    types = {entity for entity in set(body.entity) if wanted(entity)}
    places = {place for place, entity in zip(body.record, body.entity, strict=True) if entity in types} if types else ()
    return [body.records[place] for place in sorted(places)]


def _packed(operations: Sequence[Operation]) -> bytes:
    writers, users, records = _Table(), _Table(), _Table()

    def entries(context: Context) -> _Entries:
        return [(writers.place(writer), n, h4) for writer, n, h4 in context]

    rows = [
        (
            writers.place(one.writer), one.n, one.hlc, users.place(one.user), one.n - one.txn, one.schema, one.entity,
            records.place(one.record), one.field, one.key, one.kind, one.value, entries(one.ctx),
            [(field, key, entries(context)) for field, key, context in one.saw],
        )
        for one in operations
    ]  # fmt: skip
    columns: list[Any] = [list(column) for column in zip(*rows, strict=True)]
    columns[1], columns[2] = _steps(columns[1]), _steps(columns[2])
    return _ENCODER.encode(_Body(writers.values, users.values, records.values, *columns))


def _rows(body: _Body) -> Iterable[Operation]:
    writers, users, records = body.writers, body.users, body.records

    def context(entries: _Entries) -> Context:
        return tuple((writers[place], n, h4) for place, n, h4 in entries)

    for w, n, hlc, user, back, schema, entity, record, field, key, kind, value, ctx, saw in zip(
        body.writer, accumulate(body.n), accumulate(body.hlc), body.user, body.txn, body.schema, body.entity,
        body.record, body.field, body.key, body.kind, body.value, body.ctx, body.saw, strict=True,
    ):  # fmt: skip
        yield Operation(
            writers[w], n, hlc, users[user], n - back, schema, entity, records[record], field, key, kind, value,
            context(ctx) if ctx else (),
            tuple((number, name, context(entries)) for number, name, entries in saw) if saw else (),
        )  # fmt: skip


def _steps(numbers: list[int]) -> list[int]:
    """Return the first number and then the differences, which are small."""
    return numbers[:1] + [b - a for a, b in pairwise(numbers)]


class _Table:
    """Values, each once, in the order of their first use."""

    def __init__(self) -> None:
        self.values: list[bytes] = []
        self._places: dict[bytes, int] = {}

    def place(self, value: bytes) -> int:
        found = self._places.get(value)
        if found is None:
            found = self._places[value] = len(self.values)
            self.values.append(value)
        return found
