"""Operations: the immutable changes of fields, their canonical bytes and their names.

One operation has one encoding (``FORMAT.md``, chapter "Operation"): a msgpack array of fixed order, every
integer and length in its shortest form, no floats, no maps. Its SHA-256 over those bytes is its identity, of
which contexts carry the first four bytes.
"""

import hashlib
from enum import IntEnum
from functools import cached_property
from typing import Any

import msgspec

ENTRY = tuple[bytes, int, bytes]
Context = tuple[ENTRY, ...]
"""What was seen of one register: the operations by (writer, number, first four bytes of the hash), sorted."""

Saw = tuple[tuple[int, str, Context], ...]
"""What a deletion saw: (number of the field, key, context), sorted."""

MAX_VALUE = 4 << 20
MAX_DEPTH = 4
_NUMBER = 2**63 - 1


class BadOperation(ValueError):
    """Bytes that are no operation in its one encoding."""


class OpKind(IntEnum):
    """What an operation does. The numbers are on the wire."""

    SET = 1
    ELEM = 2
    DEL = 3
    UNDEL = 4
    RESOLVE = 5
    DECIDE = 6
    CARRY = 7
    PURGE = 8


class Operation(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True, dict=True):
    """One change of one register.

    ``writer``: 24 bytes, device and epoch; ``n``: rises with each operation of the writer; ``hlc``: hybrid clock,
    milliseconds << 16 | counter; ``user``: id of the officer, 16 bytes or none; ``txn``: n of the first operation
    of the transaction; ``schema``: version of the declarations; ``entity``, ``record``, ``field``, ``key``: the
    register; ``value``: packed, sealed in a personal record, empty for absent; ``ctx``: what was on the screen.
    """

    writer: bytes
    n: int
    hlc: int
    user: bytes
    txn: int
    schema: int
    entity: int
    record: bytes
    field: int
    key: str
    kind: int
    value: bytes
    ctx: Context
    saw: Saw

    @cached_property
    def body(self) -> bytes:
        """The canonical bytes."""
        return _ENCODER.encode(self)

    @cached_property
    def entry(self) -> ENTRY:
        """The context entry that names this operation."""
        return (self.writer, self.n, digest(self)[:4])


_KINDS = frozenset(OpKind)
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Operation)


def encode(operation: Operation) -> bytes:
    """Return the canonical bytes of an operation."""
    return operation.body


def decode(data: bytes) -> Operation:
    """Return the operation of these bytes; raises ``BadOperation`` for any that are not its one encoding."""
    try:
        operation = _DECODER.decode(data)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError, UnicodeDecodeError) as fault:
        raise BadOperation(str(fault)) from None
    if not is_sound(operation) or encode(operation) != data:
        raise BadOperation("not canonical")
    return operation


def is_sound(operation: Operation) -> bool:
    """Tell whether the lengths, numbers and orders of an operation are as the format has them."""
    return (
        len(operation.writer) == 24
        and len(operation.record) == 16
        and len(operation.user) in (0, 16)
        and 1 <= operation.n <= _NUMBER
        and 0 <= operation.hlc <= _NUMBER
        and 1 <= operation.txn <= operation.n
        and 0 <= operation.schema < 65_536
        and 0 <= operation.entity < 65_536
        and 0 <= operation.field < 65_536
        and operation.kind in _KINDS
        and len(operation.value) <= MAX_VALUE
        and _sound_context(operation.ctx)
        and list(operation.saw) == sorted(operation.saw)
        and all(_sound_context(context) for _, _, context in operation.saw)
    )


def digest(operation: Operation) -> bytes:
    """Return the SHA-256 of the canonical bytes."""
    return hashlib.sha256(encode(operation)).digest()


def pack(value: object) -> bytes:
    """Return the canonical bytes of a value: None, bool, int of 64 bits, str, bytes, lists of these."""
    _check(value, 0)
    return _ENCODER.encode(value)


def unpack(data: bytes) -> Any:
    """Return the value of canonical bytes; raises ``BadOperation``."""
    try:
        value = msgspec.msgpack.decode(data)
        _check(value, 0)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError, TypeError, OverflowError) as fault:
        raise BadOperation(str(fault)) from None
    if _ENCODER.encode(value) != data:
        raise BadOperation("not canonical")
    return value


def newest(*contexts: Context) -> Context:
    """Return the newest entry of each writer in these contexts."""
    found: dict[bytes, ENTRY] = {}
    for context in contexts:
        for entry in context:
            have = found.get(entry[0])
            if have is None or entry[1] > have[1]:
                found[entry[0]] = entry
    return tuple(sorted(found.values()))


def _sound_context(context: Context) -> bool:
    return list(context) == sorted(set(context)) and all(
        len(writer) == 24 and 1 <= n <= _NUMBER and len(name) == 4 for writer, n, name in context
    )


def _check(value: object, depth: int) -> None:
    if isinstance(value, list | tuple):
        if depth >= MAX_DEPTH:
            raise TypeError("nested too deeply")
        for part in value:
            _check(part, depth + 1)
    elif not (value is None or isinstance(value, bool | int | str | bytes)):
        raise TypeError(f"{type(value).__name__} has no wire form")
    elif isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise OverflowError("more than 64 bits")
